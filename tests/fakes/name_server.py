"""A name server on loopback that knows some text records and nothing else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

from newsletter.doctor.sender_dns import NameServer


@contextmanager
def serving_records(records: Mapping[str, Sequence[str]]) -> Iterator[NameServer]:
    """Answer for these names; every other name does not exist."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_serve, args=(server, records), daemon=True)
        thread.start()
        yield NameServer(*server.getsockname())
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", server.getsockname())
        thread.join(5)


def _serve(server: socket.socket, records: Mapping[str, Sequence[str]]) -> None:
    while True:
        data, address = server.recvfrom(4096)
        if not data:
            return
        server.sendto(_answer(data, records), address)


def _answer(data: bytes, records: Mapping[str, Sequence[str]]) -> bytes:
    asked = dns.message.from_wire(data)
    answer = dns.message.make_response(asked)
    answer.flags |= dns.flags.RA
    name = asked.question[0].name
    texts = records.get(name.to_text(omit_final_dot=True).lower())
    if texts is None:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    for text in texts or ():
        # A text over 255 bytes is several strings of one record.
        parts = " ".join(f'"{text[n : n + 255]}"' for n in range(0, len(text), 255))
        answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", parts))
    return answer.to_wire()

"""Look at the DNS of the sender: without SPF, DKIM and DMARC large providers refuse bulk mail.

Source: RFC 7208 (SPF), RFC 6376 (DKIM), RFC 7489 (DMARC); the rules for bulk senders of Gmail and
Yahoo since 2024.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.doctor.diagnosis import Condition, Diagnosis
from newsletter.errors import quote

if TYPE_CHECKING:
    from dns.resolver import Resolver

TIMEOUT_S = 5.0
DNS_PORT = 53


@dataclass(frozen=True, slots=True)
class NameServer:
    """Who is asked in place of the servers of this machine."""

    host: str
    port: int = DNS_PORT


class DnsFault(Exception):
    """No answer that says whether a record is there."""


class TextRecords:
    """The text records of names, by dnspython."""

    def __init__(self, server: NameServer | None = None) -> None:
        self._resolver = _build_resolver(server)

    def find(self, name: str) -> tuple[str, ...]:
        """Return the text records of a name; none when there are none, or no such name.

        Raises:
            DnsFault: No server answered.
        """
        import dns.exception
        import dns.resolver

        try:
            answer = self._resolver.resolve(name, "TXT", search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return ()
        except dns.exception.DNSException as error:
            raise DnsFault(type(error).__name__) from None
        texts = (b"".join(record.strings) for record in answer)
        return tuple(text.decode("utf-8", "replace") for text in texts)


def _build_resolver(server: NameServer | None) -> Resolver:
    import dns.resolver

    resolver = dns.resolver.Resolver(configure=server is None)
    resolver.lifetime = TIMEOUT_S
    if server:
        resolver.nameservers = [server.host]
        resolver.port = server.port
    return resolver


def examine_sender(
    address: str, selector: str, server: NameServer | None = None
) -> Iterator[Diagnosis]:
    """Yield what the DNS says of the sender's domain.

    Args:
        address: Of the sender.
        selector: Of the DKIM key that the sending tool signs with; "" when it is not known.
        server: Who is asked.
    """
    domain = address.rpartition("@")[2]
    if not domain:
        found = "[email] from_address names no sender"
        yield Diagnosis("sender", Condition.SKIPPED, found)
        return
    try:
        records = TextRecords(server)
        yield _examine_spf(domain, records.find(domain))
        yield _examine_dkim(domain, selector, records)
        yield _examine_dmarc(domain, records)
    except DnsFault as fault:
        found = f"no name server answered about {domain} ({fault})"
        fix = "look at the network, or name a server: --name-server 9.9.9.9"
        yield Diagnosis("sender", Condition.PROBLEM, found, fix)


def _examine_spf(domain: str, texts: tuple[str, ...]) -> Diagnosis:
    """Whether there is one SPF record, and whether it lets only known servers send."""
    found = [text for text in texts if _begins(text, "v=spf1")]
    if not found:
        fix = (
            f"publish the TXT record that your campaign tool shows for {domain}"
        )
        return Diagnosis("SPF", Condition.PROBLEM, f"{domain} has none", fix)
    if len(found) > 1:
        fix = "make one record of them: with two, none counts"
        told = f"{domain} has {len(found)}"
        return Diagnosis("SPF", Condition.PROBLEM, told, fix)
    words = found[0].lower().split()
    if "+all" in words or "all" in words:
        fix = "end it in ~all or -all: this one lets everybody send for you"
        return Diagnosis("SPF", Condition.PROBLEM, quote(found[0]), fix)
    is_closed = words[-1] in ("-all", "~all") or words[-1].startswith(
        "redirect="
    )
    if not is_closed:
        fix = "end it in ~all or -all"
        return Diagnosis("SPF", Condition.WARNING, quote(found[0]), fix)
    return Diagnosis("SPF", Condition.OK, quote(found[0]))


def _examine_dkim(
    domain: str, selector: str, records: TextRecords
) -> Diagnosis:
    """Whether the key that signs the mails is published and in force."""
    if not selector:
        found = "the selector is not known"
        fix = "--selector NAME: it is s= in the DKIM-Signature of a mail that was sent"
        return Diagnosis("DKIM", Condition.SKIPPED, found, fix)
    name = f"{selector}._domainkey.{domain}"
    fix = f"publish the record that your campaign tool shows for {name}"
    texts = records.find(name)
    tags = [_read_tags(text) for text in texts]
    keys = [tag["p"] for tag in tags if "p" in tag]
    if not keys:
        return Diagnosis("DKIM", Condition.PROBLEM, f"{name} has no key", fix)
    if not any(keys):
        told = f"the key of {name} was withdrawn (p= is empty)"
        return Diagnosis("DKIM", Condition.PROBLEM, told, fix)
    return Diagnosis("DKIM", Condition.OK, f"{name} has a key")


def _examine_dmarc(domain: str, records: TextRecords) -> Diagnosis:
    """The record of the domain, or of the domain above it, which counts for it too."""
    parents = [domain]
    above = domain.partition(".")[2]
    if "." in above:
        parents.append(above)
    for name in parents:
        texts = records.find(f"_dmarc.{name}")
        found = [text for text in texts if _begins(text, "v=dmarc1")]
        if len(found) == 1:
            return _judge_dmarc(name, found[0])
        if found:
            told = f"_dmarc.{name} has {len(found)} records"
            fix = "leave one of them: with two, none counts"
            return Diagnosis("DMARC", Condition.PROBLEM, told, fix)
    fix = f'publish a TXT record at _dmarc.{domain}: "v=DMARC1; p=none"'
    told = f"{domain} has none"
    return Diagnosis("DMARC", Condition.PROBLEM, told, fix)


def _judge_dmarc(name: str, text: str) -> Diagnosis:
    policy = _read_tags(text).get("p", "").lower()
    if policy not in ("none", "quarantine", "reject"):
        fix = "p=none, p=quarantine or p=reject"
        told = f"{quote(text)} names no policy"
        return Diagnosis("DMARC", Condition.PROBLEM, told, fix)
    return Diagnosis("DMARC", Condition.OK, f"_dmarc.{name}: p={policy}")


def _begins(text: str, version: str) -> bool:
    """A version stands alone or before a blank or a semicolon."""
    begins = text.strip().lower()
    return begins == version or begins.startswith(
        (f"{version} ", f"{version};")
    )


def _read_tags(text: str) -> dict[str, str]:
    """The tags of `a=b; c=d`, blanks inside a value left out."""
    pairs = (part.partition("=") for part in text.split(";"))
    return {
        name.strip().lower(): "".join(value.split()) for name, _, value in pairs
    }

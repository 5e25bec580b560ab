"""Write an email as a message file: what a mail client opens and an SMTP server takes.

multipart/alternative with the text first; both parts in UTF-8; CRLF; headers as encoded words. The
boundary and the Message-ID come from the content: the same edition gives the same bytes.
List-Unsubscribe is written only here, because campaign tools add their own.

A part stands as it is (8 bits, RFC 6152), which every mail client opens and which takes a quarter
less than base64. It is coded in base64 or quoted-printable, whichever is shorter, where a server
might change it: a line is too long, or begins as a mailbox or the end of a message does. All parts
are where a tool or a server takes seven bits only.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from datetime import datetime
from email.utils import format_datetime
from quopri import encodestring
from urllib.parse import urlsplit

from newsletter.config import Settings
from newsletter.model import Edition
from newsletter.render.mail.message import RenderedEmail
from newsletter.render.markup import one_line
from newsletter.render.web_addresses import absolute_url

_BASE64_LINE = 76  # RFC 2045
MAX_LINE = 998  # octets, RFC 5322: what a server must take
_LINE = 76  # RFC 2047, section 2: no line with an encoded word is longer
_PLAIN_HEADER = (
    60  # characters; with the longest header name the line stays under 78
)
_WORD_OCTETS = 45  # 60 characters in base64 and 12 around them: an encoded word has at most 75
_CRLF = "\r\n"
# A line that a mailbox file or a sender without care takes for its own mark, and what is no text.
_MISTAKEN = re.compile(rb"\n(?:From |\.\r\n)|\0|\r(?!\n)")
_CODING = "Content-Transfer-Encoding"
_BOUNDARY = re.compile(rb'(?m)^ boundary="([^"\r\n]+)"')
_KIND = re.compile(r"Content-Type: ([a-z]+/[a-z]+);")
# RFC 2606: an address that reaches nobody, until the publication has one.
NOBODY = "noreply@invalid"


def render_eml(
    email: RenderedEmail,
    edition: Edition,
    settings: Settings,
    now: datetime,
    *,
    seven_bits: bool = False,
) -> bytes:
    """Return the message, addressed to the publication itself.

    Args:
        email: Subject and parts.
        edition: Its id and language go into the Message-ID.
        now: The Date header: the edition's date, where the same edition is to give the same
            bytes.
        seven_bits: Code both parts, for who takes no other letters than ASCII.
    """
    sender = settings.email.from_address or NOBODY
    words = settings.words(edition.language)
    title = words.title
    name = words.from_name or title
    host = _ascii_host(
        urlsplit(settings.publication.url).hostname or "localhost"
    )
    boundary = "=_" + _digest(email.text, email.html)
    headers = [
        ("Date", format_datetime(now)),
        ("From", _address(name, sender)),
        ("To", _address(name, sender)),
        *([("Reply-To", words.reply_to)] if words.reply_to else []),
        ("Subject", _encoded(email.subject, "Subject")),
        ("Message-ID", f"<{_digest(edition.id, edition.language)}@{host}>"),
        (
            "List-ID",
            f"{_encoded(title, 'List-ID')} <{edition.language.lower()}.{host}>",
        ),
        *_unsubscribe(settings),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Language", edition.language),
        ("MIME-Version", "1.0"),
        (
            "Content-Type",
            f'multipart/alternative;{_CRLF} boundary="{boundary}"',
        ),
    ]
    parts = [
        _part("text/plain", email.text, seven_bits=seven_bits),
        _part("text/html", email.html, seven_bits=seven_bits),
    ]
    if not all(map(str.isascii, parts)):
        headers.append((_CODING, "8bit"))
    head = "".join(f"{key}: {value}{_CRLF}" for key, value in headers)
    body = "".join(f"--{boundary}{_CRLF}{part}{_CRLF}" for part in parts)
    return f"{head}{_CRLF}{body}--{boundary}--{_CRLF}".encode()


def _unsubscribe(settings: Settings) -> list[tuple[str, str]]:
    """Say how readers leave: by the page, or by a letter to us.

    One-Click (RFC 8058) promises that a request to the address, without a page or a question,
    takes this reader off. An address that is the same for all readers cannot keep that.
    """
    url = absolute_url(settings.email.unsubscribe_url)
    if not url:
        return []
    ways = [f"<{url}>"]
    address = settings.email.reply_to or settings.email.from_address
    if address and not url.startswith("mailto:"):
        ways.insert(0, f"<mailto:{address}?subject=unsubscribe>")
    return [("List-Unsubscribe", f",{_CRLF} ".join(ways))]


def address_test(message: bytes, to: str, now: datetime) -> bytes:
    """Return the message for one reader, with To, Date and Message-ID of its own.

    A client would hide a second message of the same id as a copy.

    Args:
        message: What `render_eml` wrote.
        to: A bare address.
        now: The time of sending.
    """
    head, separator, body = message.partition(b"\r\n\r\n")
    key = _digest(hashlib.sha256(message).hexdigest(), to, now.isoformat())
    text = head.decode("ascii")
    host = re.search(r"(?m)^Message-ID: <[^@\r\n]*@([^>\r\n]*)>", text)
    fields = {
        "Date": format_datetime(now),
        "To": to,
        "Message-ID": f"<{key}@{host[1] if host else 'localhost'}>",
    }
    for name, value in fields.items():
        line = f"{name}: {value}".replace("\\", r"\\")
        text = re.sub(
            rf"(?m)^{name}:[^\r\n]*(?:\r\n[ \t][^\r\n]*)*",
            line,
            text,
            count=1,
        )
    return text.encode() + separator + body


def _digest(*texts: str) -> str:
    """A short name for texts: the same for the same ones."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:32]


def to_seven_bits(message: bytes) -> bytes:
    """Return a message of `render_eml` for a server that takes no 8-bit letters (RFC 6152).

    What arrives is the same; the bytes are those of `seven_bits`.
    """
    head, separator, body = message.partition(b"\r\n\r\n")
    found = _BOUNDARY.search(head)
    if message.isascii() or found is None:
        return message
    mark = b"--" + found[1]
    before, *parts, after = body.split(mark)
    coded = mark.join((before, *map(_code_part, parts), after))
    plain_head = head.replace(f"{_CRLF}{_CODING}: 8bit".encode(), b"")
    return plain_head + separator + coded


def _code_part(part: bytes) -> bytes:
    """What stands between two boundaries, in seven bits."""
    n_ends = len(_CRLF)
    head, _, text = part[n_ends:-n_ends].decode().partition(2 * _CRLF)
    kind = _KIND.search(head)
    if f"{_CODING}: 8bit" not in head or kind is None:
        return part
    coded = _part(kind[1], text, seven_bits=True)
    return f"{_CRLF}{coded}{_CRLF}".encode()


def _part(kind: str, text: str, *, seven_bits: bool) -> str:
    """One part of a message: as it is where it may be, else in the shorter coding for mail."""
    data = text.replace("\r\n", "\n").replace("\n", _CRLF).encode()
    # each line with the ends around it, as a mailbox file has them
    is_plain = not _MISTAKEN.search(b"\n" + data + b"\r\n") and all(
        len(line) <= MAX_LINE for line in data.split(b"\r\n")
    )
    if is_plain and (data.isascii() or not seven_bits):
        coding, body = "7bit" if data.isascii() else "8bit", data.decode()
    else:
        coding, body = _code(data)
    headers = (
        f"Content-Type: {kind}; charset=utf-8",
        f"{_CODING}: {coding}",
    )
    return _CRLF.join((*headers, "", body))


def _code(data: bytes) -> tuple[str, str]:
    """The shorter of the two codings for mail, and the data in it."""
    quoted = (
        encodestring(data.replace(b"\r\n", b"\n"))
        .decode("ascii")
        .replace("\n", _CRLF)
    )
    encoded = b64encode(data).decode("ascii")
    lines = _CRLF.join(
        encoded[at : at + _BASE64_LINE]
        for at in range(0, len(encoded), _BASE64_LINE)
    )
    if len(quoted) < len(lines):
        return "quoted-printable", quoted
    return "base64", lines + _CRLF


def _address(name: str, address: str) -> str:
    """A display name with its address; ASCII names are quoted, others become encoded words."""
    if not name:
        return address
    if name.isascii():
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{address}>'
    return f"{_encoded(name, 'From')} <{address}>"


def _encoded(text: str, header: str) -> str:
    """Encoded words of at most 75 characters that never split a character (RFC 2047).

    Short plain ASCII stays. Written here because the standard library's folding puts blanks
    into Japanese that has none.
    """
    line = one_line(text)
    if line.isascii() and len(line) <= _PLAIN_HEADER and "=?" not in line:
        return line
    words: list[str] = []
    waiting = line
    while waiting:
        room = (
            _WORD_OCTETS
            if words
            else (_LINE - len(f"{header}: =?utf-8?b??=")) // 4 * 3
        )
        piece = waiting.encode()[:room].decode(errors="ignore")
        words.append(f"=?utf-8?b?{b64encode(piece.encode()).decode('ascii')}?=")
        waiting = waiting[len(piece) :]
    return f"{_CRLF} ".join(words)


def _ascii_host(host: str) -> str:
    """The name of a host as SMTP sends it."""
    return host if host.isascii() else host.encode("idna").decode("ascii")

"""Keep the lines of uploaded HTML under 998 octets without changing what is seen.

RFC 5322 ends lines there; some tools cut longer ones in the middle of a character. Japanese
has no spaces to break at, a line end between two characters is shown as a blank by some
clients, and in a code block a line end is content. So a line ends inside a tag, between two
attributes, or in an empty comment, which nobody renders.
"""

from __future__ import annotations

import re

MAX_LINE_OCTETS = 980  # the break itself takes up to eight more
_BREAK = "<!--\n-->"
_PIECE = re.compile(r"<!--.*?-->|<[^<>]*>|[^<]+|<", re.S)
_BETWEEN_ATTRIBUTES = re.compile(r'(?<=["\w])\s(?=[\w-]+="[^"]*")')
_AFTER_STOP = re.compile(r"[。、！？」』）.!?,;:)\s]")
# A break before one of these would take it from the character it belongs to.
_CLINGS = re.compile(
    r"[\u0300-\u036f\u200c\u200d\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e01ef]"
)
_ENTITY = re.compile(r"&#?\w{1,31};")


def wrap_html(html: str) -> str:
    """Return the HTML with every line under 998 octets; it renders the same."""
    return "\n".join(
        line if len(line.encode()) <= MAX_LINE_OCTETS else _wrap_line(line)
        for line in html.split("\n")
    )


def _wrap_line(line: str) -> str:
    """A line broken between its tags, so that no part exceeds the bound."""
    out: list[str] = []
    room = MAX_LINE_OCTETS
    for piece in _PIECE.findall(line):
        size = len(piece.encode())
        if size <= room:
            out.append(piece)
            room -= size
        elif piece.startswith("<!"):  # a break inside would end the comment
            out.append(_BREAK + piece)
            room = MAX_LINE_OCTETS - len("-->") - size
        elif piece.startswith("<"):
            tag = _BETWEEN_ATTRIBUTES.sub("\n", piece)
            if len(tag.partition("\n")[0].encode()) > room:
                tag = _BREAK + tag
            out.append(tag)
            room = MAX_LINE_OCTETS - len(tag.rpartition("\n")[2].encode())
        else:
            text, room = _wrap_text(piece, room)
            out.append(text)
    return "".join(out)


def _wrap_text(text: str, room: int) -> tuple[str, int]:
    """Break a run of text; returns it with what is left of its last line."""
    out: list[str] = []
    while len(text[:MAX_LINE_OCTETS].encode()) > room:
        at = _find_break(text, max(0, room - len(_BREAK)))
        out.append(text[:at] + _BREAK)
        text = text[at:]
        room = MAX_LINE_OCTETS - len("-->")
    return "".join([*out, text]), room - len(text.encode())


def _find_break(text: str, room: int) -> int:
    """The best place within `room` octets; 0 is before all.

    After a stop near the end, else between two characters.
    """
    end = len(text[:room].encode()[:room].decode(errors="ignore"))
    stops = [found.end() for found in _AFTER_STOP.finditer(text, end // 2, end)]
    places: list[int] = [*stops[-1:], *range(end, max(0, end - 80), -1)]
    for at in places:
        is_joined = _CLINGS.match(text, at) or text[at - 1] == "\u200d"
        if not is_joined and not _splits_entity(text, at):
            return at
    return 0 if end < MAX_LINE_OCTETS // 8 else end


def _splits_entity(text: str, at: int) -> bool:
    """Tell whether a cut would fall into `&amp;` or another entity."""
    start = text.rfind("&", max(0, at - 32), at)
    found = _ENTITY.match(text, start) if start >= 0 else None
    return found is not None and found.end() > at

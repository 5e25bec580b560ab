"""Damage posts as disks, editors, language models and strangers do.

One seeded mutation of one post at a time.

Each mutation takes bytes and a source of chance and returns other bytes; `mutate` picks one. The
lists of lines are what has broken programs of this kind: YAML that explodes, dates at the edge of
the calendar, Markdown that nests, text that XML forbids.
"""

from __future__ import annotations

import random
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]

BOMB = "l0: &l0 [x]\n" + "".join(
    f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10)
)  # 9^9 values

# Lines of front matter; a key that stands there already stands there twice.
FIELDS = (
    'title: "unclosed',
    "title: 'unclosed",
    "title: plain: with: colons",
    "title: [a, b]",
    "title: {a: b}",
    "title:",
    "title: true",
    "title: 12345678901234567890",
    "title: !!binary aGk=",
    "title: !!python/object/apply:os.system [true]",
    'title: "\\u0000\\u0008\\uFFFE\\uD800"',
    'title: "{{ x }} {% y %} *|FNAME|* <b>&amp;</b>"',
    f'title: "{"長い題" * 2000}"',
    "\tkey: tab",
    "key:\n\t- tab",
    BOMB,
    "self: &self [*self]",
    "self: &self {a: *self}",
    "b: *nowhere",
    "<<: {title: merged}",
    "? [complex, key]\n: value",
    "? {a: b}\n: value",
    "1: number key\nnull: null key\ntrue: true key",
    f"n: {'9' * 5000}",
    f"n: {'9' * 4000}",
    f"n: 0x{'f' * 8000}",
    f"n: 0b{'1' * 20000}",
    "n: 1e400\nm: .nan\no: -.inf\np: 190:20:30\nq: 0o17\nr: 1_000",
    f"deep: {'[' * 3000}{']' * 3000}",
    f"deep: {'{a: ' * 300}1{'}' * 300}",
    "".join(f"key{number}: {number}\n" for number in range(3000)),
    "date: 0001-01-01",
    "date: 0001-01-01 00:00:00 +1400",
    "date: 9999-12-31",
    "date: 9999-12-31 23:59:59 -1200",
    "date: 1883-11-18 12:03:58",
    "date: 2026-02-30",
    "date: 2026-13-45 25:61:61",
    "date: 2026-11-01 08:00:00 +9999",
    "date: 2026-11-01 08:00:00 +2359",
    "date: 2026-11-01 08:00:60",
    "date: 0000-00-00",
    "date: 99999999999999999999",
    "date: [2026, 11, 1]",
    "date: {year: 2026}",
    "date:",
    "date: true",
    "date: ２０２６-１１-０１",
    "date: 2026年11月1日",
    "slug: ../../etc/passwd",
    "slug: /",
    "slug: .",
    "slug: CON",
    "slug: [a, b]",
    "slug: 5",
    f"slug: {'x' * 5000}",
    'slug: "a\\0b\\nc"',
    "slug: index",
    "ref: ../../up",
    "ref: a/b\\c",
    f"ref: {'あ' * 300}",
    "ref: [a]",
    "ref: 0",
    "lang: ../../up",
    "lang: en",
    "lang: zz-ZZ",
    "lang: x",
    "lang: 5",
    "lang: [ja]",
    "lang: {a: b}",
    f"lang: {'ja-' * 100}",
    'lang: "ja\\0"',
    "lang: ar",
    "lang: zh-Hant-TW",
    "lang: EN_us",
    "lang: '*'",
    "language: C",
    "permalink: /../../up.html",
    "permalink: '///evil.example'",
    "published: maybe",
    "published: [false]",
    "draft: 'true'",
    "tags: {a: 1}",
    "tags: 5",
    "tags: [[a], [b, [c]], null, 1.5, true]",
    'tags: "\\u0001\\u000b\\uFFFF"',
    "categories: {a: {b: c}}",
    f"categories: [{', '.join(f'c{number}' for number in range(2000))}]",
    "author: {name: [a], url: null}",
    "author: [a, {b: c}]",
    "image: 'javascript:alert(1)'",
    "image: [x]",
    "image: {path: ../x.png}",
    "image: 'http://[::1'",
    "excerpt: [a, b]",
    "excerpt: {a: b}",
    f"excerpt: {'語' * 20000}",
    "description: 5",
    "canonical_url: 'http://[bad'",
    "canonical_url: 'http://example.com:99999999/'",
    "allow_duplicate: maybe",
    "summary: !!set {a, b}",
    "when: !!timestamp 2026-11-01",
    "pairs: !!omap [a: 1, b: 2]",
    "# only a comment",
    "key : space before the colon",
    "%YAML 9.9",
    "---",
    "...",
    "- a list",
    "just words",
)

# Pieces of a body.
PIECES = (
    ">" * 3000 + " deep",
    "".join(f"{'  ' * depth}- level {depth}\n" for depth in range(300)),
    "".join(f"{depth}. " for depth in range(1, 400)) + "deep",
    "[" * 5000,
    "![" * 2000 + "](x)" * 2000,
    "*" * 10000 + "a",
    "**a " * 3000,
    "_a*" * 3000,
    "`" * 5000 + "a",
    "~" * 5000,
    "```\nunclosed fence",
    "````md\n```\ninner\n```\nunclosed",
    "~~~ {: .x }\nunclosed",
    "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + ("|" + "b|" * 200 + "\n") * 60,
    "| a | b |\n|---|\n| c |",
    "|" * 5000,
    "長い行" * 30000,
    "word " * 20000,
    "# " * 2000,
    "#" * 500 + " heading",
    "===\n---\n***\n" * 300,
    "<div>" * 2000,
    "</div>" * 2000,
    "<b><i></b></i><table><tr><td><p><table>",
    "<script>alert(1)</script><style>*{}</style><iframe src=x></iframe>",
    "<!-- unclosed comment",
    "<![CDATA[ ]]> ]]> <?php echo 1 ?>",
    "<a href=\"javascript:alert(1)\" onclick='x'>x</a><img src=x onerror=alert(1)>",
    '<svg><foreignObject><math><mi//xlink:href="data:x,<script>">',
    "<p " + "a=b " * 3000 + ">",
    "<" * 5000,
    "&#0; &#xD800; &#x110000; &#xFFFE; &nbsp &notanentity; &#99999999999999;",
    "&" * 5000,
    "text\u000b\u0001\u0008\u001f\u007f\u0085\u2028\u2029 controls",
    "\ufffe\uffff\ufdd0\U0001ffff noncharacters",
    "\u202e\u2066bidi\u200b\u200d\ufeff\u00ad invisible",
    "e" + "\u0301" * 3000,
    "👨‍👩‍👧‍👦" * 500 + "🏳️‍🌈",
    "\ue000\uf8ff\U000f0000 private",
    "[^1]: [^1] [^2]\n[^2]: [^1]\n\n[^1][^2][^3]",
    "".join(f"[ref{number}]: http://example.com/{number}\n" for number in range(200)),
    "[a]: <\n[b]: http://[bad\n[c]: javascript:x\n\n[a] [b] [c]",
    "![x](" + "(" * 1000 + ")",
    "[x](http://example.com/" + "%" * 1000 + ")",
    "<http://[::1>  <mailto:a@b@c>  http://例え.jp/あ?い=う#え",
    "[x](//evil.example) [y](\\\\unc\\path) [z](file:///etc/passwd) [w](C:\\x)",
    "{{ site.url }} {% raw %} {{ unclosed",
    "{% include x %}{% endraw %}{% for a in b %}",
    "{: .class #id }\n{::options x=y /}\n{::comment}\nunclosed",
    "$$\\frac{1}{2\n$$ $x$ \\(y\\) \\[z",
    "*|MERGE|* [[var]] %%x%% {$name} {{{raw}}} ${x} [FIRSTNAME,fallback=x]",
    "---END---\n---END---\n<<<END>>>\n[CONTINUE]\n続きます",
    "- [ ] a\n- [x] b\n   - c\n\t\t- d\n + e\n1) f",
    "a\\\\\nb  \nc\\\n",
    "。" * 10000,
    "「" * 5000,
    "1" * 20000,
    "¥" + "9" * 5000 + "兆円 " + "1兆" * 2000,
    "$1e999 -0.0 1,2,3,4,,5 1.2.3.4 十百千万億兆京垓 1/0",
    "2026年13月45日 25:61 0000-00-00",
    "\n" * 20000,
    " " * 20000 + "x",
    "\t" * 5000 + "x",
    "\u3000" * 5000,
    "abc" * 3 + "\r\r\r" + "abc",
    "a\x0cb\x0bc",
)

# File names; `{day}` is filled in. What the file system refuses is left out by the caller.
NAMES = (
    b"2026-11-{day}-.md",
    b"2026-11-{day}-" + b"x" * 230 + b".md",
    b"2026-11-{day}-" + "長".encode() * 75 + b".md",
    b"2026-11-{day}-a b  c.md",
    b"2026-11-{day}-a%20b%2f.md",
    b"2026-11-{day}-'\"<>&;|$`.md",
    b"2026-11-{day}-a\nb.md",
    b"2026-11-{day}-a\tb\x01.md",
    b"2026-11-{day}-\xff\xfe.md",
    b"2026-11-{day}-\xe3\x81.md",
    b"2026-11-{day}-caf\x65\xcc\x81.md",
    b"2026-11-{day}-\xef\xbc\xa1\xef\xbc\xa2.md",
    b"2026-11-{day}-UPPER.MD",
    b"2026-11-{day}-two.dots.markdown",
    b"2026-11-{day}-index.md",
    b"2026-11-{day}-CON.md",
    b"2026-11-{day}-a\\b.md",
    b"2026-11-{day}-a:b.md",
    b"2026-11-{day}-\xe2\x80\xae-bidi.md",
    b"2026-11-{day}-\xf0\x9f\x91\xa8.md",
    b"2026-02-30-no-day-{day}.md",
    b"2026-11-31-no-day-{day}.md",
    b"0001-01-01-first-{day}.md",
    b"9999-12-31-last-{day}.md",
    b"20261101-{day}.md",
    b"no-date-{day}.md",
    b"-{day}.md",
    b"~{day}.md",
    b"#{day}#.md",
    b"{day}.md",
)


def split(data: bytes) -> tuple[bytes, bytes]:
    """Split a post into front matter without its fences, and body."""
    parts = data.split(b"---\n", 2)
    return (parts[1], parts[2]) if len(parts) == 3 and not parts[0] else (b"", data)


def join(head: bytes, body: bytes) -> bytes:
    """Put a post together again."""
    return b"---\n" + head + b"---\n" + body


def flip_bytes(data: bytes, chance: random.Random) -> bytes:
    """Change single bytes anywhere."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def flip_bits_of_head(data: bytes, chance: random.Random) -> bytes:
    """Change single bits of the front matter."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        changed[chance.randrange(min(400, len(changed)))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def truncate(data: bytes, chance: random.Random) -> bytes:
    """End the file anywhere: a full disk, a broken download."""
    return data[: chance.randrange(len(data))]


def insert_bytes(data: bytes, chance: random.Random) -> bytes:
    """Put random bytes anywhere."""
    place = chance.randrange(len(data))
    return data[:place] + chance.randbytes(chance.choice((1, 3, 40, 2000))) + data[place:]


def insert_nul(data: bytes, chance: random.Random) -> bytes:
    """Put NUL bytes anywhere: a crash of the file system."""
    place = chance.randrange(len(data))
    return data[:place] + b"\0" * chance.choice((1, 512)) + data[place:]


def cut_out(data: bytes, chance: random.Random) -> bytes:
    """Take a run of bytes out, in the middle of letters."""
    place = chance.randrange(len(data))
    return data[:place] + data[place + chance.randint(1, 3000) :]


def repeat_part(data: bytes, chance: random.Random) -> bytes:
    """Say a part again, up to fifty times."""
    start = chance.randrange(len(data))
    part = data[start : start + chance.randint(1, 1500)]
    return data[: start + len(part)] + part * chance.choice((1, 2, 50)) + data[start + len(part) :]


def shuffle_lines(data: bytes, chance: random.Random) -> bytes:
    """Put the lines in any order, fences among them."""
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def add_field(data: bytes, chance: random.Random) -> bytes:
    """Put a bad line into the front matter, before or after the others."""
    head, body = split(data)
    line = f"{chance.choice(FIELDS)}\n".encode()
    return join(line + head if chance.random() < 0.5 else head + line, body)


def replace_head(data: bytes, chance: random.Random) -> bytes:
    """Leave two bad lines and a title of the front matter."""
    lines = [*chance.sample(FIELDS, 2), f'title: "題{chance.randrange(10**9)}"']
    chance.shuffle(lines)
    return join("".join(f"{line}\n" for line in lines).encode(), split(data)[1])


def add_piece(data: bytes, chance: random.Random) -> bytes:
    """Put a bad piece between two lines of the body."""
    head, body = split(data)
    lines = body.splitlines(keepends=True)
    piece = chance.choice(PIECES).encode("utf-8", "surrogatepass")
    lines.insert(chance.randint(0, len(lines)), chance.choice((b"", b"\n")) + piece + b"\n\n")
    return join(head, b"".join(lines))


def mix_pieces(data: bytes, chance: random.Random) -> bytes:
    """Make the whole body of bad pieces."""
    body = "\n\n".join(chance.sample(PIECES, 4)).encode("utf-8", "surrogatepass")
    return join(split(data)[0], body)


def insert_marks(data: bytes, chance: random.Random) -> bytes:
    """Strew signs of Markdown, HTML and YAML over the text."""
    text = list(data.decode("utf-8", "replace"))
    for _ in range(chance.randint(5, 120)):
        text.insert(
            chance.randrange(len(text)),
            chance.choice(
                ("*", "**", "`", "[", "](", "<", ">", "|", "\n", "{{", "---\n", "&", "$", "\\", ":")
            ),
        )
    return "".join(text).encode()


def encode_anew(data: bytes, chance: random.Random) -> bytes:
    """Save it in another encoding, with or without its mark."""
    text = data.decode("utf-8", "replace")
    name = chance.choice(
        (
            "utf-16",
            "utf-16-le",
            "utf-16-be",
            "utf-32",
            "cp932",
            "euc_jp",
            "iso2022_jp",
            "gb18030",
            "latin-1",
            "utf-7",
            "utf-8-sig",
        )
    )
    return text.encode(name, "ignore")


def mix_encodings(data: bytes, chance: random.Random) -> bytes:
    """Save one part in another encoding than the rest: two editors, one file."""
    place = chance.randrange(len(data))
    return data[:place] + data[place:].decode("utf-8", "ignore").encode(
        chance.choice(("cp932", "euc_jp", "utf-16-le")), "ignore"
    )


def end_lines_anew(data: bytes, chance: random.Random) -> bytes:
    """End lines as other systems do, or each in its own way."""
    ends = chance.choice(
        ((b"\r\n",), (b"\r",), (b"\n", b"\r\n", b"\r"), (b"\xe2\x80\xa8",), (b"\n\r",), (b"\x0b",))
    )
    return b"".join(line + chance.choice(ends) for line in data.split(b"\n"))


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes,
    flip_bits_of_head,
    truncate,
    insert_bytes,
    insert_nul,
    cut_out,
    repeat_part,
    shuffle_lines,
    add_field,
    add_field,
    add_field,
    replace_head,
    add_piece,
    add_piece,
    add_piece,
    mix_pieces,
    insert_marks,
    encode_anew,
    mix_encodings,
    end_lines_anew,
)


def mutate(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Return the name of a mutation and the post it made; now and then two on top of each other."""
    chosen = chance.sample(MUTATIONS, 2 if chance.random() < 0.15 else 1)
    for each in chosen:
        data = each(data, chance) if data else data
    return "+".join(each.__name__ for each in chosen), data


def odd_name(chance: random.Random, day: int) -> bytes:
    """Return a file name that has broken programs of this kind."""
    return chance.choice(NAMES).replace(b"{day}", f"{day:02}".encode())

"""Reading a post: bytes, front matter, blocks; and the same bytes written again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import PostError
from newsletter.model import BlockKind
from newsletter.source.blocks import parse_blocks
from newsletter.source.decode import decode
from newsletter.source.front_matter import (
    dump_front_matter,
    parse_date,
    parse_front_matter,
    split_front_matter,
)
from newsletter.source.post import is_published, parse_post, render_post, safe_slug

POST = (
    '---\ntitle: "工場の話"\ndate: 2025-11-02 08:36:49 +0900\n'
    'tags: [製造, "AI"]\n---\n\n本文です。\n'
)
NAME = "posts/2025-11-02-factory.md"
BOMB = b"l0: &l0 [x]\n" + b"".join(
    b"l%d: &l%d [%s]\n" % (n, n, b", ".join([b"*l%d" % (n - 1)] * 9)) for n in range(1, 10)
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "euc_jp", "cp932"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_unchanged_post_gives_the_same_bytes(encoding: str, newline: str) -> None:
    """Every encoding and line end is read, and written back byte for byte."""
    data = POST.replace("\n", newline).encode(encoding)
    post = parse_post(data, NAME, zone=UTC)
    assert render_post(post) == data
    assert (post.title, post.slug, post.language) == ("工場の話", "factory", "ja")
    assert post.text == "\n本文です。\n"
    assert post.date == datetime(2025, 11, 2, 8, 36, 49, tzinfo=timezone(timedelta(hours=9)))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_decoding_loses_nothing(text: str) -> None:
    """What is decoded encodes to the same bytes."""
    data = text.encode()
    found = decode(data, "a.md")
    assert found.bom + found.text.encode(found.encoding) == data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x00\x01\x02binary", "binary"),
        (b"---\ntitle: [a\n---\ntext\n", "broken YAML"),
        (b"---\ntitle: a\ndate: someday\n---\ntext\n", "no date"),
        (b"---\ndate: 2025-11-02\n---\ntext\n", "no title"),
        ("---\ntitle: '\u202e\u200b \u00a0'\ndate: 2025-11-02\n---\ntext\n".encode(), "no title"),
        (b"---\ntitle: a\n---\n\n", "no text"),
        (b"just text\n", "no front matter"),
        (b"---\ntitle: a\nself: &self [*self]\n---\ntext\n", "levels"),
        (b"---\ntitle: a\nself: &self {a: *self}\n---\ntext\n", "levels"),
        (b"---\ntitle: a\n" + BOMB + b"---\ntext\n", "20000 values"),
        (b"---\ntitle: a\nn: 0x" + b"f" * 8000 + b"\n---\ntext\n", "thousands of digits"),
        (
            b"---\ntitle: a\ndeep: " + b"{a: " * 60 + b"1" + b"}" * 60 + b"\n---\ntext\n",
            "40 levels",
        ),
        (b"---\ntitle: a\nlang: ../../up\n---\ntext\n", "no language tag"),
        (b"---\ntitle: a\nlang: " + b"ja-" * 100 + b"\n---\ntext\n", "no language tag"),
        (b'---\ntitle: a\nlang: "ja\\0"\n---\ntext\n', "no language tag"),
        (b"---\ntitle: a\nlang: [ja]\n---\ntext\n", "no language tag"),
        (b"---\ntitle: a\ndate: 0001-01-01\n---\ntext\n", "no date"),
        (b"---\ntitle: a\ndate: 9999-12-31 23:59:59 -1200\n---\ntext\n", "no date"),
    ],
)
def test_broken_posts_are_errors_with_place_and_reason(data: bytes, why: str) -> None:
    """One error that names the file and says what is wrong."""
    with pytest.raises(PostError) as caught:
        parse_post(data, NAME, zone=UTC)
    assert why in str(caught.value)
    assert NAME in str(caught.value)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-11-02 08:36:49 +0000", "2025-11-02T08:36:49+00:00"),
        ("2025-11-02T08:36:49Z", "2025-11-02T08:36:49+00:00"),
        ("2025-11-02 08:36 +09:00", "2025-11-02T08:36:00+09:00"),
        ("2025-11-02", "2025-11-02T00:00:00+00:00"),
        ("2025年11月2日", "2025-11-02T00:00:00+00:00"),
        ("2025-13-02", None),
        ("tomorrow", None),
    ],
)
def test_dates(written: str, expected: str | None) -> None:
    """Dates as Jekyll writes them; nonsense is none."""
    found = parse_date(written, UTC)
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("written", "zone", "expected"),
    [
        ("1971-05-01 08:00", "Africa/Monrovia", "1971-05-01T08:00:00-00:44"),
        ("2026-05-01 08:00", "Europe/Amsterdam", "2026-05-01T08:00:00+02:00"),
    ],
)
def test_zones_of_old_keep_the_wall_clock(written: str, zone: str, expected: str) -> None:
    """An offset with seconds, which no feed and no email can carry, is taken in whole minutes."""
    found = parse_date(written, ZoneInfo(zone))
    assert found
    assert found.isoformat() == expected


def test_drafts_are_not_published() -> None:
    """`draft: true` and `published: false` are left out, everything else is in."""
    for line, expected in (
        ("draft: true", False),
        ("published: false", False),
        ("published: true", True),
        ("x: 1", True),
    ):
        post = parse_post(POST.replace("---\n\n", f"{line}\n---\n\n").encode(), NAME, zone=UTC)
        assert is_published(post) is expected


@pytest.mark.parametrize(
    ("text", "slug"),
    [("a/b", "a-b"), ("../x", "x"), ("日本 語", "日本-語"), (".hidden", "hidden"), ("///", "")],
)
def test_slugs_are_safe(text: str, slug: str) -> None:
    """No separator, no dot in front, nothing invisible; letters of every script stay."""
    assert safe_slug(text) == slug
    assert len(safe_slug("語" * 200).encode()) <= 180


def test_front_matter_round_trip() -> None:
    """Fields written and read again are the same, in the same order."""
    fields = (
        ("title", "a: b # c"),
        ("tags", ("x", "語", "yes", "1")),
        ("n", 3),
        ("ok", True),
        ("キー", "値"),
    )
    head = dump_front_matter(fields)
    assert split_front_matter(head + "body\n") == (head, "body\n")
    assert parse_front_matter(head, "a.md") == fields


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    """Two rules around prose are Markdown."""
    text = "---\n\nprose without a colon\n\n---\n"
    assert split_front_matter(text) == ("", text)


def test_blocks_have_their_lines() -> None:
    """Every non-blank line belongs to one block, and the block knows it."""
    body = (
        "# 題\n\n本文\nです。\n\n- 甲\n  - 乙\n\n> 引用\n\n```\ncode\n```\n\n"
        "| a |\n|---|\n| b |\n\n{: .x}\n\n[r]: /u\n"
    )
    blocks = parse_blocks(body)
    assert [(block.kind, block.lines.first, block.lines.last) for block in blocks] == [
        (BlockKind.HEADING, 1, 1),
        (BlockKind.PARAGRAPH, 3, 4),
        (BlockKind.ITEM, 6, 6),
        (BlockKind.ITEM, 7, 7),
        (BlockKind.PARAGRAPH, 9, 9),
        (BlockKind.CODE, 11, 13),
        (BlockKind.TABLE, 15, 17),
        (BlockKind.MACHINE, 19, 19),
        (BlockKind.DEFINITION, 21, 21),
    ]
    assert blocks[4].quoted
    assert blocks[2].group == blocks[3].group
    assert blocks[2].depth < blocks[3].depth


def test_every_line_of_a_real_post_belongs_to_one_block(corpus: tuple[Path, ...]) -> None:
    """No line is lost and none is claimed twice; the bytes come back."""
    for path in corpus[::10]:
        data = path.read_bytes()
        post = parse_post(data, path.name, zone=UTC)
        assert render_post(post) == data
        claimed = [
            number
            for block in parse_blocks(post.text)
            for number in range(block.lines.first, block.lines.last + 1)
        ]
        lines = [number for number, line in enumerate(post.text.split("\n"), 1) if line.strip()]
        assert len(claimed) == len(set(claimed))
        assert set(lines) <= set(claimed)

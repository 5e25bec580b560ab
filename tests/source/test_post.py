"""Reading a post: bytes, front matter, blocks; and the same bytes written again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import PostError, UnfinishedPost
from newsletter.model import BlockKind
from newsletter.source.blocks import parse_blocks
from newsletter.source.decode import decode, find_controls
from newsletter.source.front_matter import (
    as_texts,
    dump_front_matter,
    parse_front_matter,
    split_front_matter,
)
from newsletter.source.post import (
    find_expiry,
    parse_post,
    render_post,
    why_unpublished,
)
from newsletter.source.post_names import safe_slug
from newsletter.source.written_dates import parse_date

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
        (b"---\ntitle: a\n---\n\n", "no text"),
        (b"---\ntitle: a\n\n# Heading\n\ntext\n", "front matter is not closed"),
        (b"+++\ntitle = 'a'\n\ntext\n", "write a line +++"),
        (b"just text\n", "no front matter"),
        (b"---\ntitle: a\nnewsletter: {subjet: b}\n---\ntext\n", "write subject"),
        (b"---\ntitle: a\nnewsletter: {colour: b}\n---\ntext\n", "subject, preheader"),
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
        (b"---\ntitle: a\npublished: someday\n---\ntext\n", "no date"),
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
        ("Draft: true", False),
        ("Published: false", False),
        ("Drafts: true", True),
        ("published: false", False),
        ("published: true", True),
        ("x: 1", True),
    ):
        post = parse_post(POST.replace("---\n\n", f"{line}\n---\n\n").encode(), NAME, zone=UTC)
        assert (why_unpublished(post) == "") is expected


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


# Front matter and body, file name, what the post is called.
TITLES = [
    ("---\ntitle: A\n---\n# B\n", NAME, "A"),
    ("---\nlayout: post\n---\ntext\n\n## The *walk* #\n", NAME, "The walk"),
    ("---\nlayout: post\n---\n```\n# code\n```\n\ntext\n", NAME, "Factory"),
    ("---\nlayout: post\n---\n````\n```\n# code\n````\n\ntext\n", NAME, "Factory"),
    ("---\nlayout: post\n---\n- a list\n\n  ```\n  # code\n  ```\n", NAME, "Factory"),
    ("---\nlayout: post\n---\n<!--\n# no\n-->\n\n# yes\n", NAME, "yes"),
    ("---\nlayout: post\n---\n# `run` it\n", NAME, "run it"),
    (
        "---\ntitle: '\u202e\u200b \u00a0'\n---\ntext\n",
        "2025-01-02-factory-tour.md",
        "Factory Tour",
    ),
    ("---\ndate: 2025-01-02\n---\ntext\n", "content/hill_walk/index.md", "Hill Walk"),
    ("# 港の一日\n\n静かだ。\n", NAME, "港の一日"),
    ("# Salt &amp; iron\n\ntext\n", NAME, "Salt & iron"),
    ("> # Quoted\n\n# A walk\n", NAME, "A walk"),
    ('+++\ntitle = "A walk"\n+++\ntext\n', NAME, "A walk"),
    ('{"title": "A walk"}\ntext\n', NAME, "A walk"),
    ("---\nTitle: A walk\n---\n# Another\n\ntext\n", NAME, "A walk"),
    ("---\nTITLE: Loud\ntitle: A walk\n---\ntext\n", NAME, "A walk"),
    ('+++\nTitle = "A walk"\n+++\ntext\n', NAME, "A walk"),
    ("A walk\n======\n\ntext\n", NAME, "A walk"),
    ("[a picture](a.png)\n\nA walk\n------\n\n# Another\n", NAME, "A walk"),
    ('<h1 align="center">A <em>walk</em> &amp; more</h1>\n\n## Part\n', NAME, "A walk & more"),
    ('<div align="center">\n<h1>\n  A walk\n</h1>\n</div>\n\n## Part\n', NAME, "A walk"),
    ('<h1><img src="a.svg" alt="Walks"></h1>\n\n## Part\n', NAME, "Walks"),
    ("---\nlayout: post\n---\ntext\n---\n\n## Part\n", NAME, "text"),
    ("---\nlayout: post\n---\n- an item\n---\n\n## Part\n", NAME, "Part"),
    ("---\nlayout: post\n---\n`<h1>No</h1>` is a tag.\n\n## Part\n", NAME, "Part"),
    ("---\nlayout: post\n---\n```html\n<h1>No</h1>\n```\n\n## Part\n", NAME, "Part"),
]


@pytest.mark.parametrize(("text", "path", "title"), TITLES)
def test_a_title_is_found_as_the_generators_do(text: str, path: str, title: str) -> None:
    """The field, else the first heading outside of code, else the name of the file."""
    assert parse_post(text.encode(), path, zone=UTC).title == title


# Front matter, file name, the day.
DATES = [
    ("date: 2025-03-01", "2024-01-01-a.md", "2025-03-01"),
    ("title: a", "2024-01-01-a.md", "2024-01-01"),
    ("title: a", "content/2024-01-01-a/index.md", "2024-01-01"),
    ("pubDate: 2025-03-01", "a.md", "2025-03-01"),
    ("pubDatetime: 2025-03-01T08:00:00Z", "a.md", "2025-03-01"),
    ("published: 2025-03-01", "a.md", "2025-03-01"),
    ("Published: 2025-03-01", "a.md", "2025-03-01"),
    ("published: true\ncreated: 2025-03-01", "a.md", "2025-03-01"),
    ("published: true", "2024-01-01-a.md", "2024-01-01"),
    ("published: 'true'", "2024-01-01-a.md", "2024-01-01"),
    ('published: "Yes"\ncreated: 2025-03-01', "a.md", "2025-03-01"),
    ("published_at: 2025-03-01 08:00", "a.md", "2025-03-01"),
    ("publishedAt: '2025-03-01'", "a.md", "2025-03-01"),
    ("Date: 2025-03-01", "2024-01-01-a.md", "2025-03-01"),
    ("date: ''", "2024-01-01-a.md", "2024-01-01"),
    ("date: 2025-03-01\npublished_at: 2026-01-01", "a.md", "2025-03-01"),
    ("date: 2025-03-01\npublishDate: 2099-01-01", "a.md", "2099-01-01"),
    ("date: 2025-03-01\npublishDate: 2024-01-01", "a.md", "2025-03-01"),
    ("date: 2025-03-01\nlastmod: 2026-01-01", "a.md", "2025-03-01"),
    ("lastmod: 2026-01-01", "2025-03-01-a.md", "2025-03-01"),
    ("lastmod: 2025-03-01", "a.md", "2025-03-01"),
    ("updated_at: '2025-03-01T23:20:00+09:00'", "a.md", "2025-03-01"),
    ("modified: soon\nupdated_at: 2025-03-01", "a.md", "2025-03-01"),
    ("created: 2025-01-02\ndatePublished: 2025-03-04", "a.md", "2025-01-02"),
    ("created: 2025-01-02\ndatePublished: whenever", "a.md", "2025-01-02"),
    ("date created: 2025-03-04", "2024-01-01-a.md", "2024-01-01"),
    ("date created: whenever", "2024-01-01-a.md", "2024-01-01"),
    ("datePublished: Sat Mar 01 2025 07:44:23 GMT+0000 (Mean Time)", "a.md", "2025-03-01"),
    ("date created: Sat., Mar. 1, 2025, 1:16:12 pm\ndate modified: soon", "a.md", "2025-03-01"),
    ("Date created: 2025-03-01", "a.md", "2025-03-01"),
]


@pytest.mark.parametrize(("head", "path", "day"), DATES)
def test_the_day_of_a_post(head: str, path: str, day: str) -> None:
    """The field, else the file name; a later `publishDate` holds a post back."""
    post = parse_post(f"---\n{head}\n---\ntext\n".encode(), path, zone=UTC)
    assert f"{post.date:%Y-%m-%d}" == day


def test_an_expired_post_is_not_published() -> None:
    """What Hugo takes down is not sent either."""
    text = b"---\ntitle: a\ndate: 2025-01-01\nexpiryDate: 2025-06-01\n---\ntext\n"
    post = parse_post(text, NAME, zone=UTC)
    assert find_expiry(post) == datetime(2025, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "tag"),
    [("JA", "ja"), ("ja_JP", "ja"), ("zh-hant", "zh-Hant"), ("zh_TW", "zh-Hant"), ("de", "de")],
)
def test_a_language_belongs_to_one_of_the_publication(written: str, tag: str) -> None:
    """However a tag is written, it is the configured language that it belongs to."""
    text = f"---\ntitle: a\ndate: 2025-01-01\nlang: {written}\n---\ntext\n".encode()
    post = parse_post(text, NAME, languages=("ja", "en", "zh-Hant"), zone=UTC)
    assert post.language == tag


@pytest.mark.parametrize(("written", "meant"), [("jp", "ja"), ("english", "en"), ("xx", "ja")])
def test_a_language_that_does_not_exist_names_the_right_one(written: str, meant: str) -> None:
    """`jp` is a country: the error says which tag was meant."""
    text = f"---\ntitle: a\ndate: 2025-01-01\nlang: {written}\n---\ntext\n".encode()
    with pytest.raises(PostError, match=f"lang: {meant}"):
        parse_post(text, NAME, zone=UTC)


@pytest.mark.parametrize(
    ("value", "split_words", "texts"),
    [
        ("a b", True, ("a", "b")),
        ("a b", False, ("a b",)),
        ("a b, c", True, ("a b", "c")),
        (["a b", "c"], True, ("a b", "c")),
        ([{"name": "Anna", "url": "/a"}, "Ben"], False, ("Anna", "Ben")),
        ({"name": "Anna", "email": "a@b.c"}, False, ("Anna",)),
        (None, True, ()),
        ([None, ""], True, ()),
        (2025, False, ("2025",)),
    ],
)
def test_lists_are_read_as_people_write_them(
    value: object, split_words: bool, texts: tuple[str, ...]
) -> None:
    """A string, a list, a mapping with a name: never a Python dict in a feed."""
    assert as_texts(value, split_words=split_words) == texts


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("+++\na = 1\n+++\nb", "+++\na = 1\n+++\n"),
        ("+++\n+++\nb", "+++\n+++\n"),
        ('{\n"a": {"b": "}"}\n}\nc', '{\n"a": {"b": "}"}\n}\n'),
        ("+++ more text +++\nb", ""),
        ("+++\nno keys here\n+++\nb", ""),
        ("{% include a %}\nb", ""),
        ("{ a } b", ""),
        ('{"a": 1} text', ""),
        ('{"a": 1\nb', ""),
    ],
)
def test_front_matter_in_three_formats(text: str, head: str) -> None:
    """YAML, TOML and JSON are split off; what only begins like them is text."""
    assert split_front_matter(text) == (head, text[len(head) :])


def test_fields_in_tables_are_fields() -> None:
    """Hugo's `params` and Zola's `extra` and `taxonomies` hold fields; the top goes before."""
    head = '+++\ntitle = "a"\ndate = 2025-03-01T10:00:00+01:00\n'
    text = f'{head}[params]\ntitle = "b"\nauthor = "c"\n+++\nd'.encode()
    post = parse_post(text, NAME, zone=UTC)
    assert (post.title, post.fields["author"]) == ("a", "c")
    assert post.date.isoformat() == "2025-03-01T10:00:00+01:00"


@pytest.mark.parametrize("head", ["+++\na = \n+++\n", "+++\nx = 1\ny = [\n+++\n"])
def test_broken_toml_names_its_line(head: str) -> None:
    """An error in TOML says where it is in the file."""
    with pytest.raises(PostError, match=r"a\.md:\d"):
        parse_front_matter(head, "a.md")


def test_a_control_character_is_read_wherever_it_stands() -> None:
    """One rule for the whole file: a few are text with a fault, many are binary data."""
    early = b"---\ntitle: a\ndate: 2025-01-01\n---\nThe \x08eta and \x00.\n"
    late = b"---\ntitle: a\ndate: 2025-01-01\n---\n" + b"text\n" * 2000 + b"\x08\n"
    assert find_controls(parse_post(early, NAME, zone=UTC).body) == (1,)
    assert find_controls(parse_post(late, NAME, zone=UTC).body) == (2001,)
    assert find_controls("tab\tand\fpage\n") == ()


PUBLISHED = {
    "nothing said": ("x: 1", True),
    "no draft": ("draft: false", True),
    "a word is no answer": ("draft: '未定'", True),
    "published": ("published: true", True),
    "published by Obsidian": ("publish: true", True),
    "an expiry that is no date": ("expiryDate: 未定", True),
    "published by Pelican": ("status: published", True),
    "a draft of Pelican": ("status: Draft", False),
    "a draft": ("draft: true", False),
    "a draft that is published": ("draft: true\npublished: true", False),
    "taken back": ("published: false", False),
    "taken back by a text": ("published: 'False'", False),
    "a draft by a text": ('draft: "true"', False),
    "no draft by a text": ("draft: 'false'", True),
    "published by a text": ("published: 'true'", True),
    "a draft that says when": ("draft: later", True),
    "kept by Obsidian": ("publish: false", False),
    "kept by a digital garden": ("dg-publish: false", False),
    "shared by link only": ("private: true", False),
    "shared by link only, in Docusaurus": ("unlisted: true", False),
    "not listed by Nikola": ("status: private", False),
    "left out by Qiita": ("ignorePublish: true", False),
    "for everybody": ("private: false\nunlisted: false\nignorePublish: false", True),
    "private matters": ("private: Anna's", True),
    "expired at this minute": ("expiryDate: 2026-01-01", False),
    "expires a second later": ("expiryDate: 2026-01-01 00:00:01", True),
}


@pytest.mark.parametrize(("line", "published"), PUBLISHED.values(), ids=PUBLISHED)
def test_what_a_generator_would_publish(line: str, published: bool) -> None:
    """One no is enough; what is no clear answer holds nothing back."""
    text = f"---\ntitle: a\n{line}\n---\ntext\n".encode()
    post = parse_post(text, NAME, zone=UTC)
    now, expiry = datetime(2026, 1, 1, tzinfo=UTC), find_expiry(post)
    has_expired = expiry is not None and expiry <= now
    assert (why_unpublished(post) == "" and not has_expired) is published


SLUGS = {
    "the name without its day": ("title: a", "2025-11-02-harbour.md", "harbour"),
    "a day of one digit": ("title: a", "2025-1-2-harbour.md", "harbour"),
    "the field": ("slug: 港の朝", "2025-11-02-harbour.md", "港の朝"),
    "the folder of a bundle": ("title: a", "content/2025-11-02-harbour/index.md", "harbour"),
    "no day in the name": ("date: 2025-11-02", "posts/harbour.md", "harbour"),
    "a dot in the name": ("title: a", "2025-11-02-v1.2.md", "v1.2"),
    "another suffix": ("title: a", "2025-11-02-harbour.mdx", "harbour"),
    "a path in the field": ("slug: ../../etc/harbour", "2025-11-02-a.md", "etc-harbour"),
    "a field that says nothing": ("slug: ''", "2025-11-02-harbour.md", "harbour"),
    "a number is a name": ("slug: 7", "2025-11-02-harbour.md", "7"),
}


@pytest.mark.parametrize(("head", "path", "slug"), SLUGS.values(), ids=SLUGS)
def test_the_slug_of_a_post(head: str, path: str, slug: str) -> None:
    """The field, else the name of the file without its day; never a way out of the folder."""
    text = (
        f"---\ntitle: a\n{head}\n---\ntext\n" if head != "title: a" else "---\ntitle: a\n---\nb\n"
    )
    assert parse_post(text.encode(), path, zone=UTC).slug == slug


SLIPS = {
    "a slip": ("newsletter: {subjct: a}", "write subject"),
    "another slip": ("newsletter: {pre-header: a}", "write preheader"),
    "nothing like it": ("newsletter: {港: a}", "it knows subject, preheader"),
    "in a table of Hugo": ("params: {newsletter: {subjct: a}}", "write subject"),
}


@pytest.mark.parametrize(("line", "fix"), SLIPS.values(), ids=SLIPS)
def test_a_slip_under_our_key_is_refused(line: str, fix: str) -> None:
    """A key without effect would be noticed after the mail is sent."""
    with pytest.raises(PostError) as caught:
        parse_post(f"---\ntitle: a\n{line}\n---\nb\n".encode(), NAME, zone=UTC)
    assert caught.value.fix == fix


NO_SLIPS = {
    "ours": "newsletter: {subject: a, preheader: b}",
    "an answer": "newsletter: true",
    "nothing": "newsletter:",
    "the same word elsewhere": "subjct: a",
    "a key of another program": "mail: {subjct: a}",
}


@pytest.mark.parametrize("line", NO_SLIPS.values(), ids=NO_SLIPS)
def test_keys_of_others_are_not_ours_to_refuse(line: str) -> None:
    """Front matter belongs to the generator: only what stands under our key is checked."""
    assert parse_post(f"---\ntitle: a\n{line}\n---\nb\n".encode(), NAME, zone=UTC).title == "a"


NAMES = {
    "French": ("L'été à la mer", "L-été-à-la-mer"),
    "Hindi": ("अपूरणीय टोकन: मानक", "अपूरणीय-टोकन-मानक"),
    "Thai": ("วิธีใช้ น้ำ", "วิธีใช้-น้ำ"),
    "Persian with a joiner": ("می\u200cخواهم", "می-خواهم"),
    "a mark on nothing": ("a \u0301b", "a-b"),
    "the mark of an emoji": ("a❤\ufe0fb", "a-b"),
    "Korean": ("항구의 아침", "항구의-아침"),
    "two letters for one": ("cafe\u0301", "café"),
    "blanks of every width": ("港\u3000の \u200b朝", "港-の-朝"),
    "an address": ("https://a.example/b?c=d", "https-a.example-b-c-d"),
    "marks at both ends": ("-.~港~.-_", "港"),
    "a tilde inside": ("a~b", "a~b"),
    "capitals stay": ("Harbour", "Harbour"),
    "nothing but marks": ("？！", ""),
    "as long as may be": ("a" * 180, "a" * 180),
    "one more": ("a" * 181, "a" * 180),
}


@pytest.mark.parametrize(("text", "slug"), NAMES.values(), ids=NAMES)
def test_a_safe_slug(text: str, slug: str) -> None:
    """Letters of every script in one form, a hyphen for all else, and never too long."""
    assert safe_slug(text) == slug


UNFINISHED = {
    "a draft without a day": ("draft: true", "text", "a draft"),
    "an article of Zenn": ("published: false", "text", "published: false"),
    "a draft without text": ("draft: true\ndate: 2025-01-01", "", "a draft"),
    "a draft of some day": ("draft: true\ndate: soon", "text", "a draft"),
}
REFUSED = {
    "a post without a day": ("draft: false", "text", "it has no date"),
    "a post without text": ("date: 2025-01-01", "", "it has no text"),
}


@pytest.mark.parametrize(("line", "text", "why"), (UNFINISHED | REFUSED).values())
def test_a_draft_may_lack_what_a_post_has(line: str, text: str, why: str) -> None:
    """What is not to be published yet is no error for want of a day or of text."""
    with pytest.raises(PostError) as caught:
        parse_post(f"---\ntitle: a\n{line}\n---\n{text}\n".encode(), "a.md", zone=UTC)
    is_unfinished = (line, text, why) in UNFINISHED.values()
    assert caught.value.why == why
    assert isinstance(caught.value, UnfinishedPost) is is_unfinished


# A file without a date in its front matter, and what is said of it.
UNDATED = {
    "2026-02-30-a.md": '"2026-02-30" in its name is no day',
    "2026-13-01-a.md": '"2026-13-01" in its name is no day',
    "a.md": "it has no date",
    "2026-a.md": "it has no date",
}


@pytest.mark.parametrize(("name", "why"), UNDATED.items())
def test_a_post_without_a_day_says_why(name: str, why: str) -> None:
    """A name that has the form of a day and is none is told."""
    with pytest.raises(PostError) as caught:
        parse_post(b"---\ntitle: a\n---\ntext\n", name, zone=UTC)
    assert caught.value.why == why

"""Round trips of reading: bytes, heads, posts, blocks and spans come back as they were."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newsletter.source.anchors import find_anchors, heading_id, unique_id
from newsletter.source.blocks import parse_blocks
from newsletter.source.code_spans import CODE_SPAN
from newsletter.source.decode import decode, find_controls
from newsletter.source.front_matter import (
    dump_front_matter,
    parse_front_matter,
    split_front_matter,
)
from newsletter.source.head_changes import change_head
from newsletter.source.inline import find_spans, plain_text, sentences
from newsletter.source.post import parse_post, render_post
from newsletter.source.post_names import safe_slug
from newsletter.source.written_dates import parse_date

# ------------------------------------------------------------------ bytes

JAPANESE = st.text(
    st.sampled_from("港の朝は早い。「網」を乾かす、AI時代！？カタカナー一二三\n 　"),
    min_size=8,
    max_size=40,
)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_utf8_is_read_as_it_is(text: str) -> None:
    """With or without its mark; encoded again it is the same bytes."""
    assume(not text.startswith("\ufeff"))
    for encoding in ("utf-8", "utf-8-sig"):
        data = text.encode(encoding)
        read = decode(data, "a.md")
        assert read.text == text
        assert read.bom + read.text.encode(read.encoding) == data


@pytest.mark.parametrize("encoding", ["euc_jp", "cp932", "utf-16"])
@given(text=JAPANESE)
def test_japanese_of_old_comes_back_as_the_same_bytes(text: str, encoding: str) -> None:
    """Whichever codec it is taken for, nothing is lost."""
    data = text.encode(encoding)
    read = decode(data, "a.md")
    assert read.bom + read.text.encode(read.encoding) == data


@given(st.lists(st.sampled_from(["a", "\x07", "", "港", "\t", "\x1f b"]), max_size=8))
def test_controls_are_found_on_their_lines(lines: list[str]) -> None:
    """White space is none."""
    expected = [n for n, line in enumerate(lines, 1) if "\x07" in line or "\x1f" in line]
    assert list(find_controls("\n".join(lines))) == expected


# ------------------------------------------------------------------ heads

NAMES = st.sampled_from(["title", "tags", "author", "lang", "n", "newsletter", "x-y", "日付"])
TEXTS = st.text(
    st.sampled_from("港a B:#'\"-[]{}!&*?|>%@`\\,. 12\n\t"), max_size=20
) | st.sampled_from(["yes", "no", "null", "1e3", "0x1F", "2025-01-02", "~", "---", "a: b", ""])
VALUES = st.recursive(
    TEXTS | st.booleans() | st.integers(-(10**9), 10**9) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.dictionaries(NAMES, VALUES, min_size=1, max_size=5)


def thawed(value: object) -> object:
    """Tuples as lists, pairs of a frozen mapping as a mapping."""
    if isinstance(value, tuple | list):
        return [thawed(item) for item in value]
    if hasattr(value, "items"):
        return {str(key): thawed(item) for key, item in value.items()}
    return value


@given(FIELDS)
def test_fields_that_are_written_are_read_again(fields: dict[str, object]) -> None:
    """Every text stays the text that it is, however much it looks like something else."""
    head = dump_front_matter(list(fields.items()))
    assert split_front_matter(f"{head}\nbody\n") == (head, "\nbody\n")
    assert thawed(dict(parse_front_matter(head, "a.md"))) == thawed(fields)


@given(FIELDS)
def test_fields_of_json_are_read(fields: dict[str, object]) -> None:
    """In the order of the file."""
    head = json.dumps(fields, ensure_ascii=False) + "\n"
    assume(split_front_matter(f"{head}\nbody\n")[0])
    assert thawed(dict(parse_front_matter(head, "a.md"))) == thawed(fields)


@given(FIELDS, FIELDS)
def test_a_head_says_what_is_wanted_or_is_left(
    said: dict[str, object], wanted: dict[str, object]
) -> None:
    """What was changed in place is read again before it is believed."""
    changed = change_head(dump_front_matter(list(said.items())), list(wanted.items()))
    if changed is not None:
        assert thawed(dict(parse_front_matter(changed, "a.md"))) == thawed(wanted)


@given(FIELDS)
def test_a_head_that_says_it_already_stays(fields: dict[str, object]) -> None:
    """Byte for byte."""
    head = dump_front_matter(list(fields.items()))
    assert change_head(head, list(fields.items())) in (head, None)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2099, 12, 30)))
def test_a_time_is_read_as_it_is_written(moment: datetime) -> None:
    """To the second, in the zone that it names, else in that of the publication."""
    moment = moment.replace(microsecond=0)
    zone = ZoneInfo("Asia/Tokyo")
    assert parse_date(f"{moment:%Y-%m-%d %H:%M:%S}", zone) == moment.replace(tzinfo=zone)
    assert parse_date(f"{moment:%Y-%m-%d %H:%M:%S} +0000", zone) == moment.replace(tzinfo=UTC)
    assert parse_date(f"{moment:%Y-%m-%dT%H:%M:%S}Z", zone) == moment.replace(tzinfo=UTC)


# ------------------------------------------------------------------ posts

BODIES = st.lists(
    st.sampled_from(
        [
            *(
                "# 港",
                "港の朝は早い。",
                "- 網\n- 船",
                "```\nx = 1\n\ny\n```",
                "| a |\n|---|\n| b |",
            ),
            *("> 港だ。\n> 町だ。", "---", "{% include a.md %}", "<div>\n港\n</div>", "[a]: /b"),
            *("    indented", "![a](b.png)", "1. 網\n   続き", "!!! note\n    港だ。"),
        ]
    ),
    min_size=1,
    max_size=8,
).map("\n\n".join)


@given(BODIES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp932"]), st.booleans())
def test_a_post_comes_back_byte_for_byte(body: str, encoding: str, windows: bool) -> None:
    """Whatever its encoding and line ends."""
    text = f"---\ntitle: 港\ndate: 2025-01-02\n---\n\n{body}\n"
    data = (text.replace("\n", "\r\n") if windows else text).encode(encoding)
    assert render_post(parse_post(data, "2025-01-02-a.md", zone=UTC)) == data


@given(BODIES)
def test_no_line_of_a_body_is_lost(body: str) -> None:
    """Each stands in one block, and the blocks in the order of the text."""
    blocks = parse_blocks(body)
    lines = body.split("\n")
    covered = [n for block in blocks for n in range(block.lines.first, block.lines.last + 1)]
    assert covered == sorted(set(covered))
    blank = {n for n, line in enumerate(lines, 1) if not line.strip(" >")}
    assert set(range(1, len(lines) + 1)) - set(covered) <= blank


@given(st.text(max_size=60))
def test_a_slug_is_safe_for_every_file_system(text: str) -> None:
    """No separators, nothing hidden, and never too long; a safe slug is its own."""
    slug = safe_slug(text)
    assert not set(slug) & set('/\\:*?"<>| \n\t')
    assert not slug.startswith(".")
    assert len(slug.encode()) <= 180
    assert safe_slug(slug) == slug


# ------------------------------------------------------------------ inside a block

INLINE = st.lists(
    st.sampled_from(
        [
            *("港は静か。", "The port is old. ", "**網**を", "`x. y`", '[a](/b "T. U.")', "_c_ "),
            *("<b>d</b>", "$x^2$", "[^1]", "https://a.example/b. ", "{{ e }}", "!", "？と", "\\*"),
        ]
    ),
    max_size=10,
).map("".join)


@given(INLINE)
def test_spans_are_nested_and_in_order(text: str) -> None:
    """Each inside the text, not empty, and inside or behind the one before it."""
    open_ends: list[int] = []
    for span in find_spans(text):
        assert 0 <= span.first < span.last <= len(text)
        while open_ends and open_ends[-1] <= span.first:
            open_ends.pop()
        assert not open_ends or span.last <= open_ends[-1]
        open_ends.append(span.last)


@given(INLINE)
def test_sentences_joined_are_the_block(text: str) -> None:
    """And none ends inside markup."""
    cut = sentences(text)
    assert "".join(cut) == text
    ends = [len("".join(cut[: n + 1])) for n in range(len(cut) - 1)]
    for span in find_spans(text):
        assert not any(span.first < end < span.last for end in ends)


@given(st.text(st.sampled_from("港a b。、 12"), max_size=30))
def test_a_text_without_marks_is_what_a_reader_sees(text: str) -> None:
    """Nothing is taken out of it."""
    assert plain_text(text) == text


@given(st.text(st.sampled_from("ab `\n"), max_size=20), st.integers(1, 4))
def test_a_code_span_is_found_between_runs_of_one_length(code: str, n_ticks: int) -> None:
    """Whatever shorter runs it holds."""
    ticks = "`" * n_ticks
    assume(code and not code.startswith("`") and not code.endswith("`"))
    assume(ticks not in code)
    found = CODE_SPAN.search(f"a {ticks}{code}{ticks} b")
    assert found is not None
    assert (found["ticks"], found["code"]) == (ticks, code)


@given(st.lists(st.sampled_from(["港の朝", "A b", "A  b!", "A-b", "", "!"]), max_size=8))
def test_the_ids_of_headings_are_all_different(headings: list[str]) -> None:
    """As generators give them: a number behind one that stands already."""
    taken: dict[str, int] = {}
    ids = [unique_id(heading_id(heading), taken) for heading in headings]
    assert len(set(ids)) == len(ids)
    assert all(name and not name.isspace() for name in ids)
    body = "\n\n".join(f"## {heading}" for heading in headings if heading.strip(" !"))
    assert len(set(find_anchors(body))) == len(find_anchors(body))

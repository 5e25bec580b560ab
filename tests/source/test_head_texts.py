"""Front matter in place: every text is found, and nothing else changes when one is replaced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.source.front_matter import parse_front_matter
from newsletter.source.head_texts import find_head_entries, find_head_texts, head_format, write_text
from newsletter.source.head_values import HeadFormat, Style
from newsletter.translate.head import parse_head

YAML = """---
# a note of the editor
title: "港の一日"   # working title
tags: [港, 市場]
permalink: '/harbour/'
summary: >
  朝の港。
  静かだ。
params:
  description: 説明
author:
  name: 安奈
---
"""
TOML = """+++
# a note
title = "A walk"  # working title
tags = [
  "hills", # first
  'sea',
]
weight = 1
point = { x = "no", y = 2 }
[params]
  description = '''Up
the hill'''
[extra.deep]
title = "no field"
+++
"""
JSON = (
    '{\n  "title": "A walk",\n  "tags": ["hills", "sea"],\n  "params": {"description": "Up"}\n}\n'
)
TEXTS = [
    (
        YAML,
        [
            (("title",), "港の一日"),
            (("tags",), "港"),
            (("tags",), "市場"),
            (("permalink",), "/harbour/"),
            (("summary",), "朝の港。 静かだ。\n"),
            (("params", "description"), "説明"),
            (("author", "name"), "安奈"),
        ],
    ),
    (
        TOML,
        [
            (("title",), "A walk"),
            (("tags",), "hills"),
            (("tags",), "sea"),
            (("params", "description"), "Up\nthe hill"),
            (("extra", "deep", "title"), "no field"),
        ],
    ),
    (
        JSON,
        [
            (("title",), "A walk"),
            (("tags",), "hills"),
            (("tags",), "sea"),
            (("params", "description"), "Up"),
        ],
    ),
    ("---\ntitle: [a\n---\n", []),
    ("+++\ntitle = \n+++\n", []),
    ("", []),
]
# Front matter, what it is in capitals.
TRANSLATED = [
    (
        "---\n# keep\ntitle: 'a b' # too\nlayout: post\n---\n",
        "---\n# keep\ntitle: 'A B' # too\nlayout: post\n---\n",
    ),
    (
        "+++\n# keep\ntitle = \"a\" # too\ndate = 2025-01-01\n[params]\n  summary = 'b'\n+++\n",
        "+++\n# keep\ntitle = \"A\" # too\ndate = 2025-01-01\n[params]\n  summary = 'B'\n+++\n",
    ),
    ('{"title": "a", "slug": "b"}\n', '{"title": "A", "slug": "b"}\n'),
    (
        "<!--\n.. title: a --> b\n.. slug: c\n-->\n",
        "<!--\n.. title: A -> B\n.. slug: c\n-->\n",
    ),
    ("<!--\n.. slug: a\n-->\n", "<!--\n.. slug: a\n-->\n"),
    ("---\nslug: a\nlayout: b\n---\n", "---\nslug: a\nlayout: b\n---\n"),
    ("+++\n[build]\ntitle = 'a'\n+++\n", "+++\n[build]\ntitle = 'a'\n+++\n"),
]


@pytest.mark.parametrize(("head", "texts"), TEXTS)
def test_texts_and_their_keys(head: str, texts: list[tuple[tuple[str, ...], str]]) -> None:
    """Every text is found with the keys that lead to it."""
    assert [(text.path, text.text) for text in find_head_texts(head)] == texts


@pytest.mark.parametrize(("head", "translated"), TRANSLATED)
def test_a_translation_changes_its_text_only(head: str, translated: str) -> None:
    """Comments, order, quotes and other values stay; keys that are no text are not translated."""
    found = parse_head(head)
    targets = {unit.source: unit.source.upper() for unit in found.units("en")}
    assert found.render(targets, "de") == translated


@pytest.mark.parametrize("head", [YAML, TOML, JSON])
def test_entries_cover_their_values(head: str) -> None:
    """The range of an entry holds its value as it is written."""
    values = dict(parse_front_matter(head, "a.md"))
    entries = find_head_entries(head)
    tables = ("params", "extra") if head == TOML else ()
    assert [entry.name for entry in entries] == [name for name in values if name not in tables]
    for entry in entries:
        assert entry.start < entry.first < entry.last <= entry.end
        assert head[entry.start :].lstrip('"').startswith(entry.name)


@pytest.mark.parametrize("form", [HeadFormat.YAML, HeadFormat.TOML, HeadFormat.JSON])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_what_is_written_is_read(form: HeadFormat, text: str) -> None:
    """Whatever a translation says, front matter reads it back."""
    for style in (Style.DOUBLE, Style.SINGLE) if form is not HeadFormat.JSON else (Style.DOUBLE,):
        written = write_text(text, style, form)
        head = {
            HeadFormat.YAML: f"---\ntitle: {written}\n---\n",
            HeadFormat.TOML: f"+++\ntitle = {written}\n+++\n",
            HeadFormat.JSON: f'{{"title": {written}}}\n',
        }[form]
        assert head_format(head) is form
        assert dict(parse_front_matter(head, "a.md"))["title"] == text


# A head, its texts as they are written.
AS_WRITTEN = {
    "every quoting of YAML": (
        "---\na: \"x\"\nb: 'y'\nc: z w # note\n---\n",
        [('"x"', Style.DOUBLE), ("'y'", Style.SINGLE), ("z w", Style.PLAIN)],
    ),
    "a text over several lines": (
        "---\na: |\n  朝\n  港\nb: c\n---\n",
        [("|\n  朝\n  港\n", Style.BLOCK), ("c", Style.PLAIN)],
    ),
    "quotes of TOML": (
        "+++\na = \"x\"\nb = 'y'\nc = '''z'''\n+++\n",
        [('"x"', Style.DOUBLE), ("'y'", Style.SINGLE), ("'''z'''", Style.DOUBLE)],
    ),
    "escapes of JSON": ('{"a": "\\u6e2f\\""}\n', [('"\\u6e2f\\""', Style.DOUBLE)]),
    # no texts
    "numbers, answers and nothing": ("---\na: 1\nb: true\nc:\nd: 1.5\n---\n", []),
    "a day": ("---\na: 2025-11-02\n---\n", []),
    "numbers and days of TOML": ("+++\na = 1\nb = true\nc = 2025-11-02\n+++\n", []),
    "a table on one line of TOML": ('+++\na = { b = "c" }\n+++\n', []),
    "numbers and keys of JSON": ('{"a": 1, "b": null, "c": {"d": []}}\n', []),
    "a comment": ("---\n# a: b\n---\n", []),
}


@pytest.mark.parametrize(("head", "texts"), AS_WRITTEN.values(), ids=AS_WRITTEN)
def test_a_text_stands_where_its_range_says(head: str, texts: list[tuple[str, Style]]) -> None:
    """The range holds the quotes, and what is no text has none."""
    found = find_head_texts(head)
    assert [(head[text.first : text.last], text.style) for text in found] == texts


WRITTEN = {
    "double": ("港", Style.DOUBLE, HeadFormat.YAML, '"港"'),
    "single": ("港", Style.SINGLE, HeadFormat.YAML, "'港'"),
    "single, with one in it": ("l'été", Style.SINGLE, HeadFormat.YAML, "'l''été'"),
    "single of TOML cannot hold one": ("l'été", Style.SINGLE, HeadFormat.TOML, '"l\'été"'),
    "plain is quoted": ("a: b", Style.PLAIN, HeadFormat.YAML, '"a: b"'),
    "a block ends its line": ("港", Style.BLOCK, HeadFormat.YAML, '"港"\n'),
    "a line break is escaped": ("a\nb", Style.SINGLE, HeadFormat.YAML, '"a\\nb"'),
    "nothing invisible": ("a\u200bb", Style.SINGLE, HeadFormat.YAML, '"a\\u200bb"'),
    "a wide blank stays": ("港\u3000朝", Style.SINGLE, HeadFormat.YAML, "'港\u3000朝'"),
    "a backslash in single quotes": (r"a\b", Style.SINGLE, HeadFormat.TOML, r"'a\b'"),
}


@pytest.mark.parametrize(("text", "style", "form", "written"), WRITTEN.values(), ids=WRITTEN)
def test_a_text_keeps_the_quotes_it_had(
    text: str, style: Style, form: HeadFormat, written: str
) -> None:
    """Single quotes stay single where they can hold the text; what cannot be seen is escaped."""
    assert write_text(text, style, form) == written


DEEP = {
    "four keys": ("---\na: {b: {c: {d: 港}}}\n---\n", [("a", "b", "c", "d")]),
    "three keys and a list": ("---\na: {b: {c: [港]}}\n---\n", [("a", "b", "c")]),
    "five keys": ("---\na: {b: {c: {d: {e: 港}}}}\n---\n", []),
    "four keys and a list": ("---\na: {b: {c: {d: [港]}}}\n---\n", []),
}


@pytest.mark.parametrize(("head", "paths"), DEEP.values(), ids=DEEP)
def test_texts_are_found_as_deep_as_people_nest(head: str, paths: list[tuple[str, ...]]) -> None:
    """Four levels are fields of a post; what lies deeper is data of a theme and is left alone."""
    assert [text.path for text in find_head_texts(head)] == paths

"""Front matter: where it ends, what its values are, and dates in every writing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from newsletter.errors import PostError
from newsletter.source.front_matter import (
    MAX_DEPTH,
    MAX_NUMBER_BITS,
    MAX_VALUES,
    as_name,
    as_texts,
    count_lines_above_head,
    dump_front_matter,
    flatten_fields,
    is_head_open,
    parse_front_matter,
    split_front_matter,
)
from newsletter.source.written_dates import parse_date

TOKYO = timezone(timedelta(hours=9))

# A document and its head; the body is the rest.
HEADS = {
    # in the wild
    "Jekyll": ("---\ntitle: 港\nlayout: post\n---\n本文\n", "---\ntitle: 港\nlayout: post\n---\n"),
    "blanks behind the fences": ("---  \ntitle: a\n---\t\nb", "---  \ntitle: a\n---\t\n"),
    "Windows line ends": ("---\r\ntitle: a\r\n---\r\nb", "---\r\ntitle: a\r\n---\r\n"),
    "old Macintosh line ends": ("---\rtitle: a\r---\rb", "---\rtitle: a\r---\r"),
    "closed with dots": ("---\ntitle: a\n...\nb", "---\ntitle: a\n...\n"),
    "a rule further down": ("---\na: 1\n---\nb\n\n---\nc", "---\na: 1\n---\n"),
    "a comment before the first key": ("---\n# note\n題: a\n---\nb", "---\n# note\n題: a\n---\n"),
    "Hugo": ("+++\ntitle = '港'\n+++\n本文", "+++\ntitle = '港'\n+++\n"),
    # synthetic
    "nothing in it": ("---\n---\nb", "---\n---\n"),
    "blank lines in it": ("---\n\n---\nb", "---\n\n---\n"),
    "the file ends at the fence": ("---\na: 1\n---", "---\na: 1\n---"),
    "a quoted key": ('---\n"a b": 1\n---\nc', '---\n"a b": 1\n---\n'),
    "dashes inside a value": ("---\na: x---y\n---\nb", "---\na: x---y\n---\n"),
    "an indented line of dashes": ("---\na: |\n  ---\n---\nb", "---\na: |\n  ---\n---\n"),
    "TOML with Windows line ends": ("+++\r\na = 1\r\n+++\r\nb", "+++\r\na = 1\r\n+++\r\n"),
    "TOML up to the end of the file": ("+++\na = 1\n+++", "+++\na = 1\n+++"),
    "JSON with a brace in a text": ('{"a": "}{"}\nb', '{"a": "}{"}\n'),
    "JSON up to the end of the file": ('{"a": 1}', '{"a": 1}'),
    "JSON and blanks": ('{ "a" : 1 }  \r\nb', '{ "a" : 1 }  \r\n'),
}
# Texts that only look as if they began with a head.
NO_HEADS = {
    "nothing": "",
    "prose": "港は静かだ。\n",
    "a blank line in front": "\n---\ntitle: a\n---\nb",
    "a blank in front": " ---\ntitle: a\n---\nb",
    "never closed": "---\ntitle: a\nb\n",
    "four dashes": "----\ntitle: a\n----\nb",
    "words behind the fence": "--- a\ntitle: a\n---\nb",
    "closed with four dashes": "---\ntitle: a\n----\nb",
    "rules around prose": "---\n静かな港の話\n---\n本文\n",
    "rules around a list": "---\n- one\n- two\n---\nb",
    "TOML never closed": "+++\na = 1\nb\n",
    "TOML closed with dashes": "+++\na = 1\n---\nb",
    "plus signs around prose": "+++\nmore and more\n+++\nb",
    "a template tag": "{{ site.title }}\nb",
    "an attribute list": "{: .note}\nb",
    "an empty object": "{}\nb",
    "an object without quotes": "{a: 1}\nb",
    "an object in a sentence": '{"a": 1} is an object.\n',
    "an object never closed": '{"a": {"b": 1}\nc',
    "a list of JSON": '["a"]\nb',
    "JSON after a blank": ' {"a": 1}\nb',
}


@pytest.mark.parametrize(("text", "head"), HEADS.values(), ids=HEADS)
def test_a_head_ends_with_its_closing_line(text: str, head: str) -> None:
    """The head is split off with both fences and the line end behind them."""
    assert split_front_matter(text) == (head, text.removeprefix(head))


@pytest.mark.parametrize("text", NO_HEADS.values(), ids=NO_HEADS)
def test_what_only_begins_like_a_head_is_body(text: str) -> None:
    """Rules around prose, tags and open fences belong to the text: no word is lost to a head."""
    assert split_front_matter(text) == ("", text)


# A head, its fields in order.
FIELDS = {
    "text of every quoting": (
        "---\na: x y\nb: 'it''s'\nc: \"\\u6e2f\"\n---\n",
        (("a", "x y"), ("b", "it's"), ("c", "港")),
    ),
    "a folded text": ("---\na: >-\n  朝の港。\n  静かだ。\n---\n", (("a", "朝の港。 静かだ。"),)),
    "a literal text": ("---\na: |\n  x\n  y\n---\n", (("a", "x\ny\n"),)),
    "a day stays text": ("---\na: 2025-11-02\n---\n", (("a", "2025-11-02"),)),
    "a time without a colon in its zone": (
        "---\ndate: 2025-11-02 08:36:49 +0900\n---\n",
        (("date", "2025-11-02 08:36:49 +0900"),),
    ),
    "lists are tuples, all the way down": (
        "---\na: [x, [y, 1]]\n---\n",
        (("a", ("x", ("y", 1))),),
    ),
    "keys are text": ("---\n2025: a\ntrue: b\n---\n", (("2025", "a"), ("True", "b"))),
    "keys of a table are text": ("---\na:\n  1: x\n---\n", (("a", {"1": "x"}),)),
    "an anchor and its alias": ("---\na: &x [港]\nb: *x\n---\n", (("a", ("港",)), ("b", ("港",)))),
    "nothing": ("---\na:\nb: ~\n---\n", (("a", None), ("b", None))),
    "an empty head": ("---\n---\n", ()),
    "only a comment": ("---\n# a: b\n---\n", ()),
    "no head": ("", ()),
    "TOML: a day": ("+++\na = 2025-11-02\n+++\n", (("a", "2025-11-02"),)),
    "TOML: a moment": (
        "+++\na = 2025-11-02T08:36:49+09:00\n+++\n",
        (("a", "2025-11-02T08:36:49+09:00"),),
    ),
    "TOML: a time of day": ("+++\na = 07:30:00\n+++\n", (("a", "07:30:00"),)),
    "TOML: tables": ("+++\n[a.b]\nc = ['x']\n+++\n", (("a", {"b": {"c": ("x",)}}),)),
    "TOML: line ends of a Macintosh": ("+++\ra = 1\rb = 2\r+++\r", (("a", 1), ("b", 2))),
    "TOML: an empty head": ("+++\n+++\n", ()),
    "JSON": ('{"a": ["港", 1.5], "b": null}\n', (("a", ("港", 1.5)), ("b", None))),
    "JSON keeps its order": ('{"z": 1, "a": 2}\n', (("z", 1), ("a", 2))),
}


@pytest.mark.parametrize(("head", "fields"), FIELDS.values(), ids=FIELDS)
def test_fields_come_in_the_order_of_the_file(
    head: str, fields: tuple[tuple[str, object], ...]
) -> None:
    """Values of three formats become the same values: text, numbers, tuples; days stay text."""
    assert parse_front_matter(head, "a.md") == fields


# A head that cannot be read: the line of the error, and why.
BROKEN = {
    "a colon in a value": ("---\na: 1\nb: c: d\n---\n", 3, "broken YAML"),
    "a quote never closed": ('---\na: "b\n---\n', 2, "quotation mark is not closed"),
    "a quote never closed, three lines on": (
        "---\na: 1\nb: 'c\nd: 1\ne: 2\n---\n",
        3,
        "quotation mark is not closed",
    ),
    "a list never closed": ("---\na: [b\nc: 1\n---\n", 2, "bracket is not closed"),
    "a table never closed": ("---\nz: 1\na: {b\nc: 1\n---\n", 3, "bracket is not closed"),
    "a bracket too many": ("---\na: [b]]\n---\n", 2, "broken YAML: did not"),
    "a tab as indent": ("---\na:\n\tb: 1\n---\n", 3, "indented by a tab"),
    "a tab before a field": ("---\na: 1\n\tb: 1\n---\n", 3, "indented by a tab"),
    "a tab before a list": ("---\na:\n \t- b\n---\n", 3, "indented by a tab"),
    "a tab within a line": ("---\na: 1\nb:\tc: d\n---\n", 3, "broken YAML: mapping"),
    "a line without a colon": ("---\na: 1\nwords\nb: 2\n---\n", 3, "no `key: value`"),
    "a mark that YAML keeps": ("---\na: @b\n---\n", 2, "broken YAML: found character"),
    "a list where fields should be": ("---\n- a: 1\n---\n", 2, "no `key: value` lines"),
    "a tag that makes an object": ("---\na: !!python/object:x {}\n---\n", 2, "broken YAML"),
    "TOML without a value": ("+++\na = 1\nb =\n+++\n", 3, "broken TOML"),
    "TOML with bare words": ("+++\ntitle = 港の話\n+++\n", 2, "broken TOML"),
    "TOML with a key said twice": ("+++\na = 1\na = 2\n+++\n", None, "broken TOML"),
}


@pytest.mark.parametrize(("head", "line", "why"), BROKEN.values(), ids=BROKEN)
def test_a_broken_head_names_its_line(head: str, line: int | None, why: str) -> None:
    """The error says what is wrong in which line of the file, the fence counted."""
    with pytest.raises(PostError) as caught:
        parse_front_matter(head, "posts/a.md")
    assert why in caught.value.why
    assert caught.value.fix
    if line is not None:
        assert caught.value.at == f"posts/a.md:{line}"


def nested(levels: int) -> str:
    """A head with one value under so many levels of tables."""
    return "---\n" + "{a: " * levels + "1" + "}" * levels + "\n---\n"


def test_the_bounds_of_a_head_are_exact() -> None:
    """What reaches a bound is read, what goes one beyond it is refused."""
    assert parse_front_matter(nested(MAX_DEPTH), "a.md")
    with pytest.raises(PostError, match="levels"):
        parse_front_matter(nested(MAX_DEPTH + 1), "a.md")
    # The mapping, its key and the list are values, too.
    items = ["1"] * (MAX_VALUES - 3)
    assert parse_front_matter(f"---\na: [{','.join(items)}]\n---\n", "a.md")
    with pytest.raises(PostError, match="values"):
        parse_front_matter(f"---\na: [{','.join([*items, '1'])}]\n---\n", "a.md")


def test_a_number_is_as_long_as_can_be_written() -> None:
    """The longest number that is read has `MAX_NUMBER_BITS` bits."""
    longest = 2**MAX_NUMBER_BITS - 1
    assert parse_front_matter(f"---\na: {longest:#x}\n---\n", "a.md") == (("a", longest),)
    with pytest.raises(PostError, match="digits"):
        parse_front_matter(f"---\na: {longest + 1:#x}\n---\n", "a.md")


# A value, how it is written after its key.
WRITTEN = {
    "a word stands bare": ("post", "post"),
    "a word with a hyphen": ("my-layout_2", "my-layout_2"),
    "a sentence": ("港の朝", '"港の朝"'),
    "two words": ("a b", '"a b"'),
    "a word that is an answer": ("yes", '"yes"'),
    "an answer in capitals": ("NO", '"NO"'),
    "the word for nothing": ("Null", '"Null"'),
    "one letter that is an answer": ("n", '"n"'),
    "a number in text": ("2025", '"2025"'),
    "a day in text": ("2025-11-02", '"2025-11-02"'),
    "an empty text": ("", '""'),
    "a quote": ('say "a"', '"say \\"a\\""'),
    "a line break": ("a\nb", '"a\\nb"'),
    "a number": (3, "3"),
    "an answer": (True, "true"),
    "nothing": (None, "null"),
    "a list of words": (("a", "港"), '[a, "港"]'),
    "an empty list": ((), "[]"),
}


@pytest.mark.parametrize(("value", "written"), WRITTEN.values(), ids=WRITTEN)
def test_a_value_is_written_as_a_person_would(value: object, written: str) -> None:
    """Words of ASCII stand bare, other text in double quotes, and YAML reads back what was meant."""
    head = dump_front_matter([("a", value)])
    assert head == f"---\na: {written}\n---\n"
    assert parse_front_matter(head, "a.md") == (("a", value),)


def test_the_same_list_twice_is_written_twice() -> None:
    """No reader of a post should meet an anchor, and a list of tables stands on lines of its own."""
    terms = ("a", "b")
    assert dump_front_matter([("a", terms), ("b", terms)]) == "---\na: [a, b]\nb: [a, b]\n---\n"
    head = dump_front_matter([("a", ({"b": "c"},))])
    assert "{" not in head
    assert parse_front_matter(head, "a.md") == (("a", ({"b": "c"},)),)
    assert dump_front_matter([]) == "---\n---\n"


# How a day is written, and when it is in Tokyo.
DAYS = {
    # in the wild
    "Jekyll": ("2025-11-02 08:36:49 +0900", "2025-11-02T08:36:49+09:00"),
    "Hugo": ("2025-11-02T08:36:49-05:00", "2025-11-02T08:36:49-05:00"),
    "JavaScript": ("2025-11-02T08:36:49.120Z", "2025-11-02T08:36:49+00:00"),
    "a zone by name": ("2025-11-02 08:36:49 UTC", "2025-11-02T08:36:49+00:00"),
    "a zone of one digit": ("2015-09-21 16:52:00 -4", "2015-09-21T16:52:00-04:00"),
    "a zone of two": ("2015-09-21 16:52 +09", "2015-09-21T16:52:00+09:00"),
    "a short zone with minutes": ("2015-09-21 16:52 +9:30", "2015-09-21T16:52:00+09:30"),
    "no zone": ("2025-11-02 08:36", "2025-11-02T08:36:00+09:00"),
    "only the day": ("2025-11-02", "2025-11-02T00:00:00+09:00"),
    "Japanese": ("2025年1月2日", "2025-01-02T00:00:00+09:00"),
    "Japanese with a time": ("2025年1月2日 8:05", "2025-01-02T08:05:00+09:00"),
    "slashes": ("2025/1/2", "2025-01-02T00:00:00+09:00"),
    "dots": ("2025.01.02", "2025-01-02T00:00:00+09:00"),
    "the blog starter of Astro": ("Jul 08 2022", "2022-07-08T00:00:00+09:00"),
    "a month in words": ("January 5, 2024", "2024-01-05T00:00:00+09:00"),
    "the day before the month": ("5 Jan 2024", "2024-01-05T00:00:00+09:00"),
    "hyphens around a month": ("05-Jan-2024", "2024-01-05T00:00:00+09:00"),
    "a day that is counted": ("Sept. 3rd, 2023", "2023-09-03T00:00:00+09:00"),
    "an export of Notion": ("January 5, 2024 3:04 PM", "2024-01-05T15:04:00+09:00"),
    "midnight on a clock of twelve": ("May 5, 2024 12:04 am", "2024-05-05T00:04:00+09:00"),
    "a mail": ("Fri, 05 Jan 2024 10:00:00 GMT", "2024-01-05T10:00:00+00:00"),
    "a browser": (
        "Fri Jan 05 2024 10:00:00 GMT+0200 (Eastern European Standard Time)",
        "2024-01-05T10:00:00+02:00",
    ),
    "Go": ("2024-01-05 10:00:00 -0500 EST", "2024-01-05T10:00:00-05:00"),
    "blanks around": ("  2025-11-02  ", "2025-11-02T00:00:00+09:00"),
    # synthetic
    "a leap day": ("2024-02-29", "2024-02-29T00:00:00+09:00"),
    "the first year of mail": ("1900-01-01", "1900-01-01T00:00:00+09:00"),
    "the last year": ("9998-12-31", "9998-12-31T00:00:00+09:00"),
    "a zone of a quarter": ("2025-11-02 08:00 +05:45", "2025-11-02T08:00:00+05:45"),
    # no dates
    "no leap day": ("2025-02-29", None),
    "a month too many": ("2025-13-01", None),
    "a day of none": ("2025-01-00", None),
    "an hour too many": ("2025-01-01 24:00", None),
    "a minute too many": ("2025-01-01 10:60", None),
    "before mail": ("1899-12-31", None),
    "after all": ("9999-01-01", None),
    "two digits of the year": ("25-11-02", None),
    "the day first": ("02.11.2025", None),
    "a zone by a name alone": ("2024-01-05 10:00 JST", None),
    "the hour thirteen of twelve": ("May 5, 2024 13:04 PM", None),
    "a month of two letters": ("Ju 5 2024", None),
    "two months it may be": ("05/06/2024", None),
    "a day that no month has": ("Feb 30 2024", None),
    "a word that is no month": ("Part 5 2024", None),
    "words behind": ("2025-11-02 or so", None),
    "an hour alone": ("2025-11-02 08", None),
    "a year": ("2025", None),
    "a zone of three digits": ("2025-11-02 08:00 +900", None),
    "a zone out of the world": ("2025-11-02 08:00 +99", None),
    "half a zone": ("2025-11-02 08:00 +09:", None),
    "a word": ("明日", None),
    "nothing written": ("", None),
    "digits": ("20251102", None),
}


@pytest.mark.parametrize(("written", "expected"), DAYS.values(), ids=DAYS)
def test_a_day_is_read_as_people_write_it(written: str, expected: str | None) -> None:
    """Without a zone it is meant in that of the publication; what names no day is none."""
    found = parse_date(written, TOKYO)
    assert (found.isoformat() if found else None) == expected


def test_dates_that_are_values_already() -> None:
    """A moment keeps its zone; a day begins at midnight of the publication's."""
    moment = datetime(2025, 11, 2, 8, tzinfo=UTC)
    assert parse_date(moment, TOKYO) is moment
    assert parse_date(moment.replace(tzinfo=None), TOKYO) == moment.replace(tzinfo=TOKYO)
    assert parse_date(date(2025, 11, 2), TOKYO) == datetime(2025, 11, 2, tzinfo=TOKYO)
    assert parse_date(None, TOKYO) is None


# Fields, the same ones with those of tables.
FLAT = {
    "Hugo": ({"params": {"author": "a"}}, {"author": "a"}),
    "Zola": ({"extra": {"a": 1}, "taxonomies": {"tags": ("b",)}}, {"a": 1, "tags": ("b",)}),
    "the top goes before": ({"title": "a", "params": {"title": "b"}}, {"title": "a"}),
    "the first table goes before": ({"params": {"a": 1}, "extra": {"a": 2}}, {"a": 1}),
    "another table stays one": ({"menu": {"title": "a"}}, {}),
    "no table": ({"params": "a", "extra": ("b",)}, {}),
}


@pytest.mark.parametrize(("fields", "added"), FLAT.values(), ids=FLAT)
def test_only_tables_of_fields_are_opened(
    fields: dict[str, object], added: dict[str, object]
) -> None:
    """Tables of Hugo and Zola give their fields; a menu or a build table gives none."""
    assert flatten_fields(fields.items()) == {**fields, **added}


TEXTS = {
    "words": ("港 市場", True, ("港", "市場")),
    "one text": ("港 市場", False, ("港 市場",)),
    "a Japanese comma": ("港、市場", True, ("港", "市場")),
    "commas keep their words together": ("New York, 港", True, ("New York", "港")),
    "a comma at the end": ("港,", False, ("港",)),
    "nothing but commas": (",、 ,", False, ()),
    "blanks": ("   ", False, ()),
    "blanks as words": ("   ", True, ()),
    "a comma in a list stays": (["a, b"], True, ("a, b",)),
    "a number in a list": ([2025, "a"], False, ("2025", "a")),
    "a list without names": ([{}, {"url": "/a"}, " "], False, ()),
    "zero is a text": (0, False, ("0",)),
    "no": (False, False, ("False",)),
}


@pytest.mark.parametrize(("value", "split_words", "texts"), TEXTS.values(), ids=TEXTS)
def test_a_field_of_terms(value: object, split_words: bool, texts: tuple[str, ...]) -> None:
    """Commas of two scripts part terms; in a list each item is one, and an empty one is none."""
    assert as_texts(value, split_words=split_words) == texts


NAMES = {
    "a name": ({"name": " 安奈 "}, "安奈"),
    "the name before the title": ({"title": "Dr", "name": "Anna"}, "Anna"),
    "a title": ({"title": "港"}, "港"),
    "an id when there is no more": ({"id": "anna", "url": "/a"}, "anna"),
    "an empty name is none": ({"name": "", "label": "Anna"}, "Anna"),
    "an address alone is no name": ({"email": "a@site.example"}, ""),
    "text": (" Anna ", "Anna"),
    "a number": (7, "7"),
}


@pytest.mark.parametrize(("value", "name"), NAMES.values(), ids=NAMES)
def test_a_name_is_no_address(value: object, name: str) -> None:
    """A mapping is told by its name; its address or its path is never shown as one."""
    assert as_name(value) == name


META = {
    # in the wild
    "Pelican": (
        "Title: 市の話\nDate: 2026-02-01 08:30\nTags: 市, 港\n\n本文。\n",
        {"title": "市の話", "date": "2026-02-01 08:30", "tags": "市, 港"},
    ),
    "a text over two lines": (
        "Title: A\nSummary: b\n    c\nAuthors: D\n\nText.\n",
        {"title": "A", "summary": "b c", "authors": "D"},
    ),
    "line ends of Windows": (
        "Title: A\r\nSlug: a\r\n\r\nText.\r\n",
        {"title": "A", "slug": "a"},
    ),
    "Hexo, without the first fence": (
        "title: 'A: b'\ndate: 2026-02-01\ntags:\n- c\n  - d\n---\nText.\n",
        {"title": "A: b", "date": "2026-02-01", "tags": ("c - d",)},
    ),
    "Nikola": (
        "<!-- \n.. title: 市: その話\n.. slug: shi\n.. date: 2026-02-01 08:30:00 UTC+09:00\n"
        ".. tags: \n.. type: text\n-->\n\n本文。\n",
        {
            "title": "市: その話",
            "slug": "shi",
            "date": "2026-02-01 08:30:00 UTC+09:00",
            "type": "text",
        },
    ),
    "Nikola below a blank line, with one inside": (
        "\n<!--\n.. title: A\n\n.. Author: B\n-->\nText.\n",
        {"title": "A", "author": "B"},
    ),
    "Nikola without a comment": (
        ".. title: A\r\n.. date: 2026-02-01\r\n\r\nText.\r\n",
        {"title": "A", "date": "2026-02-01"},
    ),
}
NO_META = {
    "one line": "Title: A\n\nText.\n",
    "a title alone says little": "Title: A\nSubject: b\n\nText.\n",
    "no title": "Date: 2026-02-01\nTags: a\n\nText.\n",
    "prose with a colon": "Remember: this.\nDate: soon.\n\nText.\n",
    "no blank line behind": "Title: A\nDate: 2026-02-01\nText.\n",
    "a list": "- Title: A\n- Date: 2026-02-01\n\nText.\n",
    "a heading over a line": "Title: A\nAnd more.\n---\nText.\n",
    "a title over a line": "Title: A\n---\nText.\n",
    "two lines that are a heading": "Title: A\nSubtitle: b\n---\nText.\n",
    "a comment": "<!--\ntitle: A\n-->\n\nText.\n",
    "a comment of Nikola without a title": "<!--\n.. slug: a\n-->\n\nText.\n",
    "a comment that says more": "<!--\n.. title: A\nMore.\n-->\n\nText.\n",
    "directives of reST": ".. title:: A\n.. contents:: B\n\nText.\n",
    "a field alone": ".. title: A\n\nText.\n",
}


@pytest.mark.parametrize(("text", "fields"), META.values(), ids=META)
def test_lines_of_meta_data(text: str, fields: dict[str, str]) -> None:
    """Names are read in small letters, a text over several lines as one."""
    head, body = split_front_matter(text)
    assert dict(parse_front_matter(head, "a.md")) == fields
    assert head + body == text
    assert body.strip() in ("本文。", "Text.")


@pytest.mark.parametrize("text", NO_META.values(), ids=NO_META)
def test_text_that_is_no_meta_data(text: str) -> None:
    """A text may begin with a colon in its first lines."""
    assert split_front_matter(text)[0] == ""


# How a text begins, and whether its head was never closed.
OPEN = {
    "a head without an end": ("---\ntitle: a\n\nText.\n", True),
    "with fields behind a blank line": ("---\nlayout: post\n\ntitle: a\nText.\n", True),
    "in TOML": ("+++\ntitle = 'a'\n\nText.\n", True),
    "with other line ends": ("---\r\ndate: 2025-11-01\r\nText.\r\n", True),
    "a head": ("---\ntitle: a\n---\n\nText.\n", False),
    "a head that dots end": ("---\ntitle: a\n...\n\nText.\n", False),
    "a rule": ("---\n\nText.\n", False),
    "a rule and words with a colon": ("---\nNote: the end.\n", False),
    "a rule and a heading": ("---\n# Title: a\n", False),
    "meta data of Pelican": ("Title: a\nDate: 2025-11-01\n\nText.\n", False),
    "no head": ("title: a\n\nText.\n", False),
}


@pytest.mark.parametrize(("text", "is_open"), OPEN.values(), ids=OPEN)
def test_a_head_that_is_never_closed_is_known(text: str, is_open: bool) -> None:
    """A rule of Markdown over words with a colon is none."""
    assert is_head_open(text) is is_open


ABOVE = {
    "two blank lines": ("\n\n---\ntitle: a\n---\n\nText.\n", 2),
    "a line of blanks": ("  \n---\r\ntitle: a\r\n---\r\n\r\nText.\r\n", 1),
    "in TOML": ("\n+++\ntitle = 'a'\n+++\n\nText.\n", 1),
    "a comment first": ("\n---\n#### Static\nlayout: a\ntitle: b\n---\n\nText.\n", 1),
    "never closed": ("\n\n---\ntitle: a\n\nText.\n", 2),
    "a head": ("---\ntitle: a\n---\n\nText.\n", 0),
    "a rule below a blank line": ("\n---\n\nText.\n", 0),
    "a rule over words with a colon": ("\n---\nNote: the end.\n---\n", 0),
    "text above": ("Text.\n\n---\ntitle: a\n---\n", 0),
    "nothing": ("", 0),
}


@pytest.mark.parametrize(("text", "n_above"), ABOVE.values(), ids=ABOVE)
def test_blank_lines_above_a_head_are_counted(text: str, n_above: int) -> None:
    """Such a head was published as text; a rule of Markdown is none."""
    assert count_lines_above_head(text) == n_above

"""Heads that say something else afterwards, and are their author's in every other way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.source.front_matter import parse_front_matter
from newsletter.source.head_changes import change_head

# Head, fields that it shall have, what comes out.
CHANGED = {
    # in the wild
    "a title between its quotes": (
        "---\n# mine\ntitle: 'a' # too\nlayout: post\n---\n",
        [("title", "b"), ("layout", "post")],
        "---\n# mine\ntitle: 'b' # too\nlayout: post\n---\n",
    ),
    "the items of a list on lines": (
        "---\ntags:\n  - a\n  - 'b'\nx: 1\n---\n",
        [("tags", ("c", "d")), ("x", 1)],
        "---\ntags:\n  - \"c\"\n  - 'd'\nx: 1\n---\n",
    ),
    "a field that goes, one that comes": (
        "---\nlayout: post\ntitle: a\n---\n",
        [("title", "a"), ("lang", "en"), ("tags", ["b", "c"])],
        "---\ntitle: a\nlang: en\ntags: [b, c]\n---\n",
    ),
    "TOML, in front of its tables": (
        "+++\n# mine\ntitle = 'a'\ndate = 2025-01-02\n[params]\nx = 'y'\n+++\n",
        [("title", "b"), ("date", "2025-01-02"), ("params", {"x": "z"}), ("lang", "en")],
        "+++\n# mine\ntitle = 'b'\ndate = 2025-01-02\nlang = \"en\"\n[params]\nx = 'z'\n+++\n",
    ),
    "a value of another kind": (
        "---\nreading_time: 5 # min\ntitle: a\n---\n",
        [("reading_time", 7), ("title", "a")],
        "---\nreading_time: 7\ntitle: a\n---\n",
    ),
    "a table in TOML": (
        '+++\ntitle = "a"\n+++\n',
        [("title", "a"), ("m", {"engines": ["x"], "reviewed": 0.5})],
        '+++\ntitle = "a"\n\n[m]\nengines = ["x"]\nreviewed = 0.5\n+++\n',
    ),
    "capitals in a name": (
        "---\nTitle: 'a' # mine\nTags: [b]\n---\n",
        [("title", "c"), ("tags", ("d",)), ("lang", "en")],
        "---\nTitle: 'c' # mine\nTags: [\"d\"]\nlang: en\n---\n",
    ),
    "capitals in TOML": (
        '+++\nTitle = "a"\n+++\n',
        [("title", "b"), ("lang", "en")],
        '+++\nTitle = "b"\nlang = "en"\n+++\n',
    ),
    "capitals in JSON": (
        '{"Title": "a", "Draft": false}\n',
        [("title", "b"), ("draft", False)],
        '{"Title": "b", "Draft": false}\n',
    ),
    # nothing to change
    "a field and a namesake in capitals": (
        "---\nTitle: a\ntitle: b\n---\n",
        [("Title", "a"), ("title", "b")],
        "---\nTitle: a\ntitle: b\n---\n",
    ),
    "the same": (
        "---\n# a\ntitle: 'b'  # c\n---\n",
        [("title", "b")],
        "---\n# a\ntitle: 'b'  # c\n---\n",
    ),
    "the same day of TOML": (
        "+++\ndate = 2025-01-02T03:04:05Z\n+++\n",
        [("date", "2025-01-02T03:04:05+00:00")],
        "+++\ndate = 2025-01-02T03:04:05Z\n+++\n",
    ),
    "a text in JSON": (
        '{\n  "title": "a",\n  "n": 1\n}\n',
        [("title", 'b "c"'), ("n", 1)],
        '{\n  "title": "b \\"c\\"",\n  "n": 1\n}\n',
    ),
    "a new field in JSON": (
        '{\n  "title": "a"\n}\n',
        [("title", "a"), ("lang", "en")],
        '{\n  "title": "a",\n  "lang": "en"\n}\n',
    ),
    "the first and the last field of JSON gone": (
        '{ "draft": true,\n  "title": "a", "n": [1, 2] }\n',
        [("title", "a")],
        '{ "title": "a" }\n',
    ),
    "all fields of JSON others": ('{"a": 1}\n', [("b", 2)], '{"b": 2}\n'),
    "another value in JSON": (
        '{"a": {"b": 1}, "c": null}\n',
        [("a", {"b": 2}), ("c", None)],
        '{"a": {"b": 2}, "c": null}\n',
    ),
    "a table of Zola": (
        '+++\ntitle = "a"\n\n[extra] # mine\nwide = true\nold = 1\n+++\n',
        [("title", "b"), ("extra", {"wide": True, "lang": "en"})],
        '+++\ntitle = "b"\n\n[extra] # mine\nwide = true\nlang = "en"\n+++\n',
    ),
    "an empty table": (
        '+++\ntitle = "a"\n[extra]\n[taxonomies]\ntags = ["c"]\n+++\n',
        [("title", "a"), ("extra", {"lang": "en"}), ("taxonomies", {"tags": ["c"]})],
        '+++\ntitle = "a"\n[extra]\nlang = "en"\n[taxonomies]\ntags = ["c"]\n+++\n',
    ),
    "a day without quotes": (
        '+++\ntitle = "a"\n+++\n',
        [("title", "a"), ("date", "2025-01-02T03:04:05+00:00")],
        '+++\ntitle = "a"\ndate = 2025-01-02T03:04:05+00:00\n+++\n',
    ),
    "a table on one line": (
        '+++\ntitle = "a"\nextra = { n = 1 }\n+++\n',
        [("title", "a"), ("extra", {"n": 2})],
        '+++\ntitle = "a"\nextra = { n = 2 }\n+++\n',
    ),
    "a list of tables": (
        '+++\ntitle = "a"\n\n[[resources]]\nname = "c"\n+++\n',
        [("title", "b"), ("resources", [{"name": "c"}])],
        '+++\ntitle = "b"\n\n[[resources]]\nname = "c"\n+++\n',
    ),
}
REFUSED = {
    "meta data": "Title: a\nDate: 2025-01-02\n\n",
    "fields of Nikola": "<!--\n.. title: a\n-->\n",
    "YAML without its first fence": "title: a\ndate: 2025-01-02\n---\n",
    "one line of YAML": "---\n{title: a}\n---\n",
    "nothing": "---\n---\n",
    "not YAML": "---\ntitle: [a\n---\n",
}


@pytest.mark.parametrize(("head", "wanted", "changed"), CHANGED.values(), ids=CHANGED)
def test_what_is_changed_and_what_stays(
    head: str, wanted: list[tuple[str, object]], changed: str
) -> None:
    """Comments, order and quotes stay; what is new stands behind."""
    assert change_head(head, wanted) == changed


@pytest.mark.parametrize("head", REFUSED.values(), ids=REFUSED)
def test_heads_that_are_written_anew(head: str) -> None:
    """A head without lines to change is left to the caller."""
    assert change_head(head, [("title", "b")]) is None


HEADS = [
    "---\ntitle: a # b\ntags: [c, d]\n---\n",
    '+++\ntitle = "a"\ntags = ["c"]\n[own]\nn = 1\n+++\n',
    '{"title": "a", "tags": ["c", "d"],\n "n": {"m": 1}}\n',
]


@given(
    st.dictionaries(
        st.sampled_from(["title", "lang", "tags", "n", "own"]),
        st.text(st.characters(exclude_categories=["Cs"]))
        | st.integers(-9, 9)
        | st.booleans()
        | st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3),
    ),
    st.sampled_from(HEADS),
)
def test_what_comes_out_says_what_is_wanted(wanted: dict[str, object], head: str) -> None:
    """Whatever is wanted: the head says it, or none is returned."""
    changed = change_head(head, list(wanted.items()))
    if changed is not None:
        read = dict(parse_front_matter(changed, "a.md"))
        assert {key: list(v) if isinstance(v, tuple) else v for key, v in read.items()} == wanted

"""The report of a post: what the editor reads."""

from __future__ import annotations

from datetime import UTC

import pytest

from newsletter.model import (
    Abridged,
    Choice,
    Cleaned,
    Finding,
    Lines,
    Origin,
    Post,
    Removal,
    RemovalKind,
    Severity,
    Translated,
    Translation,
    Unit,
    UnitKind,
)
from newsletter.render.site.packed_page import unpack_page
from newsletter.render.site.post_report import render_report
from newsletter.render.site.report_rows import (
    MarkedText,
    Proof,
    build_proof,
    build_rows,
    find_differences,
    find_restarts,
)
from newsletter.render.templates import Templates, load_templates
from newsletter.source.post import parse_post
from tests.render.articles import make_settings
from tests.render.test_pages import Reader

SOURCE = """---
title: "希土類"
date: 2025-11-02 08:36:49 +0000
---

## 供給網

中国が精錬を握る。日本は備える。

---END---

日本は備える。中国が精錬を握っている。
最後の段落。
"""
CLEAN = "\n## 供給網\n\n中国が精錬を握る。日本は備える。\n\n最後の段落。\n"
REMOVALS = (
    Removal(
        RemovalKind.MARKER,
        "---END---",
        Lines(10, 10),
        "A line a model wrote to mark an end.",
        "end-marker",
    ),
    Removal(
        RemovalKind.REPEAT,
        "日本は備える。",
        Lines(12, 12),
        "The same sentence stands above.",
        "exact",
        Lines(8, 8),
        "日本は備える。",
        1.0,
    ),
    Removal(
        RemovalKind.VARIANT,
        "中国が精錬を握っている。",
        Lines(12, 12),
        "Another wording.",
        "near",
        Lines(8, 8),
        "中国が精錬を握る。",
        0.93,
    ),
)
ORIGIN = (Lines(5, 5), Lines(6, 6), None, Lines(8, 8), None, Lines(13, 13), None)


@pytest.fixture(scope="module")
def templates() -> Templates:
    """The shipped templates."""
    return load_templates()


def make_post(source: str = SOURCE) -> Post:
    """A post that was read from a file."""
    return parse_post(source.encode(), "posts/2025-11-02-rare.md", language="ja", zone=UTC)


def make_cleaned(**changes: object) -> Cleaned:
    """What dedupe makes of it."""
    values: dict[str, object] = {
        "body": CLEAN,
        "removals": REMOVALS,
        "title": "希土類",
        "n_source_chars": 60,
        "origin": ORIGIN,
    }
    return Cleaned(**(values | changes))  # type: ignore[arg-type]


def make_abridged(text: str = "中国が精錬を握る。") -> Abridged:
    """An abridgement of one sentence."""
    choices = (
        Choice(
            text,
            True,
            0.91,
            (("position", 0.5), ("title", 0.41), ("length", 0.0)),
            "opens the article",
            Lines(4, 4),
        ),
        Choice("最後の段落。", False, 0.12, (("position", 0.12),), "over the budget", Lines(6, 6)),
    )
    return Abridged(text, text, choices, 40, 9)


def make_translated(target: str | None = "China holds [[1]]refining[[/1]].") -> Translated:
    """One unit, held when it has no target."""
    unit = Unit(UnitKind.SENTENCE, "中国が[[1]]精錬[[/1]]を握る。", "ja")
    findings = (
        () if target else (Finding("amount", Severity.ERROR, "3,200億円 is not ¥320 million"),)
    )
    each = Translation(
        unit, target, Origin.ENGINE if target else None, "google" if target else "", findings
    )
    return Translated("en", "Rare earths", "", "", "", (), (each,))


def _render(templates: Templates, **parts: object) -> str:
    values = {
        "post": make_post(),
        "cleaned": make_cleaned(),
        "abridged": make_abridged(),
        "translated": {"en": make_translated()},
    }
    artefact = render_report(settings=make_settings(), templates=templates, **(values | parts))  # type: ignore[arg-type]
    assert artefact.path == "reports/2025-11-02-rare.html"
    return unpack_page(artefact.content).decode()


def _proofs() -> tuple[Proof, ...]:
    return tuple(build_proof(number, removal) for number, removal in enumerate(REMOVALS, 1))


def test_rows_set_each_source_line_beside_what_became_of_it() -> None:
    """Kept lines stand beside themselves, removed passages are cut out.

    Where they stood, twins know what they stay for.
    """
    rows = {row.line: row for row in build_rows(make_post(), make_cleaned(), _proofs())}
    assert sorted(rows) == [6, 8, 10, 12, 13]
    assert rows[6].status == rows[8].status == rows[13].status == "same"
    assert rows[10].status == rows[12].status == "gone"
    assert [(piece.text, piece.mark) for piece in rows[12].source] == [
        ("日本は備える。", 2),
        ("中国が精錬を握っている。", 3),
    ]
    assert rows[8].stays_for == (2, 3)


@pytest.mark.parametrize("origin", [ORIGIN, ()])
def test_rows_do_without_origins(origin: tuple[Lines | None, ...]) -> None:
    """A cleaned text that does not say.

    Where its lines came from is set beside the source by its lines.
    """
    rows = list(build_rows(make_post(), make_cleaned(origin=origin), _proofs()))
    assert [text for row in rows for text in row.clean] == [
        "## 供給網",
        "中国が精錬を握る。日本は備える。",
        "最後の段落。",
    ]


def test_no_character_of_the_source_is_lost() -> None:
    """However removals overlap or miss, the left side is the source."""
    wild = tuple(
        build_proof(number, Removal(RemovalKind.REPEAT, text, lines, "", "x", twin, text))
        for number, (text, lines, twin) in enumerate(
            [
                ("中国が精錬を握る。日本", Lines(8, 8), None),
                ("日本は備える。", Lines(8, 12), Lines(8, 12)),
                ("nowhere", Lines(12, 13), None),
                ("中国が精錬を握っている。\n最後の段落。", Lines(12, 13), None),
                ("x", Lines(90, 99), None),
                ("", Lines(1, 2), None),
            ],
            1,
        )
    )
    post = make_post()
    rows = {row.line: row for row in build_rows(post, make_cleaned(), wild)}
    for number, text in enumerate(post.text.split("\n"), post.first_line):
        if text.strip():
            assert "".join(piece.text for piece in rows[number].source) == text


def test_the_report_tells_what_why_and_where(templates: Templates) -> None:
    """Every removal names kind, rule, reason, similarity and its twin; every choice its reason.

    Every unit its origin.
    """
    page = _render(templates)
    reader = Reader(page)
    seen = "".join(reader.texts)
    for words in (
        "A line a model wrote",
        "Another wording.",
        "93 % alike",
        "opens the article",
        "position +0.50",
        "machine (google)",
        "complete",
    ):
        assert words in seen
    ids = {found["id"] for _, found in reader.tags if "id" in found}
    for link in reader.all("a"):
        assert link["href"][0] == "#"
        assert link["href"][1:] in ids
    assert "length" not in seen


def test_a_held_language_is_said_first(templates: Templates) -> None:
    """A unit without a translation is counted, listed, explained.

    The editor is told what to do.
    """
    seen = "".join(Reader(_render(templates, translated={"en": make_translated(None)})).texts)
    assert "1 held" in seen
    assert "3,200億円 is not ¥320 million" in seen
    assert "translations/en/2025-11-02-rare.po" in seen


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'


def test_everything_from_a_post_is_text(templates: Templates) -> None:
    """A report shows hostile text as it stands.

    No element, no handler, no template of it is live.
    """
    removal = Removal(
        RemovalKind.CHATTER, HOSTILE, Lines(6, 6), HOSTILE, HOSTILE, Lines(8, 8), HOSTILE, 0.5
    )
    post = make_post(SOURCE.replace("## 供給網", HOSTILE).replace("希土類", "t' <b>"))
    page = _render(
        templates,
        post=post,
        cleaned=make_cleaned(removals=(removal,), body=HOSTILE, origin=(Lines(6, 6),)),
        abridged=make_abridged(HOSTILE),
        translated={"en": make_translated(HOSTILE)},
    )
    reader = Reader(page)
    assert not reader.all("script")
    assert not reader.all("img")
    assert not [name for _, found in reader.tags for name in found if name.startswith("on")]
    assert HOSTILE in "".join(reader.texts)


def test_a_better_title_is_said(templates: Templates) -> None:
    """Where the copy takes its title from the body, the report shows both.

    Otherwise it says nothing of it.
    """
    assert "better form" not in "".join(Reader(_render(templates)).texts)
    seen = "".join(Reader(_render(templates, cleaned=make_cleaned(title="希土類とは"))).texts)
    assert "希土類とは" in seen
    assert "the front matter says: 希土類" in seen


def test_what_to_look_at_comes_first(templates: Templates) -> None:
    """What the program found and left to an editor stands above the removals, as text."""
    assert "What to look at" not in "".join(Reader(_render(templates)).texts)
    finding = Finding("end-cut", Severity.WARNING, f"line 13 is cut off {HOSTILE}")
    reader = Reader(_render(templates, cleaned=make_cleaned(findings=(finding,))))
    seen = "".join(reader.texts)
    assert seen.index("What to look at") < seen.index(finding.message)
    assert seen.index(finding.message) < seen.index("What was removed")


def test_a_clean_post_says_so(templates: Templates) -> None:
    """Nothing removed, nothing translated: the report is short and true."""
    seen = "".join(
        Reader(_render(templates, cleaned=make_cleaned(removals=()), translated={})).texts
    )
    assert "every passage of this post stands once" in seen


def test_a_report_needs_nothing_from_outside(templates: Templates) -> None:
    """Unpacked: no script, no address but its own anchors."""
    page = _render(templates)
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_what_differs_between_a_variant_and_its_twin_is_marked() -> None:
    """The editor sees at a glance what the removed wording said otherwise."""
    removed, stays = find_differences("中国が70%を握る。", "中国が92%を握る。")
    assert removed == (MarkedText("中国が"), MarkedText("70", 1), MarkedText("%を握る。"))
    assert stays == (MarkedText("中国が"), MarkedText("92", 1), MarkedText("%を握る。"))


@pytest.mark.parametrize(
    ("gone", "twin"),
    [("", ""), ("全く別の話である。", "Nothing alike here"), ("あ" * 9000, "あ" * 9001)],
)
def test_differences_never_lose_a_character(gone: str, twin: str) -> None:
    """Both passages come back whole, also where nothing is marked."""
    removed, stays = find_differences(gone, twin)
    assert ("".join(piece.text for piece in removed), "".join(piece.text for piece in stays)) == (
        gone,
        twin,
    )
    assert not any(piece.mark for piece in (*removed, *stays))


def test_a_repeat_word_for_word_is_shown_once(templates: Templates) -> None:
    """The same text twice tells nothing: a line number does."""
    seen = "".join(Reader(_render(templates)).texts)
    assert "line 12: 1 passage stands word for word in line 8" in seen


def test_repeats_that_follow_each_other_are_one_run() -> None:
    """A restart of fifty sentences is one line for the editor, not fifty.

    A gap of text that stays begins a new one.
    """
    places = [(10, 2), (10, 3), (12, 4), (20, 5)]
    removals = [
        Removal(RemovalKind.REPEAT, "x", Lines(at, at), "", "exact", Lines(twin, twin), "x", 1.0)
        for at, twin in places
    ]
    runs = list(
        find_restarts([build_proof(number, each) for number, each in enumerate(removals, 1)])
    )
    assert [(run.lines, run.twins, len(run.proofs)) for run in runs] == [
        (Lines(10, 12), Lines(2, 4), 3),
        (Lines(20, 20), Lines(5, 5), 1),
    ]


def test_every_removal_stands_in_the_list_once(templates: Templates) -> None:
    """Judged, word for word or marker: none is left out, none is told twice."""
    ids = [
        found["id"]
        for _, found in Reader(_render(templates)).tags
        if found.get("id", "").startswith("removal-")
    ]
    assert sorted(ids) == ["removal-1", "removal-2", "removal-3"]


def test_a_sentence_joined_from_two_lines_says_where_it_went() -> None:
    """Text that stays is never shown as gone.

    Its line names the one it was joined to, a line removed between does not.
    """
    cleaned = make_cleaned(
        origin=(Lines(5, 5), Lines(6, 6), None, Lines(8, 13), None, None, None), removals=REMOVALS
    )
    rows = {row.line: row for row in build_rows(make_post(), cleaned, _proofs())}
    assert (rows[13].joined, rows[13].status) == (8, "changed")
    assert (rows[10].joined, rows[10].status) == (0, "gone")

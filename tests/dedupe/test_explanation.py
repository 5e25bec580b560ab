"""Explanations: what a person and a program are told about a cleaning."""

from __future__ import annotations

import json

import pytest

from newsletter.dedupe import clean_text, explain, removals_as_json
from newsletter.dedupe.explanation import sum_up
from newsletter.model import Cleaned, Finding, Lines, Removal, RemovalKind, Severity

TITLED = """---
title: "港の朝に聞こえる声と？"
---

# 港の朝に聞こえる声とは

港では、漁師たちが夜明け前から網を広げて話し合っている。
"""
TOLD_TWICE = """港では、漁師たちが夜明け前から網を広げて話し合っている。

町の食堂はその魚を使い、昼までに定食を用意しておく。

夕方になると、子どもたちが堤防に並んで釣り竿を垂らす。

---END---

港では、漁師たちが夜明け前から網を広げて話し合っている。

町の食堂はその魚を使い、昼までに定食を用意しておく。

夕方になると、子どもたちが堤防に並んで釣り竿を垂らす。
"""


def test_a_better_title_is_told() -> None:
    """When the body has a better form of the title, both are named, in words and as JSON."""
    cleaned = clean_text(TITLED)
    assert "title: 港の朝に聞こえる声とは\n  instead of: 港の朝に聞こえる声と？" in explain(cleaned)
    values = json.loads(removals_as_json(cleaned, "a.md"))
    assert (values["title"], values["source_title"]) == (
        "港の朝に聞こえる声とは",
        "港の朝に聞こえる声と？",
    )


def test_a_title_that_stays_is_not_told() -> None:
    """The same title in front matter and body is no better form."""
    assert "instead of" not in explain(clean_text(TITLED.replace("声と？", "声とは")))


def test_a_restart_is_one_block() -> None:
    """Passages told again in a row are told as one restart, under the sums."""
    text = explain(clean_text(TOLD_TWICE))
    assert text.startswith(f"{len(TOLD_TWICE)} → ")
    assert "removed: 3 repeats, 1 marker" in text
    assert "line 9-13: restart (3 passages told again word for word)" in text


def test_every_removal_is_in_the_json() -> None:
    """One object a document: name, lengths, every removal with lines, twin, similarity."""
    cleaned = clean_text(TOLD_TWICE)
    values = json.loads(removals_as_json(cleaned, "b.md"))
    assert (values["document"], values["source_chars"], values["clean_chars"]) == (
        "b.md",
        len(TOLD_TWICE),
        cleaned.n_chars,
    )
    assert [(each["kind"], each["lines"], each["twin"]) for each in values["removals"]] == [
        ("marker", [7, 7], None),
        ("repeat", [9, 9], [1, 1]),
        ("repeat", [11, 11], [3, 3]),
        ("repeat", [13, 13], [5, 5]),
    ]


def test_nothing_to_explain() -> None:
    """A text in which nothing is removed says so."""
    assert "removed: nothing" in explain(clean_text("港では、漁師たちが話している。\n"))


# ------------------------------------------------------------------ in a line


def cleaned_of(
    *removals: Removal, title: str = "", given: str = "", n_findings: int = 0
) -> Cleaned:
    """A cleaning with these removals."""
    findings = tuple(Finding("leak", Severity.WARNING, f"look {n}") for n in range(n_findings))
    return Cleaned("港。\n", removals, title, 10, findings=findings, given_title=given)


def removal(line: int, twin: int | None = None, kind: RemovalKind = RemovalKind.REPEAT) -> Removal:
    """One line that went; `twin` is the line that stays."""
    lines = None if twin is None else Lines(twin, twin)
    return Removal(kind, "港の朝。", Lines(line, line), "why", "rule", lines, "港の朝。", 0.5)


SUMS = {
    "nothing": (cleaned_of(), ""),
    "one": (cleaned_of(removal(3, 1)), "1 repeat"),
    "several, the most first": (
        cleaned_of(removal(2, kind=RemovalKind.MARKER), removal(3, 1), removal(5, 1)),
        "2 repeats, 1 marker",
    ),
    "one box": (cleaned_of(removal(3, kind=RemovalKind.BOX)), "1 box"),
    "boxes": (cleaned_of(*(removal(n, kind=RemovalKind.BOX) for n in (3, 5))), "2 boxes"),
    "chatter": (cleaned_of(removal(3, kind=RemovalKind.CHATTER)), "1 piece of chatter"),
    "much chatter": (
        cleaned_of(*(removal(n, kind=RemovalKind.CHATTER) for n in (3, 5))),
        "2 pieces of chatter",
    ),
    "a better title": (cleaned_of(title="港の声とは", given="港の声と？"), "title mended"),
    "the title as it was": (cleaned_of(title="港の声とは", given="港の声とは"), ""),
    "a title where there was none": (cleaned_of(title="港の声とは"), ""),
    "findings": (cleaned_of(n_findings=2), "2 to look at"),
    "all of it": (
        cleaned_of(removal(3, 1), title="港の声とは", given="港の声と？", n_findings=1),
        "1 repeat, title mended, 1 to look at",
    ),
}


@pytest.mark.parametrize(("cleaned", "line"), SUMS.values(), ids=SUMS)
def test_a_cleaning_is_summed_up_in_one_line(cleaned: Cleaned, line: str) -> None:
    """What went by its kind, the title, and how much there is to look at."""
    assert sum_up(cleaned) == line


def test_findings_are_told_last() -> None:
    """What an editor should look at, with its rule, in words and as JSON."""
    cleaned = cleaned_of(removal(3, 1), n_findings=2)
    blocks = explain(cleaned).strip().split("\n\n")
    assert blocks[-2:] == ["look at: look 0 (leak)", "look at: look 1 (leak)"]
    found = json.loads(removals_as_json(cleaned, "a.md"))["findings"]
    assert [each["message"] for each in found] == ["look 0", "look 1"]
    assert {each["severity"] for each in found} == {str(Severity.WARNING)}


# ------------------------------------------------------------------ runs

VARIANT, MARKER = RemovalKind.VARIANT, RemovalKind.MARKER
RUNS = {
    "line for line": ([removal(11, 1), removal(13, 3), removal(15, 5)], ["11-15"]),
    "two runs": (
        [removal(11, 1), removal(13, 3), removal(15, 1), removal(17, 3)],
        ["11-13", "15-17"],
    ),
    "a line further down": ([removal(11, 1), removal(14, 3)], ["11", "14"]),
    "a twin further down": ([removal(11, 1), removal(13, 4)], ["11", "13"]),
    "a twin further up": ([removal(11, 3), removal(13, 1)], ["11", "13"]),
    "the same twin": ([removal(11, 3), removal(13, 3)], ["11-13"]),
    "a variant among them": (
        [removal(11, 1), removal(13, 3, VARIANT), removal(15, 5)],
        ["11", "13", "15"],
    ),
    "a marker between": ([removal(11, 1), removal(12, None, MARKER), removal(13, 3)], None),
    "repeats without a twin": ([removal(11), removal(13)], ["11", "13"]),
    "the second without a twin": ([removal(11, 1), removal(13)], ["11", "13"]),
    "the first without a twin": ([removal(11), removal(13, 1)], ["11", "13"]),
}


@pytest.mark.parametrize(("removals", "blocks"), RUNS.values(), ids=RUNS)
def test_repeats_in_the_order_of_their_twins_are_one_restart(
    removals: list[Removal], blocks: list[str] | None
) -> None:
    """Line for line on both sides; everything else is told by itself."""
    text = explain(cleaned_of(*removals))
    told = [line.split(":")[0] for line in text.split("\n") if line.startswith("line ")]
    assert told == [f"line {lines}" for lines in blocks or ["11", "12", "13"]]


def test_a_long_passage_is_told_by_its_beginning() -> None:
    """The lines say where the whole stands; white space is one blank."""
    long = Removal(MARKER, "港 \n の" + "朝" * 100, Lines(1, 2), "why", "rule")
    shown = explain(cleaned_of(long)).split("\n")[3]
    assert shown == "  - 港 の" + "朝" * 68 + "…"
    short = Removal(MARKER, "朝" * 72, Lines(1, 1), "why", "rule")
    assert "…" not in explain(cleaned_of(short))


def test_a_removal_tells_how_alike_it_was() -> None:
    """In percent, where there is a twin; its reason stands below."""
    text = explain(cleaned_of(removal(11, 1, VARIANT)))
    assert "line 11: variant (rule, 50% alike)\n  - 港の朝。\n  = line 1: 港の朝。\n  why" in text
    alone = Removal(MARKER, "---END---", Lines(4, 4), "why", "end-marker")
    assert "line 4: marker (end-marker)\n  - ---END---\n  why" in explain(cleaned_of(alone))

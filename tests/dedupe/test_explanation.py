"""Explanations: what a person and a program are told about a cleaning."""

from __future__ import annotations

import json

from newsletter.dedupe import clean_text, explain, removals_as_json

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
    assert "removed: 3 repeat, 1 marker" in text
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

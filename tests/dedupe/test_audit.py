"""The audit: silent about a true cleaning, loud about every way of cheating it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.dedupe import audit, clean_text
from newsletter.model import Cleaned, Lines, Removal, RemovalKind

SOURCE = """---
title: "港の一日"
---

朝の港では、漁師たちが網を広げて今日の風向きを話し合っている。市場の競りは六時に始まる。

町の食堂はその魚を使い、昼までに120人分の定食を用意しておく。詳しくは[案内](https://example.com/guide)を見てほしい。

---END---

朝の港では、漁師たちが網を広げて今日の風向きを話し合っている。市場の競りは六時に始まる。

夕方になると、子どもたちが堤防に並んで小さな釣り竿を垂らす。
"""
CLEANED = clean_text(SOURCE)
LOST = "町の食堂はその魚を使い、昼までに120人分の定食を用意しておく。"


def rules(cleaned: Cleaned) -> set[str]:
    """The rules that have something to say."""
    return {finding.rule for finding in audit(SOURCE, cleaned)}


def removal(text: str, **changes: object) -> Removal:
    """A removal as a cheat would write it."""
    values: dict[str, object] = {
        "twin": Lines(5, 5),
        "twin_text": "市場の競りは六時に始まる。",
        "similarity": 1.0,
    } | changes
    return Removal(RemovalKind.REPEAT, text, Lines(7, 7), "said elsewhere", "repeat", **values)  # type: ignore[arg-type]


def test_a_true_cleaning_is_proved() -> None:
    """What the deduper did here, marker and restart, is proved without a finding."""
    assert len(CLEANED.removals) == 3
    assert rules(CLEANED) == set()


CHEATS = {
    "a sentence is missing": (replace(CLEANED, body=CLEANED.body.replace(LOST, "")), "lost"),
    "it is called a repeat of something else": (
        replace(
            CLEANED,
            body=CLEANED.body.replace(LOST, ""),
            removals=(*CLEANED.removals, removal(LOST)),
        ),
        "twin",
    ),
    "its twin does not stand": (
        replace(
            CLEANED,
            body=CLEANED.body.replace(LOST, ""),
            removals=(*CLEANED.removals, removal(LOST, twin_text=LOST)),
        ),
        "twin",
    ),
    "its twin has no place": (
        replace(CLEANED, removals=(*CLEANED.removals, removal(LOST, twin=None, twin_text=""))),
        "twin",
    ),
    "a figure is gone with a variant": (
        replace(
            CLEANED,
            body=CLEANED.body.replace("120", "many"),
            removals=(*CLEANED.removals, removal("120人分")),
        ),
        "number",
    ),
    "a link is gone with a variant": (
        replace(
            CLEANED,
            body=CLEANED.body.replace("https://example.com/guide", "/"),
            removals=(*CLEANED.removals, removal("[案内](https://example.com/guide)")),
        ),
        "link",
    ),
    "a name is gone with a variant": (
        replace(CLEANED, removals=(*CLEANED.removals, removal("Toyota社の話だ。"))),
        "name",
    ),
    "a repeat is left": (replace(CLEANED, body=CLEANED.body + "\n" + LOST + "\n"), "repeat"),
    "the end stands first": (
        replace(
            CLEANED,
            body="夕方になると、子どもたちが堤防に並んで小さな釣り竿を垂らす。\n\n"
            + CLEANED.body.rsplit("\n\n", 1)[0]
            + "\n",
            removals=CLEANED.removals[:1],
        ),
        "order",
    ),
}


@pytest.mark.parametrize(("cleaned", "rule"), CHEATS.values(), ids=CHEATS)
def test_every_cheat_is_found(cleaned: Cleaned, rule: str) -> None:
    """Whatever is dropped, invented or moved without an explanation is named by its rule."""
    assert rule in rules(cleaned)


def test_real_posts_are_proved(corpus: tuple[Path, ...]) -> None:
    """On every tenth real post nothing is lost, unnamed or out of its place."""
    for path in corpus[::10]:
        text = path.read_text(encoding="utf-8")
        errors = [
            finding for finding in audit(text, clean_text(text)) if finding.severity == "error"
        ]
        assert not errors, path.name


REFERRED = """[港の案内][guide]を見てほしい。

詳しくは[ここ][more]にある。

[guide]: https://example.com/guide
[more]: https://example.com/more
"""


def test_links_by_reference_are_known() -> None:
    """A removed link is not lost where the same address stands by reference, and the reverse."""
    text = "詳しくは[ここ][more]にある。"
    body = REFERRED.replace(text + "\n\n", "")
    gone = removal(text, twin_text="[港の案内][guide]を見てほしい。")
    lost = Cleaned(body, (gone,), "", len(REFERRED))
    assert "link" in {finding.rule for finding in audit(REFERRED, lost)}
    kept = Cleaned(body + "\n<https://example.com/more>\n", (gone,), "", len(REFERRED))
    assert "link" not in {finding.rule for finding in audit(REFERRED, kept)}


def test_a_disclosure_must_stay_with_its_links() -> None:
    """Whoever removes the note and leaves the affiliate link breaks the law."""
    link = "[港の本](https://www.amazon.co.jp/dp/1?tag=x-22)を読んだ。"
    source = f"※上記リンクはAmazonアソシエイトリンクです\n\n{link}\n"
    note = Removal(RemovalKind.BOX, source.split("\n")[0], Lines(1, 1), "a box", "affiliate-note")
    broken = Cleaned(f"{link}\n", (note,), "", len(source))
    assert {finding.rule for finding in audit(source, broken)} == {"disclosure"}
    assert audit(source, Cleaned(source, (), "", len(source))) == ()


UNTOUCHED = {
    "an address in a sentence": "See <https://example.com/a?b=c> for details. It is short.\n",
    "an address in a tag": '<a href="https://example.com/">港</a>の話。\n',
    "a command": "$ git clone https://example.com/a.git\n",
    "a template tag in a link": "[NEWS]({{ release.tag }}/NEWS.md) is here.\n",
    "a definition": "[a]: https://example.com/a (the title)\n",
    "a refrain": "港は静かだ。\n\n港は静かだ。\n",
}


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED)
def test_what_stands_as_it_stood_is_proved(text: str) -> None:
    """No post that nobody touched is held."""
    assert audit(text, Cleaned(text, (), "", len(text))) == ()

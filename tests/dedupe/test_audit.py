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


STANDS = "港の船は夜明けに沖へ出て、昼までに戻ってくる。"


def gone(text: str, kind: RemovalKind = RemovalKind.REPEAT, twin: str = STANDS) -> Removal:
    """The removal of the third line, said by the first one."""
    rule = "repeat" if kind is RemovalKind.REPEAT else "variant"
    return Removal(kind, text, Lines(3, 3), "said elsewhere", rule, Lines(1, 1), twin, 0.9)


FACTS = {
    # text that stands, text that went, its kind, and what is told
    "a figure is gone": ("港に船がある。", "船は12隻ある。", RemovalKind.VARIANT, {"number"}),
    "a figure is part of another": (
        "船は120隻ある。",
        "船は12隻。",
        RemovalKind.VARIANT,
        {"number"},
    ),
    "a name is gone": ("港に船がある。", "Toyotaの船。", RemovalKind.VARIANT, {"name"}),
    "a name is part of another": ("Toyotasの船。", "Toyotaの船。", RemovalKind.VARIANT, {"name"}),
    "an address is gone": ("港の船。", "港の[船](/ship)。", RemovalKind.VARIANT, {"link"}),
    "a link leads elsewhere": (
        "港の[船](/boat)。",
        "港の[船](/ship)。",
        RemovalKind.VARIANT,
        {"link"},
    ),
    "a bare address is gone": (
        "港の船。",
        "港の船 https://example.com/ship",
        RemovalKind.VARIANT,
        {"link"},
    ),
    "a repeat says another thing": (
        "港に船がある。",
        "町に店がある。",
        RemovalKind.REPEAT,
        {"twin"},
    ),
    "a figure of a heading": (
        "## 3. 港の船",
        "## 3. 港の船12隻",
        RemovalKind.VARIANT,
        {"number"},
    ),
    # what must not be told
    "the number of a heading": ("### 6.1. 港の船", "### 8.1. 港の船", RemovalKind.VARIANT, set()),
    "a figure in wide digits": ("船は１２隻ある。", "船は12隻。", RemovalKind.VARIANT, set()),
    "a figure cut with its text": ("船は120隻ある。", "船は12", RemovalKind.FRAGMENT, set()),
    "a name in other letters": ("TOYOTAの船。", "Toyotaの船。", RemovalKind.VARIANT, set()),
    "a name cut with its text": ("Toyotaの船。", "Toyo", RemovalKind.FRAGMENT, set()),
    "the same address under other words": (
        "港の[舟](/ship)。",
        "港の[船](/ship)。",
        RemovalKind.VARIANT,
        set(),
    ),
    "a repeat in other marks": ("港に**船**がある。", "港に船がある", RemovalKind.REPEAT, set()),
    "a rule": ("港に船がある。", "---", RemovalKind.REPEAT, set()),
}


@pytest.mark.parametrize(("stands", "text", "kind", "told"), FACTS.values(), ids=FACTS)
def test_facts_of_what_went_must_stand(
    stands: str, text: str, kind: RemovalKind, told: set[str]
) -> None:
    """A figure, a name or an address goes only where the result has it, as a whole or cut."""
    source = f"{stands}\n\n{text}\n"
    cleaned = Cleaned(f"{stands}\n", (gone(text, kind, stands),), "", len(source))
    assert {finding.rule for finding in audit(source, cleaned)} == told


TWICE = {
    "a paragraph": (f"{STANDS}\n\n{STANDS}\n", 1),
    "two sentences of a line": (f"{STANDS}{STANDS}\n", 1),
    "three times": (f"{STANDS}\n\n{STANDS}\n\n{STANDS}\n", 1),
    "in other marks": (STANDS + "\n\n" + STANDS.replace("船", "**船**") + "\n", 1),
    "two sentences": (f"{STANDS}{LOST}\n\n{STANDS}{LOST}\n", 2),
    "once": (f"{STANDS}\n\n{LOST}\n", 0),
    "a short one": ("港は静かだ。\n\n港は静かだ。\n", 0),
    "in code": (f"```\n{STANDS}\n```\n\n{STANDS}\n", 0),
    "in a list": (f"- {STANDS}\n\n{STANDS}\n", 0),
    "in a quotation": (f"> {STANDS}\n\n{STANDS}\n", 0),
}


@pytest.mark.parametrize(("body", "n_warnings"), TWICE.values(), ids=TWICE)
def test_prose_that_stands_twice_is_a_warning(body: str, n_warnings: int) -> None:
    """A long sentence of prose that stands twice is told once; lists, code and refrains are not."""
    found = audit(body, Cleaned(body, (), "", len(body)))
    assert [finding.rule for finding in found] == ["repeat"] * n_warnings
    assert all(finding.severity == "warning" for finding in found)

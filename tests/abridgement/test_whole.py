"""The whole of abridging, in every unit and at every length: what holds for any article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.abridgement import abridge_body, explain
from newsletter.abridgement.lengths import measured
from newsletter.model import Abridged, Budget, BudgetUnit, Pins
from newsletter.source.decisions import fingerprint

TOWN = """# 夜の図書館

町の図書館は四月から夜も開き、貸出数を18%伸ばした。館長の高橋さんは、会社帰りの人が増えたと話す。

## 費用

費用は年240万円で、町が全額を出す。職員は二人増えた。夜の来館者は一日に平均85人いる。

- 照明の費用は年80万円である。
- 暖房の費用は年60万円である。
- 職員の費用は年100万円である。

## 課題

しかし、駐車場は足りない。町は来年、北側に40台分を加える計画だ。工事費は3,200万円になる。

隣の市も同じ試みを検討している。市長は六月の議会で、夜間開館の予算案を示す予定だ。

利用者への調査では、62%が夜の開館を続けてほしいと答えた。反対は8%だった。
"""
HARBOUR = """The harbour of Northtown lends 18% more boats since it opened at night. Ms Weber is its head.

Costs rose to $2.4 million a year. The survey asked 1,200 sailors in five villages around it.

However, the lamps are old. The council wants to change them, and to ask members for a small fee.

The harbour in Southtown plans the same. Its mayor will show a budget to the council in June.
"""
ARTICLES = {"ja": TOWN, "en": HARBOUR}
BUDGETS = [
    *(Budget(BudgetUnit.SHARE, share) for share in (0.2, 0.4, 0.6, 0.9)),
    *(Budget(BudgetUnit.CHARS, n) for n in (60, 120, 240, 2000)),
    *(Budget(BudgetUnit.WORDS, n) for n in (12, 24, 48)),
    *(Budget(BudgetUnit.MINUTES, n) for n in (0.1, 0.3, 5)),
]


def abridge(language: str, budget: Budget, *, top: bool = False, link: str = "") -> Abridged:
    """Abridge the article of a language."""
    return abridge_body(
        ARTICLES[language],
        language=language,
        budget=budget,
        title="夜の図書館" if language == "ja" else "The harbour at night",
        top=top,
        link=link,
    )


def name(budget: Budget) -> str:
    """What a budget is called in the list of tests."""
    return f"{budget.amount:g} {budget.unit.value}"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("budget", BUDGETS, ids=name)
def test_an_abridgement_says_how_long_it_is(language: str, budget: Budget) -> None:
    """Within a tenth of its budget, or the note says why it is not."""
    abridged = abridge(language, budget)
    length, amount = measured(abridged.body, ARTICLES[language], language=language, budget=budget)
    assert abs(length - amount) <= 0.1 * amount + 1e-9 or abridged.note
    assert abridged.n_source_chars == len(ARTICLES[language])
    assert abridged.n_chars == len(abridged.body)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("budget", BUDGETS, ids=name)
def test_what_is_kept_stands_in_the_text_and_what_is_cut_does_not(
    language: str, budget: Budget
) -> None:
    """The report and the text agree, candidate by candidate."""
    abridged = abridge(language, budget)
    flat = " ".join(abridged.body.split())
    for choice in abridged.choices:
        sentence = " ".join(choice.text.split())
        if not sentence.startswith("-"):
            assert (sentence in flat) is choice.kept, sentence


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("budget", BUDGETS, ids=name)
def test_the_same_article_gives_the_same_bytes(language: str, budget: Budget) -> None:
    """Every time, in words as well."""
    once, again = abridge(language, budget, top=True), abridge(language, budget, top=True)
    assert once == again
    assert explain(once) == explain(again)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("unit", [BudgetUnit.CHARS, BudgetUnit.SHARE])
def test_a_longer_budget_gives_no_shorter_text(language: str, unit: BudgetUnit) -> None:
    """By more than a sentence: what stands together may be cut together."""
    whole = len(ARTICLES[language]) if unit is BudgetUnit.CHARS else 1.0
    lengths = [
        len(abridge(language, Budget(unit, whole * tenth / 10)).body) for tenth in range(1, 11)
    ]
    longest = 0
    for length in lengths:
        assert length >= longest - 90
        longest = max(longest, length)
    assert lengths[-1] == len(ARTICLES[language])


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_the_top_counts_in_the_budget(language: str, share: float) -> None:
    """And the body does not say the lead again."""
    budget = Budget(BudgetUnit.SHARE, share)
    abridged = abridge(language, budget, top=True)
    assert abridged.lead
    assert abridged.lead not in " ".join(abridged.body.split())
    assert len(abridged.body) <= len(abridge(language, budget).body) + 60


def test_a_heading_stands_over_its_own_text_only() -> None:
    """At no length over nothing, and never over the text of another."""
    sections = {"## 費用": "費用は", "## 課題": "駐車場"}
    for tenth in range(1, 10):
        body = abridge("ja", Budget(BudgetUnit.SHARE, tenth / 10)).body
        lines = [line for line in body.split("\n") if line]
        assert not lines[-1].startswith("#")
        for heading in sections:
            assert body.count(heading) <= 1
        places = [body.find(heading) for heading in sections if heading in body]
        assert places == sorted(places)


def test_a_list_is_whole_or_says_that_there_is_more() -> None:
    """With the address of the article behind "…"."""
    for tenth in range(1, 10):
        budget = Budget(BudgetUnit.SHARE, tenth / 10)
        body = abridge("ja", budget, link="https://a.example/x/").body
        n_items = body.count("の費用は年")
        assert n_items in (0, 3) or "[…](https://a.example/x/)" in body


PINNABLE = [
    "反対は8%だった。",
    "職員は二人増えた。",
    "館長の高橋さんは、会社帰りの人が増えたと話す。",
    "工事費は3,200万円になる。",
]


@settings(max_examples=40)
@given(
    st.sets(st.sampled_from(PINNABLE), max_size=2),
    st.sets(st.sampled_from(PINNABLE), max_size=2),
    st.sampled_from([0.2, 0.4, 0.7]),
)
def test_pins_are_kept_at_every_length(keep: set[str], drop: set[str], share: float) -> None:
    """What an editor wants stands there, and what an editor leaves out does not."""
    drop = drop - keep
    pins = Pins(tuple(map(fingerprint, sorted(keep))), tuple(map(fingerprint, sorted(drop))))
    body = abridge_body(TOWN, language="ja", budget=Budget(BudgetUnit.SHARE, share), pins=pins).body
    assert all(sentence in body for sentence in keep)
    assert not any(sentence in body for sentence in drop)


SCRAPS = {
    "nothing": "",
    "blank lines": "\n\n\n",
    "a heading": "# 港\n",
    "a rule": "---\n",
    "a picture": "![港](a.png)\n",
    "code": "```\nx = 1\n```\n",
    "a definition": "[a]: /b\n",
    "one sentence": "港は静かだ。\n",
    "a comment": "<!-- 港 -->\n",
    "a tag": "{% include a.md %}\n",
}


@pytest.mark.parametrize("body", SCRAPS.values(), ids=SCRAPS)
@pytest.mark.parametrize("budget", BUDGETS[::3], ids=name)
def test_an_article_of_next_to_nothing_makes_no_fault(body: str, budget: Budget) -> None:
    """It is left as it is, or nothing is left of it; nothing is made up."""
    abridged = abridge_body(body, language="ja", budget=budget, title="港", top=True)
    assert abridged.body.strip() in ("", body.strip())
    assert abridged.lead in body
    assert explain(abridged)

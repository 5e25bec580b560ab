"""Lead, key points and preheader: sentences of the article that can be read alone."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.abridgement import abridge_body
from newsletter.abridgement.abridge import (
    MAX_WHOLE_TOP_SHARE,
    OPENING_CHARS,
    _build_top,
    _choose,
    _choose_preheader,
    _discount,
    _read,
)
from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.hanging import Hanging
from newsletter.abridgement.key_points import MAX_POINTS, MIN_POINTS, can_be_point
from newsletter.abridgement.nodes import Material
from newsletter.abridgement.openings import rate_openings
from newsletter.abridgement.scoring import score_candidates
from newsletter.abridgement.selection import Selection, choose_candidates
from newsletter.abridgement.standalone import Standalone, find_standalone, stands_alone
from newsletter.abridgement.top import (
    Top,
    _rank_for_inbox,
    _suits_an_inbox,
    build_preheader,
    build_top,
    find_figures,
)
from newsletter.dedupe import clean_body
from newsletter.model import Abridged, Budget, BudgetUnit, Pins
from newsletter.source.decisions import fingerprint
from newsletter.source.front_matter import split_front_matter
from newsletter.source.inline import plain_text

TITLE = "図書館の夜間開館で貸出が18%増"
SECTIONS = [
    "正直なところ、私も初めは驚きました。皆さんはどう思いますか。",
    "町の図書館は2026年4月から夜も開き、貸出数を18%伸ばした。その理由は会社帰りの人にある。",
    "館長の高橋恵子さんは、夜の来館者が一日に平均85人いると説明した。静かな席が人気だという。",
    "費用は年240万円で、町が全額を負担する。職員の採用は二人にとどまった。",
    "北側の駐車場には来年40台分が加わり、工事費は3,200万円になる。",
    "利用者への調査では、62%が夜の開館を続けてほしいと回答した。反対は8%だった。",
    "隣の若葉市も同じ試みを検討し、市長が六月の議会に予算案を示す予定だ。",
    "県の図書館協会は、夜間開館を行う町が五年間で三倍に増えたと発表した。",
    "しかし、郊外の分館では利用が伸びず、バスの時刻が課題として残っている。",
    "町は秋までに結果をまとめ、翌年度の計画を十月の広報に載せるとしている。",
]
BODY = "\n\n".join(SECTIONS) + "\n"


def abridge(share: float = 0.7, *, top: bool = True) -> Abridged:
    """Abridge the article above."""
    budget = Budget(BudgetUnit.SHARE, share)
    return abridge_body(BODY, language="ja", budget=budget, title=TITLE, top=top)


def test_the_lead_tells_the_news() -> None:
    """The sentence that says what the title says leads, wherever it stands."""
    assert "貸出数を18%伸ばした" in abridge().lead


def test_the_top_is_the_authors() -> None:
    """Lead, key points and preheader stand in the article word for word."""
    abridged = abridge()
    for text in (*abridged.key_points, abridged.preheader):
        assert text in BODY
    assert abridged.lead.split("。")[0] in BODY


def test_key_points_are_some_and_differ() -> None:
    """There are three to five, in the order of the article, none twice, none in the lead."""
    scored = score_candidates(parse_article(BODY), "ja", TITLE)
    found = find_standalone(scored, "ja", TITLE)
    top = build_top(found.alone, found.leads, scored, "ja")
    assert MIN_POINTS <= len(top.points) <= MAX_POINTS
    assert len(set(top.points)) == len(top.points)
    assert [BODY.index(point) for point in top.points] == sorted(map(BODY.index, top.points))
    assert all(point not in top.lead for point in top.points)


def test_the_body_does_not_say_the_lead_again() -> None:
    """Over a body that is shown with its top the lead is not repeated."""
    abridged = abridge()
    assert abridged.lead.split("。")[0] not in abridged.body
    assert "18%伸ばした" in abridge(top=False).body


def test_the_preheader_adds_to_subject_and_top() -> None:
    """It is neither title nor lead nor a key point, and stands not at the head of the body."""
    abridged = abridge()
    assert abridged.preheader
    assert abridged.preheader not in (TITLE, abridged.lead, *abridged.key_points)
    assert abridged.preheader not in abridged.body[:100]
    assert abridged.preheader.endswith("。")


def test_the_top_counts_in_the_length() -> None:
    """Body, lead and key points together keep to the length asked for."""
    for share in (0.5, 0.7):
        abridged = abridge(share)
        texts = [abridged.body, abridged.lead, *abridged.key_points]
        n_chars = sum(len("".join(text.split())) for text in texts)
        total = len("".join(BODY.split()))
        assert n_chars <= 1.1 * share * total or abridged.note


def test_a_post_within_its_budget_has_no_top() -> None:
    """Must not change: what is sent whole needs no lead."""
    abridged = abridge(1.0)
    assert abridged.body == BODY
    assert (abridged.lead, abridged.key_points) == ("", ())


NEWS = "隣の町の図書館が夜の開館を始めるというニュースを聞いた時、私は正直驚きました。"
FACTS = [
    "隣の町の図書館は2026年4月から夜九時まで開き、費用は年240万円になる。",
    "館長の高橋恵子さんは、夜の来館者が一日に平均85人いると説明した。",
    "利用者への調査では、62%が夜の開館を続けてほしいと回答した。",
    "県の図書館協会は、夜間開館を行う町が五年間で三倍に増えたと発表した。",
    "町の図書館は秋までに結果をまとめ、翌年度の計画を十月の広報に載せる。",
]


def lead_of(*sentences: str) -> Abridged:
    """The mail of an article of these sentences, with room for its top."""
    body = "\n\n".join((*sentences, *FACTS, *SECTIONS[3:])) + "\n"
    budget = Budget(BudgetUnit.SHARE, 0.6)
    return abridge_body(body, language="ja", budget=budget, title="図書館が夜の開館", top=True)


def test_a_lead_is_the_news_and_not_the_talk_around_it() -> None:
    """The clause stands word for word, and the sentence it is from not in the body again."""
    abridged = lead_of(NEWS)
    assert "私は正直" not in abridged.lead
    assert "私は正直驚きました" not in abridged.body


def test_talk_at_the_head_goes_when_a_lead_stands() -> None:
    """Must not match: without a lead the author's own beginning may stay."""
    talk = "皆さんは夜の図書館をご存知でしょうか。"
    assert talk not in lead_of(NEWS, talk).body


CHAT = [
    f"皆さんは、{place}の図書館が夜も開いているのを見て、どう思われるでしょうか。" * 2
    for place in ("駅前", "港町", "丘の上", "川の向こう")
] * 2


@pytest.mark.parametrize(("head", "has_lead"), [(CHAT, True), (FACTS[1:4], False)])
def test_a_post_sent_whole_that_begins_with_talk_has_a_lead(
    head: list[str], has_lead: bool
) -> None:
    """Must not change: one that begins with facts; at its budget it has no room for key points."""
    body = "\n\n".join((*head, *SECTIONS)) + "\n"
    budget = Budget(BudgetUnit.SHARE, 1.0)
    abridged = abridge_body(body, language="ja", budget=budget, title=TITLE, top=True)
    assert abridged.body == body
    assert bool(abridged.lead) is has_lead
    assert abridged.key_points == ()


def test_a_post_within_its_budget_has_key_points_where_there_is_room() -> None:
    """They count in the budget, are a fifth of the post at most, and say nothing of its head."""
    another = str.maketrans("町館者0123456789", "市園客1234567890")
    other = [section.translate(another) for section in SECTIONS[1:]]
    body = "\n\n".join((*SECTIONS[1:], *other)) + "\n"
    n_chars = len(body)
    budget = Budget(BudgetUnit.CHARS, 2 * n_chars)
    abridged = abridge_body(body, language="ja", budget=budget, title=TITLE, top=True)
    assert abridged.body == body
    assert not abridged.lead
    points = abridged.key_points
    assert len(points) >= MIN_POINTS
    assert sum(map(len, points)) <= MAX_WHOLE_TOP_SHARE * n_chars
    head = body[:OPENING_CHARS]
    assert not any(point in head for point in points)
    tight = Budget(BudgetUnit.CHARS, n_chars + 30)
    without = abridge_body(body, language="ja", budget=tight, title=TITLE, top=True)
    assert without.key_points == ()


def test_a_box_of_three_is_not_broken_for_the_inbox() -> None:
    """Where no other point takes its place, the line of the inbox is something else or nothing."""
    budget = Budget(BudgetUnit.SHARE, 0.9)
    source = _read("\n\n".join(FACTS) + "\n", "ja", budget, TITLE, "")
    points = [one for one in source.sentences if can_be_point(one, "ja")]
    kept = {one.number for one in points[:MIN_POINTS]}
    others = frozenset(range(len(source.scored))) - kept
    box = Top(key_points=tuple(points[:MIN_POINTS]))
    assert _choose_preheader(source, box, (), others, "") == (box, "")
    shown, preheader = _choose_preheader(source, box, (), frozenset(), "")
    assert preheader
    assert preheader not in shown.points
    assert len(shown.points) >= MIN_POINTS


PLAIN = "町は夜の図書館のために職員を二人採用し、北側の道も広げた。"
WITH_AMOUNT = "町は夜の図書館のために職員を採用し、費用3億円を払った。"
ENOUGH = [
    (PLAIN, 0.9, 0.2, True),
    (PLAIN, 0.89, 1.0, False),
    (PLAIN, 4.0, 0.19, False),
    (WITH_AMOUNT, 0.9, 0.05, True),
    (WITH_AMOUNT, 0.89, 1.0, False),
    (WITH_AMOUNT, 4.0, 0.04, False),
]


@pytest.mark.parametrize(("text", "merit", "opens", "leads"), ENOUGH)
def test_no_lead_is_better_than_a_bad_one(
    text: str, merit: float, opens: float, leads: bool
) -> None:
    """Key points may stand alone; the body then begins with the news."""
    scored = score_candidates(parse_article("\n\n".join(FACTS) + "\n"), "ja", TITLE)
    found = find_standalone(scored, "ja", TITLE)
    sentences, best = found.alone, found.leads[0]
    lead = replace(best, text=text, merit=merit, scored=replace(best.scored, opens=opens))
    top = build_top(sentences, (lead,), scored, "ja")
    assert bool(top.lead) is leads
    assert top.points


def test_a_key_point_has_its_actor() -> None:
    """Must not match: no point speaks of the writer, and none leaves out of whom it speaks."""
    own = [
        "私が見た図書館は、2025年に夜の客が三倍になっていた。",
        "夜の開館を三年続けて62%に達した。",
    ]
    scored = score_candidates(parse_article("\n\n".join((*own, *FACTS)) + "\n"), "ja", TITLE)
    sentences = find_standalone(scored, "ja", TITLE).alone
    points = build_top(sentences, sentences, scored, "ja").points
    assert len(points) >= MIN_POINTS
    assert set(points).isdisjoint(own)


SEED_TITLE = "AIの未来は「土」にあり？希土類元素が握るインフラの真意とは"
SEED = Path(__file__).parents[2] / "seeds" / "2025-11-02-ai-rare-earth.md"


def test_the_beginning_of_the_body_says_no_key_point_again() -> None:
    """What the box said, a reader has still in the ear."""
    body = clean_body(split_front_matter(SEED.read_text("utf-8"))[1]).body
    budget = Budget(BudgetUnit.MINUTES, 4)
    abridged = abridge_body(body, language="ja", budget=budget, title=SEED_TITLE, top=True)
    opening = "".join(plain_text(abridged.body).split())[:OPENING_CHARS]
    points = ["".join(point.split()) for point in abridged.key_points]
    assert points
    assert not [point for point in points if point in opening]


def test_what_a_key_point_says_counts_for_less_in_the_body(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Must not change: what nobody says above it."""
    body = clean_body(split_front_matter(SEED.read_text("utf-8"))[1]).body
    source = _read(body, "ja", Budget(BudgetUnit.MINUTES, 4), SEED_TITLE, "")
    asked: list[Material] = []

    def choose(material: Material, amount: float) -> Selection:
        asked.append(material)
        return choose_candidates(material, amount)

    monkeypatch.setattr("newsletter.abridgement.abridge.choose_candidates", choose)
    _, shown = _choose(source, frozenset(), frozenset(), is_shown=True)
    rated = [one.part_scores for one in asked[-1].scored]
    alone = [one.part_scores for one in source.scored]
    cheaper = {at for at, parts in enumerate(rated) if parts != alone[at]}
    assert cheaper == set(shown.point_numbers)
    assert all(rated[at] == tuple(0.3 * part for part in alone[at]) for at in cheaper)


def test_only_what_is_told_counts_for_less() -> None:
    """By three tenths; must not change: its score as a beginning, a close, a point, and others."""
    scored = score_candidates(parse_article("\n\n".join(FACTS) + "\n"), "ja", TITLE)
    found = _discount(scored, {1})
    assert found[1].part_scores == tuple(0.3 * part for part in scored[1].part_scores)
    assert found[1] == replace(scored[1], part_scores=found[1].part_scores)
    assert (found[0], *found[2:]) == (scored[0], *scored[2:])


def test_a_mail_without_a_lead_has_its_key_points(monkeypatch: pytest.MonkeyPatch) -> None:
    """They count in the budget, and the beginning of the body says none of them again."""
    monkeypatch.setattr("newsletter.abridgement.lead.MIN_LEAD_MERIT", 99.0)
    body = clean_body(split_front_matter(SEED.read_text("utf-8"))[1]).body
    budget = Budget(BudgetUnit.MINUTES, 4)
    abridged = abridge_body(body, language="ja", budget=budget, title=SEED_TITLE, top=True)
    alone = abridge_body(body, language="ja", budget=budget, title=SEED_TITLE)
    assert abridged.lead == ""
    assert len(abridged.key_points) >= MIN_POINTS
    assert len(abridged.body) < len(alone.body)
    opening = "".join(plain_text(abridged.body).split())[:OPENING_CHARS]
    assert not [point for point in abridged.key_points if "".join(point.split()) in opening]


def test_the_line_of_the_inbox_is_a_point_and_the_next_takes_its_place() -> None:
    """The inbox shows the weightiest thing beside the lead; the box still has three, none of it."""
    body = clean_body(split_front_matter(SEED.read_text("utf-8"))[1]).body
    scored = score_candidates(parse_article(body), "ja", SEED_TITLE)
    scored = rate_openings(scored, "ja", SEED_TITLE, "")
    readable = find_standalone(scored, "ja", SEED_TITLE)
    first = build_top(readable.alone, readable.leads, scored, "ja", title=SEED_TITLE)
    budget = Budget(BudgetUnit.MINUTES, 4)
    abridged = abridge_body(body, language="ja", budget=budget, title=SEED_TITLE, top=True)
    assert abridged.preheader in first.points
    assert abridged.preheader not in abridged.key_points
    assert len(abridged.key_points) >= MIN_POINTS


def test_the_box_is_filled_again_where_that_fits() -> None:
    """A longer point would make the mail longer than was asked for: then the box stays."""
    body = clean_body(split_front_matter(SEED.read_text("utf-8"))[1]).body
    source = _read(body, "ja", Budget(BudgetUnit.MINUTES, 4), SEED_TITLE, "")
    box = _build_top(source, frozenset())
    filled, line = _choose_preheader(source, box, (), frozenset(), "")
    assert line in box.points
    length = sum(map(source.measure, filled.texts))
    assert _choose_preheader(source, box, (), frozenset(), "", length) == (filled, line)
    stays, other = _choose_preheader(source, box, (), frozenset(), "", length - 1)
    assert stays == box
    assert other not in box.points


def test_what_an_editor_leaves_out_is_no_line_of_the_inbox() -> None:
    """Nor is it a lead or a key point."""
    body = clean_body(split_front_matter(SEED.read_text("utf-8"))[1]).body
    budget = Budget(BudgetUnit.MINUTES, 4)
    said = abridge_body(body, language="ja", budget=budget, title=SEED_TITLE, top=True).preheader
    assert said
    pins = Pins(drop=(fingerprint(said),))
    abridged = abridge_body(
        body, language="ja", budget=budget, title=SEED_TITLE, top=True, pins=pins
    )
    assert said not in (abridged.preheader, abridged.lead, *abridged.key_points)


ALONE = [
    ("ja", True, "町の図書館は四月から夜も開き、貸出数を18%伸ばした。"),
    ("ja", False, "これは町の図書館が四月から始めた試みである。"),
    ("ja", False, "彼らは四月から夜も図書館を開け、貸出を伸ばした。"),
    ("ja", False, "なぜ町の図書館は四月から夜も開いているのか。"),
    ("ja", False, "もし夜も図書館が開いていれば、町の人は喜ぶだろう。"),
    ("ja", False, "この記事では、町の図書館の夜間開館について詳しく解説します。"),
    ("ja", False, "以下の通り、町の図書館は三つの点を変えている："),
    ("ja", False, "夜も開く。"),
    ("en", True, "The library of Northtown opened at night and lends 18% more books."),
    ("en", False, "It opened at night in April and lends 18% more books than before."),
    ("en", False, "However, the library of Northtown still lacks a car park for guests."),
    ("en", False, "In this post we will look at the library of Northtown and its nights."),
]


@pytest.mark.parametrize(("language", "alone", "sentence"), ALONE)
def test_standing_alone(language: str, alone: bool, sentence: str) -> None:
    """A sentence that points, asks, guesses or promises cannot be read alone."""
    assert stands_alone(sentence, language) is alone


def pick_line(title: str, *texts: str, lead: str = "町は橋を直した。") -> str:
    """The line of the inbox among these sentences, which weigh the same."""
    scored = score_candidates(parse_article("\n\n".join(texts) + "\n"), "ja")
    sentences = [
        Standalone(replace(one, score=1.5, needs_before=0.0, hanging=Hanging(0.0, 0.0)), text, 0.0)
        for one, text in zip(scored, texts, strict=True)
    ]
    return build_preheader(sentences, (), (lead,), language="ja", title=title, excerpt="")


ABOUT = "木橋の修理は駅の商店街の客を増やす。"
ASIDE = "県の議会は港の灯台の職員を探している。"
FIGURE = "県の議会は港の灯台に3億円を払っている。"
GUESS = "木橋の修理は駅の商店街の客を増やすかもしれない。"
SUBJECT = "町営の木橋の修理、その真意は"
LINES = [
    (SUBJECT, (ASIDE, ABOUT), ABOUT),
    (SUBJECT, (ASIDE, FIGURE), FIGURE),
    (SUBJECT, (ASIDE,), ""),
    ("", (ASIDE,), ASIDE),
    (SUBJECT, ("町営の木橋の修理の真意は重い。",), ""),
]


@pytest.mark.parametrize(("title", "texts", "line"), LINES)
def test_the_line_of_the_inbox_speaks_of_the_subject(
    title: str, texts: tuple[str, ...], line: str
) -> None:
    """Must not be said: an aside without a figure under a subject, and the subject again."""
    assert pick_line(title, *texts) == line


def test_an_aside_stands_in_the_inbox_where_no_lead_would() -> None:
    """Without a lead an inbox would show how the body begins."""
    assert pick_line(SUBJECT, ASIDE, lead="") == ASIDE


def rate_line(text: str, score: float) -> Standalone:
    """A sentence with a score that nothing else changes."""
    (scored,) = score_candidates(parse_article(text + "\n"), "ja")
    scored = replace(scored, score=score, opens=0.0, needs_before=0.0, hanging=Hanging(0.0, 0.0))
    return Standalone(scored, text, 0.0)


def pick_rated(
    *rated: tuple[str, float], title: str = "", lead: str = "", excerpt: str = ""
) -> str:
    """The line of the inbox among sentences of these scores."""
    lines = [rate_line(text, score) for text, score in rated]
    return build_preheader(lines, (), (lead,), language="ja", title=title, excerpt=excerpt)


def make_long(n_chars: int) -> str:
    """A sentence of so many wide characters."""
    head, end = "町の図書館は", "の人々へ本を貸している。"
    return head + "北" * (n_chars - len(head) - len(end)) + end


LONG = [
    (54, 1.9, True),
    (55, 1.9, False),
    (55, 2.3, True),
]


@pytest.mark.parametrize(("n_chars", "score", "is_taken"), LONG)
def test_what_fits_in_translation_goes_before_the_rest(
    n_chars: int, score: float, is_taken: bool
) -> None:
    """Up to 108 columns; beyond them half a weight more is wanted."""
    text = make_long(n_chars)
    assert (pick_rated((ASIDE, 1.6), (text, score)) == text) is is_taken


ABOUT_ENOUGH = [
    (ASIDE, 1.5, 0.1, True),
    (ASIDE, 1.5, 0.09, False),
    (ASIDE, 2.0, 0.09, True),
    (FIGURE, 0.7, 0.0, True),
    (GUESS, 3.0, 0.2, True),
    (GUESS, 3.0, 0.19, False),
]


@pytest.mark.parametrize(("text", "score", "about", "suits"), ABOUT_ENOUGH)
def test_how_much_of_the_subject_a_line_names(
    text: str, score: float, about: float, suits: bool
) -> None:
    """A tenth makes it no aside; what may come is said of the subject only, which is a fifth."""
    assert _suits_an_inbox(rate_line(text, score), "ja", about, (), is_led=True) is suits


def test_a_figure_counts_in_the_inbox_where_it_is_of_the_subject() -> None:
    """From a tenth of the subject on."""
    line = rate_line(FIGURE, 1.0)
    (*_, of_subject), (*_, aside) = (
        _rank_for_inbox(line, "ja", about, ()) for about in (0.1, 0.0999)
    )
    assert aside - of_subject == pytest.approx(0.5, abs=0.01)


def weigh_line(opens: float = 1.0, about: float = 0.0) -> float:
    """What a sentence without a figure is worth in the inbox."""
    line = rate_line(ASIDE, 1.0)
    line = replace(line, scored=replace(line.scored, opens=opens))
    *_, cost = _rank_for_inbox(line, "ja", about, ())
    return -cost


GAINS = [
    # seven tenths of the logarithm of its chance, down to one in a thousand
    (weigh_line(0.5), weigh_line(0.25), 0.7 * math.log(2)),
    (weigh_line(0.002), weigh_line(0.001), 0.7 * math.log(2)),
    (weigh_line(0.001), weigh_line(0.0), 0.0),
    # what it names of the subject: four tenths are enough
    (weigh_line(about=0.2), weigh_line(about=0.0), 0.75),
    (weigh_line(about=0.4), weigh_line(about=0.0), 1.5),
    (weigh_line(about=0.9), weigh_line(about=0.4), 0.0),
]


@pytest.mark.parametrize(("better", "other", "gain"), GAINS)
def test_what_a_line_gains_by_chance_and_subject(better: float, other: float, gain: float) -> None:
    """Must not gain: a chance below one in a thousand, more of the subject than four tenths."""
    assert better - other == pytest.approx(gain)


SAID = [
    # an amount that subject or lead say is no figure of the inbox
    ("町、3億円の橋", "", FIGURE, ""),
    ("町の橋", "町は3億円で橋を直した。", FIGURE, ""),
    ("町の橋", "町は橋を直した。", FIGURE, FIGURE),
    ("町、4億円の橋", "町は橋を直した。", FIGURE, FIGURE),
    # one thing more, as the author himself calls it
    ("町の木橋", "町は木橋を直した。", "町が木橋の灯台も直した点も見逃せません。", ""),
    ("町の木橋", "", "町が木橋の灯台も直した点も見逃せません。", "same"),
    ("町の木橋", "町は木橋を直した。", "町が木橋の灯台を直した事故は見逃せません。", "same"),
]


@pytest.mark.parametrize(("title", "lead", "text", "line"), SAID)
def test_the_line_of_the_inbox_says_something_new(
    title: str, lead: str, text: str, line: str
) -> None:
    """Must not change: another amount, and what stands there where no lead would."""
    lead = lead or ("町は橋を直した。" if "億" in title else "")
    found = pick_rated((text, 0.8 if text == FIGURE else 1.6), title=title, lead=lead)
    assert found == (text if line == "same" else line)


@pytest.mark.parametrize(("score", "is_taken"), [(2.1, False), (2.3, True)])
def test_what_is_not_says_little_in_the_inbox(score: float, is_taken: bool) -> None:
    """It is worth .6 more than what is."""
    text = "県の議会は港の灯台の職員を雇っていません。"
    assert (pick_rated((ASIDE, 1.6), (text, score)) == text) is is_taken


OWN = [
    ("町の橋の修理は、単なる工事にとどまらない大きな事業ではない。", False),
    ("町は、港の灯台の職員の給料を来年も上げません。", True),
    ("町は北の港の古い木橋を今年の四月に直した。", False),
    ("町は北の港の古い木橋を今年の四月に3億円で直した。", True),
]


@pytest.mark.parametrize(("excerpt", "is_taken"), OWN)
def test_the_authors_own_line_adds_to_the_lead(excerpt: str, is_taken: bool) -> None:
    """Must not be said: that it is more than this, and the lead again without another amount."""
    lead = "町は北の港の古い木橋を今年の四月に直したと町長が言った。"
    assert (pick_rated(title="町の橋", lead=lead, excerpt=excerpt) == excerpt) is is_taken


LATIN = [("en", 360, True), ("en", 361, False), ("ja", 160, True), ("ja", 161, False)]


@pytest.mark.parametrize(("language", "n_chars", "leads"), LATIN)
def test_how_long_a_lead_may_be(language: str, n_chars: int, leads: bool) -> None:
    """In Latin letters twice as long and more."""
    (scored,) = score_candidates(parse_article(FACTS[0] + "\n"), "ja")
    text = "x" * (n_chars - 1) + "."
    lead = Standalone(replace(scored, opens=0.9), text, 2.0)
    assert (build_top((), (lead,), (scored,), language).lead == text) is leads


@pytest.mark.parametrize("head", [CHAT[:4], FACTS[1:4]])
def test_the_news_in_the_midst_of_talk_leads_a_post_sent_whole(head: list[str]) -> None:
    """Without the talk; must not match: a beginning of facts."""
    body = "\n\n".join((head[0], NEWS, *head[1:], *SECTIONS)) + "\n"
    budget = Budget(BudgetUnit.SHARE, 1.0)
    abridged = abridge_body(body, language="ja", budget=budget, title="図書館が夜の開館", top=True)
    assert abridged.body == body
    assert abridged.lead.startswith(NEWS[:16]) is (head == CHAT[:4])


FIGURES = [
    ("町、3億円の橋", "", 1),
    ("町、3億円の橋", "町は3億円で橋を直す。", 0),
    ("町、4億円の橋", "", 0),
    ("町の橋", "", 0),
]


@pytest.mark.parametrize(("title", "lead", "n_kept"), FIGURES)
def test_the_figure_of_the_event_stays_in_the_box(title: str, lead: str, n_kept: int) -> None:
    """Must not match: what the lead gives, another amount, a title without one."""
    scored = score_candidates(parse_article(f"{ASIDE}\n\n{FIGURE}\n"), "ja")
    points = tuple(
        Standalone(one, text, 0.0) for one, text in zip(scored, (ASIDE, FIGURE), strict=True)
    )
    assert len(find_figures(Top(lead=lead, key_points=points), title)) == n_kept

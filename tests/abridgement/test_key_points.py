"""Which sentences are key points, and which are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.key_points import (
    ALSO_COST,
    EVENT_WORTH,
    FACT_WORTH,
    FAIR_MERIT,
    GOOD_MERIT,
    MAX_NEEDS,
    SAYS_WORTH,
    WHOLE_SHARE,
    can_be_point,
    find_points,
    get_merit,
)
from newsletter.abridgement.news_clauses import without_filler
from newsletter.abridgement.scoring import score_candidates
from newsletter.abridgement.standalone import Standalone, find_standalone
from newsletter.abridgement.talk import advises

POINTS = [
    ("ja", True, "館長の高橋恵子さんは、夜の来館者が一日に平均85人いると説明した。"),
    ("ja", True, "この20年で図書館の客は三倍になった。"),
    ("ja", True, "町の図書館は、その本を夜も100冊貸している。"),
    ("ja", False, "町の図書館は、これらの課題を夜の開館で解決した。"),
    ("ja", False, "夜の開館は、その実現を早める土台となった。"),
    ("ja", False, "重要なのは、町が費用を払い続けることだ。"),
    ("ja", False, "最も大きいのは、夜の職員が足りないことだ。"),
    ("ja", False, "私は夜の図書館で三冊の本を借りた。"),
    ("ja", True, "県の私立大学は、夜の図書館に3億円を出した。"),
    ("ja", True, "私鉄の各社は、運賃を8%引き上げると発表した。"),
    ("ja", True, "住民の7割が、夜の開館に賛成だと思っている。"),
    ("ja", False, "夜の図書館が三倍に増えるのは早いと思っている。"),
    ("ja", True, "町は住民1,200人に夜の図書館への意見を聞いた。"),
    ("ja", True, "震災の経験から、町は3億円で堤防を高くした。"),
    ("ja", False, "私の経験から、図書館は夜に客が2倍に増えた。"),
    ("ja", True, "主君が建てた城は、2026年に三度目の改修を終えた。"),
    ("ja", False, "町の客は三倍に近い数になるかもしれない。"),
    ("ja", True, "町の市場は2030年に8,028億円に達する可能性がある。"),
    ("ja", False, "かつて、町の図書館は夜に閉まっていた。"),
    ("ja", True, "夜の開館を続けることで、図書館は客の満足を高める。"),
    ("ja", True, "夜の開館によって、客の満足が高まる。"),
    ("ja", False, "夜の開館によって、客の満足を高める。"),
    ("ja", False, "2026年には県の港に新しい本を120冊置く。"),
    ("ja", False, "北の分館では夜に新しい本を120冊置く。"),
    ("ja", True, "Northtownの図書館は、客の満足を高める。"),
    ("ja", True, "「夜の図書館」という試みは、客の満足を高める。"),
    ("ja", True, "町の図書館は、客の満足を高める計画を発表した。"),
    ("ja", False, "町の客が三倍に増える可能性は十分にあります。"),
    ("ja", False, "町の費用をだれが払うのかが問われています。"),
    ("en", False, "My first job was in the library of Northtown, which opens at night."),
    ("ja", False, "町は夜の職員の費用を払うべきです。"),
    ("ja", True, "町は夜の職員の費用を年240万円払うべきです。"),
    ("ja", False, "三年で客が増えれば貸出も伸びる、と。"),
    ("en", True, "The library of Northtown lends 18% more books since it opens at night."),
    ("en", False, "Use the library at night, since it lends 18% more books than before."),
    ("ja", False, "機能（本文が長い時に働く）として三つを並べる。"),
    ("en", False, "The fix required a library that lends 18% more books."),
    ("en", True, "The fix of the county required a library that lends 18% more books."),
    ("en", True, "The Northtown library required 18% more books."),
    ("en", True, "Start-ups of the county raised 5 million for a library at night."),
    ("en", True, "Build times fell by 40% after the library moved to Northtown."),
    ("en", False, "Build a library that lends 18% more books than the one before."),
    ("en", False, "The library might lend 18% more books when it opens at night."),
]


@pytest.mark.parametrize(("language", "is_point", "text"), POINTS)
def test_a_key_point_is_a_claim_with_its_actor(language: str, is_point: bool, text: str) -> None:
    """Must not match: a pointer, a remark that something matters, the writer, a guess."""
    scored = score_candidates(parse_article(text + "\n"), language)
    sentence = Standalone(scored[0], text, 1.0)
    assert can_be_point(sentence, language) is is_point


WITH_FILLER = [
    (False, "個人的には、町の新しい橋は県で最も優れた橋になり、3年で客を2倍に伸ばす。"),
    (False, "あなたが投資家である場合ですが、町の株で出た損失は3年の間、税から控除できる。"),
    (False, "私は信じていませんが、町の工場は2025年に黒字へ転じて利益は300億円に達する。"),
    (True, "また、町の工場は2025年に黒字へ転じて利益は300億円に達する。"),
    (True, "しかし、町の新しい橋は3年で客を2倍に伸ばす。"),
]


@pytest.mark.parametrize(("is_point", "whole"), WITH_FILLER)
def test_a_point_keeps_for_whom_it_holds(is_point: bool, whole: str) -> None:
    """Must not match: an opinion, a condition, a disbelief; the words that say so are no filler."""
    (scored,) = score_candidates(parse_article(whole + "\n"), "ja")
    text = without_filler(whole, "ja")
    assert (text != whole) is is_point
    sentence = Standalone(replace(scored, needs_before=0.0), text, 1.0)
    assert can_be_point(sentence, "ja") is is_point


ADVICE = [
    ("町は費用を払う必要があります。", True),
    ("町は費用を払うべきだ。", True),
    ("町には費用を払ってほしい。", True),
    ("町は新しい橋をほしいと言った。", False),
    ("The town must pay for the lamps.", True),
    ("町は費用を払いました。", False),
    ("The town pays for the lamps.", False),
]


@pytest.mark.parametrize(("text", "expected"), ADVICE)
def test_advice(text: str, expected: bool) -> None:
    """Must not match: what was done."""
    assert advises(text) is expected


WORTH = [
    ("町の費用は240万円だ。", FACT_WORTH),
    ("町は費用の増額を発表した。", EVENT_WORTH),
    ("町によると費用は足りている。", SAYS_WORTH),
    ("町も費用を出している。", -ALSO_COST),
    ("町は費用を出している。", 0.0),
    ("町はLEDの費用を出している。", 0.0),
    ("町は客からも費用を集める。", 0.0),
]


@pytest.mark.parametrize(("text", "worth"), WORTH)
def test_what_a_point_gains_by_its_words(text: str, worth: float) -> None:
    """A figure, an event, a source; must not gain: a name; must not lose: "also" inside."""
    (scored,) = score_candidates(parse_article(text + "\n"), "ja")
    merit = scored.score + WHOLE_SHARE
    assert get_merit(Standalone(scored, text, 1.0)) == pytest.approx(merit + worth)


@pytest.mark.parametrize(("needs", "is_point"), [(0.1, True), (MAX_NEEDS + 0.01, False)])
def test_what_needs_its_neighbour_is_no_point(needs: float, is_point: bool) -> None:
    """The learned likelihood decides where no word shows it."""
    text = "町の図書館は、その本を夜も100冊貸している。"
    (scored,) = score_candidates(parse_article(text + "\n"), "ja")
    sentence = Standalone(replace(scored, needs_before=needs), text, 1.0)
    assert can_be_point(sentence, "ja") is is_point


def test_fair_points_only_make_up_three() -> None:
    """Good ones stand up to five; a mail without three fair ones has no box."""
    texts = [
        "高橋恵子は駐車場を歩いている。",
        "山田太郎は図書館に通っている。",
        "若葉市の議会が鉄道を支えている。",
        "北の分館は夜の職員を探している。",
        "県の協会が港の灯台を守っている。",
    ]
    scored = score_candidates(parse_article("\n\n".join(texts) + "\n"), "ja")

    def count(*merits: float) -> int:
        sentences = [
            Standalone(replace(one, score=merit, needs_before=0.0), text, 0.0)
            for one, text, merit in zip(scored, texts, merits, strict=True)
        ]
        return len(find_points(sentences, (), "", "ja"))

    good, fair, poor = GOOD_MERIT + 0.01, FAIR_MERIT + 0.01, FAIR_MERIT - 0.01
    assert count(good, good, good, good, good) == 5
    assert count(good, good, good, good, fair) == 4
    assert count(good, fair, fair, fair, fair) == 3
    assert count(good, good, poor, poor, poor) == 0


@pytest.mark.parametrize("n_sentences", range(8))
def test_three_to_five_or_none(n_sentences: int) -> None:
    """Two points are no box."""
    names = ("高橋恵子", "山田太郎", "若葉市", "県の協会", "北の分館", "町の議会", "港の学校")
    facts = ("費用", "駐車場", "職員", "貸出", "調査", "予算", "鉄道")
    body = "\n\n".join(
        f"{name}は2026年に{fact}を{number}3%増やすと発表した。"
        for number, (name, fact) in enumerate(zip(names, facts, strict=True), 1)
    )
    scored = score_candidates(parse_article(body + "\n"), "ja", "町の2026年")
    sentences = find_standalone(scored, "ja", "町の2026年").alone[:n_sentences]
    points = find_points(sentences, (), "", "ja")
    assert len(points) == (0 if n_sentences < 3 else min(5, len(sentences)))


AMOUNTS = [
    ("町、7億円の橋", "", True),
    ("町、7億円の橋", "町は7億円で橋を直す。", False),
    ("町、8億円の橋", "", False),
    ("町の橋", "", False),
]


@pytest.mark.parametrize(("title", "above", "is_first"), AMOUNTS)
def test_the_amount_of_the_title_is_a_key_point(title: str, above: str, is_first: bool) -> None:
    """Where the lead does not give it; must not match: another amount, or none."""
    texts = [f"{name}は{n}億円を橋に払う。" for n, name in enumerate(("県", "国", "市", "村"), 1)]
    texts += ["港の会は5億円を駅に貸す。", "北の店は6億円を堤に使う。", "山の人は7億円を丘に積む。"]
    scored = score_candidates(parse_article("\n\n".join(texts) + "\n"), "ja")
    sentences = [
        Standalone(replace(one, score=3.0 - at / 10, needs_before=0.0), text, 0.0)
        for at, (one, text) in enumerate(zip(scored, texts, strict=True))
    ]
    found = [one.text for one in find_points(sentences, (), above, "ja", title=title)]
    assert (texts[-1] in found) is is_first

"""Which sentences are key points, and which are not."""

from __future__ import annotations

import pytest

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.key_points import can_be_point, find_points, get_merit
from newsletter.abridgement.scoring import score_candidates
from newsletter.abridgement.standalone import Standalone, advises, find_standalone

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
    ("ja", False, "町の客は三倍になるかもしれない。"),
    ("ja", False, "かつて、町の図書館は夜に閉まっていた。"),
    ("ja", False, "夜の開館を続けることで、図書館は客の満足を高める。"),
    ("ja", False, "AIの導入は、客の満足を高める。"),
    ("ja", True, "Northtownの図書館は、客の満足を高める。"),
    ("ja", True, "「夜の図書館」という試みは、客の満足を高める。"),
    ("ja", True, "町の図書館は、客の満足を高める計画を発表した。"),
    ("ja", False, "事実、町の図書館は夜の客を三倍に増やした。"),
    ("ja", False, "町の客が三倍に増える可能性は十分にあります。"),
    ("ja", False, "町の費用をだれが払うのかが問われています。"),
    ("en", False, "My first job was in the library of Northtown, which opens at night."),
    ("ja", False, "町は夜の職員の費用を払うべきです。"),
    ("ja", True, "町は夜の職員の費用を年240万円払うべきです。"),
    ("ja", False, "三年で客が増えれば貸出も伸びる、と。"),
    ("en", True, "The library of Northtown lends 18% more books since it opens at night."),
    ("en", False, "Use the library at night, since it lends 18% more books than before."),
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


ADVICE = [
    ("町は費用を払う必要があります。", True),
    ("町は費用を払うべきだ。", True),
    ("The town must pay for the lamps.", True),
    ("町は費用を払いました。", False),
    ("The town pays for the lamps.", False),
]


@pytest.mark.parametrize(("text", "expected"), ADVICE)
def test_advice(text: str, expected: bool) -> None:
    """Must not match: what was done."""
    assert advises(text) is expected


def test_figures_stand_before_names() -> None:
    """A figure adds to a key point, a name a little."""
    texts = ("町の費用は240万円だ。", "町はLEDの費用を出した。", "町は費用を出した。")
    scored = score_candidates(parse_article("\n\n".join(texts) + "\n"), "ja")
    merits = [get_merit(Standalone(scored[0], text, 1.0)) for text in texts]
    assert merits == sorted(merits, reverse=True)
    assert len(set(merits)) == len(merits)


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
    sentences = find_standalone(scored, "ja", "町の2026年")[:n_sentences]
    points = find_points(sentences, (), "", "ja")
    assert len(points) == (0 if n_sentences < 3 else min(5, len(sentences)))

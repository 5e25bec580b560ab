"""Which sentences can be read alone, and which need an article around them."""

from __future__ import annotations

import pytest

from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    SentenceRun,
    parse_article,
)
from newsletter.abridgement.names import speaks_of_others
from newsletter.abridgement.scoring import Scored, score_candidates
from newsletter.abridgement.standalone import (
    BACKGROUND_COST,
    CHANGE_WORTH,
    CHATTER_COST,
    FACT_WORTH,
    HEDGE_COST,
    NO_TOPIC_COST,
    OPENING_WORTH,
    TITLE_WORTH,
    can_lead,
    find_standalone,
    flat,
    has_latin_length,
    is_whole,
    min_chars,
    says_again,
    stands_alone,
    stands_for_more,
)
from newsletter.abridgement.talk import only_tells
from newsletter.model import Lines

ALONE = [
    pytest.param(
        "ja", "町の図書館は四月から昼だけではなく夜も開き、貸出数を伸ばした。", id="not only but"
    ),
    ("ja", "町の図書館は四月から夜も開き、貸出数を18%伸ばした。"),
    ("ja", "館長の高橋恵子さんは「席は足りている」と説明した。"),
    ("ja", "北側の駐車場には40台分が加わり、その工事費は3,200万円になる。"),
    ("ja", "今回の発表の核心は、町の図書館が四月から夜も開くという点だ。"),
    ("ja", "従来の橋は、前世代の橋と比較して、長さが三倍だった。"),
    ("ja", "町の図書館は単なる倉庫ではなく、夜も客が集まる場所だ。"),
    ("ja", "町の図書館という場所は、四月から夜も開いている。"),
    ("ja", "朝市には毎週土曜日、二百人を超える客が港に集まる！"),
    ("en", "The town library now opens at night and lends 18% more books."),
    ("en", "The council says that the lamps are the oldest bridges in the county."),
    ("en", "Painters of the harbour bridge work through the winter nights."),
    ("en", "The council says that lamps are cheaper than paint for bridges."),
    ("en", "The library opened a hall this summer and lends 18% more books."),
    ("ja", "今回の発表では、町の図書館が四月から夜も開くという。"),
    ("zh", "镇上的图书馆从四月起晚上开放，借阅量增长了百分之十八。"),
    ("ko", "마을 도서관은 사월부터 밤에도 문을 열어 대출이 크게 늘었다."),
    ("de", "Die Bücherei der Stadt öffnet seit April auch in der Nacht."),
    ("fr", "La bibliothèque de la ville ouvre le soir depuis le mois d'avril."),
]
NOT_ALONE = [
    pytest.param("ja", "図書館は夜も開く。", id="too short"),
    pytest.param("ja", "町の図書館は四月から夜も開き、貸出数を18%伸ばした", id="no end"),
    pytest.param("ja", "しかし、町の図書館は四月から夜も開き、貸出数を伸ばした。", id="turns"),
    pytest.param("ja", "また、町の図書館は四月から夜も開き、貸出数を伸ばした。", id="goes on"),
    pytest.param("ja", "これは町の図書館が四月から夜も開いたという話である。", id="points"),
    pytest.param("ja", "町の図書館がその四月に夜も開き、貸出数を18%伸ばした。", id="points inside"),
    pytest.param("ja", "もし町の図書館が夜も開けば、貸出数は18%伸びることになる。", id="if"),
    pytest.param("ja", "町の図書館の夜の客が、この四月から二倍に増えたからです。", id="reason"),
    pytest.param("ja", "町の図書館は四月から夜も開き、客が増えたわけです。", id="explains"),
    pytest.param("ja", "町の図書館が四月から始める夜の試みを覗いてみよう。", id="calls"),
    pytest.param("ja", "極めつけは、町の図書館が始めた四月の夜の試みである。", id="tops a row"),
    pytest.param("ja", "席が四十もあるという現状も、町の図書館では珍しくない。", id="adds"),
    pytest.param("ja", "前世代の橋と比較して、長さが最大三倍に伸びたと謳う。", id="compares"),
    pytest.param("ja", "図書館が夜も開く一方で、こうした町の試みは増えていない。", id="such"),
    pytest.param(
        "ja", "川や橋を調べるなど、町の人々もこの動きに積極的に関わった。", id="also in this"
    ),
    pytest.param("ja", "町が図書館を夜も開こうとするのも、この文脈で理解できる。", id="context"),
    pytest.param("ja", "図書館の夜の客は増えたが、彼らが借りる本は少ないという。", id="they ja"),
    pytest.param("ja", "町の図書館の夜の貸出は、単なる数字以上の意味を持つ。", id="more than"),
    pytest.param("ja", "町の図書館が夜も開くのは、客のためだけではありません。", id="not only"),
    pytest.param(
        "ja", "町の図書館が伸ばしたのは、夜の貸出数だけではないようです。", id="seems not only"
    ),
    pytest.param("ja", "今回は、町の図書館が始めた四月の夜の試みの話である。", id="this time"),
    pytest.param("ja", "町の図書館は、どうして四月から夜も開いたのでしょうか。", id="asks"),
    pytest.param("ja", "町の図書館が四月から始める試みは以下の三つです。", id="announces"),
    pytest.param("ja", "町の図書館が四月から始める夜の試みを詳しく解説します。", id="promise"),
    pytest.param("ja", "本記事では、町の図書館が夜も開いたことを考えていく。", id="of itself"),
    pytest.param("en", "The library opens at night.", id="too short in English"),
    pytest.param("en", "However, the town library opens at night and lends more.", id="however"),
    pytest.param("en", "The town library opens at night and lends many more books", id="no end"),
    pytest.param("en", "They open the town library at night and lend more books.", id="they"),
    pytest.param("en", "We open the town library at night and lend many more books.", id="we"),
    pytest.param("en", "The town library opened because of that rule and lends more.", id="that"),
    pytest.param("en", "Why does the library of the town open late in the night?", id="asks en"),
    pytest.param("en", "In this post the library of the town opens at night again.", id="post"),
    pytest.param("en", "Learn how the library of the town opens late in the night.", id="learn"),
    pytest.param("ja", "町の図書館がどこまで夜の客を増やすことができるか。", id="open question"),
    pytest.param(
        "ja", "町の人は「図書館の夜の明かりは何のためだろう？」と。", id="said without verb"
    ),
    pytest.param("ja", "先ほどの図書館の数字は、四月から夜も伸びたものである。", id="earlier"),
    pytest.param(
        "ja", "町の図書館は四月から夜も開き、客が増えていますから。", id="trailing reason"
    ),
    pytest.param("ja", "町の図書館が四月から夜も開くというニュース。", id="headline"),
    pytest.param("en", "We are happy to open the library of the town at night.", id="we happy"),
    pytest.param("zh", "镇上的图书馆因为这条规定从四月起晚上开放，借阅量增长。", id="zh points"),
    pytest.param("zh", "但是镇上的图书馆从四月起晚上开放，借阅量增长了很多。", id="zh turns"),
    pytest.param("ko", "이러한 까닭으로 마을 도서관은 밤에도 문을 열게 되었다.", id="ko points"),
    pytest.param("ko", "이 글에서 마을 도서관이 밤에도 문을 연 까닭을 살핀다.", id="ko promise"),
    pytest.param("de", "Diese Bücherei der Stadt öffnet seit April auch in der Nacht.", id="de"),
    pytest.param(
        "fr", "Cette bibliothèque de la ville ouvre le soir depuis avril dernier.", id="fr"
    ),
]


@pytest.mark.parametrize(("language", "text"), NOT_ALONE)
def test_sentences_that_need_others(language: str, text: str) -> None:
    """Must not match: what points, turns, asks, promises, stops or is short needs others."""
    assert not stands_alone(text, language)


@pytest.mark.parametrize(("language", "text"), ALONE)
def test_sentences_that_stand_alone(language: str, text: str) -> None:
    """A whole sentence of some length that points nowhere is read alone."""
    assert stands_alone(text, language)


LEADS = [
    ("ja", True, "町の図書館は四月から夜も開き、貸出数を18%伸ばした。"),
    ("ja", True, "町の図書館が四月から夜も開くというニュース。"),
    ("en", True, "We are happy to announce that the library opens at night."),
    ("ja", False, "これは町の図書館が四月から夜も開いたというニュース。"),
    ("en", False, "They open the town library at night and lend more books."),
    ("ja", True, "町が古い橋を三年で直すと決めた。"),
    ("ja", False, "町が橋を直した。"),
    ("en", False, "However, we open the library of the town at night now."),
]


@pytest.mark.parametrize(("language", "leads", "text"), LEADS)
def test_what_can_lead(language: str, leads: bool, text: str) -> None:
    """A headline and the author's own voice may stand first; what points may not."""
    assert can_lead(text, language) is leads


def scored(number: int, text: str, **more: object) -> Scored:
    """A candidate of score 1."""
    kind = more.pop("kind", CandidateKind.SENTENCE)
    assert isinstance(kind, CandidateKind)
    run = SentenceRun(number, 0, 1)
    candidate = Candidate(number, kind, text, (text,), (run,), Lines(1, 1), number, 0, ())
    opens = more.get("opens", 0.0)
    assert isinstance(opens, float)
    return Scored(candidate, 1.0, (), {}, bool(more.get("boilerplate")), opens=opens)


PLAIN = "町の図書館は四月から夜も開き、貸出数が大きく伸びた。"


def merit_of(text: str, title: str = "", **more: object) -> float:
    """The merit of one sentence by itself."""
    (sentence,) = find_standalone([scored(0, text, **more)], "ja", title).alone
    return sentence.merit


def test_a_plain_sentence_has_the_merit_of_its_score() -> None:
    """Without title, opening, chatter or guess the merit is the score."""
    assert merit_of(PLAIN) == 1.0


def test_what_shares_the_title_has_more_merit() -> None:
    """Each word of the title that is said adds its share; a strange title adds nothing."""
    assert merit_of(PLAIN, "図書館") == pytest.approx(1 + TITLE_WORTH)
    assert merit_of(PLAIN, "図書館と空港") == pytest.approx(1 + TITLE_WORTH / 2)
    assert merit_of(PLAIN, "空港") == 1.0


def test_a_good_beginning_has_more_merit() -> None:
    """The likelihood of opening an article adds to merit."""
    assert merit_of(PLAIN, opens=0.5) == pytest.approx(1 + OPENING_WORTH / 2)


NEWS = [
    ("町の図書館は四月から夜も開き、貸出数を18%伸ばした。", FACT_WORTH),
    ("町の図書館は四月から夜も開くと、港の集まりで発表した。", CHANGE_WORTH),
    ("町の図書館は四月に開き、18%の増加を記録した。", FACT_WORTH + CHANGE_WORTH),
]


@pytest.mark.parametrize(("text", "worth"), NEWS)
def test_figures_and_changes_have_merit(text: str, worth: float) -> None:
    """News says what changed, and by how much."""
    assert merit_of(text) == pytest.approx(1 + worth)


def test_a_sentence_without_its_subject_has_less_merit() -> None:
    """In Japanese the subject may stand a sentence earlier: then the line does not say of what."""
    assert merit_of("前の年に比べて貸出と客足の数を大きく伸ばしている。") == pytest.approx(
        1 - NO_TOPIC_COST
    )


PLAIN_CUT = "町の図書館は四月から夜も開き、貸出数が伸びた。"

LOOSE = [
    ("かつて町の図書館は昼だけ開き、夜に来る客は町にいない。", BACKGROUND_COST),
    ("町の図書館は昼だけ開き、夜は閉まっていることが多かった。", BACKGROUND_COST),
    ("町の図書館は四月から夜も開き、正直に言えば混んでいる。", CHATTER_COST),
    ("町の図書館は四月から夜も開き、客の多さは見ているだけでわかる。", CHATTER_COST),
    ("町の図書館が夜も開くという話には、町一番の客が驚かされた。", CHATTER_COST),
    ("町の図書館は四月から夜も開き、貸出数が伸びていくと推測される。", HEDGE_COST),
    ("町の図書館は四月から夜も開き、席がもっと要るに違いない。", HEDGE_COST),
    ("町の図書館は四月から夜も開き、混むかもしれない町一番の場所だ。", HEDGE_COST),
]


@pytest.mark.parametrize(("text", "cost"), LOOSE)
def test_chatter_and_guesses_cost_merit(text: str, cost: float) -> None:
    """A sentence that chats or guesses is worth less as a line of its own."""
    assert merit_of(text) == pytest.approx(1 - cost)


CUT = [
    ("また、町の図書館は四月から夜も開き、貸出数が伸びた。", PLAIN_CUT),
    ("さらに、町の図書館は四月から夜も開き、貸出数が伸びたんです。", PLAIN_CUT),
    (PLAIN_CUT, PLAIN_CUT),
]


@pytest.mark.parametrize(("whole", "text"), CUT)
def test_what_stands_alone_is_without_its_filler(whole: str, text: str) -> None:
    """It keeps the whole sentence; one without a filler is not cut."""
    scores = score_candidates(parse_article(whole + "\n"), "ja")
    (sentence,) = find_standalone(scores, "ja", "").alone
    assert (sentence.text, sentence.whole) == (text, whole)
    assert sentence.is_cut is (text != whole)


THE = [
    ("The fix was to wait for a year.", "", True),
    ("The library opened at night.", "", True),
    ("The library opened at night.", "Our library at night", False),
    ("The Northtown library opened at night.", "", False),
    ("The opening of the library was at night.", "", False),
    ("They opened the library at night.", "", False),
]


@pytest.mark.parametrize(("text", "title", "expected"), THE)
def test_a_word_under_the_that_was_told_of_before(text: str, title: str, expected: bool) -> None:
    """Must not match: a word of the title, one that is told of at once."""
    assert stands_for_more(text, title) is expected


def test_the_best_come_first_and_equals_in_order() -> None:
    """Sentences are sorted by merit, those of one merit as in the article."""
    others = [scored(0, PLAIN), scored(1, PLAIN), scored(2, PLAIN, opens=0.1)]
    found = find_standalone(others, "ja", "").alone
    assert [sentence.scored.candidate.number for sentence in found] == [2, 0, 1]


OUT = [
    pytest.param(scored(0, PLAIN, boilerplate=True), (), id="page note"),
    pytest.param(scored(0, PLAIN, kind=CandidateKind.LIST), (), id="list"),
    pytest.param(scored(0, PLAIN, kind=CandidateKind.QUOTE), (), id="quote"),
    pytest.param(scored(0, PLAIN), (0,), id="unfit"),
]


@pytest.mark.parametrize(("candidate", "unfit"), OUT)
def test_what_is_out_is_out(candidate: Scored, unfit: tuple[int, ...]) -> None:
    """Page notes, unfit sentences and what is no sentence are never lines of their own."""
    assert find_standalone([candidate], "ja", "", unfit).alone == ()


def test_lengths_by_language() -> None:
    """Latin letters need twice the characters; Korean, though spaced, counts as the others."""
    assert [has_latin_length(tag) for tag in ("ja", "zh", "ko", "en", "de", "en-GB")] == [
        *[False] * 3,
        *[True] * 3,
    ]
    assert min_chars("ko") == min_chars("ja") < min_chars("fr")


def test_the_shortest_that_stands() -> None:
    """A sentence of exactly the least length stands, one character less does not."""
    text = "港の図書館は四月から" + "夜" * 9 + "。"
    assert len(text) == min_chars("ja")
    assert stands_alone(text.replace("夜。", "だ。"), "ja")
    assert not stands_alone(text.replace("夜夜。", "だ。"), "ja")


AGAIN = [
    ("ja", "図書館の費用", "費用は図書館が払う", 1.0, True),
    ("ja", "図書館の費用", "図書館の客", 0.5, True),
    ("ja", "図書館の費用", "図書館の客", 0.9, False),
    ("ja", "図書館の費用", "橋の工事", 0.1, False),
    ("en", "The library costs", "costs of a library", 1.0, True),
    ("en", "The library costs", "The harbour lamps", 0.1, False),
    ("ja", "それは", "図書館の費用", 0.5, False),
]


@pytest.mark.parametrize(("language", "text", "other", "share", "expected"), AGAIN)
def test_says_again(language: str, text: str, other: str, share: float, expected: bool) -> None:
    """A text says another again when it has the share of its own terms from it."""
    assert says_again(text, other, language, share) is expected


FLAT = [
    ("8&nbsp;B", "8 B"),
    ("a&mdash;b &hellip;", "a\u2014b \u2026"),
    ("&lt;b&gt; &amp; c", "&lt;b&gt; &amp; c"),
    ("AT&T; R&D", "AT&T; R&D"),
]


@pytest.mark.parametrize(("text", "shown"), FLAT)
def test_blanks_and_dashes_are_shown_as_readers_see_them(text: str, shown: str) -> None:
    """Must not change: what would become a mark of HTML."""
    assert flat(text) == shown


def test_flat() -> None:
    """Lines and runs of blanks become single blanks."""
    assert flat("  a\n b　 c\t") == "a b c"


BROKEN = [
    ("Weakness\nThe bridge of Northtown needs new lamps in every winter.", True),
    ("**Weakness**\nThe bridge of Northtown needs new lamps in every winter.", True),
    ("We are glad to announce the release of Ruby {{ release.version }} today.", True),
    ("The port of <Name /> opened in 2026 and costs 300 million euros a year.", True),
    ("The new port opened in 2026 and costs {price} million euros a year.", True),
    ("As of ~~May~~ June, the new port is open and costs 300 million euros.", True),
    ("The new port opened in 2026 and costs <em>300</em> million euros a year.", False),
    ("The new port opened in 2026 and costs `{price}` million euros a year.", False),
    ("The mass of the old bridge is $m_1\\ne 0$ in every winter of the town.", True),
    (r"The mass of the old bridge is \(m_1 = 0\) in every winter of the town.", True),
    ("The bridge of Northtown costs $5 or $6 in every winter of the town.", False),
    (
        "The town bought the bridge for $4.2 billion, up from"
        " [an earlier offer](https://news.example.com/2025/acme_offer) of $3.1 billion.",
        False,
    ),
    ("The town bought the bridge for $4 million, up from _a first offer_ of $3 million.", False),
    ("The lamps of Northtown read `$JAVA_HOME` and `$PATH` in every winter of the town.", False),
    ("The bridge of Northtown needs new lamps\nin every winter of the town.", False),
    ("The town of **Northtown** mends its bridge and the lamps on it again.", False),
]


@pytest.mark.parametrize(("text", "broken"), BROKEN)
def test_what_lost_a_word_or_has_a_label_stands_nowhere(text: str, broken: bool) -> None:
    """Must not match: a wrapped line, bold words inside the sentence."""
    article = parse_article(text + "\n")
    found = find_standalone(score_candidates(article, "en"), "en", "").leads
    assert (found == ()) is broken


WHOLE = [
    ("ja", False, "* 町の図書館: 四月から夜も開き、貸出数を18%伸ばした。"),
    ("en", False, "- The town library opens at night and lends many more books."),
    ("en", True, "-5 degrees were measured in the library of the town at night."),
    ("ja", True, "町は橋を三年で直す。"),
    ("ja", True, "町が直すのは、北の古い橋。"),
    ("ja", True, "町が橋を三年で直すというニュース。"),
    ("ja", True, "客は三倍になったとのこと。"),
    ("ja", True, "課題は、費用をだれが払うのかという点です。"),
    ("ja", True, "町は橋を直しても、道は直さない。"),
    ("ja", False, "橋が町の暮らしを変える未来を。"),
    ("ja", False, "費用が増えたり、工事が止まってしまったり。"),
    ("ja", False, "町全体をどう変えていくか。"),
    ("ja", False, "橋、道、港、そしてAI。"),
    ("ja", False, "いくら直しても、だれが払うのかという点です。"),
    ("en", True, "The town mended the bridge instead of the road in April."),
    ("en", True, "The town mended the bridge, and the lamps were replaced, too."),
    ("en", True, "The first part of the bridge opens in April."),
    ("en", False, "This year, with help of the county, we also mended the road."),
    ("en", False, "The county then pays for the lamps on the bridge."),
    ("en", False, "The county has likewise received money for the bridge."),
    ("en", True, "The council, which also runs the port, pays for the lamps."),
    ("en", True, "The river rose and then fell by two metres in a night."),
    ("en", True, "Well water in the county holds three times the limit."),
    ("en", True, "So far the council has paid for half of the lamps."),
    ("en", True, "Now the council pays twice as much as last year."),
    ("en", False, "Now we turn to the lamps on the bridge."),
    ("ja", False, "隣の町は同様に、橋を直した。"),
    ("ja", True, "隣の町は去年と同様に、橋を直した。"),
    ("en", False, "The next post explains how the lamps are mended."),
    ("en", False, "Ok, with the bridge finished, the road comes next."),
    ("en", False, "See #2088, #3401 and #3519 for the lamps."),
    ("es", False, "Vea detalles en los siguientes tópicos del puente."),
    ("es", True, "El puente de la ciudad tiene nuevas lámparas desde abril."),
    ("en", True, "Seeing the lamps, the visitors stayed in the town."),
    ("en", False, "Funny story: the bridge of Northtown was built twice."),
    ("en", False, "Without further ado, here is the bridge of Northtown."),
    ("en", False, "For more about the bridge, ask the town hall."),
    ("en", False, "The lamps are new; read more on our page."),
    ("en", False, "(Some of the lamps will be mended later.)"),
    ("en", False, "2) Mend the bridge and the lamps in winter."),
    ("en", True, "Sooner or later the bridge needs new lamps."),
    ("en", True, "Visitors from other towns pay for the bridge."),
    ("ja", False, "詳しくは、町の案内をご覧ください。"),
    ("ja", False, "対して、隣の町は橋を直さない。"),
    ("ja", False, "古い橋は、港の道も例外ではない。"),
    ("ja", True, "町は橋も道も直す。"),
    ("en", False, "Note that the bridge is closed in winter."),
    ("en", False, "First, the county pays for the lamps on the bridge."),
    ("en", False, "More importantly, the county pays for the lamps."),
    ("en", True, "First of all counties, Northtown pays for the lamps."),
]


@pytest.mark.parametrize(("language", "whole", "text"), WHOLE)
def test_a_whole_sentence(language: str, whole: bool, text: str) -> None:
    """Half of a sentence, and one that goes on with another, stand nowhere alone."""
    assert is_whole(text, language) is whole


OTHERS = [
    ("IBMは橋の電灯を作った。", "G20が橋の監視を始めた。", True),
    ("橋の電灯が増えた。", "G20が橋の監視を始めた。", True),
    ("G20の会議は橋を見た。", "G20が橋の監視を始めた。", False),
    ("橋の電灯が増えた。", "町が橋を直した。", False),
    ("IBMは橋の電灯を作った。", "町が橋を直した。", False),
]


@pytest.mark.parametrize(("text", "about", "expected"), OTHERS)
def test_a_sentence_about_others(text: str, about: str, expected: bool) -> None:
    """Must not match: a text without names says nothing of whom it speaks."""
    assert speaks_of_others(text, about) is expected


TELLING = [
    (True, "町は橋を三年で直す。"),
    (True, "The town mends the bridge in three years."),
    (False, "町は橋を直すかもしれない。"),
    (False, "皆さんは橋を見ましたか？"),
    (False, "かつて、橋は木で作られていた。"),
    (False, "The town might mend the bridge."),
    (False, "費用を払わなければ、町は橋を直せない。"),
    (False, "町の発表は、橋の値打ちを示しているように感じます。"),
    (False, "町の発表には、立ち止まって考えさせられた。"),
    (False, "町が橋を直すと聞いて、思わず声が出た。"),
    (False, "If the town pays, the bridge is mended."),
    (True, "町は橋の費用をいつも払う。"),
    (False, "We will look at the bridge in this post."),
]


@pytest.mark.parametrize(("tells", "text"), TELLING)
def test_what_only_tells(tells: bool, text: str) -> None:
    """No chat, guess, promise or look back."""
    assert only_tells(text) is tells


TAKEN_BACK = [
    ("しかし、客はまだ少ない。", False),
    ("しかも、客は増え続けた。", True),
]


@pytest.mark.parametrize(("after", "stands"), TAKEN_BACK)
def test_a_claim_that_is_taken_back_is_no_point_but_may_lead(after: str, stands: bool) -> None:
    """Read alone it says the opposite of its article; the news stays the news."""
    article = score_candidates(parse_article(f"{PLAIN}{after}\n"), "ja")
    readable = find_standalone(article, "ja", "図書館")
    assert (PLAIN in [one.text for one in readable.alone]) is stands
    assert readable.leads[0].text == PLAIN

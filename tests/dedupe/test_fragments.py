"""Pieces: torn sentences joined, echoes and stubs dropped, flattened copies taken out."""

from __future__ import annotations

import pytest

from newsletter.dedupe import audit, clean_body
from newsletter.dedupe.flattened import take_flattened, unglue_titles
from newsletter.dedupe.headings import mark_headings
from newsletter.dedupe.joints import join_torn
from newsletter.dedupe.segment import Kind
from tests.dedupe.pieces import segments_of, sentence

START = "港の朝は早い。"  # the first line may be the title: nothing is joined to it
HEAD = "庭の機械は、私たちに何を機械に任せて何を自"
WHOLE = "夏になれば、何を機械に任せて何を自らの手で行うかを誰もが考える。"

TORN = {
    "the seam stands whole elsewhere": (
        f"{START}\n\n{HEAD}\n\n\nらの手で行うかと問う。\n\n{WHOLE}",
        HEAD + "らの手で行うかと問う。",
    ),
    "two halves of a word": (
        f"{START}\n\n新しい道具はどれもAz\n\n\nure基盤の上で動いている。\n\nAzure は雲である。",
        "新しい道具はどれもAzure基盤の上で動いている。",
    ),
    "a start that is none": (
        f"{START}\n\n各社は新しい開発の道具を積極的に提供し、研究者\n\n\nや開発者が使う。",
        "各社は新しい開発の道具を積極的に提供し、研究者や開発者が使う。",
    ),
    "an ellipsis with an overlap": (
        f"{START}\n\n道具を直す会社の仕事は、ますます増えていくことが予想\n\n\n…予想されます。",
        "道具を直す会社の仕事は、ますます増えていくことが予想されます。",
    ),
    "a comma before a break": (
        f"{START}\n\nそして同時に、この新しい技術が町の暮らしに与える影響、\n\n\n倫理の面について考える。",
        "そして同時に、この新しい技術が町の暮らしに与える影響、倫理の面について考える。",
    ),
    "a rule in the tear": (
        f"{START}\n\n雲の上の道具や外から買った部品など、自社で利用\n\n---\n\nしている部品が責めを負う。",
        "雲の上の道具や外から買った部品など、自社で利用している部品が責めを負う。",
    ),
}
APART = {
    "two paragraphs": f"{START}\n\n港の船は夜明け前に出る\n\n\n山の話は次の章で述べる。",
    "an address": "Hello.\n\nOur address is Example Street 5\n\n\nwe moved here in May.",
    "a sentence that ended": f"{START}\n\n各社は道具を積極的に提供している。\n\n\nや開発者が使う。",
    "a heading in plain text": f"{START}\n\n土づくりの順番と待つ選択\n\nまず、堆肥を入れる。",
    "a comma and an opener": f"{START}\n\nこの新しい技術が暮らしに与える影響、\n\n\nしかし、続く。",
    "the first line": "庭の機械と何を自\n\n\nらの手で行うと問う。\n\n夏に何を自らの手で行う。",
    "a list": f"{START}\n\n例えば、町の人が毎日のように使っている古い道具、\n\n\n- 網\n- 船",
    "an ellipsis alone": f"{START}\n\n道具を直す会社の仕事は増えていくだろう\n\n\n…山の話もする。",
}


@pytest.mark.parametrize(("body", "whole"), TORN.values(), ids=TORN)
def test_a_torn_sentence_is_joined_where_that_is_proved(body: str, whole: str) -> None:
    """It is one sentence again, in every post, and the joint is told."""
    joined, joints = join_torn(segments_of(body))
    assert whole in [segment.text for segment in joined]
    assert len(joints) == 1
    cleaned = clean_body(body + "\n")
    assert whole in cleaned.body
    assert "joined" in [gone.rule for gone in cleaned.removals]


@pytest.mark.parametrize("body", APART.values(), ids=APART)
def test_what_only_looks_torn_stays_apart(body: str) -> None:
    """Blank lines alone join nothing."""
    segments = segments_of(body)
    joined, joints = join_torn(segments)
    assert joined == segments
    assert joints == []
    assert clean_body(body + "\n").body == body + "\n"


def test_a_flattened_copy_proves_no_joint() -> None:
    """In a copy without line breaks every heading runs into its text."""
    title, text = "港の道具を直す人たちの現状", "あなたも古い網を見たことがあるだろう。"
    flat = f"{title} {text} ## 網 " + "網は夜明け前に乾かしておくのがよい。" * 12
    _, joints = join_torn(segments_of(f"{START}\n\n{title}\n\n\n{text}\n\n{flat}"))
    assert joints == []


ECHO = sentence(1, 40)
ECHOES = {
    "a long sentence": (f"{ECHO}\n\n{ECHO}\n", f"{ECHO}\n"),
    "a cut beginning": (
        f"{sentence(2)}{ECHO[:12]}\n\n{ECHO}\n",
        f"{sentence(2)}\n\n{ECHO}\n",
    ),
}
NO_ECHOES = {
    "a short sentence": "港は静かだ。\n\n港は静かだ。\n",
    "in one paragraph": f"{ECHO}{ECHO}\n",
    "with another between": f"{ECHO}\n\n{sentence(2)}\n\n{ECHO}\n",
    "an item": f"- {ECHO}\n\n- {ECHO}\n",
    "a short beginning": f"{ECHO[:12]}\n\n{ECHO}\n",
    "a complete beginning": f"{sentence(2)}{ECHO[:12]}。\n\n{ECHO}\n",
}


@pytest.mark.parametrize(("body", "left"), ECHOES.values(), ids=ECHOES)
def test_an_echo_goes_in_every_post(body: str, left: str) -> None:
    """Nobody writes a long sentence twice in a row, or cuts it and begins it again."""
    assert clean_body(body).body == left


@pytest.mark.parametrize("body", NO_ECHOES.values(), ids=NO_ECHOES)
def test_what_is_no_echo_stays(body: str) -> None:
    """Short sentences, items and repeats further off need the evidence of the post."""
    assert clean_body(body).body == body


ARTICLE = [sentence(n, 40) for n in range(30, 38)]


def test_a_flattened_copy_is_taken_out() -> None:
    """A line that holds the article run together goes; what only it says stays."""
    flat = " ".join(["## 港", *ARTICLE[:4], "## 町", *ARTICLE[4:], sentence(50, 40)])
    segments = segments_of("\n\n".join(["# 港", *ARTICLE[:4], "# 町", *ARTICLE[4:], flat]))
    kept, copies = take_flattened(segments)
    assert [one.text.strip() for one in kept][-1].endswith(sentence(50, 40))
    assert len(copies) >= 7


def test_a_long_line_of_its_own_is_no_copy() -> None:
    """A line with headings in it that says something else stays."""
    flat = " ".join(["## 港", *ARTICLE[:4], "## 町", *ARTICLE[4:]])
    segments = segments_of("\n\n".join([sentence(60), sentence(61), flat]))
    kept, copies = take_flattened(segments)
    assert kept == segments
    assert copies == []


def test_a_plain_line_is_the_heading_that_it_is_elsewhere() -> None:
    """Glued to its paragraph and equal to a heading, with or without its number."""
    body = "## 1. 道具の手入れ\n\n土だ。\n\n道具の手入れ\n土だ。\n\n1. 道具の手入れ\n土だ。"
    segments = segments_of(body)
    mark_headings(segments)
    assert [one.kind for one in segments if "手入れ" in one.text] == [Kind.HEADING] * 3
    alone = segments_of("## 道具の手入れ\n\n土を落とす。\n\n道具の手入れ")
    mark_headings(alone)
    assert alone[-1].kind is not Kind.HEADING


def test_a_title_is_taken_off_a_sentence() -> None:
    """A flattened copy glues the title to the first sentence; a sentence about it stays."""
    title = "港の道具を直す人たちの現状と未来"
    segments = segments_of(f"{START}\n\n{title}あなたも古い網を見たことがあるだろう。\n\n{title}。")
    left, glued = unglue_titles(segments, [title])
    assert [one.text for one, _ in glued] == ["あなたも古い網を見たことがあるだろう。"]
    assert [text for _, text in glued] == [title]
    assert left == segments
    assert unglue_titles(segments_of("港の話をしよう。"), ["港"])[1] == []


def test_a_title_of_two_sentences_is_taken_off_its_paragraph() -> None:
    """The sentence that is all title goes, the one that holds the rest of it begins later."""
    title = "港の道具はなぜ古いのか？その真意を探る"
    segments = segments_of(f"{START}\n\n{title} 古い網を見たことがあるだろう。まだある。")
    left, glued = unglue_titles(segments, [title])
    assert [one.text for one in left[-2:]] == ["古い網を見たことがあるだろう。", "まだある。"]
    assert [text for _, text in glued] == ["港の道具はなぜ古いのか？", "その真意を探る"]
    assert left[-2].spacing == "\n\n"


def test_two_titles_in_a_row_are_taken_off() -> None:
    """An article brings a title of its own, and a copy glues both to the first sentence."""
    title, second = "港の道具を直す人たちの現状と未来", "港の道具を直す人たち：現場の声"
    segments = segments_of(f"{START}\n\n{title}\n{second}\n古い網を見たことがあるだろう。")
    left, glued = unglue_titles(segments, [second, title])
    assert [one.text for one in left] == [START, "古い網を見たことがあるだろう。"]
    assert [text for _, text in glued] == [title, second]


SPOKEN = "今こそ、人間を中心に置く設計の精神を、町の道具を作る仕事にも持ち込むべき時です。"
CUT = SPOKEN.removesuffix("時です。")
OPENING = "\n\n".join(sentence(n, 40) for n in range(3, 6))
TAILS = {
    "right behind a break": (f"{CUT}\n\n\n時です。{sentence(8)}", True),
    "behind a quoted copy": (f"{CUT}\n\n\n「{SPOKEN}\n\n\n時です。{sentence(8)}", True),
    "without a break": (f"{CUT}\n\n\n{sentence(8)}\n\n時です。", False),
    "another rest": (f"{CUT}\n\n\nところです。{sentence(8)}", False),
    "no beginning of it": (f"{sentence(9)}\n\n\n時です。{sentence(8)}", False),
}


@pytest.mark.parametrize(("end", "goes"), TAILS.values(), ids=TAILS)
def test_the_rest_of_a_beginning_that_went_goes_too(end: str, goes: bool) -> None:
    """However short it is: the two together stand whole elsewhere, word for word."""
    text = f"{OPENING}\n\n{SPOKEN}{sentence(7)}\n\n---END---\n\n{OPENING}\n\n{end}\n"
    cleaned = clean_body(text)
    rest = [gone for gone in cleaned.removals if gone.text == "時です。"]
    assert [(gone.rule, gone.twin_text) for gone in rest] == [("beheaded", SPOKEN)] * goes
    assert audit(text, cleaned) == ()


ASKED = "あなたはこの港をどう見るか？"
ABOVE = f"{sentence(10, 40)}{ASKED}"
SHORT_ECHOES = {
    "the last one above": (f"{ABOVE}\n\n{ASKED}{sentence(11, 40)}", True),
    "the last but one above": (f"{ABOVE}まだ序章だ。\n\n{ASKED}{sentence(11, 40)}", True),
    "alone in its paragraph": (f"{ABOVE}\n\n{ASKED}\n\n{sentence(11, 40)}", True),
    "the last but two": (f"{ABOVE}まだだ。まだ序章だ。\n\n{ASKED}{sentence(11, 40)}", False),
    "not at the head": (f"{ABOVE}\n\n{sentence(11, 40)}{ASKED}", False),
    "under another paragraph": (f"{ABOVE}\n\n{sentence(12, 40)}\n\n{ASKED}", False),
    "under a heading": (f"{ABOVE}\n\n## 港\n\n{ASKED}{sentence(11, 40)}", False),
    "a few letters": (f"{sentence(10, 40)}なぜか？\n\nなぜか？{sentence(11, 40)}", False),
    "an item": (f"{ABOVE}\n\n- {ASKED}", False),
}


@pytest.mark.parametrize(("body", "goes"), SHORT_ECHOES.values(), ids=SHORT_ECHOES)
def test_a_short_sentence_with_which_a_call_took_up_the_text_goes(body: str, goes: bool) -> None:
    """It opens a paragraph and ends the one right above; people do so too, so it asks for evidence."""
    text = f"{OPENING}\n\n---END---\n\n{body}\n"
    cleaned = clean_body(text)
    assert cleaned.body.count(ASKED) + cleaned.body.count("なぜか？") == 2 - goes
    assert audit(text, cleaned) == ()
    plain = f"{OPENING}\n\n{body}\n"
    assert clean_body(plain).body == plain

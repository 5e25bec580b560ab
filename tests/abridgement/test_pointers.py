"""What the opening of a sentence asks for, by the table of openings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsletter.abridgement.pointers import (
    answers_claim,
    is_question,
    leads_in,
    leans_back,
    names_its_target,
    says_next,
    what_it_asks,
)

CASES = json.loads(
    (Path(__file__).parent.parent / "cases" / "abridge_openings.json").read_text("utf-8")
)


@pytest.mark.parametrize(("language", "asks", "sentence"), CASES["openings"])
def test_opening_asks(language: str, asks: str, sentence: str) -> None:
    """An opening asks for its target, for what it turns against, for its row, or (negative
    cases) for nothing.
    """
    assert what_it_asks(sentence, language).name == asks


@pytest.mark.parametrize(("language", "leans", "sentence"), CASES["leaning"])
def test_leaning(language: str, leans: bool, sentence: str) -> None:
    """A sentence that gives a reason, has no subject or is a mere scrap needs the one before it."""
    assert leans_back(sentence, language) is leans


STRANGERS = [
    ("大手の創業者でもある彼が、費用を払った。", True),
    ("投資家でもある両者は、費用を半分ずつ払った。", True),
    ("ソニーは12日、同社の新しい工場を町に建てると発表した。", False),
    ("トヨタとホンダは来年、両社の電池を町で作る。", False),
    ("イーロン・マスクは、彼の会社を町に移した。", False),
    ("車両者の数が増えて、道の幅が足りなくなっている。", False),
    ("彼岸には、町の墓地に多くの人が来る。", False),
]


@pytest.mark.parametrize(("sentence", "leans"), STRANGERS)
def test_somebody_not_yet_named(sentence: str, leans: bool) -> None:
    """A pronoun leans where nobody is named before it; a name, a firm or a word that holds it not."""
    assert leans_back(sentence, "ja") is leans


@pytest.mark.parametrize(("leads", "sentence"), CASES["lead_ins"])
def test_lead_in(leads: bool, sentence: str) -> None:
    """A sentence that announces a list or a table is told from one that does not."""
    assert leads_in(sentence) is leads


@pytest.mark.parametrize(("asks", "sentence"), CASES["questions"])
def test_question(asks: bool, sentence: str) -> None:
    """A question is told from an assertion in the form of one."""
    assert is_question(sentence) is asks


@pytest.mark.parametrize(("language", "answers", "sentence"), CASES["answers"])
def test_answer_to_a_claim(language: str, answers: bool, sentence: str) -> None:
    """A sentence that takes a claim back is told from one that follows from it."""
    assert answers_claim(sentence, language) is answers


@pytest.mark.parametrize(("language", "names", "sentence"), CASES["named"])
def test_named_target(language: str, names: bool, sentence: str) -> None:
    """A pointer with the name of what it points at is told from a bare one, in Japanese only."""
    assert names_its_target(sentence, language) is names


@pytest.mark.parametrize("tag", ["ja-JP", "ja"])
def test_a_region_changes_no_opening(tag: str) -> None:
    """The table of a language serves its regions too."""
    assert what_it_asks("しかし、橋は開かなかった。", tag).name == "TURN"
    assert answers_claim("しかし、橋は開かなかった。", tag)


def judge(kind: str, language: str, sentence: str) -> object:
    """Ask the question of a kind."""
    if kind == "opening":
        return what_it_asks(sentence, language).name
    return leans_back(sentence, language) if kind == "leaning" else leads_in(sentence)


@pytest.mark.parametrize(
    ("kind", "language", "expected", "sentence"),
    [
        pytest.param(*case, marks=pytest.mark.xfail(reason=reason, strict=True))
        for *case, reason in CASES["known_failures"]
    ],
)
def test_known_failures(kind: str, language: str, expected: object, sentence: str) -> None:
    """Known failure: a table of openings does not know what its words mean here."""
    assert judge(kind, language, sentence) == expected


# ------------------------------------------------------------------ laws of openings

OPENINGS = [
    ("ja", "しかし、", "TURN"),
    ("ja", "そのため、", "TURN"),
    ("ja", "また、", "ROW"),
    ("ja", "第二に、", "ROW"),
    ("ja", "これは", "TARGET"),
    ("ja", "例えば、", "TARGET"),
    ("en", "However, ", "TURN"),
    ("en", "So ", "TURN"),
    ("en", "Moreover, ", "ROW"),
    ("en", "Finally, ", "ROW"),
    ("en", "It ", "TARGET"),
    ("en", "For example, ", "TARGET"),
    ("zh", "然而，", "TURN"),
    ("zh", "此外，", "ROW"),
    ("zh", "这", "TARGET"),
    ("ko", "하지만 ", "TURN"),
    ("ko", "또한 ", "ROW"),
    ("ko", "이것은 ", "TARGET"),
    ("de", "Aber ", "TURN"),
    ("de", "Außerdem ", "ROW"),
    ("de", "Dies ", "TARGET"),
    ("fr", "Cependant ", "TURN"),
    ("fr", "Enfin ", "ROW"),
    ("fr", "Ceci ", "TARGET"),
    ("es", "Sin embargo ", "TURN"),
    ("es", "Además ", "ROW"),
    ("es", "Esto ", "TARGET"),
]
REST = {
    "ja": "町の人は橋を毎朝渡る。",
    "zh": "镇上的人每天早上过桥。",
    "ko": "마을 사람들은 아침마다 다리를 건넌다.",
    "en": "people of the town cross the bridge each day.",
    "de": "überqueren Leute der Stadt die Brücke.",
    "fr": "les gens de la ville passent le pont.",
    "es": "la gente del pueblo cruza el puente.",
}
MARKS = ["", "「", "**", "- ", "（", "“", " "]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(("language", "opening", "asks"), OPENINGS)
def test_marks_before_an_opening_change_nothing(
    language: str, opening: str, asks: str, mark: str
) -> None:
    """A bullet, a quotation mark or emphasis is no word."""
    assert what_it_asks(f"{mark}{opening}{REST[language]}", language).name == asks


@pytest.mark.parametrize(("language", "opening", "_asks"), OPENINGS)
def test_the_same_words_further_in_ask_for_nothing(language: str, opening: str, _asks: str) -> None:
    """Only the opening of a sentence leans on what stands before it."""
    text = REST[language][:-1] + " " + opening + REST[language]
    assert what_it_asks(text, language).name == "NOTHING"


@pytest.mark.parametrize("language", sorted(REST))
def test_a_plain_sentence_asks_for_nothing(language: str) -> None:
    """In every language, with a region or in other letters as well."""
    text = REST[language][:1].upper() + REST[language][1:]
    assert what_it_asks(text, language).name == "NOTHING"
    assert what_it_asks(text, f"{language}-XX").name == "NOTHING"
    assert not answers_claim(text, language)
    assert not is_question(text)
    assert not leads_in(text)


@pytest.mark.parametrize(("language", "opening", "asks"), OPENINGS)
def test_what_answers_a_claim_turns_against_it(language: str, opening: str, asks: str) -> None:
    """But what follows from it turns, and takes nothing back."""
    text = opening + REST[language]
    if answers_claim(text, language):
        assert asks == "TURN"
    assert not answers_claim(f"{REST[language]} {text}", language)


COUNTS = [
    ("The limit solves two problems.", True),
    ("On that note, here are the steps to start.", True),
    ("Es gibt drei Gründe.", True),
    ("Hay varias formas.", True),
    ("Il y a deux raisons.", True),
    ("Есть несколько причин.", True),
    ("原因有三个方面。", True),
    ("이유는 세 가지가 있다.", True),
    ("その影響は多岐にわたります。", True),
    ("The limit solves two problems of the old bridge and of its gates.", False),
    ("Two bridges are old.", False),
    ("They come here often.", False),
    ("Drei Gründe nannte der Bürgermeister.", False),
    ("多岐にわたる工事が始まった。", False),
]


@pytest.mark.parametrize(("text", "counts"), COUNTS)
def test_a_sentence_that_counts_says_next(text: str, counts: bool) -> None:
    """It ends with a number of reasons, steps, problems that it does not name."""
    assert says_next(text) is counts

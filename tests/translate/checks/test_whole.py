"""Whole: nothing stands twice, nothing is cut, and the answer is in its language."""

from __future__ import annotations

import pytest

from newsletter.model import UnitKind
from newsletter.translate.checks.whole import check_cut, check_doubled, check_language
from tests.translate.checks.pairs import show_findings

TWICE = {
    # name: source, target, what is said to stand twice
    "a sentence": ("港は古い。", "The port is old. The port is old.", "the port is old."),
    "in other letters": ("港は古い。", "The port is old. THE PORT IS OLD.", "the port is old."),
    "a sentence with another between": (
        "港は古い。船は出る。",
        "The port is old. Ships leave. The port is old.",
        "the port is old.",
    ),
    "two halves without marks": ("港は古い", "the old port the old port", "the old port"),
    "Japanese without marks": (
        "The old port",
        "古い港の朝の静かな船と網古い港の朝の静かな船と網",
        "古い港の朝の静かな船と網",
    ),
    "twelve letters": ("港", "harbour walk harbour walk", "harbour walk"),
    "two words": (
        "港。",
        "It was cold. Wonderfully written. Wonderfully written.",
        "wonderfully written.",
    ),
    "twelve letters in a sentence": ("港。", "It was cold. It was cold.", "it was cold."),
}
ONCE = {
    "the source says it twice": ("港は古い。港は古い。", "The port is old. The port is old."),
    "the source says a word twice": ("はい、はい。はい、はい。", "Yes, of course. Yes, of course."),
    "short ones": ("はい。", "Yes. Yes."),
    "eleven letters": ("港", "harbour row harbour row"),
    "eleven letters in a sentence": ("港。", "It is cold. It is cold."),
    "once": ("港は古い。", "The port is old."),
    "another word": ("港は古い。", "The port is old. The port is new."),
    "three halves": ("港", "harbour walk harbour walk harbour"),
    "nothing": ("港。", ""),
}


@pytest.mark.parametrize(("source", "target", "said"), TWICE.values(), ids=TWICE)
def test_what_stands_twice_is_told(source: str, target: str, said: str) -> None:
    """A sentence, or the half of a text that is the other half."""
    languages = "en ja" if source.isascii() else "ja en"
    assert show_findings(check_doubled, source, target, languages=languages) == [
        f'error "{said}" stands twice'
    ]


@pytest.mark.parametrize(("source", "target"), ONCE.values(), ids=ONCE)
def test_what_the_source_repeats_may_stand_twice(source: str, target: str) -> None:
    """And so may short words: people talk so."""
    assert show_findings(check_doubled, source, target) == []


ENDS = {
    "a word": ("The harbour of the town is very ol", True),
    "a comma": ("The harbour of the town is old, and,", True),
    "a hyphen": ("The harbour of the town is well-", True),
    "a letter behind a quotation": ('He says "the harbour is very ol"', True),
    "a full stop": ("The harbour of the town is very old.", False),
    "a question": ("Is the harbour of the town very old?", False),
    "a full stop in a quotation": ('He says "the harbour is very old."', False),
    "a bracket": ("The harbour of the town is very old (and small)", False),
    "a word behind a bracket": ("The harbour (of the town) is very ol", True),
    "a figure": ("The harbour of the town is of 1912", False),
    "a short text": ("The harbour is very old", False),
    "Japanese": ("この町の港はとても古く、船は夜明け前に静かに出ていくのだと", True),
}


@pytest.mark.parametrize(("target", "is_cut"), ENDS.values(), ids=ENDS)
def test_an_end_that_is_missing_is_told(target: str, is_cut: bool) -> None:
    """Where the source ends with a mark, the translation does not end in a word."""
    found = show_findings(check_cut, "港は古い。", target)
    assert [each.startswith("warning") for each in found] == [True] * is_cut
    assert show_findings(check_cut, "港は古い", target) == []


@pytest.mark.parametrize(("n_letters", "is_cut"), [(25, True), (24, False)])
def test_a_short_text_may_end_as_it_likes(n_letters: int, is_cut: bool) -> None:
    """From twenty-five characters on it is a sentence."""
    assert bool(show_findings(check_cut, "港は古い。", "a" * n_letters)) is is_cut


# ------------------------------------------------------------------ language

ENGLISH = (
    "The council of the town has said that it will open the bridge in the spring of next year."
)
GERMAN = "Der Rat der Stadt hat gesagt, dass er die Brücke im Frühling des nächsten Jahres öffnet."
FRENCH = "Le conseil de la ville a dit que le pont sera ouvert au printemps de l'année prochaine."
FINNISH = (
    "Kaupungin valtuusto ilmoitti avaavansa sillan ensi vuoden keväällä kaikille asukkaille heti."
)
ROMAJI = "Machi no hashi wa haru ni hiraku to shichou ga hanashita"
NAMES = "Toyota Honda Nissan Mazda Subaru Suzuki Daihatsu Mitsubishi Isuzu Hino"

RIGHT = {
    "its own": ("ja en", ENGLISH),
    "German": ("ja de", GERMAN),
    "Japanese": ("en ja", "町は橋を春に開く。"),
    "Japanese with names": ("en ja", f"{NAMES}の車だ。"),
    "seven words of another language": ("ja en", " ".join(GERMAN.split()[:7])),
    "a language that is not known here": ("ja fi", FINNISH),
    "some words of another language": (
        "ja en",
        "The opera 'Der Ring des Nibelungen' is played in the town each year.",
    ),
    "four new words without a letter of its own": ("en ja", "Harbour Bridge Council Spring"),
    "new words of two letters": ("en ja", "ab cd ef gh ij kl"),
    "five words of Japanese in Latin letters": ("ja en", "Machi no hashi wa haru"),
}
WRONG = {
    "German for English": ("ja en", GERMAN, "error"),
    "eight words of another language": ("ja en", " ".join(GERMAN.split()[:8]), "error"),
    "French for German": ("ja de", FRENCH, "error"),
    "English for French": ("ja fr", ENGLISH, "error"),
    "English for Japanese": ("de ja", ENGLISH, "error"),
    "five new words": ("de ja", "Harbour Bridge Council Spring Opening", "error"),
    "Japanese in Latin letters": ("ja en", ROMAJI, "error"),
    "a language that is not known here": ("ja en", FINNISH, "warning"),
}


@pytest.mark.parametrize(("languages", "target"), RIGHT.values(), ids=RIGHT)
def test_an_answer_in_its_language_passes(languages: str, target: str) -> None:
    """Short ones, names, and what nobody can tell as well."""
    assert show_findings(check_language, "橋 12", target, languages=languages) == []


@pytest.mark.parametrize(("languages", "target", "severity"), WRONG.values(), ids=WRONG)
def test_an_answer_in_another_language_is_told(languages: str, target: str, severity: str) -> None:
    """An error where the other one is known, else a question."""
    (found,) = show_findings(check_language, "橋 12", target, languages=languages)
    assert found.startswith(severity)


OWN = "the of and it"
OTHER = "der und nicht auch sich"
NO_WORDS = (
    "Toyota Honda Nissan Mazda Subaru Suzuki Daihatsu Mitsubishi Isuzu Hino Lexus Acura Infiniti"
)
MIXED = {
    # name: words of English, words of German, words in all, what is said
    "a quarter of its own": (2, 4, 8, []),
    "less than a quarter of its own": (1, 4, 8, ["error"]),
    "twice as many of another": (2, 4, 12, ["error"]),
    "less than twice as many": (2, 3, 12, []),
    "one of its own in fourteen": (1, 0, 14, []),
    "none of its own": (0, 0, 13, ["warning"]),
    "two of another": (0, 2, 13, ["warning"]),
}


@pytest.mark.parametrize(("n_own", "n_other", "n_words", "severities"), MIXED.values(), ids=MIXED)
def test_a_text_of_names_is_judged_by_what_is_between_them(
    n_own: int, n_other: int, n_words: int, severities: list[str]
) -> None:
    """Another language has to outweigh the right one; where neither says much, that is asked."""
    words = [*OWN.split()[:n_own], *OTHER.split()[:n_other], *NO_WORDS.split()]
    found = show_findings(check_language, "橋 12", " ".join(words[:n_words]))
    assert [each.split()[0] for each in found] == severities


def test_a_word_in_twenty_is_enough_not_to_be_asked() -> None:
    """A list of names with one small word between them may well be right."""
    names = f"{NO_WORDS} Yamaha Kawasaki Bosch Denso Aisin Valeo"
    twenty = f"the {names}"
    assert len(twenty.split()) == 20
    assert show_findings(check_language, "橋", twenty) == []
    assert len(show_findings(check_language, "橋", f"{twenty} Magna")) == 1


def test_less_than_half_of_the_words_may_be_those_of_the_source() -> None:
    """Four of eight or nine tell nothing of the others."""
    nine = " ".join(GERMAN.split()[:9])
    eight = " ".join(GERMAN.split()[:8])
    assert len(show_findings(check_language, "橋 Der Rat der Stadt", eight)) == 1
    assert len(show_findings(check_language, "橋 Der Rat der Stadt", nine)) == 1
    assert show_findings(check_language, "橋 Der Rat der Stadt hat", nine) == []


def test_words_of_the_source_tell_no_language() -> None:
    """Names and titles may stand as they are."""
    assert show_findings(check_language, GERMAN, GERMAN, languages="de en") == []
    names = NAMES.replace(" ", ", ")
    assert show_findings(check_language, names, names, languages="ja en") == []


@pytest.mark.parametrize("kind", [UnitKind.TAG, UnitKind.AUTHOR, UnitKind.CATEGORY])
def test_a_tag_or_a_name_may_be_in_any_language(kind: UnitKind) -> None:
    """It has no words that every text has."""
    assert show_findings(check_language, "橋", GERMAN, kind=kind) == []


@pytest.mark.parametrize(
    ("words", "is_romaji"),
    [
        ("machi no hashi wa haru ni", True),
        ("machi no hashi wa the spring", False),
        # Six words of seven are less than 85 of a hundred... but for the rounding.
        ("machi no hashi wa haru ni spring", True),
        ("tomato banana sake sushi anime manga", True),
        ("mamma mia la vita e bella", False),
        (" ".join(["hana"] * 17 + ["spring"] * 3), True),
        (" ".join(["hana"] * 16 + ["spring"] * 4), False),
    ],
)
def test_nearly_all_words_are_japanese_syllables(words: str, is_romaji: bool) -> None:
    """As no other language's are."""
    found = show_findings(check_language, "橋", words)
    assert any("Latin letters" in each for each in found) is is_romaji

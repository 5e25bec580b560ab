"""What looks unlike language is found, and what an editor would leave is left."""

from __future__ import annotations

import pytest

from newsletter.model import Unit, UnitKind
from newsletter.translate.checks import check_unit, surface
from newsletter.translate.checks.pair import build_pair
from newsletter.translate.checks.readable import check_empty, is_absurdly_long
from newsletter.translate.checks.surface import (
    check_case,
    check_length,
    check_mojibake,
    check_repetition,
    check_script,
    check_sentences,
    check_unchanged,
    check_width,
)
from newsletter.translate.glossary import EMPTY
from tests.translate.checks.pairs import show_findings

CASES = [
    pytest.param("ja en", "計画は今年始まる。", "the plan starts in autumn", 1, id="25 letters"),
    pytest.param("ja en", "計画は今年始まる。", "the plan starts in autum", 0, id="24 letters"),
    pytest.param("ja en", "計画は今年始まる", "the plan starts in autumn", 0, id="no sentence"),
    pytest.param("ja en", "計画は今年始まる。", "the plan starts in Autumn", 0, id="one capital"),
    pytest.param(
        "de en", "der Plan beginnt.", "the plan starts in autumn", 0, id="small in source"
    ),
    pytest.param(
        "de en", "Der Plan beginnt.", "the plan starts in autumn", 1, id="large in source"
    ),
    pytest.param(
        "en ja", "The plan starts.", "計画は今年の秋に始まることになっているという。", 0, id="ja"
    ),
]


@pytest.mark.parametrize(("languages", "source", "target", "n_found"), CASES)
def test_a_sentence_has_a_capital(languages: str, source: str, target: str, n_found: int) -> None:
    """A sentence long enough to hold one has a capital letter, unless its source has none."""
    assert len(show_findings(check_case, source, target, languages=languages)) == n_found


LENGTHS = [
    pytest.param("en ja", "The market calmed down again.", "市場。", ["warning"], id="short"),
    pytest.param("en ja", "The market calmed down again.", "市場は戻った。", [], id="short enough"),
    pytest.param("ja en", "市場は今日落ち着いた。", "Calm.", [], id="labels vary"),
    pytest.param("ja en", "市場は今日も落ち着いた。", "Calm.", [], id="12 characters"),
    pytest.param("ja en", "市場は今日また落ち着いた。", "Calm.", ["warning"], id="13"),
    pytest.param("en de", "A", "Das ist doch viel länger als ein A", ["error"], id="one letter"),
    pytest.param("en de", "A", "Ein Buchstabe", [], id="one letter, a few words"),
    pytest.param("en de", "https://example.com/", "Hier steht plötzlich etwas", [], id="no words"),
    pytest.param("en de", "x" * 40, "x" * 133, ["warning"], id="over the most"),
    pytest.param("en de", "x" * 40, "x" * 132, [], id="at the most"),
    pytest.param("en de", "x" * 40, "x" * 204, ["warning"], id="at the most of all"),
    pytest.param("en de", "x" * 40, "x" * 205, ["error"], id="over the most of all"),
    pytest.param("en de", "x" * 40, "x" * 18, [], id="44 % and more"),
    pytest.param("en de", "x" * 40, "x" * 17, ["warning"], id="under 44 %"),
    pytest.param("en de", "x" * 30, "x" * 13, ["warning"], id="under 44 % of 30"),
    pytest.param("en de", "x" * 25, "x" * 9, [], id="36 % of 25"),
    pytest.param("en de", "x" * 29, "x" * 11, [], id="36 % and more of 29"),
    pytest.param("en de", "x" * 29, "x" * 10, ["warning"], id="under 36 % of 29"),
    pytest.param("en ja", "x" * 23, "市場。", ["warning"], id="12 characters expected"),
    pytest.param("en ja", "x" * 22, "市場。", [], id="not 12"),
    pytest.param("en de", "x" * 200, "x" * 23, ["warning"], id="not so short"),
    pytest.param("en de", "x" * 200, "x" * 22, ["error"], id="far too short"),
]


@pytest.mark.parametrize(("languages", "source", "target", "severities"), LENGTHS)
def test_a_translation_has_a_usual_length(
    languages: str, source: str, target: str, severities: list[str]
) -> None:
    """Far too long or short is held, somewhat is listed, and a few characters say nothing."""
    found = show_findings(check_length, source, target, languages=languages)
    assert [line.split()[0] for line in found] == severities


@pytest.mark.parametrize(
    ("n_source", "n_target", "is_absurd"),
    [(110, 2201, True), (110, 2200, False), (99, 2000, False), (10, 2001, True)],
)
def test_an_absurd_length_is_not_read(n_source: int, n_target: int, is_absurd: bool) -> None:
    """More than 2,000 characters and more than twenty times the source."""
    unit = Unit(UnitKind.SENTENCE, "x" * n_source, "ja")
    assert is_absurdly_long(build_pair(unit, "x" * n_target, "en", EMPTY)) is is_absurd


LOOPS = [
    pytest.param("寒い。", "Brrrrrrr.", 1, id="a letter seven times"),
    pytest.param("寒い。", "Ahhhhhh", 1, id="a letter six times, one in"),
    pytest.param("寒い。", "Ahhhhh.", 0, id="a letter five times"),
    pytest.param("寒い。", "It was 1,000,000,000 here.", 0, id="digits"),
    pytest.param("だめ。", "No, no, no, I said.", 0, id="as people talk"),
    pytest.param("だめ。", "No, no, no, no, I said.", 1, id="four times"),
    pytest.param("はい。", "Yes, yes, yes, I said.", 0, id="three letters as people talk"),
    pytest.param("はい。", "Yes, yes, yes, yes, I said.", 1, id="three letters four times"),
    pytest.param("走れ。", "Run, runs, runs, runs, I said.", 1, id="longer"),
    pytest.param("走れ。", "Runs and runs and walks.", 0, id="twice"),
    pytest.param("立地だ。", "Location, location, location.", 0, id="a saying"),
    pytest.param(
        "だめだめだめだめだめだめ。", "No, no, no, no, I said.", 0, id="in the source too"
    ),
    pytest.param("それで。", "and so on, and so on, and so on, and", 1, id="a phrase"),
    pytest.param("それで。", "one of two, three of two, four of two", 0, id="the same distance"),
]


@pytest.mark.parametrize(("source", "target", "n_found"), LOOPS)
def test_words_in_a_loop_are_seen(source: str, target: str, n_found: int) -> None:
    """A piece six times in a row, words three times; not what the source repeats too."""
    assert len(show_findings(check_repetition, source, target)) == n_found


class _Unsearched:
    """A pattern that must not be searched."""

    def search(self, text: str) -> None:
        pytest.fail(f"{text} was searched")

    finditer = search


@pytest.mark.parametrize("text", ["The market is calm.", "One bus or two", "市場は静かだ。", ""])
def test_a_text_without_repeats_is_not_searched(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow search for loops is for texts that may have one."""
    monkeypatch.setattr(surface, "_LOOP_CHARS", _Unsearched())
    monkeypatch.setattr(surface, "_LOOP_WORDS", _Unsearched())
    assert show_findings(check_repetition, "寒い。", text) == []


UNCHANGED = [
    pytest.param("de en", "Das Buch ist neu", UnitKind.SENTENCE, ["error"], id="four words"),
    pytest.param("de en", "Das Buch neu", UnitKind.SENTENCE, ["warning"], id="three words"),
    pytest.param("de en", "Siemens Energy", UnitKind.TAG, [], id="a tag"),
    pytest.param("de en", "Siemens Energy", UnitKind.SENTENCE, ["warning"], id="a name"),
    pytest.param("de en", "SAP SE Walldorf Berlin", UnitKind.SENTENCE, ["warning"], id="all names"),
    pytest.param("de en", "A B C D E F G H", UnitKind.SENTENCE, ["warning"], id="eight names"),
    pytest.param("de en", "A B C D E F G H I", UnitKind.SENTENCE, ["error"], id="nine names"),
    pytest.param("de en", "Firefox >= v2.0 Beta", UnitKind.SENTENCE, ["warning"], id="a version"),
    pytest.param("de en", "Firefox in neuer Form", UnitKind.SENTENCE, ["error"], id="small words"),
    pytest.param("de de-AT", "Das Buch ist neu", UnitKind.SENTENCE, [], id="one language"),
    pytest.param("ja en", "市場", UnitKind.SENTENCE, ["error"], id="characters"),
    pytest.param("ja en", "OpenAI", UnitKind.SENTENCE, [], id="Latin in Japanese"),
    pytest.param("de en", "2025", UnitKind.TAG, [], id="digits of a tag"),
    pytest.param("de en", "…", UnitKind.SENTENCE, [], id="nothing to read"),
]


@pytest.mark.parametrize(("languages", "text", "kind", "severities"), UNCHANGED)
def test_the_source_is_no_answer(
    languages: str, text: str, kind: UnitKind, severities: list[str]
) -> None:
    """A text comes back translated; names, tags and Latin words may stay as they are."""
    found = show_findings(check_unchanged, text, text, languages=languages, kind=kind)
    assert [line.split()[0] for line in found] == severities


SENTENCES = [
    pytest.param("暗い夜だ。", "It is cold. It is wet. It is dark.", 0, id="one as three"),
    pytest.param("一つだ。", "One it is. Two it is. Three it is. Four it is.", 1, id="one as four"),
    pytest.param("今日だ。明日だ。明後日だ。", "It is today, and so on.", 1, id="three as one"),
    pytest.param(
        "今日だ。明日だ。明後日だ。", "It is today. Then comes more.", 0, id="three as two"
    ),
    pytest.param("朝だ。昼だ。夕だ。夜だ。", "It was light. Now it is dark.", 0, id="four as two"),
    pytest.param("今日だ。明日だ。", "It is today, or tomorrow.", 0, id="two as one"),
]


@pytest.mark.parametrize(("source", "target", "n_found"), SENTENCES)
def test_sentences_do_not_multiply(source: str, target: str, n_found: int) -> None:
    """One may become three and three two; not four, and not one."""
    assert len(show_findings(check_sentences, source, target)) == n_found


@pytest.mark.parametrize(
    ("languages", "source", "target", "n_found"),
    [
        ("ja en", "市場", "— …", 1),
        ("ja en", "市場", "A", 0),
        ("ja en", "…", "—", 0),
        ("ja en", "", "", 0),
        ("ja en", "3割", "30%", 0),
        ("ja en", "3割。", "30%.", 0),
        ("ja en", "3割減。", "30%", 1),
        ("ja en", "約3割", "30%", 1),
        ("ja en", "市場", "30%", 1),
    ],
)
def test_there_is_something_to_read(languages: str, source: str, target: str, n_found: int) -> None:
    """Words do not become marks or figures; marks may, and an amount that is all there is."""
    assert len(show_findings(check_empty, source, target, languages=languages)) == n_found


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("The 市場 fell.", ['"市場" is not translated (Han)']),
        ("The 市場は fell, さ.", ['"市場は" is not translated (Han, kana)']),
        ("市場は下がった。", ["the answer is the source"]),
        ("The market fell.", []),
    ],
)
def test_what_is_not_translated_is_told_once(target: str, expected: list[str]) -> None:
    """Scripts of one text are one finding; a source that was given back is only that."""
    unit = Unit(UnitKind.SENTENCE, "市場は下がった。", "ja")
    found = check_unit(unit, target, target_language="en")
    rules = ("script", "unchanged")
    assert [finding.message for finding in found if finding.rule in rules] == expected


@pytest.mark.parametrize(
    ("languages", "target", "n_found"),
    [
        ("ja en", "The 市場 fell.", 1),
        ("ja en", "The market fell.", 0),
        ("ja ko", "시장(市場)은 내렸다.", 0),
        ("ja ko", "시장 は 내렸다.", 1),
        ("ja zh-Hans", "市场下跌。", 0),
        ("ja zh-Hans", "市场は下跌。", 1),
    ],
)
def test_no_letters_of_the_source_script_are_left(
    languages: str, target: str, n_found: int
) -> None:
    """Only those of the target's own scripts; Korean may print Han beside a word."""
    assert (
        len(show_findings(check_script, "市場は下がった。", target, languages=languages)) == n_found
    )


@pytest.mark.parametrize(
    ("languages", "target", "n_found"),
    [
        ("ja en", "In ２０２７", 1),
        ("ja en", "In 2027", 0),
        ("ja zh", "２０２７年", 0),
        ("ja ko", "２０２７년", 0),
        ("en ja", "２０２７年", 0),
    ],
)
def test_full_width_digits_are_east_asian(languages: str, target: str, n_found: int) -> None:
    """Where a language has no full-width characters they are left of another one."""
    assert len(show_findings(check_width, "2027年", target, languages=languages)) == n_found


@pytest.mark.parametrize(
    ("source", "target", "n_found"),
    [
        ("彼の本だ。", "Itâ€™s his.", 1),
        ("彼の本だ。", "It\u202es his.", 1),
        ("彼の本だ。", "It’s his café, à la carte.", 0),
        ("彼の\u202e本だ。", "It\u202es his.", 0),
    ],
)
def test_damaged_letters_are_seen(source: str, target: str, n_found: int) -> None:
    """What was decoded wrongly or turns the direction, unless the source has it too."""
    assert len(show_findings(check_mojibake, source, target)) == n_found

from __future__ import annotations

import json
import re
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.language.numbers import find_amounts, find_free_units
from newsletter.model import Severity, Unit, UnitKind
from newsletter.translate import checks
from newsletter.translate.checks import STRUCTURE, check_unit, is_acceptable
from newsletter.translate.checks.all_checks import CHECKS
from newsletter.translate.glossary import Glossary, parse_glossary

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "checks.json").read_text(encoding="utf-8")
)
GOOD = [case for case in CASES if not case["rule"]]
BAD = [case for case in CASES if case["rule"]]


def _read_table(name: str) -> list[tuple[str, ...]]:
    path = Path(__file__).parents[2] / "cases" / "translate" / name
    return [tuple(line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines()]


RIGHT = _read_table("false-alarms.tsv")
WRONG = _read_table("misses.tsv")


def _find(case: dict[str, str]) -> set[tuple[str, str]]:
    unit = Unit(UnitKind.SENTENCE, case["ja"], case.get("source_language", "ja"))
    return {
        (each.rule, each.severity.value)
        for each in check_unit(unit, case["en"], target_language=case.get("language", "en"))
    }


@pytest.mark.parametrize("case", BAD, ids=[f"{case['rule']}-{case['en'][:24]}" for case in BAD])
def test_a_fault_is_found_by_its_rule(case: dict[str, str]) -> None:
    """Each rule finds what it is named for, with the severity that was promised."""
    assert (case["rule"], case["severity"]) in _find(case)


@pytest.mark.parametrize("case", GOOD, ids=[case["en"][:32] for case in GOOD])
def test_good_text_raises_nothing(case: dict[str, str]) -> None:
    """What looks like a fault and is none stays without a finding."""
    assert _find(case) == set()


def test_every_rule_has_cases_and_a_line_in_the_table() -> None:
    """The docstring's table, the rules and the cases are the same set."""
    table = set(
        re.findall(r"^\| ([a-z]+) \| (?:error|warning)", checks.__doc__ or "", re.MULTILINE)
    )
    assert table == {case["rule"] for case in BAD} | {"glossary"}
    assert table >= {check.__name__.removeprefix("check_") for check in CHECKS}


def test_a_preview_engine_is_judged_by_its_marks_alone() -> None:
    """Accented nonsense is fine in a preview, a lost mark is not."""
    unit = Unit(UnitKind.SENTENCE, "[[1]]市場[[/1]]は静かだ。", "ja")
    assert check_unit(unit, "[[1]]šûṽé[[/1]] 市場", target_language="en", checks=STRUCTURE) == ()
    assert not is_acceptable(check_unit(unit, "[[1]]šûṽé", target_language="en", checks=STRUCTURE))


# ---------------------------------------------------------------- seen in the wild


@pytest.mark.parametrize(("source_language", "language", "source", "target", "why"), RIGHT)
def test_a_right_answer_passes(
    source_language: str, language: str, source: str, target: str, why: str
) -> None:
    """What professional translators write, and what was held once for the reason beside it."""
    unit = Unit(UnitKind.SENTENCE, source, source_language)
    assert is_acceptable(check_unit(unit, target, target_language=language)), why


@pytest.mark.parametrize(("source_language", "language", "source", "target", "why"), WRONG)
def test_a_wrong_answer_is_seen(
    source_language: str, language: str, source: str, target: str, why: str
) -> None:
    """What engines answer, and what passed in silence once."""
    unit = Unit(UnitKind.SENTENCE, source, source_language)
    assert check_unit(unit, target, target_language=language) != (), why


def _said_of(source_language: str, language: str, source: str, target: str) -> str:
    unit = Unit(UnitKind.SENTENCE, source, source_language)
    findings = check_unit(unit, target, target_language=language)
    if not is_acceptable(findings):
        return "held"
    return "listed" if findings else "silent"


def _read_unlisted(name: str, fault: str) -> list[object]:
    """The rows of a table; what it calls a fault of ours is expected to fail."""
    rows: list[object] = []
    for source_language, language, said, source, target, kind in _read_table(name):
        marks = [pytest.mark.xfail(strict=True, reason=kind)] if said == fault else []
        values = (source_language, language, said, source, target)
        rows.append(pytest.param(*values, marks=marks, id=f"{source_language}-{kind}-{target}"))
    return rows


@pytest.mark.parametrize(
    ("source_language", "language", "said", "source", "target"),
    _read_unlisted("unlisted-wrong.tsv", "silent"),
)
def test_wrong_answers_of_kinds_that_nobody_listed(
    source_language: str, language: str, said: str, source: str, target: str
) -> None:
    """Units, quarters, weekdays, halves, versions: held or listed as the table says.

    What is silent there is known: who did what to whom, and what is planned.
    """
    found = _said_of(source_language, language, source, target)
    assert found != "silent"
    assert found == said


@pytest.mark.parametrize(
    ("source_language", "language", "said", "source", "target"),
    _read_unlisted("unlisted-right.tsv", "held"),
)
def test_right_answers_that_look_odd(
    source_language: str, language: str, said: str, source: str, target: str
) -> None:
    """A weekday said in another way, a share as per cent: never held.

    What is held there was converted to another unit, which a person has to decide.
    """
    found = _said_of(source_language, language, source, target)
    assert found != "held"
    assert found == said


# ---------------------------------------------------------------- the reviewed sample


@pytest.fixture(scope="module")
def reviewed(seeds: Path) -> tuple[Glossary, list[tuple[str, str]]]:
    """The sample publication's glossary and every pair a person has confirmed."""
    glossary = parse_glossary((seeds / "glossary.csv").read_text(encoding="utf-8"))
    files = [
        polib.pofile(str(path)) for path in sorted((seeds / "translations" / "en").glob("*.po"))
    ]
    pairs = [
        (entry.msgid, entry.msgstr)
        for file in files
        for entry in file
        if entry.msgstr and not entry.fuzzy and not entry.obsolete
    ]
    assert len(pairs) > 100
    return glossary, pairs


def test_the_reviewed_sample_raises_no_alarm(
    reviewed: tuple[Glossary, list[tuple[str, str]]],
) -> None:
    """Not an error and not a warning on text that a person has read and confirmed."""
    glossary, pairs = reviewed
    found = {
        (finding.rule, finding.message, source)
        for source, target in pairs
        for finding in check_unit(
            Unit(UnitKind.SENTENCE, source, "ja"), target, target_language="en", glossary=glossary
        )
    }
    assert found == set()


# What goes wrong in the English of machines, done to English that is right: (pattern, replacement).
MUTATIONS = (
    ("million to billion", r"\bmillion\b", "billion"),
    ("billion to million", r"\bbillion\b", "million"),
    ("dollars to yen", r"\$(?=\d)", "¥"),
    ("Australian to US dollars", r"\bA\$", "$"),
    ("per cent lost", r"(?<=\d)%| percent\b", ""),
    ("a digit more", r"(\d)(?=%)", r"\g<1>0"),
    ("years multiplied", r"(\d)(?= years)", r"\g<1>0"),
    ("a mark lost", r"\[\[/?\d+\]\]", ""),
    ("two marks swapped", r"\[\[(\d+)\]\](.*)\[\[/\1\]\]", r"[[/\1]]\2[[\1]]"),
    ("a name translated", r"\bLynas Rare Earths\b|\bMP Materials\b", "the company"),
    ("an entity", r"’", "&#39;"),
    ("mojibake", r"’", "â€™"),
)


@pytest.mark.parametrize(
    ("name", "pattern", "replacement"), MUTATIONS, ids=[name for name, _, _ in MUTATIONS]
)
def test_a_reviewed_sentence_made_wrong_is_held(
    name: str, pattern: str, replacement: str, reviewed: tuple[Glossary, list[tuple[str, str]]]
) -> None:
    """Every sentence of the sample in which the fault can be made is held."""
    glossary, pairs = reviewed
    broken = [
        (source, re.sub(pattern, replacement, target, count=1))
        for source, target in pairs
        if re.search(pattern, target)
    ]
    assert broken
    passed = [
        target
        for source, target in broken
        if is_acceptable(
            check_unit(
                Unit(UnitKind.SENTENCE, source, "ja"),
                target,
                target_language="en",
                glossary=glossary,
            )
        )
    ]
    assert passed == []


def test_the_answers_of_neighbours_swapped_are_mostly_seen(
    reviewed: tuple[Glossary, list[tuple[str, str]]],
) -> None:
    """Numbers, names and marks tell many sentences apart even where length does not."""
    glossary, pairs = reviewed
    marked = [(source, target) for source, target in pairs if re.search(r"\d", source)]
    swapped = [
        (source, other)
        for (source, _), (_, other) in zip(marked, [*marked[1:], marked[0]], strict=True)
    ]
    held = [
        source
        for source, other in swapped
        if not is_acceptable(
            check_unit(
                Unit(UnitKind.SENTENCE, source, "ja"),
                other,
                target_language="en",
                glossary=glossary,
            )
        )
    ]
    assert len(held) > 0.75 * len(swapped)


# ---------------------------------------------------------------- laws

TEXT = st.text(
    st.sampled_from(
        "一二十百千万億兆数何円ドル元%割分年月日時半〜、。0123456789,./$¥€ abmnhundreilo[]/-"
    ),
    max_size=30,
)


@given(
    TEXT,
    TEXT,
    st.sampled_from(("ja", "en", "de", "pt", "ko", "zh-Hans", "ar", "xx")),
    st.sampled_from(("en", "ja", "fr", "ko", "he")),
)
def test_no_text_makes_the_checks_stumble(
    source: str, target: str, language: str, target_language: str
) -> None:
    """Whatever stands in a post or comes from an engine, the checks answer."""
    check_unit(
        Unit(UnitKind.SENTENCE, source or "a", language), target, target_language=target_language
    )


@given(TEXT, st.sampled_from(("ja", "en", "pt")))
def test_amounts_stand_in_order_and_have_a_meaning(text: str, language: str) -> None:
    """Every amount has a place, a duty and at least one reading."""
    amounts = find_amounts(text, language)
    for amount in amounts:
        assert amount.start < amount.end
        assert amount.readings
    find_free_units(text, language, amounts)


@given(st.integers(1, 99_999), st.sampled_from([(10**4, "万"), (10**8, "億"), (10**12, "兆")]))
def test_an_amount_written_in_both_ways_is_the_same(number: int, scale: tuple[int, str]) -> None:
    """万, 億 and 兆 equal their value in English digits, and no value ten times as large."""
    factor, word = scale
    source = Unit(UnitKind.SENTENCE, f"投資は{number:,}{word}円だった。", "ja")
    assert is_acceptable(
        check_unit(source, f"The investment was ¥{number * factor:,}.", target_language="en")
    )
    assert not is_acceptable(
        check_unit(source, f"The investment was ¥{number * factor * 10:,}.", target_language="en")
    )
    assert {
        finding.severity
        for finding in check_unit(source, f"It was ${number * factor:,}.", target_language="en")
    } == {Severity.ERROR}


GOOD_PAIRS = json.loads(
    (Path(__file__).parents[2] / "cases" / "good_pairs.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("ja", "en"), GOOD_PAIRS, ids=[en[:40] for _, en in GOOD_PAIRS])
def test_a_good_translation_is_not_held(ja: str, en: str) -> None:
    """Sentences of a newsletter as an editor translates them: idioms, ranges, dates, rates."""
    assert is_acceptable(check_unit(Unit(UnitKind.SENTENCE, ja, "ja"), en, target_language="en"))


OTHER_PAIRS = json.loads(
    (Path(__file__).parents[2] / "cases" / "good_pairs_other.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("source_language", "language", "source", "target"),
    OTHER_PAIRS,
    ids=[f"{a}-{b}-{t[:20]}" for a, b, _, t in OTHER_PAIRS],
)
def test_a_good_translation_between_other_languages_is_not_held(
    source_language: str, language: str, source: str, target: str
) -> None:
    """Decimal commas, long scales, myriads on both sides, right-to-left scripts."""
    assert is_acceptable(
        check_unit(
            Unit(UnitKind.SENTENCE, source, source_language), target, target_language=language
        )
    )


@pytest.mark.parametrize(
    ("source_language", "language", "source", "target"),
    [pair for pair in OTHER_PAIRS if re.search(r"\d", pair[3])],
)
def test_another_digit_is_seen_in_every_language(
    source_language: str, language: str, source: str, target: str
) -> None:
    """Also where no scale word is known: there it is a warning."""
    wrong = re.sub(r"\d", lambda found: str(int(found.group()) % 9 + 1), target, count=1)
    findings = check_unit(
        Unit(UnitKind.SENTENCE, source, source_language), wrong, target_language=language
    )
    assert "numbers" in {finding.rule for finding in findings}

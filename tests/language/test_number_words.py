"""The words of each language, and the readings an amount has beside its likeliest."""

from __future__ import annotations

from fractions import Fraction

import pytest

from newsletter.language.numbers import Duty, find_amounts
from newsletter.language.numbers.general import knows_words
from newsletter.language.numbers.general_words import get_words, has_words


def _values(text: str, language: str) -> set[str]:
    """Value with unit of each reading of each amount."""
    return {
        f"{'~' if reading.vague else ''}{reading.value}{reading.unit}"
        for amount in find_amounts(text, language)
        for reading in amount.readings
    }


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("5m", "en", {"5", "5000000"}),
        ("5k", "en", {"5", "5000"}),
        ("$5m", "en", {"5000000USD"}),
        ("3 p.m.", "en", {"3", "15"}),
        ("3 a.m.", "en", {"3"}),
        ("12 p.m.", "en", {"12"}),
        ("13 p.m.", "en", {"13"}),
        ("the 1800s", "en", {"1800", "19"}),
        ("the 1850s", "en", {"1850"}),
        ("2024-25", "en", {"2024", "25", "2025"}),
        ("5 decades", "en", {"5", "50"}),
        ("twice", "en", {"2", "2%", "100", "100%"}),
        ("triple", "en", {"3", "3%"}),
        ("the sixties", "en", {"60", "60%", "1960", "1960%"}),
        ("sevenfold", "en", {"7", "7%"}),
        ("manifold", "en", set()),
        ("scaffold", "en", set()),
        ("mayor", "en", set()),
        ("May", "en", {"5", "5%"}),
        ("3 out of 4", "en", {"3", "4", "3/4", "75%"}),
        ("four in three", "en", {"4", "400%", "3", "300%"}),
        ("two-thirds", "en", {"2/3", "2", "200/3%"}),
        ("24/7", "en", {"24", "7", "365"}),
        ("a year and a half", "en", {"1/2", "1/2%", "50", "50%", "3/2"}),
        ("a team and a half", "en", {"1/2", "1/2%", "50", "50%"}),
        ("1/0", "en", {"1", "0"}),
        ("令和7年", "ja", {"2025", "7"}),
        ("18年", "ja", {"18", "2018", "1918"}),
        ("18年間", "ja", {"18"}),
        ("18年前", "ja", {"18"}),
        ("100年", "ja", {"100"}),
        ("80年代", "ja", {"80", "1980", "2080"}),
        ("2024〜25年", "ja", {"2024", "25", "2025"}),
        ("15時", "ja", {"15", "3"}),
        ("12時", "ja", {"12"}),
        ("9時", "ja", {"9"}),
        ("午後9時", "ja", {"9", "21"}),
        ("15時間", "ja", {"15"}),
        ("3倍", "ja", {"3", "300%"}),
        ("1年半", "ja", {"3/2", "1", "18"}),
        ("〇五年", "ja", {"5", "2005", "1905"}),
        ("五〇年間", "ja", {"50"}),
        ("2倍半", "ja", {"5/2", "2", "250%"}),
        ("5M", "ja", {"5", "5000000"}),
        ("5bn", "ja", {"5000000000"}),
        ("5MB", "ja", {"5"}),
        ("3ポンド", "ja", {"3GBP", "3"}),
        ("3英ポンド", "ja", {"3GBP"}),
        ("英国で3ポンド", "ja", {"3GBP", "3"}),
        ("両社", "ja", {"2", "2%"}),
        ("世紀", "ja", {"100", "100%"}),
        ("両替", "ja", set()),
        ("95后", "zh", {"95", "1995"}),
        ("1.234", "de", {"1234", "617/500"}),
        ("1.234.567", "de", {"1234567"}),
        ("1.23", "de", {"123/100"}),
        ("1,5", "de", {"3/2"}),
        ("90er", "de", {"90", "1990", "2090"}),
        ("120er", "de", {"120"}),
        ("années 80", "fr", {"80", "1980", "2080"}),
        ("80 années", "fr", {"80"}),
        ("20 Pfund", "de", {"20GBP", "20"}),
        ("20 Euro", "de", {"20EUR"}),
        ("12,34,567", "hi", {"1234567"}),
        ("Millionen Euro", "de", {"1000000EUR", "~1000000EUR"}),
    ],
)
def test_an_amount_has_every_meaning_it_can_have_and_no_other(
    text: str,
    language: str,
    values: set[str],
) -> None:
    """Clocks, short years, scales that may be letters, words that say numbers."""
    assert _values(text, language) == values


@pytest.mark.parametrize(
    ("language", "word", "factor"),
    [
        ("de", "Billion", 10**12),
        ("de", "Milliarden", 10**9),
        ("fr", "billion", 10**12),
        ("es", "billones", 10**12),
        ("it", "miliardi", 10**9),
        ("nl", "miljard", 10**9),
        ("sv", "miljoner", 10**6),
        ("ru", "миллионами", 10**6),
        ("ru", "тысячами", 10**3),
        ("ru", "млрд", 10**9),
        ("uk", "мільйонів", 10**6),
        ("pl", "milionami", 10**6),
        ("tr", "milyonluk", 10**6),
        ("hi", "लाख", 10**5),
        ("hi", "करोड़", 10**7),
        ("vi", "tỷ", 10**9),
        ("id", "juta", 10**6),
        ("th", "ล้าน", 10**6),
        ("ar", "مليون", 10**6),
    ],
)
def test_a_scale_word_is_worth_what_its_language_says(
    language: str,
    word: str,
    factor: int,
) -> None:
    """A billion is a million millions on the long scale; endings change nothing."""
    words = get_words(language)
    found = words.scale.match(f" {word}")
    assert found is not None
    assert words.factor(found.group(1)) == factor


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", " millionnaire"),
        ("es", " milagro"),
        ("it", " milano"),
        ("nl", " miljonair"),
        ("vi", " tỷlệ"),
        ("id", " jutawan"),
        ("en", " million"),
        ("xx", " million"),
        ("de", " Mia"),
    ],
)
def test_a_word_that_only_begins_like_a_scale_is_none(language: str, text: str) -> None:
    """Endings are free only where cases are told by them."""
    assert get_words(language).scale.match(text) is None


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "zwei und dreizehn", [("zwei", 2), ("dreizehn", 13)]),
        ("de", "einundzwanzig", [("einundzwanzig", 21)]),
        ("de", "Zwei", [("Zwei", 2)]),
        ("de", "zweifel", []),
        ("de", "entzwei", []),
        ("de", "ein Dutzend", [("Dutzend", 12)]),
        ("fr", "dix-sept jours", [("dix-sept", 17)]),
        ("fr", "vingt et un", [("vingt et un", 21)]),
        ("fr", "une douzaine", [("une", 1), ("douzaine", 12)]),
        ("fr", "dixième", []),
        ("fr", "huître", []),
        ("ru", "двадцать два", [("двадцать два", 22)]),
        ("ru", "дважды", []),
        ("xx", "zwei", []),
        ("de", "", []),
    ],
)
def test_the_longest_number_word_counts(
    language: str,
    text: str,
    found: list[tuple[str, Fraction]],
) -> None:
    """A part of another word is none."""
    numbers = get_words(language).numbers.find(text)
    assert [(text[start:end], value) for start, end, value in numbers] == found


def test_a_letter_that_grows_in_lower_case_leaves_the_words_alone() -> None:
    """Places would not fit, and a wrong place is worse than a missed word."""
    assert list(get_words("tr").numbers.find("iki")) == [(0, 3, Fraction(2))]
    assert list(get_words("tr").numbers.find("İ iki")) == []


@pytest.mark.parametrize(
    ("language", "known"),
    [("de", True), ("ro", True), ("hi", True), ("en", False), ("ja", False), ("xx", False)],
)
def test_words_are_known_of_the_languages_of_the_table(language: str, known: bool) -> None:
    """English and those that count in myriads have readers of their own."""
    assert has_words(language) is known
    assert knows_words(language) is known


@pytest.mark.parametrize(
    ("text", "language", "duty"),
    [
        ("drei Millionen Euro", "de", Duty.MUST),
        ("drei Millionen", "de", Duty.SHOULD),
        ("eine Million", "de", Duty.MAY),
        ("Millionen", "de", Duty.MAY),
        ("drei Tausend", "de", Duty.MAY),
        ("drei", "de", Duty.MAY),
        ("one of", "en", Duty.MAY),
        ("5", "en", Duty.SHOULD),
        ("21st", "en", Duty.SHOULD),
        ("millions", "en", Duty.SHOULD),
        ("hundreds", "en", Duty.MAY),
        ("数億円", "ja", Duty.SHOULD),
        ("数百円", "ja", Duty.MAY),
        ("三円", "ja", Duty.MUST),
        ("二円", "ja", Duty.MUST),
        ("一円", "ja", Duty.MAY),
        ("三元", "ja", Duty.MAY),
        ("1社あたり", "ja", Duty.MAY),
        ("2社あたり", "ja", Duty.SHOULD),
    ],
)
def test_the_duty_is_strong_where_no_idiom_can_be_meant(
    text: str,
    language: str,
    duty: Duty,
) -> None:
    """Money and digits must, a large number should, an idiom may come over."""
    assert find_amounts(text, language)[0].duty is duty


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("売上は3,200億円だ", "ja", "3,200億円"),
        ("約$500だ", "ja", "$500"),
        ("米4億ドルの", "ja", "米4億ドル"),
        ("It cost A$200m then", "en", "A$200m"),
        ("two million yen here", "en", "two million yen"),
        ("es sind 5 Mio. Euro mehr", "de", "5 Mio. Euro"),
        ("soit 12 milliards d'euros ici", "fr", "12 milliards d'euros"),
        ("５０％だ", "ja", "50%"),
    ],
)
def test_an_amount_is_named_with_its_scale_and_unit(text: str, language: str, shown: str) -> None:
    """What a finding shows is what was read, in plain digits."""
    assert find_amounts(text, language)[0].text == shown


def test_exact_shares_stay_exact() -> None:
    """A third is no 0.333."""
    assert find_amounts("3分の1", "ja")[0].readings[0].value == Fraction(1, 3)


@pytest.mark.parametrize(
    ("text", "language", "duties"),
    [
        ("5日かかる", "ja", [Duty.SHOULD]),
        ("5日だ", "ja", [Duty.SHOULD]),
        ("12月だ", "ja", [Duty.SHOULD]),
        ("12月5日だ", "ja", [Duty.MUST, Duty.MUST]),
        ("12月5日", "zh", [Duty.MUST, Duty.MUST]),
        ("12월 5일", "ko", [Duty.MUST, Duty.MUST]),
        ("12月に5人", "ja", [Duty.SHOULD, Duty.SHOULD]),
    ],
)
def test_a_date_must_come_over(text: str, language: str, duties: list[Duty]) -> None:
    """A month or a day alone may become a word."""
    assert [amount.duty for amount in find_amounts(text, language)] == duties


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("5만 2000명", "ko", [52_000]),
        ("5만 2,000명", "ko", [52_000]),
        ("5만 20000명", "ko", [50_000, 20_000]),
        ("5万 2000人", "ja", [50_000, 2_000]),
        ("15 亿元", "zh", [15 * 10**8]),
        ("700多万元", "zh", [7_000_000]),
        ("5 2000", "ko", [5, 2_000]),
    ],
)
def test_a_blank_parts_numbers_but_for_the_parts_of_one(
    text: str, language: str, values: list[int]
) -> None:
    """Korean writes one behind a myriad, Chinese one before it."""
    found = find_amounts(text, language, explaining=False)
    assert [amount.readings[0].value for amount in found] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two to three hundred million euros", [2 * 10**8, 3 * 10**8]),
        ("two or three thousand euros", [2_000, 3_000]),
        ("$2 to $3 billion", [2 * 10**9, 3 * 10**9]),
        ("two boats and three hundred million euros", [2, 3 * 10**8]),
    ],
)
def test_a_range_in_words_shares_its_scale(text: str, values: list[int]) -> None:
    """Three hundred million is the scale of the two before it, too."""
    found = find_amounts(text, "en", explaining=False)
    assert [amount.readings[0].value for amount in found] == values

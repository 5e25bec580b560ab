"""Amounts of languages with a decimal comma or words of their own: how each writes them."""

from __future__ import annotations

import pytest

from newsletter.language.numbers import Duty, find_amounts, find_free_units

MUST, SHOULD, MAY = Duty.MUST, Duty.SHOULD, Duty.MAY

# Language, text, its one amount with its duty, and all that it can mean, the likeliest first.
WILD = [
    ("de", "Es kostet 1,5 Millionen Euro.", "1,5 Millionen Euro", MUST, "1500000EUR"),
    ("de", "Es kostet 3,5 Mio. Euro.", "3,5 Mio. Euro", MUST, "3500000EUR"),
    ("de", "Es kostet 1.500 Euro.", "1.500 Euro", MUST, "1500EUR"),
    ("de", "Es kostet 1.500,50 Euro.", "1.500,50 Euro", MUST, "3001/2EUR"),
    ("de", "drei Millionen Euro", "drei Millionen Euro", MUST, "3000000EUR"),
    ("de", "2 Milliarden Menschen", "2 Milliarden", MUST, "2000000000"),
    ("de", "die 90er Jahre", "90", MUST, "90 1990 2090"),
    ("de", "um 5 Prozentpunkte", "5 Prozentpunkte", MUST, "5pt 5"),
    ("de", "100 Pfund Mehl", "100 Pfund", MUST, "100GBP 100"),
    ("fr", "12 milliards d’euros", "12 milliards d’euros", MUST, "12000000000EUR"),
    ("fr", "1 234,5 tonnes", "1 234,5", MUST, "2469/2"),
    ("fr", "les années 90", "90", MUST, "90 1990 2090"),
    ("es", "5 mil millones de dólares", "5 mil millones de dólares", MUST, "5000000000USD"),
    ("es", "el 12,5 % de todo", "12,5 %", MUST, "25/2%"),
    ("it", "3 mila euro", "3 mila euro", MUST, "3000EUR"),
    ("it", "gli anni 60", "60", MUST, "60 1960 2060"),
    ("pt", "R$ 3,2 bilhões", "R$ 3,2 bilhões", MUST, "3200000000BRL"),
    ("nl", "1,2 miljoen euro", "1,2 miljoen euro", MUST, "1200000EUR"),
    ("sv", "3 miljoner kronor", "3 miljoner kronor", MUST, "3000000SEK"),
    ("fi", "3 miljoonaa euroa", "3 miljoonaa euroa", MUST, "3000000EUR"),
    ("pl", "2 mld zł", "2 mld zł", MUST, "2000000000PLN"),
    ("cs", "2 miliony korun", "2 miliony korun", MUST, "2000000CZK"),
    ("ru", "3 млн долларов", "3 млн долларов", MUST, "3000000USD"),
    ("ru", "90-е годы", "90", MUST, "90 1990 2090"),
    ("uk", "5 млрд грн", "5 млрд грн", MUST, "5000000000UAH"),
    ("tr", "yüzde 25", "yüzde 25", MUST, "25%"),
    ("vi", "5 triệu đồng", "5 triệu đồng", MUST, "5000000VND"),
    ("id", "Rp 5 juta", "Rp 5 juta", MUST, "5000000IDR"),
    ("hi", "12,34,567 लोग", "12,34,567", MUST, "1234567"),
    ("th", "5 ล้านบาท", "5 ล้านบาท", MUST, "5000000THB"),
    ("ar", "٣٫٥ مليون دولار", "3٫5 مليون دولار", MUST, "3500000USD"),
]
# What may be read in two ways, or is no amount that has to come over.
UNSURE = [
    ("de", "1.234 Boote", "1.234", MUST, "1234 617/500"),
    ("de", "1'234 Boote", "1'234", MUST, "1234"),
    ("de", "3.14 Liter", "3.14", MUST, "157/50"),
    ("de", "0,125 Liter", "0,125", MUST, "1/8"),
    ("de", "0.001 Liter", "0.001", MUST, "1/1000"),
    ("de", "10,125 Liter", "10,125", MUST, "10125 81/8"),
    ("de", "H100 läuft.", "100", MAY, "100"),
    ("de", "Millionen Euro", "Millionen Euro", MAY, "1000000EUR ~1000000EUR"),
    ("de", "eine Million Euro", "eine Million Euro", MAY, "1000000EUR"),
    ("de", "zwei Drittel der Boote", "zwei Drittel", MAY, "2/3 200/3%"),
    ("de", "5 Boote", "5", SHOULD, "5"),
    ("fr", "cinquantaine de ports", "cinquantaine", MAY, "50 5000%"),
    ("xx", "5 Millionen", "5", SHOULD, "5"),
]


@pytest.mark.parametrize(("language", "text", "words", "duty", "values"), [*WILD, *UNSURE])
def test_an_amount_is_read_as_its_language_writes_it(
    language: str, text: str, words: str, duty: Duty, values: str
) -> None:
    """Separators, scales and money; what can be read in two ways has both readings."""
    (amount,) = find_amounts(text, language)
    found = [f"{'~' if one.vague else ''}{one.value}{one.unit}" for one in amount.readings]
    assert (amount.text, amount.duty, found) == (words, duty, values.split())


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("de", "10 bis 20 Prozent", "% %"),
        ("de", "5 oder 6 Millionen Euro", "EUR EUR"),
        ("fr", "de 10 à 20 %", "% %"),
        ("es", "entre 10 y 20 euros", "EUR EUR"),
        ("de", "5 Boote, 20 Euro", " EUR"),
        ("de", "5 Dollar und 20 Euro", "USD EUR"),
    ],
)
def test_members_of_a_range_share_their_unit(language: str, text: str, units: str) -> None:
    """What stands behind the last of them holds for all, if they have none of their own."""
    found = find_amounts(text, language, explaining=False)
    assert " ".join(amount.unit for amount in found) == units


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("de", "Der Dollar und der Euro", {"USD", "EUR"}),
        ("de", "Der Preis in US$", {"USD"}),
        ("fr", "Le prix en pour cent", {"%"}),
        ("de", "Um einen Punkt", set()),
        ("de", "Die Boote", set()),
    ],
)
def test_a_unit_may_be_named_apart(language: str, text: str, units: set[str]) -> None:
    """It explains an amount without one in the other text; a point may be any."""
    found = find_amounts(text, language, explaining=False)
    assert find_free_units(text, language, found) == units

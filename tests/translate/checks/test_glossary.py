from __future__ import annotations

import pytest

from newsletter.errors import ConfigError
from newsletter.model import Unit, UnitKind
from newsletter.translate.checks import check_unit
from newsletter.translate.glossary import EMPTY, parse_glossary, protect_terms, restore_terms

TEXT = """source,en,zh-Hant,do_not_translate,forbidden,scope,note
希土類元素,rare earth elements|rare earths,稀土元素,,rare soil,,
希土類,rare earths,稀土,,,,
チップ,chip,,,,,
MP Materials,,,yes,,,
ソフトバンクグループ,SoftBank Group|SoftBank,,,Softbank,,
投資,Investing,,,,field,a category
"AI, 人工知能",AI,,,,,"a comma"
企業,company,,,,,
"""
GLOSSARY = parse_glossary(TEXT)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("希土類元素と希土類", ["希土類元素", "希土類"]),
        ("チップスではなくチップ", ["チップ"]),
        ("チップスだけ", []),
        ("MP Materialsの株", ["MP Materials"]),
        ("AMP Materialsの株", []),
        ("投資の話", []),
        ("", []),
    ],
)
def test_terms_are_found_where_they_are_words(text: str, terms: list[str]) -> None:
    """The longest wins; a part of a longer word is none; field terms are for fields."""
    assert [term.source for term in GLOSSARY.find(text, "en")] == terms


@pytest.mark.parametrize(
    ("source", "language", "expected"),
    [
        ("投資", "en", "Investing"),
        (" 投資 ", "en", "Investing"),
        ("希土類元素", "en", "rare earth elements"),
        ("希土類元素", "zh-Hant", "稀土元素"),
        ("希土類元素", "de", None),
        ("MP Materials", "de", "MP Materials"),
        ("投資家", "en", None),
        ("希土類元素", "en-GB", "rare earth elements"),
    ],
)
def test_a_whole_field_has_one_fixed_value(
    source: str, language: str, expected: str | None
) -> None:
    """The preferred rendering, the term itself when it is kept, nothing for another language."""
    assert GLOSSARY.fixed(source, language) == expected


@pytest.mark.parametrize(
    ("ja", "en", "n_findings"),
    [
        ("希土類元素の価格", "The price of rare-earth elements", 0),
        ("希土類元素の価格", "Rare Earths' prices", 0),
        ("希土類元素の価格", "The price of a rare earth element", 0),
        ("希土類元素の価格", "The price of scarce soil", 1),
        ("希土類元素の価格", "The price of rare soil", 2),
        ("企業の価格", "Companies and prices", 0),
        ("企業の価格", "Accompany a price", 1),
        ("MP Materialsの価格", "The price of MP Materials", 0),
        ("MP Materialsの価格", "The price of MP Material", 1),
        ("ソフトバンクグループの価格", "The price of SoftBank", 0),
        ("ソフトバンクグループの価格", "The price of SoftBank, formerly Softbank", 1),
        ("投資の価格", "The price of investment", 0),
    ],
)
def test_terms_are_verified_after_translation(ja: str, en: str, n_findings: int) -> None:
    """Said as agreed in any inflection, never as forbidden, kept names to the letter."""
    found = check_unit(
        Unit(UnitKind.SENTENCE, ja, "ja"), en, target_language="en", glossary=GLOSSARY
    )
    assert [finding.rule for finding in found] == ["glossary"] * n_findings


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        ("term,en\na,b\n", ":1", "first column"),
        ("source,english\na,b\n", ":1", "unknown column"),
        ("source,en,en\na,b,c\n", ":1", "twice"),
        ("source,en\n希土類,rare earths\n希土類,rare soil\n", ":3", "twice"),
        ("source,en\n希土類,\n", ":2", "nothing is said"),
        ("source,en\n,rare earths\n", ":2", "no term"),
        ("source,en\na,b,c,d\n", ":2", "4 values for 2 columns"),
        ("source,en,do_not_translate\na,b,yes\n", ":2", "not to be translated"),
        ("source,en,do_not_translate\na,,perhaps\n", ":2", "perhaps"),
        ("source,en,scope\na,b,title\n", ":2", "scope"),
    ],
)
def test_a_broken_line_is_named(text: str, at: str, why: str) -> None:
    """File, line and reason, for a person with a spreadsheet."""
    with pytest.raises(ConfigError) as caught:
        parse_glossary(text, "glossary.csv")
    assert f"glossary.csv{at}" in str(caught.value)
    assert why in str(caught.value)


@pytest.mark.parametrize("text", ["", "\ufeff", "source,en\n", "source,en\n\n,,\n"])
def test_an_empty_glossary_says_nothing(text: str) -> None:
    """No file, no lines, blank lines: nothing to find and nothing to complain of."""
    assert parse_glossary(text) == EMPTY


def test_a_byte_order_mark_and_quoted_commas_are_read() -> None:
    """As spreadsheets write them."""
    assert parse_glossary("\ufeff" + TEXT) == GLOSSARY
    assert GLOSSARY.fixed("AI, 人工知能", "en") == "AI"


def test_protected_terms_come_back_as_agreed() -> None:
    """Marks above the unit's own, the preferred rendering, blanks towards Latin words."""
    protected, table = protect_terms("[[2]]希土類元素[[/2]]とチップ", GLOSSARY, "en")
    assert protected == "[[2]][[3]][[/2]]と[[4]]"
    assert (
        restore_terms("[[2]][[3]][[/2]]and[[4]]", table) == "[[2]]rare earth elements[[/2]]and chip"
    )


@pytest.mark.parametrize(
    ("text", "protected", "kept"),
    [
        ("Write to [[1]]us@example.org[[/1]].", "Write to [[1]][[2]][[/1]].", ["us@example.org"]),
        ("See https://example.org/a.", "See [[1]].", ["https://example.org/a"]),
        ("@harbour or www.example.org!", "[[1]] or [[2]]!", ["@harbour", "www.example.org"]),
        ("At 希土類.example.org", "At [[1]].example.org", ["rare earths"]),
        ("At https://example.org/希土類", "At [[1]][[2]]", None),
        ("It costs $5 @ 3 a day, e.g. here.", "It costs $5 @ 3 a day, e.g. here.", []),
    ],
)
def test_an_address_is_not_for_an_engine(text: str, protected: str, kept: list[str] | None) -> None:
    """Asked again alone, a small model keeps the mark where it had made another address."""
    found, table = protect_terms(text, GLOSSARY, "en")
    assert found == protected
    assert restore_terms(found, table) == text or "希土類" in text
    assert kept is None or [said for _, said in table] == kept


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_a_spreadsheet_s_encoding_is_read(encoding: str) -> None:
    """A Japanese spreadsheet saves CSV as CP932, and its "Unicode text" as UTF-16."""
    assert parse_glossary(TEXT.encode(encoding)) == GLOSSARY


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        ("source,en\n希土類,\x81\n".encode("latin-1", "replace") + b"\x81", 1, "CP932"),
        ('source,en\n希土類,"rare earths\nチップ,chip\n'.encode(), 3, "not closed"),
        ("source,en\n<<<<<<< HEAD\n希土類,rare earths\n".encode(), 2, "merged"),
    ],
    ids=["encoding", "quote", "conflict"],
)
def test_a_broken_table_is_named(data: bytes, line: int, why: str) -> None:
    """File, line and what to do; never a traceback."""
    with pytest.raises(ConfigError) as caught:
        parse_glossary(data, "glossary.csv")
    assert why in caught.value.why
    assert caught.value.at.startswith("glossary.csv:")
    assert line

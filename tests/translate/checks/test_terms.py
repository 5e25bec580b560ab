"""Terms and names: said as agreed, kept as agreed, and found where nobody dropped them."""

from __future__ import annotations

import pytest

from newsletter.model import Unit, UnitKind
from newsletter.translate.checks.pair import build_pair
from newsletter.translate.checks.terms import check_glossary, check_names
from newsletter.translate.glossary import parse_glossary
from tests.translate.checks.pairs import show_findings

GLOSSARY = parse_glossary(
    """source,en,do_not_translate,forbidden,scope,note
希土類,rare earths|rare earth elements|REE|lanthanides,,rare soil,,
港,harbour|port,,port wine,,
MP Materials,,yes,,,
投資,Investing,,,field,a category
企業,company,,the company,,
"""
)


def found(source: str, target: str, *, kind: UnitKind = UnitKind.SENTENCE) -> list[str]:
    """What the check of the glossary finds."""
    pair = build_pair(Unit(kind, source, "ja"), target, "en", GLOSSARY)
    return [each.message for each in check_glossary(pair)]


SAID = {
    "its rendering": ("希土類の話だ。", "It is about rare earths."),
    "another rendering": ("希土類の話だ。", "It is about REE."),
    "with a capital": ("港だ。", "Harbour it is."),
    "a term that is kept": ("MP Materialsの株だ。", "The shares of MP Materials."),
    "no term": ("山の話だ。", "It is about a hill."),
    "a term of a field in a sentence": ("投資の話だ。", "It is about money."),
    "a forbidden word inside a rendering of another": ("山だ。", "The company of rare soil."),
    "a whole field": ("投資", "Investing"),
    "a whole field with blanks": ("投資", " Investing "),
}


@pytest.mark.parametrize(("source", "target"), SAID.values(), ids=SAID)
def test_a_term_that_is_said_as_agreed_passes(source: str, target: str) -> None:
    """In any of its renderings; what is no term of the source says nothing."""
    assert found(source, target) == []


MISSED = {
    "another word": (
        "希土類の話だ。",
        "It is about metals.",
        ['"希土類" is not called "rare earths" or "rare earth elements" or "REE"'],
    ),
    "a part of another word": (
        "港だ。",
        "It is a report.",
        ['"港" is not called "harbour" or "port"'],
    ),
    "a kept term in other letters": (
        "MP Materialsの株だ。",
        "The shares of MP materials.",
        ['"MP Materials" must stay as it is'],
    ),
    "a forbidden word": (
        "希土類の話だ。",
        "It is about rare earths, the rare soil.",
        ['"rare soil" is forbidden for "希土類"'],
    ),
    "a forbidden word beside a rendering": (
        "港だ。",
        "The harbour sells port wine.",
        [],
    ),
    "both": (
        "希土類の話だ。",
        "It is about rare soil.",
        [
            '"希土類" is not called "rare earths" or "rare earth elements" or "REE"',
            '"rare soil" is forbidden for "希土類"',
        ],
    ),
}


@pytest.mark.parametrize(("source", "target", "messages"), MISSED.values(), ids=MISSED)
def test_a_term_that_is_said_otherwise_is_told(
    source: str, target: str, messages: list[str]
) -> None:
    """Which word was agreed: three renderings at the most."""
    assert found(source, target) == messages


def test_a_field_that_is_its_agreed_value_holds_no_forbidden_word() -> None:
    """What was agreed for the whole field wins over what is forbidden in a sentence."""
    glossary = parse_glossary("source,en,forbidden\n企業,the company,company\n")
    pair = build_pair(Unit(UnitKind.TITLE, "企業", "ja"), "the company", "en", glossary)
    assert list(check_glossary(pair)) == []
    other = build_pair(Unit(UnitKind.TITLE, "企業", "ja"), "a company", "en", glossary)
    assert len(list(check_glossary(other))) == 2


def test_a_field_that_is_its_agreed_value_needs_no_term_inside_it() -> None:
    """A category has a name of its own, though a word of it is called otherwise in sentences."""
    glossary = parse_glossary("source,en,scope\n投資,investment,\n投資信託,Funds,field\n")
    pair = build_pair(Unit(UnitKind.CATEGORY, "投資信託", "ja"), "Funds", "en", glossary)
    assert list(check_glossary(pair)) == []
    other = build_pair(Unit(UnitKind.CATEGORY, "投資信託", "ja"), "Trusts", "en", glossary)
    assert len(list(check_glossary(other))) == 1


NAMES = {
    "a name": ("Googleの話だ。", "It is about Google.", []),
    "a name that is gone": ("Googleの話だ。", "It is about search.", ["Google"]),
    "in other letters": ("Googleの話だ。", "It is about google.", []),
    "with an ending": ("Appleの話だ。", "Apple's talk.", []),
    "by its first four letters": ("Microsoftの話だ。", "It is about Micro-soft.", []),
    "another word with three letters of it": (
        "Googleの話だ。",
        "It is about goodness.",
        ["Google"],
    ),
    "a name of four letters": ("Meta の話だ。", "It is about a firm.", ["Meta"]),
    "a name of three letters": ("Gap の話だ。", "It is about a firm.", []),
    "an abbreviation": ("GDPの話だ。", "It is about output.", []),
    "twice": ("GoogleはGoogleだ。", "It is itself.", ["Google"]),
    "two": ("GoogleとApple。", "Both of them.", ["Google", "Apple"]),
    "small letters": ("googleの話だ。", "It is about search.", []),
    "in an address": ("https://Google.com の話だ。", "It is about https://a.example.", []),
}


@pytest.mark.parametrize(("source", "target", "gone"), NAMES.values(), ids=NAMES)
def test_a_latin_name_of_a_japanese_text_stays(source: str, target: str, gone: list[str]) -> None:
    """Each is named once; an abbreviation has words of its own in many languages."""
    assert show_findings(check_names, source, target) == [
        f'warning "{name}" is not in the translation' for name in gone
    ]


ADDED = [
    ("en ja", "Today Google opens.", "今日Contosoが開店する。", 1),
    ("en zh", "Today Google opens.", "今天Contoso开业。", 1),
    ("de ko", "Heute baut Siemens.", "오늘 Contoso가 짓는다.", 1),
    ("en ja", "Today Google opens.", "今日Googleが開店する。", 0),
    ("en ja", "Today Google opens.", "今日グーグルが開店する。", 0),
    ("en ja", "Here it opens.", "ここでDebianが開く。", 0),
    ("en ja", "Today artificial intelligence opens.", "今日AIが開く。", 0),
    ("en de", "Today Google opens.", "Heute öffnet der Laden.", 0),
    ("ja zh", "グーグルの話だ。", "关于Google。", 0),
]


@pytest.mark.parametrize(("languages", "source", "target", "n_found"), ADDED)
def test_no_latin_name_comes_into_a_text_of_another_script(
    languages: str, source: str, target: str, n_found: int
) -> None:
    """Alone it may say what "it" is; in place of a name of the source it is another one."""
    assert len(show_findings(check_names, source, target, languages=languages)) == n_found


@pytest.mark.parametrize("languages", ["en de", "en ja", "de fr", "ja zh", "ja ko"])
def test_between_other_scripts_a_name_may_change(languages: str) -> None:
    """A word with a capital may be any noun, and Japanese writes names in its own letters."""
    assert show_findings(check_names, "Google opens.", "Foo.", languages=languages) == []


@pytest.mark.parametrize(
    ("languages", "source", "target", "n_found"),
    [
        ("ja pl", "Teslaの株だ。", "Mowa o akcjach Tesly.", 0),
        ("ja cs", "Googleに告げる。", "Hlásí to Googlu.", 0),
        ("ja fi", "Nokiaの株だ。", "Se on Nokian osake.", 0),
        ("ja pl", "Teslaの株だ。", "Mowa o testach.", 1),
    ],
)
def test_a_name_may_take_the_endings_of_a_language(
    languages: str, source: str, target: str, n_found: int
) -> None:
    """Its first four letters are there: Tesla is Tesly where a language declines names."""
    assert len(show_findings(check_names, source, target, languages=languages)) == n_found

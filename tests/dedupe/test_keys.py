"""Keys, weights and facts: what may change without changing what is said, and what may not."""

from __future__ import annotations

import pytest

from newsletter.dedupe.keys import (
    find_definitions,
    find_links,
    find_names,
    find_numbers,
    make_key,
    measure,
)

SAME_IN_THE_WILD = {
    "emphasis": ("**売上**は増えた。", "売上は増えた。"),
    "underscores": ("_Boats_ leave at dawn.", "Boats leave at dawn."),
    "width of digits": ("１２隻の船", "12隻の船"),
    "width of letters": ("ＡＢＣ港", "abc港"),
    "half-width katakana": ("ﾄﾖﾀの船", "トヨタの船"),
    "white space": ("船は　 3.5 ％ 増えた", "船は3.5%増えた"),
    "the end mark": ("港は静かだった。", "港は静かだった"),
    "a list mark": ("- 港の朝", "港の朝"),
    "a heading mark": ("## 港の朝 ##", "港の朝"),
    "quotation marks": ("「港」の朝", "港の朝"),
    "curly quotes": ("the “old” harbour’s", "the 'old' harbour\"s"),
    "capitals": ("THE HARBOUR", "the harbour"),
    "German capitals": ("STRASSE", "Straße"),
    "Cyrillic capitals": ("ПОРТ", "порт"),
    "the target of a link": ("[港](/a/)の朝", "[港](/b/)の朝"),
    "a target with parentheses": ("[港](/a_(b))の朝", "港の朝"),
    "a text with brackets": ("[港[1]](/a)の朝", "港1の朝"),
    "a link by reference": ("[港][guide]の朝", "港の朝"),
    "a tag": ("<b>港</b>の朝", "港の朝"),
    "a comment over two lines": ("港<!-- a\nb -->の朝", "港の朝"),
    "a hyphen inside a word": ("a well-known port", "a well known port"),
    "a range": ("3-5隻", "3 - 5隻"),
}
MUST_DIFFER = {
    "the decimal point": ("3.5%増", "35%増"),
    "the percent sign": ("売上は35%増", "売上は35増"),
    "the plus sign": ("C++で書く", "Cで書く"),
    "a currency": ("$40の網", "€40の網"),
    "yen and pounds": ("¥40の網", "£40の網"),
    "a currency at all": ("$40の網", "40の網"),
    "a figure": ("12隻の船", "21隻の船"),
    "a sign before a figure": ("-5度の朝", "5度の朝"),
    "the typographical minus": ("−5度の朝", "5度の朝"),
    "voicing": ("カラスの朝", "ガラスの朝"),
    "a kana": ("港は静か", "港が静か"),
    "an accent": ("el año", "el ano"),
    "a comparison that is no tag": ("3 < 5 と 7 > 2", "3と2"),
    "another text of a link": ("[港](/a/)の朝", "[町](/a/)の朝"),
}


@pytest.mark.parametrize(("one", "other"), SAME_IN_THE_WILD.values(), ids=SAME_IN_THE_WILD)
def test_what_a_restart_changes_freely_is_not_in_the_key(one: str, other: str) -> None:
    """White space, emphasis, marks, width, case, tags and targets make no difference."""
    assert make_key(one) == make_key(other) != ""


@pytest.mark.parametrize(("one", "other"), MUST_DIFFER.values(), ids=MUST_DIFFER)
def test_what_changes_the_meaning_is_in_the_key(one: str, other: str) -> None:
    """Figures, signs, currencies and letters are what is said."""
    assert make_key(one) != make_key(other)


@pytest.mark.parametrize("text", ["", "。", "**", "---", "　\n\t", "<br>", "![](/a.png)", "（）"])
def test_what_says_nothing_has_no_key(text: str) -> None:
    """Marks, white space and pictures without words are no text."""
    assert make_key(text) == ""


@pytest.mark.parametrize(
    ("key", "weight"),
    [
        ("", 0.0),
        ("港の朝", 3.0),
        ("boats", 2.5),
        ("2026", 2.0),
        ("порт", 4.0),
        ("año", 1.5),
        ("港abc", 2.5),
    ],
)
def test_latin_letters_and_digits_weigh_half(key: str, weight: float) -> None:
    """A word of five Latin letters weighs two and a half characters; any other script counts."""
    assert measure(key) == weight


NUMBERS = {
    "in order, as often as they stand": ("5隻と3隻と5人", ("5", "3", "5")),
    "a decimal": ("3.5%の増加", ("3.5",)),
    "thousands": ("1,200,000円", ("1200000",)),
    "full width": ("１，２００円と３．５％", ("1200", "3.5")),
    "the end of a sentence": ("It has 12. Then 13, too.", ("12", "13")),
    "a version": ("Ruby 3.1.4", ("3.1.4",)),
    "a date": ("2026-11-28", ("2026", "11", "28")),
    "a circled figure": ("②を見る", ("2",)),
    "in a word": ("B2B", ("2",)),
    "none": ("三隻の船", ()),
    "a lone separator": ("a, b. c", ()),
}


@pytest.mark.parametrize(("text", "numbers"), NUMBERS.values(), ids=NUMBERS)
def test_numbers_are_found_in_order(text: str, numbers: tuple[str, ...]) -> None:
    """A number keeps its decimal point and loses its separators of thousands."""
    assert find_numbers(text) == numbers


NAMES = {
    "katakana": ("トヨタの船", {"トヨタ"}),
    "Latin and katakana": ("Alvikのトヨタ", {"alvik", "トヨタ"}),
    "once": ("ABC and abc", {"abc", "and"}),
    "with an accent": ("Élanの船", {"élan"}),
    "Cyrillic": ("в Москва", {"москва"}),
    "half-width katakana": ("ﾄﾖﾀの船", {"トヨタ"}),
    "with a figure": ("GPT5の話", {"gpt5"}),
    "the text of a link, not its target": ("[Alvik](https://example.com/x)", {"alvik"}),
    "one letter is none": ("A港とБ港とア港", set()),
    "kanji and hiragana are none": ("港のあさ", set()),
    "a figure is none": ("2026", set()),
}


@pytest.mark.parametrize(("text", "names"), NAMES.values(), ids=NAMES)
def test_names_are_runs_of_letters(text: str, names: set[str]) -> None:
    """Two letters of Latin, Cyrillic or katakana may be a name; targets of links are none."""
    assert find_names(text) == names


@pytest.mark.xfail(reason="the label of a link by reference is taken for a name", strict=True)
def test_a_label_is_no_name() -> None:
    """A link by reference has a target too, and no target is a name."""
    assert find_names("[港][guide]の朝") == frozenset()


LINKS = {
    "a link": ("[港](/a/)を見る", {"/a/"}),
    "a link with a title": ('[港](/a/ "The port")', {"/a/"}),
    "a link in angle brackets": ("[港](</a/>)", {"/a/"}),
    "parentheses": ("[港](/a_(b))", {"/a_(b)"}),
    "a picture": ("![港](a.png)", {"a.png"}),
    "a picture that links": ("[![港](a.png)](/a/)", {"a.png", "/a/"}),
    "a bare address": ("https://example.com/a を見る", {"https://example.com/a"}),
    "a bare address in Japanese": ("詳細はhttps://example.com/a。", {"https://example.com/a"}),
    "a bare address in parentheses": ("See (https://example.com/a).", {"https://example.com/a"}),
    "a target counts once": ("[港](https://example.com/a_(b))", {"https://example.com/a_(b)"}),
    "in angle brackets": ("<https://example.com/a>", {"https://example.com/a"}),
    "by reference": ("[港][guide]", {"/g"}),
    "by reference, in capitals": ("[港][GUIDE]", {"/g"}),
    "by its own text": ("[guide][]", {"/g"}),
    "an unknown label stands for itself": ("[港][other]", {"other"}),
    "an empty target": ("[港]()", set()),
    "brackets alone": ("[港] (/a/)", set()),
    "no link": ("港の朝", set()),
    "an address without a scheme": ("example.com/a", set()),
}


@pytest.mark.parametrize(("text", "links"), LINKS.values(), ids=LINKS)
def test_links_are_where_they_lead(text: str, links: set[str]) -> None:
    """Links, pictures, references and bare addresses count by their target."""
    assert find_links(text, {"guide": "/g"}) == links


DEFINITIONS = {
    "one": ("[guide]: /g", {"guide": "/g"}),
    "case folded": ("[Guide]: /G", {"guide": "/G"}),
    "in angle brackets": ("[a]: </g>", {"a": "/g"}),
    "with a title": ('[a]: /g "The guide"', {"a": "/g"}),
    "indented by three": ("   [a]: /g", {"a": "/g"}),
    "several among text": ("港の朝。\n\n[a]: /g\n[b]: /h\n", {"a": "/g", "b": "/h"}),
    "indented by four is code": ("    [a]: /g", {}),
    "a footnote": ("[^1]: 港の話。", {}),
    "inside a line": ("港の [a]: /g", {}),
    "without a target": ("[a]:", {}),
}


@pytest.mark.parametrize(("text", "found"), DEFINITIONS.values(), ids=DEFINITIONS)
def test_definitions_are_lines_of_their_own(text: str, found: dict[str, str]) -> None:
    """A label leads where its definition says; footnotes and code define nothing."""
    assert find_definitions(text) == found

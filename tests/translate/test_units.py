"""Units: what is sent, what is never sent, and how it is put back."""

from __future__ import annotations

import pytest

from newsletter.model import UnitKind
from newsletter.translate.units import parse_document
from tests.translate.structure import list_blocks

# Markdown, the units that come out of it.
UNITS = [
    ("# A title\n", ["A title"]),
    ("本文です。次の文です。\n", ["本文です。", "次の文です。"]),
    (
        "**重要**です。[リンク](https://example.com/a)も`code`もあります。\n",
        ["[[1]]重要[[/1]]です。", "[[1]]リンク[[/1]]も[[2]]もあります。"],
    ),
    ("**見出しの代わり**\n", ["見出しの代わり"]),
    ("**長い。強調**です。次。\n", ["[[1]]長い。強調[[/1]]です。", "次。"]),
    ("- [ ] 買う\n- [x] 売る\n", ["買う", "売る"]),
    ("| 列 | 値 |\n|---|---:|\n| 甲\\|乙 | 12 |\n", ["列", "値", "甲|乙"]),
    ('![代替](a.png "題")\n', ["代替", "題"]),
    ("文です。[^1]\n\n[^1]: 注です。\n", ["文です。", "注です。"]),
    ("Soft\nwrapped text.\n", ["Soft wrapped text."]),
    ("R&amp;D \\* x\n", ["R&D * x"]),
    ('<figure><img src="a.png" alt="絵"><figcaption>説明</figcaption></figure>\n', ["絵", "説明"]),
    ('[題][r] と [題]\n\n[題]: /a "見"\n[r]: /b\n', ["[[1]]題[[/1]] と [[2]]題[[/2]]", "見"]),
    ("See https://example.com/a_b_c now.\n", ["See [[1]] now."]),
]
NOTHING = [
    "```\ncode です\n```\n",
    "    code です\n",
    '{% include box.html id="見" %}\n',
    "{: .class-name}\n",
    "<pre>\nコード\n</pre>\n",
    "<!-- 注釈 -->\n",
    "[題]: https://example.com/\n",
    "---\n",
    "12.5%\n",
    "{% highlight python %}\nprint('見')\n{% endhighlight %}\n",
    "$$\nx = \\text{見}\n$$\n",
    "<script>\nvar 見 = 1;\n</script>\n",
]
# Markdown, targets by source, language, what comes out.
RENDERED = [
    (
        "甲です。乙です。\n",
        {"甲です。": "It is A.", "乙です。": "It is B."},
        "en",
        "It is A. It is B.\n",
    ),
    (
        "It rose. It fell.\n",
        {"It rose.": "甲です。", "It fell.": "乙です。"},
        "ja",
        "甲です。乙です。\n",
    ),
    (
        "**甲**と[乙](/b)。\n",
        {"[[1]]甲[[/1]]と[[2]]乙[[/2]]。": "[[2]]B[[/2]] and [[1]]A[[/1]]."},
        "en",
        "[B](/b) and **A**.\n",
    ),
    ("甲。\n", {"甲。": "# no heading"}, "en", "\\# no heading\n"),
    ("甲。\n", {"甲。": "1. no list"}, "en", "1\\. no list\n"),
    ("甲。\n", {"甲。": "- no item"}, "en", "\\- no item\n"),
    ("甲。\n", {"甲。": "> no quote"}, "en", "\\> no quote\n"),
    ("甲。\n", {"甲。": "a | b"}, "en", "a \\| b\n"),
    (
        "甲。\n",
        {"甲。": "a `b` <b> [c](d) {{ e }}"},
        "en",
        "a \\`b\\` \\<b> \\[c\\](d) &#123;{ e }}\n",
    ),
    ("| 甲 |\n|---|\n| 乙 |\n", {"甲": "a|b", "乙": "c"}, "en", "| a\\|b |\n|---|\n| c |\n"),
    ("**甲**乙。\n", {"[[1]]甲[[/1]]乙。": "[[1]]“A”[[/1]]B"}, "en", "<strong>“A”</strong>B\n"),
    ("[甲]\n\n[甲]: /a\n", {"甲": "A"}, "en", "[A][甲]\n\n[甲]: /a\n"),
    ("![甲][]\n\n[甲]: /a\n", {"甲": "A"}, "en", "![A][甲]\n\n[甲]: /a\n"),
    ("> 甲です。\n> 乙です。\n", {"甲です。": "A.", "乙です。": "B."}, "en", "> A.\n> B.\n"),
    ("甲！[乙](/b)\n", {"甲！": "A!", "[[1]]乙[[/1]]": "x", "乙": "B"}, "en", "A! [B](/b)\n"),
    ("　甲です。\n　乙です。\n", {"甲です。": "A.", "乙です。": "B."}, "en", "A.\nB.\n"),
    ("用語\n: 甲です。\n", {"用語": "Term", "甲です。": "A."}, "en", "Term\n: A.\n"),
    (
        "| 甲 | 乙 |\n| 丙 | 1 |\n",
        {"甲": "A", "乙": "B", "丙": "C"},
        "en",
        "| A | B |\n| C | 1 |\n",
    ),
    (
        '<p title="甲">乙 &amp; <b>丙</b></p>\n',
        {"甲": 'a "b"', "乙 & [[1]]丙[[/1]]": "[[1]]C[[/1]] < B"},
        "en",
        '<p title="a &quot;b&quot;"><b>C</b> &lt; B</p>\n',
    ),
]


@pytest.mark.parametrize(("text", "units"), UNITS)
def test_units_of_a_text(text: str, units: list[str]) -> None:
    """Every text a reader sees becomes a unit, markup in it a placeholder."""
    assert [unit.source for unit in parse_document(text, "ja").units] == units


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_never_sent(text: str) -> None:
    """Code, Liquid, attributes, comments, definitions and text without letters give no unit."""
    assert parse_document(text, "ja").units == ()


@pytest.mark.parametrize(("text", "targets", "language", "expected"), RENDERED)
def test_translations_are_put_back(
    text: str, targets: dict[str, str], language: str, expected: str
) -> None:
    """Markup stands at its new place, sentences are joined, and no text turns into structure."""
    source = "en" if language == "ja" else "ja"
    rendered = parse_document(text, source).render(targets, language)
    assert rendered == expected
    assert list_blocks(rendered) == list_blocks(text)


@pytest.mark.parametrize("text", [text for text, *_ in UNITS + RENDERED] + NOTHING)
def test_identity_changes_no_byte(text: str) -> None:
    """A translation that says what the source says gives the same bytes."""
    document = parse_document(text, "ja")
    assert document.render({unit.source: unit.source for unit in document.units}, "en") == text


def test_sentences_of_a_paragraph_travel_together() -> None:
    """Units of one paragraph have one passage number, and know the heading they stand under."""
    units = parse_document("# 題\n\n甲です。乙です。\n\n丙です。\n", "ja").units
    assert [unit.passage for unit in units] == [0, 1, 1, 2]
    assert [unit.context for unit in units] == ["", "題", "題", "題"]
    assert units[0].kind is UnitKind.HEADING

"""Marks, markup, links and brackets: what is lost, and what comes from nowhere."""

from __future__ import annotations

import pytest

from newsletter.translate.checks.structure import (
    check_links,
    check_markup,
    check_pairs,
    check_placeholders,
)
from tests.translate.checks.pairs import show_findings

LONG = "a translation of more than thirty letters"

MARKS = [
    pytest.param("市場は静かだ。", "The [[1]]market[[/1]].", 2, id="marks from nowhere"),
    pytest.param("市場は静かだ。", "The market [1].", 1, id="left of a broken mark"),
    pytest.param("市場は静かだ。", "The market 【1】.", 1, id="in other brackets"),
    pytest.param("市場は静かだ [1]。", "The market [1].", 0, id="the source's own"),
    pytest.param("市場は静かだ。", "The market [sic].", 0, id="no mark"),
    pytest.param("市場は静かだ。", "The market.", 0, id="none"),
]


@pytest.mark.parametrize(("source", "target", "n_found"), MARKS)
def test_no_mark_comes_from_nowhere(source: str, target: str, n_found: int) -> None:
    """A source without marks has a translation without, whole or broken."""
    assert len(show_findings(check_placeholders, source, target)) == n_found


AROUND = [
    pytest.param("[[1]]一二三四五[[/1]]六七八九十", f"[[1]]{LONG}[[/1]]", 1, id="half"),
    pytest.param("[[1]]一二三四五六[[/1]]七八九十", f"[[1]]{LONG}[[/1]]", 0, id="more than half"),
    pytest.param("[[1]]一[[/1]]", f"[[1]]{LONG}[[/1]]", 0, id="all of one character"),
    pytest.param("[[1]]一二[[/1]]六七八九十", f"[[1]]{LONG}[[/1]] and a little", 0, id="nearly"),
    pytest.param("[[1]]一二[[/1]]六七八九十", "[[1]]a short label[[/1]]", 0, id="a label"),
    pytest.param("[[1]]一二[[/1]]六七八九十", f"[[1]]{'x' * 30}[[/1]]", 0, id="30 letters"),
    pytest.param("[[1]]一二[[/1]]六七八九十", f"[[1]]{'x' * 31}[[/1]]", 1, id="31 letters"),
    pytest.param("[[1]]一二[[/1]]六七八九十", f"[[1]]{'x' * 36}[[/1]]1234", 0, id="nine tenths"),
    pytest.param("[[1]]一二[[/1]]六七八九十", f"[[1]]{'x' * 37}[[/1]]123", 1, id="more than that"),
    pytest.param("[[1]]一二[[/1]]六七八九十", f"[[1]][[/1]]{LONG}", 1, id="around nothing"),
    pytest.param("[[1]]…[[/1]]六七八九十", f"[[1]][[/1]]{LONG}", 0, id="nothing in the source"),
]


@pytest.mark.parametrize(("source", "target", "n_found"), AROUND)
def test_a_link_is_around_its_words(source: str, target: str, n_found: int) -> None:
    """A link around a part is not around everything, nor around nothing."""
    assert len(show_findings(check_placeholders, source, target)) == n_found


MARKUP = [
    pytest.param("彼の本だ。", "It is *his* book.", 1, id="emphasis"),
    pytest.param("彼の*本*だ。", "It is *his* book.", 0, id="the source has stars"),
    pytest.param("a_bの本だ。", "It is _his_ book.", 0, id="the source has an underscore"),
    pytest.param("彼の本だ。", "It is 3 * 4 * 5.", 0, id="a product"),
    pytest.param("彼の本だ。", "It is snake_case_here.", 0, id="a name"),
    pytest.param(
        "＜速報＞市場が動いた。", "<Breaking> The market moved.", 0, id="angles of the source"
    ),
    pytest.param("＜速報＞市場が動いた。", "<b>Breaking</b> The market.", 1, id="a tag for angles"),
    pytest.param("＜速報＞市場が動いた。", "<!-- x --> The market.", 1, id="a comment for angles"),
    pytest.param("速報、市場が動いた。", "<Breaking> The market moved.", 1, id="no angles"),
    pytest.param("彼の本だ。", "It is his &amp; hers.", 1, id="an entity"),
    pytest.param("彼の&amp;本だ。", "It is his &amp; hers.", 0, id="an entity of the source"),
]


@pytest.mark.parametrize(("source", "target", "n_found"), MARKUP)
def test_no_markup_comes_from_nowhere(source: str, target: str, n_found: int) -> None:
    """Markup travels in marks; what the source shows itself may be shown."""
    assert len(show_findings(check_markup, source, target)) == n_found


LINKS = [
    pytest.param("https://example.com/a を見よ", "See https://example.com/a.", 0, id="a full stop"),
    pytest.param("https://example.com/a/ を見よ", "See https://example.com/a", 0, id="a slash"),
    pytest.param("https://example.com/a を見よ", "See https://example.com/b", 2, id="another"),
    pytest.param("＠南海 の投稿", "A post by @SouthSea", 0, id="a handle"),
    pytest.param("南海の投稿", "A post by @SouthSea", 1, id="a handle from nowhere"),
    pytest.param("＠南海 の投稿", "A post on https://example.com", 1, id="no handle"),
]


@pytest.mark.parametrize(("source", "target", "n_found"), LINKS)
def test_addresses_come_over_as_they_are(source: str, target: str, n_found: int) -> None:
    """None is lost, changed or new; a handle may change its script."""
    assert len(show_findings(check_links, source, target)) == n_found


PAIRS = [
    pytest.param("一（二）", "one (two", 1, id="open"),
    pytest.param("一（二）", "one two)", 1, id="closed"),
    pytest.param("一（二", "one (two", 0, id="as in the source"),
    pytest.param("「一」", '"one', 1, id="a straight one"),
    pytest.param("「一」", '"one"', 0, id="two straight ones"),
    pytest.param("「一」", "„one“", 0, id="German"),
    pytest.param("「一」", "„one”", 0, id="Polish"),
    pytest.param("「一」", "„one", 1, id="German, open"),
    pytest.param("「一」", "”one”", 0, id="Swedish"),
    pytest.param("「一」", "”one", 1, id="Swedish, open"),
    pytest.param("「一」", "“one", 1, id="English, open"),
    pytest.param("「一」", "“one”", 0, id="English"),
]


@pytest.mark.parametrize(("source", "target", "n_found"), PAIRS)
def test_brackets_and_quotation_marks_have_partners(source: str, target: str, n_found: int) -> None:
    """In the manner of each language, unless the source has none either."""
    assert len(show_findings(check_pairs, source, target)) == n_found

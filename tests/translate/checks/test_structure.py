"""Marks, markup, links and brackets: what is lost, and what comes from nowhere."""

from __future__ import annotations

import pytest

from newsletter.translate.checks.structure import check_placeholders
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
    pytest.param("[[1]]一二[[/1]]六七八九十", f"[[1]][[/1]]{LONG}", 1, id="around nothing"),
    pytest.param("[[1]]…[[/1]]六七八九十", f"[[1]][[/1]]{LONG}", 0, id="nothing in the source"),
]


@pytest.mark.parametrize(("source", "target", "n_found"), AROUND)
def test_a_link_is_around_its_words(source: str, target: str, n_found: int) -> None:
    """A link around a part is not around everything, nor around nothing."""
    assert len(show_findings(check_placeholders, source, target)) == n_found

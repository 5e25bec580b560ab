"""A unit of thousands of amounts, or of one sign over and over, is checked in linear time."""

from __future__ import annotations

import pytest

from benchmarks.run_growth import measure
from newsletter.language.numbers import same_amount
from newsletter.translate.checks import amounts
from newsletter.translate.checks.amounts import check_numbers
from newsletter.translate.checks.pair import LINK
from newsletter.translate.checks.surface import _find_loop
from tests.translate.checks.pairs import show_findings

N_CHAPTERS = 400


@pytest.mark.parametrize("n_lost", [0, 1])
def test_an_amount_is_compared_with_those_of_its_value(
    monkeypatch: pytest.MonkeyPatch, n_lost: int
) -> None:
    """Not with each of the other text; one that is lost is found among them."""
    n_compared = 0

    def compare(*arguments: object) -> bool:
        nonlocal n_compared
        n_compared += 1
        return same_amount(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(amounts, "same_amount", compare)
    source = "".join(f"{number + 20}隻の船、" for number in range(N_CHAPTERS))
    target = "".join(f"{number + 20} ships, " for number in range(N_CHAPTERS - n_lost))
    found = show_findings(check_numbers, source, target)
    assert len(found) == n_lost
    assert n_compared < 8 * N_CHAPTERS


@pytest.mark.parametrize("text", ["a" * 100_000, "." * 100_000, "a@" + "b" * 100_000])
def test_a_long_word_is_no_address(text: str) -> None:
    """It is not read to its end from each of its letters."""
    assert measure(LINK.findall, text, 1, deadline_s=2.5) < 2.5
    assert LINK.findall(f"{text} editor@letter.example.com") == ["editor@letter.example.com"]


@pytest.mark.parametrize(
    ("text", "piece"),
    [("a" + "\u0301" * 64_000, ""), ("a" + "。" * 64_000, ""), ("あ" * 64_000, "あ")],
)
def test_a_run_of_one_sign_is_looked_at_once(text: str, piece: str) -> None:
    """A loop is six times a piece that has letters; how often it goes on nobody asks."""
    assert _find_loop(text) == piece
    assert measure(_find_loop, text, 1, deadline_s=2.5) < 2.5

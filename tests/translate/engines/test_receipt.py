"""What was sent and what it costs: before a run at most, after it exactly."""

from __future__ import annotations

import pytest

from newsletter.config import EngineOptions, TranslateSettings
from newsletter.model import Receipt
from newsletter.translate.engines.guard import Guarded
from newsletter.translate.engines.preview import Identity
from newsletter.translate.engines.receipt import (
    describe_receipt,
    estimate_receipt,
    get_cost,
    make_receipts,
)

BY_CHARS = EngineOptions(price_for_million_chars=20.0)
BY_TOKENS = EngineOptions(price_for_million_tokens_in=0.5, price_for_million_tokens_out=2.0)


@pytest.mark.parametrize(
    ("options", "n_chars", "tokens", "cost"),
    [
        (BY_CHARS, 1_000_000, (0, 0), 20.0),
        (BY_CHARS, 0, (0, 0), 0.0),
        (BY_CHARS, 250_000, (9_000, 9_000), 5.0),
        (BY_TOKENS, 1_000_000, (1_000_000, 0), 0.5),
        (BY_TOKENS, 1_000_000, (2_000_000, 1_000_000), 3.0),
        (EngineOptions(price_for_million_tokens_out=2.0), 10, (5, 500_000), 1.0),
        (EngineOptions(price_for_million_chars=0.0), 10, (0, 0), 0.0),
        (EngineOptions(), 1_000_000, (1_000_000, 1_000_000), None),
    ],
)
def test_a_cost_is_that_of_what_has_a_price(
    options: EngineOptions, n_chars: int, tokens: tuple[int, int], cost: float | None
) -> None:
    """No price is no cost; that is not 0."""
    assert get_cost(options, n_chars, *tokens) == cost


def _settings(options: EngineOptions, name: str = "deepl") -> TranslateSettings:
    return TranslateSettings(engines=(name, "google"), options={name: options}, currency="EUR")


def test_an_estimate_is_for_the_engine_that_is_asked_first() -> None:
    """Each text counts, with its price."""
    receipt = estimate_receipt(["a" * 300, "b" * 200], _settings(BY_CHARS))
    assert receipt == Receipt("deepl", 0, 500, cost=0.01, currency="EUR")


def test_an_estimate_in_tokens_counts_a_kanji_as_one_and_four_letters_as_one() -> None:
    """And half as much again is read: the instructions and what stands around."""
    receipt = estimate_receipt(["港" * 100, "harbours" * 50], _settings(BY_TOKENS))
    assert receipt is not None
    assert (receipt.n_tokens_in, receipt.n_tokens_out) == (300, 200)
    assert receipt.cost == pytest.approx((300 * 0.5 + 200 * 2.0) / 1_000_000)


@pytest.mark.parametrize("texts", [[], [""], ["", ""]])
def test_nothing_to_send_is_no_estimate(texts: list[str]) -> None:
    """A dry run of an idle publication says nothing of it."""
    assert estimate_receipt(texts, _settings(BY_CHARS)) is None


def test_without_an_engine_nothing_is_sent() -> None:
    """All is translated by hand there."""
    assert estimate_receipt(["text"], TranslateSettings(engines=())) is None


def test_only_engines_that_were_asked_are_on_the_receipt() -> None:
    """In the order of asking; a preview engine sends nothing."""
    asked, idle = Guarded(Identity()), Guarded(Identity())
    asked.translate(["abc", "de"], "en", "de")
    receipts = make_receipts([asked, idle, Identity()], _settings(BY_CHARS, "identity"))
    assert receipts == (Receipt("identity", 1, 5, cost=0.0001, currency="EUR"),)


@pytest.mark.parametrize(
    ("receipt", "line"),
    [
        (Receipt("google", 1, 12), "google: 12 characters in 1 request"),
        (Receipt("google", 0, 12), "google: 12 characters"),
        (
            Receipt("openai", 12, 45_000, 9_000, 8_000, 1234.5, "JPY"),
            "openai: 45,000 characters in 12 requests, 9,000 tokens read and 8,000 written, "
            "1,234.50 JPY",
        ),
        (
            Receipt("deepl", 2, 5, cost=0.0, currency="USD"),
            "deepl: 5 characters in 2 requests, 0.00 USD",
        ),
    ],
)
def test_a_receipt_is_one_line(receipt: Receipt, line: str) -> None:
    """What is not known is not said."""
    assert describe_receipt(receipt) == line

"""Say what the engines are sent, before a run and after it, and what that costs.

After: what each engine was sent is counted where it is asked (`guard.Usage`), failed requests
included, since services bill them too. Before: nobody knows which units the memory will answer
until the stages have run, so an estimate is an upper bound in characters.

Prices stand in the settings, since they change and differ by contract. An engine without a price
has no cost here; that is not the same as a cost of 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsletter.config import EngineOptions, TranslateSettings
from newsletter.model import Receipt
from newsletter.translate.engines.engine import Engine
from newsletter.translate.engines.guard import Guarded, Usage

_MILLION = 1_000_000
# Rules of thumb of the vendors' tokenizers: a token a character of Japanese, four letters a token.
_LETTERS_A_TOKEN = 4
# The instructions, the context and the JSON around the texts.
_PROMPT_SHARE = 0.5


def make_receipts(
    engines: Iterable[Engine], settings: TranslateSettings
) -> tuple[Receipt, ...]:
    """Return what each engine was sent, in the order of asking; none for one that was not."""
    receipts: list[Receipt] = []
    for engine in engines:
        usage = engine.usage if isinstance(engine, Guarded) else Usage()
        if usage.n_requests:
            receipts.append(_make_receipt(engine.name, usage, settings))
    return tuple(receipts)


def _make_receipt(
    name: str, usage: Usage, settings: TranslateSettings
) -> Receipt:
    options = settings.options.get(name, EngineOptions())
    return Receipt(
        name,
        usage.n_requests,
        usage.n_chars,
        usage.n_tokens_in,
        usage.n_tokens_out,
        get_cost(options, usage.n_chars, usage.n_tokens_in, usage.n_tokens_out),
        settings.currency,
    )


def estimate_receipt(
    texts: Sequence[str], settings: TranslateSettings
) -> Receipt | None:
    """Return the most that the first engine would be sent for these texts.

    Args:
        texts: The text of each post, once for each language it is to be translated into.
        settings: Engines and prices.

    Returns:
        None where nothing would be sent.
    """
    n_chars = sum(map(len, texts))
    if not n_chars or not settings.engines:
        return None
    name = settings.engines[0]
    options = settings.options.get(name, EngineOptions())
    n_written = n_read = 0
    if _is_paid_by_tokens(options):
        n_written = sum(map(_count_tokens, texts))
        n_read = round(n_written * (1 + _PROMPT_SHARE))
    return Receipt(
        name,
        0,
        n_chars,
        n_read,
        n_written,
        get_cost(options, n_chars, n_read, n_written),
        settings.currency,
    )


def _count_tokens(text: str) -> int:
    from newsletter.language.scripts import count_cjk

    n_cjk = count_cjk(text)
    return n_cjk + (len(text) - n_cjk) // _LETTERS_A_TOKEN


def get_cost(
    options: EngineOptions, n_chars: int, n_tokens_in: int, n_tokens_out: int
) -> float | None:
    """Return what characters and tokens cost; None where the settings have no price.

    Args:
        options: What the settings say of the engine, with its prices.
        n_chars: Characters that were sent.
        n_tokens_in, n_tokens_out: Tokens that were sent and came back.

    >>> get_cost(EngineOptions(price_for_million_chars=20.0), 500_000, 0, 0)
    10.0
    """
    prices = (
        (n_chars, options.price_for_million_chars),
        (n_tokens_in, options.price_for_million_tokens_in),
        (n_tokens_out, options.price_for_million_tokens_out),
    )
    known = [number * price for number, price in prices if price is not None]
    return sum(known) / _MILLION if known else None


def _is_paid_by_tokens(options: EngineOptions) -> bool:
    return (
        options.price_for_million_tokens_in is not None
        or options.price_for_million_tokens_out is not None
    )


def describe_receipt(receipt: Receipt) -> str:
    """Return a receipt in one line.

    >>> describe_receipt(Receipt("deepl", 3, 45_000, cost=0.9, currency="USD"))
    'deepl: 45,000 characters in 3 requests, 0.90 USD'
    """
    said = f"{receipt.engine}: {receipt.n_chars:,} characters"
    if receipt.n_requests:
        plural = "" if receipt.n_requests == 1 else "s"
        said += f" in {receipt.n_requests:,} request{plural}"
    if receipt.n_tokens_in:
        said += f", {receipt.n_tokens_in:,} tokens read and {receipt.n_tokens_out:,} written"
    if receipt.cost is not None:
        said += f", {receipt.cost:,.2f} {receipt.currency}"
    return said

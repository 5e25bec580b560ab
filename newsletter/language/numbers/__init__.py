"""Read amounts out of running text and say what they are worth.

    find_amounts("3,200億円を投じ、シェアは約7割", "ja")   →  320,000,000,000 JPY;  70 %
    find_amounts("¥320 billion for a 70% share", "en")    →  320,000,000,000 JPY;  70 %

An amount has *readings*: the values and units it can mean (`5m` is five or five
million; `10` in `10-20%` is ten or ten per cent; 令和7年 is 2025 or 7). Two texts agree
about an amount when a reading of the one is a reading of the other. Its *duty* says
how surely the other text must have it: digits and money must come over, a `two` or an
idiomatic 一 may or may not.

Reading more than one meaning errs towards silence, never towards a wrong alarm; what
decides (a scale, a currency) is never optional.
"""

from newsletter.language.numbers.amount import (
    PERCENT,
    Amount,
    Duty,
    Reading,
    same_amount,
)
from newsletter.language.numbers.dates import find_month_days
from newsletter.language.numbers.find import (
    find_amounts,
    find_free_units,
    knows_language,
    normalise_amounts,
)

__all__ = [
    "PERCENT",
    "Amount",
    "Duty",
    "Reading",
    "find_amounts",
    "find_free_units",
    "find_month_days",
    "knows_language",
    "normalise_amounts",
    "same_amount",
]

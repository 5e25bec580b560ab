"""Find where a translation says the opposite of its source: up for down, sold for bought.

Four rules, each of what the texts say of a scale with two ends or of a short list:

- both name the scale plainly, and other ends of it;
- both name each of several ends once, in another order;
- the translation names one end plainly, and the source has no plain word for the scale but
  hints at the other end alone ("auction" at selling, "more" at rising);
- a figure stands once in each text, and the words of its own clause contradict, whatever
  stands in the clauses beside it.

Words have more senses than a table knows: but for what is proved, the unit is asked for
again, and what still stands is listed.
"""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from newsletter.model import Finding
from newsletter.translate.checks.opposites import (
    Ends,
    count_hints,
    find_ends,
    find_order,
    has_hints,
)
from newsletter.translate.checks.pair import Pair, error, warning
from newsletter.translate.checks.scales import Scale

# No right translation of 16,000 contradicts its source in these.
_PROOFS = frozenset({Scale.PERIOD, Scale.QUARTER, Scale.HALF})


def check_direction(pair: Pair) -> Iterator[Finding]:
    """What rises does not fall, what is bought is not sold, Friday is not Thursday."""
    source = find_ends(pair.source_words, pair.unit.language)
    target = find_ends(pair.target_words, pair.language)
    for scale in source:
        if scale not in target:
            continue
        if _contradict(scale, source[scale], target[scale]):
            one = _name_end(scale, source[scale])
            other = _name_end(scale, target[scale])
            report = error if scale in _PROOFS else warning
            yield report(
                "direction", f"the source says {one}, the translation {other}"
            )
            return
    yield from _check_order(pair, source, target)
    yield from _check_hints(pair, source, target)
    yield from _check_figures(pair, source, target)


def _name_end(scale: Scale, counts: tuple[int, ...]) -> str:
    names = zip(scale.value, counts, strict=True)
    return " and ".join(name for name, count in names if count)


def _contradict(
    scale: Scale, source: tuple[int, ...], target: tuple[int, ...]
) -> bool:
    """Tell whether a translation says other than what its source says alone.

    Or, of two opposite things, it says as much as the source, and one of it is turned.
    The words for up and down have the fewest other senses: there one that contradicts is
    enough, whatever stands beside it. "May" and "must" have the most, and only count alone.

    Args:
        scale: What is named.
        source, target: How often each end of it is.
    """
    is_opposite = len(source) == 2 and scale is not Scale.DUTY
    if is_opposite and sum(source) == sum(target):
        return source != target
    is_shared = any(map(operator.mul, source, target))
    if not is_shared:
        return True
    return scale is Scale.AMOUNT and all(target) and not all(source)


# ---------------------------------------------------------------- order

# Languages say "men and women", "east and west" each in its own order.
_FREE_ORDER = frozenset(
    {Scale.SEX, Scale.EAST, Scale.NORTH, Scale.NUMBER, Scale.LENGTH}
)


def _check_order(pair: Pair, source: Ends, target: Ends) -> Iterator[Finding]:
    """From April to June is not from June to April, nor a loss turned into a profit.

    Only where each end is named once; then of 16,000 right pairs four change their order.
    """
    for scale, counts in source.items():
        is_once = max(counts) == 1 and sum(counts) > 1
        if not is_once or counts != target.get(scale):
            continue
        if scale in _FREE_ORDER:
            continue
        first = find_order(pair.source_words, pair.unit.language, scale)
        second = find_order(pair.target_words, pair.language, scale)
        if first != second and sorted(first) == sorted(second):
            yield warning(
                "direction",
                f"the translation says {_name_end(scale, counts)} in another order",
            )
            return


# ---------------------------------------------------------------- hints

# Scale → others whose first end hints at its first end: what is larger has grown.
_HINTING = {
    Scale.AMOUNT: (
        Scale.NUMBER,
        Scale.HEIGHT,
        Scale.SIZE,
        Scale.LENGTH,
        Scale.STRENGTH,
        Scale.PROFIT,
        Scale.STATE,
        Scale.SPEED,
    ),
    Scale.STRENGTH: (
        Scale.NUMBER,
        Scale.HEIGHT,
        Scale.SIZE,
        Scale.DEPTH,
        Scale.AMOUNT,
        Scale.WEIGHT,
    ),
    Scale.PROFIT: (Scale.CONTEST, Scale.AMOUNT, Scale.STATE),
    Scale.HEIGHT: (Scale.AMOUNT, Scale.NUMBER, Scale.SIZE),
    Scale.NUMBER: (Scale.AMOUNT, Scale.SIZE, Scale.HEIGHT),
    Scale.TIME: (Scale.HOUR,),
    Scale.DEAL: (),
}
# "More" stands for so much ("no more", "what is more") that hints say nothing of it.
_NOT_HINTED = frozenset({(Scale.NUMBER, 0)})
# Words with so few other senses that one against all hints is enough, even where the
# translation names the other end beside it.
_FIRM = frozenset({(Scale.STRENGTH, 0), (Scale.STRENGTH, 1), (Scale.DEAL, 0)})


def _check_hints(pair: Pair, source: Ends, target: Ends) -> Iterator[Finding]:
    """A plain word for the one end needs more than hints at the other.

    Without a table of hints for both languages nobody knows what else the texts say: an
    Italian book would have 5 in 1,000 sentences asked for again.
    """
    if not (has_hints(pair.unit.language) and has_hints(pair.language)):
        return
    for scale, end in product(_HINTING, (0, 1)):
        if not target.get(scale, (0, 0))[end] or (scale, end) in _NOT_HINTED:
            continue
        if not _is_hinted_other(pair, scale, end, source):
            continue
        if (scale, end) in _FIRM or _is_alone(pair, scale, end, target):
            one, other = scale.value[1 - end], scale.value[end]
            yield warning(
                "direction",
                f"the source hints at {one}, the translation says {other}",
            )
            return


def _is_hinted_other(pair: Pair, scale: Scale, end: int, source: Ends) -> bool:
    """Tell whether the source speaks for the other end, and in no way for this one."""
    plain = _sum_plain(scale, source)
    if plain[end]:
        return False
    hints = count_hints(pair.source_words, pair.unit.language, scale)
    return not hints[end] and bool(plain[1 - end] + hints[1 - end])


def _is_alone(pair: Pair, scale: Scale, end: int, target: Ends) -> bool:
    """Tell whether the translation speaks for this end and in no way for the other."""
    if _sum_plain(scale, target)[1 - end]:
        return False
    return not count_hints(pair.target_words, pair.language, scale)[1 - end]


def _sum_plain(scale: Scale, said: Ends) -> tuple[int, int]:
    """How often plain words speak for each end, those of other scales with it."""
    found = [
        said[other] for other in (scale, *_HINTING[scale]) if other in said
    ]
    return sum(ends[0] for ends in found), sum(ends[1] for ends in found)


# ---------------------------------------------------------------- figures

_CLAUSE_END = re.compile(
    r"[、，,;；。！？!?：:—–]+(?!\d)|\.\s|(?:一方|但)"
    r"|\b(?:while|whereas|but|and|though|although|compared|während|aber|und|jedoch|sondern"
    r"|tandis|mais|et|alors)\b"
)
_FIGURE = re.compile(r"(?<![\d.,])\d(?:[\d.,]*\d)?(?!\d)")
_OF_FIGURES = (
    Scale.AMOUNT,
    Scale.PROFIT,
    Scale.DEAL,
    Scale.TRADE,
    Scale.STRENGTH,
    Scale.NUMBER,
    Scale.STATE,
    Scale.CONTEST,
    Scale.SPEED,
    Scale.SEX,
    Scale.KIN,
    Scale.WEEKDAY,
    Scale.MONTH,
    Scale.PLACE,
)


def _check_figures(pair: Pair, source: Ends, target: Ends) -> Iterator[Finding]:
    """What a figure does in the one text it does in the other."""
    scales = [
        scale for scale in _OF_FIGURES if scale in source and scale in target
    ]
    if not any(_names_several(source[scale]) for scale in scales):
        return
    one_side = _find_beside(pair.source_words, pair.unit.language)
    other_side = _find_beside(pair.target_words, pair.language)
    for figure in sorted(one_side.keys() & other_side.keys()):
        said, answered = one_side[figure], other_side[figure]
        for scale in scales:
            if _is_turned(said.get(scale), answered.get(scale)):
                one = _name_end(scale, said[scale])
                other = _name_end(scale, answered[scale])
                yield warning(
                    "direction",
                    f"beside {figure} the source says {one}, the translation {other}",
                )
                return


def _names_several(counts: tuple[int, ...]) -> bool:
    return sum(map(bool, counts)) > 1


def _is_turned(
    said: tuple[int, ...] | None, answered: tuple[int, ...] | None
) -> bool:
    """Tell whether two texts name ends of a scale, and none of them in common."""
    if said is None or answered is None:
        return False
    return not any(map(operator.mul, said, answered))


def _find_beside(text: str, language: str) -> dict[str, Ends]:
    """Figure → what its clause says; of a figure that stands twice, nothing."""
    found: dict[str, list[Ends]] = defaultdict(list)
    for clause in _CLAUSE_END.split(text):
        figures = set(_FIGURE.findall(clause))
        if figures:
            ends = find_ends(clause, language)
            for figure in figures:
                found[figure].append(ends)
    return {
        figure: beside[0]
        for figure, beside in found.items()
        if len(beside) == 1
    }

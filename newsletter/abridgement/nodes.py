"""Put the candidates of an article into the row that the choice walks through.

Scores, lengths and bonds come together here; what an editor pinned gets a worth beyond all others.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from newsletter.abridgement.best_path import PINNED, Node
from newsletter.abridgement.bonds import Bonds
from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    ParsedArticle,
)
from newsletter.abridgement.numbered_headings import (
    Member,
    find_numbered_rows,
)
from newsletter.abridgement.repeats import Repeats
from newsletter.abridgement.scoring import Scored
from newsletter.abridgement.series import CountedRows, read_series
from newsletter.abridgement.unfit import find_unfit

# Chosen on one half of 163 labelled articles, scores held out; read from both halves. What an
# editor weighs is the sentence, not its length: its score times a power of its length (.1) lost .01
# of worth. A fixed cost for every sentence without its neighbour (.35) lost .006 of it and broke
# more needs than the learned likelihood does (.44 an article).
# From this likelihood on, the candidate before it must be kept. Lower limits (.2, .17) broke fewer
# needs in the labelled articles, and held whole paragraphs together: a post of four minutes lost
# its weightiest figures to four paragraphs in a row.
FIRM_NEED = 0.25
# The same for what hangs: forward, the next must be kept, backward, the one before or its passage.
SURE_FORWARD = 0.6
SURE_BACKWARD = 0.8
SURE_OPENING = 0.7  # an editor begins with it: then it needs nothing, whatever its first word is
# Share of its worth, times that likelihood, that a sentence loses without its neighbour. Mean of
# two sets of scores held out: .7 breaks .41 needs an article at a worth of .617, 1.3 .34 at .611.
ALONE_COST = 1.3
# The same for the head of a paragraph that turns against the last sentence of the one before.
# Own labels, even half: needs broken .710 with .3, .703 with .6 and with 1; .683 where it is firm,
# which cost three mails of 49 the sentence that holds their news (しかし、今回の新型は…).
TURN_COST = 0.6
UNANSWERED_COST = (
    0.3  # the same for a claim without the sentence that answers it
)
OPENING_GAIN = 12.0  # worth of a good beginning, in average sentences
# What is set aside for the author's close: the worth of a tenth of the sentences that fit into the
# budget, each a weighty one (of four, one is worth more), and of few where many fit. An end that
# opens something costs as much. Scores held out, the 82 labelled articles that are odd by name:
# before, worth .581 and 30 % of the text behind half of the ends; with .06 .592 and 12 %, with .1
# .591 and 7 % (an editor: 9 %), with .12 .588 and 6 %; with three sentences for all .589 and 6 %,
# and, with the shipped scores, .010 less worth than with .1.
CLOSE_SHARE = 0.1
MAX_CLOSE = 4.0
# Share of its score that the last sentence is worth once more. Held out by article: 0 ends as an
# editor would in .68, .2 in .72, .4 in .76, 1 in .81; of the worth they cost 0, .004, .006, .013.
END_WORTH = 0.3


@dataclass(frozen=True, slots=True)
class Material:
    """What is chosen from.

    Attributes:
        article: The article, cut.
        scored: Its candidates with their scores.
        bonds: What each needs.
        measure: Plain text → length in the unit of the budget.
        unfit: Numbers of the candidates that are nothing in a mail, whatever they say.
        series: The rows that are counted: first, second, finally.
        repeats: How much of a candidate another one says.
        numbered: The rows of numbered headings.
        kept, dropped: Numbers of the candidates that an editor wants in or out.
        introduced: Of a sentence that points at a name, what brings it up.
    """

    article: ParsedArticle
    scored: Sequence[Scored]
    bonds: Sequence[Bonds]
    measure: Callable[[str], float]
    unfit: frozenset[int]
    series: CountedRows
    repeats: Repeats
    numbered: tuple[tuple[Member, ...], ...] = ()
    kept: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    introduced: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def build_material(
    article: ParsedArticle,
    scored: Sequence[Scored],
    bonds: Sequence[Bonds],
    measure: Callable[[str], float],
    kept: frozenset[int] = frozenset(),
    dropped: frozenset[int] = frozenset(),
    introduced: Mapping[int, tuple[int, ...]] | None = None,
) -> Material:
    """Return what is known of an article once, however often it is chosen from.

    Args:
        article: The article, cut.
        scored: Its candidates with their scores.
        bonds: What each needs.
        measure: Plain text → length in the unit of the budget.
        kept: Numbers of the candidates that an editor wants in.
        dropped: Numbers of those that an editor wants out.
        introduced: Of a sentence that points at a name, what brings it up.
    """
    return Material(
        article,
        scored,
        bonds,
        measure,
        find_unfit(article),
        read_series(article.candidates),
        Repeats(scored),
        _without_left_out(find_numbered_rows(article), dropped),
        kept,
        dropped,
        introduced or {},
    )


def _without_left_out(
    rows: Sequence[Sequence[Member]], dropped: frozenset[int]
) -> tuple[tuple[Member, ...], ...]:
    """The rows without the members that are left out whole: that hole is none of the choice."""
    shown: list[tuple[Member, ...]] = []
    for row in rows:
        left = tuple(member for member in row if not dropped.issuperset(member))
        if len(left) > 1:
            shown.append(left)
    return tuple(shown)


def build_nodes(
    material: Material, shortened: dict[int, int], budget: float = math.inf
) -> list[Node]:
    """Return the nodes of an article in order, images left out.

    Args:
        material: Article, scores, bonds and measure.
        shortened: List or table → how many of its parts may stand.
        budget: How long the choice may be, in the unit of the measure.
    """
    nodes: list[Node] = []
    lengths: dict[object, float] = {}
    before: Candidate | None = None
    for scored in material.scored:
        if scored.candidate.kind is CandidateKind.IMAGE:
            continue
        nodes.append(_build_node(material, scored, before, shortened, lengths))
        before = scored.candidate
    return _complete(_tie(nodes, material), material, budget)


def _tie(nodes: list[Node], material: Material) -> list[Node]:
    """Note which candidates stand together, wherever they stand.

    These are the members of a counted row, and a name with what brings it up.
    A row with a member that an editor pinned stays as it is.
    """
    needs_all: dict[int, tuple[int, ...]] = {}
    needs_any: dict[int, tuple[int, ...]] = {}
    for row in material.series.counted:
        if material.kept.isdisjoint(row):
            for number in row:
                needs_all[number] = tuple(n for n in row if n != number)
    out = _find_out(nodes, material)
    for number, told in material.introduced.items():
        # What is dropped stands in the lead.
        is_met = not material.dropped.isdisjoint(told)
        if number not in material.kept and not is_met:
            needs_any[number] = tuple(n for n in told if n not in out)
    for first, *others in material.series.opened:
        if first not in material.kept:
            needs_any[first] = tuple(others)
    return [
        replace(
            node,
            needs_all=needs_all.get(node.number, ()),
            needs_any=needs_any.get(node.number, ()),
        )
        if node.number in needs_all or node.number in needs_any
        else node
        for node in nodes
    ]


def _find_out(nodes: Sequence[Node], material: Material) -> frozenset[int]:
    """What brings nothing up: to ask for it would lose the sentence that does."""
    closed = {node.number for node in nodes if node.dropped}
    boilerplate = {
        scored.candidate.number
        for scored in material.scored
        if scored.boilerplate
    }
    return (material.unfit | boilerplate | closed) - material.kept


def _build_node(
    material: Material,
    scored: Scored,
    before: Candidate | None,
    shortened: dict[int, int],
    lengths: dict[object, float],
) -> Node:
    """One candidate as a node: what it is worth, how long it is, and what it needs beside it.

    What an editor pinned needs nothing, and a sure opening nothing before it.
    """
    candidate = scored.candidate
    bonds = material.bonds[candidate.number]
    is_pinned = candidate.number in material.kept
    parts = candidate.parts[: shortened.get(candidate.number)]
    worth = _worth(scored, parts) + PINNED * is_pinned
    opens = scored.opens >= SURE_OPENING and not bonds.begins_nothing
    is_free = is_pinned or opens
    is_inside_list = candidate.whole is not None and not is_pinned
    leans = _may_lean(scored, bonds) and scored.needs_before > FIRM_NEED
    waits = bonds.following or scored.hanging.forward >= SURE_FORWARD
    points = before is not None and scored.hanging.backward >= SURE_BACKWARD
    alone, unanswered = 0.0, 0.0
    if not is_pinned:
        alone = worth * _alone_share(scored, bonds)
        unanswered = worth * _unanswered_share(scored, bonds)
    return Node(
        number=candidate.number,
        worth=worth,
        length=math.fsum(material.measure(part) for part in parts),
        headings=_headings(material, candidate, lengths),
        n_shared=_n_shared(before, candidate),
        opens_passage=before is None or before.passage != candidate.passage,
        needs_neighbour=(bonds.neighbour or leans or (points and bonds.inside))
        and not is_free,
        needs_paragraph=is_inside_list or (bonds.paragraph and not is_free),
        needs_passage=(bonds.passage or (points and not bonds.inside))
        and not is_free,
        needs_following=waits and not is_pinned,
        alone_cost=alone,
        unanswered_cost=unanswered,
        dropped=_is_out(material, candidate, shortened),
    )


def _alone_share(scored: Scored, bonds: Bonds) -> float:
    """The share of its worth that a candidate loses without the one before it."""
    leans = ALONE_COST * max(scored.needs_before, scored.hanging.backward)
    return max(leans, TURN_COST) if bonds.turns else leans


def _unanswered_share(scored: Scored, bonds: Bonds) -> float:
    """The share of its worth that a candidate loses without the one behind it."""
    waits = ALONE_COST * scored.hanging.forward
    return max(waits, UNANSWERED_COST) if bonds.answered else waits


def _may_lean(scored: Scored, bonds: Bonds) -> bool:
    """Tell whether a candidate is of a kind whose learned need is firm: prose inside a passage."""
    is_prose = scored.candidate.kind is CandidateKind.SENTENCE
    return bonds.inside and is_prose


def _worth(scored: Scored, parts: Sequence[str]) -> float:
    """The sum over sentences, items or rows; lines of code say one thing together."""
    scores = scored.part_scores or (scored.score,) * len(parts)
    worths = [score for _, score in zip(parts, scores, strict=False)]
    if scored.candidate.kind is CandidateKind.CODE:
        return max(worths, default=0.0)
    return math.fsum(worths)


def _is_out(
    material: Material, candidate: Candidate, shortened: dict[int, int]
) -> bool:
    """Tell whether an editor wants a candidate out, or its shortened list has lost its item."""
    if candidate.number in material.dropped:
        return True
    if candidate.whole not in shortened:
        return False
    whole = material.article.candidates[candidate.whole]
    return (
        candidate.runs[0].block >= whole.runs[shortened[candidate.whole]].block
    )


# ---------------------------------------------------------------- headings


def _headings(
    material: Material, candidate: Candidate, lengths: dict[object, float]
) -> tuple[tuple[object, float], ...]:
    """Headings and label over a candidate with their lengths, each measured once."""
    found: list[tuple[object, float]] = []
    for heading in _over(candidate):
        if heading not in lengths:
            lengths[heading] = material.measure(
                material.article.get_text_over(heading)
            )
        found.append((heading, lengths[heading]))
    return tuple(found)


def _over(candidate: Candidate) -> tuple[object, ...]:
    """What stands over a candidate: its headings, outermost first, then its label."""
    if candidate.label is None:
        return candidate.headings
    return (*candidate.headings, candidate.label)


def _n_shared(before: Candidate | None, candidate: Candidate) -> int:
    """How many headings stand over a candidate and over the one before it."""
    if before is None:
        return 0
    n_shared = 0
    for ours, theirs in zip(_over(candidate), _over(before), strict=False):
        if ours != theirs:
            break
        n_shared += 1
    return n_shared


# ---------------------------------------------------------------- the row as a whole


def _complete(
    nodes: list[Node], material: Material, budget: float
) -> list[Node]:
    """Note what a node gains by its place, and who asks about it.

    Beginnings gain in the worth of an average sentence of this article, ends in that of a weighty
    one: where the author chats, an average one is worth nothing. A candidate or a passage that
    nobody asks about is forgotten by the walk.
    """
    worths = sorted(node.worth for node in nodes if node.worth < PINNED)
    usual = worths[len(worths) // 2] if worths else 0.0
    weighty = worths[len(worths) * 3 // 4] if worths else 0.0
    reserved = weighty * _count_reserved(nodes, budget)
    found: list[Node] = []
    after: Node | None = None
    is_asked_for = False
    for node in reversed(nodes):
        is_watched = node.needs_following or node.unanswered_cost > 0
        if after is not None:
            is_watched |= after.needs_neighbour or after.alone_cost > 0
            if after.opens_passage:
                is_asked_for = False
            is_asked_for |= after.needs_some
        scored = material.scored[node.number]
        opens = scored.opens
        if material.bonds[node.number].begins_nothing:
            opens = 0.0
        closing = reserved * scored.ends
        completed = replace(
            node,
            opening_gain=OPENING_GAIN * usual * opens,
            closing_gain=closing + END_WORTH * scored.score,
            alone_cost=node.alone_cost + _lose_alone(node, scored, closing),
            is_watched=is_watched,
            passage_is_watched=is_asked_for,
        )
        found.append(completed)
        after = completed
    return found[::-1]


def _count_reserved(nodes: Sequence[Node], budget: float) -> float:
    """How many sentences the close may cost."""
    whole = math.fsum(node.length for node in nodes)
    if not whole:
        return MAX_CLOSE
    return min(MAX_CLOSE, CLOSE_SHARE * len(nodes) * budget / whole)


def _lose_alone(node: Node, scored: Scored, closing: float) -> float:
    """What a close loses of its gain without the sentence that it leans on.

    So a thought of two or three sentences comes as a whole. Scores held out, the 82 labelled
    articles that are odd by name, with four sentences set aside: needs broken .354 -> .329, said
    again .573 -> .524, alone .109 -> .104, worth as before.
    """
    if scored.candidate.place == 0 or node.worth >= PINNED:
        return 0.0
    leans = max(scored.needs_before, scored.hanging.backward)
    return max(0.0, closing) * leans

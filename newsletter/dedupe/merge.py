"""Tell the units one after the other into an article: what is told again is dropped, what is new finds its place.

A stretch of units ends where a marker stands or where it begins to repeat itself: a restart. Inside it the chains say which
passages are told again. Fresh units go
    with the sentence before them, if they stand in one paragraph with it (a sentence that is new in a variant joins its
    paragraph); else before the next passage of the chain (and before the heading over it), because the old passages in the
    gap were told first; at the end of a chain, after its last passage if that is the end of the article, else to the end:
    another ending of the same passage.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.dedupe.align import Chain, Match, align_gap, find_chains
from newsletter.dedupe.likeness import compare
from newsletter.dedupe.passages import Article, Passage
from newsletter.dedupe.segment import SHORT, Break, Kind, Unit

MAX_HOMES = 8  # earlier occurrences of a unit that are tried as the start of a replay
MAX_EDGE = 12  # units beside the first and last anchor of a chain that are compared with the passages beside it


def tell(units: Sequence[Unit]) -> Article:
    """Return the article the units tell, each passage once."""
    article = Article()
    place = 0
    while place < len(units):
        end = _end_of_stretch(article, units, place)
        opens = place > 0
        _tell_stretch(article, units[place:end], opens)
        place = end
    return article


def _end_of_stretch(article: Article, units: Sequence[Unit], start: int) -> int:
    """The next marker, or the next unit that repeats one of this stretch (with the short ones before it that also do)."""
    seen: dict[str, list[int]] = {}
    for place in range(start, len(units)):
        unit = units[place]
        if place > start and unit.gap is Break.MARK:
            return place
        if unit.kind is Kind.RULE:
            continue
        homes = seen.setdefault(unit.key, [])
        if (
            homes
            and unit.is_prose
            and not unit.item
            and unit.size >= SHORT
            and not article.find_equal(unit.key)
        ):
            return _back_up(units, homes[-1], place, start)
        for home in homes[-MAX_HOMES:]:
            if _is_replay(units, home, place):
                return _back_up(units, home, place, start)
        homes.append(place)
    return len(units)


def _is_replay(units: Sequence[Unit], home: int, place: int) -> bool:
    """Tell whether a restart without prose in it begins here.

    Either at least three units in a row repeat a run of this stretch, 40 characters together; or what stands between the
    twin and here is told again at once, whole (a table, then the same table): nobody writes that.
    """
    if units[place].size >= SHORT / 2 or units[home].kind in (Kind.TABLE, Kind.CODE):
        run = units[home:place]
        again = units[place : place + len(run)]
        if (
            len(again) == len(run)
            and sum(unit.size for unit in run) >= SHORT
            and all(map(_same, run[:-1], again))
        ):
            return _same(run[-1], again[-1]) or (
                len(run) > 1 and not run[-1].is_complete and again[-1].key.startswith(run[-1].key)
            )
    weight = 0.0
    n = 0
    while (
        place + n < len(units) and home + n < place and units[place + n].key == units[home + n].key
    ):
        weight += units[place + n].size
        n += 1
        if n >= 3 and weight >= 2 * SHORT:
            return True
    return False


def _same(one: Unit, other: Unit) -> bool:
    return one.key == other.key


def _back_up(units: Sequence[Unit], home: int, place: int, start: int) -> int:
    """Move a restart up over the units before it that tell what stands before its twin; one on either side may be new."""
    while home > start and place - 1 > home and units[place].gap is not Break.MARK:
        for back_home, back_place in ((1, 1), (1, 2), (2, 1)):
            if (
                home - back_home < start
                or place - back_place <= home
                or units[place - back_place + 1].gap is Break.MARK
            ):
                continue
            one, other = units[home - back_home], units[place - back_place]
            alike = (
                compare(one, other, between=back_home == back_place)
                if one.kind is not Kind.RULE
                else None
            )
            if one.key == other.key or (alike is not None and alike.how == "near"):
                home, place = home - back_home, place - back_place
                break
        else:
            return place
    return place


def _tell_stretch(article: Article, units: Sequence[Unit], opens: bool) -> None:
    chains, lone = find_chains(article, units, opens)
    chains = _widen(article, units, chains)
    claimed = {match.unit: match for chain in chains for match in chain.matches}
    for number, match in lone.items():
        claimed.setdefault(number, match)
    lone = {number: match for number, match in lone.items() if claimed[number] is match}
    fresh = _place_fresh(article, units, chains, claimed)
    for number in sorted(claimed):
        article.merge(claimed[number].passage, units[number], claimed[number].likeness)
    places: dict[int, list[Passage]] = {}
    for before, passages in fresh:
        places.setdefault(before, []).extend(passages)
    for before in sorted(places, reverse=True):
        article.insert(before, places[before])
    _note_edges(article, units, chains, places)


def _widen(article: Article, units: Sequence[Unit], chains: list[Chain]) -> list[Chain]:
    """Match the units beside the ends of each chain with the passages beside them."""
    out: list[Chain] = []
    for n, chain in enumerate(chains):
        floor = chains[n - 1].matches[-1].unit + 1 if n else 0
        if out:
            floor = max(floor, out[-1].matches[-1].unit + 1)
        ceiling = chains[n + 1].matches[0].unit if n + 1 < len(chains) else len(units)
        taken = {id(match.passage) for match in chain.matches}
        head = _match_edge(
            article,
            units,
            chain.matches[0],
            range(chain.matches[0].unit - 1, max(floor, chain.matches[0].unit - MAX_EDGE) - 1, -1),
            -1,
        )
        tail = _match_edge(
            article,
            units,
            chain.matches[-1],
            range(chain.matches[-1].unit + 1, min(ceiling, chain.matches[-1].unit + 1 + MAX_EDGE)),
            1,
        )
        head = [match for match in head if id(match.passage) not in taken]
        out.append(Chain((*head[::-1], *chain.matches, *tail)))
    return out


def _match_edge(
    article: Article, units: Sequence[Unit], anchor: Match, numbers: Sequence[int], step: int
) -> list[Match]:
    """Walk away from an anchor, unit by unit and passage by passage, as long as they agree.

    One on either side may be stepped over.
    """
    found: list[Match] = []
    index = anchor.passage.index + step
    missed = 0
    for number in numbers:
        hit = None
        for ahead in (0, 1, 2):
            at = index + step * ahead
            if not 0 <= at < len(article.passages):
                break
            close = missed == 0 and ahead == 0
            hits = align_gap(units, [number], [article.passages[at]], between=close)
            if hits and (
                close
                or hits[0].likeness.how != "equal"
                or units[number].size >= SHORT
                or ahead + missed <= 1
            ):
                hit = (hits[0], at)
                break
        if hit is None:
            missed += 1
            if missed > 2:
                break
            continue
        found.append(hit[0])
        index = hit[1] + step
        missed = 0
    return found


def _place_fresh(
    article: Article, units: Sequence[Unit], chains: list[Chain], claimed: dict[int, Match]
) -> list[tuple[int, list[Passage]]]:
    """Return (number of the passage to insert before, fresh passages) for every run of fresh units."""
    in_chain = {
        match.unit: (n, m)
        for n, chain in enumerate(chains)
        for m, match in enumerate(chain.matches)
    }
    out: list[tuple[int, list[Passage]]] = []
    end = len(article.passages)
    run: list[int] = []
    before: int | None = None
    for number in range(len(units) + 1):
        if number < len(units) and number not in claimed:
            run.append(number)
            continue
        if number < len(units) and number not in in_chain:
            continue  # a lone match drops out of the run it stands in
        if run:
            out.extend(_place_run(article, units, chains, in_chain, run, before, number, end))
        run = []
        before = number
    return out


def _place_run(
    article: Article,
    units: Sequence[Unit],
    chains: list[Chain],
    in_chain: dict[int, tuple[int, int]],
    run: list[int],
    before: int | None,
    after: int,
    end: int,
) -> list[tuple[int, list[Passage]]]:
    left = _passage_of(chains, in_chain, before)
    right = _passage_of(chains, in_chain, after)
    same = before is not None and right is not None and in_chain[before][0] == in_chain[after][0]
    joined_left = 0
    if left is not None and before is not None:
        while (
            joined_left < len(run) and units[run[joined_left]].paragraph == units[before].paragraph
        ):
            joined_left += 1
    joined_right = 0
    if right is not None:
        while (
            joined_right < len(run) - joined_left
            and units[run[len(run) - 1 - joined_right]].paragraph == units[after].paragraph
        ):
            joined_right += 1
    head, middle, tail = (
        run[:joined_left],
        run[joined_left : len(run) - joined_right],
        run[len(run) - joined_right :],
    )
    out: list[tuple[int, list[Passage]]] = []
    if head and left is not None:
        out.append((left.index + 1, [Passage(units[n], units[n], home=left.home) for n in head]))
    middle_passages = [Passage(units[n], units[n], home=units[n].paragraph) for n in middle]
    if tail and right is not None:
        tail_passages = [Passage(units[n], units[n], home=right.home) for n in tail]
        if same:
            out.append((right.index, middle_passages + tail_passages))
            return out
        out.append((right.index, tail_passages))
    if middle_passages:
        out.append(
            (
                _before_heading(article, right, left) if same and right is not None else end,
                middle_passages,
            )
        )
    return out


def _before_heading(article: Article, right: Passage, left: Passage | None) -> int:
    """The place before a passage and before the headings and labels right above it."""
    index = right.index
    floor = left.index + 1 if left is not None else 0
    while index > floor and article.passages[index - 1].unit.kind in (Kind.HEADING, Kind.LABEL):
        index -= 1
    return index


def _passage_of(
    chains: list[Chain], in_chain: dict[int, tuple[int, int]], number: int | None
) -> Passage | None:
    if number is None or number not in in_chain:
        return None
    n, m = in_chain[number]
    return chains[n].matches[m].passage


def _note_edges(
    article: Article, units: Sequence[Unit], chains: list[Chain], places: dict[int, list[Passage]]
) -> None:
    """Remember the fresh passages beside every place where a call may have stopped or started."""
    fresh = {id(passage.place): passage for passages in places.values() for passage in passages}
    cuts = {0, len(units)} | {chain.matches[0].unit for chain in chains}
    cuts |= {number for number, unit in enumerate(units) if unit.gap is not Break.NONE}
    for cut in sorted(cuts):
        before = fresh.get(id(units[cut - 1])) if cut else None
        if before is not None and not before.unit.is_complete and before.unit.kind is not Kind.RULE:
            article.stubs.append(before)
        after = fresh.get(id(units[cut])) if cut < len(units) else None
        if after is not None and after.unit.kind is Kind.SENTENCE:
            article.heads.append(after)

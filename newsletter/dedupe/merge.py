"""Tell the segments one after the other into an article: what is told again is dropped, what is new finds its place.

A stretch of segments ends where a marker stands or where it begins to repeat itself: a restart. Inside it the chains say which
passages are told again. Fresh segments go
    with the sentence before them, if they stand in one paragraph with it (a sentence that is new in a variant joins its
    paragraph); else before the next passage of the chain (and before the heading over it), because the old passages in the
    gap were told first; at the end of a chain, after its last passage if that is the end of the article, else to the end:
    another ending of the same passage.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.dedupe.align import Chain, Match, align_gap, find_chains
from newsletter.dedupe.likeness import compare
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.segment import SHORT, Break, Kind, Segment

MAX_HOMES = 8  # earlier occurrences of a segment that are tried as the start of a replay
MAX_EDGE = 12  # segments beside the first and last anchor of a chain that are compared with the passages beside it


def merge_segments(segments: Sequence[Segment]) -> Manuscript:
    """Return the article the segments tell, each passage once."""
    manuscript = Manuscript()
    place = 0
    while place < len(segments):
        end = _end_of_stretch(manuscript, segments, place)
        opens = place > 0
        _merge_stretch(manuscript, segments[place:end], opens)
        place = end
    return manuscript


def _end_of_stretch(manuscript: Manuscript, segments: Sequence[Segment], start: int) -> int:
    """The next marker, or the next segment that repeats one of this stretch (with the short ones before it that also do)."""
    seen: dict[str, list[int]] = {}
    for place in range(start, len(segments)):
        segment = segments[place]
        if place > start and segment.gap is Break.MARK:
            return place
        if segment.kind is Kind.RULE:
            continue
        homes = seen.setdefault(segment.key, [])
        if (
            homes
            and segment.is_prose
            and not segment.item
            and segment.size >= SHORT
            and not manuscript.find_equal(segment.key)
        ):
            return _back_up(segments, homes[-1], place, start)
        for home in homes[-MAX_HOMES:]:
            if _is_replay(segments, home, place):
                return _back_up(segments, home, place, start)
        homes.append(place)
    return len(segments)


def _is_replay(segments: Sequence[Segment], home: int, place: int) -> bool:
    """Tell whether a restart without prose in it begins here.

    Either at least three segments in a row repeat a run of this stretch, 40 characters together; or what stands between the
    twin and here is told again at once, whole (a table, then the same table): nobody writes that.
    """
    if segments[place].size >= SHORT / 2 or segments[home].kind in (Kind.TABLE, Kind.CODE):
        run = segments[home:place]
        again = segments[place : place + len(run)]
        if (
            len(again) == len(run)
            and sum(segment.size for segment in run) >= SHORT
            and all(map(_same, run[:-1], again))
        ):
            return _same(run[-1], again[-1]) or (
                len(run) > 1 and not run[-1].is_complete and again[-1].key.startswith(run[-1].key)
            )
    weight = 0.0
    n = 0
    while (
        place + n < len(segments)
        and home + n < place
        and segments[place + n].key == segments[home + n].key
    ):
        weight += segments[place + n].size
        n += 1
        if n >= 3 and weight >= 2 * SHORT:
            return True
    return False


def _same(one: Segment, other: Segment) -> bool:
    return one.key == other.key


def _back_up(segments: Sequence[Segment], home: int, place: int, start: int) -> int:
    """Move a restart up over the segments before it that tell what stands before its twin; one on either side may be new."""
    while home > start and place - 1 > home and segments[place].gap is not Break.MARK:
        for back_home, back_place in ((1, 1), (1, 2), (2, 1)):
            if (
                home - back_home < start
                or place - back_place <= home
                or segments[place - back_place + 1].gap is Break.MARK
            ):
                continue
            one, other = segments[home - back_home], segments[place - back_place]
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


def _merge_stretch(manuscript: Manuscript, segments: Sequence[Segment], opens: bool) -> None:
    chains, lone = find_chains(manuscript, segments, opens)
    chains = _widen(manuscript, segments, chains)
    claimed = {match.segment: match for chain in chains for match in chain.matches}
    for number, match in lone.items():
        claimed.setdefault(number, match)
    lone = {number: match for number, match in lone.items() if claimed[number] is match}
    fresh = _place_fresh(manuscript, segments, chains, claimed)
    for number in sorted(claimed):
        manuscript.merge(claimed[number].passage, segments[number], claimed[number].likeness)
    places: dict[int, list[Passage]] = {}
    for before, passages in fresh:
        places.setdefault(before, []).extend(passages)
    for before in sorted(places, reverse=True):
        manuscript.insert(before, places[before])
    _note_edges(manuscript, segments, chains, places)


def _widen(manuscript: Manuscript, segments: Sequence[Segment], chains: list[Chain]) -> list[Chain]:
    """Match the segments beside the ends of each chain with the passages beside them."""
    out: list[Chain] = []
    for n, chain in enumerate(chains):
        floor = chains[n - 1].matches[-1].segment + 1 if n else 0
        if out:
            floor = max(floor, out[-1].matches[-1].segment + 1)
        ceiling = chains[n + 1].matches[0].segment if n + 1 < len(chains) else len(segments)
        taken = {id(match.passage) for match in chain.matches}
        head = _match_edge(
            article,
            segments,
            chain.matches[0],
            range(
                chain.matches[0].segment - 1,
                max(floor, chain.matches[0].segment - MAX_EDGE) - 1,
                -1,
            ),
            -1,
        )
        tail = _match_edge(
            article,
            segments,
            chain.matches[-1],
            range(
                chain.matches[-1].segment + 1,
                min(ceiling, chain.matches[-1].segment + 1 + MAX_EDGE),
            ),
            1,
        )
        head = [match for match in head if id(match.passage) not in taken]
        out.append(Chain((*head[::-1], *chain.matches, *tail)))
    return out


def _match_edge(
    manuscript: Manuscript,
    segments: Sequence[Segment],
    anchor: Match,
    numbers: Sequence[int],
    step: int,
) -> list[Match]:
    """Walk away from an anchor, segment by segment and passage by passage, as long as they agree.

    One on either side may be stepped over.
    """
    found: list[Match] = []
    index = anchor.passage.index + step
    missed = 0
    for number in numbers:
        hit = None
        for ahead in (0, 1, 2):
            at = index + step * ahead
            if not 0 <= at < len(manuscript.passages):
                break
            close = missed == 0 and ahead == 0
            hits = align_gap(segments, [number], [manuscript.passages[at]], between=close)
            if hits and (
                close
                or hits[0].likeness.how != "equal"
                or segments[number].size >= SHORT
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
    manuscript: Manuscript,
    segments: Sequence[Segment],
    chains: list[Chain],
    claimed: dict[int, Match],
) -> list[tuple[int, list[Passage]]]:
    """Return (number of the passage to insert before, fresh passages) for every run of fresh segments."""
    in_chain = {
        match.segment: (n, m)
        for n, chain in enumerate(chains)
        for m, match in enumerate(chain.matches)
    }
    out: list[tuple[int, list[Passage]]] = []
    end = len(manuscript.passages)
    run: list[int] = []
    before: int | None = None
    for number in range(len(segments) + 1):
        if number < len(segments) and number not in claimed:
            run.append(number)
            continue
        if number < len(segments) and number not in in_chain:
            continue  # a lone match drops out of the run it stands in
        if run:
            out.extend(_place_run(manuscript, segments, chains, in_chain, run, before, number, end))
        run = []
        before = number
    return out


def _place_run(
    manuscript: Manuscript,
    segments: Sequence[Segment],
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
            joined_left < len(run)
            and segments[run[joined_left]].paragraph == segments[before].paragraph
        ):
            joined_left += 1
    joined_right = 0
    if right is not None:
        while (
            joined_right < len(run) - joined_left
            and segments[run[len(run) - 1 - joined_right]].paragraph == segments[after].paragraph
        ):
            joined_right += 1
    head, middle, tail = (
        run[:joined_left],
        run[joined_left : len(run) - joined_right],
        run[len(run) - joined_right :],
    )
    out: list[tuple[int, list[Passage]]] = []
    if head and left is not None:
        out.append(
            (left.index + 1, [Passage(segments[n], segments[n], home=left.home) for n in head])
        )
    middle_passages = [
        Passage(segments[n], segments[n], home=segments[n].paragraph) for n in middle
    ]
    if tail and right is not None:
        tail_passages = [Passage(segments[n], segments[n], home=right.home) for n in tail]
        if same:
            out.append((right.index, middle_passages + tail_passages))
            return out
        out.append((right.index, tail_passages))
    if middle_passages:
        out.append(
            (
                _before_heading(manuscript, right, left) if same and right is not None else end,
                middle_passages,
            )
        )
    return out


def _before_heading(manuscript: Manuscript, right: Passage, left: Passage | None) -> int:
    """The place before a passage and before the headings and labels right above it."""
    index = right.index
    floor = left.index + 1 if left is not None else 0
    while index > floor and manuscript.passages[index - 1].segment.kind in (
        Kind.HEADING,
        Kind.LABEL,
    ):
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
    manuscript: Manuscript,
    segments: Sequence[Segment],
    chains: list[Chain],
    places: dict[int, list[Passage]],
) -> None:
    """Remember the fresh passages beside every place where a call may have stopped or started."""
    fresh = {id(passage.place): passage for passages in places.values() for passage in passages}
    cuts = {0, len(segments)} | {chain.matches[0].segment for chain in chains}
    cuts |= {number for number, segment in enumerate(segments) if segment.gap is not Break.NONE}
    for cut in sorted(cuts):
        before = fresh.get(id(segments[cut - 1])) if cut else None
        if (
            before is not None
            and not before.segment.is_complete
            and before.segment.kind is not Kind.RULE
        ):
            manuscript.stubs.append(before)
        after = fresh.get(id(segments[cut])) if cut < len(segments) else None
        if after is not None and after.segment.kind is Kind.SENTENCE:
            manuscript.heads.append(after)

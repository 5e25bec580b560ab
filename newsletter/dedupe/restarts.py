"""Find where a stretch ends: at a marker, or where it begins to repeat itself.

A restart is proved by running text that stands again, by a run of segments that does, or by a text
that stands twice with nothing between. Short lines above it belong to it if they are repeated too.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.dedupe.likeness import compare
from newsletter.dedupe.passages import Manuscript
from newsletter.dedupe.segment import SHORT, Break, Kind, Segment

MAX_HOMES = 8  # earlier occurrences of a segment that are tried as the start of a replay
MIN_RUN = 3  # segments in a row that make a restart without prose in it
BACK_STEPS = (
    (1, 1),
    (1, 2),
    (2, 1),
)  # steps up before the twin and before the restart

_FIRMS = (Kind.TABLE, Kind.CODE)


def find_end(
    manuscript: Manuscript, segments: Sequence[Segment], start: int
) -> int:
    """The next marker, or the next segment that repeats one of this stretch.

    Short segments above that one belong to the restart if they are repeated too.

    Args:
        manuscript: What the stretches before say.
        segments: All segments in order.
        start: Number of the first segment of the stretch.
    """
    seen: dict[str, list[int]] = {}
    for place in range(start, len(segments)):
        segment = segments[place]
        if place > start and segment.gap is Break.MARK:
            return place
        if segment.kind is Kind.RULE:
            continue
        homes = seen.setdefault(segment.key, [])
        home = _find_restart(manuscript, segments, homes, place)
        if home is not None:
            return _back_up(segments, home, place, start)
        homes.append(place)
    return len(segments)


def _find_restart(
    manuscript: Manuscript,
    segments: Sequence[Segment],
    homes: Sequence[int],
    place: int,
) -> int | None:
    """The earlier segment with which a restart at `place` begins again, or None.

    Args:
        manuscript: What the stretches before say; what it has is no new restart.
        segments: All segments in order.
        homes: Numbers of the segments of this stretch with the same words.
        place: Number of the segment that may begin a restart.
    """
    segment = segments[place]
    is_firm = segment.is_running_text and segment.size >= SHORT
    if homes and is_firm and not manuscript.find_equal(segment.key):
        return homes[-1]
    for home in homes[-MAX_HOMES:]:
        if _is_replay(segments, home, place):
            return home
    return None


def _is_replay(segments: Sequence[Segment], home: int, place: int) -> bool:
    """Tell whether a restart without prose in it begins here.

    Either at least three segments in a row repeat a run of this stretch, 40 characters together.
    Or all that stands between the twin and here is repeated at once (a table, then the same
    table): nobody writes that.
    """
    if _is_doubled(segments, home, place):
        return True
    return _is_long_run(segments, home, place)


def _is_doubled(segments: Sequence[Segment], home: int, place: int) -> bool:
    """Tell whether the text between two places stands again after the second.

    Args:
        segments: All segments in order.
        home: Number of the earlier segment.
        place: Number of the later one; the text between them is compared with what follows.
    """
    if segments[place].size < SHORT / 2 and segments[home].kind not in _FIRMS:
        return False
    n_run = place - home
    if place + n_run > len(segments):
        return False
    # Compared before anything is copied: most places differ at once, however far apart they are.
    for number in range(home, place - 1):
        if not _is_same(segments[number], segments[number + n_run]):
            return False
    if _weigh(segments[home:place]) < SHORT:
        return False
    last, again = segments[place - 1], segments[place - 1 + n_run]
    if _is_same(last, again):
        return True
    is_cut = n_run > 1 and not last.is_complete
    return is_cut and again.key.startswith(last.key)


def _is_long_run(segments: Sequence[Segment], home: int, place: int) -> bool:
    """Tell whether a long run of equal segments begins at two places.

    Args:
        segments: All segments in order.
        home: Number of the segment with which the earlier run begins.
        place: Number of the segment with which the later run begins.
    """
    weight = 0.0
    for step in range(min(place - home, len(segments) - place)):
        if not _is_same(segments[home + step], segments[place + step]):
            return False
        weight += segments[place + step].size
        if step + 1 >= MIN_RUN and weight >= 2 * SHORT:
            return True
    return False


def _is_same(one: Segment, other: Segment) -> bool:
    """Tell whether two segments have the same words."""
    return one.key == other.key


def _weigh(segments: Sequence[Segment]) -> float:
    """The weight of segments together."""
    return sum(segment.size for segment in segments)


def _back_up(
    segments: Sequence[Segment], home: int, place: int, start: int
) -> int:
    """Move the start of a restart up over what repeats the segments above its twin.

    On either side one segment may be new. No marker stands in between: the stretch would have ended
    there.

    Args:
        segments: All segments in order.
        home: Number of the twin of the restart.
        place: Number of the segment at which the restart was seen.
        start: Number of the first segment of the stretch.
    """
    above = _find_above(segments, home, place, start)
    while above is not None:
        home, place = above
        above = _find_above(segments, home, place, start)
    return place


def _find_above(
    segments: Sequence[Segment], home: int, place: int, start: int
) -> tuple[int, int] | None:
    """The next pair above a restart and its twin that says the same; None if there is none.

    Args:
        segments: All segments in order.
        home: Number of the twin of the restart.
        place: Number of the segment that repeats it.
        start: Number of the first segment of the stretch.
    """
    for n_home, n_place in BACK_STEPS:
        above_home, above_place = home - n_home, place - n_place
        if above_home < start or above_place <= home:
            continue
        one, other = segments[above_home], segments[above_place]
        if _repeats(one, other, n_home == n_place):
            return above_home, above_place
    return None


def _repeats(one: Segment, other: Segment, between: bool) -> bool:
    """Tell whether a segment says what another said."""
    if _is_same(one, other):
        return True
    if one.kind is Kind.RULE:
        return False
    likeness = compare(one, other, between=between)
    if likeness is None:
        return False
    return likeness.how == "near"

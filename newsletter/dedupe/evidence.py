"""Find out whether a post was written in calls, before anything in it is called a repeat.

People repeat themselves: two advisories close with the same list, every recipe heats the oven, a
manual gives one warning three times. In the posts of 25 sites that people wrote, a deduper that
trusted likeness alone removed 5.7 things in 1,000 sentences, nearly all of them wrongly. So a
repeat is called a machine's only in a post that shows by itself how it was made. These are the
signs:

    boilerplate    a marker, a label, chatter or a leaked prompt that is its own proof
    flattened      a copy of the article run together in one line
    torn           a sentence torn in two by a break, the two halves proved to be one
    restart        a run of repeated sentences that begins at a break, repeats the opening, or goes
                   on where the text before it ended: a call that started again
    sections       such a run that repeats two headings and the sentences under them
    doubled        at least two sentences that stand twice in a row
    replay         a longer run of repeated sentences, anywhere
    share          several such runs, that together are more than any person repeats, one of them
                   longer than any of a person's

Measured on 338 posts of people and 250 machine-written ones (runs of repeated prose outside lists):
the longest run of a person is 3 sentences, 108 characters, and no person repeats more than 150
characters in all; of the 134 machine-written posts without a marker all but 7 have a run of at
least 5 sentences, 180 characters. The thresholds lie between. In 1,300 more files of people a
changelog thanks its helpers six times, and a reference with three dialects repeats 62 runs, the
longest of 4 sentences, 181 characters: so a share asks for a longer one too. Of 507 files of people
none repeats a heading with two sentences under it. What was rejected: the
share of repeated text alone. A person's short notice has a quarter, a machine's long article a
tenth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsletter.dedupe.passages import DroppedSegment, Manuscript
from newsletter.dedupe.segment import SHORT, Break, Kind, Segment

MIN_RESTART_SENTENCES = 3
MIN_RESTART_SIZE = 140.0
MIN_RESTART_HEADINGS = 2
MIN_REPLAY_SENTENCES = 5
MIN_REPLAY_SIZE = 180.0
MIN_REPLAY_SHARE = 0.04  # of the prose of the post
MIN_DOUBLED_SENTENCES = 2
MIN_DOUBLED_SIZE = 60.0
MIN_TOTAL_SENTENCES = 6
MIN_TOTAL_SIZE = 300.0
MIN_TOTAL_SHARE = 0.05
MIN_LONGEST_SIZE = 190.0  # of the longest run among those of a share
MAX_STEP = 2  # segments between the end of the twins and the start of the run that repeats them


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that a post was written in calls; empty where nothing does."""

    signs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything shows that the post was written in calls."""
        return bool(self.signs)


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring segments that were all dropped.

    Attributes:
        size: Weight of its prose outside lists.
        n_sentences: How many sentences that is, the short ones not counted.
        n_headings: How many headings are among them.
        is_restart: It stands where a call may have started again.
        is_doubled: It repeats what stands right before it, or before one cut sentence.
    """

    size: float
    n_sentences: int
    n_headings: int
    is_restart: bool
    is_doubled: bool


def find_evidence(
    manuscript: Manuscript,
    segments: Sequence[Segment],
    *,
    firm: bool = False,
    flattened: bool = False,
    torn: bool = False,
) -> Evidence:
    """Return the signs by which a post was written in calls.

    Args:
        manuscript: What merging everything that is alike would give.
        segments: All segments in order.
        firm: Boilerplate was found that is its own proof.
        flattened: A flattened copy was found.
        torn: A sentence was found that a break tore in two.
    """
    signs: list[str] = []
    if firm:
        signs.append("boilerplate")
    if flattened:
        signs.append("flattened")
    if torn:
        signs.append("torn")
    prose = sum(segment.size for segment in segments if segment.is_running_text)
    runs = list(_find_runs(manuscript, segments))
    if any(_is_restart(run) for run in runs):
        signs.append("restart")
    if any(_repeats_sections(run) for run in runs):
        signs.append("sections")
    if any(_is_doubled(run) for run in runs):
        signs.append("doubled")
    if any(_is_replay(run, prose) for run in runs):
        signs.append("replay")
    if _is_large_share(runs, prose):
        signs.append("share")
    return Evidence(tuple(signs))


def _is_restart(run: _Run) -> bool:
    """Tell whether a run is a restart, long enough to be no chance."""
    if not run.is_restart:
        return False
    if run.n_sentences < MIN_RESTART_SENTENCES:
        return False
    return run.size >= MIN_RESTART_SIZE


def _repeats_sections(run: _Run) -> bool:
    """Tell whether a restart repeats sections, which may be short.

    Elsewhere they are an author's: a manual gives the same steps for two systems.
    """
    if not run.is_restart or run.n_headings < MIN_RESTART_HEADINGS:
        return False
    return run.n_sentences >= MIN_RESTART_SENTENCES


def _is_doubled(run: _Run) -> bool:
    """Tell whether a run is told twice, long enough to be no chance."""
    if not run.is_doubled:
        return False
    if run.n_sentences < MIN_DOUBLED_SENTENCES:
        return False
    return run.size >= MIN_DOUBLED_SIZE


def _is_large_share(runs: Sequence[_Run], prose: float) -> bool:
    """Tell whether repeats are a large part of the prose."""
    n_sentences = sum(run.n_sentences for run in runs)
    size = sum(run.size for run in runs)
    if n_sentences < MIN_TOTAL_SENTENCES:
        return False
    if size < MIN_TOTAL_SIZE:
        return False
    if max(run.size for run in runs) < MIN_LONGEST_SIZE:
        return False
    return size >= MIN_TOTAL_SHARE * prose


def _is_replay(run: _Run, prose: float) -> bool:
    """Tell whether one run alone is a large part of the prose."""
    if run.n_sentences < MIN_REPLAY_SENTENCES:
        return False
    if run.size < MIN_REPLAY_SIZE:
        return False
    return run.size >= MIN_REPLAY_SHARE * prose


def _find_runs(
    manuscript: Manuscript, segments: Sequence[Segment]
) -> Iterator[_Run]:
    """The runs of neighbours that were all dropped, in order."""
    order = {id(segment): number for number, segment in enumerate(segments)}
    gone = {
        order[id(dropped.segment)]: dropped for dropped in manuscript.dropped
    }
    run: list[int] = []
    for number, segment in enumerate(segments):
        if number in gone or (run and segment.kind is Kind.RULE):
            run.append(number)
        elif run:
            yield _measure_run(run, gone, segments, order)
            run = []
    if run:
        yield _measure_run(run, gone, segments, order)


def _measure_run(
    run: Sequence[int],
    gone: dict[int, DroppedSegment],
    segments: Sequence[Segment],
    order: dict[int, int],
) -> _Run:
    """What a run of dropped segments weighs, and how it lies to its twins.

    Args:
        run: Numbers of neighbours that were dropped, rules between them too.
        gone: What was dropped, by the number of its segment.
        segments: All segments in order.
        order: Number of each segment, by its identity.
    """
    prose = [
        segments[number] for number in run if segments[number].is_running_text
    ]
    twins = _find_twins(run, gone, order)
    first = min(twins, default=run[0])
    starts_at_break = segments[first].gap is not Break.NONE
    repeats_opening = min(twins.values(), default=first) <= 1
    step = first - max(twins.values(), default=first)
    goes_on = 0 < step <= MAX_STEP
    return _Run(
        sum(segment.size for segment in prose),
        sum(segment.size >= SHORT for segment in prose),
        sum(segments[number].kind is Kind.HEADING for number in run),
        starts_at_break or repeats_opening or goes_on,
        step == 1 or (step == MAX_STEP and segments[first - 1].is_cut),
    )


def _find_twins(
    run: Sequence[int],
    gone: dict[int, DroppedSegment],
    order: dict[int, int],
) -> dict[int, int]:
    """The number of the twin of each segment of a run that has one elsewhere.

    A cut sentence that was completed has its own place; a rule in the run has no twin.
    """
    twins: dict[int, int] = {}
    for number in run:
        if number not in gone:
            continue
        twin = order[id(gone[number].twin.place)]
        if twin != number:
            twins[number] = twin
    return twins

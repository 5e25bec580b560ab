"""Hold the manuscript: its passages in order, and the other wordings that each of them replaces."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, takewhile

from newsletter.dedupe.likeness import Likeness, says_more
from newsletter.dedupe.segment import Kind, Segment, strip_marks
from newsletter.model import RemovalKind
from newsletter.remembered import remembered

MIN_GLUED = (
    4  # characters of a heading's end that are no accident before a sentence
)
N_NEAREST = 3  # passages that are compared with a segment at the most
MAX_GRAM_HOMES = 12  # a gram that more passages hold tells nothing
MIN_VOTES = 2
VOTES_SHARE = (
    5  # a fifth of the grams of a segment must be those of the passage
)
# A third of the grams, chosen by their first character, is enough to find variants of 22 characters
# that are alike to .86, for a third of the work.
_SAMPLE = 3
GRAM = 5  # characters of a run

_SAID = frozenset({Kind.SENTENCE, Kind.ITEM})  # kinds that have variants
_VERBATIM = frozenset({Kind.TABLE, Kind.CODE, Kind.RULE, Kind.OTHER})
_KINDS = {
    "equal": (RemovalKind.REPEAT, "repeat"),
    "near": (RemovalKind.VARIANT, "variant"),
    "stub": (RemovalKind.FRAGMENT, "cut-off"),
    "whole": (RemovalKind.FRAGMENT, "cut-off"),
}
_ABSORBED = {
    "contained": RemovalKind.REPEAT,
    "repeat": RemovalKind.REPEAT,
    "variant": RemovalKind.VARIANT,
}


@dataclass(eq=False)
class Passage:
    """One thing said, once.

    Attributes:
        segment: The fullest wording of it.
        place: The segment whose place and layout it has.
        index: Its number in the manuscript when that was last counted; what is taken out leaves
            the order as it is.
        home: Number of the paragraph it belongs to; an inserted sentence has that of its host.
        above: The passage right before it; None for the first.
        below: The passage right behind it; None for the last.
    """

    segment: Segment
    place: Segment
    index: int = 0
    home: int = -1
    above: Passage | None = field(default=None, repr=False)
    below: Passage | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class DroppedSegment:
    """A segment that was not taken over, the passage that says it, and why."""

    segment: Segment
    twin: Passage
    kind: RemovalKind
    rule: str
    similarity: float


@dataclass
class Manuscript:
    """Passages in order, with the ways to find them.

    Taking one out costs the same wherever it stands: its number stays free until the passages
    are asked for, and what was dropped for it is given to its twin when that is asked for.

    Attributes:
        stubs: Passages that a call may have cut off.
        heads: Sentences with which a call may have begun, so that their own beginning is missing.
    """

    stubs: list[Passage] = field(default_factory=list)
    heads: list[Passage] = field(default_factory=list)
    _by_key: dict[str, dict[Passage, None]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    _by_gram: dict[str, list[Passage]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _unindexed: list[tuple[str, Passage]] = field(default_factory=list)
    _passages: list[Passage] = field(default_factory=list)
    _gone: set[Passage] = field(default_factory=set)
    _dropped: list[DroppedSegment] = field(default_factory=list)
    _heirs: dict[Passage, Passage] = field(default_factory=dict)

    @property
    def passages(self) -> list[Passage]:
        """The passages in order, numbered."""
        self._close_gaps()
        return self._passages

    def number(self, passage: Passage) -> int:
        """Return the number of a passage; what was taken out before it does not count."""
        self._close_gaps()
        return passage.index

    @property
    def dropped(self) -> list[DroppedSegment]:
        """What was not taken over; what a passage said that went itself, its twin says."""
        if self._heirs:
            heirs: dict[Passage, Passage] = {}
            # A twin may have gone later than what it said, so the last one is asked first.
            for passage, twin in reversed(self._heirs.items()):
                heirs[passage] = heirs.get(twin, twin)
            self._heirs.clear()
            self._dropped = [
                replace(one, twin=heirs[one.twin]) if one.twin in heirs else one
                for one in self._dropped
            ]
        return self._dropped

    def find_equal(self, key: str) -> Collection[Passage]:
        """Return the passages with this key, oldest first."""
        return self._by_key.get(key, ())

    def find_near(self, segment: Segment) -> list[Passage]:
        """Return the passages that share most sampled grams with a segment, best first."""
        self._index_grams()
        grams = find_grams(segment.key)
        homes: list[list[Passage]] = []
        for gram in grams:
            found = self._by_gram.get(gram)
            if found is not None and len(found) <= MAX_GRAM_HOMES:
                homes.append(found)
        votes = Counter(chain.from_iterable(homes))
        enough = max(MIN_VOTES, len(grams) // VOTES_SHARE)
        elected = [
            passage for passage, n_votes in votes.items() if n_votes >= enough
        ]
        elected.sort(key=lambda passage: (-votes[passage], passage.index))
        return elected[:N_NEAREST]

    def _index_grams(self) -> None:
        """Index what is new; done late, since a manuscript of one stretch is never asked."""
        for key, passage in self._unindexed:
            for gram in find_grams(key):
                self._by_gram[gram].append(passage)
        self._unindexed.clear()

    def insert(self, places: Mapping[int, Sequence[Passage]]) -> None:
        """Put passages in, each list before the passage of its number."""
        if not places:
            return
        for at in sorted(places, reverse=True):
            for passage in places[at]:
                self._register(passage)
        first = min(places)
        below = self.passages[first:]
        del self._passages[first:]
        for at, passage in enumerate(below, first):
            self._passages.extend(places.get(at, ()))
            self._passages.append(passage)
        self._passages.extend(places.get(first + len(below), ()))
        self._number_from(first)

    def move(self, first: int, end: int, to: int) -> None:
        """Move the passages from `first` up to `end` before number `to`, which is none of them."""
        moved = self.passages[first:end]
        del self._passages[first:end]
        if to > first:
            to -= len(moved)
        self._passages[to:to] = moved
        self._number_from(0)

    def has(self, passage: Passage) -> bool:
        """Tell whether a passage still stands here."""
        at = passage.index
        if at >= len(self._passages) or passage in self._gone:
            return False
        return self._passages[at] is passage

    def merge(
        self, passage: Passage, segment: Segment, likeness: Likeness
    ) -> None:
        """Take a segment as another wording of a passage: the fuller one stays.

        Args:
            passage: The passage that says it already.
            segment: The other wording.
            likeness: How the two are alike.
        """
        gone = segment
        kind, rule = _KINDS[likeness.how]
        if self._is_run_together(segment, passage):
            kind, rule = _KINDS["near"]
        elif _is_fuller(segment, passage.segment, likeness):
            gone = passage.segment
            self._rewrite(passage, segment)
        if likeness.how == "near":
            passage.segment = _with_end_mark(passage.segment, gone)
        self._dropped.append(
            DroppedSegment(gone, passage, kind, rule, likeness.similarity)
        )

    def _rewrite(self, passage: Passage, segment: Segment) -> None:
        """Give a passage a fuller wording; it is no cut one any more."""
        passage.segment = segment
        self._register(passage)
        if passage in self.stubs:
            self.stubs.remove(passage)

    def _is_run_together(self, segment: Segment, passage: Passage) -> bool:
        """Tell whether a segment is the passage with its neighbours run into its line.

        It is longer then, but it says no more. Before the passage stands the end of the heading or
        label above it (a list number may be gone), behind it the start of the next.
        """
        key = passage.segment.key
        at = segment.key.find(key) if key else -1
        if at < 0 or segment.key == key:
            return False
        before, after = segment.key[:at], segment.key[at + len(key) :]
        if after and not passage.segment.is_complete:
            return False  # what follows may be the missing end
        above = _key_of(passage.above)
        if not above.endswith(before):
            return False
        if not _key_of(passage.below).startswith(after):
            return False
        if not before:
            return True
        if above == before:
            return True
        return len(before) >= MIN_GLUED

    def absorb(self, passage: Passage, twin: Passage, rule: str) -> None:
        """Take a passage out again: it is a cut piece of another. What a person kept stays.

        Args:
            passage: The passage that goes; it stays if a person kept it.
            twin: The passage that says it.
            rule: Why it goes, as the report names it.
        """
        if passage.segment.kept:
            return
        self._take_out(passage, twin)
        similarity = len(passage.segment.key) / max(1, len(twin.segment.key))
        kind = _ABSORBED.get(rule, RemovalKind.FRAGMENT)
        self._dropped.append(
            DroppedSegment(passage.segment, twin, kind, rule, similarity)
        )

    def join(self, before: Passage, after: Passage, joined: Segment) -> None:
        """Make one passage of two neighbours; the sentences behind the second follow the first.

        Args:
            before: The first half; it becomes the whole.
            after: The second half, which goes.
            joined: Both as one segment.
        """
        home = after.home
        for passage in takewhile(lambda one: one.home == home, follow(after)):
            passage.home = before.home
        before.segment = joined
        self._take_out(after, before)

    def put_back(self, missing: Sequence[tuple[Segment, Passage]]) -> None:
        """Take segments that were dropped as passages again.

        Args:
            missing: Each with the passage that it is to stand right above.
        """
        if not missing:
            return
        back = {id(segment) for segment, _ in missing}
        self._dropped = [
            gone for gone in self.dropped if id(gone.segment) not in back
        ]
        places: dict[int, list[Passage]] = {}
        for segment, below in missing:
            passage = Passage(segment, segment, home=segment.paragraph)
            places[self.number(below)] = [passage]
        self.insert(places)

    def remove(self, passage: Passage) -> None:
        """Take a passage out for another reason than that its text stands elsewhere."""
        self._gone.add(passage)
        _link(passage.above, passage.below)

    def _take_out(self, passage: Passage, twin: Passage) -> None:
        """Remove a passage; what it was the twin of gets its twin."""
        self.remove(passage)
        self._heirs[passage] = twin

    def _close_gaps(self) -> None:
        """Forget what was taken out, and number what is left."""
        if not self._gone:
            return
        left = [one for one in self._passages if one not in self._gone]
        self._gone.clear()
        self._passages = left
        self._number_from(0)

    def _number_from(self, at: int) -> None:
        """Give the passages from a place on their index and their neighbours again."""
        above = self._passages[at - 1] if at else None
        for index in range(at, len(self._passages)):
            passage = self._passages[index]
            passage.index = index
            _link(above, passage)
            above = passage
        _link(above, None)

    def _register(self, passage: Passage) -> None:
        """Make a passage known by its key, and later by its likeness."""
        segment = passage.segment
        self._by_key[segment.key].setdefault(passage)
        if segment.kind in _SAID:
            self._unindexed.append((segment.key, passage))


def climb(passage: Passage) -> Iterator[Passage]:
    """Yield the passages above one, the nearest first."""
    above = passage.above
    while above is not None:
        yield above
        above = above.above


def follow(passage: Passage) -> Iterator[Passage]:
    """Yield the passages below one, the nearest first."""
    below = passage.below
    while below is not None:
        yield below
        below = below.below


def are_close(one: Passage, other: Passage, n_steps: int) -> bool:
    """Tell whether one passage stands at most so many steps above or below another."""
    return other in islice(climb(one), n_steps) or other in islice(
        follow(one), n_steps
    )


def _link(above: Passage | None, below: Passage | None) -> None:
    """Make neighbours of two passages; the first has none above it, the last none below."""
    if above is not None:
        above.below = below
    if below is not None:
        below.above = above


def _with_end_mark(stays: Segment, gone: Segment) -> Segment:
    """The fuller wording, ended as the shorter one that it holds was ended."""
    end = gone.text.rstrip()[-1:]
    if (
        stays.is_complete
        or stays.kind not in _SAID
        or end not in ("。", "！", "？")
        or gone.key not in stays.key
    ):
        return stays
    text = stays.text.rstrip() + end
    ended = Segment(
        stays.kind,
        text,
        stays.spacing,
        stays.first,
        stays.last,
        stays.paragraph,
        stays.gap,
        stays.item,
    )
    ended.definitions = stays.definitions
    return ended


def _key_of(passage: Passage | None) -> str:
    """The key of a passage; "" of none."""
    return "" if passage is None else passage.segment.key


def _is_fuller(new: Segment, old: Segment, likeness: Likeness) -> bool:
    """Tell whether a new wording is to stand in the place of the old one.

    Never in the place of one that a person kept.
    """
    if old.kept:
        return False
    if likeness.how == "near" or likeness.how == "equal":
        return says_more(new, old)
    return likeness.how == "whole"


def text_of(passage: Passage) -> str:
    """Return the Markdown of a passage: the fullest wording, in the marks of its place."""
    if passage.segment is passage.place:
        return passage.segment.text
    wording = strip_marks(passage.segment.text).strip()
    own = passage.place.text
    marks = own[: len(own) - len(strip_marks(own))]
    blanks = own[len(own.rstrip()) :]
    if passage.segment.kind is not passage.place.kind and not marks:
        return wording + blanks
    if passage.place.kind in _VERBATIM:
        return passage.segment.text
    return marks + wording + blanks


@remembered(maxsize=1024)
def find_grams(key: str) -> frozenset[str]:
    """Return sampled runs of characters of a key, by which wordings of one thought are found.

    They are kept, since a segment is looked up, put in, and looked at again in the next pass.
    """
    return frozenset(
        [
            key[at : at + GRAM]
            for at, char in enumerate(key[: 1 - GRAM])
            if not ord(char) % _SAMPLE
        ]
    )


def find_few_grams(key: str) -> list[str]:
    """Return half of the sampled runs of a key, the same for every text.

    They find 100 of the 101 pairs of rewordings that all sampled ones find.
    """
    return [gram for gram in find_grams(key) if not ord(gram[0]) % 2]

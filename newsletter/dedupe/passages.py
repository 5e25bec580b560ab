"""Hold the article as far as it has been told: its passages in order, and what each of them has replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsletter.dedupe.likeness import Likeness, says_more
from newsletter.dedupe.segment import Kind, Segment, strip_marks
from newsletter.model import RemovalKind

MIN_GLUED = 4  # characters of a heading's end that are no accident before a sentence
_GRAM = 5
_SAMPLE = 3  # a third of the grams, chosen by their first character: enough to find .86 variants of 22 characters, a third of the work


@dataclass(eq=False)
class Passage:
    """One thing said, once.

    Attributes:
        segment: The fullest form of it.
        place: The segment whose place and layout it has.
        index: Its number in the article; valid until the next insertion.
        home: Number of the paragraph it belongs to; a sentence that was put in has the number of the paragraph it joined.
    """

    segment: Segment
    place: Segment
    index: int = 0
    home: int = -1


@dataclass(frozen=True, slots=True)
class Dropped:
    """A segment that was not taken over, the passage that says it, and why."""

    segment: Segment
    twin: Passage
    kind: RemovalKind
    rule: str
    similarity: float


@dataclass
class Manuscript:
    """Passages in order, with the ways to find them."""

    passages: list[Passage] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    stubs: list[Passage] = field(default_factory=list)
    heads: list[Passage] = field(default_factory=list)
    _by_key: dict[str, list[Passage]] = field(default_factory=lambda: defaultdict(list))
    _by_gram: dict[str, list[Passage]] = field(default_factory=lambda: defaultdict(list))
    _unindexed: list[tuple[str, Passage]] = field(default_factory=list)

    def find_equal(self, key: str) -> list[Passage]:
        """Return the passages with this key, oldest first."""
        return self._by_key.get(key, [])

    def find_near(self, segment: Segment, n_best: int = 3) -> list[Passage]:
        """Return the passages that share most sampled grams with a segment, best first."""
        for key, passage in self._unindexed:  # only now: an article told in one stretch never asks
            for gram in _grams(key):
                self._by_gram[gram].append(passage)
        self._unindexed.clear()
        votes: dict[int, int] = {}
        known: dict[int, Passage] = {}
        grams = _grams(segment.key)
        for gram in grams:
            found = self._by_gram.get(gram)
            if found is None or len(found) > 12:
                continue
            for passage in found:
                votes[id(passage)] = votes.get(id(passage), 0) + 1
                known[id(passage)] = passage
        enough = max(2, len(grams) // 5)
        best = sorted(
            (item for item in votes.items() if item[1] >= enough),
            key=lambda item: (-item[1], known[item[0]].index),
        )
        return [known[each] for each, _ in best[:n_best]]

    def insert(self, at: int, passages: Sequence[Passage]) -> None:
        """Put passages in before number `at`."""
        self.passages[at:at] = passages
        for passage in passages:
            self._register(passage)
        for index in range(at, len(self.passages)):
            self.passages[index].index = index

    def merge(self, passage: Passage, segment: Segment, likeness: Likeness) -> None:
        """Take a segment as another telling of a passage: the fuller one stays, the other is dropped."""
        if self._is_glued(segment, passage):
            self.dropped.append(
                Dropped(segment, passage, RemovalKind.VARIANT, "variant", likeness.similarity)
            )
            return
        if likeness.how == "whole" or (
            likeness.how != "stub" and says_more(segment, passage.segment)
        ):
            gone, stays = passage.segment, segment
            passage.segment = stays
            self._register(passage)
            if passage in self.stubs:
                self.stubs.remove(passage)
        else:
            gone = segment
        kind, rule = _KINDS[likeness.how]
        self.dropped.append(Dropped(gone, passage, kind, rule, likeness.similarity))

    def _is_glued(self, segment: Segment, passage: Passage) -> bool:
        """Tell whether a segment is the passage with its neighbours run into its line: longer, but it says no more.

        Before it stands the end of the heading or label above (a list number may be gone), behind it the start of the next.
        """
        key = passage.segment.key
        at = segment.key.find(key) if key else -1
        if at < 0 or segment.key == key:
            return False
        before, after = segment.key[:at], segment.key[at + len(key) :]
        over = self.passages[passage.index - 1].segment.key if passage.index else ""
        under = (
            self.passages[passage.index + 1].segment.key
            if passage.index + 1 < len(self.passages)
            else ""
        )
        if after and not passage.segment.is_complete:
            return False  # what follows may be the missing end
        return (
            (over == before or len(before) >= MIN_GLUED or not before)
            and over.endswith(before)
            and under.startswith(after)
        )

    def absorb(self, passage: Passage, twin: Passage, rule: str) -> None:
        """Take a passage out again: it is a cut piece of another."""
        self._take_out(passage, twin)
        similarity = len(passage.segment.key) / max(1, len(twin.segment.key))
        kind = RemovalKind.REPEAT if rule == "contained" else RemovalKind.FRAGMENT
        self.dropped.append(Dropped(passage.segment, twin, kind, rule, similarity))

    def join(self, before: Passage, after: Passage, joined: Segment) -> None:
        """Make one passage of two neighbours; the sentences behind the second follow the first."""
        for passage in self.passages[after.index :]:
            if passage.home == after.home:
                passage.home = before.home
        before.segment = joined
        self._take_out(after, before)

    def _take_out(self, passage: Passage, twin: Passage) -> None:
        self.passages.remove(passage)
        for index in range(passage.index, len(self.passages)):
            self.passages[index].index = index
        self.dropped = [
            Dropped(
                each.segment,
                twin if each.twin is passage else each.twin,
                each.kind,
                each.rule,
                each.similarity,
            )
            for each in self.dropped
        ]

    def _register(self, passage: Passage) -> None:
        segment = passage.segment
        if passage not in self._by_key[segment.key]:
            self._by_key[segment.key].append(passage)
        if segment.kind in _SAID:
            self._unindexed.append((segment.key, passage))


_SAID = frozenset({Kind.SENTENCE, Kind.ITEM})  # kinds that have variants
_KINDS = {
    "equal": (RemovalKind.REPEAT, "repeat"),
    "near": (RemovalKind.VARIANT, "variant"),
    "stub": (RemovalKind.FRAGMENT, "cut-off"),
    "whole": (RemovalKind.FRAGMENT, "cut-off"),
}


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
    if passage.place.kind.value in ("table", "code", "rule", "other"):
        return passage.segment.text
    return marks + wording + blanks


def _grams(key: str) -> set[str]:
    return {
        key[at : at + _GRAM] for at in range(len(key) - _GRAM + 1) if not ord(key[at]) % _SAMPLE
    }

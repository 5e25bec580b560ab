"""Take out a sentence that says nothing of its own: a longer one has all its words in a row.

A call that goes on from where it thinks the text stopped begins with the last thought again:
"However, X is needed." stands after "Y is good, but X is needed." As a whole the two are too unlike
for a rewording. But what follows the opening of the first (however, for example) stands in one
piece in the second, which has its numbers, names and links and denies what it denies.

A sentence to which the next one points stays, unless its twin stands right beside it: the pointer
would lead elsewhere. So does the only sentence under a heading. What counts (first, next) is no
opening that may go. All this asks for evidence that the post was written in calls.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from rapidfuzz import fuzz

from newsletter.dedupe.keys import make_key, measure
from newsletter.dedupe.likeness import holds_facts
from newsletter.dedupe.passages import Manuscript, Passage, find_grams
from newsletter.dedupe.segment import Kind, Segment, strip_marks

MIN_SIZE = 22.0  # weight of what follows the opening
MIN_HELD = 95  # percent of it that stands in one piece in the longer sentence
_SAMPLE = 2  # a half of the runs finds the same pairs
N_RUNS = 4  # of its runs of characters that are looked for in the others
MIN_SHARED = 0.5  # of them that another has before the two are compared
START_CHARS = 4  # at its start that stand in the longer one as they are
SLACK = 2  # characters by which its place in the longer one may be found wrong
MAX_APART = 3  # passages from a sentence to a twin that stands beside it

_OPENING = re.compile(
    r"(?:しかし|しかしながら|でも|だが|ただ|ただし|そして|また|さらに|加えて|特に|とくに|例えば|たとえば"
    r"|もちろん|つまり|だからこそ|そのため|むしろ|実際|ぜひ|この機会に|今こそ|今後|個人的には"
    r"|正直なところ|そう|但是|然而|而且|此外|因此|例如|当然|其实|尤其"
    r"|However|But|And|So|Also|Moreover|Indeed|In fact|Of course|For example|Therefore"
    r"|Personally|Still|Yet)"
    r"[、，,]\s*",
    re.IGNORECASE,
)
# Forms that end a sentence, as keys have them; a call changes them freely.
_END = re.compile(
    r"(?:ものです|のです|です|ます|る|だ|でしょう|だろう|ね|よ)+$"
)
_POINTER = re.compile(
    r"(?:それ|これ|その|この|こう|そこ|ここ|这|那|(?:This|That|These|Those|It|They|Such)\b)"
)
_DENIAL = re.compile(
    r"ません|ない|なかった|ず(?:に|、|。|$)|\bnot?\b|n't|[不没]"
)
_DENIED = re.compile(
    r"(?:ない|ません|なく|なかった|not? \w+)"
    r"(?:んだ|のだ|んです|のです|でした|です|よ|ね|さ)*[。.！!]$"
)
_TURN = re.compile(
    r"(?:しかし|しかしながら|でも|だが|ただ|ただし|むしろ|但是|然而|However|But|Still|Yet)[、，,]",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(
    r"(?:例えば|たとえば|つまり|具体的|なぜなら|例如"
    r"|For example|For instance|That is|In other words)",
    re.IGNORECASE,
)
_TITLES = frozenset({Kind.HEADING, Kind.LABEL})


def drop_restated(manuscript: Manuscript) -> None:
    """Take out the sentences that a longer one holds, all but their opening."""
    samples = _find_samples(manuscript.passages)
    homes: dict[str, list[Passage]] = {}
    for passage, grams in samples.items():
        for gram in grams:
            homes.setdefault(gram, []).append(passage)
    for passage, grams in samples.items():
        n_homes = max((len(homes[gram]) for gram in grams), default=0)
        if n_homes > 1 and manuscript.has(passage):
            _drop_held(manuscript, passage, homes, grams)


def _drop_held(
    manuscript: Manuscript,
    passage: Passage,
    homes: Mapping[str, Sequence[Passage]],
    grams: Sequence[str],
) -> None:
    """Take a sentence out, if a longer one holds it.

    Args:
        manuscript: The passages so far.
        passage: The sentence.
        homes: The passages by their sampled runs of characters.
        grams: The sampled runs of the sentence.
    """
    core = find_core(passage.segment)
    if measure(core) < MIN_SIZE:
        return
    for holder in _find_holders(homes, grams, core):
        if holder is passage or not manuscript.has(holder):
            continue
        if not _holds(holder.segment, passage.segment, core):
            continue
        if _may_go(manuscript, passage, holder):
            manuscript.absorb(passage, holder, "variant")
            return


def find_core(segment: Segment) -> str:
    """Return the key of a sentence between its opening and its end; "" if it is no whole one."""
    if not segment.is_full:
        return ""
    text = after_opening(segment)
    if len(text) == len(segment.text):
        return _END.sub("", segment.key)
    return _END.sub("", make_key(text))


def points_back(segment: Segment) -> bool:
    """Tell whether a sentence needs the one before it: it points to it, or explains it."""
    if _EXPLAINS.match(segment.text.lstrip()):
        return True
    return _POINTER.match(after_opening(segment)) is not None


def after_opening(segment: Segment) -> str:
    """Return the text of a sentence behind its opening."""
    text = strip_marks(segment.text).lstrip()
    found = _OPENING.match(text)
    while found is not None:
        text = text[found.end() :]
        found = _OPENING.match(text)
    return text


def _find_samples(passages: Sequence[Passage]) -> dict[Passage, list[str]]:
    """A sample of the runs of characters of each sentence, the same for every text."""
    samples: dict[Passage, list[str]] = {}
    for passage in passages:
        segment = passage.segment
        if segment.is_running_text and segment.size >= MIN_SIZE:
            grams = find_grams(segment.key)
            samples[passage] = [
                gram for gram in grams if not ord(gram[0]) % _SAMPLE
            ]
    return samples


def _find_holders(
    homes: Mapping[str, Sequence[Passage]], grams: Sequence[str], core: str
) -> Iterator[Passage]:
    """The passages that have most of some runs of a core, in their order.

    Args:
        homes: The passages by their sampled runs.
        grams: The sampled runs of the sentence.
        core: Its key without opening and end.
    """
    chosen = sorted([gram for gram in grams if gram in core])[:N_RUNS]
    found = [homes[gram] for gram in chosen if len(homes[gram]) > 1]
    if len(found) < MIN_SHARED * len(chosen):
        return
    votes = Counter(chain.from_iterable(found))
    elected = [
        other
        for other, n_votes in votes.items()
        if n_votes >= MIN_SHARED * len(chosen)
    ]
    yield from sorted(elected, key=lambda other: other.index)


def _holds(holder: Segment, segment: Segment, core: str) -> bool:
    """Tell whether a longer sentence says what a shorter one says.

    Args:
        holder: The longer one.
        segment: The shorter one.
        core: The key of the shorter one without its opening.
    """
    if segment.kept or len(holder.key) <= len(segment.key):
        return False
    if not holds_facts(holder, segment):
        return False
    found = fuzz.partial_ratio_alignment(
        core, holder.key, score_cutoff=MIN_HELD
    )
    if found is None:
        return False
    start = max(0, found.dest_start - SLACK)
    end = found.dest_start + START_CHARS + SLACK
    if core[:START_CHARS] not in holder.key[start:end]:
        return False  # it may say the same of something else
    n_denied = len(_DENIAL.findall(segment.text))
    return n_denied == 0 or n_denied <= len(_DENIAL.findall(holder.text))


def _may_go(manuscript: Manuscript, passage: Passage, holder: Passage) -> bool:
    """Tell whether nothing hangs on a sentence that another one holds."""
    if abs(holder.index - passage.index) <= MAX_APART:
        return True
    after = manuscript.below(passage)
    before = manuscript.above(passage)
    if _is_other_half(before, passage):
        return False
    if after is not None and after.home == passage.home:
        return not points_back(after.segment)
    return not _is_edge(before) or not _is_edge(after)


def _is_edge(beside: Passage | None) -> bool:
    """Tell whether a section begins or ends where a passage stands."""
    return beside is None or beside.segment.kind in _TITLES


def _is_other_half(before: Passage | None, passage: Passage) -> bool:
    """Tell whether a sentence is the turn of the one before it: not this, but that."""
    if before is None or before.home != passage.home:
        return False
    if _TURN.match(passage.segment.text.lstrip()):
        return True
    return _DENIED.search(before.segment.text.rstrip()) is not None

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
from collections.abc import Sequence, Set

from rapidfuzz import fuzz

from newsletter.dedupe.keys import make_key, measure
from newsletter.dedupe.likeness import holds_facts
from newsletter.dedupe.passages import (
    Manuscript,
    Passage,
    are_close,
    find_few_grams,
)
from newsletter.dedupe.segment import TITLES, Segment, strip_marks

MIN_SIZE = 22.0  # weight of what follows the opening
MIN_HELD = 95  # percent of it that stands in one piece in the longer sentence
START_CHARS = 4  # at its start that stand in the longer one as they are
MAX_APART = 3  # passages from a sentence to a twin that stands beside it

_OPENING = re.compile(
    r"^(?:(?:しかし|しかしながら|でも|だが|ただ|ただし|そして|また|さらに|加えて|特に|とくに|例えば|たとえば"
    r"|もちろん|つまり|だからこそ|そのため|むしろ|実際|ぜひ|この機会に|今こそ|今後|個人的には"
    r"|正直なところ|そう|但是|然而|而且|此外|因此|例如|当然|其实|尤其"
    r"|However|But|And|So|Also|Moreover|Indeed|In fact|Of course|For example|Therefore"
    r"|Personally|Still|Yet)"
    r"[、，,]\s*)+",
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
    r"(?:ない|ません|なく|なかった|not? \w++)"
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


def drop_restated(manuscript: Manuscript) -> None:
    """Take out the sentences that a longer one holds, all but their opening."""
    samples = _find_samples(manuscript.passages)
    homes: dict[str, list[Passage]] = {}
    for passage, grams in samples.items():
        for gram in grams:
            homes.setdefault(gram, []).append(passage)
    for passage, grams in samples.items():
        near = set[Passage]().union(*[homes[gram] for gram in grams])
        _drop_held(manuscript, passage, near)


def _drop_held(
    manuscript: Manuscript, passage: Passage, near: Set[Passage]
) -> None:
    """Take a sentence out, if a longer one holds it.

    Args:
        manuscript: The passages so far.
        passage: The sentence.
        near: The passages that share a run of characters with it, itself among them.
    """
    core = _find_core(passage.segment)
    if measure(core) < MIN_SIZE:
        return
    start = core[:START_CHARS]
    holders = [other for other in near if start in other.segment.key]
    for holder in sorted(holders, key=lambda other: other.index):
        if not manuscript.has(holder):
            continue
        if not _holds(holder.segment, passage.segment, core):
            continue
        if _may_go(passage, holder):
            manuscript.absorb(passage, holder, "variant")
            return


def points_back(segment: Segment) -> bool:
    """Tell whether a sentence needs the one before it: it points to it, or explains it."""
    if _EXPLAINS.match(segment.text.lstrip()):
        return True
    return _POINTER.match(after_opening(segment)) is not None


def after_opening(segment: Segment) -> str:
    """Return the text of a sentence behind its opening."""
    text = strip_marks(segment.text).lstrip()
    return _OPENING.sub("", text)


def _find_samples(passages: Sequence[Passage]) -> dict[Passage, list[str]]:
    """A sample of the runs of characters of each sentence, the same for every text."""
    samples: dict[Passage, list[str]] = {}
    for passage in passages:
        segment = passage.segment
        if segment.is_running_text and segment.size >= MIN_SIZE:
            samples[passage] = find_few_grams(segment.key)
    return samples


def _find_core(segment: Segment) -> str:
    """The key of a sentence between its opening and its end; "" if it is cut."""
    if not segment.is_complete:
        return ""
    return _END.sub("", make_key(after_opening(segment)))


def _holds(holder: Segment, segment: Segment, core: str) -> bool:
    """Tell whether a longer sentence says what a shorter one says.

    Args:
        holder: The longer one.
        segment: The shorter one.
        core: The key of the shorter one without its opening.
    """
    if len(holder.key) <= len(segment.key):
        return False
    if not _has_in_a_row(holder.key, core):
        return False
    if not holds_facts(holder, segment):
        return False
    n_denied = len(_DENIAL.findall(segment.text))
    return n_denied <= len(_DENIAL.findall(holder.text))


def _has_in_a_row(key: str, core: str) -> bool:
    """Tell whether a key goes on as a core does, where it last begins as it does.

    What only ends as the core does may say the same of something else. The start is looked for in
    one place, since it may stand in thousands.
    """
    at = key.rindex(core[:START_CHARS])
    rest = key[at:][: len(core)]
    return fuzz.ratio(core, rest) >= MIN_HELD


def _may_go(passage: Passage, holder: Passage) -> bool:
    """Tell whether no neighbour needs a sentence that another one contains."""
    if are_close(holder, passage, MAX_APART):
        return True
    before, after = passage.above, passage.below
    if _is_other_half(before, passage):
        return False
    if after is not None and after.home == passage.home:
        return not points_back(after.segment)
    return not _is_edge(before) or not _is_edge(after)


def _is_edge(beside: Passage | None) -> bool:
    """Tell whether a section begins or ends where a passage stands."""
    return beside is None or beside.segment.kind in TITLES


def _is_other_half(before: Passage | None, passage: Passage) -> bool:
    """Tell whether a sentence is the turn of the one before it: not this, but that."""
    if before is None or before.home != passage.home:
        return False
    if _TURN.match(passage.segment.text.lstrip()):
        return True
    return _DENIED.search(before.segment.text.rstrip()) is not None

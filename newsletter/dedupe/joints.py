"""Join the sentences that one call cut and the next continued.

Without an overlap that is right in 95 of 100 cases when the two pieces are neighbours in the
source, in 65 otherwise, so only neighbours are joined. In a post without other evidence the
document itself has to prove that the two are one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsletter.dedupe.flattened import find_flat_paragraphs
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.segment import (
    ELLIPSES,
    SENTENCES,
    SHORT,
    TITLES,
    Break,
    Kind,
    Segment,
)

MIN_JOIN = 4.0  # weight of a piece that may be joined with the next
MIN_OVERLAP = (
    6  # characters with which a continuation repeats the end of a cut sentence
)
MIN_ELIDED_OVERLAP = (
    2  # the same where an ellipsis says that the sentence goes on
)
MAX_OVERLAP = 60
MAX_TEAR_LINES = (
    3  # lines from one half of a torn sentence to the other, without a break
)
SEAM_CHARS = (
    4  # characters on either side of a tear that must stand whole elsewhere
)
MAX_TORN_CHARS = (
    4000  # the longest sentence of the corpora has 1,500, a list of links 4,028
)
MAX_TORN = 3  # letters of a torn-off beginning of a word
# With these a Japanese sentence begins: what they open does not continue a cut one.
_CONJUNCTIONS = re.compile(
    r"(?:しかし|だから|ただし|ただ[、し]|また[、は]|そして|さらに|例えば|たとえば|まず|次に|最後に"
    r"|一方|つまり|では[、，]|さて|なぜ|正直|もちろん|個人的|具体的|特に|実際"
    r"|おや|いや|そう、|なるほど|ところで)"
)
# With these too, but they may also stand in the middle of one, behind a particle or a comma.
_SUBJECTS = re.compile(
    r"(?:彼ら|彼[はが]|彼女|僕[はがらも]"
    r"|私[はがたも]|皆さん|あなた|この|その|これ[はらが]|それ[はらが]|今回|今後"
    r"|投資家|技術者|AI[のはが]|「|『|【)"
)
# あるいは、 and 実は、 end the same way and demand nothing; no sentence ends in この.
_DEMANDS_MORE = re.compile(
    r"(?<!実)(?<=[一-龥ァ-ヺー])[はが]、?$|(?:この|その|こうした|これらの|それらの)$"
)
# No English sentence ends with these.
_GOES_ON_EN = re.compile(
    r"\b(?:the|a|an|of|and|or|to|in|on|for|with|by|as|at|from|that|which|is|are|was|were|be"
    r"|this|its|their|your|our|not|can|will|may|should)$",
    re.I,
)
_GOES_ON_JA = re.compile(r"[,、がをにはとでもの・（「(]$")
_NOUN = re.compile(r"[一-龥ァ-ヺ]")  # kana alone may repeat by chance
_CJK_END = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]\s*$")
_CJK_START = re.compile(r"\s*[\u3041-\u30ff\u4e00-\u9fff]")
# No sentence begins with a particle before a noun, or with the end of a verb.
_IMPOSSIBLE_START = re.compile(
    r"を|[がはにのやもへと](?=[一-龥ァ-ヺ「])|している|していく|される|された"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z]*")
_LATIN_END = re.compile(r"[A-Za-z,;.]$")
_LATIN_START = re.compile(r"[A-Za-z(\[`\"]|\d[\d.,]*\s+[a-z]")
_TORN_END = re.compile(r"[A-Za-z](?<![A-Za-z]{2})[A-Za-z]*+$")
_TORN_START = re.compile(r"[a-z]+")
_NAME_START = re.compile(r"[A-Z][A-Za-z0-9]*[一-龥ァ-ヺ]?")
_NOUN_AND_PARTICLE = re.compile(r"[一-龥ァ-ヺー]+[はがをにでとのへも]")


@dataclass(frozen=True, slots=True)
class Joint:
    """Where two pieces of a sentence were joined."""

    before: Segment
    after: Segment


def join_torn(segments: Sequence[Segment]) -> tuple[list[Segment], list[Joint]]:
    """Join sentences torn by a break where the document proves that they are one.

    The proof is one of these:

    - the text around the tear stands whole somewhere else;
    - the two halves of a word give a word of the document;
    - no sentence can begin as the second half does, or end as the first half does;
    - the second half begins with an ellipsis and repeats the end of the first.

    So it holds in every post, also without other evidence.
    """
    whole = _Whole(segments)
    joined: list[Segment] = []
    joints: list[Joint] = []
    for segment in segments:
        before = _find_torn(joined, segment)
        text = whole.join(before, segment) if before is not None else ""
        if before is None or not text:
            joined.append(segment)
            continue
        joints.append(Joint(before, segment))
        if joined[-1].kind is Kind.RULE:
            joined.pop()
        joined[-1] = glue_segments(before, segment, text)
        joined[-1].continued = before.continued
    return joined, joints


def _find_torn(joined: Sequence[Segment], after: Segment) -> Segment | None:
    """The piece above a segment that may be its first half; a rule may stand between."""
    if not joined or not _may_go_on(after):
        return None
    if joined[-1].paragraph == joined[0].paragraph:
        return None  # the first line may be the title
    before = joined[-1]
    if before.kind is Kind.RULE:
        if not _IMPOSSIBLE_START.match(after.text.lstrip()):
            return None
        before = joined[-2]
    if before.paragraph == after.paragraph or not _may_be_torn(before):
        return None
    if after.first - before.last <= 1:
        return None
    return before


def _may_be_torn(segment: Segment) -> bool:
    """Tell whether a segment is prose that does not end as a sentence ends.

    What was joined of many pieces is no sentence any more, and each more would be read anew.
    """
    if segment.is_complete or segment.kind not in SENTENCES:
        return False
    return len(segment.text) <= MAX_TORN_CHARS


def _may_go_on(segment: Segment) -> bool:
    """Tell whether a segment is running text with words: it may be a second half."""
    return segment.is_running_text and bool(segment.key)


class _Whole:
    """Knows what stands in one piece somewhere in the document.

    A copy that lost its line breaks proves nothing: in it every heading runs into its text.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        """Look at the document only where a tear asks for it."""
        self.segments = segments
        self.text = ""
        self.words: Counter[str] = Counter()

    def join(self, before: Segment, after: Segment) -> str:
        """The text of two pieces that are one; "" if nothing proves it."""
        head, tail = before.text.rstrip(), after.text.lstrip()
        if tail.startswith(ELLIPSES):
            return self._join_elided(before, head, tail.lstrip("….．"))
        if self._stops_at_comma(before, after):
            if _opens_sentence(head, tail):
                return ""
            return head + tail
        if not self._holds(before, after, head, tail):
            return ""
        return head + _without_overlap(head, tail)

    def _join_elided(self, before: Segment, head: str, tail: str) -> str:
        """The text of a long piece and of one that repeats its end behind an ellipsis."""
        if before.size < SHORT:
            return ""
        overlap = find_overlap(head, tail, MIN_ELIDED_OVERLAP)
        if not overlap:
            return ""
        return head + tail[overlap:]

    def _stops_at_comma(self, before: Segment, after: Segment) -> bool:
        """Tell whether a long Japanese piece stops at a comma before a break."""
        if after.gap is Break.NONE:
            return False
        if before.size < SHORT:
            return False
        if not before.text.rstrip().endswith("、"):
            return False
        return _CJK_START.match(after.text.lstrip()) is not None

    def _holds(
        self, before: Segment, after: Segment, head: str, tail: str
    ) -> bool:
        """Tell whether the document has the two halves as one elsewhere.

        Args:
            before: The first piece.
            after: The second piece.
            head: Text of the first piece without white space at its end.
            tail: Text of the second piece without white space at its start.
        """
        if not self.text:
            self._read()
        torn, rest = _TORN_END.search(head), _TORN_START.match(tail)
        if torn and rest and after.gap is not Break.NONE:
            return torn.group() + rest.group() in self.words
        if not _CJK_END.search(head):
            return False
        if not _CJK_START.match(tail):
            return False
        if _are_apart(before, after) and _IMPOSSIBLE_START.match(tail):
            return before.size >= SHORT
        if len(before.key) < SEAM_CHARS:
            return False
        if len(after.key) < SEAM_CHARS:
            return False
        return before.key[-SEAM_CHARS:] + after.key[:SEAM_CHARS] in self.text

    def _read(self) -> None:
        """Read what the document says outside of copies that lost their line breaks."""
        flat = find_flat_paragraphs(self.segments)
        keys = [
            segment.key
            for segment in self.segments
            if segment.paragraph not in flat
        ]
        self.text = "\n".join(keys)
        self.words = _count_words(self.segments)


def _are_apart(before: Segment, after: Segment) -> bool:
    """Tell whether a break or some lines stand between two pieces."""
    if after.gap is not Break.NONE:
        return True
    return after.first - before.last > MAX_TEAR_LINES


def join_cut(
    manuscript: Manuscript, segments: Sequence[Segment]
) -> list[Joint]:
    """Join the sentences that stop at a break and go on right after it.

    Only passages that are neighbours in the source too are joined. A heading that a call put
    before the rest of a sentence goes, if it stands elsewhere too.

    Args:
        manuscript: The passages so far.
        segments: The segments that they were made from, in source order.
    """
    joints: list[Joint] = []
    order = {id(segment): number for number, segment in enumerate(segments)}
    document = _Document(segments)
    ends: dict[int, int] = {}  # the place of the last piece of what was joined
    before = next(iter(manuscript.passages), None)
    while before is not None and before.below is not None:
        after = before.below
        heading = _find_heading_between(manuscript, before, after)
        if heading is not None and after.below is not None:
            after = after.below
        end = ends.get(id(before), order[id(before.place)])
        n_between = order[id(after.place)] - end - 1
        are_neighbours = n_between == int(heading is not None)
        joined: Segment | None = None
        is_whole = before.place is before.segment or id(before) in ends
        if are_neighbours and is_whole and _may_join(before, after):
            joined = _join(before.segment, after.segment, document)
        if joined is None:
            before = before.below
            continue
        if heading is not None:
            manuscript.absorb(*heading, "repeat")
        joints.append(Joint(before.segment, after.segment))
        ends[id(before)] = order[id(after.place)]
        manuscript.join(before, after, joined)
    return joints


def _find_heading_between(
    manuscript: Manuscript, before: Passage, heading: Passage
) -> tuple[Passage, Passage] | None:
    """A heading before the rest of a cut sentence, and the same heading elsewhere.

    Args:
        manuscript: The passages so far.
        before: The passage that may be cut off.
        heading: The passage behind it, which may be the heading.
    """
    if before.segment.is_complete:
        return None
    if heading.segment.kind not in TITLES:
        return None
    after = heading.below
    if after is None or heading.segment.kept:
        return None
    tail = after.segment.text.lstrip()
    head = before.segment.text.rstrip()
    if not tail.startswith(ELLIPSES):
        return None
    if not find_overlap(head, tail.lstrip("….．"), MIN_OVERLAP):
        return None
    for other in manuscript.find_equal(heading.segment.key):
        if other is not heading and manuscript.has(other):
            return heading, other
    return None


class _Document:
    """Knows the words of a document and what stands side by side in it; read at the first use."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        """Look at the document only where a joint asks for it."""
        self._segments = segments
        self._words: Counter[str] | None = None
        self._text = ""

    @property
    def words(self) -> Counter[str]:
        """The words in Latin letters, and how often each stands."""
        if self._words is None:
            self._words = _count_words(self._segments)
        return self._words

    def find_glue(self, head: str, tail: str) -> str | None:
        """What stands elsewhere between the last word of a text and the first of another.

        None where the two stand side by side nowhere.

        Args:
            head: The text that breaks off.
            tail: The text that may go on with it.
        """
        left, right = _TORN_END.search(head), _NAME_START.match(tail)
        if not left or not right:
            return None
        if not self._text:
            texts = (segment.text for segment in self._segments)
            self._text = "\n".join(texts)
        pattern = rf"\b{left.group()}( ?){re.escape(right.group())}"
        found = re.search(pattern, self._text)
        return found[1] if found else None


def _count_words(segments: Sequence[Segment]) -> Counter[str]:
    """The Latin words of a document, and how often each stands."""
    words: Counter[str] = Counter()
    for segment in segments:
        words.update(_WORD.findall(segment.text))
    return words


def _may_join(before: Passage, after: Passage) -> bool:
    """Tell whether one passage may be torn, and the other its second half."""
    one, other = before.segment, after.segment
    if after.place is not other or one.paragraph == other.paragraph:
        return False
    if not _may_be_torn(one) or not _may_go_on(other):
        return False
    if one.size >= MIN_JOIN:
        return True
    return _DEMANDS_MORE.search(one.text.rstrip()) is not None


def _join(
    before: Segment, after: Segment, document: _Document
) -> Segment | None:
    """The two halves as one segment; None if they are not halves."""
    head, tail = before.text.rstrip(), after.text.lstrip(" 　.…")
    at_least = MIN_OVERLAP
    if after.text.lstrip().startswith(ELLIPSES):
        at_least = MIN_ELIDED_OVERLAP
    overlap = find_overlap(head, tail, at_least)
    if not overlap and after.gap is Break.NONE:
        overlap = _find_torn_overlap(before, head, tail)
    if overlap:
        return glue_segments(before, after, head + tail[overlap:])
    if after.gap is Break.NONE:
        return None
    if not _continues(head, tail, document):
        return None
    return glue_segments(before, after, _join_texts(head, tail, document))


def _join_texts(head: str, tail: str, document: _Document) -> str:
    """The text of two halves, with a blank between them where one belongs there."""
    tail = _without_overlap(head, tail)
    glue = document.find_glue(head, tail)
    if glue is None:
        glue = _glue(head, tail, document.words)
    return head + glue + tail


def _find_torn_overlap(before: Segment, head: str, tail: str) -> int:
    """The noun with its particle that stands on both sides of a tear; 0 if there is none.

    No sentence begins with the end of a word: 転換点に and 点に差し掛かっている are one.

    Args:
        before: The segment that was torn.
        head: Its text.
        tail: Text of the segment behind the tear.
    """
    if before.size < SHORT:
        return 0
    overlap = find_overlap(head, tail, MIN_ELIDED_OVERLAP)
    if not _NOUN_AND_PARTICLE.fullmatch(tail[:overlap]):
        return 0
    return overlap


def glue_segments(before: Segment, after: Segment, text: str) -> Segment:
    """Return one segment in the place of two.

    Args:
        before: The first.
        after: The second, right behind it.
        text: What both say together.
    """
    glued = Segment(
        before.kind,
        text,
        before.spacing,
        before.first,
        after.last,
        before.paragraph,
        before.gap,
        before.item,
    )
    glued.definitions = before.definitions
    return glued


def find_overlap(head: str, tail: str, at_least: int) -> int:
    """Return how many characters at its start the tail repeats from the end of the head.

    Args:
        head: The text that breaks off.
        tail: The text that may go on with it.
        at_least: Characters that must be shared; fewer count as none.
    """
    longest = min(len(head), len(tail), MAX_OVERLAP)
    for length in range(longest, at_least - 1, -1):
        if head.endswith(tail[:length]):
            return length
    return 0


def _without_overlap(head: str, tail: str) -> str:
    """The second half without the characters that it repeats from the end of the first."""
    overlap = find_overlap(head, tail, MIN_ELIDED_OVERLAP)
    if not _NOUN.search(tail[:overlap]):
        return tail
    return tail[overlap:]


def _continues(head: str, tail: str, document: _Document) -> bool:
    """Tell whether a text goes on with what stood before the tear.

    Args:
        head: Text before the tear.
        tail: Text after it.
        document: Where else in the document the two may stand side by side.
    """
    first = tail[:1]
    if re.match(r"[a-z0-9,;)]", first):
        return True
    if re.match(r"[A-Z]", first):
        if _GOES_ON_EN.search(head):
            return True
        if _GOES_ON_JA.search(head):
            return True
        return document.find_glue(head, tail) is not None
    is_text = re.match(r"[^\W\d_]|[、。ー]", first)
    if not is_text:
        return False
    return not _opens_sentence(head, tail)


def opens_with_conjunction(text: str) -> bool:
    """Tell whether a text begins as only a new Japanese sentence begins."""
    return _CONJUNCTIONS.match(text) is not None


def _opens_sentence(head: str, tail: str) -> bool:
    """Tell whether a Japanese sentence begins with the tail, and does not go on with it."""
    if opens_with_conjunction(tail):
        return True
    if not _SUBJECTS.match(tail):
        return False
    return not _DEMANDS_MORE.search(head)


def _glue(head: str, tail: str, words: Mapping[str, int]) -> str:
    """A blank between two words, nothing inside one: known words of the document decide.

    Args:
        head: Text before the tear.
        tail: Text after it.
        words: The Latin words of the document, and how often each stands.
    """
    left, right = _TORN_END.search(head), _WORD.match(tail)
    if not left or not right:
        return _glue_mark(head, tail)
    torn, rest = left.group(), right.group()
    if torn + rest in words:
        return ""
    if words.get(torn, 0) > 1:
        return " "  # it is a word elsewhere, too
    if len(torn) > MAX_TORN:
        return " "
    if _GOES_ON_EN.search(head):
        return " "
    return ""


def _glue_mark(head: str, tail: str) -> str:
    """A blank between a Latin text and what may stand behind it, if one is no word."""
    if not _LATIN_END.search(head):
        return ""
    if not _LATIN_START.match(tail):
        return ""
    return " "

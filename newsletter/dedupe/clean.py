"""Clean a body: boilerplate out, repeats once, pieces mended, every removal with its proof.

The first question is whether the post was written in calls (see `evidence`). If nothing shows that
it was, next to nothing is done: firm boilerplate and boxes go, a title line at the head goes, a
sentence torn by a break is joined where the document proves it, and a sentence repeated at once
goes. Every other repeat stays and becomes a finding. If the post was written in calls, its
segments are merged into a manuscript that says each thing once.

Cleaning is repeated until nothing changes: what one pass brings together, the next may find to be
one. The evidence is that of the first pass, since cleaning removes it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rapidfuzz import fuzz

from newsletter.dedupe.boilerplate import strip_boilerplate
from newsletter.dedupe.boxes import find_boxes
from newsletter.dedupe.evidence import Evidence, find_evidence
from newsletter.dedupe.findings import (
    check_decisions,
    check_end,
    check_leaks,
    check_retold,
    tell_kept,
)
from newsletter.dedupe.fragments import (
    Copy,
    Joint,
    drop_contained,
    drop_cut_echoes,
    drop_echoes,
    drop_pieces,
    join_cut,
    join_torn,
    mark_headings,
    take_flattened,
)
from newsletter.dedupe.merge import merge_segments
from newsletter.dedupe.passages import Dropped, Manuscript, Passage
from newsletter.dedupe.repair import repair
from newsletter.dedupe.segment import Break, Kind, Segment, SourceLine, cut_segments
from newsletter.dedupe.serialize import render_passages
from newsletter.dedupe.title import Decoration, choose_title, is_title
from newsletter.model import Cleaned, Finding, Lines, Removal, RemovalKind
from newsletter.source.decisions import Decisions, fingerprint
from newsletter.source.front_matter import parse_front_matter, split_front_matter

_REASONS = {
    "repeat": "the same text stands in {twin}",
    "variant": "another wording of the passage in {twin}",
    "cut-off": "cut off here; the whole sentence stands in {twin}",
    "beheaded": "the end of the sentence that stands whole in {twin}",
    "contained": "the same text stands inside {twin}",
    "flattened": "a copy of {twin} run together in one line",
}
_TWICE = frozenset({RemovalKind.REPEAT, RemovalKind.VARIANT})

MAX_PASSES = 8  # two or three do for every post measured
MAX_HEADING_SIZE = 60.0  # a longer one has its section run into its line
JOINT_CHARS = 16  # shown of either side of a joint

Origin = tuple[Lines | None, ...]


@dataclass(frozen=True, slots=True)
class _Settings:
    """What one cleaning is asked to do; the titles are all forms that a title line may have."""

    title: str
    witnesses: tuple[str, ...]
    boxes: bool
    takes_title: bool
    decoration: Decoration | None
    keep: frozenset[str] = frozenset()
    drop: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Pass:
    """What one pass gives.

    Attributes:
        body: The body after it.
        origin: The lines of the body before it, for each line; empty where nothing changed.
        removals: What went; lines count from the top of the body before it.
        evidence: Why the post is thought to have been written in calls.
        title: The title that was meant.
        kept: Repeats that stay: the segment and its twin.
    """

    body: str
    origin: Origin
    removals: tuple[Removal, ...]
    evidence: Evidence
    title: str
    kept: tuple[tuple[Segment, Segment], ...] = ()


def clean_body(
    body: str,
    *,
    title: str = "",
    language: str = "",
    first_line: int = 1,
    boxes: bool = True,
    takes_title: bool = True,
    witnesses: Sequence[str] = (),
    decoration: Decoration | None = None,
    decisions: Decisions | None = None,
) -> Cleaned:
    """Return the article that was meant.

    Args:
        body: Markdown with LF line ends, without front matter.
        title: Title of the post; a line that repeats it is dropped.
        language: BCP 47 tag; the rules hold for every language, so it changes nothing today.
        first_line: Line of the file on which the body begins; the result has lines of the file.
        boxes: Take out related-article, book, affiliate and call-to-action boxes too.
        takes_title: The caller publishes the title of the result, so a line that holds a better
            form of `title` may go from the body.
        witnesses: Other texts that may hold the title as it was meant, such as the excerpt.
        decoration: What the publication puts around its titles (see `find_decoration`).
        decisions: Which passages a person decided to keep or to drop.

    Returns:
        The clean body, every removal in source order, the title that was meant, and findings. A
        body in which nothing is to be removed comes back byte for byte.
    """
    decided = decisions or Decisions()
    settings = _Settings(
        title,
        tuple(witnesses),
        boxes,
        takes_title,
        decoration,
        frozenset(passage.fingerprint for passage in decided.keep),
        frozenset(passage.fingerprint for passage in decided.drop),
    )
    origin = _straight(body, first_line)
    done = _clean_first(body, settings)
    evidence, better = done.evidence, done.title
    findings = _tell_all_kept(done.kept, origin)
    removals: list[Removal] = []
    text = body
    for _ in range(MAX_PASSES):
        if done.body != text:
            removals += [_in_source(removal, origin) for removal in done.removals]
            origin = tuple(None if row is None else _spread(row, origin) for row in done.origin)
            text = done.body
        elif not evidence:
            break
        else:
            text, origin, mended = _mend(text, origin)
            if not mended:
                break
            removals += mended
        done = _clean_again(text, settings, evidence, better)
    findings += _check(text, origin)
    findings += check_decisions(body, removals, decided)
    removals = sorted(_settle(removals), key=lambda removal: removal.lines)
    return Cleaned(
        text,
        tuple(removals),
        better,
        len(body),
        origin=origin,
        findings=tuple(findings),
        given_title=title,
    )


def clean_text(
    text: str,
    *,
    language: str = "",
    boxes: bool = True,
    takes_title: bool = False,
    decoration: Decoration | None = None,
) -> Cleaned:
    """Clean a whole document; in the front matter nothing changes but a title that was mangled.

    Args:
        text: The document, with or without front matter.
        language: As in `clean_body`.
        boxes: As in `clean_body`.
        takes_title: Drop the title line at the head of the body too. A document of its own keeps
            it, since cleaning must give the same again when the title was mended from that line.
        decoration: As in `clean_body`.

    Raises:
        PostError: The front matter is broken YAML.
    """
    head, body = split_front_matter(text)
    fields = dict(parse_front_matter(head, "document"))
    title = str(fields.get("title") or "").strip()
    witnesses = [str(fields.get(name) or "") for name in ("excerpt", "description")]
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    first_line = head.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    cleaned = clean_body(
        body,
        title=title,
        language=language,
        first_line=first_line,
        boxes=boxes,
        takes_title=takes_title,
        witnesses=witnesses,
        decoration=decoration,
    )
    if cleaned.title != title:
        head = _with_title(head, title, cleaned.title)
    return replace(cleaned, head=head)


def _with_title(head: str, title: str, better: str) -> str:
    """The front matter with another title, everything else byte for byte."""
    for line in head.split("\n"):
        if line.startswith("title:") and title in line:
            return head.replace(line, line.replace(title, better, 1), 1)
    return head


# ------------------------------------------------------------------ passes


def _clean_first(body: str, settings: _Settings) -> _Pass:
    """Clean once as if the post was written in calls; if nothing shows it, do the little that may.

    What the doubtful rules take out is no evidence, so that it does not prove itself.
    """
    draft = _Draft(body, settings)
    draft.merge()
    evidence = draft.find_evidence()
    return draft.finish(evidence) if evidence else _clean_carefully(body, settings, draft)


def _clean_again(body: str, settings: _Settings, evidence: Evidence, title: str) -> _Pass:
    """Clean what a pass before has left."""
    draft = _Draft(body, settings, in_calls=bool(evidence), better=title)
    if evidence:
        draft.merge()
    else:
        draft.keep()
    return draft.finish(evidence)


def _clean_carefully(body: str, settings: _Settings, merged: _Draft) -> _Pass:
    """Do what may be done without evidence; `merged` shows which repeats stay."""
    draft = _Draft(body, settings, in_calls=False)
    draft.keep()
    kept = [(gone.segment, gone.twin.place) for gone in merged.manuscript.dropped]
    dropped = {(gone.segment.first, gone.segment.text) for gone in draft.manuscript.dropped}
    kept = [pair for pair in kept if (pair[0].first, pair[0].text) not in dropped]
    return replace(draft.finish(Evidence()), kept=tuple(kept))


class _Draft:
    """One pass over a body, step by step."""

    def __init__(
        self,
        body: str,
        settings: _Settings,
        *,
        in_calls: bool = True,
        better: str = "",
    ) -> None:
        self.body = body
        self.settings = settings
        self.in_calls = in_calls
        stripped = strip_boilerplate(body.split("\n"), doubtful=in_calls, keep=settings.keep)
        self.removals = list(stripped.removals)
        self.is_firm = stripped.is_firm
        self.source = cut_segments(stripped.lines)
        self.segments = list(self.source)
        self.copies: list[Copy] = []
        self.joints: list[Joint] = []
        self.manuscript = Manuscript()
        self._respect_decisions()
        if settings.boxes:
            self.segments, found = _take_boxes(self.segments, settings.keep)
            self.removals += found
        self.title = better or self._choose_title()
        self.segments, found = self._take_titles()
        self.removals += found
        self.segments, self.joints = join_torn(self.segments)

    def _respect_decisions(self) -> None:
        """Mark what a person kept and take out what a person dropped."""
        keep, drop = self.settings.keep, self.settings.drop
        if keep:
            for segment in self.segments:
                segment.kept = fingerprint(segment.text) in keep
        if drop:
            self.segments, found = _take_dropped(self.segments, drop)
            self.removals += found

    def _choose_title(self) -> str:
        title = self.settings.title
        if not title:
            return title
        witnesses = [*_first_line(self.segments), *self.settings.witnesses]
        decoration = self.settings.decoration
        return choose_title(title, witnesses, in_calls=self.in_calls, decoration=decoration)

    def _take_titles(self) -> tuple[list[Segment], list[Removal]]:
        titles = (self.title, self.settings.title)
        n_kept = 0
        if not self.settings.takes_title and self.segments:
            first = self.segments[0].paragraph
            n_kept = sum(one.paragraph == first for one in self.segments)
        head, rest = self.segments[:n_kept], self.segments[n_kept:]
        kept, removals = _take_titles(rest, titles, self.in_calls, follows=bool(head))
        return head + kept, removals

    def merge(self) -> None:
        """Say each thing once."""
        mark_headings(self.segments)
        self.segments, found = _take_continued(self.segments)
        self.removals += found
        self.segments, self.copies = take_flattened(self.segments, self.title)
        self.manuscript = merge_segments(self.segments)

    def keep(self) -> None:
        """Keep everything but a sentence that is repeated at once."""
        passages = [Passage(one, one, home=one.paragraph) for one in self.segments]
        self.manuscript.insert(0, passages)
        drop_echoes(self.manuscript)
        drop_cut_echoes(self.manuscript)

    def find_evidence(self) -> Evidence:
        """Return the signs by which the post was written in calls."""
        return find_evidence(
            self.manuscript, self.segments, firm=self.is_firm, flattened=bool(self.copies)
        )

    def finish(self, evidence: Evidence) -> _Pass:
        """Mend what is left and write it."""
        manuscript = self.manuscript
        if evidence:
            drop_cut_echoes(manuscript)
            drop_pieces(manuscript)
            drop_contained(manuscript)
            self.joints += join_cut(manuscript, self.segments)
            self.removals += _take_bare_end(manuscript)
        self.removals += _prove(manuscript, self.copies)
        self.removals += [_tell_joint(joint) for joint in self.joints]
        if not self.removals and [one.place for one in manuscript.passages] == self.source:
            return _Pass(self.body, (), (), evidence, self.title)
        tail = self.body[len(self.body.rstrip()) :]
        text, origin = render_passages(manuscript.passages, self.segments, manuscript.dropped, tail)
        return _Pass(text, origin, tuple(self.removals), evidence, self.title)


def _first_line(segments: Sequence[Segment]) -> list[str]:
    """The first paragraph of the body, if it is one line: it may be the title."""
    if not segments:
        return []
    first = [segment for segment in segments if segment.paragraph == segments[0].paragraph]
    if first[0].kind not in (Kind.HEADING, Kind.LABEL, Kind.SENTENCE) or first[0].item:
        return []
    text = _text_of(first)
    return [] if "\n" in text else [text]


# ------------------------------------------------------------------ steps


def _take_dropped(
    segments: Sequence[Segment], drop: Collection[str]
) -> tuple[list[Segment], list[Removal]]:
    """Take out the paragraphs and segments that a person decided to drop."""
    kept: list[Segment] = []
    removals: list[Removal] = []
    for _, group in groupby(segments, key=lambda one: one.paragraph):
        paragraph = list(group)
        gone = [one for one in paragraph if fingerprint(one.text) in drop]
        if fingerprint(_text_of(paragraph)) in drop:
            gone = paragraph
        kept.extend(one for one in paragraph if one not in gone)
        for segment in gone:
            reason = "a person decided that it goes"
            removals.append(_removal([segment], RemovalKind.DECISION, "dropped", reason))
    return kept, removals


def _take_boxes(
    segments: list[Segment], keep: Collection[str]
) -> tuple[list[Segment], list[Removal]]:
    kept: list[Segment] = []
    removals: list[Removal] = []
    place = 0
    for box in find_boxes(segments):
        if _is_kept(segments[box.first : box.end], keep):
            continue
        kept.extend(segments[place : box.first])
        reason = "a box of the site, not text of the article"
        inside = segments[box.first : box.end]
        removals.append(_removal(inside, RemovalKind.BOX, box.rule, reason))
        if box.end < len(segments):
            _note_break(segments[box.end])
        place = box.end
    kept.extend(segments[place:])
    return kept, removals


def _is_kept(segments: Sequence[Segment], keep: Collection[str]) -> bool:
    """Tell whether a person decided to keep a box, as a whole or a part of it."""
    if not keep:
        return False
    return any(one.kept for one in segments) or fingerprint(_text_of(segments)) in keep


def _note_break(segment: Segment) -> None:
    """Something was taken out before a segment: a call may start here."""
    if segment.gap is Break.NONE:
        segment.gap = Break.BLANK


def _take_titles(
    segments: Sequence[Segment], titles: Sequence[str], in_calls: bool, *, follows: bool
) -> tuple[list[Segment], list[Removal]]:
    """Drop the lines that say the title: at the head of the body, and where a call began anew.

    Without evidence only the head of the body is looked at. `follows`: something stands before.
    """
    kept: list[Segment] = []
    removals: list[Removal] = []
    pending = False
    for number, (_, group) in enumerate(groupby(segments, key=lambda one: one.paragraph)):
        paragraph = list(group)
        text = _text_of(paragraph)
        is_head = number == 0 and not follows
        may_go = in_calls or (is_head and _is_plain_heading(paragraph))
        may_go = may_go and not any(one.kept for one in paragraph)
        if may_go and is_title(paragraph[0].kind, text, titles):
            reason = "the title of the post, repeated in its body"
            removals.append(_removal(paragraph, RemovalKind.TITLE, "title-line", reason))
            pending = follows or bool(kept)
            continue
        if pending:
            _note_break(paragraph[0])
        pending = False
        kept.extend(paragraph)
    return kept, removals


def _is_plain_heading(paragraph: Sequence[Segment]) -> bool:
    """A person's first sentence may say what the title says; a heading over it only repeats it."""
    return paragraph[0].kind is Kind.HEADING and not paragraph[0].links


def _take_continued(segments: list[Segment]) -> tuple[list[Segment], list[Removal]]:
    """Drop a heading labelled as a continuation when the heading it continues stands above."""
    kept: list[Segment] = []
    removals: list[Removal] = []
    for segment in segments:
        if segment.kept or not segment.continued or not _stands_in(segment, kept):
            kept.append(segment)
            continue
        reason = "a heading with which one call continued a section"
        found = _removal([segment], RemovalKind.CONTINUATION, "continued-heading", reason)
        removals.append(found)
    return kept, removals


def _stands_in(segment: Segment, others: Sequence[Segment]) -> bool:
    return any(segment.key == one.key and segment.kind is one.kind for one in others)


def _take_bare_end(manuscript: Manuscript) -> list[Removal]:
    """Take the headings and rules off the end: the call that should have filled them never came."""
    passages = list(manuscript.passages)
    end = len(passages)
    while end and _is_bare(passages[end - 1].segment):
        end -= 1
    bare = passages[end:]
    if not end or not any(passage.segment.kind is Kind.HEADING for passage in bare):
        return []
    removals: list[Removal] = []
    for passage in bare:
        manuscript.remove(passage)
        reason = "a heading with nothing under it, at the end of the article"
        removals.append(_removal([passage.place], RemovalKind.REPAIR, "bare-end", reason))
    return removals


def _is_bare(segment: Segment) -> bool:
    """Tell whether a segment is nothing without what should stand below it."""
    if segment.kept:
        return False
    if segment.kind is Kind.HEADING:
        return segment.size <= MAX_HEADING_SIZE and not segment.text.rstrip().endswith("。")
    return segment.kind in (Kind.LABEL, Kind.RULE)


def _mend(text: str, origin: Origin) -> tuple[str, Origin, list[Removal]]:
    """Take broken marks out of the clean text; a line that goes takes the blank line below along."""
    rows = text.split("\n")
    mended, removals = repair(rows)
    if not removals:
        return text, origin, []
    kept: list[tuple[str, Lines | None]] = []
    for row, line in enumerate(mended):
        if line is None:
            continue
        was_gone = row > 0 and mended[row - 1] is None
        above_is_blank = not kept or not kept[-1][0].strip()
        if not line.strip() and was_gone and above_is_blank:
            continue
        kept.append((line, origin[row] if row < len(origin) else None))
    body = "\n".join(line for line, _ in kept)
    if not text.endswith("\n"):
        body = body.rstrip("\n")
    rows_left = tuple(lines for _, lines in kept)[: _n_lines(body)]
    return body, rows_left, [_in_source(removal, origin) for removal in removals]


def _n_lines(body: str) -> int:
    if not body:
        return 0
    return body.count("\n") + (not body.endswith("\n"))


# ------------------------------------------------------------------ proofs


def _prove(manuscript: Manuscript, copies: Sequence[Copy]) -> list[Removal]:
    homes: dict[int, Passage] = {}
    for dropped in manuscript.dropped:
        homes[id(dropped.segment)] = dropped.twin
    for passage in manuscript.passages:
        homes[id(passage.segment)] = homes[id(passage.place)] = passage
    removals = [_proved(dropped) for dropped in manuscript.dropped]
    for copy in copies:
        home = homes.get(id(copy.twin))
        if home is not None:
            gone = Dropped(copy.segment, home, RemovalKind.REPEAT, "flattened", 1.0)
            removals.append(_proved(gone))
    return removals


def _proved(dropped: Dropped) -> Removal:
    """The proof against the form that stays.

    What was dropped as equal to a form that went later is a variant of the one that stays.
    """
    segment, twin = dropped.segment, dropped.twin.segment
    kind, rule, similarity = dropped.kind, dropped.rule, dropped.similarity
    if kind in _TWICE and rule != "flattened":
        if segment.key == twin.key:
            kind, rule, similarity = RemovalKind.REPEAT, "repeat", 1.0
        else:
            kind, rule = RemovalKind.VARIANT, "variant"
            similarity = fuzz.ratio(segment.key, twin.key) / 100
    return Removal(
        kind,
        segment.text.strip(),
        Lines(segment.first, segment.last),
        _REASONS[rule],
        rule,
        Lines(twin.first, twin.last),
        twin.text.strip(),
        round(similarity, 3),
    )


def _tell_joint(joint: Joint) -> Removal:
    """What goes at a joint is white space; the removal shows both sides of it."""
    head, tail = joint.before.text.rstrip(), joint.after.text.lstrip()
    shown = f"{head[-JOINT_CHARS:]} ⏎ {tail[:JOINT_CHARS]}"
    lines = Lines(joint.before.last, joint.after.first)
    return Removal(
        RemovalKind.REPAIR, shown, lines, "one sentence that a break cut in two", "joined"
    )


def _removal(segments: Sequence[Segment], kind: RemovalKind, rule: str, reason: str) -> Removal:
    lines = Lines(segments[0].first, segments[-1].last)
    return Removal(kind, _text_of(segments).strip(), lines, reason, rule)


def _text_of(segments: Sequence[Segment]) -> str:
    """The text of neighbouring segments as it stands."""
    return segments[0].text + "".join(one.spacing + one.text for one in segments[1:])


# ------------------------------------------------------------------ over all passes


def _settle(removals: Sequence[Removal]) -> list[Removal]:
    """Let every removal name what stays in the end."""
    gone: dict[str, list[Removal]] = {}
    for removal in removals:
        gone.setdefault(removal.text, []).append(removal)
    whole = [removal for removal in removals if _went_as_a_whole(removal)]
    return [_go_with(_follow(removal, gone), whole) for removal in removals]


def _went_as_a_whole(removal: Removal) -> bool:
    return removal.kind is RemovalKind.BOX or removal.rule == "bare-end"


def _follow(removal: Removal, gone: Mapping[str, Sequence[Removal]]) -> Removal:
    """Name the passage that stays when the one named went in a later pass itself."""
    for _ in range(MAX_PASSES):
        later = _find_later(removal, gone)
        if later is None:
            return removal
        removal = replace(
            removal,
            kind=RemovalKind.VARIANT,
            rule="variant",
            reason=_REASONS["variant"].format(twin=f"line {later.twin}"),
            twin=later.twin,
            twin_text=later.twin_text,
            similarity=round(fuzz.ratio(removal.text, later.twin_text) / 100, 3),
        )
    return removal


def _find_later(removal: Removal, gone: Mapping[str, Sequence[Removal]]) -> Removal | None:
    """The removal of the twin of a removal, if that has a twin in its turn."""
    if removal.twin is None:
        return None
    for other in gone.get(removal.twin_text, ()):
        if other is not removal and other.lines == removal.twin and other.text:
            return other if other.twin is not None else None
    return None


def _go_with(removal: Removal, whole: Sequence[Removal]) -> Removal:
    """Count a passage to the box or bare end with which its twin went in a later pass."""
    twin = removal.twin
    if twin is None or not removal.twin_text:
        return removal
    for box in whole:
        is_inside = box.lines.first <= twin.first and twin.last <= box.lines.last
        if is_inside and removal.twin_text in box.text:
            return replace(
                removal,
                kind=box.kind,
                rule=box.rule,
                reason=box.reason,
                twin=None,
                twin_text="",
                similarity=None,
            )
    return removal


def _in_source(removal: Removal, origin: Origin) -> Removal:
    if removal.twin is None:
        return replace(removal, lines=_spread(removal.lines, origin))
    twin = _spread(removal.twin, origin)
    name = f"line {twin}" if twin.first == twin.last else f"lines {twin}"
    reason = removal.reason.format(twin=name)
    return replace(removal, lines=_spread(removal.lines, origin), twin=twin, reason=reason)


def _spread(lines: Lines, origin: Origin) -> Lines:
    """The source lines from which a range of lines was made."""
    rows = [row for row in origin[lines.first - 1 : lines.last] if row is not None]
    if rows:
        return Lines(min(row.first for row in rows), max(row.last for row in rows))
    for row in reversed(origin[: lines.first]):
        if row is not None:
            return Lines(row.last, row.last)
    return Lines(1, 1)


def _straight(body: str, first_line: int) -> Origin:
    rows = body.split("\n")
    if rows and not rows[-1]:
        rows.pop()
    numbered = enumerate(rows, first_line)
    return tuple(Lines(number, number) if row.strip() else None for number, row in numbered)


def _tell_all_kept(kept: Sequence[tuple[Segment, Segment]], origin: Origin) -> list[Finding]:
    findings: list[Finding] = []
    for segment, twin in kept:
        for one in (segment, twin):
            lines = _spread(Lines(one.first, one.last), origin)
            one.first, one.last = lines.first, lines.last
        found = tell_kept(segment, twin)
        if found is not None:
            findings.append(found)
    return findings


def _check(text: str, origin: Origin) -> list[Finding]:
    """What an editor should look at in the result, by the lines of the source."""
    lines: list[SourceLine] = []
    number = 1
    for row, line in enumerate(text.split("\n")):
        source = origin[row] if row < len(origin) else None
        number = source.first if source is not None else number
        lines.append(SourceLine(line, number))
    segments = cut_segments(lines)
    return [*check_end(segments), *check_leaks(segments), *check_retold(segments)]

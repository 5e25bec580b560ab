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

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsletter.dedupe.boilerplate import strip_boilerplate
from newsletter.dedupe.editor_notes import (
    check_cuts,
    check_decisions,
    check_end,
    check_leaks,
    check_retold,
    tell_kept,
)
from newsletter.dedupe.evidence import Evidence, find_evidence
from newsletter.dedupe.flattened import Copy, take_flattened, unglue_titles
from newsletter.dedupe.fragments import (
    drop_contained,
    drop_cut_echoes,
    drop_echoes,
    drop_pieces,
)
from newsletter.dedupe.headings import (
    drop_empty_headings,
    drop_repeated_headings,
    mark_headings,
    part_headings,
)
from newsletter.dedupe.joints import Joint, join_cut, join_torn
from newsletter.dedupe.merge import merge_segments
from newsletter.dedupe.passages import Manuscript, Passage
from newsletter.dedupe.proofs import (
    in_source,
    number_lines,
    prove,
    settle,
    spread,
    tell_joint,
)
from newsletter.dedupe.repair import repair
from newsletter.dedupe.rewordings import drop_rewordings
from newsletter.dedupe.segment import (
    Kind,
    Segment,
    SourceLine,
    cut_segments,
    join_texts,
)
from newsletter.dedupe.serialize import Origin, render_passages
from newsletter.dedupe.steps import (
    says_title_plainly,
    take_bare_end,
    take_bare_openings,
    take_boxes,
    take_continued,
    take_dropped,
    take_rules_under_headings,
    take_titles,
)
from newsletter.dedupe.title import Decoration, choose_title
from newsletter.model import Cleaned, Finding, Lines, Removal, RemovalKind
from newsletter.source.decisions import Decisions, fingerprint
from newsletter.source.front_matter import (
    parse_front_matter,
    split_front_matter,
)

MAX_PASSES = 8  # two or three do for every post measured


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
    published_title: str = ""


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
        segments: Those of the body, where nothing changed.
    """

    body: str
    origin: Origin
    removals: tuple[Removal, ...]
    evidence: Evidence
    title: str
    kept: tuple[tuple[Segment, Segment], ...] = ()
    segments: tuple[Segment, ...] = ()


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
    published_title: str = "",
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
        published_title: The title that readers know the post by: it stays.

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
        published_title,
    )
    origin = number_lines(body, first_line)
    done = _clean_first(body, settings)
    evidence, better = done.evidence, done.title
    findings = _tell_all_kept(done.kept, origin)
    removals: list[Removal] = []
    text = body
    for _ in range(MAX_PASSES):
        if done.body != text:
            removals += [
                in_source(removal, origin) for removal in done.removals
            ]
            origin = tuple(
                None if row is None else spread(row, origin)
                for row in done.origin
            )
            text = done.body
        elif not evidence:
            break
        else:
            text, origin, mended = _mend(text, origin)
            if not mended:
                break
            removals += mended
        done = _clean_again(text, settings, evidence, better)
    findings += _check(text, origin, evidence, done)
    findings += check_decisions(body, removals, decided)
    removals = sorted(settle(removals), key=lambda removal: removal.lines)
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
            it, since people may want the heading they wrote. It goes from a post that a machine
            wrote in calls, if cleaning finds the same title again without it, and where it is a
            plain line that says nothing but the title.
        decoration: As in `clean_body`.

    Raises:
        PostError: The front matter is broken YAML.
    """
    head, body = split_front_matter(text)
    fields = dict(parse_front_matter(head, "document"))
    title = str(fields.get("title") or "").strip()
    witnesses = [
        str(fields.get(name) or "") for name in ("excerpt", "description")
    ]
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


def _is_found_again(
    title: str, witnesses: Sequence[str], decoration: Decoration | None
) -> bool:
    """Tell whether a title that was mended is found again without the line that told it."""
    for in_calls in (True, False):
        found = choose_title(
            title, witnesses, in_calls=in_calls, decoration=decoration
        )
        if found != title:
            return False
    return True


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
    if evidence:
        return draft.finish(evidence)
    return _clean_carefully(body, settings, draft)


def _clean_again(
    body: str, settings: _Settings, evidence: Evidence, title: str
) -> _Pass:
    """Clean what a pass before has left.

    Args:
        body: The body after the pass before.
        settings: What was asked for.
        evidence: The evidence of the first pass, since cleaning removes it.
        title: The title that the first pass found.
    """
    draft = _Draft(
        body,
        settings,
        in_calls=bool(evidence),
        better=title,
        is_first=False,
    )
    if evidence:
        draft.merge()
    else:
        draft.keep()
    return draft.finish(evidence)


def _clean_carefully(body: str, settings: _Settings, merged: _Draft) -> _Pass:
    """Do what may be done without evidence; `merged` shows which repeats stay.

    Args:
        body: The body as it was.
        settings: What was asked for.
        merged: The body merged as if it was written in calls; its repeats stay here.
    """
    draft = _Draft(body, settings, in_calls=False)
    draft.keep()
    kept = [
        (gone.segment, gone.twin.place) for gone in merged.manuscript.dropped
    ]
    dropped = {
        (gone.segment.first, gone.segment.text)
        for gone in draft.manuscript.dropped
    }
    kept = [
        pair for pair in kept if (pair[0].first, pair[0].text) not in dropped
    ]
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
        is_first: bool = True,
    ) -> None:
        """Take out what no merging is needed for: boilerplate, boxes, titles."""
        self.body = body
        self.is_first = is_first
        self.settings = settings
        self.in_calls = in_calls
        stripped = strip_boilerplate(
            body.split("\n"), doubtful=in_calls, keep=settings.keep
        )
        self.removals = list(stripped.removals)
        self.is_firm = stripped.is_firm
        self.source = cut_segments(stripped.lines)
        self.segments = list(self.source)
        self.copies: list[Copy] = []
        self.joints: list[Joint] = []
        self.manuscript = Manuscript()
        self._respect_decisions()
        if settings.boxes:
            self.segments, found = take_boxes(self.segments, settings.keep)
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
            self.segments, found = take_dropped(self.segments, drop)
            self.removals += found

    def _choose_title(self) -> str:
        """The title that was meant; a published one is never changed."""
        title = self.settings.title
        if not title or self.settings.published_title:
            return self.settings.published_title
        witnesses = [*_first_line(self.segments), *self.settings.witnesses]
        decoration = self.settings.decoration
        return choose_title(
            title, witnesses, in_calls=self.in_calls, decoration=decoration
        )

    def _titles(self) -> tuple[str, str]:
        """The title that was meant and the one that was given."""
        return self.title, self.settings.title

    def _may_take_head(self) -> bool:
        """Tell whether the title line at the head of the body may go."""
        settings = self.settings
        if settings.takes_title:
            return True
        is_left = self.in_calls or says_title_plainly(self.segments, self.title)
        if not is_left:
            return False
        return _is_found_again(
            self.title, settings.witnesses, settings.decoration
        )

    def _take_titles(self) -> tuple[list[Segment], list[Removal]]:
        """Take out the lines that say the title, but not a head that must stay."""
        n_kept = 0
        if self.segments and not self._may_take_head():
            first = self.segments[0].paragraph
            n_kept = sum(one.paragraph == first for one in self.segments)
        head, rest = self.segments[:n_kept], self.segments[n_kept:]
        kept, removals = take_titles(
            rest, self._titles(), self.in_calls, follows=bool(head)
        )
        return head + kept, removals

    def merge(self) -> None:
        """Say each thing once."""
        mark_headings(self.segments)
        self._unglue_titles()
        self.segments, found = take_continued(self.segments)
        self.removals += found
        self.segments, self.copies = take_flattened(
            self.segments, self._titles()
        )
        self.segments = part_headings(self.segments)
        self.manuscript = merge_segments(self.segments)

    def _unglue_titles(self) -> None:
        """Take off the title, or the first line of the body, where it stands before a sentence."""
        titles = [*self._titles(), *_first_line(self.source)]
        self.segments, glued = unglue_titles(self.segments, titles)
        for segment in glued:
            reason = "the title of the post, run into a sentence"
            lines = Lines(segment.first, segment.last)
            found = Removal(
                RemovalKind.TITLE, self.title, lines, reason, "title-in-line"
            )
            self.removals.append(found)

    def keep(self) -> None:
        """Keep everything but a sentence that is repeated at once."""
        passages = [
            Passage(one, one, home=one.paragraph) for one in self.segments
        ]
        self.manuscript.insert(0, passages)
        drop_echoes(self.manuscript)
        drop_cut_echoes(self.manuscript)

    def find_evidence(self) -> Evidence:
        """Return the signs by which the post was written in calls."""
        return find_evidence(
            self.manuscript,
            self.segments,
            firm=self.is_firm,
            flattened=bool(self.copies),
            torn=bool(self.joints),
        )

    def finish(self, evidence: Evidence) -> _Pass:
        """Mend what is left and write it."""
        manuscript = self.manuscript
        if evidence:
            drop_cut_echoes(manuscript)
            drop_pieces(manuscript)
            drop_contained(manuscript)
            drop_empty_headings(manuscript)
            drop_repeated_headings(manuscript)
            self.joints += join_cut(manuscript, self.segments)
            if (
                self.is_first
            ):  # it finds all; a second look costs and finds none
                drop_rewordings(manuscript)
            self.removals += take_rules_under_headings(manuscript)
            self.removals += take_bare_openings(manuscript)
            self.removals += take_bare_end(manuscript)
        self.removals += prove(manuscript, self.copies)
        self.removals += [tell_joint(joint) for joint in self.joints]
        if (
            not self.removals
            and [one.place for one in manuscript.passages] == self.source
        ):
            source = tuple(self.source)
            return _Pass(
                self.body, (), (), evidence, self.title, segments=source
            )
        tail = self.body[len(self.body.rstrip()) :]
        text, origin = render_passages(
            manuscript.passages, self.segments, manuscript.dropped, tail
        )
        return _Pass(text, origin, tuple(self.removals), evidence, self.title)


def _first_line(segments: Sequence[Segment]) -> list[str]:
    """The first paragraph of the body, if it is one line: it may be the title."""
    if not segments:
        return []
    first = [
        segment
        for segment in segments
        if segment.paragraph == segments[0].paragraph
    ]
    if first[0].kind not in (Kind.HEADING, Kind.LABEL, Kind.SENTENCE):
        return []
    if first[0].item:
        return []
    text = join_texts(first)
    return [] if "\n" in text else [text]


def _mend(text: str, origin: Origin) -> tuple[str, Origin, list[Removal]]:
    """Take broken marks out of the clean text.

    A line that goes takes the blank line below along.
    """
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
    return body, rows_left, [in_source(removal, origin) for removal in removals]


def _n_lines(body: str) -> int:
    """How many lines a body has; the newline at its end begins none."""
    if not body:
        return 0
    return body.count("\n") + (not body.endswith("\n"))


def _tell_all_kept(
    kept: Sequence[tuple[Segment, Segment]], origin: Origin
) -> list[Finding]:
    """Say which repeats stay, at their lines of the source."""
    findings: list[Finding] = []
    for segment, twin in kept:
        for one in (segment, twin):
            lines = spread(Lines(one.first, one.last), origin)
            one.first, one.last = lines.first, lines.last
        found = tell_kept(segment, twin)
        if found is not None:
            findings.append(found)
    return findings


def _check(
    text: str, origin: Origin, evidence: Evidence, last: _Pass
) -> list[Finding]:
    """What an editor should look at in the result, by the lines of the source.

    Args:
        text: The body at the end.
        origin: The source lines of each of its lines.
        evidence: Why the post is thought to have been written in calls.
        last: The last pass, which may have cut the segments already.
    """
    lines: list[SourceLine] = []
    number = 1
    for row, line in enumerate(text.split("\n")):
        source = origin[row] if row < len(origin) else None
        number = source.first if source is not None else number
        lines.append(SourceLine(line, number))
    segments = _renumber(last, text, lines) or cut_segments(lines)
    cuts = check_cuts(segments) if evidence else ()
    return [
        *cuts,
        *check_end(segments),
        *check_leaks(segments),
        *check_retold(segments),
    ]


def _renumber(
    last: _Pass, text: str, lines: Sequence[SourceLine]
) -> tuple[Segment, ...]:
    """The segments of the last pass by the lines of the source; none if it took others for them."""
    is_same = last.body == text and all(
        segment.paragraph >= 0 for segment in last.segments
    )
    if not is_same:
        return ()
    for segment in last.segments:
        segment.first = lines[segment.first - 1].number
        segment.last = lines[segment.last - 1].number
    return last.segments

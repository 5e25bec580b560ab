"""Clean a body once: lines go in; cleaned lines and the removals with their reasons come out.

The first pass cleans as if the post was written in calls, then asks whether anything shows that it
was (see `evidence`). If nothing does, it does only the little that may be done to any post.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsletter.dedupe.boilerplate import Stripped, strip_boilerplate
from newsletter.dedupe.continued import join_continued
from newsletter.dedupe.cut_starts import drop_cut_starts
from newsletter.dedupe.evidence import Evidence, find_evidence
from newsletter.dedupe.flattened import Copy, take_flattened, unglue_titles
from newsletter.dedupe.fragments import (
    drop_contained,
    drop_cut_echoes,
    drop_cut_tails,
    drop_echoes,
    drop_pieces,
    drop_short_echoes,
)
from newsletter.dedupe.headings import (
    drop_empty_headings,
    drop_repeated_headings,
    mark_headings,
    part_headings,
    take_bare_end,
    take_continued,
    take_emptied_headings,
    take_rules_under_headings,
)
from newsletter.dedupe.joints import Joint, join_cut, join_torn
from newsletter.dedupe.merge import merge_segments
from newsletter.dedupe.nesting import keep_parents
from newsletter.dedupe.passages import DroppedSegment, Manuscript, Passage
from newsletter.dedupe.proofs import prove, tell_joint
from newsletter.dedupe.repeated_pairs import drop_repeated_pairs
from newsletter.dedupe.repeated_sections import join_sections
from newsletter.dedupe.restated import drop_restated
from newsletter.dedupe.rewordings import drop_rewordings
from newsletter.dedupe.segment import (
    Kind,
    Segment,
    cut_segments,
    join_texts,
)
from newsletter.dedupe.serialize import Origin, render_passages
from newsletter.dedupe.side_by_side import drop_side_by_side
from newsletter.dedupe.steps import take_boxes, take_dropped
from newsletter.dedupe.title import Decoration, choose_title
from newsletter.dedupe.title_lines import (
    retells_title_at_head,
    says_title_plainly,
    take_titles,
)
from newsletter.model import Lines, Removal, RemovalKind
from newsletter.source.decisions import fingerprint

_TOP = re.compile(r"(?:[ \t]*\n)*")


@dataclass(frozen=True, slots=True)
class CleanOptions:
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
class PassResult:
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


def clean_first(body: str, options: CleanOptions) -> PassResult:
    """Clean once as if the post was written in calls; if nothing shows it, do the little that may.

    What the doubtful rules take out is no evidence, so that it does not prove itself.

    Args:
        body: The body, Markdown.
        options: Title, witnesses and decisions.
    """
    draft = PassDraft(body, options)
    draft.merge()
    evidence = draft.find_evidence()
    if evidence:
        return draft.finish(evidence)
    return _clean_carefully(body, options, draft)


def clean_again(
    body: str, options: CleanOptions, evidence: Evidence, title: str
) -> PassResult:
    """Clean what a pass before has left.

    Args:
        body: The body after the pass before.
        options: What was asked for.
        evidence: The evidence of the first pass, since cleaning removes it.
        title: The title that the first pass found.
    """
    draft = PassDraft(
        body,
        options,
        in_calls=bool(evidence),
        better=title,
        is_first=False,
    )
    if evidence:
        draft.merge()
    else:
        draft.keep()
    return draft.finish(evidence)


def _clean_carefully(
    body: str, options: CleanOptions, merged: PassDraft
) -> PassResult:
    """Do what may be done without evidence; `merged` shows which repeats stay.

    Args:
        body: The body as it was.
        options: What was asked for.
        merged: The body merged as if it was written in calls; its repeats stay here.
    """
    # Where no rule fired, neither do those that are their own proof.
    stripped = merged.stripped
    has_none = not stripped.removals
    draft = PassDraft(
        body,
        options,
        in_calls=False,
        stripped=stripped if has_none else None,
    )
    draft.keep()
    kept = [
        (gone.segment, _find_other(gone)) for gone in merged.manuscript.dropped
    ]
    dropped = {
        (gone.segment.first, gone.segment.text)
        for gone in draft.manuscript.dropped
    }
    kept = [
        pair for pair in kept if (pair[0].first, pair[0].text) not in dropped
    ]
    return replace(draft.finish(Evidence()), kept=tuple(kept))


def _find_other(gone: DroppedSegment) -> Segment:
    """What says the same as a segment: the place of its twin, or the wording that took it."""
    if gone.segment is gone.twin.place:
        return gone.twin.segment
    return gone.twin.place


class PassDraft:
    """One pass over a body, step by step."""

    def __init__(
        self,
        body: str,
        options: CleanOptions,
        *,
        in_calls: bool = True,
        better: str = "",
        is_first: bool = True,
        stripped: Stripped | None = None,
    ) -> None:
        """Take out what no merging is needed for: boilerplate, boxes, titles."""
        self.body = body
        self.is_first = is_first
        self.options = options
        self.in_calls = in_calls
        if stripped is None:
            stripped = strip_boilerplate(
                body.split("\n"), doubtful=in_calls, keep=options.keep
            )
        self.stripped = stripped
        self.removals = list(stripped.removals)
        self.is_firm = stripped.is_firm
        self.source = cut_segments(stripped.lines)
        if self.removals and self.source:
            self.source[0].spacing = _find_top(body)
        self.segments = list(self.source)
        self.copies: list[Copy] = []
        self.joints: list[Joint] = []
        self.late_joints: list[Joint] = []  # these are no evidence
        self.manuscript = Manuscript()
        self._respect_decisions()
        if options.boxes:
            self.segments, found = take_boxes(self.segments, options.keep)
            self.removals += found
        self.title = better or self._choose_title()
        self.segments, found = self._take_titles()
        self.removals += found
        self.segments, self.joints = join_torn(self.segments)

    def _respect_decisions(self) -> None:
        """Mark what a person kept and take out what a person dropped."""
        keep, drop = self.options.keep, self.options.drop
        if keep:
            for segment in self.segments:
                segment.kept = fingerprint(segment.text) in keep
        if drop:
            self.segments, found = take_dropped(self.segments, drop)
            self.removals += found

    def _choose_title(self) -> str:
        """The title that was meant; a published one is never changed."""
        title = self.options.title
        if not title or self.options.published_title:
            return self.options.published_title
        witnesses = [*_first_line(self.segments), *self.options.witnesses]
        decoration = self.options.decoration
        return choose_title(
            title, witnesses, in_calls=self.in_calls, decoration=decoration
        )

    def _titles(self) -> tuple[str, str]:
        """The title that was meant and the one that was given."""
        return self.title, self.options.title

    def _may_take_head(self) -> bool:
        """Tell whether the title line at the head of the body may go."""
        options = self.options
        if options.takes_title:
            return True
        is_left = self.in_calls or self._says_title()
        if not is_left:
            return False
        return _is_found_again(
            self.title, options.witnesses, options.decoration
        )

    def _says_title(self) -> bool:
        """Tell whether the body begins with a line that says what the title says."""
        if says_title_plainly(self.segments, self.title):
            return True
        return retells_title_at_head(
            self.segments, self.title, in_calls=self.in_calls
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
        self.segments, self.late_joints = join_continued(self.segments)
        self.manuscript = merge_segments(self.segments)

    def _unglue_titles(self) -> None:
        """Take off the title, or the first line of the body, where it stands before a sentence."""
        titles = [*self._titles(), *_first_line(self.source)]
        self.segments, glued = unglue_titles(self.segments, titles)
        for segment, text in glued:
            reason = "the title of the post, run into a sentence"
            lines = Lines(segment.first, segment.last)
            found = Removal(
                RemovalKind.TITLE, text, lines, reason, "title-in-line"
            )
            self.removals.append(found)

    def keep(self) -> None:
        """Keep everything but a sentence that is repeated at once."""
        passages = [
            Passage(one, one, home=one.paragraph) for one in self.segments
        ]
        self.manuscript.insert({0: passages})
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

    def _say_once(self) -> None:
        """Take out what is told again in other words; a second look costs and finds none."""
        drop_rewordings(self.manuscript)
        drop_side_by_side(self.manuscript)
        drop_restated(self.manuscript)
        drop_repeated_pairs(self.manuscript)

    def finish(self, evidence: Evidence) -> PassResult:
        """Mend what is left and write it."""
        manuscript = self.manuscript
        if evidence:
            drop_cut_echoes(manuscript)
            drop_pieces(manuscript)
            drop_cut_tails(manuscript, self.segments)
            drop_short_echoes(manuscript)
            drop_contained(manuscript)
            drop_empty_headings(manuscript)
            drop_repeated_headings(manuscript)
            join_sections(manuscript)
            self.joints += join_cut(manuscript, self.segments)
            if self.is_first:
                self._say_once()
            self.removals += take_emptied_headings(manuscript, self.segments)
            self.removals += take_rules_under_headings(manuscript)
            self.removals += drop_cut_starts(manuscript, self.segments)
            self.removals += take_bare_end(manuscript)
        keep_parents(manuscript, self.segments)
        self.removals += prove(manuscript, self.copies)
        self.removals += [tell_joint(joint) for joint in self.joints]
        self.removals += [tell_joint(joint) for joint in self.late_joints]
        if (
            not self.removals
            and [one.place for one in manuscript.passages] == self.source
        ):
            source = tuple(self.source)
            return PassResult(
                self.body, (), (), evidence, self.title, segments=source
            )
        tail = self.body[len(self.body.rstrip()) :]
        text, origin = render_passages(
            manuscript.passages, self.segments, manuscript.dropped, tail
        )
        return PassResult(
            text, origin, tuple(self.removals), evidence, self.title
        )


def _find_top(body: str) -> str:
    """The blank lines over a body: what goes from its head leaves no more of them."""
    found = _TOP.match(body)
    return found.group() if found else ""


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

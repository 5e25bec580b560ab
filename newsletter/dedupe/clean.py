"""Clean a body: boilerplate out, repeats once, pieces mended, every removal with its proof.

The first question is whether the post was written in calls (see `evidence`). If nothing shows that
it was, next to nothing is done: firm boilerplate and boxes go, a title line at the head goes, a
sentence torn by a break is joined where the document proves it, and a sentence repeated at once
goes. Every other repeat stays and becomes a finding. If the post was written in calls, its
segments are merged into a manuscript that says each thing once.

Cleaning is repeated until nothing changes (`clean_pass` is one pass): what one pass brings
together, the next may find to be one. The evidence is that of the first pass, since cleaning
removes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from newsletter.dedupe.clean_pass import (
    CleanOptions,
    clean_again,
    clean_first,
)
from newsletter.dedupe.editor_notes import (
    check_decisions,
    check_result,
    tell_all_kept,
    tell_bare_end,
)
from newsletter.dedupe.proofs import (
    in_source,
    number_lines,
    settle,
    spread,
)
from newsletter.dedupe.repair import mend_body
from newsletter.dedupe.title import Decoration
from newsletter.model import Cleaned, Removal
from newsletter.source.decisions import Decisions
from newsletter.source.front_matter import (
    find_excerpts,
    parse_front_matter,
    split_front_matter,
)
from newsletter.source.head_changes import change_head

MAX_PASSES = 8  # two or three do for every post measured


def clean_body(
    body: str,
    *,
    title: str = "",
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
    options = CleanOptions(
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
    done = clean_first(body, options)
    evidence, better = done.evidence, done.title
    findings = tell_all_kept(done.kept, origin)
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
            text, origin, mended = mend_body(text, origin)
            if not mended:
                break
            removals += mended
        done = clean_again(text, options, evidence, better)
    unchanged = done.segments if done.body == text else ()
    findings += check_result(text, origin, unchanged, in_calls=bool(evidence))
    findings += check_decisions(body, removals, decided)
    findings += tell_bare_end(removals)
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
    name: str = "the text",
    boxes: bool = True,
    takes_title: bool = False,
    decoration: Decoration | None = None,
) -> Cleaned:
    """Clean a whole document; in the front matter nothing changes but a title that was mangled.

    Args:
        text: The document, with or without front matter.
        name: What errors call it.
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
    fields = dict(parse_front_matter(head, name))
    title = str(fields.get("title") or "").strip()
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    first_line = head.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    cleaned = clean_body(
        body,
        title=title,
        first_line=first_line,
        boxes=boxes,
        takes_title=takes_title,
        witnesses=find_excerpts(fields),
        decoration=decoration,
    )
    if title and cleaned.title != title:
        head = _with_title(head, fields, cleaned.title)
    return replace(cleaned, head=head)


def _with_title(head: str, fields: Mapping[str, object], better: str) -> str:
    """The front matter with another title, everything else byte for byte.

    Front matter that cannot be changed stays as it is.
    """
    wanted = {**fields, "title": better}
    changed = change_head(head.replace("\r\n", "\n"), tuple(wanted.items()))
    if changed is None:
        return head
    return _with_ends(changed, head) if "\r\n" in head else changed


def _with_ends(changed: str, head: str) -> str:
    """A changed head; lines before and behind the change end as they did, new ones as the first."""
    old, new = head.split("\n"), changed.split("\n")
    bare = [line.removesuffix("\r") for line in old]
    first = _count_same(bare, new)
    n_last = _count_same(bare[first:][::-1], new[first:][::-1])
    end = "\r" if old[first : first + 1] != bare[first : first + 1] else ""
    middle = [line + end for line in new[first : len(new) - n_last]]
    return "\n".join((*old[:first], *middle, *old[len(old) - n_last :]))


def _count_same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines two texts have in common before the first that differs."""
    same = takewhile(
        lambda pair: pair[0] == pair[1], zip(one, other, strict=False)
    )
    return sum(1 for _ in same)

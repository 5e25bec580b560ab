"""Join the sections that stand twice under one heading: a call wrote on the section of another.

A heading of some length that stands twice on one level, under the same heading above, is one
section told in two calls: what the second says goes to the end of the first. A conclusion is
another matter. An article has one, at its end: where a call went on behind it and concluded again,
the first one goes to the last. Short headings (cost, result) stand over the parts of many things
and stay where they are. It asks for evidence that the post was written in calls.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsletter.dedupe.headings import bare_key, get_level
from newsletter.dedupe.passages import Manuscript, Passage, climb, follow
from newsletter.dedupe.segment import SHORT, Kind

_CONCLUSION = re.compile(
    r"まとめ|結論|おわりに|終わりに|最後に|さいごに|結び|結びに"
    r"|conclusions?|summary|总结|结语|结论"
)

_Title = tuple[str, int]


def join_sections(manuscript: Manuscript) -> None:
    """Put what stands under the same heading twice under one of them."""
    seen: dict[_Title, list[Passage]] = {}
    for heading in list(manuscript.passages):
        if heading.segment.kind is not Kind.HEADING:
            continue
        same = seen.setdefault(_title_of(heading), [])
        first = _find_first(same, heading)
        if first is None or heading.segment.kept or first.segment.kept:
            same.append(heading)
        elif _is_conclusion(heading):
            _move_behind(manuscript, first, manuscript.number(heading) + 1)
            manuscript.absorb(first, heading, "repeat")
            same[same.index(first)] = heading
        else:
            _move_behind(manuscript, heading, _find_end(manuscript, first))
            manuscript.absorb(heading, first, "repeat")


def _title_of(heading: Passage) -> _Title:
    """The words and the level of a heading."""
    return heading.segment.key, get_level(heading.segment)


def _find_first(same: Sequence[Passage], heading: Passage) -> Passage | None:
    """The earlier heading with the same heading above; None if there is none.

    Args:
        same: The earlier headings of the same words and level.
        heading: The heading that may go on with one of them.
    """
    if heading.segment.size < SHORT and not _is_conclusion(heading):
        return None
    for other in same:
        if _find_parent(other) is _find_parent(heading):
            return other
    return None


def _is_conclusion(heading: Passage) -> bool:
    """Tell whether a heading says that the article ends here, and nothing else."""
    return _CONCLUSION.fullmatch(bare_key(heading.segment)) is not None


def _find_parent(heading: Passage) -> Passage | None:
    """The nearest heading above of a higher level; None at the top."""
    level = get_level(heading.segment)
    for above in climb(heading):
        is_heading = above.segment.kind is Kind.HEADING
        if is_heading and get_level(above.segment) < level:
            return above
    return None


def _find_end(manuscript: Manuscript, heading: Passage) -> int:
    """The index behind the last passage of a section."""
    level = get_level(heading.segment)
    for after in follow(heading):
        is_heading = after.segment.kind is Kind.HEADING
        if is_heading and get_level(after.segment) <= level:
            return manuscript.number(after)
    return len(manuscript.passages)


def _move_behind(manuscript: Manuscript, heading: Passage, to: int) -> None:
    """Move what stands under a heading to another place."""
    first, end = manuscript.number(heading) + 1, _find_end(manuscript, heading)
    manuscript.move(first, end, to)

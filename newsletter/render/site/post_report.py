"""Write the report of one post for the editor: what was removed and why, what the abridgement kept, how it was translated.

One HTML file without script, font, image or address of anybody: it can be mailed, archived and opened from a disk.
Everything in it is shown as the Markdown that it is, escaped, never rendered: text of a post is hostile and the editor
wants to see what stands there. The source stands on the left line by line, its clean form beside it; a passage that
went is marked where it stood and carries its proof: rule, reason, similarity, and a link to the twin that stays.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from newsletter.config import Settings
from newsletter.edition.article import post_ref
from newsletter.language.tags import is_rtl
from newsletter.model import (
    Abridged,
    Artefact,
    Choice,
    Cleaned,
    Lines,
    Post,
    Removal,
    RemovalKind,
    Translated,
    Translation,
)
from newsletter.render.markup import strip_invisible

if TYPE_CHECKING:
    from newsletter.render.templates import Templates

KIND_NAMES: Mapping[RemovalKind, str] = {
    RemovalKind.MARKER: "marker line",
    RemovalKind.CONTINUATION: "continuation note",
    RemovalKind.CHATTER: "talk about the task",
    RemovalKind.CITATION: "citation mark",
    RemovalKind.BOX: "related box",
    RemovalKind.TITLE: "title again",
    RemovalKind.REPEAT: "repeat",
    RemovalKind.VARIANT: "variant",
    RemovalKind.FRAGMENT: "fragment",
    RemovalKind.REPAIR: "repair",
}
MAX_DIFF_CHARS = 1500  # a comparison letter by letter takes the square of the length: 20 ms here, a second at 10,000
MIN_DIFF_RATIO = 0.5  # below it the marks are confetti
_PLACEHOLDER = re.compile(r"(\[\[/?\d+\]\])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `mark` is the number of the removal it belongs to, 0 for text that stays."""

    text: str
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """A removal as the page shows it.

    Attributes:
        number: Its place in the list, from 1.
        kind: Its kind in words. `percent`: how alike the two passages are; None for leavings.
        removed, stays: The two passages; marked pieces stand in one of them only.
        verbatim: The twin is the same text: showing it again would tell nothing.
    """

    number: int
    removal: Removal
    kind: str
    percent: int | None = None
    removed: tuple[Piece, ...] = ()
    stays: tuple[Piece, ...] = ()
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Repeats word for word that follow each other: one restart of the model, told in one line.

    Attributes:
        lines: Where they stood. `twins`: where the passages that stay stand.
        proofs: One a removal, in order.
    """

    lines: Lines
    twins: Lines
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Removals that begin on one line for the same reason."""

    kind: str
    reason: str
    twin: Lines | None
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the source file and what became of it.

    Attributes:
        line: Its number in the file.
        source: The line, cut where removals begin and end.
        clean: The clean lines that were made from it.
        status: `same`, `changed` or `gone`.
        joined: The line under which its text stands now, where two were joined; else 0.
        whys: Removals that begin here.
        goes_on: Numbers of removals that began on an earlier line.
        stays_for: Numbers of the removals this line is the twin of.
    """

    line: int
    source: tuple[Piece, ...]
    clean: tuple[str, ...]
    status: str
    joined: int
    whys: tuple[Why, ...]
    goes_on: tuple[int, ...]
    stays_for: tuple[int, ...]


def report_path(post: Post) -> str:
    """Return where the report of a post lies below `public/`."""
    return f"reports/{post_ref(post)}.html"


def render_report(
    post: Post,
    cleaned: Cleaned,
    abridged: Abridged,
    translated: Mapping[str, Translated],
    settings: Settings,
    templates: Templates,
) -> Artefact:
    """Write `reports/<ref>.html`.

    Args:
        post: As it was read.
        cleaned: What dedupe made of it, with its removals.
        abridged: What abridge chose, with its reasons.
        translated: By language; held ones too.
    """
    proofs = tuple(
        build_proof(number, removal) for number, removal in enumerate(cleaned.removals, 1)
    )
    text = templates.render(
        "desk/report.html.j2",
        post=post,
        ref=post_ref(post),
        direction="rtl" if is_rtl(post.language) else "ltr",
        publication=settings.publication,
        accent=settings.brand.accent,
        catalogues=settings.translate.catalogues,
        cleaned=cleaned,
        abridged=abridged,
        proofs=proofs,
        kinds=Counter(proof.kind for proof in proofs).most_common(),
        judged=[
            proof
            for proof in proofs
            if not proof.verbatim and proof.removal.kind is not RemovalKind.MARKER
        ],
        runs=tuple(find_runs(proofs)),
        markers=[
            proof
            for proof in proofs
            if not proof.verbatim and proof.removal.kind is RemovalKind.MARKER
        ],
        rows=tuple(build_rows(post, cleaned, proofs)),
        choices=[(choice, _features(choice)) for choice in abridged.choices],
        n_kept=sum(choice.kept for choice in abridged.choices),
        translations=[_translation_view(each) for each in translated.values()],
        share=_share,
    )
    return Artefact(report_path(post), strip_invisible(text).encode())


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def build_proof(number: int, removal: Removal) -> Proof:
    """Set the passage that went beside the one that stays."""
    gone, twin = removal.text.strip(), removal.twin_text.strip()
    removed, stays = find_differences(gone, twin)
    return Proof(
        number=number,
        removal=removal,
        kind=KIND_NAMES.get(removal.kind, removal.kind.value),
        percent=None if removal.similarity is None else round(removal.similarity * 100),
        removed=removed,
        stays=stays,
        verbatim=bool(removal.twin) and gone == twin,
    )


def find_runs(proofs: Sequence[Proof]) -> Iterator[Run]:
    """Yield the repeats word for word in source order, those that follow each other (a blank line between) together."""
    run: list[Proof] = []
    for proof in proofs:
        if not proof.verbatim:
            continue
        if run and proof.removal.lines.first > run[-1].removal.lines.last + 2:
            yield _run(run)
            run = []
        run.append(proof)
    if run:
        yield _run(run)


def _run(proofs: Sequence[Proof]) -> Run:
    twins = [proof.removal.twin for proof in proofs if proof.removal.twin]
    return Run(
        lines=Lines(
            proofs[0].removal.lines.first, max(proof.removal.lines.last for proof in proofs)
        ),
        twins=Lines(min(twin.first for twin in twins), max(twin.last for twin in twins)),
        proofs=tuple(proofs),
    )


def find_differences(gone: str, twin: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Cut two passages so that what stands in one of them only is marked; nothing is marked where there is nothing in common."""
    if gone == twin or not twin or max(len(gone), len(twin)) > MAX_DIFF_CHARS:
        return _whole(gone), _whole(twin)
    matcher = SequenceMatcher(None, gone, twin, autojunk=False)
    if (
        matcher.quick_ratio() < MIN_DIFF_RATIO or matcher.ratio() < MIN_DIFF_RATIO
    ):  # the first is an upper bound of the second
        return _whole(gone), _whole(twin)
    removed, stays = list[Piece](), list[Piece]()
    for step, first, last, twin_first, twin_last in matcher.get_opcodes():
        mark = int(step != "equal")
        removed += _whole(gone[first:last], mark)
        stays += _whole(twin[twin_first:twin_last], mark)
    return tuple(removed), tuple(stays)


def _whole(text: str, mark: int = 0) -> tuple[Piece, ...]:
    return (Piece(text, mark),) if text else ()


# ---------------------------------------------------------------- source beside clean


def build_rows(post: Post, cleaned: Cleaned, proofs: Sequence[Proof]) -> Iterator[Row]:
    """Yield one row for every line of the source that is not blank, in file order."""
    lines = post.text.split("\n")
    first = post.first_line
    clean, joined = _clean_by_line(lines, cleaned, first)
    marks = _find_marks(lines, proofs, first)
    begins, goes_on, stays_for = defaultdict(list), defaultdict(list), defaultdict(list)
    for proof in proofs:
        begins[proof.removal.lines.first].append(proof)
        for number in range(proof.removal.lines.first + 1, proof.removal.lines.last + 1):
            goes_on[number].append(proof.number)
        if proof.removal.twin:
            stays_for[proof.removal.twin.first].append(proof.number)
    for number, text in enumerate(lines, first):
        made = tuple(clean.get(number, ()))
        if not text.strip() and not made and number not in begins:
            continue
        source = _cut(text, marks.get(number, []))
        into = (
            joined.get(number, 0)
            if not made and any(piece.text.strip() and not piece.mark for piece in source)
            else 0
        )
        yield Row(
            line=number,
            source=source,
            clean=made,
            status="same" if made == (text,) else "changed" if made or into else "gone",
            joined=into,
            whys=tuple(_whys(begins[number])),
            goes_on=tuple(goes_on[number]),
            stays_for=tuple(stays_for[number]),
        )


def _whys(proofs: Sequence[Proof]) -> Iterator[Why]:
    grouped: dict[tuple[str, str, Lines | None], list[int]] = defaultdict(list)
    for proof in proofs:
        grouped[proof.kind, proof.removal.reason, proof.removal.twin].append(proof.number)
    for (kind, reason, twin), numbers in grouped.items():
        yield Why(kind, reason, twin, tuple(numbers))


def _clean_by_line(
    lines: Sequence[str], cleaned: Cleaned, first: int
) -> tuple[dict[int, list[str]], dict[int, int]]:
    """The clean lines, each under the first source line it was made from; and where the further ones went."""
    clean = cleaned.body.split("\n")
    origin = (
        cleaned.origin
        if len(cleaned.origin) >= len(clean) - 1
        else _match_lines(lines, clean, first)
    )
    found: dict[int, list[str]] = defaultdict(list)
    joined: dict[int, int] = {}
    for text, lines_of in zip(clean, origin, strict=False):
        if text.strip() and lines_of is not None:
            found[lines_of.first].append(text)
            joined |= dict.fromkeys(range(lines_of.first + 1, lines_of.last + 1), lines_of.first)
    return found, joined


def _match_lines(lines: Sequence[str], clean: Sequence[str], first: int) -> list[Lines | None]:
    """Where nobody said which line came from where: the next source line with the same text."""
    found: list[Lines | None] = []
    place = 0
    for text in clean:
        try:
            place = lines.index(text, place) + 1
            found.append(Lines(first + place - 1, first + place - 1))
        except ValueError:
            found.append(None)
    return found


def _find_marks(
    lines: Sequence[str], proofs: Sequence[Proof], first: int
) -> dict[int, list[tuple[int, int, int]]]:
    """For each line (start, end, number of the removal) in order, not overlapping."""
    marks: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for proof in proofs:
        removal = proof.removal
        numbers = range(
            max(removal.lines.first, first), min(removal.lines.last, first + len(lines) - 1) + 1
        )
        parts = [part.strip() for part in removal.text.split("\n") if part.strip()]
        for number in numbers:
            text = lines[number - first]
            part = next((part for part in parts if part in text), "")
            span = _free_span(text, part, marks[number], last=removal.twin == removal.lines)
            if span is None and len(parts) <= 1 < len(numbers):
                continue  # a passage shorter than its range of lines stands on one of them
            start, end = span or (0, len(text))
            if not any(
                start < taken_end and taken_start < end
                for taken_start, taken_end, _ in marks[number]
            ):
                marks[number].append((start, end, proof.number))
    return {number: sorted(found) for number, found in marks.items()}


def _free_span(
    text: str, part: str, taken: Sequence[tuple[int, int, int]], *, last: bool
) -> tuple[int, int] | None:
    """Where a passage stands in its line, not where another mark is; the last place if its twin is in the same line."""
    places = list(_find_all(text, part)) if part else []
    free = [
        place
        for place in places
        if not any(place < end and start < place + len(part) for start, end, _ in taken)
    ]
    if not free:
        return None
    place = free[-1] if last else free[0]
    return place, place + len(part)


def _find_all(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + len(part))


def _cut(text: str, marks: Sequence[tuple[int, int, int]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    place = 0
    for start, end, number in marks:
        pieces += [Piece(text[place:start]), Piece(text[start:end], number)]
        place = end
    pieces.append(Piece(text[place:]))
    return tuple(piece for piece in pieces if piece.text)


# ---------------------------------------------------------------- abridgement, translation


def _features(choice: Choice) -> str:
    return " · ".join(f"{name} {value:+.2f}" for name, value in choice.features if value)


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit as the page shows it: text cut at its placeholders, so that they can be told from the words."""

    number: int
    translation: Translation
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class TranslationView:
    """One language of the post."""

    translated: Translated
    direction: str
    units: tuple[UnitView, ...]
    held: tuple[UnitView, ...]
    origins: tuple[tuple[str, int], ...]
    n_warnings: int


def _translation_view(translated: Translated) -> TranslationView:
    units = tuple(
        UnitView(number, each, _pieces(each.unit.source), _pieces(each.target or ""), _origin(each))
        for number, each in enumerate(translated.translations, 1)
    )
    return TranslationView(
        translated=translated,
        direction="rtl" if is_rtl(translated.language) else "ltr",
        units=units,
        held=tuple(unit for unit in units if unit.translation.held),
        origins=tuple(Counter(unit.origin for unit in units).most_common()),
        n_warnings=sum(bool(each.findings) and not each.held for each in translated.translations),
    )


def _origin(translation: Translation) -> str:
    if translation.origin is None:
        return "held"
    # Whether the engine was asked just now or before a run was killed makes no difference to the post, so none to its page.
    return f"machine ({translation.engine})" if translation.engine else str(translation.origin)


def _pieces(text: str) -> tuple[Piece, ...]:
    return tuple(
        Piece(part, int(bool(_PLACEHOLDER.fullmatch(part))))
        for part in _PLACEHOLDER.split(text)
        if part
    )

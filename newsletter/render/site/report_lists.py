"""Write the long lists of a post's report as HTML: lines, sentences, units, repeats.

They are most of the page: a post has some hundred lines, sentences and units each. A template that
walked through them took 14 ms a post, joining strings takes 4. The frame around them stays a
template. Every text is escaped by `SharedText.refer` or `escape`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from newsletter.model import Choice, Lines, Translation
from newsletter.render.site.report_rows import (
    MarkedText,
    Proof,
    Restart,
    Row,
    Why,
)
from newsletter.translate.placeholders import ANY_PLACEHOLDER

_PLACEHOLDER = re.compile(f"({ANY_PLACEHOLDER})")


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit as the page shows it.

    Attributes:
        number: Its place in the text, from 1.
        translation: What became of it.
        origin: Who translated it, in words.
    """

    number: int
    translation: Translation
    origin: str


@dataclass(frozen=True, slots=True)
class ListWriter:
    """Write lists of one report.

    Attributes:
        refer: Escapes a text, or refers to where it stands already.
        source: The attributes of text in the language of the post.
    """

    refer: Callable[[str], str]
    source: str

    # ------------------------------------------------------------ repeats

    def write_restarts(self, restarts: Iterable[Restart]) -> str:
        """Write the repeats word for word, one run after the other."""
        return "".join(map(self._restart, restarts))

    def _restart(self, run: Restart) -> str:
        """A stretch that stands word for word elsewhere: one line, its sentences folded."""
        n_passages = len(run.proofs)
        stands = "passage stands" if n_passages == 1 else "passages stand"
        items = "".join(map(self._verbatim, run.proofs))
        return (
            f"<li><details>\n<summary>{name_lines(run.lines)}: {n_passages} {stands} "
            f"word for word in {name_lines(run.twins)}</summary>\n"
            f'<ol class="verbatim">\n{items}</ol>\n</details></li>\n'
        )

    def _verbatim(self, proof: Proof) -> str:
        """One removal of such a stretch, beside the line that stays."""
        removal = proof.removal
        twin = removal.twin or removal.lines
        return (
            f'<li id="removal-{proof.number}"><span>{_link_line(removal.lines)} → '
            f'{_link_line(twin)}</span> <span class="text" {self.source}>'
            f"{self.refer(removal.text.strip())}</span></li>\n"
        )

    # ------------------------------------------------------------ lines

    def write_lines(self, rows: Iterable[Row]) -> str:
        """Write the source line by line with what became of it."""
        return "".join(map(self._row, rows))

    def _row(self, row: Row) -> str:
        """A line of the source beside what became of it."""
        source = "".join(map(self._source_part, row.source))
        clean = "".join(map(self._clean_line, row.clean))
        notes = "".join(_row_notes(row))
        return (
            f'<div class="sides {row.status}" id="line-{row.line}">\n'
            f'<div class="left"><span class="no">{row.line}</span>'
            f'<div class="text" {self.source}>{source}</div></div>\n'
            f'<div class="right">\n{clean}{notes}</div>\n</div>\n'
        )

    def _source_part(self, part: MarkedText) -> str:
        """A part of a source line; what was removed links to its proof."""
        html = self.refer(part.text)
        if not part.mark:
            return html
        link = f'<a href="#removal-{part.mark}" title="Removal {part.mark}">'
        return f"<del>{link}{html}</a></del>"

    def _clean_line(self, text: str) -> str:
        return f'<div class="text" {self.source}>{self.refer(text)}</div>\n'

    # ------------------------------------------------------------ sentences

    def write_choices(self, choices: Iterable[Choice]) -> str:
        """Write which sentences the abridgement kept, and why."""
        return "".join(map(self._choice, choices))

    def _choice(self, choice: Choice) -> str:
        """A sentence of the abridgement, with the values that kept or cut it."""
        verdict = "kept" if choice.kept else "cut"
        features = " · ".join(
            f"{_escape_reason(name)} {value:+.2f}"
            for name, value in choice.features
            if value
        )
        sum_of = f" = {features}" if features else ""
        return (
            f'<li class="{verdict}">\n<span class="verdict">{verdict}</span>\n'
            f'<div><div class="text" {self.source}>{self.refer(choice.text.strip())}</div>\n'
            f'<p class="why">{escape(choice.reason)} · {choice.score:.2f}{sum_of}</p></div>\n'
            "</li>\n"
        )

    # ------------------------------------------------------------ units

    def write_units(
        self, units: Iterable[UnitView], language: str, target: str
    ) -> str:
        """Write the units of one translation side by side.

        Args:
            units: In the order of the text.
            language: Of the translation.
            target: The attributes of text in that language.
        """
        return "".join(self._unit(unit, language, target) for unit in units)

    def _unit(self, unit: UnitView, language: str, target: str) -> str:
        """A unit with its translation and what the checks say of it."""
        translation = unit.translation
        held = " held" if translation.held else ""
        findings = "".join(
            f'<p class="finding {finding.severity}"><b>{finding.severity}</b> '
            f"{escape(finding.message)} <code>{escape(finding.rule)}</code></p>\n"
            for finding in translation.findings
        )
        return (
            f'<div class="unit{held}" role="row" id="unit-{language}-{unit.number}">\n'
            f'<div role="cell" class="about">{unit.number} <span>{translation.unit.kind}</span> '
            f"<span>{escape(unit.origin)}</span></div>\n"
            f'<div role="cell" class="text" {self.source}>'
            f"{self._with_marks(translation.unit.source)}</div>\n"
            f'<div role="cell"><div class="text" {target}>'
            f"{self._with_marks(translation.target or '')}</div>\n{findings}</div>\n</div>\n"
        )

    def _with_marks(self, text: str) -> str:
        """The text of a unit, its placeholders so that they stand out."""
        if "[[" not in text:
            return self.refer(text)
        parts = _PLACEHOLDER.split(text)
        parts[::2] = map(self.refer, parts[::2])
        parts[1::2] = [f'<i class="ph">{part}</i>' for part in parts[1::2]]
        return "".join(parts)


@lru_cache(maxsize=256)  # the same few dozen stand beside every sentence
def _escape_reason(name: str) -> str:
    return escape(name)


def name_lines(lines: Lines) -> str:
    """Return lines in words: `line 3`, `lines 3-5`."""
    name = "line" if lines.first == lines.last else "lines"
    return f"{name} {lines}"


def _link_line(lines: Lines) -> str:
    return f'<a href="#line-{lines.first}">{lines}</a>'


def _link_removal(number: int, text: str) -> str:
    return f'<a href="#removal-{number}">{text}</a>'


def _row_notes(row: Row) -> Iterable[str]:
    """What is said beside a line: where it went, why, and what it stays for."""
    if row.joined:
        line = f'<a href="#line-{row.joined}">line {row.joined}</a>'
        yield f'<p class="why">joined to {line}</p>\n'
    yield from map(_why, row.whys)
    for number in row.goes_on:
        removal = _link_removal(number, f"removal {number}")
        yield f'<p class="why">{removal} goes on</p>\n'
    if row.stays_for:
        what = "removal" if len(row.stays_for) == 1 else "removals"
        links = ", ".join(
            _link_removal(number, str(number)) for number in row.stays_for
        )
        yield f'<p class="stays">stays for {what} {links}</p>\n'


def _why(why: Why) -> str:
    """Why lines are gone, and where what stays instead of them stands."""
    n_removals = len(why.numbers)
    times = f" × {n_removals}" if n_removals > 1 else ""
    twin = ""
    if why.twin:
        see = f"see {name_lines(why.twin)}"
        twin = f' (<a href="#line-{why.twin.first}">{see}</a>)'
    kind = _link_removal(why.numbers[0], escape(why.kind))
    return f'<p class="why">{kind}{times}: {escape(why.reason)}{twin}</p>\n'

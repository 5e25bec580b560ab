"""List what there is to look at: editions and reports, as links below the output folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from newsletter.store.output_places import CAMPAIGNS, DESK, REPORTS, place_of


@dataclass(frozen=True, slots=True)
class DeskEdition:
    """One edition in one language; paths are seen from the output folder, "" where none is."""

    id: str
    language: str
    html: str
    text: str
    report: str
    page: str


def find_editions(output: Path) -> tuple[DeskEdition, ...]:
    """Return the editions below an output folder, newest id first, languages in order."""
    found = [
        _edition(path, output)
        for path in sorted(output.glob(f"{DESK}/{CAMPAIGNS}/*/*/email.html"))
    ]
    return tuple(sorted(found, key=lambda edition: edition.id, reverse=True))


def _edition(path: Path, output: Path) -> DeskEdition:
    identity, language = path.parent.parent.name, path.parent.name

    def existing(relative: str) -> str:
        return relative if (output / relative).is_file() else ""

    return DeskEdition(
        id=identity,
        language=language,
        html=path.relative_to(output).as_posix(),
        text=existing(place_of(f"{CAMPAIGNS}/{identity}/{language}/email.txt")),
        report=existing(place_of(f"{REPORTS}/{identity}.html")),
        page=existing(place_of(f"{language}/posts/{identity}.html")),
    )

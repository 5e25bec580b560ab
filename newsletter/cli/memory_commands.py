"""Offer the translation memory: counts, export, import, pruning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsletter.cli.app import app, build_group
from newsletter.cli.options import Publication, parse_day
from newsletter.cli.output import print_note, print_table, print_text
from newsletter.errors import PostError, quote

if TYPE_CHECKING:
    from newsletter.store.translation_memory import TranslationMemory

memory = build_group("Work with what engines have said, the memory.")
app.add_typer(memory, name="memory")


@memory.command()
def stats(folder: Publication = Path()) -> None:
    """Print how many units are remembered, by language pair and engine."""
    with _open_memory(folder) as opened:
        rows = [
            (
                f"{pair.source_language} → {pair.target_language}",
                pair.engine or "person",
                f"{pair.n_units:,}",
                f"{pair.n_source_chars:,}",
            )
            for pair in opened.stats()
        ]
    print_table(("languages", "engine", "units", "characters"), rows)


@memory.command("export")
def export_memory(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="TMX file to write; default: standard output."
        ),
    ] = None,
    folder: Publication = Path(),
) -> None:
    """Write the memory as TMX 1.4, for any other translation program."""
    from newsletter.store.files import write_file
    from newsletter.translate.tmx import render_tmx

    with _open_memory(folder) as opened:
        parts = render_tmx(opened.entries())
        if file:
            write_file(file, "".join(parts).encode())
            return
        for part in parts:
            print_text(part)


@memory.command("import")
def import_memory(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="TMX files of any program, or catalogues (.po), whose reviewed entries count.",
        ),
    ],
    folder: Publication = Path(),
) -> None:
    """Read translations into the memory; a bad file is refused whole.

    Our own TMX files say which engine or person each is from; all others are a person's.
    """
    n_units = 0
    with _open_memory(folder) as opened:
        for file in files:
            for said, answers in _read_translations(file, folder).items():
                opened.record(
                    answers, said.source, said.target, said.engine, said.person
                )
                n_units += len(answers)
    print_note(f"{n_units:,} units imported")


@dataclass(frozen=True, slots=True)
class _Said:
    """From which language into which, and by whom: an engine, or a person."""

    source: str
    target: str
    engine: str = ""
    person: str = ""


def _read_translations(file: Path, folder: Path) -> dict[_Said, dict[str, str]]:
    """Return what a file holds, by languages and by who said it.

    The source language of a catalogue is that of the publication.
    """
    try:
        data = file.read_bytes()
        text = data.decode("utf-8-sig") if file.suffix == ".po" else ""
    except (OSError, UnicodeDecodeError) as error:
        raise PostError(
            f"cannot read {quote(file)}",
            at=str(file),
            why=getattr(error, "strerror", None) or "it is not UTF-8",
            fix="check name and encoding (UTF-8)",
        ) from None
    if file.suffix == ".po":
        return _read_reviewed(text, file, folder)
    return _read_tmx(data, file)


def _read_reviewed(
    text: str, file: Path, folder: Path
) -> dict[_Said, dict[str, str]]:
    """Return the entries of a catalogue that a person has confirmed."""
    from newsletter.config import read_settings
    from newsletter.translate.catalogue import parse_catalogue

    catalogue = parse_catalogue(text, str(file))
    language = (
        dict(catalogue.header).get("Language", "") or file.resolve().parent.name
    )
    reviewed = {
        entry.source: entry.target
        for entry in catalogue.entries
        if entry.reviewed
    }
    return {_Said(read_settings(folder).source_language, language): reviewed}


def _read_tmx(data: bytes, file: Path) -> dict[_Said, dict[str, str]]:
    from newsletter.translate.tmx import parse_tmx

    found: dict[_Said, dict[str, str]] = {}
    for unit in parse_tmx(data, str(file)):
        said = _Said(
            unit.source_language,
            unit.target_language,
            unit.engine,
            unit.person,
        )
        found.setdefault(said, {})[unit.source] = unit.target
    return found


@memory.command()
def prune(
    before: Annotated[
        str,
        typer.Option(
            "--before",
            metavar="DATE",
            help="Forget what was recorded before this day.",
        ),
    ] = "",
    engine: Annotated[
        str,
        typer.Option(
            "--engine", metavar="NAME", help="Forget what this engine said."
        ),
    ] = "",
    language: Annotated[
        str,
        typer.Option(
            "--language",
            metavar="TAG",
            help="Forget translations into this language.",
        ),
    ] = "",
    folder: Publication = Path(),
) -> None:
    """Forget part of the memory; without a condition nothing."""
    day = parse_day(before, "--before")
    moment = datetime.combine(day, time.min, UTC) if day else None
    with _open_memory(folder) as opened:
        n_units = opened.prune(before=moment, engine=engine, target=language)
    print_note(f"{n_units:,} units forgotten")


def _open_memory(folder: Path) -> TranslationMemory:
    """Open the memory of a publication; an error where there is none, instead of an empty one."""
    from newsletter.config import read_settings
    from newsletter.pipeline.publication import STATE_NAME
    from newsletter.store.translation_memory import TranslationMemory

    read_settings(folder)
    return TranslationMemory.open(folder / STATE_NAME, datetime.now(UTC))

"""Offer what is done now and then: previews, uploads, test sends, the translation memory, the templates."""

from __future__ import annotations

import os
from dataclasses import astuple
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsletter.cli.app import app
from newsletter.cli.output import print_error, print_note, print_table, print_text
from newsletter.cli.publication_commands import Folder, Json, Output
from newsletter.errors import ConfigError, PostError, quote

if TYPE_CHECKING:
    from newsletter.store.translation_memory import TranslationMemory

memory = typer.Typer(
    help="The translation memory: what engines have said, paid for once.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
templates = typer.Typer(
    help="The templates of emails, feeds and pages.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(memory, name="memory")
app.add_typer(templates, name="templates")

Publication = Annotated[Path, typer.Option("--folder", help="The publication.")]


@app.command()
def preview(
    folder: Folder = Path(),
    output: Output = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = 8000,
) -> None:
    """Show the outputs on a web page of this machine: emails, pages, reports, side by side."""
    from newsletter.config import read_settings
    from newsletter.desk.server import serve_desk

    serve_desk(
        folder,
        read_settings(folder),
        output=output,
        port=port,
        ready=lambda url: print_note(f"the desk is at {url} (Ctrl-C ends it)"),
    )


@app.command()
def upload(
    profile: Annotated[
        str, typer.Argument(help="A campaign tool of [email] profiles that has an API.")
    ],
    edition: Annotated[
        str,
        typer.Argument(help="ID/LANGUAGE, or ID for all its languages, as below public/campaigns."),
    ],
    folder: Publication = Path(),
    output: Output = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Ask the tool, say what would be done, change nothing."),
    ] = False,
    json: Json = False,
) -> None:
    """Bring an edition into a campaign tool as a draft, once; never send it. Keys come from the environment."""
    from newsletter.config import read_settings
    from newsletter.upload import upload_editions

    report = upload_editions(
        folder,
        read_settings(folder),
        profile,
        edition,
        now=datetime.now(UTC),
        environ=os.environ,
        output=output,
        dry_run=dry_run,
    )
    for error in report.errors:
        print_error(error)
    if json:
        print_text(report.as_json())
    else:
        for line in report.as_lines():
            print(line)
    raise typer.Exit(report.exit_code)


@app.command("send-test")
def send_test(
    address: Annotated[str, typer.Argument(help="Who gets it.")],
    edition: Annotated[
        str,
        typer.Argument(help="ID/LANGUAGE, as below public/campaigns: 2025-11-02-ai-rare-earth/en."),
    ],
    folder: Publication = Path(),
    output: Output = None,
) -> None:
    """Send an edition to one address by SMTP; NEWSLETTER_SMTP_HOST, _PORT, _USER, _PASSWORD and _SECURITY say how."""
    from newsletter.campaign.smtp import read_server, send_eml
    from newsletter.config import read_settings
    from newsletter.pipeline.publication import OUTPUT_NAME
    from newsletter.render.mail.eml import address_test

    settings = read_settings(folder)
    path = (output or folder / OUTPUT_NAME) / "campaigns" / edition / "email.eml"
    if ".." in Path(edition).parts or not path.is_file():
        fix = "name it ID/LANGUAGE as below public/campaigns"
        raise ConfigError(
            f"no edition {quote(edition)}", at=str(path), why="there is no email.eml", fix=fix
        )
    message = address_test(path.read_bytes(), address, datetime.now(UTC).replace(microsecond=0))
    send_eml(message, settings.email.from_address or address, address, read_server(os.environ))
    print_note(f"sent {edition} to {address}")


@memory.command()
def stats(folder: Publication = Path()) -> None:
    """Print how many units are remembered, by language pair and engine."""
    with _open_memory(folder) as opened:
        rows = [
            (
                f"{each.source_language} → {each.target_language}",
                each.engine or "person",
                f"{each.n_units:,}",
                f"{each.n_source_chars:,}",
            )
            for each in opened.stats()
        ]
    print_table(("languages", "engine", "units", "characters"), rows)


@memory.command("export")
def export_memory(
    file: Annotated[
        Path | None, typer.Argument(help="TMX file to write; default: standard output.")
    ] = None,
    folder: Publication = Path(),
) -> None:
    """Write the memory as TMX 1.4, for any other translation program."""
    from newsletter.store.files import write_file
    from newsletter.translate.tmx import MemoryUnit, render_tmx

    with _open_memory(folder) as opened:
        parts = render_tmx(MemoryUnit(*astuple(entry)) for entry in opened.entries())
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
            help="TMX files of any program, or catalogues (.po), whose reviewed entries count."
        ),
    ],
    folder: Publication = Path(),
) -> None:
    """Read translations a person has made into the memory; a bad file is refused whole."""
    n_units = 0
    with _open_memory(folder) as opened:
        for file in files:
            for (source, target), answers in _read_translations(file, folder).items():
                opened.record(answers, source, target, "")
                n_units += len(answers)
    print_note(f"{n_units:,} units imported")


def _read_translations(file: Path, folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    """Translations by pair of languages; those of a catalogue are from the language of the publication."""
    from newsletter.config import read_settings
    from newsletter.translate.catalogue import parse_catalogue
    from newsletter.translate.tmx import parse_tmx

    try:
        data = file.read_bytes()
        text = data.decode("utf-8-sig") if file.suffix == ".po" else ""
    except (OSError, UnicodeDecodeError) as error:
        why = type(error).__name__
        raise PostError(
            f"cannot read {quote(file)}",
            at=str(file),
            why=why,
            fix="check name and encoding (UTF-8)",
        ) from None
    found: dict[tuple[str, str], dict[str, str]] = {}
    if file.suffix == ".po":
        catalogue = parse_catalogue(text, str(file))
        language = dict(catalogue.header).get("Language", "") or file.resolve().parent.name
        found[read_settings(folder).source_language, language] = {
            entry.source: entry.target for entry in catalogue.entries if entry.reviewed
        }
        return found
    for unit in parse_tmx(data, str(file)):
        found.setdefault((unit.source_language, unit.target_language), {})[unit.source] = (
            unit.target
        )
    return found


@memory.command()
def prune(
    before: Annotated[
        str, typer.Option("--before", help="Forget what was recorded before this day (YYYY-MM-DD).")
    ] = "",
    engine: Annotated[str, typer.Option("--engine", help="Forget what this engine said.")] = "",
    language: Annotated[
        str, typer.Option("--language", help="Forget translations into this language.")
    ] = "",
    folder: Publication = Path(),
) -> None:
    """Forget part of the memory; without a condition nothing."""
    try:
        day = (
            datetime.combine(date.fromisoformat(before), datetime.min.time(), UTC)
            if before
            else None
        )
    except ValueError:
        raise ConfigError(
            "cannot read the day",
            at="--before",
            why=f"{quote(before)} is no day",
            fix="e.g. --before 2025-11-01",
        ) from None
    with _open_memory(folder) as opened:
        print_note(f"{opened.prune(before=day, engine=engine, target=language)} units forgotten")


@templates.command()
def eject(folder: Folder = Path()) -> None:
    """Copy the templates into FOLDER/templates, where a publication may change them; files that are there stay."""
    from newsletter.model import Artefact
    from newsletter.render.templates import shipped_folder
    from newsletter.store.files import publish

    shipped, own = shipped_folder(), folder / "templates"
    artefacts = [
        Artefact(path.relative_to(shipped).as_posix(), path.read_bytes())
        for path in sorted(shipped.rglob("*"))
        if path.is_file()
        and path.relative_to(shipped).parts[0] != "publication"
        and not (own / path.relative_to(shipped)).exists()
    ]
    written = publish(artefacts, own).written
    print_note(
        f"{len(written)} templates copied to {own}; take out those you do not change, so that you get our mends of them"
    )


def _open_memory(folder: Path) -> TranslationMemory:
    from newsletter.config import read_settings
    from newsletter.pipeline.publication import STATE_NAME
    from newsletter.store.translation_memory import TranslationMemory

    read_settings(
        folder
    )  # a clear error where there is no publication, instead of an empty memory made by mistake
    return TranslationMemory.open(folder / STATE_NAME, datetime.now(UTC))

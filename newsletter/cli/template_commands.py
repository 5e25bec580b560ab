"""Offer the templates: a copy that a publication may change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.cli.app import app, build_group
from newsletter.cli.options import Folder
from newsletter.cli.output import print_note

if TYPE_CHECKING:
    from newsletter.model import Artefact

templates = build_group("Work with the templates of emails, feeds and pages.")
app.add_typer(templates, name="templates")


@templates.command()
def eject(folder: Folder = Path()) -> None:
    """Copy the templates to where you may change them.

    That is FOLDER/templates. Files that are there already stay as they are.
    """
    from newsletter.render.templates import shipped_folder
    from newsletter.store.files import publish

    own = folder / "templates"
    missing = [
        file
        for file in _templates(shipped_folder())
        if not (own / file.path).exists()
    ]
    written = publish(missing, own).written
    print_note(f"{len(written)} templates copied to {own}")
    print_note(
        "delete those that you do not change, so that you get our corrections of them"
    )


def _templates(shipped: Path) -> Iterator[Artefact]:
    """Yield the templates that a publication may change."""
    from newsletter.model import Artefact

    for path in sorted(shipped.rglob("*")):
        name = path.relative_to(shipped)
        if path.is_file() and name.parts[0] != "publication":
            yield Artefact(name.as_posix(), path.read_bytes())

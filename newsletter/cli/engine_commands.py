"""Offer the look at the engines: which there are, what each lacks, what one says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsletter.cli.app import app
from newsletter.cli.options import Folder
from newsletter.cli.output import print_table
from newsletter.errors import EXIT_DONE, EXIT_FAILED, EngineError

if TYPE_CHECKING:
    from newsletter.config import Settings
    from newsletter.translate.engines.registry import EngineState


@app.command()
def engines(
    folder: Folder = Path(),
    sentence: Annotated[
        str,
        typer.Option(
            "--try",
            metavar="TEXT",
            help="Send this sentence to each engine of the publication and print the answers.",
        ),
    ] = "",
) -> int:
    """List the translation engines, and what each lacks."""
    from newsletter.config import read_settings
    from newsletter.translate.engines.registry import describe_engines

    settings = read_settings(folder)
    states = describe_engines(settings.translate, os.environ, folder)
    print_table(("engine", "asked", "key", "state"), map(_row, states))
    code = EXIT_DONE
    if sentence:
        code = _try_all(
            settings,
            folder,
            [state for state in states if state.place],
            sentence,
        )
    if any(state.place and state.problem for state in states):
        code = EXIT_FAILED
    return code


def _row(state: EngineState) -> tuple[str, ...]:
    """The line of one engine: its name, whether it is asked, its key, and what is amiss."""
    key = "none needed"
    if state.key:
        key = f"{state.key} {'set' if state.has_key else 'missing'}"
    name = f"{state.name} ({state.host})" if state.host else state.name
    asked = str(state.place) if state.place else "no"
    return (name, asked, key, state.problem or "ready")


def _try_all(
    settings: Settings,
    folder: Path,
    states: list[EngineState],
    sentence: str,
) -> int:
    """Print what each engine makes of a sentence, in every language of the publication."""
    from newsletter.translate.engines.registry import (
        build_engines,
        replace_engines,
    )

    code = EXIT_DONE
    for state in states:
        if state.problem:
            continue
        (engine,) = build_engines(
            replace_engines(settings.translate, state.name),
            os.environ,
            folder=folder,
        )
        for language in settings.target_languages:
            try:
                answer = engine.translate(
                    [sentence], settings.source_language, language
                )
            except EngineError as error:
                code = EXIT_FAILED
                print(f"{state.name} → {language}: {error.why or error.what}")
            else:
                print(f"{state.name} → {language}: {''.join(answer)}")
    return code

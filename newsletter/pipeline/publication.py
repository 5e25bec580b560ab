"""Open what every post of a run shares: settings, templates, glossary, engines, memory.

Read its files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from newsletter.campaign.plugin_tools import read_plugin_profiles
from newsletter.config import Settings
from newsletter.errors import ConfigError, NewsletterError, PostError, quote
from newsletter.regular_files import explain_os_error, read_file
from newsletter.render.templates import Templates, load_templates
from newsletter.store.output_places import find_output
from newsletter.translate.engines.crosswise import Embed
from newsletter.translate.engines.engine import Engine
from newsletter.translate.engines.registry import (
    build_embedding,
    build_engines,
    build_writer,
)
from newsletter.translate.glossary import (
    Glossary,
    parse_glossary,
    parse_usable_lines,
)
from newsletter.translate.memory import Memory

if TYPE_CHECKING:
    from newsletter.translate.catalogue import Catalogue

STATE_NAME = ".newsletter"


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What one call of `newsletter run` asks for.

    Attributes:
        now: The clock of this run, aware.
        output: Where the outputs go; None is the folder that the settings name.
        offline: Ask no engine: catalogue and memory only.
        dry_run: Write nothing.
        only: Slug or ref of the one post to work on; "" is all of them.
        since: Posts dated before this day are left alone.
        jobs: Processes that do the pure stages, that of the run among them.
        require_review: Publish a translation only when a person has confirmed every unit.
        retire_after: Days for which what a vanished post published stays; 0 removes it at once.
        begun_s: When `now` was read, by a clock that only goes on.
    """

    now: datetime
    output: Path | None = None
    offline: bool = False
    dry_run: bool = False
    only: str = ""
    since: date | None = None
    jobs: int = 1
    require_review: bool = False
    retire_after: int = 0
    begun_s: float = field(default_factory=monotonic, compare=False)


@dataclass(frozen=True, slots=True)
class RunContext:
    """What every post of a run shares.

    Settings, templates, glossary, engines, memory, catalogues.
    """

    folder: Path
    settings: Settings
    templates: Templates
    glossary: Glossary
    engines: tuple[Engine, ...]
    memory: Memory
    options: RunOptions
    embed: Embed | None = None
    write: Callable[[str], str] | None = None
    faults: tuple[NewsletterError, ...] = ()

    @property
    def require_review(self) -> bool:
        """Only what a person has confirmed is published."""
        return (
            self.options.require_review
            or self.settings.translate.require_review
        )

    @property
    def output(self) -> Path:
        """The folder the artefacts go to."""
        return find_output(self.folder, self.settings, self.options.output)

    @property
    def assets(self) -> Path:
        """The folder the files of the site lie in."""
        return self.folder / self.settings.posts.assets


def open_context(
    folder: Path,
    settings: Settings,
    options: RunOptions,
    memory: Memory,
    environ: Mapping[str, str],
) -> RunContext:
    """Open everything a run shares.

    Faults of templates, glossary and engines show here, before any work.

    Args:
        folder: The publication.
        settings: Its settings.
        options: What the command line asks for.
        memory: The translations that engines gave before.
        environ: Variables with the keys of the engines.
    """
    glossary, faults = read_glossary(folder, settings)
    silent = options.offline or options.dry_run or not settings.target_languages
    return RunContext(
        folder=folder,
        settings=settings,
        templates=read_templates(folder),
        glossary=glossary,
        engines=()
        if silent
        else build_engines(
            settings.translate, environ, glossary, folder=folder
        ),
        memory=memory,
        options=options,
        embed=None if silent else build_embedding(settings.translate),
        write=None
        if options.offline or options.dry_run
        else build_writer(settings, environ),
        faults=faults,
    )


def read_templates(folder: Path) -> Templates:
    """Read the shipped templates and those the publication has put in their place."""
    own = folder / "templates"
    return load_templates(own if own.is_dir() else None, read_plugin_profiles())


def read_glossary(
    folder: Path, settings: Settings
) -> tuple[Glossary, tuple[NewsletterError, ...]]:
    """Read the glossary of a publication; a missing file is an empty one.

    Returns:
        The glossary of all lines that can be used, and a fault for each that cannot.

    Raises:
        ConfigError: The file cannot be read, or no line of it can be used.
    """
    path = folder / settings.translate.glossary
    try:
        content = read_file(path)
    except FileNotFoundError:
        return parse_glossary("", ""), ()
    except OSError as error:
        raise ConfigError(
            "cannot read the glossary",
            at=str(path),
            why=explain_os_error(error),
            fix="make it a readable file, or name another one in [translate] glossary",
        ) from None
    return parse_usable_lines(content, str(path))


def catalogue_path(
    folder: Path, settings: Settings, language: str, ref: str
) -> Path:
    """Return where the catalogue of a post lies.

    `translations/<lang>/<ref>.po` in the publication.

    Args:
        folder: The publication.
        settings: Its settings.
        language: The language that the catalogue translates into.
        ref: The post.
    """
    return catalogue_folder(folder, settings, language) / catalogue_name(ref)


def catalogue_folder(folder: Path, settings: Settings, language: str) -> Path:
    """Return the folder of the catalogues into a language."""
    return folder / settings.translate.catalogues / language


def catalogue_name(ref: str) -> str:
    """Return the name of the catalogues of a post."""
    return f"{ref}.po"


def read_catalogue(path: Path) -> Catalogue | None:
    """Read a catalogue; None where there is none yet.

    Raises:
        PostError: There is a file that cannot be read, or that is no catalogue.
    """
    from newsletter.translate.catalogue import parse_catalogue

    try:
        content = read_file(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PostError(
            f"cannot read the catalogue {quote(path)}",
            at=str(path),
            why=explain_os_error(error),
            fix="make it a readable file, or move it away to have a new one made",
        ) from None
    return parse_catalogue(content, str(path))

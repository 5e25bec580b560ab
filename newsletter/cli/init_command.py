"""Offer `newsletter init`: see which site it stands in, ask what nobody can see, write settings."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsletter.cli.app import app
from newsletter.cli.options import Folder, parse_language
from newsletter.cli.output import print_note
from newsletter.errors import ConfigError, count_of, quote, suggest

if TYPE_CHECKING:
    from newsletter.model import Artefact
    from newsletter.setup.generators import SiteFacts
    from newsletter.setup.ignoring import IgnoreChange

DEFAULT_LANGUAGE = "en"
DEFAULT_ENGINE = "google"

Language = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="TAG",
        help="Language of the posts, if not the site's.",
    ),
]
Targets = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="TAGS",
        help="Languages to translate into: en or en,fr; none: -.",
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine", metavar="NAME", help="Translation engine to ask first."
    ),
]
Yes = Annotated[
    bool,
    typer.Option("--yes", "-y", help="Ask nothing: defaults where unsaid."),
]
WriteIgnore = Annotated[
    bool,
    typer.Option(
        "--write-ignore",
        help="Add our files to the ignore lists of site and git.",
    ),
]


@app.command()
def init(
    folder: Folder = Path(),
    language: Language = "",
    to: Targets = "",
    engine: Engine = "",
    yes: Yes = False,
    write_ignore: WriteIgnore = False,
) -> None:
    """Make a publication: settings that fit your site.

    In a folder of posts without a site it takes those. Without posts it makes a first one.
    Knows Jekyll, Hugo, Zola, Eleventy, Astro, Hexo, Pelican, Quarto and Obsidian.
    """
    from newsletter.setup.generators import find_plain_posts, find_site
    from newsletter.setup.ignoring import plan_ignores
    from newsletter.setup.scaffold import choose, fill_scaffold
    from newsletter.store.files import publish

    _require_new(folder)
    site = find_site(folder) or find_plain_posts(folder)
    if site:
        _show_site(site)
    asks = not yes and sys.stdin.isatty()
    known = site.language if site else ""
    source = parse_language(language, "--language") or known or DEFAULT_LANGUAGE
    targets = _choose_targets(to, source, asks=asks)
    chosen_engine = engine
    if asks and targets and not engine:
        chosen_engine = _ask_for_engine()
    _check_engine(chosen_engine)
    scaffold = _read_scaffold("newsletter.toml")
    settings = fill_scaffold(
        scaffold, choose(site, source, chosen_engine), targets
    )
    files = _build_files(settings, source, site)
    missing = [file for file in files if not (folder / file.path).exists()]
    for path in publish(missing, folder).written:
        print(folder / path)
    changes = plan_ignores(folder, site.generator if site else "")
    _handle_ignores(
        changes,
        write=write_ignore
        or (asks and bool(changes) and _ask_to_write(changes)),
    )
    if targets:
        _show_engine(chosen_engine or DEFAULT_ENGINE, folder)
    _show_next(folder, site)


def _require_new(folder: Path) -> None:
    """Refuse a folder that is a publication already, or no folder."""
    if folder.is_file():
        raise ConfigError(
            f"cannot make a publication in {quote(folder)}",
            at=str(folder),
            why="it is a file",
            fix="name a folder",
        )
    settings = folder / "newsletter.toml"
    if settings.exists():
        raise ConfigError(
            f"{quote(folder)} is a publication already",
            at=str(settings),
            why="it would be overwritten",
            fix="edit that file",
        )


def _show_site(site: SiteFacts) -> None:
    """Say what was found of a site, and what has to be set by hand."""
    where = f" ({site.config})" if site.config else ""
    if site.generator:
        print_note(f"found: a {site.generator.title()} site{where}")
    if site.posts:
        posts = count_of(site.n_posts, "post")
        print_note(f"found: {posts} in {site.posts}/")
    if site.n_beside > 0:
        above = site.posts.rpartition("/")[0]
        files = count_of(site.n_beside, "Markdown file")
        print_note(
            f"not taken: {files} elsewhere in {above}/; with them: folder = {quote(above)}"
        )
    if site.generator and not site.url:
        print_note(
            "not found: the address of the site; set url in newsletter.toml"
        )
    for name in site.unknown:
        print_note(
            f"not used: {name} of the site's permalink; set posts.permalink yourself"
        )


def _choose_targets(
    written: str, source: str, *, asks: bool
) -> tuple[str, ...]:
    """Return the languages to translate into; `-` means none."""
    if not written:
        written = "-" if source == "en" else "en"
        if asks:
            written = _ask("Translate into (tags, - for none)", written)
    words = written.replace(",", " ").split()
    tags = [parse_language(word, "--to") for word in words if word != "-"]
    others = dict.fromkeys(tags)
    others.pop(source, None)
    return tuple(others)


def _ask_for_engine() -> str:
    """Ask until the name of an engine is given."""
    from newsletter.translate.engines.registry import find_engine_names

    names = find_engine_names()
    print_note(f"engines: {', '.join(names)}")
    while True:
        name = _ask("Which one translates?", DEFAULT_ENGINE)
        if name in names:
            return name
        print_note(f"there is no engine {quote(name)}")


def _ask(question: str, default: str) -> str:
    return str(typer.prompt(question, default=default, err=True)).strip()


def _check_engine(name: str) -> None:
    """Refuse the name of an engine that there is not."""
    from newsletter.translate.engines.registry import find_engine_names

    names = find_engine_names()
    if name and name not in names:
        raise ConfigError(
            f"unknown engine {quote(name)}",
            at="--engine",
            why=f"the engines are: {', '.join(names)}",
            fix=suggest(name, names, "choose one of them"),
        )


def _read_scaffold(name: str) -> str:
    from newsletter.render.templates import shipped_folder

    return (shipped_folder() / "publication" / name).read_text(encoding="utf-8")


def _build_files(
    settings: str, language: str, site: SiteFacts | None
) -> list[Artefact]:
    """Return what a new publication begins with; a first post only where there is no site."""
    from newsletter.model import Artefact

    files = [
        Artefact("newsletter.toml", settings.encode()),
        Artefact("glossary.csv", _read_scaffold("glossary.csv").encode()),
    ]
    if site is None:
        name = "first-post.ja.md" if language == "ja" else "first-post.en.md"
        today = date.today()
        text = _read_scaffold(name).replace("2026-01-01", f"{today:%Y-%m-%d}")
        files.append(
            Artefact(f"posts/{today:%Y-%m-%d}-hello.md", text.encode())
        )
    if site is None or not site.generator:
        files.append(Artefact(".gitignore", b"/.newsletter/\n/_newsletter/\n"))
    return files


def _ask_to_write(changes: tuple[IgnoreChange, ...]) -> bool:
    names = ", ".join(change.path.name for change in changes)
    return bool(
        typer.confirm(f"Add our files to the ignore lists ({names})?", err=True)
    )


def _handle_ignores(changes: tuple[IgnoreChange, ...], *, write: bool) -> None:
    """Write the ignore lists, or say what belongs into them."""
    from newsletter.store.files import write_file

    for change in changes:
        if write:
            write_file(change.path, change.text.encode())
            print(change.path)
        else:
            print_note(
                f"keep out of the site, in {change.path}: {', '.join(change.lines)}"
            )
    if changes and not write:
        print_note(
            "(newsletter init --write-ignore does it in a new publication)"
        )


def _show_engine(name: str, folder: Path) -> None:
    """Say which engine translates, and what the one without a key promises."""
    print_note(f"engine: {name} (newsletter engines {folder} lists all)")
    if name == DEFAULT_ENGINE:
        print_note(
            "google needs no key: it reads the public page of Google Translate, "
            "which may refuse at any time"
        )


def _show_next(folder: Path, site: SiteFacts | None) -> None:
    """Say what to look through and which command comes next."""
    settings = folder / "newsletter.toml"
    if site and site.url:
        print_note(f"next: look through {settings}")
    else:
        print_note(f"next: set title and url in {settings}")
    print_note(
        f"then: newsletter run {folder} --dry-run, and without --dry-run to publish"
    )

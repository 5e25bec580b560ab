"""Look whether what the settings name is there, before any work and also for a dry run.

A name that is wrong is found at once, and not after an hour of translating: engines, profiles, the
folder of the posts, and the files that a person has named on purpose. A file that stands at its
default place may be missing: nobody asked for it.
"""

from __future__ import annotations

from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from newsletter.config import (
    CONFIG_NAME,
    BrandSettings,
    PostsSettings,
    Settings,
    TranslateSettings,
)
from newsletter.errors import ConfigError, TemplateError, quote
from newsletter.render.mail.profiles import get_profile
from newsletter.render.templates import Templates
from newsletter.translate.engines.registry import require_known_engines


def check_setup(folder: Path, settings: Settings, templates: Templates) -> None:
    """Raise for the first name of the settings that leads nowhere.

    Args:
        folder: The publication.
        settings: Its settings.
        templates: Its templates, which hold the profiles of campaign tools.

    Raises:
        ConfigError: An unknown engine or profile; a folder or file that is not there.
    """
    require_known_engines(settings.translate)
    for name in settings.email.profiles:
        with suppress(TemplateError):  # the file is broken: its mails say so
            get_profile(name, templates)
    _check_folder(
        folder,
        settings.posts.folder,
        "posts.folder",
        "the folder of your posts",
    )
    if settings.posts.assets != PostsSettings().assets:
        _check_folder(
            folder,
            settings.posts.assets,
            "posts.assets",
            "the folder of your site",
        )
    if settings.translate.glossary != TranslateSettings().glossary:
        _check_file(folder, settings.translate.glossary, "translate.glossary")
    logo = settings.brand.logo
    if logo != BrandSettings().logo and not logo.startswith(
        ("http:", "https:", "//", "data:")
    ):
        _check_file(
            folder / settings.posts.assets, logo.lstrip("/"), "brand.logo"
        )


def _check_folder(folder: Path, name: str, key: str, what: str) -> None:
    """Raise where a folder that the settings name is missing; the nearest name is told."""
    place = folder / name
    if not place.is_dir():
        fix = f"name {what}, seen from newsletter.toml"
        raise _missing("folder", place, name, key, fix)


def _check_file(folder: Path, name: str, key: str) -> None:
    """Raise where a file that the settings name is missing; the nearest name is told."""
    place = folder / name
    if not place.is_file():
        fix = "correct the name, or take the key out"
        raise _missing("file", place, name, key, fix)


def _missing(
    kind: str, place: Path, name: str, key: str, fix: str
) -> ConfigError:
    """The error of a place that is not there, or is another kind of thing."""
    why = f"{place} does not exist"
    if place.exists():
        why = f"{place} is a {'folder' if place.is_dir() else 'file'}"
    near = _find_near(place)
    if near:
        fix = f'did you mean "{near}"?'
    return ConfigError(
        f"there is no {kind} {quote(name)}",
        at=f"{CONFIG_NAME}, {key}",
        why=why,
        fix=fix,
    )


def _find_near(place: Path) -> str:
    """Return the name beside a missing one that is most like it; "" when none is."""
    parent = place.parent
    if place.exists() or not parent.is_dir():
        return ""
    names = [
        path.name for path in parent.iterdir() if not path.name.startswith(".")
    ]
    near = get_close_matches(place.name, names, n=1, cutoff=0.6)
    return near[0] if near else ""

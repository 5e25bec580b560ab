"""Read a newsletter.toml: bytes, then TOML, then names and kinds, then sense."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from newsletter.config.rules import find_faults
from newsletter.config.sections import Settings
from newsletter.config.shape import check_shape
from newsletter.errors import ConfigError, quote
from newsletter.regular_files import read_text_file

CONFIG_NAME = "newsletter.toml"


def read_settings(place: Path) -> Settings:
    """Read the settings of a publication.

    Args:
        place: The folder of the publication, or its newsletter.toml.

    Raises:
        ConfigError: The file is missing, unreadable or wrong. The message names file, key and the
            nearest valid value.
    """
    folder = find_folder(place)
    path = folder / CONFIG_NAME
    try:
        text = read_text_file(path)
    except (FileNotFoundError, NotADirectoryError):
        raise ConfigError(
            f"no publication in {quote(folder)}",
            at=str(path),
            why="there is no newsletter.toml",
            fix="name the folder of a publication, or make one: newsletter init FOLDER",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "cannot read the settings",
            at=str(path),
            why=_describe(error),
            fix="save the file as UTF-8 text that you may read",
        ) from None
    return parse_settings(text, str(path))


def find_folder(place: Path) -> Path:
    """Return the folder of a publication; a path to its newsletter.toml means the same."""
    if place.name == CONFIG_NAME and not place.is_dir():
        return place.parent
    return place


def parse_settings(text: str, path: str = CONFIG_NAME) -> Settings:
    """Turn the text of a newsletter.toml into `Settings`; `path` is named in errors.

    Raises:
        ConfigError: Not TOML, an unknown key, a value of the wrong kind or out of range.
    """
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(
            "cannot read the settings",
            at=path,
            why=f"not TOML: {error}",
            fix="correct that line; text stands in quotes, and each key stands once",
        ) from None
    check_shape(values, path)
    settings = msgspec.convert(values, Settings)
    for fault in find_faults(settings):
        raise ConfigError(
            "wrong value in the settings",
            at=f"{path}, {fault.key}",
            why=fault.why,
            fix=fault.fix,
        )
    return settings


def _describe(error: OSError | UnicodeDecodeError) -> str:
    """Say in a few words why a file could not be read."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return "it is not UTF-8"

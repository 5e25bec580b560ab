"""Refuse keys that nobody knows and values of the wrong kind, in the words of the file's author.

A parser's own messages name its types ("Expected `array`, got `str`") and leave out what is
allowed. Here every message says what was written, what may stand there, and what comes nearest.
The rules are read from the declared sections, so that a new key needs no line here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from newsletter.config.sections import Settings
from newsletter.errors import ConfigError, quote, suggest

_NUMBERS = (int, float)
NEAR = 0.5  # likeness from which a name is offered: "emial" → "email", nothing for "xyz"

# Kind → how a person would call it, and an example that may be copied.
_PLAIN_KINDS: dict[object, tuple[str, str]] = {
    str: ("text in quotes", '"…"'),
    int: ("a whole number", "20"),
    float: ("a number", "2.5"),
    bool: ("true or false", "true"),
}


def check_shape(values: Mapping[str, object], path: str) -> None:
    """Raise for the first key or value that the sections do not allow.

    Args:
        values: The parsed newsletter.toml.
        path: The file, as it is named in errors.

    Raises:
        ConfigError: An unknown key, a missing one, or a value of the wrong kind.
    """
    _check_table(values, Settings, path, ())


def _check_table(
    table: Mapping[str, object],
    section: type[msgspec.Struct],
    path: str,
    keys: tuple[str, ...],
) -> None:
    """Check the names, then the values, then what is missing in one table."""
    fields = {
        field.encode_name: field for field in msgspec.structs.fields(section)
    }
    for name in table:
        if name not in fields:
            raise _unknown_key(name, fields, path, keys)
    for name, value in table.items():
        _check_value(value, fields[name].type, path, (*keys, name))
    for name, field in fields.items():
        if field.required and name not in table:
            raise _missing_key(name, field.type, path, keys)


def _check_value(
    value: object, kind: Any, path: str, keys: tuple[str, ...]
) -> None:
    """Check one value against the kind that its section declares."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        _check_table(_require_table(value, path, keys), kind, path, keys)
        return
    check = _CHECKS.get(get_origin(kind))
    if check is not None:
        check(value, get_args(kind), path, keys)
        return
    table = _find_table(kind) if isinstance(value, dict) else None
    if table is not None:
        _check_value(value, table, path, keys)
    elif not _is_of_kind(value, kind):
        raise _wrong_kind(value, kind, path, keys)


def _check_entries(
    value: object, kinds: tuple[Any, ...], path: str, keys: tuple[str, ...]
) -> None:
    """Check each entry of a table with names of the user's own."""
    for name, entry in _require_table(value, path, keys).items():
        _check_value(entry, kinds[1], path, (*keys, name))


def _check_members(
    value: object, kinds: tuple[Any, ...], path: str, keys: tuple[str, ...]
) -> None:
    """Check each member of a list."""
    for member in _require_list(value, kinds[0], path, keys):
        _check_value(member, kinds[0], path, keys)


def _find_table(kind: Any) -> Any:
    """Return the table that a key may hold instead of a plain value; None when it may not."""
    return next(
        (choice for choice in get_args(kind) if get_origin(choice) is dict),
        None,
    )


def _require_table(
    value: object, path: str, keys: tuple[str, ...]
) -> dict[str, object]:
    """A value that must be a table."""
    if isinstance(value, dict):
        return value
    raise ConfigError(
        "wrong value in the settings",
        at=f"{path}, {'.'.join(keys)}",
        why=f"it is {_show(value)}; it must be a table",
        fix=f"write [{'.'.join(keys)}] on a line of its own, and its keys below it",
    )


def _require_list(
    value: object, inner: object, path: str, keys: tuple[str, ...]
) -> list[object]:
    """A value that must be a list of one kind of values."""
    if isinstance(value, list):
        return value
    _, example = _PLAIN_KINDS[inner]
    if _is_of_kind(value, inner):
        example = f'"{value}"' if isinstance(value, str) else str(value)
    raise ConfigError(
        "wrong value in the settings",
        at=f"{path}, {'.'.join(keys)}",
        why=f"it is {_show(value)}; it must be a list",
        fix=f"write a list: {keys[-1]} = [{example}]",
    )


def _check_choice(
    value: object, allowed: tuple[str, ...], path: str, keys: tuple[str, ...]
) -> None:
    """Refuse a value that is none of those allowed."""
    if value in allowed:
        return
    names = ", ".join(f'"{choice}"' for choice in allowed if choice)
    raise ConfigError(
        "wrong value in the settings",
        at=f"{path}, {'.'.join(keys)}",
        why=f"it is {_show(value)}; it may be {names}",
        fix=_suggest(
            str(value),
            [choice for choice in allowed if choice],
            "choose one of them",
        ),
    )


# What a section declares → how its values are checked.
_CHECKS = {
    dict: _check_entries,
    tuple: _check_members,
    Literal: _check_choice,
}


def _suggest(written: str, known: Iterable[str], otherwise: str) -> str:
    """The nearest name of the settings, which all are in small letters."""
    return suggest(written.lower(), known, otherwise, cutoff=NEAR)


def _is_of_kind(value: object, kind: Any) -> bool:
    """True when TOML's value is of a plain kind; true is no number, a whole number is one."""
    if get_origin(kind) in (Union, UnionType):
        return any(map(partial(_is_of_kind, value), get_args(kind)))
    if isinstance(value, bool):
        return kind is bool
    plain = get_origin(kind) or kind
    return isinstance(value, _NUMBERS if plain is float else plain)


def _wrong_kind(
    value: object, kind: Any, path: str, keys: tuple[str, ...]
) -> ConfigError:
    """The error of a value of the wrong kind, with one that would be right."""
    plain = next(
        choice for choice in (kind, *get_args(kind)) if choice in _PLAIN_KINDS
    )
    name, example = _PLAIN_KINDS[plain]
    if isinstance(value, str) and plain in (int, float, bool):
        fix = f"write it without quotes: {keys[-1]} = {example}"
    else:
        fix = f"e.g. {keys[-1]} = {example}"
    return ConfigError(
        "wrong value in the settings",
        at=f"{path}, {'.'.join(keys)}",
        why=f"it is {_show(value)}; it must be {name}",
        fix=fix,
    )


def _unknown_key(
    name: str, known: Iterable[str], path: str, keys: tuple[str, ...]
) -> ConfigError:
    """The error of a key that nobody knows, with the nearest one that somebody does."""
    names = list(known)
    listed = ", ".join(names)
    where = (
        f"[{'.'.join(keys)}] knows: {listed}"
        if keys
        else f"the tables are: {listed}"
    )
    return ConfigError(
        f"unknown key {quote(name)} in the settings",
        at=f"{path}, {'.'.join((*keys, name))}",
        why=where,
        fix=_suggest(name, names, "take the key out"),
    )


def _missing_key(
    name: str, kind: Any, path: str, keys: tuple[str, ...]
) -> ConfigError:
    """The error of a key without which nothing can run."""
    if keys:
        _, example = _PLAIN_KINDS[kind]
        fix = f"write {name} = {example} below [{'.'.join(keys)}]"
    else:
        fix = f"write a table [{name}] with title, url and language"
    return ConfigError(
        f"{quote(name)} is missing in the settings",
        at=f"{path}, {'.'.join((*keys, name))}",
        why="it has no default",
        fix=fix,
    )


def _show(value: object) -> str:
    """Show a value of TOML as it was written, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return quote(value).strip('"')

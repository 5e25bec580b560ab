"""Say what is wrong with a command line in the shape of all our errors.

The parser's own messages name its types and classes ("Input should be a valid integer, unable to
parse string as an integer"). Here they say what was given, to which option, and what to type.
"""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches

import typer

from newsletter.errors import ConfigError

_INVALID = re.compile(r"Invalid value for (?P<name>'[^:]*): (?P<why>.*)", re.S)
_NO_OPTION = re.compile(r"No such option:? '?(?P<option>-[^\s']*)")
_NO_COMMAND = re.compile(r"No such command '(?P<command>[^']*)'")
_EXTRA = re.compile(
    r"Got unexpected extra arguments?(?:\(s\))? \((?P<extra>.*)\)"
)
_MISSING = re.compile(
    r"Missing (?P<kind>argument|option|parameter) (?P<name>'[^.]*)\.?"
)
_NO_VALUE = re.compile(r"Option '(?P<option>[^']*)' requires an argument")

# What the parser says of a value → what a person would say.
_REASONS = (
    (r"valid integer", "it must be a whole number"),
    (r"valid number", "it must be a number"),
    (r"valid boolean", "it must be true or false"),
    (r"greater than or equal to (\S+)", r"it must be at least \1"),
    (r"less than or equal to (\S+)", r"it must be at most \1"),
)


def explain_usage(error: typer.TyperException) -> ConfigError | str:
    """Return the error in our words; the help itself when a command was called with nothing."""
    context = getattr(error, "ctx", None)
    place = context.command_path if context else _find_place()
    message = error.format_message()
    if message.startswith("Usage:"):
        return message
    what, why, fix = _explain(message, context)
    return ConfigError(
        what,
        at=place,
        why=why,
        fix=fix or f"{place} --help shows what it takes",
    )


def _find_place() -> str:
    """Return the command that was typed, when the parser does not say."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    return " ".join(("newsletter", *words[:1]))


def _explain(
    message: str, context: typer.Context | None
) -> tuple[str, str, str]:
    """Return what, why and fix of one message of the parser."""
    if found := _NO_OPTION.match(message):
        option = found["option"]
        known = _options(context)
        return f"there is no option {option}", "", _suggest(option, known)
    if found := _NO_COMMAND.match(message):
        name = found["command"]
        known = _find_commands(context)
        fix = _suggest(name, known) or f"the commands are: {', '.join(known)}"
        return f'there is no command "{name}"', "", fix
    if found := _EXTRA.match(message):
        return (
            f"cannot use {found['extra']}",
            "the command takes no more arguments",
            "",
        )
    if found := _MISSING.match(message):
        name = found["name"].strip("'")
        return (
            f"{name} is missing",
            f"the command needs this {found['kind']}",
            "",
        )
    if found := _NO_VALUE.match(message):
        return (
            f"{found['option']} needs a value",
            "nothing stands behind it",
            "",
        )
    if found := _INVALID.match(message):
        names = found["name"].replace("'", "")
        return f"wrong value for {names}", _reword(found["why"]), ""
    return message.rstrip("."), "", ""


def _find_commands(context: typer.Context | None) -> list[str]:
    """Return the names of the commands of a group that its help shows."""
    if context is None:
        return []
    commands = getattr(context.command, "commands", {})
    return [name for name, command in commands.items() if not command.hidden]


def _options(context: typer.Context | None) -> list[str]:
    """Return the names of all options of a command."""
    if context is None:
        return []
    names: list[str] = []
    for parameter in context.command.get_params(context):
        names += (name for name in parameter.opts if name.startswith("-"))
    return names


def _suggest(written: str, known: list[str]) -> str:
    near = get_close_matches(written, known, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else ""


def _reword(why: str) -> str:
    """A complaint of the parser of options in our words."""
    for pattern, words in _REASONS:
        if found := re.search(pattern, why):
            return found.expand(words)
    return why.strip().rstrip(".")

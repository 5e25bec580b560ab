"""Make documents from the code, so that they cannot drift from it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from newsletter.config import EngineOptions, LanguageSettings, PluginToolSettings, Settings
from newsletter.translate.engines.registry import KEYS

HEAD = """# Settings

All tables and keys of `newsletter.toml`, made from the code. Every key has a default but title, url
and language. Keys of engines and passwords never stand in it: they come from the environment.
"""

KINDS: dict[object, str] = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
}


class SectionOf(NamedTuple):
    """A table of newsletter.toml: its name there, and the class that declares it."""

    name: str
    kind: type[msgspec.Struct]


def find_sections() -> Iterator[SectionOf]:
    """Yield every table, in the order of the file."""
    for field in msgspec.structs.fields(Settings):
        if field.name == "languages":
            yield SectionOf("languages.xx", LanguageSettings)
            continue
        yield SectionOf(field.name, field.type)
        if field.name == "translate":
            yield SectionOf("translate.options.NAME", EngineOptions)
        if field.name == "campaign":
            for tool in msgspec.structs.fields(field.type):
                is_own = tool.encode_name != "plugins"
                kind = tool.type if is_own else PluginToolSettings
                name = tool.encode_name if is_own else "plugins.NAME"
                yield SectionOf(f"campaign.{name}", kind)


def explain_keys(section: type[msgspec.Struct]) -> dict[str, str]:
    """Return what the docstring of a section says of each key."""
    text = inspect.getdoc(section) or ""
    _, _, attributes = text.partition("Attributes:\n")
    found: dict[str, str] = {}
    for match in re.finditer(r"^    (\w[\w, ]*): (.*(?:\n      .*)*)", attributes, re.MULTILINE):
        words = " ".join(match[2].split())
        found |= dict.fromkeys(re.split(r", ", match[1]), words)
    return found


def render_settings() -> str:
    """Return the reference of the settings as Markdown."""
    parts = [HEAD]
    parts += [render_section(section) for section in find_sections()]
    parts.append(render_environment())
    return "\n".join(parts)


def render_section(section: SectionOf) -> str:
    """Return one table: what it is for, and a row for each key."""
    about = (inspect.getdoc(section.kind) or "").split("\n\nAttributes")[0]
    about = " ".join(about.partition(": ")[2].split())
    lines = [f"## [{section.name}]", "", about[:1].upper() + about[1:], ""]
    words = explain_keys(section.kind)
    lines += ["| key | kind | default | meaning |", "|---|---|---|---|"]
    for field in msgspec.structs.fields(section.kind):
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            continue
        cells = (f"`{field.name}`", name_kind(field.type), show_default(field), words[field.name])
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    if len(lines) == 6:
        lines = lines[:3]
    return "\n".join([*lines, ""])


def name_kind(kind: Any) -> str:
    """Return what a value may be, in words."""
    origin = get_origin(kind)
    if origin is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(kind) if choice)
    if origin is tuple:
        return f"list of {name_kind(get_args(kind)[0])}s".replace("texts", "texts")
    if origin is dict:
        return f"table: {name_kind(get_args(kind)[1])} by name"
    if origin in (Union, UnionType):
        return " or ".join(name_kind(part) for part in get_args(kind) if part is not type(None))
    return KINDS.get(kind, "a table for each name")


def show_default(field: msgspec.structs.FieldInfo) -> str:
    """Return the default as it is written in the file; none for what must be named."""
    if field.required:
        return "(must be set)"
    value = field.default
    if value is msgspec.NODEFAULT:
        value = field.default_factory() if callable(field.default_factory) else ""
    if value is None or value in ("", (), {}):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return f"`[{', '.join(repr_text(entry) for entry in value)}]`"
    return f"`{repr_text(value)}`"


def repr_text(value: object) -> str:
    """Return a plain value of TOML."""
    return f'"{value}"' if isinstance(value, str) else str(value)


def render_environment() -> str:
    """Return the table of keys that come from the environment."""
    from newsletter.campaign.tools import TOOLS

    lines = ["## Keys, from the environment", "", "| engine or tool | variables |", "|---|---|"]
    for name, key in KEYS.items():
        lines.append(f"| engine `{name}` | {f'`{key}`' if key else 'none needed'} |")
    for name, tool in TOOLS.items():
        keys = ", ".join(f"`{key}`" for key in tool.keys)
        lines.append(f"| campaign tool `{name}` | {keys} |")
    lines.append(
        "| `newsletter send-test` | `NEWSLETTER_SMTP_HOST`, `NEWSLETTER_SMTP_PORT`, "
        "`NEWSLETTER_SMTP_USER`, `NEWSLETTER_SMTP_PASSWORD`, `NEWSLETTER_SMTP_SECURITY` |"
    )
    return "\n".join([*lines, ""])

"""Write the newsletter.toml of a new publication: every setting, what is known filled in.

The scaffold that is shipped names every key with its default in a comment. What is known of the
site, or was answered, replaces the line of its key, with the reason behind it. The result is read
back before it is written: what we write is what we accept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, get_args, get_type_hints

from newsletter.config import CopiesSettings, parse_settings
from newsletter.setup.generators import SiteFacts

COMMENT_COLUMN = 35


class KnownValue(NamedTuple):
    """A value for a key of newsletter.toml, and why it is this one."""

    section: str
    key: str
    value: str | bool | tuple[str, ...]
    reason: str


def choose(
    site: SiteFacts | None, language: str, engine: str
) -> list[KnownValue]:
    """Return what newsletter.toml should say beyond its defaults.

    Args:
        site: The site the publication stands beside; None for one of its own.
        language: The language of the posts.
        engine: The engine to ask; "" leaves the default.
    """
    choices = [
        KnownValue(
            "publication", "language", language, "the language of your posts"
        )
    ]
    if engine:
        choices.append(
            KnownValue("translate", "engines", (engine,), "asked in this order")
        )
    if site:
        choices += _choose_for(site)
    else:
        choices.append(
            KnownValue(
                "posts", "folder", "posts", "where your Markdown files lie"
            )
        )
    return choices


def _choose_for(site: SiteFacts) -> Iterable[KnownValue]:
    """Yield what the site says, with the file that says it."""
    reason = f"from {site.config}"
    for key in ("title", "url", "description", "author", "timezone"):
        value = getattr(site, key)
        if value:
            yield KnownValue("publication", key, value, reason)
    if site.posts:
        yield KnownValue(
            "posts", "folder", site.posts, f"{site.n_posts} posts found there"
        )
    if site.permalink and not site.unknown:
        generator = site.generator.title()
        reason = f"as {generator} makes them; translations have their language in front"
        yield KnownValue("posts", "permalink", site.permalink, reason)
        yield KnownValue(
            "posts",
            "pages",
            "translations",
            f"{generator} makes the others",
        )
    if site.assets != ".":
        yield KnownValue(
            "posts", "assets", site.assets, "what your site serves as it is"
        )
    if site.line_breaks:
        yield KnownValue(
            "posts", "line_breaks", site.line_breaks, "as your pages show them"
        )
    if site.generator in get_args(get_type_hints(CopiesSettings)["preset"]):
        yield KnownValue(
            "copies", "preset", site.generator, "your site generator"
        )


def fill_scaffold(
    scaffold: str, choices: Iterable[KnownValue], targets: tuple[str, ...]
) -> str:
    """Return the text of newsletter.toml: the scaffold with the choices in place.

    Raises:
        ConfigError: The result would not be accepted: a fault of ours, or a value of the site that
            cannot be used.
    """
    choices = list(choices)
    text = _name_targets(scaffold, targets, choices)
    for choice in choices:
        text = _fill(text, choice)
    parse_settings(text)
    return text


def _name_targets(
    text: str, targets: tuple[str, ...], choices: Sequence[KnownValue]
) -> str:
    """Write a table for each language to translate into, in place of the example.

    What a language does not say is that of the publication: its comments show it.
    """
    start = text.index("[languages.")
    end = text.index("\n[", start) + 1
    example = text[start:end]
    for choice in choices:
        if choice.section == "publication":
            default = re.compile(rf'^# {choice.key} = "[^"]*"', re.MULTILINE)
            line = f"# {choice.key} = {_write_value(choice.value)}"
            found = default.search(example)
            shown = found.group() if found else line
            example = example.replace(shown, line)
    tables = [
        re.sub(r"^\[languages\.[^]]*\]", f"[languages.{tag}]", example)
        for tag in targets
    ]
    return text[:start] + "".join(tables) + text[end:]


def _fill(text: str, choice: KnownValue) -> str:
    """Replace the line of a key, be it set or a comment, in its section."""
    start = text.index(f"\n[{choice.section}]") + 1
    next_table = re.compile(r"^\[", re.MULTILINE).search(text, start + 1)
    end = next_table.start() if next_table else len(text)
    line = f"{choice.key} = {_write_value(choice.value)}"
    line = f"{line:<{COMMENT_COLUMN - 1}} # {choice.reason}"
    pattern = re.compile(rf"^(?:# )?{choice.key} = .*$", re.MULTILINE)
    section = pattern.sub(lambda _: line, text[start:end], count=1)
    return text[:start] + section + text[end:]


def _write_value(value: str | bool | tuple[str, ...]) -> str:
    """Return a value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_write_value, value))}]"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

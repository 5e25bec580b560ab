"""Keep the workshop out of the site: what the generator and git must pass over.

A generator that copies every file it finds would publish settings, glossary and catalogues. Each
change is a few lines added to a file of the site; nothing that stands there is changed, and the
file is read again before it is written.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

STATE = ".newsletter/"
OUTPUT = "_newsletter/"
FILES = ("newsletter.toml", "glossary.csv", "translations", "decisions")


class IgnoreChange(NamedTuple):
    """A file of the site as it should be, and the lines that are new in it."""

    path: Path
    lines: tuple[str, ...]
    text: str


def plan_ignores(folder: Path, generator: str) -> tuple[IgnoreChange, ...]:
    """Return the changes that keep our files out of the site; empty when all is said already."""
    changes = [_plan_gitignore(folder)]
    if generator == "jekyll":
        changes.append(_plan_jekyll(folder))
    elif generator == "eleventy":
        changes.append(
            _plan_list(folder / ".eleventyignore", (OUTPUT, "translations/"))
        )
    elif generator == "obsidian":
        changes.append(_plan_obsidian(folder))
    return tuple(change for change in changes if change and change.lines)


def _plan_gitignore(folder: Path) -> IgnoreChange | None:
    """State and outputs are made again by a run; they do not belong into git."""
    path = folder / ".gitignore"
    if not path.is_file() and not (folder / ".git").exists():
        return None
    return _plan_list(path, (f"/{STATE}", f"/{OUTPUT}"))


def _plan_list(path: Path, wanted: tuple[str, ...]) -> IgnoreChange:
    """Add lines to a file that lists one pattern a line."""
    text = _read_text(path)
    known = {line.strip().strip("/") for line in text.splitlines()}
    missing = tuple(line for line in wanted if line.strip("/") not in known)
    added = "\n".join((*missing, ""))
    return IgnoreChange(path, missing, _end_line(text) + added.lstrip("\n"))


def _read_text(path: Path) -> str:
    """Return the text of a file; "" where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _end_line(text: str) -> str:
    """Return the text with the end of its last line."""
    return re.sub(r"(?<=[^\n])\Z", "\n", text)


def _plan_jekyll(folder: Path) -> IgnoreChange | None:
    """Add our files to `exclude` of _config.yml; Jekyll passes over names that begin with `_`."""
    paths = [*folder.glob("_config.yml"), *folder.glob("_config.yaml")]
    if not paths:
        return None
    path = paths[0]
    text = _read_text(path)
    before = yaml.load(text, Loader=yaml.BaseLoader) or {}
    known = before.get("exclude") or []
    if isinstance(known, str):
        known = [known]
    missing = tuple(
        name for name in FILES if name not in known and f"{name}/" not in known
    )
    if not missing:
        return None
    changed = _add_to_list(text, "exclude", missing)
    after = yaml.load(changed, Loader=yaml.BaseLoader)
    if after != {**before, "exclude": [*known, *missing]}:
        return None  # a form of YAML that we do not write: the lines are shown, not written
    return IgnoreChange(path, missing, changed)


def _add_to_list(text: str, key: str, entries: tuple[str, ...]) -> str:
    """Return YAML with entries added to the end of a list at the top, which may be missing."""
    flow = re.search(rf"^{key}:[ \t]*\[(?P<inner>[^\]]*)\]", text, re.MULTILINE)
    if flow:
        inner = flow["inner"].strip().rstrip(",")
        listed = ", ".join([inner, *entries] if inner else entries)
        return f"{text[: flow.start()]}{key}: [{listed}]{text[flow.end() :]}"
    block = re.search(
        rf"^{key}:[ \t]*(?:#.*)?\n(?P<items>(?:[ \t]*#.*\n|\s*\n|[ \t]*- .*\n?)*)",
        text,
        re.MULTILINE,
    )
    if block:
        items = block["items"].rstrip("\n \t")
        indent = re.search(r"^([ \t]*)- ", items, re.MULTILINE)
        space = indent[1] if indent else "  "
        end = block.start("items") + len(items)
        added = "".join(f"\n{space}- {entry}" for entry in entries)
        if not items:
            added = added.removeprefix("\n") + "\n"
        return text[:end] + added + text[end:]
    return (
        _end_line(text)
        + f"\n{key}:\n"
        + "".join(f"  - {entry}\n" for entry in entries)
    )


def _plan_obsidian(folder: Path) -> IgnoreChange | None:
    """Add our folders to the excluded files of the vault."""
    path = folder / ".obsidian" / "app.json"
    values: dict[str, Any] = {}
    if path.is_file():
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, RecursionError):
            return None
    known = values.get("userIgnoreFilters") or []
    missing = tuple(
        name for name in (OUTPUT, "translations/") if name not in known
    )
    changed = {**values, "userIgnoreFilters": [*known, *missing]}
    return IgnoreChange(
        path, missing, json.dumps(changed, ensure_ascii=False, indent=2) + "\n"
    )

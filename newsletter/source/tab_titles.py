"""Find the titles of tabs that stand in the tag around them.

    <Tabs items={["npm", "pnpm"]}><Tab>…</Tab><Tab>…</Tab></Tabs>      Nextra, Fumadocs
    <PackageTabs><Fragment slot="npm">…</Fragment></PackageTabs>       Astro

Another slot (`slot="title"`) is a place in a layout: its name is for nobody to read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from newsletter.source.nonprose_kinds import Nonprose, NonproseKind
from newsletter.source.tag_patterns import COMPONENT

_ITEMS = re.compile(r"\bitems=\{\s*\[(?P<items>[^\[\]]*)\]\s*\}")
_ITEM = re.compile(r"\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'")
_SLOT = re.compile(r"\bslot=(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)')")
_TABS = frozenset({"tab", "tabitem", "tabs.tab", "tabs.item"})


@dataclass(slots=True)
class _Group:
    """A component that is open: its name, the titles it has, and how many are given away."""

    name: str
    titles: tuple[str, ...]
    n_given: int = 0


def find_tab_titles(text: str, parts: Iterable[Nonprose]) -> dict[int, str]:
    """Return the titles of tabs that their group names, by the place of their tag.

    Args:
        text: Markdown with LF line ends.
        parts: What is no prose in it, in order.
    """
    titles: dict[int, str] = {}
    groups: list[_Group] = []
    n_open: Counter[str] = Counter()
    for part in parts:
        if part.kind is not NonproseKind.COMPONENT:
            continue
        tag = COMPONENT.fullmatch(part.of(text))
        if tag is None or tag["void"]:
            continue
        if tag["end"]:
            _close(groups, n_open, tag["name"])
            continue
        title = _take_title(groups[-1], tag) if groups else ""
        if title:
            titles[part.start] = title
        groups.append(_Group(tag["name"], _read_items(tag["rest"])))
        n_open[tag["name"]] += 1
    return titles


def _close(groups: list[_Group], n_open: Counter[str], name: str) -> None:
    """Take the last open component of a name off, with those that stand in it.

    A name of which none is open closes nothing, and is not looked for among those that are.
    """
    is_open = n_open[name] > 0
    while is_open:
        group = groups.pop()
        n_open[group.name] -= 1
        is_open = group.name != name


def _take_title(group: _Group, tag: re.Match[str]) -> str:
    """The title that a group has for the tag of one of its tabs; "" for none."""
    name = tag["name"].lower()
    slot = _SLOT.search(tag["rest"])
    if slot and name == "fragment" and group.name.lower().endswith("tabs"):
        return _quoted(slot)
    if name not in _TABS or group.n_given >= len(group.titles):
        return ""
    group.n_given += 1
    return group.titles[group.n_given - 1]


def _read_items(values: str) -> tuple[str, ...]:
    """The titles of a group, as its tag lists them."""
    found = _ITEMS.search(values)
    if found is None:
        return ()
    return tuple(_quoted(item) for item in _ITEM.finditer(found["items"]))


def _quoted(found: re.Match[str]) -> str:
    """What stands between quotation marks of either kind."""
    return (found["double"] or found["single"] or "").strip()

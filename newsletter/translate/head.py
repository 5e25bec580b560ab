"""Translate the values of front matter where they stand: everything else stays byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import yaml

from newsletter.model import Unit, UnitKind
from newsletter.source.front_matter import as_texts
from newsletter.translate.plain_text import (
    FIELD_KINDS,
    LIST_KINDS,
    PlainText,
    parse_plain,
    plain_units,
)
from newsletter.translate.replacements import Edit, splice

_KINDS = {"title": UnitKind.TITLE, **FIELD_KINDS}


@dataclass(frozen=True, slots=True)
class Value:
    """One text of the front matter and its characters; several texts when it is `a, b`."""

    first: int
    last: int
    texts: tuple[PlainText, ...]
    block: bool  # written as a `|` or `>` block, line end included


@dataclass(frozen=True, slots=True)
class Head:
    """Front matter, both fences included, and its values that are text."""

    text: str
    values: tuple[Value, ...]

    def units(self, language: str) -> tuple[Unit, ...]:
        """Return the units in file order, repeats included."""
        units: list[Unit] = []
        texts = chain.from_iterable(value.texts for value in self.values)
        for number, text in enumerate(texts):
            units.extend(plain_units(text, language, number))
        return tuple(units)

    def render(self, targets: Mapping[str, str], language: str) -> str:
        """Return the front matter with its texts replaced.

        A value that says the same stays as it is written.
        """
        edits = []
        for value in self.values:
            sources = list(chain.from_iterable(text.sources for text in value.texts))
            if all(targets.get(source, source) == source for source in sources):
                continue
            written = json.dumps(
                ", ".join(text.render(targets, language) for text in value.texts),
                ensure_ascii=False,
            )
            edits.append(Edit(value.first, value.last, written + ("\n" if value.block else "")))
        return splice(self.text, edits)


def parse_head(head: str) -> Head:
    """Find the texts in front matter; what is no YAML mapping of `key: value` has none.

    >>> head = parse_head("---\\ntitle: 見出し\\nlayout: post\\n---\\n")
    >>> [unit.source for unit in head.units("ja")]
    ['見出し']
    """
    first, last = head.find("\n") + 1, max(head.rstrip().rfind("\n") + 1, 0)
    try:
        node = yaml.compose(head[first:last], Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return Head(head, ())
    if not isinstance(node, yaml.MappingNode):
        return Head(head, ())
    values: list[Value] = []
    for key, child in node.value:
        values.extend(_values(key, child, first))
    return Head(head, tuple(values))


def _values(key: yaml.Node, node: yaml.Node, offset: int) -> Iterator[Value]:
    kind = _KINDS.get(str(key.value).lower())
    if kind is None:
        return
    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(item, yaml.ScalarNode) and item.tag == "tag:yaml.org,2002:str":
            listed = kind in LIST_KINDS and item is node
            texts = as_texts(item.value) if listed else (item.value,)
            start, end = offset + item.start_mark.index, offset + item.end_mark.index
            yield Value(
                start,
                end,
                tuple(parse_plain(text, kind) for text in texts),
                item.style in ("|", ">"),
            )

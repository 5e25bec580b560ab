"""Find the entries and texts of front matter in YAML."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from newsletter.source.head_values import (
    HeadEntry,
    HeadText,
    Style,
    inside_fences,
)

# In C where libyaml is built in, as the fields are read (`front_matter`): both know one YAML.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 4  # as deep as people nest fields
_STYLES = {
    "'": Style.SINGLE,
    '"': Style.DOUBLE,
    "|": Style.BLOCK,
    ">": Style.BLOCK,
}


def find_yaml_texts(head: str) -> Iterator[HeadText]:
    """Yield the texts in file order; none where the head cannot be read."""
    node, offset = _compose(head)
    return _yaml_texts(node, (), offset)


def _compose(head: str) -> tuple[yaml.Node | None, int]:
    """The nodes of a YAML head and where they begin; None where it cannot be read."""
    first, last = inside_fences(head)
    try:
        return yaml.compose(head[first:last], Loader=_LOADER), first
    except (yaml.YAMLError, RecursionError, ValueError):
        return None, first


def _yaml_texts(
    node: yaml.Node | None,
    path: tuple[str, ...],
    offset: int,
    depth: int = 0,
) -> Iterator[HeadText]:
    """Yield the texts under a node."""
    if depth > MAX_DEPTH:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _yaml_texts(
                value, (*path, str(key.value)), offset, depth + 1
            )
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _yaml_texts(item, path, offset, depth + 1)
    elif (
        isinstance(node, yaml.ScalarNode)
        and node.tag == "tag:yaml.org,2002:str"
    ):
        yield HeadText(
            path,
            offset + node.start_mark.index,
            offset + node.end_mark.index,
            node.value,
            _STYLES.get(node.style or "", Style.PLAIN),
        )


def find_yaml_entries(head: str) -> Iterator[HeadEntry]:
    """Yield the entries of a block mapping; each ends with its last line."""
    node, offset = _compose(head)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return
    closing = inside_fences(head)[1]
    starts = [offset + key.start_mark.index for key, _ in node.value]
    for (key, value), start, after in zip(
        node.value, starts, (*starts[1:], closing), strict=True
    ):
        first = offset + value.start_mark.index
        last = offset + value.end_mark.index
        written = head[first:last].rstrip()
        last = first + len(written)
        end = head.find("\n", last) + 1 or len(head)
        yield HeadEntry(str(key.value), start, first, last, min(end, after))

"""Split and read front matter in YAML, TOML, JSON or lines of fields; write YAML."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

import yaml

from newsletter.errors import PostError, quote
from newsletter.source.field_names import find_spellings
from newsletter.source.head_texts import find_head_texts, head_format
from newsletter.source.head_values import HeadFormat

_FENCED = re.compile(
    r"(?P<open>---[ \t]*(?:\r\n|\n|\r))(?P<yaml>.*?)"
    r"(?P<close>(?:^|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z))",
    re.S | re.M,
)
_KEY = re.compile(r"^[ \t]*[\w\"'][^\n]*:", re.M)
_TOML = re.compile(
    r"\+\+\+[ \t]*(?:\r\n|\n|\r)(?P<toml>.*?)(?:^|(?<=\r))\+\+\+[ \t]*(?:\r\n|\n|\r|\Z)",
    re.S | re.M,
)
_TOML_LINE = re.compile(r" \(at line (?P<line>\d+), column \d+\)")
_JSON_START = re.compile(r"\{\s*\"[^\"\n]+\"\s*:")
# https://python-markdown.github.io/extensions/meta_data/: lines of `Name: text` up to a blank one.
_META = re.compile(
    r"(?:[A-Za-z][\w-]*:[^\r\n]*\r?\n(?:[ \t]+[^\s][^\r\n]*\r?\n)*){2,}(?:\r?\n|\Z)"
)
# https://getnikola.com/handbook.html: lines of `.. name: text`, most often in a comment.
_NIKOLA_LINE = r"\.\. [A-Za-z][\w-]*:(?!:)[^\r\n]*\r?\n"
_NIKOLA = re.compile(
    rf"\s*<!--[ \t]*\r?\n(?:{_NIKOLA_LINE}|[ \t]*\r?\n)+-->[ \t]*(?:\r?\n|\Z)"
    rf"|(?:{_NIKOLA_LINE}){{2,}}(?:[ \t]*\r?\n|\Z)"
)
_NIKOLA_TITLE = re.compile(r"^\.\. title:[ \t]*\S", re.M)
_META_TITLE = re.compile(r"^title:[ \t]*\S", re.M | re.I)
# Hexo wants no first fence: https://github.com/hexojs/hexo-front-matter.
_UNOPENED = re.compile(
    r"(?P<yaml>[A-Za-z][\w-]*:[^\r\n]*\r?\n(?:(?:[A-Za-z][\w-]*:|[ \t]+\S|- )[^\r\n]*\r?\n)+)"
    r"-{3,}[ \t]*(?:\r?\n|\Z)"
)
# A text may begin with a line `Title: …`; beside it one of these makes it meta data.
_META_FIELDS = re.compile(
    r"^(?:date|slug|tags|category|authors?|modified|summary|status|lang):",
    re.M | re.I,
)
# What the YAML parser says it was at, the same in plain words, what to do, and whether the place is
# where the thing began.
_QUOTE_VALUES = "put quotes around values that hold a colon or a quote"
_YAML_ADVICE = (
    (
        re.compile("found a tab"),
        ("a line is indented by a tab", "indent it by blanks", False),
    ),
    (
        re.compile("scanning a quoted scalar: found unexpected end"),
        ("a quotation mark is not closed", "close it, or take it out", True),
    ),
    (
        re.compile(r"parsing a flow (?:sequence|mapping): did not find"),
        (
            "a bracket is not closed",
            "close it, or put quotes around a text that begins with it",
            True,
        ),
    ),
    (
        re.compile("scanning a simple key: could not find expected ':'"),
        (
            "a line is no `key: value`",
            "write it so, or indent it where the line before goes on",
            True,
        ),
    ),
)
_OPEN_HEAD = re.compile(
    r"(?:---[ \t]*\r?\n[ \t]*(?:title|date|layout|slug|lang|author|tags|categories|draft|published"
    r"|description|permalink)[ \t]*:"
    r"|\+\+\+[ \t]*\r?\n[ \t]*(?:title|date|slug|draft|description)[ \t]*=)",
    re.I,
)
_TAB_INDENT = re.compile(r" *\t\s*\S")
_LIST_MARK = re.compile("[,、]")
_LINE_END = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
_LINE_ENDS = re.compile(r"\r\n?")
# Anchors and aliases let five lines of YAML mean a thousand million values, or a list that holds
# itself.
# Tables whose entries are fields of the post: Hugo, Zola.
FIELD_TABLES = ("params", "extra", "taxonomies")
MAX_VALUES = 20_000
MAX_DEPTH = 40
MAX_NUMBER_BITS = (
    4096  # Python refuses to write numbers of more than 4300 digits
)


# The loader in C where libyaml is built in.
_PLAIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_YAML_VALUES = frozenset(
    {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML without dates: `parse_date` reads a time zone without a colon, YAML refuses it."""


def _without_dates(
    resolvers: list[tuple[str, Any]],
) -> list[tuple[str, Any]]:
    """The resolvers of YAML but that of dates, which `parse_date` reads."""
    return [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag != "tag:yaml.org,2002:timestamp"
    ]


_Loader.yaml_implicit_resolvers = {
    first: _without_dates(resolvers)
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Dumper(yaml.SafeDumper):
    """YAML as a person writes it: text in double quotes, lists of text on one line."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write every value where it stands: `*id001` is no front matter."""
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Words of ASCII that mean nothing else to YAML stand bare, all else in double quotes."""
    is_plain = _PLAIN_WORD.fullmatch(text) and text.lower() not in _YAML_VALUES
    style = None if is_plain else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_list(
    dumper: yaml.SafeDumper, items: list[object] | tuple[object, ...]
) -> yaml.SequenceNode:
    """A list of plain values stands on one line, as people write tags."""
    flat = all(not isinstance(item, list | tuple | dict) for item in items)
    return dumper.represent_sequence(
        "tag:yaml.org,2002:seq", items, flow_style=flat
    )


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(tuple, _represent_list)


def split_front_matter(text: str) -> tuple[str, str]:
    """Split a document into (front matter with both fences, body).

    The front matter is YAML between lines of `---` (Hexo needs no first one), TOML between lines of
    `+++`, a JSON object, or lines of `Name: text` as Pelican has them, or of `.. name: text` as
    Nikola has; it is "" where there is none.
    """
    end = _head_end(text)
    return text[:end], text[end:]


def _head_end(text: str) -> int:
    """Where the front matter ends; 0 where there is none."""
    if text.startswith("{"):
        return _json_end(text)
    if toml := _TOML.match(text):
        inside = toml["toml"]
        is_head = "=" in inside or not inside.strip()
        return toml.end() if is_head else 0
    if fenced := _FENCED.match(text):
        inside = fenced["yaml"]
        if _KEY.search(inside) or not inside.strip():
            return fenced.end()
    return _meta_end(text) or _nikola_end(text) or _unopened_end(text)


def is_head_open(text: str) -> bool:
    """Tell whether a text begins like front matter that is never closed.

    A rule of Markdown may be the first line, too, so the second has to be a field that posts have.

    >>> is_head_open("---\\ntitle: a\\n\\nText.\\n")
    True
    >>> is_head_open("---\\nNote: the end.\\n")
    False
    """
    return bool(_OPEN_HEAD.match(text)) and not _head_end(text)


def count_lines_above_head(text: str) -> int:
    r"""Return how many blank lines stand above front matter, closed or not: none should.

    >>> count_lines_above_head("\n\n---\ntitle: a\n---\n"), count_lines_above_head("\n---\n\nText.")
    (2, 0)
    """
    rest = text.lstrip()
    head = rest[: _head_end(rest)] if rest.startswith("---") else ""
    if not (_OPEN_HEAD.match(rest) or _META_TITLE.search(head)):
        return 0
    return len(text[: len(text) - len(rest)].splitlines())


def _meta_end(text: str) -> int:
    """The end of lines of meta data, the blank one behind them included; 0 when there are none."""
    found = _META.match(text)
    if found is None:
        return 0
    lines = found.group()
    is_head = _META_TITLE.search(lines) and _META_FIELDS.search(lines)
    return found.end() if is_head else 0


def _unopened_end(text: str) -> int:
    """The end of YAML that only a last fence closes; 0 where it is none."""
    found = _UNOPENED.match(text)
    if found is None:
        return 0
    lines = found["yaml"]
    is_head = _META_TITLE.search(lines) and _META_FIELDS.search(lines)
    return found.end() if is_head else 0


def _nikola_end(text: str) -> int:
    """The end of the fields of Nikola, their comment and blank line included; 0 without them."""
    found = _NIKOLA.match(text)
    if found is None or not _NIKOLA_TITLE.search(found.group()):
        return 0
    return found.end()


def _json_end(text: str) -> int:
    """The end of the object that a text begins with, its line end included; 0 when it is none."""
    if not _JSON_START.match(text):
        return 0
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return 0
    line_end = _LINE_END.match(text, end)
    return line_end.end() if line_end else 0


def parse_front_matter(head: str, path: str) -> tuple[tuple[str, object], ...]:
    """Read the fields in file order, each under the name that it is known by: `Title` is `title`.

    Args:
        head: The front matter, fences included; "" has no fields.
        path: Name of the post, for errors.

    Raises:
        PostError: Broken YAML, TOML or JSON (with its line), or no `key: value` lines.

    >>> parse_front_matter("---\\nTitle: A walk\\n---\\n", "walk.md")
    (('title', 'A walk'),)
    """
    fields = read_fields(head, path)
    meant = find_spellings(key for key, _ in fields)
    return tuple((meant[key], value) for key, value in fields)


def read_fields(head: str, path: str) -> tuple[tuple[str, object], ...]:
    """Read the fields in file order, under the names they are written with; keys become text.

    Args:
        head: The front matter, fences included; "" has no fields.
        path: Name of the post, for errors.

    Raises:
        PostError: Broken YAML, TOML or JSON (with its line), or no `key: value` lines.
    """
    if not head:
        return ()
    try:
        values = _load(head)
        _require_bounded(values)
    except yaml.YAMLError as error:
        raise _explain_yaml(error, path, head) from None
    except tomllib.TOMLDecodeError as error:
        raise _explain_toml(error, path) from None
    except (ValueError, RecursionError) as error:
        reason = type(error).__name__
        if isinstance(error, _Unbounded):
            reason = str(error)
        why = f"a value makes no sense ({reason})"
        raise _unreadable(path, 1, why, "mend it") from None
    if values is None:
        return ()
    if not isinstance(values, dict):
        why = "it holds no `key: value` lines"
        raise _unreadable(path, 2, why, "write e.g. title: …")
    return tuple((str(key), _freeze(value)) for key, value in values.items())


def _explain_yaml(error: yaml.YAMLError, path: str, head: str) -> PostError:
    """The error of a head that is no YAML, with its line where the parser names one.

    The parser stops where it can go no further. What was never closed began before: that line is
    told, for there the author has to look.
    """
    begun = getattr(error, "context_mark", None)
    stopped = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or "it is not YAML")
    why, fix, is_earlier = problem, _QUOTE_VALUES, False
    told = f"{getattr(error, 'context', None)}: {problem}"
    if stopped and _is_indented_by_tab(head, stopped.line + 1):
        told = "found a tab"
    for sign, advice in _YAML_ADVICE:
        if sign.search(told):
            why, fix, is_earlier = advice
            break
    mark = begun if is_earlier and begun else stopped
    above = (
        2 if head.startswith("-") else 1
    )  # the first fence, and lines count from 1
    line = mark.line + above if mark else 1
    return _unreadable(path, line, f"broken YAML: {why}", fix)


def _is_indented_by_tab(head: str, number: int) -> bool:
    """Tell whether a tab stands before the first word of a line, counted from 0."""
    lines = _LINE_ENDS.sub("\n", head).split("\n")
    return number < len(lines) and bool(_TAB_INDENT.match(lines[number]))


def _explain_toml(error: tomllib.TOMLDecodeError, path: str) -> PostError:
    """The error of a head that is no TOML; its line stands in the parser's own words."""
    found = _TOML_LINE.search(str(error))
    why = f"broken TOML: {_TOML_LINE.sub('', str(error))}"
    line = int(found["line"]) + 1 if found else 1
    return _unreadable(path, line, why, 'put quotes around text: title = "…"')


def _load(head: str) -> object:
    """Read what stands between the fences with the library for its format."""
    match head_format(head):
        case HeadFormat.JSON:
            return json.loads(head)
        case HeadFormat.META | HeadFormat.NIKOLA:
            lines = _LINE_ENDS.sub("\n", head)
            return {text.path[0]: text.text for text in find_head_texts(lines)}
        case HeadFormat.TOML:
            toml = _TOML.match(head)
            if toml is not None:
                return tomllib.loads(_LINE_ENDS.sub("\n", toml["toml"]))
        case _:
            fenced = _FENCED.match(head) or _UNOPENED.match(head)
            if fenced is not None:
                return yaml.load(fenced["yaml"], Loader=_Loader)
    return None


def _unreadable(path: str, line: int, why: str, fix: str) -> PostError:
    """The error for front matter that cannot be read."""
    return PostError(
        f"cannot read the front matter of {quote(path)}",
        at=f"{path}:{line}",
        why=why,
        fix=fix,
    )


def dump_front_matter(fields: Iterable[tuple[str, object]]) -> str:
    """Write fields as front matter with both fences, in the order given."""
    body = yaml.dump(
        {key: _thaw(value) for key, value in fields},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
        default_flow_style=False,
    )
    return "---\n---\n" if body.strip() == "{}" else f"---\n{body}---\n"


def flatten_fields(
    fields: Iterable[tuple[str, object]],
) -> dict[str, object]:
    """Return the fields with those of Hugo's `params` and Zola's `extra` and `taxonomies`.

    What stands at the top wins over what stands in a table.
    """
    values = dict(fields)
    for name in FIELD_TABLES:
        table = values.get(name)
        if isinstance(table, Mapping):
            values = {
                **{str(key): value for key, value in table.items()},
                **values,
            }
    return values


def find_excerpts(fields: Mapping[str, object]) -> tuple[str, ...]:
    """Return what the author wrote about the post, the excerpt before the description.

    >>> find_excerpts({"description": "About a port.", "excerpt": ""})
    ('About a port.',)
    """
    written = (fields.get("excerpt"), fields.get("description"))
    return tuple(str(value) for value in written if value)


def get_excerpt(fields: Mapping[str, object]) -> str:
    """Return the excerpt of the author, else the description; "" for neither."""
    return next(iter(find_excerpts(fields)), "")


def as_texts(value: object, *, split_words: bool = False) -> tuple[str, ...]:
    """Read a field that may be a list or a string.

    Args:
        value: The field.
        split_words: Whether a string without commas is a list of words, as Jekyll reads
            `categories: a b` and `tags: a b`; else it is one text.
    """
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        names = (as_name(item) for item in value if item is not None)
        return tuple(filter(None, names))
    text = as_name(value)
    if _LIST_MARK.search(text):
        parts = map(str.strip, _LIST_MARK.split(text))
        return tuple(filter(None, parts))
    if split_words:
        return tuple(text.split())
    return (text,) if text else ()


def as_name(value: object) -> str:
    """Return what a field says in one text: of a mapping its name, of an author or a term.

    >>> as_name({"name": "Anna", "email": "a@example.com"})
    'Anna'
    """
    if isinstance(value, Mapping):
        named = (value.get(key) for key in ("name", "title", "label", "id"))
        return str(next((name for name in named if name), "")).strip()
    return str(value).strip()


class _Unbounded(ValueError):
    """Front matter that means more than it says."""


def _require_bounded(values: object) -> None:
    """Raise when a value is too deep, too many or too long to be meant."""
    waiting: list[tuple[object, int]] = [(values, 0)]
    n_values = 0
    while waiting:
        value, depth = waiting.pop()
        n_values += 1
        if n_values > MAX_VALUES or depth > MAX_DEPTH:
            why = f"more than {MAX_VALUES} values, or {MAX_DEPTH} levels"
            raise _Unbounded(why)
        if isinstance(value, int) and value.bit_length() > MAX_NUMBER_BITS:
            raise _Unbounded("a number of thousands of digits")
        waiting.extend((item, depth + 1) for item in _items_of(value))


def _items_of(value: object) -> Iterable[object]:
    """What a value holds: of a mapping its keys, too."""
    if isinstance(value, dict):
        return (*value.keys(), *value.values())
    if isinstance(value, list | tuple | set):
        return value
    return ()


def _freeze(value: object) -> object:
    """Lists become tuples and dates text, so that a value can travel and be compared."""
    if isinstance(value, list):
        return tuple(_freeze(item) for item in value)
    if isinstance(value, dict):
        return {str(key): _freeze(item) for key, item in value.items()}
    if isinstance(value, date | time):  # of TOML: `parse_date` reads text
        return value.isoformat()
    return value


def _thaw(value: object) -> object:
    """The opposite of `_freeze`, for the writer of YAML."""
    if isinstance(value, list | tuple):
        return [_thaw(item) for item in value]
    if isinstance(value, dict):
        return {key: _thaw(item) for key, item in value.items()}
    return value

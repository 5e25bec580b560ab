"""Read the units out of what a language model answers.

Models are asked for JSON and mostly send it: bare, in a fence, behind their thoughts,
between polite sentences. What is certain is read: which unit each text belongs to, by
its id or, when there are as many texts as were asked for, by its place. Anything else
is no answer, and the error says what it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from newsletter.translate.checks.chatter import is_refusal
from newsletter.translate.engines.engine import Declined, Unreadable

_THOUGHTS = re.compile(
    r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE
)
_OPEN_THOUGHTS = re.compile(
    r"^.*?</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE
)
_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)
_LISTS = (
    "units",
    "translations",
    "translation",
    "results",
    "items",
    "data",
    "texts",
)
_TEXTS = (
    "text",
    "translation",
    "translated",
    "target",
    "translated_text",
    "content",
)
_IDS = ("id", "index", "number", "key")


def read_units(content: str, n_texts: int, engine: str) -> list[str]:
    """Return a text a unit, in order; "" for one that is missing.

    Args:
        content: What the model said.
        n_texts: How many units it was given.
        engine: Its name, for messages.

    Raises:
        Declined: It refused.
        Unreadable: There are no units, or which is which cannot be told.

    >>> read_units('Here you are: [{"id": 0, "text": "a"}, {"id": 1, "text": "b"}]', 2, "x")
    ['a', 'b']
    """
    said = _OPEN_THOUGHTS.sub("", _THOUGHTS.sub("", content)).strip()
    value = _find_json(said)
    if value is None:
        return _read_plain(said, n_texts, engine)
    found = _read_value(value, n_texts)
    if found is None:
        raise _unreadable(engine, "its answer has other units than the request")
    return found


def _find_json(said: str) -> Any:
    """The first JSON value with units in it; None when there is none."""
    for piece in (said, *_FENCE.findall(said)):
        try:
            return json.loads(piece)
        except (ValueError, RecursionError):
            continue
    decoder = json.JSONDecoder()
    for start in re.finditer(r"[\[{]\s*[\"\[{]", said):
        try:
            value, _ = decoder.raw_decode(said, start.start())
        except (ValueError, RecursionError):
            continue
        return value
    return None


def _read_plain(said: str, n_texts: int, engine: str) -> list[str]:
    """What is no JSON: a refusal, or the translation of a single text as it is."""
    if is_refusal(said):
        raise declined(engine)
    looks_like_json = said.startswith(("{", "[", "```")) or '"text"' in said
    if n_texts == 1 and said and not looks_like_json:
        return [said]
    raise _unreadable(engine, "its answer is no JSON")


def _read_value(value: Any, n_texts: int) -> list[str] | None:
    """Units in any of the shapes that models use."""
    if isinstance(value, Mapping):
        return _read_object(value, n_texts)
    if isinstance(value, list):
        return _read_list(value, n_texts)
    return None


def _read_object(value: Mapping[str, Any], n_texts: int) -> list[str] | None:
    """An object that holds the units, that is the only unit, or whose names are the ids."""
    for name in _LISTS:
        if isinstance(value.get(name), list | Mapping):
            return _read_value(value[name], n_texts)
    text = _text_of(value) if n_texts == 1 else None
    if text is not None:
        return [text]
    return _read_pairs(tuple(value.items()), n_texts)


def _read_list(units: list[Any], n_texts: int) -> list[str] | None:
    """Texts in their order, or objects with an id and a text each."""
    if all(isinstance(unit, str) for unit in units):
        return units if len(units) == n_texts else None
    pairs: list[tuple[object, object]] = []
    for unit in units:
        if not isinstance(unit, Mapping):
            return None
        pairs.append((_id_of(unit), _text_of(unit) or ""))
    return _read_pairs(pairs, n_texts)


def _read_pairs(
    pairs: Sequence[tuple[object, object]], n_texts: int
) -> list[str] | None:
    """(id, text) of each unit; ids from 1 or from 0, one unit too many is left out."""
    found: dict[int, str] = {}
    for name, text in pairs:
        number = _number(name)
        if number is None or number in found:
            return None
        found[number] = text if isinstance(text, str) else ""
    first = 0 if 0 in found else 1
    if first == 0 and n_texts in found:
        return None  # from 0 to n: is it one too many in front, or behind?
    wanted = range(first, first + n_texts)
    n_strangers = len(found.keys() - set(wanted))
    is_one_too_many = n_strangers == 1 and len(found) > n_texts
    if n_strangers and not is_one_too_many:
        return None
    return [found.get(number, "") for number in wanted]


def _number(name: object) -> int | None:
    try:
        return int(str(name))
    except ValueError:
        return None


def _id_of(unit: Mapping[str, Any]) -> object:
    return next((unit[name] for name in _IDS if name in unit), None)


def _text_of(unit: Mapping[str, Any]) -> str | None:
    """The text of a unit, by whatever name a model gives it."""
    text = next((unit[name] for name in _TEXTS if name in unit), None)
    return text if isinstance(text, str) else None


def declined(engine: str) -> Declined:
    """Build the error for a model that will not translate."""
    return Declined(
        f"{engine} refused a text",
        why="the model refused to translate",
        fix="name another engine behind it, or another model",
    )


def _unreadable(engine: str, why: str) -> Unreadable:
    return Unreadable(
        f"cannot read the answer of {engine}", why=why, fix="name another model"
    )

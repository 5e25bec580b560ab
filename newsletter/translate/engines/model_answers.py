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
        except ValueError:
            continue
    decoder = json.JSONDecoder()
    for start in re.finditer(r"[\[{]\s*[\"\[{]", said):
        try:
            value, _ = decoder.raw_decode(said, start.start())
        except ValueError:
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
        for name in _LISTS:
            if isinstance(value.get(name), list | Mapping):
                return _read_value(value[name], n_texts)
        if n_texts == 1:
            text = _text_of(value)
            if text is not None:
                return [text]
        return _read_pairs(
            [(key, text) for key, text in value.items()], n_texts
        )
    if not isinstance(value, Sequence) or isinstance(value, str):
        return None
    if all(isinstance(unit, str) for unit in value):
        return list(value) if len(value) == n_texts else None
    if not all(isinstance(unit, Mapping) for unit in value):
        return None
    return _read_pairs(
        [(_id_of(unit), _text_of(unit) or "") for unit in value], n_texts
    )


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
    wanted = range(1, n_texts + 1)
    if 0 in found:
        if n_texts in found:
            return None  # from 0 to n: is it one too many in front, or behind?
        found = {number + 1: text for number, text in found.items()}
    strangers = set(found) - set(wanted)
    if strangers and (len(strangers) > 1 or not set(wanted) <= set(found)):
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

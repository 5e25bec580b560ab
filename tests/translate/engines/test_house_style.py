"""The context file: what a publication tells every engine that is a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsletter.config import EngineOptions, TranslateSettings
from newsletter.errors import ConfigError
from newsletter.translate.engines.registry import MAX_STYLE_CHARS, build_engines, read_house_style
from tests.fakes.server import Reply, Request, serving

STYLE = "Readers: private investors.\nYen amounts stay in yen."


def _ask(folder: Path) -> str:
    """Translate a text by a model and return the instructions it was given."""
    prompts: list[str] = []

    def answer(request: Request) -> Reply:
        asked = json.loads(request.body)
        prompts.append(asked["messages"][0]["content"])
        units = json.dumps({"units": [{"id": 1, "text": "Hello."}]})
        return Reply(
            json.dumps({"choices": [{"message": {"content": units}}]}).encode(),
        )

    with serving(answer) as server:
        options = {"openai": EngineOptions(model="m", url=f"{server.url}/v1")}
        settings = TranslateSettings(engines=("openai",), options=options)
        (engine,) = build_engines(settings, {}, folder=folder)
        assert list(engine.translate(["こんにちは。"], "ja", "en")) == ["Hello."]
    return prompts[0]


def test_a_model_reads_the_context_file_of_its_publication(tmp_path: Path) -> None:
    """It stands whole in the instructions, not among the texts to translate."""
    (tmp_path / "context.md").write_text(STYLE, encoding="utf-8")
    assert STYLE in _ask(tmp_path)


def test_without_a_context_file_nothing_is_said(tmp_path: Path) -> None:
    """A publication need not have one."""
    assert "House style" not in _ask(tmp_path)


def test_an_empty_context_file_is_none(tmp_path: Path) -> None:
    """White space tells a model nothing."""
    (tmp_path / "context.md").write_text(" \n")
    assert "House style" not in _ask(tmp_path)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"a" * (MAX_STYLE_CHARS + 1), "each request carries all of it"),
    ],
)
def test_a_context_file_that_cannot_be_used_is_named(
    content: bytes, why: str, tmp_path: Path
) -> None:
    """Before the first request, with the file and what to do."""
    (tmp_path / "context.md").write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        read_house_style(tmp_path, TranslateSettings())
    assert why in caught.value.why
    assert "context.md" in caught.value.at


def test_the_context_file_may_have_another_name(tmp_path: Path) -> None:
    """`[translate] context` names it."""
    (tmp_path / "style.txt").write_text(STYLE)
    assert read_house_style(tmp_path, TranslateSettings(context="style.txt")) == STYLE

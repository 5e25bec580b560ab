"""The engine keeps the contract of newsletter, with a program of four lines."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from newsletter_engine_command import CommandEngine, build

from newsletter.config import EngineOptions
from newsletter.errors import ConfigError, EngineUnavailable
from newsletter.testing import EngineContract
from newsletter.translate.engines.engine import EngineSetup
from newsletter.translate.glossary import EMPTY

ECHO = """\
import json, sys
question = json.load(sys.stdin)
json.dump([f"{question['target']}: {text}" for text in question["texts"]], sys.stdout)
"""


class TestCommandEngine(EngineContract):
    """With a program that puts the language in front."""

    def build_engine(self) -> CommandEngine:
        """An engine whose program answers."""
        return CommandEngine((sys.executable, "-c", ECHO), Path(), 20.0)

    def break_service(self) -> CommandEngine:
        """An engine whose program fails."""
        return CommandEngine(
            (sys.executable, "-c", "raise SystemExit(3)"), Path(), 20.0
        )


@pytest.mark.parametrize(
    "code", ["print('no JSON')", "print('{}')", "print('[1]')"]
)
def test_an_answer_that_is_none_is_said(code: str) -> None:
    """The next engine is asked, and nothing of the answer is believed."""
    engine = CommandEngine((sys.executable, "-c", code), Path(), 20.0)
    with pytest.raises(EngineUnavailable, match="answer is no"):
        engine.translate(["text"], "ja", "en")


def test_a_program_must_be_named() -> None:
    """The error names the key and an example."""
    setup = EngineSetup("command", EngineOptions(), "", 10.0, Path(), EMPTY)
    with pytest.raises(ConfigError, match=r"extra\.program"):
        build(setup)

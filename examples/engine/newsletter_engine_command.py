"""Translate with a program of this machine: JSON in, JSON out.

    [translate]
    engines = ["command"]

    [translate.options.command.extra]
    program = "./translate.sh"

The program is given `{"source": "ja", "target": "en", "title": "…", "texts": ["…"]}` on its
standard input and prints `["…"]`, one answer a text, with the marks `[[1]]…[[/1]]` where they
belong. An exit code other than 0 means that it may work later.
"""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import ConfigError, EngineUnavailable
from newsletter.translate.engines.engine import (
    NO_CONTEXT,
    Context,
    EngineSetup,
    Limits,
)

MAX_SHOWN_CHARS = 200
LIMITS = Limits(max_texts=50, max_chars=20_000, max_bytes=80_000, n_parallel=2)


@dataclass(frozen=True)
class CommandEngine:
    """Ask a program; one call of it a request."""

    program: tuple[str, ...]
    folder: Path
    deadline_s: float
    name: str = "command"
    limits: Limits = LIMITS

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        context: Context = NO_CONTEXT,
    ) -> Sequence[str]:
        """Translate texts that stand side by side."""
        question = {
            "source": source,
            "target": target,
            "title": context.title,
            "texts": list(texts),
        }
        try:
            done = subprocess.run(
                self.program,
                input=json.dumps(question, ensure_ascii=False).encode(),
                cwd=self.folder,
                capture_output=True,
                timeout=self.deadline_s,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise self._fail(
                f"no answer within {self.deadline_s:.0f} s"
            ) from None
        except OSError as error:
            raise self._fail(f"it cannot be run: {error.strerror}") from None
        if done.returncode:
            raise self._fail(f"exit code {done.returncode}")
        return self._read(done.stdout)

    def _read(self, output: bytes) -> Sequence[str]:
        try:
            answers = json.loads(output)
        except ValueError:
            raise self._fail("its answer is no JSON") from None
        if not isinstance(answers, list) or not all(
            isinstance(each, str) for each in answers
        ):
            raise self._fail("its answer is no list of texts")
        return answers

    def _fail(self, why: str) -> EngineUnavailable:
        return EngineUnavailable(
            "the engine command gave no answer",
            at=self.program[0],
            why=why[:MAX_SHOWN_CHARS],
            fix="run the program by hand with a question on its standard input",
        )


def build(setup: EngineSetup) -> CommandEngine:
    """Build the engine from the settings of a publication."""
    program = setup.options.extra.get("program", "")
    if not program:
        raise ConfigError(
            "cannot use the engine command",
            at="newsletter.toml, translate.options.command.extra.program",
            why="no program is named",
            fix='program = "./translate.sh"',
        )
    return CommandEngine(
        tuple(shlex.split(program)), setup.folder.resolve(), setup.deadline_s
    )

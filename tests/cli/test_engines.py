"""`newsletter engines`: what there is, what is missing, what one says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from newsletter.cli import main

SETTINGS = """[publication]
title = "T"
url = "https://example.com"
language = "ja"
[languages.en]
[translate]
engines = ["{engine}"]
"""


def run(folder: Path, engine: str, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    """Run the command in a publication with this engine."""
    (folder / "newsletter.toml").write_text(SETTINGS.format(engine=engine), encoding="utf-8")
    monkeypatch.delenv("DEEPL_API_KEY", raising=False)
    monkeypatch.setattr(sys, "argv", ["newsletter", "engines", str(folder), *options])
    with pytest.raises(SystemExit) as leaving:
        main()
    return int(leaving.value.code or 0)


def test_a_missing_key_is_named_and_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An engine that the publication asks and cannot ask is no success."""
    assert run(tmp_path, "deepl", monkeypatch) == 1
    assert "DEEPL_API_KEY missing" in capsys.readouterr().out


def test_a_sentence_can_be_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each engine of the publication answers in each of its languages."""
    assert run(tmp_path, "identity", monkeypatch, "--try", "価格は120円です。") == 0
    assert "identity → en: 価格は120円です。" in capsys.readouterr().out

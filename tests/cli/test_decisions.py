"""Decisions and the audit in a run: decided is respected, unproved is held."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsletter.model import Finding, Severity
from tests.cli.conftest import Run, outputs

NOW = ("--now", "2025-11-03T06:00:00+09:00")
ROOF = "来年は新しい屋根が付く予定だ。"
TOLD_TWICE = "漁師の田中さんは、開始の年から店を出している。"


def copy_of(publication: Path) -> str:
    """The published copy of the first post."""
    paths = [name for name in outputs(publication) if name.endswith("morning-market.md")]
    path = next(name for name in paths if "ja/" in name)
    return outputs(publication)[path].decode()


def decide(publication: Path, text: str) -> None:
    """Write the decisions about the first post."""
    folder = publication / "decisions"
    folder.mkdir(exist_ok=True)
    (folder / "2025-11-01-morning-market.toml").write_text(text, encoding="utf-8")


def test_a_run_respects_decisions_and_follows_their_changes(
    newsletter: Run, publication: Path
) -> None:
    """Dropped goes, kept stays as often as it stood, and without the file all is as before."""
    assert newsletter("run", publication, *NOW).code == 0
    before = copy_of(publication)
    assert before.count(TOLD_TWICE) == 1
    decide(publication, f'[[drop]]\ntext = "{ROOF}"\n\n[[keep]]\ntext = "{TOLD_TWICE}"\n')
    assert newsletter("run", publication, *NOW).code == 0
    assert ROOF not in copy_of(publication)
    assert copy_of(publication).count(TOLD_TWICE) == 2
    (publication / "decisions" / "2025-11-01-morning-market.toml").unlink()
    assert newsletter("run", publication, *NOW).code == 0
    assert copy_of(publication) == before


def test_broken_decisions_are_the_fault_of_one_post(newsletter: Run, publication: Path) -> None:
    """The error names the file; the other posts are published."""
    decide(publication, "[[keep]]\nline = 3\n")
    result = newsletter("run", publication, *NOW)
    assert result.code == 1
    assert "2025-11-01-morning-market.toml" in result.err
    assert any("mountain-library" in name for name in outputs(publication))
    assert not any("morning-market" in name for name in outputs(publication))


def test_an_unproved_cleaning_is_held(
    newsletter: Run, publication: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A post of which something would get lost is not published, and the run goes on."""
    lost = Finding("lost", Severity.ERROR, 'line 9 is neither in the result nor in a removal: "…"')
    monkeypatch.setattr(
        "newsletter.pipeline.stages.audit",
        lambda source, cleaned: (lost,) if "朝市" in source else (),
    )
    result = newsletter("run", publication, *NOW, "--jobs", "1")
    assert result.code == 1
    assert "cannot prove the cleaning" in result.err
    assert not any("morning-market" in name for name in outputs(publication))
    assert any("mountain-library" in name for name in outputs(publication))

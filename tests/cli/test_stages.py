"""newsletter clean, abridge, translate: Markdown in, Markdown out."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import POST, Run


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One post outside any publication, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "2025-11-01-market.md"
    path.write_text(POST.replace("{day}", "1"), encoding="utf-8")
    return path


def test_clean_prints_the_whole_document(newsletter: Run, post: Path) -> None:
    """Front matter stays as it is, the repeat and the marker are gone."""
    result = newsletter("clean", post)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(POST.split("\n\n")[0].replace("{day}", "1"))
    assert "END" not in result.out
    assert result.out.count("漁師の田中さんは") == 1


def test_clean_explains_and_reports(newsletter: Run, post: Path, tmp_path: Path) -> None:
    """--explain names lines and reasons.

    --report writes them as JSON; --audit finds nothing lost.
    """
    result = newsletter(
        "clean", post, "--explain", "--audit", "--report", tmp_path / "removals.json"
    )
    assert result.code == 0
    assert "END" in result.out
    report = json.loads((tmp_path / "removals.json").read_text(encoding="utf-8"))
    assert len(report) == 1


def test_stages_compose(newsletter: Run, post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """clean | abridge - | translate -: what one prints the next one reads."""
    text = newsletter("clean", post).out
    for command in (
        ("abridge", "-", "--chars", "60"),
        ("translate", "-", "--to", "en", "--engine", "pseudo"),
    ):
        monkeypatch.setattr(
            sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
        )
        result = newsletter(*command)
        assert (result.code, result.err) == (0, "")
        text = result.out
    assert text.startswith("---\n")


def test_abridge_explains_every_sentence(newsletter: Run, post: Path) -> None:
    """--explain shows kept and cut sentences with their reasons."""
    result = newsletter("abridge", post, "--chars", "60", "--explain")
    assert result.code == 0
    assert "港の朝市が今年で三十年を迎えた。" in result.out


def test_translate_is_all_or_nothing(newsletter: Run, post: Path) -> None:
    """Nothing is printed when no engine can be reached; the exit code says "try again"."""
    (post.parent / "newsletter.toml").write_text(
        '[publication]\ntitle = "T"\nurl = "https://example.com"\nlanguage = "ja"\n'
        '[translate.options.libretranslate]\nurl = "http://127.0.0.1:9/"\n',
        encoding="utf-8",
    )
    result = newsletter("translate", post, "--to", "en", "--engine", "libretranslate")
    assert (result.code, result.out) == (75, "")
    assert "fix:" in result.err


def test_an_unknown_engine_is_told_where_it_was_written(newsletter: Run, post: Path) -> None:
    """On the command line, and not in the settings, which may not even be there."""
    result = newsletter("translate", post, "--to", "en", "--engine", "pseudoo")
    assert result.code == 2
    assert "at: --engine" in result.err
    assert 'did you mean "pseudo"?' in result.err


def test_folders_need_an_output(newsletter: Run, post: Path, tmp_path: Path) -> None:
    """A folder is worked through into --output, under the same names.

    Without it that is a usage fault.
    """
    assert newsletter("clean", tmp_path).code == 2
    assert newsletter("clean", tmp_path, "--output", tmp_path / "out").code == 0
    assert (tmp_path / "out" / post.name).is_file()


def test_one_bad_file_does_not_stop_the_others(newsletter: Run, post: Path, tmp_path: Path) -> None:
    """A file that cannot be read is an error; the others are written."""
    result = newsletter("clean", tmp_path / "missing.md", post, "--output", tmp_path / "out")
    assert result.code == 1
    assert "missing.md" in result.err
    assert (tmp_path / "out" / post.name).is_file()


def test_budgets_exclude_each_other(newsletter: Run, post: Path) -> None:
    """Two budgets are a usage fault."""
    assert newsletter("abridge", post, "--chars", "60", "--share", "0.5").code == 2


@pytest.mark.parametrize("command", ["clean", "abridge", "abridge --no-clean"])
def test_a_fault_of_front_matter_names_its_file(newsletter: Run, post: Path, command: str) -> None:
    """Of many documents it must be found which one is broken."""
    post.write_text('---\ntitle: "a\n---\n\nOne sentence.\n', encoding="utf-8")
    result = newsletter(*command.split(), post)
    assert result.code == 1
    assert f"at: {post}:2" in result.err


def test_abridge_writes_the_title_that_was_meant(newsletter: Run, post: Path) -> None:
    """The line that said the title goes with cleaning, so the front matter has to say it."""
    mangled = "2026年港の朝はなぜ早いのか？の全貌と活用法"
    body = "港の朝はなぜ早いのか？\n\n港では、漁師たちが網を広げている。"
    post.write_text(f'---\ntitle: "{mangled}"\n---\n\n# {body}\n', encoding="utf-8")
    assert newsletter("abridge", post).out.startswith('---\ntitle: "港の朝はなぜ早いのか？"\n---\n')
    assert mangled in newsletter("abridge", post, "--no-clean").out

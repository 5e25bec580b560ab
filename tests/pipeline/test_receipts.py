"""What a run sends to engines is said before, after, and by the month."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsletter.cli import main
from newsletter.config import read_settings
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.report import RunReport, report_as_json
from newsletter.pipeline.run import run_publication
from newsletter.status import read_receipts
from tests.fakes.server import Server, serving
from tests.fakes.services import BY_NAME, answering
from tests.pipeline.conftest import NOW, SETTINGS, write_post
from tests.translate.engines.conftest import say

ENGINE = """
[translate]
engines = ["libretranslate"]
currency = "EUR"

[translate.options.libretranslate]
url = "{url}"
price_for_million_chars = 10.0
"""


def _run(letter: Path, server: Server, **options: object) -> RunReport:
    text = SETTINGS[: SETTINGS.index("[translate]")] + ENGINE.format(url=server.url)
    (letter / "newsletter.toml").write_text(text, encoding="utf-8")
    wanted = replace(RunOptions(now=NOW), **options)  # type: ignore[arg-type]
    return run_publication(letter, read_settings(letter), wanted, environ={})


def test_a_run_says_what_it_has_sent(letter: Path) -> None:
    """By engine, in the report and its JSON, at the price of the settings."""
    with serving(answering(BY_NAME["libretranslate"], say)) as server:
        report = _run(letter, server)
    (receipt,) = report.receipts
    assert receipt.engine == "libretranslate"
    assert receipt.n_requests > 0
    assert receipt.cost == receipt.n_chars * 10.0 / 1_000_000
    assert json.loads(report_as_json(report))["engines"][0]["n_chars"] == receipt.n_chars


def test_a_dry_run_says_what_may_be_sent_and_sends_nothing(letter: Path) -> None:
    """The text of every post that is due, once for each language."""
    with serving(answering(BY_NAME["libretranslate"], say)) as server:
        before = _run(letter, server, dry_run=True)
        assert server.requests == []
    (most,) = before.receipts
    assert (most.engine, most.currency) == ("libretranslate", "EUR")
    bodies = [path.read_text().split("---\n\n")[1].strip() for path in (letter / "posts").iterdir()]
    assert most.n_chars == sum(map(len, bodies))


def test_the_month_adds_up_over_runs(letter: Path) -> None:
    """What was sent before the time that is asked about does not count."""
    with serving(answering(BY_NAME["libretranslate"], say)) as server:
        first = _run(letter, server)
        write_post(letter, 9)
        second = _run(letter, server, now=NOW + timedelta(days=40))
    sums = [sum(r.n_chars for r in report.receipts) for report in (first, second)]
    assert [r.n_chars for r in read_receipts(letter, NOW)] == [sum(sums)]
    assert [r.n_chars for r in read_receipts(letter, NOW + timedelta(days=31))] == [sums[1]]
    assert read_receipts(letter, NOW + timedelta(days=60)) == ()


def test_before_the_first_run_nothing_was_sent(letter: Path) -> None:
    """A publication without a ledger has no receipts, and gets no ledger by asking."""
    assert read_receipts(letter, NOW) == ()
    assert not (letter / ".newsletter").exists()


def test_an_idle_run_sends_nothing_and_says_nothing(
    letter: Path,
) -> None:
    """What is published is not estimated again."""
    run_publication(letter, read_settings(letter), RunOptions(now=NOW), environ={})
    wanted = RunOptions(now=NOW, dry_run=True)
    assert run_publication(letter, read_settings(letter), wanted, environ={}).receipts == ()


def test_status_says_what_was_sent_this_month(
    letter: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A free account has a limit by the month."""
    with serving(answering(BY_NAME["libretranslate"], say)) as server:
        _run(letter, server, now=datetime.now(UTC))
    monkeypatch.setattr(sys, "argv", ["newsletter", "status", str(letter)])
    with pytest.raises(SystemExit):
        main()
    assert "sent this month to libretranslate: " in capsys.readouterr().out

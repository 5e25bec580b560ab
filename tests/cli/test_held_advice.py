"""What a run advises for translations that are held: what helps there, and nothing else."""

from __future__ import annotations

import pytest

from newsletter.cli.run_summary import show_run
from newsletter.pipeline.report import PostReport, RunReport, TranslationReport

BY_HAND = "translate them in translations/<lang>/<post>.po and run again"
REFUSED = TranslationReport("en", (), ('"市場": the answer is the source',), False)
SILENT = TranslationReport("fr", (), ('"市場": no engine answered',), True)
DONE = TranslationReport("de", (("engine", 1),), (), False)

ADVICE = {
    "no engine was reached": ((SILENT,), f"run again when the engine answers, or {BY_HAND}"),
    "the answers were refused": ((REFUSED,), f"{BY_HAND}, or name another engine"),
    "both": ((REFUSED, SILENT), f"{BY_HAND}; where no engine could be reached, run again later"),
    "nothing is held": ((DONE,), ""),
}


@pytest.mark.parametrize(("translations", "expected"), ADVICE.values(), ids=ADVICE)
def test_the_fix_is_for_what_went_wrong(
    capsys: pytest.CaptureFixture[str],
    translations: tuple[TranslationReport, ...],
    expected: str,
) -> None:
    """An engine that answered is not waited for."""
    post = PostReport("a", "a.md", 9, 9, 9, 0, translations)
    show_run(RunReport("out", (post,), ()), json=False, quiet=True)
    lines = capsys.readouterr().err.splitlines()
    fixes = [line for line in lines if line.startswith("  fix: ")]
    assert len(fixes) == bool(expected)
    assert all(line.startswith(f"  fix: {expected}") for line in fixes)

"""axe-core of npm, in Chromium, over the emails and pages of real posts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.real.conftest import find_judged
from tests.real.programs import unpack_npm
from tests.render.browser import NOT_FOR_MAILS, judge_documents, needs_chromium, write_judged

pytestmark = [
    pytest.mark.real,
    needs_chromium,
    pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm"),
]
AXE = "4.14.1"
BATCH = 8  # documents that one browser holds at all widths
MODES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def copy_axe(folder: Path) -> None:
    """Put axe-core beside the documents."""
    shutil.copy(unpack_npm("axe-core", AXE) / "axe.min.js", folder / "axe.min.js")


def find_complaints(
    folder: Path,
    files: Sequence[Path],
    widths: tuple[int, ...],
    *,
    dark: bool,
    passed_over: Sequence[str] = (),
) -> Iterator[tuple[str, int, str]]:
    """Yield file, width and violation; a page that is wider than its window is one too."""
    copy_axe(folder)
    for start in range(0, len(files), BATCH):
        batch = files[start : start + BATCH]
        names = [
            write_judged(folder, f"d{start + n}", path.read_text(encoding="utf-8"), passed_over)
            for n, path in enumerate(batch)
        ]
        for report in judge_documents(folder, names, dark, widths):
            path = str(files[int(report["name"][1:])])
            for violation in report["violations"]:
                yield path, report["width"], violation
            if report["wide"] > report["width"]:
                yield path, report["width"], f"it is {report['wide']} px wide"


@MODES
def test_emails_shut_nobody_out(judged: tuple[Path, ...], tmp_path: Path, *, dark: bool) -> None:
    """No violation of axe-core, nothing wider than the window: posts, digests, the sample."""
    mails = find_judged(judged, "desk/campaigns/*/*/email.html")
    widths = (375,) if dark else (375, 700)
    found = find_complaints(tmp_path, mails, widths, dark=dark, passed_over=NOT_FOR_MAILS)
    assert list(found) == []


@MODES
def test_pages_shut_nobody_out(judged: tuple[Path, ...], tmp_path: Path, *, dark: bool) -> None:
    """The same of every page of the site, with all rules."""
    pages = find_judged(judged, "site/**/*.html")
    pages = [page for page in pages if b'http-equiv="refresh"' not in page.read_bytes()]
    widths = (375,) if dark else (375, 1200)
    assert list(find_complaints(tmp_path, pages, widths, dark=dark)) == []

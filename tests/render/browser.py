"""Open emails and pages in Chromium: what axe-core finds, and what is wider than the window."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
HEIGHT = 4000
# A mail is shown inside the page of a client, which has the landmark `main` itself: the Email
# Markup Consortium (2.6) wants none in a mail.
NOT_FOR_MAILS = ("landmark-one-main", "region")
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed: apt-get install chromium fonts-noto-cjk"
)

_QUIET = (
    "--disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_FRAME = """<script src="axe.min.js"></script><script>
addEventListener("load", () => axe.run(document, OPTIONS).then(found => parent.postMessage({
  name: NAME, width: innerWidth, wide: document.documentElement.scrollWidth,
  dark: matchMedia("(prefers-color-scheme: dark)").matches,
  violations: found.violations.map(each =>
    each.id + ": " + each.nodes.map(node => node.html.slice(0, 160)).join(" | "))}, "*")));
</script></body>"""
# The page listens before its first frame is there: under load a frame can be done before the rest
# of the page is read.
_PAGE = """<!doctype html><html lang="en"><title>t</title><body><pre id="out"></pre><script>
const out = [];
addEventListener("message", event => {
  out.push(event.data);
  document.getElementById("out").textContent = JSON.stringify(out);
});
</script><div id="frames">%s</div>"""


def write_judged(folder: Path, name: str, html: str, passed_over: Iterable[str] = ()) -> str:
    """Write a document that judges itself by `axe.min.js` beside it; return its name."""
    rules = {rule: {"enabled": False} for rule in passed_over}
    script = _FRAME.replace("OPTIONS", json.dumps({"rules": rules}))
    script = script.replace("NAME", json.dumps(name))
    (folder / f"{name}.html").write_text(html.replace("</body>", script), encoding="utf-8")
    return name


def look(
    folder: Path, names: list[str], dark: bool, widths: tuple[int, ...]
) -> list[dict[str, Any]]:
    """Open every document at every width in one browser and return what each frame reports."""
    frames = "".join(
        f'<iframe title="{name}" src="{name}.html" '
        f'style="width:{width}px;height:{HEIGHT}px;border:0"></iframe>'
        for name in names
        for width in widths
    )
    return _open(folder, frames, dark)


def measure(folder: Path, html: str, width: int, script: str) -> Any:
    """Return what an expression of JavaScript gives in a document in a window of a width."""
    post = f"<script>addEventListener('load', () => parent.postMessage({script}, '*'))</script>"
    (folder / "measured.html").write_text(html.replace("</body>", f"{post}</body>"), "utf-8")
    frame = (
        f'<iframe title="measured" src="measured.html" '
        f'style="width:{width}px;height:{HEIGHT}px;border:0"></iframe>'
    )
    (answer,) = _open(folder, frame, dark=False)
    return answer


def _open(folder: Path, frames: str, dark: bool) -> list[Any]:
    """Open frames in one browser and return what each of them reports."""
    (folder / "page.html").write_text(_PAGE % frames, encoding="utf-8")
    assert CHROMIUM
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        *_QUIET.split(),
        f"--user-data-dir={folder / 'profile'}",
        f"--blink-settings=preferredColorScheme={0 if dark else 1}",
        "--allow-file-access-from-files",
        "--window-size=1300,4000",
        "--virtual-time-budget=60000",
        "--dump-dom",
        (folder / "page.html").as_uri(),
    ]
    dom = subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()
    found = re.search(r'<pre id="out">(.*?)</pre>', dom, re.S)
    assert found
    reports: list[Any] = json.loads(unescape(found[1]))
    return reports


def judge_documents(
    folder: Path, names: list[str], dark: bool, widths: tuple[int, ...]
) -> list[dict[str, Any]]:
    """Look at all documents, and require a report of each at each width in that mode."""
    reports = look(folder, names, dark, widths)
    asked = {(name, width) for name in names for width in widths}
    missing = asked - {(report["name"], report["width"]) for report in reports}
    assert not missing, missing
    assert {report["dark"] for report in reports} == {dark}
    return reports

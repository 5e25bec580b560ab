"""Count the table cells of emails whose words a narrow column tears, as a browser lays them out.

    python -m benchmarks.table_cells FOLDER [FIRST [LAST]]

The posts of a folder, sorted by name, become emails at 375 and 900 pixels. A cell is torn where a
word or number stands on two lines, or where Japanese has a column of fewer than three letters.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from newsletter.config import parse_settings
from newsletter.edition.article import source_article
from newsletter.edition.edition import build_post_edition
from newsletter.errors import NewsletterError
from newsletter.model import Abridged, Cleaned
from newsletter.render.mail.message import render_email
from newsletter.render.mail.profiles import get_profile
from newsletter.render.templates import load_templates
from newsletter.source.post import parse_post

WIDTHS = (375, 900)
BATCH = 10
SETTINGS = parse_settings("""
[publication]
title = "手紙"
url = "https://letter.example.com"
language = "ja"
[email]
from_address = "a@example.com"
postal_address = "Tokyo"
unsubscribe_url = "https://letter.example.com/u"
""")
COUNT = r"""<script>
const word = /[\p{L}\p{N}][\p{L}\p{N}.,%'’]*/gu;
const wide = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u;
function lines(range) {
  const boxes = [...range.getClientRects()].filter(box => box.width > 0.5);
  return new Set(boxes.map(box => Math.round(box.top))).size;
}
function tearsWord(cell) {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const found of node.data.matchAll(word)) {
      if (wide.test(found[0])) continue;
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      if (lines(range) > 1) return true;
    }
  }
  return false;
}
function tears(cell) {
  const text = cell.innerText.trim(), style = getComputedStyle(cell);
  const gutters = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  const letters = (cell.clientWidth - gutters) / parseFloat(style.fontSize);
  return tearsWord(cell) || (wide.test(text) && text.length > 2 && letters < 2.9);
}
addEventListener("load", () => {
  const all = [...document.querySelectorAll("th, td")];
  const cells = all.filter(c => c.closest("table:not([role])") && !c.querySelector("table"));
  const torn = cells.filter(tears).map(c => c.innerText.slice(0, 60));
  const root = document.documentElement;
  const isWide = root.scrollWidth > innerWidth;
  parent.postMessage({name: NAME, width: innerWidth, n: cells.length, wide: isWide, torn}, "*");
});</script></body>"""
PAGE = """<!doctype html><body><pre id="out"></pre><script>
const out = [], shown = document.getElementById("out");
addEventListener("message", e => { out.push(e.data); shown.textContent = JSON.stringify(out); });
</script>%s"""


def write_mails(paths: list[Path], folder: Path) -> list[str]:
    """Write the emails of those posts that have a table."""
    templates = load_templates()
    names: list[str] = []
    for path in paths:
        try:
            post = parse_post(path.read_bytes(), path.name, language="ja", zone=UTC)
        except NewsletterError:
            continue
        n = len(post.text)
        article = source_article(
            post,
            Cleaned(post.text, (), post.title, n),
            Abridged(post.text, "", (), n, n),
            SETTINGS,
            guid="tag:x",
            updated=post.date,
        )
        edition = build_post_edition(article)
        html = render_email(edition, SETTINGS, templates, get_profile("plain", templates)).html
        if "<th" not in html:
            continue
        name = f"m{len(names)}"
        script = COUNT.replace("NAME", json.dumps(path.name))
        (folder / f"{name}.html").write_text(html.replace("</body>", script), encoding="utf-8")
        names.append(name)
    return names


def look(folder: Path, names: list[str]) -> list[dict[str, object]]:
    """Lay the emails out at every width."""
    frames = "".join(
        f'<iframe src="{name}.html" style="width:{width}px;height:3000px;border:0"></iframe>'
        for name in names
        for width in WIDTHS
    )
    (folder / "page.html").write_text(PAGE % frames, encoding="utf-8")
    command = [
        shutil.which("chromium") or "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
        "--allow-file-access-from-files",
        "--virtual-time-budget=60000",
        "--dump-dom",
        (folder / "page.html").as_uri(),
    ]
    dom = subprocess.run(command, capture_output=True, timeout=300, check=True).stdout.decode()
    found = re.search(r'<pre id="out">(.*?)</pre>', dom, re.S)
    assert found
    reports: list[dict[str, object]] = json.loads(unescape(found[1]) or "[]")
    return reports


def main() -> None:
    """Print a line for each torn cell, then the sums."""
    place, *bounds = sys.argv[1:]
    paths = sorted(Path(place).glob("*.md"))
    first, last = (*map(int, bounds), *(0, len(paths))[len(bounds) :])
    paths = paths[first:last]
    sums = {width: [0, 0, 0, 0] for width in WIDTHS}
    with TemporaryDirectory() as work:
        folder = Path(work)
        names = write_mails(paths, folder)
        for start in range(0, len(names), BATCH):
            for report in look(folder, names[start : start + BATCH]):
                torn = report["torn"]
                width = report["width"]
                assert isinstance(torn, list)
                assert isinstance(width, int)
                for cell in torn:
                    print(report["name"], width, repr(cell))
                found = (1, report["n"], len(torn), report["wide"])
                sums[width] = [
                    a + int(str(b) == "True" if isinstance(b, bool) else str(b))
                    for a, b in zip(sums[width], found, strict=True)
                ]
    for width, (n_mails, n_cells, n_torn, n_wide) in sums.items():
        print(f"{width} px: {n_torn} of {n_cells} cells torn, {n_wide} of {n_mails} mails too wide")


if __name__ == "__main__":
    main()

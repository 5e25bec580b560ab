"""Renew the pictures of the documents: email, page and report of the sample, in Chromium.

    python -m benchmarks.pictures

The sample is published into a temporary folder, without a network. Each picture is the top of the
page as a reader sees it, and small enough for a repository.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
REF = "2025-11-02-ai-rare-earth"
MAX_BYTES = 150_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 760, 900


def main() -> None:
    """Publish the sample and take the pictures."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("no Chromium is here; apt-get install chromium fonts-noto-cjk")
    with tempfile.TemporaryDirectory() as place:
        letter = Path(place) / "letter"
        ignored = shutil.ignore_patterns("_newsletter", ".newsletter")
        shutil.copytree(ROOT / "seeds", letter, ignore=ignored)
        run = [sys.executable, "-m", "newsletter", "run", str(letter), "--offline", "--quiet"]
        subprocess.run(run, check=True)
        output = letter / "_newsletter"
        page = output / "site/en/posts" / f"{REF}.html"
        report = output / "desk/reports" / f"{REF}.html"
        mail = output / "desk/campaigns" / REF / "en/email.html"
        take_picture(browser, mail.as_uri(), ROOT / "docs/email-en.png")
        take_picture(browser, page.as_uri(), IMAGES / "page.png")
        take_picture(browser, report.as_uri(), IMAGES / "report.png")


def take_picture(browser: str, url: str, path: Path) -> None:
    """Write the picture of a page, and say how large it is."""
    subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--window-size={WIDTH},{HEIGHT}",
            f"--screenshot={path}",
            url,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    n_bytes = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {n_bytes:,} bytes")
    if n_bytes > MAX_BYTES:
        sys.exit(f"{path.name} is over {MAX_BYTES:,} bytes: make its window smaller")


if __name__ == "__main__":
    main()

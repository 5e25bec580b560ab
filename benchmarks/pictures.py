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
PHONE_WIDTH, PHONE_HEIGHT = 375, 667
DARK = "--blink-settings=preferredColorScheme=0"


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
        mails = [output / "desk/campaigns" / REF / tag / "email.html" for tag in ("ja", "en")]
        phones = Path(place) / "phones.html"
        phones.write_text(draw_side_by_side(mails), encoding="utf-8")
        take_picture(browser, mails[1].as_uri(), ROOT / "docs/email-en.png")
        take_picture(browser, mails[0].as_uri(), IMAGES / "email-light.png")
        take_picture(browser, phones.as_uri(), IMAGES / "email-dark.png", PHONE_HEIGHT, DARK)
        take_picture(browser, page.as_uri(), IMAGES / "page.png")
        take_picture(browser, report.as_uri(), IMAGES / "report.png")


def draw_side_by_side(mails: list[Path]) -> str:
    """Return a page that shows mails beside each other, as wide as telephones."""
    style = f"width:{PHONE_WIDTH}px;height:{PHONE_HEIGHT}px;border:0"
    frames = [f'<iframe src="{mail.as_uri()}" style="{style}"></iframe>' for mail in mails]
    body = "margin:0;display:flex;justify-content:space-between;background:#2d2e31"
    head = '<!doctype html><meta name="color-scheme" content="dark">'
    return f'{head}<body style="{body}">{"".join(frames)}'


def take_picture(browser: str, url: str, path: Path, height: int = HEIGHT, *options: str) -> None:
    """Write the picture of a page, and say how large it is."""
    subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            *options,
            f"--window-size={WIDTH},{height}",
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

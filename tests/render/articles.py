"""Make articles and posts for the tests of feeds, copies, pages and reports."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from newsletter.config import Settings, parse_settings
from newsletter.model import Alternate, Article, Image, MachineTranslation
from newsletter.render.feeds import guid

SITE = "https://example.com"
START = datetime(2025, 1, 5, 8, 30, tzinfo=UTC)

SETTINGS = """
[publication]
title = "週刊レアアース"
url = "https://example.com"
language = "ja"
description = "資源と投資の週刊誌"
author = "編集部"

[languages.en]
title = "Rare Earth Weekly"
description = "Resources and investing, weekly"
author = "The editors"
"""

BODIES = {
    "ja": "## 供給網\n\n**「重要」**です。[図](../charts/a.png)を見る。\n\n| 国 | 割合 |\n|---|---:|\n| 中国 | 70% |\n",
    "en": "## Supply\n\nThis is **important**: the [chart](../charts/a.png).\n\n| Land | Share |\n|---|---:|\n| China | 70% |\n",
}


def make_settings(extra: str = "") -> Settings:
    """The settings of a publication in Japanese and English; `extra` is more TOML."""
    return parse_settings(SETTINGS + extra)


def make_article(number: int = 1, language: str = "en", **changes: Any) -> Article:
    """One article; higher numbers are newer by a day."""
    date = START + timedelta(days=number)
    slug = changes.get("slug", f"post-{number}")
    ref = f"{date:%Y-%m-%d}-post-{number}"
    other = "ja" if language == "en" else "en"
    values: dict[str, Any] = {
        "ref": ref,
        "slug": slug,
        "language": language,
        "source_language": "ja",
        "title": f"希土類の第{number}話" if language == "ja" else f"Rare earths, part {number}",
        "summary": "中国が精錬を握る。" if language == "ja" else "China holds refining.",
        "body": BODIES[language if language in BODIES else "en"],
        "full_body": BODIES[language if language in BODIES else "en"]
        + "\n---\n\nThe curtain falls.\n",
        "date": date,
        "updated": date,
        "url": f"{SITE}/{language}/posts/{date:%Y-%m-%d}-{slug}.html",
        "guid": guid(ref, language, SITE),
        "author": "編集部" if language == "ja" else "The editors",
        "categories": ("資源",) if language == "ja" else ("Resources",),
        "tags": ("AI", "チップ") if language == "ja" else ("AI", "chips"),
        "front_matter": (
            ("layout", "post"),
            ("title", "old"),
            ("date", f"{date:%Y-%m-%d %H:%M:%S %z}"),
            ("reading_time", 99),
        ),
        "minutes": 4,
        "body_minutes": 2,
        "alternates": (
            Alternate(
                other, f"{SITE}/{other}/posts/{date:%Y-%m-%d}-{slug}.html", f"title in {other}"
            ),
        ),
        "image": Image(f"{SITE}/covers/{number}.png", "cover"),
        "original_title": f"希土類の第{number}話",
        "machine_translation": None if language == "ja" else MachineTranslation(("google",), 0.25),
    }
    return Article(**(values | changes))

"""A small publication of our own, and a way to run it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsletter.config import read_settings
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.report import RunReport
from newsletter.pipeline.run import run_publication
from newsletter.store.output_places import find_outputs

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
SETTINGS = """\
[publication]
title = "港だより"
url = "https://example.com"
language = "ja"
timezone = "Asia/Tokyo"

[languages.en]

[posts]
folder = "posts"

[translate]
engines = ["pseudo"]
"""
PLACES = ("北の港", "南の島", "西の峠", "東の谷", "中の町", "川の岸", "森の奥", "丘の上")
GOODS = ("りんご", "干物", "木の器", "織物", "茶葉", "陶器", "蜂蜜", "紙")


def article(number: int) -> str:
    """A post of its own: other places, goods and amounts in every one."""
    place, goods = PLACES[number % len(PLACES)], GOODS[number * 3 % len(GOODS)]
    return (
        f"{place}では今年も{goods}の市が開かれた。"
        f"集まった店は{number * 7 + 12}軒で、去年より{number + 3}軒多い。\n\n"
        f"## {place}の人々\n\n"
        f"世話役の{number}番目の家は、{goods}を{number * 13 + 40}箱だけ用意したと話す。"
        "天気に恵まれ、昼までに売り切れた。\n\n"
        f"- 朝の客は{number * 31 + 101}人\n- 昼の客は{number * 17 + 205}人\n\n"
        f"次の市は{number % 12 + 1}月{number % 27 + 1}日に開かれる。"
        f"**{goods}**を求める人は早めに来てほしい。\n"
    )


def write_post(
    folder: Path,
    number: int,
    *,
    slug: str = "",
    head: str = "",
    body: str = "",
    days_ago: int | None = None,
) -> Path:
    """Write a post; its date lies `days_ago` (default: its number plus two) days before the run."""
    day = NOW - timedelta(days=number + 2 if days_ago is None else days_ago)
    path = folder / "posts" / f"{day:%Y-%m-%d}-{slug or f'market-{number}'}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'---\ntitle: "市の話{number}"\n{head}---\n\n{body or article(number)}', encoding="utf-8"
    )
    return path


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A publication with three posts in Japanese, published in English too."""
    folder = tmp_path / "letter"
    folder.mkdir()
    (folder / "newsletter.toml").write_text(SETTINGS, encoding="utf-8")
    for number in (1, 2, 3):
        write_post(folder, number)
    return folder


Run = Callable[..., RunReport]


@pytest.fixture
def run(letter: Path) -> Run:
    """Run the publication; keywords are those of RunOptions, `executor` goes to the pipeline."""

    def call(*, executor: Executor | None = None, **words: Any) -> RunReport:
        options = replace(RunOptions(now=NOW), **words)
        settings = read_settings(letter)
        return run_publication(letter, settings, options, environ={}, executor=executor)

    return call


def tree(folder: Path) -> dict[str, bytes]:
    """Every output with its bytes."""
    return {path: file.read_bytes() for path, file in find_outputs(folder / "_newsletter").items()}

"""Measure units a second through packing, checks and memory with an engine that answers at once.

    python benchmarks/translate_speed.py [N_POSTS]

Baseline in the same run: the same posts cut into units and put back, without engine, checks and
memory.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from newsletter.model import Translation
from newsletter.store.translation_memory import TranslationMemory
from newsletter.translate.engines.engine import NO_CONTEXT, Context, Limits
from newsletter.translate.glossary import EMPTY
from newsletter.translate.posts import translate_article
from newsletter.translate.request import Request
from newsletter.translate.units import parse_document

N_SENTENCES = 120


class Instant:
    """Answer with an English sentence of the right length, numbers and placeholders in place."""

    name = "instant"
    limits = Limits(max_texts=50, max_chars=30_000, max_bytes=100_000)

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        context: Context = NO_CONTEXT,
    ) -> Sequence[str]:
        """Answer at once."""
        return [ANSWERS[text] for text in texts]


ANSWERS: dict[str, str] = {}


def post(number: int) -> str:
    """A post of its own.

    Every sentence differs from all others, a sixth holds an amount, a tenth bold text.
    """
    lines = ["# 報告"]
    for index in range(N_SENTENCES):
        place = number * N_SENTENCES + index
        if index % 6 == 0:
            lines.append(f"第{place}号の売上は{place + 1}億円だった。")
        elif index % 10 == 1:
            lines.append(f"担当の**第{place}課**が新しい設備を入れた。")
        else:
            lines.append(f"第{place}課の担当者が新しい設備の使い方を確かめて記録を残した。")
    return "\n\n".join(lines) + "\n"


def answer(source: str) -> str:
    """The English of one generated sentence."""
    digits = "".join(char for char in source.split("号")[0].split("課")[0] if char.isdigit())
    if source == "報告":
        return "Report"
    if "億円" in source:
        return f"Sales of issue {int(digits)} came to ¥{(int(digits) + 1) / 10:g} billion."
    if "[[1]]" in source:
        return f"The manager of [[1]]section {int(digits[1:])}[[/1]] brought in new equipment."
    number = int(digits)
    return f"The manager of section {number} checked how the equipment is used and kept a record."


def main(n_posts: int) -> None:
    """Print units a second."""
    posts = [post(number) for number in range(n_posts)]
    started = time.perf_counter()
    n_units = 0
    for text in posts:
        document = parse_document(text, "ja")
        n_units += len(document.units)
        ANSWERS.update({unit.source: answer(unit.source) for unit in document.units})
        document.render(ANSWERS, "en")
    baseline_s = time.perf_counter() - started
    with (
        tempfile.TemporaryDirectory() as folder,
        TranslationMemory.open(Path(folder), datetime.now(UTC)) as memory,
    ):
        for name in ("empty memory", "full memory"):
            started = time.perf_counter()
            held: list[Translation] = []
            for text in posts:
                request = Request("ja", "en", "報告", "", text, text)
                done = translate_article(
                    request, engines=[Instant()], memory=memory, catalogue=None, glossary=EMPTY
                )
                held += done.held
            taken_s = time.perf_counter() - started
            print(
                f"{name}: {n_units} units in {taken_s:.2f} s, {n_units / taken_s:.0f} a second, "
                f"{len(held)} held"
            )
            for each in held[:3]:
                print("  held:", each.unit.source, each.findings)
    print(f"baseline, cut and put back: {n_units / baseline_s:.0f} a second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)

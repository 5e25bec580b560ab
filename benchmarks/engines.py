"""Measure what translation costs: requests, characters sent, and the speed of everything but the engine.

    python benchmarks/engines.py [POST]      the sample publication's post by default

Prints the requests an empty memory needs within each engine's limits for the abridged and the full article, the characters
sent against the raw post's, and the units a second through packing, an instant engine on this machine, the checks and the
memory in SQLite.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from newsletter.api import abridge, clean
from newsletter.language.scripts import has_letters
from newsletter.model import Unit, UnitKind
from newsletter.source.front_matter import split_front_matter
from newsletter.store.memory import Memory
from newsletter.translate.checks import check_unit, is_acceptable
from newsletter.translate.engines.chain import ask
from newsletter.translate.engines.deep import GOOGLE_LIMITS, LIBRE_LIMITS, MICROSOFT_LIMITS, MYMEMORY_LIMITS
from newsletter.translate.engines.deepl_api import DEEPL_LIMITS
from newsletter.translate.engines.openai_api import OPENAI_LIMITS
from newsletter.translate.engines.packing import pack_passages
from newsletter.translate.engines.preview import Identity
from newsletter.translate.units import parse_document

SAMPLE = Path(__file__).parent.parent / "seeds" / "2025-11-02-ai-rare-earth.md"
LIMITS = {
    "google": GOOGLE_LIMITS,
    "libretranslate": LIBRE_LIMITS,
    "mymemory": MYMEMORY_LIMITS,
    "microsoft": MICROSOFT_LIMITS,
    "deepl": DEEPL_LIMITS,
    "openai": OPENAI_LIMITS,
}


def find_passages(body: str) -> list[list[str]]:
    """Return the distinct texts with letters, paragraph by paragraph."""
    passages: dict[int, list[str]] = {}
    seen: set[str] = set()
    for unit in parse_document(body, "ja").units:
        if unit.source not in seen and has_letters(unit.source):
            seen.add(unit.source)
            passages.setdefault(unit.passage, []).append(unit.source)
    return list(passages.values())


def print_requests(path: Path) -> None:
    """Print requests and characters for the abridged and the full article."""
    raw = path.read_text(encoding="utf-8")
    cleaned = clean(raw)
    n_raw = len(split_front_matter(raw)[1])
    for name, body in (("abridged", abridge(cleaned.text).body), ("full", cleaned.body)):
        passages = find_passages(body)
        n_chars = sum(len(text) for passage in passages for text in passage)
        print(
            f"{name}: {sum(map(len, passages))} units, {n_chars} characters sent, {n_chars / n_raw:.2f} of the raw body's {n_raw}"
        )
        for engine, limits in LIMITS.items():
            requests, too_long = pack_passages(passages, limits)
            print(f"  {engine}: {len(requests)} requests" + (f", {len(too_long)} units too long" if too_long else ""))


def print_speed(n_units: int = 5_000) -> None:
    """Print units a second with an instant engine, every answer checked and committed."""
    source = "第{0}四半期の売上高は{0}億円で、[[1]]前年[[/1]]より{1}%増えた。"
    texts = [source.format(number + 1, number % 90 + 10) for number in range(n_units)]
    passages = [texts[first : first + 5] for first in range(0, n_units, 5)]
    with tempfile.TemporaryDirectory() as folder:
        memory = Memory.open(Path(folder), datetime.now(UTC))

        def accept(text: str, answer: str, engine: str) -> bool:
            if not is_acceptable(check_unit(Unit(UnitKind.SENTENCE, text, "ja"), answer, target_language="zh")):
                return False
            memory.record({text: answer}, "ja", "zh", engine)
            return True

        start_s = time.perf_counter()
        outcome = ask([Instant()], passages, "ja", "zh", accept)
        spent_s = time.perf_counter() - start_s
        memory.close()
    print(f"speed: {n_units / spent_s:,.0f} units/s, {len(outcome.unanswered)} unanswered")


class Instant(Identity):
    """Answers at once with a Chinese sentence that passes the checks."""

    name = "instant"

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str]:
        """Replace the Japanese words."""
        words = (
            ("四半期の売上高は", "季度销售额为"),
            ("億円で、", "亿日元，比"),
            ("前年", "上一年"),
            ("より", "增长"),
            ("増えた。", "。"),
        )
        answers = []
        for text in texts:
            for japanese, chinese in words:
                text = text.replace(japanese, chinese)
            answers.append(text)
        return answers


if __name__ == "__main__":
    print_requests(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
    print_speed()

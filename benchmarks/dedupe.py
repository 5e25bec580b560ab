"""Compare cleaned articles with the articles that were meant; then time the cleaning.

The usual ways to drop repeats are measured beside ours.

    python benchmarks/dedupe.py [--bench DIR] [--corpus DIR] [--noise N]

Needs ../shared/bench/dedupe (damaged articles, truths and its score.py). MinHash and trafilatura
are used when they are installed (`pip install datasketch trafilatura`). The others work on
paragraphs, as they do wherever they are used: the first one stays. trafilatura reads web pages, so
it gets the article as HTML and its own setting for repeats. Times are of one core.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from newsletter.dedupe import audit, clean_body, clean_text
from newsletter.source.front_matter import split_front_matter

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
NEAR = 90  # the ratio at which rapidfuzz users call two texts one
JACCARD = 0.8  # the threshold of datasketch's examples, on five-character shingles
SEEN = 10  # posts that are told in one, for the cost of length
SCRAPS = (
    *(
        "---END---",
        "【続き】",
        "（中略）",
        "```",
        "| a | b |",
        "|---|---|",
        "# 見出し",
        "## ",
        "- 項目",
        "1. one",
        "> 引用",
        "**太",
        "**",
    ),
    *(
        "これは長い文章の一部であり、途中で",
        "これは長い文章の一部であり、途中で切れずに終わる。",
        "A sentence that ends here.",
        "「",
        "」",
        "…",
    ),
    *(
        "[cite: 1]",
        "<<<<<<< HEAD",
        "=======",
        "{: .x}",
        "{% include a %}",
        "\x00",
        "\ud7ff",
        "\t",
        "\u3000",
        "",
        "",
        "[a](/b)",
        "---",
    ),
)
Cleaner = Callable[[str], str]


def main() -> None:
    """Print the table, the audit of the corpus, the times and the result of the noise."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--bench", type=Path, default=SHARED / "bench" / "dedupe")
    arguments.add_argument("--corpus", type=Path, default=SHARED / "corpus")
    arguments.add_argument(
        "--noise", type=int, default=2000, help="random inputs that must not break it"
    )
    chosen = arguments.parse_args()
    sys.path.insert(0, str(chosen.bench))
    score = importlib.import_module("score").score_text
    print(
        f"{'':24}{'F1':>7}{'worst':>7}{'recall':>8}{'order':>7}{'repeats':>9}{'cut-off':>9}{'markers':>9}{'perfect':>9}{'s':>7}"
    )
    for name, cleaner in _cleaners():
        _print_row(name, cleaner, score, chosen.bench)
    posts = [(path.name, _read(path)) for path in sorted(chosen.corpus.glob("*.md"))]
    if posts:
        _print_times(posts)
        _print_length(posts)
        _print_laws(posts)
    _print_noise(chosen.noise)


def _cleaners() -> Iterator[tuple[str, Cleaner]]:
    yield "newsletter", lambda text: clean_text(text).text
    yield "untouched", lambda text: text
    yield "exact paragraph", _drop_exact
    yield f"rapidfuzz {NEAR}", _drop_near
    for name, module, cleaner in (
        ("MinHash", "datasketch", _drop_min_hash),
        ("trafilatura", "trafilatura", _trafilatura),
    ):
        if importlib.util.find_spec(module):
            yield name, cleaner
        else:
            print(f"({module} is not installed: pip install {module})")


def _print_row(name: str, cleaner: Cleaner, score: Any, bench: Path) -> None:
    rows = []
    spent = 0.0
    for folder in sorted((bench / "cases").iterdir()):
        text = _read(folder / "input.md")
        start = time.process_time()
        out = cleaner(text)
        spent += time.process_time() - start
        rows.append(score(out, _read(folder / "truth.md"), json.loads(_read(folder / "meta.json"))))
    f1, recall, order = (sum(row[key] for row in rows) / len(rows) for key in ("F1", "R", "lcs"))
    left = "".join(f"{sum(row[key] for row in rows):9}" for key in ("dup", "frag", "mark"))
    perfect = sum(row["F1"] > 0.9999 for row in rows)
    worst = min(row["F1"] for row in rows)
    print(
        f"{name:24}{f1:7.3f}{worst:7.2f}{recall:8.3f}{order:7.3f}{left}{perfect:6}/{len(rows)}{spent:7.1f}",
        flush=True,
    )


def _drop_paragraphs(text: str, is_seen: Callable[[str], bool]) -> str:
    head, body = split_front_matter(text)
    return head + "\n\n".join(
        part
        for part in body.split("\n\n")
        if not part.strip() or not is_seen("".join(part.split()))
    )


def _drop_exact(text: str) -> str:
    seen: set[str] = set()

    def is_seen(key: str) -> bool:
        known = key in seen
        seen.add(key)
        return known

    return _drop_paragraphs(text, is_seen)


def _drop_near(text: str) -> str:
    from rapidfuzz import fuzz, process

    seen: list[str] = []

    def is_seen(key: str) -> bool:
        if process.extractOne(key, seen, scorer=fuzz.ratio, score_cutoff=NEAR):
            return True
        seen.append(key)
        return False

    return _drop_paragraphs(text, is_seen)


def _drop_min_hash(text: str) -> str:
    datasketch = importlib.import_module("datasketch")
    index = datasketch.MinHashLSH(threshold=JACCARD, num_perm=128)

    def is_seen(key: str) -> bool:
        sketch = datasketch.MinHash(num_perm=128)
        sketch.update_batch([key[at : at + 5].encode() for at in range(max(1, len(key) - 4))])
        if index.query(sketch):
            return True
        index.insert(str(len(index.keys)), sketch)
        return False

    return _drop_paragraphs(text, is_seen)


def _trafilatura(text: str) -> str:
    from markdown_it import MarkdownIt

    trafilatura = importlib.import_module("trafilatura")
    importlib.import_module("trafilatura.meta").reset_caches()
    page = MarkdownIt().enable("table").render(split_front_matter(text)[1])
    page = f"<html><body><article>{page}</article></body></html>"
    found = trafilatura.extract(
        page, output_format="markdown", deduplicate=True, include_links=True, include_comments=False
    )
    return found or ""


def _print_times(posts: list[tuple[str, str]]) -> None:
    times = sorted((_time(text), name) for name, text in posts)
    total = sum(each for each, _ in times)
    print(
        f"\ncorpus: {len(posts)} posts, {len(posts) / total:.0f} posts/s; slowest "
        f"{times[-1][0]:.3f} s ({times[-1][1]})"
    )


def _time(text: str) -> float:
    start = time.process_time()
    clean_text(text)
    return time.process_time() - start


def _print_length(posts: list[tuple[str, str]]) -> None:
    """The cost of posts told in one, against the sum of their costs.

    1 is linear, the number of posts is quadratic.
    """
    ratios = []
    for at in range(0, min(len(posts), 10 * SEEN) - SEEN + 1, SEEN):
        bodies = [split_front_matter(text)[1] for _, text in posts[at : at + SEEN]]
        apart = sum(_time(body) for body in bodies)
        ratios.append(_time("\n\n".join(bodies)) / apart)
    print(
        f"length: {SEEN} posts in one cost {sum(ratios) / len(ratios):.2f} times what they cost "
        f"apart (worst {max(ratios):.2f})"
    )


def _print_laws(posts: list[tuple[str, str]]) -> None:
    unproved, changed, again = [], [], []
    for name, text in posts:
        cleaned = clean_text(text)
        if any(finding.severity == "error" for finding in audit(text, cleaned)):
            unproved.append(name)
        if not cleaned.removals and cleaned.text != text:
            changed.append(name)
        if clean_text(cleaned.text).text != cleaned.text:
            again.append(name)
    print(
        f"audit: {len(posts) - len(unproved)} of {len(posts)} proved; not: "
        f"{', '.join(unproved) or 'none'}"
    )
    print(
        f"changed without a removal: {', '.join(changed) or 'none'}; changed again: "
        f"{', '.join(again) or 'none'}"
    )


def _print_noise(n_inputs: int) -> None:
    """Scraps of articles in random order.

    Every input is cleaned without a traceback, and once for all.
    """
    chance = random.Random(0)
    unstable = 0
    for _ in range(n_inputs):
        glue = chance.choice(("\n", "\n\n", " ", ""))
        text = glue.join(chance.choice(SCRAPS) for _ in range(chance.randrange(40)))
        cleaned = clean_body(text, title="見出し")
        audit(text, cleaned)
        unstable += clean_body(cleaned.body, title="見出し").body != cleaned.body
    print(f"noise: {n_inputs} inputs without a traceback; changed again: {unstable}")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")


if __name__ == "__main__":
    main()

"""Compare abridgements with an editor's content units: ours, the first sentences, sumy's five.

And time ours against TextRank.

    python benchmarks/abridge.py [--bench DIR] [--corpus DIR]

Needs ../shared/bench/abridge (articles, units and its score.py). sumy is used when it is installed
(`pip install sumy`); its own tokenizers need downloads, so its sentences are those of
`newsletter.source.inline` and its words those of `newsletter.abridge`. The corpus is cleaned first
and only the abridging is timed.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from newsletter.abridgement import abridge_body
from newsletter.abridgement.candidates import Candidate, CandidateKind, parse_article
from newsletter.abridgement.keywords import find_terms
from newsletter.dedupe import clean_body
from newsletter.language.reading import text_length
from newsletter.language.scripts import guess_language
from newsletter.model import Budget, BudgetUnit
from newsletter.source.front_matter import parse_front_matter, split_front_matter

SHARE = 0.25
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SUMY = {
    "LexRank": "lex_rank",
    "TextRank": "text_rank",
    "LSA": "lsa",
    "Luhn": "luhn",
    "SumBasic": "sum_basic",
}
Picker = Callable[[Sequence[Candidate], str], list[int]]


def main() -> None:
    """Print the table and the times."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--bench", type=Path, default=SHARED / "bench" / "abridge")
    arguments.add_argument("--corpus", type=Path, default=SHARED / "corpus")
    chosen = arguments.parse_args()
    sys.path.insert(0, str(chosen.bench))
    score = importlib.import_module("score")
    print(
        "coverage at 25 %: all, ja, en; essential units; hanging openings an article; within the "
        "budget; fidelity, order"
    )
    for name, abridge in _methods():
        _print_row(name, [_score(score, article, abridge) for article in score.names()])
    _print_times(chosen.corpus)


def _methods() -> Iterator[tuple[str, Callable[[str, str, str, str], str]]]:
    yield "newsletter", _ours
    yield (
        "first sentences",
        lambda body, language, *_: _picked(
            body, language, lambda candidates, _: list(range(len(candidates)))
        ),
    )
    for name, module in SUMY.items():
        picker = _sumy(name, module)
        if picker:
            yield (
                f"sumy {name}",
                lambda body, language, *_, pick=picker: _picked(body, language, pick),
            )
    if not _has_sumy():
        print("(sumy is not installed: pip install sumy)")


def _ours(body: str, language: str, title: str, excerpt: str) -> str:
    return abridge_body(
        body,
        language=language,
        budget=Budget(BudgetUnit.SHARE, SHARE),
        title=title,
        excerpt=excerpt,
    ).body


def _picked(body: str, language: str, pick: Picker) -> str:
    """Take sentences by rank until the budget is full; write them in the order of the source."""
    candidates = [
        candidate
        for candidate in parse_article(body).candidates
        if candidate.kind is CandidateKind.SENTENCE and candidate.parts
    ]
    budget = SHARE * sum(
        text_length(part, language)
        for candidate in parse_article(body).candidates
        for part in candidate.parts
    )
    kept: list[int] = []
    length = 0
    for number in pick(candidates, language):
        if length + text_length(candidates[number].parts[0], language) > budget * 1.05:
            continue
        kept.append(number)
        length += text_length(candidates[number].parts[0], language)
    return "\n\n".join(candidates[number].text for number in sorted(kept))


def _has_sumy() -> bool:
    return importlib.util.find_spec("sumy") is not None


def _sumy(name: str, module: str) -> Picker | None:
    if not _has_sumy():
        return None
    summarizer = getattr(
        importlib.import_module(f"sumy.summarizers.{module}"),
        f"{name}Summarizer".replace("LSA", "Lsa"),
    )()
    return lambda candidates, language: _rank(summarizer, candidates, language)


def _rank(summarizer: Any, candidates: Sequence[Candidate], language: str) -> list[int]:
    """Numbers of the candidates, the best first.

    Sumy tells only which n are best, so n is halved down.
    """
    dom = importlib.import_module("sumy.models.dom")
    tokenizer = _Tokenizer(language)
    sentences = [dom.Sentence(candidate.parts[0], tokenizer) for candidate in candidates]
    number = {id(sentence): at for at, sentence in enumerate(sentences)}
    document = dom.ObjectDocumentModel([dom.Paragraph(sentences)])
    ranked: list[int] = []
    steps = sorted({max(1, len(candidates) * step // 20) for step in range(1, 8)})
    for n_best in steps:
        ranked += [
            at
            for at in (number[id(each)] for each in summarizer(document, n_best))
            if at not in ranked
        ]
    return ranked


class _Tokenizer:
    """What sumy asks of a tokenizer, without its downloads."""

    def __init__(self, language: str) -> None:
        self.language = language

    def to_words(self, text: str) -> tuple[str, ...]:
        return find_terms(str(text), self.language)


def _score(score: Any, name: str, abridge: Callable[[str, str, str, str], str]) -> dict[str, Any]:
    text, _ = score.load(name)
    head, body = split_front_matter(text)
    fields = dict(parse_front_matter(head, name))
    title, excerpt = (
        str(fields.get("title") or ""),
        str(fields.get("excerpt") or fields.get("description") or ""),
    )
    return dict(score.score_one(name, abridge(body, name.split("-")[1], title, excerpt), SHARE))


def _print_row(name: str, rows: list[dict[str, Any]]) -> None:
    def mean(key: str, suffix: str = "") -> float:
        chosen = [row[key] for row in rows if row["name"].endswith(suffix)]
        return float(sum(chosen)) / max(1, len(chosen))

    essential = sum(row["w3"][0] for row in rows) / max(1, sum(row["w3"][1] for row in rows))
    print(
        f"{name:16} {mean('coverage'):.3f}  {mean('coverage', 'ja'):.3f}  "
        f"{mean('coverage', 'en'):.3f}   {essential:.2f}"
        f"   {mean('dangling'):.2f}   {mean('in_budget'):.2f}   {mean('fidelity'):.2f}  "
        f"{mean('order'):.2f}"
    )


def _print_times(corpus: Path) -> None:
    bodies = [
        clean_body(split_front_matter(path.read_text("utf-8"))[1]).body
        for path in sorted(corpus.glob("*.md"))
    ]
    if not bodies:
        return
    start = time.perf_counter()
    for body in bodies:
        abridge_body(body, language=guess_language(body), budget=Budget(BudgetUnit.MINUTES, 4))
    ours = time.perf_counter() - start
    print(f"{len(bodies)} cleaned posts: ours {ours:.1f} s")
    picker = _sumy("TextRank", "text_rank")
    if picker:
        start = time.perf_counter()
        for body in bodies:
            _picked(body, guess_language(body), picker)
        textrank = time.perf_counter() - start
        print(f"  sumy TextRank {textrank:.1f} s, {textrank / ours:.1f} times ours")


if __name__ == "__main__":
    main()

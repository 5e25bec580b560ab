"""Run every stage over hostile texts of two sizes: how much longer does the larger one take?

    python -m benchmarks.run_growth [CHARS [STAGE ...]]      16,000 characters and half of them

A text is one short piece repeated, on one line or on a line each, sometimes with something before
and after. Twice the text may take twice the time, and a little more: what takes four times is
quadratic, what does not end within the deadline is worse. Prints those above the bound, slowest
first, and how many kept it. Processor time, the least of two measurements; what a measurement left
in memory is forgotten before the next.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from newsletter.abridgement import abridge_body
from newsletter.dedupe import clean_body
from newsletter.errors import NewsletterError
from newsletter.model import Budget, BudgetUnit
from newsletter.pipeline.deadline import TimeIsUp, interrupted_after
from newsletter.render.markup import article_html
from newsletter.source.post import parse_post
from newsletter.translate.catalogue import Catalogue
from newsletter.translate.engines.preview import Pseudo
from newsletter.translate.glossary import parse_glossary
from newsletter.translate.memory import MemoryInProcess
from newsletter.translate.posts import translate_article
from newsletter.translate.request import Request

N_CHARS = 16_000
DEADLINE_S = 4.0
BOUND = 2.5
CACHE = type(lru_cache(len))
MIN_S = 0.05  # below it the clock says nothing about growth

PIECES = """
![a](b) |[![a](b)](c) |[a](b)|[a]|[|]|[[|]]|(|)|([|](|!|![|{% raw %}|{% endraw %}|{%|%}|{{|}}
{% a %}|{{ a }}|{|}|<|>|<a|<a |<a href=|</a>|<div>|</div>|<div|<!--|-->|<!|<?|<b>|</b>|<br>
<p a="|`|``|```|~~~|*|**|***|_|__|*a |_a_|**a**|*a*|~|~~|^|^[|^[a]|[^1]|[^1]:|$|$$|$a$|\\(|\\)
\\|\\*|&|&a;|&#|https://|http://a.|www.|a@b.|@|://|//|/|#|##|# a|>|> a|>>|- |- a|+ a|* a
1. a|1)|1|1,|1.|12,3|,|.|:|;|: a|a: b|a :|{: .a}|{:|:::|::: a|---|===|***|___|- - |\t|    a| a|a
ab |A. |a. |Mr. |e.g. |...|…|?|!?||a|||||-|a|b|[a]: b|[a]: <|[a]:|"|'|“|”
「|」|「」|（|）|『|。|、|！|？|あ
あ。|ア|漢字|1億|3兆円|２|・|―|—|a-|-a|a_b|=|+|%|0x|\u200b|\u3000|\ufeff|\u202e|😀|é|e\u0301|{#a}
<!-- a -->|import a|export |{a}|<A />|:a:|[a|b](|![[a]]|[[a]]|#+|;; |;;;|---END---|(続く)|続き|前回
{{< a >}}|{{% a %}}|!!! a|.. a::|//// |\\begin{a}|\\end{a}
"""
AROUND = {"": ("", ""), "before": ("[", ""), "after": ("", "x](y)"), "between": ("a [b", "c](d) e")}


def find_texts(n_chars: int) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every case."""
    pieces = sorted({piece for line in PIECES.strip().split("\n") for piece in line.split("|")})
    for piece in (*filter(None, pieces), "|", "| a ", "|a|b|\n|-|-|\n"):
        for way, joint in (("in a row", ""), ("with blanks", " "), ("by lines", "\n")):
            unit = piece + joint
            yield f"{piece!r} {way}", (unit * (n_chars // len(unit) + 1))[:n_chars]
    for name, (before, after) in AROUND.items():
        for piece in ("[a](b) ", "![a](b)", "https://a.b/ ", "*a ", "<a ", "{% a %}"):
            middle = (piece * (n_chars // len(piece) + 1))[:n_chars]
            yield f"{piece!r} {name}", before + middle + after


def examine(text: str) -> object:
    """Read a post."""
    data = f"---\ntitle: a\n---\n\n{text}\n".encode()
    return parse_post(data, "2026-01-01-a.md", language="ja", zone=ZoneInfo("UTC"))


def clean(text: str) -> object:
    """Clean it."""
    return clean_body(text, title="a")


def abridge(text: str) -> object:
    """Abridge it."""
    return abridge_body(text, language="ja", budget=Budget(BudgetUnit.SHARE, 0.3), title="a")


def translate(text: str) -> object:
    """Translate it."""
    request = Request("ja", "en", "a", "", text, text, ())
    return translate_article(
        request,
        engines=(Pseudo(),),
        memory=MemoryInProcess(),
        catalogue=Catalogue(),
        glossary=parse_glossary("", ""),
    )


def render(text: str) -> object:
    """Make HTML of it."""
    return article_html(text, base_url="https://example.com/")


STAGES: dict[str, Callable[[str], object]] = {
    "examine": examine,
    "clean": clean,
    "abridge": abridge,
    "translate": translate,
    "render": render,
}


def forget_answers() -> None:
    """Forget what is remembered of texts, so that a second look at one costs what the first did.

    Tables that are read once have room for one answer; they stay.
    """
    modules = [module for name, module in sys.modules.items() if name.startswith("newsletter")]
    for value in [value for module in modules for value in vars(module).values()]:
        # The type itself: a stand-in for a request must not be asked what it is.
        if type(value) is CACHE and (value.cache_parameters()["maxsize"] or 1) > 1:
            value.cache_clear()


def measure(
    stage: Callable[[str], object], text: str, n_times: int = 2, deadline_s: float = DEADLINE_S
) -> float:
    """Return the least seconds of processor time a stage took; infinite when it did not end."""
    best = float("inf")
    for _ in range(n_times):
        forget_answers()
        start = time.process_time()
        try:
            with interrupted_after(deadline_s), suppress(NewsletterError):
                stage(text)
        except TimeIsUp:
            return float("inf")
        best = min(best, time.process_time() - start)
        if best > 1:
            break
    return best


def main(n_chars: int = N_CHARS, *names: str) -> None:
    """Print what grows faster than the text."""
    texts, halves = dict(find_texts(n_chars)), dict(find_texts(n_chars // 2))
    for name in names or STAGES:
        stage = STAGES[name]
        stage("warm up")
        found: list[tuple[float, float, str]] = []
        for case, text in texts.items():
            seconds = measure(stage, text)
            half = measure(stage, halves[case]) if seconds > MIN_S else seconds
            growth = seconds / half if half and seconds != float("inf") else float("inf")
            if seconds > 2 or (seconds > MIN_S and growth > BOUND):
                found.append((seconds, growth, case))
        kept = len(texts) - len(found)
        print(f"{name}: {kept} of {len(texts)} texts of {n_chars:,} characters keep the bound")
        for seconds, growth, case in sorted(found, reverse=True):
            print(f"  {seconds:6.2f} s  ×{growth:4.1f}  {case}")


if __name__ == "__main__":
    print(datetime.now(UTC).isoformat(timespec="seconds"))
    main(int(sys.argv[1]) if sys.argv[1:] else N_CHARS, *sys.argv[2:])

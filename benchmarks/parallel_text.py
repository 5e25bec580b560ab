"""Read human translations, and count what the checks say of them.

A professional translation that is held is nearly always our error, so the figure to
keep low is "held per 1,000 pairs". The files are third-party text and not part of the
project; each line is a source, a tab and its translation, and the name of a file ends
in the pair of languages: `news.ja-en.tsv`.

    python -m benchmarks.parallel_text ../shared/parallel [--half odd|even] [--show 20]

`--half` works on every other line, so that rules can be made on the one half and
measured on the other.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsletter.model import Finding, Severity, Unit, UnitKind
from newsletter.translate.checks import check_unit


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and its translation by a person."""

    source_language: str
    target_language: str
    source: str
    target: str

    def check(self, target: str | None = None) -> tuple[Finding, ...]:
        """Return what the checks say of the translation, or of another answer."""
        unit = Unit(UnitKind.SENTENCE, self.source, self.source_language)
        answer = self.target if target is None else target
        return check_unit(unit, answer, target_language=self.target_language)


def read_pairs(path: Path, half: str = "") -> Iterator[Pair]:
    """Yield the pairs of a file; of its odd or even lines when a half is named."""
    source_language, _, target_language = path.name.split(".")[-2].partition("-")
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if half and half != ("odd" if number % 2 else "even"):
                continue
            source, _, target = line.rstrip("\n").partition("\t")
            if source.strip() and target.strip():
                yield Pair(source_language, target_language, source.strip(), target.strip())


def find_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of pairs in a folder, or the file itself."""
    return tuple(sorted(folder.glob("*.tsv"))) if folder.is_dir() else (folder,)


_OWN_WORDS = re.compile(r'"[^"]*"|[0-9][0-9.,]*')


def name_cause(finding: Finding) -> str:
    """Return a finding without the words of the text: its kind."""
    return f"{finding.rule}: {_OWN_WORDS.sub('…', finding.message)}"


def main() -> None:
    """Print held and warned per 1,000 by file, then by check and cause."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("odd", "even"), default="")
    parser.add_argument("--show", type=int, default=0, help="print so many held pairs a file")
    parser.add_argument("--rule", default="", help="show findings of this rule only")
    arguments = parser.parse_args()
    causes: dict[Severity, Counter[str]] = {severity: Counter() for severity in Severity}
    for path in find_files(arguments.folder):
        _measure(path, arguments, causes)
    for severity, counts in causes.items():
        print(f"\n{severity}s by cause")
        for cause, count in counts.most_common(20):
            print(f"{count:6}  {cause[:110]}")


def _measure(
    path: Path,
    arguments: argparse.Namespace,
    causes: dict[Severity, Counter[str]],
) -> None:
    pairs = list(read_pairs(path, arguments.half))
    began = time.perf_counter()
    found = [pair.check() for pair in pairs]
    seconds = time.perf_counter() - began
    n_held = n_warned = n_shown = 0
    rules: Counter[str] = Counter()
    for pair, findings in zip(pairs, found, strict=True):
        severities = {finding.severity for finding in findings}
        n_held += Severity.ERROR in severities
        n_warned += severities == {Severity.WARNING}
        for finding in findings:
            causes[finding.severity][name_cause(finding)] += 1
            rules[f"{finding.rule} {finding.severity}"] += 1
        wanted = [
            finding
            for finding in findings
            if (finding.rule == arguments.rule if arguments.rule else finding.severity == "error")
        ]
        if wanted and n_shown < arguments.show:
            n_shown += 1
            print(f"  {pair.source}\n  {pair.target}")
            for finding in wanted:
                print(f"    {finding.severity} {finding.rule}: {finding.message}")
    each = 1000 / max(1, len(pairs))
    listed = ", ".join(f"{rule} {count * each:.1f}" for rule, count in rules.most_common(8))
    print(
        f"{path.name:24} {len(pairs):5} pairs  held {n_held * each:5.1f}  "
        f"warned {n_warned * each:5.1f}  {1000 * seconds * each:6.0f} ms per 1,000  ({listed})",
        flush=True,
    )


if __name__ == "__main__":
    main()

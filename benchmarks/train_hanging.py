"""Learn which sentences hang without their neighbours: `newsletter.abridgement.hanging`.

    python benchmarks/train_hanging.py                 writes newsletter/abridgement/hanging.json
    python benchmarks/train_hanging.py --evaluate      five folds by article
    python benchmarks/train_hanging.py --store FOLDER  stores FOLDER/labels in hanging_labels.jsonl

Needs `pip install -e .[train]` (scikit-learn) and ../shared. The labels are our own. Language
models read whole articles as an editor who may only delete. They marked each sentence that must not
be printed when all behind it is deleted up to the next heading, and each that cannot be understood
when what stands before it is. What is stored has no text of others: a sentence is known by the
beginning of the hash of its letters.

A logistic regression whose penalty is the sum of the weights leaves a few hundred signs of twenty
thousand, and is as good: held out by article, an average precision of .80 where the usual penalty
has .81 in Japanese, .67 where it has .52 in English (5,500 and 2,100 sentences of the labels).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from newsletter.abridgement import hanging
from newsletter.abridgement.candidates import Candidate, parse_article
from newsletter.abridgement.hanging import (
    BACKWARD,
    FORWARD,
    Model,
    Neighbourhood,
    Signs,
    find_places,
    find_signs,
    get_chance,
)
from newsletter.dedupe.clean import clean_text
from newsletter.source.front_matter import split_front_matter

LABELS = Path(__file__).with_name("hanging_labels.jsonl")
FILE = Path(hanging.__file__).with_name(hanging.FILE)
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
KEY_SIZE = 8  # hex digits; two sentences of one article do not meet by chance
MACHINE_WRITTEN = "corpus/"
N_FOLDS = 5
# By folds: .2 to .5 do the same. 1 has three times the signs, and .63 in English.
STRENGTH = 0.3
MIN_SENTENCES = 8  # in which a sign stands: rarer ones gain nothing
MIN_WEIGHT = 0.001
START_SCALE = 20.0  # what is expected at first is not pulled to nothing, as weights are
LIMITS = (0.5, 0.6, 0.8)

DIRECTIONS = (FORWARD, BACKWARD)
# For training the signs of the three tables stand in one, each with the name of its table.
TABLES = Signs._fields


@dataclass(frozen=True)
class Read:
    """A sentence that was read for this.

    Attributes:
        article: The name of its article; the first two letters are its language.
        place: It, and what stands beside it.
        forward, backward: It hangs without what follows, without what precedes.
    """

    article: str
    place: Neighbourhood
    forward: bool
    backward: bool


def main() -> None:
    """Train, show how well training does on articles that it has not seen, or store labels."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--evaluate", action="store_true")
    arguments.add_argument("--store", type=Path)
    chosen = arguments.parse_args()
    if chosen.store:
        store(chosen.store)
        return
    sentences = list(read_labels())
    if chosen.evaluate:
        evaluate(sentences)
        return
    text = render_file(sentences)
    FILE.write_text(text, "utf-8", newline="\n")
    print(f"{FILE.name}: {len(text.encode()) / 1000:.0f} kB from {len(sentences)} sentences")


# --- labels


def store(folder: Path) -> None:
    """Store the labels of a folder: index.json, and labels/NAME.json with numbers of candidates."""
    index = json.loads((folder / "index.json").read_text("utf-8"))
    lines = [
        _store(path, index[path.stem])
        for path in sorted((folder / "labels").glob("*.json"))
        if Path(index[path.stem]).is_relative_to(SHARED.resolve())
    ]
    LABELS.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
    print(f"{LABELS.name}: {len(lines)} articles")


def _store(path: Path, source: str) -> str:
    """One line: the sentences of an article that were read, and those of them that hang."""
    labels = json.loads(path.read_text("utf-8"))
    place = Path(source).relative_to(SHARED.resolve()).as_posix()
    keys = {one.number: _make_key(one) for one in _cut(place)}
    row = {
        "name": path.stem,
        "source": place,
        "read": [keys[number] for number in labels["read"] if number in keys],
        "forward": [keys[number] for number in labels["F"] if number in keys],
        "backward": [keys[number] for number in labels["B"] if number in keys],
    }
    return json.dumps(row, separators=(",", ":"))


def read_labels() -> Iterator[Read]:
    """Yield every sentence that was read and is still there."""
    for line in LABELS.read_text("utf-8").splitlines():
        row = json.loads(line)
        if not (SHARED / row["source"]).exists():
            continue
        candidates = _cut(row["source"])
        for candidate, place in zip(candidates, find_places(candidates), strict=True):
            key = _make_key(candidate)
            if place is not None and key in row["read"]:
                yield Read(row["name"], place, key in row["forward"], key in row["backward"])


def _cut(source: str) -> Sequence[Candidate]:
    """The candidates of an article below ../shared, a machine's post cleaned first."""
    text = (SHARED / source).read_text("utf-8", errors="replace")
    if source.startswith(MACHINE_WRITTEN):
        return parse_article(clean_text(text).body).candidates
    return parse_article(split_front_matter(text)[1]).candidates


def _make_key(candidate: Candidate) -> str:
    letters = "".join("".join(candidate.parts[-1:]).split())
    return hashlib.sha256(letters.encode()).hexdigest()[:KEY_SIZE]


# --- training


def train(sentences: Sequence[Read], language: str) -> dict[str, Model]:
    """Return the models of a language by direction."""
    return {
        direction: _fit(
            [_name_signs(find_signs(one.place, language, direction)) for one in sentences],
            [getattr(one, direction) for one in sentences],
        )
        for direction in DIRECTIONS
    }


def _name_signs(signs: Signs) -> list[tuple[str, str]]:
    """All signs in order, each with the name of its table."""
    return sorted((name, one) for name, table in zip(TABLES, signs, strict=True) for one in table)


def _fit(signs: Sequence[Sequence[tuple[str, str]]], answers: Sequence[bool]) -> Model:
    """One model: what is expected first, and the signs that count, in order."""
    text: Any = importlib.import_module("sklearn.feature_extraction.text")
    linear: Any = importlib.import_module("sklearn.linear_model")
    counts = text.CountVectorizer(analyzer=list, binary=True, min_df=MIN_SENTENCES)
    rows = counts.fit_transform(signs)
    fitted = linear.LogisticRegression(
        C=STRENGTH,
        l1_ratio=1.0,
        max_iter=400,
        solver="liblinear",
        random_state=0,
        intercept_scaling=START_SCALE,
    ).fit(rows, answers)
    tables: dict[str, dict[str, float]] = {name: {} for name in TABLES}
    for (name, sign), place in sorted(counts.vocabulary_.items()):
        weight = float(fitted.coef_[0][place])
        if abs(weight) >= MIN_WEIGHT:
            tables[name][sign] = round(weight, 4)
    return Model(round(float(fitted.intercept_[0]), 4), **tables)


def render_file(sentences: Sequence[Read]) -> str:
    """Return the text of the data file."""
    version = importlib.import_module("sklearn").__version__
    provenance = {
        "made by": "benchmarks/train_hanging.py",
        "articles": len({one.article for one in sentences}),
        "sentences": len(sentences),
        "labels sha256": hashlib.sha256(LABELS.read_bytes()).hexdigest(),
        "scikit-learn": version,
    }
    models = {
        language: {
            direction: model._asdict()
            for direction, model in train(_select(sentences, language), language).items()
        }
        for language in sorted({one.article[:2] for one in sentences})
    }
    found = {"provenance": provenance, "models": models}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _select(sentences: Sequence[Read], language: str) -> list[Read]:
    return [one for one in sentences if one.article.startswith(language)]


# --- how well it does


def evaluate(sentences: Sequence[Read]) -> None:
    """Print by language and direction what the models find in articles that they have not seen."""
    metrics: Any = importlib.import_module("sklearn.metrics")
    for language in sorted({one.article[:2] for one in sentences}):
        own = _select(sentences, language)
        chances = _rate_held_out(own, language)
        for kind in DIRECTIONS:
            answers = [getattr(one, kind) for one in own]
            precision = metrics.average_precision_score(answers, chances[kind])
            area = metrics.roc_auc_score(answers, chances[kind])
            told = ", ".join(_describe(answers, chances[kind], limit) for limit in LIMITS)
            print(f"{language} {kind:8} {sum(answers)} of {len(own)}:", end=" ")
            print(f"average precision {precision:.3f}, area {area:.3f}; {told}")


def _rate_held_out(sentences: Sequence[Read], language: str) -> dict[str, list[float]]:
    """The chances of every sentence, from models that have not seen its article."""
    names = sorted({one.article for one in sentences})
    folds = {name: at % N_FOLDS for at, name in enumerate(names)}
    models = [
        train([one for one in sentences if folds[one.article] != fold], language)
        for fold in range(N_FOLDS)
    ]
    return {
        kind: [
            get_chance(models[folds[one.article]][kind], find_signs(one.place, language, kind))
            for one in sentences
        ]
        for kind in DIRECTIONS
    }


def _describe(answers: Sequence[bool], chances: Sequence[float], limit: float) -> str:
    """What is found from a limit on, and how much of it is right."""
    found = [answer for answer, chance in zip(answers, chances, strict=True) if chance >= limit]
    share = sum(found) / max(1, sum(answers))
    return f"from {limit}: {share:.2f} found, {sum(found) / max(1, len(found)):.2f} right"


if __name__ == "__main__":
    main()

"""Learn with which sentence editors begin: the model of `newsletter.abridgement.openings`.

    python benchmarks/train_openings.py                  writes newsletter/abridgement/openings.json
    python benchmarks/train_openings.py --evaluate       ten folds by article, two seeds
    python benchmarks/train_openings.py --scorers FILE   keeps the scorers of the folds in a file

Needs what `train_scorer.py` needs. The score of a sentence is one of the measures; it comes from
scorers that have not seen the article, five folds, whose training takes minutes: FILE keeps them
(renew it after a change of the scorer).

The sum of weights is a conditional logit: the chance that the one beginning of an article is among
those that an editor would take (McFadden 1974). The trees are grown at random (Geurts 2006) on the
same measures. Their units are brought together on articles that neither has seen.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import train_scorer
from benchmarks.train_scorer import SHARED, Labelled
from newsletter.abridgement import openings
from newsletter.abridgement.openings import measure_openings, parse_model, rate_openings
from newsletter.abridgement.scoring import Scored
from newsletter.abridgement.weights import parse_weights

FILE = Path(openings.__file__).with_name(openings.FILE)
N_SCORER_FOLDS = 5
N_FOLDS = 10
# By folds over whole articles: a penalty of 30 .725, 60 .727. With trees .742 to .761, by the seed:
# 40 trees with leaves of 12 sentences do what 60 with leaves of 5 do, in a third of the file; trees
# of at most 32 leaves lose .014.
PENALTY = 60.0
FOREST_SHARE = 10.0  # where both spread equally (20) it loses .02
TREES = {"n_estimators": 40, "min_samples_leaf": 12, "max_features": 0.3}


@dataclass(frozen=True)
class Begun:
    """An article with its sentences as measured, and those that an editor would begin with."""

    name: str
    numbers: tuple[int, ...]
    rows: Any
    chosen: Any


def main() -> None:
    """Train, or show how well training does on articles that it has not seen."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--bench", type=Path, default=SHARED / "bench" / "abridge-labels")
    arguments.add_argument("--evaluate", action="store_true")
    arguments.add_argument("--seeds", type=int, default=2)
    arguments.add_argument("--scorers", type=Path)
    chosen = arguments.parse_args()
    articles = train_scorer.read_articles(chosen.bench)
    scored = score_held_out(articles, read_scorers(articles, chosen.scorers))
    begun = [measure(article, scored[article.name]) for article in articles]
    if chosen.evaluate:
        evaluate(articles, scored, begun, chosen.seeds)
        return
    text = render_file(train(begun), chosen.bench, len(articles))
    FILE.write_text(text, "utf-8", newline="\n")
    print(f"{FILE.name}: {len(text.encode()) / 1000:.0f} kB from {len(articles)} articles")


# --- what is learned from


def read_scorers(articles: Sequence[Labelled], path: Path | None) -> list[dict[str, Any]]:
    """Return the scorers of the folds, each with the names of the articles it has not seen."""
    if path and path.exists():
        known: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
        return known
    trained = []
    for fold in train_scorer._split(articles, "article", N_SCORER_FOLDS, 0):
        names = sorted(article.name for article in fold)
        data = train_scorer.train([a for a in articles if a.name not in names])
        trained.append({"names": names, "data": data})
    if path:
        path.write_text(json.dumps(trained), "utf-8")
    return trained


def score_held_out(
    articles: Sequence[Labelled], scorers: Sequence[Mapping[str, Any]]
) -> dict[str, tuple[Scored, ...]]:
    """Return the candidates of every article as a scorer sees them that never saw the article."""
    known = {article.name: article for article in articles}
    found = {}
    for scorer in scorers:
        weights = parse_weights(scorer["data"])
        for name in scorer["names"]:
            found[name] = train_scorer._score(known[name], weights)
    return found


def measure(article: Labelled, scored: Sequence[Scored]) -> Begun:
    """Return an article as rows of measures."""
    numpy = importlib.import_module("numpy")
    rows = measure_openings(scored, article.language, article.title, article.excerpt)
    begins: set[int] = set()
    for part, label in zip(article.measured.parts, article.opens, strict=True):
        if label:
            begins.add(part.candidate)
    chosen = [number in begins for number in rows]
    return Begun(article.name, tuple(rows), numpy.array(list(rows.values())), numpy.array(chosen))


# --- training


def train(articles: Sequence[Begun], seed: int = 0) -> dict[str, Any]:
    """Return the model as it stands in the file."""
    weights = _fit_weights(articles)
    forest = _fit_forest(articles, seed)
    return {
        "weights": dict(zip(openings.NAMES, _round(weights), strict=True)),
        "forest share": FOREST_SHARE,
        "forest": _export(forest),
    }


def _round(values: Sequence[float]) -> list[float]:
    return [float(f"{value:.5g}") for value in values]


def _fit_weights(articles: Sequence[Begun]) -> Any:
    """Conditional logit; the measures are put on one scale, so that the penalty is fair."""
    numpy = importlib.import_module("numpy")
    optimize = importlib.import_module("scipy.optimize")
    usable = [article for article in articles if article.chosen.any()]
    rows = numpy.vstack([article.rows for article in usable])
    scale = rows.std(axis=0) + 1e-9
    scaled = [(article.rows / scale, article.chosen) for article in usable]

    def lose(weights: Any) -> tuple[float, Any]:
        lost, slope = 0.0, numpy.zeros(len(weights))
        for values, chosen in scaled:
            totals = values @ weights
            powers = numpy.exp(totals - totals.max())
            lost -= numpy.log(powers[chosen].sum() / powers.sum())
            wanted = numpy.where(chosen, powers, 0.0) / powers[chosen].sum()
            slope -= values.T @ (wanted - powers / powers.sum())
        return lost + PENALTY * (weights @ weights) / 2, slope + PENALTY * weights

    fitted = optimize.minimize(lose, numpy.zeros(rows.shape[1]), jac=True, method="L-BFGS-B")
    return fitted.x / scale


def _fit_forest(articles: Sequence[Begun], seed: int) -> Any:
    """Trees over the chance of each sentence; one beginning is one, however many would do."""
    numpy = importlib.import_module("numpy")
    ensemble = importlib.import_module("sklearn.ensemble")
    usable = [article for article in articles if len(article.rows)]
    rows = numpy.vstack([article.rows for article in usable])
    labels = numpy.concatenate([article.chosen.astype(float) for article in usable])
    shares = [[1 / max(1, article.chosen.sum())] * len(article.rows) for article in usable]
    model = ensemble.ExtraTreesRegressor(**TREES, random_state=seed, n_jobs=1)
    return model.fit(rows, labels, numpy.concatenate(shares))


def _export(forest: Any) -> dict[str, Any]:
    trees = [_export_tree(one.tree_, len(forest.estimators_)) for one in forest.estimators_]
    return {"base": round(sum(tree[3][0] for tree in trees), 6), "trees": trees}


def _export_tree(tree: Any, n_trees: int) -> list[list[float]]:
    """Columns of a tree in preorder: measure, limit, right branch, its share of the value."""
    columns: list[list[float]] = [[], [], [], []]

    def add(number: int) -> None:
        at = len(columns[0])
        leaf = tree.children_left[number] < 0
        value = float(tree.value[number].ravel()[0]) / n_trees
        limit = 0.0 if leaf else float(f"{tree.threshold[number]:.5g}")
        asked = -1 if leaf else int(tree.feature[number])
        for column, cell in zip(columns, (asked, limit, 0, round(value, 5)), strict=True):
            column.append(cell)
        if not leaf:
            add(tree.children_left[number])
            columns[2][at] = len(columns[0])
            add(tree.children_right[number])

    add(0)
    return columns


# --- the file


def render_file(data: Mapping[str, Any], bench: Path, n_articles: int) -> str:
    """Return the file: provenance first, a line for each tree."""
    provenance = {
        "made by": "benchmarks/train_openings.py",
        "articles": n_articles,
        "labels sha256": train_scorer.hash_labels(bench),
        "scikit-learn": importlib.import_module("sklearn").__version__,
    }
    trees = ",\n".join(train_scorer._compact(tree) for tree in data["forest"]["trees"])
    return (
        f'{{\n"provenance": {json.dumps(provenance, indent=1)},\n'
        f'"weights": {json.dumps(data["weights"], indent=1)},\n'
        f'"forest share": {data["forest share"]},\n'
        f'"forest": {{"base": {data["forest"]["base"]}, "trees": [\n{trees}\n]}}\n}}\n'
    )


# --- held-out figures


def _split(articles: Sequence[Begun], n_folds: int, seed: int) -> list[list[Begun]]:
    order = list(articles)
    random.Random(seed).shuffle(order)
    return [order[fold::n_folds] for fold in range(n_folds)]


def evaluate(
    articles: Sequence[Labelled],
    scored: Mapping[str, Sequence[Scored]],
    begun: Sequence[Begun],
    n_seeds: int,
) -> None:
    """Print how often the likeliest beginning is one that an editor would take."""
    known = {article.name: article for article in articles}
    for seed in range(n_seeds):
        hits: dict[str, list[bool]] = {}
        for fold in _split(begun, N_FOLDS, seed):
            names = {article.name for article in fold}
            model = parse_model(train([a for a in begun if a.name not in names], seed))
            for one in fold:
                article = known[one.name]
                rated = rate_openings(
                    scored[one.name], article.language, article.title, article.excerpt, model
                )
                hit = _is_hit(rated, one)
                hits.setdefault("all", []).append(hit)
                hits.setdefault(article.language, []).append(hit)
        told = [f"{group} {sum(found) / len(found):.3f}" for group, found in hits.items()]
        print(f"seed {seed}: {', '.join(told)}")


def _is_hit(rated: Sequence[Scored], begun: Begun) -> bool:
    best = max(rated, key=lambda one: (one.opens, -one.candidate.number))
    chosen = {n for n, is_one in zip(begun.numbers, begun.chosen, strict=True) if is_one}
    return best.candidate.number in chosen


if __name__ == "__main__":
    main()

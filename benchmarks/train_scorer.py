"""Learn what editors keep, and write the weights that `newsletter.abridgement.scoring` applies.

    python benchmarks/train_scorer.py                     writes newsletter/abridgement/weights.json
    python benchmarks/train_scorer.py --evaluate          k folds by article, several seeds
    python benchmarks/train_scorer.py --evaluate --by site      whole sites or topics held out
    python benchmarks/train_scorer.py --evaluate --scores FILE  writes the held-out scores too
    python benchmarks/train_scorer.py --judge-own         the shipped weights, on our own labels
    python benchmarks/train_scorer.py --show              the weightiest letter runs and measures

Needs `pip install -e .[train]` (scikit-learn) and ../shared/bench/abridge-labels. The articles of
../shared/bench/abridge are never read: they judge what was learned here.

Two steps. A ridge regression over letter runs, names hidden, says how a sentence is worded; its
scores of the training articles come from folds that have not seen them. Boosted trees over the
measures of a sentence, its wording and that of its neighbours then say its weight. Every article
counts as the root of its length, or a few long ones would decide. Held-out articles are scored
by the package's own code, so what is measured is what runs.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import itertools
import json
import math
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")  # sums in one order: the same weights every time
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.own_labels import import_judge, read_own_labels
from newsletter.abridgement import features, weights, wording
from newsletter.abridgement.candidates import CandidateKind, ParsedArticle, parse_article
from newsletter.abridgement.features import Measured, measure_article
from newsletter.abridgement.said_again import measure_likeness
from newsletter.abridgement.scoring import Scored, build_rows, score_candidates
from newsletter.abridgement.weights import (
    ANY,
    RUN_UNIT,
    WORDED,
    Forest,
    Weights,
    parse_likeness,
    parse_weights,
)
from newsletter.abridgement.wording import find_runs
from newsletter.source.front_matter import parse_front_matter, split_front_matter

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
FILE = Path(__file__).resolve().parent.parent / "newsletter" / "abridgement" / weights.FILE
SHARE = 0.25

# Chosen by folds over whole articles. Runs in fewer articles are topics, not wording: a limit of 4
# in place of 12 gains .003. Worth on held-out articles with one forest a language: trees of two
# leaves .660 (300 of them), 80 of eight leaves .672, 50 with longer steps .670, 40 .667. With one
# forest for both languages .652 and .664, and 200 trees with smaller steps gain nothing.
MIN_ARTICLES = {"ja": 12, "en": 6}
RIDGE = {"ja": 2.0, "en": 4.0}
N_INNER_FOLDS = 4
SIZES = {
    "worth": {"max_iter": 100, "learning_rate": 0.08, "max_leaf_nodes": 8},
    "closes": {"max_iter": 20, "learning_rate": 0.15, "max_leaf_nodes": 4},
    "needs": {"max_iter": 30, "learning_rate": 0.15, "max_leaf_nodes": 6},
}
N_SEEDS: dict[str, int] = {}  # forests of which the mean is taken, where more than one
TREES = {"min_samples_leaf": 20, "l2_regularization": 1.0, "max_features": 0.3}


_NO_TREES = Forest(0.0, ())
UNTRAINED = Weights(None, _NO_TREES, _NO_TREES, _NO_TREES)


Rows = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Labelled:
    """An article with what an editor said of it.

    Attributes:
        name: Its name; the last two letters are its language.
        site: Where it comes from, as far as its front matter tells; in Japanese its topic.
        title: Its title.
        excerpt: Its description.
        article: It, cut into candidates.
        measured: Its measures.
        units: The labelled units that each part covers.
        labels: The benchmark's own view of it, for its judge.
    """

    name: str
    site: str
    title: str
    excerpt: str
    article: ParsedArticle
    measured: Measured
    units: tuple[tuple[int, ...], ...]
    labels: dict[str, Any]

    @property
    def language(self) -> str:
        """Its language."""
        return self.name[-2:]

    @cached_property
    def runs(self) -> list[frozenset[str]]:
        """Letter runs of each part."""
        return [find_runs(part.text, self.language) for part in self.measured.parts]

    @property
    def worth(self) -> list[float]:
        """The editor's weight of each part."""
        return self._heaviest(self.labels["w"])

    @property
    def opens(self) -> list[float]:
        """1 for each part that an editor would begin with."""
        chosen = {*self.labels["L"]["first"], *self.labels["L"]["choice"][:1]}
        return self._heaviest(dict.fromkeys(chosen, 1))

    @property
    def closes(self) -> list[float]:
        """1 for the part that the editor's own choice ends with."""
        return self._heaviest(dict.fromkeys(self.labels["L"]["choice"][-1:], 1))

    @property
    def needs(self) -> list[float]:
        """1 for each part that needs one before it."""
        needy = {unit for unit, needed in self.labels["L"]["needs"] if needed < unit}
        return self._heaviest(dict.fromkeys(needy, 1))

    @cached_property
    def pairs(self) -> list[tuple[tuple[float, ...], bool, str]]:
        """Pairs of sentences that have terms in common: measures, whether both say the same, name.

        The terms and their weights are those of the article; no score enters.
        """
        units: dict[int, set[int]] = {}
        for part, covered in zip(self.measured.parts, self.units, strict=True):
            units.setdefault(part.candidate, set()).update(covered)
        groups = [frozenset(group) for group in self.labels["L"]["groups"]]
        scored = score_candidates(self.article, self.language, self.title, self.excerpt, UNTRAINED)
        sentences = [one for one in scored if one.candidate.kind is CandidateKind.SENTENCE]
        found = []
        for one, other in itertools.combinations(sentences, 2):
            measures = measure_likeness(one, other)
            left, right = one.candidate.number, other.candidate.number
            if measures:
                mine, its = units.get(left, set()), units.get(right, set())
                same = any(mine & group and its & group for group in groups)
                found.append((measures, same, f"{left},{right}"))
        return found

    def _heaviest(self, labels: Mapping[int, int]) -> list[float]:
        return [
            float(max((labels.get(unit, 0) for unit in part), default=0)) for part in self.units
        ]


def main() -> None:
    """Train, or show how well training does on articles that it has not seen."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--bench", type=Path, default=SHARED / "bench" / "abridge-labels")
    arguments.add_argument("--evaluate", action="store_true")
    arguments.add_argument("--by", choices=("article", "site", "language"), default="article")
    arguments.add_argument("--folds", type=int, default=5)
    arguments.add_argument("--seeds", type=int, default=3)
    arguments.add_argument("--scores", type=Path, help="write the held-out scores of one seed")
    arguments.add_argument("--judge-own", action="store_true")
    arguments.add_argument("--show", action="store_true")
    chosen = arguments.parse_args()
    if chosen.show:
        show(json.loads(FILE.read_text("utf-8")))
        return
    if chosen.judge_own:
        judge_own(json.loads(FILE.read_text("utf-8")))
        return
    articles = read_articles(chosen.bench)
    if chosen.evaluate:
        evaluate(articles, chosen.by, chosen.folds, chosen.seeds, chosen.scores)
        return
    data = train(articles)
    text = render_file(data, articles, chosen.bench)
    FILE.write_text(text, "utf-8", newline="\n")
    print(f"{FILE.name}: {len(text.encode()) / 1000:.0f} kB from {len(articles)} articles")


# --- the labels


def read_articles(bench: Path) -> list[Labelled]:
    """Return the labelled articles in the order of their names."""
    judge = import_judge()
    names = sorted(path.stem for path in (bench / "labels").glob("*.json"))
    articles = bench / "articles"
    return [
        _build_article(name, (articles / f"{name}.md").read_text("utf-8"), judge.load(name))
        for name in names
    ]


def read_own_articles() -> list[Labelled]:
    """Return the articles that were labelled here."""
    return [_build_article(*row) for row in read_own_labels()]


def _build_article(name: str, text: str, labels: dict[str, Any]) -> Labelled:
    judge = import_judge()
    head, body = split_front_matter(text)
    fields = dict(parse_front_matter(head, name))
    title = str(fields.get("title") or "")
    excerpt = str(fields.get("excerpt") or fields.get("description") or "")
    article = parse_article(body)
    measured = measure_article(article, name[-2:], title, excerpt)
    units = _align(judge, labels, [part.text for part in measured.parts])
    site = _tell_site(fields, name)
    return Labelled(name, site, title, excerpt, article, measured, units, labels)


def _tell_site(fields: Mapping[str, object], name: str) -> str:
    """A name for where an article comes from: the fields that its front matter has.

    All but one of the Japanese articles are of one site: there it is the topic, by category and
    first tag.
    """
    if name.endswith("-ja"):
        return f"{fields.get('categories')} {str(fields.get('tags'))[:12]}"
    if {"tldr", "bookRelation"} & fields.keys():
        return "tldr"
    if {"team", "aliases"} & fields.keys():
        return "team"
    if {"by", "template"} & fields.keys():
        return "by"
    common = {"author", "authors", "date", "layout", "excerpt", "permalink"}
    return " ".join(sorted(common & fields.keys()))


def _align(
    judge: Any, labels: Mapping[str, Any], parts: Iterable[str]
) -> tuple[tuple[int, ...], ...]:
    """Units that each part covers by half or that cover half of it; found in order, by letters."""

    def normal(text: str) -> str:
        return str(judge.S.norm(text.replace("|", " ")))

    text = ""
    owners: list[int] = []
    lengths: dict[int, int] = {}
    for unit in labels["U"]:
        if unit["kind"] in (*judge.CONTENT, "thead"):
            letters = normal(unit["raw"])
            text += letters
            owners += [unit["i"]] * len(letters)
            lengths[unit["i"]] = max(1, len(letters))
    aligned: list[tuple[int, ...]] = []
    cursor = 0
    for part in parts:
        letters = normal(part)
        at = text.find(letters, cursor)
        if at < 0:
            at = text.find(letters)
        if at < 0 or not letters:
            aligned.append(())
            continue
        cursor = at + len(letters)
        shared = Counter(owners[at:cursor])
        half = len(letters) / 2
        aligned.append(
            tuple(sorted(u for u, n in shared.items() if n >= min(half, lengths[u] / 2)))
        )
    return tuple(aligned)


# --- training


def train(articles: Sequence[Labelled], seed: int = 0) -> dict[str, Any]:
    """Return the learned weights as they stand in the file."""
    plain = [[part.measures for part in article.measured.parts] for article in articles]
    runs = {}
    forests = {ANY: _fit_forests(articles, plain, SIZES, seed)}
    rows: dict[str, Rows] = {}
    for language in sorted(wording.RUN_LENGTHS):
        own = [article for article in articles if article.language == language]
        if own:
            runs[language] = _fit_runs(own, language)
            wordings = _score_out_of_fold(own, language, seed)
            built = [build_rows(a.article, a.measured, wordings[a.name]) for a in own]
            forests[language] = _fit_forests(own, built, ("worth",), seed)
            rows |= dict(zip((article.name for article in own), built, strict=True))
    worded = [article for article in articles if article.name in rows]
    worded_rows = [rows[article.name] for article in worded]
    forests[WORDED] = _fit_forests(worded, worded_rows, ("closes", "needs"), seed)
    return {"likeness": _fit_likeness(articles), "runs": runs, "forests": forests}


def _fit_likeness(articles: Sequence[Labelled]) -> list[float]:
    """Base and weights of the measures of likeness."""
    linear_model = importlib.import_module("sklearn.linear_model")
    pairs = [pair for article in articles for pair in article.pairs]
    model = linear_model.LogisticRegression(C=10.0, max_iter=2000)
    model.fit([measures for measures, _, _ in pairs], [same for _, same, _ in pairs])
    return [round(float(value), 4) for value in (*model.intercept_, *model.coef_[0])]


def _fit_forests(
    articles: Sequence[Labelled], rows: Sequence[Rows], names: Iterable[str], seed: int
) -> dict[str, Any]:
    flat = [row for article in rows for row in article]
    forests = {}
    for name in names:
        labels = [value for article in articles for value in getattr(article, name)]
        shares = [share for article in articles for share in _weigh(article, name)]
        grown = [
            _fit_forest(flat, labels, shares, SIZES[name], seed + at)
            for at in range(N_SEEDS.get(name, 1))
        ]
        forests[name] = _average(grown)
    return forests


def _average(forests: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The mean of forests, as one: every tree says its share."""
    if len(forests) == 1:
        return forests[0]
    base = sum(forest["base"] for forest in forests) / len(forests)
    trees = []
    for forest in forests:
        for measures, limits, rights, values in forest["trees"]:
            shared = [round(value / len(forests), 5) for value in values]
            trees.append([measures, limits, rights, shared])
    return {"base": round(base, 6), "trees": trees}


def _weigh(article: Labelled, name: str) -> list[float]:
    """Weight of each part of an article in training.

    One beginning or end is one, however many parts an editor would take. What a sentence needs was
    asked only of those that an editor gave weight: the others say nothing of needs.
    """
    if name == "closes":
        labels = getattr(article, name)
        return [1 / max(1.0, sum(labels))] * len(labels)
    share = 1 / math.sqrt(max(1, len(article.units)))
    if name == "needs":
        asked = zip(article.worth, article.needs, strict=True)
        return [share if worth or need else 0.0 for worth, need in asked]
    return [share] * len(article.units)


def _fit_runs(articles: Sequence[Labelled], language: str) -> dict[str, Any]:
    """Weights of the letter runs of one language, as whole numbers."""
    linear_model = importlib.import_module("sklearn.linear_model")
    vocabulary = _find_vocabulary(articles, language)
    worth = [weight for article in articles for weight in article.worth]
    model = linear_model.Ridge(alpha=RIDGE[language], solver="sparse_cg", tol=1e-3)
    model.fit(_build_matrix(articles, vocabulary), worth)
    rounded = {run: round(float(model.coef_[at]) / RUN_UNIT) for run, at in vocabulary.items()}
    kept = {run: weight for run, weight in rounded.items() if weight}
    return {"base": round(float(model.intercept_), 6), "weights": kept}


def _find_vocabulary(articles: Sequence[Labelled], language: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update(frozenset().union(*article.runs))
    known = sorted(run for run, count in counts.items() if count >= MIN_ARTICLES[language])
    return {run: at for at, run in enumerate(known)}


def _build_matrix(articles: Sequence[Labelled], vocabulary: Mapping[str, int]) -> Any:
    """One row a part; its known runs share a length of 1."""
    sparse = importlib.import_module("scipy.sparse")
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for article in articles:
        for runs in article.runs:
            known = sorted(vocabulary[run] for run in runs if run in vocabulary)
            columns += known
            values += [1 / max(1, len(known)) ** 0.5] * len(known)
            ends.append(len(columns))
    return sparse.csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(vocabulary)))


def _score_out_of_fold(
    articles: Sequence[Labelled], language: str, seed: int
) -> dict[str, list[float]]:
    """Wording scores of every article by a table that has not seen it."""
    scores: dict[str, list[float]] = {}
    order = list(articles)
    random.Random(seed).shuffle(order)
    for fold in range(N_INNER_FOLDS):
        held = order[fold::N_INNER_FOLDS]
        names = {article.name for article in held}
        table = _fit_runs([a for a in articles if a.name not in names], language)
        numbers = {run: weight * RUN_UNIT for run, weight in table["weights"].items()}
        for article in held:
            scores[article.name] = [
                wording.score_wording(part.text, language, numbers, table["base"])
                for part in article.measured.parts
            ]
    return scores


def _fit_forest(
    rows: Rows,
    labels: Sequence[float],
    shares: Sequence[float],
    size: Mapping[str, float],
    seed: int,
) -> dict[str, Any]:
    ensemble = importlib.import_module("sklearn.ensemble")
    model = ensemble.HistGradientBoostingRegressor(
        **size, **TREES, early_stopping=False, random_state=seed
    )
    model.fit(rows, labels, shares)
    trees = [_export_tree(stage[0].nodes) for stage in model._predictors]
    base = float(model._baseline_prediction.ravel()[0]) + sum(tree[3][0] for tree in trees)
    return {"base": round(base, 6), "trees": trees}


def _export_tree(nodes: Any) -> list[list[float]]:
    """Columns of a tree in preorder: measure, limit, right branch, value."""
    measures: list[float] = []
    limits: list[float] = []
    rights: list[float] = []
    values: list[float] = []

    def add(number: int) -> float:
        node = nodes[number]
        at = len(measures)
        leaf = bool(node["is_leaf"])
        measures.append(-1 if leaf else int(node["feature_idx"]))
        limits.append(0.0 if leaf else float(f"{node['num_threshold']:.6g}"))
        rights.append(0)
        values.append(0.0)
        if leaf:
            values[at] = float(node["value"])
        else:
            left = add(int(node["left"])) * int(nodes[int(node["left"])]["count"])
            rights[at] = len(measures)
            right = add(int(node["right"])) * int(nodes[int(node["right"])]["count"])
            values[at] = (left + right) / int(node["count"])
        return values[at]

    add(0)
    return [measures, limits, rights, [round(value, 5) for value in values]]


# --- the file


def render_file(data: Mapping[str, Any], articles: Sequence[Labelled], bench: Path) -> str:
    """Return the file: provenance first, a line for each tree and each table of runs."""
    counts = Counter(article.language for article in articles)
    provenance = {
        "made by": "benchmarks/train_scorer.py",
        "articles": dict(sorted(counts.items())),
        "labels sha256": hash_labels(bench),
        "weights sha256": hash_weights(data),
        "scikit-learn": importlib.import_module("sklearn").__version__,
        "measures": [*features.NAMES, *wording.NAMES],
    }
    lines = [
        "{",
        f'"provenance": {json.dumps(provenance, indent=1)},',
        f'"likeness": {_compact(data["likeness"])},',
        '"runs": {',
    ]
    tables = [
        f"{json.dumps(language)}: {_compact(table)}" for language, table in data["runs"].items()
    ]
    lines += [",\n".join(tables), "},", '"forests": {']
    lines.append(",\n".join(_render_forests(*pair) for pair in data["forests"].items()))
    lines += ["}", "}"]
    return "\n".join(lines) + "\n"


def _render_forests(language: str, forests: Mapping[str, Any]) -> str:
    rendered = []
    for name, forest in forests.items():
        trees = ",\n".join(_compact(tree) for tree in forest["trees"])
        rendered.append(f'"{name}": {{"base": {forest["base"]}, "trees": [\n{trees}\n]}}')
    return f'"{language}": {{\n' + ",\n".join(rendered) + "\n}"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def hash_weights(data: Mapping[str, Any]) -> str:
    """Return the hash of the weights themselves, whatever the layout of the file."""
    learned = {name: data[name] for name in ("likeness", "runs", "forests")}
    text = json.dumps(learned, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def hash_labels(bench: Path) -> str:
    """Return the hash of all articles and labels, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted((bench / "labels").glob("*.json")):
        for part in (bench / "articles" / f"{path.stem}.md", path):
            digest.update(f"{part.name}\n".encode())
            digest.update(part.read_bytes())
    return digest.hexdigest()


# --- held-out figures


def evaluate(
    articles: Sequence[Labelled], by: str, n_folds: int, n_seeds: int, scores: Path | None
) -> None:
    """Print the worth of a choice by score alone, on articles held out."""
    totals: dict[str, list[float]] = {}
    for seed in range(n_seeds):
        held_out: dict[str, tuple[Scored, ...]] = {}
        pairs: dict[str, dict[str, float]] = {}
        for fold in _split(articles, by, n_folds, seed):
            names = {article.name for article in fold}
            data = train([a for a in articles if a.name not in names], seed)
            learned, likeness = parse_weights(data), parse_likeness(data)
            for article in fold:
                held_out[article.name] = _score(article, learned)
                pairs[article.name] = _liken(article, likeness)
        for key, value in _judge(articles, held_out, pairs).items():
            totals.setdefault(key, []).append(value)
        print(f"seed {seed}: " + _say({key: values[-1] for key, values in totals.items()}))
        sys.stdout.flush()
        if scores and seed == 0:
            scores.write_text(json.dumps(_dump(held_out, pairs)), "utf-8")
    means = {key: sum(values) / len(values) for key, values in totals.items()}
    spread = max(totals["worth"]) - min(totals["worth"])
    print(f"mean over {n_seeds} seeds: {_say(means)}; worth between seeds differs by {spread:.3f}")


def judge_own(data: Mapping[str, Any]) -> None:
    """Print the worth of a choice by score alone on the articles that were labelled here.

    Nothing was ever learned from them.
    """
    articles = read_own_articles()
    learned, likeness = parse_weights(data), parse_likeness(data)
    scored = {article.name: _score(article, learned) for article in articles}
    pairs = {article.name: _liken(article, likeness) for article in articles}
    print(_say(_judge(articles, scored, pairs)))


def _score(article: Labelled, learned: Mapping[str, Weights]) -> tuple[Scored, ...]:
    weights = learned.get(article.language, learned[ANY])
    return score_candidates(
        article.article, article.language, article.title, article.excerpt, weights
    )


def _liken(article: Labelled, weights: Sequence[float]) -> dict[str, float]:
    """Probability that a pair says the same, for each pair with anything in common."""
    base, *shares = weights
    found = {}
    for measures, _, name in article.pairs:
        total = base + sum(s * m for s, m in zip(shares, measures, strict=True))
        found[name] = 1 / (1 + math.exp(-total))
    return found


def _split(
    articles: Sequence[Labelled], by: str, n_folds: int, seed: int
) -> Iterable[list[Labelled]]:
    """Folds of whole articles, or of whole sites (topics), each with its part of every language."""
    keys: dict[str, Callable[[Labelled], str]] = {
        "article": lambda article: article.name,
        "site": lambda article: article.site,
        "language": lambda article: article.language,
    }
    key = keys[by]
    place: dict[tuple[str, str], int] = {}
    for language in sorted({article.language for article in articles}):
        groups = sorted({key(article) for article in articles if article.language == language})
        random.Random(seed).shuffle(groups)
        for at, group in enumerate(groups):
            place[language, group] = (
                (at + len(place)) % n_folds if by == "language" else at % n_folds
            )
    for fold in range(n_folds):
        held = [a for a in articles if place[a.language, key(a)] == fold]
        if held:
            yield held


def _judge(
    articles: Sequence[Labelled],
    held_out: Mapping[str, Sequence[Scored]],
    pairs: Mapping[str, Mapping[str, float]],
) -> dict[str, float]:
    judge = importlib.import_module("labels")
    rows: dict[str, list[dict[str, float]]] = {}
    for article in articles:
        kept = _choose(article, held_out[article.name])
        judged = judge.judge(article.labels, kept)
        judged["top close"] = _hits(held_out[article.name], article, "closes", article.closes)
        judged["needs AUC"] = _needs_auc(held_out[article.name], article)
        rows.setdefault("", []).append(judged)
        rows.setdefault(f" {article.language}", []).append(judged)
    found = {}
    for key in ("worth", "w3", "top close", "needs AUC"):
        for group, members in sorted(rows.items()):
            found[key + group] = sum(row[key] for row in members) / len(members)
    same = [mark for article in articles for _, mark, _ in article.pairs]
    alike = [pairs[article.name][name] for article in articles for _, _, name in article.pairs]
    metrics = importlib.import_module("sklearn.metrics")
    found["likeness AP"] = float(metrics.average_precision_score(same, alike))
    return found


def _choose(article: Labelled, scored: Sequence[Scored]) -> list[int]:
    """Units of the parts with the best score for their length, until a quarter is full."""
    lengths = article.labels["lens"]
    budget = article.labels["total"] * SHARE * 1.08
    part_scores = [score for one in scored for score in one.part_scores]
    ranked = []
    for at, units in enumerate(article.units):
        length = sum(lengths[unit] for unit in units)
        if length:
            ranked.append((-part_scores[at] / length, at))
    kept: set[int] = set()
    used = 0.0
    for _, at in sorted(ranked):
        length = sum(lengths[unit] for unit in article.units[at] if unit not in kept)
        if used + length <= budget:
            kept.update(article.units[at])
            used += length
    return sorted(kept)


def _hits(scored: Sequence[Scored], article: Labelled, name: str, labels: Sequence[float]) -> float:
    """1 when the candidate that is likeliest to open (or close) has a part that does."""
    best = max(scored, key=lambda one: (getattr(one, name), -one.candidate.number))
    number = best.candidate.number
    parts = article.measured.parts
    return float(any(labels[at] for at, part in enumerate(parts) if part.candidate == number))


def _needs_auc(scored: Sequence[Scored], article: Labelled) -> float:
    """How often, of two sentences with weight, the needy one is likelier to need; .5 is chance."""
    asked: dict[int, bool] = {}
    for part, worth, need in zip(article.measured.parts, article.worth, article.needs, strict=True):
        if worth or need:
            asked[part.candidate] = asked.get(part.candidate, False) or bool(need)
    needs = [(one.needs_before, asked.get(one.candidate.number)) for one in scored]
    yes = [value for value, need in needs if need]
    no = [value for value, need in needs if need is False]
    if not yes or not no:
        return 0.5
    wins = sum((a > b) + (a == b) / 2 for a in yes for b in no)
    return wins / (len(yes) * len(no))


def _say(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in figures.items())


def _dump(
    held_out: Mapping[str, Sequence[Scored]], pairs: Mapping[str, Mapping[str, float]]
) -> dict[str, Any]:
    """Held-out scores by article and candidate; `pairs` by two numbers, likely ones only."""
    alike = {
        name: {pair: value for pair, value in found.items() if value >= 0.02}
        for name, found in pairs.items()
    }
    return {
        name: {"pairs": alike[name]}
        | {
            str(one.candidate.number): {
                "score": one.score,
                "parts": one.part_scores,
                "features": one.features,
                "closes": one.closes,
                "needs_before": one.needs_before,
            }
            for one in scored
        }
        for name, scored in held_out.items()
    }


def show(data: Mapping[str, Any]) -> None:
    """Print the weightiest letter runs and how often the trees ask about each measure."""
    for language, table in data["runs"].items():
        ranked = sorted(table["weights"].items(), key=lambda pair: (pair[1], pair[0]))
        print(language, len(ranked), "runs")
        print("  keep:", " ".join(f"{run!r}" for run, _ in ranked[-80:][::-1]))
        print("  drop:", " ".join(f"{run!r}" for run, _ in ranked[:80]))
        named = [run for run, _ in ranked if re.search("[A-Za-z]{2}", run)]
        print("  with Latin letters:", len(named))
    names = data["provenance"]["measures"]
    forests = data["forests"]
    named_forests = [
        (f"{language}, {name}", forest)
        for language, own in forests.items()
        for name, forest in own.items()
    ]
    for name, forest in named_forests:
        swings: Counter[str] = Counter()
        for measures, _, rights, values in forest["trees"]:
            for node, measure in enumerate(measures):
                if measure >= 0:
                    swings[names[measure]] += abs(values[node + 1] - values[rights[node]])
        print(name, ", ".join(f"{what} {swing:.2f}" for what, swing in swings.most_common(14)))


if __name__ == "__main__":
    main()

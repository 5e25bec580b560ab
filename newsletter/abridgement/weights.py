"""Load what was learned from editors' choices and apply it: small trees and tables of letter runs.

The weights are one JSON file in the package, written by `benchmarks/train_scorer.py` and loaded
when the first article is scored. Trees are applied in plain Python; the way of an article through
them is a fixed sequence of comparisons and sums, so the same article gives the same scores.

A forest explains itself. Each step down a tree changes the expected value, and the change belongs
to the measure that the step asked about. The changes of a measure, summed over all trees, are its
contribution; the contributions and the base value together are exactly the score.
Source: Saabas, "Interpreting random forests" (2014); read off the path, it costs nothing more.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FILE = "weights.json"
ANY = "any"  # forests for a language without letter runs
WORDED = "worded"  # forests for all languages with letter runs
RUN_UNIT = 0.001  # the weights of letter runs are whole numbers of this


# A node of a tree as it stands in the file: the number of the measure it asks about (-1 at a leaf),
# the limit (a measure of at most this goes left), the node of the right branch, and the value that
# is expected here. Nodes stand in preorder: the left branch follows its question at once.
Node = tuple[int, float, int, float]
Tree = tuple[Node, ...]


# The same tree for walking, which is most of the time of a score. A question: measure, limit, its
# two branches, the left one first, and what going left and going right change of the expected
# value. A leaf: LEAF, and what the whole way changes of it. All are tuples of one length: to look
# at the number costs a third of asking for a type. Only this is kept: the nodes beside it and the
# steps of every way at its leaf took 6 MB in every process, and are known from it.
_Branch = tuple[int, float, Any, Any, float, float]
LEAF = -1


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose values are added up.

    Attributes:
        base: Expected value before any question, of all trees together.
        trees: The trees, as they are walked.
    """

    base: float
    trees: tuple[_Branch, ...]

    def predict(self, row: Sequence[float]) -> float:
        """Return the value of a row of measures."""
        total = self.base
        for branch in self.trees:
            asked, limit, left, right, _, _ = branch
            while asked >= 0:
                branch = left if row[asked] <= limit else right
                asked, limit, left, right, _, _ = branch
            total += limit
        return total

    def explain(self, row: Sequence[float]) -> list[float]:
        """Return what each measure of a row adds to the base value."""
        contributions = [0.0] * len(row)
        for branch in self.trees:
            asked, limit, left, right, to_left, to_right = branch
            while asked >= 0:
                if row[asked] <= limit:
                    contributions[asked] += to_left
                    branch = left
                else:
                    contributions[asked] += to_right
                    branch = right
                asked, limit, left, right, to_left, to_right = branch
        return contributions


def _grow(tree: Tree, at: int) -> _Branch:
    """The branch that begins at a node."""
    asked, limit, right, value = tree[at]
    if asked < 0:
        return LEAF, value - tree[0][3], None, None, 0.0, 0.0
    return (
        asked,
        limit,
        _grow(tree, at + 1),
        _grow(tree, right),
        tree[at + 1][3] - value,
        tree[right][3] - value,
    )


@dataclass(frozen=True, slots=True)
class PackedForest:
    """A forest of thousands of nodes that few rows are asked: it is packed, and explains nothing.

    A node takes 17 bytes as numbers side by side, and 124 as tuples; a row takes 18 microseconds
    instead of 12.

    Attributes:
        base: As in `Forest`.
        starts: The root of each tree.
        measures: Of each node the measure that it asks about, LEAF at a leaf; in preorder.
        limits: Of a question the limit; of a leaf what the whole way changes.
        rights: Of a question the node of its right branch.
    """

    base: float
    starts: Sequence[int]
    measures: Sequence[int]
    limits: Sequence[float]
    rights: Sequence[int]

    def predict(self, row: Sequence[float]) -> float:
        """Return the value of a row of measures."""
        measures, limits, rights = self.measures, self.limits, self.rights
        total = self.base
        for node in self.starts:
            while (asked := measures[node]) >= 0:
                node = node + 1 if row[asked] <= limits[node] else rights[node]
            total += limits[node]
        return total


@dataclass(frozen=True, slots=True)
class RunTable:
    """Weights of letter runs of one language.

    Attributes:
        base: Worth of a text without any of them.
        weights: Weight of each run.
    """

    base: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned for one language.

    Attributes:
        runs: Its letter runs; None where there are none, and then no measure of wording either.
        worth: Weight of a part.
        closes: Whether an editor ends with it.
        needs: Whether it needs what stands before it.
    """

    runs: RunTable | None
    worth: Forest
    closes: Forest
    needs: Forest


@cache
def get_weights(language: str) -> Weights:
    """Return the weights of the package for a language (`ja`), those for any language else."""
    data = _decode_file()
    if language == ANY or language in _mapping(data["runs"]):
        return _parse_language(data, language)
    return get_weights(ANY)


@cache
def get_likeness_weights() -> tuple[float, ...]:
    """Return base and weights of the measures by which two candidates are alike (`likeness`)."""
    return parse_likeness(_decode_file())


def _decode_file() -> Mapping[str, object]:
    """All that the file holds, which is not kept: a run needs the part of its one language."""
    text = (
        resources.files("newsletter.abridgement")
        .joinpath(FILE)
        .read_text("utf-8")
    )
    return _mapping(json.loads(text))


def parse_likeness(data: Mapping[str, object]) -> tuple[float, ...]:
    """Return base and weights of likeness that a decoded file holds."""
    numbers = data["likeness"]
    assert isinstance(numbers, list)
    return tuple(float(number) for number in numbers)


def parse_weights(data: Mapping[str, object]) -> Mapping[str, Weights]:
    """Return the weights that a decoded file holds, by language; ANY for all other languages.

    Each language with letter runs has a forest of its own for worth. Beginnings, ends and needs
    are too few for that: their forests are common to these languages.
    """
    languages = (ANY, *_mapping(data["runs"]))
    return {language: _parse_language(data, language) for language in languages}


def _parse_language(data: Mapping[str, object], language: str) -> Weights:
    forests, tables = _mapping(data["forests"]), _mapping(data["runs"])
    worth = _parse_forests(forests[language])["worth"]
    others = _parse_forests(forests[ANY if language == ANY else WORDED])
    runs = (
        _parse_runs(_mapping(tables[language])) if language in tables else None
    )
    return Weights(runs, worth, others["closes"], others["needs"])


def _parse_forests(data: object) -> Mapping[str, Forest]:
    return {
        name: parse_forest(_mapping(forest))
        for name, forest in _mapping(data).items()
    }


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(
            f"weights: expected an object, found {type(value).__name__}"
        )
    return value


def _parse_runs(data: Mapping[str, object]) -> RunTable:
    """The weights of runs of characters, as the file of the model has them."""
    weights = _mapping(data["weights"])
    # Thousands of runs have one of a few hundred weights: equal numbers are one value in memory.
    shared = {
        weight: float(str(weight)) * RUN_UNIT for weight in weights.values()
    }
    numbers = {run: shared[weight] for run, weight in weights.items()}
    return RunTable(float(str(data["base"])), numbers)


def parse_forest(data: Mapping[str, object]) -> Forest:
    """Return the trees that a decoded file holds: `base`, and columns of nodes in preorder."""
    trees = data["trees"]
    assert isinstance(trees, list)
    return Forest(
        float(str(data["base"])),
        tuple(_grow(_parse_tree(tree), 0) for tree in trees),
    )


def pack_forest(data: Mapping[str, object]) -> PackedForest:
    """Return the same trees packed."""
    trees = data["trees"]
    assert isinstance(trees, list)
    starts, measures, rights = array("i"), array("b"), array("i")
    limits = array("d")
    for tree in map(_parse_tree, trees):
        start, root_value = len(measures), tree[0][3]
        starts.append(start)
        for measure, limit, right, value in tree:
            is_leaf = measure < 0
            measures.append(LEAF if is_leaf else measure)
            limits.append(value - root_value if is_leaf else limit)
            rights.append(start + right)
    return PackedForest(
        float(str(data["base"])), starts, measures, limits, rights
    )


def _parse_tree(columns: Sequence[Sequence[float]]) -> Tree:
    nodes = zip(*columns, strict=True)
    return tuple(
        (int(measure), limit, int(right), value)
        for measure, limit, right, value in nodes
    )

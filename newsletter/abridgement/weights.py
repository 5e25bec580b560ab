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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

FILE = "weights.json"
RUN_UNIT = 0.001  # the weights of letter runs are whole numbers of this


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of questions in preorder: the left branch follows its question at once.

    Attributes:
        measures: Number of the measure that a node asks about; -1 at a leaf.
        limits: A measure of at most this goes left.
        rights: Node of the right branch.
        values: Expected value at each node.
    """

    measures: tuple[int, ...]
    limits: tuple[float, ...]
    rights: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose values are added up.

    Attributes:
        base: Expected value before any question, of all trees together.
        trees: The trees.
    """

    base: float
    trees: tuple[Tree, ...]

    def predict(self, row: Sequence[float]) -> float:
        """Return the value of a row of measures."""
        return self.base + sum(self.explain(row))

    def explain(self, row: Sequence[float]) -> list[float]:
        """Return what each measure of a row adds to the base value."""
        contributions = [0.0] * len(row)
        for tree in self.trees:
            measures = tree.measures
            values = tree.values
            node = 0
            asked = measures[0]
            while asked >= 0:
                left = row[asked] <= tree.limits[node]
                child = node + 1 if left else tree.rights[node]
                contributions[asked] += values[child] - values[node]
                node = child
                asked = measures[node]
        return contributions


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
    """All that was learned.

    Attributes:
        runs: Letter runs by language.
        worth: Worth of a part by all measures, those of its wording too.
        plain_worth: Worth of a part of a language without letter runs.
        opens: Whether an editor begins with it.
        closes: Whether an editor ends with it.
        needs: Whether it needs what stands before it.
    """

    runs: Mapping[str, RunTable]
    worth: Forest
    plain_worth: Forest
    opens: Forest
    closes: Forest
    needs: Forest


@cache
def get_weights() -> Weights:
    """Return the weights of the package."""
    text = resources.files("newsletter.abridgement").joinpath(FILE).read_text("utf-8")
    return parse_weights(json.loads(text))


def parse_weights(data: Mapping[str, object]) -> Weights:
    """Return the weights that a decoded file holds."""
    runs = _mapping(data["runs"])
    forests = _mapping(data["forests"])
    return Weights(
        {language: _parse_runs(_mapping(table)) for language, table in runs.items()},
        _parse_forest(_mapping(forests["worth"])),
        _parse_forest(_mapping(forests["plain worth"])),
        _parse_forest(_mapping(forests["opens"])),
        _parse_forest(_mapping(forests["closes"])),
        _parse_forest(_mapping(forests["needs"])),
    )


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"weights: expected an object, found {type(value).__name__}")
    return value


def _parse_runs(data: Mapping[str, object]) -> RunTable:
    weights = _mapping(data["weights"])
    numbers = {run: float(str(weight)) * RUN_UNIT for run, weight in weights.items()}
    return RunTable(float(str(data["base"])), numbers)


def _parse_forest(data: Mapping[str, object]) -> Forest:
    trees = data["trees"]
    assert isinstance(trees, list)
    return Forest(float(str(data["base"])), tuple(_parse_tree(tree) for tree in trees))


def _parse_tree(columns: Sequence[Sequence[float]]) -> Tree:
    measures, limits, rights, values = columns
    return Tree(
        tuple(int(measure) for measure in measures),
        tuple(limits),
        tuple(int(right) for right in rights),
        tuple(values),
    )

"""The learned file is what its provenance says, and trees are applied as they are written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder

from newsletter.abridgement import features, openings, said_again, wording
from newsletter.abridgement.weights import (
    ANY,
    FILE,
    Forest,
    get_likeness_weights,
    get_weights,
    pack_forest,
    parse_forest,
    parse_weights,
)

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared" / "bench"
MAX_BYTES = 500_000


def read_file() -> dict[str, Any]:
    """The decoded file."""
    text = resources.files("newsletter.abridgement").joinpath(FILE).read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def test_weights_are_those_of_the_provenance() -> None:
    """The hash in the file is that of its weights: nobody changed a number by hand."""
    data = read_file()
    learned = {name: data[name] for name in ("likeness", "runs", "forests")}
    text = json.dumps(learned, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == data["provenance"]["weights sha256"]


def test_a_changed_number_is_seen() -> None:
    """One other number has another hash."""
    data = read_file()
    data["likeness"][0] += 1
    learned = {name: data[name] for name in ("likeness", "runs", "forests")}
    text = json.dumps(learned, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() != data["provenance"]["weights sha256"]


def test_measures_are_those_of_the_code() -> None:
    """The weights were learned for the measures that the code takes, in their order."""
    assert read_file()["provenance"]["measures"] == [*features.NAMES, *wording.NAMES]
    assert len(get_likeness_weights()) == 1 + len(said_again.NAMES)


def test_the_labels_are_those_of_the_provenance() -> None:
    """The labelled articles beside the checkout are the ones that the weights were learned from."""
    bench = SHARED / "abridge-labels"
    if not bench.exists():
        pytest.skip("the labelled articles are not beside this checkout")
    digest = hashlib.sha256()
    for path in sorted((bench / "labels").glob("*.json")):
        for part in (bench / "articles" / f"{path.stem}.md", path):
            digest.update(f"{part.name}\n".encode())
            digest.update(part.read_bytes())
    assert digest.hexdigest() == read_file()["provenance"]["labels sha256"]


def test_the_old_benchmark_was_not_learned_from() -> None:
    """No article that judges the weights is among those they were learned from."""
    judged = SHARED / "abridge" / "articles"
    if not judged.exists():
        pytest.skip("the benchmark is not beside this checkout")
    learned = {path.read_bytes() for path in (SHARED / "abridge-labels" / "articles").glob("*.md")}
    assert not [path.name for path in judged.glob("*.md") if path.read_bytes() in learned]


def test_the_file_is_small() -> None:
    """The file stays small enough to load at once: learning more must not grow it unseen."""
    file = resources.files("newsletter.abridgement").joinpath(FILE)
    assert len(file.read_bytes()) < MAX_BYTES


def test_the_file_is_in_the_wheel() -> None:
    """The wheel packs the weights: an installed package scores as a checkout does."""
    config = WheelBuilder(str(ROOT)).config
    packed = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert config.packages == ["newsletter"]
    assert f"newsletter/abridgement/{FILE}" in packed
    assert f"newsletter/abridgement/no-{FILE}" not in packed


LEAF = -1
TREE = [[0, LEAF, 1, LEAF, LEAF], [0.5, 0, 2.0, 0, 0], [2, 0, 4, 0, 0], [1.0, 0.25, 1.5, 1.25, 2.0]]
ROWS = [
    ((0.5, 9.0), 0.25, [-0.75, 0.0]),
    ((0.4, 0.0), 0.25, [-0.75, 0.0]),
    ((0.6, 2.0), 1.25, [0.5, -0.25]),
    ((0.6, 2.1), 2.0, [0.5, 0.5]),
]


def forest(n_trees: int = 1) -> Forest:
    """A forest of the same tree several times."""
    own = {"base": 1.0 * n_trees, "trees": [TREE] * n_trees}
    heads = dict.fromkeys(("worth", "closes", "needs"), own)
    return parse_weights({"runs": {}, "forests": {ANY: heads, "worded": heads}})[ANY].worth


@pytest.mark.parametrize(("row", "value", "contributions"), ROWS)
def test_a_tree_is_walked(row: tuple[float, ...], value: float, contributions: list[float]) -> None:
    """At most the limit goes left, more goes right; each step belongs to the measure it asks."""
    assert forest().predict(row) == value
    assert forest().explain(row) == contributions
    assert forest(3).predict(row) == 3 * value


@pytest.mark.parametrize("start", range(6))
def test_a_packed_forest_says_the_same(start: int) -> None:
    """The shipped model of openings gives one value, to the last bit, packed or not."""
    text = resources.files("newsletter.abridgement").joinpath(openings.FILE).read_text("utf-8")
    data = json.loads(text)["forest"]
    row = [((start + 7 * at) % 11) / 5 for at in range(len(openings.NAMES))]
    assert pack_forest(data).predict(row) == parse_forest(data).predict(row)


@pytest.mark.parametrize(("row", "value", "contributions"), ROWS)
def test_a_packed_tree_is_walked(
    row: tuple[float, ...], value: float, contributions: list[float]
) -> None:
    """It goes the same ways."""
    assert pack_forest({"base": 3.0, "trees": [TREE] * 3}).predict(row) == 3 * value
    assert sum(contributions) == value - 1.0


@pytest.mark.parametrize("language", ["ja", "en", "ko"])
def test_a_prediction_is_base_and_contributions(language: str) -> None:
    """What `explain` adds to the base is what `predict` returns."""
    weights = get_weights(language)
    n_measures = len(features.NAMES) + (len(wording.NAMES) if weights.runs else 0)
    for start in range(3):
        row = [float((start + at) % 4) for at in range(n_measures)]
        for one in (weights.worth, weights.closes, weights.needs):
            assert one.predict(row) == pytest.approx(one.base + sum(one.explain(row)))


def find_branches(branch: Any) -> Iterator[tuple[int, Any, Any]]:
    """The measure and the two branches of every question and leaf."""
    measure, _, left, right, _, _ = branch
    yield measure, left, right
    for other in (left, right):
        if other is not None:
            yield from find_branches(other)


def test_every_tree_is_whole() -> None:
    """A question has two branches and asks about a measure that there is; a leaf has none."""
    for language in ("ja", "en", "ko"):
        weights = get_weights(language)
        n_measures = len(features.NAMES) + (len(wording.NAMES) if weights.runs else 0)
        for one in (weights.worth, weights.closes, weights.needs):
            for tree in one.trees:
                for measure, left, right in find_branches(tree):
                    assert measure < n_measures
                    assert (left is None) == (right is None) == (measure < 0)


def test_unknown_languages_share_plain_weights() -> None:
    """A language without letter runs gets the common weights, Japanese and English their own."""
    assert get_weights("ko") is get_weights("x-none")
    assert get_weights("ko").runs is None
    assert get_weights("ja").runs is not None
    assert get_weights("en").worth is not get_weights("ja").worth


@pytest.mark.parametrize("damage", ["runs", "forests"])
def test_a_damaged_file_is_an_error(damage: str) -> None:
    """A file that lacks a part raises instead of scoring by half of it."""
    data = read_file()
    data[damage] = []
    with pytest.raises(TypeError, match="expected an object"):
        parse_weights(data)

"""Read the tables of cases: one case a line, columns parted by tabs, # before a comment."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

FOLDER = Path(__file__).parents[1] / "cases" / "language"


def read_table(name: str, n_columns: int) -> list[ParameterSet]:
    """Return the cases of a table without their origin.

    A case of the origin `known` is one we get wrong today; it must fail, so that it is
    moved when it is mended.
    """
    cases: list[ParameterSet] = []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        origin, *columns = line.split("\t")
        columns += [""] * (n_columns - len(columns))
        marks = [pytest.mark.xfail(reason="known failure")] if origin == "known" else []
        cases.append(pytest.param(*columns[:n_columns], marks=marks))
    return cases


def count_origins(name: str) -> dict[str, int]:
    """Return how many cases of each origin a table has."""
    counts: dict[str, int] = {}
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            origin = line.split("\t")[0]
            counts[origin] = counts.get(origin, 0) + 1
    return counts

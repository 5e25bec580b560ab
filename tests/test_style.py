"""The style that keeps the code easy to read, measured on the code itself."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from benchmarks.style import PACKAGE, find_files, measure

# Names that every folder has. No other name stands twice.
SHARED_FILE_NAMES = frozenset({"__init__.py"})
MAX_MEAN_LINE = 42.0  # the models have 30 to 45
MAX_DENSITY = 3.0  # McCabe's complexity per ten lines; the models have 1.2 to 2.4
ROOMS_OF_JUDGEMENT = ("pipeline", "dedupe", "abridgement", "translate")


@pytest.mark.parametrize("room", ROOMS_OF_JUDGEMENT)
def test_no_expression_hides_another(room: str) -> None:
    """No conditional expression in another one, no comprehension in another one or with two `for`.

    A step that has a name is read once; an expression inside an expression is read three times.
    """
    assert measure(PACKAGE / room).nested == []


def test_lines_are_short() -> None:
    """A mean line of the package has about 42 characters, as in the code we learn from."""
    style = measure(PACKAGE)
    assert style.n_chars / style.n_lines <= MAX_MEAN_LINE


def test_a_function_turns_seldom() -> None:
    """Ten lines of function have three ways to go or fewer, over the whole package."""
    assert measure(PACKAGE).density <= MAX_DENSITY


def test_a_file_name_stands_once() -> None:
    """A name that is searched for leads to one file."""
    places = defaultdict(list)
    for file in find_files(PACKAGE):
        places[file.name].append(str(file.relative_to(PACKAGE)))
    doubled = {
        name: files
        for name, files in places.items()
        if len(files) > 1 and name not in SHARED_FILE_NAMES
    }
    assert doubled == {}


def test_a_class_name_stands_once() -> None:
    """A class that other modules may import is meant by its name alone."""
    places = defaultdict(list)
    for file in find_files(PACKAGE):
        for name in find_classes(file):
            places[name].append(str(file.relative_to(PACKAGE)))
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


def find_classes(file: Path) -> list[str]:
    """Return the public classes at the top of a module."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    return [name for name in classes if not name.startswith("_")]


def test_every_test_says_its_rule() -> None:
    """The docstring of a test is the rule that it protects."""
    silent = []
    for file in sorted(Path(__file__).parent.rglob("test_*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            is_test = isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            if is_test and not ast.get_docstring(node):  # type: ignore[arg-type]
                silent.append(f"{file.name}: {node.name}")  # type: ignore[attr-defined]
    assert silent == []

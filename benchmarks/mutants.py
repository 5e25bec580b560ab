"""Change one thing at a time in the modules that judge, and list the changes no test notices.

    python -m benchmarks.mutants [PART ...] [--sample N] [--seed N]

PART picks the modules whose path holds it; all of TARGETS otherwise. N changes are tried in each
module (15); 0 tries all. The work is done in a copy of the project: a run that is killed leaves the
checkout as it was. A change that lives is a line of code that no test of the module needs: write
the case, or take the line out. Exits with 1 when more than one in ten lives.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("newsletter", "templates", "seeds", "tests", "benchmarks", "pyproject.toml")
MAX_LIVING_SHARE = 0.1
SLOWEST = 10  # times its processor time that a run of tests may take on a busy machine

# Module → the tests that are its own.
TARGETS = {
    "newsletter/dedupe/align.py": ("tests/dedupe",),
    "newsletter/dedupe/merge.py": ("tests/dedupe",),
    "newsletter/dedupe/restarts.py": ("tests/dedupe",),
    "newsletter/dedupe/edges.py": ("tests/dedupe",),
    "newsletter/dedupe/placement.py": ("tests/dedupe",),
    "newsletter/dedupe/joints.py": ("tests/dedupe",),
    "newsletter/dedupe/fragments.py": ("tests/dedupe",),
    "newsletter/dedupe/headings.py": ("tests/dedupe",),
    "newsletter/dedupe/rewordings.py": ("tests/dedupe",),
    "newsletter/dedupe/repeated_pairs.py": ("tests/dedupe",),
    "newsletter/dedupe/restated.py": ("tests/dedupe",),
    "newsletter/dedupe/side_by_side.py": ("tests/dedupe",),
    "newsletter/dedupe/likeness.py": ("tests/dedupe",),
    "newsletter/dedupe/segment.py": ("tests/dedupe",),
    "newsletter/dedupe/boilerplate.py": ("tests/dedupe",),
    "newsletter/abridgement/selection.py": ("tests/abridgement",),
    "newsletter/abridgement/pointers.py": ("tests/abridgement",),
    "newsletter/abridgement/exchange.py": ("tests/abridgement",),
    "newsletter/abridgement/closings.py": ("tests/abridgement",),
    "newsletter/abridgement/series.py": ("tests/abridgement",),
    "newsletter/abridgement/mentions.py": ("tests/abridgement",),
    "newsletter/abridgement/lead.py": ("tests/abridgement",),
    "newsletter/abridgement/news_clauses.py": ("tests/abridgement",),
    "newsletter/abridgement/top.py": ("tests/abridgement",),
    "newsletter/language/numbers/english.py": ("tests/language", "tests/translate/checks"),
    "newsletter/language/numbers/english_numerals.py": ("tests/language", "tests/translate/checks"),
    "newsletter/language/numbers/cjk.py": ("tests/language", "tests/translate/checks"),
    "newsletter/language/numbers/cjk_numerals.py": ("tests/language", "tests/translate/checks"),
    "newsletter/translate/checks/structure.py": ("tests/translate/checks",),
    "newsletter/translate/checks/amounts.py": ("tests/translate/checks",),
    "newsletter/translate/checks/surface.py": ("tests/translate/checks",),
    "newsletter/translate/checks/roles.py": ("tests/translate/checks",),
    "newsletter/translate/checks/designations.py": ("tests/translate/checks",),
    "newsletter/translate/checks/whole.py": ("tests/translate/checks",),
    "newsletter/translate/checks/chatter.py": ("tests/translate/checks",),
    "newsletter/translate/checks/contradiction.py": ("tests/translate/checks",),
    "newsletter/translate/checks/sense.py": ("tests/translate/checks",),
    "newsletter/translate/checks/bounds.py": ("tests/translate/checks",),
    "newsletter/translate/checks/terms.py": ("tests/translate/checks",),
    "newsletter/translate/checks/service.py": ("tests/translate/checks",),
    "newsletter/translate/alignment.py": ("tests/translate/test_alignment.py",),
    "newsletter/store/files.py": ("tests/store",),
    "newsletter/plan/schedule.py": ("tests/plan",),
    "newsletter/plan/page_actions.py": ("tests/plan",),
    "newsletter/render/feeds.py": ("tests/render/test_feeds.py",),
    "newsletter/config/rules.py": ("tests/config",),
    "newsletter/config/shape.py": ("tests/config",),
}

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
_OPERATORS: dict[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.Add(),
    ast.Div: ast.Mult(),
    ast.FloorDiv: ast.Mult(),
    ast.Mod: ast.Add(),
}


class Mutant(NamedTuple):
    """One change: the bytes from `start` to `end` of a file become `new`."""

    start: int
    end: int
    new: str
    line: int


def find_mutants(source: str) -> tuple[Mutant, ...]:
    """Return every change of a module, in the order of the source."""
    offsets = _line_offsets(source)
    found: set[Mutant] = set()
    for node in _walk_code(ast.parse(source)):
        for place, new in _change(node):
            assert place.end_lineno is not None
            assert place.end_col_offset is not None
            start = offsets[place.lineno - 1] + place.col_offset
            end = offsets[place.end_lineno - 1] + place.end_col_offset
            found.add(Mutant(start, end, new, place.lineno))
    return tuple(sorted(found))


def _line_offsets(source: str) -> list[int]:
    """Return the byte at which each line begins."""
    offsets = [0]
    for line in source.splitlines(keepends=True):
        offsets.append(offsets[-1] + len(line.encode()))
    return offsets


def _walk_code(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """Yield what is carried out: no docstrings, annotations, decorators, type-checking blocks."""
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        return
    if isinstance(node, ast.JoinedStr | ast.arg):
        return
    if isinstance(node, ast.expr | ast.stmt):
        yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue  # a docstring
            if isinstance(child, ast.AST):
                yield from _walk_code(child)


def _change(node: ast.expr | ast.stmt) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield the changes of one node: the place, and what stands there afterwards."""
    match node:
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            new = f"{ast.unparse(left)} {_COMPARISONS[type(operator)]} {ast.unparse(right)}"
            yield node, f"({new})"
        case ast.BoolOp(op=operator, values=values):
            word = " or " if isinstance(operator, ast.And) else " and "
            yield node, "(" + word.join(f"({ast.unparse(value)})" for value in values) + ")"
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            if not isinstance(left, ast.Constant | ast.JoinedStr):
                changed = ast.BinOp(left=left, op=_OPERATORS[type(operator)], right=right)
                yield node, f"({ast.unparse(changed)})"
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield node, f"bool({ast.unparse(operand)})"
        case ast.IfExp(body=body, orelse=orelse):
            yield node, f"({ast.unparse(body)})"
            yield node, f"({ast.unparse(orelse)})"
        case ast.Constant(value=bool() as value):
            yield node, str(not value)
        case ast.Constant(value=int() | float() as value):
            yield node, repr(value + 1 if value < 100 else value * 2)
        case ast.Expr(value=ast.Call()) | ast.Continue():
            yield node, "pass"
        case ast.Break():
            yield node, "continue"


def find_test_files(folder: Path, path: str, tests: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files of these tests, those that are named after the module first.

    They notice most changes, and the first test that fails ends a run.
    """
    files: list[Path] = []
    for name in tests:
        place = folder / name
        files += sorted(place.rglob("test_*.py")) if place.is_dir() else [place]
    stem = Path(path).stem
    files.sort(key=lambda file: stem not in file.stem)
    return tuple(file.relative_to(folder).as_posix() for file in files)


def run_tests(folder: Path, tests: tuple[str, ...], limit_s: int) -> bool:
    """Return True when the tests pass on the copy.

    The limit is processor time: on a busy machine tests are slow, and no change is noticed by that.
    """
    pytest = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    command = ["sh", "-c", 'ulimit -t "$0" && exec "$@"', str(limit_s), *pytest]
    environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(folder)}
    timeout_s = SLOWEST * limit_s  # of tests that wait for something
    try:
        done = subprocess.run(
            command, cwd=folder, env=environ, capture_output=True, timeout=timeout_s, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def try_module(folder: Path, path: str, n_tried: int, seed: int) -> tuple[int, int]:
    """Try changes of one module; return how many were tried and how many live."""
    file = folder / path
    source = file.read_text(encoding="utf-8")
    mutants = find_mutants(source)
    if n_tried and n_tried < len(mutants):
        mutants = tuple(sorted(random.Random(f"{seed} {path}").sample(mutants, n_tried)))
    tests = find_test_files(folder, path, TARGETS[path])
    if not run_tests(folder, tests, 600):
        print(f"{path}: its tests fail without a change", flush=True)
        return 0, 0
    n_living = n_valid = 0
    data = source.encode()
    for mutant in mutants:
        changed = data[: mutant.start] + mutant.new.encode() + data[mutant.end :]
        if not _compiles(changed, path):
            continue
        n_valid += 1
        file.write_bytes(changed)
        if run_tests(folder, tests, 120):
            n_living += 1
            old = data[mutant.start : mutant.end].decode()
            print(f"  lives: {path}:{mutant.line}: {old}  →  {mutant.new}", flush=True)
    file.write_bytes(data)
    print(f"{path}: {n_living} of {n_valid} live", flush=True)
    return n_valid, n_living


def _compiles(source: bytes, path: str) -> bool:
    try:
        compile(source, path, "exec")
    except SyntaxError:
        return False
    return True


def main() -> None:
    """Try the modules that are named and say how many changes live."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants")
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--sample", type=int, default=15, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    options = parser.parse_args()
    missing = [path for path in TARGETS if not (ROOT / path).is_file()]
    if missing:
        parser.error(f"TARGETS names what is not there (renamed?): {', '.join(missing)}")
    chosen = [path for path in TARGETS if any(part in path for part in options.parts or [""])]
    if not chosen:
        parser.error(f"no module of TARGETS holds {' or '.join(options.parts)}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "project"
        folder.mkdir()
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            copy(ROOT / name, folder / name)
        results = [try_module(folder, path, options.sample, options.seed) for path in chosen]
    n_tried = sum(tried for tried, _ in results)
    n_living = sum(living for _, living in results)
    print(f"{n_living} of {n_tried} changes live ({n_living / max(1, n_tried):.0%})")
    sys.exit(n_living > MAX_LIVING_SHARE * n_tried)


if __name__ == "__main__":
    main()

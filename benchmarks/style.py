"""Measure how the code reads: line lengths, branches, nesting, and tests beside the code.

    python -m benchmarks.style [FOLDER ...]      the package and its rooms when no folder is given

One line is printed for each folder. Run it on the checkouts of other projects to compare. The
columns: code lines that are not blank; their mean length; the share over 100 characters; McCabe's
complexity for ten lines of function; conditional expressions and comprehensions for a thousand
lines; conditional expressions and comprehensions inside another one (or with two `for`); functions
at the median and at nine in ten; lines of tests for a line of code.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "newsletter"
SKIPPED = frozenset({"__pycache__", "_vendor", "tests", "node_modules"})
MAX_CHARS = 100

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_BRANCHES = (
    ast.If,
    ast.For,
    ast.While,
    ast.ExceptHandler,
    ast.IfExp,
    ast.Assert,
    ast.comprehension,
    ast.match_case,
)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass
class Style:
    """What was counted in the files of one folder."""

    n_lines: int = 0
    n_chars: int = 0
    n_long: int = 0
    n_branches: int = 0
    function_lines: list[int] = field(default_factory=list)
    n_conditionals: int = 0
    n_comprehensions: int = 0
    nested: list[str] = field(default_factory=list)

    @property
    def density(self) -> float:
        """Return McCabe's complexity for ten lines of function."""
        return 10 * self.n_branches / max(1, sum(self.function_lines))

    def per_1000(self, number: int) -> float:
        """Return a count for a thousand lines of code."""
        return 1000 * number / max(1, self.n_lines)


def find_files(folder: Path) -> tuple[Path, ...]:
    """Return the Python files below a folder, without tests and vendored code."""
    if folder.is_file():
        return (folder,)
    files = sorted(folder.rglob("*.py"))
    return tuple(file for file in files if not SKIPPED & set(file.relative_to(folder).parts))


def measure(folder: Path) -> Style:
    """Count what stands in the files below a folder."""
    style = Style()
    for file in find_files(folder):
        text = file.read_text(encoding="utf-8")
        _count_lines(text, style)
        for node in ast.walk(ast.parse(text)):
            _count_node(node, file, style)
    return style


def _count_lines(text: str, style: Style) -> None:
    for line in text.splitlines():
        if line.strip():
            style.n_lines += 1
            style.n_chars += len(line)
            style.n_long += len(line) > MAX_CHARS


def _count_node(node: ast.AST, file: Path, style: Style) -> None:
    if isinstance(node, _FUNCTIONS):
        assert node.end_lineno is not None
        style.function_lines.append(node.end_lineno - node.lineno + 1)
        style.n_branches += count_branches(node)
    elif isinstance(node, ast.IfExp):
        style.n_conditionals += 1
        if _holds(node, (ast.IfExp,)):
            style.nested.append(f"{file}:{node.lineno}")
    elif isinstance(node, _COMPREHENSIONS):
        style.n_comprehensions += 1
        if len(node.generators) > 1 or _holds(node, _COMPREHENSIONS):
            style.nested.append(f"{file}:{node.lineno}")


def count_branches(function: ast.AST) -> int:
    """Return McCabe's complexity of a function: one, and one for each way to turn."""
    n_branches = 1
    for node in ast.walk(function):
        if isinstance(node, _BRANCHES):
            n_branches += 1
        elif isinstance(node, ast.BoolOp):
            n_branches += len(node.values) - 1
    return n_branches


def _holds(node: ast.AST, kinds: tuple[type[ast.AST], ...]) -> bool:
    """Return True when a node holds another one of these kinds."""
    return any(isinstance(inner, kinds) for inner in ast.walk(node) if inner is not node)


def count_tests(room: str) -> int:
    """Return the lines of the tests of a room."""
    n_lines = 0
    for file in sorted((ROOT / "tests" / room).rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        n_lines += sum(1 for line in text.splitlines() if line.strip())
    return n_lines


def show(name: str, style: Style, n_test_lines: int) -> None:
    """Print the line of one folder."""
    functions = sorted(style.function_lines) or [0]
    p90 = functions[min(len(functions) - 1, len(functions) * 9 // 10)]
    ratio = f"{n_test_lines / max(1, style.n_lines):.2f}" if n_test_lines else ""
    print(
        f"{name:16}{style.n_lines:7,}{style.n_chars / max(1, style.n_lines):7.1f}"
        f"{100 * style.n_long / max(1, style.n_lines):7.1f}{style.density:8.2f}"
        f"{style.per_1000(style.n_conditionals):7.1f}"
        f"{style.per_1000(style.n_comprehensions):7.1f}{len(style.nested):8}"
        f"{statistics.median(functions):6.0f} /{p90:4}{ratio:>7}"
    )


def find_rooms() -> Iterator[Path]:
    """Yield the folders of the package, in order."""
    for path in sorted(PACKAGE.iterdir()):
        if path.is_dir() and path.name not in SKIPPED:
            yield path


def main() -> None:
    """Print the table for the folders that are named, or for the package."""
    print(
        f"{'':16}{'lines':>7}{'mean':>7}{'>100 %':>7}{'McCabe':>8}"
        f"{'cond.':>7}{'compr.':>7}{'nested':>8}{'function':>12}{'tests':>7}"
    )
    for name in sys.argv[1:]:
        show(Path(name).name, measure(Path(name)), 0)
    if sys.argv[1:]:
        return
    for room in find_rooms():
        show(room.name, measure(room), count_tests(room.name))
    whole = measure(PACKAGE)
    n_test_lines = sum(
        sum(1 for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
        for file in (ROOT / "tests").rglob("*.py")
    )
    show("newsletter", whole, n_test_lines)


if __name__ == "__main__":
    main()

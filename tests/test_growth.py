"""A text of twice the length takes about twice the steps, whatever it is made of.

Steps are counted, not seconds: calls of functions, ours and Python's, and lines of ours, in each
stage. Comparisons of our objects count too, since `in` and `remove` walk a list in C. What a regular
expression does inside is no step; `test_patterns.py` looks at those. Nor is copying: a slice, or a
text joined for each line, is seen only by the clock (`benchmarks/run_growth.py`). Three lengths, each twice the
one before: the steps that the last doubling adds are at most three times those that the first one
added (two times where they grow with the length, four times where they grow with its square).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import newsletter
from benchmarks import run_growth as growth_stages
from benchmarks.run_growth import forget_answers
from newsletter.dedupe.passages import Passage
from newsletter.errors import NewsletterError
from newsletter.render.dialects import show_dialect
from newsletter.render.markup import article_html
from newsletter.source.markup_syntax import find_markup_syntax

PACKAGE = str(Path(newsletter.__file__).parent)
SHORTEST = 500
MAX_GROWTH = 3.0
MIN_STEPS = 100_000  # 50 ms; below it nothing is slow, and another branch tells more than growth

# One line each: brackets and links, Liquid, code and formulas, emphasis, HTML, blocks, Japanese,
# sentences, fields, addresses.
ATOMS = (
    ["[", "![", "[a](", "[a](b", "![a](b)", "[![a](b)](c) ", "[![a](b)](c)", "[[", "[[a]]", "[]("],
    ["{% raw %}", "{% x ", "{{ x ", "{{< x ", "{{% x %}}", "{% x %}", "{:", "{: .x}\n", "{{", "{%"],
    ["`", "``", "```\n", "~~~\n", "```py\n", "$", "$$", "\\(", "\\[", "$a$ ", "\\", "\\\\"],
    ["*", "**", "***", "_", "__", "~~", "==", "^a^", "~a~", "**a**\n", "**a**：", "* **a**: b\n"],
    [
        "<",
        "<a ",
        '<a href="',
        "<!--",
        "<div>\n",
        "</div>",
        "<br>",
        "<script>",
        "<A b={",
        "<img src=",
    ],
    ["> ", ">", "> > ", "- ", "- - ", "1. ", "# ", "|", "|a|b|\n", "|-|-|\n", "a|b\n", ":::\n"],
    ["[^", "[^1]", "[^a]: x\n", "[a]: b\n", "[a]:", "[a]:\nb\n", "*[A]: b\n", ": a\n", "a\n: b\n"],
    ["---\n", "===\n", "a\n---\n", "a\n", "a\n\n", "    a\n", "\n", "\t", "# a\n", "## a\n\na\n\n"],
    [
        "あ\n",
        "あ。",
        "あ。\n",
        "「",
        "「」",
        "（",
        "）",
        "、",
        "あ",
        "漢",
        "ー",
        "…",
        "」。",
        "続き\n",
    ],
    [
        "1,",
        "12億",
        "1兆",
        "%",
        "$1",
        "第1",
        "(1)",
        "①",
        "・a\n",
        "（続き）",
        "[cite:",
        "---END---\n",
    ],
    [
        "a b. ",
        "A. ",
        "A.B.",
        "Mr. ",
        "However, ",
        "しかし、",
        "また、",
        "それ",
        "aa ",
        "Q1. ",
        "!",
        "?",
    ],
    [
        "+++\n",
        "---\na: ",
        "a: b\n",
        "import a\n",
        "export a\n",
        "<A/>",
        "<A>",
        "[a b=c]",
        "[/a]",
        "[code]",
        "[caption id=1]a[/caption]",
        "@startx\n",
        "##a\n",
        "    <Ab>\n",
        "    </Ab>\n\n",
        "<Ab>\n    a\n\n",
        "\n    {% a %}\n",
        "{% a %}\n    {% enda %}\n",
        "<details>\n\n",
        "<b>",
    ],
    [
        "https://",
        "http://a ",
        "https://a.b/c?d=",
        "www.",
        "a@b.",
        "https://a\n",
        "- [a](b)\n",
        "[a][b]",
    ],
)
# Each time with another letter in it: what nothing repeats, or all repeat but for a letter.
SERIES = (
    ["{}\n", "{}\n\n", "{}。", "{}。\n\n", "、{}", "「{}」\n", "{}続き\n", "（{}）"],
    ["# {}\n", "# {}\n\na\n\n", "# {}\n---\n", "# a\n{}\n", "**{}**\n", "- {}\n", "|{}|\n"],
    [
        "---END---\n{}\n",
        "あ\n\n\n{}\n",
        "[{}]: b\n",
        "[{}](b) ",
        "[^{}]",
        "[^{}]: a\n",
        "*[{}]: a\n",
    ],
    ["町の港に{}の船が朝早く着き、人々が集まって荷を下ろした。\n\n"],
    ["町の港に{}の船が朝早く着き、人々が集まって荷を下ろした\n\n"],
    ["# {}\n\n町の港に船が朝早く着き、人々が集まって荷を下ろした。\n\n"],
)
PAIRS = [
    ("*", "a"), ("_", "a"), ("[", "a]("), ("(", "["), ("`", "a"), ("<", "a"), ("{%", "%}"),
    ("「", "（"), ("a", "。"), ("> ", "- "), ("\n", "  "), ("![", "["), ("[^", "\n"), ("$", "\\$"),
]  # fmt: skip


def keep(texts: list[str]) -> list[str]:
    """Translate nothing."""
    return list(texts)


STAGES: dict[str, Callable[[str], Any]] = {
    "clean": newsletter.clean,
    "abridge": lambda text: newsletter.abridge(text, share=0.25),
    "translate": lambda text: newsletter.translate_markdown(text, keep),
    "render": lambda text: article_html(text, base_url="https://example.com/a.html"),
}


def make_texts() -> dict[str, Callable[[int], str]]:
    """Makers of texts of a length, by name."""
    makers: dict[str, Callable[[int], str]] = {"slashes, then a word": _with_a_word("/")}
    makers["boxes that nothing closes"] = _repeated("{% note %}\n")
    for atom in (atom for line in ATOMS for atom in line):
        makers[atom] = _repeated(atom)
    for form in (form for line in SERIES for form in line):
        makers[form] = _in_series(form)
    for first, second in PAIRS:
        makers[f"{first} then {second}"] = _half_and_half(first, second)
    return makers


def _repeated(atom: str) -> Callable[[int], str]:
    """Whole atoms only: a piece at the end would make another text of every length."""
    return lambda n_chars: atom * (n_chars // len(atom))


def _in_series(form: str) -> Callable[[int], str]:
    """The letters are those of Chinese, from the first one on."""
    return lambda n_chars: "".join(
        form.format(chr(0x4E00 + number)) for number in range(n_chars // len(form.format("a")))
    )


def _with_a_word(char: str) -> Callable[[int], str]:
    """One character, and behind it what makes it no mark."""
    return lambda n_chars: char * n_chars + " X"


def _half_and_half(first: str, second: str) -> Callable[[int], str]:
    return lambda n_chars: (first * n_chars)[: n_chars // 2] + (second * n_chars)[: n_chars // 2]


class Steps:
    """Counts what is called, which lines of ours run, and how often objects of ours are compared."""

    def __init__(self) -> None:
        """Nothing has been counted yet."""
        self.n = 0

    def note_call(self, _frame: FrameType, event: str, _argument: object) -> None:
        """Count a call."""
        if event in ("call", "c_call"):
            self.n += 1

    def note_frame(self, frame: FrameType, _event: str, _argument: object) -> Any:
        """Count the lines of a function, if it is ours."""
        return self.note_line if frame.f_code.co_filename.startswith(PACKAGE) else None

    def note_line(self, _frame: FrameType, event: str, _argument: object) -> Any:
        """Count a line; a loop on one line counts each time round."""
        if event == "line":
            self.n += 1
        return self.note_line


def _is_same(_one: object, _other: object) -> Any:
    """What Python asks of two objects that are not one; being written in Python, it is a call."""
    return NotImplemented


@pytest.fixture(scope="module", autouse=True)
def _comparisons_are_calls() -> Iterator[None]:
    """Where a list is searched for an object of ours, each comparison is a call."""
    modules = [module for name, module in sys.modules.items() if name.startswith("newsletter")]
    values = {id(value): value for module in modules for value in vars(module).values()}
    classes = [one for one in values.values() if isinstance(one, type)]
    plain = [one for one in classes if one.__module__.startswith("newsletter")]
    plain = [one for one in plain if one.__eq__ is object.__eq__]  # type: ignore[comparison-overlap]
    with pytest.MonkeyPatch.context() as patch:
        for one in plain:
            patch.setattr(one, "__eq__", _is_same)
        yield


def count_steps(stage: Callable[[str], Any], text: str) -> int:
    """How many steps a stage takes for a text."""
    steps = Steps()
    # What another text has left behind would count as steps that are not there.
    forget_answers()
    before = sys.getprofile(), sys.gettrace()
    sys.setprofile(steps.note_call)
    sys.settrace(steps.note_frame)
    try:
        stage(text)
    except NewsletterError:
        pass  # refused: that is an answer too
    finally:
        sys.settrace(before[1])
        sys.setprofile(before[0])
    return steps.n


def find_growth(
    stage: Callable[[str], Any], make: Callable[[int], str], shortest: int = SHORTEST
) -> float:
    """What the second doubling adds, as a multiple of what the first one added."""
    steps = [count_steps(stage, make(shortest * times)) for times in (1, 2, 4)]
    if steps[2] < MIN_STEPS:
        return 0.0
    # A short text may be left as it is, and a longer one not.
    first = max(1, steps[1] - steps[0], steps[0] // 2)
    return (steps[2] - steps[1]) / first


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_steps_grow_with_the_length(stage: str) -> None:
    """Not with its square: about 150 hostile texts, each through each stage."""
    run = STAGES[stage]
    run("A text. " * 9)  # tables are read, patterns compiled
    growth = {name: find_growth(run, make) for name, make in make_texts().items()}
    # Some steps are taken for longer texts only; so what looks steep is looked at in longer ones.
    steep = {
        name: find_growth(run, make_texts()[name], 4 * SHORTEST)
        for name, each in growth.items()
        if each > MAX_GROWTH
    }
    assert {name: each for name, each in steep.items() if each > MAX_GROWTH} == {}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("atom", ["[a]: b\n", "![a](b)", "{: .x}\n"])
def test_steps_of_what_hung_once(stage: str, atom: str) -> None:
    """A link list, a row of badges, a row of attributes: the cases that hung a run for ever."""
    assert find_growth(STAGES[stage], _repeated(atom), 2 * SHORTEST) <= MAX_GROWTH


def test_a_row_of_slashes_is_looked_at_once() -> None:
    """It begins a block at its first slash or nowhere; none of the others asks again."""
    n_chars = 4 * SHORTEST
    make = make_texts()["slashes, then a word"]
    assert count_steps(find_markup_syntax, make(n_chars)) < n_chars


def test_boxes_that_nothing_closes_are_not_asked_again() -> None:
    """A line does not ask each open box whether it stands in it."""
    assert find_growth(show_dialect, _repeated("{% note %}\n"), 8 * SHORTEST) <= MAX_GROWTH


COMPONENTS = {
    "in each other": lambda n: "<Ab>\n" * (n // 11) + "</Ab>\n" * (n // 11),
    "that close what nothing opened": lambda n: "<Ab>\n" * (n // 11) + "</Cd>\n" * (n // 11),
    "with titles below blank lines": lambda n: (
        "\n" * (n // 2) + '<Ab title="c">d</Ab>\n' * (n // 42)
    ),
    "beside each other": lambda n: "<Ab>\n\n    c\n\n</Ab>\n" * (n // 20),
}


@pytest.mark.parametrize("make", COMPONENTS.values(), ids=COMPONENTS)
def test_components_are_not_looked_through_for_each_other(make: Callable[[int], str]) -> None:
    """A component asks neither each line in it nor each one around it."""
    assert find_growth(show_dialect, make, 8 * SHORTEST) <= MAX_GROWTH


@pytest.mark.parametrize("atom", ["[^", "^[", "![", "[a"])
def test_what_nothing_closes_is_not_looked_through(atom: str) -> None:
    """A bracket that no other one follows takes no look at the marks behind it."""
    n_chars = 4 * SHORTEST
    run = STAGES["translate"]
    run("A text. " * 9)
    assert count_steps(run, _repeated(atom)(n_chars)) < 150 * n_chars


def _write_calls(ending: str, after: str) -> Callable[[int], str]:
    """Calls of a model, one below the other: each tells a sentence of its own, up to a marker."""

    def make(n_calls: int) -> str:
        letters = random.Random(1)
        told = [
            "".join(chr(letters.randint(0x4E00, 0x9000)) for _ in range(30)) for _ in range(n_calls)
        ]
        calls = [f"{text}{ending}" for text in told]
        calls += [f"{text}{after}" for text in told] if after else []
        return "\n\n---END---\n\n".join(calls)

    return make


CALLS = {"told twice": ("。", "。"), "cut": ("", ""), "cut and told": ("", "、と市は述べた。")}


@pytest.mark.slow
@pytest.mark.parametrize(("ending", "after"), CALLS.values(), ids=CALLS)
def test_thousands_of_calls_are_merged_in_linear_time(ending: str, after: str) -> None:
    """What a call repeats or completes is not looked for among all that were cut before."""
    make = _write_calls(ending, after)
    assert find_growth(STAGES["clean"], make, 400) <= MAX_GROWTH


# Half of the text, or more, was copied or looked through again for each of its pieces. Of four
# times the text: a square takes sixteen times as long, the code before took 12 and 10 times.
MAX_COPYING = 8
COPYING = {
    "joined pieces of text": ("render", "a_b ", 32_000),
    "parts between placeholders": ("translate", "ア\n", 32_000),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", COPYING)
def test_nothing_is_copied_for_each_piece(name: str) -> None:
    """Steps do not show that: processor time does, of a text and of one four times as long."""
    stage, piece, n_chars = COPYING[name]
    run = growth_stages.STAGES[stage]
    run("warm up")
    short, long = (
        growth_stages.measure(run, piece * (length // len(piece)), 4, deadline_s=60)
        for length in (n_chars, 4 * n_chars)
    )
    assert long / short < MAX_COPYING


def test_a_square_is_found() -> None:
    """The test would see it."""
    assert (
        find_growth(lambda text: [len(text) for _ in text for _ in text[:100]], _repeated("a")) < 3
    )
    square = find_growth(lambda text: [len(a) for a in text for _ in text], _repeated("a"))
    assert square > MAX_GROWTH


def test_a_walk_through_a_list_is_found() -> None:
    """Also where nothing is called: each passage is looked for among those that came before."""

    def look_up(text: str) -> None:
        passages = [Passage(None, None) for _ in text]  # type: ignore[arg-type]
        for passage in passages:
            assert passage in passages

    assert find_growth(look_up, _repeated("a")) > MAX_GROWTH


# What one long run in a text has cost: each place of it was read to its end again. Of 32,000
# characters that took 3 to 24 s.
LONG_RUNS: dict[str, tuple[str, Callable[[int], str]]] = {
    "letters without a blank": ("abridge", lambda n: f"Harbour {'é' * n} a town."),
    "letters of a tag": ("abridge", lambda n: f"Harbour <{'a' * n} of a town."),
    "what a sentence may announce": ("abridge", lambda n: "今回は" * (n // 3)),
    "whom a sentence may speak to": ("abridge", lambda n: "私は" * (n // 2)),
    "blanks before a marker": ("clean", lambda n: f"町の{' ' * n}END of it"),
    "blanks before an answer": ("clean", lambda n: f"a{chr(9) * n}承知しました。記事の続きx"),
    "dots before a label": ("clean", lambda n: f"{'.' * n}続きx"),
    "dashes before a marker": ("clean", lambda n: f"町{'-' * n}ENx END"),
    "blanks in a filter": ("render", lambda n: '{{ "a" | prepend: ' + "\t " * (n // 2)),
}


@pytest.mark.parametrize(("stage", "make"), LONG_RUNS.values(), ids=LONG_RUNS)
def test_a_long_run_is_read_once(stage: str, make: Callable[[int], str]) -> None:
    """Steps do not show what a pattern does: the stage ends within seconds of processor time."""
    run = growth_stages.STAGES[stage]
    run("町の港の話だ。 A town by the sea.")
    assert growth_stages.measure(run, make(32_000), 1, deadline_s=2.5) < 2.5

"""A list or table that would take over the text stands with its first parts only."""

from __future__ import annotations

import pytest

from newsletter.abridgement.assembly import build_body
from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.shortening import find_shortened

TEN = "\n".join(f"- 橋の灯{number}" for number in range(10)) + "\n"  # five characters each
TABLE = "| 橋 | 年 |\n|---|---|\n" + "\n".join(f"| 橋{n} | 197{n} |" for n in range(10)) + "\n"
PROSE = "図書館は夜も開いている。" * 20 + "\n\n"


def count(text: str) -> float:
    """One for every part, whatever it says."""
    return float(bool(text))


def chars(text: str) -> float:
    """Characters."""
    return float(len(text))


ROOMS = [
    pytest.param(TEN, 20.0, {}, id="all of it fits"),
    pytest.param(TEN, 10.0, {}, id="fits to the last item"),
    pytest.param(TEN, 9.0, {}, id="one item too long is not worth a line"),
    pytest.param(TEN, 8.0, {0: 8}, id="two items too long"),
    pytest.param(TEN, 5.0, {0: 5}, id="half"),
    pytest.param(TEN, 1.0, {0: 2}, id="never below two"),
    pytest.param(TABLE, 6.0, {0: 6}, id="table"),
    pytest.param(TABLE, 1.0, {0: 2}, id="a table keeps a row under its head"),
    pytest.param(TABLE, 11.0, {}, id="a table that fits"),
]


@pytest.mark.parametrize(("body", "budget", "expected"), ROOMS)
def test_a_list_alone_takes_its_budget(body: str, budget: float, expected: dict[int, int]) -> None:
    """Where there is no other text a list may fill the budget, and is cut where it would pass."""
    assert find_shortened(parse_article(body), count, budget) == expected


def test_beside_other_text_a_list_takes_a_share() -> None:
    """Of a budget that other text can fill a list takes no more than 35 %."""
    article = parse_article(PROSE + TEN)
    (number,) = [item.number for item in article.candidates if item.kind.value == "list"]
    assert find_shortened(article, count, 20.0) == {number: 7}
    assert find_shortened(article, count, 40.0) == {}


def test_what_goes_first_leaves_its_room() -> None:
    """Beside links and greetings a list may take the whole budget."""
    article = parse_article(PROSE + TEN)
    (number,) = [item.number for item in article.candidates if item.kind.value == "list"]
    others = frozenset(range(len(article.candidates))) - {number}
    assert find_shortened(article, count, 8.0) == {number: 2}
    assert find_shortened(article, count, 8.0, unwanted=others) == {number: 8}


def test_what_is_said_further_in_a_list_is_no_other_text() -> None:
    """Further sentences of its items leave with a list: they do not take its room."""
    items = "\n".join(f"- 橋{number}だ。灯がある。" for number in range(10)) + "\n"
    assert find_shortened(parse_article(items), count, 8.0) == {0: 8}


KEPT = [
    pytest.param("- 橋\n- 川\n- 道\n", id="a short list"),
    pytest.param("> " + "橋だ。" * 30 + "\n", id="a quote"),
    pytest.param("```\n" + "make all\n" * 30 + "```\n", id="code"),
    pytest.param("橋だ。" * 30 + "\n", id="prose"),
    pytest.param("".join(f"・橋{number}\n" for number in range(10)), id="lines of bullets"),
    pytest.param("", id="nothing"),
]


@pytest.mark.parametrize("body", KEPT)
def test_what_is_never_shortened(body: str) -> None:
    """Must not change: short lists, quotes, code, prose and hand-made bullets stay whole."""
    assert find_shortened(parse_article(body), count, 1.0) == {}


def test_a_pinned_list_is_whole() -> None:
    """Must not change: what an editor wants in is not shortened."""
    assert find_shortened(parse_article(TEN), count, 3.0, pinned=(0,)) == {}
    assert find_shortened(parse_article(TEN), count, 3.0, pinned=(1,)) == {0: 3}


def test_nothing_stands_under_a_cut_item() -> None:
    """A list is cut before an item of its outermost level, not between an item and those in it."""
    body = "- 一\n  - 二\n  - 三\n- 四\n  - 五\n  - 六\n- 七\n  - 八\n"
    article = parse_article(body)
    assert find_shortened(article, count, 5.0) == {0: 3}
    assert find_shortened(article, count, 6.0) == {0: 6}


def test_length_is_measured() -> None:
    """Items count by their length, not by their number."""
    body = "- " + "橋" * 50 + "\n" + TEN
    assert find_shortened(parse_article(body), chars, 60.0) == {0: 3}
    assert find_shortened(parse_article(TEN), chars, 60.0) == {}


MORE = [
    pytest.param("- 一\n- 二\n- 三\n- 四\n", 2, "", "- 一\n- 二\n- …\n", id="list"),
    pytest.param("* 一\n* 二\n* 三\n* 四\n", 2, "", "* 一\n* 二\n* …\n", id="stars"),
    pytest.param("1. 一\n2. 二\n3. 三\n4. 四\n", 2, "", "1. 一\n2. 二\n3. …\n", id="numbers"),
    pytest.param("- 一\n- 二\n- 三\n", 2, "/post/", "- 一\n- 二\n- […](/post/)\n", id="link"),
    pytest.param("- 一\n\n- 二\n\n- 三\n", 2, "", "- 一\n\n- 二\n\n- …\n", id="loose"),
    pytest.param(
        "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n",
        2,
        "",
        "| a | b |\n|---|---|\n| 1 | 2 |\n| … | |\n",
        id="table",
    ),
    pytest.param(
        "| a |\n|---|\n| 1 |\n| 2 |\n", 2, "/post/", "| a |\n|---|\n| 1 |\n| […](/post/) |\n"
    ),
]


@pytest.mark.parametrize(("body", "n_parts", "link", "expected"), MORE)
def test_the_rest_is_said(body: str, n_parts: int, link: str, expected: str) -> None:
    """A shortened list or table ends in an item or row of "…", with the marks of its kind."""
    assert build_body(parse_article(body), {0}, {0: n_parts}, link) == expected

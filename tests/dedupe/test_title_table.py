"""Titles by origin: what a generator did to them, and what people write that looks like it."""

from __future__ import annotations

import pytest

from newsletter.dedupe.segment import Kind
from newsletter.dedupe.title import (
    Decoration,
    choose_title,
    find_decoration,
    is_title,
    says_title,
)

PORT = "港の朝はなぜ早いのか？"
SCHOOL = "川沿いの学校が変わるとは"

WITNESSED = {
    "a year in front": (f"2026年{PORT}", PORT, PORT),
    "a tail behind a question": (f"{PORT}の全貌と活用法", PORT, PORT),
    "a tail behind とは": (f"{SCHOOL}の新しい可能性", SCHOOL, SCHOOL),
    "a tail behind a bar": (f"{PORT}｜最前線からの報告", PORT, PORT),
    "a year and a tail": (f"2026年{PORT}の全貌と活用法", PORT, PORT),
    "an ellipsis": (
        "港の倉庫で起きた小さな…",
        "港の倉庫で起きた小さな事件の話",
        "港の倉庫で起きた小さな事件の話",
    ),
    "three points": (
        "The harbour that never...",
        "The harbour that never sleeps",
        "The harbour that never sleeps",
    ),
    "an end lost before the mark": (
        "市場の競りの真意と？",
        "市場の競りの真意とは",
        "市場の競りの真意とは",
    ),
    "an open bracket": (
        "2026年港の朝はなぜ「早いの",
        "港の朝はなぜ「早いの」か",
        "港の朝はなぜ「早いの」か",
    ),
    "a witness in bold": (f"2026年{PORT}", f"**{PORT}**", PORT),
    "a witness as a heading": (f"2026年{PORT}", f"# {PORT}", PORT),
}


@pytest.mark.parametrize(("title", "witness", "meant"), WITNESSED.values(), ids=WITNESSED)
def test_a_witness_replaces_what_was_tampered_with(title: str, witness: str, meant: str) -> None:
    """A title that shows the generator's hand gives way to the line it was made from."""
    assert choose_title(title, [witness]) == meant


SOUND = {
    "a year and a month": ("2026年5月の港の話をする", "港の話をする"),
    "a year with a particle": ("2026年の港の朝はなぜ早いか", "港の朝はなぜ早いか"),
    "a year that the witness has": ("2026年港の朝の話をする", "2026年港の朝の話をする"),
    "a subtitle": ("港の朝と町の昼と山の夜の記録", "港の朝と町の昼"),
    "an answer": ("なぜ？の答えを探して港を歩く", "なぜ？"),
    "an English subtitle": ("The harbour at dawn, a diary", "The harbour at dawn"),
    "a part": ("The harbour at dawn (part 2)", "The harbour at dawn"),
    "another title": ("港の朝はなぜ早いのか？", "町の昼はなぜ長いのか？"),
    "a witness that goes on": ("港の朝はなぜ早い", "港の朝はなぜ早いのかを調べた人の話である"),
    "a witness over two lines": (f"{PORT}の全貌", "港の朝は\nなぜ早いのか？"),
    "an open bracket in the witness": ("港の朝はなぜ早い", "「港の朝はなぜ早い"),
    "a short witness": ("港の朝はなぜ早い", "港の朝"),
    "an empty witness": ("港の朝はなぜ早い", ""),
    "no letters": ("港の朝はなぜ早い", "---"),
    "German": ("Der Hafen am Morgen: ein Bericht", "Der Hafen am Morgen"),
    "French": ("Le port à l'aube ? Oui !", "Le port à l'aube"),
}


@pytest.mark.parametrize(("title", "witness"), SOUND.values(), ids=SOUND)
def test_a_title_that_shows_nothing_stays(title: str, witness: str) -> None:
    """A witness alone proves nothing: people write subtitles, years and questions."""
    assert choose_title(title, [witness]) == title


def test_a_witness_is_no_longer_than_a_title() -> None:
    """A line of more than 110 characters is the first paragraph."""
    line = "港" * 110
    assert choose_title(f"2026年{line}", [line]) == line
    assert choose_title(f"2026年{line}港", [f"{line}港"]) == f"2026年{line}港"


@pytest.mark.parametrize(("n_lost", "mended"), [(4, True), (5, False)])
def test_a_cut_without_an_ellipsis_is_short(n_lost: int, mended: bool) -> None:
    """Behind a question mark up to four characters may be missing; more is another title."""
    cut = "市場の競りの真意"
    whole = cut + "いろはにほへと"[:n_lost]
    assert (choose_title(f"{cut}？", [whole]) == whole) is mended


@pytest.mark.parametrize(("excess", "goes"), [(0, True), (-1, False)])
def test_in_a_post_of_calls_a_tail_is_enough(excess: int, goes: bool) -> None:
    """Evidence of calls makes a tail of six characters a decoration; a person's stays."""
    tail = "いろはにほへと"[: 6 + excess]
    title = "港の朝と昼と夜" + tail
    witness = "港の朝と昼と夜"
    assert (choose_title(title, [witness], in_calls=True) == witness) is goes
    assert choose_title(title, [witness]) == title


def test_the_best_witness_is_asked_first() -> None:
    """Of two witnesses that both explain the title, the first is taken."""
    title = f"2026年{PORT}の全貌と活用法"
    assert choose_title(title, [PORT, f"{PORT}の全貌"]) == PORT


TAIL = "の全貌と活用法"


@pytest.mark.parametrize(("n_titles", "found"), [(2, True), (1, False)])
def test_a_tail_is_learned_from_two_titles(n_titles: int, found: bool) -> None:
    """One title with a tail is one title; two make a habit."""
    titles = [f"{place}の朝はどうして早い？{TAIL}" for place in ("港", "町", "山")[:n_titles]]
    assert find_decoration([*titles, PORT]) == Decoration((TAIL,) if found else ())


@pytest.mark.parametrize(
    ("n_years", "n_others", "found"), [(5, 0, True), (4, 0, False), (5, 11, True), (5, 12, False)]
)
def test_years_are_a_habit_of_many_titles(n_years: int, n_others: int, found: bool) -> None:
    """A year in front is a habit in five titles that are three in ten of all."""
    titles = [f"2026年港の朝{number}" for number in range(n_years)]
    others = [f"町の昼{number}" for number in range(n_others)]
    assert find_decoration([*titles, *others]).years is found


HABITS = {
    "a tail and a year": (f"2026年{PORT}{TAIL}", PORT),
    "names before the tail": (f"港の朝と町の昼の話（東社・西社）{TAIL}", "港の朝と町の昼の話"),
    "a year alone": ("2026年港の朝と町の昼の話", "港の朝と町の昼の話"),
    "too little before the tail": (f"港の朝{TAIL}", f"港の朝{TAIL}"),
    "too little behind the year": ("2026年港の朝", "2026年港の朝"),
    "a month": ("2026年5月の港と町の話", "2026年5月の港と町の話"),
    "another tail": ("港の朝と町の昼の全貌を見る", "港の朝と町の昼の全貌を見る"),
    "a tail in the middle": (f"港の朝{TAIL}を読む人の話", f"港の朝{TAIL}を読む人の話"),
}


@pytest.mark.parametrize(("title", "meant"), HABITS.values(), ids=HABITS)
def test_habits_of_a_publication_go_without_a_witness(title: str, meant: str) -> None:
    """Known tails and years go as long as a title is left; what only resembles them stays."""
    assert choose_title(title, [], decoration=Decoration((TAIL,), years=True)) == meant


LINE = "港の朝はなぜ早いのか？漁師に聞く"
SAYING = {
    "itself": (LINE, True),
    "in bold": (f"**{LINE}**", True),
    "without marks": ("港の朝はなぜ早いのか漁師に聞く", True),
    "full width": ("港の朝はなぜ早いのか？漁師に聞く　", True),
    "a word otherwise": ("港の朝はなぜ早いか？漁師に聞く", True),
    "its start": ("港の朝はなぜ早いのか？漁師", True),
    "too short a start": ("港の朝", False),
    "its end": ("早いのか？漁師に聞く", False),
    "another place": ("町の夜はなぜ長いのか？医師に聞く", False),
    "another part": (f"{LINE}という話の2", False),
    "nothing": ("", False),
    "marks": ("---", False),
}


@pytest.mark.parametrize(("line", "says"), SAYING.values(), ids=SAYING)
def test_a_line_says_the_title_or_something_else(line: str, says: bool) -> None:
    """Equal, near, or the start of it; another number or too short a start is another line."""
    assert says_title(line, LINE) is says


@pytest.mark.xfail(reason="a number of up to four characters passes for a lost end", strict=True)
def test_a_second_part_is_no_longer_title() -> None:
    """A line that numbers itself speaks of another part."""
    assert not says_title(f"{LINE}2", LINE)


@pytest.mark.parametrize("kind", [Kind.ITEM, Kind.TABLE, Kind.CODE, Kind.OTHER, Kind.RULE])
def test_structure_says_no_title(kind: Kind) -> None:
    """An entry of a list, a cell or code that equals the title is not the title."""
    assert not is_title(kind, LINE, [LINE])


def test_any_form_of_the_title_counts() -> None:
    """The titles of a post may be several; an empty one is none of them."""
    assert is_title(Kind.SENTENCE, LINE, ["", "町の話", LINE])
    assert not is_title(Kind.SENTENCE, LINE, ["", "町の話"])
    assert not is_title(Kind.SENTENCE, LINE, [])

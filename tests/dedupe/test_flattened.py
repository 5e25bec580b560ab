"""Flattened copies: an article run together in one line, and the titles glued before a sentence."""

from __future__ import annotations

import pytest

from newsletter.dedupe.flattened import (
    find_flat_paragraphs,
    take_flattened,
    unglue_titles,
)
from newsletter.dedupe.segment import Break, is_flattened
from tests.dedupe.pieces import segments_of, sentence

ARTICLE = [sentence(n, 40) for n in range(30, 38)]
BODY = ["# 港", *ARTICLE[:4], "# 町", *ARTICLE[4:]]
FLAT = " ".join(["## 港", *ARTICLE[:4], "## 町", *ARTICLE[4:]])
FRESH = sentence(60, 40)


def lines(*texts: str) -> str:
    """A body of paragraphs."""
    return "\n\n".join(texts)


def taken(*texts: str, titles: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """What is left of a body and the copies in it."""
    kept, copies = take_flattened(segments_of(lines(*texts)), titles)
    return [one.text.strip() for one in kept], [copy.segment.text.strip() for copy in copies]


# ------------------------------------------------------------------ what a flattened line is

RUN_IN = {
    "headings in the line": (FLAT, True),
    "bold items in the line": ("- **港** " + "網を積む。" * 40 + " - **町** 船だ。", True),
    "a heading of six marks": (sentence(1, 90) * 2 + " ###### 港 " + sentence(2, 60), True),
    "a heading of one mark": (sentence(1, 90) * 2 + " # 港 " + sentence(2, 60), False),
    "seven marks": (sentence(1, 90) * 2 + " ####### 港 " + sentence(2, 60), False),
    "a hash tag": (sentence(1, 90) * 2 + " ##港 " + sentence(2, 60), False),
    "a heading at its start only": ("## 港 " + sentence(1, 90) * 3, False),
    "an item that is not bold": (sentence(1, 90) * 2 + " - 港 " + sentence(2, 60), False),
    "no headings": ("".join(ARTICLE), False),
    "a short line": ("港だ。 ## 町 " + "網だ。", False),
}


@pytest.mark.parametrize(("text", "is_flat"), RUN_IN.values(), ids=RUN_IN)
def test_a_line_is_flattened_if_headings_or_items_stand_inside_it(text: str, is_flat: bool) -> None:
    """And if it is longer than any heading."""
    assert is_flattened(text) is is_flat
    assert find_flat_paragraphs(segments_of(lines("港の話。", text))) == ({1} if is_flat else set())


@pytest.mark.parametrize(("n_chars", "is_flat"), [(200, True), (199, False)])
def test_a_flattened_line_is_longer_than_a_heading(n_chars: int, is_flat: bool) -> None:
    """From 200 characters on."""
    text = "港の船だ。 ## 町 " + "網" * (n_chars - 11)
    assert len(text) == n_chars
    assert is_flattened(text) is is_flat


@pytest.mark.parametrize("block", [f"```\n{FLAT}\n```", f"| {FLAT} |", f"<div>{FLAT}</div>"])
def test_code_tables_and_tags_are_no_flattened_lines(block: str) -> None:
    """They are written in one line on purpose."""
    assert find_flat_paragraphs(segments_of(lines("港の話。", block))) == set()


# ------------------------------------------------------------------ copies


def test_a_copy_goes_and_what_only_it_says_stays() -> None:
    """Each piece of it with the place where the text stands."""
    left, copies = taken(*BODY, f"{FLAT} {FRESH}")
    assert left == [*BODY, FRESH]
    assert len(copies) == len(ARTICLE) + 2 - 2 * 1  # each heading runs into its sentence


@pytest.mark.parametrize(("n_known", "goes"), [(5, True), (3, False)])
def test_half_of_a_copy_stands_elsewhere(n_known: int, goes: bool) -> None:
    """A line of which less stands elsewhere is a text of its own."""
    sentences = [*ARTICLE[1:4], *ARTICLE[5:]]  # two of the eight have a heading run into them
    _, copies = taken("港の朝の話。", *sentences[:n_known], sentence(61), FLAT)
    assert bool(copies) is goes


def test_two_flattened_lines_prove_nothing_to_each_other() -> None:
    """What they copy must stand in a text with its lines."""
    _, copies = taken("港の朝の話。", FLAT, FLAT)
    assert copies == []


def test_a_copy_may_begin_with_the_title() -> None:
    """It stands in the front matter, and not in the body."""
    title = "港の道具を直す人たちの現状と未来"
    flat = f"{title} {' '.join(ARTICLE[:6])} ## 町 {ARTICLE[6]} {ARTICLE[7]}"
    _, with_title = taken(*ARTICLE, flat, titles=(title, ""))
    _, without = taken(*ARTICLE, flat)
    assert len(with_title) == len(without) + 1


def test_a_piece_of_a_copy_that_a_person_kept_stays() -> None:
    """The rest of the copy goes."""
    segments = segments_of(lines(*BODY, FLAT))
    kept_one = next(one for one in segments[len(BODY) :] if ARTICLE[5] in one.text)
    kept_one.kept = True
    kept, copies = take_flattened(segments)
    assert any(one is kept_one for one in kept)
    assert kept_one not in [copy.segment for copy in copies]
    assert copies


def test_a_copy_names_the_segment_in_which_its_text_begins() -> None:
    """Also in code, which a flattened line has without its fences."""
    segments = segments_of(lines(*BODY, FLAT))
    _, copies = take_flattened(segments)
    for copy in copies:
        assert copy.twin in segments[: len(BODY)]
        assert copy.twin.key[:12] in copy.segment.key


def test_behind_a_copy_a_call_may_start() -> None:
    """What follows it may repeat what stood above."""
    segments = segments_of(lines(*BODY, FLAT, FRESH))
    kept, _ = take_flattened(segments)
    assert kept[-1].gap is Break.BLANK
    segments = segments_of(lines(*BODY, FRESH))
    kept, _ = take_flattened(segments)
    assert kept[-1].gap is Break.NONE


# ------------------------------------------------------------------ titles glued on

TITLE = "港の道具を直す人たちの現状と未来"
SAID = "あなたも古い網を見たことがあるだろう。"

GLUED = {
    "before a sentence": (f"{TITLE}{SAID}", [SAID]),
    "with a blank": (f"{TITLE} {SAID}", [SAID]),
    "with its own mark": (f"{TITLE}？ {SAID}", [SAID]),
    "with a colon": (f"{TITLE}：{SAID}", [SAID]),
    "a sentence that begins as a particle does": (f"{TITLE}でも、{SAID}", ["でも、" + SAID]),
}


@pytest.mark.parametrize(("body", "left"), GLUED.values(), ids=GLUED)
def test_a_title_comes_off_the_sentence_it_was_glued_to(body: str, left: list[str]) -> None:
    """With the marks between the two."""
    segments, glued = unglue_titles(segments_of(lines("港だ。", body)), [TITLE])
    assert [one.text for one in segments[1:]] == left
    assert len(glued) >= 1


NOT_GLUED = {
    "the title alone": TITLE,
    "the title and three letters": TITLE + "の港。",
    "in the middle": f"今日は{TITLE}{SAID}",
    "in a list": f"- {TITLE}{SAID}",
    "in a heading": f"## {TITLE}{SAID}",
    "its object": f"{TITLE}を一緒に考える。{SAID}",
    "its subject": f"{TITLE}が問われる。{SAID}",
    "its topic": f"{TITLE}とは何か。{SAID}",
    "a quotation": f"「{TITLE}」という本を読んだ。{SAID}",
    "a statement": f"{TITLE}である。{SAID}",
    "another title": f"船の道具を直す人たちの現状と未来{SAID}",
}


@pytest.mark.parametrize("body", NOT_GLUED.values(), ids=NOT_GLUED)
def test_a_sentence_about_the_title_stays(body: str) -> None:
    """Only at the head of a paragraph, and only with a sentence behind it."""
    segments = segments_of(lines("港だ。", body))
    before = [one.text for one in segments]
    left, glued = unglue_titles(segments, [TITLE])
    assert ([one.text for one in left], glued) == (before, [])


@pytest.mark.parametrize(
    ("title", "rest", "is_glued"),
    [
        ("The harbour of Alvik", " It has two gates.", True),
        ("The harbour of Alvik", " has two gates.", False),
        ("The harbour of Alvik", ", which is old, has gates.", False),
        ("The harbour of Alvik", "'s gates are open.", False),
        ("阿尔维克的港口和渔民的未来", "我们看到了旧的渔网。", True),
        ("阿尔维克的港口和渔民的未来", "是一个旧的问题。", False),
        ("알비크 항구와 어부들의 오래된 미래", " 우리는 낡은 그물을 보았다.", True),
        ("알비크 항구와 어부들의 오래된 미래", "를 함께 생각한다.", False),
    ],
)
def test_a_title_that_its_sentence_goes_on_with_is_a_part_of_it(
    title: str, rest: str, is_glued: bool
) -> None:
    """In the languages that posts are written in."""
    segments = segments_of(title + rest)
    assert bool(unglue_titles(segments, [title])[1]) is is_glued


def test_a_short_title_is_no_proof() -> None:
    """A sentence may begin with its words."""
    title = TITLE[:11]
    assert unglue_titles(segments_of(f"{title}{SAID}"), [title, ""])[1] == []
    title = TITLE[:12]
    assert len(unglue_titles(segments_of(f"{title}{SAID}"), [title])[1]) == 1


def test_more_than_four_letters_stand_behind_a_title() -> None:
    """Less may be the end of a longer one."""
    assert unglue_titles(segments_of(TITLE + "網" * 4), [TITLE])[1] == []
    assert len(unglue_titles(segments_of(TITLE + "網" * 5), [TITLE])[1]) == 1


@pytest.mark.parametrize("number", [0, 1])
def test_a_paragraph_in_which_a_person_kept_the_title_stays(number: int) -> None:
    """Of a title of two sentences as well, whichever was kept."""
    title = "港の道具はなぜ古いのか？その真意を探る"
    segments = segments_of(f"{title} {SAID}まだある。")
    segments[number].kept = True
    left, glued = unglue_titles(segments, [title])
    assert (len(left), glued) == (len(segments), [])

"""What is measured of a sentence, by tables: what must be seen, and what must not."""

from __future__ import annotations

import math
import sys

import pytest

from newsletter.abridgement import features
from newsletter.abridgement.candidates import Candidate, parse_article
from newsletter.abridgement.features import NAMES, REASONS, SentencePart, measure_article, size


def parts_of(
    body: str, language: str, title: str = "", excerpt: str = ""
) -> tuple[SentencePart, ...]:
    """The measured parts of a body."""
    return measure_article(parse_article(body), language, title, excerpt).parts


def measure(part: SentencePart, name: str) -> float:
    """One measure of a part."""
    return part.measures[NAMES.index(name)]


SEEN = [
    ("figures", "ja", "売上は前年比18%増の240億円だった。"),
    ("figures", "en", "Sales rose 18 percent to 240 million."),
    ("facts", "ja", "工事費は3億円で、2027年に始まる。"),
    ("facts", "en", "The bridge cost $30 million."),
    ("names", "ja", "計画を立てたのはトヨタとNVIDIAだ。"),
    ("names", "ja", "NVIDIAは工場を建てる。"),
    ("names", "en", "The plan was drawn up by Toyota and Nvidia."),
    ("changes", "ja", "会社は新しい工場を発表した。"),
    ("changes", "en", "The company announced a new plant."),
    ("defines", "ja", "希土類とは、17の元素の総称だ。"),
    ("defines", "en", "Rare earths are a group of 17 elements."),
    ("weighty", "ja", "最も重要なのは水の確保だ。"),
    ("weighty", "en", "The main problem is water."),
    ("warns", "ja", "この方法は夏には使えない。必ず確認する。"),
    ("warns", "en", "Never do this without a backup."),
    ("says", "ja", "市の調査によると、利用者は減っている。"),
    ("says", "ja", "館長は「冬も開く」と述べた。"),
    ("says", "en", "According to the city, use is falling."),
    ("says", "en", "The director said the library stays open."),
    ("quotes", "ja", "館長は「冬も開ける」と話す。"),
    ("quotes", "en", 'She called it "a fair deal".'),
    ("chatter", "ja", "正直、私は驚きました。"),
    ("chatter", "en", "Honestly, I was surprised."),
    ("hedges", "ja", "値段は下がるかもしれない。"),
    ("hedges", "en", "Prices might fall."),
    ("example", "ja", "例えば、図書館がそうだ。"),
    ("example", "en", "For example, the library did."),
    ("meta", "ja", "この記事では、図書館の費用を解説します。"),
    ("meta", "en", "In this post we look at costs."),
    ("question", "ja", "なぜ費用は増えたのか？"),
    ("question", "en", "Why did costs rise?"),
    ("page note", "ja", "最後までお読みいただきありがとうございます。"),
    ("page note", "en", "Subscribe to our newsletter."),
    ("points back", "ja", "これは大きな変化だ。"),
    ("points back", "en", "This is a big change."),
    ("leads in", "ja", "理由は以下の3つです。"),
    ("leads in", "en", "There are three reasons:"),
    ("bold", "ja", "図書館は**夜間**の開館を始める。"),
    ("link", "en", "The [report](https://example.org/) has the numbers."),
    ("code span", "en", "Run `make` in the folder first."),
    ("colon", "ja", "期限：2027年3月末に決まった。"),
    ("parenthesis", "en", "The fee (five dollars) stays."),
]
UNSEEN = [
    ("figures", "ja", "売上は前年より大きく増えた。"),
    ("figures", "en", "Sales rose sharply."),
    ("facts", "ja", "工事はまだ始まっていない。"),
    ("names", "ja", "計画を立てたのは市の職員だ。"),
    ("names", "en", "Yesterday it rained."),
    ("names", "en", "Nobody knows who drew up the plan."),
    ("changes", "ja", "町の東には古い橋がある。"),
    ("changes", "en", "The town has an old bridge."),
    ("defines", "ja", "職員は交代で働く。"),
    ("defines", "en", "The staff work in shifts."),
    ("warns", "ja", "夏には水が足りる。"),
    ("warns", "en", "The water lasts through summer."),
    ("says", "ja", "利用者の数は減っている。"),
    ("says", "ja", "画面には時刻が表示される。"),
    ("says", "en", "The number of users is falling."),
    ("says", "en", "The essay is on the table."),
    ("quotes", "ja", "館長は冬も開けると話す。"),
    ("quotes", "en", "It's the director's plan."),
    ("chatter", "ja", "市は私立学校への補助を増やす。"),
    ("chatter", "en", "The city pays more for schools."),
    ("hedges", "ja", "値段は来月に下がる。"),
    ("hedges", "en", "Prices fall next month."),
    ("example", "en", "The library did the same."),
    ("meta", "ja", "図書館の費用は昨年より増えた。"),
    ("meta", "en", "The post office opens at nine."),
    ("question", "ja", "費用が増えた理由は電気代だ。"),
    ("question", "en", "Costs rose because of power."),
    ("page note", "ja", "図書館は夜間も開いている。"),
    ("page note", "en", "The library sells a paper in print."),
    ("points back", "ja", "この記事は3年前に書かれた。"),
    ("points back", "en", "The library opens at nine."),
    ("leads in", "ja", "理由は電気代の上昇です。"),
    ("leads in", "en", "The reason is power."),
    ("bold", "ja", "図書館は夜間の開館を始める。"),
    ("link", "en", "The report has the numbers."),
    ("code span", "en", "Run the program in the folder first."),
    ("parenthesis", "en", "The fee of five dollars stays."),
]


@pytest.mark.parametrize(("name", "language", "text"), SEEN)
def test_what_a_sentence_shows_is_measured(name: str, language: str, text: str) -> None:
    """A sentence that shows a thing has a measure above 0 for it."""
    assert max(measure(part, name) for part in parts_of(text, language)) > 0


@pytest.mark.parametrize(("name", "language", "text"), UNSEEN)
def test_what_a_sentence_does_not_show_is_not_measured(name: str, language: str, text: str) -> None:
    """A sentence that looks a little like it has a measure of 0."""
    assert [measure(part, name) for part in parts_of(text, language)] == [0.0]


ARTICLE = """The opening says what is new. It goes on with a detail.

## Costs

Costs of the library rose in spring. Power is the reason.

- The lamps burn longer
- The doors stay open

## Summary

The library pays more for power.
"""


def test_places_are_counted_from_both_ends() -> None:
    """First and last part know it, and each knows its paragraph and its section."""
    parts = parts_of(ARTICLE, "en")
    assert [measure(part, "place") for part in parts] == [at / 6 for at in range(7)]
    assert [measure(part, "from start") for part in parts] == [0, 1, 2, 3, 4, 5, 6]
    assert [measure(part, "from end") for part in parts] == [6, 5, 4, 3, 2, 1, 0]
    assert [measure(part, "place in passage") for part in parts] == [0, 1, 0, 1, 0, 1, 0]
    assert [measure(part, "ends passage") for part in parts] == [0, 1, 0, 1, 0, 1, 1]
    assert [measure(part, "passage from start") for part in parts] == [0, 0, 1, 1, 2, 2, 3]
    assert [measure(part, "passage in section") for part in parts] == [0, 0, 0, 0, 1, 1, 0]
    assert [measure(part, "place in section") for part in parts] == [0, 0.5, 0, 0.25, 0.5, 0.75, 0]
    assert [measure(part, "depth") for part in parts] == [0, 0, 1, 1, 1, 1, 1]
    assert [measure(part, "list") for part in parts] == [0, 0, 0, 0, 1, 1, 0]


def test_far_from_an_end_is_one_distance() -> None:
    """Beyond a dozen sentences the distance from an end no longer grows."""
    parts = parts_of("\n\n".join(f"Sentence {at} stands here." for at in range(40)), "en")
    assert measure(parts[20], "from start") == measure(parts[30], "from start") == 12
    assert measure(parts[10], "from end") == measure(parts[20], "from end") == 12


def test_a_summary_is_known_by_its_heading() -> None:
    """Parts under a heading that sums up are marked, others are not."""
    marks = [measure(part, "summary section") for part in parts_of(ARTICLE, "en")]
    assert marks == [0, 0, 0, 0, 0, 0, 1]


def test_title_description_and_heading_are_compared() -> None:
    """A part that names all of a title measures 1, one that names none of it 0."""
    title = "Library costs"
    parts = parts_of(ARTICLE, "en", title, "Power is dear")
    named = [measure(part, "title terms") for part in parts]
    assert named == [0, 0, 1, 0, 0, 0, 0.5]
    assert measure(parts[3], "excerpt") == 1
    assert measure(parts[4], "excerpt") == 0
    assert measure(parts[2], "heading") == 1
    assert measure(parts[3], "heading") == 0
    assert measure(parts[2], "title") > measure(parts[3], "title")


def test_without_title_nothing_is_named() -> None:
    """No title and no description: their measures are 0 for every part."""
    parts = parts_of(ARTICLE, "en")
    assert {measure(part, "title terms") for part in parts} == {0}
    assert {measure(part, "excerpt") for part in parts} == {0}


def test_new_terms_and_terms_taken_up() -> None:
    """The first sentence is all new; a repeated one brings nothing; the last is not taken up."""
    body = "Copper wires corrode.\n\nSilver lasts.\n\nCopper wires corrode."
    parts = parts_of(body, "en")
    assert [measure(part, "new terms") for part in parts] == [1, 1, 0]
    assert [measure(part, "taken up") for part in parts] == [1, 0, 0]


def test_likeness_to_neighbours() -> None:
    """A sentence equal to its neighbour is like it wholly, to a stranger not at all."""
    parts = parts_of("Copper wires corrode. Copper wires corrode. Silver lasts.", "en")
    assert measure(parts[0], "like after") == 1
    assert measure(parts[1], "like before") == 1
    assert measure(parts[1], "like after") == 0
    assert measure(parts[0], "like before") == measure(parts[2], "like after") == 0


def test_asides_need_a_polite_article() -> None:
    """A plain ending is an aside among polite ones, and the rule in a plain article."""
    polite = "図書館は夜も開きます。職員は交代で働きます。費用は増えました。静かな夜だ。"
    plain = "図書館は夜も開く。職員は交代で働く。費用は増えた。静かな夜だ。"
    assert [measure(part, "aside") for part in parts_of(polite, "ja")] == [0, 0, 0, 1]
    assert [measure(part, "aside") for part in parts_of(plain, "ja")] == [0, 0, 0, 0]


@pytest.mark.parametrize("body", ["", "\n\n", "---\n", "![a](b.png)\n", "<!-- c -->\n"])
def test_nothing_to_read_has_no_parts(body: str) -> None:
    """A body without words is measured without a fault."""
    assert parts_of(body, "en") == ()


@pytest.mark.parametrize("language", ["ja", "en", "zh", "ko", "de", "ar", "x-unknown"])
def test_every_language_gets_the_same_measures(language: str) -> None:
    """The row of a part is as long as NAMES and holds finite numbers, whatever the language."""
    for part in parts_of("图书馆。도서관 2026. Bücherei! المكتبة 図書館は3%増。", language):
        assert len(part.measures) == len(NAMES)
        assert all(math.isfinite(value) for value in part.measures)


def test_every_measure_has_reasons_in_words() -> None:
    """What the report says of a measure is a phrase, for both directions."""
    for raised, lowered in REASONS.values():
        assert raised.strip()
        assert lowered.strip()


def test_size_counts_words_of_both_kinds() -> None:
    """Two Japanese characters count as a word; an empty text as one."""
    assert size("one two three") == 3
    assert size("図書館の費用") == 3
    assert size("") == 1


def test_long_articles_cost_steps_by_their_length() -> None:
    """Four times the lines of a poem take about four times the calls, not sixteen times."""
    lines = [f"短い行 {at} が続く。\n" for at in range(400)]
    short, long = count_calls("\n".join(lines[:100])), count_calls("\n".join(lines))
    assert long < 5 * short


def count_calls(body: str) -> int:
    """Calls of functions, Python's own too, while an article is measured."""
    article = parse_article(body)
    calls = 0

    def count(_frame: object, event: str, _value: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        measure_article(article, "ja")
    finally:
        sys.setprofile(None)
    return calls


def test_the_markup_of_a_list_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not again for each of its items: a list of thousands took time that grew with its square."""
    seen: list[str] = []
    real = features._measure_markup

    def look(candidate: Candidate) -> tuple[float, ...]:
        seen.append(candidate.text)
        return real(candidate)

    monkeypatch.setattr(features, "_measure_markup", look)
    items = "".join(f"- point {number}\n" for number in range(30))
    assert len(parts_of(f"{items}\nThe end of it.\n", "en")) == 31
    assert len(seen) == 2

"""Laws of cleaning on generated articles, restarts and noise, and on real posts."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from newsletter.dedupe import audit, clean_body, clean_text, explain

SUBJECTS = (
    *("朝の市場", "北の灯台", "古い図書館", "山の鉄道", "港の倉庫"),
    *("新しい病院", "東の工場", "川沿いの学校", "町の劇場", "南の農園"),
)
DEEDS = (
    *("を市長が訪れて予算の話をした", "では百年ぶりの修理が始まっている"),
    *("に若い技術者たちが集まり始めた", "の将来を住民が夜まで話し合った"),
)
ENDS = (
    "と地元の新聞が伝えている。",
    "という知らせが先週届いた。",
    "のを多くの人が見守っていた。",
    "ことを記録映画が描き出した。",
)


@st.composite
def articles(draw: st.DrawFn) -> list[str]:
    """Paragraphs of two sentences each, of which no two could be variants."""
    numbers = draw(
        st.lists(st.integers(0, 159), min_size=6, max_size=16, unique_by=lambda n: n % 40)
    )
    sentences = [f"{SUBJECTS[n % 10]}{DEEDS[n // 10 % 4]}{ENDS[n // 40]}" for n in numbers]
    return [
        sentence + f"関係者は{n + 3}人で、費用は{n + 11}億円である。"
        for n, sentence in zip(numbers, sentences, strict=True)
    ]


def body(paragraphs: list[str]) -> str:
    """Paragraphs as Markdown."""
    return "\n\n".join(paragraphs) + "\n"


@given(articles())
def test_an_article_without_repeats_is_left_alone(paragraphs: list[str]) -> None:
    """Sentences of one pattern that differ in subject and figures all stay, byte for byte."""
    assert clean_body(body(paragraphs)).body == body(paragraphs)


@given(articles(), st.data())
def test_a_restart_is_undone(paragraphs: list[str], data: st.DataObject) -> None:
    """An article that stops, steps back and goes on comes out as if it had not."""
    stop = data.draw(st.integers(4, len(paragraphs)))
    back = data.draw(st.integers(1, stop - 2))
    marker = data.draw(st.sampled_from(["", "---END---", "\n"]))
    written = [*paragraphs[:stop], *([marker] if marker else []), *paragraphs[back:]]
    cleaned = clean_body(body(written))
    assert cleaned.body == body(paragraphs)
    assert all(removal.reason and removal.lines.first >= 1 for removal in cleaned.removals)


@given(articles(), st.data())
def test_a_cut_sentence_is_completed(paragraphs: list[str], data: st.DataObject) -> None:
    """A call that broke off leaves no fragment when the next repeats the paragraph."""
    stop = data.draw(st.integers(3, len(paragraphs) - 1))
    cut = data.draw(st.integers(8, 18))
    written = [*paragraphs[:stop], paragraphs[stop][:cut], "---END---", *paragraphs[stop - 2 :]]
    assert clean_body(body(written)).body == body(paragraphs)


@examples(max_examples=200)
@given(
    st.text(
        alphabet=st.sampled_from("あ語。！？「」*_#-`|>[]() \n\t1.AaEND<=【】（）続き…\u3000"),
        max_size=300,
    )
)
def test_noise_is_survived(text: str) -> None:
    """Any text is cleaned without a fault, twice is once, and it can be explained."""
    cleaned = clean_text(text)
    assert clean_text(cleaned.text).text == cleaned.text
    assert explain(cleaned)
    audit(text, cleaned)


def test_real_posts_are_cleaned_once(corpus: tuple[Path, ...]) -> None:
    """A post in which nothing is removed comes back byte for byte."""
    for path in corpus[::8]:
        text = path.read_text(encoding="utf-8")
        cleaned = clean_text(text)
        assert clean_text(cleaned.text).text == cleaned.text, path.name
        if not cleaned.removals:
            assert cleaned.text == text, path.name

"""Whole documents: they come back as they were, and marked where they are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import EngineRefused
from newsletter.source.front_matter import split_front_matter
from newsletter.source.markdown import to_html
from newsletter.translate.callback import translate_markdown
from newsletter.translate.units import parse_document
from tests.translate.marking import find_faults, marked
from tests.translate.structure import list_blocks

_CASES = Path(__file__).parent.parent / "cases"
EXAMPLES: list[str] = json.loads((_CASES / "commonmark-0.31.2.json").read_text("utf-8"))["examples"]
GFM: list[str] = json.loads((_CASES / "gfm-extensions.json").read_text("utf-8"))["examples"]


def test_identity_of_the_commonmark_examples() -> None:
    """All 652 examples come back byte for byte, and so render to the same HTML."""
    assert len(EXAMPLES) == 652
    assert [text for text in EXAMPLES if _identity(text, "en") != text] == []


def test_marking_the_commonmark_examples() -> None:
    """Every text node is marked at its place, and no code, URL or attribute is."""
    examples = [text for text in EXAMPLES if "[[" not in text]  # a wiki link before a link in []
    faults = {text: found for text in examples if (found := list(find_faults(text, "en")))}
    assert faults == {}


def test_the_examples_of_github() -> None:
    """All 24 examples of GitHub's extensions: identity and marking."""
    assert len(GFM) == 24
    assert [text for text in GFM if _identity(text, "en") != text] == []
    assert {text: found for text in GFM if (found := list(find_faults(text, "en")))} == {}


# Where the extensions meet each other, containers and each other's marks.
EXTENSIONS = [
    "| one | two |\n| --- | --- |\n| three | four |\n",
    "| one | two :\n:-: | -----------:\nthree | four\n",
    "| a\\|b |\n| ------ |\n| c `\\|` d |\n| e **\\|** f |\n",
    "| one | two |\n| --- | --- |\n| three | four |\n> quote\n",
    "| one | two |\n| --- | --- |\n| three | four |\nfive\n\nsix\n",
    "| one | two |\n| --- |\n| three |\n",
    "| one | two |\n| --- | --- |\n| three |\n| four | five | six |\n",
    "| one | two |\n| --- | --- |\n",
    "> | one | two |\n> | --- | --- |\n> | three | four |\n",
    "- text\n\n  | one | two |\n  | --- | --- |\n  | three | four |\n",
    "1. | one | two |\n   |:---:|---|\n   | *three* | [four](/u) |\n",
    "| `one` | ![two](/u) |\n|---|---|\n| <b>three</b> | https://example.com/x_y_z |\n",
    "- [ ] one\n- [x] two\n",
    "- [x] one\n  - [ ] two\n  - [x] three\n- [ ] four\n",
    "~~one~~ two ~~three~~\n",
    "one ~~two\n\nthree~~ four\n",
    "~~~~one~~~~ two\n",
    "www.example.com is one\n",
    "See www.example.com/one?two=three&amp;four.\n",
    "(see https://example.com/one_(two)) three\n",
    "one@example.com is an address\n",
    "https://example.com/one* and *two*\n",
    "<strong> <title> <style> <em>\n\n<blockquote>\n  <xmp> is not allowed.\n</blockquote>\n",
    "One[^1] two.\n\n[^1]: Three *four*.\n\n    Five.\n",
]


@pytest.mark.parametrize("text", EXTENSIONS)
def test_extensions_of_github(text: str) -> None:
    """Tables, task lists, strikethrough, bare addresses and footnotes: identity and marking."""
    assert _identity(text, "en") == text
    assert list(find_faults(text, "en")) == []


def test_real_posts_come_back(corpus: tuple[Path, ...]) -> None:
    """All posts of the corpus come back byte for byte, front matter and all."""
    changed = [
        path.name for path in corpus if translate_markdown(text := _read(path), list) != text
    ]
    assert changed == []


def test_real_posts_are_marked(corpus: tuple[Path, ...]) -> None:
    """In every eighth post each text node is marked and nothing else."""
    faults = {
        path.name: found
        for path in corpus[::8]
        if (found := list(find_faults(split_front_matter(_read(path))[1], "ja")))
    }
    assert faults == {}


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


def _identity(text: str, language: str) -> str:
    document = parse_document(text, language)
    return document.render({unit.source: unit.source for unit in document.units}, language)


_BITS = [
    "**",
    "[[1]]",
    "word",
    "語",
    "。",
    "1. ",
    "\n\n",
    "> ",
    "- ",
    "](/u)",
    "{{ x }}",
    "&amp;",
    "^[",
]
MARKDOWN = st.lists(st.sampled_from([*"*_`[]()!<>#|~\\&:-+ \n", *_BITS]), max_size=40).map("".join)


@given(MARKDOWN)
def test_identity_of_anything(text: str) -> None:
    """Whatever the text, the identity translation is the text."""
    assert _identity(text, "ja") == text


@given(MARKDOWN)
def test_marking_keeps_the_blocks(text: str) -> None:
    """Whatever the text, its translation has the same blocks, and translating does not fail."""
    assert list_blocks(marked(text, "ja")) == list_blocks(text)


HOSTILE = st.text(
    st.sampled_from("*_`[](){}<>#|~\\&!:-+=1.>$^ ab语"), min_size=1, max_size=20
).filter(str.strip)
_PLACES = [
    "甲です。\n",
    "- 甲です。\n",
    "> 甲です。\n",
    "| 甲です。 | 値 |\n|---|---|\n",
    "甲です。\n\n[a]: /u\n",
    "甲です。\n===\n",
]
_LIVE = ("<a", "<em", "<strong", "<code", "<img", "<s>", "<b>", "<h2", "<hr")


@given(HOSTILE, st.sampled_from(_PLACES))
def test_what_an_engine_says_stays_text(answer: str, text: str) -> None:
    """No answer, whatever it holds, turns into a block, a link, code, emphasis, a tag or Liquid."""
    rendered = parse_document(text, "ja").render({"甲です。": answer}, "en")
    assert list_blocks(rendered) == list_blocks(text)
    html = to_html(rendered)
    assert [tag for tag in _LIVE if tag in html] == []
    assert "{{" not in rendered
    assert "{%" not in rendered


@pytest.mark.parametrize(
    "answers",
    [[], [" "], ["[[1]]two"], ["two[[/1]]"], ["[[1]]two[[/1]][[2]]"], ["[[1]]a[[/1]]", "b"]],
)
def test_blank_and_broken_answers_are_refused(answers: list[str]) -> None:
    """An answer that is missing, empty or has other placeholders is an error naming the text."""
    with pytest.raises(EngineRefused):
        translate_markdown("one **two** three", lambda _: answers)

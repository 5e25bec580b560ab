"""What is known of the engines before one is asked, and what one has cost afterwards."""

from __future__ import annotations

import pytest

from newsletter.config import EngineOptions, TranslateSettings
from newsletter.translate.engines.guard import Guarded, Usage
from newsletter.translate.engines.openai_api import OpenAI
from newsletter.translate.engines.preview import Identity
from newsletter.translate.engines.registry import ENGINE_NAMES, describe_engines
from tests.fakes.server import serving
from tests.fakes.services import BY_NAME, KEY, answering

SETTINGS = TranslateSettings(
    engines=("deepl", "openai"),
    options={"openai": EngineOptions(url="http://127.0.0.1:1/v1", model="m")},
)


def test_the_engines_of_the_publication_come_first_in_their_order() -> None:
    """All are listed, with the place at which they are asked."""
    states = describe_engines(SETTINGS, {})
    assert [state.name for state in states[:2]] == ["deepl", "openai"]
    assert [state.place for state in states[:3]] == [1, 2, 0]
    assert {state.name for state in states} == set(ENGINE_NAMES)


@pytest.mark.parametrize(
    ("name", "environ", "has_key", "is_ready"),
    [
        ("deepl", {}, False, False),
        ("deepl", {"DEEPL_API_KEY": KEY}, True, True),
        ("deepl", {"DEEPL_API_KEY": ""}, False, False),
        ("openai", {}, False, True),
        ("google", {}, False, True),
        ("microsoft", {}, False, False),
    ],
)
def test_a_key_is_present_or_missing(
    name: str, environ: dict[str, str], has_key: bool, is_ready: bool
) -> None:
    """A server of one's own needs none; the key itself is never shown."""
    state = next(state for state in describe_engines(SETTINGS, environ) if state.name == name)
    assert (state.has_key, not state.problem) == (has_key, is_ready)
    assert KEY not in repr(state)


def test_the_server_of_an_engine_is_named() -> None:
    """Where texts are sent is no secret."""
    states = {state.name: state for state in describe_engines(SETTINGS, {})}
    assert states["openai"].host == "127.0.0.1:1"
    assert states["deepl"].host == ""


def test_a_receipt_counts_requests_texts_and_characters() -> None:
    """What was sent is what a service bills."""
    engine = Guarded(Identity())
    engine.translate(["abc", "de"], "en", "de")
    engine.translate(["f"], "en", "de")
    assert engine.usage == Usage(n_requests=2, n_texts=3, n_chars=6)


def test_a_receipt_counts_the_tokens_of_a_model() -> None:
    """As the endpoint counts them; nothing where it does not."""
    with serving(answering(BY_NAME["openai"], lambda text: text)) as server:
        engine = Guarded(OpenAI(KEY, model="m", url=f"{server.url}/v1"))
        engine.translate(["市場"], "ja", "en")
    assert engine.usage == Usage(n_requests=1, n_texts=1, n_chars=2)

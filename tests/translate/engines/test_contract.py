from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsletter.config import EngineOptions, TranslateSettings
from newsletter.errors import ConfigError, EngineError, EngineRefused, EngineUnavailable
from newsletter.translate.engines.engine import Engine, TextRefused
from newsletter.translate.engines.preview import Identity, Pseudo
from newsletter.translate.engines.registry import ENGINE_NAMES, build_engines
from newsletter.translate.glossary import parse_glossary
from tests.fakes.server import Reply, Request, serving
from tests.fakes.services import BY_NAME, KEY, SERVICES, Service, answering
from tests.translate.engines.conftest import PAIRS, say

NAMES = [service.name for service in SERVICES]


def _number(text: str) -> str:
    """Answers that tell which text they belong to: they keep its digits."""
    return re.sub(r"項目(\d+)", lambda found: f"item {found.group(1)}", text)


@pytest.mark.parametrize("service", SERVICES, ids=NAMES)
def test_there_is_one_answer_a_text_in_order_with_its_own_marks(service: Service) -> None:
    """The port's promise, whatever the wire looks like."""
    with serving(answering(service, say)) as server:
        answers = service.build(server.url, 5.0).translate(list(PAIRS), "ja", "en")
    assert list(answers) == list(PAIRS.values())


@pytest.mark.parametrize("engine", [Identity(), Pseudo()], ids=["identity", "pseudo"])
def test_a_preview_engine_keeps_count_order_and_marks(engine: Engine) -> None:
    """The engines without a service keep the same promise."""
    answers = engine.translate(list(PAIRS), "ja", "en")
    marks = [re.findall(r"\[\[/?\d+\]\]", text) for text in PAIRS]
    assert [re.findall(r"\[\[/?\d+\]\]", answer) for answer in answers] == marks


@pytest.mark.parametrize("service", SERVICES, ids=NAMES)
def test_threads_never_get_each_other_s_answers(service: Service) -> None:
    """One engine serves eight threads: every answer belongs to its text."""
    with serving(answering(service, _number)) as server:
        engine = service.build(server.url, 10.0)
        with ThreadPoolExecutor(8) as pool:
            texts = [f"項目{number}" for number in range(48)]
            answers = list(pool.map(lambda text: engine.translate([text], "ja", "en")[0], texts))
    assert answers == [f"item {number}" for number in range(48)]


@pytest.mark.parametrize("service", SERVICES, ids=NAMES)
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, EngineRefused),
        (403, EngineRefused),
        (413, TextRefused),
        (429, EngineUnavailable),
        (500, EngineUnavailable),
        (503, EngineUnavailable),
    ],
)
def test_a_status_becomes_the_error_that_says_what_to_do(
    service: Service, status: int, kind: type[EngineError]
) -> None:
    """Try again, try another text, or never: and neither key nor text is told."""
    page = Reply(
        f"sorry about {KEY} and 投資".encode(),
        status,
        {"Content-Type": "text/plain", "Retry-After": "7"},
    )
    with serving(lambda request: page) as server, pytest.raises(kind) as caught:
        service.build(server.url, 5.0).translate(["投資"], "ja", "en")
    assert KEY not in str(caught.value)
    assert "投資" not in str(caught.value)
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    "service",
    [service for service in SERVICES if service.name != "deepl"],
    ids=lambda service: service.name,
)
def test_the_wait_the_service_asks_for_is_passed_on(service: Service) -> None:
    """Retry-After reaches the chain (DeepL's package hides the header)."""
    page = Reply(b"slow down", 429, {"Content-Type": "text/plain", "Retry-After": "7"})
    with serving(lambda request: page) as server, pytest.raises(EngineUnavailable) as caught:
        service.build(server.url, 5.0).translate(["投資"], "ja", "en")
    assert caught.value.retry_after_s == 7.0


@pytest.mark.parametrize("name", ["google", "mymemory"])
def test_a_language_the_service_lacks_is_refused_without_a_request(name: str) -> None:
    """Klingon is nobody's fault that trying again would mend."""
    with serving(answering(BY_NAME[name], say)) as server:
        with pytest.raises(EngineRefused, match="language"):
            BY_NAME[name].build(server.url, 5.0).translate(["投資"], "ja", "tlh")
        assert server.requests == []


@pytest.mark.parametrize(
    ("name", "source", "target", "sent"),
    [
        ("google", "ja", "en-US", ("ja", "en")),
        ("google", "he", "zh-Hant", ("iw", "zh-TW")),
        ("mymemory", "ja", "en", ("ja-JP", "en-US")),
        ("mymemory", "pt", "zh-Hans", ("pt-BR", "zh-CN")),
        ("libretranslate", "pt-BR", "zh-Hant", ("pt", "zt")),
        ("microsoft", "zh", "pt-PT", ("zh-Hans", "pt-PT")),
        ("deepl", "ja", "en", ("JA", "EN-US")),
        ("deepl", "pt-BR", "zh-Hant", ("PT", "ZH-HANT")),
    ],
)
def test_language_tags_become_the_codes_of_the_service(
    name: str, source: str, target: str, sent: tuple[str, str]
) -> None:
    """BCP 47 outside, each vendor's spelling on the wire."""
    with serving(answering(BY_NAME[name], say)) as server:
        BY_NAME[name].build(server.url, 5.0).translate(["項目"], source, target)
        assert _languages(name, server.requests[-1]) == sent


def _languages(name: str, request: Request) -> tuple[str, str]:
    if name == "google":
        return request.query["sl"][0], request.query["tl"][0]
    if name == "mymemory":
        first, _, second = request.query["langpair"][0].partition("|")
        return first, second
    if name == "microsoft":
        return request.query["from"][0], request.query["to"][0]
    body = json.loads(request.body)
    return (
        (body["source_lang"], body["target_lang"])
        if name == "deepl"
        else (body["source"], body["target"])
    )


@pytest.mark.parametrize("name", ["libretranslate", "microsoft", "deepl", "openai"])
def test_a_key_travels_in_a_header_or_body_never_in_an_address(name: str) -> None:
    """Servers and proxies log addresses."""
    with serving(answering(BY_NAME[name], say)) as server:
        BY_NAME[name].build(server.url, 5.0).translate(["項目"], "ja", "en")
        request = server.requests[-1]
    assert KEY in str(request.headers) + request.body.decode()
    assert KEY not in str(request.query) + request.path


def test_mymemory_s_entities_are_read() -> None:
    """It escapes what it sends: an apostrophe comes as &#39;."""
    service = BY_NAME["mymemory"]
    with serving(answering(service, lambda text: "The market&#39;s view &amp; price")) as server:
        assert service.build(server.url, 5.0).translate(["市場の見方"], "ja", "en") == [
            "The market's view & price"
        ]


def test_deepl_is_given_the_glossary_once() -> None:
    """The terms become a glossary at DeepL, found again by its name, and every request names it."""
    glossary = parse_glossary("source,en\n希土類,rare earths\n")
    known: list[dict[str, object]] = []
    used: list[str] = []

    def answer(request: Request) -> Reply:
        if request.path == "/v2/glossaries" and request.method == "POST":
            entry = {
                **json.loads(request.body),
                "glossary_id": "g1",
                "ready": True,
                "entry_count": 1,
            }
            entry["creation_time"] = "2026-01-01T00:00:00.000000Z"
            known.append(entry)
            return Reply(json.dumps(entry).encode())
        if request.path == "/v2/glossaries":
            return Reply(json.dumps({"glossaries": known}).encode())
        used.append(json.loads(request.body)["glossary_id"])
        return answering(BY_NAME["deepl"], say)(request)

    from newsletter.translate.engines.deepl_api import DeepL

    with serving(answer) as server:
        for _ in range(2):
            engine = DeepL(KEY, url=server.url, glossary=glossary)
            engine.translate(["市場の見方"], "ja", "en")
            engine.translate(["市場の見方"], "ja", "en")
    assert used == ["g1"] * 4
    assert len(known) == 1
    assert "希土類\trare earths" in str(known[0]["entries"])


@pytest.mark.parametrize("status", [400, 429, 456, 500])
def test_deepl_translates_without_a_glossary_when_it_will_not_have_one(status: int) -> None:
    """A free account's limit of glossaries holds nothing up."""
    from newsletter.translate.engines.deepl_api import DeepL

    def answer(request: Request) -> Reply:
        if request.path == "/v2/glossaries" and request.method == "POST":
            return Reply(b'{"message": "no"}', status)
        return answering(BY_NAME["deepl"], say)(request)

    with serving(answer) as server:
        engine = DeepL(
            KEY, url=server.url, glossary=parse_glossary("source,en\n希土類,rare earths\n")
        )
        assert engine.translate(["市場の見方"], "ja", "en") == ["The market’s view"]


def test_openai_is_told_style_terms_and_languages() -> None:
    """The prompt carries what the publication wants; the texts travel apart from it as data."""
    from newsletter.translate.engines.openai_api import OpenAI

    glossary = parse_glossary("source,en\n希土類,rare earths\n半導体,semiconductors\n")
    with serving(answering(BY_NAME["openai"], say)) as server:
        engine = OpenAI(
            KEY,
            model="m",
            url=f"{server.url}/v1",
            style="Plain British English.",
            glossary=glossary,
        )
        engine.translate(["希土類の市場"], "ja", "en")
        asked = json.loads(server.requests[-1].body)
    system = asked["messages"][0]["content"]
    assert "Japanese (ja)" in system
    assert "English (en)" in system
    assert "Plain British English." in system
    assert "希土類 = rare earths" in system
    assert "半導体" not in system
    assert "希土類の市場" not in system


def test_openai_speaks_to_endpoints_without_structured_answers() -> None:
    """A server that says 400 to response_format is asked again without it, and remembered."""
    from newsletter.translate.engines.openai_api import OpenAI

    def answer(request: Request) -> Reply:
        if "response_format" in json.loads(request.body):
            return Reply(b'{"error": {"message": "unknown field"}}', 400)
        return answering(BY_NAME["openai"], say)(request)

    with serving(answer) as server:
        engine = OpenAI(KEY, model="m", url=f"{server.url}/v1")
        assert [engine.translate(["市場の見方"], "ja", "en")[0] for _ in range(2)] == [
            "The market’s view"
        ] * 2
        assert len(server.requests) == 3


# ---------------------------------------------------------------- the registry


def test_engines_are_built_in_the_order_of_the_settings() -> None:
    """The order in newsletter.toml is the order of asking; a name given twice counts once."""
    settings = TranslateSettings(
        engines=("deepl", "google", "google", "openai"),
        options={"openai": EngineOptions(url="http://127.0.0.1:1/v1", model="m")},
    )
    engines = build_engines(settings, {"DEEPL_API_KEY": KEY})
    assert [engine.name for engine in engines] == ["deepl", "google", "openai"]
    assert KEY not in repr(engines)


@pytest.mark.parametrize(
    ("settings", "environ", "expected"),
    [
        (TranslateSettings(engines=("gogle",)), {}, 'did you mean "google"?'),
        (TranslateSettings(options={"depl": EngineOptions()}), {}, 'did you mean "deepl"?'),
        (TranslateSettings(engines=("deepl",)), {}, "DEEPL_API_KEY"),
        (TranslateSettings(engines=("microsoft",)), {}, "MICROSOFT_API_KEY"),
        (TranslateSettings(engines=("libretranslate",)), {}, "LIBRE_API_KEY"),
        (TranslateSettings(engines=("openai",)), {"OPENAI_API_KEY": KEY}, "model"),
    ],
)
def test_a_wrong_setting_says_how_to_mend_it(
    settings: TranslateSettings, environ: dict[str, str], expected: str
) -> None:
    """Unknown names offer the nearest; missing keys and models are named."""
    with pytest.raises(ConfigError) as caught:
        build_engines(settings, environ)
    assert expected in str(caught.value)


@pytest.mark.parametrize("name", ["deepl", "openai"])
def test_a_missing_extra_says_how_to_install_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is named the way pip wants it."""
    monkeypatch.setattr("newsletter.translate.engines.registry.find_spec", lambda package: None)
    settings = TranslateSettings(engines=(name,), options={name: EngineOptions(model="m")})
    with pytest.raises(ConfigError, match=re.escape(f'pip install "newsletter-press[{name}]"')):
        build_engines(settings, {"DEEPL_API_KEY": KEY, "OPENAI_API_KEY": KEY})


def test_every_engine_of_the_registry_is_under_this_contract() -> None:
    """A new engine must join the suite."""
    assert set(ENGINE_NAMES) == {*NAMES, "pseudo", "identity", "local"}

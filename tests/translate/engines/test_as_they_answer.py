"""Engines as they really answer: what is right is published, what is not is held and named.

Eight units (title, sentences with emphasis, a link and an amount, list items) go through the
whole way to a translated post, over a server that answers as engines did in trials.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest

from newsletter.model import Translated
from newsletter.translate.engines.deep import DeepTranslated
from newsletter.translate.engines.engine import Engine
from newsletter.translate.engines.model_answers import read_units
from newsletter.translate.engines.openai_api import OpenAI
from newsletter.translate.glossary import EMPTY
from newsletter.translate.memory import MemoryInProcess
from newsletter.translate.posts import translate_article
from newsletter.translate.request import Request
from tests.fakes.server import Reply, Server, serving
from tests.fakes.server import Request as Sent

ENGLISH = {
    "電池工場の話": "The battery plant",
    "同社は[[1]]来年[[/1]]、電池の量産を始める。": (
        "The company starts making batteries [[1]]next year[[/1]]."
    ),
    "投資額は3,200億円だ。": "The investment is ¥320 billion.",
    "[[1]]報告書[[/1]]によると、需要は2030年に3倍になる。": (
        "According to [[1]]a report[[/1]], demand will triple by 2030."
    ),
    "工場は北海道にある。": "The plant is in Hokkaido.",
    "社員は450人だ。": "It has 450 employees.",
    "水は川から引く。": "Water comes from the river.",
    "稼働は[[1]]来春[[/1]]の予定だ。": "It is to open [[1]]next spring[[/1]].",
}
BODY = """同社は**来年**、電池の量産を始める。投資額は3,200億円だ。

[報告書](https://example.com/r)によると、需要は2030年に3倍になる。

- 工場は北海道にある。
- 社員は450人だ。

水は川から引く。稼働は*来春*の予定だ。
"""
POST = Request("ja", "en", "電池工場の話", "", BODY, BODY)
WHOLE = """The company starts making batteries **next year**. The investment is ¥320 billion.

According to [a report](https://example.com/r), demand will triple by 2030.

- The plant is in Hokkaido.
- It has 450 employees.

Water comes from the river. It is to open *next spring*.
"""
Say = Callable[[list[str]], Reply]


def translate(*engines: Engine) -> Translated:
    """Translate the post with nothing remembered."""
    return translate_article(
        POST, engines=engines, memory=MemoryInProcess(), catalogue=None, glossary=EMPTY
    )


def says(done: Translated) -> str:
    """All that is told about what is held."""
    lines = [finding.message for unit in done.held for finding in unit.findings]
    return "\n".join(lines)


# ---------------------------------------------------------------- language models


def chat(content: str | None, **message: object) -> Reply:
    """Reply with one message of a model."""
    finish = str(message.pop("finish_reason", "stop"))
    answer = {"role": "assistant", "content": content, **message}
    choice = {"index": 0, "message": answer, "finish_reason": finish}
    body = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    return Reply(json.dumps(body, ensure_ascii=False).encode())


def asked(request: Sent) -> list[str]:
    """The texts of a request."""
    content = json.loads(request.body)["messages"][1]["content"]
    return [unit["text"] for unit in json.loads(content)["units"]]


def english(texts: Sequence[str]) -> list[str]:
    """The right answers."""
    return [ENGLISH[text] for text in texts]


def units(texts: Sequence[str], first: int = 1) -> list[dict[str, object]]:
    """The right answers as models are asked to give them."""
    return [{"id": number, "text": text} for number, text in enumerate(english(texts), first)]


# On a busy machine the client of the service alone takes five seconds to import.
DEADLINE_S = 60.0


def dumps(value: object) -> str:
    """JSON with letters as they are."""
    return json.dumps(value, ensure_ascii=False)


def model(server: Server) -> OpenAI:
    """The engine under test."""
    return OpenAI("key", model="m", url=f"{server.url}/v1", deadline_s=DEADLINE_S)


READABLE: dict[str, Callable[[list[str]], str]] = {
    "whole": lambda texts: dumps({"units": units(texts)}),
    "fence": lambda texts: f"```json\n{dumps({'units': units(texts)})}\n```",
    "sentence before": lambda texts: f"Here you go:\n{dumps({'units': units(texts)})}",
    "sentence before a fence": lambda texts: (
        f"Sure, the translation:\n```json\n{dumps({'units': units(texts)})}\n```"
    ),
    "note behind": lambda texts: f"{dumps({'units': units(texts)})}\nNote: names were kept.",
    "offer behind": lambda texts: f"{dumps({'units': units(texts)})}\nLet me know if it fits!",
    "thoughts before": lambda texts: (
        f"<think>Unit 1 is {{a title}}.</think>{dumps({'units': units(texts)})}"
    ),
    "ids from 0": lambda texts: dumps({"units": units(texts, 0)}),
    "bare list": lambda texts: dumps(units(texts)),
    "list of texts": lambda texts: dumps({"units": english(texts)}),
    "key translations": lambda texts: dumps({"translations": units(texts)}),
    "key translation": lambda texts: dumps({"translation": units(texts)}),
    "mapping": lambda texts: dumps(
        {str(number): text for number, text in enumerate(english(texts), 1)}
    ),
    "an extra unit": lambda texts: dumps(
        {"units": [*units(texts), {"id": len(texts) + 1, "text": "Translated by AI."}]}
    ),
    "ids as text": lambda texts: dumps(
        {"units": [{"id": str(unit["id"]), "text": unit["text"]} for unit in units(texts)]}
    ),
    "other order": lambda texts: dumps({"units": list(reversed(units(texts)))}),
}


@pytest.mark.parametrize("name", READABLE)
def test_what_a_model_wraps_around_its_answer_is_read(name: str) -> None:
    """The page is whole, and no request is thrown away."""
    with serving(lambda request: chat(READABLE[name](asked(request)))) as server:
        done = translate(model(server))
        assert done.full_body == WHOLE
        assert len(server.requests) == 1


def _spoil(place: int, text: str) -> Callable[[list[str]], str]:
    """Another answer for one unit, whenever it is asked for."""
    source = list(ENGLISH)[place]

    def say(texts: list[str]) -> str:
        answers = units(texts)
        for answer, asked_text in zip(answers, texts, strict=True):
            if asked_text == source:
                answer["text"] = text
        return dumps({"units": answers})

    return say


HELD: dict[str, tuple[Callable[[list[str]], str], str, int]] = {
    "trailing comma": (lambda texts: '{"units": [{"id": 1, "text": "a"},]}', "no JSON", 6),
    "smart quotes": (lambda texts: "{“units”: [{“id”: 1, “text”: “a”}]}", "no JSON", 6),
    "refusal": (lambda texts: "I'm sorry, but I can't assist with that.", "refused", 6),
    "refusal of a policy": (
        lambda texts: "This request violates our content policy.",
        "refused",
        6,
    ),
    "refusal in a unit": (_spoil(4, "I'm sorry, but I can't help with that."), "refused", 6),
    "note in a unit": (_spoil(4, "The plant is in Hokkaido. (Note: an island.)"), "note", 4),
    "empty link": (
        _spoil(3, "According to a report, demand will triple by 2030. [[1]][[/1]]"),
        "no words in [[1]]",
        6,
    ),
    "Markdown for a mark": (
        _spoil(7, "It is to open *next spring*."),
        "[[1]] is lost",
        6,
    ),
    "another language": (
        _spoil(6, "Das Wasser kommt aus dem Fluss und nicht aus dem See in der Stadt."),
        "another language",
        6,
    ),
}


@pytest.mark.parametrize("name", HELD)
def test_what_cannot_be_trusted_is_held_and_named(name: str) -> None:
    """Nothing wrong is published, the reason is told, and the requests are few."""
    say, reason, most = HELD[name]
    with serving(lambda request: chat(say(asked(request)))) as server:
        done = translate(model(server))
        assert len(server.requests) <= most
    assert done.full_body == ""
    assert reason in says(done)


@pytest.mark.parametrize("name", HELD)
def test_the_next_engine_answers_what_a_model_did_not(name: str) -> None:
    """A model that fails costs a few requests and no post."""
    say, _, _ = HELD[name]
    with (
        serving(lambda request: chat(say(asked(request)))) as ill,
        serving(lambda request: chat(READABLE["whole"](asked(request)))) as well,
    ):
        assert translate(model(ill), model(well)).full_body == WHOLE


@pytest.mark.parametrize(
    "reply",
    [
        chat(None, refusal="I can't help with that."),
        chat("", finish_reason="content_filter"),
        Reply(b'{"error": {"code": "content_filter", "message": "filtered"}}', 400),
    ],
    ids=["field", "finish", "status"],
)
def test_a_refusal_beside_the_content_is_one_too(reply: Reply) -> None:
    """Vendors have three more places for it."""
    with serving(lambda request: reply) as server:
        assert "refused" in says(translate(model(server)))


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b'{"error": {"code": "insufficient_quota", "message": "x"}}', 429), "quota"),
        (Reply(b'{"error": {"message": "bad key"}}', 401), "key"),
        (Reply(b'{"error": {"message": "no"}}', 403), "key"),
    ],
    ids=["quota", "401", "403"],
)
def test_money_and_keys_are_named_and_not_waited_for(reply: Reply, reason: str) -> None:
    """Trying again later helps neither; the server that said so is named."""
    with serving(lambda request: reply) as server:
        done = translate(model(server))
        assert len(server.requests) == 1
    assert not done.unavailable
    assert reason in says(done)
    assert "127.0.0.1" in says(done)


def test_an_answer_cut_at_the_limit_is_asked_for_in_halves() -> None:
    """Smaller requests fit where a large one does not."""

    def say(request: Sent) -> Reply:
        texts = asked(request)
        whole = READABLE["whole"](texts)
        return chat(whole[:80], finish_reason="length") if len(texts) > 4 else chat(whole)

    with serving(say) as server:
        assert translate(model(server)).full_body == WHOLE
        assert len(server.requests) == 3


def test_texts_that_slipped_by_one_are_asked_for_again() -> None:
    """Where many answers do not fit their texts, those that seem to are not believed."""

    def say(request: Sent) -> Reply:
        texts = asked(request)
        answers = english(texts)
        moved = [*answers[1:], answers[0]] if len(texts) > 1 else answers
        return chat(dumps({"units": [{"id": n, "text": t} for n, t in enumerate(moved, 1)]}))

    with serving(say) as server:
        assert translate(model(server)).full_body == WHOLE


def _without(place: int) -> Callable[[list[str]], list[dict[str, object]]]:
    """Leave one unit out, where there are several."""

    def say(texts: list[str]) -> list[dict[str, object]]:
        listed = units(texts)
        return listed if len(texts) == 1 else [*listed[:place], *listed[place + 1 :]]

    return say


def _merged(texts: list[str]) -> list[dict[str, object]]:
    """Two units in the place of the first, and nothing in that of the second."""
    listed = units(texts)
    if len(texts) == 1:
        return listed
    first = {**listed[0], "text": f"{listed[0]['text']} {listed[1]['text']}"}
    return [first, {**listed[1], "text": ""}, *listed[2:]]


@pytest.mark.parametrize(
    "change", [_without(0), _without(4), _merged], ids=["first", "fifth", "merged"]
)
def test_a_unit_that_is_missing_or_merged_is_asked_for_again(
    change: Callable[[list[str]], list[dict[str, object]]],
) -> None:
    """What has no certain place is asked for in smaller requests, and the page is whole."""
    with serving(lambda request: chat(dumps({"units": change(asked(request))}))) as server:
        assert translate(model(server)).full_body == WHOLE


def test_an_answer_that_is_always_cut_is_held() -> None:
    """Halves of halves, and then the post is held."""

    def say(request: Sent) -> Reply:
        whole = READABLE["whole"](asked(request))
        return chat(whole[: len(whole) // 2], finish_reason="length")

    with serving(say) as server:
        done = translate(model(server))
        assert len(server.requests) <= 16
    assert done.full_body == ""
    assert says(done)


@pytest.mark.parametrize(
    "headers",
    [{"Retry-After": "0"}, {"Content-Type": "application/json"}],
    ids=["named", "unnamed"],
)
def test_too_many_requests_once_costs_a_pause_and_nothing_else(headers: dict[str, str]) -> None:
    """429 without a word about money is waited for."""
    n_asked = 0

    def say(request: Sent) -> Reply:
        nonlocal n_asked
        n_asked += 1
        if n_asked == 1:
            return Reply(b'{"error": {"message": "slow down"}}', 429, headers)
        return chat(READABLE["whole"](asked(request)))

    with serving(say) as server:
        assert translate(model(server)).full_body == WHOLE


# Nothing but the sense, and the length, tells these apart.
PLAIN = {
    "川の話": "The river",
    "朝の川はとても静かだ。": "The river is very calm.",
    "橋の向こうには古い市場があって魚を売っている。": (
        "Across the bridge there is an old market selling fish."
    ),
    "猫が屋根で寝ている。": "A cat sleeps on a roof.",
    "昼には子どもたちが集まって小さな舟を浮かべる。": (
        "At noon the children gather to float their small boats."
    ),
    "夜の道はかなり暗い。": "The roads at night are dark.",
    "月の出る晩には水の上に一本の光の道ができている。": (
        "When the moon is out a path of light lies on the water."
    ),
    "冬の水はとても冷たい。": "The winter water is cold.",
    "祭りの日には町の人が灯籠を持って川辺に集まる。": (
        "On festival days the town gathers there with lanterns."
    ),
    "歌は夜まで続いている。": "The singing goes on late.",
    "それでも次の朝にはまた静かな川がそこに流れている。": (
        "And yet the next morning the calm river flows there again."
    ),
}


@pytest.mark.parametrize("first", [1, 4], ids=["all", "from the middle on"])
def test_plain_answers_that_stand_one_place_off_are_asked_for_again(first: int) -> None:
    """Neither a number nor a mark gives them away: their lengths do."""
    title, *rest = PLAIN
    body = "".join(rest) + "\n"
    post = Request("ja", "en", title, "", body, body)

    def say(request: Sent) -> Reply:
        texts = asked(request)
        answers = [PLAIN[text] for text in texts]
        if len(texts) > 1:
            answers = [*answers[: first - 1], *answers[first:], answers[first - 1]]
        return chat(dumps({"units": [{"id": n, "text": t} for n, t in enumerate(answers, 1)]}))

    with serving(say) as server:
        done = translate_article(
            post,
            engines=[model(server)],
            memory=MemoryInProcess(),
            catalogue=None,
            glossary=EMPTY,
        )
    assert done.title == PLAIN[title]
    assert done.full_body == " ".join(PLAIN[text] for text in rest) + "\n"


def test_a_model_is_told_what_was_wrong_and_what_stands_around() -> None:
    """Title, the sentences before and the reason of a refusal travel with the request."""
    prompts: list[str] = []

    def say(request: Sent) -> Reply:
        prompts.append(json.loads(request.body)["messages"][0]["content"])
        texts = asked(request)
        answers = english(texts)
        if len(prompts) == 1:
            answers = [answer.replace("450", "540") for answer in answers]
        return chat(dumps({"units": [{"id": n, "text": t} for n, t in enumerate(answers, 1)]}))

    with serving(say) as server:
        assert translate(model(server)).full_body == WHOLE
    assert "電池工場の話" in prompts[0]
    assert "工場は北海道にある。" in prompts[1]
    assert "450" in prompts[1]
    assert "refused" in prompts[1]


@pytest.mark.parametrize(
    "content",
    ['{"units": [{"id": 1, "text": "a"}, {"id": 1, "text": "b"}]}', '{"units": [1, 2]}', "[]"],
)
def test_units_that_cannot_be_told_apart_are_no_answer(content: str) -> None:
    """An id twice, no ids, nothing: which text is whose is never guessed."""
    with pytest.raises(Exception, match="cannot read"):
        read_units(content, 2, "openai")


# ---------------------------------------------------------------- LibreTranslate


def libre(change: Callable[[str], str]) -> Callable[[Sent], Reply]:
    """A server that changes each right answer as a machine did."""

    def say(request: Sent) -> Reply:
        texts = json.loads(request.body)["q"]
        listed = texts if isinstance(texts, list) else [texts]
        answers = [change(_numbered(text)) for text in listed]
        said = answers if isinstance(texts, list) else answers[0]
        return Reply(json.dumps({"translatedText": said}, ensure_ascii=False).encode())

    return say


def _numbered(text: str) -> str:
    """The answer with the marks as they travel: each number once."""
    plain = text.replace("[[2]]", "[[/1]]") if "[[2]]" in text else text
    return ENGLISH[plain].replace("[[/1]]", "[[2]]")


RECOVERED: dict[str, Callable[[str], str]] = {
    "blanks inside": lambda text: text.replace("[[1]]", "[[ 1 ]]").replace("[[2]]", "[[ 2 ]]"),
    "full-width": lambda text: text.replace("[[1]]", "［［１］］").replace("[[2]]", "［［２］］"),
    "other brackets": lambda text: text.replace("[[1]]", "【【1】】").replace("[[2]]", "【【2】】"),
    "one bracket lost": lambda text: text.replace("[[1]]", "[[1]").replace("[[2]]", "[2]]"),
    "blanks between": lambda text: text.replace("[[1]]", "[ [1] ]").replace("[[2]]", "[ [2] ]"),
    "single brackets": lambda text: text.replace("[[1]]", "[1]").replace("[[2]]", "[2]"),
    "black brackets": lambda text: text.replace("[[1]]", "【1】").replace("[[2]]", "【2】"),
    "quotation marks": lambda text: text.replace("[[1]]", "«1»").replace("[[2]]", "«2»"),
    "no blanks around": lambda text: text.replace(" [[1]]", "[[1]]").replace("[[2]] ", "[[2]]"),
    "line ends": lambda text: f"{text}\n\n",
}


@pytest.mark.parametrize("name", RECOVERED)
def test_marks_that_a_machine_has_bent_are_read(name: str) -> None:
    """Where no such text stands in the source, it can only be a mark."""
    with serving(libre(RECOVERED[name])) as server:
        done = translate(DeepTranslated("libretranslate", url=server.url, deadline_s=DEADLINE_S))
    assert done.full_body == WHOLE


def test_entities_are_read_once() -> None:
    """An apostrophe that comes as &#39; is an apostrophe."""
    with serving(libre(lambda text: text.replace("The plant is", "The plant&#39;s"))) as server:
        done = translate(DeepTranslated("libretranslate", url=server.url, deadline_s=DEADLINE_S))
    assert "The plant's in Hokkaido." in done.full_body


LOST: dict[str, Callable[[str], str]] = {
    "marks dropped": lambda text: text.replace("[[1]]", "").replace("[[2]]", ""),
    "one dropped": lambda text: text.replace("[[2]]", ""),
    "crossed": lambda text: (
        text.replace("[[1]]", "[[9]]").replace("[[2]]", "[[1]]").replace("[[9]]", "[[2]]")
    ),
    "all at the end": lambda text: (
        text.replace("[[1]]", "").replace("[[2]]", "") + ("[[1]][[2]]" if "[[1]]" in text else "")
    ),
    "empty before its words": lambda text: text.replace("[[2]]", "").replace("[[1]]", "[[1]][[2]]"),
}


@pytest.mark.parametrize("name", LOST)
def test_marks_that_are_lost_or_empty_are_held(name: str) -> None:
    """An empty link or markup on other words is never published."""
    with serving(libre(LOST[name])) as server:
        done = translate(DeepTranslated("libretranslate", url=server.url, deadline_s=DEADLINE_S))
    assert done.full_body == ""
    assert says(done)


def test_an_answer_in_small_letters_is_listed() -> None:
    """Names have lost their capitals: a second answer is asked for, then it is a warning."""
    with serving(libre(str.lower)) as server:
        done = translate(DeepTranslated("libretranslate", url=server.url, deadline_s=DEADLINE_S))
    rules = {finding.rule for unit in done.translations for finding in unit.findings}
    assert "case" in rules


def test_answers_that_stand_one_place_off_are_asked_for_alone() -> None:
    """A server that moves a list by one gives the right answer to a text alone."""

    def say(request: Sent) -> Reply:
        texts = json.loads(request.body)["q"]
        listed = texts if isinstance(texts, list) else [texts]
        answers = [_numbered(text) for text in listed]
        moved = [*answers[1:], answers[0]]
        said = moved if isinstance(texts, list) else moved[0]
        return Reply(json.dumps({"translatedText": said}, ensure_ascii=False).encode())

    with serving(say) as server:
        done = translate(DeepTranslated("libretranslate", url=server.url, deadline_s=DEADLINE_S))
    assert done.full_body == WHOLE


def test_an_error_with_status_200_is_held() -> None:
    """Nothing of it is taken for a translation."""
    with serving(lambda request: Reply(b'{"error": "the model is loading"}')) as server:
        done = translate(DeepTranslated("libretranslate", url=server.url, deadline_s=DEADLINE_S))
    assert done.full_body == ""
    assert says(done)

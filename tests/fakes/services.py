"""The translation services as they speak: how a request carries texts and how an answer does, right
or wrong.

Each protocol is two functions, `read` (request → texts) and `write` (texts → reply). What is said in between is up to the
test: `answering` puts a translator between them, `misbehaving` a fault.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from newsletter.translate.engines.deep import DeepTranslated
from newsletter.translate.engines.deepl_api import DeepL
from newsletter.translate.engines.engine import Engine
from newsletter.translate.engines.openai_api import OpenAI
from tests.fakes.server import Reply, Request

KEY = "SECRET-KEY-123"
HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True)
class Service:
    """One protocol.

    Attributes:
        name: Of the engine.
        build: (server URL, deadline) → the engine under test.
        read: Texts of a request; None for a request that is no translation.
        write: Reply with these answers.
    """

    name: str
    build: Callable[[str, float], Engine]
    read: Callable[[Request], list[str] | None]
    write: Callable[[Sequence[str | None]], Reply]


def _json(value: object) -> Reply:
    return Reply(json.dumps(value, ensure_ascii=False).encode())


def _write_google(answers: Sequence[str | None]) -> Reply:
    inner = html.escape(answers[0] or "", quote=False)
    page = (
        '<!DOCTYPE html><html lang="en"><head><title>Google Translate</title></head><body><div class="root">'
        f'<div class="result-container">{inner}</div><div class="links-container"><a href="/">Help</a></div></div>'
        "</body></html>"
    )
    return Reply(page.encode(), headers=dict(HTML))


def _read_openai(request: Request) -> list[str]:
    content = json.loads(request.body)["messages"][1]["content"]
    return [unit["text"] for unit in json.loads(content)["units"]]


def _write_openai(answers: Sequence[str | None]) -> Reply:
    units = {"units": [{"id": number, "text": text} for number, text in enumerate(answers, 1)]}
    message = {"role": "assistant", "content": json.dumps(units, ensure_ascii=False)}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return _json(
        {"id": "c1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    )


def _read_libre(request: Request) -> list[str]:
    texts = json.loads(request.body)["q"]
    return texts if isinstance(texts, list) else [texts]


SERVICES = (
    Service(
        "google",
        lambda url, deadline_s: DeepTranslated("google", url=f"{url}/m", deadline_s=deadline_s),
        lambda request: request.query["q"],
        _write_google,
    ),
    Service(
        "libretranslate",
        lambda url, deadline_s: DeepTranslated(
            "libretranslate", url=url, key=KEY, deadline_s=deadline_s
        ),
        _read_libre,
        lambda answers: _json(
            {"translatedText": answers[0] if len(answers) == 1 else list(answers)}
        ),
    ),
    Service(
        "mymemory",
        lambda url, deadline_s: DeepTranslated(
            "mymemory", url=f"{url}/get", email="a@example.com", deadline_s=deadline_s
        ),
        lambda request: request.query["q"],
        lambda answers: _json(
            {
                "responseData": {"translatedText": answers[0], "match": 0.9},
                "quotaFinished": False,
                "responseStatus": 200,
                "matches": [],
            }
        ),
    ),
    Service(
        "microsoft",
        lambda url, deadline_s: DeepTranslated(
            "microsoft", url=f"{url}/translate", key=KEY, deadline_s=deadline_s
        ),
        lambda request: [each["text"] for each in json.loads(request.body)],
        lambda answers: _json([{"translations": [{"text": text, "to": "en"}]} for text in answers]),
    ),
    Service(
        "deepl",
        lambda url, deadline_s: DeepL(KEY, url=url, deadline_s=deadline_s),
        lambda request: (
            json.loads(request.body)["text"] if request.path == "/v2/translate" else None
        ),
        lambda answers: _json(
            {
                "translations": [
                    {
                        "detected_source_language": "JA",
                        "text": text,
                        "billed_characters": len(text or ""),
                    }
                    for text in answers
                ]
            }
        ),
    ),
    Service(
        "openai",
        lambda url, deadline_s: OpenAI(KEY, model="m", url=f"{url}/v1", deadline_s=deadline_s),
        _read_openai,
        _write_openai,
    ),
)
BY_NAME = {service.name: service for service in SERVICES}


def answering(service: Service, say: Callable[[str], str]) -> Callable[[Request], Reply]:
    """Answer every text with what `say` makes of it."""

    def answer(request: Request) -> Reply:
        texts = service.read(request)
        return (
            service.write([say(text) for text in texts])
            if texts is not None
            else _json({"glossaries": []})
        )

    return answer


CAPTCHA = "<html><body><h1>About this page</h1>Our systems have detected unusual traffic from your computer network.</body></html>"
QUOTA = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN 10 HOURS"
FAULTS = (
    *(
        "hang",
        "drip",
        "drip headers",
        "reset",
        "refused",
        "429",
        "500",
        "403",
        "400",
        "captcha",
        "captcha text",
        "redirect",
        "empty",
    ),
    *(
        "none",
        "echo",
        "no charset",
        "cut",
        "quietly cut",
        "quota",
        "wrong count",
        "swapped",
        "too long",
        "garbled",
        "not json",
        "loop",
    ),
)


def misbehaving(
    service: Service, fault: str, say: Callable[[str], str]
) -> Callable[[Request], Reply]:
    """Answer as a service in trouble does."""

    def answer(request: Request) -> Reply:
        texts = service.read(request)
        if texts is None:
            return _json({"glossaries": []})
        right = [say(text) for text in texts]
        if fault in ("hang", "drip", "drip headers", "reset", "cut", "quietly cut"):
            return replace(service.write(right), manner=fault)
        if fault.isdigit():
            return Reply(CAPTCHA.encode(), int(fault), {**HTML, "Retry-After": "0"})
        if fault == "redirect":
            return Reply(b"", 302, {"Location": "/elsewhere", "Content-Type": "text/html"})
        if fault in ("captcha", "not json"):
            return Reply(CAPTCHA.encode(), headers=dict(HTML))
        if fault == "no charset":
            reply = service.write(right)
            return replace(
                reply, headers={"Content-Type": reply.headers["Content-Type"].partition(";")[0]}
            )
        return service.write(_wrong(fault, texts, right))

    return answer


def _wrong(fault: str, texts: list[str], right: list[str]) -> list[str | None]:
    """Answers of the right shape with the wrong content."""
    wrong: dict[str, list[str | None]] = {
        "captcha text": [
            "Our systems have detected unusual traffic from your computer network." for _ in right
        ],
        "empty": ["" for _ in right],
        "none": [None for _ in right],
        "echo": list(texts),
        "quota": [QUOTA for _ in right],
        "wrong count": [*right, *right],
        "swapped": _swap(right),
        "too long": [text * 400 for text in right],
        "garbled": [_garble(text) for text in right],
        "loop": [text + " and so on" * 30 for text in right],
    }
    return wrong[fault]


def _swap(right: list[str]) -> list[str | None]:
    """Two units change places, in an array or within one numbered text."""
    if len(right) > 1:
        return [right[1], right[0], *right[2:]]
    return [right[0].replace("[[1]]", "[[9]]").replace("[[2]]", "[[1]]").replace("[[9]]", "[[2]]")]


def _garble(text: str) -> str:
    """What an English page in UTF-8 looks like when it is read as Windows-1252."""
    return text.replace("’", "â€™").replace("¥", "Â¥")

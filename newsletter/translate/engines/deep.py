"""Translate through deep-translator: Google, LibreTranslate, MyMemory, Microsoft.

This is the only module that knows the library.

The library builds the addresses, knows the language codes and reads the answers. It is
guarded because it does not guard itself (see `web`): one client a request, since one
shared by threads mixes the answers up; keys passed and never read from the environment
at import; the deadline kept from outside; of its errors, from six families, only the
type is told.

Where a service takes arrays of texts and the client sends one, the request is rewritten
on its way and the array read from the answer, so that nothing needs to be joined.
Google and MyMemory get several texts as one, numbered by `marks`.
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newsletter.errors import EngineRefused
from newsletter.language.tags import base
from newsletter.translate.engines.codes import match_code
from newsletter.translate.engines.engine import (
    NO_CONTEXT,
    Context,
    Encoding,
    Limits,
)
from newsletter.translate.engines.guard import run_within, unavailable
from newsletter.translate.engines.marks import (
    join_texts,
    reads_loosely,
    split_answer,
)
from newsletter.translate.engines.requests_shim import Exchange, Web

if TYPE_CHECKING:
    import requests

_WEB = Web()

# Google: a GET whose whole address stays under 16 KB; measured edge, with room for the
# rest of the address.
GOOGLE_LIMITS = Limits(
    max_texts=400,
    max_chars=4_900,
    max_bytes=12_000,
    encoding=Encoding.URL,
    joined=True,
)
# MyMemory documents 500 bytes a request and counts words a day; the client refuses 500
# characters.
MYMEMORY_LIMITS = Limits(
    max_texts=20, max_chars=480, max_bytes=480, joined=True
)
# LibreTranslate: no limit of its own by default; public servers set 2,000 characters,
# and one slow text delays all.
LIBRE_LIMITS = Limits(max_texts=50, max_chars=2_000, max_bytes=60_000)
# Microsoft: 1,000 texts or 50,000 characters a request.
MICROSOFT_LIMITS = Limits(
    max_texts=1_000, max_chars=49_000, max_bytes=400_000, n_parallel=2
)


@dataclass(frozen=True, slots=True)
class _Service:
    """How one service differs from the others.

    Attributes:
        limits: What one request may hold.
        build: (source code, target code, engine) → client of the library.
        code: (language tag) → the code of the service, None when it does not have the language.
        rewrite: (texts) → what to change in the arguments of the request.
        read: Reads the answers of an array from the response; None when texts are joined.
        inspect: Raises for an answer that must not be believed.
        escapes: It sends plain text back with HTML entities.
    """

    limits: Limits
    build: Callable[[str, str, DeepTranslated], Any]
    code: Callable[[str], str | None]
    rewrite: Callable[[Sequence[str], dict[str, Any]], dict[str, Any]] = (
        lambda texts, arguments: arguments
    )
    read: Callable[[Any], list[str]] | None = None
    inspect: Callable[[requests.Response, str], None] = lambda response, name: (
        None
    )
    escapes: bool = False


class DeepTranslated:
    """One service of deep-translator behind the port.

    Args:
        name: `google`, `libretranslate`, `mymemory` or `microsoft`.
        deadline_s: Seconds one request may take in all.
        key: API key where the service wants one.
        url: Another address of the service; for LibreTranslate the own server.
        email: MyMemory gives a larger quota to requests that name an address.
        region: Microsoft wants the region of the key.
    """

    def __init__(
        self,
        name: str,
        *,
        deadline_s: float = 30.0,
        key: str = "",
        url: str = "",
        email: str = "",
        region: str = "",
    ) -> None:
        self.name = name
        self.url = url
        self.email = email
        self.region = region
        self.key = key
        self.host = urlsplit(url).netloc
        self._service = _SERVICES[name]
        self.limits = self._service.limits
        self._deadline_s = deadline_s

    def __repr__(self) -> str:
        return f"DeepTranslated({self.name!r})"

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        context: Context = NO_CONTEXT,
    ) -> Sequence[str]:
        """Translate in one request; see `engine.Engine.translate`."""
        codes = self._codes(source, target)
        ends_s = time.monotonic() + self._deadline_s
        return run_within(
            self._deadline_s,
            lambda: self._request(tuple(texts), codes, ends_s),
            self.name,
        )

    def _codes(self, source: str, target: str) -> tuple[str, str]:
        """The names that a service has for two languages; one that it does not know is refused."""
        found = [self._service.code(tag) for tag in (source, target)]
        for tag, code in zip((source, target), found, strict=True):
            if code is None:
                raise _refused(
                    self.name,
                    f'it has no language "{tag}"',
                    "choose another engine",
                )
        return str(found[0]), str(found[1])

    def _request(
        self, texts: tuple[str, ...], codes: tuple[str, str], ends_s: float
    ) -> list[str]:
        """Ask a service through the library, and read what its answer says of each text."""
        service = self._service
        wire, table = _flatten(texts, joined=service.limits.joined)
        seen: list[requests.Response] = []

        def inspect(response: requests.Response) -> None:
            service.inspect(response, self.name)
            seen.append(response)

        exchange = Exchange(
            self.name,
            ends_s,
            lambda arguments: service.rewrite(wire, arguments),
            inspect,
        )
        with _WEB.during(exchange):
            client = service.build(*codes, self)
            answer = client.translate(wire[0])
        if service.read is not None and len(texts) > 1:
            answers = service.read(seen[-1].json())
        else:
            answers = [
                answer[0]
                if isinstance(answer, list) and len(answer) == 1
                else answer
            ]
        if any(not isinstance(answer, str | None) for answer in answers):
            raise unavailable(self.name, "its answer is no text")
        said = [answer or "" for answer in answers]
        if service.escapes and len(said) == len(wire):
            said = [
                _unescape(answer, text)
                for answer, text in zip(said, wire, strict=True)
            ]
        return _unflatten(said, wire, table, joined=service.limits.joined)


def _unescape(answer: str, text: str) -> str:
    """Read entities that the service has put in; those of the text itself stay."""
    return answer if "&" in text else html.unescape(answer)


def _refused(name: str, why: str, fix: str) -> EngineRefused:
    return EngineRefused(f"{name} refused the request", why=why, fix=fix)


_Table = tuple[tuple[int | str, ...], ...]


def _flatten(
    texts: tuple[str, ...], *, joined: bool
) -> tuple[list[str], list[_Table]]:
    """The texts as they travel, and the tables to read them back: one when joined."""
    groups = [texts] if joined else [(text,) for text in texts]
    pairs = [join_texts(group) for group in groups]
    return [text for text, _ in pairs], [table for _, table in pairs]


def _unflatten(
    answers: list[str],
    wire: list[str],
    tables: list[_Table],
    *,
    joined: bool,
) -> list[str]:
    """The answers as units again; none where one is missing."""
    if len(answers) != len(tables):
        return []
    parts = [
        split_answer(answer, table, loosely=reads_loosely(text))
        for answer, text, table in zip(answers, wire, tables, strict=True)
    ]
    return parts[0] if joined else [part[0] for part in parts]


# ---------------------------------------------------------------- the services


def _guard(module_name: str) -> Any:
    """Import a module of the library and hand it the guarded `requests`."""
    from importlib import import_module

    module = import_module(f"deep_translator.{module_name}")
    module.requests = _WEB  # type: ignore[attr-defined]
    return module


def _known(table: str, tag: str) -> str | None:
    from deep_translator import constants

    return match_code(tag, getattr(constants, table).values())


def _build_google(source: str, target: str, engine: DeepTranslated) -> Any:
    client = _guard("google").GoogleTranslator(source=source, target=target)
    if engine.url:
        client._base_url = engine.url
    return client


# A page that broke off inside the answer is parsed without complaint: its element must
# be closed.
_GOOGLE_RESULT = re.compile(
    r"class=[\"'](?:t0|result-container)[\"'][^>]*>.*?</div>", re.DOTALL
)


def _inspect_google(response: requests.Response, name: str) -> None:
    if not _GOOGLE_RESULT.search(response.text):
        raise unavailable(
            name,
            "there is no whole translation on its page: a captcha, a consent page or a cut answer",
        )


def _build_libre(source: str, target: str, engine: DeepTranslated) -> Any:
    url = (engine.url or "https://libretranslate.com").rstrip("/") + "/"
    # The client insists on a key, an own server does without: "-" never leaves, see
    # _rewrite_libre. It knows 17 languages, servers have more: the codes are set past
    # its list.
    client = _guard("libre").LibreTranslator(
        source="en", target="es", api_key=engine.key or "-", custom_url=url
    )
    client.source, client.target = source, target
    return client


def _code_libre(tag: str) -> str:
    """Its server speaks of `zh` and `zt`, and otherwise of bare languages."""
    return "zt" if "Hant" in tag or tag in ("zh-TW", "zh-HK") else base(tag)


def _rewrite_libre(
    texts: Sequence[str], arguments: dict[str, Any]
) -> dict[str, Any]:
    """Send JSON in the body.

    The client puts text and key into the address, where servers log and cut them.
    """
    body = dict(arguments.pop("params"))
    body["q"] = texts[0] if len(texts) == 1 else list(texts)
    if body.get("api_key") == "-":
        del body["api_key"]
    return {**arguments, "json": body}


def _read_libre(answer: Any) -> list[str]:
    return list(answer["translatedText"])


def _build_mymemory(source: str, target: str, engine: DeepTranslated) -> Any:
    """The client for MyMemory, over https."""
    client = _guard("mymemory").MyMemoryTranslator(
        source=source, target=target, email=engine.email or None
    )
    client._base_url = (
        engine.url or "https://api.mymemory.translated.net/get"
    )  # the library's address is plain http
    return client


def _inspect_mymemory(response: requests.Response, name: str) -> None:
    """Its true status stands in the body; a used-up quota is told as the translation itself."""
    answer = response.json()
    status = str(answer.get("responseStatus", 200))
    text = str((answer.get("responseData") or {}).get("translatedText") or "")
    if (
        answer.get("quotaFinished")
        or "MYMEMORY WARNING" in text.upper()
        or status == "429"
    ):
        raise _refused(
            name,
            "the quota of the day is used up",
            "name an email address, or wait",
        )
    if status != "200":
        raise unavailable(name, f"it reports status {status[:3]}")


def _build_microsoft(source: str, target: str, engine: DeepTranslated) -> Any:
    base_class = _guard("microsoft").MicrosoftTranslator

    class Client(base_class):  # type: ignore[misc, valid-type]
        """The library fetches the list of languages in its constructor; ours are known before."""

        def _get_supported_languages(self) -> dict[str, str]:
            return {source: source, target: target}

    client = Client(
        source=source,
        target=target,
        api_key=engine.key,
        region=engine.region or None,
    )
    if engine.url:
        client._base_url = engine.url
    return client


def _rewrite_microsoft(
    texts: Sequence[str], arguments: dict[str, Any]
) -> dict[str, Any]:
    return {**arguments, "json": [{"text": text} for text in texts]}


def _read_microsoft(answer: Any) -> list[str]:
    return [unit["translations"][0]["text"] for unit in answer]


def _code_microsoft(tag: str) -> str:
    """It names Chinese by script and keeps three regional variants; the rest are bare."""
    if base(tag) == "zh":
        return str(match_code(tag, ("zh-Hans", "zh-Hant")))
    return tag if tag in ("en-GB", "fr-CA", "pt-PT") else base(tag)


_SERVICES = {
    "google": _Service(
        GOOGLE_LIMITS,
        _build_google,
        partial(_known, "GOOGLE_LANGUAGES_TO_CODES"),
        inspect=_inspect_google,
    ),
    "libretranslate": _Service(
        LIBRE_LIMITS,
        _build_libre,
        _code_libre,
        _rewrite_libre,
        _read_libre,
        escapes=True,
    ),
    "mymemory": _Service(
        MYMEMORY_LIMITS,
        _build_mymemory,
        partial(_known, "MY_MEMORY_LANGUAGES_TO_CODES"),
        inspect=_inspect_mymemory,
        escapes=True,
    ),
    "microsoft": _Service(
        MICROSOFT_LIMITS,
        _build_microsoft,
        _code_microsoft,
        _rewrite_microsoft,
        _read_microsoft,
    ),
}

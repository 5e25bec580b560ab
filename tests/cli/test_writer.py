"""[abridge] writer.

A model writes the newsletter version, believed only as far as the article goes.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsletter.render.site.packed_page import unpack_page
from tests.cli.conftest import Run
from tests.fakes.server import Reply, Request, Server

NOW = ("--now", "2025-11-03T09:00:00+09:00", "--only", "morning-market")
TRUE = "港の朝市が今年で三十年を迎え、来年は新しい屋根が付く。工事費は3億円。"
FALSE = "港の朝市が今年で三十年を迎え、来年は新しい屋根が付く。工事費は30億円。"


def configure(publication: Path, url: str) -> None:
    """Let the model at `url` write, to a budget that every post is over."""
    path = publication / "newsletter.toml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + '\n[abridge]\nchars = 50\nwriter = "openai"\n'
        + f'[translate.options.openai]\nurl = "{url}/v1"\nmodel = "m"\n',
        encoding="utf-8",
    )


def answer(text: str) -> Server:
    """A chat endpoint that always says the same."""

    def reply(request: Request) -> Reply:
        assert "<article>" in json.loads(request.body)["messages"][0]["content"]
        choice = {
            "index": 0,
            "message": {"role": "assistant", "content": text},
            "finish_reason": "stop",
        }
        value = {
            "id": "c",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [choice],
        }
        return Reply(json.dumps(value, ensure_ascii=False).encode())

    return Server(reply)


def email_and_report(publication: Path) -> tuple[str, str]:
    """The text of the Japanese email and the report page."""
    ref = "2025-11-01-morning-market"
    email = (publication / f"_newsletter/desk/campaigns/{ref}/ja/email.txt").read_text(
        encoding="utf-8"
    )
    report = (publication / f"_newsletter/desk/reports/{ref}.html").read_bytes()
    return email.replace("\n", ""), unpack_page(report).decode()


@pytest.mark.parametrize(("text", "taken"), [(TRUE, True), (FALSE, False), ("", False)])
def test_the_model_is_believed_as_far_as_the_article(
    newsletter: Run, publication: Path, text: str, taken: bool
) -> None:
    """What holds to the source is sent.

    A foreign figure or an empty answer is refused, and the report says why.
    """
    server = answer(text)
    configure(publication, server.url)
    try:
        assert newsletter("run", publication, *NOW).code == 0
    finally:
        server.close()
    email, report = email_and_report(publication)
    assert ("来年は新しい屋根が付く。" in email) is taken
    assert ("written by a model" in report) is taken
    assert ("was refused" in report) is not taken
    assert "30億円" not in email


def test_a_model_that_cannot_be_asked_costs_nothing(newsletter: Run, publication: Path) -> None:
    """Without an answer the author's own sentences are published, and the report says so."""
    configure(publication, "http://127.0.0.1:9")
    assert newsletter("run", publication, *NOW).code == 0
    assert "could not be asked" in email_and_report(publication)[1]


def test_the_writer_is_off_by_default(newsletter: Run, publication: Path) -> None:
    """Nobody is asked unless newsletter.toml says so; a writer without a model is a usage fault."""
    path = publication / "newsletter.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + '\n[abridge]\nwriter = "openai"\n', encoding="utf-8"
    )
    assert newsletter("run", publication, *NOW).code == 2

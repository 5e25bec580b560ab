"""Customer.io's App API as its OpenAPI description has it, with its newsletters in memory.

What the description leaves open is answered in the way that harms an upload most: a second
newsletter of a name is made, a second translation of a language is refused, a language is given
back in small letters.
"""

from __future__ import annotations

import json
import re
from typing import Any

from tests.fakes.server import Reply, Request

KEY = "app-key-0123456789abcdef"
PATH = "/v1/newsletters"
N_PAGE = 2  # small, so that tests page
MESSAGE = frozenset({"subject", "preheader_text", "body", "body_plain", "body_amp", "headers"})
IDENTITY = frozenset({"from_id", "reply_to_id"})
NEW = MESSAGE | {"name", "type", "recipients", "from", "from_id", "subscription_topic_id"}


class Refusal(Exception):
    """The tool says no; `args` are the status and the message."""


class FakeCustomerIo:
    """One workspace.

    Attributes:
        newsletters: What it holds, by id; `contents` are their messages.
        sent: What was sent or scheduled: must stay empty.
        lose_next_answer: The next change is made, and nobody is told.
    """

    def __init__(self) -> None:
        self.newsletters: dict[int, dict[str, Any]] = {}
        self.sent: list[str] = []
        self.n_writes = 0
        self.lose_next_answer = False

    def __call__(self, request: Request) -> Reply:
        """Answer one request as the description says."""
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return _reply({"meta": {"error": "unauthorized"}}, 401)
        try:
            answer = self._route(request)
        except Refusal as no:
            return _reply({"errors": [{"detail": no.args[1]}]}, int(no.args[0]))
        if request.method != "GET":
            self.n_writes += 1
            if self.lose_next_answer:
                self.lose_next_answer = False
                return Reply(b"", manner="close")
        return answer

    def _route(self, request: Request) -> Reply:
        below = request.path.removeprefix(PATH).strip("/").split("/")
        body = json.loads(request.body) if request.body else {}
        match (request.method, *below):
            case ("GET", ""):
                return self._list(request)
            case ("POST", ""):
                return self._make(body)
            case ("GET", number):
                return _reply({"newsletter": _shown(self._get(number))})
            case ("GET", number, "contents"):
                return _reply({"contents": list(self._get(number)["contents"].values())})
            case ("PUT", number, "contents", content):
                return self._change(self._get(number), int(content), body)
            case ("POST", number, "language"):
                return self._translate(self._get(number), body)
            case ("PUT", number, "language", language):
                newsletter = self._get(number)
                return self._change(newsletter, _find(newsletter, language), body)
        raise Refusal(404, "no such route")

    def _list(self, request: Request) -> Reply:
        rows = [_shown(each) for each in reversed(self.newsletters.values())]
        start = int(request.query.get("start", ["0"])[0])
        end = start + min(N_PAGE, int(request.query["limit"][0]))
        more = {"next": str(end)} if end < len(rows) else {}
        return _reply({"newsletters": rows[start:end], **more})

    def _make(self, body: dict[str, Any]) -> Reply:
        if "send_now" in body or "scheduled_at" in body:
            self.sent.append(body["name"])
        for name in ("name", "type", "recipients", "subject", "body"):
            if not body.get(name):
                raise Refusal(422, f"{name} is required")
        _refuse_unknown(body, NEW)
        if len(body["name"]) > 190 or {"from", "from_id"} <= body.keys():
            raise Refusal(422, "name is too long, or there are two senders")
        if not all(isinstance(each["segment"]["id"], int) for each in body["recipients"]["or"]):
            raise Refusal(422, "recipients")
        number = len(self.newsletters) + 1
        message = {"id": number * 100, "language": "", **_only(body, MESSAGE)}
        newsletter = {"id": number, **_only(body, NEW - MESSAGE), "sent_at": None}
        self.newsletters[number] = {**newsletter, "contents": {message["id"]: message}}
        return _reply({"newsletter": _shown(self.newsletters[number])})

    def _translate(self, newsletter: dict[str, Any], body: dict[str, Any]) -> Reply:
        if newsletter["sent_at"]:
            raise Refusal(400, "the newsletter has already been sent")
        _refuse_unknown(body, MESSAGE | {"language"})
        languages = {each["language"] for each in newsletter["contents"].values()}
        if body["language"].lower() in languages:
            raise Refusal(400, "the language exists")
        number = max(newsletter["contents"]) + 1
        (default,) = (each for each in newsletter["contents"].values() if not each["language"])
        message = {**default, **body, "id": number, "language": body["language"].lower()}
        newsletter["contents"][number] = message
        return _reply({"content": message})

    def _change(self, newsletter: dict[str, Any], number: int, body: dict[str, Any]) -> Reply:
        _refuse_unknown(body, MESSAGE | IDENTITY)
        if number not in newsletter["contents"]:
            raise Refusal(404, "no such content")
        newsletter["contents"][number].update(body)
        return _reply({"content": newsletter["contents"][number]})

    def _get(self, number: str) -> dict[str, Any]:
        if not re.fullmatch("[0-9]+", number) or int(number) not in self.newsletters:
            raise Refusal(404, "the newsletter does not exist")
        return self.newsletters[int(number)]


def _find(newsletter: dict[str, Any], language: str) -> int:
    for number, message in newsletter["contents"].items():
        if message["language"] == language.lower():
            return int(number)
    raise Refusal(400, "the language does not exist")


def _refuse_unknown(body: dict[str, Any], known: frozenset[str]) -> None:
    if body.keys() - known - {"send_now", "scheduled_at"}:
        raise Refusal(422, f"unknown: {sorted(body.keys() - known)}")


def _only(body: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name in names}


def _shown(newsletter: dict[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in newsletter.items() if name != "contents"}
    return {**shown, "content_ids": list(newsletter["contents"])}


def _reply(value: object, status: int = 200) -> Reply:
    return Reply(json.dumps(value, ensure_ascii=False).encode(), status)

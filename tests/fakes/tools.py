"""The campaign tools as they speak, with their campaigns in memory: what they refuse, what they
would send.

Each checks the key in the header its tool wants, the content type and the fields its API requires, and counts as sent whatever
the real tool would send or schedule: by an address, or by a field with or without which it does so.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from tests.fakes.server import Reply, Request

KEY = "SECRETKEY0123456789abcdef"
KEYS = {
    "listmonk": {"LISTMONK_USER": "apiuser", "LISTMONK_TOKEN": KEY},
    "mailchimp": {"MAILCHIMP_API_KEY": f"{KEY}-us19"},
    "brevo": {"BREVO_API_KEY": KEY},
    "buttondown": {"BUTTONDOWN_API_KEY": KEY},
    "sendgrid": {"SENDGRID_API_KEY": KEY},
    "mailerlite": {"MAILERLITE_API_KEY": KEY},
    "kit": {"KIT_API_KEY": KEY},
}

Fields = dict[str, Any]


def reply(value: object, status: int = 200) -> Reply:
    """A JSON answer."""
    return Reply(json.dumps(value, ensure_ascii=False).encode(), status)


class Refusal(Exception):
    """The tool says no; `args` are the status and the message."""


class FakeTool:
    """One tool; subclasses say what is particular to it.

    Attributes:
        campaigns: What it holds, by id: the fields it was given, `id` and `status`. `n_made`: how many were ever made.
        sent: What it would have sent or scheduled: must stay empty.
    """

    name = ""
    path = ""
    update = "PUT"
    draft = "draft"
    n_page = 2  # small, so that tests page
    missing = (404, "not found")

    def __init__(self) -> None:
        self.campaigns: dict[str, Fields] = {}
        self.sent: list[str] = []
        self.n_made = 0

    def __call__(self, request: Request) -> Reply:
        """Answer one request as the tool does."""
        try:
            if not self.knows(request.headers):
                raise Refusal(401, "unauthorized")
            body = self.read(request)
            return self.route(request, body)
        except Refusal as no:
            return reply(self.complaint(str(no.args[1])), int(no.args[0]))

    def route(self, request: Request, body: Fields) -> Reply:
        """Find what the request is about."""
        below = request.path.removeprefix(self.path)
        if not request.path.startswith(self.path):
            raise Refusal(404, "no such route")
        if below == "" and request.method == "GET":
            return reply(self.list_page(request))
        if below == "" and request.method == "POST":
            return self.make(body)
        number, _, action = below.removeprefix("/").partition("/")
        if action:
            return self.act(request, number, action, body)
        if request.method == "GET":
            return reply(self.shape(self.take(number)))
        if request.method == self.update:
            return self.change(number, body)
        raise Refusal(405, "method not allowed")

    def read(self, request: Request) -> Fields:
        """The body of a request that changes something."""
        if request.method == "GET":
            return {}
        if request.headers.get("content-type") != "application/json":
            raise Refusal(415, "content type")
        value = json.loads(request.body)
        if not isinstance(value, dict):
            raise Refusal(400, "no object")
        return value

    def make(self, body: Fields) -> Reply:
        """Keep a new campaign."""
        self.validate(body, new=True)
        self.n_made += 1
        number = self.new_id(self.n_made)
        self.campaigns[number] = {"status": self.draft, **body, "id": self.as_id(number)}
        if self.sends(body, new=True):
            self.sent.append(number)
        return reply(self.shape(self.campaigns[number]), 201)

    def change(self, number: str, body: Fields) -> Reply:
        """Change a campaign that is there and a draft."""
        campaign = self.take(number)
        if campaign["status"] != self.draft:
            raise Refusal(400, "cannot update an active or a finished campaign")
        self.validate(body, new=False)
        campaign.update(body)
        if self.sends(body, new=False):
            self.sent.append(number)
        return reply(self.shape(campaign))

    def act(self, request: Request, number: str, action: str, body: Fields) -> Reply:
        """Anything below a campaign sends, schedules or tests, unless a subclass knows better."""
        self.sent.append(f"{number}/{action}")
        return reply({})

    def take(self, number: str) -> Fields:
        """A campaign by its id."""
        if number not in self.campaigns:
            raise Refusal(*self.missing)
        return self.campaigns[number]

    def page_of(
        self, request: Request, size: str, default: int, campaigns: list[Fields] | None = None
    ) -> list[Fields]:
        """One page by number; never more than the fake's own limit."""
        rows = list(self.campaigns.values()) if campaigns is None else campaigns
        n_page = min(self.n_page, int(request.query.get(size, [str(default)])[0]))
        page = int(request.query.get("page", ["1"])[0])
        return rows[(page - 1) * n_page : page * n_page]

    def offset_of(self, request: Request, size: str) -> list[Fields]:
        """One page by offset."""
        start = int(request.query.get("offset", ["0"])[0])
        return list(self.campaigns.values())[
            start : start + min(self.n_page, int(request.query[size][0]))
        ]

    def require(self, body: Fields, *names: str) -> None:
        """Refuse a body in which a field is missing or empty."""
        for name in names:
            value: Any = body
            for part in name.split("."):
                value = value.get(part) if isinstance(value, Mapping) else None
            if not value:
                raise Refusal(422, f"{name} is required")

    def new_id(self, number: int) -> str:
        """Numbers, unless the tool has other ids."""
        return str(number)

    def as_id(self, number: str) -> object:
        """An id as the JSON has it."""
        return int(number)

    def complaint(self, message: str) -> object:
        """The shape of a refusal."""
        return {"message": message}

    def shape(self, campaign: Fields) -> object:
        """The shape of an answer about one campaign."""
        return campaign

    def knows(self, headers: Mapping[str, str]) -> bool:
        """The key is right."""
        raise NotImplementedError

    def list_page(self, request: Request) -> object:
        """A page of the collection."""
        raise NotImplementedError

    def validate(self, body: Fields, *, new: bool) -> None:
        """Refuse what the API does not take."""
        raise NotImplementedError

    def sends(self, body: Fields, *, new: bool) -> bool:
        """These fields make the tool send or schedule."""
        raise NotImplementedError


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


class FakeListmonk(FakeTool):
    """github.com/knadh/listmonk: docs/content/apis/campaigns.md and cmd/campaigns.go."""

    name, path = "listmonk", "/api/campaigns"
    missing = (400, "campaign not found")

    def knows(self, headers: Mapping[str, str]) -> bool:
        return headers.get("authorization") == _basic("apiuser", KEY)

    def list_page(self, request: Request) -> object:
        return {
            "data": {"results": self.page_of(request, "per_page", 20), "total": len(self.campaigns)}
        }

    hidden: tuple[int, ...] = ()  # lists that the token may not use

    def shape(self, campaign: Fields) -> object:
        lists = [{"id": number, "name": "x"} for number in campaign["lists"]]
        kept = [each for each in lists if each["id"] not in self.hidden]
        return {"data": {**campaign, "lists": kept}}

    def validate(self, body: Fields, *, new: bool) -> None:
        self.require(body, "name", "subject", "lists")
        if not all(isinstance(each, int) for each in body["lists"]):
            raise Refusal(400, "lists are numbers")
        if body.get("content_type") not in ("html", "richtext", "markdown", "plain"):
            raise Refusal(400, "content_type")

    def sends(self, body: Fields, *, new: bool) -> bool:
        return bool(body.get("send_at")) or body.get("status", "draft") != "draft"


class FakeMailchimp(FakeTool):
    """mailchimp.com/developer/marketing/api/campaigns."""

    name, path, update, draft = "mailchimp", "/3.0/campaigns", "PATCH", "save"

    def knows(self, headers: Mapping[str, str]) -> bool:
        return headers.get("authorization") == _basic("newsletter", f"{KEY}-us19")

    def list_page(self, request: Request) -> object:
        assert "campaigns.settings.title" in request.query["fields"][0]
        return {"campaigns": self.offset_of(request, "count"), "total_items": len(self.campaigns)}

    def new_id(self, number: int) -> str:
        return f"42694e9e{number}"

    def as_id(self, number: str) -> object:
        return number

    def validate(self, body: Fields, *, new: bool) -> None:
        self.require(
            body, *(("type",) if new else ()), "recipients.list_id", "settings.subject_line"
        )
        self.require(body, "settings.from_name", "settings.reply_to")

    def act(self, request: Request, number: str, action: str, body: Fields) -> Reply:
        if action != "content":
            return super().act(request, number, action, body)
        campaign = self.take(number)
        if request.method == "GET":
            return reply(campaign.get("content", {}))
        if campaign["status"] != "save":
            raise Refusal(400, "cannot update an active or a finished campaign")
        self.require(body, "html")
        campaign["content"] = body
        return reply({"html": body["html"]})

    def complaint(self, message: str) -> object:
        return {
            "type": "https://mailchimp.com/developer/",
            "title": "Invalid Resource",
            "status": 400,
            "detail": message,
        }

    def sends(self, body: Fields, *, new: bool) -> bool:
        return body.get("type", "regular") != "regular" or "status" in body or "send_time" in body


class FakeBrevo(FakeTool):
    """developers.brevo.com/reference: create, update, get email campaigns."""

    name, path = "brevo", "/v3/emailCampaigns"

    def knows(self, headers: Mapping[str, str]) -> bool:
        return headers.get("api-key") == KEY

    def list_page(self, request: Request) -> object:
        page = self.offset_of(request, "limit")
        bare = [
            {key: value for key, value in each.items() if key != "htmlContent"} for each in page
        ]
        return {"count": len(self.campaigns), **({"campaigns": bare} if self.campaigns else {})}

    def make(self, body: Fields) -> Reply:
        super().make(body)
        return reply({"id": self.n_made}, 201)

    def change(self, number: str, body: Fields) -> Reply:
        super().change(number, body)
        return Reply(b"", 204)

    def validate(self, body: Fields, *, new: bool) -> None:
        self.require(body, "name", "sender.email", "htmlContent")
        if not all(isinstance(each, int) for each in body.get("recipients", {}).get("listIds", ())):
            raise Refusal(400, "listIds are numbers")

    def complaint(self, message: str) -> object:
        return {"code": "invalid_parameter", "message": message}

    def sends(self, body: Fields, *, new: bool) -> bool:
        return "scheduledAt" in body or "sendAtBestTime" in body or "status" in body


class FakeButtondown(FakeTool):
    """docs.buttondown.com: emails, filtering, pagination, versioning; without a status an older
    version sends.
    """

    name, path, update = "buttondown", "/v1/emails", "PATCH"

    def knows(self, headers: Mapping[str, str]) -> bool:
        return headers.get("authorization") == f"Token {KEY}"

    def list_page(self, request: Request) -> object:
        statuses = request.query.get("status", ["sent"])
        rows = [each for each in self.campaigns.values() if each["status"] in statuses]
        page = int(request.query.get("page", ["1"])[0])
        more = page * self.n_page < len(rows)
        after = f"https://elsewhere.example/v1/emails?page={page + 1}" if more else None
        return {
            "count": len(rows),
            "next": after,
            "previous": None,
            "results": self.page_of(request, "x", 100, rows),
        }

    def new_id(self, number: int) -> str:
        return f"497f6eca-6276-4993-bfeb-53cbbbba6f{number:02}"

    def as_id(self, number: str) -> object:
        return number

    def validate(self, body: Fields, *, new: bool) -> None:
        self.require(body, "subject", "body")
        if body["body"].startswith("---") or not body["body"].startswith(
            "<!-- buttondown-editor-mode: fancy -->"
        ):
            raise Refusal(400, "body_invalid")

    def complaint(self, message: str) -> object:
        return {"code": "email_invalid", "detail": message}

    def sends(self, body: Fields, *, new: bool) -> bool:
        status = body.get("status", "about_to_send" if new else "draft")
        return status != "draft" or "publish_date" in body


class FakeSendGrid(FakeTool):
    """twilio.com/docs/sendgrid/api-reference/single-sends."""

    name, path, update = "sendgrid", "/v3/marketing/singlesends", "PATCH"

    def knows(self, headers: Mapping[str, str]) -> bool:
        return headers.get("authorization") == f"Bearer {KEY}"

    def list_page(self, request: Request) -> object:
        raise Refusal(404, "not used here")

    def route(self, request: Request, body: Fields) -> Reply:
        if (request.method, request.path) == ("POST", f"{self.path}/search"):
            return reply(self.search(request, body))
        return super().route(request, body)

    def search(self, request: Request, body: Fields) -> object:
        """By a part of the name, page after page."""
        if not 1 <= len(body["name"]) <= 100:
            raise Refusal(400, "name")
        rows = [each for each in self.campaigns.values() if body["name"] in each["name"]]
        start = int(request.query.get("page_token", ["0"])[0])
        end = start + min(self.n_page, int(request.query["page_size"][0]))
        meta = {"self": "https://elsewhere.example", "count": len(rows)}
        if end < len(rows):
            meta["next"] = f"https://elsewhere.example/search?page_size=2&page_token={end}"
        short = [{key: each[key] for key in ("id", "name", "status")} for each in rows[start:end]]
        return {"result": short, "_metadata": meta}

    def new_id(self, number: int) -> str:
        return f"27c21bbf-a12c-440b-b8bf-c526975328{number:02}"

    def as_id(self, number: str) -> object:
        return number

    def validate(self, body: Fields, *, new: bool) -> None:
        self.require(body, "name")
        if len(body["name"]) > 100:
            raise Refusal(400, "name is too long")

    def complaint(self, message: str) -> object:
        return {"errors": [{"field": "name", "message": message, "error_id": "x"}]}

    def sends(self, body: Fields, *, new: bool) -> bool:
        return "send_at" in body or "status" in body or bool(body.get("send_to", {}).get("all"))


class FakeMailerLite(FakeTool):
    """developers.mailerlite.com/docs/campaigns.html."""

    name, path = "mailerlite", "/api/campaigns"

    def knows(self, headers: Mapping[str, str]) -> bool:
        return headers.get("authorization") == f"Bearer {KEY}"

    def list_page(self, request: Request) -> object:
        status = request.query.get("filter[status]", ["ready"])[0]
        if status not in ("sent", "draft", "ready"):
            raise Refusal(422, "The selected filter.status is invalid.")
        rows = [each for each in self.campaigns.values() if each["status"] == status]
        return {"data": self.page_of(request, "limit", 25, rows), "meta": {"total": len(rows)}}

    def as_id(self, number: str) -> object:
        return number

    def shape(self, campaign: Fields) -> object:
        return {"data": campaign}

    def validate(self, body: Fields, *, new: bool) -> None:
        self.require(body, "name", "type", "emails")
        self.require(body["emails"][0], "subject", "from", "from_name", "content")

    def complaint(self, message: str) -> object:
        return {"message": "The given data was invalid.", "errors": {"emails.0.from": [message]}}

    def sends(self, body: Fields, *, new: bool) -> bool:
        return "delivery" in body or "schedule" in body or "status" in body


class FakeKit(FakeTool):
    """developers.kit.com/api-reference/broadcasts."""

    name, path = "kit", "/v4/broadcasts"

    def knows(self, headers: Mapping[str, str]) -> bool:
        return headers.get("x-kit-api-key") == KEY

    def list_page(self, request: Request) -> object:
        start = int(request.query.get("after", ["0"])[0])
        rows = list(self.campaigns.values())
        end = start + min(self.n_page, int(request.query["per_page"][0]))
        page = {"has_next_page": end < len(rows), "end_cursor": str(end), "per_page": self.n_page}
        return {"broadcasts": [self._slim(each) for each in rows[start:end]], "pagination": page}

    def _slim(self, campaign: Fields) -> Fields:
        return {
            key: value
            for key, value in campaign.items()
            if key not in ("content", "subscriber_filter")
        }

    def shape(self, campaign: Fields) -> object:
        return {"broadcast": campaign}

    def validate(self, body: Fields, *, new: bool) -> None:
        self.require(body, "subject", "content")
        if any(len(each) != 1 for each in body.get("subscriber_filter", ())):
            raise Refusal(
                422, "Only a single filter group is supported. Use one of `all`, `any`, or `none`."
            )

    def complaint(self, message: str) -> object:
        return {"errors": [message]}

    def sends(self, body: Fields, *, new: bool) -> bool:
        return body.get("send_at", "missing") is not None or body.get("public", True) is not False


FAKES = (
    FakeListmonk,
    FakeMailchimp,
    FakeBrevo,
    FakeButtondown,
    FakeSendGrid,
    FakeMailerLite,
    FakeKit,
)
FAKE_BY_NAME = {fake.name: fake for fake in FAKES}

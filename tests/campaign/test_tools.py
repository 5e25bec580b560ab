"""One contract for all campaign tools with an API.

Against fakes that speak their protocol on loopback.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from newsletter.campaign.interface import CampaignTool, Draft
from newsletter.campaign.open_tool import open_tool
from newsletter.config import CampaignSettings, ListmonkSettings, parse_settings
from newsletter.errors import ConfigError, ToolError
from newsletter.render.mail.profiles import find_profiles
from newsletter.render.templates import load_templates
from tests.campaign.drafts import DRAFT, NAMES, SETTINGS, open_fake
from tests.fakes.server import Server, serving
from tests.fakes.tools import FAKE_BY_NAME, KEY, KEYS, FakeListmonk, FakeTool

# Every request an adapter may make. None of these addresses sends or schedules in any of the seven
# tools.
ALLOWED = {
    "listmonk": r"GET /api/campaigns(/\d+)?|POST /api/campaigns|PUT /api/campaigns/\d+",
    "mailchimp": r"GET /3.0/campaigns(/\w+)?|POST /3.0/campaigns|PATCH /3.0/campaigns/\w+|PUT /3.0/campaigns/\w+/content",
    "brevo": r"GET /v3/emailCampaigns(/\d+)?|POST /v3/emailCampaigns|PUT /v3/emailCampaigns/\d+",
    "buttondown": r"GET /v1/emails(/[\w-]+)?|POST /v1/emails|PATCH /v1/emails/[\w-]+",
    "sendgrid": r"(GET|PATCH) /v3/marketing/singlesends/[\w-]+|POST /v3/marketing/singlesends(/search)?",
    "mailerlite": r"GET /api/campaigns(/\d+)?|POST /api/campaigns|PUT /api/campaigns/\d+",
    "kit": r"GET /v4/broadcasts(/\d+)?|POST /v4/broadcasts|PUT /v4/broadcasts/\d+",
}
# Fields with which one of the tools sends or schedules; those a draft needs are named with the only
# value they may have.
SENDING = re.compile(r"send|schedul|publish|deliver|recurr|status|public$", re.I)
HARMLESS = {
    "status": "draft",
    "send_at": None,
    "published_at": None,
    "public": False,
    "sender": ...,
    "sender_id": ...,
    "send_to": ...,
}


@pytest.fixture(params=NAMES)
def fake(request: pytest.FixtureRequest) -> FakeTool:
    """A tool with three campaigns of other hands, so that ours is on its second page."""
    made = FAKE_BY_NAME[request.param]()
    tool = None
    with serving(made) as server:
        tool = open_fake(made.name, server.url)
        for number in range(3):
            tool.create(_draft(f"another {number}"))
    return made


@pytest.fixture
def server(fake: FakeTool) -> Iterator[Server]:
    """The fake on loopback."""
    with serving(fake) as running:
        yield running


@pytest.fixture
def tool(fake: FakeTool, server: Server) -> CampaignTool:
    """The adapter under test."""
    return open_fake(fake.name, server.url)


def _draft(name: str = DRAFT.name, subject: str = DRAFT.subject) -> Draft:
    from dataclasses import replace

    return replace(DRAFT, name=name, subject=subject)


def test_every_tool_with_an_api_is_under_this_contract() -> None:
    """A new tool joins the suite; it has a profile, settings and keys of its own.

    Ghost takes posts, Customer.io all languages in one newsletter: they have suites of their own.
    """
    assert set(NAMES) == set(FAKE_BY_NAME) == set(ALLOWED) == set(KEYS)
    assert {*NAMES, "ghost", "customer_io", "plugins"} == set(CampaignSettings().__struct_fields__)
    assert set(NAMES) <= set(find_profiles(load_templates()))


def test_what_is_made_is_a_draft_and_is_found_again(tool: CampaignTool, fake: FakeTool) -> None:
    """By its id and, beyond the first page, by its name; before that there is none."""
    assert tool.find(DRAFT.name) is None
    made = tool.create(DRAFT)
    assert fake.n_made == 4
    for seen in (tool.get(made.id), tool.find(DRAFT.name)):
        assert seen is not None
        assert (seen.id, seen.name, seen.is_draft) == (made.id, DRAFT.name, True)
    kept = json.dumps(fake.campaigns[made.id], ensure_ascii=False)
    assert all(text in kept for text in (DRAFT.name, DRAFT.subject, "本文", str(DRAFT.lists[0])))


def test_a_draft_is_updated_in_place(tool: CampaignTool, fake: FakeTool) -> None:
    """No second one is made, the others are not touched."""
    others = json.dumps(fake.campaigns)
    made = tool.create(DRAFT)
    tool.update(made.id, _draft(subject="新しい題"))
    changed = fake.campaigns.pop(made.id)
    assert "新しい題" in json.dumps(changed, ensure_ascii=False)
    assert (fake.n_made, json.dumps(fake.campaigns)) == (4, others)


def test_a_deleted_campaign_is_none(tool: CampaignTool, fake: FakeTool) -> None:
    """However the tool says so."""
    made = tool.create(DRAFT)
    del fake.campaigns[made.id]
    assert tool.get(made.id) is None
    assert tool.find(DRAFT.name) is None


@pytest.mark.parametrize("status", ["scheduled", "sent", "ready"])
def test_what_has_gone_out_is_no_draft(tool: CampaignTool, fake: FakeTool, status: str) -> None:
    """Whatever word the tool has for it."""
    made = tool.create(DRAFT)
    fake.campaigns[made.id]["status"] = status
    seen = tool.get(made.id)
    assert seen is not None
    assert (seen.is_draft, seen.status) == (False, status)


def test_a_kit_broadcast_with_a_send_time_is_no_draft() -> None:
    """Accounts whose answers have no status tell it by the time."""
    fake = FAKE_BY_NAME["kit"]()
    with serving(fake) as server:
        tool = open_fake("kit", server.url)
        made = tool.create(DRAFT)
        del fake.campaigns[made.id]["status"]
        draft = tool.get(made.id)
        fake.campaigns[made.id]["send_at"] = "2026-12-01T00:00:00Z"
        scheduled = tool.get(made.id)
    assert draft is not None
    assert scheduled is not None
    assert (draft.is_draft, scheduled.is_draft) == (True, False)


def test_no_request_can_send(tool: CampaignTool, fake: FakeTool, server: Server) -> None:
    """Nothing was sent; every address is on the list.

    Every field that could send has the one value that does not.
    """
    made = tool.create(DRAFT)
    tool.update(made.id, DRAFT)
    tool.find(DRAFT.name)
    tool.get(made.id)
    assert fake.sent == []
    for request in server.requests:
        assert re.fullmatch(ALLOWED[fake.name], f"{request.method} {request.path}"), (
            request.method,
            request.path,
        )
        for name, value in _fields(json.loads(request.body or b"{}")):
            if SENDING.search(name):
                assert name in HARMLESS, name
                assert HARMLESS[name] in (value, ...), (name, value)


def _fields(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name, inner
            yield from _fields(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _fields(inner)


def test_a_buttondown_draft_says_so_itself() -> None:
    """Its older versions send what has no status; and a status is never changed by an update."""
    fake = FAKE_BY_NAME["buttondown"]()
    with serving(fake) as server:
        tool = open_fake("buttondown", server.url)
        tool.update(tool.create(DRAFT).id, DRAFT)
        made, changed = (json.loads(request.body) for request in server.requests)
    assert made["status"] == "draft"
    assert "status" not in changed


def test_a_key_travels_in_a_header_only(tool: CampaignTool, server: Server) -> None:
    """Servers and proxies log addresses; tools show what they were given."""
    tool.create(DRAFT)
    tool.find(DRAFT.name)
    for request in server.requests:
        assert KEY not in request.path + str(request.query) + request.body.decode()
    assert KEY not in repr(tool) + repr(vars(tool)) + repr(vars(vars(tool)["_connection"]))


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_key_names_its_variable(name: str) -> None:
    """And says how to set it; a key with a line break is refused before it comes near a header."""
    for variable in KEYS[name]:
        for wrong in ({}, {variable: ""}, {variable: "a\r\nX-Evil: b"}):
            with pytest.raises(ConfigError) as caught:
                open_tool(name, SETTINGS.campaign, {**KEYS[name], variable: "", **wrong})
            assert caught.value.at == variable


def test_mailchimp_lives_where_its_key_says_and_nowhere_else() -> None:
    """The data centre is part of the key; a key that would lead to another host is none."""
    connection = vars(open_tool("mailchimp", SETTINGS.campaign, KEYS["mailchimp"]))["_connection"]
    assert connection.account.base == "https://us19.api.mailchimp.com"
    for key in ("abc", "abc-us19.evil.example/", "abc-us19@evil.example", "abc-"):
        with pytest.raises(ConfigError, match="Mailchimp"):
            open_tool("mailchimp", SETTINGS.campaign, {"MAILCHIMP_API_KEY": key})


def test_listmonk_needs_an_address() -> None:
    """Everybody runs their own."""
    with pytest.raises(ConfigError) as caught:
        open_tool("listmonk", CampaignSettings(listmonk=ListmonkSettings()), KEYS["listmonk"])
    assert "campaign.listmonk.url" in caught.value.at


@pytest.mark.parametrize(
    ("name", "lists", "address", "at"),
    [
        ("listmonk", (), "a@b.c", "campaign.listmonk.lists.ja"),
        ("mailchimp", (), "a@b.c", "campaign.mailchimp.lists.ja"),
        ("mailchimp", ("a", "b"), "a@b.c", "campaign.mailchimp.lists.ja"),
        ("mailchimp", ("a",), "", "email.from_address"),
        ("brevo", (), "", "email.from_address"),
        ("mailerlite", (), "", "email.from_address"),
    ],
)
def test_what_an_api_demands_is_asked_for_before_it_is_called(
    name: str, lists: tuple[int | str, ...], address: str, at: str
) -> None:
    """The setting that is missing is named."""
    from dataclasses import replace

    with pytest.raises(ConfigError) as caught:
        open_fake(name, "http://127.0.0.1:9").check(
            replace(DRAFT, lists=lists, from_address=address)
        )
    assert caught.value.at == f"newsletter.toml, {at}"


WRONG_SETTINGS = {
    "unknown tool": ("[campaign.mailchump]", 'did you mean "mailchimp"?'),
    "unknown key": ('[campaign.listmonk]\nurk = "x"', 'did you mean "url"?'),
    "a key in the file": ('[campaign.kit]\napi_key = "x"', "knows: lists, template"),
    "lists of another kind": ('[campaign.brevo]\nlists = { ja = ["a"] }', "must be a whole number"),
    "lists without languages": ("[campaign.kit]\nlists = [1]", "must be a table"),
    "another language": (
        "[campaign.kit]\nlists = { fr = [1] }",
        "the publication has no such language",
    ),
    "no address": ('[campaign.listmonk]\nurl = "lists"', "is no web address"),
    "a password in the address": (
        '[campaign.listmonk]\nurl = "https://me:secret@lists.example.com"',
        "a name or a password",
    ),
}


@pytest.mark.parametrize(("text", "expected"), WRONG_SETTINGS.values(), ids=WRONG_SETTINGS)
def test_wrong_settings_are_named(text: str, expected: str) -> None:
    """Like every other setting: file, key, reason, nearest name."""
    with pytest.raises(ConfigError) as caught:
        parse_settings(
            f'[publication]\ntitle = "T"\nurl = "https://example.com"\nlanguage = "ja"\n{text}\n'
        )
    assert expected in str(caught.value)
    assert "secret" not in str(caught.value)


def test_lists_that_a_tool_drops_are_an_error() -> None:
    """listmonk leaves out what the token may not use, and the draft would have other readers."""
    fake = FakeListmonk()
    fake.hidden = (1,)
    with serving(fake) as server, pytest.raises(ToolError, match="left out the lists 1") as raised:
        open_fake("listmonk", server.url).create(DRAFT)
    assert raised.value.remote_id == "1"


def test_more_lists_than_a_tool_takes_are_an_error() -> None:
    """SendGrid takes ten; the error comes before anything is asked."""
    tool = open_fake("sendgrid", "http://127.0.0.1:9")
    tool.check(replace(DRAFT, lists=tuple("abcdefghij")))
    with pytest.raises(ConfigError, match="at most 10"):
        tool.check(replace(DRAFT, lists=tuple("abcdefghijk")))

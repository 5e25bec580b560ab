"""Describe the APIs of the campaign tools: addresses, keys, fields, which campaign is a draft.

| tool | key | draft is | our name is kept as | listing |
|---|---|---|---|---|
| listmonk | Basic user:token | status draft (a new one always is) | name | pages |
| Mailchimp | Basic any:key | status save (a new one always is) | settings.title | offset |
| Brevo | api-key | status draft (without scheduledAt) | name | offset |
| Buttondown | Token | status draft, sent along | metadata.newsletter | pages |
| SendGrid | Bearer | status draft | name, 100 characters | search by name |
| MailerLite | Bearer | status draft | name | pages, a status at a time |
| Kit | X-Kit-Api-Key | send_at null, public false, both sent along | description | cursor |

Older API versions of Buttondown default to about_to_send. SendGrid and MailerLite schedule by
another endpoint.

Sources: the API references of the seven tools, and the source of listmonk; `docs/email.md`
says what they leave open. Subject and preheader come neutralised for the tool
(`Profile.neutralise`), since most fill tags there too.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from newsletter.campaign import customer_io, fields, ghost
from newsletter.campaign.connection import Account, Ask
from newsletter.campaign.interface import get_text
from newsletter.campaign.listings import (
    next_counted,
    next_cursor,
    next_numbered,
    next_offset,
    next_page,
    next_token,
)
from newsletter.campaign.rest import Api, Item, RestTool
from newsletter.campaign.services import Keys, Service
from newsletter.errors import ConfigError

PAGE = 50  # campaigns a page: with their bodies, which some tools cannot leave out, about 10 MB
# The first one whose default is a draft and that asks back before it sends.
BUTTONDOWN_VERSION = "2026-04-01"
# All states of its OpenAPI: the default leaves drafts out, and a campaign in a state that is not
# asked for would be made a second time.
BUTTONDOWN_STATUSES = (
    "draft",
    "managed_by_rss",
    "about_to_send",
    "scheduled",
    "in_flight",
    "paused",
    "deleted",
    "errored",
    "sent",
    "imported",
    "throttled",
    "resending",
    "transactional",
    "suppressed",
)
MAILERLITE_STATUSES = (
    "draft",
    "ready",
    "sent",
)  # one at a time; its default is ready
# The data centre stands behind the hyphen.
_MAILCHIMP_KEY = re.compile(r"[0-9A-Za-z]+-([a-z]{2,5}[0-9]{1,3})")
_MAILCHIMP_FIELDS = (
    "campaigns.id,campaigns.web_id,campaigns.status,"
    "campaigns.settings.title,total_items"
)


# ---------------------------------------------------------------- keys


def _basic(keys: Keys) -> dict[str, str]:
    user, password = keys if len(keys) == 2 else ("newsletter", keys[0])
    encoded = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {encoded}"}


def _bearer(keys: Keys) -> dict[str, str]:
    return {"Authorization": f"Bearer {keys[0]}"}


def _at(address: str) -> Callable[[Keys, object], str]:
    """The address that a tool has for everybody."""
    return lambda keys, options: address


def _find_data_centre(keys: Keys, options: object) -> str:
    """The address of a Mailchimp account; its key says where it lives."""
    found = _MAILCHIMP_KEY.fullmatch(keys[0])
    if not found:
        fix = "copy the whole key; it ends in a hyphen and the data centre, like -us19"
        raise ConfigError(
            "cannot use the key of Mailchimp",
            at="MAILCHIMP_API_KEY",
            why="it names no data centre",
            fix=fix,
        )
    return f"https://{found[1]}.api.mailchimp.com"


def _status(item: Item) -> str:
    return get_text(item, "status")


def _listmonk_lists(item: Item) -> frozenset[int | str]:
    """The lists that listmonk has kept: it drops those that the token may not use."""
    lists = item.get("lists")
    found = lists if isinstance(lists, list) else []
    ids = [one.get("id") for one in found if isinstance(one, dict)]
    return frozenset(one for one in ids if isinstance(one, int | str))


def _link_mailchimp(item: Item, account: Account) -> str:
    """Where an editor finds a campaign: the id of the web is not that of the API."""
    site = account.base.replace(".api.", ".admin.")
    return f"{site}/campaigns/show/?id={item.get('web_id')}"


def _kit_status(item: Item) -> str:
    """Kit's word, or what its send time says where it has none: without one it is a draft."""
    if "status" not in item and "send_at" not in item:
        return ""
    status = get_text(item, "status") or "draft"
    return (
        status
        if status != "draft" or item.get("send_at") is None
        else "scheduled"
    )


def _collection(
    api: Api,
    *,
    keys: Keys,
    authorise: Callable[[Keys], dict[str, str]],
    find_address: Callable[[Keys, Any], str],
    headers: Mapping[str, str] | None = None,
) -> Service:
    """A tool whose campaigns are a collection that an `Api` describes."""
    return Service(
        api.name,
        api.title,
        keys,
        authorise,
        find_address,
        partial(RestTool, api),
        headers or {},
    )


COLLECTIONS = (
    _collection(
        Api(
            name="listmonk",
            title="listmonk",
            path="/api/campaigns",
            method="PUT",
            listing=lambda name: (
                Ask(
                    "GET",
                    "/api/campaigns",
                    (
                        ("per_page", str(PAGE)),
                        ("no_body", "true"),
                        ("page", "1"),
                    ),
                ),
            ),
            follow=next_page,
            items="data.results",
            item="data",
            label="name",
            build=fields.build_listmonk,
            texts=("subject", "", "body"),
            status=_status,
            gone=(400, 404),  # listmonk answers 400 for an id it does not have
            link=lambda item, account: (
                f"{account.base}/admin/campaigns/{item.get('id')}"
            ),
            needs=("lists",),
            kept_lists=_listmonk_lists,
        ),
        keys=("LISTMONK_USER", "LISTMONK_TOKEN"),
        authorise=_basic,
        find_address=lambda keys, options: options.url,
    ),
    _collection(
        Api(
            name="mailchimp",
            title="Mailchimp",
            path="/3.0/campaigns",
            method="PATCH",
            listing=lambda name: (
                Ask(
                    "GET",
                    "/3.0/campaigns",
                    (
                        ("count", "1000"),
                        ("fields", _MAILCHIMP_FIELDS),
                        ("offset", "0"),
                    ),
                ),
            ),
            follow=next_offset,
            items="campaigns",
            item="",
            label="settings.title",
            build=fields.build_mailchimp,
            texts=("settings.subject_line", "settings.preview_text", "html"),
            body_below="content",
            birth={"type": "regular"},
            content=fields.build_mailchimp_content,
            status=_status,
            drafts=("save",),
            link=_link_mailchimp,
            needs=("one list", "from_address"),
        ),
        keys=("MAILCHIMP_API_KEY",),
        authorise=_basic,
        find_address=_find_data_centre,
    ),
    _collection(
        Api(
            name="brevo",
            title="Brevo",
            path="/v3/emailCampaigns",
            method="PUT",
            listing=lambda name: (
                Ask(
                    "GET",
                    "/v3/emailCampaigns",
                    (
                        ("limit", str(PAGE)),
                        ("excludeHtmlContent", "true"),
                        ("offset", "0"),
                    ),
                ),
            ),
            follow=next_counted,
            items="campaigns",
            item="",
            label="name",
            build=fields.build_brevo,
            texts=("subject", "previewText", "htmlContent"),
            status=_status,
            needs=("from_address",),
        ),
        keys=("BREVO_API_KEY",),
        authorise=lambda keys: {"api-key": keys[0]},
        find_address=_at("https://api.brevo.com"),
    ),
    _collection(
        Api(
            name="buttondown",
            title="Buttondown",
            path="/v1/emails",
            method="PATCH",
            listing=lambda name: (
                Ask(
                    "GET",
                    "/v1/emails",
                    tuple(("status", status) for status in BUTTONDOWN_STATUSES),
                ),
            ),
            follow=next_numbered,
            items="results",
            item="",
            label="metadata.newsletter",
            build=fields.build_buttondown,
            texts=("subject", "description", "body"),
            birth={"status": "draft"},
            status=_status,
        ),
        keys=("BUTTONDOWN_API_KEY",),
        authorise=lambda keys: {"Authorization": f"Token {keys[0]}"},
        find_address=_at("https://api.buttondown.com"),
        headers={"X-API-Version": BUTTONDOWN_VERSION},
    ),
    _collection(
        Api(
            name="sendgrid",
            title="SendGrid",
            path="/v3/marketing/singlesends",
            method="PATCH",
            listing=lambda name: (
                Ask(
                    "POST",
                    "/v3/marketing/singlesends/search",
                    (("page_size", str(PAGE)),),
                    {"name": name},
                ),
            ),
            follow=next_token,
            items="result",
            item="",
            label="name",
            build=fields.build_sendgrid,
            texts=("email_config.subject", "", "email_config.html_content"),
            status=_status,
            max_lists=10,
        ),
        keys=("SENDGRID_API_KEY",),
        authorise=_bearer,
        find_address=_at("https://api.sendgrid.com"),
    ),
    _collection(
        Api(
            name="mailerlite",
            title="MailerLite",
            path="/api/campaigns",
            method="PUT",
            listing=lambda name: tuple(
                Ask(
                    "GET",
                    "/api/campaigns",
                    (("filter[status]", status), ("page", "1")),
                )
                for status in MAILERLITE_STATUSES
            ),
            follow=next_page,
            items="data",
            item="data",
            label="name",
            build=fields.build_mailerlite,
            texts=("emails.0.subject", "", "emails.0.content"),
            status=_status,
            needs=("from_address",),
        ),
        keys=("MAILERLITE_API_KEY",),
        authorise=_bearer,
        find_address=_at("https://connect.mailerlite.com"),
    ),
    _collection(
        Api(
            name="kit",
            title="Kit",
            path="/v4/broadcasts",
            method="PUT",
            listing=lambda name: (
                Ask(
                    "GET",
                    "/v4/broadcasts",
                    (("per_page", str(PAGE)), ("slim", "true")),
                ),
            ),
            follow=next_cursor,
            items="broadcasts",
            item="broadcast",
            label="description",
            build=fields.build_kit,
            texts=("subject", "preview_text", "content"),
            status=_kit_status,
        ),
        keys=("KIT_API_KEY",),
        authorise=lambda keys: {"X-Kit-Api-Key": keys[0]},
        find_address=_at("https://api.kit.com"),
    ),
)
GHOST = Service(
    name="ghost",
    title=ghost.TITLE,
    keys=("GHOST_ADMIN_API_KEY",),
    authorise=ghost.authorise,
    find_address=lambda keys, options: options.url,
    open=lambda options, connection: ghost.GhostTool(connection),
)
CUSTOMER_IO = Service(
    name="customer-io",
    title=customer_io.TITLE,
    keys=("CUSTOMERIO_APP_KEY",),
    authorise=_bearer,
    find_address=lambda keys, options: customer_io.BASES[options.region],
    open=customer_io.CustomerIoTool,
)
TOOLS = {tool.name: tool for tool in (*COLLECTIONS, GHOST, CUSTOMER_IO)}

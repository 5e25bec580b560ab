"""Know the APIs of the campaign tools that have one: addresses, keys, fields, how a draft
is told from what has been sent.

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
from collections.abc import Mapping
from difflib import get_close_matches
from urllib.parse import parse_qs, urlsplit

from newsletter.campaign import customer_io, fields, ghost
from newsletter.campaign.connection import (
    Account,
    Ask,
    Connection,
    Patience,
)
from newsletter.campaign.interface import CampaignTool
from newsletter.campaign.plugin_tools import (
    find_tool_plugins,
    open_plugin_tool,
)
from newsletter.campaign.rest import (
    Api,
    Item,
    Page,
    RestTool,
    dig,
    get_text,
)
from newsletter.config import (
    CampaignSettings,
    CustomerIoSettings,
    GhostSettings,
    ListmonkSettings,
)
from newsletter.errors import ConfigError, quote

_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
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


def _basic(keys: tuple[str, ...]) -> dict[str, str]:
    user, password = keys if len(keys) == 2 else ("newsletter", keys[0])
    encoded = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {encoded}"}


def _bearer(keys: tuple[str, ...]) -> dict[str, str]:
    return {"Authorization": f"Bearer {keys[0]}"}


def _find_data_centre(keys: tuple[str, ...]) -> str:
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


# ---------------------------------------------------------------- listings


def _page_number(ask: Ask) -> int:
    return int(dict(ask.query).get("page", "1"))


def _with(ask: Ask, name: str, value: str) -> Ask:
    query = (
        *((key, old) for key, old in ask.query if key != name),
        (name, value),
    )
    return Ask(ask.method, ask.path, query, ask.body)


def _next_page(page: Page) -> Ask:
    """Pages by number until one is empty."""
    return _with(page.ask, "page", str(_page_number(page.ask) + 1))


def _next_offset(page: Page) -> Ask:
    """Offsets until a page is empty."""
    return _with(page.ask, "offset", str(page.n_before + page.n_items))


def _next_counted(page: Page) -> Ask | None:
    """Offsets until as many campaigns have come as there are."""
    n_seen = page.n_before + page.n_items
    count = page.answer.get("count")
    if isinstance(count, int) and n_seen >= count:
        return None
    return _with(page.ask, "offset", str(n_seen))


def _next_numbered(page: Page) -> Ask | None:
    """Pages by number while the answer names a next one; its address is not followed."""
    return _next_page(page) if page.answer.get("next") else None


def _next_token(page: Page) -> Ask | None:
    """The token inside the address of the next page; the address itself is not followed."""
    address = dig(page.answer, "_metadata.next")
    if not isinstance(address, str):
        return None
    values = parse_qs(urlsplit(address).query)
    token = values.get("page_token", [""])[0]
    return _with(page.ask, "page_token", token) if token else None


def _next_cursor(page: Page) -> Ask | None:
    has_more = dig(page.answer, "pagination.has_next_page")
    cursor = dig(page.answer, "pagination.end_cursor")
    if not has_more or not isinstance(cursor, str):
        return None
    return _with(page.ask, "after", cursor)


def _status(item: Item) -> str:
    return get_text(item, "status")


def _listmonk_lists(item: Item) -> frozenset[int | str]:
    """The lists that listmonk has kept: it drops those that the token may not use."""
    lists = item.get("lists")
    found = lists if isinstance(lists, list) else []
    return frozenset(
        one["id"] for one in found if isinstance(one, dict) and "id" in one
    )


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


APIS = (
    Api(
        name="listmonk",
        title="listmonk",
        base="",
        keys=("LISTMONK_USER", "LISTMONK_TOKEN"),
        authorise=_basic,
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
        follow=_next_page,
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
    Api(
        name="mailchimp",
        title="Mailchimp",
        base="",
        keys=("MAILCHIMP_API_KEY",),
        authorise=_basic,
        locate=_find_data_centre,
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
        follow=_next_offset,
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
        link=lambda item, account: (
            f"{account.base.replace('.api.', '.admin.')}/campaigns/show/?id={item.get('web_id')}"
        ),
        needs=("one list", "from_address"),
    ),
    Api(
        name="brevo",
        title="Brevo",
        base="https://api.brevo.com",
        keys=("BREVO_API_KEY",),
        authorise=lambda keys: {"api-key": keys[0]},
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
        follow=_next_counted,
        items="campaigns",
        item="",
        label="name",
        build=fields.build_brevo,
        texts=("subject", "previewText", "htmlContent"),
        status=_status,
        needs=("from_address",),
    ),
    Api(
        name="buttondown",
        title="Buttondown",
        base="https://api.buttondown.com",
        keys=("BUTTONDOWN_API_KEY",),
        authorise=lambda keys: {
            "Authorization": f"Token {keys[0]}",
            "X-API-Version": BUTTONDOWN_VERSION,
        },
        path="/v1/emails",
        method="PATCH",
        listing=lambda name: (
            Ask(
                "GET",
                "/v1/emails",
                tuple(("status", status) for status in BUTTONDOWN_STATUSES),
            ),
        ),
        follow=_next_numbered,
        items="results",
        item="",
        label="metadata.newsletter",
        build=fields.build_buttondown,
        texts=("subject", "description", "body"),
        birth={"status": "draft"},
        status=_status,
    ),
    Api(
        name="sendgrid",
        title="SendGrid",
        base="https://api.sendgrid.com",
        keys=("SENDGRID_API_KEY",),
        authorise=_bearer,
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
        follow=_next_token,
        items="result",
        item="",
        label="name",
        build=fields.build_sendgrid,
        texts=("email_config.subject", "", "email_config.html_content"),
        status=_status,
        max_lists=10,
    ),
    Api(
        name="mailerlite",
        title="MailerLite",
        base="https://connect.mailerlite.com",
        keys=("MAILERLITE_API_KEY",),
        authorise=_bearer,
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
        follow=_next_page,
        items="data",
        item="data",
        label="name",
        build=fields.build_mailerlite,
        texts=("emails.0.subject", "", "emails.0.content"),
        status=_status,
        needs=("from_address",),
    ),
    Api(
        name="kit",
        title="Kit",
        base="https://api.kit.com",
        keys=("KIT_API_KEY",),
        authorise=lambda keys: {"X-Kit-Api-Key": keys[0]},
        path="/v4/broadcasts",
        method="PUT",
        listing=lambda name: (
            Ask(
                "GET",
                "/v4/broadcasts",
                (("per_page", str(PAGE)), ("slim", "true")),
            ),
        ),
        follow=_next_cursor,
        items="broadcasts",
        item="broadcast",
        label="description",
        build=fields.build_kit,
        texts=("subject", "preview_text", "content"),
        status=_kit_status,
    ),
)
GHOST = Api(
    name="ghost",
    title=ghost.TITLE,
    base="",
    keys=("GHOST_ADMIN_API_KEY",),
    authorise=ghost.authorise,
    path=ghost.POSTS,
    method="PUT",
    listing=lambda name: (),
    follow=lambda page: None,
    items="posts",
    item="posts",
    label="title",
    build=lambda draft, options: {},
    status=_status,
)
CUSTOMER_IO = Api(
    name="customer-io",
    title=customer_io.TITLE,
    base="",
    keys=("CUSTOMERIO_APP_KEY",),
    authorise=_bearer,
    path=customer_io.NEWSLETTERS,
    method="PUT",
    listing=lambda name: (),
    follow=lambda page: None,
    items="newsletters",
    item="newsletter",
    label="name",
    build=lambda draft, options: {},
    status=_status,
)
TOOLS = {api.name: api for api in (*APIS, GHOST, CUSTOMER_IO)}


def open_tool(
    name: str,
    settings: CampaignSettings,
    environ: Mapping[str, str],
    *,
    base: str = "",
    patience: Patience | None = None,
    about: str = "",
) -> CampaignTool:
    """Return the tool of a profile, with its keys.

    Args:
        base: Address in place of the tool's own, for a test.
        patience: How long it is waited for.
        about: What is uploaded, for messages.

    Raises:
        ConfigError: The tool has no API, a key is missing or none, the address of listmonk
            is not set.
    """
    if name not in TOOLS and name in find_tool_plugins():
        return open_plugin_tool(name, settings, environ, base)
    api = get_api(name)
    keys = tuple(_read_key(variable, api, environ) for variable in api.keys)
    options = settings.get_options(name)
    where = base or api.base or _own_address(options)
    where = where or (api.locate(keys) if api.locate else "")
    if not where:
        at, fix = (
            f"newsletter.toml, campaign.{name}.url",
            'url = "https://lists.example.com"',
        )
        raise ConfigError(
            f"cannot upload to {api.title}",
            at=at,
            why="its address is not set",
            fix=fix,
        )
    _refuse_open_password(api, where, options)
    headers = api.authorise(keys)
    secrets = (
        *(
            header.rpartition(" ")[2]
            for header in headers.values()
            if header != BUTTONDOWN_VERSION
        ),
        *keys,
    )
    account = Account(
        api.title,
        where.rstrip("/"),
        headers,
        secrets,
        " and ".join(api.keys),
        about,
    )
    connection = Connection(account, patience)
    if api is GHOST:
        return ghost.GhostTool(connection)
    if isinstance(options, CustomerIoSettings):
        return customer_io.CustomerIoTool(options, connection)
    return RestTool(api, options, connection)


def _own_address(options: object) -> str:
    """The address of a tool that people run themselves, or that of a region."""
    if isinstance(options, CustomerIoSettings):
        return customer_io.BASES[options.region]
    return (
        options.url
        if isinstance(options, GhostSettings | ListmonkSettings)
        else ""
    )


def _refuse_open_password(api: Api, where: str, options: object) -> None:
    """Refuse to send a key over a connection anybody on the way can read.

    Raises:
        ConfigError: The address is plain http to another machine, and nobody has allowed that.
    """
    url = urlsplit(where)
    is_here = (url.hostname or "") in _THIS_MACHINE
    if url.scheme != "http" or is_here or getattr(options, "allow_http", False):
        return
    raise ConfigError(
        f"cannot upload to {api.title}",
        at=f"newsletter.toml, campaign.{api.name}.url",
        why="its address is plain http: the password could be read on the way",
        fix="use https; or, in a network you trust, allow_http = true",
    )


def require_known_tool(name: str) -> None:
    """Raise for a tool that has no API here, neither of ours nor of another package.

    Raises:
        ConfigError: Those that have one are named.
    """
    if name not in find_tool_plugins():
        get_api(name)


def get_api(name: str) -> Api:
    """Return the API of a profile's tool.

    Raises:
        ConfigError: It has none; those that have one are named.
    """
    if name not in TOOLS:
        known = (*TOOLS, *find_tool_plugins())
        near = get_close_matches(name, known, n=1, cutoff=0.7)
        why = "newsletter knows no API of it; those it knows: " + ", ".join(
            known
        )
        fix = (
            f'did you mean "{near[0]}"?'
            if near
            else "upload its zip below public/campaigns on the tool's own import page"
        )
        raise ConfigError(
            f"cannot upload to {quote(name)}",
            at="PROFILE",
            why=why,
            fix=fix,
        )
    return TOOLS[name]


def _read_key(variable: str, api: Api, environ: Mapping[str, str]) -> str:
    key = environ.get(variable, "").strip()
    if not key:
        why, fix = (
            "it is not set",
            f"export {variable}=…, or put it into a file only this account can read",
        )
        raise ConfigError(
            f"no key for {api.title}", at=variable, why=why, fix=fix
        )
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigError(
            f"no key for {api.title}",
            at=variable,
            why="it holds characters no key has",
            fix="copy it again",
        )
    return key

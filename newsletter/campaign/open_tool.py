"""Open a campaign tool with its address and its keys."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from urllib.parse import urlsplit

from newsletter.campaign import customer_io, ghost
from newsletter.campaign.connection import (
    Account,
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
    RestTool,
)
from newsletter.campaign.tools import BUTTONDOWN_VERSION, GHOST, TOOLS
from newsletter.config import (
    CampaignSettings,
    CustomerIoSettings,
    GhostSettings,
    ListmonkSettings,
)
from newsletter.errors import ConfigError, quote

_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


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
    where = base or _get_address(api, keys, options)
    _refuse_open_password(api, where, options)
    headers = api.authorise(keys)
    account = Account(
        api.title,
        where.rstrip("/"),
        headers,
        (*_find_secrets(headers), *keys),
        " and ".join(api.keys),
        about,
    )
    connection = Connection(account, patience)
    if api is GHOST:
        return ghost.GhostTool(connection)
    if isinstance(options, CustomerIoSettings):
        return customer_io.CustomerIoTool(options, connection)
    return RestTool(api, options, connection)


def _get_address(api: Api, keys: tuple[str, ...], options: object) -> str:
    """The address of a tool: the one everybody has, the set one, or what its key says.

    Raises:
        ConfigError: None of them is there.
    """
    where = api.base or _own_address(options)
    if not where and api.locate:
        where = api.locate(keys)
    if where:
        return where
    raise ConfigError(
        f"cannot upload to {api.title}",
        at=f"newsletter.toml, campaign.{api.name}.url",
        why="its address is not set",
        fix='url = "https://lists.example.com"',
    )


def _find_secrets(headers: Mapping[str, str]) -> tuple[str, ...]:
    """What no message may show: the last word of each header but the version of the API."""
    secret = [
        value for value in headers.values() if value != BUTTONDOWN_VERSION
    ]
    return tuple(value.rpartition(" ")[2] for value in secret)


def _own_address(options: object) -> str:
    """The address of a tool that people run themselves, or that of a region."""
    if isinstance(options, CustomerIoSettings):
        return customer_io.BASES[options.region]
    if isinstance(options, GhostSettings | ListmonkSettings):
        return options.url
    return ""


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
    if name in TOOLS:
        return TOOLS[name]
    known = (*TOOLS, *find_tool_plugins())
    fix = "upload its zip below _newsletter/desk/campaigns on the tool's own import page"
    near = get_close_matches(name, known, n=1, cutoff=0.7)
    if near:
        fix = f'did you mean "{near[0]}"?'
    raise ConfigError(
        f"cannot upload to {quote(name)}",
        at="PROFILE",
        why="newsletter knows no API of it; those it knows: "
        + ", ".join(known),
        fix=fix,
    )


def _read_key(variable: str, api: Api, environ: Mapping[str, str]) -> str:
    """The key in an environment variable, which must look like one.

    Raises:
        ConfigError: It is not set, or holds a blank or a letter that no key has.
    """
    key = environ.get(variable, "").strip()
    if not key:
        raise ConfigError(
            f"no key for {api.title}",
            at=variable,
            why="it is not set",
            fix=f"export {variable}=…, or put it into a file only this account can read",
        )
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigError(
            f"no key for {api.title}",
            at=variable,
            why="it holds characters no key has",
            fix="copy it again",
        )
    return key

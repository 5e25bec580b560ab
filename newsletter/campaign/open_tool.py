"""Open a campaign tool with its address and its keys."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from newsletter.campaign.connection import (
    Account,
    Connection,
    Patience,
)
from newsletter.campaign.interface import CampaignTool
from newsletter.campaign.plugin_tools import (
    find_tool_plugins,
    open_plugin_tool,
    read_key,
)
from newsletter.campaign.services import Service
from newsletter.campaign.tools import TOOLS
from newsletter.config import CampaignSettings
from newsletter.errors import ConfigError, quote, suggest

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
    service = get_service(name)
    keys = tuple(
        _read_sound_key(variable, service, environ) for variable in service.keys
    )
    options = settings.get_options(name)
    where = base or _get_address(service, keys, options)
    _refuse_open_password(service, where, options)
    secret = service.authorise(keys)
    account = Account(
        service.title,
        where.rstrip("/"),
        {**secret, **service.headers},
        (*(value.rpartition(" ")[2] for value in secret.values()), *keys),
        " and ".join(service.keys),
        about,
    )
    return service.open(options, Connection(account, patience))


def _get_address(
    service: Service, keys: tuple[str, ...], options: object
) -> str:
    """The address of a tool: the one everybody has, the set one, or what its key says.

    Raises:
        ConfigError: None of them is there.
    """
    where = service.find_address(keys, options)
    if where:
        return where
    raise ConfigError(
        f"cannot upload to {service.title}",
        at=f"newsletter.toml, campaign.{service.name}.url",
        why="its address is not set",
        fix='url = "https://lists.example.com"',
    )


def _refuse_open_password(
    service: Service, where: str, options: object
) -> None:
    """Refuse to send a key over a connection anybody on the way can read.

    Raises:
        ConfigError: The address is plain http to another machine, and nobody has allowed that.
    """
    url = urlsplit(where)
    is_here = (url.hostname or "") in _THIS_MACHINE
    if url.scheme != "http" or is_here or getattr(options, "allow_http", False):
        return
    raise ConfigError(
        f"cannot upload to {service.title}",
        at=f"newsletter.toml, campaign.{service.name}.url",
        why="its address is plain http: the password could be read on the way",
        fix="use https; or, in a network you trust, allow_http = true",
    )


def require_known_tool(name: str) -> None:
    """Raise for a tool that has no API here, neither of ours nor of another package.

    Raises:
        ConfigError: Those that have one are named.
    """
    if name not in find_tool_plugins():
        get_service(name)


def get_service(name: str) -> Service:
    """Return the tool of a profile, as it is opened.

    Raises:
        ConfigError: It has no API; those that have one are named.
    """
    if name in TOOLS:
        return TOOLS[name]
    known = (*TOOLS, *find_tool_plugins())
    fix = "upload its zip below _newsletter/desk/campaigns on the tool's own import page"
    raise ConfigError(
        f"cannot upload to {quote(name)}",
        at="PROFILE",
        why="newsletter knows no API of it; those it knows: "
        + ", ".join(known),
        fix=suggest(name, known, fix, cutoff=0.7),
    )


def _read_sound_key(
    variable: str, service: Service, environ: Mapping[str, str]
) -> str:
    """The key in an environment variable, which must look like one.

    Raises:
        ConfigError: It is not set, or holds a blank or a letter that no key has.
    """
    key = read_key(variable, service.title, environ)
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigError(
            f"no key for {service.title}",
            at=variable,
            why="it holds characters no key has",
            fix="copy it again",
        )
    return key

"""Say what opening a campaign tool takes: keys, an address, and what speaks to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from newsletter.campaign.connection import Connection
from newsletter.campaign.interface import CampaignTool

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """A campaign tool that drafts can be uploaded to.

    Attributes:
        name: Of the profile.
        title: For people.
        keys: Environment variables.
        authorise: Keys → the headers that carry them.
        find_address: (keys, settings of the tool) → where it is; "" when the settings should say
            it and do not.
        open: (settings of the tool, connection) → the tool.
        headers: Headers of every request that are no secret.
    """

    name: str
    title: str
    keys: Keys
    authorise: Callable[[Keys], dict[str, str]]
    find_address: Callable[[Keys, Any], str]
    open: Callable[[Any, Connection], CampaignTool]
    headers: Mapping[str, str] = field(default_factory=dict)

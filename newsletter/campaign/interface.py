"""Declare what an upload asks of a campaign tool, and the values that go there and back.

There is no method that sends, and none that deletes: what is not here cannot happen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from newsletter.config import PluginToolSettings


@dataclass(frozen=True, slots=True)
class PostPage:
    """What a tool that publishes posts wants to know of one.

    Attributes:
        ref: Key of the post, the same in all languages.
        slug: Its name in our address.
        title: In the language of the draft.
        url: Its address on our site: the canonical one.
        excerpt: One or two sentences.
        image: Address of the cover; "" for none.
        tags: In the language of the draft.
    """

    ref: str
    slug: str
    title: str
    url: str = ""
    excerpt: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One edition in one language as a tool is given it.

    Attributes:
        name: Under which the tool keeps it: edition, language and publication. Never
            changes, so that it can be found again.
        subject, preheader: One line each, without live merge tags.
        html: With the tool's own merge tags.
        text: The text part, "" where the run made none for this tool.
        from_name, from_address, reply_to: The sender, "" where newsletter.toml names none.
        lists: The tool's ids of the lists (audiences, groups, tags) of the readers of this
            language.
        post: The page of the post, for tools that publish; None for all others.
    """

    name: str
    language: str
    subject: str
    preheader: str
    html: str = field(repr=False)
    text: str = field(repr=False)
    from_name: str = ""
    from_address: str = ""
    reply_to: str = ""
    lists: tuple[int | str, ...] = ()
    post: PostPage | None = None


@dataclass(frozen=True, slots=True)
class Remote:
    """What a tool says of a campaign it holds.

    Attributes:
        id: The tool's own.
        name: As in `Draft`.
        status: The tool's word.
        is_draft: It may still be changed, nothing has been sent or scheduled.
        url: Where the editor finds it, "" where that is not known.
    """

    id: str
    name: str
    status: str
    is_draft: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class DraftTexts:
    """What an editor reads and may have changed of a draft.

    Attributes:
        fields: Names and texts besides the body: subject, preheader and what the tool has more.
        html: The body.
    """

    fields: tuple[tuple[str, str], ...]
    html: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ToolSetup:
    """What the campaign tool of another package is opened with.

    Attributes:
        name: The name of the entry point, which is that of the profile too.
        options: The table [campaign.plugins.NAME] of newsletter.toml.
        keys: The values of `ToolPlugin.keys`, in that order.
        base: Another address in place of the tool's own, for a test; "" as a rule.
    """

    name: str
    options: PluginToolSettings
    keys: tuple[str, ...] = field(default=(), repr=False)
    base: str = ""


@dataclass(frozen=True, slots=True)
class ToolPlugin:
    """What an entry point in the group `newsletter.campaign_tools` names.

    Attributes:
        title: The name of the tool for people.
        open: Opens the tool with its settings and keys.
        keys: Environment variables without which it does not work.
        profile: The text of its profile, as in templates/profiles: how it writes merge tags, and
            which files it takes.
    """

    title: str
    open: Callable[[ToolSetup], CampaignTool]
    keys: tuple[str, ...] = ()
    profile: str = ""


class CampaignTool(Protocol):
    """A campaign tool with an API.

    Every method raises `ToolError`, `ToolUnavailable` or `ConfigError` (a wrong key).
    """

    @property
    def title(self) -> str:
        """Its name for people."""

    def check(self, draft: Draft) -> None:
        """Raise `ConfigError` when a setting is missing that this draft needs."""

    def find(self, name: str) -> Remote | None:
        """Look for the campaign of this name; None only when the tool has surely none."""

    def find_all(self, name: str) -> tuple[Remote, ...]:
        """Ask for all campaigns of this name."""

    def get(self, remote_id: str) -> Remote | None:
        """Ask for one campaign; None when it is gone."""

    def create(self, draft: Draft) -> Remote:
        """Make a draft: at most one request that makes something."""

    def update(self, remote_id: str, draft: Draft) -> None:
        """Put this content into a draft that is there; may be repeated."""


@runtime_checkable
class ReadableTool(Protocol):
    """A campaign tool that gives back what it holds; not every tool does."""

    def read(self, remote_id: str) -> DraftTexts | None:
        """Ask for the texts of one campaign; None when it is gone."""

    def read_draft(self, draft: Draft) -> DraftTexts:
        """Return the same texts of a draft as an upload would write them."""


def choose_draft(found: Sequence[Remote]) -> Remote | None:
    """Return the campaign that is meant of all that have one name: a draft comes first."""
    drafts = [remote for remote in found if remote.is_draft]
    best = [*drafts, *found]
    return best[0] if best else None


def get_text(values: Mapping[str, Any], name: str) -> str:
    """Return a text field of what a tool or a file says, "" where there is none."""
    value = values.get(name)
    return value if isinstance(value, str) else ""

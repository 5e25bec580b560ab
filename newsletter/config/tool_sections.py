"""Declare the tables of campaign tools in newsletter.toml: what an upload must know of each."""

from __future__ import annotations

from typing import Literal

import msgspec

from newsletter.config.section_base import Section


class ListmonkSettings(Section, frozen=True):
    """[campaign.listmonk]: where listmonk runs, and who reads what.

    Attributes:
        url: The address of your listmonk.
        lists: The ids of the lists for each language.
        template: The id of a template that holds nothing but the content.
        allow_http: The password may go over a connection that is not encrypted. Whoever can listen
            on the way then can send to all readers.
    """

    url: str = ""
    allow_http: bool = False
    lists: dict[str, tuple[int, ...]] = {}
    template: int | None = None


class MailchimpSettings(Section, frozen=True):
    """[campaign.mailchimp]: who reads what.

    Attributes:
        lists: The id of the audience for each language.
    """

    lists: dict[str, tuple[str, ...]] = {}


class BrevoSettings(Section, frozen=True):
    """[campaign.brevo]: who reads what.

    Attributes:
        lists: The ids of the lists for each language.
    """

    lists: dict[str, tuple[int, ...]] = {}


class ButtondownSettings(Section, frozen=True):
    """[campaign.buttondown]: who reads what; Buttondown has tags and no lists.

    Attributes:
        lists: The tags of the readers of each language.
    """

    lists: dict[str, tuple[str, ...]] = {}


class SendgridSettings(Section, frozen=True):
    """[campaign.sendgrid]: who sends, who reads what, and how they leave.

    Attributes:
        lists: The ids of the lists for each language.
        sender: The id of a verified sender.
        unsubscribe_group: The id of the group that readers leave.
    """

    lists: dict[str, tuple[str, ...]] = {}
    sender: int | None = None
    unsubscribe_group: int | None = None


class MailerliteSettings(Section, frozen=True):
    """[campaign.mailerlite]: who reads what.

    Attributes:
        lists: The ids of the groups for each language.
    """

    lists: dict[str, tuple[str, ...]] = {}


class KitSettings(Section, frozen=True):
    """[campaign.kit]: who reads what; Kit has tags and no lists.

    Attributes:
        lists: The ids of the tags of the readers of each language.
        template: The id of a template that holds nothing but the content.
    """

    lists: dict[str, tuple[int, ...]] = {}
    template: int | None = None


class GhostSettings(Section, frozen=True):
    """[campaign.ghost]: where your Ghost is.

    Attributes:
        url: Its address.
        lists: The tags that the posts of each language get, besides `#ja` or the like.
    """

    url: str = ""
    lists: dict[str, tuple[str, ...]] = {}


class CustomerIoSettings(Section, frozen=True):
    """[campaign.customer-io]: who reads what; all languages go into one newsletter.

    Attributes:
        lists: The ids of the segments for each language; the newsletter is for all of them.
        fallback: The language that readers of any other language get.
        region: Where the account lives: `us` or `eu`.
        topic: The id of the topic in the subscription center, where the workspace has one.
    """

    lists: dict[str, tuple[int, ...]] = {}
    fallback: str = ""
    region: Literal["us", "eu"] = "us"
    topic: int | None = None


class PluginToolSettings(Section, frozen=True):
    """[campaign.plugins.NAME]: a campaign tool that another installed package adds.

    Attributes:
        url: The address of the tool, or the place of what it writes.
        lists: The ids of the readers of each language.
        extra: What else the package wants to know; its own documents say what.
    """

    url: str = ""
    lists: dict[str, tuple[str, ...]] = {}
    extra: dict[str, str] = {}


ToolOptions = (
    BrevoSettings
    | CustomerIoSettings
    | GhostSettings
    | ButtondownSettings
    | KitSettings
    | ListmonkSettings
    | MailchimpSettings
    | MailerliteSettings
    | SendgridSettings
    | PluginToolSettings
)


class CampaignSettings(Section, frozen=True):
    """[campaign.NAME]: what `newsletter upload` must know of a campaign tool.

    Keys come from the environment.

    Attributes:
        listmonk: See [campaign.listmonk].
        mailchimp: See [campaign.mailchimp].
        brevo: See [campaign.brevo].
        buttondown: See [campaign.buttondown].
        sendgrid: See [campaign.sendgrid].
        mailerlite: See [campaign.mailerlite].
        kit: See [campaign.kit].
        ghost: See [campaign.ghost].
        customer_io: See [campaign.customer-io].
        plugins: Tools of other packages: [campaign.plugins.NAME].
    """

    listmonk: ListmonkSettings = ListmonkSettings()
    mailchimp: MailchimpSettings = MailchimpSettings()
    brevo: BrevoSettings = BrevoSettings()
    buttondown: ButtondownSettings = ButtondownSettings()
    sendgrid: SendgridSettings = SendgridSettings()
    mailerlite: MailerliteSettings = MailerliteSettings()
    kit: KitSettings = KitSettings()
    ghost: GhostSettings = GhostSettings()
    customer_io: CustomerIoSettings = msgspec.field(
        name="customer-io", default=CustomerIoSettings()
    )
    plugins: dict[str, PluginToolSettings] = {}

    def get_options(self, tool: str) -> ToolOptions:
        """Return what is said of a tool: one of ours, or that of a plugin."""
        field = tool.replace("-", "_")
        if field in self.__struct_fields__ and field != "plugins":
            options: ToolOptions = getattr(self, field)
            return options
        return self.plugins.get(tool, PluginToolSettings())

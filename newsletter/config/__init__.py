"""Turn newsletter.toml into `Settings`: frozen, complete, every fault named with its file and key.

The file is small on purpose. Every key has a default, except title, url and language of the
publication. Keys of engines and passwords of mail servers never stand in it: they come from the
environment and are read where they are used.

    sections        every table and key with its default
    tool_sections   those of campaign tools
    toml_file       text of newsletter.toml → Settings
    shape           names and kinds: is every key known, is every value of the right kind?
    rules           values of the right kind that still make no sense
"""

from __future__ import annotations

from newsletter.config.sections import (
    AbridgeSettings,
    BrandSettings,
    CleanSettings,
    CopiesSettings,
    EmailSettings,
    EngineOptions,
    FeedsSettings,
    LanguageSettings,
    PostsSettings,
    PublicationSettings,
    RunSettings,
    Settings,
    TranslateSettings,
)
from newsletter.config.toml_file import (
    CONFIG_NAME,
    find_folder,
    parse_settings,
    read_settings,
)
from newsletter.config.tool_sections import (
    BrevoSettings,
    ButtondownSettings,
    CampaignSettings,
    CustomerIoSettings,
    GhostSettings,
    KitSettings,
    ListmonkSettings,
    MailchimpSettings,
    MailerliteSettings,
    PluginToolSettings,
    SendgridSettings,
    ToolOptions,
)

__all__ = [
    "CONFIG_NAME",
    "AbridgeSettings",
    "BrandSettings",
    "BrevoSettings",
    "ButtondownSettings",
    "CampaignSettings",
    "CleanSettings",
    "CopiesSettings",
    "CustomerIoSettings",
    "EmailSettings",
    "EngineOptions",
    "FeedsSettings",
    "GhostSettings",
    "KitSettings",
    "LanguageSettings",
    "ListmonkSettings",
    "MailchimpSettings",
    "MailerliteSettings",
    "PluginToolSettings",
    "PostsSettings",
    "PublicationSettings",
    "RunSettings",
    "SendgridSettings",
    "Settings",
    "ToolOptions",
    "TranslateSettings",
    "find_folder",
    "parse_settings",
    "read_settings",
]

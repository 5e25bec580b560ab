"""Open the campaign tools that other packages add, and read their profiles."""

from __future__ import annotations

from collections.abc import Mapping

from newsletter.campaign.interface import CampaignTool, ToolPlugin, ToolSetup
from newsletter.config import CampaignSettings, PluginToolSettings
from newsletter.errors import ConfigError, NewsletterError
from newsletter.plugins import (
    PluginKind,
    find_plugins,
    load_plugin,
    plugin_error,
)
from newsletter.render.mail.profiles import FOLDER
from newsletter.render.templates import TemplateFile

KIND = PluginKind.CAMPAIGN_TOOL


def find_tool_plugins() -> tuple[str, ...]:
    """Return the names of the tools that other packages add; nothing is imported."""
    return find_plugins(KIND)


def get_tool_plugin(name: str) -> ToolPlugin:
    """Return the tool of another package.

    Raises:
        ConfigError: It is not installed, cannot be imported, or names something else.
    """
    plugin = load_plugin(KIND, name)
    if not isinstance(plugin, ToolPlugin):
        why = f"it names a {type(plugin).__name__}, and no ToolPlugin"
        raise plugin_error(KIND, name, why)
    return plugin


def open_plugin_tool(
    name: str,
    settings: CampaignSettings,
    environ: Mapping[str, str],
    base: str = "",
) -> CampaignTool:
    """Return the tool of another package, with its keys.

    Args:
        name: Name of the tool, as the settings have it.
        settings: What the settings say of campaign tools.
        environ: Variables with the keys.
        base: Address of the tool; "" for its own.

    Raises:
        ConfigError: A key is missing, or its code fails.
    """
    plugin = get_tool_plugin(name)
    options = settings.get_options(name)
    if not isinstance(options, PluginToolSettings):
        why = "it has the name of a tool of newsletter itself"
        raise plugin_error(KIND, name, why)
    keys = tuple(read_key(key, plugin.title, environ) for key in plugin.keys)
    try:
        return plugin.open(ToolSetup(name, options, keys, base))
    except NewsletterError:
        raise
    except Exception as error:
        why = f"it cannot be opened: {type(error).__name__}: {error}"
        raise plugin_error(KIND, name, why) from error


def read_plugin_profiles() -> dict[str, TemplateFile]:
    """Return the profiles that installed tools bring along, by the name of a template.

    Raises:
        ConfigError: A plugin cannot be imported.
    """
    profiles: dict[str, TemplateFile] = {}
    for name in find_tool_plugins():
        text = get_tool_plugin(name).profile
        if text:
            place = f"{FOLDER}{name}.toml"
            profiles[place] = TemplateFile(f"the plugin {name}", text)
    return profiles


def read_key(variable: str, title: str, environ: Mapping[str, str]) -> str:
    """Return the key in an environment variable.

    Args:
        variable: Its name.
        title: What people call the tool.
        environ: The environment.

    Raises:
        ConfigError: It is not set.
    """
    key = environ.get(variable, "").strip()
    if not key:
        raise ConfigError(
            f"no key for {title}",
            at=variable,
            why="it is not set",
            fix=f"export {variable}=…, or put it into a file only this account can read",
        )
    return key

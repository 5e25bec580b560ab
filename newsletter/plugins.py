"""Find what other installed packages add: engines, campaign tools and dialects.

A package names its objects in entry points, below `[project.entry-points."newsletter.engines"]`.
They are listed without importing anything; one is imported when it is asked for, and only then can
it fail. What is installed is there: no setting switches it on, but an engine or a tool works only
when newsletter.toml names it.

Names of our own always mean ours. Two packages with one name are refused, since which of them
answered would depend on the order of a folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from newsletter.errors import ConfigError, quote

MAX_REASON_CHARS = 200  # the messages of strangers' code may be long


class PluginKind(StrEnum):
    """The groups of entry points, as a package writes them."""

    ENGINE = "newsletter.engines"
    CAMPAIGN_TOOL = "newsletter.campaign_tools"
    DIALECT = "newsletter.dialects"


def find_plugins(kind: PluginKind) -> tuple[str, ...]:
    """Return the names that installed packages add, sorted; nothing is imported."""
    return tuple(sorted({point.name for point in _find_points()[kind]}))


def load_plugin(kind: PluginKind, name: str) -> object:
    """Import one plugin and return what its entry point names.

    Raises:
        ConfigError: None or several have this name, or its code cannot be imported.
    """
    points = [point for point in _find_points()[kind] if point.name == name]
    if not points:
        raise ConfigError(
            f"there is no plugin {quote(name)}",
            at=f"entry points, {kind}",
            why="no installed package names it",
            fix="install the package into the environment of newsletter",
        )
    if len(points) > 1:
        raise ConfigError(
            f"cannot use the plugin {quote(name)}",
            at=f"entry points, {kind}",
            why=f"several packages add it: {', '.join(map(_name_package, points))}",
            fix="uninstall all but one of them",
        )
    try:
        return points[0].load()
    except Exception as error:
        raise plugin_error(kind, name, _describe(error)) from error


def plugin_error(kind: PluginKind, name: str, why: str) -> ConfigError:
    """Return the error about a plugin that cannot be used: which package, and why."""
    points = [point for point in _find_points()[kind] if point.name == name]
    packages = " and ".join(map(_name_package, points))
    return ConfigError(
        f"cannot use the plugin {quote(name)} of {packages or 'no package'}",
        at=f"entry points, {kind}: {', '.join(point.value for point in points)}",
        why=why,
        fix="upgrade that package, or uninstall it beside newsletter",
    )


def name_plugins(kind: PluginKind) -> tuple[str, ...]:
    """Return each plugin with the package and version that adds it, for fingerprints and lists."""
    return tuple(
        sorted(
            f"{point.name} ({_name_package(point)})"
            for point in _find_points()[kind]
        )
    )


@cache
def _find_points() -> Mapping[PluginKind, tuple[EntryPoint, ...]]:
    """What the environment holds: it does not change while a process runs.

    All kinds at once: each look opens a file of every installed package.
    """
    points = entry_points()
    return {kind: tuple(points.select(group=kind)) for kind in PluginKind}


def forget_plugins() -> None:
    """Look again at what is installed: for tests, which install while they run."""
    _find_points.cache_clear()


def _name_package(point: EntryPoint) -> str:
    if point.dist is None:
        return "an unnamed package"
    return f"{point.dist.name} {point.dist.version}"


def _describe(error: Exception) -> str:
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return words[:MAX_REASON_CHARS]

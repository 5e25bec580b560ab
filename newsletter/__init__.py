"""Publish Markdown posts as clean, abridged, translated copies, email campaigns and feeds.

The stages are functions that take text and return a value:

    newsletter.clean(text) -> Cleaned               the article that was meant, and every Removal
    newsletter.abridge(text, minutes=4) -> Abridged       whole sentences in order, and a summary
    newsletter.translate_markdown(text, translate) -> str       text translated, markup kept
    newsletter.run(folder) -> RunReport             what `newsletter run FOLDER` does

Their results (`Cleaned`, `Abridged`, `RunReport`), what stands in these (`Removal`, `Finding`,
`Choice`, `PostReport`, …) and all errors below `NewsletterError` are names of this package too.
"""

from __future__ import annotations

# As in `typing`, whose import takes longer than all else here: until it is done the command line
# cannot say anything about Ctrl-C.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsletter.api import abridge, clean, run, translate_markdown
    from newsletter.errors import (
        ConfigError,
        DiskFull,
        EditConflict,
        EngineError,
        EngineRefused,
        EngineUnavailable,
        Interrupted,
        LedgerError,
        LockedError,
        MailUnavailable,
        NewsletterError,
        OutputError,
        PostError,
        TemplateError,
        ToolError,
        ToolUnavailable,
        UnfinishedPost,
        WorkersLost,
    )
    from newsletter.model import (
        Abridged,
        Choice,
        Cleaned,
        Finding,
        Lines,
        Receipt,
        Removal,
        RemovalKind,
        Severity,
    )
    from newsletter.pipeline.report import (
        PostReport,
        RunReport,
        TranslationReport,
    )

__all__ = [
    "Abridged",
    "Choice",
    "Cleaned",
    "ConfigError",
    "DiskFull",
    "EditConflict",
    "EngineError",
    "EngineRefused",
    "EngineUnavailable",
    "Finding",
    "Interrupted",
    "LedgerError",
    "Lines",
    "LockedError",
    "MailUnavailable",
    "NewsletterError",
    "OutputError",
    "PostError",
    "PostReport",
    "Receipt",
    "Removal",
    "RemovalKind",
    "RunReport",
    "Severity",
    "TemplateError",
    "ToolError",
    "ToolUnavailable",
    "TranslationReport",
    "UnfinishedPost",
    "WorkersLost",
    "__version__",
    "abridge",
    "clean",
    "run",
    "translate_markdown",
]

__version__ = "0.1.0"  # pyproject.toml reads it here

# Where a name is defined. `newsletter --help` needs none of them, so they are imported when used.
_HOMES = (
    ("newsletter.api", ("abridge", "clean", "run", "translate_markdown")),
    (
        "newsletter.model",
        (
            "Abridged",
            "Choice",
            "Cleaned",
            "Finding",
            "Lines",
            "Receipt",
            "Removal",
            "RemovalKind",
            "Severity",
        ),
    ),
    (
        "newsletter.pipeline.report",
        ("PostReport", "RunReport", "TranslationReport"),
    ),
)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, and keep it."""
    if name not in __all__:
        raise AttributeError(f"module 'newsletter' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_find_home(name)), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, also those that are not imported yet."""
    return sorted(__all__)


def _find_home(name: str) -> str:
    """Return the module that defines a public name; errors are the rest."""
    for module, names in _HOMES:
        if name in names:
            return module
    return "newsletter.errors"

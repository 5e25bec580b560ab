"""Publish Markdown posts as clean, abridged, translated copies, email campaigns and feeds.

The stages are functions, str → value:

    newsletter.clean(text) -> Cleaned                         what was meant, and a Removal for all that went
    newsletter.abridge(text, minutes=4) -> Abridged           whole sentences in their order, and a summary
    newsletter.translate_markdown(text, translate) -> str     markup and front matter kept, text translated
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsletter.api import abridge, clean, translate_markdown

__all__ = ["abridge", "clean", "translate_markdown"]


def __getattr__(name: str) -> Any:
    """Import the stages when they are first used: `newsletter --help` needs none of them."""
    if name in __all__:
        from newsletter import api

        # Importing the stages has set `abridge` to the package of that name: the functions take their names back.
        globals().update({each: getattr(api, each) for each in __all__})
        return globals()[name]
    raise AttributeError(f"module 'newsletter' has no attribute {name!r}")

"""Tell which parts of a post its readers do not see as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsletter.errors import quote
from newsletter.model import Cleaned, Finding, Severity
from newsletter.plan.crosslinks import Rewrites
from newsletter.render.dialects import HiddenMarkup, find_hidden
from newsletter.source.decode import find_controls
from newsletter.source.links import replace_links

_OF_MARKUP = ("not-shown", "not-filled-in")
MAX_NAMED = 5  # things that a finding names


def find_unseen(markdown: str) -> tuple[Finding, ...]:
    """Return a finding for each kind of thing that mails, pages and feeds show otherwise.

    Args:
        markdown: The whole article, clean.
    """
    return tuple(_find(markdown))


def look_again(cleaned: Cleaned, rewrites: Rewrites) -> Cleaned:
    """Return a post without findings about links that lead to posts after all.

    Only a run knows where posts stand: `{% post_url … %}` is a tag that nobody fills in until then.

    Args:
        cleaned: The post with what was found in it alone.
        rewrites: Its links that lead elsewhere than they say.
    """
    before = [one for one in cleaned.findings if one.rule in _OF_MARKUP]
    if not before or not rewrites:
        return cleaned
    shown = replace_links(cleaned.body, dict(rewrites))
    after = [one for one in find_unseen(shown) if one.rule in _OF_MARKUP]
    others = [one for one in cleaned.findings if one not in before]
    return replace(cleaned, findings=(*others, *after))


def _find(markdown: str) -> Iterator[Finding]:
    """Which parts of a text readers will not see, or will see as they are written."""
    if controls := find_controls(markdown):
        message = f"control characters were taken out on {len(controls)} lines of the text"
        yield Finding("control-characters", Severity.WARNING, message)
    hidden = find_hidden(markdown)
    if hidden.dropped:
        message = f"readers of mails, pages and feeds are not shown {_name(hidden.dropped)}"
        yield Finding("not-shown", Severity.WARNING, message)
    if hidden.unfilled:
        message = (
            f"mails, pages and feeds show as it stands {_name(hidden.unfilled)}"
        )
        yield Finding("not-filled-in", Severity.WARNING, message)


def _name(parts: Sequence[HiddenMarkup]) -> str:
    """The first parts by their text, and how many there are beside them."""
    named = ", ".join(quote(part.text) for part in parts[:MAX_NAMED])
    n_more = len(parts) - MAX_NAMED
    return f"{named} and {n_more} more" if n_more > 0 else named

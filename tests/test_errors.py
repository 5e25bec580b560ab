"""The exception tree and its one shape."""

from __future__ import annotations

import pickle

from newsletter.errors import EngineUnavailable, LockedError, NewsletterError, PostError, quote


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
    assert NewsletterError.exit_code == 1


def test_values_are_quoted_and_shortened() -> None:
    """No message carries a whole post, a line break or a control character's effect."""
    assert quote("a\n b") == '"a b"'
    assert len(quote("x" * 5000)) == 62

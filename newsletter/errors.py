"""Name everything that can go wrong, in one shape: what, where, why, fix.

    NewsletterError
    ├── ConfigError        the publication or the command is set up wrongly          exit 2
    ├── PostError          one post cannot be used; the others go on                 exit 1
    ├── TemplateError      a template is broken; nothing was written                 exit 2
    ├── EngineError        a translation engine gave no usable answer
    │   ├── EngineRefused        it said no for good (key, quota, language)   the next one is asked
    │   └── EngineUnavailable    it may work later (network, 429, 5xx, deadline)     exit 75
    ├── ToolError          a campaign tool did not take a draft                      exit 1
    │   └── ToolUnavailable      it may work later (network, 429, 5xx, deadline)     exit 75
    ├── MailUnavailable    the mail server may take a message later                  exit 75
    ├── OutputError        a file cannot be written or read back                     exit 1
    ├── LedgerError        the state database is foreign, newer or damaged           exit 2
    ├── EditConflict       what an editor changes is not what she saw                exit 1
    ├── LockedError        another run holds this publication                        exit 75
    ├── Interrupted        Ctrl-C: says what is done and what is left                exit 130
    └── WorkersLost        the processes that do the work are gone or out of reach   exit 75

An error never carries a whole post and never a key: values are quoted and shortened with `quote`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict, Unpack

EXIT_DONE = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_TEMPORARY = 75  # sysexits.h EX_TEMPFAIL: cron wrappers and mail systems know it as "try again"
EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells have it

QUOTE_CHARS = 60
NEAR = 0.6  # likeness from which a name is offered, as difflib has it
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\x1f"

DISTRIBUTION = "newsletter-press"  # the name on the package index; `newsletter` is a stranger's


def quote(value: object, limit: int = QUOTE_CHARS) -> str:
    """Return the value in double quotes, on one line, cut to `limit` characters."""
    return f'"{shorten_line(escape_controls(str(value)), limit)}"'


def shorten_line(text: str, limit: int) -> str:
    """Return the text on one line, cut to `limit` characters.

    >>> shorten_line("The boats  left\\nat dawn.", 12)
    'The boats l…'
    """
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def count_of(number: int, noun: str) -> str:
    """Return a number with what is counted: `1 post`, `1,200 posts`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def escape_controls(text: str) -> str:
    """Return the text with everything written as an escape that could move a terminal's cursor.

    These are control characters, line ends among them, and the marks that turn the direction of
    text: a file name must not be able to hide what it is, or look like a line of ours.

    >>> escape_controls("a\\x1b[2J\\nb")
    'a\\\\x1b[2J\\\\nb'
    """
    if text.isprintable():
        return text
    return "".join(map(_escape_control, text))


def _escape_control(char: str) -> str:
    """A character as a terminal may show it: control characters are written out."""
    if char.isprintable() or char in _JOINERS:
        return char
    if char.isspace() and char not in _LINE_ENDS:
        return char
    return char.encode("unicode_escape").decode()


_JOINERS = "\u200c\u200d"  # inside words of Persian, and inside emoji


def suggest(
    written: str,
    known: Iterable[str],
    otherwise: str = "",
    cutoff: float = NEAR,
) -> str:
    """Return a question that offers the nearest name, or `otherwise` when none is near.

    Args:
        written: What the user wrote.
        known: The names that there are.
        otherwise: What to say when none is near.
        cutoff: Likeness of two names, 0 to 1, from which one is offered.

    >>> suggest("emial", ["title", "email"]), suggest("xyz", ["email"], "take it out")
    ('did you mean "email"?', 'take it out')
    """
    from difflib import get_close_matches  # only errors need it

    near = get_close_matches(written, list(known), n=1, cutoff=cutoff)
    return f'did you mean "{near[0]}"?' if near else otherwise


def advise_extra(name: str) -> str:
    """Return the line that installs an optional part: `advise_extra("deepl")`."""
    return f'pip install "{DISTRIBUTION}[{name}]"'


class Parts(TypedDict, total=False):
    """What an error says beside `what`, see `NewsletterError`."""

    at: str
    why: str
    fix: str


class NewsletterError(Exception):
    """Say what could not be done, where, why and what to do about it.

    Args:
        what: What could not be done to what, e.g. `cannot read "a.md"`.
        at: Where: file, `file:line`, key or unit. Empty when there is no place.
        why: The reason in plain words.
        fix: What the reader can do now.
    """

    exit_code = EXIT_FAILED

    def __init__(
        self, what: str, *, at: str = "", why: str = "", fix: str = ""
    ) -> None:
        super().__init__(what, at, why, fix)
        self.what, self.at, self.why, self.fix = what, at, why, fix

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the four parts when the error crosses a process border."""
        return _rebuild, (type(self), self.what, self.at, self.why, self.fix)

    def as_dict(self) -> dict[str, str]:
        """Return the four parts by name, for JSON."""
        return {
            "what": self.what,
            "at": self.at,
            "why": self.why,
            "fix": self.fix,
        }

    def __str__(self) -> str:
        parts = [escape_controls(self.what)]
        parts += [
            f"  {name}: {escape_controls(value)}"
            for name, value in (
                ("at", self.at),
                ("why", self.why),
                ("fix", self.fix),
            )
            if value
        ]
        return "\n".join(parts)


def _rebuild(
    cls: type[NewsletterError], what: str, at: str, why: str, fix: str
) -> NewsletterError:
    return cls(what, at=at, why=why, fix=fix)


class ConfigError(NewsletterError):
    """The publication, its settings or the command line cannot be used."""

    exit_code = EXIT_USAGE


class PostError(NewsletterError):
    """One post cannot be used; the run goes on with the others."""


class UnfinishedPost(PostError):
    """A post that is not to be published yet, and has no date or no text: nothing is wrong."""


class TemplateError(NewsletterError):
    """A template is broken; nothing has been written."""

    exit_code = EXIT_USAGE


class EngineError(NewsletterError):
    """A translation engine gave no usable answer."""


class EngineRefused(EngineError):
    """The engine said no for good: key, quota, language pair."""


class EngineUnavailable(EngineError):
    """The engine may answer later: network, rate limit, server fault, deadline.

    Args:
        retry_after_s: Seconds the engine asked us to wait; None when it did not say.
    """

    exit_code = EXIT_TEMPORARY

    def __init__(
        self,
        what: str,
        *,
        retry_after_s: float | None = None,
        **parts: Unpack[Parts],
    ) -> None:
        super().__init__(what, **parts)
        self.retry_after_s = retry_after_s


class ToolError(NewsletterError):
    """A campaign tool did not take a draft, or gave an answer that cannot be believed.

    Args:
        unclear: The request may have been carried out all the same: ask before sending it again.
        remote_id: The tool's id of a draft that was made before the fault; "" when there is none.
    """

    def __init__(
        self,
        what: str,
        *,
        unclear: bool = False,
        remote_id: str = "",
        **parts: Unpack[Parts],
    ) -> None:
        super().__init__(what, **parts)
        self.unclear, self.remote_id = unclear, remote_id


class ToolUnavailable(ToolError):
    """A campaign tool may take the draft later: network, rate limit, server fault, deadline.

    Args:
        retry_after_s: Seconds after which to ask again; None when that is not worth it.
    """

    exit_code = EXIT_TEMPORARY

    def __init__(
        self,
        what: str,
        *,
        retry_after_s: float | None = None,
        **parts: Unpack[Parts],
    ) -> None:
        super().__init__(what, unclear=True, **parts)
        self.retry_after_s = retry_after_s


class MailUnavailable(NewsletterError):
    """The mail server may take a message later: it cannot be reached, or asks to try again."""

    exit_code = EXIT_TEMPORARY


class OutputError(NewsletterError):
    """An output cannot be written or read back; what stood there before is intact."""


class DiskFull(OutputError):
    """There is no room for any file: not the fault of one post."""


class LedgerError(NewsletterError):
    """The state database is not ours, newer than this program, or damaged."""

    exit_code = EXIT_USAGE


class EditConflict(NewsletterError):
    """Somebody else has changed what an editor was about to change: it stays, and both see it."""


class LockedError(NewsletterError):
    """Another run works on this publication."""

    exit_code = EXIT_TEMPORARY


class Interrupted(NewsletterError):
    """A person has stopped the run; what is published is whole."""

    exit_code = EXIT_INTERRUPTED


class WorkersLost(NewsletterError):
    """The workers are gone or out of reach; what is published is whole."""

    exit_code = EXIT_TEMPORARY

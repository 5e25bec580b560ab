"""Read and write what a person decided about one post: `decisions/<post>.toml`.

A decision outlives the run that it answers. Cleaning may not remove a passage again that a person
kept; the abridgement has the sentences that a person pinned. So decisions lie beside the post's
catalogues, in a small file that is made for git. The desk writes it, people write it by hand, and
every run respects it. The format is described in docs/decisions-file.md.

A passage is known by a fingerprint of its text, never by its line: the post may be edited above it.
White space, punctuation and emphasis do not count, so that a passage found again in another layout
is the same. A fingerprint that matches nothing is a finding: the passage was edited, and its author
should look again.

Rejected: marks in the post itself (they would be published by every other tool that reads it), line
numbers (they move), and one file for all posts (two people would meet in every merge).
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from newsletter.errors import PostError, shorten_line

FOLDER = "decisions"
FINGERPRINT_CHARS = (
    12  # hexadecimal digits: two passages of one post never share 48 bits
)
MAX_TEXT_CHARS = 200  # of a passage, written into the file for its reader
MAX_MINUTES = 600  # of reading: no mail is longer
_LISTS = ("keep", "drop", "pin", "leave-out")
_MARKS = re.compile(r"[\W_]+")
_FINGERPRINT = re.compile(rf"[0-9a-f]{{{FINGERPRINT_CHARS}}}")


@dataclass(frozen=True, slots=True)
class DecidedPassage:
    """One passage that a person decided about.

    Attributes:
        fingerprint: What it is known by.
        text: Its text or the beginning of it, for people.
        note: Why, in the person's words.
    """

    fingerprint: str
    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided about one post.

    Attributes:
        keep: Passages that cleaning must leave in the post.
        drop: Passages that cleaning must take out of it.
        pin: Sentences that the abridgement must hold.
        leave_out: Sentences that the abridgement must not hold.
        subject: Subject line of the mail by language.
        preheader: Preheader of the mail by language.
        hold: Languages that are not published yet.
        minutes: How long the abridgement takes to read; None is what the settings say.
        mail: The post is mailed; if not, it is only published on the web.

    The mappings are plain dictionaries, since decisions travel to the workers; nobody changes them.
    """

    keep: tuple[DecidedPassage, ...] = ()
    drop: tuple[DecidedPassage, ...] = ()
    pin: tuple[DecidedPassage, ...] = ()
    leave_out: tuple[DecidedPassage, ...] = ()
    subject: Mapping[str, str] = field(default_factory=dict)
    preheader: Mapping[str, str] = field(default_factory=dict)
    hold: tuple[str, ...] = ()
    mail: bool = True
    minutes: float | None = None

    def __bool__(self) -> bool:
        return self != Decisions()


def fingerprint(text: str) -> str:
    """Return what a passage is known by.

    >>> fingerprint("**港**は、静かだ。") == fingerprint("港は静かだ")
    True
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return hashlib.sha256(bare.encode()).hexdigest()[:FINGERPRINT_CHARS]


def as_passage(text: str, note: str = "") -> DecidedPassage:
    """Return the passage to write into a file for a text.

    Args:
        text: The passage, Markdown.
        note: Why, in the words of a person.
    """
    shown = shorten_line(text, MAX_TEXT_CHARS)
    return DecidedPassage(fingerprint(text), shown, note)


def decisions_path(ref: str) -> PurePath:
    """Return where the decisions about a post lie, from the folder of the publication.

    >>> str(decisions_path("2025-11-02-ai-rare-earth"))
    'decisions/2025-11-02-ai-rare-earth.toml'
    """
    return PurePath(FOLDER) / f"{ref}.toml"


def find_unknown_languages(
    decisions: Decisions, languages: Collection[str]
) -> tuple[str, ...]:
    """Return the languages of decisions in which the post is not published, each once.

    >>> find_unknown_languages(Decisions(hold=("en", "de")), ("ja", "en"))
    ('de',)
    """
    named = (*decisions.hold, *decisions.subject, *decisions.preheader)
    return tuple(dict.fromkeys(name for name in named if name not in languages))


def parse_decisions(text: str, path: str) -> Decisions:
    """Read a file of decisions.

    Args:
        text: Its text; "" gives no decisions.
        path: Its name in messages.

    Raises:
        PostError: It is no TOML, or says something that no decision is.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _fault(
            path,
            str(error),
            "mend the TOML; docs/decisions-file.md has examples",
        ) from None
    unknown = sorted(
        values.keys() - {*_LISTS, "mail", "languages", "abridgement"}
    )
    if unknown:
        raise _fault(
            path,
            f"{unknown[0]!r} is no decision",
            f"use one of {', '.join(_LISTS)}",
        )
    lists = {name: tuple(_read_passages(values, name, path)) for name in _LISTS}
    mail = _read_table(values, "mail", {"send", "subject", "preheader"}, path)
    languages = _read_table(values, "languages", {"hold"}, path)
    abridgement = _read_table(values, "abridgement", {"minutes"}, path)
    send = mail.get("send", True)
    if not isinstance(send, bool):
        raise _fault(
            path,
            "mail.send is neither true nor false",
            "write send = false",
        )
    return Decisions(
        keep=lists["keep"],
        drop=lists["drop"],
        pin=lists["pin"],
        leave_out=lists["leave-out"],
        subject=_read_texts(mail, "subject", path),
        preheader=_read_texts(mail, "preheader", path),
        hold=_read_hold(languages, path),
        mail=send,
        minutes=_read_minutes(abridgement, path),
    )


def dump_decisions(decisions: Decisions) -> str:
    """Return the text of a file with these decisions; reading it gives the same ones."""
    lists = zip(
        _LISTS,
        (
            decisions.keep,
            decisions.drop,
            decisions.pin,
            decisions.leave_out,
        ),
        strict=True,
    )
    lines: list[str] = []
    for name, passages in lists:
        for passage in passages:
            lines += [f"[[{name}]]", *_passage_lines(passage), ""]
    if decisions.minutes is not None:
        lines += ["[abridgement]", f"minutes = {decisions.minutes:g}", ""]
    if not decisions.mail:
        lines += ["[mail]", "send = false", ""]
    for name, texts in (
        ("subject", decisions.subject),
        ("preheader", decisions.preheader),
    ):
        if texts:
            lines.append(f"[mail.{name}]")
            lines += [
                f"{_quote(language)} = {_quote(texts[language])}"
                for language in texts
            ]
            lines.append("")
    if decisions.hold:
        held = ", ".join(_quote(language) for language in decisions.hold)
        lines += ["[languages]", f"hold = [{held}]", ""]
    return "\n".join(lines)


def _passage_lines(passage: DecidedPassage) -> Iterator[str]:
    """The lines of one passage; what is empty is left out."""
    yield f"passage = {_quote(passage.fingerprint)}"
    if passage.text:
        yield f"text = {_quote(passage.text)}"
    if passage.note:
        yield f"note = {_quote(passage.note)}"


def _quote(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's, but for the one control character JSON allows."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _read_passages(
    values: Mapping[str, object], name: str, path: str
) -> Iterator[DecidedPassage]:
    """The passages of a list, each with its fingerprint."""
    found = values.get(name, [])
    if not isinstance(found, list):
        raise _fault(
            path,
            f"{name} is no list of passages",
            f"begin each one with [[{name}]]",
        )
    for number, entry in enumerate(found, 1):
        if not isinstance(entry, dict):
            raise _fault(
                path,
                f"{name} {number} is no passage",
                f"begin it with [[{name}]]",
            )
        yield _read_passage(entry, f"{name} {number}", path)


def _read_passage(
    entry: Mapping[str, object], where: str, path: str
) -> DecidedPassage:
    """One passage; a key that means nothing is refused, so that no slip is lost."""
    texts: dict[str, str] = {}
    for key, value in entry.items():
        if key not in ("passage", "text", "note") or not isinstance(value, str):
            fix = "a passage has the texts passage, text and note"
            raise _fault(path, f"{key!r} of {where} means nothing", fix)
        texts[key] = value
    known, text = texts.get("passage", ""), texts.get("text", "")
    if known and not _FINGERPRINT.fullmatch(known):
        fix = f"copy its {FINGERPRINT_CHARS} digits, or leave it out and give the whole text"
        raise _fault(
            path, f"passage {known!r} of {where} is no fingerprint", fix
        )
    if not known and not _MARKS.sub("", text):
        raise _fault(
            path,
            f"{where} names no passage",
            "add passage or the whole text",
        )
    return DecidedPassage(
        known or fingerprint(text), text, texts.get("note", "")
    )


def _read_table(
    values: Mapping[str, object], name: str, known: set[str], path: str
) -> Mapping[str, object]:
    """A table of the file; unknown keys in it are refused."""
    table = values.get(name, {})
    if not isinstance(table, dict):
        raise _fault(path, f"{name} is no table", f"write [{name}]")
    unknown = sorted(table.keys() - known)
    if unknown:
        raise _fault(
            path,
            f"{name}.{unknown[0]} means nothing",
            f"use {', '.join(sorted(known))}",
        )
    return table


def _read_texts(
    table: Mapping[str, object], name: str, path: str
) -> Mapping[str, str]:
    """The texts of a table by language."""
    texts = table.get(name, {})
    if not isinstance(texts, dict) or not all(
        isinstance(text, str) for text in texts.values()
    ):
        fix = (
            f'write [mail.{name}] and a line such as en = "…" for each language'
        )
        raise _fault(path, f"mail.{name} is no text for each language", fix)
    return {str(language): str(text) for language, text in texts.items()}


def _read_minutes(table: Mapping[str, object], path: str) -> float | None:
    """The reading time that was decided; None where none was."""
    minutes = table.get("minutes")
    if minutes is None:
        return None
    is_number = not isinstance(minutes, bool)
    if (
        is_number
        and isinstance(minutes, int | float)
        and 0 < minutes <= MAX_MINUTES
    ):
        return float(minutes)
    raise _fault(
        path,
        f"abridgement.minutes is no number from 0 to {MAX_MINUTES}",
        "write minutes = 3",
    )


def _read_hold(table: Mapping[str, object], path: str) -> tuple[str, ...]:
    """The languages in which the post is held."""
    held = table.get("hold", [])
    if not isinstance(held, list) or not all(
        isinstance(language, str) for language in held
    ):
        raise _fault(
            path,
            "languages.hold is no list of languages",
            'write hold = ["en"]',
        )
    return tuple(str(language) for language in held)


def _fault(path: str, why: str, fix: str) -> PostError:
    return PostError(
        "cannot read the decisions about a post",
        at=path,
        why=why,
        fix=fix,
    )

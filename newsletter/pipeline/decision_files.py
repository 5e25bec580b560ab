"""Read and write the files in which people decide about posts: `decisions/<ref>.toml`.

A run reads all of them before it plans, since a decision may hold a language or keep a post out of
the mail. The desk reads and writes them through the same two functions. A file that cannot be read
holds its post: what is published stays, and the error says what to mend.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from newsletter.errors import PostError, quote, suggest
from newsletter.model import Finding, Severity
from newsletter.pipeline.survey import Survey
from newsletter.plan.page_actions import Found
from newsletter.regular_files import explain_os_error, read_file
from newsletter.source.decisions import (
    FOLDER,
    Decisions,
    decisions_path,
    dump_decisions,
    parse_decisions,
)
from newsletter.store.files import write_file


def read_decisions(folder: Path, ref: str) -> Decisions:
    """Read what was decided about a post; where there is no file, nothing was.

    Args:
        folder: Of the publication.
        ref: The name of the post in the ledger, in `translations/` and in the output.

    Raises:
        PostError: The file cannot be read, or says something that no decision is.
    """
    path = folder / decisions_path(ref)
    try:
        text = read_file(path).decode()
    except FileNotFoundError:
        return Decisions()
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not UTF-8"
        if isinstance(error, OSError):
            why = explain_os_error(error)
        raise PostError(
            f"cannot read the decisions about {quote(ref)}",
            at=str(path),
            why=why,
            fix="make it a readable file in UTF-8",
        ) from None
    return parse_decisions(text, str(path))


def write_decisions(folder: Path, ref: str, decisions: Decisions) -> bool:
    """Write what was decided about a post; where nothing is, the file goes.

    The file is written again: comments at its head stay, others are lost, a `note` stays.

    Returns:
        Whether anything changed on the disk.

    Raises:
        OutputError: The disk refuses; the old file is intact.
    """
    path = folder / decisions_path(ref)
    if decisions:
        text = _read_head(path) + dump_decisions(decisions)
        return write_file(path, text.encode())
    was_there = path.is_file()
    path.unlink(missing_ok=True)
    return was_there


def _read_head(path: Path) -> str:
    """The comments that a person wrote at the head of a file."""
    try:
        text = read_file(path).decode()
    except (OSError, UnicodeDecodeError):
        return ""
    head: list[str] = []
    for line in text.splitlines(keepends=True):
        if line.strip() and not line.lstrip().startswith("#"):
            break
        head.append(line)
    return "".join(head) if "".join(head).strip() else ""


def read_all_decisions(
    folder: Path, refs: Iterable[str]
) -> tuple[dict[str, Decisions], dict[str, PostError]]:
    """Read what was decided about these posts.

    Returns:
        The decisions and the faults by ref, both only where there are any.
    """
    decided: dict[str, Decisions] = {}
    faults: dict[str, PostError] = {}
    try:
        os.scandir(folder / FOLDER).close()
    except (FileNotFoundError, NotADirectoryError):
        return decided, faults
    except OSError as error:
        fault = _closed_folder(folder / FOLDER, error)
        return decided, dict.fromkeys(refs, fault)
    for ref in refs:
        if not _may_be_there(folder / decisions_path(ref)):
            continue
        try:
            decisions = read_decisions(folder, ref)
        except PostError as fault:
            faults[ref] = fault
        else:
            decided[ref] = decisions
    return decided, faults


def _closed_folder(place: Path, error: OSError) -> PostError:
    """The fault of every post where the folder of decisions cannot be looked into."""
    return PostError(
        "cannot read what was decided about posts",
        at=str(place),
        why=(error.strerror or type(error).__name__).lower(),
        fix="give this account the right to read the folder; until then every post waits",
    )


def _may_be_there(path: Path) -> bool:
    """Tell whether there is a file; where this account may not look there may be one."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def find_stray_decisions(
    folder: Path, refs: Iterable[str], others: Iterable[str] = ()
) -> tuple[tuple[str, Finding], ...]:
    """Return a finding for each decisions file that no post reads, by name.

    Args:
        folder: Of the publication.
        refs: Of every post, also of those that are gone: their files may wait for them.
        others: Names of texts that may become posts, e.g. of a draft; their files may wait too.

    Returns:
        Where it lies, and what is wrong with it.
    """
    known = sorted(refs)
    expected = {*known, *others}
    files = sorted((folder / FOLDER).glob("*.toml"))
    return tuple(
        (str(decisions_path(file.stem)), _stray(file.stem, known))
        for file in files
        if file.stem not in expected and not file.name.startswith(".")
    )


def _stray(name: str, known: list[str]) -> Finding:
    """Say that there is no post of a name, and which one is named most like it."""
    near = suggest(name, known)
    message = f"there is no post {quote(name)}"
    if near:
        message += f"; {near}"
    return Finding("decision-unmatched", Severity.WARNING, message)


def apply_to_survey(
    survey: Survey,
    decided: Mapping[str, Decisions],
    faults: Mapping[str, PostError],
) -> Survey:
    """Return the survey with what people decided about its posts."""
    found = {
        ref: _apply(post, decided.get(ref), faults.get(ref))
        for ref, post in survey.found.items()
    }
    return replace(
        survey, found=found, errors=(*survey.errors, *faults.values())
    )


def _apply(
    post: Found, decisions: Decisions | None, fault: PostError | None
) -> Found:
    """The post with what its editor decided; decisions that cannot be read break it."""
    if fault and not post.broken:
        return replace(
            post, broken=f"its decisions cannot be used: {fault.why}"
        )
    if decisions is None:
        return post
    return replace(post, hold=decisions.hold, mailed=decisions.mail)

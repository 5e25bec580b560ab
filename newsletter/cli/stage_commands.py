"""Offer each stage on its own: clean, abridge, translate.

Markdown goes in and Markdown comes out, so that they can be piped together.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsletter.cli.app import app
from newsletter.cli.options import Paths, StageOutput, parse_language
from newsletter.cli.output import print_error, print_note, print_text
from newsletter.errors import (
    EXIT_DONE,
    EXIT_FAILED,
    ConfigError,
    NewsletterError,
    PostError,
    quote,
)

if TYPE_CHECKING:
    from newsletter.model import Finding

Explain = Annotated[
    bool,
    typer.Option(
        "--explain", help="Print every decision and its reason instead."
    ),
]


@dataclass(frozen=True, slots=True)
class _InputText:
    """One document to work on: its name in messages, its file name, its text."""

    name: str
    file_name: str
    text: str


MAX_HEAD_CHARS = 4000  # of a document, in which its title stands
_TITLE = re.compile(
    r"^title:[ \t]*(?P<quote>[\"']?)(?P<title>.+?)(?P=quote)[ \t]*$", re.M
)


@app.command()
def clean(
    paths: Paths,
    output: StageOutput = None,
    explain: Explain = False,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report", help="Write every removal as JSON to this file."
        ),
    ] = None,
    audit: Annotated[
        bool,
        typer.Option(
            "--audit", help="Prove that nothing was lost; exit 1 if not."
        ),
    ] = False,
    boxes: Annotated[
        bool,
        typer.Option(
            "--boxes/--keep-boxes",
            help="Take out related-article, book and call-to-action boxes.",
        ),
    ] = True,
) -> None:
    """Take out what a machine left behind.

    Repeats, restarts, fragments and markers.
    """
    from newsletter import dedupe

    reports: list[str] = []
    findings: list[Finding] = []

    decoration = dedupe.find_decoration(_find_titles(paths, output))

    def work(document: _InputText) -> str:
        """The clean version of one document, or what was removed and why."""
        cleaned = dedupe.clean_text(
            document.text,
            name=document.name,
            boxes=boxes,
            decoration=decoration,
        )
        reports.append(dedupe.removals_as_json(cleaned, document.name))
        for finding in dedupe.audit(document.text, cleaned) if audit else ():
            findings.append(finding)
            print_note(
                f"{document.name}: {finding.severity} {finding.rule}: {finding.message}"
            )
        return dedupe.explain(cleaned) if explain else cleaned.text

    code = _work_on_all(paths, output, work)
    if report:
        _write_text(
            report.parent, report.name, "[\n" + ",\n".join(reports) + "\n]\n"
        )
    is_unproved = any(finding.severity == "error" for finding in findings)
    raise typer.Exit(max(code, EXIT_FAILED if is_unproved else EXIT_DONE))


@app.command()
def abridge(
    paths: Paths,
    output: StageOutput = None,
    share: Annotated[
        float | None,
        typer.Option(
            "--share", min=0.0, max=1.0, help="Share of the article, e.g. 0.25."
        ),
    ] = None,
    chars: Annotated[
        int | None, typer.Option("--chars", min=1, help="Characters.")
    ] = None,
    words: Annotated[
        int | None, typer.Option("--words", min=1, help="Words.")
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option(
            "--minutes", min=0.1, help="Minutes of reading (default: 4)."
        ),
    ] = None,
    cleaning: Annotated[
        bool,
        typer.Option("--clean/--no-clean", help="Clean the article first."),
    ] = True,
    explain: Explain = False,
) -> None:
    """Choose the sentences of a newsletter version.

    Whole sentences of the author, in their order.
    """
    from newsletter import api
    from newsletter.abridgement import explain as explain_choice
    from newsletter.dedupe import clean_text

    given = [
        length
        for length in (share, chars, words, minutes)
        if length is not None
    ]
    if len(given) > 1:
        raise ConfigError(
            "more than one length",
            at="newsletter abridge",
            why="--share, --chars, --words and --minutes exclude each other",
            fix="keep one",
        )
    if share == 0:
        raise ConfigError(
            "nothing would be left",
            at="--share",
            why="a share of 0 keeps no sentence",
            fix="e.g. --share 0.25",
        )

    def work(document: _InputText) -> str:
        """The shorter version of one document, or why each sentence stands in it."""
        text = document.text
        if cleaning:
            cleaned = clean_text(text, name=document.name, takes_title=True)
            text = cleaned.text
        abridged = api.abridge(
            text,
            share=share,
            chars=chars,
            words=words,
            minutes=minutes,
            name=document.name,
        )
        return explain_choice(abridged) if explain else abridged.text

    raise typer.Exit(_work_on_all(paths, output, work))


@app.command()
def translate(
    paths: Paths,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="TAG",
            help="Language to translate into: en, zh-Hant.",
        ),
    ],
    from_: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="TAG",
            help="Language of the text; default: front matter, settings or script.",
        ),
    ] = "",
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="NAME",
            help="Engine to ask instead of the configured.",
        ),
    ] = "",
    output: StageOutput = None,
) -> None:
    """Translate documents, and check every sentence.

    A document that is not complete is held, and not printed.
    """
    import os

    from newsletter.pipeline.document import open_stage, translate_document

    target = parse_language(to, "--to")
    source = parse_language(from_, "--from")
    if target == source:
        raise ConfigError(
            "there is nothing to translate",
            at="newsletter translate",
            why=f"--from and --to are both {quote(target)}",
            fix="name two languages",
        )
    with open_stage(Path.cwd(), engine=engine, environ=os.environ) as stage:

        def work(document: _InputText) -> str:
            return translate_document(
                stage,
                document.text,
                document.name,
                source=source,
                target=target,
            )

        raise typer.Exit(_work_on_all(paths, output, work))


def _work_on_all(
    paths: list[str], output: Path | None, work: Callable[[_InputText], str]
) -> int:
    """Do the work on every document; one that fails is reported and the others go on."""
    documents = list(_find_documents(paths, output))
    if len(documents) > 1 and output is None:
        raise ConfigError(
            "several documents and one standard output",
            at=" ".join(paths[:3]),
            why="they would run together",
            fix="add --output DIR",
        )
    _print_skipped(paths)
    code = EXIT_DONE
    for path in documents:
        try:
            document = _read_document(path)
            text = work(document)
            if output is None:
                print_text(text)
            else:
                _write_text(output, document.file_name, text)
        except NewsletterError as error:
            print_error(error)
            code = max(code, error.exit_code)
    return code


def _print_skipped(paths: list[str]) -> None:
    """Say which texts of the folders are no posts."""
    from newsletter.pipeline.post_files import describe_skipped, find_skipped

    for path in paths:
        if path != "-" and Path(path).is_dir():
            line = describe_skipped(find_skipped(Path(path)))
            if line:
                print_note(f"{path}: {line}")


def _find_documents(paths: list[str], output: Path | None) -> Iterator[str]:
    """Yield the documents to work on; a folder stands for the posts in it."""
    from newsletter.pipeline.post_files import find_posts

    for path in paths:
        if path == "-" or not Path(path).is_dir():
            yield path
            continue
        if output is None:
            raise ConfigError(
                f"{quote(path)} is a folder",
                at=path,
                why="its posts cannot share standard output",
                fix="add --output DIR",
            )
        yield from map(str, find_posts(Path(path)))


def _find_titles(paths: list[str], output: Path | None) -> list[str]:
    """The titles of all documents: what many of them share may be decoration."""
    documents = list(_find_documents(paths, output))
    if (
        len(documents) == 1
    ):  # it has no company, and standard input can be read only once
        return []
    titles: list[str] = []
    for path in documents:
        try:
            found = _TITLE.search(_read_document(path).text[:MAX_HEAD_CHARS])
        except NewsletterError:
            continue  # it is reported when its turn comes
        if found:
            titles.append(found["title"])
    return titles


def _read_document(path: str) -> _InputText:
    """Read a file, or standard input for `-`, with line ends as they are on Unix."""
    from newsletter.source.decode import decode

    is_stdin = path == "-"
    try:
        data = sys.stdin.buffer.read() if is_stdin else Path(path).read_bytes()
    except OSError as error:
        raise PostError(
            f"cannot read {quote(path)}",
            at=path,
            why=_describe(error),
            fix="check the name and the rights of the file",
        ) from None
    name = "standard input" if is_stdin else path
    text = decode(data, name).text.replace("\r\n", "\n").replace("\r", "\n")
    return _InputText(name, "stdin.md" if is_stdin else Path(path).name, text)


def _describe(error: OSError) -> str:
    """Why a file cannot be read, in plain words."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    return error.strerror or type(error).__name__


def _write_text(folder: Path, file_name: str, text: str) -> None:
    from newsletter.model import Artefact
    from newsletter.store.files import publish

    publish(
        [Artefact(file_name, text.encode("utf-8", "surrogatepass"))], folder
    )

"""Offer each stage on its own: clean, abridge, translate; Markdown in, Markdown out, ready to be piped together."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsletter.cli.app import app
from newsletter.cli.output import print_error, print_note, print_text
from newsletter.errors import EXIT_DONE, EXIT_FAILED, ConfigError, NewsletterError, PostError, quote

if TYPE_CHECKING:
    from newsletter.model import Finding

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...", help="Markdown files, folders (with --output), or - for standard input."
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Folder to write into, under the names of the sources."),
]


@dataclass(frozen=True, slots=True)
class _Source:
    """One document to work on: its name in messages, its file name, its text."""

    name: str
    file_name: str
    text: str


@app.command()
def clean(
    paths: Paths,
    output: Output = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print every removal and its reason instead.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write every removal as JSON to this file.")
    ] = None,
    audit: Annotated[
        bool, typer.Option("--audit", help="Prove that nothing was lost; exit 1 if not.")
    ] = False,
    boxes: Annotated[
        bool,
        typer.Option(
            "--boxes/--keep-boxes", help="Take out related-article, book and call-to-action boxes."
        ),
    ] = True,
) -> None:
    """Take out what a machine left behind: repeats, restarts, fragments, markers."""
    from newsletter import dedupe

    reports: list[str] = []
    findings: list[Finding] = []

    def work(source: _Source) -> str:
        cleaned = dedupe.clean_text(source.text, boxes=boxes)
        reports.append(dedupe.removals_as_json(cleaned, source.name))
        for finding in dedupe.audit(source.text, cleaned) if audit else ():
            findings.append(finding)
            print_note(f"{source.name}: {finding.severity} {finding.rule}: {finding.message}")
        return dedupe.explain(cleaned) if explain else cleaned.text

    code = _each(paths, output, work)
    if report:
        _write(report.parent, report.name, "[\n" + ",\n".join(reports) + "\n]\n")
    unproved = any(finding.severity == "error" for finding in findings)
    raise typer.Exit(max(code, EXIT_FAILED if unproved else EXIT_DONE))


@app.command()
def abridge(
    paths: Paths,
    output: Output = None,
    share: Annotated[
        float | None,
        typer.Option("--share", min=0.0, max=1.0, help="Share of the article, e.g. 0.25."),
    ] = None,
    chars: Annotated[int | None, typer.Option("--chars", min=1, help="Characters.")] = None,
    words: Annotated[int | None, typer.Option("--words", min=1, help="Words.")] = None,
    minutes: Annotated[
        float | None, typer.Option("--minutes", min=0.1, help="Minutes of reading (default: 4).")
    ] = None,
    cleaning: Annotated[
        bool, typer.Option("--clean/--no-clean", help="Clean the article first.")
    ] = True,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Print every sentence with its score and reason instead."),
    ] = False,
) -> None:
    """Choose the sentences of a newsletter version: whole sentences, in their order."""
    from newsletter.abridgement import abridge_body
    from newsletter.abridgement import explain as explain_choice
    from newsletter.config import AbridgeSettings
    from newsletter.dedupe import clean_text
    from newsletter.language.scripts import guess_language
    from newsletter.source.front_matter import parse_front_matter, split_front_matter

    given = [value for value in (share, chars, words, minutes) if value is not None]
    if len(given) > 1:
        raise ConfigError(
            "more than one budget",
            at="abridge",
            why="--share, --chars, --words and --minutes exclude each other",
            fix="keep one",
        )
    budget = AbridgeSettings(share=share, chars=chars, words=words, minutes=minutes).budget

    def work(source: _Source) -> str:
        head, body = split_front_matter(source.text)
        fields = dict(parse_front_matter(head, source.name))
        if cleaning:
            body = clean_text(source.text).body
        language = str(fields.get("lang") or guess_language(body))
        excerpt = str(fields.get("excerpt") or fields.get("description") or "")
        abridged = abridge_body(
            body,
            language=language,
            budget=budget,
            title=str(fields.get("title") or ""),
            excerpt=excerpt,
        )
        return explain_choice(abridged) if explain else head + abridged.body

    raise typer.Exit(_each(paths, output, work))


@app.command()
def translate(
    paths: Paths,
    to: Annotated[str, typer.Option("--to", help="Language to translate into (BCP 47 tag).")],
    from_: Annotated[
        str,
        typer.Option(
            "--from", help="Language of the text; default: front matter, settings or script."
        ),
    ] = "",
    engine: Annotated[
        str, typer.Option("--engine", help="Engine to ask instead of the configured ones.")
    ] = "",
    output: Output = None,
) -> None:
    """Translate documents; one that is not complete and checked is held: nothing of it is printed."""
    import os

    from newsletter.pipeline.document import open_stage, translate_document

    with open_stage(Path.cwd(), engine=engine, environ=os.environ) as stage:
        raise typer.Exit(
            _each(
                paths,
                output,
                lambda source: translate_document(
                    stage, source.text, source.name, source=from_, target=to
                ),
            )
        )


def _each(paths: list[str], output: Path | None, work: Callable[[_Source], str]) -> int:
    """Do the work on every document; one that fails is reported and the others go on."""
    sources = list(_find(paths, output))
    if len(sources) > 1 and output is None:
        raise ConfigError(
            "several documents and one standard output",
            at=" ".join(paths[:3]),
            why="they would run together",
            fix="add --output DIR",
        )
    code = EXIT_DONE
    for path in sources:
        try:
            source = _read(path)
            text = work(source)
            if output is None:
                print_text(text)
            else:
                _write(output, source.file_name, text)
        except NewsletterError as error:
            print_error(error)
            code = max(code, error.exit_code)
    return code


def _find(paths: list[str], output: Path | None) -> Iterator[str]:
    from newsletter.pipeline.posts import find_posts

    for path in paths:
        if path != "-" and Path(path).is_dir():
            if output is None:
                raise ConfigError(
                    f"{quote(path)} is a folder",
                    at=path,
                    why="its posts cannot share standard output",
                    fix="add --output DIR",
                )
            yield from (str(found) for found in find_posts(Path(path)))
        else:
            yield path


def _read(path: str) -> _Source:
    from newsletter.source.decode import decode

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise PostError(
            f"cannot read {quote(path)}",
            at=path,
            why=str(error.strerror),
            fix="check the name and the rights of the file",
        ) from None
    name = "standard input" if path == "-" else path
    text = decode(data, name).text.replace("\r\n", "\n").replace("\r", "\n")
    return _Source(name, "stdin.md" if path == "-" else Path(path).name, text)


def _write(output: Path, file_name: str, text: str) -> None:
    from newsletter.model import Artefact
    from newsletter.store.files import publish

    publish([Artefact(file_name, text.encode("utf-8", "surrogatepass"))], output)

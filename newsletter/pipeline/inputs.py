"""Fingerprint everything besides the posts that outputs are made from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

import msgspec

import newsletter
from newsletter.pipeline.pictures import find_bundle_media, is_bundle
from newsletter.pipeline.publication import (
    RunContext,
    catalogue_folder,
    catalogue_name,
)
from newsletter.plan.page_actions import (
    FINGERPRINT_CHARS,
    Found,
    Inputs,
    Part,
    take_fingerprint,
)
from newsletter.plugins import PluginKind, name_plugins
from newsletter.regular_files import read_file
from newsletter.render.templates import Templates
from newsletter.source.decisions import decisions_path
from newsletter.store.ledger_records import FileRecord, PageKey

_FEED, _INDEX = "feed", "index"
READER = "what read the posts"  # no path

# What each output reads: sections of the settings, folders of templates. All read the strings.
_PARTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Part.COPY: (("copies",), ()),
    Part.PAGE: (("brand", "feeds"), ("page/",)),
    Part.CAMPAIGN: (("email", "brand"), ("email/", "text/", "profiles/")),
    _FEED: (("feeds", "brand"), ("feed/",)),
    _INDEX: (("brand", "feeds"), ("page/",)),
}
# Of [email]: they decide which editions there are, not how one looks.
_SCHEDULE = ("edition", "weekday", "max_posts")
STAGES = (
    "language",
    "source",
    "dedupe",
    "abridgement",
    "translate",
    "edition",
    "render",
    "campaign",
    "pipeline",
)


def site_fingerprints(context: RunContext) -> dict[tuple[str, str], str]:
    """Return fingerprints of all that feeds and indexes are made from besides articles.

    They are listed by language and kind of file.
    """
    fingerprints: dict[tuple[str, str], str] = {}
    for language in context.settings.all_languages:
        for name in (_FEED, _INDEX):
            fingerprints[language, name] = _fingerprint_part(
                name, language, context
            )
    return fingerprints


def collect_inputs(
    context: RunContext,
    found: Iterable[Found],
    files: Mapping[str, FileRecord],
    decided: Iterable[str],
) -> tuple[Inputs, tuple[FileRecord, ...]]:
    """Return the fingerprints of a run, and the files that had to be read for them.

    Args:
        found: The posts of the archive.
        files: What is known of files; one of the same time and size is not read.
        decided: Refs of the posts that a person decided about.

    Returns:
        The inputs, and the catalogues and covers whose time or size was new.
    """
    posts, settings = tuple(found), context.settings
    catalogues = _stat_catalogues(context, posts, files)
    covers = _stat_covers(context, posts, files)
    decisions = _stat_decisions(context, decided, files)
    pictures = {
        post.ref: stat_bundle(context, post.path, files)
        for post in posts
        if is_bundle(post.path, settings.all_languages)
    }
    languages = set(settings.all_languages)
    for post in posts:
        languages.update(post.languages)
    parts: dict[tuple[str, Part], str] = {}
    for language in languages:
        for part in Part:
            parts[language, part] = _fingerprint_part(part, language, context)
    glossary = take_fingerprint(
        _file_bytes(context.folder / settings.translate.glossary)
    )
    translated = languages - {settings.source_language}
    report = _find_templates(
        context.templates, ("desk/",), settings.source_language
    )
    inputs = Inputs(
        common=(
            ("settings", _fingerprint_settings(context)),
            ("program", program_fingerprint()),
            ("report", take_fingerprint(report)),
        ),
        by_language=dict.fromkeys(translated, (("glossary", glossary),)),
        catalogues={key: _shorten(file) for key, file in catalogues.items()},
        covers={ref: _shorten(file) for ref, file in covers.items()},
        decisions={ref: _shorten(file) for ref, file in decisions.items()},
        pictures={
            ref: _fingerprint_files(found)
            for ref, found in pictures.items()
            if found
        },
        parts=parts,
    )
    read = (
        *catalogues.values(),
        *covers.values(),
        *decisions.values(),
        *chain.from_iterable(pictures.values()),
    )
    return inputs, tuple(file for file in read if files.get(file.path) != file)


class _Folder:
    """A folder many of whose files are looked at, each by its name alone.

    Args:
        place: Where it is.
        publication: The folder of the publication.
        files: What is known of files; one of the same time and size is not read.
    """

    def __init__(
        self, place: Path, publication: Path, files: Mapping[str, FileRecord]
    ) -> None:
        # Text: a Path for each file of an archive takes longer than to look at it.
        self._path, self._name = (
            str(place),
            _name(place / "x", publication)[:-1],
        )
        self._files = files

    def hash(self, name: str) -> FileRecord | None:
        """Return the hash of a file; None where there is none."""
        return _hash(f"{self._path}/{name}", self._name + name, self._files)


def _stat_catalogues(
    context: RunContext, posts: Iterable[Found], files: Mapping[str, FileRecord]
) -> dict[PageKey, FileRecord]:
    """The catalogues that exist, by ref and language."""
    catalogues: dict[PageKey, FileRecord] = {}
    folders: dict[str, _Folder] = {}
    for post in posts:
        for language in post.languages[1:]:
            if language not in folders:
                place = catalogue_folder(
                    context.folder, context.settings, language
                )
                folders[language] = _Folder(place, context.folder, files)
            file = folders[language].hash(catalogue_name(post.ref))
            if file:
                catalogues[post.ref, language] = file
    return catalogues


def _stat_covers(
    context: RunContext, posts: Iterable[Found], files: Mapping[str, FileRecord]
) -> dict[str, FileRecord]:
    """The files of covers that exist, by ref."""
    assets = _Folder(context.assets, context.folder, files)
    covers: dict[str, FileRecord] = {}
    for post in posts:
        file = assets.hash(post.cover) if post.cover else None
        if file:
            covers[post.ref] = file
    return covers


def _stat_decisions(
    context: RunContext, refs: Iterable[str], files: Mapping[str, FileRecord]
) -> dict[str, FileRecord]:
    """The files of decisions that exist, by ref."""
    decisions: dict[str, FileRecord] = {}
    for ref in refs:
        path = context.folder / decisions_path(ref)
        file = hash_file(path, context.folder, files)
        if file:
            decisions[ref] = file
    return decisions


def stat_bundle(
    context: RunContext, path: str, files: Mapping[str, FileRecord]
) -> tuple[FileRecord, ...]:
    """Return the pictures, sounds and films in the folder of a bundle, by name.

    Args:
        path: Of the post, below the folder of posts.
    """
    settings = context.settings
    post = context.folder / settings.posts.folder / path
    found = (
        hash_file(media, context.folder, files)
        for media in find_bundle_media(post, settings.all_languages)
    )
    return tuple(file for file in found if file is not None)


def _fingerprint_files(files: Iterable[FileRecord]) -> str:
    return take_fingerprint([(file.path, file.content_hash) for file in files])


def _shorten(file: FileRecord) -> str:
    return file.content_hash[:FINGERPRINT_CHARS]


def hash_file(
    path: Path, folder: Path, files: Mapping[str, FileRecord]
) -> FileRecord | None:
    """Return the hash of a file, read only when its time or size is new.

    None where there is none.
    """
    return _hash(str(path), _name(path, folder), files)


def _hash(
    path: str, name: str, files: Mapping[str, FileRecord]
) -> FileRecord | None:
    """The hash of a file that the ledger knows by a name."""
    try:
        status = os.stat(path)  # noqa: PTH116  a Path for each takes longer
    except OSError:
        return None
    known = files.get(name)
    if known and (known.mtime_ns, known.n_bytes) == (
        status.st_mtime_ns,
        status.st_size,
    ):
        return known
    content_hash = _hash_bytes(_file_bytes(Path(path)))
    return FileRecord(name, status.st_mtime_ns, status.st_size, content_hash)


def _name(path: Path, folder: Path) -> str:
    """What the ledger calls a file: its place in the publication, where it lies in it."""
    if path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    return path.as_posix()


def _hash_bytes(data: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()


def _fingerprint_settings(context: RunContext) -> str:
    """Of everything an article depends on.

    Engines are none of it: another engine changes nothing that is published.
    """
    settings = context.settings
    sections = (
        settings.publication,
        settings.languages,
        settings.posts,
        settings.clean,
        settings.abridge,
    )
    encoded = [msgspec.json.encode(section) for section in sections]
    return take_fingerprint(encoded, context.require_review)


def _fingerprint_part(name: str, language: str, context: RunContext) -> str:
    """The fingerprint of what one kind of output is made from, in one language."""
    sections, folders = _PARTS[name]
    values = [
        msgspec.to_builtins(getattr(context.settings, section))
        for section in sections
    ]
    for value in values:
        if "edition" in value:
            for key in _SCHEDULE:
                del value[key]
    return take_fingerprint(
        values, _find_templates(context.templates, folders, language)
    )


def _find_templates(
    templates: Templates, folders: tuple[str, ...], language: str
) -> list[tuple[str, str]]:
    """Name and text of the templates in these folders, and of the strings of the language.

    Strings a language lacks are those of its base language, then the English ones.
    """
    strings = {
        f"strings/{name}.toml"
        for name in (language, language.split("-")[0], "en")
    }
    return [
        (name, file.content)
        for name, file in sorted(templates.files.items())
        if name.startswith(folders) or name in strings
    ]


def fingerprint_reader(context: RunContext) -> FileRecord:
    """Return the row of `files` that says with which code and settings posts were read."""
    reader = take_fingerprint(
        program_fingerprint(), _fingerprint_settings(context)
    )
    return FileRecord(READER, 0, 0, reader)


@cache
def program_fingerprint(*others: str) -> str:
    """Of the code of the stages: an upgrade that changes what comes out makes everything again.

    Args:
        others: Rooms whose code counts besides.
    """
    code = [_hash_code(room) for room in (*STAGES, *others)]
    dialects = name_plugins(PluginKind.DIALECT)
    return (
        take_fingerprint(code, dialects) if dialects else take_fingerprint(code)
    )


@cache
def _hash_code(room: str) -> str:
    """The hash of all code in a room; two fingerprints of a run ask for most of them."""
    root = Path(newsletter.__file__).parent / room
    files = sorted(root.rglob("*.py"))
    hashes = [_hash_bytes(path.read_bytes()) for path in files]
    return take_fingerprint(hashes)


def _file_bytes(path: Path) -> bytes:
    """What a file holds; nothing where it cannot be read."""
    try:
        return read_file(path)
    except OSError:
        return b""

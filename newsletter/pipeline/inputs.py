"""Take the prints of everything besides the posts that outputs are made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

import newsletter
from newsletter.pipeline.publication import RunContext, catalogue_path
from newsletter.plan.page_actions import FINGERPRINT_CHARS, Found, Inputs, Part, take_fingerprint
from newsletter.render.templates import Templates
from newsletter.store.ledger import FileRecord

_FEED, _INDEX = "feed", "index"

# What each output reads: sections of the settings, folders of templates. Strings come with every template.
_PARTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Part.COPY: (("copies",), ()),
    Part.PAGE: (("brand",), ("page/",)),
    Part.CAMPAIGN: (("email", "brand"), ("email/", "text/", "profiles/")),
    _FEED: (("feeds", "brand"), ("feed/",)),
    _INDEX: (("brand", "feeds"), ("page/",)),
}
_SCHEDULE = (
    "edition",
    "weekday",
    "max_posts",
)  # of [email]: they decide which editions there are, not how one looks
_STAGES = (
    "language",
    "source",
    "dedupe",
    "abridge",
    "translate",
    "edition",
    "render",
    "campaign",
    "pipeline",
)


def site_fingerprints(context: RunContext) -> dict[tuple[str, str], str]:
    """What feeds and indexes depend on besides articles, by language and `feed` or `index`."""
    languages = context.settings.all_languages
    return {
        (language, name): _part_fingerprint(name, language, context)
        for language in languages
        for name in (_FEED, _INDEX)
    }


def collect_inputs(
    context: RunContext, posts: Iterable[Found], files: Mapping[str, FileRecord]
) -> tuple[Inputs, tuple[FileRecord, ...]]:
    """Return the prints of a run, and the catalogues and covers that had to be read because time or size were new."""
    settings, posts = context.settings, tuple(posts)
    catalogues: dict[tuple[str, str], str] = {}
    read: list[FileRecord] = []
    for post in posts:
        for language in post.languages[1:]:
            record = stat_file(
                catalogue_path(context.folder, settings, language, post.ref), context.folder, files
            )
            if record:
                catalogues[post.ref, language] = record.content_hash[:FINGERPRINT_CHARS]
                if files.get(record.path) != record:
                    read.append(record)
    covers: dict[str, str] = {}
    for post in posts:
        record = (
            stat_file(context.assets / post.cover, context.folder, files) if post.cover else None
        )
        if record:
            covers[post.ref] = record.content_hash[:FINGERPRINT_CHARS]
            if files.get(record.path) != record:
                read.append(record)
    languages = {language for post in posts for language in post.languages} | set(
        settings.all_languages
    )
    parts = {
        (language, part): _part_fingerprint(part, language, context)
        for language in languages
        for part in Part
    }
    glossary = take_fingerprint(_file_bytes(context.folder / settings.translate.glossary))
    return (
        Inputs(
            common=(
                ("settings", _settings_fingerprint(context)),
                ("program", program_fingerprint()),
                (
                    "report",
                    take_fingerprint(
                        _templates(context.templates, ("desk/",), settings.source_language)
                    ),
                ),
            ),
            by_language={
                language: (("glossary", glossary),)
                for language in languages
                if language != settings.source_language
            },
            catalogues=catalogues,
            covers=covers,
            parts=parts,
        ),
        tuple(read),
    )


def stat_file(path: Path, folder: Path, files: Mapping[str, FileRecord]) -> FileRecord | None:
    """Return the hash of a file, read only when its time or size is new; None where there is none."""
    try:
        seen = path.stat()
    except OSError:
        return None
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
    known = files.get(name)
    if known and (known.mtime_ns, known.n_bytes) == (seen.st_mtime_ns, seen.st_size):
        return known
    return FileRecord(
        name, seen.st_mtime_ns, seen.st_size, hashlib.sha256(_file_bytes(path)).hexdigest()
    )


def _settings_fingerprint(context: RunContext) -> str:
    """Everything an article depends on; not the engines: another engine changes nothing that is published."""
    settings = context.settings
    sections = (
        settings.publication,
        settings.languages,
        settings.posts,
        settings.clean,
        settings.abridge,
    )
    return take_fingerprint(
        [msgspec.json.encode(each) for each in sections], context.require_review
    )


def _part_fingerprint(name: str, language: str, context: RunContext) -> str:
    sections, folders = _PARTS[name]
    values = [msgspec.to_builtins(getattr(context.settings, section)) for section in sections]
    for value in values:
        for key in _SCHEDULE if "edition" in value else ():
            del value[key]
    return take_fingerprint(values, _templates(context.templates, folders, language))


def _templates(
    templates: Templates, folders: tuple[str, ...], language: str
) -> list[tuple[str, str]]:
    """Name and text of the templates in these folders, and of the strings the language may fall back to."""
    strings = {f"strings/{name}.toml" for name in (language, language.split("-")[0], "en")}
    return [
        (name, file.text)
        for name, file in sorted(templates.files.items())
        if name.startswith(folders) or name in strings
    ]


def program_fingerprint() -> str:
    """The code of the stages: after an upgrade that changes what comes out, everything is made anew once."""
    root = Path(newsletter.__file__).parent
    found = sorted(path for stage in _STAGES for path in (root / stage).rglob("*.py"))
    return take_fingerprint([path.read_bytes() for path in found])


def _file_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""

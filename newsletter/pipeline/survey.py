"""See what lies in the archive, reading only what the ledger does not know by time and size.

    files ─▶ stat ─▶ known and published: as the ledger says ───────────────┐
               └───▶ else read: ref, date, likeness ─▶ refs ─▶ twins ───────┴▶ Found by ref

A post keeps its ref for ever. The ledger knows it by the ref of its front matter, by its path (a new date or slug in an
old file), by date and slug (a moved file), or, when a file has gone and another has come, by its content: the same bytes
or most of the same text under another name is a renamed post, not a new one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from newsletter.config import CONFIG_NAME, Settings
from newsletter.edition.article import post_url
from newsletter.errors import NewsletterError, PostError, quote
from newsletter.pipeline.work import Examined, ExamineTask, examine, read_post_file, read_text
from newsletter.pipeline.workers import stream
from newsletter.plan.page_actions import Found
from newsletter.plan.resemblance import N_BANDS, Rank, Resemblance, compare, find_twin
from newsletter.source.post import SUFFIXES
from newsletter.store.ledger import Ledger, PostRecord, State

FRESH_NS = 2_000_000_000  # FAT keeps times to 2 s: a file as young as this may change again within the same time stamp
_NEVER = datetime.max.replace(tzinfo=UTC)
IGNORED_NAMES = frozenset({"readme.md", "changelog.md", "license.md", "contributing.md"})


@dataclass(slots=True)
class Survey:
    """The archive as it lies there.

    Attributes:
        found: By ref. `paths`: the file of each.
        records: What the ledger shall know of each post, its state still the old one.
        known: What the ledger knew of posts before the run, by ref.
        bands: New keys, by ref.
        errors: Files that cannot be used.
    """

    found: dict[str, Found] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    records: dict[str, PostRecord] = field(default_factory=dict)
    bands: dict[str, tuple[int, ...]] = field(default_factory=dict)
    errors: list[NewsletterError] = field(default_factory=list)
    known: dict[str, PostRecord] = field(default_factory=dict)


def find_posts(folder: Path) -> tuple[Path, ...]:
    """Return the post files of a folder, by name; hidden files and a README are none."""
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in SUFFIXES
            and path.is_file()
            and path.name[0] not in "._"
            and path.name.lower() not in IGNORED_NAMES
        )
    )


def survey_posts(
    folder: Path, settings: Settings, ledger: Ledger, executor: Executor | None
) -> Survey:
    """Look at every post file below the posts folder of a publication."""
    known = ledger.posts()
    survey = Survey(known=known)
    root = folder / settings.posts.folder
    by_path = {each.path: each for each in known.values() if each.state is not State.RETIRED}
    fresh: list[tuple[Path, str, os.stat_result]] = []
    names: set[str] = set()
    for path in find_posts(root):
        name = path.relative_to(root).as_posix()
        names.add(name)
        if not _is_text(name):
            survey.errors.append(_odd_name(name))
            continue
        seen = path.stat()
        record = by_path.get(name)
        if (
            record
            and record.state is State.PUBLISHED
            and (record.mtime_ns, record.n_bytes) == (seen.st_mtime_ns, seen.st_size)
        ):
            _add_known(survey, record, path, settings)
        else:
            fresh.append((path, name, seen))
    if not names:
        survey.errors.append(_no_posts(root))
    vanished = [each for each in by_path.values() if each.path not in names]
    tasks = (
        ExamineTask(read_post_file(path), name, seen.st_mtime_ns, seen.st_size, settings)
        for path, name, seen in fresh
    )
    examined = list(stream(executor, examine, tasks))
    for each in examined:
        _add_examined(survey, each, known, by_path, vanished, ledger, settings)
    _find_twins(survey, examined, known, ledger, settings)
    _find_shared_addresses(survey, known, settings)
    return survey


def languages_of(language: str, settings: Settings) -> tuple[str, ...]:
    """The languages a post is published in: its own, then every target that is another."""
    return (language, *(each for each in settings.target_languages if each != language))


def _add_known(survey: Survey, record: PostRecord, path: Path, settings: Settings) -> None:
    languages = languages_of(record.language, settings)
    survey.found[record.ref] = Found(
        record.ref,
        record.path,
        record.date,
        record.slug,
        record.content_hash,
        languages,
        cover=record.cover,
    )
    survey.paths[record.ref] = path
    survey.records[record.ref] = record


def _add_examined(
    survey: Survey,
    seen: Examined,
    known: Mapping[str, PostRecord],
    by_path: Mapping[str, PostRecord],
    vanished: list[PostRecord],
    ledger: Ledger,
    settings: Settings,
) -> None:
    if seen.error or seen.date is None:
        error = seen.error or PostError(f"cannot use {quote(seen.name)}")
        survey.errors.append(error)
        if seen.name in by_path:  # it was fine before: what is published stays
            _add_broken(survey, by_path[seen.name], seen, error, settings)
        return
    ref = _ref_of(seen, known, by_path, vanished, ledger)
    if ref in survey.found:
        survey.errors.append(
            PostError(
                f"cannot use {quote(seen.name)}",
                at=str(seen.path),
                why=f"{quote(survey.found[ref].path)} has the same key, {ref}",
                fix="rename one of them, or give it another ref: in the front matter",
            )
        )
        return
    vanished[:] = [each for each in vanished if each.ref != ref]
    languages = languages_of(seen.language, settings)
    survey.found[ref] = Found(
        ref,
        seen.name,
        seen.date,
        seen.slug,
        seen.content_hash,
        languages,
        seen.published,
        cover=seen.cover,
    )
    survey.paths[ref] = seen.path
    survey.bands[ref] = seen.bands
    before = known.get(ref)
    survey.records[ref] = PostRecord(
        ref=ref,
        path=seen.name,
        content_hash=seen.content_hash,
        mtime_ns=seen.mtime_ns if time.time_ns() - seen.mtime_ns > FRESH_NS else 0,
        n_bytes=seen.n_bytes,
        slug=seen.slug,
        language=seen.language,
        title=seen.title,
        date=seen.date,
        state=before.state if before else State.HELD,
        reason=before.reason if before else "",
        first_published=before.first_published if before else None,
        cover=seen.cover,
    )


def _add_broken(
    survey: Survey, record: PostRecord, seen: Examined, error: PostError, settings: Settings
) -> None:
    languages = languages_of(record.language, settings)
    why = f"the file cannot be used: {error.why}"
    survey.found[record.ref] = Found(
        record.ref,
        record.path,
        record.date,
        record.slug,
        record.content_hash,
        languages,
        broken=why,
    )
    survey.paths[record.ref] = seen.path
    survey.records[record.ref] = record


def _ref_of(
    seen: Examined,
    known: Mapping[str, PostRecord],
    by_path: Mapping[str, PostRecord],
    vanished: Iterable[PostRecord],
    ledger: Ledger,
) -> str:
    if seen.wish:
        return seen.wish
    if seen.name in by_path:
        return by_path[seen.name].ref
    if seen.ref in known:
        return seen.ref
    gone = {each.ref: each for each in vanished}
    same = [each.ref for each in gone.values() if each.content_hash == seen.content_hash]
    if same:
        return min(same)
    alike = [
        (shared, ref)
        for ref, shared in ledger.find_alike(seen.bands)
        if ref in gone and shared * 2 >= N_BANDS
    ]
    return max(alike)[1] if gone and alike else seen.ref


def _find_twins(
    survey: Survey,
    examined: Iterable[Examined],
    known: Mapping[str, PostRecord],
    ledger: Ledger,
    settings: Settings,
) -> None:
    """Mark every post that repeats one with a better right to stand."""
    may_repeat = {each.path for each in examined if each.may_repeat}
    new = {ref: keys for ref, keys in survey.bands.items() if keys and survey.found[ref].published}
    by_key: dict[int, list[str]] = {}
    for ref, keys in new.items():
        for key in keys:
            by_key.setdefault(key, []).append(ref)
    for ref, keys in new.items():
        if survey.paths[ref] in may_repeat:
            continue
        near = {other for key in keys for other in by_key[key]} | {
            other for other, _ in ledger.find_alike(keys)
        }
        better = [
            other
            for other in near
            if other in survey.found and _rank(other, survey, known) < _rank(ref, survey, known)
        ]
        twin = _most_alike(ref, sorted(better), survey, settings)
        if twin:
            survey.found[ref] = replace(survey.found[ref], twin=twin)


def _find_shared_addresses(
    survey: Survey, known: Mapping[str, PostRecord], settings: Settings
) -> None:
    """Hold every post whose address or copy another post has: one of them would overwrite the other."""
    holders: dict[str, str] = {}
    for ref in sorted(survey.found, key=lambda ref: _rank(ref, survey, known)):
        post = survey.found[ref]
        if not post.published or post.broken or post.twin:
            continue
        places = (f"{post.date:%Y-%m-%d}-{post.slug}", post_url(settings, "", post.slug, post.date))
        holder = next((holders[place] for place in places if place in holders), None)
        if holder is None:
            holders |= dict.fromkeys(places, ref)
            continue
        why = f"{quote(survey.found[holder].path)} has the same address"
        fix = "give one of them another slug: in the front matter, or rename it"
        survey.errors.append(
            PostError(f"cannot use {quote(post.path)}", at=str(survey.paths[ref]), why=why, fix=fix)
        )
        survey.found[ref] = replace(post, broken=why)


def _rank(ref: str, survey: Survey, known: Mapping[str, PostRecord]) -> Rank:
    before, post = known.get(ref), survey.found[ref]
    published = post.published and before is not None and before.state is State.PUBLISHED
    return Rank(not published, post.date if post.published else _NEVER, ref)


def _most_alike(
    ref: str, others: list[str], survey: Survey, settings: Settings
) -> Resemblance | None:
    if not others:
        return None
    text = read_text(survey.paths[ref], settings)
    return find_twin(
        compare(other, text, read_text(survey.paths[other], settings)) for other in others
    )


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:  # bytes of a file name that are no UTF-8 arrive as lone surrogates
        return False
    return True


def _odd_name(name: str) -> PostError:
    shown = name.encode("utf-8", "backslashreplace").decode()
    return PostError(
        f"cannot use {quote(shown)}", at=shown, why="its name is not UTF-8", fix="rename the file"
    )


def _no_posts(root: Path) -> PostError:
    return PostError(
        f"no posts in {quote(root)}",
        at=os.fspath(root),
        why="there is no .md file",
        fix=f"add a post, or set posts.folder in {CONFIG_NAME}",
    )

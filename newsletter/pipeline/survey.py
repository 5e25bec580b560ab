"""See what lies in the archive, reading only what the ledger does not know by time and size.

    files ─▶ stat ─▶ known, published or waiting: as the ledger says ───────┐
               └───▶ else read: ref, date, likeness ─▶ refs ─▶ twins ───────┴▶ Found by ref

A post keeps its ref for ever. The ledger knows it by the ref of its front matter, by its path (a
new date or slug in an old file), by date and slug (a moved file), or, when a file has gone and
another has come, by its content: the same bytes or most of the same text under another name is a
renamed post, not a new one.

A post that waits for its day is known as a published one is, as long as program and settings stay.
One that repeats another is also read again when a file has come, changed or gone: what it repeats
may be another then.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from newsletter.config import Settings
from newsletter.edition.addresses import post_url
from newsletter.errors import NewsletterError, PostError, quote
from newsletter.model import OwnAddress
from newsletter.pipeline.deadline import (
    GuardedStage,
    TimeIsUp,
    TookTooLong,
    interrupted_after,
    too_long,
)
from newsletter.pipeline.post_files import (
    Skipped,
    find_post_names,
    find_skipped,
    stat_post,
)
from newsletter.pipeline.progress import Progress, no_progress
from newsletter.pipeline.survey_errors import (
    no_posts_error,
    odd_name_error,
    same_address_error,
    same_key_error,
)
from newsletter.pipeline.tasks import (
    Examined,
    ExamineTask,
    PostFile,
    examine,
    fail_examining,
    read_post_file,
    read_text,
)
from newsletter.pipeline.workers import stream
from newsletter.plan.packed_address import pack_address, unpack_address
from newsletter.plan.page_actions import Found
from newsletter.plan.resemblance import (
    N_BANDS,
    Rank,
    Resemblance,
    compare,
    find_twin,
    is_reason,
)
from newsletter.plan.siblings import find_groups
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import PostRecord, State

# FAT keeps times to 2 s: a file as young as this may change again within the same time stamp.
FRESH_NS = 2_000_000_000
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Survey:
    """The archive as it lies there.

    Attributes:
        root: The folder of the posts.
        found: By ref.
        records: What the ledger will know of each post, with its old state, by ref.
        known: What the ledger knew of posts before the run, by ref.
        posts: Every post ever seen: as it lies there now, else as the ledger remembers it.
        bands: Keys by which posts that were read are found again by their likeness, by ref.
        errors: Files that cannot be used.
        skipped: Texts that are not read as posts, and posts that say that they are not published.
        overdue: Files that ran out of time as they were read now.
        late: Names of files that ran out of time as they were read, now or before.
        displaced: Refs of posts that are gone, where another post has an address of theirs.
        groups: The refs of posts that are one post in several languages.
    """

    root: Path
    found: Mapping[str, Found]
    records: Mapping[str, PostRecord]
    known: Mapping[str, PostRecord]
    posts: dict[str, PostRecord]
    bands: Mapping[str, Sequence[int]]
    errors: tuple[NewsletterError, ...]
    skipped: tuple[Skipped, ...] = ()
    displaced: frozenset[str] = frozenset()
    overdue: tuple[Examined, ...] = ()
    late: frozenset[str] = frozenset()
    groups: tuple[tuple[str, ...], ...] = ()

    def file_of(self, ref: str) -> Path:
        """Where the file of a post lies."""
        return self.root / self.found[ref].path


def survey_posts(
    folder: Path,
    settings: Settings,
    ledger: Ledger,
    known: Mapping[str, PostRecord],
    executor: Executor | None,
    progress: Progress = no_progress,
    *,
    now: datetime,
    is_same_reader: bool,
    outputs: Path | None = None,
    is_overdue: Callable[[str, int, int], bool] = lambda *_: False,
) -> Survey:
    """Look at every post file below the posts folder of a publication.

    Args:
        known: The posts of the ledger, by ref.
        executor: Reads posts that are new or changed; None reads them here.
        progress: Called for every post that is read.
        now: The clock of the run.
        is_same_reader: Posts that wait were read by the same program with the same settings.
        outputs: Where the run writes: nothing there is a post.
        is_overdue: Tells of the name, time and size of a file whether it ran out of time before.
    """
    surveyor = _Surveyor(
        folder / settings.posts.folder, settings, ledger, dict(known), outputs
    )
    surveyor.read_files(executor, progress, now, is_same_reader, is_overdue)
    surveyor.join_siblings()
    surveyor.mark_twins()
    surveyor.hold_shared_addresses()
    return surveyor.finish()


def languages_of(language: str, settings: Settings) -> tuple[str, ...]:
    """The languages a post is published in: its own, then every target that is another."""
    return (
        language,
        *(target for target in settings.target_languages if target != language),
    )


# Name below the folder of posts, time and size.
_SeenFile = tuple[str, os.stat_result]


class _Surveyor:
    """Gather one survey, file by file."""

    def __init__(
        self,
        root: Path,
        settings: Settings,
        ledger: Ledger,
        known: dict[str, PostRecord],
        outputs: Path | None,
    ) -> None:
        self._root = root
        self._outputs = outputs
        self._settings = settings
        self._deadline_s = settings.run.post_deadline_s
        self._ledger = ledger
        self._known = known
        self._by_path = {
            post.path: post
            for post in known.values()
            if post.state is not State.RETIRED
        }
        self._vanished: dict[str, PostRecord] = {}
        self._holders: dict[str, str] = {}
        self._may_repeat: set[str] = set()
        self._found: dict[str, Found] = {}
        self._records: dict[str, PostRecord] = {}
        self._bands: dict[str, Sequence[int]] = {}
        self._errors: list[NewsletterError] = []
        self._unpublished: list[Skipped] = []
        self._overdue: list[Examined] = []
        self._late: set[str] = set()
        self._groups: tuple[tuple[str, ...], ...] = ()

    def finish(self) -> Survey:
        """Return what was found."""
        return Survey(
            root=self._root,
            found=self._found,
            records=self._records,
            known=self._known,
            posts={**self._known, **self._records},
            bands=self._bands,
            errors=tuple(self._errors),
            skipped=(
                *find_skipped(self._root, self._outputs),
                *self._unpublished,
            ),
            displaced=frozenset(self._find_displaced()),
            overdue=tuple(self._overdue),
            late=frozenset(self._late),
            groups=self._groups,
        )

    # ------------------------------------------------------------ files

    def read_files(
        self,
        executor: Executor | None,
        progress: Progress,
        now: datetime,
        is_same_reader: bool,
        is_overdue: Callable[[str, int, int], bool],
    ) -> None:
        """Take known files as the ledger has them; read the others."""
        unread: list[_SeenFile] = []
        held: list[_SeenFile] = []
        names: set[str] = set()
        for name in find_post_names(self._root, self._outputs):
            status = stat_post(f"{self._root}/{name}")
            if status is None:  # it has gone since the folder was listed
                continue
            names.add(name)
            if not _is_text(name):
                self._errors.append(odd_name_error(name))
                continue
            record = self._by_path.get(name)
            if record is None or not _is_same_file(record, status):
                unread.append((name, status))
            elif record.state is State.PUBLISHED:
                self._add_known(record)
            elif not is_same_reader:
                unread.append((name, status))
            elif record.date > now:
                self._add_known(record)
            else:
                held.append((name, status))
        if not names:
            self._errors.append(no_posts_error(self._root))
        self._vanished = {
            post.ref: post
            for path, post in self._by_path.items()
            if path not in names
        }
        unread = [*self._leave_overdue(unread, is_overdue)]
        again = self._take_held(held, is_same=not (unread or self._vanished))
        unread += self._leave_overdue(again, is_overdue)
        stage = GuardedStage(examine, fail_examining, self._deadline_s)
        all_examined: list[Examined] = []
        for examined in stream(executor, stage, self._tasks(unread)):
            all_examined.append(examined)
            progress("reading", len(all_examined), len(unread))
        # Who shares a key with a post in the language of the publication comes behind it.
        source = self._settings.source_language
        all_examined.sort(key=lambda post: post.language != source)
        for examined in all_examined:
            self._add_examined(examined)
            if isinstance(examined.error, TookTooLong):
                self._overdue.append(examined)
                self._late.add(examined.name)

    def _leave_overdue(
        self,
        files: Iterable[_SeenFile],
        is_overdue: Callable[[str, int, int], bool],
    ) -> Iterator[_SeenFile]:
        """Tell what ran out of time before; yield what has to be read."""
        for name, status in files:
            mtime_ns, n_bytes = status.st_mtime_ns, status.st_size
            if not is_overdue(name, mtime_ns, n_bytes):
                yield name, status
                continue
            file = PostFile(self._root / name)
            task = ExamineTask(file, name, mtime_ns, n_bytes, self._settings)
            late = fail_examining(task, too_long(self._deadline_s))
            self._add_examined(late)
            self._late.add(name)

    def _take_held(
        self,
        held: Iterable[_SeenFile],
        *,
        is_same: bool,
    ) -> Iterator[_SeenFile]:
        """Take repeats as they were found before; yield what has to be read again.

        Args:
            is_same: No file of the archive has come, changed or gone.
        """
        for name, status in held:
            record = self._by_path[name]
            if is_same and is_reason(record.reason):
                self._add_known(record, repeats=record.reason)
            else:
                yield name, status

    def _tasks(self, unread: Iterable[_SeenFile]) -> Iterator[ExamineTask]:
        """What is read of each new or changed file."""
        for name, status in unread:
            file = read_post_file(self._root / name, name)
            yield ExamineTask(
                file, name, status.st_mtime_ns, status.st_size, self._settings
            )

    def _add_known(
        self,
        record: PostRecord,
        broken: str = "",
        repeats: str = "",
    ) -> None:
        """Take a post as the ledger knows it."""
        self._found[record.ref] = Found(
            ref=record.ref,
            path=record.path,
            date=record.date,
            slug=record.slug,
            content=record.content_hash,
            languages=languages_of(record.language, self._settings),
            broken=broken,
            repeats=repeats,
            cover="" if broken else record.cover,
            address=unpack_address(record.address),
            expires=record.expires,
            translation_key=record.translation_key,
        )
        self._records[record.ref] = (
            replace(record, missed=None) if record.missed else record
        )

    def _add_examined(self, examined: Examined) -> None:
        """Take a post as it was read; one that broke stays as it was published."""
        if examined.unpublished:
            skipped = Skipped(examined.name, examined.unpublished)
            self._unpublished.append(skipped)
        if examined.unpublished and examined.date is None:
            self._take_back(examined.name)
            return
        if examined.error or examined.date is None:
            error = examined.error or PostError(
                f"cannot use {quote(examined.name)}"
            )
            self._errors.append(error)
            before = self._by_path.get(examined.name)
            if before:  # it was fine before: what is published stays
                broken = f"the file cannot be used: {error.why}"
                self._add_known(before, broken)
            return
        ref = self._find_free_ref(examined)
        if ref in self._found:
            self._errors.append(
                same_key_error(examined, ref, self._found[ref].path)
            )
            return
        self._vanished.pop(ref, None)
        if examined.may_repeat:
            self._may_repeat.add(ref)
        self._found[ref] = Found(
            ref=ref,
            path=examined.name,
            date=examined.date,
            slug=examined.slug,
            content=examined.content_hash,
            languages=languages_of(examined.language, self._settings),
            published=not examined.unpublished,
            cover=examined.cover,
            address=examined.address,
            expires=examined.expires,
            translation_key=examined.translation_key,
        )
        self._bands[ref] = examined.bands
        self._records[ref] = _new_record(
            ref, examined, examined.date, self._known.get(ref)
        )

    def _take_back(self, name: str) -> None:
        """Take a post that is now a draft without a date as the ledger knows it, unpublished."""
        record = self._by_path.get(name)
        if record is None:
            return
        self._add_known(record)
        before = self._found[record.ref]
        self._found[record.ref] = replace(before, published=False)

    def _find_free_ref(self, examined: Examined) -> str:
        """The ref of a post; with its language behind it where another language has that ref."""
        ref = self._find_ref(examined)
        before = self._by_path.get(examined.name)
        named = f"{ref}-{examined.language}"
        if before is not None and before.ref == named:
            return named
        holder = self._found.get(ref)
        is_sibling = (
            holder is not None and holder.languages[0] != examined.language
        )
        return named if is_sibling else ref

    def _find_ref(self, examined: Examined) -> str:
        """The ref the post has always had, else the one its date and slug give it."""
        if examined.wish:
            return examined.wish
        if examined.name in self._by_path:
            return self._by_path[examined.name].ref
        if examined.ref in self._known or not self._vanished:
            return examined.ref
        return self._find_renamed(examined) or examined.ref

    def _find_renamed(self, examined: Examined) -> str:
        """The ref of a vanished post with the same text, else with most of it; "" for none."""
        same = [
            post.ref
            for post in self._vanished.values()
            if post.content_hash == examined.content_hash
        ]
        if same:
            return min(same)
        alike = [
            (n_shared, ref)
            for ref, n_shared in self._ledger.find_alike(examined.bands)
            if ref in self._vanished and n_shared * 2 >= N_BANDS
        ]
        return max(alike, default=(0, ""))[1]

    def _file_of(self, ref: str) -> Path:
        return self._root / self._found[ref].path

    # ------------------------------------------------------------ languages

    def join_siblings(self) -> None:
        """Let posts that are one in several languages know each other; make none of them again."""
        every = self._settings.all_languages
        self._groups = find_groups(self._found, every)
        for group in self._groups:
            written = {self._found[ref].languages[0] for ref in group}
            for number, ref in enumerate(group):
                post = self._found[ref]
                own = post.languages[0]
                made = () if number else languages_of(own, self._settings)
                others = (tag for tag in made if tag not in written)
                self._found[ref] = replace(post, languages=(own, *others))

    # ------------------------------------------------------------ likeness and addresses

    def mark_twins(self) -> None:
        """Mark every post that repeats one with a better right to stand."""
        by_key: dict[int, list[str]] = defaultdict(list)
        for ref, keys in self._bands.items():
            if self._found[ref].published:
                for key in keys:
                    by_key[key].append(ref)
        judged = set(chain.from_iterable(by_key.values()))
        for ref, keys in self._bands.items():
            if ref not in judged or ref in self._may_repeat:
                continue
            near = {other for other, _ in self._ledger.find_alike(keys)}
            near.update(*map(by_key.__getitem__, keys))
            self._mark_twin(ref, near)

    def _mark_twin(self, ref: str, near: Iterable[str]) -> None:
        """Mark one post that repeats another; one that cannot be compared in time is not used.

        The next run tries again: what it is compared with may be gone by then.
        """
        try:
            with interrupted_after(self._deadline_s):
                twin = self._find_most_alike(ref, near)
        except TimeIsUp:
            path, late = self._file_of(ref), too_long(self._deadline_s)
            what = f"compare {quote(path.name)} with other posts"
            self._errors.append(late.about(what, str(path)))
            self._found[ref] = replace(self._found[ref], broken=late.why)
        else:
            self._found[ref] = replace(self._found[ref], twin=twin)

    def _find_most_alike(
        self, ref: str, near: Iterable[str]
    ) -> Resemblance | None:
        """The post that this one repeats, among those with a better right to stand."""
        rank = self._rank(ref)
        better = sorted(
            other
            for other in near
            if other in self._found and self._rank(other) < rank
        )
        if not better:
            return None
        text = read_text(self._file_of(ref), self._settings)
        return find_twin(
            compare(
                other, text, read_text(self._file_of(other), self._settings)
            )
            for other in better
        )

    def hold_shared_addresses(self) -> None:
        """Hold every post whose address or copy another post has: one would overwrite the other."""
        holders = self._holders
        for ref in sorted(self._found, key=self._rank):
            post = self._found[ref]
            if not post.published or post.broken or post.repeats or post.twin:
                continue
            places = tuple(self._places(post))
            holder = next(
                (holders[place] for place in places if place in holders), None
            )
            if holder is None:
                holders |= dict.fromkeys(places, ref)
                continue
            why = f"{quote(self._found[holder].path)} has the same address"
            self._errors.append(
                same_address_error(post, self._file_of(ref), why)
            )
            self._found[ref] = replace(post, broken=why)

    def _find_displaced(self) -> Iterator[str]:
        """The posts that are gone and one of whose addresses or copies is another's now."""
        for ref, post in self._known.items():
            if ref in self._found or post.state is not State.PUBLISHED:
                continue
            places = self._places_of(
                languages_of(post.language, self._settings),
                post.slug,
                post.date,
                unpack_address(post.address),
            )
            if any(place in self._holders for place in places):
                yield ref

    def _places(self, post: Found) -> Iterator[str]:
        """The copy and the address of a post in each of its languages."""
        return self._places_of(
            post.languages, post.slug, post.date, post.address
        )

    def _places_of(
        self,
        languages: Iterable[str],
        slug: str,
        date: datetime,
        address: OwnAddress,
    ) -> Iterator[str]:
        for language in languages:
            yield f"{language}/{date:%Y-%m-%d}-{slug}"
            yield post_url(self._settings, language, slug, date, address)

    def _rank(self, ref: str) -> Rank:
        """What gives a post its right to stand: it is out, then it is older, then its name."""
        before, post = self._known.get(ref), self._found[ref]
        is_out = (
            post.published
            and before is not None
            and before.state is State.PUBLISHED
        )
        return Rank(not is_out, post.date if post.published else _NEVER, ref)


def _is_same_file(record: PostRecord, status: os.stat_result) -> bool:
    """Whether a post that is published or held lies there as the ledger knows it."""
    if record.state not in (State.PUBLISHED, State.HELD):
        return False
    return (record.mtime_ns, record.n_bytes) == (
        status.st_mtime_ns,
        status.st_size,
    )


def _new_record(
    ref: str, examined: Examined, date: datetime, before: PostRecord | None
) -> PostRecord:
    """What the ledger will know of a post; a file this young may change unseen."""
    is_old_enough = time.time_ns() - examined.mtime_ns > FRESH_NS
    return PostRecord(
        ref=ref,
        path=examined.name,
        content_hash=examined.content_hash,
        mtime_ns=examined.mtime_ns if is_old_enough else 0,
        n_bytes=examined.n_bytes,
        slug=examined.slug,
        language=examined.language,
        title=examined.title,
        date=date,
        state=before.state if before else State.HELD,
        reason=before.reason if before else "",
        first_published=before.first_published if before else None,
        cover=examined.cover,
        address=pack_address(examined.address),
        expires=examined.expires,
        translation_key=examined.translation_key,
        n_findings=before.n_findings if before else 0,
    )


def _is_text(name: str) -> bool:
    """Tell whether a name is text: bytes that are no UTF-8 are lone surrogates."""
    try:
        name.encode()
    except (
        UnicodeEncodeError
    ):  # bytes that are no UTF-8 arrive as lone surrogates
        return False
    return True

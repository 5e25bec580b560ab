"""Read the publication that the desk shows, each file again only when it has changed.

Everything here is a reading of files that other programs may change at any time, so each value is
kept under the time and size of what it was read from.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, RLock, Thread
from typing import Generic, TypeVar

from newsletter.config import Settings, find_folder, read_settings
from newsletter.errors import NewsletterError, PostError, quote
from newsletter.pipeline.publication import (
    STATE_NAME,
    read_glossary,
    read_templates,
)
from newsletter.pipeline.records import find_published_title
from newsletter.pipeline.single_post import (
    ArchiveFile,
    build_task,
    examine_file,
    find_archive,
    prepare_single,
    stat_archive_file,
)
from newsletter.pipeline.tasks import Examined, PreparedFile
from newsletter.regular_files import read_file
from newsletter.render.templates import Templates
from newsletter.source.decisions import FOLDER as DECISIONS
from newsletter.store.database import DATABASE_NAME, has_database
from newsletter.store.files import take_stamp
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import (
    EditionRecord,
    PageKey,
    PageRecord,
    PostRecord,
    RunRecord,
    State,
    UploadRecord,
)
from newsletter.store.output_places import find_output
from newsletter.translate.catalogue import Counts, count_units
from newsletter.translate.glossary import Glossary

N_PREPARED = 64  # posts after cleaning: about 1 MB each
N_RUNS = 20
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LedgerView:
    """What the ledger knows, read in one go."""

    posts: Mapping[str, PostRecord]
    pages: Mapping[PageKey, PageRecord]
    editions: Mapping[PageKey, EditionRecord]
    uploads: tuple[UploadRecord, ...]
    runs: tuple[RunRecord, ...]

    @property
    def last_end(self) -> datetime | None:
        """When the last run that ended did so."""
        ends = (run.finished for run in self.runs)
        return next((end for end in ends if end is not None), None)


EMPTY_LEDGER = LedgerView({}, {}, {}, (), ())


class Recent(Generic[_Key, _Value]):
    """The last few values that were made, by key; any thread may ask."""

    def __init__(self, n_values: int) -> None:
        self._values: OrderedDict[_Key, _Value] = OrderedDict()
        self._n_values = n_values
        self._turn = Lock()

    def get(self, key: _Key, make: Callable[[], _Value]) -> _Value:
        """Return the value of a key, made now where it is not known."""
        with self._turn:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._turn:
            self._values[key] = value
            while len(self._values) > self._n_values:
                self._values.popitem(last=False)
        return value


class DeskData:
    """One publication, as the pages see it.

    Attributes:
        folder: Where newsletter.toml lies.
        environ: Where engines, tools and the mail server find their keys.
    """

    def __init__(
        self,
        folder: Path,
        *,
        output: Path | None = None,
        environ: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.folder = find_folder(folder)
        self.environ = os.environ if environ is None else environ
        self.now = clock
        self.chosen_output = output
        self._ledgers: Recent[tuple[Stamp, Stamp], LedgerView] = Recent(2)
        self._settings: Recent[Stamp, Settings] = Recent(2)
        self._glossaries: Recent[Stamp, Glossary] = Recent(2)
        self._prepared: Recent[object, PreparedFile] = Recent(N_PREPARED)
        self._examined: Recent[object, Examined] = Recent(10_000)
        # One worker: it keeps its helper process, and a slow post does not take every thread.
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="prepare")
        self._counts: dict[str, tuple[Stamp, Counts | None]] = {}
        self._turn = RLock()

    # ------------------------------------------------------------ settings and ledger

    @property
    def state(self) -> Path:
        """The folder of ledger, lock and journal."""
        return self.folder / STATE_NAME

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        stamp = take_stamp(self.folder / "newsletter.toml")
        return self._settings.get(stamp, lambda: read_settings(self.folder))

    @property
    def output(self) -> Path:
        """The folder of the outputs."""
        return find_output(self.folder, self.settings, self.chosen_output)

    @property
    def templates(self) -> Templates:
        """The templates of mails and pages."""
        return read_templates(self.folder)

    @property
    def glossary(self) -> Glossary:
        """The terms of the publication, as far as they can be read."""
        path = self.folder / self.settings.translate.glossary
        return self._glossaries.get(
            take_stamp(path),
            lambda: read_glossary(self.folder, self.settings)[0],
        )

    def read_ledger(self) -> LedgerView:
        """Return what the ledger knows; nothing before the first run."""
        path = self.state / DATABASE_NAME
        if not has_database(self.state):
            return EMPTY_LEDGER
        log = path.with_name(f"{DATABASE_NAME}-wal")
        stamps = (take_stamp(path), take_stamp(log))
        return self._ledgers.get(stamps, self._read_ledger)

    def _read_ledger(self) -> LedgerView:
        with Ledger.open_to_read(self.state) as ledger:
            return LedgerView(
                ledger.posts(),
                ledger.pages(),
                ledger.editions(),
                ledger.uploads(),
                ledger.last_runs(N_RUNS),
            )

    # ------------------------------------------------------------ posts

    def find_files(self) -> tuple[ArchiveFile, ...]:
        """Return every post file, unread."""
        return find_archive(
            self.folder, self.settings, self.read_ledger().posts
        )

    def find_file(self, ref: str) -> ArchiveFile | None:
        """Return the file of one post, unread; None for a post that no run has seen."""
        record = self.read_ledger().posts.get(ref)
        if record is None or record.state is State.RETIRED:
            return None
        root = self.folder / self.settings.posts.folder
        return stat_archive_file(root / record.path, record.path, record)

    def examine(self, file: ArchiveFile) -> Examined:
        """Say what a file is that no run has taken yet."""
        key = (file.path, file.mtime_ns, file.n_bytes)
        return self._examined.get(
            key, lambda: examine_file(file, self.settings)
        )

    def get_path(self, ref: str) -> Path:
        """Return the file of a post.

        Raises:
            PostError: There is none.
        """
        post = self.read_ledger().posts.get(ref)
        root = self.folder / self.settings.posts.folder
        if post is not None and (root / post.path).is_file():
            return root / post.path
        for file in self.find_files():
            if file.record is None and self.examine(file).ref == ref:
                return file.path
        raise PostError(
            f"there is no post {quote(ref)}",
            at=str(root),
            why="no file of the archive has this key",
            fix="go back to the list of posts",
        )

    def prepare(self, ref: str) -> PreparedFile:
        """Return a post as the next run will clean and abridge it, or why it cannot."""
        titles = {post.title for post in self.read_ledger().posts.values()}
        settings, path = self.settings, self.get_path(ref)
        task = build_task(
            self.folder,
            settings,
            ref,
            path,
            titles,
            self._find_published_title(ref, path),
        )
        stamp = take_stamp(self.folder / "newsletter.toml")
        decided = repr(task.decisions)
        shown = (task.decoration, task.published_title)
        key = (ref, task.file.data, decided, stamp, *shown)
        return self._prepared.get(
            key, lambda: self._worker.submit(prepare_single, task).result()
        )

    def _find_published_title(self, ref: str, path: Path) -> str:
        """The title a post keeps, as a run finds it: of a file that was moved, too."""
        ledger, file = self.read_ledger(), self.find_file(ref)
        known = ledger.posts.get(ref)
        if known is None:
            return ""
        title, language = known.title, known.language
        if file is None or file.changed:
            root = self.folder / self.settings.posts.folder
            now = stat_archive_file(
                path, path.relative_to(root).as_posix(), known
            )
            if now is None:
                return ""
            examined = self.examine(now)
            title, language = examined.title, examined.language
        page = ledger.pages.get((ref, language))
        return find_published_title(title, known, page)

    # ------------------------------------------------------------ catalogues

    def find_catalogues(self) -> dict[PageKey, tuple[str, Stamp]]:
        """Return every catalogue with its time and size, by post and language."""
        root = self.folder / self.settings.translate.catalogues
        found: dict[PageKey, tuple[str, Stamp]] = {}
        for language in self.settings.target_languages:
            for entry in list_folder(root / language):
                if entry.name.endswith(".po"):
                    stamp = take_stamp(Path(entry.path))
                    ref = entry.name.removesuffix(".po")
                    found[ref, language] = (entry.path, stamp)
        return found

    def count_known(self, path: str, stamp: Stamp) -> Counts | None:
        """Return how far the review of a catalogue is, where it has been counted."""
        known = self._counts.get(path)
        return known[1] if known and known[0] == stamp else None

    def count(self, path: str, stamp: Stamp) -> Counts | None:
        """Return how far the review of a catalogue is; None for one that cannot be read."""
        known = self._counts.get(path)
        if known and known[0] == stamp:
            return known[1]
        counts: Counts | None
        try:
            counts = count_units(read_file(Path(path)), path)
        except (OSError, PostError):
            counts = None  # its page says why
        with self._turn:
            self._counts[path] = (stamp, counts)
        return counts

    def warm_up(self) -> Thread:
        """Count all catalogues beside the work, so that the list need not wait for it."""
        thread = Thread(target=self._count_all, daemon=True, name="count")
        thread.start()
        return thread

    def _count_all(self) -> None:
        """Count the units of all catalogues ahead of the pages that show them."""
        try:
            for path, stamp in self.find_catalogues().values():
                self.count(path, stamp)
        except (OSError, NewsletterError):
            return  # the page that needs them says why they cannot be read

    def find_decided(self) -> dict[str, int]:
        """Return when the decisions about each post were changed, in ns, by ref."""
        return {
            entry.name.removesuffix(".toml"): take_stamp(Path(entry.path))[0]
            for entry in list_folder(self.folder / DECISIONS)
            if entry.name.endswith(".toml")
        }


def list_folder(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield what lies in a folder; nothing where there is none."""
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError:
        return

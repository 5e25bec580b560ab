"""Take one post through the pure stages as a run would, for whoever wants to look at it.

What a person sees of a post before a run, and decides about, has to be what the run makes of it: so
this hands the same task to the same stage, decisions and titles of the publication included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsletter.config import Settings
from newsletter.dedupe import find_decoration
from newsletter.pipeline.deadline import GuardedStage
from newsletter.pipeline.decision_files import read_decisions
from newsletter.pipeline.post_files import find_post_names, stat_post
from newsletter.pipeline.tasks import (
    Examined,
    ExamineTask,
    PreparedFile,
    PrepareTask,
    examine,
    fail_preparing,
    prepare_file,
    read_post_file,
)
from newsletter.store.ledger_records import PostRecord, State
from newsletter.store.output_places import find_output


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A post file with the time and size it has now, and what the ledger knows of it.

    Attributes:
        name: Below the posts folder.
        record: None for a file that no run has taken yet.
        changed: It is not what the last run published.
    """

    path: Path
    name: str
    mtime_ns: int
    n_bytes: int
    record: PostRecord | None
    changed: bool


def find_archive(
    folder: Path, settings: Settings, posts: Mapping[str, PostRecord]
) -> tuple[ArchiveFile, ...]:
    """Return every post file without reading any, by name.

    Args:
        posts: The posts of the ledger, by ref.
    """
    root = folder / settings.posts.folder
    by_path = {
        post.path: post
        for post in posts.values()
        if post.state is not State.RETIRED
    }
    found: list[ArchiveFile] = []
    for name in find_post_names(root, find_output(folder, settings)):
        file = stat_archive_file(root / name, name, by_path.get(name))
        if file is not None:
            found.append(file)
    return tuple(found)


def stat_archive_file(
    path: Path, name: str, record: PostRecord | None
) -> ArchiveFile | None:
    """Return a post file without reading it; None where it is gone."""
    status = stat_post(path)
    if status is None:
        return None
    # Times of files as young as their run are written down as 0: only the size can tell.
    is_changed = record is not None and (
        record.n_bytes != status.st_size
        or record.mtime_ns not in (0, status.st_mtime_ns)
    )
    return ArchiveFile(
        path, name, status.st_mtime_ns, status.st_size, record, is_changed
    )


def examine_file(file: ArchiveFile, settings: Settings) -> Examined:
    """Say what a post file is that no run has taken yet."""
    task = ExamineTask(
        read_post_file(file.path, file.name),
        file.name,
        file.mtime_ns,
        file.n_bytes,
        settings,
    )
    return examine(task)


def build_task(
    folder: Path,
    settings: Settings,
    ref: str,
    path: Path,
    titles: Iterable[str],
    published_title: str = "",
) -> PrepareTask:
    """Return the task a run would do for this post.

    Args:
        titles: Of all posts of the publication; what all of them have is decoration.
        published_title: The one it is published under and keeps, "" for none.

    Raises:
        PostError: Its decisions cannot be read.
    """
    name = path.relative_to(folder / settings.posts.folder).as_posix()
    return PrepareTask(
        read_post_file(path, name),
        ref,
        settings,
        read_decisions(folder, ref),
        find_decoration(sorted(titles)),
        published_title,
    )


def prepare_single(task: PrepareTask) -> PreparedFile:
    """Clean and abridge one post within the deadline of a run.

    Raises:
        WorkersLost: Outside the main thread: its helper process was ended, or cannot start.
    """
    deadline_s = task.settings.run.post_deadline_s
    return GuardedStage(prepare_file, fail_preparing, deadline_s)(task)

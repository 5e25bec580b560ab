"""Write outputs so that a reader never meets half of one, whatever happens while they are written.

A batch is published in three steps:

    stage     every changed file is written into `.newsletter-staging/` below the root (the same
              file system, so that renaming cannot copy), then all are synced; readers see no
              change yet
    look      everything that can refuse a rename (a folder where the file goes, a link that leads
              outside, a name too long) is looked for while all old files still stand
    swap      the files are renamed into place in the order in which they were given: the caller
              gives feeds last, so that no feed ever names a page that is not there yet; a rename
              that fails all the same undoes the ones before it

A full disk shows in the first step, where it costs nothing. A kill during the swap leaves whole
files, some new and some old; the ledger, written after, still says "old", so the next run swaps the
rest. A kill before it leaves only the staging folder, which the next batch sweeps away.

The staging folder carries its own lock: two publications that write into one folder by mistake
cannot sweep each other's files.

Rejected: a versioned folder and one symbolic link that is switched (whole-or-nothing for the entire
tree, but web servers, Jekyll and Windows treat links each in their own way, and every run would
copy or hard-link the archive); temporary names beside each file (they show up in the folders that
Jekyll and rsync read).
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from newsletter.errors import LockedError, OutputError, quote
from newsletter.model import Artefact
from newsletter.store.refusals import build_refusal

STAGING = ".newsletter-staging"
# Parts and characters of a path that is not plainly below its root.
_NO_PLACE = frozenset({"", ".", ".."})
_NO_PATH = frozenset("\\\0:")

_FIXES = {
    errno.EROFS: "make the file system writable, or choose another folder",
    errno.EACCES: "give this account the right to write there, or choose another folder",
    errno.EPERM: "give this account the right to write there, or choose another folder",
    errno.ENOTDIR: "move that file away, or choose another folder",
    errno.EISDIR: "move that folder away, or choose another folder",
    errno.ENAMETOOLONG: "give the post a shorter slug",
    errno.EXDEV: "do not mount another file system below the output folder",
}
_OTHERWISE = (
    "look at that folder and run again; what was published before is intact"
)


@dataclass(frozen=True, slots=True)
class Published:
    """What a batch did: paths below the root, in the order in which they were given.

    Attributes:
        refused: Where a file stands that we did not write: it was left alone.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


class Ownership(Protocol):
    """Knows which files in an output folder are ours."""

    def owns(self, path: str) -> bool:
        """Whether we wrote the file of this path, or were about to when a run was killed."""

    def claim(self, paths: Sequence[str]) -> None:
        """Remember that these are about to be written, so that a kill does not disown them."""


@dataclass(frozen=True, slots=True)
class _Staged:
    """A file that waits in the staging folder for its place."""

    path: str
    target: Path
    staged: Path


def publish(
    artefacts: Iterable[Artefact],
    root: Path,
    ownership: Ownership | None = None,
) -> Published:
    """Bring every artefact to its place below `root`: all of them, or none where that is possible.

    Args:
        artefacts: In the order in which they may appear; feeds last. Consumed once, one at a time,
            so that a generator keeps memory flat.
        root: The output folder; made when missing. It may be a link; nothing below it may.
        ownership: Says which files may be overwritten; None: none may.

    Returns:
        The paths written; those whose bytes already stood there and were left alone (with their
        times); and those where another's file stands.

    Raises:
        OutputError: A path that leads out of the root or stands there twice, or anything the disk
            refuses: full, read-only, a folder in the way. What stood there before is intact.
        LockedError: Another run publishes into the same folder.
    """
    unchanged: list[str] = []
    refused: list[str] = []
    staged: list[_Staged] = []
    with _staging(root) as folder:
        seen: set[str] = set()
        known: set[str] = set()
        for artefact in artefacts:
            target = _target(artefact.path, root)
            if artefact.path in seen:
                raise OutputError(
                    "cannot publish",
                    at=artefact.path,
                    why="two outputs have this path",
                    fix="give one another slug",
                )
            seen.add(artefact.path)
            _refuse_new_links(artefact.path, root, known)
            if _holds(target, artefact.content):
                unchanged.append(artefact.path)
                continue
            if _is_foreign(target, artefact.path, ownership):
                refused.append(artefact.path)
                continue
            place = folder / str(len(staged))
            with _explained("write", target):
                _write(place, artefact.content)
            staged.append(_Staged(artefact.path, target, place))
        for file in staged:
            with _explained("write", file.target):
                _sync(file.staged)
        known, ready = set(), set[Path]()
        for file in staged:
            with _explained("write", file.target):
                _refuse_new_links(file.path, root, known)
                _look(file.target, ready)
        written = tuple(file.path for file in staged)
        if ownership and written:
            ownership.claim(written)
        _swap(staged, folder, root)
    return Published(written, tuple(unchanged), tuple(refused))


def _is_foreign(target: Path, path: str, ownership: Ownership | None) -> bool:
    """Whether a file stands there that we did not write; a folder in the way is an error later."""
    is_ours = ownership is not None and ownership.owns(path)
    if is_ours or not os.path.lexists(target):
        return False
    return target.is_symlink() or not target.is_dir()


def remove(paths: Iterable[str], root: Path) -> tuple[str, ...]:
    """Take retired outputs away, with folders that become empty; returns the paths that were there.

    What is a link by now, or lies behind one, is not what we wrote: it stays.

    Raises:
        OutputError: A path that leads out of the root, or the disk refuses.
    """
    gone: list[str] = []
    for path in paths:
        target = _target(path, root)
        if target.is_symlink() or _find_link(target, root):
            continue
        with _explained("remove", target):
            try:
                target.unlink()
            except (FileNotFoundError, NotADirectoryError):
                continue
            gone.append(path)
            for parent in target.parents:
                if parent == root or not _remove_empty(parent):
                    break
    return tuple(gone)


def _find_link(target: Path, root: Path) -> Path | None:
    """The folder between the root and a file that is a link; None when there is none."""
    for parent in target.parents:
        if parent == root:
            return None
        if parent.is_symlink():
            return parent
    return None


def _refuse_new_links(path: str, root: Path, known: set[str]) -> None:
    """Refuse a link among the folders of an output that were not looked at before.

    Args:
        path: Below the root.
        known: The folders that are none; those looked at now are added.
    """
    folder = path.rpartition("/")[0]
    while folder and folder not in known:
        place = root / folder
        if place.is_symlink():
            raise OutputError(
                f"cannot write {quote(root / path)}",
                at=str(place),
                why="it is a link, and a link below the output folder may lead anywhere",
                fix="put a folder in its place; the output folder itself may be a link",
            )
        known.add(folder)
        folder = folder.rpartition("/")[0]


def take_stamp(path: Path) -> tuple[int, int]:
    """Return time and size of a file, by which a change of it is noticed; zeros for none."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def move(path: str, old: Path, place: str, root: Path) -> bool:
    """Rename a file of one folder into another, and remove the folders that are left empty.

    Args:
        path: Of the file below `old`.
        place: Where it goes below `root`; the folders it needs are made.

    Args:
        source: The file.
        target: Its new path.
        root: The folder that stays, even empty.

    Returns:
        False when there was no such file, or something else stands where it should go.

    Raises:
        OutputError: The disk refuses, or a folder on the way is a link; the file is where it was.
    """
    source, target = _target(path, old), _target(place, root)
    is_linked = source.is_symlink() or _find_link(source, old) is not None
    if is_linked or not source.is_file() or os.path.lexists(target):
        return False
    _refuse_new_links(place, root, set())
    with _explained("move", target):
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
    for parent in source.parents:
        if parent == old or not _remove_empty(parent):
            break
    return True


def write_file(path: Path, content: bytes) -> bool:
    """Write one file whole or not at all; False when it already held these bytes.

    For files that people keep (catalogues, reports): the new text stands beside, synced, before it
    takes the place.

    Raises:
        OutputError: The disk refuses; the old file is intact.
    """
    if _holds(path, content):
        return False
    # One name for all runs: what a killed run left is taken over by the next.
    beside = path.with_name(f".{path.name[:80]}.tmp")
    with _explained("write", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.unlink(missing_ok=True)  # a link goes, not what it points to
            _write(beside, content)
            _sync(beside)
            beside.replace(path)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
        _sync_folder(path.parent)
    return True


@contextmanager
def _staging(root: Path) -> Iterator[Path]:
    """Yield an empty staging folder that only this run uses; it is gone afterwards."""
    from filelock import FileLock, Timeout

    folder = root / STAGING
    with _explained("write into", root):
        root.mkdir(parents=True, exist_ok=True)
        _require_folder(folder)
        lock_file = folder / "lock"
        if lock_file.is_symlink():
            lock_file.unlink()
        held = FileLock(lock_file, timeout=0)
        try:
            held.acquire()
        except Timeout:
            raise LockedError(
                f"cannot publish into {quote(root)}",
                at=str(folder),
                why="another run publishes there right now",
                fix="wait for it, or give every publication its own --output",
            ) from None
    try:
        with _explained("write into", root):
            work = folder / "files"
            if work.is_symlink():
                work.unlink()
            shutil.rmtree(work, ignore_errors=True)  # what a killed run left
            work.mkdir()
        yield work
    finally:
        # With the lock file, while the lock is still ours.
        shutil.rmtree(folder, ignore_errors=True)
        held.release()


def _require_folder(folder: Path) -> None:
    """Make the staging folder; a link is refused: what it points to would be emptied."""
    with suppress(FileExistsError):
        folder.mkdir()
    if folder.is_symlink() or not folder.is_dir():
        raise OutputError(
            f"cannot write into {quote(folder)}",
            at=str(folder),
            why="it is a link, or no folder",
            fix="remove it",
        )


def _target(path: str, root: Path) -> Path:
    """The place of an output; refuses whatever is not plainly below the root."""
    parts = path.split("/")
    if (
        not _NO_PLACE.isdisjoint(parts)
        or not _NO_PATH.isdisjoint(path)
        or parts[0] == STAGING
    ):
        raise OutputError(
            "cannot publish",
            at=quote(path),
            why="the path leads out of the output folder",
            fix="give the post another slug",
        )
    return root.joinpath(*parts)


def _holds(target: Path, content: bytes) -> bool:
    """Tell whether a regular file with exactly these bytes stands there."""
    try:
        found = target.lstat()
        return (
            stat.S_ISREG(found.st_mode)
            and found.st_size == len(content)
            and target.read_bytes() == content
        )
    except OSError:
        return False


def _write(place: Path, content: bytes) -> None:
    """Write a new file: what stands there already, were it a link, is an error."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(place, flags | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def _sync(place: Path) -> None:
    """Wait until a file is on the disk.

    The disk takes the files of a batch together, and waits once for most of them, where all are
    written before the first is waited for.
    """
    handle = os.open(place, os.O_RDWR)  # Windows syncs only what may be written
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _look(target: Path, ready: set[Path]) -> None:
    """Raise for everything that would refuse the rename, and make the folders it needs.

    Args:
        target: Where the file goes.
        ready: The folders that may be written into; that of the target is added.
    """
    folder = target.parent
    if folder not in ready:
        folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        found = (
            target.lstat()
        )  # or a name too long, a folder that may not be entered
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if folder not in ready and not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    ready.add(folder)


def _swap(staged: list[_Staged], folder: Path, root: Path) -> None:
    """Rename all into place; when one is refused, put the old files back and raise."""
    done: list[_Staged] = []
    try:
        for swap in staged:
            with _explained("write", swap.target), suppress(FileNotFoundError):
                _keep(swap.target, folder / f"{swap.staged.name}.old")
            done.append(swap)
            with _explained("write", swap.target):
                swap.staged.replace(swap.target)
    except OutputError:
        for swap in reversed(done):
            _put_back(swap, folder / f"{swap.staged.name}.old")
        raise
    folders: set[Path] = set()
    for swap in staged:
        for parent in swap.target.parents:
            if parent in folders:
                break
            folders.add(parent)
            if parent == root:
                break
    for changed in sorted(folders):
        _sync_folder(changed)


def _keep(target: Path, old: Path) -> None:
    """Give the old file a second name until the batch is through."""
    try:
        os.link(target, old, follow_symlinks=False)
    except FileNotFoundError:
        raise
    except OSError:  # a file system without hard links
        shutil.copy2(target, old, follow_symlinks=False)


def _put_back(swap: _Staged, old: Path) -> None:
    """Undo one swap: the old file comes back, a new one goes."""
    with suppress(OSError):
        if old.exists():
            old.replace(swap.target)
        elif (
            not swap.staged.exists()
        ):  # it was renamed, and nothing stood there before
            swap.target.unlink()


def _remove_empty(folder: Path) -> bool:
    """Remove a folder when nothing is in it; tell whether it is gone."""
    try:
        folder.rmdir()
    except OSError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    """Make renames durable.

    Where folders cannot be synced (Windows, some network disks) the rename is all we get.
    """
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _explained(verb: str, target: Path) -> Iterator[None]:
    """Turn what the system says into what, where, why, fix."""
    try:
        yield
    except OSError as error:
        what = f"cannot {verb} {quote(target.name or target)}"
        fix = _FIXES.get(error.errno or 0, _OTHERWISE)
        raise build_refusal(what, target, error, fix) from None

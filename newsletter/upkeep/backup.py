"""Put everything that cannot be made again into one file, and take it out of it.

    newsletter.toml, glossary, context, catalogues, decisions, templates, posts    as they lie there
    .newsletter/state.db         a whole copy, taken while a run may be at work
    backup.json                  the SHA-256 of each of them

The outputs are not in it: the first run after a restore makes them again, from what the memory and
the catalogues know, with the same bytes. Keys are not in it either: they are no files of ours.

An archive is read without trusting it: only plain files that its list names, with the bytes that it
names, below the folder; and the folder appears only when all of them are right.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from newsletter.config import CONFIG_NAME, Settings
from newsletter.errors import ConfigError, quote
from newsletter.pipeline.post_files import find_posts
from newsletter.pipeline.publication import STATE_NAME
from newsletter.source.decisions import FOLDER as DECISIONS
from newsletter.store.database import DATABASE_NAME, has_database
from newsletter.store.files import write_file
from newsletter.store.ledger import Ledger
from newsletter.store.output_places import find_output
from newsletter.store.refusals import READABLE, build_refusal

LIST_NAME = "backup.json"
DATABASE_PATH = f"{STATE_NAME}/{DATABASE_NAME}"
OWN_FOLDERS = ("templates", DECISIONS)
FORM = 1  # of the archive; another one is refused


@dataclass(frozen=True, slots=True)
class Backup:
    """What an archive holds: the files, and their bytes together."""

    n_files: int
    n_bytes: int


def write_backup(folder: Path, settings: Settings, archive: Path) -> Backup:
    """Write the archive of a publication; an older one of this name is replaced when it is whole.

    Args:
        folder: The publication.
        settings: Its settings.
        archive: The file to write.

    Raises:
        ConfigError: The archive would lie where posts are looked for.
        OutputError: A file cannot be read, or the archive not be written.
    """
    try:
        contents = dict(_read_contents(folder, settings))
    except OSError as error:
        what = f"cannot back up {quote(folder)}"
        raise build_refusal(what, folder, error, READABLE) from None
    hashes = {
        name: hashlib.sha256(data).hexdigest()
        for name, data in contents.items()
    }
    listed = json.dumps({"form": FORM, "files": hashes}, indent=1).encode()
    buffer = io.BytesIO()
    # Without a time of its own the same publication gives the same archive.
    with (
        gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        for name, data in {LIST_NAME: listed, **contents}.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(data), 0o600
            tar.addfile(member, io.BytesIO(data))
    write_file(archive, buffer.getvalue())
    return Backup(len(contents), sum(map(len, contents.values())))


def restore_backup(archive: Path, folder: Path) -> Backup:
    """Make a publication from an archive, in a folder that is not there or is empty.

    Raises:
        ConfigError: The folder holds something, or the file is no whole archive of ours.
        OutputError: The disk refuses.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigError(
            f"cannot restore into {quote(folder)}",
            at=str(folder),
            why="it is not empty",
            fix="name a folder that is not there yet",
        )
    contents = read_backup(archive)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".restore-"))
        try:
            for name, data in contents.items():
                place = beside / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            if folder.exists():
                folder.rmdir()
            beside.chmod(0o755)  # mkdtemp makes it for its owner alone
            beside.rename(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        what = f"cannot restore into {quote(folder)}"
        raise build_refusal(what, folder, error) from None
    return Backup(len(contents), sum(map(len, contents.values())))


def read_backup(archive: Path) -> dict[str, bytes]:
    """Return the files of an archive by their path, each with the bytes that its list names.

    Raises:
        ConfigError: It is no archive of ours, or damaged.
    """
    try:
        with tarfile.open(archive, mode="r:gz") as tar:
            members = dict(_read_members(tar))
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no archive, or damaged"
        raise _no_backup(archive, str(why).lower()) from None
    listed = _read_list(members.pop(LIST_NAME, b""), archive)
    if set(listed) != set(members):
        raise _no_backup(archive, "files are missing, or there are others")
    for name, data in members.items():
        if not _is_inside(name):
            raise _no_backup(archive, f"{quote(name)} leads out of the folder")
        if hashlib.sha256(data).hexdigest() != listed[name]:
            raise _no_backup(archive, f"{quote(name)} is damaged")
    return members


def _read_contents(
    folder: Path, settings: Settings
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a publication, by name; the database last."""
    posts = folder / settings.posts.folder
    outputs = find_output(folder, settings)
    paths = {folder / CONFIG_NAME, *find_posts(posts, outputs)}
    for name in (settings.translate.glossary, settings.translate.context):
        paths.add(folder / name)
    for name in (settings.translate.catalogues, *OWN_FOLDERS):
        paths.update((folder / name).rglob("*"))
    base = folder.resolve()
    for path in sorted(paths):
        is_ours = path.is_file() and path.resolve().is_relative_to(base)
        if is_ours:
            name = path.resolve().relative_to(base).as_posix()
            yield name, path.read_bytes()
    state = folder / STATE_NAME
    if has_database(state):
        yield DATABASE_PATH, _copy_database(state)


def _copy_database(state: Path) -> bytes:
    with (
        tempfile.TemporaryDirectory() as place,
        Ledger.open(state) as ledger,
    ):
        copy = Path(place) / DATABASE_NAME
        ledger.back_up(copy)
        return copy.read_bytes()


def _read_members(tar: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    """The files of an archive; a link or a device in it is refused."""
    for member in tar:
        file = tar.extractfile(member) if member.isfile() else None
        if file is None:
            raise ValueError("something else than files")
        yield member.name, file.read()


def _read_list(data: bytes, archive: Path) -> dict[str, str]:
    """The files that an archive says it holds, each with its hash."""
    try:
        about = json.loads(data)
        files = about["files"]
        form = about["form"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _no_backup(archive, f"it has no {LIST_NAME}") from None
    if form != FORM or not isinstance(files, dict):
        raise _no_backup(archive, "another version of newsletter wrote it")
    return files


def _is_inside(name: str) -> bool:
    """Tell whether a name of an archive is a path below it, on any system."""
    path = PurePosixPath(name)
    is_plain = set("\\:\0").isdisjoint(name)
    return is_plain and not path.is_absolute() and ".." not in path.parts


def _no_backup(archive: Path, why: str) -> ConfigError:
    return ConfigError(
        f"cannot restore {quote(archive)}",
        at=str(archive),
        why=why,
        fix="name a file that newsletter backup has written",
    )

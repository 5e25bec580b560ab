from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock

from newsletter.errors import LockedError, OutputError
from newsletter.model import Artefact
from newsletter.regular_files import read_file
from newsletter.store import files
from newsletter.store.files import STAGING, Published, remove, write_file


class Everything:
    """Every file in the folder is ours."""

    def owns(self, path: str) -> bool:
        """Yes."""
        return bool(path)

    def claim(self, paths: Sequence[str]) -> None:
        """Nothing has to be remembered."""


publish = partial(files.publish, ownership=Everything())


BATCH = (
    Artefact("en/posts/one.md", b"one\n"),
    Artefact("en/posts/two.md", b"two\n"),
    Artefact("en/feed.xml", b"<rss/>\n"),
)


def tree(root: Path) -> dict[str, bytes]:
    """Every file below the root with its bytes."""
    return {
        each.relative_to(root).as_posix(): each.read_bytes()
        for each in sorted(root.rglob("*"))
        if each.is_file()
    }


def test_publish_writes_and_leaves_no_staging(tmp_path: Path) -> None:
    """Everything is in place afterwards and nothing else is."""
    assert publish(BATCH, tmp_path / "out").written == (
        "en/posts/one.md",
        "en/posts/two.md",
        "en/feed.xml",
    )
    assert tree(tmp_path / "out") == {each.path: each.content for each in BATCH}
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["en"]


def test_unchanged_bytes_are_not_written_again(tmp_path: Path) -> None:
    """A file that already holds its bytes keeps its inode and times.

    An empty batch does nothing.
    """
    publish(BATCH, tmp_path)
    before = (tmp_path / "en/posts/one.md").stat()
    again = publish((*BATCH[:1], Artefact("en/posts/two.md", b"2\n")), tmp_path)
    assert again == Published(written=("en/posts/two.md",), unchanged=("en/posts/one.md",))
    after = (tmp_path / "en/posts/one.md").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert publish((), tmp_path) == Published()


@pytest.mark.parametrize(
    "path",
    [
        "/etc/x",
        "../x",
        "a/../../x",
        "a/..",
        "",
        ".",
        "a//b",
        "./a",
        "a/",
        "a\\b",
        "a\0b",
        "c:/x",
        f"{STAGING}/x",
        f"{STAGING}/lock",
    ],
)
def test_paths_that_leave_the_root_are_refused(tmp_path: Path, path: str) -> None:
    """Only plain paths below the root are written; one bad path keeps the whole batch back."""
    with pytest.raises(OutputError):
        publish((Artefact("good.txt", b"x"), Artefact(path, b"x")), tmp_path / "out")
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("target", ["away", "out/real"])
def test_a_link_below_the_root_is_refused(tmp_path: Path, target: str) -> None:
    """A folder that is a link takes nothing, and nothing is removed behind it."""
    root = tmp_path / "out"
    for folder in (tmp_path / "away", root / "real"):
        folder.mkdir(parents=True)
        (folder / "precious").write_bytes(b"mine")
    (root / "trap").symlink_to(tmp_path / target)
    for path in ("trap/x", "trap/deep/x", "trap/precious"):
        with pytest.raises(OutputError, match="link"):
            publish((Artefact(path, b"x"),), root)
    assert remove(["trap/precious"], root) == ()
    assert tree(tmp_path / target) == {"precious": b"mine"}


def test_the_root_itself_may_be_a_link(tmp_path: Path) -> None:
    """A publication may write into the folder of a site through a link."""
    (tmp_path / "site").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "site")
    publish((Artefact("en/x", b"x"),), tmp_path / "out")
    assert (tmp_path / "site/en/x").read_bytes() == b"x"
    assert remove(["en/x"], tmp_path / "out") == ("en/x",)


@pytest.mark.parametrize("name", ["", "/files", "/lock"])
def test_a_planted_staging_folder_loses_nothing(tmp_path: Path, name: str) -> None:
    """What a link in the staging folder points to is neither emptied nor written to."""
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "files").mkdir()
    (precious / "files/a").write_bytes(b"mine")
    (tmp_path / "note").write_bytes(b"mine")
    place = tmp_path / f"out/{STAGING}{name}"
    place.parent.mkdir(parents=True)
    place.symlink_to(tmp_path / "note" if name == "/lock" else precious)
    if name:
        publish((Artefact("x", b"x"),), tmp_path / "out")
    else:
        with pytest.raises(OutputError, match="link"):
            publish((Artefact("x", b"x"),), tmp_path / "out")
    assert tree(precious) == {"files/a": b"mine"}
    assert (tmp_path / "note").read_bytes() == b"mine"


def test_a_planted_link_beside_a_catalogue_is_not_followed(tmp_path: Path) -> None:
    """The name a catalogue is written under first may be a link to a file of somebody."""
    (tmp_path / "rc").write_bytes(b"mine")
    (tmp_path / ".a.po.tmp").symlink_to(tmp_path / "rc")
    write_file(tmp_path / "a.po", b"catalogue")
    assert (tmp_path / "rc").read_bytes() == b"mine"
    assert (tmp_path / "a.po").read_bytes() == b"catalogue"
    assert not (tmp_path / "a.po").is_symlink()


@pytest.mark.parametrize("as_link", [False, True])
def test_a_file_of_another_is_left_alone(tmp_path: Path, as_link: bool) -> None:
    """What we did not write is refused, alone of its batch; our own bytes are taken for ours."""
    root = tmp_path / "out"
    root.mkdir()
    if as_link:
        (tmp_path / "home").write_bytes(b"theirs")
        (root / "index.html").symlink_to(tmp_path / "home")
    else:
        (root / "index.html").write_bytes(b"theirs")
    batch = (Artefact("index.html", b"ours"), Artefact("b", b"b"))
    done = files.publish(batch, root, None)
    assert (done.written, done.refused) == (("b",), ("index.html",))
    assert (root / "index.html").read_bytes() == b"theirs"
    (root / "index.html").unlink()
    (root / "index.html").write_bytes(b"ours")
    assert files.publish(batch, root, None).unchanged == ("index.html", "b")


def test_what_is_about_to_be_written_is_claimed_before(tmp_path: Path) -> None:
    """A kill between the first rename and the ledger must not make our own files another's."""
    claimed: list[str] = []

    class Claims(Everything):
        def owns(self, path: str) -> bool:
            """Nothing so far."""
            return False

        def claim(self, paths: Sequence[str]) -> None:
            """Nothing has been renamed yet."""
            assert not (tmp_path / "a").exists()
            claimed.extend(paths)

    files.publish((Artefact("a", b"a"),), tmp_path, Claims())
    assert claimed == ["a"]


def test_link_in_place_of_a_file_is_replaced(tmp_path: Path) -> None:
    """A file that is a link is replaced; what it pointed to is not touched."""
    (tmp_path / "secret").write_bytes(b"mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/feed.xml").symlink_to(tmp_path / "secret")
    publish((Artefact("feed.xml", b"mine"),), tmp_path / "out")
    assert not (tmp_path / "out/feed.xml").is_symlink()
    assert (tmp_path / "secret").read_bytes() == b"mine"


def test_same_path_twice_is_refused(tmp_path: Path) -> None:
    """Two outputs with one path are a mistake, not a race."""
    with pytest.raises(OutputError, match="two outputs"):
        publish((Artefact("a", b"1"), Artefact("a", b"2")), tmp_path)
    assert tree(tmp_path) == {}


def test_file_in_the_way_keeps_everything(tmp_path: Path) -> None:
    """A file where a folder must be, or a folder where the file must be, is named.

    Nothing has changed.
    """
    (tmp_path / "en").write_bytes(b"a file")
    with pytest.raises(OutputError) as first:
        publish((Artefact("a", b"1"), *BATCH), tmp_path)
    assert "cannot write" in str(first.value)
    assert tree(tmp_path) == {"en": b"a file"}
    (tmp_path / "feed.xml").mkdir()
    with pytest.raises(OutputError, match="is a directory"):
        publish((Artefact("a", b"1"), Artefact("feed.xml", b"x")), tmp_path)
    assert tree(tmp_path) == {"en": b"a file"}


def test_batch_is_swapped_in_the_order_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader who sees the feed sees every page it names: feeds come last."""
    seen: list[str] = []
    real = Path.replace

    def watch(self: Path, target: Path) -> Path:
        seen.append(target.name)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", watch)
    publish(BATCH, tmp_path)
    assert seen == ["one.md", "two.md", "feed.xml"]


def failing(real: Callable[..., object], fails_at: int, number: int) -> Callable[..., object]:
    """A system call that is refused from the n-th time on, as a full disk would."""
    calls = 0

    def call(*args: object, **words: object) -> object:
        nonlocal calls
        calls += 1
        if calls >= fails_at:
            raise OSError(number, os.strerror(number), str(args[0]))
        return real(*args, **words)

    return call


@pytest.mark.parametrize("fails_at", range(1, 4))
def test_full_disk_keeps_old_outputs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Disk full at any file: the error says so and every old output is intact."""
    old = tuple(Artefact(each.path, b"old") for each in BATCH)
    publish(old, tmp_path)
    monkeypatch.setattr(files, "_write", failing(files._write, fails_at, errno.ENOSPC))
    with pytest.raises(OutputError, match="no space left") as caught:
        publish(BATCH, tmp_path)
    assert "free some space" in caught.value.fix
    assert tree(tmp_path) == {each.path: b"old" for each in BATCH}


@pytest.mark.parametrize("fails_at", range(1, 4))
@pytest.mark.parametrize("hard_links", [True, False])
def test_refused_rename_undoes_the_ones_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int, hard_links: bool
) -> None:
    """When the n-th rename is refused, the batch is taken back: changed files, and new ones too."""
    publish((Artefact("en/posts/one.md", b"old"), Artefact("en/feed.xml", b"old feed")), tmp_path)
    real = Path.replace
    calls = 0

    def refuse(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError(errno.EIO, "Input/output error", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    if not hard_links:
        monkeypatch.setattr("os.link", failing(os.link, 1, errno.EPERM))
    with pytest.raises(OutputError, match="input/output error"):
        publish(BATCH, tmp_path)
    assert tree(tmp_path) == {"en/posts/one.md": b"old", "en/feed.xml": b"old feed"}


@pytest.mark.parametrize("hard_links", [True, False])
def test_a_link_is_put_back_as_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hard_links: bool
) -> None:
    """A batch that is taken back leaves what stood there, not a copy of what a link led to."""
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a").symlink_to(tmp_path / "theirs")
    (tmp_path / "out/b").write_bytes(b"old")
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "b" and "old" not in self.name:
            raise OSError(errno.EIO, "Input/output error", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    if not hard_links:
        monkeypatch.setattr("os.link", failing(os.link, 1, errno.EPERM))
    with pytest.raises(OutputError, match="input/output error"):
        publish((Artefact("a", b"new"), Artefact("b", b"new")), tmp_path / "out")
    assert (tmp_path / "out/a").is_symlink()
    assert (tmp_path / "theirs").read_bytes() == b"theirs"
    assert (tmp_path / "out/b").read_bytes() == b"old"


def test_leavings_of_a_killed_run_are_swept(tmp_path: Path) -> None:
    """What a killed run staged is gone after the next batch."""
    (tmp_path / STAGING / "files").mkdir(parents=True)
    (tmp_path / STAGING / "files/0").write_bytes(b"half")
    publish(BATCH[:1], tmp_path)
    assert tree(tmp_path) == {"en/posts/one.md": b"one\n"}


def test_output_folder_of_another_run_is_left_alone(tmp_path: Path) -> None:
    """Two publications that share an output folder by mistake do not sweep each other's files."""
    (tmp_path / STAGING / "files").mkdir(parents=True)
    (tmp_path / STAGING / "files/0").write_bytes(b"theirs")
    with FileLock(tmp_path / STAGING / "lock"), pytest.raises(LockedError):
        publish(BATCH, tmp_path)
    assert (tmp_path / STAGING / "files/0").read_bytes() == b"theirs"


def test_artefacts_are_taken_one_at_a_time(tmp_path: Path) -> None:
    """A generator is consumed file by file: the batch is never held in memory."""
    staged: list[int] = []

    def batch() -> Iterator[Artefact]:
        for number in range(3):
            staged.append(len(list((tmp_path / STAGING / "files").iterdir())))
            yield Artefact(f"{number}.txt", b"x")

    publish(batch(), tmp_path)
    assert staged == [0, 1, 2]


def test_remove_takes_empty_folders_along(tmp_path: Path) -> None:
    """Retired outputs go with the folders they leave empty; others and the root stay.

    What is gone already is no error.
    """
    publish(
        (Artefact("campaigns/a/en/email.html", b"1"), Artefact("campaigns/b/en/email.html", b"2")),
        tmp_path,
    )
    assert remove(
        ("campaigns/a/en/email.html", "campaigns/x", "campaigns/b/en/email.html/x"), tmp_path
    ) == ("campaigns/a/en/email.html",)
    assert not (tmp_path / "campaigns/a").exists()
    assert tree(tmp_path) == {"campaigns/b/en/email.html": b"2"}
    remove(("campaigns/b/en/email.html",), tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OutputError):
        remove(("../x",), tmp_path)


def test_write_file_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single file.

    Old text intact after a fault, no leavings, the same bytes not written again.
    """
    place = tmp_path / "translations/en/a.po"
    assert write_file(place, b"old")
    assert not write_file(place, b"old")
    monkeypatch.setattr("os.fsync", failing(os.fsync, 1, errno.ENOSPC))
    with pytest.raises(OutputError, match="no space left"):
        write_file(place, b"new text")
    assert tree(tmp_path) == {"translations/en/a.po": b"old"}


def test_a_name_too_long_is_known_before_anything_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not at the second file, with the first one in its place."""
    renamed: list[Path] = []
    monkeypatch.setattr(Path, "replace", lambda path, _target: renamed.append(path))
    long = Artefact(f"{'a' * 300}.html", b"2")
    with pytest.raises(OutputError) as caught:
        publish((Artefact("a.html", b"1"), long), tmp_path)
    assert caught.value.fix == "give the post a shorter slug"
    assert renamed == []


def test_the_name_of_a_file_that_is_kept_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new name must be on the disk too, not only what it names."""
    synced: list[Path] = []
    monkeypatch.setattr(files, "_sync_folder", synced.append)
    assert write_file(tmp_path / "x/a.po", b"a")
    assert synced == [tmp_path / "x"]
    assert not write_file(tmp_path / "x/a.po", b"a")
    assert synced == [tmp_path / "x"]


def test_what_is_synced_is_the_whole_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is left in a buffer: after a fall of the power it stands there, or the old one."""
    sizes: list[int] = []
    sync = os.fsync

    def look(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            sizes.append(os.fstat(handle).st_size)
        sync(handle)

    monkeypatch.setattr("os.fsync", look)
    write_file(tmp_path / "a.po", b"x" * 5000)
    publish((Artefact("en/a.html", b"y" * 3000),), tmp_path)
    assert {5000, 3000} <= set(sizes)


def test_a_batch_is_on_the_disk_before_its_first_file_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are written, then all are waited for, then they are renamed."""
    steps: list[str] = []

    def noted(step: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object) -> object:
            steps.append(step)
            return real(*args)

        return call

    for name in ("_write", "_sync"):
        monkeypatch.setattr(files, name, noted(name, getattr(files, name)))
    monkeypatch.setattr(Path, "replace", noted("replace", Path.replace))
    publish(BATCH, tmp_path)
    n_files = len(BATCH)
    assert steps == ["_write"] * n_files + ["_sync"] * n_files + ["replace"] * n_files


def test_only_folders_of_the_outputs_are_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From that of a file up to the output folder, each once, and none above it."""
    synced: list[Path] = []
    monkeypatch.setattr(files, "_sync_folder", synced.append)
    root = tmp_path / "site"
    root.mkdir()
    publish((Artefact("en/a/b.html", b"1"), Artefact("en/c.html", b"2")), root)
    inside = {root, root / "en", root / "en/a"}
    assert inside <= set(synced)
    assert all(folder == root or root in folder.parents for folder in synced)


def test_no_file_stays_open(tmp_path: Path) -> None:
    """A run writes thousands of files, and may hold some hundred open."""
    handles = Path("/proc/self/fd")
    if not handles.is_dir():
        pytest.skip("the open files of a process are listed on Linux only")
    publish(BATCH, tmp_path)
    before = len(list(handles.iterdir()))
    for number in range(5):
        publish((Artefact(f"en/{number}.html", b"1"),), tmp_path)
        write_file(tmp_path / f"{number}.po", b"1")
        read_file(tmp_path / f"{number}.po")
    assert len(list(handles.iterdir())) <= before


def test_a_moved_file_says_that_it_was_moved(tmp_path: Path) -> None:
    """What is not there cannot be; empty folders go along."""
    publish((Artefact("en/a/b.html", b"1"),), tmp_path)
    assert files.move("en/a/b.html", tmp_path, "de/b.html", tmp_path)
    assert tree(tmp_path) == {"de/b.html": b"1"}
    assert not (tmp_path / "en").exists()
    assert not files.move("en/a/b.html", tmp_path, "de/c.html", tmp_path)


def test_moving_writes_over_nothing_and_follows_no_link(tmp_path: Path) -> None:
    """What stands at the new place stays, what lies behind a link is not ours to move."""
    old, new, others = tmp_path / "old", tmp_path / "new", tmp_path / "others"
    for folder in (old, new, others):
        folder.mkdir()
        (folder / "a").write_bytes(folder.name.encode())
    (old / "link").symlink_to(others)
    (new / "site").symlink_to(others)
    before = tree(others)
    assert not files.move("a", old, "a", new)
    assert not files.move("link/a", old, "b", new)
    with pytest.raises(OutputError, match="it is a link"):
        files.move("a", old, "site/b", new)
    assert (tree(others), (new / "a").read_bytes(), (old / "a").read_bytes()) == (
        before,
        b"new",
        b"old",
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes of files")
def test_a_new_file_may_be_read_as_its_owner_lets_others_read(tmp_path: Path) -> None:
    """By the mask of the process: a web server reads what is published."""
    mask = os.umask(0o022)
    try:
        write_file(tmp_path / "a.po", b"1")
        publish((Artefact("en/a.html", b"1"),), tmp_path)
    finally:
        os.umask(mask)
    for path in (tmp_path / "a.po", tmp_path / "en/a.html"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o644

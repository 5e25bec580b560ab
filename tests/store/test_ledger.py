from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from newsletter.errors import LedgerError
from newsletter.model import EditionKind
from newsletter.store.database import (
    DATABASE_NAME,
    MIGRATIONS,
    _copy_to_memory,
    open_database,
)
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import (
    AddressRecord,
    ArtefactRecord,
    Change,
    EditionRecord,
    FileRecord,
    PageRecord,
    PostRecord,
    State,
    UploadRecord,
    UploadState,
)

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=timezone(timedelta(hours=9)))
POST = PostRecord(
    "2025-11-02-rare",
    "2025-11-02-rare.md",
    "ab" * 32,
    1_700_000_000_123_456_789,
    640,
    "rare",
    "ja",
    "希土類",
    NOW,
    State.PUBLISHED,
    "",
    NOW,
)
PAGE = PageRecord(
    POST.ref,
    "en",
    State.HELD,
    "unit 7 is held",
    "rare",
    "https://example.com/en/rare",
    "Rare",
    "f1",
)
EDITION = EditionRecord(
    "digest-2026-W09", "en", EditionKind.DIGEST, "Week 9", NOW, ("b", "a"), "f2"
)


def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    """Every record comes back equal: times with their zone, posts of an edition in order."""
    artefact = ArtefactRecord("en/feed.xml", "cd" * 32, "", "en", "f3")
    with Ledger.open(tmp_path) as ledger:
        ledger.save(Change((POST,), (PAGE,), (artefact,), (), (EDITION,)))
    with Ledger.open(tmp_path) as ledger:
        assert ledger.posts() == {POST.ref: POST}
        assert ledger.pages() == {(PAGE.ref, "en"): PAGE}
        assert list(ledger.artefacts()) == [artefact]
        assert ledger.editions() == {("digest-2026-W09", "en"): EDITION}
        assert ledger.posts()[POST.ref].date.utcoffset() == timedelta(hours=9)


def test_saving_again_replaces(tmp_path: Path) -> None:
    """A record with the same key takes the place of the old one; removed artefacts are gone."""
    with Ledger.open(tmp_path) as ledger:
        ledger.save(
            Change(
                (POST,),
                (PAGE,),
                (ArtefactRecord("a", "1"), ArtefactRecord("b", "1")),
                (),
                (EDITION,),
            ),
        )
        shorter = replace(EDITION, refs=("c",))
        ledger.save(
            Change(
                (),
                (replace(PAGE, state=State.PUBLISHED),),
                (ArtefactRecord("b", "2"),),
                ("a",),
                (shorter,),
            ),
        )
        assert ledger.pages()[POST.ref, "en"].state is State.PUBLISHED
        assert list(ledger.artefacts()) == [ArtefactRecord("b", "2")]
        assert ledger.editions()["digest-2026-W09", "en"].refs == ("c",)


def test_editions_of_one_kind(tmp_path: Path) -> None:
    """Digests are found among as many editions of single posts as there are pages."""
    single = replace(EDITION, id="gold", kind=EditionKind.POST, refs=("gold",))
    with Ledger.open(tmp_path) as ledger:
        ledger.save(Change(editions=(EDITION, single)))
        assert set(ledger.editions()) == {(EDITION.id, "en"), ("gold", "en")}
        assert ledger.editions(EditionKind.DIGEST) == {(EDITION.id, "en"): EDITION}
        assert ledger.editions(EditionKind.POST) == {("gold", "en"): single}


def test_one_file_and_those_of_one_owner(tmp_path: Path) -> None:
    """A file is found by its path, files by their owner; those of no post have the owner ""."""
    page = ArtefactRecord("en/gold.html", "1", "gold", "en", "page")
    copy = ArtefactRecord("copies/gold.md", "2", "gold", "en", "copy")
    feed = ArtefactRecord("en/feed.xml", "3", "", "en", "feed:1")
    with Ledger.open(tmp_path) as ledger:
        ledger.save(Change(artefacts=(page, copy, feed)))
        assert ledger.artefact("en/gold.html") == page
        assert ledger.artefact("en/gold") is None
        assert dict(ledger.sizes()) == {page.path: -1, copy.path: -1, feed.path: -1}
        assert ledger.artefacts_of("gold") == (copy, page)
        assert ledger.artefacts_of("") == (feed,)
        assert ledger.artefacts_of("go") == ()


def test_step_is_all_or_nothing(tmp_path: Path) -> None:
    """A page without its post is refused, and with it all the rest of the step."""
    with Ledger.open(tmp_path) as ledger:
        with pytest.raises(LedgerError):
            ledger.save(Change((POST,), (replace(PAGE, ref="nobody"),)))
        assert ledger.posts() == {}


def test_articles_sketches_files_and_addresses(tmp_path: Path) -> None:
    """What planning needs is kept, replaced and forgotten with the step it belongs to."""
    file = FileRecord("glossary.csv", 1, 2, "ab")
    address = AddressRecord("https://example.com/old", POST.ref, "en", NOW)
    with Ledger.open(tmp_path) as ledger:
        first = Change(
            articles=(("a", "en", b"1", b"x"), ("b", "en", b"2", b"y")),
            bands=(("a", (-1, 2, 3)), ("b", (3, 4))),
            files=(file,),
            addresses=(address,),
        )
        ledger.save(first)
        assert (ledger.article("a", "en"), ledger.article("a", "ja")) == ((b"1", b"x"), None)
        assert dict(ledger.abouts("en")) == {"a": b"1", "b": b"2"}
        assert ledger.find_alike((-1, 3, 9)) == (("a", 2), ("b", 1))
        assert ledger.find_alike(()) == ()
        assert ledger.files() == {"glossary.csv": file}
        assert ledger.addresses() == (address,)
        ledger.save(
            Change(
                articles=(("a", "en", b"", b""),), bands=(("a", (7,)),), came_back=(address.url,)
            ),
        )
        assert ledger.article("a", "en") is None
        assert ledger.find_alike((-1, 2, 3)) == (("b", 1),)
        assert ledger.addresses() == ()


def test_copy_forgets_what_is_written(tmp_path: Path) -> None:
    """A dry run works on a copy.

    It knows what the ledger knows and leaves no trace, also where there was nothing.
    """
    with Ledger.open_copy(tmp_path / "new") as copy:
        copy.save(Change((POST,)))
    assert not (tmp_path / "new").exists()
    with Ledger.open(tmp_path) as ledger:
        ledger.save(Change((POST,)))
        with Ledger.open_copy(tmp_path) as copy:
            assert copy.posts() == {POST.ref: POST}
            copy.save(Change((replace(POST, title="other"),)))
        assert ledger.posts() == {POST.ref: POST}


def test_a_file_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    """Also one of a former version, which is brought up to date in memory alone."""
    path = tmp_path / DATABASE_NAME
    with closing(open_database(path, MIGRATIONS[:6])):
        pass
    content = path.read_bytes()
    with closing(_copy_to_memory(path)) as copy:
        version = copy.execute("PRAGMA user_version").fetchone()[0]
    assert version == len(MIGRATIONS)
    assert path.read_bytes() == content
    assert [file.name for file in tmp_path.iterdir()] == [DATABASE_NAME]


def test_upload_is_written_down_before_it_leaves(tmp_path: Path) -> None:
    """After a kill the upload stands as begun.

    A second attempt keeps the remote id of the first.
    """
    with Ledger.open(tmp_path) as ledger:
        assert ledger.upload("e", "en", "listmonk") is None
        ledger.begin_upload("e", "en", "listmonk", "h1", NOW)
    with Ledger.open(tmp_path) as ledger:
        begun = ledger.upload("e", "en", "listmonk")
        assert begun == UploadRecord(
            "e", "en", "listmonk", UploadState.BEGUN, "h1", "", "", "", NOW
        )
        done = replace(begun, state=UploadState.DONE, remote_id="17", url="https://example.com/17")
        ledger.finish_upload(done)
        ledger.begin_upload("e", "en", "listmonk", "h2", NOW)
        assert ledger.uploads() == (replace(done, state=UploadState.BEGUN, content_hash="h2"),)


def test_runs_are_counted_and_a_killed_one_shows(tmp_path: Path) -> None:
    """A run without an end was killed; the newest comes first."""
    later = NOW.astimezone(UTC) + timedelta(hours=1)
    with Ledger.open(tmp_path) as ledger:
        assert ledger.first_run() is None
        killed = ledger.begin_run(NOW)
        number = ledger.begin_run(later)
        ledger.finish_run(number, later, 0, "nothing to do")
        newest, oldest = ledger.last_runs()
        assert (newest.id, newest.finished, newest.exit_code, newest.summary) == (
            number,
            later,
            0,
            "nothing to do",
        )
        assert (oldest.id, oldest.finished, oldest.exit_code) == (killed, None, None)
        assert len(ledger.last_runs(1)) == 1
        assert ledger.first_run() == NOW


def test_back_up_restores(tmp_path: Path) -> None:
    """A backup put in place of a lost database gives the same ledger."""
    with Ledger.open(tmp_path / "a") as ledger:
        ledger.save(Change((POST,)))
        (tmp_path / "b").mkdir()
        ledger.back_up(tmp_path / "b/state.db")
    with Ledger.open(tmp_path / "b") as restored:
        assert restored.posts() == {POST.ref: POST}

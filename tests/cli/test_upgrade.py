"""A publication of the last published layout, taken over by this program."""

from __future__ import annotations

import re
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from newsletter.store.database import MIGRATIONS
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import State, UploadState
from tests.cli.conftest import Run, snapshot

ARCHIVE = Path(__file__).parent.parent / "cases/upgrade/letter-3f70316.tar.xz"
NOW = ("--now", "2025-05-10T09:00:00+09:00")
FERRY, BIRD = "2025-05-01-ferry", "2025-05-08-kingfisher"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The publication as it was left."""
    with tarfile.open(ARCHIVE) as tar:
        for member in tar:
            file = tar.extractfile(member)
            assert file is not None
            place = tmp_path / member.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read())
    folder = tmp_path / "letter"
    script = folder / ".newsletter/state.sql"
    with closing(sqlite3.connect(folder / ".newsletter/state.db")) as db:
        db.executescript(script.read_text(encoding="utf-8").replace("@FOLDER@", str(folder)))
    script.unlink()
    return folder


def find_ids(feed: str) -> list[str]:
    """The ids of the entries of an RSS feed: what readers' programs go by."""
    return re.findall(r"<guid[^>]*>([^<]+)</guid>", feed)


def test_everything_is_taken_over(newsletter: Run, old: Path) -> None:
    """Outputs are moved and said to be; addresses, ids, first days and reviews stay."""
    feed = (old / "public/en/feed.xml").read_text(encoding="utf-8")
    pages = sorted(path.relative_to(old / "public") for path in (old / "public").rglob("*.html"))
    reviewed = (old / f"translations/en/{BIRD}.po").read_text(encoding="utf-8")
    result = newsletter("run", old, *NOW)
    assert result.code == 0, result.err
    assert "from public/ to _newsletter/site/ and desk/" in result.out + result.err
    site = old / "_newsletter/site"
    assert find_ids((site / "en/feed.xml").read_text(encoding="utf-8")) == find_ids(feed)
    for page in pages:
        if page.parts[0] not in ("campaigns", "reports"):
            assert (site / page).is_file(), page
    shown = (site / f"en/posts/{BIRD}.html").read_text(encoding="utf-8")
    assert "The spring survey found seven nests on the bank." in shown
    for sentence in re.findall(r'^msgstr "(.*seven nests.*)"$', reviewed, re.MULTILINE):
        assert sentence in (old / f"translations/en/{BIRD}.po").read_text(encoding="utf-8")
    with Ledger.open(old / ".newsletter") as ledger:
        states = {page.state for page in ledger.pages().values()}
        days = {str(post.first_published)[:10] for post in ledger.posts().values()}
    assert (states, days) == ({State.PUBLISHED}, {"2025-05-09"})


def test_what_is_not_ours_stays(newsletter: Run, old: Path) -> None:
    """A file that somebody put into the old folder is neither moved nor deleted."""
    newsletter("run", old, *NOW, "--quiet")
    assert snapshot(old / "public") == {"CNAME": b"kept by hand\n"}


def test_what_was_sent_is_not_sent_again(newsletter: Run, old: Path) -> None:
    """The uploaded campaign keeps its bytes, and its upload is known."""
    mail = f"campaigns/{FERRY}/en/email.html"
    sent = (old / "public" / mail).read_bytes()
    newsletter("run", old, *NOW, "--quiet")
    assert (old / "_newsletter/desk" / mail).read_bytes() == sent
    with Ledger.open(old / ".newsletter") as ledger:
        upload = ledger.upload(FERRY, "en", "plain")
    assert upload is not None
    assert (upload.state, upload.remote_id) == (UploadState.DONE, "17")


def test_a_second_run_does_nothing(newsletter: Run, old: Path) -> None:
    """The upgrade is done once; a copy of the old database lies beside the new one."""
    newsletter("run", old, *NOW, "--quiet")
    before = snapshot(old / "_newsletter")
    assert "nothing new" in newsletter("run", old, *NOW).out
    assert snapshot(old / "_newsletter") == before
    copy = old / ".newsletter/state.db.v3.bak"
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (3,)
    with closing(sqlite3.connect(old / ".newsletter/state.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_a_dry_run_changes_nothing(newsletter: Run, old: Path) -> None:
    """It may be looked at before."""
    files = {path: data for path, data in snapshot(old).items() if ".newsletter" not in path}
    assert newsletter("run", old, "--dry-run", *NOW).code == 0
    after = {path: data for path, data in snapshot(old).items() if ".newsletter" not in path}
    assert after == files

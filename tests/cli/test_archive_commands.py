"""newsletter stats, backup, restore and clean-up, called as a user would."""

from __future__ import annotations

import io
import json
import os
import random
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import UploadRecord, UploadState
from newsletter.upkeep.disk_use import DiskUse, measure_disk
from tests.cli.conftest import Run, outputs, snapshot
from tests.render.articles import make_settings

NOW = ("--now", "2025-11-03T09:00:00+09:00")
MARKET = "2025-11-01-morning-market"


@pytest.fixture
def published(newsletter: Run, publication: Path) -> Path:
    """A publication after its first run."""
    assert newsletter("run", publication, *NOW, "--quiet").code == 0
    return publication


# ---------------------------------------------------------------- stats


def test_a_run_is_a_row(newsletter: Run, published: Path) -> None:
    """What the run did is what the statistics say; an idle run adds nothing."""
    assert newsletter("run", published, *NOW, "--quiet").code == 0
    reports = (published / "_newsletter/desk/reports").glob("*.html")
    assert len(list(reports)) == 2
    (row,) = json.loads(newsletter("stats", published, "--json").out)
    assert (row["period"], row["n_runs"], row["n_posts"]) == ("2025-11", 1, 2)
    assert row["n_source_chars"] > row["n_clean_chars"] >= row["n_abridged_chars"] > 0
    assert row["n_removals"] == 3
    assert row["n_from_engine"] > 10
    assert (row["n_published"], row["n_waiting"], row["n_held"]) == (4, 0, 0)
    mails = [data for path, data in outputs(published).items() if path.endswith("/email.html")]
    assert row["n_mails"] == len(mails) == 4
    assert row["n_mail_bytes"] == sum(map(len, mails))
    assert row["max_mail_bytes"] == max(map(len, mails))


def test_held_translations_are_counted(newsletter: Run, publication: Path) -> None:
    """Without an engine the translations are held, and wait."""
    newsletter("run", publication, *NOW, "--offline", "--quiet")
    (row,) = json.loads(newsletter("stats", publication, "--json").out)
    assert (row["n_held"], row["n_waiting"], row["n_from_engine"]) == (2, 2, 0)


@pytest.mark.parametrize(("by", "name"), [("month", "2025-11"), ("year", "2025"), ("run", "09:00")])
def test_the_table_has_a_row_a_period(newsletter: Run, published: Path, by: str, name: str) -> None:
    """--by says what a row is."""
    shown = newsletter("stats", published, "--by", by).out.splitlines()
    assert shown[0].split()[:3] == ["period", "runs", "posts"]
    assert name in shown[1]


def test_pictures_go_to_standard_output(newsletter: Run, published: Path) -> None:
    """One SVG, or one page with them in it."""
    assert newsletter("stats", published, "--svg").out.startswith("<svg ")
    assert newsletter("stats", published, "--html").out.count("<svg") == 4


def test_before_the_first_run_there_are_no_numbers(newsletter: Run, publication: Path) -> None:
    """One line says so, and no database is made."""
    assert newsletter("stats", publication).out == "no run has done anything yet\n"
    assert not (publication / ".newsletter").exists()


def test_status_says_what_it_takes_on_disk(newsletter: Run, published: Path) -> None:
    """Site, campaigns, reports and state, each with its size."""
    (line,) = [
        line for line in newsletter("status", published).out.splitlines() if "on disk" in line
    ]
    for part in ("site", "campaigns", "reports", "catalogues", "state"):
        assert f"{part} " in line


def test_what_links_lead_to_takes_nothing(tmp_path: Path) -> None:
    """Files count wherever they lie below; a link to a file, to a folder or in a circle does not."""
    (tmp_path / "translations/en").mkdir(parents=True)
    (tmp_path / "translations/en/a.po").write_bytes(b"123")
    (tmp_path / "translations/b.po").write_bytes(b"45")
    (tmp_path / "translations/c.po").symlink_to(tmp_path / "translations/b.po")
    (tmp_path / "translations/de").symlink_to(tmp_path / "translations")
    settings = make_settings()
    assert measure_disk(tmp_path, settings) == (DiskUse("catalogues", 2, 5),)


# ---------------------------------------------------------------- backup and restore


def test_a_restored_publication_has_nothing_new_to_do(
    newsletter: Run, published: Path, tmp_path: Path
) -> None:
    """Outputs come back byte for byte, and the memory is that of before."""
    archive = tmp_path / "letter.tar.gz"
    assert newsletter("backup", published, "--file", archive).code == 0
    other = tmp_path / "other"
    assert newsletter("restore", archive, other).code == 0
    assert not (other / "_newsletter").exists()
    assert newsletter("run", other, *NOW, "--quiet").code == 0
    ours, theirs = outputs(published), outputs(other)
    assert ours.keys() == theirs.keys()
    different = {path for path in ours if ours[path] != theirs[path]}
    assert different <= {"reports/run.json"}
    told = [newsletter("memory", "stats", "--folder", each).out for each in (published, other)]
    assert told[0] == told[1]


def test_the_same_publication_gives_the_same_archive(
    newsletter: Run, published: Path, tmp_path: Path
) -> None:
    """A backup that changed nothing need not be carried away again."""
    for name in ("one", "two"):
        assert newsletter("backup", published, "--file", tmp_path / name).code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_outputs_and_keys_are_no_part_of_it(
    newsletter: Run, published: Path, tmp_path: Path
) -> None:
    """What can be made again stays out, and so does a file that is none of the publication."""
    (published / ".env").write_text("DEEPL_API_KEY=secret\n", encoding="utf-8")
    archive = tmp_path / "letter.tar.gz"
    newsletter("backup", published, "--file", archive)
    with tarfile.open(archive) as tar:
        names = tar.getnames()
    assert "newsletter.toml" in names
    assert f"translations/en/{MARKET}.po" in names
    assert f"{MARKET}.md" in names
    assert ".newsletter/state.db" in names
    assert not [name for name in names if "_newsletter" in name or "env" in name]


def pack(files: dict[str, bytes], *, link: str = "") -> bytes:
    """An archive as a stranger would write it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
        if link:
            member = tarfile.TarInfo("link")
            member.type, member.linkname = tarfile.SYMTYPE, link
            tar.addfile(member)
    return buffer.getvalue()


def listed(**files: str) -> bytes:
    """The list of an archive."""
    return json.dumps({"form": 1, "files": files}).encode()


EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
BAD_ARCHIVES = {
    "no archive": (b"hello", "no archive"),
    "cut off": (pack({"a": random.Random(1).randbytes(5_000)})[:900], "damaged"),
    "no list": (pack({"a": b""}), "no backup.json"),
    "another form": (pack({"backup.json": b'{"form": 9, "files": {}}'}), "another version"),
    "a file too many": (pack({"backup.json": listed(), "a": b""}), "there are others"),
    "a file too few": (pack({"backup.json": listed(a=EMPTY_HASH)}), "files are missing"),
    "other bytes": (pack({"backup.json": listed(a=EMPTY_HASH), "a": b"x"}), '"a" is damaged'),
    "up and away": (
        pack({"backup.json": listed(**{"../a": EMPTY_HASH}), "../a": b""}),
        "out of the folder",
    ),
    "absolute": (
        pack({"backup.json": listed(**{"/tmp/a": EMPTY_HASH}), "/tmp/a": b""}),
        "out of the folder",
    ),
    "a link": (pack({"backup.json": listed()}, link="/etc/passwd"), "no archive"),
}


@pytest.mark.parametrize(("data", "why"), BAD_ARCHIVES.values(), ids=BAD_ARCHIVES)
def test_an_archive_is_not_trusted(newsletter: Run, tmp_path: Path, data: bytes, why: str) -> None:
    """Nothing is written for one that is damaged or not ours."""
    archive = tmp_path / "letter.tar.gz"
    archive.write_bytes(data)
    before = snapshot(tmp_path)
    result = newsletter("restore", archive, tmp_path / "other")
    assert result.code == 2
    assert why in result.err
    assert snapshot(tmp_path) == before


def test_a_folder_with_something_in_it_is_left_alone(newsletter: Run, published: Path) -> None:
    """A restore never overwrites."""
    before = snapshot(published)
    result = newsletter("restore", published / "any.tar.gz", published)
    assert (result.code, snapshot(published)) == (2, before)
    assert "not empty" in result.err


# ---------------------------------------------------------------- clean-up


def test_nothing_is_thrown_away_that_is_needed(newsletter: Run, published: Path) -> None:
    """After a clean-up a run has nothing to do."""
    before = outputs(published)
    assert newsletter("clean-up", published, "--older-than", "0").code == 0
    assert outputs(published) == before
    assert "nothing new" in newsletter("run", published, *NOW).out


def test_leftovers_go_when_they_are_old(newsletter: Run, published: Path) -> None:
    """A dry run names them; what is young stays; what is not ours stays."""
    state = published / ".newsletter"
    old = state / "state.db.v3.bak"
    young = state / "state.db.v4.bak"
    broken = published / "_newsletter/site/en/.feed.xml.tmp"
    theirs = state / "notes.txt"
    for path in (old, young, broken, theirs):
        path.write_bytes(b"x" * 2_000)
    long_ago = (datetime.now(UTC) - timedelta(days=40)).timestamp()
    os.utime(old, (long_ago, long_ago))
    result = newsletter("clean-up", published, "--dry-run")
    assert "2 things would go, 4 kB" in result.err
    assert old.exists()
    assert newsletter("clean-up", published).code == 0
    assert [path.exists() for path in (old, young, broken, theirs)] == [False, True, False, True]


@pytest.mark.parametrize(("n_days", "stays"), [(10, True), (50, True), (70, False)])
def test_a_campaign_of_a_gone_post_goes_long_after_its_upload(
    newsletter: Run, published: Path, n_days: int, stays: bool
) -> None:
    """An editor may still look at what was sent; some day nobody does."""
    sent = datetime.now(UTC) - timedelta(days=n_days)
    with Ledger.open(published / ".newsletter") as ledger:
        ledger.finish_upload(
            UploadRecord(MARKET, "en", "plain", UploadState.DONE, "h", "1", "", "", sent)
        )
    (published / f"{MARKET}.md").unlink()
    assert newsletter("run", published, *NOW, "--quiet").code == 0
    mail = published / f"_newsletter/desk/campaigns/{MARKET}/en/email.html"
    assert mail.is_file()
    assert newsletter("clean-up", published, "--older-than", "60").code == 0
    assert mail.is_file() is stays
    assert "nothing new" in newsletter("run", published, *NOW).out


def test_runs_that_did_nothing_are_forgotten(newsletter: Run, published: Path) -> None:
    """The first run of all and those that did something stay."""
    for day in (4, 5, 6):
        newsletter("run", published, "--now", f"2025-11-0{day}T09:00:00+09:00", "--quiet")
    newsletter("clean-up", published)
    with Ledger.open(published / ".newsletter") as ledger:
        assert len(ledger.last_runs(100)) == 1
        assert ledger.first_run() is not None


def test_a_publication_without_state_has_nothing_to_clean(
    newsletter: Run, publication: Path
) -> None:
    """And none is made."""
    assert "0 things gone" in newsletter("clean-up", publication).err
    assert not (publication / ".newsletter").exists()

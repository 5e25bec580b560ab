"""Records: the ledger in memory, in step with what is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsletter.pipeline.records import Records, held_page
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import (
    AddressRecord,
    ArtefactRecord,
    Change,
    FileRecord,
    PostRecord,
    State,
)

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
POST = PostRecord("gold", "gold.md", "ab", 1, 2, "gold", "ja", "金", NOW, State.HELD)
PAGE = replace(held_page(POST, "en", "waits"), state=State.PUBLISHED, url="https://example.com/g")
FILE = ArtefactRecord("en/gold.html", "cd", "gold", "en", "page", 3)
CHANGES = {
    "first": Change(
        posts=(POST,),
        pages=(PAGE,),
        artefacts=(FILE, ArtefactRecord("en/feed.xml", "ef", "", "en", "feed:1", 9)),
        files=(FileRecord("translations/en/gold.po", 1, 2, "aa"),),
        addresses=(AddressRecord("https://example.com/old", "gold", "en", NOW),),
    ),
    "changed": Change(
        posts=(replace(POST, title="銀"),),
        pages=(replace(PAGE, state=State.RETIRED, reason="gone"),),
        artefacts=(replace(FILE, content_hash="ff"),),
    ),
    "removed": Change(removed=("en/gold.html",), came_back=("https://example.com/old",)),
    "another owner": Change(artefacts=(replace(FILE, owner="silver"),)),
}


@pytest.mark.parametrize("n_steps", range(1, len(CHANGES) + 1))
def test_records_are_what_the_ledger_says(tmp_path: Path, n_steps: int) -> None:
    """After any number of changes the records equal those read again from the ledger."""
    with Ledger.open(tmp_path) as ledger:
        records = Records(ledger)
        for change in tuple(CHANGES.values())[:n_steps]:
            records.save(change)
        again = Records(ledger)
        assert records.posts == again.posts
        assert records.pages == again.pages
        assert list(records.each_artefact()) == list(again.each_artefact())
        assert records.files == again.files
        for owner in ("gold", "silver", ""):
            assert set(records.find_artefacts_of(owner)) == set(again.find_artefacts_of(owner))
        assert records.find_old_addresses("gold") == again.find_old_addresses("gold")


def test_files_of_the_site_by_what_they_are(tmp_path: Path) -> None:
    """Files of no post are found by how their fingerprint begins; one of a post never is."""
    feed = ArtefactRecord("en/feed.xml", "ef", "", "en", "feed:1", 9)
    index = replace(feed, path="en/index.html", fingerprint="index:1")
    of_a_post = replace(FILE, fingerprint="feed:1")
    with Ledger.open(tmp_path) as ledger:
        records = Records(ledger)
        records.save(Change(artefacts=(index, feed, of_a_post)))
        assert records.find_site_files("feed:") == {feed.path: feed}
        assert records.find_site_files("topic:") == {}
        records.save(Change(removed=(feed.path,)))
        assert records.find_site_files("feed:") == {}


def test_a_change_that_fails_is_not_known(tmp_path: Path) -> None:
    """What the ledger refuses is not taken in: a page of a post that does not exist."""
    with Ledger.open(tmp_path) as ledger:
        records = Records(ledger)
        with pytest.raises(Exception, match="FOREIGN KEY"):
            records.save(Change(pages=(PAGE,)))
        assert records.pages == {}


def test_published_pages_without_some(tmp_path: Path) -> None:
    """Held pages and those that are about to go are not among the published ones."""
    with Ledger.open(tmp_path) as ledger:
        records = Records(ledger)
        held = held_page(POST, "ja", "waits")
        records.save(Change(posts=(POST,), pages=(PAGE, held)))
        assert list(records.get_published()) == [("gold", "en")]
        assert records.get_published(without={("gold", "en")}) == {}

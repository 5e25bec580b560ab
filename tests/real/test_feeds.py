"""The feeds of real posts before readers, parsers, schemas and the validator of HTML."""

from __future__ import annotations

import json
import shutil
from html import escape
from pathlib import Path

import pytest

from newsletter.render.feed_files import is_feed
from tests.real.conftest import find_judged
from tests.real.programs import needs
from tests.real.test_validator import FOR_OUTLOOK, validate
from tests.render.judges import judge, needs_newsboat, read, read_with_newsboat

pytestmark = pytest.mark.real
ADDRESS = "https://letter.example.com/"


def group_feeds(judged: tuple[Path, ...]) -> dict[Path, list[Path]]:
    """The feeds of all publications by their folders."""
    found: dict[Path, list[Path]] = {}
    for path in find_judged(judged, "site/**/*"):
        if path.is_file() and is_feed(path.name):
            found.setdefault(path.parent, []).append(path)
    return found


def test_feeds_pass_schemas_and_strict_parsers(judged: tuple[Path, ...]) -> None:
    """RELAX NG, atoma, feedparser, JSON Feed by its specification, our own check."""
    for folder, files in group_feeds(judged).items():
        site = next(parent for parent in folder.parents if parent.name == "site")
        address = f"{ADDRESS}{folder.relative_to(site).as_posix()}/"
        judge({path.name: path.read_bytes() for path in files}, address)


@needs_newsboat
def test_a_reader_shows_every_entry(judged: tuple[Path, ...]) -> None:
    """newsboat fetches the feeds and has as many entries as they hold, with date and address."""
    for folder, files in group_feeds(judged).items():
        feeds = [path.name for path in files if path.name in ("feed.xml", "atom.xml")]
        shown = read_with_newsboat(folder, feeds)
        ids = {entry.id for name in feeds for entry in read((folder / name).read_bytes()).entries}
        assert {row[2] for row in shown} == ids
        assert all(title and address and when for title, address, _, when in shown)


@needs("java", "default-jre-headless")
@pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")
def test_the_html_of_entries_is_valid(judged: tuple[Path, ...], tmp_path: Path) -> None:
    """What a reader puts into its own page: the validator finds nothing in any entry."""
    files: list[Path] = []
    for path in find_judged(judged, "site/**/feed.json"):
        for item in json.loads(path.read_bytes())["items"]:
            page = tmp_path / f"{len(files)}.html"
            title = escape(item["title"])
            page.write_text(
                f"<!doctype html><html lang='{item['language']}'><title>{title}</title>"
                f"<h1>{title}</h1>{item['content_html']}",
                encoding="utf-8",
            )
            files.append(page)
    assert files
    messages = {each["message"] for each in validate(files)}
    assert {message for message in messages if not FOR_OUTLOOK.search(message)} == set()

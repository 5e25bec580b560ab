"""Judge feeds as strict parsers, schemas.

The specification of JSON Feed and a reader people use do.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import atoma
import feedparser
import msgspec
import pytest
from lxml import etree

from newsletter.lint.feed_rules import check_feed
from tests.render.articles import SITE

CASES = Path(__file__).resolve().parent.parent / "cases" / "feeds"
SCHEMAS = {
    name: etree.RelaxNG(etree.parse(CASES / f"{name}.rng")) for name in ("rss", "atom")
}  # strict, our own

needs_newsboat = pytest.mark.skipif(
    not shutil.which("newsboat"), reason="newsboat is not installed: apt-get install newsboat"
)


class Author(msgspec.Struct, forbid_unknown_fields=True):
    """An author of JSON Feed 1.1: at least one of the three."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    url: str | msgspec.UnsetType = msgspec.UNSET
    avatar: str | msgspec.UnsetType = msgspec.UNSET


class Hub(msgspec.Struct, forbid_unknown_fields=True):
    """A hub: both fields are required."""

    type: str
    url: str


class Attachment(msgspec.Struct, forbid_unknown_fields=True):
    """A file that belongs to an item: address and type are required."""

    url: str
    mime_type: str
    size_in_bytes: int | msgspec.UnsetType = msgspec.UNSET


class Item(msgspec.Struct, forbid_unknown_fields=True):
    """An item of JSON Feed 1.1 as far as we write it; custom objects begin with an underscore."""

    id: str
    content_html: str
    url: str
    title: str
    date_published: datetime
    date_modified: datetime
    language: str
    summary: str = ""
    image: str = ""
    authors: list[Author] = []
    tags: list[str] = []
    attachments: list[Attachment] = []
    extension: dict[str, list[dict[str, str]]] = msgspec.field(
        name="_newsletter", default_factory=dict
    )


class JsonFeed(msgspec.Struct, forbid_unknown_fields=True):
    """The top level of JSON Feed 1.1."""

    version: str
    title: str
    home_page_url: str
    feed_url: str
    language: str
    items: list[Item]
    description: str = ""
    icon: str = ""
    authors: list[Author] = []
    hubs: list[Hub] = []


def judge(
    rendered: Mapping[str, bytes],
    folder: str = f"{SITE}/en/",
    allowed: frozenset[str] = frozenset(),
) -> None:
    """Put every file of a feed before the judges that need nothing but the file.

    Args:
        rendered: Content by file name.
        folder: Where the files are published.
        allowed: Rules of our own check that the texts of a post may break.
    """
    for name, content in rendered.items():
        findings = check_feed(content, address=folder + name)
        assert {finding.rule for finding in findings} <= allowed, (name, findings)
        if name.endswith(".json"):
            judge_json(content)
        else:
            judge_xml(name, content)


def judge_json(content: bytes) -> JsonFeed:
    """Read a JSON Feed by its specification: nothing missing, nothing it does not name."""
    feed = msgspec.json.decode(content, type=JsonFeed)
    assert feed.version == "https://jsonfeed.org/version/1.1"
    assert len({item.id for item in feed.items}) == len(feed.items)
    return feed


def judge_xml(name: str, content: bytes) -> None:
    """Schema, strict typed parser and the reader's parser.

    No complaint, ids unique, as many entries everywhere.
    """
    is_rss = name.endswith("feed.xml")
    schema = SCHEMAS["rss" if is_rss else "atom"]
    document = etree.fromstring(content)
    assert schema.validate(document), (name, schema.error_log)
    parsed = read(content)
    ids = [entry.id for entry in parsed.entries]
    assert len(set(ids)) == len(ids)
    strict = (
        atoma.parse_rss_bytes(content).items if is_rss else atoma.parse_atom_bytes(content).entries
    )
    assert [entry.guid if is_rss else entry.id_ for entry in strict] == ids


def read(content: bytes) -> Any:
    """What feedparser makes of a feed, texts as they stand in it."""
    parsed = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; gives the address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def read_with_newsboat(folder: Path, urls: Iterable[str]) -> set[tuple[str, str, str, int]]:
    """Let newsboat fetch feeds served from a folder and return what it shows.

    Title, address, id, date of every entry.
    """
    with TemporaryDirectory() as home, serve(folder) as base:
        config, list_of_urls, cache = (Path(home) / name for name in ("config", "urls", "cache.db"))
        config.write_text("reload-threads 2\n")
        list_of_urls.write_text("".join(f"{base}/{url}\n" for url in urls))
        command = [
            "newsboat",
            "-C",
            str(config),
            "-u",
            str(list_of_urls),
            "-c",
            str(cache),
            "-x",
            "reload",
        ]
        surroundings = {"HOME": home, "TERM": "dumb", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
        subprocess.run(command, check=True, capture_output=True, timeout=100, env=surroundings)
        with closing(sqlite3.connect(cache)) as rows:
            return set(
                rows.execute("select title, url, guid, pubDate from rss_item where deleted = 0")
            )

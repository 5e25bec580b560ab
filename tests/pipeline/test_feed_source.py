"""A feed as the source of a publication: new items, edits, the archive at the first run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from newsletter.errors import EXIT_DONE, EXIT_FAILED
from newsletter.pipeline.report import RunReport
from tests.fakes.server import Reply, Request, Server
from tests.pipeline.conftest import Run, article, tree

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>港だより</title><link>https://example.com</link><description>d</description>{items}
</channel></rss>"""
ITEM = """<item><title>市の話{number}</title><link>https://site.example/market-{number}/</link>
<guid>urn:{number}</guid><pubDate>Sat, {number} Feb 2026 08:30:00 GMT</pubDate>
<content:encoded><![CDATA[{html}]]></content:encoded></item>"""


def feed(*numbers: int, edited: int = 0) -> str:
    """A feed with these items."""
    items = []
    for number in numbers:
        parts = article(number).split("\n\n")
        html = "".join(f"<p>{part}</p>" for part in parts if not part.startswith(("#", "-")))
        items.append(
            ITEM.format(number=number, html=html + "<p>追記です。</p>" * (number == edited))
        )
    return FEED.format(items="".join(items))


@pytest.fixture
def source(letter: Path) -> Path:
    """A publication whose posts come from a file with a feed."""
    for path in (letter / "posts").iterdir():
        path.unlink()
    config = letter / "newsletter.toml"
    text = config.read_text("utf-8").replace("[posts]\n", '[posts]\nfeed = "upstream.xml"\n')
    config.write_text(text, "utf-8")
    return letter / "upstream.xml"


def names(letter: Path) -> list[str]:
    """The post files."""
    return sorted(path.name for path in (letter / "posts").iterdir())


def test_the_first_run_knows_the_archive(letter: Path, source: Path, run: Run) -> None:
    """What stands in the feed at first is not published; what comes later is."""
    source.write_text(feed(11, 12), "utf-8")
    run()
    assert names(letter) == []
    source.write_text(feed(11, 12, 13), "utf-8")
    report = run()
    assert names(letter) == ["2026-02-13-market-13.md"]
    assert report.exit_code == EXIT_DONE
    assert "en/posts/2026-02-13-market-13.html" in tree(letter)


def test_since_takes_a_part_of_the_archive(letter: Path, source: Path, run: Run) -> None:
    """`--since` names the day from which the first run takes items."""
    source.write_text(feed(11, 12), "utf-8")
    run(since=date(2026, 2, 12))
    assert names(letter) == ["2026-02-12-market-12.md"]


def test_twice_is_once_and_an_edit_is_an_edit(letter: Path, source: Path, run: Run) -> None:
    """The same feed brings nothing; an item changed upstream changes its post."""
    source.write_text(feed(11), "utf-8")
    run(since=date(2026, 1, 1))
    before = tree(letter)
    report = run()
    assert report.written == ()
    assert tree(letter) == before
    source.write_text(feed(11, edited=11), "utf-8")
    run()
    assert names(letter) == ["2026-02-11-market-11.md"]
    pages = [data.decode() for name, data in tree(letter).items() if name.endswith("11.html")]
    assert any("追記です。" in page for page in pages)


def test_a_feed_that_cannot_be_read_stops_nothing(letter: Path, source: Path, run: Run) -> None:
    """The posts that are there are published; the error names the feed."""
    source.write_text(feed(11), "utf-8")
    run(since=date(2026, 1, 1))
    source.write_text("<html>gone</html>", "utf-8")
    report: RunReport = run()
    assert report.exit_code == EXIT_FAILED
    assert any("upstream.xml" in str(error) for error in report.errors)
    assert names(letter) == ["2026-02-11-market-11.md"]


def test_a_server_is_asked_whether_it_has_anything_new(
    letter: Path, source: Path, run: Run
) -> None:
    """The second request carries the validators of the first answer."""

    def answer(request: Request) -> Reply:
        headers = {name.lower(): value for name, value in request.headers.items()}
        if headers.get("if-none-match") == '"1"':
            return Reply(b"", 304, {})
        return Reply(feed(11).encode(), 200, {"Content-Type": "text/xml", "ETag": '"1"'})

    server = Server(answer)
    try:
        config = letter / "newsletter.toml"
        text = config.read_text("utf-8").replace("upstream.xml", f"{server.url}/feed.xml")
        config.write_text(text, "utf-8")
        run(since=date(2026, 1, 1))
        assert run().written == ()
        assert len(server.requests) == 2
    finally:
        server.close()
    assert names(letter) == ["2026-02-11-market-11.md"]


def test_offline_asks_no_server(letter: Path, source: Path, run: Run) -> None:
    """A run without the network, or one that only plans, leaves the feed alone."""
    source.write_text(feed(11), "utf-8")
    run(since=date(2026, 1, 1), dry_run=True)
    run(since=date(2026, 1, 1), offline=True)
    assert names(letter) == []

"""Take the posts of a publication from a feed: each item becomes a Markdown file beside the others.

    feed ─▶ items ─▶ new: a file is written    ─▶ the run goes on as if the editor had written it
                     changed upstream: the file is written again, which the run takes for an edit
                     known: nothing

The files are the editor's from then on: corrections in them stay until the item changes upstream.
The first time, an archive is not published: what stands in the feed then is known, and only what
comes later, or was published after `--since`, becomes a post.

What is known lies in `.newsletter/feed.json`, written after the files: a run that is killed between
them finds the same items again and writes the same files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from newsletter.config import Settings
from newsletter.errors import PostError, quote
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.run_log import log_event
from newsletter.regular_files import read_file
from newsletter.source.feed_items import (
    FeedItem,
    item_file_name,
    parse_feed,
    render_item,
)
from newsletter.store.files import write_file
from newsletter.web import HttpAnswer, WebFault, fetch_answer

STATE_FILE = ".newsletter/feed.json"
DEADLINE_S = 30.0
MAX_FEED_BYTES = 20_000_000


class SeenItem(msgspec.Struct, frozen=True):
    """An item that is known: its file ("" when it was there before us) and what it said."""

    file: str
    hash: str


class FeedState(msgspec.Struct, frozen=True):
    """What is known of a feed: its address, its validators, its items by key."""

    url: str
    etag: str = ""
    modified: str = ""
    items: dict[str, SeenItem] = {}


@dataclass(frozen=True, slots=True)
class FeedChanges:
    """What a feed brought.

    Attributes:
        written: Names of the files that were written, new ones and edited ones.
        error: Why the feed could not be read; the run goes on with the posts that are there.
        summaries: Titles of items of which the feed has no more than a summary.
    """

    written: tuple[str, ...] = ()
    error: PostError | None = None
    summaries: tuple[str, ...] = ()


def take_feed(
    folder: Path, settings: Settings, options: RunOptions
) -> FeedChanges:
    """Write a post for each new or changed item of the feed that the settings name.

    Args:
        folder: The publication.
        settings: Its settings, with the address of the feed.
        options: What the command line asks for.
    """
    url = settings.posts.feed
    known = _read_state(folder / STATE_FILE, url)
    try:
        answer = _read_feed(folder, url, known or FeedState(url))
        items = parse_feed(answer.body, url) if answer else ()
    except PostError as error:
        return FeedChanges(error=error)
    if answer is None:
        return FeedChanges()
    taker = _Taker(folder / settings.posts.folder, options, known)
    for item in items:
        taker.take(item)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    state = FeedState(
        url,
        headers.get("etag", ""),
        headers.get("last-modified", ""),
        taker.items,
    )
    _write_state(folder / STATE_FILE, state)
    log_event("feed", url=url, items=len(items), written=len(taker.written))
    return FeedChanges(tuple(taker.written), None, tuple(taker.summaries))


class _Taker:
    """Decides for each item, and writes its file."""

    def __init__(
        self, posts: Path, options: RunOptions, known: FeedState | None
    ) -> None:
        self.posts, self.options = posts, options
        self.is_first = known is None
        self.items = dict(known.items) if known else {}
        self.written: list[str] = []
        self.summaries: list[str] = []

    def take(self, item: FeedItem) -> None:
        """Write the file of an item that is new or changed."""
        seen = self.items.get(item.key)
        if seen is not None and (
            seen.hash == item.content_hash or not seen.file
        ):
            return
        if seen is None and not self._is_wanted(item):
            self.items[item.key] = SeenItem("", item.content_hash)
            return
        name = seen.file if seen else self._free_name(item)
        text = render_item(item, self.options.now.astimezone(UTC))
        write_file(self.posts / name, text.encode("utf-8", "replace"))
        self.items[item.key] = SeenItem(name, item.content_hash)
        self.written.append(name)
        if item.is_summary:
            self.summaries.append(item.title)

    def _is_wanted(self, item: FeedItem) -> bool:
        """The first run takes what is younger than `--since` and knows the rest."""
        if not self.is_first:
            return True
        since = self.options.since
        return (
            since is not None
            and item.date is not None
            and item.date.date() >= since
        )

    def _free_name(self, item: FeedItem) -> str:
        """A file name that no other post has; a file of the same item is written again."""
        name = item_file_name(item, self.options.now)
        taken = {seen.file for seen in self.items.values()}
        stem = name.removesuffix(".md")
        number = 2
        while name in taken or self._is_of_another(name, item):
            name = f"{stem}-{number}.md"
            number += 1
        return name

    def _is_of_another(self, name: str, item: FeedItem) -> bool:
        """Tell whether a file of this name holds another post."""
        path = self.posts / name
        if not path.is_file():
            return False
        return (
            f"feed_guid: {json.dumps(item.key, ensure_ascii=False)}"
            not in read_file(path).decode(errors="replace")
        )


def _read_feed(folder: Path, url: str, known: FeedState) -> HttpAnswer | None:
    """The feed; None when it has not changed since it was last read."""
    if urlsplit(url).scheme not in ("http", "https"):
        try:
            return HttpAnswer(200, {}, read_file(folder / url, MAX_FEED_BYTES))
        except OSError as error:
            raise PostError(
                f"cannot read the feed {quote(url)}",
                at=url,
                why=str(error.strerror or "it cannot be opened").lower(),
                fix="[posts] feed is an address, or a file seen from newsletter.toml",
            ) from None
    try:
        answer = fetch_answer(
            "GET",
            url,
            deadline_s=DEADLINE_S,
            max_bytes=MAX_FEED_BYTES,
            headers=_conditions(known),
        )
    except WebFault as fault:
        raise _unread(url, fault.why) from None
    if answer.status == 304:
        return None
    if answer.status != 200:
        raise _unread(url, f"the server answered {answer.status}")
    return answer


def _conditions(known: FeedState) -> Mapping[str, str]:
    """The headers that let a server answer that nothing has changed."""
    headers = {
        "User-Agent": "newsletter",
        "Accept": "application/atom+xml, application/rss+xml, */*",
    }
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.modified:
        headers["If-Modified-Since"] = known.modified
    return headers


def _unread(url: str, why: str) -> PostError:
    """The error for a feed that did not come."""
    return PostError(
        f"cannot read the feed {quote(url)}",
        at=url,
        why=why,
        fix="run again later; the posts that are there go on",
    )


def _read_state(path: Path, url: str) -> FeedState | None:
    """What is known of the feed; None of one that was never read."""
    try:
        state = msgspec.json.decode(read_file(path), type=FeedState)
    except (OSError, msgspec.DecodeError):
        return None
    return state if state.url == url else None


def _write_state(path: Path, state: FeedState) -> None:
    """Write what is known, readable for a person."""
    write_file(
        path,
        msgspec.json.format(msgspec.json.encode(state), indent=1) + b"\n",
    )

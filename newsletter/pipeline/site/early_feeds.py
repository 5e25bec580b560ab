"""Show the feeds of a first run before its last page is made.

An archive of thousands of posts takes minutes. Whoever waits for it sees after the first batch that
feeds come, and what they look like: each names the newest posts that are published by then, and no
archive yet. The feeds at the end of the run take their place. Where feeds stand already, nothing is
done here: they name what their readers know.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from newsletter.errors import TemplateError
from newsletter.pipeline.outcome import RunOutcome
from newsletter.pipeline.site.base import Site
from newsletter.pipeline.site.feed_documents import has_feeds, publish_feeds
from newsletter.store.ledger_records import PageKey, PageRecord

# After the first batch, and then each time four times as many posts are published.
GROWTH = 4


class EarlyFeeds:
    """Bring feeds up to date now and then while posts are published.

    Args:
        site: Of the run; its pages are taken from the records each time.
        n_posts: How many there will be; after the last one the run makes the feeds itself.
    """

    def __init__(self, site: Site, n_posts: int) -> None:
        self._site = site
        self._n_posts = n_posts
        self._next = 1
        self._is_first_run = not has_feeds(site.records)

    def __call__(self, n_done: int) -> None:
        """Take note of how many posts have been published."""
        if not self._is_first_run or not self._next <= n_done < self._n_posts:
            return
        self._next = n_done * GROWTH
        pages = dict(self._find_newest())
        # What is wrong with a template is said once, at the end.
        with suppress(TemplateError):
            publish_feeds(
                replace(self._site, pages=pages, outcome=RunOutcome())
            )

    def _find_newest(self) -> Iterator[tuple[PageKey, PageRecord]]:
        """The pages that the main feeds name."""
        site = replace(self._site, pages=self._site.records.get_published())
        n_entries = site.context.settings.feeds.n_entries
        for language in sorted({language for _, language in site.pages}):
            for page in site.sort_newest_first(language)[:n_entries]:
                yield (page.ref, page.language), page

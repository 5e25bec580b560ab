"""Make what tells of all posts together: digests, indexes, the state of the run, feeds.

Only what has changed is made again: every file carries a fingerprint of all it was made from. A
feed archive of thousands of posts is never made as a whole: only the documents whose entries
changed are rendered, and only their articles are read, one document at a time.
"""

from newsletter.errors import TemplateError
from newsletter.pipeline.site.base import Site
from newsletter.pipeline.site.digests import publish_digests
from newsletter.pipeline.site.early_feeds import EarlyFeeds
from newsletter.pipeline.site.feed_bodies import FeedBodies
from newsletter.pipeline.site.feed_documents import publish_feeds
from newsletter.pipeline.site.index import publish_index
from newsletter.pipeline.site.topic_feeds import publish_topic_feeds

__all__ = ["EarlyFeeds", "FeedBodies", "Site", "publish_site"]


def publish_site(site: Site) -> None:
    """Bring everything up to date, feeds last: they name what the others have made."""
    for publish_kind in (
        publish_digests,
        publish_index,
        publish_topic_feeds,
        publish_feeds,
    ):
        try:
            publish_kind(site)
        except (
            TemplateError
        ) as error:  # what stands there stays; the other kinds go on
            site.outcome.add_errors([error])

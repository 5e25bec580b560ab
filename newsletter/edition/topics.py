"""Find the topics of an article that have a feed of their own: categories and tags.

Which ones have a feed stands in the settings, by name as a reader sees it in the language of the
feed, or `*` for all. The feed of a topic lies in a folder of its own below its language:
`en/category/markets/`, `en/tag/rare-earths/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsletter.config import FeedsSettings
from newsletter.edition.addresses import title_slug
from newsletter.model import Listed

ALL = "*"
# Signs that make a name another one, behind a letter: C, C++ and C# are three topics.
_PLUS = re.compile(r"(?<=[\w+])\+")
_SHARP = re.compile(r"(?<=\w)#")


@dataclass(frozen=True, slots=True)
class Topic:
    """A category or a tag in one language.

    Attributes:
        kind: "category" or "tag".
        name: As the articles name it.
        folder: Below the folder of the language, with a slash at its end.
    """

    kind: str
    name: str
    folder: str


def find_topics(article: Listed, feeds: FeedsSettings) -> tuple[Topic, ...]:
    """Return the topics of an article that have a feed, categories first.

    Names that differ in case, accents or signs only are one topic; the first one names it. A name
    without a letter or digit has no address, and so no feed.
    """
    found: dict[str, Topic] = {}
    for topic in (
        *_choose("category", article.categories, feeds.categories),
        *_choose("tag", article.tags, feeds.tags),
    ):
        found.setdefault(topic.folder, topic)
    return tuple(found.values())


def topic_slug(name: str) -> str:
    """Return the folder of a topic; "" when there is no letter or digit in its name.

    >>> topic_slug("C++"), topic_slug("C#"), topic_slug("#AI 半導体")
    ('cplus-plus', 'csharp', 'ai-半導体')
    """
    spoken = _PLUS.sub("plus ", _SHARP.sub("sharp ", name))
    return title_slug(spoken)


def _choose(
    kind: str, names: Iterable[str], wanted: tuple[str, ...]
) -> Iterator[Topic]:
    """The topics of a post that feeds are asked for."""
    chosen = {topic_slug(name) for name in wanted}
    for name in names:
        slug = topic_slug(name)
        if slug and (ALL in wanted or slug in chosen):
            yield Topic(kind, name, f"{kind}/{slug}/")

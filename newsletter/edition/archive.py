"""Say which entries stand in which document of a feed: the one place that knows it.

Document 0 is the main feed with the newest entries. All older ones stand in archive documents,
numbered from the oldest, so that a full one never changes again when posts are added. The newest
archive may repeat entries of the main feed.
"""

from __future__ import annotations


def document_ranges(
    n_articles: int, n_entries: int
) -> tuple[tuple[int, int], ...]:
    """Return (first, end) of the entries of every document, counted from the newest entry.

    Args:
        n_articles: Articles in the feed.
        n_entries: Entries a document.

    Returns:
        The main feed first, then the archives from the oldest to the newest.

    >>> document_ranges(5, 2)
    ((0, 2), (3, 5), (1, 3))
    """
    n_archives = max(0, -(-(n_articles - n_entries) // n_entries))
    archives = (
        (n_articles - number * n_entries, n_articles - (number - 1) * n_entries)
        for number in range(1, n_archives + 1)
    )
    return ((0, n_entries), *archives)

"""Mirror the ledger in memory: read once a run, kept in step with every change saved.

Files are the exception. There are fifteen of them a post, six kilobytes in memory, and a step asks
for a few: they stay in the ledger, which finds one in microseconds.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from newsletter.plan.crosslinks import Addresses, collect_addresses
from newsletter.store.ledger import Ledger
from newsletter.store.ledger_records import (
    AddressRecord,
    ArtefactRecord,
    Change,
    FileRecord,
    PageKey,
    PageRecord,
    PostRecord,
    State,
)


class Records:
    """What is known of posts, pages, files and old addresses; `save` is the only way to change it.

    Attributes:
        ledger: Where it all comes from and goes to.
        posts: By ref.
        pages: By ref and language.
        files: Files besides posts, by path below the publication.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.posts: dict[str, PostRecord] = ledger.posts()
        self.pages: dict[PageKey, PageRecord] = ledger.pages()
        self.files: dict[str, FileRecord] = ledger.files()
        self._claims: set[str] = set(ledger.claims())
        self._past: dict[str, AddressRecord] = {}
        for address in ledger.addresses():
            self._past[address.url] = address

    def save(self, change: Change) -> None:
        """Write one step into the ledger, whole or not at all, and take it in."""
        self.ledger.save(change)
        for post in change.posts:
            self.posts[post.ref] = post
        for page in change.pages:
            self.pages[page.ref, page.language] = page
        for artefact in change.artefacts:
            self._claims.discard(artefact.path)
        for name in change.forgotten:
            self.files.pop(name, None)
        for file in change.files:
            self.files[file.path] = file
        for address in change.addresses:
            self._past[address.url] = address
        for url in change.came_back:
            self._past.pop(url, None)

    def owns(self, path: str) -> bool:
        """Whether a file of the output folder is ours, or was about to be when a run was killed."""
        artefact = self.find_artefact(path)
        is_written = artefact is not None and artefact.content_hash != ""
        return is_written or path in self._claims

    def claim(self, paths: Iterable[str]) -> None:
        """Write down that these files are about to be written, where that is not known."""
        new = [path for path in paths if not self.owns(path)]
        if new:
            self.ledger.claim(new)
            self._claims.update(new)

    def each_artefact(self) -> Iterator[ArtefactRecord]:
        """Every file below the output folder that is ours, in order of their paths."""
        return self.ledger.artefacts()

    def each_size(self) -> Iterator[tuple[str, int]]:
        """Path and size of every file of ours: all that a run with nothing to do asks of them."""
        return self.ledger.sizes()

    def find_artefact(self, path: str) -> ArtefactRecord | None:
        """The file of a path below the output folder; None for one that is not ours."""
        return self.ledger.artefact(path)

    def find_artefacts_of(self, owner: str) -> tuple[ArtefactRecord, ...]:
        """The files of one post, or with "" those of no post, in order of their paths."""
        return self.ledger.artefacts_of(owner)

    def find_site_files(self, prefix: str) -> dict[str, ArtefactRecord]:
        """The files of no post whose fingerprint begins so, by path, in that order."""
        return {
            artefact.path: artefact
            for artefact in self.find_artefacts_of("")
            if artefact.fingerprint.startswith(prefix)
        }

    def find_old_addresses(self, ref: str) -> tuple[AddressRecord, ...]:
        """Where the pages of a post stood before."""
        return tuple(
            address for address in self._past.values() if address.ref == ref
        )

    def get_published(
        self, without: Container[PageKey] = ()
    ) -> dict[PageKey, PageRecord]:
        """The pages that are published, but for some."""
        return {
            key: page
            for key, page in self.pages.items()
            if page.state is State.PUBLISHED and key not in without
        }

    def build_addresses(
        self,
        site: str,
        pages: dict[PageKey, PageRecord],
        posts: dict[str, PostRecord],
        groups: Iterable[tuple[str, ...]],
    ) -> Addresses:
        """Return where these pages stand and stood, for links between posts."""
        return collect_addresses(
            site, pages.values(), posts, self._past.values(), groups
        )


def held_page(post: PostRecord, language: str, reason: str) -> PageRecord:
    """Return what the ledger keeps of a page that waits."""
    return PageRecord(
        ref=post.ref,
        language=language,
        state=State.HELD,
        reason=reason,
        slug=post.slug,
        url="",
        title=post.title,
        fingerprint="",
    )


def find_published_title(
    title: str, known: PostRecord | None, page: PageRecord | None
) -> str:
    """Return the title a post is published under, while its author has given it no other one.

    Readers know it and it was the subject of a mail, so a habit that later posts show does not
    change it.

    Args:
        title: What the file says now.
        known: What the ledger knows of the post; None for a new one.
        page: Its page in the language in which it is written now; None where there is none.

    Returns:
        "" where the title is to be found again.
    """
    if known is None or known.title != title:
        return ""
    if page is None or page.state is not State.PUBLISHED:
        return ""
    return page.title

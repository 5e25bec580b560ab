"""Find and read the posts of a publication; one that cannot be read is an error, the others go on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from newsletter.config import CONFIG_NAME, Settings
from newsletter.edition.article import post_ref
from newsletter.errors import NewsletterError, PostError, quote
from newsletter.model import Post
from newsletter.source.post import SUFFIXES, is_published, parse_post

IGNORED_NAMES = frozenset({"readme.md", "changelog.md", "license.md", "contributing.md"})


def find_posts(folder: Path) -> tuple[Path, ...]:
    """Return the post files of a folder, by name; hidden files and a README are none."""
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in SUFFIXES
            and path.is_file()
            and path.name[0] not in "._"
            and path.name.lower() not in IGNORED_NAMES
        )
    )


def read_posts(folder: Path, settings: Settings, errors: list[NewsletterError]) -> list[Post]:
    """Read every published post of a publication, by file name; what cannot be used is added to `errors`."""
    folder = folder / settings.posts.folder
    zone = ZoneInfo(settings.publication.timezone)
    posts: dict[str, Post] = {}
    paths = find_posts(folder)
    if not paths:
        errors.append(
            PostError(
                f"no posts in {quote(folder)}",
                at=str(folder),
                why="there is no .md file",
                fix=f"add a post, or set posts.folder in {CONFIG_NAME}",
            )
        )
    for path in paths:
        try:
            post = parse_post(path.read_bytes(), str(path), language=settings.source_language, zone=zone)
            if is_published(post):
                _add(posts, post)
        except PostError as error:
            errors.append(error)
        except OSError as error:
            errors.append(
                PostError(f"cannot read {quote(path.name)}", at=str(path), why=str(error.strerror), fix="make the file readable")
            )
    return list(posts.values())


def _add(posts: dict[str, Post], post: Post) -> None:
    ref = post_ref(post)
    if ref in posts:
        raise PostError(
            f"cannot use {quote(post.path)}",
            at=post.path,
            why=f"{quote(posts[ref].path)} has the same date and slug",
            fix="rename one of them",
        )
    posts[ref] = post


def select_posts(posts: Sequence[Post], *, only: str, since: date | None) -> list[Post]:
    """Keep the post with this slug or ref, and those dated on or after this day."""
    return [
        post
        for post in posts
        if (not only or only in (post.slug, post_ref(post))) and (since is None or post.date.date() >= since)
    ]

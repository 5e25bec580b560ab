"""Check the posts themselves: every picture, sound and film that they show is a file somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from newsletter.config import Settings
from newsletter.errors import PostError, quote
from newsletter.lint.findings import warning
from newsletter.model import Finding
from newsletter.pipeline.pictures import relative_name
from newsletter.pipeline.post_files import find_posts
from newsletter.regular_files import read_file
from newsletter.source.links import find_media
from newsletter.source.post import parse_post, why_unpublished
from newsletter.store.output_places import find_output


def check_post_pictures(
    folder: Path, settings: Settings
) -> tuple[tuple[str, Finding], ...]:
    """Check the pictures of every post of a publication.

    A picture without scheme or leading slash is looked for beside its post and below the folder
    of assets. What cannot be read is told by `newsletter run`, and a draft may be incomplete.

    Returns:
        (path below the folder of the publication, finding), in the order of paths and lines.
    """
    found: list[tuple[str, Finding]] = []
    posts = folder / settings.posts.folder
    for path in find_posts(posts, find_output(folder, settings)):
        is_inside = path.is_relative_to(folder)
        name = path.relative_to(folder) if is_inside else path
        findings = _check_pictures(path, folder, settings)
        found += [(name.as_posix(), finding) for finding in findings]
    return tuple(found)


def _check_pictures(
    path: Path, folder: Path, settings: Settings
) -> Iterator[Finding]:
    """Yield a finding for each picture of one post that is nowhere."""
    try:
        post = parse_post(
            read_file(path),
            str(path),
            language=settings.source_language,
            languages=settings.all_languages,
            zone=ZoneInfo(settings.publication.timezone),
        )
    except (OSError, PostError):
        return
    if why_unpublished(post):
        return
    places = (path.parent, folder / settings.posts.assets)
    n_head_lines = post.head.count("\n")
    for media in find_media(post.body):
        name = relative_name(media.address)
        if not name or any(_is_file(place / name) for place in places):
            continue
        line = n_head_lines + post.body.count("\n", 0, media.first) + 1
        yield warning(
            "picture-missing",
            f"line {line}: there is no file {quote(media.address)} beside the post"
            f" or in the assets folder {quote(settings.posts.assets)}",
        )


def _is_file(path: Path) -> bool:
    """Tell whether there is such a file; a name that none can have is that of none."""
    try:
        return path.is_file()
    except OSError:
        return False

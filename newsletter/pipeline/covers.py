"""Find the file of a post's cover.

So that readers of feeds and pages are told its length, type and size.

A cover is an address of the site; its file lies below `posts.assets`, where the site is served
from, or beside the post as its pictures do. A cover of another site, or one whose file is not
there, has an address and nothing else: nothing is guessed and nothing is fetched.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote as percent_encode
from urllib.parse import unquote, urlsplit

from newsletter.config import Settings
from newsletter.edition.article import cover_url, get_cover
from newsletter.errors import PostError, quote
from newsletter.model import Image, Post
from newsletter.pipeline.pictures import MediaBeside
from newsletter.regular_files import explain_os_error, read_file

_TYPES = {  # RFC 6838 registry; the table of the operating system differs from machine to machine
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


def cover_name(post: Post, settings: Settings) -> str:
    """Return where the file of the cover lies below the folder of assets.

    "" for none, or one of another site.
    """
    url, site = (
        urlsplit(cover_url(post, settings)),
        urlsplit(settings.publication.url),
    )
    name = unquote(url.path.removeprefix(site.path.rstrip("/"))).lstrip("/")
    odd = (
        url.netloc != site.netloc
        or ".." in PurePosixPath(name).parts
        or "\0" in name
    )
    return (
        "" if odd or PurePosixPath(name).suffix.lower() not in _TYPES else name
    )


def read_cover(post: Post, settings: Settings, assets: Path) -> Image | None:
    """Return the cover of a post, measured where its file is known; None when it has none.

    Args:
        assets: The folder of assets.

    Raises:
        PostError: There is a file that cannot be read, or that is none: a folder, a pipe.
    """
    url = cover_url(post, settings)
    if not url:
        return None
    name = cover_name(post, settings)
    data = _read(assets / name, post) if name else b""
    return _build_image(url, name, data) if data else Image(url)


def find_cover_beside(post: Post, media: MediaBeside) -> Image | None:
    """Return the cover that lies beside its post, at the address of its copy; None for none."""
    url = dict(media.urls).get(get_cover(post), "")
    for file in media.files:
        suffix = PurePosixPath(file.path).suffix.lower()
        is_cover = url.endswith(f"/{percent_encode(file.path, safe='/')}")
        if is_cover and suffix in _TYPES:
            return _build_image(url, file.path, file.content)
    return None


def _build_image(url: str, name: str, data: bytes) -> Image:
    """A picture with what its file tells."""
    width, height = _measure(data)
    return replace(
        Image(url),
        width=width,
        height=height,
        n_bytes=len(data),
        media_type=_TYPES[PurePosixPath(name).suffix.lower()],
    )


def _read(path: Path, post: Post) -> bytes:
    """The bytes of the file; none where there is no file."""
    try:
        return read_file(path)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as error:
        raise PostError(
            f"cannot read the cover of {quote(post.path)}",
            at=str(path),
            why=explain_os_error(error),
            fix="make it a readable picture, or take the cover out of the front matter",
        ) from None


def _measure(data: bytes) -> tuple[int | None, int | None]:
    """Width and height of a picture; (None, None) for one that cannot be read."""
    import imagesize

    try:
        width, height = imagesize.get(io.BytesIO(data))
    except Exception:
        # whatever a broken image makes of its reader: the picture is still the post's
        return None, None
    return (width, height) if width > 0 and height > 0 else (None, None)

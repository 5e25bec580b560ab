"""Bring the pictures and sounds that lie beside a post to where its pages can show them.

A relative address in a post (`![](hill.png)`, `<audio src="walk.mp3">`) names a file beside it. A
mail, a feed and a page stand elsewhere, so the file is copied to `media/<post>/` on the site and
the article leads there. A file outside of the publication, behind a link of the file system or of
an unknown kind is not copied; an address that names no file at all is a finding of the post.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote as percent_encode
from urllib.parse import unquote

from newsletter.config import Settings
from newsletter.model import Artefact, Article
from newsletter.regular_files import read_file
from newsletter.source.path_language import strip_language
from newsletter.source.split_address import split_address

FOLDER = "media"
MAX_FILE_BYTES = (
    50_000_000  # a film of some minutes; more belongs on a host of films
)
_SUFFIX = re.compile(
    r"\.(?:apng|avif|gif|jpe?g|png|svg|webp|aac|flac|m4a|mp3|oga|ogg|opus|wav|mov|mp4|webm)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class MediaBeside:
    """The files beside one post.

    Attributes:
        urls: Address as the post has it → where the copy stands.
        files: The copies.
        missing: Addresses that name no file.
    """

    urls: tuple[tuple[str, str], ...] = ()
    files: tuple[Artefact, ...] = ()
    missing: tuple[str, ...] = ()


NO_MEDIA = MediaBeside()


def read_media(
    body: str,
    ref: str,
    post: Path,
    root: Path,
    settings: Settings,
    *,
    cover: str = "",
) -> MediaBeside:
    """Read the files that a post shows and that lie beside it.

    Args:
        body: The text of the post.
        ref: What its folder on the site is called.
        post: Its file.
        root: The publication: nothing outside of it is copied.
        settings: Where the site stands.
        cover: Its cover as its front matter has it; one that does not lie beside it may be a file
            of the site, and is not missing.
    """
    # It brings the Markdown parser, which a run with nothing to do can spare.
    from newsletter.source.links import find_media

    urls: dict[str, str] = {}
    files: dict[str, Artefact] = {}
    missing: list[str] = []
    shown = dict.fromkeys(link.address for link in find_media(body))
    for address in dict.fromkeys((*shown, cover)):
        name = relative_name(address)
        if not name:
            continue
        content = _read_file(post.parent / name, root)
        if content is None:
            if address in shown:
                missing.append(address)
            continue
        path = f"{FOLDER}/{ref}/{_flat_name(name)}"
        files[path] = Artefact(path, content)
        site = settings.publication.url.rstrip("/")
        urls[address] = f"{site}/{percent_encode(path, safe='/')}"
    return MediaBeside(
        tuple(urls.items()), tuple(files.values()), tuple(missing)
    )


def find_bundle_media(post: Path, languages: Iterable[str]) -> tuple[Path, ...]:
    """Return the pictures, sounds and films in the folder of a bundle (`walk/index.md`), by name.

    Of any other post there are none: its folder is that of other posts too.
    """
    if not is_bundle(post.name, languages):
        return ()
    return tuple(
        path
        for path in sorted(post.parent.iterdir())
        if _SUFFIX.fullmatch(path.suffix)
    )


def is_bundle(path: str, languages: Iterable[str]) -> bool:
    """Tell whether a post is the `index.md` of a folder of its own.

    >>> is_bundle("walk/index.en.md", ["en"]), is_bundle("walk.md", ["en"])
    (True, False)
    """
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return strip_language(stem, languages) == "index"


def relative_name(address: str) -> str:
    """Return the name of a file beside a post; "" for an address of the web, of the site or a tag.

    >>> relative_name("img/a%20b.png"), relative_name("/a.png"), relative_name("{{ x }}.png")
    ('img/a b.png', '', '')
    """
    url = split_address(address)
    if url is None:
        return ""
    is_elsewhere = (
        bool(url.scheme or url.netloc)
        or address.startswith(("/", "#", "@"))
        or "{" in address  # filled in by a generator
    )
    name = unquote(url.path)
    is_media = _SUFFIX.fullmatch(PurePosixPath(name).suffix) is not None
    return name if is_media and not is_elsewhere and "\0" not in name else ""


def lead_to_media(article: Article, media: MediaBeside) -> Article:
    """Return the article with its pictures at their addresses on the site."""
    urls = dict(media.urls)
    if not urls:
        return article
    from newsletter.source.links import replace_media

    return replace(
        article,
        body=replace_media(article.body, urls),
        full_body=replace_media(article.full_body, urls),
    )


def _read_file(path: Path, root: Path) -> bytes | None:
    """The bytes of a file, when it is one inside of the publication that may be read."""
    try:
        real = path.resolve(strict=True)
        is_inside = real.is_relative_to(root.resolve())
        if not is_inside or real.stat().st_size > MAX_FILE_BYTES:
            return None
        return read_file(real)
    except (OSError, RuntimeError):
        return None


def _flat_name(name: str) -> str:
    """One name for a path: two pictures of one name in two folders stay two."""
    parts = [
        part for part in PurePosixPath(name).parts if part not in ("..", ".")
    ]
    return "-".join(parts)

"""Turn the bytes of one file into a Post, and a Post into the same bytes again."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, tzinfo
from pathlib import PurePath

from newsletter.errors import PostError, quote
from newsletter.language.scripts import guess_language
from newsletter.model import Post
from newsletter.source.decode import decode
from newsletter.source.front_matter import parse_date, parse_front_matter, split_front_matter

SUFFIXES = (".md", ".markdown")
_NAME = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})-(?P<slug>.+)")
# A slug becomes a file name and a piece of a URL: no separators, no dots in front, no white space,
# nothing invisible.
_UNSAFE = re.compile(r"[^\w.~-]+")
# Shaped as BCP 47 has it, in any case: it becomes a folder and stands in every page.
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
MAX_SLUG_BYTES = (
    180  # with date, language and suffix it stays under the 255 bytes of every file system
)


def parse_post(data: bytes, path: str, *, language: str = "", zone: tzinfo) -> Post:
    """Read one post.

    Args:
        data: The bytes of the file.
        path: Its name in messages; the base name gives date and slug (`YYYY-MM-DD-slug.md`).
        language: Tag when front matter does not say; "" guesses by script.
        zone: Time zone of dates without one.

    Raises:
        PostError: Binary, undecodable, broken front matter, or no title, date or text.
    """
    decoded = decode(data, path)
    head, body = split_front_matter(decoded.text)
    fields = parse_front_matter(head, path)
    values = dict(fields)
    if not body.strip():
        raise PostError(
            f"cannot use {quote(path)}",
            at=path,
            why="it has no text",
            fix="write the post, or set published: false",
        )
    return Post(
        path=path,
        slug=_slug(values, path),
        date=_date(values, path, zone),
        language=_language(values, path, language, body),
        title=_title(values, head, path),
        front_matter=fields,
        head=head,
        body=body,
        encoding=decoded.encoding,
        bom=decoded.bom,
    )


def render_post(post: Post) -> bytes:
    """Return the bytes of the file the post was read from."""
    return post.bom + (post.head + post.body).encode(post.encoding)


def is_published(post: Post) -> bool:
    """Tell whether Jekyll would publish it: not a draft, not `published: false`."""
    fields = post.fields
    return fields.get("published") is not False and fields.get("draft") is not True


def safe_slug(text: str) -> str:
    """Return a name that is safe as a file name and in a URL; "" when nothing is left.

    Letters of every script stay.
    """
    normal = unicodedata.normalize("NFC", text).strip()
    name = _UNSAFE.sub("-", normal).strip("-._~")
    while len(name.encode()) > MAX_SLUG_BYTES:
        name = name[:-1]
    return name


def _title(values: dict[str, object], head: str, path: str) -> str:
    title = str(values.get("title") or "").strip()
    if any(
        unicodedata.category(char)[0] not in "CZ" for char in title
    ):  # something of it can be seen
        return title
    if not head:
        raise PostError(
            f"cannot use {quote(path)}",
            at=f"{path}:1",
            why="it has no front matter",
            fix="begin the file with ---, title: … and ---",
        )
    raise PostError(
        f"cannot use {quote(path)}",
        at=f"{path}:1",
        why="the front matter has no title",
        fix="add a line title: …",
    )


def _date(values: dict[str, object], path: str, zone: tzinfo) -> datetime:
    written = values.get("date")
    found = parse_date(written, zone)
    if found:
        return found
    if written is not None:
        raise PostError(
            f"cannot use {quote(path)}",
            at=path,
            why=f"{quote(written)} is no date",
            fix="write date: 2025-11-02 08:30:00 +0900",
        )
    named = _NAME.fullmatch(PurePath(path).stem)
    found = parse_date(named["date"], zone) if named else None
    if not found:
        raise PostError(
            f"cannot use {quote(path)}",
            at=path,
            why="it has no date",
            fix="add date: … or name the file YYYY-MM-DD-slug.md",
        )
    return found


def _slug(values: dict[str, object], path: str) -> str:
    named = _NAME.fullmatch(PurePath(path).stem)
    slug = safe_slug(str(values.get("slug") or (named["slug"] if named else PurePath(path).stem)))
    if not slug:
        raise PostError(
            f"cannot use {quote(path)}",
            at=path,
            why="its name gives no slug",
            fix="name the file YYYY-MM-DD-slug.md",
        )
    return slug


def _language(values: dict[str, object], path: str, default: str, body: str) -> str:
    written = values.get("lang") or values.get("language") or values.get("locale")
    if not written:
        return default or guess_language(body)
    tag = str(written).replace("_", "-")
    if not _TAG.fullmatch(tag):
        raise PostError(
            f"cannot use {quote(path)}",
            at=path,
            why=f"{quote(written)} is no language tag",
            fix="write e.g. lang: ja",
        )
    return tag

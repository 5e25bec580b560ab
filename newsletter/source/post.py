"""Turn the bytes of one file into a Post, and a Post into the same bytes again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from difflib import get_close_matches

from newsletter.errors import PostError, UnfinishedPost, quote
from newsletter.language.scripts import guess_language
from newsletter.language.tags import (
    UnknownLanguage,
    match_tag,
    parse_tag,
)
from newsletter.model import BlockKind, Post
from newsletter.source.decode import decode
from newsletter.source.front_matter import (
    count_lines_above_head,
    flatten_fields,
    is_head_open,
    parse_front_matter,
    split_front_matter,
)
from newsletter.source.own_address import read_own_address
from newsletter.source.post_names import DATED_NAME, find_stem, safe_slug
from newsletter.source.written_dates import parse_date

_TAGGED_HEADING = re.compile(
    r"<h1(?:\s[^<>]*)?>(?P<inside>.*?)</h1\s*>", re.S | re.I
)
_ALT = re.compile(r"\salt=([\"'])(?P<alt>[^\"'<>]*)\1", re.I)
# The fields in which generators keep the day of a post, the surest first: Jekyll and Hugo, Astro,
# AstroPaper, Hugo, Statiq and Fuwari, the starters of Next.js, Zenn and Forem, WordPress, Obsidian.
_DATE_FIELDS = (
    *("date", "pubDate", "pubDatetime", "publishDate", "published"),
    *("publishedAt", "published_at", "post_date", "created"),
)
# Where neither they nor the name of the file say one: Hashnode, the linter of Obsidian.
_LESSER_DATE_FIELDS = ("datePublished", "date created", "date-created")
# Where nothing else says a day: Hugo takes that of the last change, and an article that was pulled
# from Qiita has no other.
_CHANGE_FIELDS = ("lastmod", "modified", "updated_at")
# What says that a post is not for everybody, and what it then says: Jekyll, Obsidian and its
# digital gardens; Qiita and Docusaurus.
_WITHHELD = (
    *((name, False) for name in ("published", "publish", "dg-publish")),
    *((name, True) for name in ("private", "ignorePublish", "unlisted")),
)
# How a switch is written as a text, `published: 'true'`.
_SWITCHES = {
    **dict.fromkeys(("true", "yes", "on"), True),
    **dict.fromkeys(("false", "no", "off"), False),
}
# What a post may say under `newsletter:`.
OUR_KEYS = ("subject", "preheader")


def parse_post(
    data: bytes,
    path: str,
    *,
    language: str = "",
    languages: tuple[str, ...] = (),
    zone: tzinfo,
    below: str = "",
) -> Post:
    """Read one post.

    Args:
        data: The bytes of the file.
        path: Its name in messages; the base name gives date and slug (`YYYY-MM-DD-slug.md`), that
            of the folder for `index.md`.
        language: Tag when front matter does not say; "" guesses by script.
        languages: The languages of the publication: `ja_JP` belongs to `ja` where that is one.
        zone: Time zone of dates without one.
        below: The file seen from the folder of the posts: its folders may stand in its address.

    Raises:
        UnfinishedPost: It is not to be published, and lacks what a post has.
        PostError: Binary, undecodable, broken front matter, or no title, date or text.
    """
    decoded = decode(data, path)
    _require_readable_head(decoded.text, path)
    head, body = split_front_matter(decoded.text)
    fields = parse_front_matter(head, path)
    values = flatten_fields(fields)
    _require_known_keys(values, path)
    withheld = _why_withheld(values)
    if withheld and not (body.strip() and _has_date(values, path, languages)):
        raise UnfinishedPost(f"leave {quote(path)}", at=path, why=withheld)
    if not body.strip():
        raise PostError(
            f"cannot use {quote(path)}",
            at=path,
            why="it has no text",
            fix="write the post, or set published: false",
        )
    return Post(
        path=path,
        slug=_slug(values, path, languages),
        date=_date(values, path, zone, languages),
        language=find_language(
            values, path, language or guess_language(body), languages
        ),
        title=_title(values, head, body, path, languages),
        front_matter=fields,
        head=head,
        body=body,
        encoding=decoded.encoding,
        bom=decoded.bom,
        address=read_own_address(
            values, path, below=below, languages=languages
        ),
    )


def render_post(post: Post) -> bytes:
    """Return the bytes of the file the post was read from."""
    return post.bom + (post.head + post.body).encode(post.encoding)


def why_unpublished(post: Post) -> str:
    """Return why a generator would not publish a post; "" where it would."""
    return _why_withheld(post.fields)


def _why_withheld(values: Mapping[str, object]) -> str:
    """Why a generator would not publish a post with these fields; "" where it would."""
    status = str(values.get("status")).strip().lower()
    if _read_switch(values.get("draft")) or status == "draft":
        return "a draft"
    if status == "private":
        return "status: private"
    for name, says_no in _WITHHELD:
        if _read_switch(values.get(name)) is says_no:
            return f"{name}: {str(says_no).lower()}"
    return ""


def _read_switch(written: object) -> bool | None:
    """What a switch says, in quotation marks too; None where it says neither yes nor no."""
    if isinstance(written, bool):
        return written
    word = written.strip().lower() if isinstance(written, str) else ""
    return _SWITCHES.get(word)


def find_expiry(post: Post) -> datetime | None:
    """Return the time from which a post is published no more, of its `expiryDate`."""
    return parse_date(post.fields.get("expiryDate"), post.date.tzinfo or UTC)


def translation_key(post: Post) -> str:
    """Return what a post shares with its translations where its generator names it; else "".

    Hugo's `translationKey`, or `page_id` of Jekyll's polyglot. Our own `ref` is another matter: it
    is the name of the post itself.
    """
    fields = post.fields
    key = fields.get("translationKey") or fields.get("page_id")
    return str(key).strip() if isinstance(key, str | int) else ""


def _title(
    values: Mapping[str, object],
    head: str,
    body: str,
    path: str,
    languages: tuple[str, ...],
) -> str:
    """The title of the front matter, else the first heading, else the name of the file."""
    for title in _find_titles(values, head, body, path, languages):
        if any(unicodedata.category(char)[0] not in "CZ" for char in title):
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


def _find_titles(
    values: Mapping[str, object],
    head: str,
    body: str,
    path: str,
    languages: tuple[str, ...],
) -> Iterator[str]:
    """What a post may be called, the best first; some of it may be empty."""
    yield str(values.get("title") or "").strip()
    yield _find_heading(body)
    if head:
        yield _name_title(find_stem(path, languages))


def _find_heading(body: str) -> str:
    """The words of the first heading: after marks, over a line, or in a tag `<h1>`."""
    # They bring the Markdown parser, which a run with nothing to do can spare.
    from newsletter.source.blocks import parse_blocks

    text = body.replace("\r\n", "\n").replace("\r", "\n")
    for block in parse_blocks(text):
        words = ""
        if block.kind is BlockKind.HEADING and not block.quoted:
            words = _plain(block.text)
        elif block.kind is BlockKind.HTML:
            words = _find_tagged_heading(block.text)
        if words:
            return words
    return ""


def _find_tagged_heading(html: str) -> str:
    """What `<h1>` says, else the picture in it; "" where there is none."""
    found = _TAGGED_HEADING.search(html)
    if found is None:
        return ""
    picture = _ALT.search(found["inside"])
    words = _plain(" ".join(found["inside"].split()))
    return words or (_plain(picture["alt"]) if picture else "")


def _require_readable_head(text: str, path: str) -> None:
    """Refuse front matter that would be published as text.

    Raises:
        PostError: It is never closed, or blank lines stand above it.
    """
    n_above = count_lines_above_head(text)
    if n_above:
        raise PostError(
            f"cannot use {quote(path)}",
            at=f"{path}:{n_above + 1}",
            why="its front matter does not begin in the first line",
            fix="take out the blank lines above it",
        )
    if is_head_open(text):
        raise PostError(
            f"cannot use {quote(path)}",
            at=f"{path}:1",
            why="its front matter is not closed",
            fix=f"write a line {text[:3]} behind the last field",
        )


def _require_known_keys(values: Mapping[str, object], path: str) -> None:
    """Refuse a slip under `newsletter:`, which would be silently without effect.

    Raises:
        PostError: A key that is not read, with the nearest one that is.
    """
    ours = values.get("newsletter")
    for key in ours if isinstance(ours, Mapping) else ():
        if str(key) in OUR_KEYS:
            continue
        near = get_close_matches(str(key), OUR_KEYS, n=1)
        raise PostError(
            f"cannot use {quote(path)}",
            at=path,
            why=f"{quote(key)} is no key of newsletter:",
            fix=f"write {near[0]}"
            if near
            else f"it knows {', '.join(OUR_KEYS)}",
        )


def _plain(heading: str) -> str:
    """What a reader sees of a heading."""

    from newsletter.source.inline import plain_text

    return plain_text(heading).strip()


def _name_title(stem: str) -> str:
    """The name of the file as a title, as Jekyll makes it: `factory-tour` → `Factory Tour`."""
    named = DATED_NAME.fullmatch(stem)
    words = (named["slug"] if named else stem).replace("_", "-").split("-")
    return " ".join(word.capitalize() for word in words if word)


def _date(
    values: Mapping[str, object],
    path: str,
    zone: tzinfo,
    languages: tuple[str, ...],
) -> datetime:
    """The day of the post; a later `publishDate` is the day on which it comes out."""
    found: list[datetime] = []
    for name in _DATE_FIELDS:
        written = values.get(name)
        if not _may_be_date(written) or (found and name != "publishDate"):
            continue
        found.append(_parse_field(name, written, path, zone))
    named = DATED_NAME.fullmatch(find_stem(path, languages))
    of_name = parse_date(named["date"], zone) if named and not found else None
    if of_name:
        found.append(of_name)
    for name in _LESSER_DATE_FIELDS:
        written = values.get(name)
        if not found and _may_be_date(written):
            found.append(_parse_field(name, written, path, zone))
    if not found and not named:
        changes = (
            parse_date(values.get(name), zone) for name in _CHANGE_FIELDS
        )
        found += list(filter(None, changes))[:1]
    if not found:
        raise PostError(
            f"cannot use {quote(path)}",
            at=path,
            why=f"{quote(named['date'])} in its name is no day"
            if named
            else "it has no date",
            fix="add date: … or name the file YYYY-MM-DD-slug.md",
        )
    return max(found)


def _parse_field(
    name: str, written: object, path: str, zone: tzinfo
) -> datetime:
    """The day that a field says; one that says none is an error."""
    date = parse_date(written, zone)
    if date is None:
        raise PostError(
            f"cannot use {quote(path)}",
            at=path,
            why=f"{quote(written)} is no date",
            fix=f"write {name}: 2025-11-02 08:30:00 +0900",
        )
    return date


def _has_date(
    values: Mapping[str, object], path: str, languages: tuple[str, ...]
) -> bool:
    """Tell whether a post says its day, in a field or in its name."""
    try:
        _date(values, path, UTC, languages)
    except PostError:
        return False
    return True


def _may_be_date(written: object) -> bool:
    """Tell whether a field says something of a day: `published: true` and an empty one do not."""
    is_switch = _read_switch(written) is not None
    return not is_switch and bool(str(written or "").strip())


def _slug(
    values: Mapping[str, object], path: str, languages: tuple[str, ...]
) -> str:
    """The name in the address: the field, else the name of the file without its day."""
    stem = find_stem(path, languages)
    named = DATED_NAME.fullmatch(stem)
    slug = safe_slug(
        str(values.get("slug") or (named["slug"] if named else stem))
    )
    if not slug:
        raise PostError(
            f"cannot use {quote(path)}",
            at=path,
            why="its name gives no slug",
            fix="name the file YYYY-MM-DD-slug.md",
        )
    return slug


def find_language(
    values: Mapping[str, object],
    path: str,
    default: str,
    languages: tuple[str, ...] = (),
) -> str:
    """Return the language that front matter names, as the publication writes it; else the default.

    Raises:
        PostError: It is no language tag.
    """
    written = (
        values.get("lang") or values.get("language") or values.get("locale")
    )
    if not written:
        return default
    try:
        tag = parse_tag(str(written))
    except UnknownLanguage as error:
        raise PostError(
            f"cannot use {quote(path)}",
            at=path,
            why=f"{quote(written)} is no language tag",
            fix=f"write e.g. lang: {error.suggestion or 'ja'}",
        ) from None
    return match_tag(tag, languages) or tag

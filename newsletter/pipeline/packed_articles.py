"""Turn an Article into the two pieces the ledger keeps, and back into the same Article.

`about` is everything but the text, small and read for every post when indexes are made; `text` is
both bodies, read for the few posts that are rendered. Both are compressed. Front matter may hold
whatever YAML can say; what JSON cannot is written with a mark, so that an article that was kept
renders to the bytes of a fresh one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from operator import methodcaller
from typing import Any

import msgspec

from newsletter.model import Article, ListedArticle

_MARK = "\0kind"  # no YAML key begins with NUL
# Of 60 articles, a post: 49 kB as escaped JSON at level 3, 29 kB as UTF-8 at 6, for .4 ms more.
_LEVEL = 6

_ROUNDED = 2**53  # from here on a reader of JSON may round an integer


def pack_article(article: Article) -> tuple[bytes, bytes]:
    """Return (about, text); equal articles give equal bytes."""
    bare = replace(article, body="", full_body="", front_matter=(), head="")
    front_matter = [[key, _pack(value)] for key, value in article.front_matter]
    about = json.dumps(
        [msgspec.to_builtins(bare), front_matter, article.head],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    text = json.dumps([article.body, article.full_body], ensure_ascii=False)
    return _compress(about), _compress(text)


def unpack_article(about: bytes, text: bytes) -> Article:
    """Return the article that was packed."""
    bare, front_matter, *head = json.loads(_read_about(about))
    body, full_body = json.loads(zlib.decompress(text))
    fields = tuple((key, _unpack(value)) for key, value in front_matter)
    return replace(
        msgspec.convert(bare, Article),
        body=body,
        full_body=full_body,
        front_matter=fields,
        head=head[0] if head else "",
    )


def unpack_about(about: bytes) -> ListedArticle:
    """Return what lists show of an article."""
    return msgspec.convert(json.loads(_read_about(about))[0], ListedArticle)


def article_hash(about: bytes, text: bytes) -> str:
    """Return the SHA-256 of a packed article, hex."""
    return hashlib.sha256(about + b"\0" + text).hexdigest()


def _compress(text: str) -> bytes:
    # Half of a pair, which JSON reads again: what a post holds is not judged here.
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def _read_about(about: bytes) -> bytes:
    """What is packed; earlier versions did not compress it."""
    return about if about.startswith(b"[") else zlib.decompress(about)


def _pack(value: object) -> object:
    """A value as JSON can hold it; a number that JSON would round is text."""
    match value:
        case None | bool() | str():
            return value
        case dict():
            return {str(key): _pack(item) for key, item in value.items()}
        case list() | tuple():
            return list(map(_pack, value))
        case set() | frozenset():
            members = sorted(value, key=str)
            return {_MARK: "set", "is": list(map(_pack, members))}
        case int() if abs(value) < _ROUNDED:
            return value
    for kind, write in _WRITTEN:
        if isinstance(value, kind):
            return {_MARK: type(value).__name__, "is": write(value)}
    return str(value)


def _write_bytes(value: bytes) -> str:
    return base64.b64encode(value).decode()


# What is text in a packed article, its kind beside it, and how it is written.
_WRITTEN: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (int, str),
    (float, repr),
    (bytes, _write_bytes),
    (date, methodcaller("isoformat")),
)


def _unpack(value: object) -> object:
    """The opposite of `_pack`."""
    if isinstance(value, list):
        return tuple(map(_unpack, value))
    if not isinstance(value, dict):
        return value
    kind = value.get(_MARK)
    if kind is not None:
        return _READ[kind](value["is"])
    return {key: _unpack(item) for key, item in value.items()}


def _read_set(members: list[object]) -> set[object]:
    """What a set held, each member read in its turn."""
    return set(map(_unpack, members))


# Kind → how its text is read.
_READ: dict[str, Callable[[Any], object]] = {
    "int": int,
    "float": float,
    "bytes": base64.b64decode,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "set": _read_set,
}

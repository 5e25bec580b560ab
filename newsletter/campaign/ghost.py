"""Speak to Ghost's Admin API: a post a language, as a draft that the editor publishes and mails.

Ghost takes posts, not emails: it makes its own email of the one HTML card we give it, which stays
byte for byte where its HTML import would lose tables, footnotes and ruby. Nothing here publishes:
a post without a status is a draft, and who it is mailed to is chosen when it is published.

A post is known again by a meta element in its code injection, with our name for it and a hash of
what we wrote. Where one of those texts is no longer what we wrote, the editor has worked on the
post, and an upload is an error rather than the loss of that work. `updated_at` guards the moment
between our question and our answer. Slug and tags are given once and are the editor's from then
on.

Source: docs.ghost.org/admin-api, and a Ghost 6.65 of our own: `make real` runs every rule here
against one, and the fake of the tests answers as it did.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

from newsletter.campaign.connection import Ask, Connection
from newsletter.campaign.interface import (
    Draft,
    DraftTexts,
    PostPage,
    Remote,
    choose_draft,
    get_text,
)
from newsletter.errors import ConfigError, ToolError, quote

TITLE = "Ghost"
POSTS = "/ghost/api/admin/posts/"
TOKEN_S = 300  # the longest that Ghost takes
# Ghost refuses longer ones.
MAX_TITLE_CHARS = 255
MAX_EXCERPT_CHARS = 300
MAX_SUBJECT_CHARS = 300
MAX_SLUG_CHARS = 185

_KEY = re.compile(r"[0-9a-f]{24}:(?:[0-9a-f]{2}){16,64}")
_ID = re.compile(r"[0-9a-f]{24}")
_NO_SLUG = re.compile(r"[^a-z0-9_-]+")  # Ghost asks for nothing else by slug
_MARKER = re.compile(
    r'<meta name="newsletter" content="([^"]*)" data-hash="([0-9a-f]{32})">'
)
_EDITABLE = (
    "title",
    "custom_excerpt",
    "email_subject",
    "canonical_url",
    "feature_image",
    "html",
)
_FIELDS = (
    "id,status,codeinjection_head,url,title,custom_excerpt,updated_at,slug"
)


def authorise(keys: tuple[str, ...]) -> dict[str, str]:
    """Return the header for an Admin API key, `id:secret`: a token signed with the secret.

    Raises:
        ConfigError: It is no key of the Admin API.
    """
    key = keys[0]
    if not _KEY.fullmatch(key):
        raise ConfigError(
            "cannot use the key of Ghost",
            at="GHOST_ADMIN_API_KEY",
            why="it is not of the form id:secret",
            fix="Ghost, Settings, Integrations: copy the Admin API key of a custom integration",
        )
    identity, _, secret = key.partition(":")
    now_s = int(time.time())
    head = {"alg": "HS256", "typ": "JWT", "kid": identity}
    claims = {"iat": now_s, "exp": now_s + TOKEN_S, "aud": "/admin/"}
    signed = f"{_encode(head)}.{_encode(claims)}"
    signature = hmac.new(
        bytes.fromhex(secret), signed.encode(), hashlib.sha256
    ).digest()
    return {"Authorization": f"Ghost {signed}.{_base64(signature)}"}


def _encode(value: object) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class GhostTool:
    """One Ghost; a `CampaignTool`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def title(self) -> str:
        """Its name for people."""
        return TITLE

    def check(self, draft: Draft) -> None:
        """Raise when the run made no article for Ghost."""
        if draft.post is None:
            raise ConfigError(
                f"cannot upload {quote(draft.name)} to {TITLE}",
                at=draft.name,
                why="it is no post, or its zip was made by an older version",
                fix="run again: newsletter run; a digest has no page of its own in Ghost",
            )

    def find(self, name: str) -> Remote | None:
        """Look for the post that carries our name; a draft comes before one that was published."""
        return choose_draft(self.find_all(name))

    def find_all(self, name: str) -> tuple[Remote, ...]:
        """Look for all posts that carry this name."""
        shown = escape(name, quote=True).replace("'", "\\'")
        query = (
            ("filter", f"codeinjection_head:~'{shown}'"),
            ("fields", _FIELDS),
            ("limit", "100"),
        )
        posts = self._posts(self._connection.ask(Ask("GET", POSTS, query)))
        return tuple(
            remote for remote in map(self._remote, posts) if remote.name == name
        )

    def get(self, remote_id: str) -> Remote | None:
        """Ask for one post; None when it is gone."""
        post = self._read(remote_id)
        return None if post is None else self._remote(post)

    def create(self, draft: Draft) -> Remote:
        """Make a draft: at most one request that makes something."""
        self.check(draft)
        fields = self._fields(draft)
        self._refuse_taken(str(fields["slug"]))
        body = {"posts": [{**fields, "status": "draft"}]}
        answer = self._connection.ask(
            Ask("POST", POSTS, body=body, repeatable=False)
        )
        return self._remote(self._post(answer))

    def update(self, remote_id: str, draft: Draft) -> None:
        """Put this content into a draft that the editor has not worked on."""
        self.check(draft)
        post = self._read(remote_id)
        if post is None:
            raise self._connection.puzzled("the post is gone")
        self._refuse_edited(post, draft)
        fields = self._fields(draft, head=get_text(post, "codeinjection_head"))
        fields["updated_at"] = post.get("updated_at")
        del fields["slug"], fields["tags"]
        self._connection.ask(
            Ask("PUT", self._place(remote_id), body={"posts": [fields]})
        )

    def read(self, remote_id: str) -> DraftTexts | None:
        """Ask for what the editor may have changed of a post; None when it is gone."""
        post = self._read(remote_id)
        return None if post is None else _texts(post, _html(post))

    def read_draft(self, draft: Draft) -> DraftTexts:
        """Return the same of a draft."""
        return _texts(self._fields(draft), draft.html)

    # -- what must not be lost

    def _refuse_taken(self, slug: str) -> None:
        """Ghost would give a second post of one slug another one, and nobody would notice."""
        place = f"{POSTS}slug/{slug}/"
        answer = self._connection.ask(
            Ask("GET", place, (("fields", _FIELDS),), gone=(404,))
        )
        if answer is not None:
            raise ToolError(
                f"cannot upload to {TITLE}",
                at=self._connection.account.base,
                why=f"a post with the slug {quote(slug)} is there, which no upload has made",
                fix="give one of them another slug",
            )

    def _refuse_edited(self, post: Mapping[str, Any], draft: Draft) -> None:
        """Refuse to replace a post that somebody changed in Ghost."""
        marker = _MARKER.search(get_text(post, "codeinjection_head"))
        stored = {**post, "html": _card(post)}
        if marker is None or marker[2] != self._hash(stored):
            raise ToolError(
                f"cannot upload {quote(draft.name)} to {TITLE}",
                at=self._connection.account.base,
                why="the post was edited in Ghost after the last upload",
                fix="publish it as it is, or delete the draft there and upload again; "
                "newsletter upload ghost EDITION --pull shows what was changed",
            )

    # -- the fields of a post

    def _fields(self, draft: Draft, head: str = "") -> dict[str, object]:
        """A draft in the words of Ghost, with the mark by which it is found and known again."""
        page = draft.post
        assert page is not None
        excerpt = (page.excerpt or draft.preheader)[:MAX_EXCERPT_CHARS]
        texts = {
            "title": page.title[:MAX_TITLE_CHARS],
            "custom_excerpt": excerpt or None,
            "email_subject": draft.subject[:MAX_SUBJECT_CHARS],
            "canonical_url": page.url or None,
            "feature_image": page.image or None,
        }
        content_hash = self._hash({**texts, "html": draft.html})
        others = _MARKER.sub("", head).strip()
        marker = _marker(draft.name, content_hash)
        return {
            **texts,
            "slug": _slug(page, draft.language),
            "lexical": _lexical(draft.html),
            "tags": [{"name": name} for name in _tags(page, draft)],
            "codeinjection_head": f"{others}\n{marker}".strip(),
        }

    def _hash(self, post: Mapping[str, Any]) -> str:
        """A hash of what the editor may change, the same after Ghost has stored it.

        Ghost gives links that begin with a slash its own address.
        """
        own = f"{self._connection.account.base}/"
        texts = [get_text(post, name).replace(own, "/") for name in _EDITABLE]
        return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:32]

    # -- answers

    def _read(self, remote_id: str) -> Mapping[str, Any] | None:
        ask = Ask(
            "GET",
            self._place(remote_id),
            (("formats", "lexical,html"),),
            gone=(404,),
        )
        answer = self._connection.ask(ask)
        return None if answer is None else self._post(answer)

    def _place(self, remote_id: str) -> str:
        if not _ID.fullmatch(remote_id):  # it becomes part of an address
            raise self._connection.puzzled("an id of another kind")
        return f"{POSTS}{remote_id}/"

    def _post(self, answer: Mapping[str, object] | None) -> Mapping[str, Any]:
        """The one post in an answer."""
        posts = self._posts(answer)
        if not posts:
            raise self._connection.puzzled("it has no post")
        return posts[0]

    def _posts(
        self, answer: Mapping[str, object] | None
    ) -> list[Mapping[str, Any]]:
        """The posts in an answer; anything else is refused."""
        return self._connection.require_list(
            (answer or {}).get("posts"), "posts"
        )

    def _remote(self, post: Mapping[str, Any]) -> Remote:
        """A post of the site, known by the mark that we left in its head."""
        identity = get_text(post, "id")
        status = get_text(post, "status")
        if not _ID.fullmatch(identity) or not status:
            raise self._connection.puzzled("a post without id or status")
        marker = _MARKER.search(get_text(post, "codeinjection_head"))
        return Remote(
            id=identity,
            name=self._connection.scrub(unescape(marker[1])) if marker else "",
            status=self._connection.scrub(status),
            is_draft=status == "draft",
            url=f"{self._connection.account.base}/ghost/#/editor/post/{identity}",
        )


def _marker(name: str, content_hash: str) -> str:
    shown = escape(name, quote=True)
    return (
        f'<meta name="newsletter" content="{shown}" data-hash="{content_hash}">'
    )


def _slug(page: PostPage, language: str) -> str:
    """An ASCII slug: Ghost writes Japanese in Latin letters, and not always the same way."""
    suffix = f"-{language.lower()}"
    plain = page.slug if page.slug.isascii() else page.ref
    if not plain.isascii():
        plain = f"post-{hashlib.sha256(page.ref.encode()).hexdigest()[:12]}"
    plain = _NO_SLUG.sub("-", plain.lower()).strip("-")
    return plain[: MAX_SLUG_CHARS - len(suffix)] + suffix


def _tags(page: PostPage, draft: Draft) -> tuple[str, ...]:
    """The tags of the post, those of its language, and `#ja`, which only the editor sees."""
    # A tag that begins with # is seen by editors only: those of a post are for readers.
    shown = (name.strip().lstrip("#").strip() for name in page.tags)
    names = (*shown, *map(str, draft.lists), f"#{draft.language.lower()}")
    return tuple(dict.fromkeys(name[:MAX_SLUG_CHARS] for name in names if name))


def _lexical(html: str) -> str:
    """A document of one HTML card, which Ghost keeps as it is."""
    card = {"type": "html", "version": 1, "html": html}
    root = {
        "children": [card],
        "direction": None,
        "format": "",
        "indent": 0,
        "type": "root",
        "version": 1,
    }
    return json.dumps({"root": root}, ensure_ascii=False)


def _card(post: Mapping[str, Any]) -> str:
    """The HTML of the one card of a post; "" for a post of any other content."""
    try:
        children = json.loads(get_text(post, "lexical"))["root"]["children"]
        (card,) = children
        return str(card["html"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""


def _html(post: Mapping[str, Any]) -> str:
    """What Ghost makes of the cards, whoever made them; its own card marks are comments."""
    return _card(post) or get_text(post, "html")


def _texts(post: Mapping[str, Any], html: str) -> DraftTexts:
    """Title, subject, excerpt and the two addresses, under Ghost's names for them."""
    shown = (
        (name.replace("_", " ").capitalize(), get_text(post, name))
        for name in _EDITABLE
        if name != "html"
    )
    return DraftTexts(tuple(shown), html)

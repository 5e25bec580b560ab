"""Ghost's Admin API as Ghost 6.65 answered it, with its posts in memory."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from typing import Any

from tests.fakes.server import Reply, Request

SECRET = "0123456789abcdef" * 4
KEY = f"{'a1' * 12}:{SECRET}"
PATH = "/ghost/api/admin/posts/"
SLUG = re.compile(r"[a-z0-9_-]+")
LIMITS = {"title": 255, "custom_excerpt": 300, "email_subject": 300, "slug": 191}


class FakeGhost:
    """One Ghost.

    Attributes:
        posts: What it holds, by id.
        sent: What was published or mailed: must stay empty.
        n_writes: Requests that changed something.
    """

    def __init__(self) -> None:
        self.posts: dict[str, dict[str, Any]] = {}
        self.sent: list[str] = []
        self.n_writes = 0
        self.clock = 0
        self.lose_next_answer = False

    def __call__(self, request: Request) -> Reply:
        """Answer one request."""
        problem = _token_fault(request.headers.get("authorization", ""))
        if problem:
            return _refuse(401, problem)
        if {"newsletter", "email_segment"} & request.query.keys():
            self.sent.append(request.path)
        below = request.path.removeprefix(PATH)
        if request.method == "GET":
            return self._read(request, below)
        (fields,) = json.loads(request.body)["posts"]
        over = [name for name, limit in LIMITS.items() if len(fields.get(name) or "") > limit]
        if over:
            return _refuse(422, f"Value in [posts.{over[0]}] exceeds maximum length")
        for name in ("feature_image", "canonical_url"):
            if not re.fullmatch(r"https?://[!-~]+", fields.get(name) or "https://x"):
                return _refuse(422, f"Validation failed for {name}.")
        _give_address(fields, f"http://{request.headers['host']}")
        self.n_writes += 1
        reply = self._make(fields) if request.method == "POST" else self._change(below, fields)
        if self.lose_next_answer:
            self.lose_next_answer = False
            return Reply(b"", manner="close")
        return reply

    def _read(self, request: Request, below: str) -> Reply:
        if below.startswith("slug/"):
            slug = below.removeprefix("slug/").strip("/")
            if not SLUG.fullmatch(slug):
                return _refuse(422, "Validation (matches) failed for slug")
            found = [post for post in self.posts.values() if post["slug"] == slug]
            return _answer(found[:1]) if found else _refuse(404, "Post not found.")
        if below:
            post = self.posts.get(below.strip("/"))
            return _answer([post]) if post else _refuse(404, "Post not found.")
        wanted = re.fullmatch(r"codeinjection_head:~'(.*)'", request.query["filter"][0])
        assert wanted
        text = wanted[1].replace("\\'", "'")
        return _answer([post for post in self.posts.values() if text in post["codeinjection_head"]])

    def _make(self, fields: dict[str, Any]) -> Reply:
        identity = f"{len(self.posts) + 1:024x}"
        slugs = {post["slug"] for post in self.posts.values()}
        slug = fields["slug"] if fields["slug"] not in slugs else f"{fields['slug']}-2"
        post = {"status": "draft", **fields, "id": identity, "slug": slug}
        if post["status"] != "draft":
            self.sent.append(identity)
        self.posts[identity] = post
        self.touch(identity)
        return _answer([post], 201)

    def _change(self, below: str, fields: dict[str, Any]) -> Reply:
        post = self.posts[below.strip("/")]
        if "updated_at" not in fields:
            return _refuse(422, "updated_at is required")
        if fields["updated_at"] != post["updated_at"]:
            return _refuse(409, "Saving failed! Someone else is editing this post.")
        if fields.get("status", "draft") != "draft":
            self.sent.append(post["id"])
        post.update(fields)
        self.touch(post["id"])
        return _answer([post])

    def touch(self, identity: str) -> None:
        """Note a change, as every saving does."""
        self.clock += 1
        self.posts[identity]["updated_at"] = f"2026-11-21T06:00:{self.clock:02}.000Z"


def _answer(posts: list[dict[str, Any]], status: int = 200) -> Reply:
    return Reply(json.dumps({"posts": posts}, ensure_ascii=False).encode(), status)


def _refuse(status: int, message: str) -> Reply:
    fault = {"message": "Validation error, cannot save post.", "context": message}
    return Reply(json.dumps({"errors": [fault]}).encode(), status)


def _give_address(fields: dict[str, Any], base: str) -> None:
    """Make the links of the card absolute that begin with a slash, as Ghost does."""
    document = json.loads(fields["lexical"])
    for card in document["root"]["children"]:
        if "html" in card:
            card["html"] = card["html"].replace('="/', f'="{base}/')
    fields["lexical"] = json.dumps(document, ensure_ascii=False)


def _token_fault(header: str) -> str:
    kind, _, token = header.partition(" ")
    head, claims, signature = token.split(".")
    if kind != "Ghost" or _load(head).get("kid") != KEY.partition(":")[0]:
        return "MISSING_ADMIN_API_KID"
    signed = f"{head}.{claims}".encode()
    right = hmac.new(bytes.fromhex(SECRET), signed, hashlib.sha256).digest()
    if base64.urlsafe_b64encode(right).decode().rstrip("=") != signature:
        return "INVALID_JWT"
    stated = _load(claims)
    is_valid = stated["aud"] == "/admin/" and 0 <= stated["exp"] - time.time() <= 300
    return "" if is_valid else "INVALID_JWT"


def _load(part: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return value

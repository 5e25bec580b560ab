"""Decide who may use the desk: no other page of the browser, no other machine or account.

| danger | defence |
|---|---|
| another page reads the desk, through its own name for this machine | `Host` has to be ours |
| another page writes, with the editor's cookie | `Origin` has to be ours; `SameSite=Strict` |
| another account of this machine opens the port | a random token in the start address |
| text of a post is live in a page | escaping; no script but ours by policy, none inline |
| a mail under preview is live | a sandbox without scripts, and a policy of its own |
| another machine | loopback, unless a password is set |
| a body, or connections, without end | bounds of the server |

The token is in the address that the terminal shows, once; it is exchanged for a cookie at the first
request, so it stands in no bookmark and in no `Referer`. A password is taken from the environment
only, is compared in constant time, and a wrong one costs a second.
"""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass, field
from threading import Lock

from flask import Flask, Response, abort, redirect, request

from newsletter.source.split_address import split_address

COOKIE = "newsletter_desk"
WRONG_PASSWORD_S = 1.0
MAX_BODY_BYTES = 2_000_000  # a catalogue of a book is smaller
MAX_PARTS = 20_000  # fields of a form: units that are confirmed at once
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
MAIL_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src {images}; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
_OPEN = ("/static/", "/enter")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Access:
    """Who may come in.

    Attributes:
        hosts: What `Host` may say, with the port.
        password: What is asked for, where the token is not enough; "" for none.
        token: In the start address.
        session: What the cookie holds.
    """

    hosts: frozenset[str]
    password: str = field(default="", repr=False)
    token: str = field(
        default_factory=lambda: secrets.token_urlsafe(24), repr=False
    )
    session: str = field(
        default_factory=lambda: secrets.token_urlsafe(24), repr=False
    )

    def allows_token(self, given: str) -> bool:
        """Tell whether this is the token of the start address."""
        return _same(given, self.token)

    def allows_password(self, given: str) -> bool:
        """Tell whether this is the password; never true where there is none."""
        return bool(self.password) and _same(given, self.password)

    def allows_cookie(self, given: str) -> bool:
        """Tell whether this cookie is one that we have set."""
        return _same(given, self.session)


def _same(given: str, wanted: str) -> bool:
    """Compare in constant time, so that an answer tells nothing of how near a guess was."""
    return hmac.compare_digest(
        given.encode("utf-8", "replace"), wanted.encode("utf-8", "replace")
    )


def guard_with(app: Flask, access: Access) -> None:
    """Check every request before any page sees it, and put the policies on every answer."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY_BYTES
    app.config["MAX_FORM_PARTS"] = MAX_PARTS
    turn = Lock()

    @app.before_request
    def check() -> Response | None:
        """Let in whoever has the token or the cookie, and refuse what other pages send."""
        if request.host.lower() not in access.hosts:
            abort(403, "this is not the name of the desk")
        if request.method not in _SAFE and not _is_own_origin():
            abort(403, "the request comes from another page")
        if request.path.startswith(_OPEN):
            return None
        if access.allows_token(request.args.get("token", "")):
            return _let_in(access, _without_token())
        if access.allows_cookie(request.cookies.get(COOKIE, "")):
            return None
        if not access.password or request.method not in _SAFE:
            abort(403, "open the desk at the address that the terminal shows")
        return _redirect("/enter")

    @app.post("/enter")
    def enter() -> Response:
        if access.allows_password(request.form.get("password", "")):
            return _let_in(access, "/")
        with turn:  # one try a second, however many ask
            time.sleep(WRONG_PASSWORD_S)
        return _redirect("/enter?wrong=1")

    @app.after_request
    def add_policies(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", POLICY)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if not request.path.startswith("/static/"):
            headers["Cache-Control"] = "no-store"
        return response


def _is_own_origin() -> bool:
    """The page that sends the request is one of ours; every browser says which one it is."""
    origin = split_address(request.headers.get("Origin", ""))
    if origin is None or origin.scheme not in ("http", "https"):
        return False
    return origin.netloc.lower() == request.host.lower()


def _without_token() -> str:
    """The address that was asked for, without the token, which must not stay in the history."""
    left = [
        f"{name}={value}"
        for name, value in request.args.items()
        if name != "token" and value.isalnum()
    ]
    path = request.path if request.path.startswith("/posts") else "/"
    return f"{path}?{'&'.join(left)}" if left else path


def _let_in(access: Access, place: str) -> Response:
    """Open the session and go on."""
    response = _redirect(place)
    response.set_cookie(
        COOKIE, access.session, httponly=True, samesite="Strict", path="/"
    )
    return response


def _redirect(place: str) -> Response:
    """A redirect that repeats nothing of the request."""
    answer = redirect(place, 303)
    return Response(answer.get_data(), answer.status_code, {"Location": place})

"""Start a Ghost of one's own on loopback: new database, one owner, one integration with a key."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.fakes.server import free_port
from tests.real.programs import install_ghost, install_node, wait_for

OWNER = {
    "name": "Editor",
    "email": "editor@example.com",
    "password": "quiet harbour, thirty lanterns",
}
API = "/ghost/api/admin"


@dataclass(frozen=True)
class Ghost:
    """A running Ghost: where it is, and the Admin API key of an integration."""

    url: str
    key: str
    owner: requests.Session

    def call(self, method: str, path: str, **request: Any) -> Any:
        """Speak to the Admin API as the editor's own program would; the answer must be good."""
        answer = self.ask(method, path, **request)
        assert answer.ok, answer.text
        return answer.json()

    def ask(self, method: str, path: str, **request: Any) -> requests.Response:
        """The same, whatever the answer is."""
        headers = {"Authorization": f"Ghost {make_token(self.key)}", "Accept-Version": "v6.0"}
        return requests.request(
            method, f"{self.url}{API}{path}", headers=headers, timeout=60, **request
        )

    def posts(self) -> list[dict[str, Any]]:
        """All posts that a key can see, drafts too, oldest first."""
        query = {"limit": "100", "formats": "lexical,html", "order": "created_at asc"}
        posts: list[dict[str, Any]] = self.call("GET", "/posts/", params=query)["posts"]
        return posts

    def preview(self, post: dict[str, Any]) -> str:
        """The HTML of the email that Ghost would send; only its owner may ask for it."""
        answer = self.owner.get(f"{self.url}{API}/email_previews/posts/{post['id']}/", timeout=60)
        assert answer.ok, answer.text
        html: str = answer.json()["email_previews"][0]["html"]
        return html

    def change(self, post: dict[str, Any], **fields: Any) -> None:
        """Save a post as the editor does."""
        body = {"posts": [{**fields, "updated_at": post["updated_at"]}]}
        self.call("PUT", f"/posts/{post['id']}/", json=body)


def make_token(key: str) -> str:
    """Sign a token as Ghost's documentation shows it: written apart from our own."""
    identity, secret = key.split(":")
    now_s = int(time.time())
    head = {"alg": "HS256", "typ": "JWT", "kid": identity}
    claims = {"iat": now_s, "exp": now_s + 240, "aud": "/admin/"}
    parts = [json.dumps(part).encode() for part in (head, claims)]
    text = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    signature = hmac.new(bytes.fromhex(secret), text, hashlib.sha256).digest()
    return f"{text.decode()}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


@contextmanager
def running_ghost(folder: Path, smtp_port: int) -> Iterator[Ghost]:
    """Start a Ghost whose database and files lie in a folder, and whose mail goes to a port."""
    node, program, port = install_node() / "bin" / "node", install_ghost(), free_port()
    url = f"http://127.0.0.1:{port}"
    content = folder / "content"
    for name in ("data", "images", "logs", "public", "settings", "themes", "adapters"):
        (content / name).mkdir(parents=True)
    (content / "themes" / "source").symlink_to(program / "content" / "themes" / "source")
    settings = {
        "NODE_ENV": "production",
        "url": url,
        "server__host": "127.0.0.1",
        "server__port": str(port),
        "database__client": "better-sqlite3",
        "database__connection__filename": str(folder / "ghost.db"),
        "database__useNullAsDefault": "true",
        "mail__transport": "SMTP",
        "mail__from": "letter@example.com",
        "mail__options__host": "127.0.0.1",
        "mail__options__port": str(smtp_port),
        "mail__options__ignoreTLS": "true",
        "paths__contentPath": str(content),
        "security__staffDeviceVerification": "false",
        "privacy__useUpdateCheck": "false",
        "privacy__useGravatar": "false",
    }
    log = (folder / "ghost.log").open("wb")
    # Ghost looks for its package.json in the folder it is started in.
    process = subprocess.Popen(
        [node, "index.js"],
        cwd=program,
        env={**settings, "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for(lambda: _answers(url), f"Ghost, see {folder}/ghost.log")
        owner = _set_up(url)
        yield Ghost(url, _make_key(url, owner), owner)
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}{API}/site/", timeout=5).ok
    except (requests.ConnectionError, requests.Timeout):
        return False


def _set_up(url: str) -> requests.Session:
    """Set the site up as its owner does in the browser; the session stays signed in."""
    session = requests.Session()
    session.headers.update({"Origin": url, "Accept-Version": "v6.0"})
    setup = {"setup": [{**OWNER, "blogTitle": "Letter"}]}
    _post(session, f"{url}{API}/authentication/setup/", setup)
    login = {"username": OWNER["email"], "password": OWNER["password"]}
    _post(session, f"{url}{API}/session/", login)
    return session


def _make_key(url: str, owner: requests.Session) -> str:
    """Make a custom integration, and return its Admin API key."""
    place = f"{url}{API}/integrations/?include=api_keys"
    answer = _post(owner, place, {"integrations": [{"name": "newsletter"}]})
    keys = answer.json()["integrations"][0]["api_keys"]
    (key,) = [each["secret"] for each in keys if each["type"] == "admin"]
    return str(key)


def _post(session: requests.Session, url: str, body: dict[str, Any]) -> requests.Response:
    answer = session.post(url, json=body, timeout=60)
    assert answer.ok, answer.text
    return answer

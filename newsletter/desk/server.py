"""Serve the desk to this machine only: the home page and the output files.

The pages hold text from posts, so the server trusts none of them: it answers only requests that
name it as localhost (a foreign page cannot read it through DNS rebinding), lists no folders,
follows no link out of the output folder and forbids scripts by policy.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from newsletter.config import Settings
from newsletter.desk.home import find_editions
from newsletter.errors import ConfigError, OutputError
from newsletter.pipeline.publication import read_templates
from newsletter.render.site.packed_page import unpack_page
from newsletter.render.templates import Templates
from newsletter.store.output_places import REPORTS, find_output

HOST = "127.0.0.1"
POLICY = (
    "default-src 'self' 'unsafe-inline' data: https:; script-src 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)


class _Handler(SimpleHTTPRequestHandler):
    """One request for the home page or for a file below the output folder."""

    def __init__(
        self,
        *args: object,
        settings: Settings,
        templates: Templates,
        directory: str,
    ) -> None:
        self._settings, self._templates = settings, templates
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def send_head(self):  # type: ignore[no-untyped-def]  # the base class returns a private file type
        """Answer the home page, refuse what is not ours, leave the rest to the base class."""
        host = self.headers.get("Host", "").rsplit(":", 1)[0]
        if host not in (HOST, "localhost"):
            self.send_error(HTTPStatus.FORBIDDEN, "not this machine")
            return None
        if self.path in ("/", "/index.html"):
            return self._home()
        target = Path(self.translate_path(self.path)).resolve()
        if not target.is_relative_to(Path(self.directory).resolve()) or not (
            target.is_file() or (target / "index.html").is_file()
        ):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        if target.parent.name == REPORTS and target.suffix == ".html":
            return self._send_html(unpack_page(target.read_bytes()))
        return super().send_head()

    def end_headers(self) -> None:
        """Add the policy to every answer."""
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal shows the address, not every picture."""

    def _home(self) -> io.BytesIO:
        html = self._templates.render(
            "desk/home.html.j2",
            title=self._settings.publication.title,
            language=self._settings.source_language,
            editions=find_editions(Path(self.directory)),
        ).encode()
        return self._send_html(html)

    def _send_html(self, html: bytes) -> io.BytesIO:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(html)))
        self.end_headers()
        return io.BytesIO(html)


def build_server(
    folder: Path,
    settings: Settings,
    *,
    output: Path | None = None,
    port: int = 8000,
) -> ThreadingHTTPServer:
    """Bind the desk to a port of loopback; port 0 takes any free one.

    Raises:
        OutputError: There are no outputs yet. ConfigError: The port is taken.
    """
    root = find_output(folder, settings, output)
    if not root.is_dir():
        raise OutputError(
            "nothing to preview",
            at=str(root),
            why="there are no outputs",
            fix=f"run first: newsletter run {folder}",
        )
    handler = partial(
        _Handler,
        settings=settings,
        templates=read_templates(folder),
        directory=str(root),
    )
    try:
        return ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        why = error.strerror or type(error).__name__
        fix = "choose another; --port 0 takes a free one"
        raise ConfigError(
            f"cannot open port {port}", at=f"{HOST}:{port}", why=why, fix=fix
        ) from None


def serve_desk(
    folder: Path,
    settings: Settings,
    *,
    output: Path | None,
    port: int,
    ready: Callable[[str], None],
) -> None:
    """Serve until interrupted; `ready` is told the address."""
    with build_server(folder, settings, output=output, port=port) as server:
        ready(f"http://{HOST}:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return

"""The desk: shows the outputs to this machine, and nothing else to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest

from newsletter.config import read_settings
from newsletter.desk.server import build_server
from newsletter.errors import ConfigError, OutputError
from newsletter.render.site.packed_page import SharedText, pack_page

CONFIG = '[publication]\ntitle = "T <b>"\nurl = "https://example.com"\nlanguage = "ja"\n'


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """A publication with one edition, a secret beside the outputs and a link out of them."""
    email = tmp_path / "_newsletter/desk/campaigns/2025-11-01-a/ja"
    email.mkdir(parents=True)
    (email / "email.html").write_text("<p>mail</p>", encoding="utf-8")
    (tmp_path / "newsletter.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "_newsletter/site").mkdir()
    (tmp_path / "_newsletter/site/out.html").symlink_to(tmp_path / "newsletter.toml")
    return tmp_path


@pytest.fixture
def port(publication: Path) -> Iterator[int]:
    """The desk of that publication on a free port."""
    with build_server(publication, read_settings(publication), port=0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def get(port: int, path: str, host: str = "localhost") -> tuple[HTTPResponse, str]:
    """One request as a browser sends it."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path, headers={"Host": f"{host}:{port}"})
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response, text


def test_the_home_page_leads_to_every_edition(port: int) -> None:
    """Editions are listed with their files.

    Text from the settings is escaped; scripts are forbidden.
    """
    response, text = get(port, "/")
    assert response.status == 200
    assert "/desk/campaigns/2025-11-01-a/ja/email.html" in text
    assert "T &lt;b&gt;" in text
    assert "script-src 'none'" in str(response.headers["Content-Security-Policy"])
    assert get(port, "/desk/campaigns/2025-11-01-a/ja/email.html")[1] == "<p>mail</p>"


@pytest.mark.parametrize(
    "path",
    [
        "/../newsletter.toml",
        "/%2e%2e/newsletter.toml",
        "/..%2fnewsletter.toml",
        "/site/out.html",
        "/desk/campaigns/",
        "/no",
    ],
)
def test_nothing_else_is_served(port: int, path: str) -> None:
    """No way out of the output folder, no folder listing, no link followed outside."""
    assert get(port, path)[0].status == 404


def test_foreign_names_are_refused(port: int) -> None:
    """A page that points its own name at this machine reads nothing."""
    assert get(port, "/", host="evil.example")[0].status == 403


def test_faults_are_named(publication: Path, tmp_path: Path, port: int) -> None:
    """A port that is taken and a publication without outputs are errors with a fix."""
    settings = read_settings(publication)
    with pytest.raises(ConfigError, match="--port 0"):
        build_server(publication, settings, port=port)
    with pytest.raises(OutputError, match="newsletter run"):
        build_server(tmp_path / "nothing", settings, port=0)


def test_a_report_is_served_without_its_script(port: int, publication: Path) -> None:
    """It is unpacked here, so that the desk need not allow any script."""
    shared = SharedText("A passage that stands twice.")
    packed = pack_page(f"<p>{shared.refer('A passage that stands twice.')}</p>", shared)
    reports = publication / "_newsletter/desk/reports"
    reports.mkdir()
    (reports / "a.html").write_text(
        f'<script type="text/plain" id="packed">{packed}</script><script>x</script>'
    )
    response, text = get(port, "/desk/reports/a.html")
    assert response.status == 200
    assert text == "<p>A passage that stands twice.</p>"

"""A packed page: what comes out is what went in, in Python and in a browser."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from html import escape, unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import OutputError
from newsletter.render.site.packed_page import (
    SCRIPT,
    SharedText,
    pack_page,
    unpack_page,
)
from newsletter.render.site.post_report import render_report
from newsletter.render.templates import load_templates
from tests.render.articles import make_settings
from tests.render.test_report import make_abridged, make_cleaned, make_post, make_translated

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
SOURCE = "中国が精錬を握る。日本は備える。だが、価格は <b>まだ</b> 下がらない。"
VISIBLE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Cf"]))


def make_file(page: str, shared: SharedText) -> bytes:
    """The smallest packed file."""
    packed = pack_page(page, shared)
    return f'<script type="text/plain" id="packed">{packed}</script>'.encode()


@given(VISIBLE, VISIBLE, st.integers(0, 30), st.integers(0, 60))
def test_every_text_comes_back(source: str, other: str, start: int, n_chars: int) -> None:
    """Parts of the shared text, other text and the page around them."""
    shared = SharedText(source * 3)
    part = (source * 3)[start : start + n_chars]
    page = f"<p>{shared.refer(part)}</p><p>{shared.refer(other)}</p>"
    found = re.findall("<p>(.*?)</p>", unpack_page(make_file(page, shared)).decode(), re.S)
    assert [unescape(each) for each in found] == [part, other]


@pytest.mark.parametrize(
    ("text", "is_reference"),
    [
        pytest.param("中国が精錬を握る。日本は備える。", True, id="whole sentences"),
        pytest.param("価格は <b>まだ</b> 下がらない。", True, id="with brackets"),
        pytest.param("日本は備える。", False, id="too short to gain by"),
        pytest.param("ドイツが精錬を握る。日本は備える。", False, id="another text"),
        pytest.param("<q0,5>" * 4, False, id="made to look like a reference"),
    ],
)
def test_what_becomes_a_reference(text: str, is_reference: bool) -> None:
    """Only what stands in the shared text, and is long enough."""
    shared = SharedText(SOURCE)
    html = shared.refer(text)
    assert html.startswith("<q") is is_reference
    page = unpack_page(make_file(html, shared)).decode()
    assert page == escape(text)


def test_a_file_that_is_not_packed_stays() -> None:
    """Reports of older versions are shown as they are."""
    assert unpack_page(b"<p>as it was</p>") == b"<p>as it was</p>"


@pytest.mark.parametrize("packed", ["!", "QUJD", base64.b64encode(b"x\x9c").decode()])
def test_a_damaged_file_says_so(packed: str) -> None:
    """Never half a page."""
    content = f'<script type="text/plain" id="packed">{packed}</script>'.encode()
    with pytest.raises(OutputError, match="cannot unpack"):
        unpack_page(content)


def make_report() -> bytes:
    """The report of a post with everything in it."""
    return render_report(
        make_post(),
        make_cleaned(),
        make_abridged(),
        {"en": make_translated()},
        make_settings(),
        load_templates(),
    ).content


def test_nothing_runs_in_a_report_but_its_own_script() -> None:
    """The policy of the page names the script that unpacks it, and it alone."""
    page = make_report().decode()
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}';" in page
    assert page.count("<script>") == 1
    assert f"<script>{SCRIPT}</script>" in page


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_a_browser_unpacks_it_from_a_disk(tmp_path: Path) -> None:
    """It shows what `unpack_page` gives, and no script of it runs."""
    assert CHROMIUM
    content = make_report()
    (tmp_path / "packed.html").write_bytes(content)
    (tmp_path / "plain.html").write_bytes(unpack_page(content))
    packed, plain = (_open_in_browser(tmp_path / f"{name}.html") for name in ("packed", "plain"))
    assert _body(packed) == _body(plain)
    assert "3,200億円" in packed or "希土類" in packed


def _open_in_browser(path: Path) -> str:
    command = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={path.with_suffix('')}",
        "--virtual-time-budget=5000",
        "--dump-dom",
        path.as_uri(),
    ]
    return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.decode()


def _body(page: str) -> str:
    return page.partition("<body>")[2].strip()

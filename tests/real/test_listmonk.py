"""What listmonk makes of our campaigns, by its own rendering: Go's html/template."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from newsletter.render.mail.profiles import get_profile
from tests.render.cases import FOLDER, TEMPLATES, case_email

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(shutil.which("go") is None, reason="needs Go (Debian: golang-go)"),
]
COMMENT = re.compile(r"<!--(?:\[if|<!\[endif).*?-->", re.S)
LANGUAGES = {"korean-bold": "ko", "rtl": "ar"}
POSTS = sorted(path.stem for path in FOLDER.glob("*.md"))


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program that renders as listmonk does, built once."""
    program = tmp_path_factory.mktemp("listmonk") / "render"
    source = Path(__file__).with_name("listmonk.go")
    subprocess.run(["go", "build", "-o", program, source], check=True, timeout=300)
    return program


def render(renderer: Path, body: str, altbody: str = "") -> dict[str, str]:
    """Render a campaign for one subscriber."""
    asked = json.dumps({"body": body, "altbody": altbody})
    done = subprocess.run(
        [renderer], input=asked, capture_output=True, check=True, text=True, timeout=60
    )
    answer: dict[str, str] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("name", POSTS)
def test_a_campaign_goes_out_as_it_was_written(name: str, renderer: Path) -> None:
    """No error at sending, every comment for Outlook, both links, the text to the letter."""
    made = case_email(name, LANGUAGES.get(name, "en"), "listmonk")
    tool = get_profile("listmonk", TEMPLATES)
    sent = render(renderer, tool.pack_html(made.html), tool.pack_text(made.text))
    assert sent.get("error", "") == ""
    assert COMMENT.findall(sent["html"]) == COMMENT.findall(made.html)
    assert "https://lists.example.com/unsubscribe" in sent["html"]
    assert "https://lists.example.com/unsubscribe" in sent["text"]
    assert "/link/" not in sent["html"] + sent["text"]
    written = re.sub(r"\{\{ \w+ \}\}", "", made.text)
    shown = re.sub(r"https://lists\.example\.com/\w+", "", sent["text"])
    assert shown == written


@pytest.mark.parametrize(
    ("body", "altbody", "fault"),
    [
        ("<p>a</p><!--[if mso]>x<![endif]-->", "", "comments"),
        ("<p>{{ UnsubscribeURL }}</p>", "it holds when a <b {{ UnsubscribeURL }}", "error"),
        ("<p>https://example.com/page@TrackLink</p>", "", "tracked"),
    ],
)
def test_the_renderer_does_what_made_the_rules_needed(
    body: str, altbody: str, fault: str, renderer: Path
) -> None:
    """Without our help a comment is lost, a campaign dies at sending, an address is tracked."""
    sent = render(renderer, body, altbody)
    found = {
        "comments": "<!--" not in sent["html"],
        "error": "error" in sent,
        "tracked": "/link/" in sent["html"],
    }
    assert found[fault]

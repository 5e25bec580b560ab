"""A mail in the browser: as it arrives, never live, and carried on only after it was said."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from tests.desk.conftest import REF, Desk

MAIL = f"/mails/{REF}/en"


def test_the_mail_is_shown_with_what_it_weighs(desk: Desk) -> None:
    """Subject, size against the limit and the two frames stand on the page."""
    text = desk.get(MAIL)
    assert 'sandbox="allow-same-origin"' in text
    assert text.count("<iframe") == 2
    assert "<meter" in text
    assert "listmonk" in text
    assert "Gmail cuts a mail off" in text


@pytest.mark.parametrize("profile", ["plain", "listmonk"])
def test_a_mail_cannot_run_anything(desk: Desk, profile: str) -> None:
    """The frame has no scripts, by sandbox and by a policy of its own."""
    response = desk.client.get(f"{MAIL}/body?profile={profile}")
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-same-origin;")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert "<html" in response.text


@pytest.mark.parametrize("place", [0, 200, -40])
def test_a_damaged_zip_is_shown_as_the_mail_without_a_tool(desk: Desk, place: int) -> None:
    """A byte that has changed, in a header, in the data or in the list, ends no page."""
    path = desk.folder / f"_newsletter/desk/campaigns/{REF}/en/listmonk.zip"
    data = bytearray(path.read_bytes())
    data[place if place >= 0 else data.rindex(b"PK\x01\x02") + 10] ^= 0xFF
    path.write_bytes(data)
    shown = desk.get(f"{MAIL}/body?profile=listmonk")
    path.unlink()
    assert shown == desk.get(f"{MAIL}/body?profile=listmonk")


def test_light_dark_and_without_pictures(desk: Desk) -> None:
    """The reader's choice is made for the mail, and pictures are held back by policy."""
    light = desk.get(f"{MAIL}/body")
    dark = desk.get(f"{MAIL}/body?dark=1")
    assert "prefers-color-scheme" not in light.replace("supported-color-schemes", "")
    assert "@media not all" in light
    assert "@media all" in dark
    response = desk.client.get(f"{MAIL}/body?images=0")
    assert "img-src 'none'" in response.headers["Content-Security-Policy"]


def test_plain_text_is_shown_as_it_is(desk: Desk) -> None:
    """The text part stands there whole."""
    shown = desk.get(f"{MAIL}?text=1")
    part = desk.folder / f"_newsletter/desk/campaigns/{REF}/en/email.txt"
    assert part.read_text(encoding="utf-8").split("\n")[0] in unescape(shown)


def test_a_sentence_leads_to_its_unit(desk: Desk) -> None:
    """A click on a sentence finds the unit that says it; elsewhere it leads to the post."""
    from newsletter.editing.unit_edits import unit_key
    from tests.desk.test_unit_pages import read_units

    unit = read_units(desk.folder)["費用は2億円と見積もられている。"]
    body = {"text": unit.target, "near": f"before {unit.target} after"}
    found: Any = desk.send(f"{MAIL}/find", body)
    assert found["href"] == f"/posts/{REF}/en/units#unit-{unit_key(unit.source)}"
    other: Any = desk.send(f"{MAIL}/find", {"text": "Unsubscribe", "near": "Unsubscribe"})
    assert other["href"] == f"/posts/{REF}/"
    source: Any = desk.send(f"/mails/{REF}/ja/find", {"text": "船", "near": "船"})
    assert source["href"] == f"/posts/{REF}/short"


def test_a_test_without_a_server_says_what_is_missing(desk: Desk) -> None:
    """What the command line would say stands on the page; a wrong address is refused."""
    assert "NEWSLETTER_SMTP_HOST" in desk.post(f"{MAIL}/test", 422, address="me@example.com")
    assert "is no email address" in desk.post(f"{MAIL}/test", 422, address="me")


def test_an_upload_says_first_what_is_missing(desk: Desk) -> None:
    """Without its key the tool is not asked, and nothing is written down."""
    answer = desk.post(f"{MAIL}/upload", 422, tool="listmonk", do="plan")
    assert "LISTMONK" in answer.upper()
    assert "cannot upload to" in desk.post(f"{MAIL}/upload", 422, tool="plain", do="plan")


def test_a_post_without_a_mail_says_so(desk: Desk) -> None:
    """Where nothing was made yet the page says what makes it."""
    import shutil

    shutil.rmtree(desk.folder / f"_newsletter/desk/campaigns/{REF}/en")
    assert "There is no mail of this post yet" in desk.get(MAIL)

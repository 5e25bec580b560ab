from __future__ import annotations

import email
import email.policy
import os
import re
from dataclasses import replace
from datetime import timedelta
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.edition.edition import build_post_edition
from newsletter.render.mail.eml import address_test, render_eml, to_seven_bits
from newsletter.render.mail.message import RenderedEmail, render_email
from newsletter.render.mail.profiles import get_profile
from newsletter.render.templates import load_templates
from tests.render.letters import WHEN, make_article, make_settings

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
SETTINGS = make_settings()
TEMPLATES = load_templates()
RENEW = "NEWSLETTER_RENEW_GOLDEN"  # writes the golden files again: read the difference


def make(language: str) -> RenderedEmail:
    """The email of one article."""
    return render_email(
        build_post_edition(make_article(language)),
        SETTINGS,
        TEMPLATES,
        get_profile("plain", TEMPLATES),
    )


def eml(language: str, *, seven_bits: bool = False) -> bytes:
    """Its message file."""
    edition = build_post_edition(make_article(language))
    return render_eml(make(language), edition, SETTINGS, WHEN, seven_bits=seven_bits)


def parse(data: bytes) -> EmailMessage:
    """The message as a mail client reads it."""
    parsed = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    assert not parsed.defects
    return parsed


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_message_is_the_golden_one(language: str) -> None:
    """Headers and both parts as they were read and approved, compared parsed.

    The same bytes on a second run.
    """
    data = eml(language)
    assert eml(language) == data
    path = GOLDEN / f"email-{language}.eml"
    if os.environ.get(RENEW):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    made, golden = parse(data), parse(path.read_bytes())
    assert dict(made.items()).keys() == dict(golden.items()).keys()
    for name in set(made.keys()) - {"Content-Type"}:  # the boundary follows the content
        assert made[name] == golden[name]
    for kind in ("plain", "html"):
        ours, theirs = made.get_body((kind,)), golden.get_body((kind,))
        assert ours is not None
        assert theirs is not None
        assert ours.get_content() == theirs.get_content()


@pytest.mark.parametrize("seven_bits", [False, True])
@pytest.mark.parametrize("language", ["ja", "en", "ar"])
def test_a_message_keeps_to_the_rules_of_mail(language: str, seven_bits: bool) -> None:
    """CRLF, ASCII headers, no line too long, text before HTML, both in UTF-8.

    The parts come back as they were.
    """
    data = eml(language, seven_bits=seven_bits)
    assert data.partition(b"\r\n\r\n")[0].isascii()
    assert data.isascii() or not seven_bits
    assert b"\n" not in data.replace(b"\r\n", b"")
    longest = max(len(line) for line in data.split(b"\r\n"))
    assert longest <= (78 if seven_bits else 998)
    parsed = parse(data)
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content_charset() for part in parsed.iter_parts()] == ["utf-8", "utf-8"]
    made = make(language)
    html, text = parsed.get_body(("html",)), parsed.get_body(("plain",))
    assert html is not None
    assert text is not None
    assert html.get_content().replace("\r\n", "\n") == made.html
    assert text.get_content().replace("\r\n", "\n") == made.text
    assert data.count(b"MIME-Version") == 1


# What a text part holds, and how it travels: a server or a mailbox may change what is coded.
TRAVELS = [
    ("Hello.\nGood bye.\n", "7bit"),
    ("おはよう。\nさようなら。\n", "8bit"),
    ("は" * 332 + "..", "8bit"),  # 998 octets
    ("x From y\n.keep {}\n", "7bit"),
    ("x" * 999, "quoted-printable"),
    ("は" * 333, "base64"),
    ("a\nFrom the start\n", "quoted-printable"),
    (".\nwhat follows would be lost\n", "quoted-printable"),
    ("a\rb", "quoted-printable"),
    ("a\0b", "base64"),
]


@pytest.mark.parametrize(("text", "coding"), TRAVELS)
def test_a_part_is_coded_where_a_server_might_change_it(text: str, coding: str) -> None:
    """As it is where every server keeps it; else in the shorter coding for mail."""
    email_ = RenderedEmail("s", "", "<p>x</p>", text, "plain", "ja")
    edition = build_post_edition(make_article())
    data = render_eml(email_, edition, SETTINGS, WHEN)
    parsed = parse(data)
    body = parsed.get_body(("plain",))
    assert body is not None
    assert body["Content-Transfer-Encoding"] == coding
    assert parsed["Content-Transfer-Encoding"] == ("8bit" if coding == "8bit" else None)
    got = body.get_payload(decode=True)
    assert isinstance(got, bytes)
    assert got.decode().replace("\r\n", "\n") == text
    coded = render_eml(email_, edition, SETTINGS, WHEN, seven_bits=True)
    assert coded.isascii()
    assert to_seven_bits(data) == coded


@pytest.mark.parametrize("language", ["ja", "en", "ar"])
def test_a_message_is_coded_for_a_server_of_seven_bits(language: str) -> None:
    """What it is given is what a tool of seven bits is given; what is ASCII stays as it is."""
    coded = eml(language, seven_bits=True)
    assert to_seven_bits(eml(language)) == coded
    assert to_seven_bits(coded) == coded


def test_lists_say_how_to_leave_them() -> None:
    """RFC 2919 and 2369: a letter or the page; nothing where no address is set.

    No one click (RFC 8058): the address is the same for all readers.
    """
    parsed = parse(eml("ja"))
    by_letter, by_page = parsed["List-Unsubscribe"].split(", ")
    assert by_letter.startswith("<mailto:")
    assert by_page == "<https://letter.example.com/unsubscribe>"
    assert parsed["List-Unsubscribe-Post"] is None
    assert parsed["List-ID"].endswith("<ja.letter.example.com>")
    without = msgspec.structs.replace(
        SETTINGS, email=msgspec.structs.replace(SETTINGS.email, unsubscribe_url="")
    )
    parsed = parse(render_eml(make("ja"), build_post_edition(make_article()), without, WHEN))
    assert parsed["List-Unsubscribe"] is None


def test_the_message_id_belongs_to_the_edition_and_to_each_test() -> None:
    """Stable in the bundle.

    A second test mail is not hidden as a copy of the first, and nothing else in it changes.
    """
    edition, made = build_post_edition(make_article()), make("ja")
    bundle = [
        render_eml(made, edition, SETTINGS, when) for when in (WHEN, WHEN + timedelta(days=1))
    ]
    tests = [
        address_test(bundle[0], "a@example.com", when) for when in (WHEN, WHEN + timedelta(days=1))
    ]
    assert parse(bundle[0])["Message-ID"] == parse(bundle[1])["Message-ID"]
    assert len({parse(each)["Message-ID"] for each in (*tests, bundle[0])}) == 3
    sent, before = parse(tests[1]), parse(bundle[0])
    assert (sent["To"], sent["Date"].datetime) == ("a@example.com", WHEN + timedelta(days=1))
    assert sent["Message-ID"].endswith("@letter.example.com>")
    assert sent.keys() == before.keys()
    for name in set(sent.keys()) - {"To", "Date", "Message-ID"}:
        assert sent[name] == before[name]
    assert tests[1].partition(b"\r\n\r\n")[2] == bundle[0].partition(b"\r\n\r\n")[2]


def sender_name(data: bytes) -> str:
    """The display name of From; the newer parser keeps the blank between two encoded words."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    name = parseaddr(message["From"].replace("\r\n", ""))[0]
    return name if "=?utf-8?" not in name else str(make_header(decode_header(name)))


@given(st.text(alphabet='ab あ漢🙂é"\\,<>@:;=?_', min_size=1, max_size=120))
def test_every_subject_and_name_comes_back(text: str) -> None:
    """Encoded words of at most 75 characters, no character split, no header smuggled in."""
    line = " ".join(text.split())
    settings = msgspec.structs.replace(
        SETTINGS, email=msgspec.structs.replace(SETTINGS.email, from_name=line)
    )
    made = replace(RenderedEmail("", "", "<p>x</p>", "x", "plain", "ja"), subject=line)
    data = render_eml(made, build_post_edition(make_article()), settings, WHEN)
    parsed = parse(data)
    assert parsed["Subject"] == line
    assert sender_name(data) == line or not line
    assert parsed["From"].addresses[0].addr_spec == "editor@letter.example.com"
    words = re.findall(rb"=\?utf-8\?[^\s]*\?=", data)
    assert all(len(word) <= 75 for word in words)

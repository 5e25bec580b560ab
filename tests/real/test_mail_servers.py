"""The sample's mails through Postfix, OpenDKIM and Dovecot, and before SpamAssassin."""

from __future__ import annotations

import email
import email.policy
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.real.conftest import find_judged
from tests.real.mail_servers import DOMAIN, MailServers, is_root, running_mail_servers
from tests.real.programs import needs

pytestmark = pytest.mark.real
ROOT = Path(__file__).resolve().parents[2]
POST = "2025-11-02-ai-rare-earth"
NOW = "2025-11-03T09:00:00+09:00"
LANGUAGES = ("ja", "en")
MAX_SPAM_SCORE = 0.7


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample publication, run once, its sender in the domain that is signed for."""
    folder = tmp_path_factory.mktemp("sample") / "letter"
    shutil.copytree(ROOT / "seeds", folder, ignore=shutil.ignore_patterns("_*", ".*"))
    settings = folder / "newsletter.toml"
    text = settings.read_text(encoding="utf-8").replace(
        'from_address = "letter@example.com"', f'from_address = "letter@{DOMAIN}"'
    )
    settings.write_text(text, encoding="utf-8")
    run = [sys.executable, "-m", "newsletter", "run", str(folder), "--now", NOW]
    subprocess.run(run, check=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    """Postfix, OpenDKIM and Dovecot."""
    with running_mail_servers() as running:
        yield running


def read(data: bytes) -> EmailMessage:
    """A message as Python's own parser reads it."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def eml(letter: Path, language: str) -> bytes:
    """The message file of the sample."""
    path = letter / "_newsletter" / "desk" / "campaigns" / POST / language / "email.eml"
    return path.read_bytes()


@needs("postfix", "postfix")
@needs("dovecot", "dovecot-imapd and dovecot-lmtpd")
@needs("opendkim", "opendkim")
@pytest.mark.skipif(not is_root(), reason="mail servers change their user: needs root")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_test_mail_arrives_as_it_was_made(
    language: str, letter: Path, servers: MailServers
) -> None:
    """Text and HTML to the letter, subject and sender; the signature of the server holds."""
    dkim = pytest.importorskip("dkim")
    reader = f"reader-{language}"
    command = ["send-test", f"{reader}@{DOMAIN}", f"{POST}/{language}", "--folder", str(letter)]
    subprocess.run(
        [sys.executable, "-m", "newsletter", *command],
        check=True,
        timeout=60,
        env={
            **os.environ,
            "NEWSLETTER_SMTP_HOST": "127.0.0.1",
            "NEWSLETTER_SMTP_PORT": str(servers.smtp),
            "NEWSLETTER_SMTP_SECURITY": "none",
        },
    )
    (arrived,) = servers.fetch(reader)
    got, made = read(arrived), read(eml(letter, language))
    for name in ("Subject", "From", "List-Unsubscribe", "Content-Language", "MIME-Version"):
        assert got[name] == made[name], name
    for kind in ("plain", "html"):
        there, here = got.get_body((kind,)), made.get_body((kind,))
        assert there is not None
        assert here is not None
        assert there.get_content() == here.get_content()
        assert there.as_bytes() == here.as_bytes()
    assert got["DKIM-Signature"]
    assert dkim.verify(arrived, dnsfunc=lambda name, timeout=5: servers.key)
    tampered = arrived.replace(b"\nSubject: ", b"\nSubject: Re: ")
    assert not dkim.verify(tampered, dnsfunc=lambda name, timeout=5: servers.key)


def find_scores(messages: list[bytes], folder: Path) -> list[tuple[float, str]]:
    """What SpamAssassin gives messages by its local rules, without the network: score, rules.

    It hands them out in an order of its own, so each has a number in its head.
    """
    box = folder / "messages.mbox"
    box.write_bytes(
        b"".join(
            b"From a@example.com Tue Nov  3 09:00:00 2026\nX-Number: %d\n" % number
            + re.sub(rb"(?m)^(>*From )", rb">\1", message.replace(b"\r\n", b"\n"))
            + b"\n"
            for number, message in enumerate(messages)
        )
    )
    command = ["spamassassin", "--local", "--test-mode", "--mbox", str(box)]
    done = subprocess.run(command, capture_output=True, timeout=900, check=True)
    report = done.stdout.decode(errors="replace")
    status = (
        r"(?m)^X-Spam-Status: [^,]*, score=(-?[\d.]+)[\s\S]*?tests=([\s\S]*?)\sautolearn"
        r"[\s\S]*?^X-Number: (\d+)$"
    )
    found = {
        int(number): (float(score), rules) for score, rules, number in re.findall(status, report)
    }
    assert sorted(found) == list(range(len(messages))), report[:2000]
    return [found[number] for number in range(len(messages))]


@needs("spamassassin", "spamassassin")
@pytest.mark.parametrize("language", LANGUAGES)
def test_spamassassin_finds_hardly_anything(language: str, letter: Path, tmp_path: Path) -> None:
    """The sample in both languages."""
    ((score, rules),) = find_scores([eml(letter, language)], tmp_path)
    assert score <= MAX_SPAM_SCORE, rules


@needs("spamassassin", "spamassassin")
def test_spamassassin_lets_real_posts_pass(judged: tuple[Path, ...], tmp_path: Path) -> None:
    """Sixty posts, their digests, the sample; an advance-fee letter shows that it could refuse."""
    mails = find_judged(judged, "desk/campaigns/*/*/email.eml")
    scores = find_scores([mail.read_bytes() for mail in mails], tmp_path)
    over = [
        (mail.parts[-3:], score, rules)
        for mail, (score, rules) in zip(mails, scores, strict=True)
        if score > MAX_SPAM_SCORE
    ]
    assert over == []
    spam = b"Subject: FREE MONEY\n\nXJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\n"
    assert find_scores([spam], tmp_path)[0][0] > 100

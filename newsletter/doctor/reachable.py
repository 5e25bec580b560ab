"""Look whether what readers and tools are sent to answers: feeds, unsubscribing, mail server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from newsletter.campaign.smtp import PREFIX, check_server, read_server
from newsletter.config import Settings
from newsletter.doctor.diagnosis import Condition, Diagnosis, of_error
from newsletter.errors import NewsletterError
from newsletter.lint.feed_rules import check_feed
from newsletter.render.feed_files import RSS
from newsletter.web import WebFault, fetch_answer

DEADLINE_S = 15.0
MAX_PAGE_BYTES = 20_000_000  # a feed of full articles


def examine_feed(url: str) -> tuple[Diagnosis, datetime | None]:
    """Fetch a feed as a reader does; return what was found, and the time of the server."""
    topic = "feed"
    fix = "put the folder site of the outputs on the host that [publication] url names"
    try:
        answer = fetch_answer(
            "GET", url, deadline_s=DEADLINE_S, max_bytes=MAX_PAGE_BYTES
        )
    except WebFault as fault:
        return Diagnosis(
            topic, Condition.PROBLEM, f"{url}: {fault.why}", fix
        ), None
    when = _read_date(answer.headers.get("Date", ""))
    if 300 <= answer.status < 400:
        told = (
            f"{url} leads to {answer.headers.get('Location', 'another place')}"
        )
        fix = (
            "name that host in [publication] url, so that links need no detour"
        )
        return Diagnosis(topic, Condition.WARNING, told, fix), when
    if answer.status != 200:
        told = f"{url} answers {answer.status}"
        return Diagnosis(topic, Condition.PROBLEM, told, fix), when
    findings = check_feed(answer.body, address=url)
    if findings:
        told = f"{url}: {findings[0].message}"
        return Diagnosis(topic, Condition.PROBLEM, told, fix), when
    return Diagnosis(topic, Condition.OK, url), when


def examine_unsubscribing(settings: Settings) -> Diagnosis:
    """Ask for the address that readers unsubscribe at."""
    topic, url = "unsubscribe", settings.email.unsubscribe_url
    if not url:
        told = "[email] unsubscribe_url is not set"
        fix = "set it, unless your campaign tool puts its own link into every mail"
        return Diagnosis(topic, Condition.WARNING, told, fix)
    if urlsplit(url).scheme == "mailto":
        return Diagnosis(topic, Condition.OK, url)
    fix = "correct [email] unsubscribe_url: mail without a way out is against the law"
    try:
        answer = fetch_answer(
            "GET", url, deadline_s=DEADLINE_S, max_bytes=MAX_PAGE_BYTES
        )
    except WebFault as fault:
        return Diagnosis(topic, Condition.PROBLEM, f"{url}: {fault.why}", fix)
    if answer.status >= 400:
        told = f"{url} answers {answer.status}"
        return Diagnosis(topic, Condition.PROBLEM, told, fix)
    return Diagnosis(topic, Condition.OK, url)


def examine_mail_server(environ: Mapping[str, str]) -> Diagnosis:
    """Sign in to the mail server of `send-test`, and send nothing."""
    topic = "mail server"
    if not environ.get(f"{PREFIX}HOST"):
        told = f"{PREFIX}HOST is not set: newsletter send-test has no server"
        return Diagnosis(topic, Condition.SKIPPED, told)
    try:
        server = read_server(environ)
        check_server(server)
    except NewsletterError as error:
        return of_error(topic, error)
    told = f"{server.host}:{server.port} takes us"
    if server.security == "none" and server.host not in (
        "localhost",
        "127.0.0.1",
    ):
        fix = f"{PREFIX}SECURITY=starttls"
        return Diagnosis(topic, Condition.WARNING, f"{told}, unencrypted", fix)
    return Diagnosis(topic, Condition.OK, told)


def find_feed_urls(settings: Settings) -> Iterator[str]:
    """Yield the address of the RSS feed of each language."""
    base = settings.publication.url.rstrip("/")
    for language in settings.all_languages:
        yield f"{base}/{language}/{RSS.file_name}"


def _read_date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None

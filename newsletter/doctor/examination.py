"""Look at everything in order: what is wrong first makes the rest impossible.

Nothing is changed and nothing is sent: engines are not asked for a translation (`newsletter engines
--try` does that), the mail server is signed in to and left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from newsletter.campaign.open_tool import open_tool, require_known_tool
from newsletter.config import Settings, find_folder, read_settings
from newsletter.doctor.diagnosis import Condition, Diagnosis, of_error
from newsletter.doctor.machine import (
    examine_clock,
    examine_disk,
    examine_versions,
)
from newsletter.doctor.reachable import (
    examine_feed,
    examine_mail_server,
    examine_unsubscribing,
    find_feed_urls,
)
from newsletter.doctor.sender_dns import NameServer, examine_sender
from newsletter.errors import ConfigError, NewsletterError
from newsletter.pipeline.preflight import check_setup
from newsletter.pipeline.publication import (
    STATE_NAME,
    read_templates,
)
from newsletter.store.database import has_database
from newsletter.store.ledger import Ledger
from newsletter.translate.engines.registry import describe_engines

__all__ = ["Condition", "Diagnosis", "examine"]


def examine(
    folder: Path,
    *,
    now: datetime,
    environ: Mapping[str, str],
    selector: str = "",
    name_server: NameServer | None = None,
) -> Iterator[Diagnosis]:
    """Yield a line for each thing that a publication depends on.

    Args:
        folder: The publication.
        now: The clock of this machine.
        environ: Where keys and the mail server are named.
        selector: Of the DKIM key that the sending tool signs with.
        name_server: Who is asked about the sender's domain, in place of this machine's servers.
    """
    yield examine_versions()
    try:
        folder = find_folder(folder)
        settings = read_settings(folder)
        check_setup(folder, settings, read_templates(folder))
    except NewsletterError as error:
        yield of_error("settings", error)
        return
    yield Diagnosis(
        "settings", Condition.OK, f"{folder / 'newsletter.toml'} is sound"
    )
    yield _examine_state(folder)
    yield examine_disk(folder)
    yield from _examine_engines(folder, settings, environ)
    yield from _examine_tools(settings, environ)
    yield examine_mail_server(environ)
    yield from examine_sender(
        settings.email.from_address, selector, name_server
    )
    yield examine_unsubscribing(settings)
    there = None
    for url in find_feed_urls(settings):
        diagnosis, when = examine_feed(url)
        there = there or when
        yield diagnosis
    yield examine_clock(there, now)


def _examine_state(folder: Path) -> Diagnosis:
    """Read a copy of the ledger, so that a run at work is not disturbed."""
    topic = "state"
    try:
        if not has_database(folder / STATE_NAME):
            return Diagnosis(topic, Condition.SKIPPED, "there was no run yet")
        with Ledger.open_copy(folder / STATE_NAME) as ledger:
            n_pages = len(ledger.pages())
    except NewsletterError as error:
        return of_error(topic, error)
    return Diagnosis(topic, Condition.OK, f"{n_pages:,} pages in the ledger")


def _examine_engines(
    folder: Path, settings: Settings, environ: Mapping[str, str]
) -> Iterator[Diagnosis]:
    """The engines that are asked: their keys, packages and settings."""
    if not settings.target_languages:
        return
    for state in describe_engines(settings.translate, environ, folder):
        if not state.place:
            continue
        topic = f"engine {state.name}"
        if state.problem:
            fix = "newsletter engines tells more of each"
            if state.key and not state.has_key:
                fix = f"export {state.key}=…, or take it out of [translate] engines"
            yield Diagnosis(topic, Condition.PROBLEM, state.problem, fix)
        else:
            found = f"{state.key} is set" if state.key else "it needs no key"
            yield Diagnosis(topic, Condition.OK, found)


def _examine_tools(
    settings: Settings, environ: Mapping[str, str]
) -> Iterator[Diagnosis]:
    """The campaign tools that take uploads: key, address, and whether they know us."""
    for name in settings.email.profiles:
        topic = f"tool {name}"
        try:
            require_known_tool(name)
        except ConfigError:
            continue  # its zip is taken by hand
        try:
            tool = open_tool(name, settings.campaign, environ)
            tool.find("newsletter doctor looks whether the key is right")
        except NewsletterError as error:
            yield of_error(topic, error)
        else:
            yield Diagnosis(topic, Condition.OK, f"{tool.title} knows the key")

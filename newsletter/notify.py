"""Tell others that a run has happened: WebSub hubs of changed feeds, a healthcheck URL.

None of them can spoil a run: what they do not take is a line on stderr, the outputs stand. Each is
asked once, with a short deadline; a hub that was missed learns of the next change, and readers poll
anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from newsletter.config import Settings
from newsletter.pipeline.report import RunReport
from newsletter.render.feed_files import FEED_NAMES
from newsletter.store.output_places import path_of
from newsletter.web import WebFault, fetch_answer

TIMEOUT_S = 10.0
MAX_ANSWER_BYTES = 1_000_000  # nobody reads it; an error page is smaller


def changed_feeds(report: RunReport, settings: Settings) -> tuple[str, ...]:
    """Return the addresses of the main feeds this run has written, in the order of writing."""
    base = settings.publication.url.rstrip("/")
    written = map(path_of, report.written)
    paths = (
        path
        for path in written
        if path.count("/") == 1 and path.endswith(FEED_NAMES)
    )
    return tuple(f"{base}/{path}" for path in paths)


def ping_hub(hub: str, feeds: Iterable[str]) -> Iterator[str]:
    """Notify a WebSub hub of changed feeds (WebSub, section 7: `hub.mode=publish`).

    Yields what went wrong.
    """
    for feed in feeds:
        problem = _request(
            "POST", hub, {"hub.mode": "publish", "hub.url": feed}
        )
        if problem:
            yield f"the hub was not told of {feed}: {problem}"


def signal_health(url: str, event: str) -> Iterator[str]:
    """Signal `start`, `success` or `fail` to a healthcheck: URL/start, URL, URL/fail.

    Yields what went wrong.
    """
    target = url if event == "success" else f"{url.rstrip('/')}/{event}"
    problem = _request("POST", target, {})
    if problem:
        yield f"the healthcheck did not take {event}: {problem}"


def _request(method: str, url: str, data: Mapping[str, str]) -> str:
    """Ask once; "" when it was taken. The address stays out of messages: it may hold a secret."""
    try:
        answer = fetch_answer(
            method,
            url,
            deadline_s=TIMEOUT_S,
            max_bytes=MAX_ANSWER_BYTES,
            data=data,
        )
    except WebFault as fault:
        return fault.why
    return "" if answer.status < 300 else f"status {answer.status}"

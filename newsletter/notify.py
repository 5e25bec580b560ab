"""Tell others that a run has happened: WebSub hubs of changed feeds, a healthcheck URL, a log.

Nobody we tell can spoil a run: what they do not take is a line on stderr, the outputs stand. Each is asked once, with a short
deadline; a hub that was missed learns of the next change, and readers poll anyway.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from newsletter.config import Settings
from newsletter.pipeline.report import RunReport
from newsletter.render.feed_files import FEED_NAMES
from newsletter.web import WebFault, fetch_answer

TIMEOUT_S = 10.0
MAX_ANSWER_BYTES = 1_000_000  # nobody reads it; an error page is smaller


def changed_feeds(report: RunReport, settings: Settings) -> tuple[str, ...]:
    """Return the addresses of the main feeds this run has written, in the order of writing."""
    base = settings.publication.url.rstrip("/")
    paths = (path for path in report.written if path.count("/") == 1 and path.endswith(FEED_NAMES))
    return tuple(f"{base}/{path}" for path in paths)


def ping_hub(hub: str, feeds: Iterable[str]) -> Iterator[str]:
    """Notify a WebSub hub of changed feeds (WebSub, section 7: `hub.mode=publish`); yields what went wrong."""
    for feed in feeds:
        problem = _request("POST", hub, {"hub.mode": "publish", "hub.url": feed})
        if problem:
            yield f"the hub was not told of {feed}: {problem}"


def signal_health(url: str, event: str) -> Iterator[str]:
    """Signal `start`, `success` or `fail` to a healthcheck: URL/start, URL, URL/fail; yields what went wrong."""
    target = url if event == "success" else f"{url.rstrip('/')}/{event}"
    problem = _request("POST", target, {})
    if problem:
        yield f"the healthcheck did not take {event}: {problem}"


def _request(method: str, url: str, data: Mapping[str, str]) -> str:
    """Ask once; "" when it was taken. The address stays out of messages: it may hold a secret."""
    try:
        answer = fetch_answer(
            method, url, deadline_s=TIMEOUT_S, max_bytes=MAX_ANSWER_BYTES, data=data
        )
    except WebFault as fault:
        return fault.why
    return "" if answer.status < 300 else f"status {answer.status}"


def log_lines(report: RunReport, started: datetime, log_format: str) -> Iterator[str]:
    """Yield one event a line: the pages that were worked on, what is held, errors, and the run itself at the end.

    Args:
        started: The clock of the run; it is the run's id.
        log_format: `text` for `event key=value …`, `json` for one object a line.
    """
    run = f"{started:%Y%m%dT%H%M%S}"
    for action in report.planned:
        yield _line(
            log_format,
            f"page.{action.verb}",
            run,
            ref=action.ref,
            language=action.language,
            reason=action.reason,
        )
    for post, each in report.held:
        counts = {"n_held": len(each.held), "n_units": each.n_units}
        yield _line(log_format, "page.held", run, ref=post.ref, language=each.language, **counts)
    for error in report.errors:
        yield _line(log_format, "post.failed", run, what=error.what, at=error.at, why=error.why)
    yield _line(
        log_format,
        "run.finished",
        run,
        exit_code=report.exit_code,
        n_written=len(report.written),
        n_removed=len(report.removed),
        n_held=len(report.held),
        n_errors=len(report.errors),
    )


def _line(log_format: str, event: str, run: str, **values: object) -> str:
    if log_format == "json":
        return json.dumps({"event": event, "run": run} | values, ensure_ascii=False)
    return " ".join(
        (event, f"run={run}", *(f"{name}={_quoted(value)}" for name, value in values.items()))
    )


def _quoted(value: object) -> str:
    text = str(value)
    return (
        json.dumps(text, ensure_ascii=False)
        if not text or any(char.isspace() or char in '="' for char in text)
        else text
    )

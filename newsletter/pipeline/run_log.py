"""Write the log of a run as it goes: one event a line, with its time and level.

    INFO      an edition is published or held, a post failed, a digest or a feed was made, the run
    WARNING   what is held, with the reason; ERROR: a post that cannot be used
    DEBUG     a unit of a translation: where it came from, or what the checks said

A killed run has logged everything up to its end, which a report printed at the end could not.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

from newsletter.errors import NewsletterError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.model import Post, Translated
    from newsletter.pipeline.stages import Prepared

LOGGER = logging.getLogger("newsletter.run")
LOGGER.addHandler(logging.NullHandler())  # without --log-format nothing is said
FORMATS = ("text", "json")
LEVELS = ("debug", "info", "warning", "error")
_UNIT_CHARS = 60  # of a unit in the log: enough to find it


def log_event(event: str, level: int = logging.INFO, **values: object) -> None:
    """Log one event, e.g. `page.published`, with what belongs to it."""
    LOGGER.log(level, event, extra={"values": values})


def log_error(error: NewsletterError) -> None:
    """Log that a post, or one of its files, cannot be used."""
    log_event(
        "post.failed",
        logging.ERROR,
        what=error.what,
        at=error.at,
        why=error.why,
    )


def log_cleaning(prepared: Prepared) -> None:
    """Log in one line what was removed from a post; nothing where nothing was."""
    from newsletter.dedupe import (
        sum_up,
    )  # a run with nothing to do needs no stage

    removed = sum_up(prepared.cleaned)
    if removed:
        log_event("post.cleaned", path=prepared.post.path, removed=removed)


def log_units(post: Post, translated: Translated) -> None:
    """Log every unit of one translation at DEBUG."""
    if not LOGGER.isEnabledFor(logging.DEBUG):
        return
    for translation in translated.translations:
        findings = "; ".join(
            finding.message for finding in translation.findings
        )
        log_event(
            "unit.held" if translation.held else "unit.translated",
            logging.DEBUG,
            path=post.path,
            language=translated.language,
            unit=translation.unit.source[:_UNIT_CHARS],
            origin=str(translation.origin or ""),
            findings=findings,
        )


@contextmanager
def open_log(
    log_format: str, level: str, stream: TextIO, run: str
) -> Iterator[None]:
    """Write the events of the block to a stream.

    Args:
        log_format: `text` for `event key=value …`, `json` for one object a line.
        level: The lowest level that is written: `debug`, `info`, `warning` or `error`.
        run: What all lines carry to be told from those of another run.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Formatter(log_format, run))
    before = (LOGGER.level, LOGGER.propagate)
    LOGGER.setLevel(level.upper())
    LOGGER.propagate = False
    LOGGER.addHandler(handler)
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)
        LOGGER.setLevel(before[0])
        LOGGER.propagate = before[1]


class _Formatter(logging.Formatter):
    """Write one event as one line."""

    def __init__(self, log_format: str, run: str) -> None:
        super().__init__()
        self._log_format = log_format
        self._run = run

    def format(self, record: logging.LogRecord) -> str:
        """Return time, level, event, run and values; in JSON the event comes first."""
        when = datetime.fromtimestamp(record.created, UTC)
        time = when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        level = record.levelname.lower()
        values: Mapping[str, Any] = getattr(record, "values", {})
        if self._log_format == "json":
            line = {
                "event": record.getMessage(),
                "run": self._run,
                "time": time,
                "level": level,
            }
            return json.dumps(line | dict(values), ensure_ascii=False)
        pairs = {"run": self._run, **values}
        shown = (f"{name}={_quoted(value)}" for name, value in pairs.items())
        return " ".join((time, level, record.getMessage(), *shown))


def _quoted(value: object) -> str:
    """A value as it can stand behind `key=`: quoted where a blank would end it."""
    text = str(value)
    is_plain = (
        text and text.isprintable() and not any(char in ' ="' for char in text)
    )
    return text if is_plain else json.dumps(text, ensure_ascii=False)

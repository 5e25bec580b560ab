"""What a server says of waiting is believed where it makes sense, and never an error."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsletter.web import parse_retry_after

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait_s"),
    [
        ("7", 7.0),
        (" 120 ", 120.0),
        ("Sun, 01 Mar 2026 06:01:00 GMT", 60.0),
        ("Sun, 01 Mar 2026 06:01:00 -0000", 60.0),
        ("Sun, 01 Mar 2026 05:00:00 GMT", 0.0),
        # what says nothing
        (None, None),
        ("", None),
        ("soon", None),
        ("²", None),
        ("-5", None),
        ("9" * 5000, None),
        ("Sun, 99 Mar 2026 06:01:00 GMT", None),
        ("Sun, 01 Mar 99999 06:01:00 +9999", None),
    ],
)
def test_retry_after(value: str | None, wait_s: float | None) -> None:
    """Seconds or a date, with any zone; whatever else is no wait."""
    assert parse_retry_after(value, NOW) == wait_s

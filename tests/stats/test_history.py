"""The statistics: what a run leaves in the ledger, and how it is summed up and drawn."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest

from newsletter.stats.chart import Chart, Series, draw_charts, find_scale
from newsletter.stats.history import Period, add_up, stats_as_json, sum_by_period
from newsletter.stats.overview import HEADER, build_charts, build_rows, render_page
from newsletter.store.run_measures import MeasuredRun, RunMeasures

SVG = "{http://www.w3.org/2000/svg}"
RUNS = (
    MeasuredRun(
        datetime(2025, 10, 31, 14, tzinfo=UTC),
        RunMeasures(
            n_posts=2, n_source_chars=900, n_mails=2, n_mail_bytes=60_000, max_mail_bytes=40_000
        ),
    ),
    MeasuredRun(
        datetime(2025, 10, 31, 16, tzinfo=UTC),
        RunMeasures(n_posts=1, n_removals=4, n_published=6, n_waiting=1),
    ),
    MeasuredRun(
        datetime(2025, 11, 2, tzinfo=UTC),
        RunMeasures(n_held=1, n_from_engine=30, n_mails=1, n_mail_bytes=30_000, n_published=8),
    ),
)


@pytest.mark.parametrize(
    ("period", "zone", "names"),
    [
        (Period.MONTH, "UTC", ["2025-10", "2025-11"]),
        (Period.MONTH, "Asia/Tokyo", ["2025-10", "2025-11"]),
        (Period.YEAR, "UTC", ["2025"]),
        (Period.RUN, "UTC", ["2025-10-31 14:00", "2025-10-31 16:00", "2025-11-02 00:00"]),
    ],
)
def test_runs_are_summed_by_the_clock_of_the_publication(
    period: Period, zone: str, names: list[str]
) -> None:
    """A run after midnight in Tokyo is in the next month there."""
    rows = sum_by_period(RUNS, period, zone)
    assert [row.name for row in rows] == names
    if zone == "Asia/Tokyo":
        assert [row.n_runs for row in rows] == [1, 2]


def test_work_is_added_and_states_are_not() -> None:
    """Posts add up; what is published is what was published last; the largest mail is one mail."""
    total = add_up(run.measures for run in RUNS)
    assert (total.n_posts, total.n_removals, total.n_mails) == (3, 4, 3)
    assert (total.n_published, total.n_waiting) == (8, 0)
    assert total.max_mail_bytes == 40_000


def test_nothing_adds_up_to_nothing() -> None:
    """An archive without runs has a row of zeros, and no error."""
    assert add_up(()) == RunMeasures()
    assert sum_by_period((), Period.MONTH, "UTC") == ()
    assert build_rows(()) == ()


def test_the_last_row_is_all_of_them() -> None:
    """One period is its own sum, so it has none."""
    months = sum_by_period(RUNS, Period.MONTH, "UTC")
    rows = build_rows(months)
    assert [row[0] for row in rows] == ["2025-10", "2025-11", "all"]
    assert {len(row) for row in rows} == {len(HEADER)}
    assert len(build_rows(sum_by_period(RUNS, Period.YEAR, "UTC"))) == 1


@pytest.mark.parametrize("n_periods", [0, 1, 40])
def test_pictures_are_svg_and_say_their_numbers(n_periods: int) -> None:
    """Each chart has a title and its numbers as text; no bar leaves the picture."""
    labels = tuple(f"{number:02} <b>&" for number in range(n_periods))
    values = tuple(range(1, n_periods + 1))
    charts = [Chart("A & B", labels, (Series("x", values), Series("y", values)), stacked=True)]
    root = ET.fromstring(draw_charts(charts))
    assert [each.text for each in root.iter(f"{SVG}title")] == ["A & B"]
    (about,) = root.iter(f"{SVG}desc")
    assert (about.text or "").count("x ") == n_periods
    for bar in root.iter(f"{SVG}rect"):
        assert float(bar.get("y", "-1")) >= 0
        assert float(bar.get("height", "-1")) >= 0


@pytest.mark.parametrize("top", [0, 1, 7, 99, 100, 101, 102_000, 3_999_999])
def test_the_scale_holds_the_highest_bar_and_wastes_little(top: int) -> None:
    """The highest line is not below the highest bar, and not far above."""
    scale = find_scale(top)
    assert scale >= top
    assert scale <= max(4, 2.5 * top)


def test_the_page_fetches_nothing_and_escapes_the_title() -> None:
    """It may be mailed or opened from a disk."""
    page = render_page("<Letter>", sum_by_period(RUNS, Period.MONTH, "UTC"))
    assert "&lt;Letter&gt;" in page
    assert page.count("<svg") == 4
    assert "src=" not in page
    assert "href=" not in page
    assert "@import" not in page


def test_stages_keep_their_order_in_the_pictures() -> None:
    """What came in, what was clean, what was abridged."""
    charts = build_charts(sum_by_period(RUNS, Period.MONTH, "UTC"))
    assert [series.name for series in charts[0].series] == ["source", "clean", "abridged"]


def test_json_has_a_row_a_period() -> None:
    """Names of keys are those of the ledger."""
    text = stats_as_json(sum_by_period(RUNS, Period.YEAR, "UTC"))
    assert '"period": "2025"' in text
    assert '"n_source_chars": 900' in text

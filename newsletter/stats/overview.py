"""Put the statistics into a table for a terminal, and into one page with pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from newsletter.stats.chart import Chart, Series, draw_chart
from newsletter.stats.history import PeriodStats, add_up
from newsletter.store.run_measures import RunMeasures

HEADER = (
    "period",
    "runs",
    "posts",
    "source",
    "clean",
    "abridged",
    "removals",
    "held",
    "reviewed",
    "memory",
    "engine",
    "mails",
    "mean kB",
    "largest kB",
)


def build_rows(stats: Sequence[PeriodStats]) -> tuple[tuple[str, ...], ...]:
    """Return the cells below `HEADER`; with several periods the last row is all of them."""
    rows = [
        _build_row(period.name, period.n_runs, period.measures)
        for period in stats
    ]
    if len(stats) > 1:
        total = add_up(period.measures for period in stats)
        n_runs = sum(period.n_runs for period in stats)
        rows.append(_build_row("all", n_runs, total))
    return tuple(rows)


def build_charts(stats: Sequence[PeriodStats]) -> tuple[Chart, ...]:
    """Return the four pictures: lengths, removals and holds, origins, sizes of mails."""
    labels = tuple(period.name for period in stats)

    def take(name: str, get: Callable[[RunMeasures], int]) -> Series:
        return Series(name, tuple(get(period.measures) for period in stats))

    return (
        Chart(
            "Characters in, clean, abridged",
            labels,
            (
                take("source", lambda run: run.n_source_chars),
                take("clean", lambda run: run.n_clean_chars),
                take("abridged", lambda run: run.n_abridged_chars),
            ),
        ),
        Chart(
            "Passages removed, translations held",
            labels,
            (
                take("removals", lambda run: run.n_removals),
                take("held", lambda run: run.n_held),
            ),
        ),
        Chart(
            "Where translations came from",
            labels,
            (
                take("engine", lambda run: run.n_from_engine),
                take("memory", lambda run: run.n_from_memory),
                take("reviewed", lambda run: run.n_reviewed),
            ),
            stacked=True,
        ),
        Chart(
            "Size of emails, bytes of HTML",
            labels,
            (
                take("mean", mean_mail_bytes),
                take("largest", lambda run: run.max_mail_bytes),
            ),
        ),
    )


def render_page(title: str, stats: Sequence[PeriodStats]) -> str:
    """Return one page of HTML; nothing in it is fetched from elsewhere."""
    charts = "\n".join(
        f"<figure>{draw_chart(chart)}</figure>" for chart in build_charts(stats)
    )
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in HEADER)
    body = "\n".join(map(_render_row, build_rows(stats)))
    return _PAGE.format(
        title=escape(title), charts=charts, head=head, body=body
    )


def mean_mail_bytes(measures: RunMeasures) -> int:
    """Return the mean size of the emails; 0 without any."""
    if not measures.n_mails:
        return 0
    return round(measures.n_mail_bytes / measures.n_mails)


def _build_row(
    name: str, n_runs: int, measures: RunMeasures
) -> tuple[str, ...]:
    counts = (
        n_runs,
        measures.n_posts,
        measures.n_source_chars,
        measures.n_clean_chars,
        measures.n_abridged_chars,
        measures.n_removals,
        measures.n_held,
        measures.n_reviewed,
        measures.n_from_memory,
        measures.n_from_engine,
        measures.n_mails,
    )
    mean, largest = mean_mail_bytes(measures), measures.max_mail_bytes
    sizes = (f"{mean / 1000:.1f}", f"{largest / 1000:.1f}")
    return (name, *(f"{count:,}" for count in counts), *sizes)


def _render_row(cells: Sequence[str]) -> str:
    name, *numbers = cells
    rest = "".join(f"<td>{escape(number)}</td>" for number in numbers)
    return f'<tr><th scope="row">{escape(name)}</th>{rest}</tr>'


_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}: statistics</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0 auto; padding: 1rem; max-width: 84rem; }}
body {{ font: .9375rem/1.6 system-ui, sans-serif; }}
main {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); }}
figure {{ margin: 0; }} svg {{ width: 100%; height: auto; }}
.table {{ overflow-x: auto; }} table {{ border-collapse: collapse; }}
th, td {{ padding: .25rem .5rem; text-align: right; vertical-align: bottom; }}
td, th[scope=row] {{ white-space: nowrap; }}
td {{ font-variant-numeric: tabular-nums; }}
th:first-child {{ text-align: left; position: sticky; left: 0; background: Canvas; }}
@media (max-width: 75rem) {{ table {{ font-size: .75rem; }} th, td {{ padding: .25rem .3rem; }} }}
tr {{ border-top: 1px solid #8884; }}
</style>
</head>
<body>
<h1>{title}</h1>
<main>
{charts}
</main>
<div class="table" tabindex="0" role="region" aria-label="All numbers">
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>
</div>
</body>
</html>
"""

"""Draw bars as SVG: no script, no font and no colour from elsewhere, readable by day and by night.

Every chart has a title and a text that says its numbers, for people who do not see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 64, 12, 44, 28  # around the bars
N_LINES = 4  # lines of the grid above zero
MAX_LABELS = 8  # more of them would run into each other
GAP_SHARE = 0.25  # of the place of a period stays empty
# Three colours that differ in lightness too: told apart without seeing hues, on white and on black.
COLOURS = ("#c2410c", "#0e7490", "#a3a3a3")
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#57534e}"
    ".title{font-size:14px;font-weight:600;fill:#1c1917}"
    ".grid{stroke:#ddd7ce}"
    "@media(prefers-color-scheme:dark){text{fill:#b3aaa0}.title{fill:#ebe7e2}"
    ".grid{stroke:#3b3632}}"
)


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar: its name, and a value for each period."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture.

    Attributes:
        title: What it shows.
        labels: The names of the periods.
        series: One to three kinds of bars.
        stacked: The bars of a period stand on each other; else side by side.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False

    @property
    def top(self) -> int:
        """The highest bar."""
        columns = list(
            zip(*(series.values for series in self.series), strict=True)
        )
        heights = map(sum, columns) if self.stacked else map(max, columns)
        return max(heights, default=0)


def draw_charts(charts: Sequence[Chart]) -> str:
    """Return one SVG with the charts below each other."""
    height = HEIGHT * len(charts)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-label="Statistics">',
        f"<style>{STYLE}</style>",
    ]
    for number, chart in enumerate(charts):
        parts.append(f'<g transform="translate(0 {number * HEIGHT})">')
        parts += _draw_inside(chart)
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def draw_chart(chart: Chart) -> str:
    """Return one chart as SVG of its own."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<style>{STYLE}</style>",
        *_draw_inside(chart),
        "</svg>",
    ]
    return "\n".join(parts)


def _draw_inside(chart: Chart) -> Iterator[str]:
    yield f"<title>{escape(chart.title)}</title>"
    yield f"<desc>{escape(_describe(chart))}</desc>"
    yield f'<text class="title" x="{LEFT}" y="16">{escape(chart.title)}</text>'
    yield from _draw_legend(chart)
    scale = find_scale(chart.top)
    yield from _draw_grid(scale)
    yield from _draw_bars(chart, scale)
    yield from _draw_labels(chart)


def find_scale(top: int) -> int:
    """Return the value of the highest line: round, and no lower than the highest bar.

    >>> [find_scale(top) for top in (0, 3, 41, 102_300)]
    [4, 4, 80, 200000]
    """
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor * N_LINES >= top:
                return step * factor * N_LINES
        step *= 10


def _draw_legend(chart: Chart) -> Iterator[str]:
    x = LEFT
    for series, colour in zip(chart.series, COLOURS, strict=False):
        yield f'<rect x="{x}" y="24" width="10" height="10" fill="{colour}"/>'
        yield f'<text x="{x + 14}" y="33">{escape(series.name)}</text>'
        x += 14 + 8 * len(series.name) + 16


def _draw_grid(scale: int) -> Iterator[str]:
    for line in range(N_LINES + 1):
        value = scale * line // N_LINES
        y = _place_value(value, scale)
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>'
        yield f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{_shorten(value)}</text>'


def _draw_bars(chart: Chart, scale: int) -> Iterator[str]:
    """The bars of a chart, label by label: stacked, or side by side."""
    if not chart.labels:
        return
    room = (WIDTH - LEFT - RIGHT) / len(chart.labels)
    inner = room * (1 - GAP_SHARE)
    n_columns = 1 if chart.stacked else len(chart.series)
    width = inner / n_columns
    for place in range(len(chart.labels)):
        below = 0
        first = LEFT + room * place + (room - inner) / 2
        for number, series in enumerate(chart.series):
            value = series.values[place]
            x = first if chart.stacked else first + width * number
            bottom = _place_value(below, scale)
            top = _place_value(below + value, scale)
            below += value if chart.stacked else 0
            yield (
                f'<rect x="{x:.1f}" y="{top}" width="{width:.1f}" '
                f'height="{bottom - top:.1f}" fill="{COLOURS[number]}"/>'
            )


def _draw_labels(chart: Chart) -> Iterator[str]:
    """The labels under the bars, as many as have room."""
    n_labels = len(chart.labels)
    every = -(-n_labels // MAX_LABELS) or 1
    for place in range(0, n_labels, every):
        x = LEFT + (WIDTH - LEFT - RIGHT) / n_labels * (place + 0.5)
        label = escape(chart.labels[place])
        yield f'<text x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{label}</text>'


def _place_value(value: int, scale: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / scale, 1)


def _shorten(value: int) -> str:
    """Return a number as short as an axis needs it.

    >>> _shorten(900), _shorten(25_000), _shorten(1_500_000)
    ('900', '25k', '1.5M')
    """
    if value >= 1_000_000:
        return f"{value / 1_000_000:g}M"
    if value >= 1_000:
        return f"{value / 1_000:g}k"
    return str(value)


def _describe(chart: Chart) -> str:
    """The chart in words, for those who do not see it."""
    rows: list[str] = []
    for place, label in enumerate(chart.labels):
        values = (
            f"{series.name} {series.values[place]:,}" for series in chart.series
        )
        rows.append(f"{label}: {', '.join(values)}")
    return "; ".join(rows)

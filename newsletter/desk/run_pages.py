"""Show what a run would do, let it run, show how far it is; the last runs and what they have made.

The run is a process of its own, the same as in a terminal: it may be stopped as by Ctrl-C, it does
not slow the pages, and a desk that is closed does not take it along half way.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock, Thread
from typing import Any

from flask import Blueprint, Response, jsonify, request

from newsletter.desk.access import MAIL_POLICY
from newsletter.desk.desk_data import DeskData, LedgerView
from newsletter.desk.drawing import open_page
from newsletter.errors import LockedError, NewsletterError
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.report import RunReport
from newsletter.pipeline.run import run_publication
from newsletter.stats.history import Period, read_stats
from newsletter.stats.overview import render_page
from newsletter.store.ledger_records import State
from newsletter.store.lock import lock

N_LINES = 400  # of the log that the page shows
MAX_LINE_CHARS = 2_000
MAX_PLANNED = 500


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event of the log."""

    time: str
    level: str
    event: str
    detail: str


@dataclass
class RunState:
    """How far a run is: changed by the thread that reads its log, read by every page."""

    started: datetime | None = None
    ended: datetime | None = None
    exit_code: int | None = None
    n_done: int = 0
    n_posts: int = 0
    now_at: str = ""
    lines: deque[LogLine] = field(default_factory=lambda: deque(maxlen=N_LINES))

    @property
    def is_running(self) -> bool:
        """It has begun and not ended."""
        return self.started is not None and self.ended is None


class RunKeeper:
    """Starts one run at a time and listens to its log."""

    def __init__(self, desk_data: DeskData) -> None:
        self._data = desk_data
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.state = RunState()

    def start(self, options: tuple[str, ...] = ()) -> None:
        """Begin a run.

        Raises:
            LockedError: One is at work, of this desk or of a terminal.
        """
        with self._turn:
            if self.state.is_running:
                raise LockedError(
                    "a run is at work already",
                    fix="wait until it is done, or stop it",
                )
            with lock(self._data.state):
                pass  # another run would hold it
            self.state = RunState(started=self._data.now())
            self._process = subprocess.Popen(
                self._command(options),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=dict(self._data.environ),
            )
            Thread(target=self._listen, daemon=True, name="run").start()

    def stop(self) -> None:
        """End the run as Ctrl-C does: what is published is whole."""
        with self._turn:
            if self._process and self.state.is_running:
                self._process.send_signal(signal.SIGINT)

    def _command(self, options: tuple[str, ...]) -> list[str]:
        folder = str(self._data.folder.resolve())
        command = [sys.executable, "-m", "newsletter", "run", folder]
        if self._data.chosen_output:
            command += ["--output", str(self._data.chosen_output)]
        return [*command, "--log-format", "json", "--quiet", *options]

    def _listen(self) -> None:
        """Read the log of the run to its end; the folder is left out of what is shown."""
        process, state = self._process, self.state
        if process is None or process.stderr is None:
            return
        place = f"{self._data.folder.resolve()}{os.sep}"
        with process.stderr as log:
            for line in log:
                text = line.decode("utf-8", "replace")
                _take_line(state, text.replace(place, ""))
        state.exit_code = process.wait()
        state.ended = self._data.now()


def _take_line(state: RunState, text: str) -> None:
    """Read a line of the log; what is no line of it is shown as it came, as an error."""
    try:
        values = json.loads(text)
        event = str(values.pop("event"))
    except (
        ValueError,
        KeyError,
        AttributeError,
        TypeError,
        RecursionError,
    ):
        line = text.rstrip()[:MAX_LINE_CHARS]
        if line:
            state.lines.append(LogLine("", "error", line, ""))
        return
    if event == "post.begun":
        state.n_done = int(values["number"]) - 1
        state.n_posts = int(values["n_posts"])
        state.now_at = str(values["ref"])
    if event == "run.finished":
        state.n_done = state.n_posts
        state.now_at = ""
    time, level = str(values.pop("time", "")), str(values.pop("level", ""))
    values.pop("run", None)
    shown = ", ".join(f"{name} {value}" for name, value in values.items())
    detail = shown[:MAX_LINE_CHARS]
    state.lines.append(LogLine(time[11:19], level, event, detail))


@dataclass(frozen=True, slots=True)
class Figures:
    """What the archive has, in one language.

    Attributes:
        n_units, n_reviewed: Of the catalogues that have been counted.
    """

    language: str
    n_published: int
    n_held: int
    n_uploaded: int
    n_units: int
    n_reviewed: int


def find_figures(desk_data: DeskData) -> tuple[Figures, ...]:
    """Return the figures of the archive, the source language first."""
    ledger = desk_data.read_ledger()
    states: Counter[tuple[str, State]] = Counter()
    for page in ledger.pages.values():
        states[page.language, page.state] += 1
    uploaded = Counter(
        language for _, language in {*_uploaded_editions(ledger)}
    )
    units = _count_units(desk_data)
    return tuple(
        Figures(
            language,
            states[language, State.PUBLISHED],
            states[language, State.HELD] + states[language, State.FAILED],
            uploaded[language],
            *units.get(language, (0, 0)),
        )
        for language in desk_data.settings.all_languages
    )


def _uploaded_editions(ledger: LedgerView) -> Iterator[tuple[str, str]]:
    for upload in ledger.uploads:
        if upload.stands:
            yield upload.edition, upload.language


def _count_units(desk_data: DeskData) -> Mapping[str, tuple[int, int]]:
    """The units of each language, and how many of them a person reviewed."""
    found: dict[str, tuple[int, int]] = {}
    for (_, language), (path, stamp) in desk_data.find_catalogues().items():
        counts = desk_data.count_known(path, stamp)
        if counts is None:
            continue
        n_units, n_reviewed = found.get(language, (0, 0))
        n_open = counts.machine + counts.stale + counts.held
        found[language] = (
            n_units + n_open + counts.reviewed,
            n_reviewed + counts.reviewed,
        )
    return found


def build_run_pages(desk_data: DeskData) -> Blueprint:
    """Return the page of runs."""
    pages = Blueprint("run", __name__, url_prefix="/run")
    keeper = RunKeeper(desk_data)

    def draw(status: int = 200, **values: Any) -> Response:
        shown: dict[str, Any] = {
            "state": keeper.state,
            "runs": desk_data.read_ledger().runs,
            "figures": find_figures(desk_data),
            "plan": None,
            "problem": None,
        }
        page = open_page(desk_data)
        return page.render("run.html.j2", status, **(shown | values))

    @pages.get("")
    def show() -> Response:
        return draw()

    @pages.get("/stats")
    def show_stats() -> Response:
        """The page of `newsletter stats --html`, as it is."""
        settings = desk_data.settings
        stats = read_stats(desk_data.folder, settings, Period.MONTH)
        html = render_page(settings.publication.title, stats)
        policy = {"Content-Security-Policy": MAIL_POLICY.format(images="data:")}
        return Response(html, content_type="text/html", headers=policy)

    @pages.post("/plan")
    def plan() -> Response:
        options = RunOptions(
            now=desk_data.now(), output=desk_data.chosen_output, dry_run=True
        )
        try:
            report: RunReport = run_publication(
                desk_data.folder,
                desk_data.settings,
                options,
                environ=desk_data.environ,
            )
        except NewsletterError as error:
            return draw(422, problem=error)
        return draw(plan=report, max_planned=MAX_PLANNED)

    @pages.post("/start")
    def start() -> Response:
        options = ("--offline",) if request.form.get("offline") else ()
        keeper.start(options)
        return Response("", 303, {"Location": "/run"})

    @pages.post("/stop")
    def stop() -> Response:
        keeper.stop()
        return Response("", 303, {"Location": "/run"})

    @pages.get("/state")
    def send_state() -> Response:
        state = keeper.state
        return jsonify(
            running=state.is_running,
            done=state.n_done,
            posts=state.n_posts,
            at=state.now_at,
            exit=state.exit_code,
            lines=[
                [line.time, line.level, line.event, line.detail]
                for line in tuple(state.lines)[-N_LINES:]
            ],
        )

    return pages

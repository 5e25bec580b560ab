"""Hand work to other processes, a few tasks ahead, results in order.

Any `concurrent.futures.Executor` will do. The one made here forks its workers from a clean server
process, not from the run: a forked run would leave its lock open in every worker, and a worker that
outlives a killed run would keep the publication locked for ever. A worker ends by itself when the
run that started it is gone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
)
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import connection
from typing import TYPE_CHECKING, TypeVar

from newsletter.errors import WorkersLost
from newsletter.model import Artefact
from newsletter.pipeline.collecting import collect_seldom
from newsletter.pipeline.deadline import GuardedStage
from newsletter.pipeline.tasks import (
    FeedDocument,
    FeedTask,
    PreparedFile,
    PrepareTask,
    RenderContext,
    Rendered,
    RenderTask,
    build_render_context,
    fail_preparing,
    fail_rendering,
    prepare_file,
    render_document,
    render_feed_document,
    render_post,
)

if TYPE_CHECKING:
    from newsletter.pipeline.publication import RunContext

AHEAD = 3  # tasks a worker: one in work, one waiting, one being pickled
DEFAULT_WIDTH = 4  # for an executor that does not say how many workers it has
# The longest post takes seconds: a worker that is silent for so long is gone or stuck.
PATIENCE_S = 600.0

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


_Built = TypeVar("_Built")


@contextmanager
def open_executor(jobs: int) -> Iterator[Executor | None]:
    """Yield a pool of `jobs` processes; None for one job: then the work is done here."""
    if jobs < 2:
        yield None
        return
    method = "spawn" if sys.platform == "win32" else "forkserver"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(
            [
                "newsletter.pipeline.tasks",
                "newsletter.pipeline.stages",
                "newsletter.campaign.bundle",
            ]
        )
    pool = ProcessPoolExecutor(
        jobs, mp_context=context, initializer=_end_with_parent
    )
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def stream(
    executor: Executor | None,
    function: Callable[[_Task], _Result],
    tasks: Iterable[_Task],
) -> Iterator[_Result]:
    """Yield `function(task)` in the order of the tasks.

    Only a few tasks are taken ahead, so that memory stays flat. A single task is done here: a
    morning with one new post need not wait until processes have started.

    Raises:
        WorkersLost: The executor broke, gave the work back or stays silent.
    """
    tasks = iter(tasks)
    first = list(islice(tasks, 2)) if executor else []
    if executor is None or len(first) < 2:
        yield from map(function, chain(first, tasks))
        return
    width = getattr(executor, "_max_workers", None) or DEFAULT_WIDTH
    waiting: deque[Future[_Result]] = deque()
    for task in chain(first, tasks):
        with _explained():
            waiting.append(executor.submit(function, task))
        if len(waiting) >= AHEAD * width:
            yield _wait_for(waiting.popleft())
    while waiting:
        yield _wait_for(waiting.popleft())


class Workers:
    """Do the tasks of one run, in other processes where there are some.

    Args:
        context: Settings and templates of the run.
        pool: Carries the tasks; None does them here.
    """

    def __init__(self, context: RunContext, pool: Executor | None) -> None:
        self.pool = pool
        self._context = context
        self._deadline_s = context.settings.run.post_deadline_s
        self._render_context: RenderContext | None = None

    @property
    def render_context(self) -> RenderContext:
        """Settings and templates for rendering, compiled at the first use.

        Raises:
            TemplateError: A template is broken: a fault of the whole run, before it wrote anything.
        """
        if self._render_context is None:
            context = self._context
            self._render_context = build_render_context(
                context.settings, context.templates
            )
        return self._render_context

    def prepare(self, tasks: Iterable[PrepareTask]) -> Iterator[PreparedFile]:
        """Clean and abridge posts."""
        stage = GuardedStage(prepare_file, fail_preparing, self._deadline_s)
        return stream(self.pool, stage, tasks)

    def render(
        self, posts: Iterable[tuple[RenderTask, _Built]]
    ) -> Iterator[tuple[_Built, Rendered]]:
        """Do the tasks of posts; yields what stood beside each with its outputs."""
        in_work: deque[_Built] = deque()

        def tasks() -> Iterator[RenderTask]:
            for task, post in posts:
                in_work.append(post)
                yield task

        stage = GuardedStage(render_post, fail_rendering, self._deadline_s)
        for rendered in stream(self.pool, stage, tasks()):
            yield in_work.popleft(), rendered

    def render_documents(
        self, documents: Iterable[FeedDocument]
    ) -> Iterator[Iterable[Artefact]]:
        """Render documents of feeds.

        Here, and one file after the other, where there are no workers, or the run has made no
        pages and nothing is compiled.
        """
        if self.pool is None or self._render_context is None:
            settings, templates = (
                self._context.settings,
                self._context.templates,
            )
            for document in documents:
                yield render_feed_document(document, settings, templates)
            return
        context = self._render_context
        tasks = (FeedTask(context, document) for document in documents)
        yield from stream(self.pool, render_document, tasks)


def _wait_for(future: Future[_Result]) -> _Result:
    with _explained():
        return future.result(PATIENCE_S)


@contextmanager
def _explained() -> Iterator[None]:
    """Say in our words that workers were lost, and what to do."""
    try:
        yield
    except (BrokenExecutor, CancelledError, TimeoutError) as error:
        kind = type(error).__name__
        raise WorkersLost(
            "the workers are lost",
            why=str(error)
            or f"{kind}: they were killed, or cannot be reached any more",
            fix="run again: what is published is whole; with fewer --jobs when memory was short",
        ) from None


def _end_with_parent() -> None:
    """End this worker as soon as the run that started it has ended, however that came."""
    collect_seldom()
    # Ctrl-C reaches every process of the terminal: the run alone says what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()

"""Share work with other processes, a few tasks ahead, results in order.

Any `concurrent.futures.Executor` will do. The one made here has a helper process for each job but
one: the run itself is the other. While it waits for a result it does what no helper has begun.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
)
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from newsletter.model import Artefact
from newsletter.pipeline.collecting import Garbage
from newsletter.pipeline.deadline import GuardedStage, lost_workers
from newsletter.pipeline.helpers import Helper, ask_helper, use_helper
from newsletter.pipeline.tasks import (
    FeedDocument,
    PreparedFile,
    PrepareTask,
    RenderContext,
    Rendered,
    RenderTask,
    build_render_context,
    fail_preparing,
    fail_rendering,
    prepare_file,
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


class HelperPool(ThreadPoolExecutor):
    """Threads that have their tasks done by helper processes; the caller may help.

    Args:
        n_helpers: Processes besides this one.
    """

    def __init__(self, n_helpers: int) -> None:
        super().__init__(n_helpers, initializer=self._lend)
        self._helpers: list[Helper] = []

    def _lend(self) -> None:
        """Give a helper to a new thread."""
        helper = Helper()
        self._helpers.append(helper)
        use_helper(helper)

    def end(self) -> None:
        """End threads and processes at once, whatever they are at."""
        self.shutdown(wait=False, cancel_futures=True)
        for helper in self._helpers:
            helper.interrupt()
        self.shutdown(wait=True)
        for helper in self._helpers:
            helper.end()

    def submit(
        self, function: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        """Have a task done: `function` takes one."""
        (task,) = args
        return super().submit(_do_apart, function, task)


def _do_apart(function: Callable[[_Task], _Result], task: _Task) -> _Result:
    """Do a task in the helper of this thread, which has a deadline where the stage has one."""
    if not isinstance(function, GuardedStage):
        return ask_helper(function, task)
    result: _Result = function.do_apart(task)
    return result


@contextmanager
def open_executor(jobs: int) -> Iterator[Executor | None]:
    """Yield a pool for `jobs` processes, this one among them; None for one job."""
    if jobs < 2:
        yield None
        return
    pool = HelperPool(jobs - 1)
    try:
        yield pool
    finally:
        pool.end()


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
    waiting: deque[_Waiting[_Task, _Result]] = deque()
    for task in chain(first, tasks):
        with _explained():
            future = executor.submit(function, task)
        waiting.append(_Waiting(task, future))
        if len(waiting) >= AHEAD * width:
            if isinstance(executor, HelperPool):
                _help(waiting, function)
            yield _wait_for(waiting.popleft().future)
    while waiting:
        if isinstance(executor, HelperPool):
            _help(waiting, function)
        yield _wait_for(waiting.popleft().future)


@dataclass(slots=True)
class _Waiting(Generic[_Task, _Result]):
    """A task that was handed out, and its result to come."""

    task: _Task
    future: Future[_Result]


def _help(
    waiting: deque[_Waiting[_Task, _Result]],
    function: Callable[[_Task], _Result],
) -> None:
    """Do what no helper has begun until the oldest is done: that one, or the youngest first."""
    for each in (waiting[0], *reversed(waiting)):
        if waiting[0].future.done():
            return
        if each.future.cancel():
            each.future = Future()
            each.future.set_result(function(each.task))


class Workers:
    """Do the tasks of one run, in other processes where there are some.

    Args:
        context: Settings and templates of the run.
        pool: Carries the tasks; None does them here.
    """

    def __init__(self, context: RunContext, pool: Executor | None) -> None:
        self.pool = pool
        self.garbage = Garbage()
        self._context = context
        self._deadline_s = context.settings.run.post_deadline_s
        self._render_context: RenderContext | None = None

    @property
    def render_context(self) -> RenderContext:
        """Settings and templates for rendering.

        Layouts travel compiled to other processes; here a template is compiled at its first use.
        """
        if self._render_context is None:
            context = self._context
            if self.pool:
                context.templates.compile_layouts()
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
        """Render documents of feeds here, one file after the other.

        What they show was rendered with the pages; what is left is less than sending it.
        """
        settings, templates = self._context.settings, self._context.templates
        for document in documents:
            yield render_feed_document(document, settings, templates)
            self.garbage.collect()


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
        raise lost_workers(
            str(error)
            or f"{kind}: they were killed, or cannot be reached any more"
        ) from None

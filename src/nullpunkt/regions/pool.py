"""Worker processes that are prepared once; one that dies costs the report of the unit that killed it, and no other."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import Generic, Self, TypeVar

FEWEST_FOR_MANY = 10
"""below this many units one process does it all: starting a second costs more than it saves"""

PRELOAD = (
    "nullpunkt.regions.worker",
    "nullpunkt.readers.workbook",
    "nullpunkt.readers.reading",
    "nullpunkt.readers.population",
    "nullpunkt.platforms.microsoft_forms",
    "nullpunkt.platforms.registry",
    "nullpunkt.responses.coding",
    "nullpunkt.responses.linking",
    "nullpunkt.responses.recognising",
    "nullpunkt.loading.surveys",
    "nullpunkt.tabulation.tabulate",
    "nullpunkt.disclosure.protect",
    "nullpunkt.disclosure.log",
    "nullpunkt.analysis.analyse",
    "nullpunkt.analysis.table",
    "nullpunkt.report.compose",
    "nullpunkt.writers.html",
)
"""what nearly every unit needs and the program imports when it is asked for: once for all workers, 0.4 s each"""

Task = TypeVar("Task")
Result = TypeVar("Result")


def warm_up() -> None:
    """Starts the server that workers are forked from, which imports `PRELOAD` while this process does the same."""
    # one BLAS thread a worker: the processors are shared out already
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if sys.platform == "linux":
        from multiprocessing import forkserver, resource_tracker  # Windows has none

        forkserver.set_forkserver_preload(list(PRELOAD))
        resource_tracker.ensure_running()  # which gives Ctrl-C back when it starts
        # the server is born deaf to Ctrl-C, which is this process's to answer: importing, it would print where it is
        with _uninterrupted():
            forkserver.ensure_running()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until a process is whole: one that is half begun would complain when nobody speaks with it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def usual_jobs() -> int:
    """As many workers as there are processors for us."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def workers(tasks: int, jobs: int) -> int:
    """How many processes so many tasks are worth."""
    return 1 if tasks < FEWEST_FOR_MANY else min(jobs, tasks)


class Pool(Generic[Task, Result]):
    """Runs one function over tasks; results come as they are done, each with its task. To be used in a `with`.

    `died` makes the result of a task whose worker did not come back. Tasks that were under way when a worker died are
    tried again, each in a process of its own, so that the one to blame is found out.
    """

    def __init__(self, work: Callable[[Task], Result], *, jobs: int, died: Callable[[Task], Result]) -> None:
        self._work = work
        self._jobs = jobs
        self._died = died
        self._executor = self._started(jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result]]:
        """All results; the caller must not rely on their order. A task is asked for when a worker will soon be free."""
        waiting = iter(tasks)
        while True:
            suspects: list[Task] = []
            yield from self._round(waiting, suspects)
            if not suspects:
                return
            self._executor.shutdown(wait=True, cancel_futures=True)
            for task in suspects:
                yield task, self._alone(task)
            self._executor = self._started(self._jobs)

    def _round(self, waiting: Iterator[Task], suspects: list[Task]) -> Iterator[tuple[Task, Result]]:
        """Until all is done or a worker dies; then `suspects` holds what was under way."""
        under_way: dict[Future[Result], Task] = {}
        try:
            while True:
                for task in islice(waiting, max(0, 2 * self._jobs - len(under_way))):
                    suspects.append(task)  # a broken pool takes no task
                    with _uninterrupted():
                        future = self._executor.submit(self._work, task)
                    under_way[future] = suspects.pop()
                if not under_way:
                    return
                done, _ = wait(under_way, return_when=FIRST_COMPLETED)
                for future in [one for one in under_way if one in done]:
                    result = future.result()
                    yield under_way.pop(future), result
        except BrokenProcessPool:
            suspects += under_way.values()

    def _alone(self, task: Task) -> Result:
        with self._started(1) as executor:
            try:
                return executor.submit(self._work, task).result()
            except BrokenProcessPool:
                return self._died(task)

    def _started(self, jobs: int) -> ProcessPoolExecutor:
        warm_up()
        context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_settle_in)


def _settle_in() -> None:
    """In a worker: Ctrl-C is the parent's to answer, and without a parent there is nothing to do."""
    # what was imported stays, and is not looked through for garbage; new garbage is looked for as seldom as in a single
    # run: a tenth of a municipality's time
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)

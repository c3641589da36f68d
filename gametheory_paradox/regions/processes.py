"""Many tasks done by several processes, their answers in the order of the tasks."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from signal import SIGINT, signal
from threading import Thread
from typing import TypeVar

from gametheory_paradox.clock import CANCELLED, Clock
from gametheory_paradox.errors import OutOfTime

PAUSE = 0.1  # seconds between two looks at whether the work was called off
Task = TypeVar("Task")
Answer = TypeVar("Answer")


def in_order(answer: Callable[[Task], Answer], tasks: Sequence[Task], workers: int) -> Iterator[Answer]:
    """The answers in the order of the tasks.

    Parameters
    ----------
    answer
        Does one task; other processes must be able to load it.
    tasks
        The tasks.
    workers
        Processes that answer at the same time; 1 for none but this one.
    """
    if workers == 1 or len(tasks) < 2:
        yield from map(answer, tasks)
        return
    clock = Clock()  # the one that runs, which is taken along
    with processes(min(workers, len(tasks))) as pool:
        for future in [pool.submit(_under, clock, answer, task) for task in tasks]:
            yield awaited(future, lambda: clock.is_cancelled)


def awaited(future: "Future[Answer]", over: Callable[[], bool]) -> Answer:
    """The answer that others work on.

    Parameters
    ----------
    future
        What is waited for.
    over
        Asked ten times a second: true once the answer is not waited for any more.

    Raises
    ------
    OutOfTime
        If it is over before there is an answer.
    """
    while not over():
        try:
            return future.result(PAUSE)
        except TimeoutError:
            if future.done():  # by now, or the error is the work's own
                return future.result()
        except BrokenExecutor:  # an interruption ends the other processes too
            if not over():
                raise
    raise OutOfTime(CANCELLED)


def _under(clock: Clock, answer: Callable[[Task], Answer], task: Task) -> Answer:
    """Does a task within the time of a clock."""
    with clock:
        return answer(task)


@contextmanager
def processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that work at the same time; none outlives this one, nor waits after an interruption."""
    # Started afresh: a process that is copied while another thread runs may hang.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """End this process with the one that started it, and silently when the terminal interrupts both."""
    signal(SIGINT, lambda *_: os._exit(1))

    def wait() -> None:
        if (parent := parent_process()) is not None:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()

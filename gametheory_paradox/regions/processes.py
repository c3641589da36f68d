"""Many questions answered by several processes, in the order of asking."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")


def in_order(
    answer: Callable[[Question], Answer], asked: Sequence[Question], workers: int
) -> Iterator[Answer]:
    """The answers in the order of asking.

    Parameters
    ----------
    answer
        Answers one question; other processes must be able to load it.
    asked
        The questions.
    workers
        Processes that answer at the same time; 1 for none but this one.
    """
    if workers == 1 or len(asked) < 2:
        yield from map(answer, asked)
        return
    with processes(min(workers, len(asked))) as pool:
        yield from pool.map(answer, asked)


@contextmanager
def processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that work at the same time; an interruption, too, leaves nothing waiting, and none outlives this process."""
    # Started afresh: a process that is copied while another thread runs may hang.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """End this process when the one that started it is killed, which would leave it waiting for work for ever."""

    def wait() -> None:
        if (parent := parent_process()) is not None:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()

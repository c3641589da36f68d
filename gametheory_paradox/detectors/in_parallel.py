"""Many questions answered by several processes, in the order of asking."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")


def in_order(answer: Callable[[Question], Answer], asked: Sequence[Question], workers: int) -> Iterator[Answer]:
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
    # Started afresh: a process that is copied while another thread runs may hang.
    with ProcessPoolExecutor(min(workers, len(asked)), mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(answer, asked)
        except BaseException:  # an interruption, too, leaves nothing waiting
            pool.shutdown(wait=False, cancel_futures=True)
            raise

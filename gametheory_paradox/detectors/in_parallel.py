"""Many questions answered by several processes, in the order of asking."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")


def in_order(
    answer: Callable[[Question], Answer],
    asked: Sequence[Question],
    workers: int,
    *,
    long: Callable[[Question], bool] = lambda question: False,
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
    long
        Which questions take long: several processes begin with them, so that none is left alone with one at the end.
    """
    if workers == 1 or len(asked) < 2:
        yield from map(answer, asked)
        return
    # Started afresh: a process that is copied while another thread runs may hang.
    with ProcessPoolExecutor(min(workers, len(asked)), mp_context=get_context("spawn")) as pool:
        try:
            first = sorted(range(len(asked)), key=lambda number: not long(asked[number]))
            begun = {number: pool.submit(answer, asked[number]) for number in first}
            for number in range(len(asked)):
                yield begun.pop(number).result()
        except BaseException:  # an interruption, too, leaves nothing waiting
            pool.shutdown(wait=False, cancel_futures=True)
            raise

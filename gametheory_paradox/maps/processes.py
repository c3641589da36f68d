"""Processes that share work, and the one run of each."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from pathlib import Path
from signal import SIGINT, signal
from threading import Thread
from typing import ClassVar, Self, TypeVar

from gametheory_paradox.clock import CANCELLED, Clock
from gametheory_paradox.errors import InvalidGame, OutOfTime, StoreError

# Many tasks done by several processes, their answers in the order of the tasks
# ----------------------------------------------------------------------------

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


# Folders in which answers are kept as they come: one run at a time writes, and goes on where one stopped
# ----------------------------------------------------------------------------

try:
    import fcntl
except ImportError:  # not on every system
    fcntl = None  # type: ignore[assignment]  # asked for before it is used


class StoreFolder:
    """A folder of answers.

    Parameters
    ----------
    path
        The folder, which its children make if it is not there.
    """

    holds: ClassVar[str]  # what: "chart"
    lock: ClassVar[str]  # a file in the folder

    def __init__(self, path: str | Path):
        if not isinstance(path, str | Path):
            raise InvalidGame(f"store: expected the path of a folder, got {path!r:.60}")
        self.path = Path(path)

    def __enter__(self) -> Self:
        """Keep other runs out by a lock; the system lets them in again however this run ends.

        Raises
        ------
        InvalidGame
            If another run is at work.
        StoreError
            If the folder cannot be written.
        """
        with self.writing():
            self._held = os.open(self.path / self.lock, os.O_RDWR | os.O_CREAT)
        try:
            if fcntl:
                fcntl.lockf(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            os.close(self._held)
            raise InvalidGame(
                f"another run is at work on the store {str(self.path)!r}; wait for it to end"
            ) from None
        except OSError:  # a file system without locks
            pass

        try:
            with self.writing():
                for left in self.path.rglob("*.partial"):  # of a file that a killed run was writing
                    left.unlink(missing_ok=True)
        except StoreError:
            os.close(self._held)
            raise

        return self

    def __exit__(self, *_: object) -> None:
        """Let other runs in."""
        os.close(self._held)

    @property
    def is_there(self) -> bool:
        """True if there is something of this name; InvalidGame where nothing can have it."""
        try:
            self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as problem:  # a name that is too long; later Pythons' exists answers "no" to it
            raise self.unwritable(problem.strerror) from problem
        return True

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A block that writes answers; StoreError where the disk takes none."""
        try:
            yield
        except OSError as problem:
            raise StoreError(
                f"{self.unwritable(problem.strerror)}; what was answered before is kept, "
                "and the same call goes on from there"
            ) from problem

    def check_place(self) -> None:
        """InvalidGame where there is no folder to make this one in."""
        if not self.path.parent.is_dir():
            raise self.unwritable(f"there is no folder {str(self.path.parent)!r}")

    def check_same(self, known: Mapping[str, object], own: Mapping[str, str]) -> None:
        """InvalidGame where what is known of the folder says that it belongs to something else."""
        if differ := [name for name in own if known.get(name) != own[name]]:
            other = " and another ".join(differ)
            raise InvalidGame(
                f"the store {str(self.path)!r} belongs to another {self.holds}, with another {other}; "
                "give another path"
            )

    def unwritable(self, why: str | None) -> InvalidGame:
        """The error for a folder that cannot be written."""
        return InvalidGame(f"the store {str(self.path)!r} cannot be written: {why}")

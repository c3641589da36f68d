"""Keeps runs apart that would write into the same folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gametheory_paradox.errors import InvalidGame

try:
    import fcntl
except ImportError:  # not on every system
    fcntl = None  # type: ignore[assignment]  # asked for before it is used


@contextmanager
def only_run(lock: Path, store: Path) -> Iterator[None]:
    """Keep other runs out of a store by a lock in it; the system lets them in again however this run ends.

    Raises
    ------
    InvalidGame
        If another run is at work.
    """
    held = os.open(lock, os.O_RDWR | os.O_CREAT)
    try:
        try:
            if fcntl:
                fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise InvalidGame(
                f"another run is at work on the store {str(store)!r}; wait for it to end"
            ) from None
        except OSError:  # a file system without locks
            pass
        yield
    finally:
        os.close(held)

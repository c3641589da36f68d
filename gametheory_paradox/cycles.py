"""Work during which nothing is searched for cycles of references, for games with a great many parts.

A tree of a million nodes is some millions of objects, none of which refers back to another.  Python searches
them all for cycles again and again while as many more are made, which takes longer than the work itself.
"""

import gc
from threading import Lock

MANY = 100_000  # objects, to search which takes a hundredth of a second


class NoCycles:
    """Nothing is searched for cycles while a thread is inside: what is made there has none, and is much.

    Nor is it searched as soon as that is over: what is frozen and thawed counts as old.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0  # threads, or pieces of work within each other
        self._was_searching = True
        self._objects_before = 0

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._was_searching = gc.isenabled()
                self._objects_before = gc.get_count()[0]
                gc.disable()
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside:
                return
            made = gc.get_count()[0] - self._objects_before
            if made > MANY and not gc.get_freeze_count():  # what others froze stays so
                gc.freeze()
                gc.unfreeze()
            if self._was_searching:
                gc.enable()


no_cycles = NoCycles()

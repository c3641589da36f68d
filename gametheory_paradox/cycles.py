"""Work during which nothing is searched for cycles of references, for games with a great many parts.

A tree of a million nodes is some millions of objects, none of which refers back to another.  Python searches
them all for cycles again and again while as many more are made, which takes longer than the work itself.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 100_000  # objects, to search which takes a hundredth of a second


@contextmanager
def no_cycles() -> Iterator[None]:
    """Nothing is searched for cycles of references meanwhile: what is made has none, and is much at once.

    Nor is it searched as soon as that is over: what is frozen and thawed counts as old.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MANY and not gc.get_freeze_count():  # what others froze stays so
            gc.freeze()
            gc.unfreeze()
        if searching:
            gc.enable()

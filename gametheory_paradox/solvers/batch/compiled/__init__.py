"""Many small games in compiled code, on all cores.

The compiler takes half a second to load and the functions take many to compile for the first time; then they
are kept on disk, beside these files where that can be written.  So whoever can do without goes on without
until that has taken as long.  Games are worked on in pieces that fit the cache of a core, each by one thread.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, TypeAlias

from gametheory_paradox.solvers.kept_code import kept_code

Map: TypeAlias = Callable[
    [Callable[[range], None], Iterable[range]], Iterable[None]
]  # the builtin map, or a pool's

PIECE = 4096  # the games that one thread works on at a time
_FOLDER = Path(__file__).parent
_LOADING = 0.8  # seconds, rounded from measurements


class Kernel(NamedTuple):
    """The modules of compiled functions."""

    two_by_two: ModuleType
    vertices: ModuleType
    exact_vertices: ModuleType
    matching: ModuleType
    payoffs: ModuleType
    gaps: ModuleType
    three_players: ModuleType


@cache
def kernel() -> Kernel | None:
    """The modules of compiled functions, and the compiler with them, loaded at first use; None where it is not installed."""
    _renew()
    try:
        return Kernel(*(import_module(f"{__name__}.{name}") for name in Kernel._fields))
    except ImportError:
        return None


def _renew() -> None:
    """Discard compiled code that is older than one of these files: the compiler itself looks at the file of the caller alone."""
    newest = max(path.stat().st_mtime for path in (*_FOLDER.glob("*.py"), *_FOLDER.parent.glob("subsets.py")))
    for path in kept_code(pieces, "*.nb[ci]"):
        with suppress(OSError):
            if path.stat().st_mtime < newest:
                path.unlink()


@dataclass
class Patience:
    """Says when compiled code for some purpose is worth loading.

    Parameters
    ----------
    entry
        The function that is called first, with its module.
    compiling
        How many seconds it takes to compile.
    """

    entry: str
    compiling: float
    spent: float = 0.0
    loaded: bool = False

    def kernel(self, seconds: float) -> Kernel | None:
        """The compiled code, if it is there already or worth loading for work that takes so long without it."""
        on_disk = any(kept_code(pieces, f"{self.entry}-*.nbc"))
        if not self.loaded and self.spent + seconds < (_LOADING if on_disk else self.compiling):
            return None
        self.loaded = True
        return kernel()

    @contextmanager
    def without(self) -> Iterator[None]:
        """Work that is done without compiled code."""
        began = time.monotonic()
        yield
        self.spent += time.monotonic() - began


def pieces(spread: Map, work: Callable[[range], None], games: int) -> None:
    """Do some work on all games, piece by piece."""
    for _ in spread(work, (range(games)[begin : begin + PIECE] for begin in range(0, games, PIECE))):
        pass

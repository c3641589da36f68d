"""Compiled code, loaded once that pays: where it is kept, whether it is up to date, how long to do without.

Loading the compiler takes most of a second, compiling for the first time up to three quarters of a minute.
What was compiled is kept on disk, in a folder that the compiler chooses: in NUMBA_CACHE_DIR where that is
set, else beside the source files, else, where those cannot be written, in the user's cache.

So plain work goes first, until it has cost as much as loading would.  Then the compiler is loaded and asked
whether it finds the code; if not, plain work goes on until it has cost as much as compiling would.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import getfile
from pathlib import Path
from types import ModuleType
from typing import Any

from gametheory_paradox.table import Record

LOADING = 0.7  # seconds for the compiler and code that is on disk; measured, as are those for compiling


@dataclass(repr=False)
class Kernel(Record):
    """A module of compiled functions, and the time that plain work has taken without it.

    Parameters
    ----------
    module
        Its name within this folder.
    entry
        The function of it that is on disk if all is.
    compiling
        Seconds for compiling it the first time.
    spent
        Seconds of plain work so far.
    code
        The module once it is loaded.
    """

    module: str
    entry: str
    compiling: float
    spent: float = 0.0
    code: ModuleType | None = None

    def cost(self, ahead: float = 0.0) -> float:
        """Seconds that loading takes, as far as is known after plain work so far and some that lies ahead."""
        if self.code is not None:
            return 0.0
        if self.spent + ahead < LOADING or self._is_on_disk():
            return LOADING
        return self.compiling

    def pays(self, ahead: float = 0.0, left: float | None = None) -> bool:
        """True if loading costs no more than the plain work so far and what lies ahead, in seconds.

        It may take twice the time ``left`` at most: no budget is exceeded by more than itself.
        """
        cost = self.cost(ahead)
        return self.spent + ahead >= cost and (left is None or cost <= 2 * left)

    def patience(self, left: float | None) -> float | None:
        """Seconds of plain work before loading pays; None where the time left is too short for loading."""
        cost = self.cost()
        return None if left is not None and left < 2 * cost else cost - self.spent

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Work whose time counts towards loading; once the code is loaded, it no longer matters."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.spent += time.monotonic() - began

    def load(self) -> ModuleType | None:
        """The module; None where the compiler is not installed.

        A module with a function ``warm`` compiles there what has never been compiled, and not amid a game.
        """
        if self.code is None:
            self.code = self._imported()
            getattr(self.code, "warm", bool)()
        return self.code

    def _is_on_disk(self) -> bool:
        module = self._imported()
        return module is not None and any(kept_files(getattr(module, self.entry)))

    def _imported(self) -> ModuleType | None:
        try:
            return import_module(f"{__package__}.{self.module}")
        except ImportError:
            return None


VERTICES = Kernel("vertices.walk", "advance", 14.0)
CELLS = Kernel("cells.proposals", "search", 45.0)

# Of batches: the equilibria alone, and those with and without an action.
SOLVING, COMPARING = Kernel("batch.two_players", "vertices", 20.0), Kernel("batch.two_players", "gaps", 23.0)
BATCH = (SOLVING, COMPARING)


def kept_files(function: Any) -> Iterator[Path]:
    """The files that hold a function's compiled code, in the folder that the compiler has chosen for it."""
    folder, source = function.stats.cache_path, function.py_func
    if folder is not None:
        module = source.__module__.rpartition(".")[2]
        yield from Path(folder).glob(f"{module}.{source.__name__}-*.nb[ci]")


def discard_outdated(function: Any) -> None:
    """Removes code older than a file of this folder; the compiler itself looks at the function's own."""
    newest = _newest(getfile(type(function)))
    for file in kept_files(function):
        with suppress(OSError):  # another process does the same
            if file.stat().st_mtime < newest:
                file.unlink()


@cache
def _newest(compiler: str) -> float:
    """When the last file of this folder was changed, or the compiler installed."""
    sources = [Path(compiler), *Path(__file__).parent.rglob("*.py")]
    return max(source.stat().st_mtime for source in sources)

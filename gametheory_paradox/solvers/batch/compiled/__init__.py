"""Many small games in compiled code, on all cores.

The compiler takes half a second to load and the functions take many to compile for the first time; then they are kept on disk,
beside these files where that can be written.  Games are worked on in pieces that fit the cache of a core, each by one thread.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from types import ModuleType
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_paradox.solvers.batch.findings import OPEN, Findings, Gaps, Vertices
from gametheory_paradox.solvers.batch.question import BatchQuestion
from gametheory_paradox.solvers.batch.reading import FloatArrays, Games
from gametheory_paradox.solvers.batch.results import Mask
from gametheory_paradox.solvers.batch.subsets import BASES, LARGEST

Array: TypeAlias = npt.NDArray[Any]
Map: TypeAlias = Callable[[Callable[[range], None], Iterable[range]], Iterable[None]]  # the builtin map, or a pool's

PIECE = 4096
"""The games that one thread works on at a time."""


class Kernel(NamedTuple):
    """The modules of compiled functions."""

    vertices: ModuleType
    exact_vertices: ModuleType
    matching: ModuleType
    payoffs: ModuleType


@cache
def kernel() -> Kernel | None:
    """The modules of compiled functions, and the compiler with them, loaded at first use; None where it is not installed."""
    try:
        return Kernel(*(import_module(f"{__name__}.{name}") for name in Kernel._fields))
    except ImportError:
        return None


def is_loaded() -> bool:
    """Whether the compiled functions are in memory."""
    return bool(kernel.cache_info().currsize)


def is_on_disk() -> bool:
    """Whether they were compiled before."""
    return any(Path(__file__).parent.glob("__pycache__/vertices.vertices-*.nbc"))


class _Room:
    """Where one thread writes down what it finds about a piece."""

    def __init__(self, kernel: Kernel, games: int):
        lanes = kernel.vertices.LANES
        chunks = -(-games // lanes)
        self.pure = np.zeros((chunks, 2, LARGEST, lanes), np.uint8)
        self.bests = np.zeros((chunks, 2, BASES, lanes), np.uint8)
        self.valid = np.zeros((chunks, 2, lanes), np.int64)
        self.grid = np.zeros((chunks, 2, lanes))
        self.notes = np.zeros((chunks, lanes), np.uint8)
        self.number = np.zeros((chunks, lanes), np.int64)
        self.infinite = np.zeros((chunks, lanes), np.bool_)
        self.used = np.zeros((chunks, 2, lanes), np.int64)

    def keep(self, game: int, found: Findings, ahead: int) -> None:
        """Leave a game of the piece to exact arithmetic; ``ahead`` games came before the piece."""
        chunk, lane = divmod(game, self.notes.shape[1])
        found.open[ahead + game] = Vertices(self.used[chunk, :, lane].tolist(), self.pure[chunk, :, :, lane].tolist())


class Compiled:
    """Finds equilibria and compares them by compiled code.

    Parameters
    ----------
    kernel
        What ``kernel`` returned.
    spread
        Applies a function to pieces: ``map``, or that of a pool of threads.
    """

    def __init__(self, kernel: Kernel, spread: Map):
        self._kernel, self._spread = kernel, spread
        self._rooms: SimpleQueue[tuple[_Room, _Room]] = SimpleQueue()

    def find(self, games: Games) -> Findings:
        """The equilibria of games of at most 4×4 actions."""
        found = Findings.of_size(len(games))

        def work(piece: range) -> None:
            payoffs, rounded = games.part(piece.start, piece.stop).floats()
            for room, _ in self._borrowed(len(games)):
                self._solve(payoffs, rounded, room, found, piece)

        self._on_pieces(work, len(games))
        return found

    def compare(self, games: Games, question: BatchQuestion) -> tuple[Findings, Findings, Gaps]:
        """The equilibria with and without an action, and the gaps."""
        has, lacks = Findings.of_size(len(games)), Findings.of_size(len(games))
        gaps = Gaps.of_size(len(games))
        asked = np.array([question.mover, question.action, *question.counted], np.int64)

        def work(piece: range) -> None:
            here = slice(piece.start, piece.stop)
            part = games.part(piece.start, piece.stop)
            payoffs, rounded = part.floats()
            fewer, _ = part.without(question.mover, question.action).floats()
            out = (gaps.gap[here], gaps.sign[here], gaps.constant[here])
            for one, other in self._borrowed(len(games)):
                self._solve(payoffs, rounded, one, has, piece)
                self._solve(fewer, rounded, other, lacks, piece)
                tables = [(room.pure, room.grid, room.used) for room in (one, other)]
                self._kernel.payoffs.gaps((*payoffs, *fewer), *tables, one.valid, asked, *out)
                has.exactly[here] |= out[1] == OPEN
                for game in np.flatnonzero(out[1] == OPEN).tolist():
                    one.keep(game, has, piece.start)
                    other.keep(game, lacks, piece.start)

        self._on_pieces(work, len(games))
        return has, lacks, gaps

    def _on_pieces(self, work: Callable[[range], None], games: int) -> None:
        for _ in self._spread(work, (range(games)[begin : begin + PIECE] for begin in range(0, games, PIECE))):
            pass

    def _borrowed(self, games: int) -> Iterator[tuple[_Room, _Room]]:
        if self._rooms.empty():
            size = min(games, PIECE)
            rooms = _Room(self._kernel, size), _Room(self._kernel, size)
        else:
            rooms = self._rooms.get()
        yield rooms
        self._rooms.put(rooms)

    def _solve(self, payoffs: FloatArrays, rounded: Mask, room: _Room, out: Findings, piece: range) -> None:
        """Work on one piece, and copy what outlives it."""
        code, here, games = self._kernel.vertices, out.part(piece.start, piece.stop), len(piece)
        chunks = -(-games // code.LANES)
        pure, bests, valid, grid, notes, number, infinite, used = (array[:chunks] for array in vars(room).values())
        code.vertices(*payoffs, pure, bests, valid, grid, notes)
        note = _in_a_row(notes, games)
        here.exactly[:] = (note & code.UNSURE) != 0
        here.undone[:] = ((note & code.UNFIT) != 0) | rounded
        unsure = np.flatnonzero(here.exactly & ~here.undone)
        if len(unsure):
            self._kernel.exact_vertices.exact_vertices(*payoffs, unsure, bests, valid, notes)
            here.undone[unsure] = (_in_a_row(notes, games)[unsure] & code.UNSURE) != 0
        shape = payoffs[0].shape[1:]
        self._kernel.matching.match(*shape, pure, bests, valid, (notes & code.TIED) != 0, number, infinite, used)
        open_ = np.zeros(games, np.bool_)
        self._kernel.payoffs.extremes(*payoffs, pure, grid, used, here.low, here.high, open_)
        here.number[:], here.infinite[:] = _in_a_row(number, games), _in_a_row(infinite, games)
        here.exactly[:] |= open_
        for game in np.flatnonzero(open_ & ~here.undone).tolist():
            room.keep(game, out, piece.start)


def _in_a_row(array: Array, games: int) -> Array:
    return array.reshape(-1)[:games]

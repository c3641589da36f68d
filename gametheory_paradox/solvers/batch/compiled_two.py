"""Two-player games by compiled code: what the stages hand to each other, and what outlives a piece."""

from collections.abc import Iterator
from queue import SimpleQueue
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_paradox.solvers.batch.compiled import PIECE, Kernel, Map, pieces
from gametheory_paradox.solvers.batch.findings import OPEN, Comparison, Findings
from gametheory_paradox.solvers.batch.question import BatchQuestion
from gametheory_paradox.solvers.batch.reading import FloatArrays, Games
from gametheory_paradox.solvers.batch.results import Mask
from gametheory_paradox.solvers.batch.subsets import BASES, LARGEST
from gametheory_paradox.solvers.batch.vertex_payoffs import Vertices

Array: TypeAlias = npt.NDArray[Any]


class _Room:
    """Where one thread writes down what it finds about a piece."""

    def __init__(self, lanes: int, games: int):
        chunks = -(-games // lanes)
        self.tops = np.zeros((chunks, 2, LARGEST, lanes))
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
        found.open[ahead + game] = Vertices(
            self.used[chunk, :, lane].tolist(), self.pure[chunk, :, :, lane].tolist()
        )


class CompiledTwo:
    """Finds equilibria of games of at most 4×4 actions, and compares them.

    Parameters
    ----------
    kernel
        The modules of compiled functions.
    spread
        Applies a function to pieces: ``map``, or that of a pool of threads.
    """

    def __init__(self, kernel: Kernel, spread: Map):
        self._kernel, self._spread = kernel, spread
        self._rooms: SimpleQueue[tuple[_Room, _Room]] = SimpleQueue()

    def find(self, games: Games, out: Findings) -> None:
        """The equilibria."""

        def work(piece: range) -> None:
            payoffs, rounded = games.part(piece.start, piece.stop).floats()
            for room, _ in self._borrowed(len(games)):
                self._solve(payoffs, rounded, room, out, piece)

        pieces(self._spread, work, len(games))

    def compare(self, games: Games, question: BatchQuestion, out: Findings, compared: Comparison) -> None:
        """The equilibria with and without an action, and the gaps."""
        asked = question.in_numbers()

        def work(piece: range) -> None:
            part = games.part(piece.start, piece.stop)
            here = compared.part(piece.start, piece.stop)
            payoffs, rounded = part.floats()
            fewer, _ = part.without(question.mover, question.action).floats()
            for one, other in self._borrowed(len(games)):
                self._solve(payoffs, rounded, one, out, piece)
                self._solve(fewer, rounded, other, compared.lacks, piece)
                tables = [(room.pure, room.grid, room.used, room.tops) for room in (one, other)]
                self._kernel.gaps.gaps(
                    (*payoffs, *fewer), *tables, one.valid, asked, here.gap, here.sign, here.impossible
                )
                out.exactly[piece.start : piece.stop] |= here.sign == OPEN
                for game in np.flatnonzero(here.sign == OPEN).tolist():
                    one.keep(game, out, piece.start)
                    other.keep(game, compared.lacks, piece.start)

        pieces(self._spread, work, len(games))

    def _borrowed(self, games: int) -> Iterator[tuple[_Room, _Room]]:
        if self._rooms.empty():
            lanes, size = self._kernel.vertices.LANES, min(games, PIECE)
            rooms = _Room(lanes, size), _Room(lanes, size)
        else:
            rooms = self._rooms.get()
        yield rooms
        self._rooms.put(rooms)

    def _solve(self, payoffs: FloatArrays, rounded: Mask, room: _Room, out: Findings, piece: range) -> None:
        """Work on one piece, and copy what outlives it."""
        code, here, games = self._kernel.vertices, out.part(piece.start, piece.stop), len(piece)
        chunks = -(-games // code.LANES)
        tops, pure, bests, valid, grid, notes, number, infinite, used = (
            array[:chunks] for array in vars(room).values()
        )
        code.vertices(*payoffs, tops, pure, bests, valid, grid, notes)
        note = _in_a_row(notes, games)
        here.exactly[:] = (note & code.UNSURE) != 0
        here.undone[:] = ((note & code.UNFIT) != 0) | rounded
        unsure = np.flatnonzero(here.exactly & ~here.undone)
        if len(unsure):
            self._kernel.exact_vertices.exact_vertices(*payoffs, unsure, bests, valid, notes)
            here.undone[unsure] = (_in_a_row(notes, games)[unsure] & code.UNSURE) != 0
        shape = payoffs[0].shape[1:]
        self._kernel.matching.match(
            *shape, pure, bests, valid, (notes & code.TIED) != 0, number, infinite, used
        )
        open_ = np.zeros(games, np.bool_)
        self._kernel.payoffs.extremes(*payoffs, tops, grid, used, here.low, here.high, open_)
        here.number[:], here.infinite[:] = _in_a_row(number, games), _in_a_row(infinite, games)
        here.exactly[:] |= open_
        for game in np.flatnonzero(open_ & ~here.undone).tolist():
            room.keep(game, out, piece.start)


def _in_a_row(array: Array, games: int) -> Array:
    return array.reshape(-1)[:games]

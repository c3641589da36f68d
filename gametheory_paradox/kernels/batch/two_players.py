"""Two-player games by compiled code: the stages that follow each other, and what outlives a piece."""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

import numpy as np

from gametheory_paradox.kernels.batch.exact_vertices import exact_vertices
from gametheory_paradox.kernels.batch.games import PIECE, Deletion, FloatArrays, Games, Map, pieces
from gametheory_paradox.kernels.batch.gaps import gaps
from gametheory_paradox.kernels.batch.matching import match
from gametheory_paradox.kernels.batch.payoffs import extremes
from gametheory_paradox.kernels.batch.sheets import OPEN, ComparisonSheet, EquilibriumSheet, Mask
from gametheory_paradox.kernels.batch.vertex_payoffs import OccurringVertices
from gametheory_paradox.kernels.batch.vertices import (
    LANES,
    UNFIT,
    UNSURE,
    Bimatrices,
    VertexSheet,
    vertex_sheet,
    vertices,
)

Rooms = SimpleQueue[tuple[VertexSheet, VertexSheet]]


def find_all(games: Games, sheet: EquilibriumSheet, spread: Map) -> None:
    """Finds the equilibria of games of at most 4×4 actions; some payoffs are left open."""
    rooms: Rooms = SimpleQueue()

    def work(piece: range) -> None:
        payoffs, rounded = games.part(piece.start, piece.stop).floats()
        with _borrowed(rooms, len(games)) as (room, _):
            _solve(payoffs, rounded, room, sheet, piece)

    pieces(spread, work, len(games))


def compare_all(
    games: Games, deletion: Deletion, sheet: EquilibriumSheet, compared: ComparisonSheet, spread: Map
) -> None:
    """Finds the equilibria with and without an action, and the gaps; some are left open."""
    rooms: Rooms = SimpleQueue()

    def work(piece: range) -> None:
        part = games.part(piece.start, piece.stop)
        here = compared.part(piece.start, piece.stop)
        payoffs, rounded = part.floats()
        fewer, _ = part.without(deletion.mover, deletion.action).floats()
        with _borrowed(rooms, len(games)) as (one, other):
            _solve(payoffs, rounded, one, sheet, piece)
            _solve(fewer, rounded, other, compared.without_action, piece)
            with_action, without = Bimatrices(payoffs, one), Bimatrices(fewer, other)
            gaps(with_action, without, deletion, here.differences)
            sheet.exactly[piece.start : piece.stop] |= here.differences.sign == OPEN
            for game in np.flatnonzero(here.differences.sign == OPEN).tolist():
                _leave_open(game, one, sheet, piece.start)
                _leave_open(game, other, compared.without_action, piece.start)

    pieces(spread, work, len(games))


@contextmanager
def _borrowed(rooms: Rooms, games: int) -> Iterator[tuple[VertexSheet, VertexSheet]]:
    """Two sheets for the games of a piece, which the next piece may use again."""
    size = min(games, PIECE)
    pair = (vertex_sheet(size), vertex_sheet(size)) if rooms.empty() else rooms.get()
    yield pair
    rooms.put(pair)


def _solve(
    payoffs: FloatArrays, rounded: Mask, room: VertexSheet, sheet: EquilibriumSheet, piece: range
) -> None:
    """Solves the games of one piece, and copies what outlives it.

    payoffs : both players': float64, shape (games, m, n)
    rounded : bool, shape (games,)
    """
    here, games = sheet.part(piece.start, piece.stop), len(piece)
    batch = Bimatrices(payoffs, VertexSheet(*(array[: -(-games // LANES)] for array in room)))

    # The vertices: by floats, where these leave a sign open in integers.
    vertices(batch)
    notes = batch.sheet.notes.reshape(-1)[:games]
    here.exactly[:] = (notes & UNSURE) != 0
    here.undone[:] = ((notes & UNFIT) != 0) | rounded
    unsure = np.flatnonzero(here.exactly & ~here.undone)
    if len(unsure):
        exact_vertices(batch, unsure)
        here.undone[unsure] = (notes[unsure] & UNSURE) != 0

    # The equilibria, and the payoffs in them.
    match(batch)
    open_ = np.zeros(games, np.bool_)
    extremes(batch, here.low, here.high, open_)
    here.number[:] = batch.sheet.number.reshape(-1)[:games]
    here.infinite[:] = batch.sheet.infinite.reshape(-1)[:games]
    here.exactly[:] |= open_
    for game in np.flatnonzero(open_ & ~here.undone).tolist():
        _leave_open(game, room, sheet, piece.start)


def _leave_open(game: int, room: VertexSheet, sheet: EquilibriumSheet, ahead: int) -> None:
    """Leaves a game of a piece to exact arithmetic; ``ahead`` games came before the piece."""
    chunk, lane = divmod(game, LANES)
    used, pure = room.used[chunk, :, lane].tolist(), room.pure[chunk, :, :, lane].tolist()
    sheet.open[ahead + game] = OccurringVertices(used, pure)

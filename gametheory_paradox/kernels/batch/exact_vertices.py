"""The vertices of single small games, every sign exact: for games in which floats leave a sign open.

A sign that floats leave open is that of a determinant of payoff differences; it is computed in integers of
384 bits.  Payoffs are integers below 2^120 times a power of two there, determinants of three rows below
6·2^363.
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from gametheory_paradox.kernels.batch.subsets import BASES, FIRST, MEMBERS, SECOND, SIZE
from gametheory_paradox.kernels.batch.vertices import TIED, UNSURE, Bimatrices
from gametheory_paradox.kernels.compiler import Array, borrowed, inside, ir, kept, typed, types
from gametheory_paradox.kernels.words import order_of

Sign: TypeAlias = Any  # -1, 0 or 1

_MOST_BITS = 120
_WIDE = ir.IntType(384)


class SplitMatrix(NamedTuple):
    """A player's payoffs, its own actions as rows, and what they are in integers.

    floats : float64, shape (4, 4)
    integers, shifts : int64, shape (4, 4); each payoff is its integer times 2 to its shift, times a power
        common to all
    """

    floats: Array
    integers: Array
    shifts: Array


def _minor(builder: Any, a: Any, b: Any, c: Any, d: Any) -> Any:
    return builder.sub(builder.mul(a, d), builder.mul(b, c))


@typed
def _sign(typing: Any, integers: Any, shifts: Any) -> Any:
    """The sign of the determinant of a matrix's later rows minus its first.

    Each entry is an integer times a power of two.  They come row by row: three rows of two or four of three.
    """

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        size = 2 if integers.count == 6 else 3
        entries = []
        for k in range(integers.count):
            integer, shift = (builder.extract_value(arg, k) for arg in args)
            entries.append(builder.shl(builder.sext(integer, _WIDE), builder.zext(shift, _WIDE)))

        top = entries[:size]
        rows = [
            [builder.sub(entry, least) for entry, least in zip(entries[k : k + size], top, strict=True)]
            for k in range(size, integers.count, size)
        ]
        if size == 2:
            value = _minor(builder, *rows[0], *rows[1])
        else:
            (a, b, c), (d, e, f), (g, h, i) = rows
            value = builder.mul(a, _minor(builder, e, f, h, i))
            value = builder.sub(value, builder.mul(b, _minor(builder, d, f, g, i)))
            value = builder.add(value, builder.mul(c, _minor(builder, d, e, g, h)))

        return order_of(builder, value, ir.Constant(_WIDE, 0))

    return types.int64(integers, shifts), generate


@inside
def _two(game: SplitMatrix, bound: float, o: int, p: int, q: int, a: int, b: int) -> Sign:
    """The sign of a minor of rows p and q minus row o."""
    x, z, s = game.floats, game.integers, game.shifts
    value = (x[p, a] - x[o, a]) * (x[q, b] - x[o, b]) - (x[p, b] - x[o, b]) * (x[q, a] - x[o, a])
    if abs(value) > bound:
        return 1 if value > 0 else -1
    return _sign(
        (z[o, a], z[o, b], z[p, a], z[p, b], z[q, a], z[q, b]),
        (s[o, a], s[o, b], s[p, a], s[p, b], s[q, a], s[q, b]),
    )


@inside
def _three(game: SplitMatrix, bound: float, o: int, p: int, q: int, t: int, a: int, b: int, c: int) -> Sign:
    """The sign of a minor of rows p, q and t minus row o."""
    x = game.floats
    d, e, f = x[p, a] - x[o, a], x[p, b] - x[o, b], x[p, c] - x[o, c]
    g, h, i = x[q, a] - x[o, a], x[q, b] - x[o, b], x[q, c] - x[o, c]
    j, k, m = x[t, a] - x[o, a], x[t, b] - x[o, b], x[t, c] - x[o, c]
    value = j * (e * i - f * h) - k * (d * i - f * g) + m * (d * h - e * g)
    if abs(value) > bound:
        return 1 if value > 0 else -1
    rows, columns = (o, p, q, t), (a, b, c)
    return _sign(_picked(game.integers, rows, columns), _picked(game.shifts, rows, columns))


@inside
def _picked(matrix: Array, rows: tuple[int, int, int, int], columns: tuple[int, int, int]) -> Any:
    """The entries of four rows of three, one after the other.

    matrix : int64, shape (4, 4)
    """
    o, p, q, t = matrix[rows[0]], matrix[rows[1]], matrix[rows[2]], matrix[rows[3]]
    a, b, c = columns
    return (o[a], o[b], o[c], p[a], p[b], p[c], q[a], q[b], q[c], t[a], t[b], t[c])


@inside
def _integers(game: SplitMatrix, height: int, width: int) -> bool:
    """Writes all payoffs as integers times powers of two; False where they differ too much in magnitude."""
    payoffs, most = game.floats, -2000
    for row in range(height):
        for column in range(width):
            if payoffs[row, column] != 0.0:
                most = max(most, math.frexp(payoffs[row, column])[1])

    fits = True
    for row in range(height):
        for column in range(width):
            part, exponent = math.frexp(payoffs[row, column])
            integer, shift = np.int64(math.ldexp(part, 53)), exponent - most + _MOST_BITS - 53
            while integer != 0 and shift < 0 and integer & 1 == 0:
                integer, shift = integer >> 1, shift + 1
            fits &= integer == 0 or shift >= 0
            game.integers[row, column] = integer
            game.shifts[row, column] = max(shift, 0) if integer != 0 else 0
    return fits


@inside
def _orientation(
    game: SplitMatrix, bound: float, larger: float, rows: Array, columns: Array, size: int
) -> int:
    """1 or -1 if the weights of a mixture that ties some rows are all positive or all negative, else 0.

    rows, columns : int64, shape (4,); the first ``size`` of them count
    """
    orientation = 0
    for place in range(size):
        if size == 2:
            x, other = game.floats, columns[1 - place]
            d = x[rows[1], other] - x[rows[0], other]
            sign = 1 if d > 0 else -1 if d < 0 else 0
        else:
            a, b = columns[0 if place > 0 else 1], columns[1 if place > 1 else 2]
            if size == 3:
                sign = _two(game, bound, rows[0], rows[1], rows[2], a, b)
            else:
                sign = _three(game, larger, 0, 1, 2, 3, a, b, columns[2 if place > 2 else 3])

        sign = -sign if place % 2 else sign
        if sign == 0 or sign == -orientation:
            return 0
        orientation = sign

    return orientation


@inside
def _best(
    game: SplitMatrix, bound: float, larger: float, height: int, tied: int, mixed: int, size: int
) -> int:
    """All rows that are best against the mixture of a basis; 0 if it is none or another row is better."""
    rows, columns = MEMBERS[tied], MEMBERS[mixed]
    orientation = _orientation(game, bound, larger, rows, columns, size)
    if orientation == 0:
        return 0

    best = tied
    for row in range(height):
        if tied >> row & 1:
            continue

        if size == 2:
            gain = -orientation * _two(game, bound, rows[0], rows[1], row, columns[0], columns[1])
        else:
            gain = orientation * _three(
                game, larger, rows[0], rows[1], rows[2], row, columns[0], columns[1], columns[2]
            )
        if gain > 0:
            return 0
        if gain == 0:
            best |= 1 << row

    return best


@inside
def _split(first: Array, second: Array, number: int, mixing: int, game: SplitMatrix) -> bool:
    """Reads the payoffs of the player who does not mix; True if they fit.

    first, second : float64, shape (games, m, n); both players' payoffs
    """
    m, n = first.shape[1:]
    height, width = (n, m) if mixing == 0 else (m, n)
    game.floats[:height, :width] = second[number].T if mixing == 0 else first[number]
    return _integers(game, height, width)


@inside
def _replace(game: SplitMatrix, height: int, width: int, mixing: int, bests: Array) -> tuple[int, bool]:
    """The bases that are vertices, as bits, and True if some has more best answers; writes these down.

    bests : uint8, shape (BASES,); receives the best answers at each basis, 0 for no vertex
    """
    spread, tied = 0.0, False
    valid: Any = np.int64(0)
    for column in range(width):
        payoffs = game.floats[:height, column]
        spread = max(spread, payoffs.max() - payoffs.min())

    bound, larger = 16 * 2.0**-53 * spread * spread, 64 * 2.0**-53 * spread * spread * spread
    for basis in range(BASES):
        tie, mix = (SECOND[basis], FIRST[basis]) if mixing == 0 else (FIRST[basis], SECOND[basis])
        if tie >> height or mix >> width:
            continue
        best = _best(game, bound, larger, height, tie, mix, SIZE[basis])
        bests[basis] = best
        if best:
            valid |= np.int64(1) << basis
            tied |= best != tie

    return valid, tied


@kept
def exact_vertices(batch: Bimatrices, games: Array) -> None:
    """Replaces what ``vertices`` found for some games; those that do not fit keep their note of being unsure.

    Parameters
    ----------
    batch
        All games.
    games
        int64, shape (some,): the numbers of some.
    """
    (first, second), sheet = borrowed(batch.payoffs), borrowed(batch.sheet)
    game = SplitMatrix(np.zeros((4, 4)), np.zeros((4, 4), np.int64), np.zeros((4, 4), np.int64))
    (m, n), lanes = first.shape[1:], sheet.notes.shape[1]
    for number in games:
        chunk, lane = number // lanes, number % lanes
        tied, fits = False, True
        for mixing in range(2):
            height, width = (n, m) if mixing == 0 else (m, n)
            fits &= _split(first, second, number, mixing, game)
            valid, more = _replace(game, height, width, mixing, sheet.bests[chunk, mixing, :, lane])
            sheet.valid[chunk, mixing, lane] = valid
            tied |= more
        if fits:
            sheet.notes[chunk, lane] = (sheet.notes[chunk, lane] & ~UNSURE) | (TIED if tied else 0)

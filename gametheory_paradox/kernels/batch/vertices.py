"""The vertices of many small games' best-response polytopes, by floats with bounded errors, 64 games abreast.

A vertex is a mixture over some of one player's actions against which some of the other's actions, the *best*
ones, are equally good and none is better.  For a basis (as many mixed actions as tied ones) the mixture is,
up to scale, the vector of signed minors of the differences of the tied rows; no system is solved.  The same
steps are done for 64 games at a time, without branches, so that the compiler can use vector instructions.

Rounding.  Let u = 2^-53 and D the largest difference of two payoffs in a column, as computed.  A sum of
products of computed differences is off by at most g·S, where S is the sum of the absolute products, g = n·u /
(1 - n·u) and n the most roundings that any product goes through, those of its differences included:

* a minor of two rows: n = 4, S ≤ 2·D²; the gain of an action over two tied ones: n = 4, S ≤ 2·D²; both below
  8.1·u·D²;
* a minor of three rows: n = 8, S ≤ 6·D³; the gain over three tied ones: n = 8, S ≤ 6·D³; both below
  48.1·u·D³.

So a value beyond 16·u·D² or 64·u·D³ has the sign of the true one (the slack covers that D is rounded too).
The two weights of a basis of two are differences: their signs are always right.  Where all payoffs are
multiples of a power of two q with D ≤ 2^16·q, all of these values are multiples of q² or q³ below 6·2^48
times that: they are computed without any error, and zero means zero.  Magnitudes between 2^-160 and 2^160
keep all products far from underflow and overflow.

Sources: higham2002 (bounds of rounding errors, section 3.1); vonstengel2007 (equilibria by supports).
"""

from typing import Any, NamedTuple

import numpy as np

from gametheory_paradox.kernels.batch.subsets import BASES, LARGEST, PLACE
from gametheory_paradox.kernels.compiler import Array, borrowed, inside, kept

LANES = 64
TIED, UNSURE, UNFIT = 1, 2, 4  # notes about a game, as bits
_WIDEST, _FINEST = 2.0**160, 2.0**-160
_TWO, _THREE = 16 * 2.0**-53, 64 * 2.0**-53


class VertexSheet(NamedTuple):
    """The vertices of both polytopes of many games, and the equilibria that they make.

    Games come in chunks of LANES.  The axis of length 2 is the player whose mixtures they are; a basis has
    the number of a larger one, a single action its own.

    tops : float64, shape (chunks, 2, LARGEST, LANES); what the best answers to each single action earn
    pure : uint8, shape (chunks, 2, LARGEST, LANES); the best answers to each single action, as bits
    bests : uint8, shape (chunks, 2, BASES, LANES); the best answers at each larger basis, 0 for no vertex
    valid : int64, shape (chunks, 2, LANES); the larger bases that are vertices, as bits
    grid : float64, shape (chunks, 2, LANES); the power of two of which the other's payoffs are multiples
    notes : uint8, shape (chunks, LANES); TIED where an action beyond a basis is equally good, UNSURE where a
        sign is, UNFIT where magnitudes are not fit for products
    number : int64, shape (chunks, LANES); how many (extreme) equilibria
    infinite : bool, shape (chunks, LANES); whether infinitely many
    used : int64, shape (chunks, 2, LANES); the mixtures in them: a bit per single action, then one per basis
    """

    tops: Array
    pure: Array
    bests: Array
    valid: Array
    grid: Array
    notes: Array
    number: Array
    infinite: Array
    used: Array


class Bimatrices(NamedTuple):
    """Two-player games of one shape.

    payoffs : both players', float64, shape (games, m, n)
    sheet : the vertices and the equilibria
    """

    payoffs: Any
    sheet: VertexSheet


class SheetPart(NamedTuple):
    """The entries of one chunk and one player that bases are written to.

    bests : uint8, shape (BASES, LANES)
    valid : int64, shape (LANES,)
    notes : uint8, shape (LANES,)
    """

    bests: Array
    valid: Array
    notes: Array


def vertex_sheet(games: int) -> VertexSheet:
    """Room for so many games."""
    chunks = -(-games // LANES)
    return VertexSheet(
        tops=np.zeros((chunks, 2, LARGEST, LANES)),
        pure=np.zeros((chunks, 2, LARGEST, LANES), np.uint8),
        bests=np.zeros((chunks, 2, BASES, LANES), np.uint8),
        valid=np.zeros((chunks, 2, LANES), np.int64),
        grid=np.zeros((chunks, 2, LANES)),
        notes=np.zeros((chunks, LANES), np.uint8),
        number=np.zeros((chunks, LANES), np.int64),
        infinite=np.zeros((chunks, LANES), np.bool_),
        used=np.zeros((chunks, 2, LANES), np.int64),
    )


@inside
def _load(payoffs: Array, begin: int, end: int, transposed: bool, matrix: Array) -> None:
    """Reads the payoffs of up to 64 games, the tied player's actions as rows; spare lanes hold zeros.

    payoffs : float64, shape (games, m, n)
    matrix : float64, shape (4, 4, LANES); receives them
    """
    lanes = matrix.shape[2]
    height, width = payoffs.shape[1:]
    for row in range(height):
        for column in range(width):
            target = matrix[column, row] if transposed else matrix[row, column]
            for lane in range(end - begin):
                target[lane] = payoffs[begin + lane, row, column]
            for lane in range(end - begin, lanes):
                target[lane] = 0.0


@inside
def _spread(matrix: Array, height: int, width: int, spread: Array, room: Array, notes: Array) -> None:
    """Finds the largest difference in a column; notes where magnitudes are not fit for products.

    matrix : float64, shape (4, 4, LANES)
    spread : float64, shape (LANES,); receives the differences
    room : float64, shape (3, LANES); overwritten
    notes : uint8, shape (LANES,)
    """
    lanes = len(notes)
    low, high, fit = room[0], room[1], room[2]
    spread[:] = 0.0
    fit[:] = 1.0

    for column in range(width):
        low[:] = high[:] = matrix[0, column]
        for row in range(height):
            line = matrix[row, column]
            for lane in range(lanes):
                low[lane] = line[lane] if line[lane] < low[lane] else low[lane]
            for lane in range(lanes):
                high[lane] = line[lane] if line[lane] > high[lane] else high[lane]
            for lane in range(lanes):
                size = abs(line[lane])
                fits = (size <= _WIDEST) & ((size >= _FINEST) | (size == 0.0))  # not so for NaN
                fit[lane] = fit[lane] if fits else 0.0

        for lane in range(lanes):
            width = high[lane] - low[lane]
            spread[lane] = width if width > spread[lane] else spread[lane]

    for lane in range(lanes):
        notes[lane] |= UNFIT if fit[lane] == 0.0 else 0


@inside
def _grid(matrix: Array, height: int, width: int, spread: Array, scale: Array, grid: Array) -> None:
    """Finds a power of two that divides all payoffs, the spread at most 2^16 times it; 0 if there is none.

    matrix : float64, shape (4, 4, LANES)
    spread : float64, shape (LANES,)
    scale : float64, shape (LANES,); overwritten
    grid : float64, shape (LANES,); receives the powers
    """
    lanes = len(grid)
    exponents, bits = spread.view(np.int64), scale.view(np.int64)
    for lane in range(lanes):
        bits[lane] = (2061 - max(exponents[lane] >> 52, 400)) << 52  # 2^16 over the power of two above it
        grid[lane] = 1.0
    for row in range(height):
        for column in range(width):
            line = matrix[row, column]
            for lane in range(lanes):
                multiple = line[lane] * scale[lane]
                grid[lane] = grid[lane] if multiple == np.floor(multiple) else 0.0
    for lane in range(lanes):
        grid[lane] = grid[lane] / scale[lane]


@inside
def _bounds(spread: Array, grid: Array, bounds: Array) -> None:
    """Computes the bounds that two-row and three-row values must exceed for certain signs; 0 without error.

    spread, grid : float64, shape (LANES,)
    bounds : float64, shape (2, LANES); receives them
    """
    lanes = len(grid)
    for lane in range(lanes):
        size = spread[lane] if grid[lane] == 0.0 else 0.0
        bounds[0, lane] = _TWO * size * size
        bounds[1, lane] = _THREE * size * size * size


@inside
def _pure(matrix: Array, height: int, width: int, tops: Array, pure: Array, notes: Array) -> None:
    """Finds the best rows against each column, and their payoffs.

    matrix : float64, shape (4, 4, LANES)
    tops : float64, shape (LARGEST, LANES); receives the payoffs
    pure : uint8, shape (LARGEST, LANES); receives the rows, as bits
    notes : uint8, shape (LANES,)
    """
    lanes = len(notes)
    for column in range(width):
        best, top = pure[column], tops[column]
        top[:] = matrix[0, column]
        best[:] = 0
        for row in range(1, height):
            line = matrix[row, column]
            for lane in range(lanes):
                top[lane] = line[lane] if line[lane] > top[lane] else top[lane]
        for row in range(height):
            line = matrix[row, column]
            for lane in range(lanes):
                best[lane] |= (1 << row) if line[lane] == top[lane] else 0
        for lane in range(lanes):
            notes[lane] |= TIED if best[lane] & (best[lane] - 1) else 0


@inside
def _differences(matrix: Array, row: int, first: int, width: int, out: Array) -> None:
    """Subtracts one row from another.

    matrix : float64, shape (4, 4, LANES)
    out : float64, shape (6, LANES); receives a difference for each column
    """
    lanes = matrix.shape[2]
    for column in range(width):
        one, other, difference = matrix[row, column], matrix[first, column], out[column]
        for lane in range(lanes):
            difference[lane] = one[lane] - other[lane]


@inside
def _minors(one: Array, other: Array, width: int, out: Array) -> None:
    """Computes the minors of two rows of differences, by their two columns.

    one, other : float64, shape (6, LANES)
    out : float64, shape (4, 6, LANES); receives them
    """
    lanes = one.shape[1]
    for c in range(width):
        for d in range(c + 1, width):
            a, b, e, f, minor = one[c], one[d], other[c], other[d], out[c, d]
            for lane in range(lanes):
                minor[lane] = a[lane] * f[lane] - b[lane] * e[lane]


@inside
def _weigh_two(a: Array, b: Array, weights: Array, best: Array, tied: int) -> None:
    """Finds the mixture that ties two rows whose differences are a and b.

    a, b : float64, shape (LANES,)
    weights : float64, shape (6, LANES); receives the mixture
    best : int64, shape (LANES,); receives the tied rows where it is one, else 0
    """
    lanes = len(best)
    for lane in range(lanes):
        best[lane] = tied if a[lane] * b[lane] < 0.0 else 0
        weights[0, lane] = abs(b[lane])
        weights[1, lane] = abs(a[lane])


@inside
def _weigh(weights: Array, size: int, bound: Array, best: Array, tied: int, notes: Array) -> None:
    """Notes where weights have one sign, and makes them positive.

    weights : float64, shape (6, LANES); the last two are overwritten
    bound : float64, shape (LANES,)
    best : int64, shape (LANES,); receives the tied rows where the sign is one, else 0
    notes : uint8, shape (LANES,)
    """
    lanes = len(best)
    low, high = weights[4], weights[5]
    low[:] = high[:] = weights[0]
    for c in range(1, size):
        weight = weights[c]
        for lane in range(lanes):
            low[lane] = weight[lane] if weight[lane] < low[lane] else low[lane]
        for lane in range(lanes):
            high[lane] = weight[lane] if weight[lane] > high[lane] else high[lane]

    for lane in range(lanes):
        one_sign = (low[lane] > bound[lane]) | (high[lane] < -bound[lane])
        best[lane] = tied if one_sign else 0

    for lane in range(lanes):
        possible = (low[lane] >= -bound[lane]) | (high[lane] <= bound[lane])
        unsure = possible & (best[lane] == 0) & (bound[lane] > 0.0)
        notes[lane] |= UNSURE if unsure else 0

    for c in range(size):
        weight = weights[c]
        for lane in range(lanes):
            weight[lane] = abs(weight[lane])


@inside
def _answer(
    matrix: Array,
    row: int,
    first: int,
    columns: tuple[int, int, int],
    size: int,
    weights: Array,
    bound: Array,
    best: Array,
) -> None:
    """Compares another row with the tied ones: where it is better there is no vertex.

    ``columns`` are the mixed ones, the first ``size`` of which count.

    matrix : float64, shape (4, 4, LANES)
    weights : float64, shape (6, LANES)
    bound : float64, shape (LANES,)
    best : int64, shape (LANES,); the best rows as bits, changed
    """
    lanes = len(best)
    a, b, c = columns
    for lane in range(lanes):
        gain = (matrix[row, a, lane] - matrix[first, a, lane]) * weights[0, lane]
        gain += (matrix[row, b, lane] - matrix[first, b, lane]) * weights[1, lane]
        if size == 3:
            gain += (matrix[row, c, lane] - matrix[first, c, lane]) * weights[2, lane]
        old = best[lane]
        level = old | (1 << row) if (gain >= -bound[lane]) & (old != 0) else old
        best[lane] = 0 if gain > bound[lane] else level


@inside
def _note(best: Array, tied: int, number: int, bound: Array, part: SheetPart) -> None:
    """Writes down the vertices of one basis.

    best : int64, shape (LANES,); the best rows as bits
    bound : float64, shape (LANES,)
    """
    lanes, row, valid, notes = len(best), part.bests[number], part.valid, part.notes
    for lane in range(lanes):
        answers = best[lane]
        row[lane] = answers
        valid[lane] |= (1 << number) if answers else 0
        more = (answers != 0) & (answers != tied)
        notes[lane] |= (UNSURE if bound[lane] > 0.0 else TIED) if more else 0


@inside
def _twos(
    matrix: Array,
    height: int,
    width: int,
    mixing: int,
    bounds: Array,
    room: Array,
    best: Array,
    part: SheetPart,
) -> None:
    """Finds the vertices at which two columns are mixed and two rows tied.

    matrix : float64, shape (4, 4, LANES)
    bounds : float64, shape (2, LANES)
    room : float64, shape (8, 6, LANES); overwritten
    best : int64, shape (LANES,); overwritten
    """
    matrix, bounds, room = borrowed(matrix), borrowed(bounds), borrowed(room)
    best, part = borrowed(best), borrowed(part)

    differences, weights = room[0], room[1]
    for s in range(height):
        for t in range(s + 1, height):
            _differences(matrix, t, s, width, differences)
            tied = (1 << s) | (1 << t)
            for c in range(width):
                for d in range(c + 1, width):
                    _weigh_two(differences[c], differences[d], weights, best, tied)
                    for row in range(height):
                        if row not in (s, t):
                            _answer(matrix, row, s, (c, d, d), 2, weights, bounds[0], best)
                    mixed = (1 << c) | (1 << d)
                    number = PLACE[mixed, tied] if mixing == 0 else PLACE[tied, mixed]
                    _note(best, tied, number, bounds[0], part)


@inside
def _threes(
    matrix: Array,
    height: int,
    width: int,
    mixing: int,
    bounds: Array,
    room: Array,
    best: Array,
    part: SheetPart,
) -> None:
    """Finds the vertices at which three columns are mixed and three rows tied.

    matrix : float64, shape (4, 4, LANES)
    bounds : float64, shape (2, LANES)
    room : float64, shape (8, 6, LANES); overwritten
    best : int64, shape (LANES,); overwritten
    """
    matrix, bounds, room = borrowed(matrix), borrowed(bounds), borrowed(room)
    best, part = borrowed(best), borrowed(part)
    lanes = len(best)
    one, other, weights = room[0], room[1], room[2]
    minors = room[3:7]

    for left in range(height if height == 4 else 1):
        s = 1 if height == 4 and left == 0 else 0
        t = 2 if height == 4 and left < 2 else 1
        u = 3 if height == 4 and left < 3 else 2
        _differences(matrix, t, s, width, one)
        _differences(matrix, u, s, width, other)
        _minors(one, other, width, minors)
        tied = (1 << s) | (1 << t) | (1 << u)

        for c in range(width):
            for d in range(c + 1, width):
                for e in range(d + 1, width):
                    for lane in range(lanes):
                        weights[0, lane] = minors[d, e, lane]
                        weights[1, lane] = -minors[c, e, lane]
                        weights[2, lane] = minors[c, d, lane]
                    _weigh(weights, 3, bounds[0], best, tied, part.notes)
                    if height == 4:
                        _answer(matrix, left, s, (c, d, e), 3, weights, bounds[1], best)
                    mixed = (1 << c) | (1 << d) | (1 << e)
                    number = PLACE[mixed, tied] if mixing == 0 else PLACE[tied, mixed]
                    _note(best, tied, number, bounds[1], part)


@inside
def _four(matrix: Array, bounds: Array, room: Array, best: Array, part: SheetPart) -> None:
    """Finds the vertex at which all four columns are mixed and all rows tied.

    matrix : float64, shape (4, 4, LANES)
    bounds : float64, shape (2, LANES)
    room : float64, shape (8, 6, LANES); overwritten
    best : int64, shape (LANES,); overwritten
    """
    matrix, bounds, room = borrowed(matrix), borrowed(bounds), borrowed(room)
    best, part = borrowed(best), borrowed(part)

    lanes = len(best)
    one, other, last, weights = room[0], room[1], room[2], room[7]
    minors = room[3:7]
    _differences(matrix, 1, 0, 4, one)
    _differences(matrix, 2, 0, 4, other)
    _differences(matrix, 3, 0, 4, last)
    _minors(one, other, 4, minors)
    for c, d, e, f in ((0, 1, 2, 3), (1, 0, 2, 3), (2, 0, 1, 3), (3, 0, 1, 2)):
        sign = 1.0 if c % 2 == 0 else -1.0
        for lane in range(lanes):
            value = last[d, lane] * minors[e, f, lane] - last[e, lane] * minors[d, f, lane]
            weights[c, lane] = sign * (value + last[f, lane] * minors[d, e, lane])
    _weigh(weights, 4, bounds[1], best, 15, part.notes)
    _note(best, 15, PLACE[15, 15], bounds[1], part)


@kept
def vertices(batch: Bimatrices) -> None:
    """Finds the vertices of both polytopes of every game; fills in all of the sheet but the equilibria."""
    (first, second), sheet = borrowed(batch.payoffs), borrowed(batch.sheet)
    games, m, n = first.shape
    matrix, room = np.zeros((4, 4, LANES)), np.zeros((8, 6, LANES))
    reals, best = np.zeros((7, LANES)), np.zeros(LANES, np.int64)
    spread, scale, bounds = reals[0], reals[1], reals[2:4]
    for chunk in range(len(sheet.notes)):
        begin, notes = chunk * LANES, sheet.notes[chunk]
        end = min(games, begin + LANES)
        notes[:] = 0
        for mixing in range(2):
            height, width = (n, m) if mixing == 0 else (m, n)
            _load(second if mixing == 0 else first, begin, end, mixing == 0, matrix)
            _spread(matrix, height, width, spread, reals[4:7], notes)
            _grid(matrix, height, width, spread, scale, sheet.grid[chunk, mixing])
            _bounds(spread, sheet.grid[chunk, mixing], bounds)
            _pure(matrix, height, width, sheet.tops[chunk, mixing], sheet.pure[chunk, mixing], notes)

            part = SheetPart(sheet.bests[chunk, mixing], sheet.valid[chunk, mixing], notes)
            part.valid[:] = 0
            _twos(matrix, height, width, mixing, bounds, room, best, part)
            if min(height, width) > 2:
                _threes(matrix, height, width, mixing, bounds, room, best, part)
            if min(height, width) > 3:
                _four(matrix, bounds, room, best, part)

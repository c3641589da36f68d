"""The pairs of vertices of the two polytopes that are equilibria, for many small games.

Two vertices are an equilibrium when each mixes only best answers to the other.  Where no vertex has more best
answers than its basis, the two must have the same basis, and comparing words is enough; else all pairs are
gone through.

Source: vonstengel2007 (algorithm 3.4); avis2010 (pairs of vertices in degenerate games).
"""

import numpy as np

from gametheory_paradox.kernels.batch.balls import lowest
from gametheory_paradox.kernels.batch.subsets import BASES, FIRST, LARGEST, SECOND
from gametheory_paradox.kernels.batch.vertices import TIED, Bimatrices, VertexSheet
from gametheory_paradox.kernels.compiler import Array, borrowed, inside, kept

_MOST = BASES + LARGEST
_ONE = np.int64(1)


@inside
def _words(m: int, n: int, pure: Array, valid: Array, number: Array, used: Array) -> None:
    """Finds the equilibria of games without ties, all lanes at once.

    pure, valid, number, used : those of one chunk of a ``VertexSheet``
    """
    lanes = len(number)
    for lane in range(lanes):
        both = valid[0, lane] & valid[1, lane]
        used[0, lane] = used[1, lane] = both << LARGEST

        word = np.uint64(both)  # the bits of a word are counted in pairs, fours and bytes
        word -= (word >> np.uint64(1)) & np.uint64(0x5555555555555555)
        word = (word & np.uint64(0x3333333333333333)) + (
            (word >> np.uint64(2)) & np.uint64(0x3333333333333333)
        )
        word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
        number[lane] = np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))

    for i in range(m):
        for j in range(n):
            for lane in range(lanes):
                here = np.int64(pure[0, i, lane] >> j & pure[1, j, lane] >> i & 1)
                number[lane] += here
                used[0, lane] |= here << i
                used[1, lane] |= here << j


@inside
def _list(sheet: VertexSheet, size: int, mixing: int, chunk: int, lane: int, listed: Array) -> int:
    """Writes down a game's distinct vertices: the mixed actions, the best answers, the bit of each.

    listed : int64, shape (at least the vertices, 3); receives them
    """
    own = FIRST if mixing == 0 else SECOND
    for action in range(size):
        listed[action, 0], listed[action, 2] = 1 << action, action
        listed[action, 1] = sheet.pure[chunk, mixing, action, lane]

    count, left = size, sheet.valid[chunk, mixing, lane]
    while left:
        basis = lowest(left)
        left &= left - 1
        mixed, best = own[basis], np.int64(sheet.bests[chunk, mixing, basis, lane])
        new = True
        for other in range(size, count):
            new &= listed[other, 0] != mixed or listed[other, 1] != best
        if new:
            listed[count, 0], listed[count, 1], listed[count, 2] = mixed, best, LARGEST + basis
            count += 1

    return count


@inside
def _pairs(first: Array, second: Array, lane: int, number: Array, infinite: Array, used: Array) -> None:
    """Finds the equilibria of one game, by all pairs of its vertices.

    first, second : int64, shape (vertices, 3); each player's, as ``_list`` writes them
    number, infinite, used : those of one chunk of a ``VertexSheet``
    """
    used[0, lane] = used[1, lane] = 0
    many, total = False, 0
    for a in range(len(first)):
        here = 0
        for b in range(len(second)):
            if (first[a, 0] & ~second[b, 1]) | (second[b, 0] & ~first[a, 1]) == 0:
                bit = _ONE << second[b, 2]
                many |= (used[1, lane] & bit) != 0
                used[1, lane] |= bit
                here += 1
        if here:
            used[0, lane] |= _ONE << first[a, 2]
        many |= here > 1
        total += here
    number[lane], infinite[lane] = total, many


@kept
def match(batch: Bimatrices) -> None:
    """Finds the equilibria of every game from its vertices: fills in number, infinite and used."""
    (m, n), sheet = batch.payoffs[0].shape[1:], borrowed(batch.sheet)
    one, other = np.empty((_MOST, 3), np.int64), np.empty((_MOST, 3), np.int64)
    for chunk in range(len(sheet.number)):
        number, infinite, used = sheet.number[chunk], sheet.infinite[chunk], sheet.used[chunk]
        _words(m, n, sheet.pure[chunk], sheet.valid[chunk], number, used)
        for lane in range(len(number)):
            infinite[lane] = False
            if sheet.notes[chunk, lane] & TIED:
                count = _list(sheet, m, 0, chunk, lane, one)
                rivals = _list(sheet, n, 1, chunk, lane, other)
                _pairs(one[:count], other[:rivals], lane, number, infinite, used)

"""The pairs of vertices that together carry every label, by sets of labels."""

from typing import Any, TypeAlias

import numpy as np

from gametheory_paradox.kernels.compiler import Array, inside, kept

# Sets of labels as bits of a word, and hash tables of them, compiled
# --------------------------------------------------------------------

Bits: TypeAlias = Any  # np.uint64

ONE = np.uint64(1)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: spreads sets over the table


@inside
def bit(label: int) -> Bits:
    """The set of one label."""
    return ONE << np.uint64(label)


@inside
def slot(table: Array, tight: Bits) -> Bits:
    """The place where a label set stands in a hash table, or would.

    table : uint64, shape (places,); their number is a power of two, and 0 marks a free one
    """
    last = np.uint64(len(table) - 1)
    place = (tight * _MULTIPLIER) >> np.uint64(32) & last
    while table[place] != 0 and table[place] != tight:
        place = place + ONE & last
    return place


@kept
def longer(array: Array) -> Array:
    """The array with room for four times as much.

    array : any dtype, shape (n, …)
    returns : the same dtype, shape (4n, …)
    """
    fresh = np.zeros((4 * len(array), *array.shape[1:]), array.dtype)
    fresh[: len(array)] = array
    return fresh


@kept
def wider(table: Array) -> Array:
    """The hash table with four times as many places.

    table : uint64, shape (places,)
    returns : uint64, shape (4·places,)
    """
    fresh = np.zeros(4 * len(table), np.uint64)
    for tight in table:
        if tight != 0:
            fresh[slot(fresh, tight)] = tight
    return fresh


# The pairs of vertices that together carry every label, compiled
# ----------------------------------------------------------------


@inside
def _index(keys: Array) -> tuple[Array, Array]:
    """A hash table of label sets, and beside each the number of the first vertex that has it.

    keys : uint64, shape (vertices,)
    returns : uint64 and int64, each of shape (places,)
    """
    size = 256
    while size < 2 * len(keys):
        size *= 2
    table, numbers = np.zeros(size, np.uint64), np.empty(size, np.int64)
    for number in range(len(keys)):
        place = slot(table, keys[number])
        if table[place] == 0:
            table[place], numbers[place] = keys[number], number
    return table, numbers


@kept
def matches(first: Array, second: Array, m: int, n: int) -> Array:
    """The pairs of vertices, by number, that together carry every label once the perturbation is gone.

    Of vertices that then coincide the first is paired.  Where neither has more labels than it must, the one
    determines the other; else the candidates are gone through.

    Parameters
    ----------
    first, second
        uint64, shape (vertices, 2): the label sets of each player's vertices, as in VertexArrays.
    m, n
        How many actions each player has.

    Returns
    -------
    int64, shape (pairs, 2).
    """
    low, every = bit(n) - ONE, bit(m + n) - ONE

    # The second player's labels in the first one's order: player 1's actions come first.
    theirs = (second[:, 1] >> np.uint64(n)) | ((second[:, 1] & low) << np.uint64(m))
    table, numbers = _index(theirs)
    own, own_numbers = _index(first[:, 1])
    new = np.array([numbers[slot(table, theirs[number])] == number for number in range(len(theirs))])
    distinct, degenerate = np.nonzero(new)[0], np.nonzero(new & (second[:, 0] != second[:, 1]))[0]

    pairs, count = np.empty((64 + len(distinct), 2), np.int64), 0
    for number in range(1, len(first)):  # number 0 is the origin, and no strategy
        if own_numbers[slot(own, first[number, 1])] != number:
            continue
        if count + len(distinct) + 1 > len(pairs):
            pairs = longer(pairs)

        missing = every ^ first[number, 1]
        simple = first[number, 0] == first[number, 1]
        place = slot(table, missing)
        if simple and table[place] == missing:
            pairs[count, 0], pairs[count, 1] = number, numbers[place]
            count += 1
        for other in degenerate if simple else distinct:
            if missing & ~theirs[other] == 0:
                pairs[count, 0], pairs[count, 1] = number, other
                count += 1
    return pairs[:count]

"""Sets of labels as bits of a word, and hash tables of them, compiled."""

from typing import Any, TypeAlias

import numpy as np

from gametheory_paradox.kernels.compiler import Array, inside, kept

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

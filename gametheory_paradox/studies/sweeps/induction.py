"""Backward induction with intervals on whole arrays of trees, in integers.

At every node each player has the interval of what it gets in any subgame perfect equilibrium of the subgame
there, as in :mod:`gametheory_paradox.claims.equilibria.every_subgame_perfect`.  Without ties the intervals
are points and the equilibrium is unique. At a tie between actions of which each gives the mover one certain
payoff, the mover may choose any of them, whatever is played below: pure plans attain both ends of every
player's interval.  Of other ties nothing is said.

Source: selten1965, kuhn1953 (backward induction).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from gametheory_paradox.games import Decision, ExtensiveForm, Lottery
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.studies.sweeps.grid import FITS, Array
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class Value(Record):
    """The payoffs of the players at a node.

    Parameters
    ----------
    low, high
        The ends of each player's interval, multiplied by the total weights of the lotteries named.
    lotteries
        How often the values are multiplied by the total weight of each kind of lottery.
    tie
        Where some tie occurs at the node or below.
    clear
        Where pure plans attain both ends for every player.
    """

    low: tuple[Array, ...]
    high: tuple[Array, ...]
    lotteries: Mapping[int, int]
    tie: Array
    clear: Array


@dataclass(frozen=True, repr=False)
class Weights(Record):
    """The probabilities of a kind of lottery in integers, over their total."""

    parts: Sequence[Array]
    total: Array


def induced(
    form: ExtensiveForm[RationalFunction],
    ends: Mapping[int, tuple[Array, ...]],
    kinds: Mapping[int, int],
    weights: Sequence[Weights],
) -> Value:
    """The value of a tree.

    Parameters
    ----------
    form
        The tree.
    ends
        For each end node what each player gets, an integer for every game.
    kinds
        For each lottery its kind.
    weights
        For each kind its probabilities.
    """
    found: dict[int, Value] = {}
    no, yes = np.zeros((), np.bool_), np.ones((), np.bool_)
    for position in range(len(form.nodes) - 1, -1, -1):
        node = form.nodes[position]
        if isinstance(node, Decision):
            children = aligned([found.pop(child) for child in node.children], weights)
            found[position] = _choice(form.mover(node), children)
        elif isinstance(node, Lottery):
            children = aligned([found.pop(child) for child in node.children], weights)
            found[position] = _average(kinds[position], weights[kinds[position]], children)
        else:
            found[position] = Value(ends[position], ends[position], {}, no, yes)
    return found[0]


def aligned(values: Sequence[Value], weights: Sequence[Weights]) -> list[Value]:
    """The same values, all multiplied by the same total weights."""
    if all(value.lotteries == values[0].lotteries for value in values):
        return list(values)
    names = {kind for value in values for kind in value.lotteries}
    most = {kind: max(value.lotteries.get(kind, 0) for value in values) for kind in names}
    return [_multiplied(value, most, weights) for value in values]


def total(lotteries: Mapping[int, int], weights: Sequence[Weights], start: Array) -> Array:
    """A number multiplied by the total weights of lotteries."""
    for kind, times_ in lotteries.items():
        for _ in range(times_):
            start = times(start, weights[kind].total)
    return start


def times(first: Array, second: Array) -> Array:
    """The product, in machine integers where they provably hold it."""
    if first.dtype == object or second.dtype == object or _size(first) * _size(second) >= FITS:
        return np.asarray(first.astype(object) * second.astype(object))
    return np.asarray(first * second)


def plus(first: Array, second: Array) -> Array:
    """The sum, in machine integers where they provably hold it."""
    if first.dtype == object or second.dtype == object or _size(first) + _size(second) >= FITS:
        return np.asarray(first.astype(object) + second.astype(object))
    return np.asarray(first + second)


def _size(values: Array) -> int:
    return max(abs(int(values.max())), abs(int(values.min())))


def _multiplied(value: Value, most: Mapping[int, int], weights: Sequence[Weights]) -> Value:
    missing = {kind: count - value.lotteries.get(kind, 0) for kind, count in most.items()}
    low = tuple(total(missing, weights, end) for end in value.low)
    high = low if value.high is value.low else tuple(total(missing, weights, end) for end in value.high)
    return Value(low, high, most, value.tie, value.clear)


def _choice(mover: int, children: Sequence[Value]) -> Value:
    if len(children) == 1:
        return children[0]

    # The mover is sure of so much; a child that may give as much may be chosen.
    secured = reduce(np.maximum, [child.low[mover] for child in children])
    possible = [np.asarray(child.high[mover] >= secured) for child in children]
    several = np.asarray(sum(p.astype(np.int8) for p in possible) > 1)
    low = [
        _over(possible, [child.low[who] for child in children], np.minimum, several)
        for who in range(len(children[0].low))
    ]
    low[mover] = secured
    below = all(child.high is child.low for child in children)

    if below and not several.any():
        high = tuple(low)
    else:
        high = tuple(
            _over(possible, [child.high[who] for child in children], np.maximum, several)
            for who in range(len(low))
        )

    clear = reduce(np.logical_and, [child.clear for child in children])
    if not below:
        for p, child in zip(possible, children, strict=True):
            clear = clear & ~(several & p & (child.low[mover] != child.high[mover]))
    tie = reduce(np.logical_or, [child.tie for child in children], several)
    ends = tuple(low)
    same = below and not several.any()
    return Value(ends, ends if same else high, children[0].lotteries, tie, clear)


def _over(possible: Sequence[Array], ends: Sequence[Array], extreme: np.ufunc, several: Array) -> Array:
    """The extreme of the ends that are possible."""
    found, seen = ends[0], possible[0]
    ties = bool(several.any())
    for p, end in zip(possible[1:], ends[1:], strict=True):
        if ties:
            end = np.where(p & seen, extreme(found, end), end)
            seen = seen | p
        found = np.where(p, end, found)
    return np.asarray(found)


def _average(kind: int, odds: Weights, children: Sequence[Value]) -> Value:
    players = range(len(children[0].low))

    def expected(ends: Sequence[tuple[Array, ...]]) -> tuple[Array, ...]:
        return tuple(
            reduce(plus, [times(w, own[who]) for w, own in zip(odds.parts, ends, strict=True)])
            for who in players
        )

    low = expected([child.low for child in children])
    same = all(child.high is child.low for child in children)
    high = low if same else expected([child.high for child in children])
    lotteries = dict(children[0].lotteries)
    lotteries[kind] = lotteries.get(kind, 0) + 1
    tie = reduce(np.logical_or, [child.tie for child in children])
    return Value(low, high, lotteries, tie, reduce(np.logical_and, [child.clear for child in children]))

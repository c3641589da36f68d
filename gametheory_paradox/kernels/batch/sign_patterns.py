"""All equilibria of many 2×2 games, and comparisons without an action, by the signs of four differences.

A difference of two floats, rounded, has the sign of the true one.  So each game has one of 81 patterns, and a
table says what equilibria that pattern has.  The payoff of a player whom the other's mixture makes
indifferent is (p·s - q·r) / (p - q - r + s), where p, q and r, s are its payoffs by its two actions.
Numerator, denominator and quotient are computed as pairs of floats.

Rounding.  Let u = 2^-53 and S = |p·s| + |q·r|.  The two products and the difference of their rounded values
are exact pairs; adding the low parts costs 4·u²·S.  The two differences in the denominator D have the same
sign, so that adding them costs 4·u²·|D|.  The remainder of the first quotient is exact; adding the low parts
to it costs 8·u²·S, and dividing it by the high part of D, multiplied by a rounded reciprocal, 12·u²·S / |D|.
All of it together is below 32·u²·S / |D|; twice that is charged.

Without one of its actions a player gets one of its payoffs v with the other.  By that it beats the
indifferent one by (v - w)·(v - x) / D up to the sign, w and x the payoffs beside v in its row and column: a
sign that differences tell.
"""

from typing import Any, TypeAlias

import numpy as np

from gametheory_paradox.kernels.batch.balls import (
    UNKNOWN,
    add,
    between,
    between_payoffs,
    difference,
    divide,
    ends,
    fused,
    multiply,
    product,
    two_sum,
)
from gametheory_paradox.kernels.batch.games import Deletion
from gametheory_paradox.kernels.batch.gaps import constant_sum
from gametheory_paradox.kernels.batch.sheets import Differences, Outcomes
from gametheory_paradox.kernels.compiler import Array, borrowed, inside, kept

Four: TypeAlias = tuple[float, float, float, float]  # a player's payoffs by its two actions: p, q and r, s

_WIDEST, _FINEST = 2.0**160, 2.0**-160  # between them all products are far from underflow and overflow
_CHARGE = 2.0**-100
_MIXED = 4  # after the bits of the two single actions


@inside
def _indifferent(p: float, q: float, r: float, s: float) -> tuple[float, bool]:
    """The payoff of a player made indifferent, rounded to the nearest float, and whether that is certain."""
    left, right = p * s, q * r
    left_rest, right_rest = fused(p, s, -left), fused(q, r, -right)
    if left == right and left_rest == right_rest:
        return 0.0, True

    # Numerator and denominator as pairs of floats.
    top, rest = two_sum(left, -right)
    rest += left_rest - right_rest
    one, one_rest = two_sum(p, -r)
    other, other_rest = two_sum(s, -q)
    bottom, more = two_sum(one, other)
    more += one_rest + other_rest

    inverse = 1.0 / bottom
    first = top / bottom
    high, low = two_sum(first, (fused(-first, bottom, top) + (rest - first * more)) * inverse)

    # Certain where both ends of what the error allows round to the same float.
    slack = _CHARGE * (abs(left) + abs(right)) * abs(inverse) + abs(low) * 2.0**-52
    lower, upper = high + (low - slack), high + (low + slack)
    certain = lower == upper
    if not certain:
        lower, certain = between_payoffs(lower, upper, p, q, r, s)
    return lower, certain


@inside
def _is_fit(payoffs: Four) -> bool:
    fit = True
    for payoff in payoffs:
        size = abs(payoff)
        fit &= (size <= _WIDEST) & ((size >= _FINEST) | (size == 0.0))
    return fit


@inside
def _sign(x: float) -> int:
    return (1 if x > 0.0 else 0) - (1 if x < 0.0 else 0)


@inside
def _ends(used: int, p: float, q: float, r: float, s: float) -> tuple[float, float, bool]:
    """The extreme payoffs against those of the other's two actions and its mixture that are used."""
    low, high, certain = np.inf, -np.inf, True
    if used & 1:
        low = high = max(p, r)
    if used & 2:
        low, high = min(low, max(q, s)), max(high, max(q, s))
    if used & _MIXED:
        value, certain = _indifferent(p, q, r, s)
        low, high = min(low, value), max(high, value)
    return low, high, certain


@inside
def _read(payoffs: Array, game: int, transposed: bool) -> Four:
    """A player's payoffs in one game, by its own actions.

    payoffs : float64, shape (games, 2, 2)
    """
    own = payoffs[game]
    if transposed:
        return own[0, 0], own[1, 0], own[0, 1], own[1, 1]
    return own[0, 0], own[0, 1], own[1, 0], own[1, 1]


@inside
def _equilibria(x: Four, y: Four, table: Array) -> tuple[Any, tuple[float, float], tuple[float, float], bool]:
    """A game's row of the table, the ends of both players' payoffs, and True if all that is certain.

    table : int64, shape (81, 4); as for ``solve``
    """
    (a, b, c, d), (p, q, r, s) = x, y
    row = table[(_sign(a - c) * 3 + _sign(b - d) + 4) * 9 + _sign(p - r) * 3 + _sign(q - s) + 4]
    low, high, one = _ends(row[3], a, b, c, d)
    least, most, other = _ends(row[2], p, q, r, s)
    fit = abs(a) + abs(b) + abs(c) + abs(d) + abs(p) + abs(q) + abs(r) + abs(s) <= _WIDEST
    if (row[2] | row[3]) & _MIXED:
        fit &= _is_fit(x) and _is_fit(y)
    return row, (low, high), (least, most), one and other and fit


@kept
def solve(payoffs: Any, table: Array, outcomes: Outcomes) -> None:
    """Finds the equilibria of every game; those of which something stays open are undone.

    Parameters
    ----------
    payoffs
        Both players': float64, shape (games, 2, 2).
    table
        int64, shape (81, 4): for each pattern of the signs of player 0's differences by column and player 1's
        by row the number of equilibria, 1 if there are infinitely many, and for player 0 and 1 which of its
        two actions and its mixture occur, as bits.
    outcomes
        Filled in.
    """
    outcomes, table = borrowed(outcomes), borrowed(table)
    (first, second), low, high = borrowed(payoffs), outcomes.low, outcomes.high
    for game in range(len(first)):
        row, one, other, certain = _equilibria(_read(first, game, False), _read(second, game, True), table)
        outcomes.number[game], outcomes.infinite[game], outcomes.undone[game] = (
            row[0],
            row[1] != 0,
            not certain,
        )
        low[game, 0], high[game, 0] = one
        low[game, 1], high[game, 1] = other


@inside
def _above(x: Four) -> int:
    """The sign of the first payoff minus the indifferent one."""
    a, b, c, d = x
    sign: int = _sign(a - b) * _sign(a - c) * _sign((a - c) + (d - b))
    return sign


@inside
def _lead(x: Four) -> tuple[float, bool]:
    """The first payoff minus the indifferent one, rounded to the nearest float; True if that is certain."""
    a, b, c, d = x
    one, other = difference(a, b), difference(a, c)
    lower, upper = ends(divide(multiply(one, other), add(other, difference(d, b))))
    certain = lower == upper
    if not certain:
        w, x = product(one[0], other[0]), product(one[0], other[1])
        y, z = product(one[1], other[0]), product(one[1], other[1])
        top = (w[0], w[1], x[0], x[1], y[0], y[1], z[0], z[1])
        lower, certain = between(lower, upper, top, (a, -c, d, -b))
    return lower, certain


@inside
def _gap(x: Four, used: int, left: int, lacks: int, has: int) -> tuple[int, float, bool]:
    """The mover's gain without its second action: the sign, the gain, and whether that is certain.

    ``used`` says against what the mover plays in equilibria with the action, ``left`` without it; the signs
    ``lacks`` and ``has`` whether the least or the greatest payoff counts.
    """
    a, b, c, d = x
    first = left == 1 or (left == 3 and (a < b) == (lacks < 0))
    lacking = x if first else (b, a, d, c)
    mixed = used == _MIXED
    first = used & 3 == 1 or (used & 3 == 3 and (max(a, c) < max(b, d)) == (has < 0))
    a, b, c, d = x if first else (b, a, d, c)
    if used & _MIXED and not mixed:
        mixed = _above((a, b, c, d) if a > c else (c, d, a, b)) == -has
    if mixed:
        gap, certain = _lead(lacking)
        return _above(lacking), gap, certain
    gap = lacking[0] - max(a, c)
    return _sign(gap), gap, True


@inside
def _matters(x: Four, used: int, left: int) -> bool:
    """True if the mover's second action is used in an equilibrium with it, or would upset one without it."""
    return used & (2 | _MIXED) != 0 or (left & 1 != 0 and x[2] > x[0]) or (left & 2 != 0 and x[3] > x[1])


@inside
def _without(y: Four) -> int:
    """The other player's best actions where the mover lacks its second action, as bits."""
    return (1 if y[0] >= y[2] else 0) | (2 if y[0] <= y[2] else 0)


@inside
def _write_without(x: Four, y: Four, left: int, mover: int, game: int, outcomes: Outcomes) -> None:
    """Writes down the equilibria without the mover's second action."""
    low, high = outcomes.low, outcomes.high
    outcomes.number[game], outcomes.infinite[game] = 2 if left == 3 else 1, left == 3
    low[game, mover] = x[0] if left == 1 else x[1] if left == 2 else min(x[0], x[1])
    high[game, mover] = x[0] if left == 1 else x[1] if left == 2 else max(x[0], x[1])
    low[game, 1 - mover] = high[game, 1 - mover] = max(y[0], y[2])


@kept
def compare(
    payoffs: Any,
    table: Array,
    deletion: Deletion,
    with_: Outcomes,
    without: Outcomes,
    differences: Differences,
) -> None:
    """Finds the same with and without an action, and the gaps, as ``gaps`` does.

    Parameters
    ----------
    payoffs, table
        float64, shape (games, 2, 2), and int64, shape (81, 4): as for ``solve``.
    deletion
        The action.
    with_, without, differences
        Filled in; impossible is where the sum of payoffs is constant.
    """
    payoffs, table, differences = borrowed(payoffs), borrowed(table), borrowed(differences)
    with_, without = borrowed(with_), borrowed(without)
    mover, ends_differ = deletion.mover, deletion.without_end > deletion.with_end
    for game in range(len(differences.gap)):
        x, y = _read(payoffs[mover], game, mover == 1), _read(payoffs[1 - mover], game, mover == 0)
        if deletion.action == 0:  # it becomes the second
            x, y = (x[2], x[3], x[0], x[1]), (y[1], y[0], y[3], y[2])
        row, own, others, certain = _equilibria(x, y, table)
        with_.number[game], with_.infinite[game], with_.undone[game] = row[0], row[1] != 0, not certain
        with_.low[game, mover], with_.high[game, mover] = own
        with_.low[game, 1 - mover], with_.high[game, 1 - mover] = others

        left = _without(y)
        _write_without(x, y, left, mover, game, without)
        sign, gap, sure = _gap(x, row[3], left, deletion.without_end, deletion.with_end)
        if sign == 1 and ends_differ and not _matters(x, row[2], left):
            sign = 0
        differences.gap[game], differences.sign[game] = gap, sign if sure else UNKNOWN
        differences.impossible[game] = constant_sum(payoffs[0][game], payoffs[1][game])

"""Proper equilibria of a two-player table: shown by orders of mistakes, ruled out order by order.

An equilibrium is *proper* if it is the limit of totally mixed play in which a worse action is ever less
likely than a better one: if a pays less than b, the probability of a is at most ε times that of b, for ε
that goes to zero.  On a curve that leads there each probability has an order, so that each player's
actions stand in *levels*, more likely ones first; the first level is the support.  Properness is: actions
of one level pay the same all along the curve, and none pays less than one of a later level.  Given the
levels of both players, that is linear in the other's mixture y: a cone K.  There is a curve with levels
Q_1, Q_2, … in the cone if and only if for each j some weights in K are positive exactly on Q_1 ∪ … ∪ Q_j,
with the equilibrium itself for j = 1: Σ ε^j w_j is such a curve; and of the generators of the cone that
add up to a curve those that are positive elsewhere may be dropped, which changes nothing of the order of
these levels.

So *weights* for all j and both players show that an equilibrium is proper, and multipliers that add up
conditions to something negative show that there are none.  Only levels in which an action that pays more
against the equilibrium comes first can be those of a curve.

Sources: myerson1978; farkas1902 (multipliers).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations, product
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games import NormalForm, Profile
from gametheory_paradox.table import Record

Levels: TypeAlias = tuple[tuple[int, ...], ...]
Weights: TypeAlias = tuple[tuple[Fraction, ...], ...]
Gains: TypeAlias = tuple[tuple[Fraction, ...], bool]  # of an action over another; whether it is to be zero


@dataclass(frozen=True, repr=False)
class OrdersOfMistakes(Record):
    """Levels of both players, and weights that lead from an equilibrium through them.

    Parameters
    ----------
    levels
        For each player its actions, the more likely ones first.
    weights
        For each player, for each of its levels, one weight for each of its actions: positive exactly on the
        levels up to that one.
    """

    levels: tuple[Levels, Levels]
    weights: tuple[Weights, Weights]


@dataclass(frozen=True, repr=False)
class Obstacles(Record):
    """Multipliers that exclude all levels of an equilibrium.

    Parameters
    ----------
    multipliers
        {(player, its levels, actions of the other): multipliers of the player's conditions}: they show that
        no weights positive exactly on these actions satisfy them.
    """

    multipliers: Mapping[tuple[int, Levels, tuple[int, ...]], tuple[Fraction, ...]]


def is_proper(game: NormalForm[Fraction], profile: Profile, orders: OrdersOfMistakes) -> bool:
    """True if orders of mistakes show that a profile of a two-player table is a proper equilibrium.

    Sources: myerson1978.
    """
    _check(game, profile)
    for who, (levels, weights) in enumerate(zip(orders.levels, orders.weights, strict=True)):
        odds, theirs = profile.probabilities[who], orders.levels[1 - who]
        if sorted(a for level in levels for a in level) != list(range(len(odds))) or not all(levels):
            return False
        if len(weights) != len(levels) or weights[0] != odds:
            return False
        for own, reached in zip(weights, reached_by(levels), strict=True):
            if len(own) != len(odds) or any((w > 0) != (a in reached) or w < 0 for a, w in enumerate(own)):
                return False
            values = ((_value(gains, own), equal) for gains, equal in conditions(game, 1 - who, theirs))
            if any(value < 0 or (equal and value) for value, equal in values):
                return False
    return True


def rules_out_properness(game: NormalForm[Fraction], profile: Profile, obstacles: Obstacles) -> bool:
    """True if obstacles show that a profile of a two-player table is no proper equilibrium.

    Sources: myerson1978.
    """
    _check(game, profile)
    shown = {key for key, own in obstacles.multipliers.items() if _excludes(game, *key, own)}
    return all(
        any(
            (who, levels[who], tuple(reached)) in shown
            for who in (0, 1)
            for reached in reached_by(levels[1 - who])
        )
        for levels in product(*(possible_levels(game, profile, who) for who in (0, 1)))
    )


def _excludes(
    game: NormalForm[Fraction], who: int, levels: Levels, actions: Sequence[int], own: Sequence[Fraction]
) -> bool:
    rows = conditions(game, who, levels)
    if len(own) != len(rows) or any(m < 0 and not equal for m, (_, equal) in zip(own, rows, strict=True)):
        return False
    totals = [
        sum((m * gains[b] for m, (gains, _) in zip(own, rows, strict=True)), Fraction(0)) for b in actions
    ]
    return max(totals) <= 0 and min(totals) < 0


def conditions(game: NormalForm[Fraction], who: int, levels: Levels) -> list[Gains]:
    """Conditions of levels on the other's mixture: gains of an action over the next, zero within a level."""
    rows = game.own_rows(who)
    found: list[Gains] = []
    ahead: int | None = None
    for level in levels:
        if ahead is not None:
            found.append((_gains(rows[ahead], rows[level[0]]), False))
        found += [(_gains(rows[level[0]], rows[other]), True) for other in level[1:]]
        ahead = level[0]
    return found


def reached_by(levels: Levels) -> list[tuple[int, ...]]:
    """The actions of the first levels, of one, two and so on."""
    return [tuple(sorted(own)) for own in accumulate(levels)]


def possible_levels(game: NormalForm[Fraction], profile: Profile, who: int) -> Iterator[Levels]:
    """All levels of a player that begin with its support and put what pays more before what pays less.

    None where an action in use is not best.
    """
    odds, theirs = profile.probabilities[who], profile.probabilities[1 - who]
    payoffs = [_value(row, theirs) for row in game.own_rows(who)]
    used = tuple(a for a, p in enumerate(odds) if p)
    if any(payoffs[a] < max(payoffs) for a in used):
        return
    ties = [
        [a for a, payoff in enumerate(payoffs) if payoff == value and a not in used]
        for value in sorted(set(payoffs), reverse=True)
    ]
    for choice in product(*map(_ordered_partitions, ties)):
        yield (used, *(level for levels in choice for level in levels))


def count_of_levels(game: NormalForm[Fraction], profile: Profile) -> int:
    """The most pairs of levels that there are, from the sizes of the ties alone."""
    total = 1
    for who in (0, 1):
        theirs = profile.probabilities[1 - who]
        used = {a for a, p in enumerate(profile.probabilities[who]) if p}
        sizes: dict[Fraction, int] = {}
        for action, row in enumerate(game.own_rows(who)):
            if action not in used:
                value = _value(row, theirs)
                sizes[value] = sizes.get(value, 0) + 1
        for size in sizes.values():
            total *= (2 * size) ** size  # no fewer than the ordered partitions of so many
    return total


def _ordered_partitions(items: Sequence[int]) -> Iterator[Levels]:
    """All ways to put things into levels."""
    if not items:
        yield ()
    for size in range(1, len(items) + 1):
        for first in combinations(items, size):
            for rest in _ordered_partitions([item for item in items if item not in first]):
                yield (first, *rest)


def _gains(row: Sequence[Fraction], other: Sequence[Fraction]) -> tuple[Fraction, ...]:
    return tuple(a - b for a, b in zip(row, other, strict=True))


def _value(row: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    return sum((a * w for a, w in zip(row, weights, strict=True)), Fraction(0))


def _check(game: NormalForm[Fraction], profile: Profile) -> None:
    if len(game.players) != 2 or [len(odds) for odds in profile.probabilities] != list(game.shape):
        raise InvalidGame("orders of mistakes are looked at for a profile of a table of two players")

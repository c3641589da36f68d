"""Stochastic games by brute force: every pure stationary profile, and every plan against it.

Of the package only the classes that hold a game are used.  Values come from one linear system over all
states, by Cramer's rule.  A profile is Markov perfect here if in no state any *whole* pure stationary plan of
a player gives it more there against the others' plans: deviations at single states are not looked at.
"""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import product

from gametheory_paradox.forms import StochasticGame

Plan = tuple[int, ...]  # for each state the number of an action; 0 where the player does not move
Barred = tuple[int, int, int]  # player, state and action, by their numbers
Matrix = list[list[Fraction]]


def determinant(matrix: Matrix) -> Fraction:
    """By expansion along the first row, leaving out zeros."""
    if not matrix:
        return Fraction(1)
    total = Fraction(0)
    for column, entry in enumerate(matrix[0]):
        if entry:
            minor = [row[:column] + row[column + 1 :] for row in matrix[1:]]
            total += (-1) ** column * entry * determinant(minor)
    return total


def values(game: StochasticGame[Fraction], plans: Sequence[Plan], who: int) -> tuple[Fraction, ...]:
    """What a player expects from each state on."""
    size, matrix, paid = len(game.states), [], []
    for number, state in enumerate(game.states):
        row = state.place([plans[mover][number] for mover in state.movers])
        odds = state.transitions[row]
        matrix.append(
            [Fraction(number == there) - game.discounts[who] * odds[there] for there in range(size)]
        )
        paid.append(state.payoffs[row][who])
    whole = determinant(matrix)
    return tuple(
        determinant([[*row[:n], p, *row[n + 1 :]] for row, p in zip(matrix, paid, strict=True)]) / whole
        for n in range(size)
    )


def plans_of(game: StochasticGame[Fraction], who: int, barred: Collection[Barred] = ()) -> Iterator[Plan]:
    """Every pure stationary plan of a player that does nothing that is barred."""
    for plan in product(*(range(max(1, len(state.actions[who]))) for state in game.states)):
        if not any((who, state, action) in barred for state, action in enumerate(plan)):
            yield plan


def pure_equilibria(game: StochasticGame[Fraction], barred: Collection[Barred] = ()) -> set[tuple[Plan, ...]]:
    """Every pure stationary profile against which no plan of anybody does better from any state on."""
    found = set()
    for plans in product(*(plans_of(game, who, barred) for who in range(len(game.players)))):
        if all(_is_best(game, plans, who, barred) for who in range(len(game.players))):
            found.add(plans)
    return found


def _is_best(
    game: StochasticGame[Fraction], plans: tuple[Plan, ...], who: int, barred: Collection[Barred]
) -> bool:
    own = values(game, plans, who)
    return all(
        all(
            a <= b
            for a, b in zip(values(game, (*plans[:who], plan, *plans[who + 1 :]), who), own, strict=True)
        )
        for plan in plans_of(game, who, barred)
    )

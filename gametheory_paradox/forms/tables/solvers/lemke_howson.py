"""One Nash equilibrium of a two-player game, large ones too: the path of Lemke and Howson from any action.

Drop the label of one action at the origin of both best-response polytopes and follow the only path that keeps
all other labels. It is followed in integers.  Where that takes long and QuantEcon is installed, QuantEcon
follows it in floats, and its end is only a proposal: the two bases it names are solved in integers, and every
probability and every other action's payoff is compared exactly; where that fails, integers go on.  Whatever
proposed it, what is returned is an equilibrium, exactly.

Sources: lemke1964; shapley1974; savani2006 (how long the path can be).
"""

import sys
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from math import lcm
from operator import attrgetter

import numpy as np

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import InvalidGame, OutOfTime, ParadoxError
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.columns import position
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, isolated
from gametheory_paradox.forms.solvers.integer_systems import UniqueSolution, solve_integers
from gametheory_paradox.forms.tables.solvers.complementary_path import (
    Basis,
    Matrix,
    can_propose,
    exact_path,
    proposed_path,
)

Mixture = tuple[Fraction, ...]

PATIENCE = 1.0, 0.05  # seconds in integers before QuantEcon is loaded, which takes about as long, and after

_MOST_BITS = 61  # of an entry in a word, so that differences fit too
_ZERO = Fraction(0)


def lemke_howson(
    game: NormalForm[Fraction], clock: Clock, *, start: tuple[str, str] | None = None
) -> Equilibria:
    """Finds one equilibrium; there may be others.

    Parameters
    ----------
    game
        A two-player game.
    clock
        When to give up.
    start
        A player and the action whose label is dropped; the first player's first action unless given.

    Returns
    -------
    One equilibrium, *partial*; none if the budget was spent before the path ended.

    Sources
    -------
    lemke1964

    Examples
    --------
    >>> game = NormalForm.from_tables(["R", "C"], [["a", "b"]] * 2, [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    >>> found = lemke_howson(game, Clock(None), start=("R", "b"))
    >>> [list(map(int, odds)) for odds in found[0].probabilities]
    [[0, 1], [0, 1]]
    """
    label = 0 if start is None else _label(game, *start)
    sides = best_response_sides(game)
    try:
        end = _followed(sides, label, clock)
    except OutOfTime:
        return _equilibria(game, [], Completeness("budget", f"{clock.ended()} before the path did"))
    player, action = start or (game.players[0], game.actions[0][0])
    why = f"the equilibrium at the end of the path from {player}'s {action}; others were not looked for"
    return _equilibria(game, [end], Completeness("partial", why))


def lemke_howson_from_every_action(game: NormalForm[Fraction], clock: Clock) -> Equilibria:
    """Finds the equilibria at the ends of the paths from every action of both players, each once.

    Parameters
    ----------
    game
        A two-player game.
    clock
        When to give up; what was found so far is then returned.

    Returns
    -------
    One to m + n equilibria, *partial*: paths reach only some.

    Sources
    -------
    lemke1964; shapley1974

    Examples
    --------
    >>> game = NormalForm.from_tables(["R", "C"], [["a", "b"]] * 2, [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    >>> len(lemke_howson_from_every_action(game, Clock(None)))
    2
    """
    sides = best_response_sides(game)
    ends: list[tuple[Mixture, Mixture]] = []
    for label in range(sum(game.shape)):
        try:
            end = _followed(sides, label, clock)
        except OutOfTime:
            over = f"{clock.ended()} at path {label + 1} of {sum(game.shape)}"
            return _equilibria(game, ends, Completeness("budget", over))
        if end not in ends:
            ends.append(end)
    why = "the equilibria at the ends of the paths from every action; paths reach only some"
    return _equilibria(game, ends, Completeness("partial", why))


def best_response_sides(game: NormalForm[Fraction]) -> tuple[Matrix, Matrix]:
    """The integer matrices of both best-response polytopes, in arrays."""
    if len(game.players) != 2:
        raise InvalidGame(f"Lemke and Howson's path needs two players, this game has {len(game.players)}")
    first, second = (_whole([cell[who] for cell in game.payoffs], game.shape) for who in (0, 1))
    return _shifted(second.T), _shifted(first)


def _whole(payoffs: Sequence[Fraction], shape: tuple[int, ...]) -> Matrix:
    """The payoffs over a common denominator; in words where their differences are short enough too."""
    scale = lcm(*set(map(attrgetter("denominator"), payoffs)))
    numbers: list[int] = list(map(attrgetter("numerator"), payoffs))
    if scale > 1:
        numbers = [p.numerator * (scale // p.denominator) for p in payoffs]
    fits = max(max(numbers), -min(numbers)).bit_length() < _MOST_BITS
    array: Matrix = np.array(numbers, np.int64 if fits else object)
    return array.reshape(shape)


def _shifted(matrix: Matrix) -> Matrix:
    """Columns with their least entry subtracted, or all ones where nothing is left."""
    found: Matrix = matrix - matrix.min(axis=0)
    found[:, found.max(axis=0) == 0] = 1
    return found


def _label(game: NormalForm[Fraction], player: str, action: str) -> int:
    who = position(game.players, player, "a player")
    return who * game.shape[0] + position(game.actions[who], action, f"an action of {player}")


def _followed(sides: tuple[Matrix, Matrix], label: int, clock: Clock) -> tuple[Mixture, Mixture]:
    """The equilibrium at the end of a path."""
    if not can_propose():
        return _in_integers(sides, label, clock)
    patience = PATIENCE["quantecon" in sys.modules]
    with suppress(OutOfTime):
        return _in_integers(
            sides, label, Clock(patience if clock.left is None else min(clock.left, patience))
        )
    clock.check()
    bases = proposed_path(sides, label)
    if bases is not None:
        with suppress(_NotAnEquilibrium):
            return _confirmed(sides, bases)
    clock.check()
    return _in_integers(sides, label, clock)


def _in_integers(sides: tuple[Matrix, Matrix], label: int, clock: Clock) -> tuple[Mixture, Mixture]:
    return _confirmed(sides, exact_path(sides, label, clock))


class _NotAnEquilibrium(ParadoxError):
    """A proposal of a path in floating point that is no equilibrium."""


def _confirmed(sides: tuple[Matrix, Matrix], bases: tuple[Basis, Basis]) -> tuple[Mixture, Mixture]:
    """The mixtures that two bases determine, if together they are an equilibrium: checked in integers."""
    x, y = bases
    if (y.tight, x.tight) != (x.positive, y.positive) and not (
        set(y.tight).issuperset(x.positive) and set(x.tight).issuperset(y.positive)
    ):
        raise _NotAnEquilibrium  # what is played must be a best response
    return _mixture(sides[0], x), _mixture(sides[1], y)


def _mixture(side: Matrix, basis: Basis) -> Mixture:
    """The vertex at a basis, as a mixture; _NotAnEquilibrium if outside of the polytope or at the origin."""
    numerators = _solved(side, basis)
    total, mixture = sum(numerators), [_ZERO] * side.shape[1]
    for action, numerator in zip(basis.positive, numerators, strict=True):
        mixture[action] = Fraction(numerator, total)
    return tuple(mixture)


def _solved(side: Matrix, basis: Basis) -> tuple[int, ...]:
    """The numerators of a vertex's positive coordinates, up to scale; an error if it is none."""
    rows = side[:, list(basis.positive)]
    found = solve_integers(rows[list(basis.tight)].tolist(), [1] * len(basis.tight))
    if not isinstance(found, UniqueSolution) or not found.numerators or min(found.numerators) < 0:
        raise _NotAnEquilibrium
    others = [r for r in range(len(side)) if r not in set(basis.tight)]
    for row in rows[others].tolist():
        if sum(a * x for a, x in zip(row, found.numerators, strict=True)) > found.denominator:
            raise _NotAnEquilibrium
    return found.numerators


def _equilibria(
    game: NormalForm[Fraction], ends: Sequence[tuple[Mixture, Mixture]], completeness: Completeness
) -> Equilibria:
    profiles = [Profile(game.information_sets, pair) for pair in ends]
    return isolated(game, "nash", "lemke_howson", profiles, completeness)

"""Correlated equilibria: a mediator tells everyone its part of a profile, and nobody gains by another action.

The distributions q over profiles form a polytope: Σ q(a_i, a_-i) · (u_i(a_i, a_-i) − u_i(b, a_-i)) ≥ 0 for
every player i, every recommended a_i and every other b.  Every Nash equilibrium is in it.  So the best
correlated equilibrium for any objective that is linear in q is the optimum of a linear program, and the
multipliers of the constraints prove it.

Sources: aumann1974; aumann1987.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from operator import mul

from gametheory_paradox.concepts.forms import action_numbers, as_table
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers.linear_program import LinearProgram, Optimum, Row, maximize
from gametheory_paradox.rationals import exact
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Cell, Table, Tabular


@dataclass(frozen=True, repr=False)
class CorrelatedEquilibrium(Tabular):
    """A correlated equilibrium that is best for an objective.

    Parameters
    ----------
    game
        The game.
    distribution
        For each profile of actions its probability, in the order of the game's payoffs.
    value
        The objective there: no correlated equilibrium has more.
    program, optimum
        The linear program and its answer; ``linear_program.confirms`` checks it.
    """

    game: NormalForm[Fraction]
    distribution: tuple[Fraction, ...]
    value: Fraction
    program: LinearProgram
    optimum: Optimum

    @property
    def payoffs(self) -> tuple[Fraction, ...]:
        """Each player's expected payoff."""
        cells = list(zip(self.distribution, self.game.payoffs, strict=True))
        return tuple(
            sum((p * cell[who] for p, cell in cells), Fraction(0)) for who in range(len(self.game.players))
        )

    def probability(self, profile: Mapping[str, str]) -> Fraction:
        """The probability with which the mediator draws a profile of actions."""
        names = zip(self.game.actions, action_numbers(self.game, profile), strict=True)
        drawn = dict(zip(self.game.profiles(), self.distribution, strict=True))
        return drawn[tuple(actions[number] for actions, number in names)]

    def table(self) -> Table:
        """One row per profile that is drawn with positive probability."""
        drawn = zip(self.game.profiles(), self.game.payoffs, self.distribution, strict=True)
        rows: list[list[Cell]] = [[*profile, p, *payoffs] for profile, payoffs, p in drawn if p]
        heads = (*self.game.players, "probability", *(f"{player} gets" for player in self.game.players))
        expected = ", ".join(
            f"{who} {payoff}" for who, payoff in zip(self.game.players, self.payoffs, strict=True)
        )
        return Table(
            heads,
            rows,
            title=f"{self.game.title or 'Game'}: correlated equilibrium with objective {self.value}",
            note=f"Expected: {expected}.",
        )


def correlated_equilibrium(
    game: GameLike, maximizing: Mapping[str, object] | Mapping[tuple[str, ...], object] | None = None
) -> CorrelatedEquilibrium:
    """Finds a correlated equilibrium that is best for a linear objective.

    Parameters
    ----------
    game
        A game in normal form with any number of players.
    maximizing
        The objective: weights of players' payoffs ({"Ann": 1} is Ann's best, {"Ann": -1} her worst), or of
        profiles ({("a", "d"): 1} makes that profile as likely as can be).  Without it, the sum of all
        payoffs.

    Raises
    ------
    InvalidGame
        If the objective names a player or a profile that does not exist.

    Sources
    -------
    aumann1974

    Examples
    --------
    >>> chicken = NormalForm.from_tables(["R", "C"], [["dare", "yield"], ["dare", "yield"]],
    ...     [[0, 7], [2, 6]], [[0, 2], [7, 6]])
    >>> best = correlated_equilibrium(chicken)
    >>> str(best.value), list(map(str, best.payoffs))
    ('21/2', ['21/4', '21/4'])
    """
    game = as_table(game, "correlated equilibrium")
    program = LinearProgram(_objective(game, maximizing), tuple(_obedience(game)))
    optimum = maximize(program)
    assert isinstance(optimum, Optimum)  # every game has a Nash equilibrium, and a distribution is bounded
    return CorrelatedEquilibrium(game, optimum.primal, optimum.value, program, optimum)


def correlated_payoffs(game: GameLike, player: str) -> tuple[CorrelatedEquilibrium, CorrelatedEquilibrium]:
    """Finds the correlated equilibria that are worst and best for a player.

    Examples
    --------
    >>> chicken = NormalForm.from_tables(["R", "C"], [["dare", "yield"], ["dare", "yield"]],
    ...     [[0, 7], [2, 6]], [[0, 2], [7, 6]])
    >>> [str(extreme.payoffs[0]) for extreme in correlated_payoffs(chicken, "R")]
    ['2', '7']
    """
    return correlated_equilibrium(game, {player: -1}), correlated_equilibrium(game, {player: 1})


def is_correlated_equilibrium(
    game: NormalForm[Fraction], distribution: Mapping[tuple[str, ...], object]
) -> bool:
    """Tests whether nobody gains by disobeying when profiles are drawn with these probabilities.

    Raises
    ------
    InvalidGame
        If a profile does not exist, or the probabilities are not a distribution.
    """
    odds = _by_profile(game, distribution)
    if any(p < 0 for p in odds) or sum(odds) != 1:
        raise InvalidGame("the probabilities of the profiles are not a distribution")
    return all(
        sum(a * p for a, p in zip(row.coefficients, odds, strict=True)) >= 0 for row in _obedience(game)
    )


def _obedience(game: NormalForm[Fraction]) -> Iterator[Row]:
    """The probabilities sum to one; no player, told an action, gains by another."""
    size = len(game.payoffs)
    yield Row((Fraction(1),) * size, "=", Fraction(1))

    stride = size
    for who, count in enumerate(game.shape):
        stride //= count  # how far apart the cells of neighboring actions of this player stand
        for told, other in permutations(range(count), 2):
            gains = [Fraction(0)] * size
            for place in range(size):
                if place // stride % count == told:
                    instead = game.payoffs[place + (other - told) * stride][who]
                    gains[place] = game.payoffs[place][who] - instead
            yield Row(tuple(gains), ">=", Fraction(0))


def _objective(
    game: NormalForm[Fraction], maximizing: Mapping[str, object] | Mapping[tuple[str, ...], object] | None
) -> tuple[Fraction, ...]:
    if maximizing is None:
        return tuple(sum(cell, Fraction(0)) for cell in game.payoffs)
    if not all(isinstance(key, str) for key in maximizing):
        return tuple(_by_profile(game, {tuple(key): value for key, value in maximizing.items()}))

    weights = [Fraction(0)] * len(game.players)
    for player, weight in maximizing.items():
        if player not in game.players:
            raise InvalidGame(f"the objective names {player!r}; the players are {', '.join(game.players)}")
        weights[game.players.index(player)] = exact(weight, f"the weight of {player}")
    return tuple(sum(map(mul, weights, cell), Fraction(0)) for cell in game.payoffs)


def _by_profile(game: NormalForm[Fraction], given: Mapping[tuple[str, ...], object]) -> list[Fraction]:
    numbers = {
        profile: exact(value, f"the number at {', '.join(profile)}") for profile, value in given.items()
    }
    profiles = list(game.profiles())
    for profile in numbers:
        if profile not in profiles:
            raise InvalidGame(f"the game has no profile {', '.join(profile)}")
    return [numbers.get(profile, Fraction(0)) for profile in profiles]

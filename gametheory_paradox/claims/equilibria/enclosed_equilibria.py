"""Equilibria that are known by a box alone, of tables and of the trees whose tables these are."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number, Term, number_of
from gametheory_paradox.claims.equilibria.equilibrium_points import EquilibriumPoint
from gametheory_paradox.claims.equilibria.isolation import IsolatingBox
from gametheory_paradox.claims.equilibria.profile_bounds import ProfileBounds
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Game, NormalForm, Profile, expected_payoffs
from gametheory_paradox.games.columns import width_of
from gametheory_paradox.table import Record

WITHIN_BOUNDS = "an equilibrium is known by a box alone, and what is paid there within bounds alone"

Choices = tuple[tuple[int, int], ...]  # pairs of the number of an information set and of an action there
Paid = dict[tuple[int, ...], tuple[Fraction, ...]]  # by what each player of the table uses, all columns


@dataclass(frozen=True, eq=False, repr=False)
class EnclosedEquilibrium(Record):
    """An equilibrium of which a box is known that holds no other.

    Parameters
    ----------
    point
        The solution in the box, of a table.
    plans
        For each player of that table and each action it uses what this chooses in the game.
    bounds
        Bounds of every probability of the game, both zero for what is not used.  At information sets about
        which the plans say nothing, the first action is taken.
    """

    point: EquilibriumPoint
    plans: tuple[tuple[Choices, ...], ...]
    bounds: ProfileBounds

    @classmethod
    def of_table(cls, game: NormalForm[Fraction], box: IsolatingBox) -> "EnclosedEquilibrium":
        """The equilibrium of a table in a box that was checked."""
        plans = tuple(
            tuple(((who, action),) for action in support) for who, support in enumerate(box.supports)
        )
        return cls(EquilibriumPoint(game, box), plans, box.bounds(game))

    @property
    def similar(self) -> Profile:
        """A profile that uses the same actions; not itself an equilibrium."""
        return self.bounds.similar

    def payoff(self, game: Game, column: int) -> Number:
        """The payoff in a column of the game: a player's, or a measure.

        A player who mixes gets the same by each action it uses, so that one action says what it gets; where
        a mean of two actions pays the same whatever the others do, that is a fraction.

        Parameters
        ----------
        game
            The game of which this is an equilibrium, perhaps with a measure.
        column
            The place in what is paid.
        """
        return self._number(game, column, self._paid(game))

    def payoffs(self, game: Game) -> tuple[Number, ...]:
        """The payoffs in each column of the game."""
        paid = self._paid(game)
        return tuple(
            self._number(game, column, paid) for column in range(width_of(game.players, game.measure))
        )

    def _number(self, game: Game, column: int, paid: Paid) -> Number:
        """The payoff in a column, where it is known for all that the players use."""
        first = None
        for who in choosing_for(game, column, self.plans):
            rows = [
                Term(self.point, tuple(paid[(*cell[:who], own, *cell[who + 1 :])][column] for cell in paid))
                for own in range(len(self.plans[who]))
            ]
            first = first or rows[0]
            for pair in combinations(rows, 2):
                mean = _constant_mean(*pair)
                if mean is not None:
                    return mean
        return number_of([first or Term(self.point, tuple(payoffs[column] for payoffs in paid.values()))])

    def _paid(self, game: Game) -> Paid:
        """The payoffs in all columns where each player of the table takes one action that it uses."""
        return {cell: self._paid_at(game, cell) for cell in product(*(range(len(own)) for own in self.plans))}

    def _paid_at(self, game: Game, cell: tuple[int, ...]) -> tuple[Fraction, ...]:
        sets = game.information_sets
        odds = list(Profile.pure(sets, [0] * len(sets)).probabilities)
        for own, number in zip(self.plans, cell, strict=True):
            for place, action in own[number]:
                odds[place] = tuple(Fraction(a == action) for a in range(len(sets[place].actions)))
        paid = expected_payoffs(game, Profile(sets, tuple(odds)))
        if not all(isinstance(own, Fraction) for own in paid):
            raise CertificateRejected(WITHIN_BOUNDS)
        return paid


@dataclass(frozen=True, eq=False, repr=False)
class EnclosedPlay(Record):
    """An equilibrium of a tree in which some subgame is played as an enclosed equilibrium.

    Parameters
    ----------
    bounds
        Bounds of every probability, both zero for what is not used.
    worth
        What is paid in each column of the tree.
    """

    bounds: ProfileBounds
    worth: tuple[Number, ...]

    @property
    def similar(self) -> Profile:
        """A profile that uses the same actions; not itself an equilibrium."""
        return self.bounds.similar

    def payoff(self, game: Game, column: int) -> Number:
        """The payoff in a column of the tree: a player's, or a measure."""
        return self.worth[column]

    def payoffs(self, game: Game) -> tuple[Number, ...]:
        """The payoffs in each column of the tree."""
        return self.worth


def choosing_for(
    game: Game, column: int, plans: Iterable[Iterable[Iterable[tuple[int, int]]]]
) -> tuple[int, ...]:
    """The numbers of those in a table who choose for the player whose payoff a column holds.

    Parameters
    ----------
    game, column
        The game whose table it is, and one of its columns; nobody chooses for a measure.
    plans
        For each player of the table what each of its actions chooses in the game.
    """
    paid = game.players[column] if column < len(game.players) else ""
    owners = [{game.information_sets[n].player for choices in own for n, _ in choices} for own in plans]
    return tuple(who for who, owner in enumerate(owners) if paid in owner)


def _constant_mean(first: Term, second: Term) -> Fraction | None:
    """The value of a weighted mean of two polynomials, of any weights, that is the same at all mixtures."""
    pairs = list(zip(first.coefficients, second.coefficients, strict=True))
    a, b = pairs[0]
    for c, d in pairs:
        if c - a != d - b:  # the weight of the second at which these two places are alike
            weight = (c - a) / ((c - a) - (d - b))
            means = {own + weight * (other - own) for own, other in pairs}
            return means.pop() if len(means) == 1 else None
    return None

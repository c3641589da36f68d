"""Tables in which the Nash equilibria of a tree are looked for, and what an equilibrium there is in the tree.

The *reduced normal form* is one, without the players who have nothing to choose (kuhn1953).  Where three or
more choose and all have perfect recall, its mixtures tell apart what plays alike, and cells find many copies
of one equilibrium; then the *agents* of the players choose
(:mod:`gametheory_paradox.claims.equilibria.agents_table`), unless that table is too large.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from gametheory_paradox.claims.equilibria.enclosed_equilibria import (
    WITHIN_BOUNDS,
    EnclosedEquilibrium,
    EnclosedPlay,
    choosing_for,
)
from gametheory_paradox.claims.equilibria.equilibrium_cover import EquilibriumCover
from gametheory_paradox.claims.equilibria.profile_bounds import Interval, ProfileBounds
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import ExtensiveForm, NormalForm, Profile
from gametheory_paradox.games.pure_strategies import Strategy
from gametheory_paradox.table import Record

Tree = ExtensiveForm[Fraction]
Table = NormalForm[Fraction]


@dataclass(frozen=True, repr=False)
class TreeTable(Record):
    """A table whose equilibria are those of a tree, up to what players do where their own choices never lead.

    Parameters
    ----------
    game
        The tree.
    table
        The table of those who choose; None if nobody does.
    strategies
        For each of its players, in the order of its actions: {number of an information set: number of the
        action there}.
    paid
        For each of its cells what everybody gets in the tree, and what follows of a measure.
    """

    game: Tree
    table: Table | None
    strategies: tuple[tuple[Strategy, ...], ...]
    paid: tuple[tuple[Fraction, ...], ...]

    name: ClassVar[str]

    def profile(self, mixed: Profile | None) -> Profile:
        """The behavior profile of the tree that belongs to a profile of the table."""
        raise NotImplementedError

    def plays_apart(self, found: EquilibriumCover) -> bool:
        """True if infinitely many equilibria of the table are known to be played in infinitely many ways."""
        raise NotImplementedError

    def paying(self, column: int) -> Table:
        """The table with a column of the tree, a payoff or a measure, as everybody's measure.

        Raises
        ------
        CertificateRejected
            If something there is known within bounds alone.
        """
        assert self.table is not None
        if not all(isinstance(paid[column], Fraction) for paid in self.paid):
            raise CertificateRejected(WITHIN_BOUNDS)
        count = len(self.table.players)
        cells = tuple(
            (*own, *[paid[column]] * count) for own, paid in zip(self.table.payoffs, self.paid, strict=True)
        )
        return NormalForm(self.table.players, self.table.actions, cells, measure="asked")

    def choosing(self, column: int) -> tuple[int, ...]:
        """The numbers of the table's players who choose for the one whose payoff is in a column of the tree.

        All that they use in an equilibrium of the table, together, pays it the same.
        """
        plans = ([strategy.items() for strategy in own] for own in self.strategies)
        return choosing_for(self.game, column, plans)

    def bounds(self, mixed: ProfileBounds) -> ProfileBounds:
        """Bounds of the behavior in the tree that belongs to bounds of a profile of the table."""
        sets = self.game.information_sets
        sure, none = (Fraction(1), Fraction(1)), (Fraction(0), Fraction(0))
        found = [(sure, *[none] * (len(info.actions) - 1)) for info in sets]
        for own, odds in zip(self.strategies, mixed.bounds, strict=True):
            weights: dict[int, dict[int, Interval]] = {}
            for strategy, (low, high) in zip(own, odds, strict=True):
                for number, action in strategy.items() if high else ():
                    below, above = weights.setdefault(number, {}).get(action, none)
                    weights[number][action] = below + low, above + high
            for number, taken in weights.items():
                actions = range(len(sets[number].actions))
                found[number] = tuple(_share(taken, action) for action in actions)
        return ProfileBounds(sets, tuple(found))

    def enclosed(self, equilibrium: EnclosedEquilibrium | EnclosedPlay) -> EnclosedEquilibrium:
        """The equilibrium of the tree that belongs to one of the table known by a box alone."""
        assert isinstance(equilibrium, EnclosedEquilibrium)
        plans = tuple(
            tuple(tuple(strategies[action].items()) for ((_, action),) in used)
            for strategies, used in zip(self.strategies, equilibrium.plans, strict=True)
        )
        return EnclosedEquilibrium(equilibrium.point, plans, self.bounds(equilibrium.bounds))


def _share(taken: Mapping[int, Interval], action: int) -> Interval:
    """Bounds of an action's part of the weight of all actions that are taken at a set."""
    low, high = taken.get(action, (Fraction(0), Fraction(0)))
    least, most = (sum((own[end] for a, own in taken.items() if a != action), Fraction(0)) for end in (0, 1))
    return low / (low + most) if low else low, high / (high + least) if high else high

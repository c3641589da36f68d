"""All equilibria of a game, as far as a proof establishes them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number
from gametheory_paradox.claims.equilibria.payoff_set import PayoffSet
from gametheory_paradox.games import Game, Profile, expected_payoffs
from gametheory_paradox.table import Record

if TYPE_CHECKING:
    from gametheory_paradox.claims.equilibria.curved_pieces import CurvedPiece
    from gametheory_paradox.claims.equilibria.enclosed_equilibria import EnclosedEquilibrium
    from gametheory_paradox.claims.equilibria.enclosed_values import EnclosedStationary
    from gametheory_paradox.claims.equilibria.profile_cells import ProfileCell


@dataclass(frozen=True, repr=False)
class EquilibriumSet(Record):
    """Every equilibrium of a game, as far as a proof says.

    Parameters
    ----------
    game
        The game, with its measure if one is named.
    profiles
        Equilibria: all of them, or where there are infinitely many the extreme ones (``spanning``), or else
        at least two that attain one player's least and greatest payoff.
    infinite
        Whether there are infinitely many equilibria.
    spanning
        Whether the profiles determine the whole set, and attain every player's least and greatest payoff.
    counted
        Whether ``infinite`` is certain; otherwise there may be finitely many, of which only the extreme
        payoffs are known.
    listed
        Of a table, whether every equilibrium is a profile of the list or enclosed, or in a product of
        polytopes whose corners are listed: none is on a piece with curved borders.
    never
        Of a tree in which all is seen: pairs of information set and action, by their numbers, that no
        subgame perfect equilibrium takes with positive probability.
    enclosed
        The equilibria that are known by a box alone, all different from each other and from ``profiles``.
    stationary
        The same of a stochastic game.
    best_for_all
        Of such a tree with ties, what everybody gets in the equilibria that give every player its greatest
        payoff at once, and what follows of a measure; a text says why that is not known, or there are none.
    pieces
        Of a table of three and more players products of simplices that consist of equilibria.
    curved
        Of such a table the pieces with curved borders, of which some points are listed.
    open_cells
        Of a table, cells that may hold further equilibria; none but where a proof is asked for a cover.
    on_curves
        Of a table with pieces that have curved borders, the payoffs of a column with what is paid on them.
    """

    game: Game
    profiles: tuple[Profile, ...]
    infinite: bool
    spanning: bool
    counted: bool = True
    listed: bool = True
    never: frozenset[tuple[int, int]] = frozenset()
    enclosed: "tuple[EnclosedEquilibrium, ...]" = ()
    stationary: "tuple[EnclosedStationary, ...]" = ()
    best_for_all: Callable[[], tuple[Fraction, ...] | str] | None = field(default=None, compare=False)
    pieces: "tuple[ProfileCell, ...]" = ()
    curved: "tuple[CurvedPiece, ...]" = ()
    open_cells: "tuple[ProfileCell, ...]" = ()
    on_curves: Callable[[int, PayoffSet], PayoffSet] | None = field(default=None, compare=False)

    @property
    def in_boxes(self) -> "Sequence[EnclosedEquilibrium | EnclosedStationary]":
        """The equilibria that are known by a box alone."""
        return (*self.enclosed, *self.stationary)

    @property
    def with_ties(self) -> bool:
        """True of infinitely many equilibria by backward induction, of which ``never`` tells the actions."""
        return self.infinite and self.best_for_all is not None

    def payoffs(self, player: str) -> PayoffSet:
        """What is compared for a player (the one the proof is about, where profiles do not span the set)."""
        column = self.game.column(player)
        paid: list[Number] = [expected_payoffs(self.game, profile)[column] for profile in self.profiles]
        paid += [own.payoff(self.game, column) for own in self.in_boxes]
        known = PayoffSet.of(paid, infinite=self.infinite)
        return known if self.on_curves is None else self.on_curves(column, known)

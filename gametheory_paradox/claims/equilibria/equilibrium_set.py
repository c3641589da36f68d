"""All equilibria of a game, as far as a proof establishes them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number, range_end
from gametheory_paradox.games import Game, Profile, expected_payoffs
from gametheory_paradox.table import Record

if TYPE_CHECKING:
    from gametheory_paradox.claims.equilibria.enclosed_equilibria import EnclosedEquilibrium
    from gametheory_paradox.claims.equilibria.enclosed_values import EnclosedStationary


@dataclass(frozen=True, repr=False)
class PayoffSet(Record):
    """One player's payoffs over all equilibria, or its values of a measure.

    Parameters
    ----------
    values
        The distinct payoffs, ascending; where there are infinitely many equilibria, the least and the
        greatest.  What is paid where mixtures are known by a box alone is an enclosed number.
    infinite
        Whether there are infinitely many equilibria.
    """

    values: tuple[Number, ...]
    infinite: bool

    def __str__(self) -> str:
        if self.infinite:
            return f"{self.low} to {self.high} (infinitely many equilibria)"
        return ", ".join(map(str, self.values))

    @classmethod
    def of(cls, payoffs: Iterable[Number], *, infinite: bool) -> "PayoffSet":
        """The set whose extreme payoffs are among ``payoffs``.

        Raises
        ------
        CertificateRejected
            If two of those that are compared, or their equality, are not told apart.
        """
        if infinite:
            ends = list(payoffs)
            return cls((min(ends), max(ends)), infinite=True)
        found = sorted(payoffs)
        found = found[:1] + [after for before, after in pairwise(found) if after != before]
        return cls(tuple(found), infinite=False)

    def reaching(self, low: Fraction, high: Fraction) -> "PayoffSet":
        """The set with further payoffs, of which only bounds are known."""
        least = range_end(self.low, low, is_beyond=lambda: low < self.low)
        most = range_end(self.high, high, is_beyond=lambda: high > self.high)
        return PayoffSet((least, most), infinite=True)

    @property
    def low(self) -> Number:
        """The least payoff."""
        return self.values[0]

    @property
    def high(self) -> Number:
        """The greatest payoff."""
        return self.values[-1]


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
    on_curves
        Of a table with pieces that have curved borders, bounds of what is paid on them in a column.
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
    on_curves: Callable[[int], tuple[Fraction, Fraction]] | None = field(default=None, compare=False)

    @property
    def in_boxes(self) -> "Sequence[EnclosedEquilibrium | EnclosedStationary]":
        """The equilibria that are known by a box alone."""
        return (*self.enclosed, *self.stationary)

    @property
    def outcomes(self) -> tuple[tuple[Number, ...], ...]:
        """What everybody gets, and what follows of a measure, by each profile and enclosed equilibrium."""
        enclosed = (tuple(own.payoffs(self.game)) for own in self.in_boxes)
        return (*(expected_payoffs(self.game, p) for p in dict.fromkeys(self.profiles)), *enclosed)

    @property
    def patterns(self) -> tuple[Profile, ...]:
        """The profiles, and for each enclosed equilibrium a profile that uses the same actions."""
        return (*self.profiles, *(own.similar for own in self.in_boxes))

    def payoffs(self, player: str) -> PayoffSet:
        """What is compared for a player (the one the proof is about, where profiles do not span the set)."""
        column = self.game.column(player)
        exact = (expected_payoffs(self.game, p)[column] for p in self.profiles)
        enclosed = (own.payoff(self.game, column) for own in self.in_boxes)
        known = PayoffSet.of((*exact, *enclosed), infinite=self.infinite)
        return known if self.on_curves is None else known.reaching(*self.on_curves(column))

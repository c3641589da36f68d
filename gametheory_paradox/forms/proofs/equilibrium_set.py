"""All equilibria of a game, as far as a proof establishes them, and one player's payoffs over them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.exact.proofs.algebraic import distinct
from gametheory_paradox.forms import Game, Profile, expected_payoffs
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.forms.trees.proofs.ties import Ties
from gametheory_paradox.table import Record


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
        """The set whose extreme payoffs are among ``payoffs``; those not told apart count as one."""
        numbers = list(payoffs)
        exact = all(isinstance(number, Fraction) for number in numbers)
        paid = sorted(set(numbers)) if exact else distinct(numbers)
        return cls((paid[0], paid[-1]) if infinite else tuple(paid), infinite=infinite)

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

    Where some are known within bounds alone it is an
    :class:`~gametheory_paradox.forms.tables.proofs.settled_boxes.EquilibriumCover`.

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
    ties
        Of a tree in which all is seen, what is known however ties are broken.
    """

    game: Game
    profiles: tuple[Profile, ...]
    infinite: bool
    spanning: bool
    counted: bool = True
    ties: Ties | None = None

    def payoffs(self, player: str) -> PayoffSet:
        """Values compared for a player (the one the proof is about, where profiles do not span the set)."""
        column = self.game.column(player)
        paid = (expected_payoffs(self.game, profile)[column] for profile in self.profiles)
        return PayoffSet.of(paid, infinite=self.infinite)


def number_to_data(number: Number, *, signed: bool = False) -> str | dict[str, str]:
    """As JSON: a fraction, or bounds in decimals, rounded outwards.

    Parameters
    ----------
    number
        The number.
    signed
        Whether the bounds are to show its sign.
    """
    return str(number) if isinstance(number, Fraction) else number.to_data(signed=signed)

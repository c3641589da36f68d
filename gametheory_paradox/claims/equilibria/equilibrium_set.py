"""All equilibria of a game, as far as a proof establishes them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from gametheory_paradox.games import Game, Profile, expected_payoffs


@dataclass(frozen=True)
class PayoffSet:
    """One player's payoffs over all equilibria, or its values of a measure.

    Parameters
    ----------
    values
        The distinct payoffs, ascending; where there are infinitely many equilibria, the least and the
        greatest.
    infinite
        Whether there are infinitely many equilibria.
    """

    values: tuple[Fraction, ...]
    infinite: bool

    @classmethod
    def of(cls, payoffs: Iterable[Fraction], *, infinite: bool) -> "PayoffSet":
        """The set whose extreme payoffs are among ``payoffs``."""
        found = sorted(set(payoffs))
        return cls((found[0], found[-1]) if infinite else tuple(found), infinite)

    @property
    def low(self) -> Fraction:
        """The least payoff."""
        return self.values[0]

    @property
    def high(self) -> Fraction:
        """The greatest payoff."""
        return self.values[-1]


@dataclass(frozen=True)
class EquilibriumSet:
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
        Of a table, whether every equilibrium is a profile of the list, or in a product of polytopes whose
        corners are: none is known by bounds only, or on a piece with curved borders.
    never
        Of a tree in which all is seen: pairs of information set and action, by their numbers, that no
        subgame perfect equilibrium takes with positive probability.
    best_for_all
        Of such a tree with ties, what everybody gets in the equilibria that give every player its greatest
        payoff at once, and what follows of a measure; a text says why that is not known, or there are none.
    """

    game: Game
    profiles: tuple[Profile, ...]
    infinite: bool
    spanning: bool
    counted: bool = True
    listed: bool = True
    never: frozenset[tuple[int, int]] = frozenset()
    best_for_all: Callable[[], tuple[Fraction, ...] | str] | None = field(default=None, compare=False)

    def payoffs(self, player: str) -> PayoffSet:
        """What is compared for a player (the one the proof is about, where profiles do not span the set)."""
        column = self.game.column(player)
        return PayoffSet.of(
            (expected_payoffs(self.game, p)[column] for p in self.profiles), infinite=self.infinite
        )

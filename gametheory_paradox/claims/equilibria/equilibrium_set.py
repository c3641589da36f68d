"""All equilibria of a game, as far as a proof establishes them."""

from dataclasses import dataclass

from gametheory_paradox.claims.equilibria.payoff_set import PayoffSet
from gametheory_paradox.claims.equilibria.ties import Ties
from gametheory_paradox.games import Game, Profile, expected_payoffs
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class EquilibriumSet(Record):
    """Every equilibrium of a game, as far as a proof says.

    Where some are known within bounds alone it is an
    :class:`~gametheory_paradox.claims.equilibria.equilibrium_cover.EquilibriumCover`.

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
    ties
        Of a tree in which all is seen, what is known however ties are broken.
    """

    game: Game
    profiles: tuple[Profile, ...]
    infinite: bool
    spanning: bool
    counted: bool = True
    listed: bool = True
    ties: Ties | None = None

    def payoffs(self, player: str) -> PayoffSet:
        """What is compared for a player (the one the proof is about, where profiles do not span the set)."""
        column = self.game.column(player)
        paid = (expected_payoffs(self.game, profile)[column] for profile in self.profiles)
        return PayoffSet.of(paid, infinite=self.infinite)

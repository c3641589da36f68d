"""The claim of a paradox about a game: what is compared, and whether the comparison comes out so."""

from collections.abc import Mapping
from typing import Protocol

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number
from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet


class Claim(Protocol):
    """A definition's comparison of the equilibria of the variants."""

    @property
    def gap(self) -> Number:
        """The payoff difference that is compared; positive where it comes out as the paradox says."""

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """Payoffs that were compared, by name: over all equilibria of a variant."""

    def holds(self) -> bool:
        """The definition, that the paradox is present: the gap is positive, if nothing more is asked for."""
        return self.gap > 0

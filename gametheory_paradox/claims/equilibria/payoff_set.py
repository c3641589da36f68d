"""One player's payoffs over all equilibria of a game."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number
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
        """The set whose extreme payoffs are among ``payoffs``.

        Raises
        ------
        CertificateRejected
            If two of those that are compared, or their equality, are not told apart.
        """
        if infinite:
            ends = list(payoffs)
            return cls((min(ends), max(ends)), infinite=True)
        return cls(tuple(payoff for payoff, _ in groupby(sorted(payoffs))), infinite=False)

    @property
    def low(self) -> Number:
        """The least payoff."""
        return self.values[0]

    @property
    def high(self) -> Number:
        """The greatest payoff."""
        return self.values[-1]


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

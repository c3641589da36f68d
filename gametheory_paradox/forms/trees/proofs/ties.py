"""Facts about the equilibria of a tree in which all is seen, where there may be ties."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class Ties(Record):
    """Facts about all subgame perfect equilibria that follow from pieces of payoffs, however ties are broken.

    Parameters
    ----------
    never
        Pairs of information set and action, by their numbers, that no subgame perfect equilibrium takes with
        positive probability.
    best_for_all
        What everybody gets in the equilibria that give every player its greatest payoff at once, and what
        follows of a measure; a text says why that is not known, or there are none.
    """

    never: frozenset[tuple[int, int]]
    best_for_all: Callable[[], tuple[Fraction, ...] | str] = field(compare=False)

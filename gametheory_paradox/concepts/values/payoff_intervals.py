"""Payoffs over all equilibria, as numbers and intervals, and comparisons of two such sets.

Within a connected component a payoff takes every value between its least and its greatest, which listed
equilibria attain; so the payoffs over all equilibria are finitely many intervals, most of them single
numbers.  Where not all equilibria are listed, it is proved at most that all payoffs are between the least and
the greatest that is listed.

Sources: vonstengel2002 (maximal Nash subsets).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.concepts.forms import player_number
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.paradoxes.quantifiers import Quantifier
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria
from gametheory_paradox.table import Table, Tabular

BEYOND = "sets with curved borders may pay more or less than the points on them that are known"

Interval = tuple[Fraction, Fraction]


@dataclass(frozen=True, repr=False)
class EquilibriumPayoffs(Tabular):
    """One player's payoffs over the equilibria that were found.

    Parameters
    ----------
    player
        Whose payoffs.
    intervals
        Disjoint and ascending; a single payoff is an interval of length zero.
    completeness
        Whether these are the payoffs of all equilibria.
    exact
        Whether every payoff in the intervals occurs; if not, some only bound the payoff of an equilibrium
        that is not rational, or of those that are not listed.
    """

    player: str
    intervals: tuple[Interval, ...]
    completeness: Completeness
    exact: bool = True

    @property
    def low(self) -> Fraction:
        """The least payoff."""
        return self._occurring()[0][0]

    @property
    def high(self) -> Fraction:
        """The greatest payoff."""
        return self._occurring()[-1][1]

    def _occurring(self) -> tuple[Interval, ...]:
        if not self.intervals:
            raise Unsupported(
                f"no equilibrium was found ({self.completeness.why}), "
                f"so {self.player} has no payoffs to compare"
            )
        return self.intervals

    @property
    def words(self) -> str:
        """The payoffs as text: numbers, and intervals in brackets."""
        return (
            ", ".join(str(low) if low == high else f"[{low}, {high}]" for low, high in self.intervals)
            or "none found"
        )

    def __contains__(self, payoff: object) -> bool:
        return isinstance(payoff, int | Fraction) and any(
            low <= payoff <= high for low, high in self.intervals
        )

    def table(self) -> Table:
        """One row per interval."""
        return Table(
            ("", "from", "to"),
            tuple((number, low, high) for number, (low, high) in enumerate(self.intervals, start=1)),
            title=f"What {self.player} gets in equilibrium",
            note=str(self.completeness),
        )


def equilibrium_payoffs(equilibria: Equilibria, player: str) -> EquilibriumPayoffs:
    """Finds a player's payoffs over a list of equilibria.

    Parameters
    ----------
    equilibria
        The list, as ``solve`` returns it.
    player
        Whose payoffs.

    Returns
    -------
    Numbers and intervals; all payoffs there are where the list is complete.  They are not complete where
    there are sets with curved borders, which may pay more or less than their known points.

    Examples
    --------
    >>> from gametheory_paradox.games import NormalForm
    >>> from gametheory_paradox.solvers import solve
    >>> game = NormalForm.from_tables(
    ...     ["R", "C"], [["a", "b"], ["c", "d"]], [[1, 3], [0, 3]], [[1, 1], [1, 1]])
    >>> equilibrium_payoffs(solve(game), "R").words
    '[1, 3]'
    """
    who = player_number(equilibria.game.players, player)
    payoffs = [bounds[who] for bounds in equilibria.payoff_bounds]
    spans = [
        (min(payoffs[n][0] for n in component), max(payoffs[n][1] for n in component))
        for component in equilibria.components
    ]
    exact, completeness = all(low == high for low, high in payoffs), equilibria.completeness
    if equilibria.curved and completeness.status == "proved":
        completeness = Completeness("partial", BEYOND)
    elif not equilibria.listed and completeness.status == "proved":
        exact, spans = exact and len(spans) == 1, [(min(spans)[0], max(high for _, high in spans))]
    return EquilibriumPayoffs(player, joined(spans), completeness, exact)


def joined(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The union of intervals, as disjoint ascending ones.

    Examples
    --------
    >>> pieces = [(Fraction(low), Fraction(high)) for low, high in [(2, 3), (0, 0), (1, 2)]]
    >>> [tuple(map(str, pair)) for pair in joined(pieces)]
    [('0', '0'), ('1', '3')]
    """
    found: list[Interval] = []
    for low, high in sorted(intervals):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)


def loss(with_: EquilibriumPayoffs, without: EquilibriumPayoffs, quantifier: Quantifier) -> Fraction:
    """A player's loss by having something, against not having it, under a quantifier (negative: a gain).

    *strong* compares the best with to the worst without, *best* the best ones, *worst* the worst ones,
    *possible* the worst with to the best without.
    """
    return {
        "strong": lambda: without.low - with_.high,
        "best": lambda: without.high - with_.high,
        "worst": lambda: without.low - with_.low,
        "possible": lambda: without.high - with_.low,
    }[quantifier]()

"""The value of commitment: a leader's Stackelberg payoffs against those in the equilibria without it.

Sources: vonstengel2010.
"""

from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.concepts.commitment.stackelberg import (
    Commitment,
    leader_of,
    strong_stackelberg,
    weak_stackelberg,
)
from gametheory_paradox.concepts.forms import as_bimatrix, player_number
from gametheory_paradox.concepts.values.payoff_intervals import (
    EquilibriumPayoffs,
    Interval,
    equilibrium_payoffs,
)
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers import solve
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular


@dataclass(frozen=True, repr=False)
class ValueOfCommitment(Tabular):
    """A leader's payoffs with commitment and without.

    Parameters
    ----------
    game, leader
        The game, and who commits.
    strong, weak
        Commitment to a mixture, with ties broken for and against the leader.
    pure
        The leader's best payoff from committing to an action, with ties broken against and for it.
    nash
        The leader's payoffs over the equilibria of the game without commitment.
    """

    game: NormalForm[Fraction]
    leader: str
    strong: Commitment
    weak: Commitment
    pure: Interval
    nash: EquilibriumPayoffs

    @property
    def value(self) -> Interval:
        """The strong value minus the best, and minus the worst, that an equilibrium gives."""
        return self.strong.value - self.nash.high, self.strong.value - self.nash.low

    @property
    def weak_value(self) -> Interval:
        """The same with the weak value."""
        return self.weak.value - self.nash.high, self.weak.value - self.nash.low

    @property
    def pure_value(self) -> Interval:
        """The least that an action gives minus the best equilibrium, and the most minus the worst."""
        return self.pure[0] - self.nash.high, self.pure[1] - self.nash.low

    def table(self) -> Table:
        """One row for each way to play."""
        rows = (
            ("commitment to a mixture", self.weak.value, self.strong.value),
            ("commitment to an action", *self.pure),
            ("none: equilibria", self.nash.low, self.nash.high),
        )
        low, high = self.value
        worth = str(low) if low == high else f"between {low} and {high}"
        list_ = self.nash.completeness
        return Table(
            ("", "at least", "at most"),
            rows,
            title=f"{self.game.title or 'Game'}: what commitment gives {self.leader}",
            note=f"Commitment is worth {worth}.  Equilibria: {list_.status}, {list_.why}",
        )


def value_of_commitment(
    game: GameLike, leader: str | None = None, *, budget: float | None = None
) -> ValueOfCommitment:
    """Finds what commitment is worth to a leader: Stackelberg values against all equilibria without it.

    Parameters
    ----------
    game
        A two-player game in normal form.
    leader
        Who commits; the first player unless named.
    budget
        Seconds after which the search for equilibria stops.

    Returns
    -------
    Exact numbers; the equilibria's payoffs are complete where ``nash.completeness`` is proved.

    Sources
    -------
    vonstengel2010

    Examples
    --------
    >>> game = NormalForm.from_tables(
    ...     ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> found = value_of_commitment(game)
    >>> [str(end) for end in found.value], [str(end) for end in found.pure_value]
    (['5/3', '5/3'], ['1', '1'])
    """
    table = as_bimatrix(game, "the value of commitment")
    first = leader_of(table, leader)
    who = player_number(table.players, first)
    strong, weak = strong_stackelberg(table, first), weak_stackelberg(table, first)
    nash = equilibrium_payoffs(solve(table, concept="nash", budget=budget), first)

    # Of each action the least and the most that the follower's best answers leave.
    ends = []
    for own, answers in zip(table.own_rows(who), zip(*table.own_rows(1 - who), strict=True), strict=True):
        payoffs = [payoff for payoff, answer in zip(own, answers, strict=True) if answer == max(answers)]
        ends.append((min(payoffs), max(payoffs)))
    pure = max(low for low, _ in ends), max(high for _, high in ends)
    return ValueOfCommitment(table, first, strong, weak, pure, nash)

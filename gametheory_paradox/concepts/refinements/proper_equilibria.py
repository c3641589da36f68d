"""Proper equilibria of two-player tables: shown by orders of mistakes, or excluded order by order.

Each order in which both players' actions may be ever less likely is tried, more payoff first
(:mod:`gametheory_paradox.claims.equilibria.proper_equilibrium`); a linear program looks for weights, and
where there are none, its multipliers are the obstacle.  So every equilibrium is judged, unless actions
tie in so many ways that there are too many orders.

Source: myerson1978.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.equilibria.proper_equilibrium import (
    Levels,
    Obstacles,
    OrdersOfMistakes,
    Weights,
    conditions,
    count_of_levels,
    is_proper,
    possible_levels,
    reached_by,
    rules_out_properness,
)
from gametheory_paradox.concepts.forms import as_bimatrix
from gametheory_paradox.concepts.refinements.listed_verdicts import ListedVerdicts, NoVerdict
from gametheory_paradox.games import NormalForm, Profile
from gametheory_paradox.solvers.equilibria import Equilibria
from gametheory_paradox.solvers.linear_program import Infeasibility, LinearProgram, Optimum, Row, maximize
from gametheory_paradox.table import Record

MOST_ORDERS = 200_000  # a bound of the pairs of levels that are tried


@dataclass(frozen=True, repr=False)
class ProperVerdict(Record):
    """The orders of mistakes show that the equilibrium is proper."""

    orders: OrdersOfMistakes


@dataclass(frozen=True, repr=False)
class ImproperVerdict(Record):
    """The obstacles show that no orders of mistakes lead to the equilibrium."""

    obstacles: Obstacles


@dataclass(frozen=True, repr=False)
class ProperEquilibria(ListedVerdicts[ProperVerdict | ImproperVerdict]):
    """Equilibria of a two-player table, judged by properness; see :class:`ListedVerdicts`."""

    refinement, without_verdict = "proper equilibria", "undecided"

    @property
    def proper(self) -> tuple[int, ...]:
        """The numbers of the equilibria that are proper."""
        return self.numbers_of(ProperVerdict)

    @property
    def excluded(self) -> tuple[int, ...]:
        """The numbers of the equilibria that are not."""
        return self.numbers_of(ImproperVerdict)

    def confirms(self, profile: Profile, verdict: ProperVerdict | ImproperVerdict) -> bool:
        """Tests whether orders of mistakes, or obstacles, show it."""
        game = as_bimatrix(self.equilibria.game, "proper equilibrium")
        if isinstance(verdict, ProperVerdict):
            return is_proper(game, profile, verdict.orders)
        return rules_out_properness(game, profile, verdict.obstacles)

    def in_words(self, profile: Profile, verdict: ProperVerdict | ImproperVerdict) -> tuple[str, str]:
        """The verdict, and the orders of mistakes."""
        if isinstance(verdict, ImproperVerdict):
            return "not proper", "every order of mistakes is excluded"
        return "proper", _levels(as_bimatrix(self.equilibria.game, "proper equilibrium"), verdict.orders)


def proper_equilibria(equilibria: Equilibria) -> ProperEquilibria:
    """Finds which Nash equilibria of a two-player table are proper, each with what shows it.

    Parameters
    ----------
    equilibria
        Equilibria of a two-player table; every proper one is perfect.

    Returns
    -------
    A verdict for each profile on the list; equilibria between listed ones are not judged.

    Raises
    ------
    Unsupported
        If the game is a tree or has another number of players.

    Sources
    -------
    myerson1978

    Examples
    --------
    >>> from gametheory_paradox.solvers import solve
    >>> same = [[1, 0, -9], [0, 0, -7], [-9, -7, -7]]
    >>> game = NormalForm.from_tables(["A", "B"], [["a", "b", "c"], ["x", "y", "z"]], same, same)
    >>> print(proper_equilibria(solve(game)))
    Game: proper equilibria
    <BLANKLINE>
    equilibrium  verdict     shown by
    -----------  ----------  -----------------------------------
    1            proper      A: a, b, c; B: x, y, z
    2            not proper  every order of mistakes is excluded
    3            not proper  every order of mistakes is excluded
    """
    game = as_bimatrix(equilibria.game, "proper equilibrium")
    return ProperEquilibria(
        equilibria, tuple(_Search(game, profile).verdict() for profile in equilibria.profiles)
    )


def _levels(game: NormalForm[Fraction], orders: OrdersOfMistakes) -> str:
    """The levels of each player, the more likely actions first."""
    return "; ".join(
        f"{player}: {', '.join(' = '.join(names[a] for a in level) for level in levels)}"
        for player, names, levels in zip(game.players, game.actions, orders.levels, strict=True)
    )


@dataclass
class _Search:
    """The orders of mistakes that lead to one equilibrium."""

    game: NormalForm[Fraction]
    profile: Profile
    known: dict[tuple[int, Levels, tuple[int, ...]], tuple[Fraction, ...] | Infeasibility] = field(
        default_factory=dict
    )

    def verdict(self) -> ProperVerdict | ImproperVerdict | NoVerdict:
        """The first orders that lead there; obstacles to all if none do."""
        if count_of_levels(self.game, self.profile) > MOST_ORDERS:
            return NoVerdict("actions that pay the same could be ordered in too many ways")
        for first, second in product(*(possible_levels(self.game, self.profile, who) for who in (0, 1))):
            mine, theirs = self._weights(1, second, first), self._weights(0, first, second)
            if mine is not None and theirs is not None:
                return ProperVerdict(OrdersOfMistakes((first, second), (mine, theirs)))
        return ImproperVerdict(
            Obstacles({key: own.farkas for key, own in self.known.items() if isinstance(own, Infeasibility)})
        )

    def _weights(self, who: int, levels: Levels, theirs: Levels) -> Weights | None:
        """Weights of the other's levels that satisfy a player's conditions; None if there are none."""
        weights = [self.profile.probabilities[1 - who]]
        for actions in reached_by(theirs)[1:]:
            key = (who, levels, actions)
            if key not in self.known:
                self.known[key] = self._solution(*key)
            found = self.known[key]
            if isinstance(found, Infeasibility):
                return None
            weights.append(found)
        return tuple(weights)

    def _solution(
        self, who: int, levels: Levels, actions: tuple[int, ...]
    ) -> tuple[Fraction, ...] | Infeasibility:
        """Weights of the other's that are at least one on some actions and zero elsewhere."""
        rows = [
            Row(
                tuple(gains[b] for b in actions),
                "=" if equal else ">=",
                -sum((gains[b] for b in actions), Fraction(0)),
            )
            for gains, equal in conditions(self.game, who, levels)
        ]
        answer = maximize(LinearProgram((Fraction(0),) * len(actions), tuple(rows)))
        if isinstance(answer, Infeasibility):
            return Infeasibility(tuple(-m for m in answer.farkas))
        assert isinstance(answer, Optimum)
        above = dict(zip(actions, answer.primal, strict=True))
        count = len(self.game.actions[1 - who])
        return tuple(above[b] + 1 if b in above else Fraction(0) for b in range(count))

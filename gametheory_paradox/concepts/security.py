"""Security levels, the value of a zero-sum game, and the payoffs of all equilibria.

Sources: vonneumann1928; maschler2013 (maximin and minimax with several players); vonstengel2002 (maximal
Nash subsets).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_paradox.concepts.dominance import payoffs_against
from gametheory_paradox.concepts.forms import as_bimatrix, as_table, player_number
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import NormalForm, Profile, mixture_in_words
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria
from gametheory_paradox.forms.solvers.linear_program import LinearProgram, Optimum, Row, maximize
from gametheory_paradox.paradoxes.question import Quantifier
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular

# Maximin and minimax, pure and mixed: what a player can guarantee, and what others can hold it down to
#
# Maximin: the most a player can guarantee.  With a mixture against any choices of the others, which is a
# linear program; or with a pure action.  Minimax: the least to which the others can hold a player that
# answers best. With two players it equals the mixed maximin.  With three and more it does so when the others
# *correlate* their mixture, and that is what ``minimax`` computes: it punishes hardest.  Others who mix
# independently may be unable to hold the player down so far; by pure actions, which ``pure_minimax``
# computes, they hold it no lower.  So the independent minimax lies between the two.
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class SecurityLevel(Tabular):
    """A maximin or minimax value with strategies that prove it.

    Parameters
    ----------
    game, player, concept
        The game, whose payoff it is, and which value.
    value
        The payoff.
    strategy
        The player's own probabilities: in maximin the guarantee, in minimax a best response.
    against
        Probabilities of the others' combinations: in minimax the punishment, in maximin what gives no more.
    """

    game: NormalForm[Fraction]
    player: str
    concept: str
    value: Fraction
    strategy: tuple[Fraction, ...]
    against: Mapping[tuple[str, ...], Fraction]

    def table(self) -> Table:
        """The value and both sides' strategies."""
        own = mixture_in_words(self.game.actions[self.game.players.index(self.player)], self.strategy)
        others = ", ".join(
            " ".join(names) if p == 1 else f"{' '.join(names)} {p}" for names, p in self.against.items()
        )
        return Table(
            ("player", "value", "own strategy", "the others"),
            ((self.player, self.value, own, others),),
            title=f"{self.game.title or 'Game'}: {self.concept} of {self.player}",
        )


def maximin(game: GameLike, player: str) -> SecurityLevel:
    """Finds the most a player can guarantee by a mixture, whatever the others do.

    Parameters
    ----------
    game
        A game in normal form with any number of players.
    player
        Whose guarantee.

    Sources
    -------
    vonneumann1928

    Examples
    --------
    >>> game = NormalForm.from_tables(
    ...     ["R", "C"], [["a", "b"], ["c", "d"]], [[3, 0], [1, 2]], [[0, 0], [0, 0]])
    >>> found = maximin(game, "R")
    >>> str(found.value), list(map(str, found.strategy))
    ('3/2', ['1/4', '3/4'])
    """
    return _mixed(as_table(game, "maximin"), player, "maximin")


def minimax(game: GameLike, player: str) -> SecurityLevel:
    """Finds the least to which the others can hold a player, mixing together if there are several.

    Parameters
    ----------
    game
        A game in normal form with any number of players; three and more: the punishment is correlated.
    player
        Who is punished.

    Sources
    -------
    vonneumann1928; maschler2013

    Examples
    --------
    >>> game = NormalForm.from_tables(
    ...     ["R", "C"], [["a", "b"], ["c", "d"]], [[3, 0], [1, 2]], [[0, 0], [0, 0]])
    >>> found = minimax(game, "R")
    >>> str(found.value), {" ".join(names): str(p) for names, p in found.against.items()}
    ('3/2', {'c': '1/2', 'd': '1/2'})
    """
    game = as_table(game, "minimax")
    return _mixed(game, player, "minimax" if len(game.players) == 2 else "minimax (correlated punishment)")


def pure_maximin(game: GameLike, player: str) -> SecurityLevel:
    """Finds the most a player can guarantee by a pure action.

    Examples
    --------
    >>> game = NormalForm.from_tables(
    ...     ["R", "C"], [["a", "b"], ["c", "d"]], [[3, 0], [1, 2]], [[0, 0], [0, 0]])
    >>> str(pure_maximin(game, "R").value), str(pure_minimax(game, "R").value)
    ('1', '2')
    """
    lines = _Lines(as_table(game, "pure maximin"), player)
    action, row = max(enumerate(lines.rows), key=lambda line: min(line[1]))
    return lines.pure("pure maximin", min(row), action, row.index(min(row)))


def pure_minimax(game: GameLike, player: str) -> SecurityLevel:
    """Finds the least to which the others can hold a player by pure actions."""
    lines = _Lines(as_table(game, "pure minimax"), player)
    place, column = min(enumerate(zip(*lines.rows, strict=True)), key=lambda line: max(line[1]))
    return lines.pure("pure minimax", max(column), column.index(max(column)), place)


class _Lines:
    """A player's payoffs: one row per own action, one column per combination of the others' actions."""

    def __init__(self, game: NormalForm[Fraction], player: str):
        self.game, self.player, who = game, player, player_number(game.players, player)
        everything = [range(size) for size in game.shape]
        self.rows = [payoffs_against(game, everything, who, own) for own in range(game.shape[who])]
        self.combinations = list(product(*(names for p, names in enumerate(game.actions) if p != who)))

    def pure(self, concept: str, value: Fraction, action: int, place: int) -> SecurityLevel:
        own = tuple(Fraction(a == action) for a in range(len(self.rows)))
        return SecurityLevel(
            self.game, self.player, concept, value, own, {self.combinations[place]: Fraction(1)}
        )


def _mixed(game: NormalForm[Fraction], player: str, concept: str) -> SecurityLevel:
    lines = _Lines(game, player)
    size = len(lines.rows)
    rows = [Row((*column, Fraction(-1)), ">=", Fraction(0)) for column in zip(*lines.rows, strict=True)]
    rows.append(Row((*(Fraction(1) for _ in range(size)), Fraction(0)), "=", Fraction(1)))
    nothing = (Fraction(0),) * size
    found = maximize(LinearProgram((*nothing, Fraction(1)), tuple(rows), frozenset([size])))
    assert isinstance(found, Optimum)

    # The multipliers of ≥ are negative: minus the others' probabilities.
    against = {c: -p for c, p in zip(lines.combinations, found.dual, strict=False) if p}
    return SecurityLevel(game, player, concept, found.value, found.primal[:size], against)


# The value of a two-player game whose payoffs sum to a constant, with optimal strategies of both
#
# Every equilibrium gives each player the same, and any two optimal strategies form one.
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class ZeroSumValue(Tabular):
    """The value and a pair of optimal strategies.

    Parameters
    ----------
    game
        The game.
    values
        What each player gets in every equilibrium.
    optimal
        Strategies that guarantee it.
    """

    game: NormalForm[Fraction]
    values: tuple[Fraction, Fraction]
    optimal: Profile

    @property
    def value(self) -> Fraction:
        """The value to the first player."""
        return self.values[0]

    def table(self) -> Table:
        """One row per player."""
        parts = zip(
            self.game.players, self.game.actions, self.optimal.probabilities, self.values, strict=True
        )
        return Table(
            ("player", "optimal strategy", "value"),
            tuple((player, mixture_in_words(actions, odds), value) for player, actions, odds, value in parts),
            title=f"{self.game.title or 'Game'}: value",
        )


def zero_sum_value(game: GameLike) -> ZeroSumValue:
    """Finds the value of a two-player game with constant sum.

    Parameters
    ----------
    game
        A two-player game in normal form; in every cell the payoffs sum to the same number.

    Raises
    ------
    Unsupported
        If the sum is not constant; the message names two cells.

    Sources
    -------
    vonneumann1928

    Examples
    --------
    >>> game = NormalForm.from_tables(["R", "C"], [["h", "t"]] * 2, [[2, -1], [-1, 1]], [[-2, 1], [1, -1]])
    >>> print(zero_sum_value(game))
    Game: value
    <BLANKLINE>
    player  optimal strategy  value
    ------  ----------------  -----
    R       h 2/5, t 3/5        1/5
    C       h 2/5, t 3/5       -1/5
    """
    game = as_bimatrix(game, "the value of a constant-sum game")
    sums: dict[Fraction, tuple[str, ...]] = {}
    for profile, cell in zip(game.profiles(), game.payoffs, strict=True):
        sums.setdefault(sum(cell, Fraction(0)), profile)
    if len(sums) > 1:
        told = [f"to {total} at {', '.join(profile)}" for total, profile in sums.items()][:2]
        raise Unsupported(f"the value needs payoffs with a constant sum; they sum {' and '.join(told)}")
    first, second = (maximin(game, player) for player in game.players)
    optimal = Profile(game.information_sets, (first.strategy, second.strategy))
    return ZeroSumValue(game, (first.value, second.value), optimal)


# Payoffs over all equilibria, as numbers and intervals, and comparisons of two such sets
#
# Within a connected component a payoff takes every value between its least and its greatest, which listed
# equilibria attain; so the payoffs over all equilibria are finitely many intervals, most of them single
# numbers.  Where not all equilibria are listed, it is proved at most that all payoffs are between the least
# and the greatest that is listed.
# ----------------------------------------------------------------------------

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
    >>> from gametheory_paradox.forms import NormalForm
    >>> from gametheory_paradox.forms.solvers import solve
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

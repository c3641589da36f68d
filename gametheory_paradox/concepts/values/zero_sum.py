"""The value of a two-player game whose payoffs sum to a constant, with optimal strategies of both.

Every equilibrium gives each player the same, and any two optimal strategies form one.

Sources: vonneumann1928.
"""

from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.concepts.forms import as_bimatrix
from gametheory_paradox.concepts.values.security import maximin
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import NormalForm, Profile, mixture_in_words
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular


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

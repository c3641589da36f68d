"""Maximin and minimax, pure and mixed: what a player can guarantee, and what others can hold it down to.

Maximin: the most a player can guarantee.  With a mixture against any choices of the others, which is a linear
program; or with a pure action.  Minimax: the least to which the others can hold a player that answers best.
With two players it equals the mixed maximin.  With three and more it does so when the others *correlate*
their mixture, and that is what ``minimax`` computes: it punishes hardest.  Others who mix independently may
be unable to hold the player down so far; by pure actions, which ``pure_minimax`` computes, they hold it no
lower.  So the independent minimax lies between the two.

Sources: vonneumann1928; maschler2013 (maximin and minimax with several players).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_paradox.concepts.forms import as_table, player_number
from gametheory_paradox.concepts.selection.dominance import payoffs_against
from gametheory_paradox.games import NormalForm, mixture_in_words
from gametheory_paradox.solvers.linear_program import LinearProgram, Optimum, Row, maximize
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular


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

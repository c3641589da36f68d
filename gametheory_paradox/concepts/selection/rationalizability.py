"""Rationalizable actions: best responses to some belief about what rationalizable others do.

With two players this is what survives iterated strict dominance.  With three and more it is so when a player
may believe that the others' choices are correlated, which is the notion used here; with independent beliefs
fewer actions may survive.

Sources: bernheim1984; pearce1984; osborne1994 (lemma 60.1: never a best response is strictly dominated).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_paradox.concepts.forms import as_table
from gametheory_paradox.concepts.selection.dominance import (
    IteratedDominance,
    iterated_strict_dominance,
    payoffs_against,
)
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers.linear_program import LinearProgram, Optimum, Row, maximize
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular

Belief = Mapping[tuple[str, ...], Fraction]


@dataclass(frozen=True, repr=False)
class RationalizableActions(Tabular):
    """The rationalizable actions, each with a belief to which it is a best response.

    Parameters
    ----------
    game
        The game.
    elimination
        Why the other actions are not rationalizable.
    beliefs
        For each player and each of its rationalizable actions, the probabilities of the others'
        rationalizable combinations.
    """

    game: NormalForm[Fraction]
    elimination: IteratedDominance
    beliefs: Mapping[str, Mapping[str, Belief]]

    @property
    def actions(self) -> dict[str, tuple[str, ...]]:
        """For each player its rationalizable actions."""
        return self.elimination.actions

    def table(self) -> Table:
        """One row per rationalizable action."""
        rows = [
            (player, action, "; ".join(f"{' '.join(others)}: {p}" for others, p in belief.items()))
            for player, actions in self.beliefs.items()
            for action, belief in actions.items()
        ]
        return Table(
            ("player", "action", "best response to"),
            tuple(rows),
            title=f"{self.game.title or 'Game'}: rationalizable actions",
            note="" if len(self.game.players) == 2 else "Beliefs may be correlated across the others.",
        )


def rationalizable(game: GameLike) -> RationalizableActions:
    """Finds the rationalizable actions and, for each, a belief that makes it a best response.

    Parameters
    ----------
    game
        A game in normal form; with three and more players beliefs may be correlated.

    Sources
    -------
    bernheim1984; pearce1984

    Examples
    --------
    >>> game = NormalForm.from_tables(["R", "C"], [["a", "b", "c"], ["d", "e"]],
    ...     [[3, 0], [0, 3], [1, 1]], [[1, 0], [0, 1], [2, 3]])
    >>> rationalizable(game).actions
    {'R': ('a', 'b'), 'C': ('d', 'e')}
    """
    game = as_table(game, "rationalizability")
    elimination = iterated_strict_dominance(game)
    surviving = elimination.surviving
    beliefs = {
        player: {game.actions[who][own]: _belief(elimination, who, own) for own in surviving[who]}
        for who, player in enumerate(game.players)
    }
    return RationalizableActions(game, elimination, beliefs)


def _belief(elimination: IteratedDominance, who: int, action: int) -> Belief:
    """Probabilities of the others' combinations for which an undominated action is best."""
    game, surviving = elimination.game, elimination.surviving
    others = [[game.actions[p][a] for a in actions] for p, actions in enumerate(surviving) if p != who]
    combinations = list(product(*others))
    here = payoffs_against(game, surviving, who, action)
    rows = [Row(tuple(Fraction(1) for _ in combinations), "=", Fraction(1))]
    for other in surviving[who]:
        if other != action:
            there = payoffs_against(game, surviving, who, other)
            rows.append(Row(tuple(h - t for h, t in zip(here, there, strict=True)), ">=", Fraction(0)))
    answer = maximize(LinearProgram(tuple(Fraction(0) for _ in combinations), tuple(rows)))
    assert isinstance(answer, Optimum)
    return {others: p for others, p in zip(combinations, answer.primal, strict=True) if p}

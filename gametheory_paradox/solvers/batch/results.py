"""What a batch returns: arrays with one entry per game."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_paradox.paradoxes.question import Quantifier
from gametheory_paradox.table import Cell, Table

Integers: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Answers: TypeAlias = npt.NDArray[np.int8]

UNCOUNTED = -1  # how many equilibria there are where they are infinitely many and have no extreme ones


class Answer(IntEnum):
    """A verdict as a number."""

    ABSENT = 0
    PRESENT = 1
    IMPOSSIBLE = 2


@dataclass(frozen=True, eq=False)
class BatchEquilibria:
    """The equilibria of many games.

    Parameters
    ----------
    examined
        Whether all equilibria were looked for, or pure ones alone.
    number
        For each game, how many equilibria it has; of infinitely many, how many extreme ones (with three
        players, which have no extreme ones, -1).
    infinite
        Whether they are infinitely many.
    low, high
        For each game and player the least and the greatest equilibrium payoff, rounded to the nearest float;
        NaN where no equilibrium was found.
    settled_exactly
        Where floats with bounded errors did not suffice and exact arithmetic decided.
    """

    examined: Literal["all", "pure"]
    number: Integers
    infinite: Mask
    low: Floats
    high: Floats
    settled_exactly: Mask

    def __len__(self) -> int:
        return len(self.number)

    def table(self) -> Table:
        """A summary: how many games have how many equilibria."""
        finite = self.number[~self.infinite]
        counted = zip(*np.unique(finite, return_counts=True), strict=True)
        rows: list[list[Cell]] = [[str(number), int(games)] for number, games in counted]
        if self.infinite.any():
            rows.append(["infinitely many", int(self.infinite.sum())])
        note = f"{int(self.settled_exactly.sum())} settled by exact arithmetic"
        heads = ("pure equilibria" if self.examined == "pure" else "equilibria", "games")
        return Table(heads, tuple(tuple(row) for row in rows), title=f"{len(self)} games", note=note)

    def __str__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table().html()


@dataclass(frozen=True, eq=False)
class BatchVerdicts(BatchEquilibria):
    """The equilibria of many games, and in which of them an action hurts its owner.

    Parameters
    ----------
    mover, action, quantifier
        Whose payoff is measured, which of its actions is taken away (both counted from 0), which equilibria
        are compared.
    verdict
        For each game an ``Answer``.
    gap
        By how much the mover is better off without the action, rounded to the nearest float; negative: worse
        off.
    without
        The equilibria of the games without the action.
    """

    mover: int
    action: int
    quantifier: Quantifier
    verdict: Answers
    gap: Floats
    without: BatchEquilibria

    @property
    def present(self) -> Mask:
        """The games that hold the paradox."""
        mask: Mask = self.verdict == Answer.PRESENT
        return mask

    def table(self) -> Table:
        """A summary: how many games hold the paradox."""
        rows = tuple((answer.name.lower(), int((self.verdict == answer).sum())) for answer in Answer)
        title = f"{len(self)} games: player {self.mover} without action {self.action} ({self.quantifier})"
        return Table(("option paradox", "games"), rows, title=title)

"""The answers about a batch of games: arrays with one entry per game."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

import numpy as np

from gametheory_paradox.kernels.batch.games import Deletion
from gametheory_paradox.kernels.batch.sheets import (
    ComparisonSheet,
    EquilibriumSheet,
    Floats,
    Integers,
    Mask,
    Signs,
)
from gametheory_paradox.paradoxes.question import Quantifier
from gametheory_paradox.table import Cell, Table, Tabular


class VerdictCode(IntEnum):
    """A verdict as a number."""

    ABSENT = 0
    PRESENT = 1
    IMPOSSIBLE = 2
    UNDECIDED = 3  # in sweeps: a batch is settled


@dataclass(frozen=True, eq=False, repr=False)
class BatchEquilibria(Tabular):
    """The equilibria of many games.

    Parameters
    ----------
    examined
        Whether all equilibria were looked for, or pure ones alone, as with three players.
    number
        For each game, how many equilibria it has; of infinitely many, how many extreme ones.
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
        """A summary: for each number of equilibria the games that have it."""
        finite = self.number[~self.infinite]
        counted = zip(*np.unique(finite, return_counts=True), strict=True)
        rows: list[list[Cell]] = [[str(number), int(games)] for number, games in counted]
        if self.infinite.any():
            rows.append(["infinitely many", int(self.infinite.sum())])
        note = f"{int(self.settled_exactly.sum())} settled by exact arithmetic"
        heads = ("pure equilibria" if self.examined == "pure" else "equilibria", "games")
        return Table(heads, tuple(tuple(row) for row in rows), title=f"{len(self)} games", note=note)


@dataclass(frozen=True, eq=False, repr=False)
class BatchVerdicts(BatchEquilibria):
    """The equilibria of many games, and in which of them an action hurts its owner.

    Parameters
    ----------
    mover, action, quantifier
        Whose payoff is measured, which of its actions is taken away (both counted from 0), which equilibria
        are compared.
    verdict
        For each game a ``VerdictCode``.
    gap
        By how much the mover is better off without the action, rounded to the nearest float, infinite beyond
        all floats; negative: worse off.
    without
        The equilibria of the games without the action.
    """

    mover: int
    action: int
    quantifier: Quantifier
    verdict: Signs
    gap: Floats
    without: BatchEquilibria

    @property
    def present(self) -> Mask:
        """The games that hold the paradox."""
        mask: Mask = self.verdict == VerdictCode.PRESENT
        return mask

    def table(self) -> Table:
        """A summary: the number of games that hold the paradox."""
        settled = [code for code in VerdictCode if code != VerdictCode.UNDECIDED]
        rows = tuple((code.name.lower(), int((self.verdict == code).sum())) for code in settled)
        title = f"{len(self)} games: player {self.mover} without action {self.action} ({self.quantifier})"
        return Table(("option paradox", "games"), rows, title=title)


def equilibria_of(sheet: EquilibriumSheet, examined: Literal["all", "pure"]) -> BatchEquilibria:
    """The equilibria on a sheet."""
    for bound in (sheet.low, sheet.high):
        bound += 0.0  # no negative zeros
    return BatchEquilibria(examined, sheet.number, sheet.infinite, sheet.low, sheet.high, sheet.exactly)


def verdicts_of(sheet: EquilibriumSheet, compared: ComparisonSheet, deletion: Deletion) -> BatchVerdicts:
    """The equilibria on a sheet, and the verdicts about an action."""
    verdict = np.where(compared.differences.sign == 1, VerdictCode.PRESENT, VerdictCode.ABSENT).astype(
        np.int8
    )
    verdict[compared.differences.impossible] = VerdictCode.IMPOSSIBLE
    return BatchVerdicts(
        **vars(equilibria_of(sheet, "all")),
        mover=deletion.mover,
        action=deletion.action,
        quantifier=deletion.quantifier,
        verdict=verdict,
        gap=compared.differences.gap,
        without=equilibria_of(compared.without_action, "all"),
    )

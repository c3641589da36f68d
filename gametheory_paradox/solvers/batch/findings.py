"""Room for what is found out about many games, and what is not settled yet."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from gametheory_paradox.solvers.batch.question import BatchQuestion
from gametheory_paradox.solvers.batch.results import (
    Answer,
    Answers,
    BatchEquilibria,
    BatchVerdicts,
    Floats,
    Integers,
    Mask,
)
from gametheory_paradox.solvers.batch.vertex_payoffs import Vertices

OPEN = 2  # the sign of what is not decided; compiled code knows it as UNKNOWN


@dataclass(frozen=True, eq=False)
class Findings:
    """The equilibria of many games, one entry per game.

    Parameters
    ----------
    number, infinite, low, high, exactly
        As in ``BatchEquilibria``.
    undone
        The games about which nothing is sure.
    open
        The vertices in two-player games whose payoffs are not known yet, by number.
    """

    number: Integers
    infinite: Mask
    low: Floats
    high: Floats
    exactly: Mask
    undone: Mask
    open: dict[int, Vertices] = field(default_factory=dict)

    @classmethod
    def of_size(cls, games: int, players: int) -> "Findings":
        """Room for so many games."""
        low, high = np.empty((games, players)), np.empty((games, players))
        infinite, exactly, undone = (np.zeros(games, np.bool_) for _ in range(3))
        return cls(np.zeros(games, np.int64), infinite, low, high, exactly, undone)

    def part(self, begin: int, end: int) -> "Findings":
        """The same room for some of the games, numbered from 0."""
        return Findings(*(array[begin:end] for array in list(vars(self).values())[:-1]))

    def arrays(self) -> tuple[Integers, Mask, Floats, Floats, Mask]:
        """What compiled code fills in."""
        return self.number, self.infinite, self.low, self.high, self.undone

    def replace(self, numbers: Integers, found: "Findings") -> None:
        """Put what exact arithmetic found out about some of the games in the place of what was there."""
        self.number[numbers], self.infinite[numbers], self.undone[numbers] = (
            found.number,
            found.infinite,
            found.undone,
        )
        self.exactly[numbers] = True
        self.open.update({int(numbers[number]): vertices for number, vertices in found.open.items()})

    def write(self, number: int, solved: "Solved") -> None:
        """Note what exact arithmetic says about a game."""
        self.number[number], self.infinite[number] = solved.number, solved.infinite
        self.low[number], self.high[number] = solved.low, solved.high
        self.exactly[number] = True

    def equilibria(self, examined: Literal["all", "pure"]) -> BatchEquilibria:
        """As a result."""
        for bound in (self.low, self.high):
            bound += 0.0  # no negative zeros
        return BatchEquilibria(examined, self.number, self.infinite, self.low, self.high, self.exactly)


@dataclass(frozen=True, eq=False)
class Comparison:
    """How the mover fares without an action, one entry per game.

    Parameters
    ----------
    lacks
        The equilibria without the action.
    gap, sign
        By how much the mover gains, and the sign of that; the sign is 0 too where the action does not matter,
        OPEN where that is not decided.
    impossible
        Whether the structure of the game rules the paradox out.
    """

    lacks: Findings
    gap: Floats
    sign: Answers
    impossible: Mask

    @classmethod
    def of_size(cls, games: int, players: int) -> "Comparison":
        """Room for so many games."""
        sign = np.full(games, OPEN, np.int8)
        return cls(Findings.of_size(games, players), np.zeros(games), sign, np.zeros(games, np.bool_))

    def part(self, begin: int, end: int) -> "Comparison":
        """The same room for some of the games, numbered from 0."""
        lacks, *arrays = vars(self).values()
        return Comparison(lacks.part(begin, end), *(array[begin:end] for array in arrays))

    def write(self, number: int, judged: "Judged") -> None:
        """Note what exact arithmetic says about a game."""
        self.lacks.write(number, judged.lacks)
        self.gap[number], self.sign[number] = judged.gap, judged.answer == Answer.PRESENT
        self.impossible[number] = judged.answer == Answer.IMPOSSIBLE

    def verdicts(self, has: Findings, question: BatchQuestion) -> BatchVerdicts:
        """As a result."""
        verdict = np.where(self.sign == 1, Answer.PRESENT, Answer.ABSENT).astype(np.int8)
        verdict[self.impossible] = Answer.IMPOSSIBLE
        without = self.lacks.equilibria("all")
        return BatchVerdicts(
            **vars(has.equilibria("all")), **vars(question), verdict=verdict, gap=self.gap, without=without
        )


@dataclass(frozen=True)
class Solved:
    """The equilibria of one game: how many, whether infinitely many, and each player's least and greatest payoff."""

    number: int
    infinite: bool
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Judged:
    """The verdict about one game, and its equilibria with and without the action."""

    answer: Answer
    gap: float
    has: Solved
    lacks: Solved

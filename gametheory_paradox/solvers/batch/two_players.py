"""Blocks of two-player games: by compiled code, by numpy, or one by one; what they leave open is settled exactly.

Loading compiled code takes time.  Until numpy has taken as long in all, it goes first.
"""

import time
from dataclasses import dataclass

import numpy as np

from gametheory_paradox.solvers.batch import plain
from gametheory_paradox.solvers.batch.compiled import Compiled, Map, is_loaded, is_on_disk, kernel
from gametheory_paradox.solvers.batch.exact_games import Solved, exact_game, judge_exactly, solve_exactly
from gametheory_paradox.solvers.batch.findings import OPEN, Findings, Vertices
from gametheory_paradox.solvers.batch.question import BatchQuestion
from gametheory_paradox.solvers.batch.reading import Games
from gametheory_paradox.solvers.batch.results import Answer, BatchEquilibria, BatchVerdicts
from gametheory_paradox.solvers.batch.subsets import LARGEST

_LOADING, _COMPILING = 0.8, 25.0  # seconds, rounded from measurements
_SOLVED_EACH, _JUDGED_EACH = 1e-4, 3e-4  # for one game


class _Patience:
    """The seconds that have been spent without compiled code so far."""

    spent = 0.0


@dataclass(frozen=True)
class TwoPlayers:
    """Solves blocks of two-player games.

    Parameters
    ----------
    spread
        Applies a function to pieces of work: ``map``, or that of a pool of threads.
    """

    spread: Map

    def equilibria(self, games: Games, ahead: int) -> BatchEquilibria:
        """The equilibria; ``ahead`` games came in earlier blocks."""
        began = time.monotonic()
        compiled = self._compiled(games, _SOLVED_EACH)
        found = compiled.find(games) if compiled else plain.find(games)
        self._check(games, found, ahead)
        for number, vertices in found.open.items():
            _settle(games, number, vertices, found)
        for number in np.flatnonzero(found.undone).tolist():
            _write(found, number, solve_exactly(exact_game(games, number)))
        _Patience.spent += 0.0 if compiled else time.monotonic() - began
        return found.equilibria()

    def verdicts(self, games: Games, question: BatchQuestion, ahead: int) -> BatchVerdicts:
        """The equilibria with and without an action, and the verdicts; ``ahead`` games came in earlier blocks."""
        began = time.monotonic()
        compiled = self._compiled(games, _JUDGED_EACH)
        has, lacks, gaps = (compiled or plain).compare(games, question)
        self._check(games, has, ahead)
        rest = games.without(question.mover, question.action)
        for part, found in ((games, has), (rest, lacks)):
            for number, vertices in found.open.items():
                _settle(part, number, vertices, found)
        undone = has.undone | lacks.undone
        for number in np.flatnonzero((gaps.sign == OPEN) & ~undone).tolist():
            pair = (games, has.open[number]), (rest, lacks.open[number])
            gaps.gap[number], gaps.sign[number] = _gap(number, *pair, question)
        verdict = np.where(gaps.sign == 1, Answer.PRESENT, Answer.ABSENT).astype(np.int8)
        verdict[gaps.constant | (games.shape[1 - question.mover] == 1)] = Answer.IMPOSSIBLE
        for number in np.flatnonzero(undone | (gaps.sign == OPEN)).tolist():
            judged = judge_exactly(exact_game(games, number), question)
            _write(has, number, judged.has)
            _write(lacks, number, judged.lacks)
            gaps.gap[number], verdict[number] = judged.gap, judged.answer
        _Patience.spent += 0.0 if compiled else time.monotonic() - began
        with_, without = has.equilibria(), lacks.equilibria()
        return BatchVerdicts(**vars(with_), **vars(question), verdict=verdict, gap=gaps.gap, without=without)

    def _compiled(self, games: Games, seconds_each: float) -> Compiled | None:
        """The compiled code, where it is in memory or worth loading."""
        cost = _LOADING if is_on_disk() else _COMPILING
        worth = is_loaded() or _Patience.spent + len(games) * seconds_each > cost
        loaded = kernel() if worth and max(games.shape) <= LARGEST else None
        return Compiled(loaded, self.spread) if loaded else None

    def _check(self, games: Games, found: Findings, ahead: int) -> None:
        """Numbers that are none stand in games that are left undone."""
        if found.undone.any():
            games.check_finite(ahead)


def _own(games: Games, number: int, player: int) -> list[list[float]]:
    """A player's payoffs in one game, its own actions as rows."""
    payoffs = games.payoffs[player][number]
    rows: list[list[float]] = (payoffs if player == 0 else payoffs.T).tolist()
    return rows


def _settle(games: Games, number: int, vertices: Vertices, found: Findings) -> None:
    """Fill in the least and greatest payoffs of a game whose equilibria are known."""
    for player in range(2):
        payoffs = vertices.payoffs(player, _own(games, number, player))
        found.low[number, player], found.high[number, player] = float(min(payoffs)), float(max(payoffs))


def _gap(number: int, has: tuple[Games, Vertices], lacks: tuple[Games, Vertices], question: BatchQuestion) -> tuple[float, int]:
    """The gap and its sign; open where it is positive and whether the action matters is another question."""
    compared = [
        sorted(vertices.payoffs(question.mover, _own(games, number, question.mover)))[-1 if counted > 0 else 0]
        for (games, vertices), counted in zip((lacks, has), question.counted, strict=True)
    ]
    gap = compared[0] - compared[1]
    sign = (gap > 0) - (gap < 0)
    return float(gap), OPEN if sign > 0 and question.quantifier == "possible" else sign


def _write(found: Findings, number: int, solved: Solved) -> None:
    found.number[number], found.infinite[number] = solved.number, solved.infinite
    found.low[number], found.high[number] = solved.low, solved.high
    found.exactly[number] = True

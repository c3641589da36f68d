"""Blocks of two-player games: by compiled code, by numpy, or one by one; what they leave open is settled exactly.

Loading compiled code takes time.  Until numpy has taken as long in all, it goes first.
"""

import time
from dataclasses import dataclass

import numpy as np

from gametheory_paradox.solvers.batch import plain
from gametheory_paradox.solvers.batch.compiled import Compiled, Map, is_loaded, is_on_disk, kernel
from gametheory_paradox.solvers.batch.exact_games import Solved, exact_game, judge_exactly, settle_payoffs, solve_exactly
from gametheory_paradox.solvers.batch.findings import Findings
from gametheory_paradox.solvers.batch.question import BatchQuestion
from gametheory_paradox.solvers.batch.reading import Games
from gametheory_paradox.solvers.batch.results import Answer, Answers, BatchEquilibria, BatchVerdicts, Floats
from gametheory_paradox.solvers.batch.subsets import LARGEST

_LOADING, _COMPILING = 0.8, 25.0  # seconds, rounded from measurements
_PLAIN_EACH, _JUDGED_EACH = 1e-4, 2e-3  # for one game


class _Patience:
    """The seconds that have been spent without compiled code so far."""

    spent = 0.0


def _worth_loading(seconds: float) -> bool:
    """Whether work that takes so long without it is worth loading the compiled code."""
    return is_loaded() or _Patience.spent + seconds > (_LOADING if is_on_disk() else _COMPILING)


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
        if max(games.shape) > LARGEST:
            games.check_finite(ahead)
            found = Findings.of_size(len(games))
            found.undone[:] = True
        else:
            floats, rounded = games.floats()
            compiled = self._compiled(_PLAIN_EACH * len(games))
            began = time.monotonic()
            found = compiled.find(*floats) if compiled else plain.find(*floats)
            found.undone[rounded] = True
            if found.undone.any():
                games.check_finite(ahead)
            _settle(games, found)
            _Patience.spent += 0.0 if compiled else time.monotonic() - began
        for number in np.flatnonzero(found.undone):
            _write(found, number, solve_exactly(exact_game(games, number)))
        return _equilibria(found)

    def verdicts(self, games: Games, question: BatchQuestion, ahead: int) -> BatchVerdicts:
        """The equilibria with and without an action, and the verdicts; ``ahead`` games came in earlier blocks."""
        compiled = self._compiled(_JUDGED_EACH * len(games)) if max(games.shape) <= LARGEST else None
        if compiled:
            return self._compared(compiled, games, question, ahead)
        games.check_finite(ahead)
        has, lacks = (Findings.of_size(len(games)) for _ in range(2))
        gap, verdict = np.zeros(len(games)), np.zeros(len(games), np.int8)
        began = time.monotonic()
        for number in range(len(games)):
            _judge(games, number, question, has, lacks, gap, verdict)
        _Patience.spent += time.monotonic() - began if max(games.shape) <= LARGEST else 0.0
        return _verdicts(question, has, lacks, gap, verdict)

    def _compared(self, compiled: Compiled, games: Games, question: BatchQuestion, ahead: int) -> BatchVerdicts:
        rest = games.without(question.mover, question.action)
        (first, second), rounded = games.floats()
        asked = (question.mover, question.action, *question.counted)
        has, lacks, gaps = compiled.compare((first, second), rest.floats()[0], asked)
        undone = has.undone | lacks.undone | rounded | (gaps.sign == compiled.open)
        if undone.any():
            games.check_finite(ahead)
        verdict = np.where(gaps.sign == 1, Answer.PRESENT, Answer.ABSENT).astype(np.int8)
        verdict[gaps.constant | (games.shape[1 - question.mover] == 1)] = Answer.IMPOSSIBLE
        for part, found in ((games, has), (rest, lacks)):
            found.open[undone] = False
            _settle(part, found)
        for number in np.flatnonzero(undone):
            _judge(games, number, question, has, lacks, gaps.gap, verdict)
        return _verdicts(question, has, lacks, gaps.gap, verdict)

    def _compiled(self, seconds: float) -> Compiled | None:
        loaded = kernel() if _worth_loading(seconds) else None
        return Compiled(loaded, self.spread) if loaded else None


def _settle(games: Games, found: Findings) -> None:
    for number in np.flatnonzero(found.open & ~found.undone):
        settle_payoffs(games, number, found)


def _judge(
    games: Games, number: int, question: BatchQuestion, has: Findings, lacks: Findings, gap: Floats, verdict: Answers
) -> None:
    judged = judge_exactly(exact_game(games, number), question)
    _write(has, number, judged.has)
    _write(lacks, number, judged.lacks)
    gap[number], verdict[number] = judged.gap, judged.answer


def _write(found: Findings, number: int, solved: Solved) -> None:
    found.number[number], found.infinite[number] = solved.number, solved.infinite
    found.low[number], found.high[number] = solved.low, solved.high
    found.exactly[number] = True


def _equilibria(found: Findings) -> BatchEquilibria:
    return BatchEquilibria("all", found.number, found.infinite, found.low, found.high, found.exactly)


def _verdicts(question: BatchQuestion, has: Findings, lacks: Findings, gap: Floats, verdict: Answers) -> BatchVerdicts:
    asked = (question.mover, question.action, question.quantifier)
    return BatchVerdicts(
        "all", has.number, has.infinite, has.low, has.high, has.exactly, *asked, verdict, gap, _equilibria(lacks)
    )

"""A sweep as a job that can be done block by block, here or in another process."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from os import cpu_count
from typing import TypeAlias

import numpy as np

from gametheory_paradox.detectors import Question
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import NormalForm
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.studies.sweeps.alone import Asked
from gametheory_paradox.studies.sweeps.found import Found, Settled
from gametheory_paradox.studies.sweeps.grid import Array, Block, Grid
from gametheory_paradox.studies.sweeps.tables import Tables
from gametheory_paradox.studies.sweeps.trees import Trees

Arrays: TypeAlias = Mapping[str, Array]
Together: TypeAlias = Callable[[Grid, Block], Found]

WAITING = 32  # blocks that are handed out before the first of them is needed: bounds the memory
VARIABLES = {  # what is asked for, and the arrays that answer it
    "equilibria": ("number", "infinite"),
    "payoffs": ("low", "high"),
    "verdict": ("verdict",),
    "gap": ("gap",),
}


@dataclass(frozen=True, eq=False)
class Job:
    """What is to be found out at every point of a grid.

    Parameters
    ----------
    family, grid
        The games.
    what
        Which answers are wanted: names of VARIABLES.
    asked
        What is asked about a game that is looked at alone.
    together
        The way to answer for a whole block; None: there is none.
    alone
        How many points are looked at alone at most; each block has its share.
    """

    family: GameFamily
    grid: Grid
    what: tuple[str, ...]
    asked: Asked
    together: Together | None
    alone: int

    @property
    def variables(self) -> tuple[str, ...]:
        """The arrays that are wanted."""
        return (*(name for asked in VARIABLES for name in VARIABLES[asked] if asked in self.what), "settled")

    def block(self, number: int) -> Arrays:
        """The answers about a block."""
        block = self.grid.block(number)
        if self.together:
            found = self.together(self.grid, block)
        else:
            found = Found.nothing(tuple(part.stop - part.start for part in block), len(self.family.players))
        begin, end = (self.alone * points // self.grid.size for points in self.grid.ends(number))
        for place in islice(np.argwhere(found.settled == Settled.OPEN).tolist(), end - begin):
            self.asked.fill(found, tuple(place), self.family.at(self.grid.point(block, place)))
        return {name: getattr(found, name) for name in self.variables}


def way_together(
    family: GameFamily, grid: Grid, question: Question | None, concept: str | None
) -> Together | None:
    """The way to answer for whole blocks, if there is one for this form of game and question."""
    form = family.fix(grid.others)
    try:
        if isinstance(form, NormalForm):
            return Tables.of(form, grid, question)
        if concept not in (None, "subgame-perfect"):
            return None
        ruled_out = _ruled_out(family, question) if question else False
        return None if ruled_out is None else Trees.of(form, grid, question, ruled_out)
    except Unsupported:  # formulas that would grow too large
        return None


def _ruled_out(family: GameFamily, question: Question) -> bool | None:
    """Whether the structure of a tree rules the paradox out; None if that hangs on something that is not looked at here."""
    asked = question.action, question.scope, question.concept, question.quantifier
    known = (
        {"T1", "T4"},
        {"T2", "T3"},
    )  # by structure alone; by sums, which are looked at point by point, or never in a tree
    if any(rail.name not in known[0] | known[1] for rail in GUARD_RAILS):
        return None
    game = family.at()
    return any(rail.covers(game, *asked) for rail in GUARD_RAILS if rail.name in known[0])


def done(job: Job, numbers: Iterator[int], executor: Executor | None) -> Iterator[tuple[int, Arrays]]:
    """The answers about some blocks, in order, whoever works on them."""
    if executor is None:
        with ThreadPoolExecutor(cpu_count()) as pool:
            yield from _in_order(job, numbers, pool)
    else:
        yield from _in_order(job, numbers, executor)


def _in_order(job: Job, numbers: Iterator[int], executor: Executor) -> Iterator[tuple[int, Arrays]]:
    pending: dict[int, Future[Arrays]] = {}
    try:
        for number in numbers:
            pending[number] = executor.submit(job.block, number)
            if len(pending) >= WAITING:
                first = next(iter(pending))
                yield first, pending.pop(first).result()
        while pending:
            first = next(iter(pending))
            yield first, pending.pop(first).result()
    finally:
        for future in pending.values():
            future.cancel()

"""A sweep as a job that can be done block by block, here or in another process."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import nullcontext
from contextvars import copy_context
from dataclasses import dataclass
from itertools import islice
from os import cpu_count
from typing import TypeAlias

import numpy as np

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Inquiry
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import PAYOFF, Game, NormalForm, StochasticGame
from gametheory_paradox.maps.processes import awaited
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question
from gametheory_paradox.studies.sweeps.block_answers import BlockAnswers, PointSolver, PointStatus, Tables
from gametheory_paradox.studies.sweeps.grid import Array, Block, Grid
from gametheory_paradox.studies.sweeps.trees import Trees
from gametheory_paradox.table import Record

Arrays: TypeAlias = Mapping[str, Array]
Together: TypeAlias = Callable[[Grid, Block], BlockAnswers]

BY_STRUCTURE, BY_SUMS = ("T1", "T4"), ("T2",)  # guard-rails; sums are looked at point by point
WAITING = 32  # blocks that are handed out before the first of them is needed: bounds the memory
VARIABLES = {  # what is asked for, and the arrays that answer it
    "equilibria": ("number", "infinite"),
    "payoffs": ("low", "high"),
    "verdict": ("verdict",),
    "gap": ("gap",),
}


@dataclass(frozen=True, eq=False, repr=False)
class Job(Record):
    """A sweep: the answers that are wanted at every point of a grid.

    Parameters
    ----------
    grid
        The points.
    what
        Which answers are wanted: names of VARIABLES.
    alone, pointwise
        The way to settle a point by itself, and how many points are at most; each block has its share.
    together
        The way to answer for a whole block; None: there is none.
    """

    grid: Grid
    what: tuple[str, ...]
    alone: PointSolver
    pointwise: int
    together: Together | None

    @property
    def family(self) -> GameFamily:
        """The games."""
        return self.alone.family

    @property
    def variables(self) -> tuple[str, ...]:
        """The arrays that are wanted."""
        return (*(name for what in VARIABLES for name in VARIABLES[what] if what in self.what), "settled")

    def block(self, number: int) -> Arrays:
        """The answers about a block."""
        block = self.grid.block(number)
        if self.together:
            answers = self.together(self.grid, block)
        else:
            shape = tuple(part.stop - part.start for part in block)
            answers = BlockAnswers.nothing(shape, len(self.family.players))

        # What stays open is settled point by point, as far as the block's share goes.
        begin, end = (self.pointwise * points // self.grid.size for points in self.grid.ends(number))
        for place in islice(np.argwhere(answers.settled == PointStatus.OPEN).tolist(), end - begin):
            self.alone.settle(answers, tuple(place), self.grid.point(block, place))
        return {name: getattr(answers, name) for name in self.variables}


def way_together(
    family: GameFamily, grid: Grid, inquiry: Inquiry | None, concept: str | None
) -> Together | None:
    """The way to answer for whole blocks, if there is one for this form of game and question."""
    question = None if inquiry is None else inquiry.question
    if question and (
        question.paradox != "option" or question.quantifier not in QUANTIFIERS or question.measure != PAYOFF
    ):
        return None
    form = family.fix(grid.others)
    if isinstance(form, StochasticGame):
        return None

    try:
        if isinstance(form, NormalForm):
            return Tables.of(form, grid, question)
        if concept not in (None, "subgame-perfect"):
            return None
        ruled_out = _ruled_out(family.at(), question) if question else False
        return None if ruled_out is None else Trees.of(form, grid, question, ruled_out)
    except Unsupported:  # formulas that would grow too large
        return None


def _ruled_out(game: Game, question: Question) -> bool | None:
    """True if the structure of a tree rules the paradox out; None if that hangs on something else."""
    rails = [rail for rail in GUARD_RAILS if rail.paradox == question.paradox]
    if any(rail.name not in BY_STRUCTURE + BY_SUMS for rail in rails):
        return None
    return any(rail.covers(game, question, {}) for rail in rails if rail.name in BY_STRUCTURE)


def done(job: Job, numbers: Iterator[int], executor: Executor | None) -> Iterator[tuple[int, Arrays]]:
    """The answers about some blocks, in order, whoever works on them."""
    pending: deque[tuple[int, Future[Arrays]]] = deque()
    with nullcontext(executor) if executor else ThreadPoolExecutor(cpu_count()) as pool:
        try:
            for number in numbers:
                pending.append((number, _submitted(pool, job, number, here=executor is None)))
                if len(pending) == WAITING:
                    yield _first(pending)
            while pending:
                yield _first(pending)
        finally:
            for _, future in pending:
                future.cancel()


def _submitted(pool: Executor, job: Job, number: int, *, here: bool) -> "Future[Arrays]":
    """A block that others work on; the threads of this process look at its clock."""
    if here:
        return pool.submit(copy_context().run, job.block, number)
    return pool.submit(job.block, number)


def _first(pending: deque[tuple[int, Future[Arrays]]]) -> tuple[int, Arrays]:
    number, future = pending.popleft()
    clock = Clock()  # the one that runs
    return number, awaited(future, lambda: clock.is_over)

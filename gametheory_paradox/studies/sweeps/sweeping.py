"""Sweeps a grid of parameters: equilibria and verdicts at every point, exactly."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Unpack

from gametheory_paradox.clock import Count, counting
from gametheory_paradox.detectors import inquiry_about, verdict_at
from gametheory_paradox.detectors.inquiry import is_asked
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.states.solvers.payoff_polygons import RepeatedPayoffs
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.studies.sweeps.block_answers import PointSolver
from gametheory_paradox.studies.sweeps.dataset import Dataset, in_memory, on_disk, package
from gametheory_paradox.studies.sweeps.grid import ALONE, Grid, read_grid
from gametheory_paradox.studies.sweeps.job import VARIABLES, Arrays, Job, done, way_together
from gametheory_paradox.studies.sweeps.layout import bytes_needed
from gametheory_paradox.studies.sweeps.store import Store
from gametheory_paradox.subjects import GameLike, as_family

SHARE_OF_MEMORY = 0.5  # that the answers may take
MEMORY = 8 << 30  # bytes, where the machine does not say


def sweep(
    family: GameLike,
    grid: Mapping[str, object],
    question: Question | str | None = None,
    *,
    what: Sequence[str] | None = None,
    values: Mapping[str, object] = {},
    executor: Executor | None = None,
    store: str | Path | None = None,
    pointwise: int = 10_000,
    budget_per_game: float | None = None,
    **fields: Unpack[QuestionFields],
) -> Dataset:
    """Finds equilibria and verdicts at every point of a grid of parameters.

    A sample, not a map: nothing is claimed between the points.  Small tables and trees with perfect
    information are answered for many points at a time, in exact arithmetic; other points one by one, by
    ``solve`` and ``detect``; beyond ``pointwise`` they stay open.

    Parameters
    ----------
    family
        The games: a family, or what ``as_game`` reads as one.
    grid
        For each parameter that varies a list of values, or a tuple (low, high, number) of evenly spaced ones.
    question, fields
        What is asked, as for ``detect``; nothing where neither the call nor the model asks anything.
    what
        Which answers: "equilibria", "payoffs", "verdict", "gap"; by default all, the last two if something
        is asked.
    values
        Values of parameters that do not vary; by default their baseline.
    executor
        Who works on the blocks: anything with ``submit`` like that of ``concurrent.futures``, such as
        ``get_executor()`` of a Dask client; by default threads on all cores.
    store
        A folder for a Zarr store.  A run that was stopped goes on where it stopped.
    pointwise
        The most points that are looked at one by one; each block of the grid has its share of them.
    budget_per_game
        Seconds for each game that is looked at alone; None for no limit.

    Returns
    -------
    An xarray Dataset with a dimension for each parameter, named so, whose coordinates carry unit, meaning
    and source: ``equilibria`` (how many), ``infinite``, ``payoff_low`` and ``payoff_high`` (by player),
    ``verdict`` (flags: absent, present, impossible, undecided), ``gap``, and ``settled`` (flags: together,
    alone, open).  With a store, it is read as needed.

    Raises
    ------
    InvalidGame
        If a name is unknown, a value leaves its declared range, the grid is empty or too large for memory, or
        the store belongs to another sweep or is damaged.
    Unsupported
        If the concept or paradox is not offered for this form of game, or a package is not installed.
    StoreError
        If the disk takes no more answers; those it took are kept, and the same call goes on from there.

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> family = gp.load("seed/trade-restriction")
    >>> found = gp.sweep(family, {"r_C": (0, 120, 13), "k": [5, 15, "35/2"]})
    >>> int((found.verdict == 1).sum()), dict(found.sizes)
    (24, {'r_C': 13, 'k': 3, 'player': 3})
    """
    if not isinstance(pointwise, int) or pointwise < 0:
        raise InvalidGame(f"pointwise= is a number of points, 0 or more; got {pointwise!r:.40}")
    family = as_family(family)
    points = read_grid(family, grid, values)
    asks = is_asked(family.questions, question, fields)
    wanted = _wanted(what, asks)
    inquiry = inquiry_about(family, question, fields) if asks and {"verdict", "gap"} & set(wanted) else None
    concept = fields.get("concept") if inquiry is None else inquiry.question.concept
    solves = bool({"equilibria", "payoffs"} & set(wanted))
    alone = PointSolver(family, concept, inquiry, solves, budget_per_game)
    _check(points, alone)

    # Whole blocks at once where there is a way, else point by point.
    together = way_together(family, points, inquiry, concept)
    if together is None:
        points = replace(points, most=min(points.most, ALONE))
    job = Job(points, wanted, alone, pointwise, together)
    package("xarray")  # says so at once if it is not installed
    with counting("points", points.size) as count:
        if store is None:
            _check_memory(job)
            return in_memory(job, _counted(job, iter(range(points.blocks)), executor, count))
        with Store(store, job) as kept:
            for number, answers in _counted(job, kept.missing(), executor, count):
                kept.write(number, answers)
            kept.finish()
    return on_disk(kept.path, job)


def _wanted(what: Sequence[str] | None, asked: bool) -> tuple[str, ...]:
    if what is None:
        return tuple(VARIABLES) if asked else ("equilibria", "payoffs")
    if isinstance(what, str) or not what:
        raise InvalidGame(f"what= is a list of at least one of {', '.join(VARIABLES)}")
    for name in what:
        if name not in VARIABLES:
            raise InvalidGame(f"what= names {name!r}; there are {', '.join(VARIABLES)}")
        if name in ("verdict", "gap") and not asked:
            raise InvalidGame(
                f"what= asks for {name!r}, but no question is asked: mover= and what the paradox asks for"
            )
    return tuple(name for name in VARIABLES if name in what)


def _check(grid: Grid, alone: PointSolver) -> None:
    """Whatever is wrong with the request is told before the work begins."""
    inquiry, first = alone.inquiry, grid.point(grid.block(0), [0] * len(grid.axes))
    if alone.solves:
        found = solve(alone.family.at(first), concept=alone.concept, budget=0)
        if isinstance(found, RepeatedPayoffs):
            raise Unsupported(
                "a sweep lists equilibria; of repeated games solve finds the set of payoffs, and the concept "
                "markov-perfect lists those in which nobody looks back"
            )
    if inquiry is not None:
        if taken := [axis.name for axis in grid.axes if axis.name in inquiry.sets]:
            raise InvalidGame(f"{taken[0]!r} is the parameter that changes, and does not vary over the grid")
        verdict_at(inquiry, inquiry.without_own(first), 0)


def _check_memory(job: Job) -> None:
    needed, room = bytes_needed(job), int(_memory() * SHARE_OF_MEMORY)
    if needed > room:
        raise InvalidGame(
            f"the answers about {job.grid.size:,} points take {as_decimal(needed / 1e9, places=1)} GB, at "
            f"most {as_decimal(room / 1e9, places=1)} GB are kept in memory; give store='sweep.zarr' to "
            "write them to disk, or a smaller grid"
        )


def _memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # a system that does not say
        return MEMORY


def _counted(
    job: Job, numbers: Iterator[int], executor: Executor | None, count: Count
) -> Iterator[tuple[int, Arrays]]:
    """The answers about blocks, each counted once it is taken; blocks done before count as done."""
    for number, answers in done(job, numbers, executor):
        yield number, answers
        count(job.grid.ends(number)[1])

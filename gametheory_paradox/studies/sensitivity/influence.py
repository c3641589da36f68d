"""Sobol's indices: which parameter moves the verdict, from draws that fill the distributions evenly.

The base points are Sobol's sequence, shifted by a random vector and wrapped; the shift is drawn several
times, and the scatter of the results is the error that is reported.

Sources: sobol2001 (the indices), saltelli2010 (the estimators), cranleypatterson1976 (the shift).
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from importlib import import_module
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_paradox.clock import counting
from gametheory_paradox.interruption import look
from gametheory_paradox.models import Distribution, Values
from gametheory_paradox.studies.sensitivity.indices import Indices, Influence
from gametheory_paradox.studies.sensitivity.many_points import (
    GRID,
    MARKS,
    NOT_ASKED,
    PRESENT,
    UNDECIDED,
    Column,
    ManyVerdicts,
    Points,
    many_verdicts,
)

Levels = npt.NDArray[np.float64]  # numbers from 0 to 1 whose quantiles are the draws

__all__ = ["drawn", "estimate", "given", "many_verdicts", "points_of", "proportion_interval", "sobol_indices"]

REPLICATES = 4
LEAST = 16  # base points of a replicate


def drawn(distributions: Mapping[str, Distribution], draws: int, seed: int) -> dict[str, Column]:
    """So many independent draws; of the same seed always the same, and of fewer draws always the first."""
    random = Random(seed)
    numbers = [[random.random() for _ in distributions] for _ in range(draws)]
    levels = np.array(numbers).reshape(draws, len(distributions))
    return {name: quantiles(own, levels[:, axis]) for axis, (name, own) in enumerate(distributions.items())}


def quantiles(distribution: Distribution, levels: Levels) -> Column:
    """The values at given levels, on the grid."""
    shares = np.array([distribution.share(float(level)) for level in levels])
    if isinstance(distribution, Values):
        return Column((shares * len(distribution.values)).astype(np.int64), values=distribution.values)
    return Column(np.minimum((shares * GRID).astype(np.int64), GRID - 1), distribution.ends)


def proportion_interval(low: int, high: int, draws: int, confidence: Fraction) -> tuple[float, float]:
    """Bounds of a probability where ``low`` to ``high`` draws hit: the lower of one, the upper of the other.

    Source: clopperpearson1934.
    """
    if not draws:
        return 0.0, 1.0
    beta, tail = _scipy_stats().beta, float((1 - confidence) / 2)
    lower = float(beta.ppf(tail, low, draws - low + 1)) if low else 0.0
    upper = float(beta.ppf(1 - tail, high + 1, draws - high)) if high < draws else 1.0
    return lower, upper


def sobol_indices(
    distributions: Mapping[str, Distribution],
    answer: Callable[[Mapping[str, Column], int], ManyVerdicts],
    base: int,
    seed: int,
) -> Indices:
    """First-order and total indices of the verdict and of the gap.

    Parameters
    ----------
    distributions
        The parameters that vary, independently.
    answer
        Finds verdicts and gaps at columns of draws.
    base
        How many base points there are in all; as many times their number plus two are looked at as there are
        parameters.
    seed
        For the shifts.
    """
    names, each = list(distributions), 2 ** (max(base, 1).bit_length() - 1) // REPLICATES
    if each < LEAST:
        return Indices(
            (), f"not computed: too few draws, at least {LEAST * REPLICATES} base points are needed"
        )

    # Each replicate has its own shift.
    random = Random(f"shifts {seed}")
    found: list[npt.NDArray[np.float64]] = []
    undecided = gapless = False
    with counting("designs", REPLICATES) as count:
        for _ in range(REPLICATES):
            look()
            columns, size = _design(distributions, each, random)
            answers = answer(columns, size)
            if (answers.marks == NOT_ASKED).any():
                return Indices((), "not computed: the time was up")
            undecided = undecided or bool((answers.marks == UNDECIDED).any())
            gapless = gapless or bool(np.isnan(answers.gaps).any())
            verdicts = np.where(answers.marks == PRESENT, 1.0, np.where(answers.marks == UNDECIDED, 0.5, 0.0))
            found.append(_estimated(np.array([verdicts, np.nan_to_num(answers.gaps)]), each, len(names)))
            count(len(found))

    # Their mean, and the error of the mean.
    mean, error = np.mean(found, axis=0), np.std(found, axis=0, ddof=1) / np.sqrt(REPLICATES)
    rows = [_influence(name, mean[..., axis], error[..., axis], gapless) for axis, name in enumerate(names)]
    notes = ["undecided draws count as half"] * undecided
    notes += ["no indices of the gap, which is unknown at some draws"] * gapless
    ranked = tuple(sorted(rows, key=lambda row: -row.total))
    return Indices(ranked, "; ".join(notes))


def _influence(
    name: str, mean: npt.NDArray[np.float64], error: npt.NDArray[np.float64], gapless: bool
) -> Influence:
    (first, first_of_gap), (total, total_of_gap) = ([float(value) for value in order] for order in mean)
    gap = (None, None) if gapless else (first_of_gap, total_of_gap)
    return Influence(name, first, total, float(error[1, 0]), *gap)


def _design(
    distributions: Mapping[str, Distribution], each: int, random: Random
) -> tuple[dict[str, Column], int]:
    """Two sets of base points, and for each parameter the first with that parameter from the second."""
    count = len(distributions)
    sequence = _scipy_stats().qmc.Sobol(2 * count, scramble=False).random(each)
    shifted = (sequence + np.array([random.random() for _ in range(2 * count)])) % 1.0
    columns = {}
    for axis, (name, own) in enumerate(distributions.items()):
        first, second = (quantiles(own, shifted[:, place]) for place in (axis, count + axis))
        parts = [
            first.places,
            second.places,
            *(second.places if other == axis else first.places for other in range(count)),
        ]
        columns[name] = Column(np.concatenate(parts), first.ends, first.values)
    return columns, each * (count + 2)


def _estimated(outputs: npt.NDArray[np.float64], each: int, count: int) -> npt.NDArray[np.float64]:
    """Indices by order (first, total), output and parameter."""
    by_set = outputs.reshape(len(outputs), count + 2, each)
    values = {"f_A": by_set[:, 0], "f_B": by_set[:, 1], "f_AB": np.moveaxis(by_set[:, 2:], 1, 0)}
    found = _scipy_stats().sobol_indices(func=values, n=each)
    return np.array(
        [np.reshape(order, (len(outputs), count)) for order in (found.first_order, found.total_order)]
    )


def _scipy_stats() -> Any:
    """scipy.stats, loaded at first use."""
    return import_module("scipy.stats")


def given(samples: Mapping[str, Sequence[Fraction]]) -> dict[str, Column]:
    """Columns of given values."""
    columns = {}
    for name, values in samples.items():
        different = sorted(set(values))
        place = {value: number for number, value in enumerate(different)}
        columns[name] = Column(np.array([place[value] for value in values], dtype=np.int64), values=different)
    return columns


def estimate(answers: ManyVerdicts, confidence: Fraction) -> dict[str, Any]:
    """The draws that were looked at, how many have which verdict, and bounds of the probability."""
    counts = {name: int((answers.marks == mark).sum()) for name, mark in MARKS.items()}
    looked_at, least = sum(counts.values()), counts["present"]
    interval = proportion_interval(least, least + counts["undecided"], looked_at, confidence)
    pointwise = min(answers.pointwise, looked_at)
    return {"draws": looked_at, **counts, "interval": interval, "pointwise": pointwise}


def points_of(columns: Mapping[str, Column], fixed: Mapping[str, Fraction], size: int) -> Points:
    """Columns as points; parameters without a column stay fixed."""
    return Points(columns, {name: value for name, value in fixed.items() if name not in columns}, size)

"""Distributions of a parameter over its declared range, their numbers exact.

A share of a distribution's own range is asked for, not a value: whoever draws rounds the share to a grid of
exact fractions, so that a rounded quantile never makes a verdict inexact.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from statistics import NormalDist
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.rationals import exact
from gametheory_paradox.table import Display

Spelling: TypeAlias = Mapping[str, Sequence[Fraction] | Mapping[Fraction, Fraction]]


class Distribution(Display, ABC):
    """Values of one parameter, each with its weight."""

    @property
    @abstractmethod
    def ends(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest value."""

    @abstractmethod
    def share(self, level: float) -> float:
        """The quantile of a level between 0 and 1, as a share of the range from 0 to 1."""

    @abstractmethod
    def spelling(self) -> Spelling:
        """As it is written in a model file."""

    def __str__(self) -> str:
        ((kind, numbers),) = self.spelling().items()
        if isinstance(numbers, Mapping):
            return f"{kind} {', '.join(f'{value} ({weight})' for value, weight in numbers.items())}"
        return f"{kind} {', '.join(map(str, numbers))}"


class _Continuous(Distribution):
    """A distribution with a density between two ends."""

    low: Fraction
    high: Fraction

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest value."""
        return self.low, self.high


@dataclass(frozen=True, repr=False)
class Uniform(_Continuous):
    """Every value between two ends alike."""

    low: Fraction
    high: Fraction

    def share(self, level: float) -> float:
        """The level itself."""
        return level

    def spelling(self) -> Spelling:
        """As it is written in a model file."""
        return {"uniform": (self.low, self.high)}


@dataclass(frozen=True, repr=False)
class Triangular(_Continuous):
    """Most plausible at a peak, from which the density falls in straight lines to zero at both ends."""

    low: Fraction
    peak: Fraction
    high: Fraction

    def share(self, level: float) -> float:
        """The share at which the triangle has this much of its area to the left."""
        peak = float((self.peak - self.low) / (self.high - self.low))
        return sqrt(level * peak) if level <= peak else 1 - sqrt((1 - level) * (1 - peak))

    def spelling(self) -> Spelling:
        """As it is written in a model file."""
        return {"triangular": (self.low, self.peak, self.high)}


@dataclass(frozen=True, repr=False)
class TruncatedNormal(_Continuous):
    """A normal distribution of which only the part between two ends is kept."""

    mean: Fraction
    deviation: Fraction
    low: Fraction
    high: Fraction

    def share(self, level: float) -> float:
        """The share at which the part that is kept has this much of its area to the left."""
        start = float((self.low - self.mean) / self.deviation)
        width = float((self.high - self.low) / self.deviation)
        normal = NormalDist()
        below, above = normal.cdf(start), normal.cdf(start + width)
        inner = min(max(below + level * (above - below), 1e-300), 1 - 1e-16)
        return min(max((normal.inv_cdf(inner) - start) / width, 0.0), 1.0)

    def spelling(self) -> Spelling:
        """As it is written in a model file."""
        return {"normal": (self.mean, self.deviation)}


@dataclass(frozen=True, repr=False)
class Values(Distribution):
    """A list of values with their weights, which sum to one.

    Parameters
    ----------
    values
        The values, ascending.
    weights
        The probability of each.
    """

    values: tuple[Fraction, ...]
    weights: tuple[Fraction, ...]

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The least and the greatest value."""
        return self.values[0], self.values[-1]

    def share(self, level: float) -> float:
        """The number of the value at that level, as a share of how many there are, rounded to its middle."""
        number, total = 0, self.weights[0]
        while level >= total and number < len(self.weights) - 1:
            number += 1
            total += self.weights[number]
        return (number + 0.5) / len(self.values)

    def spelling(self) -> Spelling:
        """As it is written in a model file."""
        if len(set(self.weights)) == 1:
            return {"values": self.values}
        return {"values": dict(zip(self.values, self.weights, strict=True))}


def read_distribution(
    given: object, low: Fraction, high: Fraction, baseline: Fraction, what: str
) -> Distribution:
    """Reads a distribution over a declared range.

    Parameters
    ----------
    given
        "uniform" or "triangular" (low, baseline, high), or {"uniform": [low, high]}, {"triangular": [low,
        peak, high]}, {"normal": [mean, deviation]}, {"values": [3, 4, 5]} or {"values": {3: 1/2, 4: 1/4, 5:
        1/4}}; or a distribution.
    low, high, baseline
        The declared range, which the distribution must not leave, and the baseline.
    what
        Whose distribution it is, for the error message.

    Raises
    ------
    InvalidGame
        If it is none of these, or leaves the range.

    Examples
    --------
    >>> read_distribution("triangular", Fraction(0), Fraction(4), Fraction(1), "c")
    triangular 0, 1, 4
    """
    if low == high:
        raise InvalidGame(f"the distribution of {what}: it is fixed at {low}; give it a range first")
    if isinstance(given, Distribution):
        found = given
    elif given == "uniform":
        found = Uniform(low, high)
    elif given == "triangular":
        found = Triangular(low, baseline, high)
    elif isinstance(given, Mapping) and len(given) == 1 and (kind := next(iter(given))) in _READERS:
        found = _READERS[kind](given[kind], low, high, f"the distribution of {what}")
    else:
        shown = str(given) if len(str(given)) <= 60 else f"{str(given)[:57]}…"
        raise InvalidGame(
            f"the distribution of {what}: expected uniform or triangular, "
            f"or one of {', '.join(map(str, _READERS))} with its numbers, got {shown}"
        )

    start, end = found.ends
    if start < low or end > high:
        raise InvalidGame(
            f"the distribution of {what} runs from {start} to {end}, "
            f"which leaves the declared range {low} to {high}"
        )
    return found


def _numbers(given: object, count: int, names: str, what: str) -> list[Fraction]:
    if isinstance(given, str | Mapping) or not isinstance(given, Sequence) or len(given) != count:
        raise InvalidGame(f"{what}: expected {count} numbers, {names}, got {given!r:.60}")
    return [exact(number, what) for number in given]


def _uniform(given: object, low: Fraction, high: Fraction, what: str) -> Distribution:
    start, end = _numbers(given, 2, "[low, high]", what)
    if start >= end:
        raise InvalidGame(f"{what}: the range is empty or reversed: {start} to {end}")
    return Uniform(start, end)


def _triangular(given: object, low: Fraction, high: Fraction, what: str) -> Distribution:
    start, peak, end = _numbers(given, 3, "[low, peak, high]", what)
    if not (start <= peak <= end and start < end):
        raise InvalidGame(f"{what}: expected low <= peak <= high and low < high, got {start}, {peak}, {end}")
    return Triangular(start, peak, end)


def _normal(given: object, low: Fraction, high: Fraction, what: str) -> Distribution:
    mean, deviation = _numbers(given, 2, "[mean, deviation]", what)
    if deviation <= 0:
        raise InvalidGame(f"{what}: the deviation must be positive, got {deviation}")
    if not low <= mean <= high:
        raise InvalidGame(f"{what}: the mean {mean} lies outside the declared range {low} to {high}")
    return TruncatedNormal(mean, deviation, low, high)


def _values(given: object, low: Fraction, high: Fraction, what: str) -> Distribution:
    if isinstance(given, str) or not isinstance(given, Sequence | Mapping) or not given:
        raise InvalidGame(f"{what}: expected a list of values, or the weight of each, got {given!r:.60}")
    if isinstance(given, Mapping):
        pairs = [
            (exact(value, what), exact(weight, f"{what}: the weight of {value}"))
            for value, weight in given.items()
        ]
    else:
        pairs = [(exact(value, what), Fraction(1, len(given))) for value in given]

    pairs.sort()
    values, weights = zip(*pairs, strict=True)
    if any(one == other for one, other in pairwise(values)):
        raise InvalidGame(f"{what}: a value stands twice; give each its weight instead")
    if min(weights) <= 0 or sum(weights) != 1:
        raise InvalidGame(f"{what}: the weights must be positive and sum to 1, they sum to {sum(weights)}")
    return Values(values, weights)


_READERS: dict[object, Callable[[object, Fraction, Fraction, str], Distribution]] = {
    "uniform": _uniform,
    "triangular": _triangular,
    "normal": _normal,
    "values": _values,
}

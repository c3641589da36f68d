"""The points of a sweep: exact values along each axis, cut into blocks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, lcm, prod
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.maps.switches import check_parameters
from gametheory_paradox.models import GameFamily
from gametheory_paradox.rationals import exact
from gametheory_paradox.table import Record

Array: TypeAlias = npt.NDArray[Any]
Block: TypeAlias = tuple[slice, ...]  # one range of indices for each axis

BLOCK = 1 << 15  # points that are answered at a time: what fits a core's cache, and costs little to lose
ALONE = 1 << 8  # the same where they are answered one by one
MOST_VALUES = 1_000_000  # along one axis
FITS = 1 << 62


@dataclass(frozen=True, repr=False)
class Axis(Record):
    """The values of one parameter.

    Parameters
    ----------
    name
        The parameter.
    numerators, denominator
        The values, as integers over a common denominator.
    """

    name: str
    numerators: tuple[int, ...]
    denominator: int

    def __len__(self) -> int:
        return len(self.numerators)

    @property
    def largest(self) -> int:
        """The greatest absolute value of a numerator."""
        return max(map(abs, self.numerators))

    def value(self, number: int) -> Fraction:
        """One of the values."""
        return Fraction(self.numerators[number], self.denominator)

    @cached_property
    def integers(self) -> Array:
        """The numerators as an array: of machine integers where they fit."""
        return np.array(self.numerators, np.int64 if self.largest < FITS else object)

    @property
    def floats(self) -> list[float]:
        """The values, each rounded to the nearest float."""
        return [numerator / self.denominator for numerator in self.numerators]


@dataclass(frozen=True, repr=False)
class Grid(Record):
    """Every combination of the values of some parameters, the others fixed.

    Parameters
    ----------
    axes
        The parameters that vary.
    others
        The values of the others.
    most
        How many points a block holds at most.
    """

    axes: tuple[Axis, ...]
    others: Mapping[str, Fraction]
    most: int

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of values of each axis."""
        return tuple(map(len, self.axes))

    @property
    def size(self) -> int:
        """The number of points."""
        return prod(self.shape)

    @cached_property
    def block_shape(self) -> tuple[int, ...]:
        """The length of a block along each axis: the last axes whole, as far as they fit."""
        left, parts = self.most, []
        for length in reversed(self.shape):
            parts.append(max(1, min(length, left)))
            left //= length
        return tuple(reversed(parts))

    @cached_property
    def block_counts(self) -> tuple[int, ...]:
        """The number of blocks along each axis."""
        return tuple(ceil(length / part) for length, part in zip(self.shape, self.block_shape, strict=True))

    @property
    def blocks(self) -> int:
        """The number of blocks."""
        return prod(self.block_counts)

    def block(self, number: int) -> Block:
        """The indices of a block, the last axis fastest."""
        places = []
        for count in reversed(self.block_counts):
            number, place = divmod(number, count)
            places.append(place)
        sizes = zip(reversed(places), self.block_shape, self.shape, strict=True)
        return tuple(slice(place * part, min((place + 1) * part, length)) for place, part, length in sizes)

    def ends(self, number: int) -> tuple[int, int]:
        """The number of points in the blocks before a block, and with it."""
        block, begin, within = self.block(number), 0, 1
        for place, part in enumerate(block):
            begin += within * part.start * prod(self.shape[place + 1 :])
            within *= part.stop - part.start
        return begin, begin + within

    def integers(self, block: Block) -> list[Array]:
        """Along each axis the numerators in a block, shaped so that they broadcast against each other."""
        axes = len(self.axes)
        return [
            axis.integers[part].reshape([-1 if place == n else 1 for n in range(axes)])
            for place, (axis, part) in enumerate(zip(self.axes, block, strict=True))
        ]

    def point(self, block: Block, place: Sequence[int]) -> dict[str, Fraction]:
        """All parameters at one place of a block."""
        own = {
            axis.name: axis.value(part.start + n)
            for axis, part, n in zip(self.axes, block, place, strict=True)
        }
        return {**self.others, **own}


def read_grid(family: GameFamily, given: Mapping[str, object], values: Mapping[str, object]) -> Grid:
    """The grid that a caller describes.

    Parameters
    ----------
    family
        The games.
    given
        For each parameter that varies a list of values, or a tuple (low, high, number) of evenly spaced ones.
    values
        Values of other parameters.

    Raises
    ------
    InvalidGame
        If a name is unknown, a value lies outside the declared range, or nothing varies.
    """
    if not isinstance(given, Mapping) or not given:
        raise InvalidGame(
            "a grid names at least one parameter, with its values or (low, high, number): {'c': (0, 4, 9)}"
        )

    check_parameters(family, given)
    if both := [name for name in given if name in values]:
        raise InvalidGame(
            f"{both[0]!r} varies over the grid and cannot have the value {values[both[0]]!r:.40} as well"
        )

    axes = []
    for name, along in given.items():
        numbers = list(_values(name, along))
        for number in (min(numbers), max(numbers)):
            family.point({name: number})  # says so where it lies outside the declared range
        denominator = lcm(*(number.denominator for number in numbers))
        axes.append(Axis(name, tuple(int(number * denominator) for number in numbers), denominator))
    others = {name: value for name, value in family.point(values).items() if name not in given}
    return Grid(tuple(axes), others, BLOCK)


def _values(name: str, along: object) -> Iterator[Fraction]:
    if isinstance(along, tuple):
        yield from _between(name, along)
        return
    if isinstance(along, str | Mapping) or not isinstance(along, Iterable):
        raise InvalidGame(
            f"the values of {name!r}: expected a list of values or (low, high, number), got {along!r:.40}"
        )

    seen: set[Fraction] = set()
    for value in along:
        number = exact(value, f"a value of {name!r}")
        if number in seen:
            raise InvalidGame(f"the values of {name!r} name {number} twice")
        _check_count(name, len(seen) + 1)
        seen.add(number)
        yield number

    if not seen:
        raise InvalidGame(f"the grid is empty: {name!r} has no values")


def _between(name: str, along: tuple[object, ...]) -> Iterator[Fraction]:
    if len(along) != 3:
        raise InvalidGame(
            f"the values of {name!r}: a tuple is (low, high, number), got {along!r:.60}; "
            "give other values as a list"
        )

    low, high = exact(along[0], f"the lower end of {name!r}"), exact(along[1], f"the upper end of {name!r}")
    number = exact(along[2], f"the number of values of {name!r}")
    if number < 1:
        raise InvalidGame(f"the grid is empty: {name!r} has {number} values")
    if number.denominator != 1 or (number == 1) != (low == high) or low > high:
        raise InvalidGame(
            f"the values of {name!r}: expected low < high and two or more values, "
            f"got ({low}, {high}, {number})"
        )

    _check_count(name, int(number))
    for step in range(int(number)):
        yield low + (high - low) * step / max(Fraction(1), number - 1)


def _check_count(name: str, count: int) -> None:
    if count > MOST_VALUES:
        raise InvalidGame(f"the values of {name!r} are more than {MOST_VALUES:,}; sweep its range in parts")

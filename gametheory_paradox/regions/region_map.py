"""A region map: where in a box of parameters a paradox is present, proved cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from operator import mul
from typing import Any

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.claims.parameters.arrangement import Cut, patterns
from gametheory_paradox.claims.parameters.cells import Cell, walk
from gametheory_paradox.claims.parameters.logic import Statement
from gametheory_paradox.claims.parameters.signs import Box
from gametheory_paradox.claims.parameters.volumes import Halfspace, reverse
from gametheory_paradox.detectors import ComparisonQuestion, Question
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.rationals import exact
from gametheory_paradox.regions.locating import Locator
from gametheory_paradox.table import Table

VERDICTS: Mapping[bool | None, str] = {True: "present", False: "absent", None: "undecided"}


@dataclass(frozen=True)
class MapCell:
    """A cell of a map, for looking at it.

    Parameters
    ----------
    box
        The cell's range of every charted parameter.
    verdict
        "present", "absent", "undecided", or "split" where planes divide the cell.
    parts
        Of a split cell, parts that exclude each other, each with its verdict and the inequalities a·t ≤ b
        that it satisfies, in coordinates t that run from 0 to 1 over the cell; together they fill it.
    """

    box: Box
    verdict: str
    parts: tuple[tuple[str, tuple[Halfspace, ...]], ...] = ()

    def verdict_at(self, inside: Sequence[Fraction]) -> str:
        """The verdict at a point of the cell, given in coordinates from 0 to 1 over the cell."""
        if self.verdict != "split":
            return self.verdict
        for verdict, where in self.parts:
            if all(sum(map(mul, slopes, inside)) < bound for slopes, bound in where):
                return verdict
        return VERDICTS[None]  # on the planes themselves


@dataclass(frozen=True)
class RegionMap:
    """Where in a box of parameters a paradox is present and where it is absent.

    Every decided cell carries a proof for the whole cell.  A verdict holds off the zero sets of the
    polynomials involved (ties and degenerate games), which fill no volume; there ``detect`` answers point by
    point.

    Parameters
    ----------
    family, question
        What was charted.
    over
        The charted parameters.
    box
        Their ranges.
    at
        The values of the others.
    present, absent
        Proved lower bounds of the share of the box in which the paradox is present, and absent.
    cells
        How many cells there are.
    seconds
        How long it took.
    certificate
        The proof.
    statement
        Where the paradox is present, and where nothing is claimed, as signs of polynomials.
    finished
        Whether the wanted gap was reached within the budget.
    least
        What the gap between payoffs must exceed.
    """

    family: GameFamily
    question: Question | ComparisonQuestion
    over: tuple[str, ...]
    box: Box
    at: Mapping[str, Fraction]
    present: Fraction
    absent: Fraction
    cells: int
    certificate: Certificate
    statement: tuple[Statement, Statement] = field(repr=False, compare=False)
    seconds: float = 0.0
    finished: bool = True
    least: Fraction = Fraction(0)

    @property
    def share(self) -> tuple[Fraction, Fraction]:
        """Proved bounds of the share of the box in which the paradox is present."""
        return self.present, 1 - self.absent

    @property
    def undecided(self) -> Fraction:
        """The share of the box about which nothing is claimed."""
        return 1 - self.present - self.absent

    @cached_property
    def leaves(self) -> tuple[tuple[Box, str, Cell], ...]:
        """The cells with their boxes and marks, as the proof cuts them."""
        proof: Mapping[str, Any] = self.certificate.data
        return tuple(
            (here, mark, cell)
            for mark, here, cell in walk(*self.statement, self.box, proof["proof"]["cutting"])
        )

    def __iter__(self) -> Iterator[MapCell]:
        for box, mark, cell in self.leaves:
            yield _looked_at(box, mark, cell)

    def verdict_at(self, values: Mapping[str, object] = {}, **more: object) -> str:
        """What the map proves at a point: "present", "absent" or "undecided".

        As everything the map says, this holds off ties and degenerate games; there ``detect`` answers.

        Parameters
        ----------
        values, more
            The charted parameters; those not named have their baseline, or the value they are charted at.

        Raises
        ------
        InvalidGame
            If the map says nothing about the point: it lies outside the box, or another parameter has another
            value.

        Examples
        --------
        >>> import gametheory_paradox as gp
        >>> move = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
        >>> found = gp.chart(gp.load("seed/trade-restriction"), over=["r_C", "k"], **move)
        >>> found.verdict_at(r_C=60, k=10), found.verdict_at(r_C=60, k=30)
        ('present', 'absent')
        """
        given = {name: exact(value, name) for name, value in {**values, **more}.items()}
        charted = {name: value for name, value in given.items() if name in self.box}
        point = {**self.family.baseline, **self.at, **charted}
        for name, value in given.items():
            if name not in point and name not in self.box:
                raise InvalidGame(
                    f"{name!r} is no parameter of this map; there are {', '.join((*self.box, *self.at))}"
                )
            if name not in self.box and value != point[name]:
                raise InvalidGame(
                    f"the map is about {name} = {point[name]}; it says nothing about {name} = {value}"
                )
        shares = []
        for name, (low, high) in self.box.items():
            if name not in point:
                raise InvalidGame(f"no value is given for {name!r}, which is charted and has no baseline")
            if not low <= point[name] <= high:
                raise InvalidGame(
                    f"{name} = {point[name]} lies outside the map, on which it runs from {low} to {high}"
                )
            shares.append((point[name] - low) / (high - low))
        number, inside = self._locator.cell(shares)
        return self._cells[number].verdict_at(inside)

    @cached_property
    def _locator(self) -> Locator:
        data: Mapping[str, Any] = self.certificate.data
        return Locator(data["proof"]["cutting"])

    @cached_property
    def _cells(self) -> tuple[MapCell, ...]:
        return tuple(self)

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        return {
            "over": list(self.over),
            "box": {name: [str(low), str(high)] for name, (low, high) in self.box.items()},
            "present": [str(self.present), str(1 - self.absent)],
            "absent": [str(self.absent), str(1 - self.present)],
            "undecided": str(self.undecided),
            "cells": self.cells,
            "seconds": round(self.seconds, 3),
        }

    def table(self) -> Table:
        """The proved shares."""
        ranges = ", ".join(f"{name} from {low} to {high}" for name, (low, high) in self.box.items())
        others = ", ".join(f"{name} = {value}" for name, value in self.at.items())
        low, high = self.share
        rows = [
            ("present", _bounds(low, high)),
            ("absent", _bounds(1 - high, 1 - low)),
            ("undecided", _decimal(self.undecided)),
            ("cells", str(self.cells)),
            ("over", ranges),
            ("elsewhere", others or "-"),
        ]
        title = f"{self.family.title or 'Family'}: {paradox_said(self.question)}"
        if self.least:
            title += f", by more than {self.least}"
        return Table(("share of the box", "proved"), tuple(rows), title=title)

    def __str__(self) -> str:
        return str(self.table())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.table().html()


def paradox_said(asked: Question | ComparisonQuestion) -> str:
    """What is asked, in a title."""
    if isinstance(asked, Question):
        return f"{asked.paradox} paradox of {asked.mover}'s {asked.action!r}{asked.where}"
    return f"{asked.paradox} paradox of {asked.mover} ({'; '.join(f'{what}: {which}' for what, which in asked.told)})"


def _looked_at(box: Box, mark: str, cell: Cell) -> MapCell:
    if mark in "/=":
        return MapCell(box, "split", tuple(_parts(cell)))
    return MapCell(box, {"+": "present", "-": "absent", "?": "undecided"}[mark])


def _parts(cell: Cell) -> Iterator[tuple[str, tuple[Halfspace, ...]]]:
    """A cell by the signs that are proved of its polynomials: positive, negative, or, between two planes, neither."""
    cuts = {polynomial: Cut.of(coefficients) for polynomial, coefficients in cell.live.items()}
    for truth, pattern in patterns(cell.claim, cuts):
        where: list[Halfspace] = []
        for polynomial, sign in pattern.items():
            sides = (1, -1) if sign == 0 else ()
            where += [reverse(cuts[polynomial].side(side)) for side in sides] or [cuts[polynomial].side(sign)]
        yield VERDICTS[truth], tuple(where)


def _bounds(low: Fraction, high: Fraction) -> str:
    if low == high:
        return f"exactly {low} ({_decimal(low)})" if low.denominator < 10**6 else f"exactly {_decimal(low)}…"
    return f"between {_decimal(low)} and {_decimal(high, up=True)}"


def _decimal(share: Fraction, *, up: bool = False) -> str:
    """Five decimals, rounded away from what is proved."""
    scaled = share * 10**5
    whole = -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    return f"{whole / 10**5:.5f}"

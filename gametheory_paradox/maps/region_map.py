"""A region map: where in a box of parameters a paradox is present, proved cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import starmap
from operator import mul
from typing import Any

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.conditions.proofs.arrangement import cut_by, parts
from gametheory_paradox.conditions.proofs.cells import Cell, cells_with_boxes
from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import Statement
from gametheory_paradox.conditions.proofs.volumes import Halfspace
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.maps.locating import Locator
from gametheory_paradox.maps.switches import VERDICTS
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.rationals import as_decimal, exact
from gametheory_paradox.table import Record, Table, Tabular

PLACES = 5  # digits after the point of a share
MARKS = {"+": "present", "-": "absent", "?": "undecided"}


@dataclass(frozen=True, repr=False)
class MapCell(Record):
    """A cell of a map, to be looked at.

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


@dataclass(frozen=True, repr=False)
class RegionMap(Tabular):
    """The parts of a box of parameters in which a paradox is present, and absent.

    Every decided cell carries a proof for the whole cell.  A verdict holds off the zero sets of the
    polynomials involved (ties and degenerate games), which fill no volume; there ``detect`` answers point by
    point.

    Parameters
    ----------
    family, question
        The games, and what is asked.
    over
        The charted parameters.
    box
        Their ranges.
    values
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
        Whether no more than was wanted is undecided.
    least
        The bound that the gap between payoffs must exceed.
    """

    family: GameFamily
    question: Question
    over: tuple[str, ...]
    box: Box
    values: Mapping[str, Fraction]
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

    def __iter__(self) -> Iterator[MapCell]:
        for mark, box, cell in cells_with_boxes(*self.statement, self.box, self._cutting):
            yield MapCell(box, MARKS[mark]) if mark in MARKS else MapCell(box, "split", tuple(_parts(cell)))

    def verdict_at(self, values: Mapping[str, object] = {}, **more: object) -> str:
        """The verdict that the map proves at a point: "present", "absent" or "undecided".

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
        >>> family = gp.load("seed/trade-restriction")
        >>> regions = gp.chart(family, over=["r_C", "k"])  # the model's own question
        >>> regions.verdict_at(r_C=60, k=10), regions.verdict_at(r_C=60, k=30)
        ('present', 'absent')
        """
        given = {name: exact(value, name) for name, value in {**values, **more}.items()}
        charted = {name: value for name, value in given.items() if name in self.box}
        point = {**self.family.baseline, **self.values, **charted}
        for name, value in given.items():
            if name not in point and name not in self.box:
                raise InvalidGame(
                    f"{name!r} is no parameter of this map; there are {', '.join((*self.box, *self.values))}"
                )
            if name not in self.box and value != point[name]:
                raise InvalidGame(
                    f"the map is about {name} = {point[name]}; it says nothing about {name} = {value}"
                )

        # The point as shares of the ranges, then within the cell that it lies in.
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

    @property
    def _cutting(self) -> str:
        data: Mapping[str, Any] = self.certificate.data
        return str(data["proof"]["cutting"])

    @cached_property
    def _locator(self) -> Locator:
        return Locator(self._cutting)

    @cached_property
    def _cells(self) -> tuple[MapCell, ...]:
        return tuple(self)

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        return {
            "over": list(self.over),
            "box": {name: [str(low), str(high)] for name, (low, high) in self.box.items()},
            "values": {name: str(value) for name, value in self.values.items()},
            "present": [str(self.present), str(1 - self.absent)],
            "absent": [str(self.absent), str(1 - self.present)],
            "undecided": str(self.undecided),
            "cells": self.cells,
            "seconds": round(self.seconds, 3),
        }

    def table(self) -> Table:
        """The proved shares."""
        ranges = ", ".join(f"{name} from {low} to {high}" for name, (low, high) in self.box.items())
        others = ", ".join(starmap(self.family.value_said, self.values.items()))
        low, high = self.share
        rows = [
            ("present", _bounds(low, high)),
            ("absent", _bounds(1 - high, 1 - low)),
            ("undecided", as_decimal(self.undecided, places=PLACES, bound="upper")),
            ("cells", str(self.cells)),
            ("over", ranges),
            ("elsewhere", others or "-"),
        ]
        title = f"{self.family.title or 'Family'}: {self.question}"
        if self.least:
            title += f", by more than {self.least}"
        return Table(("share of the box", "proved"), tuple(rows), title=title)


def _parts(cell: Cell) -> Iterator[tuple[str, tuple[Halfspace, ...]]]:
    """A cell by the signs proved of its polynomials: positive, negative, or, between planes, neither."""
    cuts = {polynomial: cut_by(coefficients) for polynomial, coefficients in cell.live.items()}
    for truth, body in parts(frozenset([cell.claim]), cuts):
        yield VERDICTS[truth if isinstance(truth, bool) else None], body


def _bounds(low: Fraction, high: Fraction) -> str:
    if low == high:
        near = as_decimal(low, places=PLACES)
        return f"exactly {low} ({near})" if low.denominator < 10**6 else f"known exactly, ≈ {near}"
    below, above = (
        as_decimal(low, places=PLACES, bound="lower"),
        as_decimal(high, places=PLACES, bound="upper"),
    )
    return f"between {below} and {above}"

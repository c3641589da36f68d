"""A box of parameters cut into cells, the largest undecided volume first: what maps and proofs over a box are searched with.

The order depends on the cells alone, so the cutting does not depend on the machine.
"""

import heapq
import time
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.cells import DEEPEST, Cell, Shares, mark_of, tally
from gametheory_paradox.claims.defined import Form
from gametheory_paradox.claims.signs import Box, variation
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.games import game_hash, game_to_data
from gametheory_paradox.games.canonical import polynomial_to_data


@dataclass
class Halved:
    """Where a cell was halved: the axis, and the places of the two halves in the list of nodes."""

    axis: int
    lower: int
    upper: int


class CuttingTree:
    """The cutting as it grows: leaves are cells, inner nodes say how they were halved."""

    def __init__(self, root: Cell, axes: int):
        self.nodes: list[Cell | Halved] = [root]
        self.axes = axes
        self.open: list[tuple[float, int]] = []
        self.undecided = Fraction(0)
        self._enter(0, root)

    def _enter(self, place: int, cell: Cell) -> None:
        rest = _undecided(cell)
        if rest:
            self.undecided += rest
            heapq.heappush(self.open, (-float(rest), place))

    def grow(self, gap: Fraction, end: float | None, cells: int | None) -> bool:
        """Halve cells until the undecided share is at most the gap; False if a limit stopped it first."""
        while self.undecided > gap or self._rounded_gap() > gap:
            if end is not None and time.monotonic() >= end:
                return False
            if not self.open or (cells is not None and len(self.nodes) // 2 + 1 >= cells):
                return False
            _, place = heapq.heappop(self.open)
            cell = self.nodes[place]
            assert isinstance(cell, Cell)
            if not cell.live or cell.depth >= DEEPEST:
                continue  # nothing depends on the charted parameters here: cutting cannot help
            self.undecided -= _undecided(cell)
            axis = _axis(cell, self.axes)
            self.nodes[place] = Halved(axis, len(self.nodes), len(self.nodes) + 1)
            for half in cell.halves(axis):
                self.nodes.append(half)
                self._enter(len(self.nodes) - 1, half)
        return True

    def _rounded_gap(self) -> Fraction:
        """The undecided share as it will be reported."""
        shares = self.shares()
        return 1 - shares.present - shares.absent

    def shares(self) -> Shares:
        """What the cells prove so far."""
        return tally([(mark_of(node), node) for node in self.nodes if isinstance(node, Cell)])

    def cutting(self) -> str:
        """The cutting as a certificate holds it."""
        marks, pending = [], [0]
        while pending:
            node = self.nodes[pending.pop()]
            if isinstance(node, Cell):
                marks.append(mark_of(node))
            else:
                marks.append(str(node.axis))
                pending.extend((node.upper, node.lower))
        return "".join(marks)

    def charted(self, form: Form, box: Box, at: Mapping[str, Fraction], factors: Factoring) -> dict[str, object]:
        """The fields of a certificate that say what was charted, with the proof."""
        shares = self.shares()
        return {
            "over": list(box),
            "box": {name: [str(low), str(high)] for name, (low, high) in box.items()},
            "at": {name: str(value) for name, value in at.items()},
            "present": [str(shares.present), str(1 - shares.absent)],
            "absent": [str(shares.absent), str(1 - shares.present)],
            "undecided": str(1 - shares.present - shares.absent),
            "cells": shares.cells,
            "game": {**game_to_data(form), "hash": game_hash(form)},
            "proof": {
                "factors": [[polynomial_to_data(p), [polynomial_to_data(f) for f in parts]] for p, parts in factors.remembered()],
                "cutting": self.cutting(),
            },
        }


def _undecided(cell: Cell) -> Fraction:
    holds, fails = cell.shares()
    return (1 - holds - fails) * cell.volume


def _axis(cell: Cell, axes: int) -> int:
    """The axis along which the polynomials that matter vary most, each measured against its own size."""
    weights = [0.0] * axes
    for coefficients in cell.live.values():
        size = max(map(abs, coefficients.coefficients))
        for axis in range(axes):
            weights[axis] += variation(coefficients, axis) / size
    return max(range(axes), key=lambda axis: weights[axis])

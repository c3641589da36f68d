"""Charts a paradox over chosen parameters, best cells first.

The question becomes one statement about signs of polynomials (see :mod:`gametheory_paradox.claims.branches` and the paradox's
own ``statement``).  The cell with the largest undecided volume is halved, along the axis on which its polynomials vary
most, until the undecided share is small enough.  The order depends on the cells alone, so the map does not depend on the machine.
The way of cutting is the proof.
"""

import heapq
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_paradox.certificates import FORMAT, Certificate, verify
from gametheory_paradox.claims.cells import DEEPEST, MOST_FACES, MOST_FACES_IN_ALL, Cell, Shares, mark_of, tally, walk
from gametheory_paradox.claims.defined import Form
from gametheory_paradox.claims.family_branches import branches_of
from gametheory_paradox.claims.logic import Factor, Statement
from gametheory_paradox.claims.signs import Box, variation
from gametheory_paradox.claims.slabs import integer_planes
from gametheory_paradox.claims.volumes import Volumes
from gametheory_paradox.detectors import Question, check_as_formulas
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import delete, game_hash, game_to_data
from gametheory_paradox.games.canonical import polynomial_to_data
from gametheory_paradox.paradoxes.option import statement
from gametheory_paradox.rationals import exact
from gametheory_paradox.regions.factoring import Factoring
from gametheory_paradox.regions.region_map import RegionMap

FLAT = 0.25  # how far apart the planes may be, measured in sides of the cell


def chart(
    family: GameFamily,
    paradox: str = "option",
    *,
    over: Sequence[str],
    mover: str,
    action: str,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    box: Mapping[str, tuple[object, object]] = {},
    values: Mapping[str, object] = {},
    gap: object = "0.001",
    budget: float | None = 60.0,
    cells: int | None = None,
) -> RegionMap:
    """Finds where in a box of parameters a paradox is present, with a proof for every cell.

    Parameters
    ----------
    family
        The games.
    paradox, mover, action, at, coalition, quantifier, concept
        What is asked, as for ``detect``.
    over
        The charted parameters.
    box
        Their ranges; by default the declared ones, which they must not leave.
    values
        Values of other parameters; by default their baseline.
    gap
        The share of the box that may stay undecided.
    budget
        Seconds after which the map is returned as it is; None for no limit.
    cells
        The most cells; None for no limit.

    Returns
    -------
    The map; its ``share`` gives proved bounds, and ``finished`` says whether the gap was reached.

    Raises
    ------
    InvalidGame
        If a name is unknown or a range is empty or leaves the declared one.
    Unsupported
        If equilibria as formulas are not offered for this form of game.
    """
    started = time.monotonic()
    check_as_formulas(paradox)
    question = Question.about(
        family.form, paradox, mover=mover, action=action, at=at, coalition=coalition, quantifier=quantifier, concept=concept
    )
    ranges = _ranges(family, over, box)
    others = {name: value for name, value in family.point(values).items() if name not in ranges}
    wanted = exact(gap, "the gap")
    if not 0 <= wanted <= 1:
        raise InvalidGame(f"the gap is a share of the box, from 0 to 1; got {wanted}")
    factors = Factoring()
    claim, exception = statement_of(family.fix(others), question, factors)
    tree = _Tree(Cell.whole(claim, exception, ranges), len(ranges))
    end = None if budget is None else started + budget
    finished = tree.grow(wanted, end, cells)
    cutting = tree.cutting()
    leaves = list(walk(claim, exception, ranges, cutting))
    shares = tally([(mark, cell) for mark, _, cell in leaves])
    return RegionMap(
        family=family,
        question=question,
        over=tuple(ranges),
        box=ranges,
        at=others,
        present=shares.present,
        absent=shares.absent,
        cells=shares.cells,
        certificate=_certificate(family.form, question, ranges, others, shares, factors, cutting),
        leaves=tuple((here, mark, cell) for mark, here, cell in leaves),
        seconds=round(time.monotonic() - started, 3),
        finished=finished,
    )


def map_from_certificate(family: GameFamily, certificate: Certificate, *, seconds: float, finished: bool) -> RegionMap:
    """The map that a map certificate of a family describes, checked as it is rebuilt."""
    checked = verify(certificate)
    data: Mapping[str, Any] = certificate.data
    if checked.kind != "map" or checked.game != game_hash(family.form):
        raise CertificateRejected("the certificate is not a map of this family")
    scope = data["scope"]
    question = Question.about(
        family.form,
        data["paradox"],
        mover=data["mover"],
        action=data["action"],
        at=scope["information_sets"] if scope["kind"] == "information_set" else (),
        coalition=scope["players"] if scope["kind"] == "coalition" else (),
        quantifier=data["quantifier"],
        concept=data["concept"],
    )
    box = {name: (exact(data["box"][name][0]), exact(data["box"][name][1])) for name in data["over"]}
    claim, exception = statement_of(family.fix(checked.at), question, Factoring())
    leaves = tuple((here, mark, cell) for mark, here, cell in walk(claim, exception, box, data["proof"]["cutting"]))
    return RegionMap(
        family=family,
        question=question,
        over=tuple(box),
        box=box,
        at=dict(checked.at),
        present=exact(data["present"][0]),
        absent=exact(data["absent"][0]),
        cells=data["cells"],
        certificate=certificate,
        leaves=leaves,
        seconds=seconds,
        finished=finished,
    )


def statement_of(form: Form, question: Question, factor: Factor) -> tuple[Statement, Statement]:
    """The question as a statement about the parameters, and where it is left open."""
    expected = "nash" if not hasattr(form, "nodes") else "subgame-perfect"
    if question.concept != expected:
        raise Unsupported(f"maps of this form are offered for {expected} equilibria, not for {question.concept}")
    has = branches_of(form, factor)
    lacks = branches_of(delete(form, question.action, question.scope), factor)
    members = [form.players.index(player) for player in question.scope.players]
    mover = form.players.index(question.mover)
    return statement(has, lacks, mover, members, question.action, question.quantifier, factor)


def _ranges(family: GameFamily, over: Sequence[str], box: Mapping[str, tuple[object, object]]) -> Box:
    if isinstance(over, str) or not over:
        raise InvalidGame("a chart is over a list of at least one parameter")
    declared = family.box
    for name in (*over, *box):
        if name not in declared:
            raise InvalidGame(f"{name!r} is not a parameter of this family; it has {', '.join(declared) or 'none'}")
    for name in box:
        if name not in over:
            raise InvalidGame(f"a range is given for {name!r}, which is not charted")
    if len(set(over)) < len(over) or len(over) > 10:
        raise InvalidGame("a chart is over at most ten different parameters")
    ranges: dict[str, tuple[Fraction, Fraction]] = {}
    for name in over:
        low, high = declared[name]
        if name in box:
            ends = exact(box[name][0], f"the lower end of {name!r}"), exact(box[name][1], f"the upper end of {name!r}")
            if ends[0] < low or ends[1] > high:
                raise InvalidGame(f"the range {ends[0]} to {ends[1]} of {name!r} leaves the declared range {low} to {high}")
            low, high = ends
        if low >= high:
            raise InvalidGame(f"the range of {name!r} is empty or reversed: {low} to {high}")
        ranges[name] = (low, high)
    return ranges


@dataclass
class _Branching:
    """Where a cell was halved: the axis, and the places of the two halves in the list of nodes."""

    axis: int
    lower: int
    upper: int


@dataclass
class _Leaf:
    """A cell, its mark, what it leaves undecided, and how many faces were looked at to measure it."""

    cell: Cell
    mark: str
    undecided: Fraction
    faces: int


class _Tree:
    """The cutting as it grows: leaves are cells, inner nodes say how they were halved."""

    def __init__(self, root: Cell, axes: int):
        self.nodes: list[_Leaf | _Branching] = []
        self.axes = axes
        self.open: list[tuple[float, int]] = []
        self.undecided = Fraction(0)
        self.faces = 0
        self._enter(root)

    def _enter(self, cell: Cell) -> None:
        leaf = _measured(cell, MOST_FACES_IN_ALL - self.faces)
        self.faces += leaf.faces
        self.undecided += leaf.undecided
        if leaf.undecided:
            heapq.heappush(self.open, (-float(leaf.undecided), len(self.nodes)))
        self.nodes.append(leaf)

    def grow(self, gap: Fraction, end: float | None, cells: int | None) -> bool:
        """Halve cells until the undecided share is at most the gap; False if a limit stopped it first."""
        while self.undecided > gap or self._rounded_gap() > gap:
            if end is not None and time.monotonic() >= end:
                return False
            if not self.open or (cells is not None and len(self.nodes) // 2 + 1 >= cells):
                return False
            _, place = heapq.heappop(self.open)
            leaf = self.nodes[place]
            assert isinstance(leaf, _Leaf)
            if not leaf.cell.live or leaf.cell.depth >= DEEPEST:
                continue  # nothing depends on the charted parameters here: cutting cannot help
            self.undecided -= leaf.undecided
            self.faces -= leaf.faces
            axis = _axis(leaf.cell, self.axes)
            self.nodes[place] = _Branching(axis, len(self.nodes), len(self.nodes) + 1)
            for half in leaf.cell.halves(axis):
                self._enter(half)
        return True

    def _rounded_gap(self) -> Fraction:
        """The undecided share as it will be reported."""
        shares = self.shares()
        return 1 - shares.present - shares.absent

    def shares(self) -> Shares:
        return tally([(node.mark, node.cell) for node in self.nodes if isinstance(node, _Leaf)])

    def cutting(self) -> str:
        marks, pending = [], [0]
        while pending:
            node = self.nodes[pending.pop()]
            if isinstance(node, _Leaf):
                marks.append(node.mark)
            else:
                marks.append(str(node.axis))
                pending.extend((node.upper, node.lower))
        return "".join(marks)


def _measured(cell: Cell, most_faces: int) -> _Leaf:
    """A cell with the mark that proves most of it, as far as measuring it is worth its while."""
    mark, volumes = mark_of(cell), Volumes(min(most_faces, MOST_FACES))
    if mark == "?" and cell.is_arrangement and _is_flat(cell):
        try:
            return _leaf(cell, "=", volumes)
        except Unsupported:  # too many faces: smaller cells are cut by fewer planes
            volumes = Volumes(0)
    return _leaf(cell, mark, volumes)


def _leaf(cell: Cell, mark: str, volumes: Volumes) -> _Leaf:
    holds, fails = cell.shares(mark, volumes)
    return _Leaf(cell, mark, (1 - holds - fails) * cell.volume, volumes.faces)


def _is_flat(cell: Cell) -> bool:
    """Whether planes come so close to the polynomials that measuring the cell decides most of it."""
    loose = 0.0
    for coefficients in cell.live.values():
        slopes, upper, lower, _ = integer_planes(coefficients)
        steep = max(map(abs, slopes))
        loose += (upper - lower) / steep if steep else 1.0
    return loose < FLAT


def _axis(cell: Cell, axes: int) -> int:
    """The axis along which the polynomials that matter vary most, each measured against its own size."""
    weights = [0.0] * axes
    for coefficients in cell.live.values():
        size = max(map(abs, coefficients.coefficients))
        for axis in range(axes):
            weights[axis] += variation(coefficients, axis) / size
    return max(range(axes), key=lambda axis: weights[axis])


def _certificate(
    form: Form,
    question: Question,
    box: Box,
    at: Mapping[str, Fraction],
    shares: Shares,
    factors: Factoring,
    cutting: str,
) -> Certificate:
    return Certificate(
        {
            "format": FORMAT,
            "kind": "map",
            **question.to_data(),
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
                "cutting": cutting,
            },
        }
    )

"""The compiled search for cells of equilibria, and the parts that it leaves open."""

from collections.abc import Sequence
from math import floor, prod
from types import ModuleType
from typing import Any

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import InformationSet
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import Step, Walk
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox
from gametheory_paradox.forms.tables.proofs.profile_bounds import ProfileBounds
from gametheory_paradox.forms.tables.proofs.profile_cells import Mixture, ProfileCell
from gametheory_paradox.forms.tables.solvers.cell_search import exact_cut
from gametheory_paradox.forms.tables.solvers.isolating import GRAIN, box

# The search for a cutting by compiled code: its proposals, made exact and taken one by one
# ----------------------------------------------------------------------------

_SLACK = 1e-3  # how far, in grains, rounding may have moved a bound


class CompiledSearch:
    """The search from the cells of a walk on.

    Parameters
    ----------
    walk
        The walk whose cells are to be searched.
    steps
        Where the steps that are taken go.
    kernel
        The compiled functions.
    """

    def __init__(self, walk: Walk, steps: list[Step], kernel: ModuleType):
        self._walk, self._taken, self._known_boxes = walk, steps, len(walk.boxes)
        self._search = kernel.CellSearch(walk.whole, walk.stack)

    def advance(self, shortest: float, limit: int) -> None:
        """Looks at some cells, and lets the walk follow.

        Parameters
        ----------
        shortest
            The length of an edge from which it is not cut.
        limit
            How many cells to look at.

        Raises
        ------
        CertificateRejected
            If a step does not hold exactly; the walk has taken those before, and this search is of no more
            use.
        """
        boxes, steps = self._search.advance(shortest, limit)
        for proposed_box in boxes:
            self._walk.add(self._box(proposed_box))
        for proposed in steps:
            if not self._walk.stack:
                return  # rounding saw a sliver where, exactly, no cell is left
            step = self._step(proposed)
            self._walk.take(step)
            self._taken.append(step)

    def _box(self, proposed: Any) -> IsolatingBox:
        """A box, rounded outwards."""
        region = list(map(_region, proposed.lows))
        totals = list(map(sum, region))
        scales = [
            self._search.scales[who] * prod(totals[:who] + totals[who + 1 :])
            for who, own in enumerate(proposed.supports)
            for _ in own[1:]
        ]

        return box(
            self._walk.whole,
            proposed.supports,
            region,
            proposed.solution,
            proposed.inverse,
            scales,
            proposed.contraction,
        )

    def _step(self, proposed: Sequence[Any]) -> Step:
        """A step as the walk takes it for its next cell."""
        letter = proposed[0]
        if letter == "u":
            return letter, proposed[1] + self._known_boxes
        if letter == "s" and len(proposed) == 7:
            other, first, second, *relation = proposed[1:]
            try:
                return exact_cut(self._walk.stack[-1], other, first, second, tuple(relation))
            except (IndexError, ZeroDivisionError) as problem:  # rounding lost a cell, or saw one too many
                raise CertificateRejected("a cut is proposed that belongs to another cell") from problem
        return proposed


def _region(lows: Sequence[float]) -> Mixture:
    if len(lows) == 1:
        return 0, 1
    parts = [floor(low * GRAIN - _SLACK) if low else 0 for low in lows]
    return *parts, GRAIN - sum(parts)


# The parts of the mixed profiles that a search leaves open, as bounds of what is played there
# ----------------------------------------------------------------------------

MOST_TOLD_APART = 500  # open cells of which it is seen which touch


def open_parts(
    information_sets: tuple[InformationSet, ...], cells: Sequence[ProfileCell]
) -> tuple[ProfileBounds, ...]:
    """Bounds of cells that touch, or whose bounds do; where there are many cells, of all together."""
    if len(cells) > MOST_TOLD_APART:
        return (ProfileBounds.around(information_sets, cells),)
    parts: list[ProfileBounds] = []
    for cell in cells:
        bounds = ProfileBounds.around(information_sets, [cell])
        near = [part for part in parts if part.touches(bounds)]
        parts = [part for part in parts if part not in near]
        parts.append(bounds.joined(*near))
    return tuple(parts)

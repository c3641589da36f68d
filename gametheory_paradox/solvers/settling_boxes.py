"""Chains for boxes of which bounds do not tell whether they hold an equilibrium: tried until one tells.

Source: as for :mod:`gametheory_paradox.claims.equilibria.settled_boxes`, which says how it does.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from gametheory_paradox.claims.equilibria.best_conditions import BestConditions, Condition
from gametheory_paradox.claims.equilibria.every_nash_of_many import Step, Walk
from gametheory_paradox.claims.equilibria.isolation import IsolatingBox, check_box
from gametheory_paradox.claims.equilibria.profile_cells import Cell
from gametheory_paradox.claims.equilibria.settled_boxes import cell_along, settled
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.solvers.chains import Chain, chains


def with_settled_boxes(walk: Walk, steps: Sequence[Step]) -> Walk:
    """The walk to the end, with chains for the boxes that they settle."""
    found = walk.found()
    if found.open_cells or not found.unsettled:
        return walk
    boxes = [_with_chain(walk.whole, box) for box in walk.boxes]
    if boxes == walk.boxes:
        return walk

    again = Walk(walk.game)
    for box in boxes:
        again.add(box)
    again.follow(steps)
    with suppress(CertificateRejected):  # whether they are points of pieces may be too long to tell
        again.found()
        return again
    return walk


def _with_chain(whole: Cell, box: IsolatingBox) -> IsolatingBox:
    """The box with a chain, if bounds do not tell what it holds and a chain does."""
    if box.chain or check_box(whole, box) != "unsettled":
        return box
    for chain in _chains_in(whole, box):
        chained = replace(box, chain=tuple(map(tuple, chain)))
        with suppress(CertificateRejected):  # which something that almost ties calls forth, too
            if settled(whole, chained).solution:
                return chained
    return box


def _chains_in(whole: Cell, box: IsolatingBox) -> Iterator[Chain]:
    """The chains in which all mixtures are determined by one player's, within its bounds."""
    sizes = list(map(len, box.supports))
    for who in (who for who, size in enumerate(sizes) if size == 2):
        conditions: Sequence[Condition] = ()
        with suppress(CertificateRejected):  # as its bounds may reach zero
            conditions = BestConditions.of(cell_along(whole, box, who)).conditions
        for chain in chains(conditions, sizes):
            if chain[:1] == [[who]] and len(chain) == sum(size > 1 for size in sizes):
                yield chain

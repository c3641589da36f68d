"""Chains for boxes of which bounds do not tell whether they hold an equilibrium: tried until one tells.

Source: as for :mod:`gametheory_paradox.claims.equilibria.settled_boxes`, which says how it does.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from gametheory_paradox.claims.equilibria.every_nash_of_many import Step, Walk
from gametheory_paradox.claims.equilibria.isolation import IsolatingBox, check_box
from gametheory_paradox.claims.equilibria.profile_cells import Cell
from gametheory_paradox.claims.equilibria.settled_boxes import conditions_of, settled
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.solvers.chains import chains


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
    sizes = list(map(len, box.supports))
    for chain in chains(conditions_of(whole, box.supports), sizes):
        if len(chain) < sum(size > 1 for size in sizes):
            continue  # somebody's mixture is not determined
        chained = replace(box, chain=tuple(map(tuple, chain)))
        with suppress(CertificateRejected):  # which something that almost ties calls forth, too
            if settled(whole, chained).solution:
                return chained
    return box

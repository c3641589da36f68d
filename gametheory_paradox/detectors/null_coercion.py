"""Decides whether a penalty that is incurred and hurts changes nothing, over a whole range of it.

The definition becomes a statement about two levels of the penalty, each anywhere in the range; the square of
pairs is cut into cells.  Present: the statement holds on the whole square.  Absent: it fails on a part of it
that has an area.
"""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.certificates import FORMAT, Certificate
from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.proofs.cells import Cell
from gametheory_paradox.detectors.cutting import CuttingTree, charted_fields
from gametheory_paradox.detectors.inquiry import Inquiry
from gametheory_paradox.detectors.proved import verdict_of_map
from gametheory_paradox.detectors.verdict import Undecided, Verdict
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.exact.factors import Factoring

MOST_CELLS = 2_000
SECONDS = 60.0  # unless a budget is given


def verdict_over_range(inquiry: Inquiry, values: Mapping[str, object], budget: float | None) -> Verdict:
    """Decides whether nothing that the target does and nothing that the mover gets hangs on a penalty.

    Parameters
    ----------
    inquiry
        The question, about a family.
    values
        Values of the other parameters; by default their baseline.
    budget
        Seconds; None for a minute.
    """
    family, question, others, box = inquiry.family, inquiry.question, inquiry.others(values), inquiry.axes
    (name, (low, _)), *_ = box.items()
    game, factors = family.at({**others, name: low}), Factoring()
    with Clock(SECONDS if budget is None else budget):
        try:
            claim, exception = inquiry.statement(others, factors, box)
            tree = CuttingTree(Cell.whole(claim, exception, box))
        except OutOfTime as problem:
            return Undecided(game, question, str(problem))
        tree.grow(Fraction(0), MOST_CELLS)

    charted = charted_fields(family.form, box, others, factors, tree.shares(), tree.cutting())
    certificate = Certificate({"format": FORMAT, "kind": "map", **inquiry.to_data(), **charted})
    return verdict_of_map(game, question, certificate)

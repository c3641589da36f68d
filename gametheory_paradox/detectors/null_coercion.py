"""Decides whether a penalty that is incurred and hurts changes nothing, over a whole range of it.

The definition becomes a statement about two levels of the penalty, each anywhere in the range; the square of pairs
is cut into cells.  Present: the statement holds on the whole square.  Absent: it fails on a part of it that has an
area.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from gametheory_paradox.certificates import FORMAT, Certificate
from gametheory_paradox.claims.parameters.cells import Cell
from gametheory_paradox.detectors.cutting import CuttingTree
from gametheory_paradox.detectors.inquiry import Inquiry
from gametheory_paradox.detectors.verdict import Absent, Present, Undecided, Verdict
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.games import Game
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.solvers.deadline import Deadline

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
    deadline, factors = Deadline(SECONDS if budget is None else budget), Factoring()
    family, question, others, box = inquiry.family, inquiry.question, inquiry.others(values), inquiry.axes
    (name, (low, _)), *_ = box.items()
    game = family.at({**others, name: low})
    inquiry.check_defined(others, box)
    claim, exception = inquiry.statement(others, factors)

    tree = CuttingTree(Cell.whole(claim, exception, box), len(box))
    tree.grow(Fraction(0), deadline.end, MOST_CELLS)
    charted = tree.charted(family.form, box, others, factors)
    certificate = Certificate({"format": FORMAT, "kind": "map", **inquiry.to_data(), **charted})
    return verdict_of_map(game, question, certificate)


def verdict_of_map(game: Game, question: Question, certificate: Certificate) -> Verdict:
    """The verdict that a map over both levels of the penalty proves."""
    data: Mapping[str, Any] = certificate.data
    moves = f"what {question.details['target']} does and what {question.mover} gets"
    if Fraction(data["present"][0]) == 1:
        why = f"the penalty is incurred and hurts, and {moves} are the same at every level"
        return Present(game, question, why, None, certificate)
    if Fraction(data["absent"][0]) == 1:
        why = f"the penalty touches nothing that it should, or {moves} are never the same at two levels"
        return Absent(game, question, why, None, certificate)
    if Fraction(data["absent"][0]) > 0:
        why = f"at some levels the penalty does not hurt, or is not incurred, or {moves} are not the same as at others"
        return Absent(game, question, why, None, certificate)
    why = f"the cells that were looked at do not tell whether {moves} hang on the penalty"
    return Undecided(game, question, why)

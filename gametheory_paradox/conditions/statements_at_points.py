"""The truth of a statement at one point of the box."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.claims.parameters.logic import Statement, atoms, simplify


def holds_at(statement: Statement, point: Mapping[str, Fraction]) -> bool | None:
    """Whether the statement holds at a point; None where that hangs on a polynomial that vanishes there."""
    signs = {}
    for polynomial in atoms(statement):
        value = polynomial.value(point)
        if value:
            signs[polynomial] = 1 if value > 0 else -1
    left = simplify(statement, signs)
    return left if isinstance(left, bool) else None

"""Polynomials of which the sign alone counts, and which may have one sign all over a box.

To know that sign is cheaper than to know the factors: most of the polynomials of a family have one.
"""

from gametheory_paradox.claims.parameters.logic import Factor
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.polynomials import Polynomial

SIGNS = {sign: (Polynomial.constant(sign),) for sign in (1, -1)}


class SignsOnBox:
    """Splits polynomials into factors, of which those with one sign all over the box are that sign.

    Parameters
    ----------
    factor
        Splits those whose sign is not shown at once.
    feasible
        What is known of signs in the box.
    """

    def __init__(self, factor: Factor, feasible: Feasibility):
        self.factor, self.feasible = factor, feasible

    def __call__(self, polynomial: Polynomial) -> tuple[Polynomial, ...]:
        """The sign of a primitive polynomial, or what is left of its factors."""
        if sign := self.feasible.plain_sign(polynomial):
            return SIGNS[sign]
        parts = self.factor(polynomial)
        if len(parts) == 1:
            return parts
        return tuple(own for part in parts for own in SIGNS.get(self.feasible.plain_sign(part) or 0, (part,)))

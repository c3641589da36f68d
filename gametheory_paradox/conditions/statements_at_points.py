"""The truth of a statement at one point of the box."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.claims.parameters.logic import Sign, Some, Statement, atoms, simplify
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial


def holds_at(statement: Statement, point: Mapping[str, Fraction]) -> bool | None:
    """True if the statement holds at a point; None where that hangs on a polynomial that vanishes there.

    Only so many polynomials are evaluated as settle it.
    """
    signs: dict[Polynomial, int] = {}
    done: dict[int, bool | None] = {}

    def sign(polynomial: Polynomial) -> int:
        if polynomial not in signs:
            value = polynomial.value(point)
            signs[polynomial] = (value > 0) - (value < 0)
        return signs[polynomial]

    def truth(part: Statement) -> bool | None:
        if isinstance(part, bool):
            return part
        if isinstance(part, Sign):
            product = 1 if part.positive else -1
            for polynomial in part.factors:
                product *= sign(polynomial)
            return product > 0 if product else None

        if id(part) not in done:
            look()
            settles = isinstance(part, Some)
            answer: bool | None = not settles
            for own in part.parts:
                inner = truth(own)
                if inner is settles:
                    answer = settles  # whatever the other parts say
                    break
                answer = None if inner is None else answer
            done[id(part)] = answer

        return done[id(part)]

    settled = truth(statement)
    if settled is not None:
        return settled

    # Parts that hang on what vanishes may deny each other.
    left = simplify(statement, {p: own for p in atoms(statement) if (own := sign(p))})
    return left if isinstance(left, bool) else None

"""Signs that polynomials are known to have, put in before equilibria are listed: there are fewer then."""

from collections.abc import Iterable, Mapping

from gametheory_paradox.claims.parameters.bernstein import Box, sign_of_terms
from gametheory_paradox.claims.parameters.logic import Factor, Sign, Statement
from gametheory_paradox.polynomials import Polynomial


def knowing(factor: Factor, box: Box, known: Mapping[Polynomial, int] = {}) -> Factor:
    """What splits polynomials; one whose sign is known, or shown on a box by its terms, into that sign.

    Parameters
    ----------
    factor, box
        What splits the others, and the ranges of all variables.
    known
        The signs of some polynomials, 1 or -1.
    """

    def sign_of(polynomial: Polynomial) -> int | None:
        return known.get(polynomial) or sign_of_terms(polynomial, box)

    def split(polynomial: Polynomial) -> tuple[Polynomial, ...]:
        if sign := sign_of(polynomial):
            return (Polynomial.constant(sign),)
        return tuple(
            Polynomial.constant(sign) if (sign := sign_of(own)) else own for own in factor(polynomial)
        )

    return split


def signs_said(statements: Iterable[Statement]) -> dict[Polynomial, int]:
    """The signs of polynomials that statements say outright, where all of them hold."""
    return {
        part.factors[0]: 1 if part.positive else -1
        for part in statements
        if isinstance(part, Sign) and len(part.factors) == 1
    }

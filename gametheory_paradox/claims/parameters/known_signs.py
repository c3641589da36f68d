"""Signs that polynomials are known to have, put in before equilibria are listed: there are fewer then."""

from collections.abc import Iterable, Mapping

from gametheory_paradox.claims.parameters.bernstein import Box, sign_of_terms
from gametheory_paradox.claims.parameters.logic import Factor, Sign, Statement
from gametheory_paradox.polynomials import Polynomial


class KnownSigns:
    """Splits polynomials for their signs; one whose sign is known, or shown on a box by its terms, into that.

    Parameters
    ----------
    factor, box
        What splits the others, and the ranges of all variables.
    known
        The signs of some polynomials, 1 or -1.
    """

    def __init__(self, factor: Factor, box: Box, known: Mapping[Polynomial, int] = {}):
        self.factor, self.box, self.known = factor, box, known

    def __call__(self, polynomial: Polynomial) -> tuple[Polynomial, ...]:
        """Factors whose product has the polynomial's sign wherever the signs hold, but not its value."""
        if sign := self._sign_of(polynomial):
            return (Polynomial.constant(sign),)
        return tuple(
            Polynomial.constant(sign) if (sign := self._sign_of(own)) else own
            for own in self.factor(polynomial)
        )

    def _sign_of(self, polynomial: Polynomial) -> int | None:
        return self.known.get(polynomial) or sign_of_terms(polynomial, self.box)


def keeping_values(factor: Factor) -> Factor:
    """The splitting into factors whose product has a polynomial's value, and not its sign alone."""
    return factor.factor if isinstance(factor, KnownSigns) else factor


def signs_said(statements: Iterable[Statement]) -> dict[Polynomial, int]:
    """The signs of polynomials that statements say outright, where all of them hold."""
    return {
        part.factors[0]: 1 if part.positive else -1
        for part in statements
        if isinstance(part, Sign) and len(part.factors) == 1
    }

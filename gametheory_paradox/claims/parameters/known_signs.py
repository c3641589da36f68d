"""Signs that polynomials are known to have, put in before equilibria are listed: there are fewer then."""

from collections.abc import Iterable, Mapping
from math import prod

from gametheory_paradox.claims.parameters.bernstein import Bernstein, Box, sign_of_terms
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
    few
        How many Bernstein coefficients a polynomial may have for these to be looked at, beside its terms.
    """

    def __init__(self, factor: Factor, box: Box, known: Mapping[Polynomial, int] = {}, *, few: int = 0):
        self.factor, self.box, self.known, self.few = factor, box, known, few

    def __call__(self, polynomial: Polynomial) -> tuple[Polynomial, ...]:
        """Factors whose product has the polynomial's sign wherever the signs hold, but not its value."""
        if sign := self._sign_of(polynomial):
            return (Polynomial.constant(sign),)
        return tuple(
            Polynomial.constant(sign) if (sign := self._sign_of(own)) else own
            for own in self.factor(polynomial)
        )

    def _sign_of(self, polynomial: Polynomial) -> int | None:
        sign = self.known.get(polynomial) or sign_of_terms(polynomial, self.box)
        if sign or not self.few:
            return sign
        own = {name: self.box[name] for name in polynomial.names}
        many = prod(polynomial.degree(name) + 1 for name in own)
        return Bernstein.of(polynomial, own).sign if many <= self.few else None


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

"""Factors of polynomials, remembered so that a certificate can hold them for its checker to multiply out."""

from collections.abc import Sequence
from math import prod

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factors import factor
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import MOST_PRODUCTS, Polynomial


class Factoring:
    """Splits primitive polynomials into irreducible factors and remembers each that has more than one.

    Signs of factors are easier to prove than the sign of a product: (x - y)² is never separated from zero by
    cutting cells.  A polynomial stays whole where its factors are too long for a checker to multiply out.
    """

    def __init__(self) -> None:
        self.known: dict[Polynomial, tuple[Polynomial, ...]] = {}
        self._same: dict[Polynomial, Polynomial] = {}  # equal ones as one object, which is compared at once

    def __call__(self, polynomial: Polynomial) -> tuple[Polynomial, ...]:
        """The factors of a primitive polynomial."""
        if polynomial.total_degree < 2:
            return (self._same.setdefault(polynomial, polynomial),)
        if polynomial not in self.known:
            look()
            constant, powers = factor(polynomial)
            parts = tuple(self._same.setdefault(part, part) for part, power in powers for _ in range(power))
            if constant != 1:
                parts = (Polynomial.constant(constant), *parts)
            self.known[polynomial] = parts if _multiply_out(parts) else (polynomial,)
        return self.known[polynomial]

    def remembered(self) -> list[tuple[Polynomial, tuple[Polynomial, ...]]]:
        """The polynomials that have more than one factor, with their factors."""
        return [(whole, parts) for whole, parts in self.known.items() if len(parts) > 1]


def _multiply_out(parts: Sequence[Polynomial]) -> bool:
    """True if plain arithmetic multiplies some factors, one after the other, within its limit."""
    if prod(len(part.terms) for part in parts) <= MOST_PRODUCTS:
        return True  # no partial product has more terms
    try:
        prod(parts, start=Polynomial.constant(1))
    except Unsupported:
        return False
    return True

"""Text of polynomials: their terms in a reader's order, and the text by which they are ranked."""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm
from typing import Generic, Self, TypeVar

from gametheory_paradox.table import Display

Powers = tuple[tuple[str, int], ...]  # of the variables of a term: (("c", 1), ("h", 2)) is c·h²


class WrittenPolynomial(Display):
    """The terms of a polynomial, as text."""

    __slots__ = ("terms",)
    terms: dict[Powers, Fraction]

    @property
    def is_variable(self) -> bool:
        """True if it is one of its variables."""
        return len(self.terms) == 1 and all(
            value == 1 and len(monomial) == 1 and monomial[0][1] == 1
            for monomial, value in self.terms.items()
        )

    @property
    def total_degree(self) -> int:
        """The largest sum of exponents in a term; zero for a constant."""
        return max((sum(power for _, power in monomial) for monomial in self.terms), default=0)

    def text(self, order: Iterable[str] = ()) -> str:
        """The polynomial as text, variables in ``order`` first, without a leading minus where it can be."""
        return self._written(self.reading_order(order))

    def reading_order(self, order: Iterable[str] = ()) -> list[Powers]:
        """The monomials, the highest first; where that has a minus, those with a plus before the others."""
        terms = self._in_order(order)
        if terms and self.terms[terms[0]] < 0:
            terms.sort(key=lambda monomial: self.terms[monomial] < 0)
        return terms

    @property
    def rank(self) -> str:
        """The text by which a certificate ranks its factors: the terms, the highest first."""
        return self._written(self._in_order())

    def scaled(self, factor: int) -> Self:
        """The polynomial times a number that is not zero."""
        own = type(self)()
        own.terms = {monomial: value * factor for monomial, value in self.terms.items()}
        return own

    def _in_order(self, order: Iterable[str] = ()) -> list[Powers]:
        """The monomials, the highest first."""
        rank = {name: position for position, name in enumerate(order)}

        def key(monomial: Powers) -> tuple[object, ...]:
            powers = sorted((rank.get(name, len(rank)), name, -power) for name, power in monomial)
            return (-sum(power for _, power in monomial), powers)

        return sorted(self.terms, key=key)

    def _written(self, terms: Iterable[Powers]) -> str:
        written = ""
        for monomial in terms:
            coefficient = self.terms[monomial]
            factors = [name if power == 1 else f"{name}^{power}" for name, power in monomial]
            if abs(coefficient) != 1 or not factors:
                factors.insert(0, str(abs(coefficient)))
            sign = "-" if coefficient < 0 else "+"
            written += (
                f" {sign} {'*'.join(factors)}"
                if written
                else ("-" if sign == "-" else "") + "*".join(factors)
            )
        return written or "0"

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"


W = TypeVar("W", bound=WrittenPolynomial)


class WrittenQuotient(Display, Generic[W]):
    """The quotient of two polynomials, as text."""

    __slots__ = ("denominator", "numerator")
    numerator: W
    denominator: W

    def text(self, order: Iterable[str] = ()) -> str:
        """The quotient as text, variables in ``order`` first."""
        if set(self.denominator.terms) == {()}:
            return self.numerator.text(order)
        top, bottom = self.cleared
        above = f"({top.text(order)})" if len(top.terms) > 1 else top.text(order)
        return f"{above}/{bottom}" if bottom.is_variable else f"{above}/({bottom.text(order)})"

    @property
    def cleared(self) -> tuple[W, W]:
        """Numerator and denominator without fractions within the fraction."""
        coefficients = (*self.numerator.terms.values(), *self.denominator.terms.values())
        scale = lcm(*(c.denominator for c in coefficients))
        return self.numerator.scaled(scale), self.denominator.scaled(scale)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self})"

"""The way to flint's polynomials and back."""

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from gametheory_paradox.polynomials import Polynomial


class Ring:
    """Flint's polynomials in given variables, graded: the leading term is the one that ``str`` writes first.

    Parameters
    ----------
    names
        The variables, in any order; repeated names count once.
    """

    # flint keeps every context for ever, so ours are told apart by the number of variables alone.
    __slots__ = ("context", "names", "position")
    names: tuple[str, ...]
    position: dict[str, int]
    context: fmpq_mpoly_ctx

    def __init__(self, names: Iterable[str]):
        self.names = tuple(sorted(set(names)))
        self.position = {name: place for place, name in enumerate(self.names)}
        self.context = fmpq_mpoly_ctx.get([f"x{place}" for place in range(len(self.names))], Ordering.deglex)

    @classmethod
    def of(cls, *polynomials: Polynomial) -> "Ring":
        """The ring in the variables that occur."""
        return cls(name for polynomial in polynomials for name in polynomial.names)

    def take(self, polynomial: Polynomial) -> fmpq_mpoly:
        """The polynomial as flint holds it."""
        terms = {}
        for monomial, value in polynomial.terms.items():
            powers = [0] * len(self.names)
            for name, power in monomial:
                powers[self.position[name]] = power
            terms[tuple(powers)] = fmpq(value.numerator, value.denominator)
        return self.context.from_dict(terms)

    def give(self, polynomial: fmpq_mpoly) -> Polynomial:
        """Flint's polynomial as the package holds it."""
        return Polynomial(
            {
                tuple(
                    (name, int(power)) for name, power in zip(self.names, powers, strict=True) if power
                ): fraction(value)
                for powers, value in polynomial.to_dict().items()
            }
        )


def fraction(value: fmpq) -> Fraction:
    """Flint's rational number as Python's."""
    return Fraction(int(value.p), int(value.q))


def content(polynomial: fmpq_mpoly) -> fmpq:
    """The number by which a polynomial is divided to become primitive, its leading coefficient positive."""
    if polynomial.is_zero():
        return fmpq(1)
    values = [fraction(value) for value in polynomial.coeffs()]
    size = Fraction(gcd(*(v.numerator for v in values)), lcm(*(v.denominator for v in values)))
    size = size if values[0] > 0 else -size
    return fmpq(size.numerator, size.denominator)

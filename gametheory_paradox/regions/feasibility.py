"""Can some polynomials all be positive somewhere in a box?  A linear program over their monomials may show that they cannot."""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.claims.signs import Box
from gametheory_paradox.polynomials import Monomial, Polynomial
from gametheory_paradox.solvers.linear_program import Optimum, linear_program, maximize


def may_all_be_positive(polynomials: Sequence[Polynomial], box: Box) -> bool:
    """Whether there may be a point of the box at which all are positive.

    Every monomial becomes a variable between its bounds on the box; then the least polynomial is made as large as possible.
    False is a proof; True is one only if all are affine.

    Examples
    --------
    >>> x = Polynomial.variable("x")
    >>> may_all_be_positive([x, -x], {"x": (Fraction(-1), Fraction(1))})
    False
    """
    monomials = sorted({m for p in polynomials for m in p.terms if m})
    bounds = [_bounds(m, box) for m in monomials]
    # A variable is the monomial less its lower bound, so that it is ≥ 0; the last is the least polynomial's value.
    rows: list[tuple[list[Fraction], object, Fraction]] = []
    for p in polynomials:
        constant = p.terms.get((), Fraction(0)) + sum(
            (p.terms.get(m, Fraction(0)) * low for m, (low, _) in zip(monomials, bounds, strict=True)), Fraction(0)
        )
        rows.append(([*(-p.terms.get(m, Fraction(0)) for m in monomials), Fraction(1)], "<=", constant))
    size = len(monomials)
    for n, (low, high) in enumerate(bounds):
        rows.append(([Fraction(n == k) for k in range(size)] + [Fraction(0)], "<=", high - low))
    rows.append(([Fraction(0)] * size + [Fraction(1)], "<=", Fraction(1)))
    answer = maximize(linear_program([0] * size + [1], rows, free=[size]))  # type: ignore[arg-type]  # senses are as asked for
    return not isinstance(answer, Optimum) or answer.value > 0


def _bounds(monomial: Monomial, box: Box) -> tuple[Fraction, Fraction]:
    low = high = Fraction(1)
    for name, power in monomial:
        ends = sorted(end**power for end in box[name])
        if power % 2 == 0 and box[name][0] < 0 < box[name][1]:
            ends[0] = Fraction(0)
        products = [a * b for a in (low, high) for b in ends]
        low, high = min(products), max(products)
    return low, high

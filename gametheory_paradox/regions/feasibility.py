"""Can some polynomials all be positive somewhere in a box?  A point may show that they can, a linear program that they cannot."""

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from random import Random

from gametheory_paradox.claims.signs import Box
from gametheory_paradox.polynomials import Monomial, Polynomial
from gametheory_paradox.solvers.linear_program import LinearProgram, Optimum, Row, maximize

POINTS = 128
ROUNDING = 1e-9  # what floating point may have lost, with plenty to spare


class Feasibility:
    """Remembers which polynomials may all be positive at once; those that share no variable do not hinder each other.

    Parameters
    ----------
    box
        The ranges of all variables.
    """

    def __init__(self, box: Box):
        self.box = box
        self._points = _points(box)
        self._known: dict[frozenset[Polynomial], bool] = {}
        self._where: dict[Polynomial, int] = {}

    def together(self, signed: Sequence[Polynomial]) -> bool:
        """Whether the last polynomial may be positive together with the others, which may be so among themselves."""
        connected, names = {signed[-1]}, set(signed[-1].names)
        grown = True
        while grown:
            fresh = [p for p in signed if p not in connected and names.intersection(p.names)]
            connected.update(fresh)
            names.update(*(p.names for p in fresh))
            grown = bool(fresh)
        key = frozenset(connected)
        if key not in self._known:
            points = -1
            for polynomial in connected:
                points &= self._positive_at(polynomial)
            self._known[key] = points != 0 or may_all_be_positive([p for p in signed if p in connected], self.box)
        return self._known[key]

    def _positive_at(self, polynomial: Polynomial) -> int:
        """At which of the points the polynomial is positive for certain, as bits."""
        if polynomial not in self._where:
            terms = [(float(value), monomial) for monomial, value in polynomial.terms.items()]
            bits = 0
            for number, point in enumerate(self._points):
                values = [value * prod(point[name] ** power for name, power in monomial) for value, monomial in terms]
                bits |= (sum(values) > ROUNDING * sum(map(abs, values))) << number
            self._where[polynomial] = bits
        return self._where[polynomial]


def _points(box: Box) -> list[dict[str, float]]:
    """Points all over the box, the same ones every time."""
    chosen = Random(0)
    return [{name: float(low) + float(high - low) * chosen.random() for name, (low, high) in box.items()} for _ in range(POINTS)]


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
    rows: list[Row] = []
    for p in polynomials:
        constant = p.terms.get((), Fraction(0)) + sum(
            (p.terms.get(m, Fraction(0)) * low for m, (low, _) in zip(monomials, bounds, strict=True)), Fraction(0)
        )
        rows.append(Row((*(-p.terms.get(m, Fraction(0)) for m in monomials), Fraction(1)), "<=", constant))
    size = len(monomials)
    for n, (low, high) in enumerate(bounds):
        rows.append(Row(tuple(Fraction(n == k) for k in range(size + 1)), "<=", high - low))
    least = tuple(Fraction(k == size) for k in range(size + 1))
    rows.append(Row(least, "<=", Fraction(1)))
    answer = maximize(LinearProgram(least, tuple(rows), frozenset([size])))
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

"""From a point straight towards another one: where a statement first becomes true, by isolating roots."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.claims.logic import atoms
from gametheory_paradox.exact import RealRoot, real_roots
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.regions.ways_out.sought import Point, Reached, Sought

T = "t"  # runs from 0 at the start to 1 at the end
FINE = Fraction(1, 2**40)  # how close the bounds of an irrational place are
STEPS = tuple(Fraction(1, n) for n in (1000, 10**5, 10**7))  # how far from the surface the certified points are, of the way


def first_on_the_way(sought: Sought, end: Mapping[str, Fraction]) -> Reached:
    """The first place on the straight way to ``end`` beyond which the statement holds.

    The bounds of the cost are about ways along this line alone.
    """
    start, length = sought.start, sought.cost(end)
    along = {p: _along(p, start, end) for p in atoms(sought.wanted, sought.open)}
    roots = _roots([p for p in along.values() if p and not p.is_constant])
    open_from: Fraction | None = None
    for place, root in enumerate(roots):
        lower, upper = root.high, roots[place + 1].low if place + 1 < len(roots) else Fraction(1)
        if lower >= 1:
            break
        told = sought.reached_at(_between(start, end, (lower + upper) / 2))
        if told is None and open_from is None:
            open_from = root.low
        if told:
            previous = roots[place - 1].high if place else Fraction(0)
            befores = [max(root.low - step, (previous + root.low) / 2) for step in STEPS] if root.is_rational else [root.low]
            beyonds = [min(root.high + step, (upper + root.high) / 2) for step in STEPS] if root.is_rational else [root.high]
            return Reached(
                low=length * (root.low if open_from is None else open_from),
                high=length * root.high,
                surface=_between(start, end, root.low) if root.is_rational else None,
                before=tuple(_between(start, end, t) for t in dict.fromkeys(befores if root.low else [Fraction(0)])),
                beyond=tuple(_between(start, end, t) for t in dict.fromkeys(beyonds)),
                binding=tuple(p for p, on_line in along.items() if on_line and root.sign_of(on_line) == 0),
                why="" if open_from is None else "on the way the games may be degenerate",
            )
    if open_from is None:
        return Reached(None)
    return Reached(length * open_from, why="on the way the games may be degenerate")


def _along(polynomial: Polynomial, start: Mapping[str, Fraction], end: Mapping[str, Fraction]) -> Polynomial:
    """The polynomial on the line, in t."""
    lines = {name: Polynomial({(): start[name], ((T, 1),): end[name] - start[name]}) for name in polynomial.names}
    total = Polynomial()
    for monomial, value in polynomial.terms.items():
        term = Polynomial.constant(value)
        for name, power in monomial:
            term = term * lines[name] ** power
        total = total + term
    return total


def _roots(polynomials: list[Polynomial]) -> list[RealRoot]:
    """The start, and every place after it and before the end at which one of the polynomials vanishes."""
    product = Polynomial.variable(T)
    for polynomial in dict.fromkeys(polynomials):
        product = product * polynomial
    found = real_roots(product, T, low=Fraction(0), high=Fraction(1))
    return [root if root.is_rational else root.refine(FINE) for root in found]


def _between(start: Mapping[str, Fraction], end: Mapping[str, Fraction], t: Fraction) -> Point:
    return {name: value + t * (end[name] - value) for name, value in start.items()}

"""Strategies that draw polynomials, boxes and points in them; polynomials' values term by term."""

from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from gametheory_paradox.polynomials import Polynomial

NAMES = ("x", "y", "z")
coefficients = st.sampled_from([Fraction(n, d) for n in range(-3, 4) for d in (1, 2) if n])
inside = st.sampled_from(
    [Fraction(n, 12) for n in range(1, 12)] + [Fraction(n, 997) for n in (1, 100, 500, 996)]
)
between = st.sampled_from([Fraction(n, 6) for n in range(7)] + [Fraction(n, 997) for n in (1, 100, 500, 996)])


def polynomials(names=NAMES, degree=2, terms=4):
    """Polynomials of at most some degree in each variable, often zero, constant or without some variable."""
    powers = [
        tuple((n, p) for n, p in zip(names, row, strict=True) if p)
        for row in product(range(degree + 1), repeat=len(names))
    ]
    return st.dictionaries(st.sampled_from(powers), coefficients, max_size=terms).map(Polynomial)


@st.composite
def boxes(draw, names=NAMES, flat=False):
    """Boxes, some around zero and some away from it; with ``flat`` some without extent along an axis."""
    box = {}
    for name in names:
        low = draw(st.sampled_from([Fraction(n, 2) for n in range(-4, 5)]))
        widths = [Fraction(n, 3) for n in (1, 2, 3, 7)] + [Fraction(0)] * flat
        box[name] = (low, low + draw(st.sampled_from(widths)))
    return box


def points(box, shares=inside):
    """Points of a box, by the share of the way along each axis."""
    return st.fixed_dictionaries(dict.fromkeys(box, shares)).map(
        lambda where: {name: low + where[name] * (high - low) for name, (low, high) in box.items()}
    )


def value(polynomial, point):
    """Term by term."""
    total = Fraction(0)
    for monomial, coefficient in polynomial.terms.items():
        term = coefficient
        for name, power in monomial:
            for _ in range(power):
                term *= point[name]
        total += term
    return total


def sign(number):
    """1, 0 or -1."""
    return (number > 0) - (number < 0)


def corners(box):
    """The corners of a box."""
    return [dict(zip(box, ends, strict=True)) for ends in product(*box.values())]


def unfactored(polynomial):
    """The polynomial as its own only factor."""
    return (polynomial,)

"""Rational functions without the factors that numerator and denominator share."""

from collections import Counter
from fractions import Fraction
from math import prod

from gametheory_paradox.claims.parameters.known_signs import keeping_values
from gametheory_paradox.claims.parameters.logic import Factor, primitive_part
from gametheory_paradox.polynomials import Polynomial, RationalFunction


def lowest(function: RationalFunction, factor: Factor) -> RationalFunction:
    """The same function in lower terms, as far as ``factor`` splits what stands above and below.

    What splits for signs alone does not keep values; what it splits the others with does.

    Examples
    --------
    >>> x, one = Polynomial.variable("x"), Polynomial.constant(1)
    >>> split = {one - x * x: (one - x, one + x)}
    >>> print(lowest(RationalFunction(x * x - one, x + one), lambda p: split.get(p, (p,))))
    x - 1
    """
    factor = keeping_values(factor)
    if function.denominator.is_constant or not function.numerator:
        return RationalFunction(function.numerator) if not function.numerator else function
    scale, above = primitive_factors(function.numerator, factor)
    under, below = primitive_factors(function.denominator, factor)
    tops, bottoms = Counter(above), Counter(below)
    shared = tops & bottoms
    if not shared:
        return function
    top, bottom = (
        prod((parts - shared).elements(), start=Polynomial.constant(1)) for parts in (tops, bottoms)
    )
    return RationalFunction(top * Polynomial.constant(scale / under), bottom)


def primitive_factors(polynomial: Polynomial, factor: Factor) -> tuple[Fraction, list[Polynomial]]:
    """A constant, and the primitive factors that are none, each as often as it occurs."""
    scale, primitive = primitive_part(polynomial)
    parts = list[Polynomial]()
    for part in () if primitive.is_constant else factor(primitive):
        own, part = primitive_part(part)
        scale *= own
        if not part.is_constant:
            parts.append(part)
    if primitive.is_constant:
        scale *= primitive.terms[()]
    return scale, parts

"""Signs that polynomials never have together, shown in coordinates in which some of them are variables.

Affine polynomials that are positive, and independent of each other, are taken as variables above zero, each
in the place of a variable that occurs in it.  Where a further polynomial then has no positive Bernstein
coefficient, it is nowhere positive beside them.  That takes products of affine polynomials into account,
which multipliers of one polynomial at a time do not.

Source: handelman1988.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, islice, product

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.coordinates import is_nowhere_positive
from gametheory_paradox.claims.parameters.exclusions import Exclusion, Part
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.polynomials import Polynomial

MOST_FORMS = 6  # affine polynomials
MOST_TRIED = 50  # choices of the variables in whose place they come
ONE = Polynomial.constant(1)


def exclusion_in_coordinates(signs: Mapping[Polynomial, int], feasible: Feasibility) -> Exclusion | None:
    """An exclusion of some of the signs; None if coordinates show none.

    Parameters
    ----------
    signs, feasible
        As for :func:`~gametheory_paradox.conditions.exclusion_search.exclusion_of`.

    Examples
    --------
    >>> from fractions import Fraction
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> square = Feasibility({"x": (Fraction(0), Fraction(9)), "y": (Fraction(0), Fraction(9))})
    >>> [part.sign for part in exclusion_in_coordinates({x - y: 1, (x - y) * (x - y): -1}, square) or ()]
    [-1, 1]
    >>> exclusion_in_coordinates({x - y: 1, (x - y) * (x + y): 1}, square) is None
    True
    """
    affine = [p for p in signs if p.total_degree == 1][:MOST_FORMS]
    for curved in (p for p in signs if p.total_degree > 1):
        near = [form for form in affine if {*form.names} <= {*curved.names}]
        for many in range(len(near), 0, -1):
            for forms in combinations(near, many):
                own = {p: signs[p] for p in (curved, *forms)}
                if feasible.are_met(feasible.signed(own)):
                    continue
                polynomial, *above = (p if sign > 0 else -p for p, sign in own.items())
                if names := _names(polynomial, above, feasible.box):
                    by: list[Polynomial | str] = [ONE, *names]
                    return tuple(Part(p, sign, m) for (p, sign), m in zip(own.items(), by, strict=True))
    return None


def _names(polynomial: Polynomial, forms: Sequence[Polynomial], box: Box) -> tuple[str, ...]:
    """Variables in whose places the forms show that the polynomial is nowhere positive; none if none do."""
    choices = product(*(form.names for form in forms))
    for names in islice(choices, MOST_TRIED):
        coordinates = list(zip(forms, names, strict=True))
        if len({*names}) == len(names) and is_nowhere_positive(polynomial, coordinates, box):
            return names
    return ()

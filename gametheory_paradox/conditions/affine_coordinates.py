"""Signs that polynomials never have together, shown in coordinates in which some of them are variables.

Affine polynomials that are positive, and independent of each other, are taken as variables above zero, each
in the place of a variable that occurs in it.  Where a further polynomial then has no positive Bernstein
coefficient, it is nowhere positive beside them.  That takes products of affine polynomials into account,
which multipliers of one polynomial at a time do not.

Source: handelman1988.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations, islice, product
from math import prod

from gametheory_paradox.claims.parameters.bernstein import Bernstein, Box
from gametheory_paradox.claims.parameters.substitution import put_in
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial

MOST_FORMS = 6  # affine polynomials
MOST_TRIED = 50  # choices of the variables in whose place they come
MOST_COEFFICIENTS = 20_000
COORDINATE = "+"  # begins the name of a new variable, and no parameter's


def excluded_in_coordinates(signs: Mapping[Polynomial, int], feasible: Feasibility) -> list[Polynomial]:
    """Some of the polynomials, that nowhere have these signs; none if coordinates do not show it.

    Parameters
    ----------
    signs, feasible
        As for :func:`~gametheory_paradox.conditions.exclusion_search.exclusion_of`.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> square = Feasibility({"x": (Fraction(0), Fraction(9)), "y": (Fraction(0), Fraction(9))})
    >>> len(excluded_in_coordinates({x - y: 1, (x - y) * (x - y): -1}, square))
    2
    >>> excluded_in_coordinates({x - y: 1, (x - y) * (x + y): 1}, square)
    []
    """
    affine = [p for p in signs if p.total_degree == 1][:MOST_FORMS]
    for curved in (p for p in signs if p.total_degree > 1):
        near = [form for form in affine if {*form.names} <= {*curved.names}]
        for many in range(len(near), 0, -1):
            for forms in combinations(near, many):
                own = {p: signs[p] for p in (curved, *forms)}
                polynomial, *above = (p if sign > 0 else -p for p, sign in own.items())
                if not feasible.are_met(feasible.signed(own)) and _exclude(polynomial, above, feasible.box):
                    return list(own)
    return []


def _exclude(polynomial: Polynomial, forms: Sequence[Polynomial], box: Box) -> bool:
    """True if the polynomial is nowhere positive beside the forms, each in the place of some variable."""
    choices = product(*(form.names for form in forms))
    return any(
        _is_nowhere_positive(polynomial, list(zip(forms, names, strict=True)), box)
        for names in islice(choices, MOST_TRIED)
        if len({*names}) == len(names)
    )


def _is_nowhere_positive(polynomial: Polynomial, forms: Sequence[tuple[Polynomial, str]], box: Box) -> bool:
    """True if the polynomial has no positive coefficient with the forms as variables above zero."""
    look()
    ends = {name: box[name] for name in polynomial.names}
    left = [form for form, _ in forms]  # each written in the coordinates so far
    for number, (form, name) in enumerate(forms):
        slope = left[number].terms.get(((name, 1),))
        if slope is None:
            return False  # it follows from the others, or the variable is gone
        fresh = f"{COORDINATE}{number}"
        difference = Polynomial.variable(fresh) - left[number]
        value = Polynomial.variable(name) + difference * Polynomial.constant(1 / slope)
        polynomial, *left[number + 1 :] = [
            put_in(own, name, value) for own in (polynomial, *left[number + 1 :])
        ]
        ends[fresh] = (Fraction(0), _largest(form, box))
    ends = {name: own for name, own in ends.items() if name in polynomial.names}
    if prod(polynomial.degree(name) + 1 for name in ends) > MOST_COEFFICIENTS:
        return False
    return Bernstein.of(polynomial, ends).sign in (-1, 0)


def _largest(form: Polynomial, box: Box) -> Fraction:
    """The largest value of an affine polynomial in a box, or zero if that is negative."""
    ends = {name: box[name][form.terms[((name, 1),)] > 0] for name in form.names}
    return max(form.value(ends), Fraction(0))

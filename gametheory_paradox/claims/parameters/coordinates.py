"""Polynomials in coordinates: affine polynomials that are positive, each in the place of a variable."""

from collections.abc import Sequence
from fractions import Fraction
from math import prod

from gametheory_paradox.claims.parameters.bernstein import Bernstein, Box
from gametheory_paradox.claims.parameters.substitution import put_in
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial

MOST_COEFFICIENTS = 20_000


def is_nowhere_positive(polynomial: Polynomial, forms: Sequence[tuple[Polynomial, str]], box: Box) -> bool:
    """True if Bernstein coefficients show that a polynomial is positive nowhere where the forms are.

    Parameters
    ----------
    polynomial, box
        The polynomial, and the ranges of its variables.
    forms
        Affine polynomials, each with a variable in whose place it is one itself, above zero.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> unit = {"x": (Fraction(0), Fraction(1)), "y": (Fraction(0), Fraction(1))}
    >>> is_nowhere_positive(y - x, [(x - y, "x")], unit), is_nowhere_positive(y - x, [], unit)
    (True, False)
    """
    ends, left = dict(box), [form for form, _ in forms]  # each written in the coordinates so far
    for number, (form, name) in enumerate(forms):
        look()
        slope = left[number].terms.get(((name, 1),))
        if slope is None or form.total_degree > 1:
            return False  # it follows from the others

        # From here on the name stands for the form.
        variable = Polynomial.variable(name)
        value = variable + (variable - left[number]) * Polynomial.constant(1 / slope)
        polynomial, *left[number + 1 :] = [
            put_in(own, name, value) for own in (polynomial, *left[number + 1 :])
        ]
        ends[name] = (Fraction(0), _largest(form, box))

    names = polynomial.names
    if forms and prod(polynomial.degree(name) + 1 for name in names) > MOST_COEFFICIENTS:
        return False
    return Bernstein.of(polynomial, {name: ends[name] for name in names}).sign in (-1, 0)


def _largest(form: Polynomial, box: Box) -> Fraction:
    """The largest value of an affine polynomial in a box, or zero if that is negative."""
    ends = {name: box[name][form.terms[((name, 1),)] > 0] for name in form.names}
    return max(form.value(ends), Fraction(0))

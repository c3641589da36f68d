"""Signs of polynomials that few Bernstein coefficients show on a box."""

from math import prod

from gametheory_paradox.claims.parameters.bernstein import Bernstein, Box, sign_of_terms
from gametheory_paradox.claims.parameters.logic import Factor
from gametheory_paradox.polynomials import Polynomial

FEW = 100  # coefficients of a polynomial: more take longer than what they save


def signs_shown_on(box: Box | None, factor: Factor) -> Factor:
    """Splits polynomials for their signs; one with one sign all over the box into that.

    Parameters
    ----------
    box
        The ranges of all variables; None where nothing is known of them.
    factor
        Splits the others.
    """
    if box is None:
        return factor
    ranges = box

    def split(polynomial: Polynomial) -> tuple[Polynomial, ...]:
        sign = _sign_of(polynomial, ranges)
        return (Polynomial.constant(sign),) if sign else factor(polynomial)

    return split


def _sign_of(polynomial: Polynomial, box: Box) -> int | None:
    if (sign := sign_of_terms(polynomial, box)) is not None:
        return sign
    own = {name: box[name] for name in polynomial.names}
    many = prod(polynomial.degree(name) + 1 for name in own)
    return Bernstein.of(polynomial, own).sign if many <= FEW else None

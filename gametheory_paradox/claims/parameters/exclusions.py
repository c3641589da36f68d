"""Signs that polynomials never have together in a box, and statements that these settle.

An exclusion names polynomials, each with a sign and a multiplier.  Multipliers are positive in the interior
of the box; each polynomial times its sign and its multiplier, all added up, is positive nowhere in the box.
Had every polynomial its sign at a point of the interior, the sum would be positive there: it is nowhere so.

Source: handelman1988 (which multipliers there are).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from gametheory_paradox.claims.parameters.bernstein import Bernstein, Box
from gametheory_paradox.claims.parameters.logic import Sign, Statement, atoms, every, simplify, some
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Record

# Patterns of signs, perhaps of some polynomials alone, that are looked at to settle a statement.
MOST_PATTERNS = 20_000


@dataclass(frozen=True, repr=False)
class Part(Record):
    """A polynomial of an exclusion.

    Parameters
    ----------
    polynomial, sign
        The polynomial, and the sign, 1 or -1, that it does not have beside those of the others.
    multiplier
        A polynomial that is positive in the interior of the box.
    """

    polynomial: Polynomial
    sign: int
    multiplier: Polynomial


Exclusion = tuple[Part, ...]


def excludes(exclusion: Exclusion, box: Box) -> bool:
    """True if Bernstein coefficients show that the polynomials never have these signs together in a box.

    Examples
    --------
    >>> from fractions import Fraction
    >>> x, one = Polynomial.variable("x"), Polynomial.constant(1)
    >>> apart = (Part(x - one, 1, one), Part(x + one, -1, one))  # above 1 and below -1
    >>> excludes(apart, {"x": (Fraction(-3), Fraction(3))})
    True
    """
    total = Polynomial()
    for part in exclusion:
        weighted = part.polynomial * part.multiplier
        total = total + weighted if part.sign > 0 else total - weighted
    multipliers = [_sign(part.multiplier, box) for part in exclusion]
    return bool(exclusion) and set(multipliers) == {1} and _sign(total, box) in (-1, 0)


def _sign(polynomial: Polynomial, box: Box) -> int | None:
    """The sign in the interior of the box that Bernstein coefficients show."""
    return Bernstein.of(polynomial, {name: box[name] for name in polynomial.names}).sign


def some_excluded(exclusions: Iterable[Exclusion]) -> Statement:
    """The statement, false off zero sets, that polynomials have signs that they never have together."""
    return some(
        every(Sign((part.polynomial,), part.sign > 0) for part in exclusion) for exclusion in exclusions
    )


def settled(
    claim: Statement, exception: Statement, never: Statement, most: int = MOST_PATTERNS
) -> tuple[bool | None, int]:
    """The truth of a claim under all signs that polynomials may have, and how many patterns were looked at.

    The truth is None where it hangs on the signs.

    Parameters
    ----------
    claim, exception
        What is asked, and where nothing is claimed.
    never
        A statement that is false off zero sets.
    most
        How many patterns of signs are looked at; beyond them the answer is None.
    """
    truths: set[bool] = set()
    pending = [(claim, exception, never)]
    for looked in range(most):
        if not pending:
            return (truths.pop() if truths else None), looked

        look()
        claim, exception, never = pending.pop()
        if never is True:
            continue  # no point has these signs
        if exception is False and isinstance(claim, bool):
            truths.add(claim)
            if len(truths) > 1:
                return None, looked
            continue

        left = atoms(claim, exception)
        if exception is True or not left:
            return None, looked
        for sign in (1, -1):
            signs = {left[0]: sign}
            pending.append((simplify(claim, signs), simplify(exception, signs), simplify(never, signs)))
    return None, most

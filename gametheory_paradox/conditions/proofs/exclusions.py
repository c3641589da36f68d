"""Signs that polynomials never have together in a box, and statements that these settle.

An exclusion names polynomials, each with a sign and a multiplier.  Multipliers are positive in the interior
of the box; each polynomial times its sign and its multiplier, all added up, is positive nowhere in the box.
Had every polynomial its sign at a point of the interior, the sum would be positive there: it is nowhere so.

Affine polynomials may be coordinates instead, each in the place of a variable: then the sum is positive
nowhere where they have their signs, which takes products of them into account.

Source: handelman1988 (which multipliers there are).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from gametheory_paradox.conditions.proofs.arrangement import is_nowhere_positive
from gametheory_paradox.conditions.proofs.signs import Bernstein, Box
from gametheory_paradox.conditions.proofs.statements import (
    Every,
    Sign,
    Statement,
    atoms,
    every,
    negation,
    simplify,
    some,
)
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
        A polynomial that is positive in the interior of the box; or the name of a variable, in whose place
        the polynomial, which is affine, is a coordinate.
    """

    polynomial: Polynomial
    sign: int
    multiplier: Polynomial | str

    @property
    def signed(self) -> Polynomial:
        """The polynomial, or its negative, which is positive where it has its sign."""
        return self.polynomial if self.sign > 0 else -self.polynomial


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
    total, signs, coordinates = Polynomial(), set[int | None](), list[tuple[Polynomial, str]]()
    for part in exclusion:
        if isinstance(part.multiplier, str):
            coordinates.append((part.signed, part.multiplier))
        else:
            total = total + part.signed * part.multiplier
            signs.add(_sign(part.multiplier, box))
    return signs == {1} and is_nowhere_positive(total, coordinates, box)


def _sign(polynomial: Polynomial, box: Box) -> int | None:
    """The sign in the interior of the box that Bernstein coefficients show."""
    return Bernstein.of(polynomial, {name: box[name] for name in polynomial.names}).sign


def some_excluded(exclusions: Iterable[Exclusion]) -> Statement:
    """The statement, false off zero sets, that polynomials have signs that they never have together."""
    return some(
        every(Sign((part.polynomial,), part.sign > 0) for part in exclusion) for exclusion in exclusions
    )


def next_tried(claim: Statement, exception: Statement = False) -> Polynomial | None:
    """The polynomial whose sign is tried next: the simplest in the simplest part that a claim may fail by.

    None where the truth of neither statement hangs on signs.
    """
    left = atoms(simplest_part(negation(claim))) or atoms(exception)
    return min(left, key=lambda p: (p.total_degree, len(p.terms)), default=None)


def simplest_part(statement: Statement) -> Statement:
    """Of parts that all must hold one about a single sign, or that whose longest polynomial is shortest."""
    if not isinstance(statement, Every):
        return statement
    signs = [(part, atoms(part)) for part in statement.parts]
    part, _ = min(signs, key=lambda own: (len(own[1]) > 1, max(len(p.terms) for p in own[1]), len(own[1])))
    return part


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

        first = None if exception is True else next_tried(claim, exception)
        if first is None:
            return None, looked
        for sign in (1, -1):
            signs = {first: sign}
            pending.append((simplify(claim, signs), simplify(exception, signs), simplify(never, signs)))
    return None, most

"""Algebraic numbers: quotients of two forms at a root of a third.

Such a number is a root of a polynomial p if the form divides Σ p_k top^k bottom^(d-k).  Once its bounds hold
no other root of p, they and p say which number it is: two are equal if their polynomials have a divisor in
common with a root within the bounds of both.

Sources: collinsakritas1976 (roots in bounds).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.exact.proofs.algebraic import (
    Form,
    Root,
    between,
    check_length,
    common,
    composed,
    divided,
    negative,
    primitive,
    quotient,
    sign_changes,
    slope,
    value,
)
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number, WeightedTerm, number_of
from gametheory_paradox.interruption import look

if TYPE_CHECKING:
    from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval

FIRST_BITS, BITS = 24, 8  # after the point in bounds: at first, and more from one level to the next
MOST_WORK = 10**10  # on the polynomial of a number; measured, up to some tenths of a second
HALVINGS, MOST_STEPS = 4, 150  # of a root's bounds at a step, and how many until they are narrow enough


class RootValue:
    """A quotient of two forms of one degree at a root.

    Parameters
    ----------
    top, bottom
        The forms; the second is positive at the root.
    root
        The root.
    """

    def __init__(self, top: Form, bottom: Form, root: Root):
        self.top, self.bottom = top, bottom
        while min(between(bottom, root.low, root.high)) <= 0:
            root = root.narrowed()  # until the quotient is bounded
        self._root = root

    def bounds(self, level: int) -> "list[Interval]":
        """Neighbors on a grid that depends on the level alone, between which the number lies.

        Raises
        ------
        CertificateRejected
            If that is not seen, as of a number on the grid.
        """
        parts = 1 << FIRST_BITS + BITS * level
        for low, high in self._narrowing():
            first = low * parts // 1
            if first == high * parts // 1:
                return [(Fraction(first, parts), Fraction(first + 1, parts))]
        raise CertificateRejected("an algebraic number is not told apart from a fraction")

    def _narrowing(self) -> "Iterator[Interval]":
        """Bounds, each narrower than those before: between the quotients of the forms' coefficients."""
        for _ in range(MOST_STEPS):
            look()
            low, high = self._root.low, self._root.high
            pairs = zip(between(self.top, low, high), between(self.bottom, low, high), strict=True)
            quotients = [Fraction(*pair) for pair in pairs]
            yield min(quotients), max(quotients)
            self._root = self._root.narrowed(HALVINGS)

    @cached_property
    def polynomial(self) -> Form:
        """A polynomial without multiple roots that is zero at the number, its constant coefficient first.

        Raises
        ------
        CertificateRejected
            If finding it takes too long.
        """
        bits = sum(number.bit_length() for own in (self._root.form, self.top, self.bottom) for number in own)
        if len(self._root.form) ** 4 * bits**2 > MOST_WORK:
            raise CertificateRejected("forms are too long to tell which number their quotient is")
        form, powers = self._root.form, [_rest((1,), self._root.form)]
        while True:
            powers = [
                _rest(_product(self.bottom, powers[0]), form),
                *(_rest(_product(self.top, own), form) for own in powers),
            ]
            if found := _dependency(powers):
                double = common(found, slope(found))
                return quotient(found, double) if len(double) > 1 else found

    @cached_property
    def isolated(self) -> "Interval":
        """Bounds between which the number is, and no other root of the polynomial, nor at them.

        Raises
        ------
        CertificateRejected
            If they do not become narrow enough.
        """
        for low, high in self._narrowing():
            if self._is_alone(low, high):
                return low, high
        raise CertificateRejected("bounds of an algebraic number hold several roots")

    @property
    def fraction(self) -> Fraction | None:
        """The number itself where it is rational, and its denominator not too long."""
        lead = abs(self.polynomial[-1])
        for low, high in self._narrowing():
            if low == high:
                return low
            if (high - low) * 2 * lead**2 < 1 and self._is_alone(low, high):
                found = ((low + high) / 2).limit_denominator(lead)
                n, d = found.as_integer_ratio()
                return found if low < found < high and not value(self.polynomial, n, n + d) else None
        return None

    def _is_alone(self, low: Fraction, high: Fraction) -> bool:
        """True if the polynomial is seen to have one root between two bounds, and none at them."""
        part = _within(self.polynomial, low, high)
        return bool(part[0] and part[-1]) and sign_changes(part) == 1

    def named_as(self, other: "RootValue") -> tuple[int, ...] | None:
        """The places of the coefficients there, if both are the same number."""
        (low, high), (least, most) = self.isolated, other.isolated
        low, high, shared = max(low, least), min(high, most), common(self.polynomial, other.polynomial)
        if low >= high or len(shared) < 2 or sign_changes(_within(shared, low, high)) % 2 == 0:
            return None
        return (0, 1)


class RootTerm(WeightedTerm):
    """A multiple of such a number, and a number."""

    point: RootValue

    @property
    def root_of(self) -> Form:
        """The coefficients of a polynomial of which its value is a root."""
        weight, number = self.coefficients
        scale = lcm(weight.denominator, number.denominator)
        first, second = (int(weight * scale), 0), (int(-number * scale), scale)
        found = primitive(composed(self.point.polynomial, first, second))
        return found if found[-1] > 0 else negative(found)


def value_at(root: Root, top: Form, bottom: Form) -> Number:
    """The quotient of two forms of one degree at a root; the second is positive there."""
    if root.low == root.high:
        at = root.low.as_integer_ratio()
        return Fraction(value(top, *at), value(bottom, *at))
    found = RootValue(top, bottom, root)
    known = found.fraction
    return number_of([RootTerm(found, (Fraction(1), Fraction(0)))]) if known is None else known


def _product(form: Form, other: Sequence[Fraction]) -> list[Fraction]:
    found = [Fraction(0)] * (len(form) + len(other) - 1)
    for place, own in enumerate(form):
        for k, number in enumerate(other):
            found[place + k] += own * number
    return found


def _rest(numbers: Sequence[Fraction | int], form: Form) -> list[Fraction]:
    """The remainder of a polynomial divided by a form, as one coefficient less than the form has."""
    rest = divided(numbers, form)[1]
    return rest + [Fraction(0)] * (len(form) - 1 - len(rest))


def _dependency(rows: Sequence[Sequence[Fraction]]) -> Form:
    """Integers with which the rows up to the first that depends on others sum to zero; empty if none does."""
    reduced: list[tuple[int, list[Fraction], list[Fraction]]] = []  # a column, the row, what it is made of
    for number, row in enumerate(rows):
        made = [Fraction(number == place) for place in range(len(rows))]
        for column, other, parts in reduced:
            factor = row[column] / other[column]
            row = [a - factor * b for a, b in zip(row, other, strict=True)]
            made = [a - factor * b for a, b in zip(made, parts, strict=True)]
        if not any(row):
            scale = lcm(*(own.denominator for own in made))
            return tuple([int(own * scale) for own in made[: number + 1]])
        first = next(place for place, own in enumerate(row) if own)
        reduced.append((first, list(row), made))
    return ()


def _within(polynomial: Form, low: Fraction, high: Fraction) -> Form:
    """A polynomial on the line between two numbers."""
    scale = lcm(low.denominator, high.denominator)
    found = composed(polynomial, (scale, scale), (int(low * scale), int(high * scale)))
    check_length([found])
    return found

"""Numbers known within bounds: payoffs where everybody mixes irrationally, and the ends of ranges of payoffs.

An isolating box holds exactly one solution of the indifference equations of its supports, and its contraction
gives a smaller box around the same solution, as often as is wanted.  A number is a sum of products of these
probabilities with rational coefficients; its bounds narrow with the boxes until a comparison is strict.

Two numbers are equal where they are the same polynomial in the same solution, since then their difference is
the polynomial zero.  Two solutions, in one game or in two, are the same one under other names if players and
actions can be named so that both solve the same equations, and one's box lies in the region in which the
other is the only solution.  Where neither strictness nor equality shows, the comparison is refused.

Sources: krawczyk1969, moore1977.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.table import Display, Record

if TYPE_CHECKING:
    from gametheory_paradox.forms.tables.proofs.isolation import EquilibriumPoint
    from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval

NOT_TOLD_APART = "two payoffs that are known within bounds, or their equality, are not settled"
MOST_LEVELS = 24  # how often a box is narrowed before two numbers count as not told apart
SHARE = 10  # of its width by which bounds may be rounded outwards where they are written
MOST_PARTS_SHOWN = 1000  # a bound of a finer denominator is shown rounded outwards
DIGITS = 20  # binary ones that are known of what is shown as a number


@dataclass(frozen=True, repr=False)
class Term(Record):
    """A polynomial in the probabilities at a point.

    Parameters
    ----------
    point
        The point.
    coefficients
        For each tuple of used actions of those who mix (the last one's changes fastest) the factor of the
        product of their probabilities.
    """

    point: "EquilibriumPoint"
    coefficients: tuple[Fraction, ...]

    def bounds(self, level: int) -> "Interval":
        """Bounds of its value; the products sum to one, so that only differences of coefficients count."""
        least = min(self.coefficients)
        low = high = Fraction(0)
        for coefficient, odds in zip(self.coefficients, product(*self.point.bounds(level)), strict=True):
            below = above = coefficient - least
            for lower, upper in odds:
                below, above = below * lower, above * upper
            low, high = low + below, high + above
        return least + low, least + high

    def plus(self, number: Fraction) -> "Term":
        """The sum with a number."""
        return replace(self, coefficients=tuple(own + number for own in self.coefficients))

    @property
    def constant(self) -> Fraction | None:
        """Its value where it is the same at all mixtures."""
        first = self.coefficients[0]
        return first if all(own == first for own in self.coefficients) else None

    @property
    def root_of(self) -> tuple[int, ...] | None:
        """The coefficients of a polynomial of which its value is a root; None where none is known."""
        return None


class BoundedNumbers(Protocol):
    """Numbers within bounds, some at once."""

    def named_as(self, other: Any) -> tuple[int, ...] | None:
        """The places of the coefficients there, if both are shown to be the same numbers."""

    def bounds(self, level: int) -> "Sequence[Interval]":
        """Bounds of each number, narrower at each level or the same."""


@dataclass(frozen=True, repr=False)
class WeightedTerm(Term):
    """A weighted sum of numbers within bounds, and a number.

    Parameters
    ----------
    point
        The numbers.
    coefficients
        For each of them a weight, and then the number that is added.
    """

    point: BoundedNumbers  # type: ignore[assignment]

    def bounds(self, level: int) -> "Interval":
        """Bounds of its value."""
        *weights, low = self.coefficients
        high = low
        for weight, (least, most) in zip(weights, self.point.bounds(level), strict=True):
            low += weight * (least if weight > 0 else most)
            high += weight * (most if weight > 0 else least)
        return low, high

    def plus(self, number: Fraction) -> "WeightedTerm":
        """The sum with a number."""
        *weights, own = self.coefficients
        return replace(self, coefficients=(*weights, own + number))

    @property
    def constant(self) -> Fraction | None:
        """Its value where it hangs on no number within bounds."""
        *weights, own = self.coefficients
        return None if any(weights) else own


class OneOf:
    """A number that is one of several, or lies between them: within the bounds of all.

    Parameters
    ----------
    numbers
        The numbers.
    """

    def __init__(self, numbers: "Sequence[Number]"):
        self.numbers = numbers

    def named_as(self, other: "OneOf") -> tuple[int, ...] | None:
        """The places of the coefficients there, if both are one."""
        return (0, 1) if self is other else None

    def bounds(self, level: int) -> "list[Interval]":
        """From the least lower bound to the greatest upper one."""
        ends = [(own, own) if isinstance(own, Fraction) else own.bounds(level) for own in self.numbers]
        return [(min(low for low, _ in ends), max(high for _, high in ends))]


class EnclosedNumber(Display):
    """A real number in bounds that narrow: a sum of polynomials, each in the probabilities at a point.

    It is compared with fractions and its like, and subtracted from them; comparisons that no bounds and no
    equality settle raise CertificateRejected.

    Parameters
    ----------
    terms
        At least one, at different points, none of them the same at all mixtures.
    """

    def __init__(self, terms: Sequence[Term]):
        self.terms = tuple(terms)

    def bounds(self, level: int = 0) -> "Interval":
        """Rational bounds, narrower at each level."""
        ends = [term.bounds(level) for term in self.terms]
        return sum((low for low, _ in ends), Fraction(0)), sum((high for _, high in ends), Fraction(0))

    def __neg__(self) -> "Number":
        return self * Fraction(-1)

    def __add__(self, other: "Number | int") -> "Number":
        if isinstance(other, EnclosedNumber):
            return number_of([*self.terms, *other.terms])
        return number_of(self.terms, Fraction(other))

    __radd__ = __add__

    def __mul__(self, factor: Fraction) -> "Number":
        scaled = (replace(t, coefficients=tuple(factor * c for c in t.coefficients)) for t in self.terms)
        return EnclosedNumber(list(scaled)) if factor else Fraction(0)

    __rmul__ = __mul__

    def __sub__(self, other: "Number | int") -> "Number":
        return self + -other

    def __rsub__(self, other: "Number | int") -> "Number":
        return -self + other

    def narrowing(self) -> "Iterator[Interval]":
        """Its bounds at one level after the other, as far as the boxes can be narrowed."""
        with suppress(CertificateRejected):
            for level in range(MOST_LEVELS):
                yield self.bounds(level)

    @property
    def root_of(self) -> tuple[int, ...] | None:
        """A polynomial of which it is a root, its constant coefficient first; None where none is known."""
        return self.terms[0].root_of if len(self.terms) == 1 else None

    @cached_property
    def _sign(self) -> int:
        for level in range(MOST_LEVELS):
            low, high = self.bounds(level)
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
        raise CertificateRejected(NOT_TOLD_APART)

    @cached_property
    def _is_positive(self) -> bool:
        for level in range(MOST_LEVELS):
            low, high = self.bounds(level)
            if low > 0 or high <= 0:
                return low > 0
        raise CertificateRejected(NOT_TOLD_APART)

    def __lt__(self, other: "Number | int") -> bool:
        return is_positive(other - self)

    def __le__(self, other: "Number | int") -> bool:
        return not is_positive(self - other)

    def __gt__(self, other: "Number | int") -> bool:
        return is_positive(self - other)

    def __ge__(self, other: "Number | int") -> bool:
        return not is_positive(other - self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, EnclosedNumber | Fraction | int):
            return NotImplemented
        return sign(self - other) == 0

    def __hash__(self) -> int:
        return hash(EnclosedNumber)  # equal numbers may be written differently

    def to_data(self, *, signed: bool = False) -> dict[str, str]:
        """As JSON: bounds in decimals, rounded outwards; such as show whether it is positive, if ``signed``.

        Raises
        ------
        CertificateRejected
            If no bounds show that.
        """
        level, share, exactly = 0, SHARE, self.bounds()
        low, high = _rounded(exactly, share)
        while signed and low <= 0 <= high and exactly[1]:  # a bound of zero says that it is not positive
            if level == MOST_LEVELS:
                raise CertificateRejected(NOT_TOLD_APART)
            level, before, exactly = level + 1, exactly, self.bounds(level + 1)
            share *= SHARE if exactly == before else 1  # these bounds do not narrow, but may be told finer
            low, high = _rounded(exactly, share)
        return {"lower": str(low), "upper": str(high)}

    def __float__(self) -> float:
        return float(close_fraction(self))

    @property
    def is_narrow(self) -> bool:
        """True if its bounds narrow until it is known to six digits, or to be next to zero."""
        return any(_is_narrow(*ends) for ends in self.narrowing())

    def __str__(self) -> str:
        if self.is_narrow:
            return f"≈{as_decimal(close_fraction(self), digits=6)}"
        *_, (low, high) = self.narrowing()
        if max(low.denominator, high.denominator) > MOST_PARTS_SHOWN:
            low, high = _rounded((low, high), SHARE)
        return f"[{low}, {high}]"


Number: TypeAlias = Fraction | EnclosedNumber


def number_of(terms: Sequence[Term], constant: Fraction = Fraction(0)) -> Number:
    """A sum of polynomials and a constant; a fraction where all of it cancels."""
    merged: list[Term] = []
    for term in terms:
        for number, other in enumerate(merged):
            alike = type(other.point) is type(term.point)
            places = other.point.named_as(term.point) if alike else None
            if places is not None:
                added = (term.coefficients[place] for place in places)
                both = (a + b for a, b in zip(other.coefficients, added, strict=True))
                merged[number] = replace(other, coefficients=tuple(both))
                break
        else:
            merged.append(term)

    constants = [term.constant for term in merged]
    constant += sum((value for value in constants if value is not None), Fraction(0))
    left = [term for term, value in zip(merged, constants, strict=True) if value is None]
    if not left:
        return constant
    return EnclosedNumber([left[0].plus(constant), *left[1:]])


def range_end(known: Number, limit: Fraction, *, is_beyond: Callable[[], bool]) -> Number:
    """The least or the greatest of many numbers: the extreme one that is known, if nothing is beyond.

    Parameters
    ----------
    known, limit
        The extreme one of those that are known, and a bound of all.
    is_beyond
        Tells whether the bound is beyond what is known, or raises CertificateRejected.
    """
    with suppress(CertificateRejected):
        if not is_beyond():
            return known
    return one_of([known, limit])


def one_of(numbers: Sequence[Number]) -> Number:
    """A number that is one of several, or lies between them."""
    return number_of([WeightedTerm(OneOf(numbers), (Fraction(1), Fraction(0)))])


def sign(number: Number | int) -> int:
    """The sign of a number, as -1, 0 or 1.

    Raises
    ------
    CertificateRejected
        If neither bounds nor equality settle it.
    """
    return number._sign if isinstance(number, EnclosedNumber) else (number > 0) - (number < 0)


def is_positive(number: Number | int) -> bool:
    """True if a number is above zero; a bound of zero itself suffices to say no.

    Raises
    ------
    CertificateRejected
        If bounds do not settle it.
    """
    return number._is_positive if isinstance(number, EnclosedNumber) else number > 0


def close_fraction(number: Number) -> Fraction:
    """The number, or a fraction nearer to it than one 2^60th of its size, if its box narrows so far."""
    if isinstance(number, Fraction):
        return number
    for low, high in number.narrowing():
        if (high - low) * (1 << 60) <= min(abs(low), abs(high)):
            break
    return (low + high) / 2


def ends_of(number: Number) -> "Interval":
    """Bounds of the number, near enough to each other to know its first digits if its box narrows so far."""
    if isinstance(number, Fraction):
        return number, number
    for low, high in number.narrowing():
        if _is_narrow(low, high):
            break
    return low, high


def is_known(number: Number) -> bool:
    """True if a number is a fraction, or its bounds narrow until its first digits are known."""
    return isinstance(number, Fraction) or number.is_narrow


def number_shown(number: Number) -> Fraction | str:
    """A fraction as it is, an enclosed number by its first digits."""
    return number if isinstance(number, Fraction) else str(number)


def _is_narrow(low: Fraction, high: Fraction) -> bool:
    return (high - low) * (1 << DIGITS) <= max(abs(low), abs(high), Fraction(1, 1 << 2 * DIGITS))


def _rounded(interval: "Interval", share: int) -> "Interval":
    """Bounds in decimals, wider by a small share of their width at most on each side."""
    low, high = interval
    parts = 1
    while (high - low) * parts < share:
        parts *= 10
    return Fraction(low * parts // 1, parts), Fraction(-(-high * parts // 1), parts)

"""Intervals of one parameter, with exact ends: numbers, roots of quadratic polynomials, and named roots."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, isqrt

from gametheory_paradox.claims.parameters.logic import Statement
from gametheory_paradox.conditions.statements_at_points import holds_at
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.roots import RealRoot
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.regions.switches import cut
from gametheory_paradox.table import Record

MOST_FACTOR = 10_000  # that is taken out of a root


@dataclass(frozen=True, repr=False)
class Interval(Record):
    """A closed interval of values of one parameter.

    Parameters
    ----------
    low, high
        Its ends: each a number, or a root with the polynomial that vanishes there and proved bounds.
    """

    low: Fraction | RealRoot
    high: Fraction | RealRoot

    def to_data(self) -> dict[str, object]:
        """As JSON: each end as it is written, and bounds of its value."""
        return {"low": _as_data(self.low), "high": _as_data(self.high)}

    def __str__(self) -> str:
        return f"{_said(self.low)} to {_said(self.high)}"


def intervals_of(statement: Statement, name: str, low: Fraction, high: Fraction) -> tuple[Interval, ...]:
    """Finds the pieces of a range in which a statement holds, those that meet at a root joined.

    Raises
    ------
    Unsupported
        If the range is one value.
    """
    if low == high:
        raise Unsupported(f"{name} is a number here; leave a parameter with a range")
    roots, pieces = cut([statement], name, low, high)
    ends: Sequence[Fraction | RealRoot] = [low, *roots, high]
    found: list[Interval] = []
    for number, piece in enumerate(pieces):
        if holds_at(statement, {name: piece.middle}) is not True:
            continue
        joined = bool(found) and found[-1].high is ends[number]
        start = found.pop().low if joined else ends[number]
        found.append(Interval(start, ends[number + 1]))
    return tuple(found)


def _said(end: Fraction | RealRoot) -> str:
    """Writes an end: a number, with a root where that is quadratic; else a decimal and its polynomial."""
    if isinstance(end, Fraction) or end.is_rational:
        return str(end if isinstance(end, Fraction) else end.low)
    (name,) = end.minimal.names
    if end.minimal.degree(name) == 2:
        return _surd(end, *(int(end.minimal.terms.get(((name, n),) if n else (), 0)) for n in (2, 1, 0)))
    return f"{as_decimal(end.refine(Fraction(1, 10**8)).low, digits=6)} (a root of {end.minimal})"


def _as_data(end: Fraction | RealRoot) -> dict[str, str]:
    low, high = (end, end) if isinstance(end, Fraction) else (end.low, end.high)
    return {"text": _said(end), "lower": str(low), "upper": str(high)}


def _surd(root: RealRoot, a: int, b: int, c: int) -> str:
    """Writes a root of a·x² + b·x + c, which is irreducible."""
    inside, outside = b * b - 4 * a * c, 1
    for factor in range(2, min(isqrt(inside), MOST_FACTOR) + 1):
        while inside % (factor * factor) == 0:
            inside, outside = inside // (factor * factor), outside * factor

    # Bounds this narrow lie on one side of the middle of both roots; the denominator is positive.
    narrow = root.refine(Fraction(1, 4 * abs(a)))
    above = a * (narrow.low + narrow.high) + b > 0
    sign = 1 if a > 0 else -1
    common = gcd(b, outside, 2 * a)
    middle, times, below = -b * sign // common, outside // common, 2 * a * sign // common
    written = f"{'' if times == 1 else times}√{inside}"
    plus = above == (a > 0)
    if not middle:
        return f"{'' if plus else '-'}{written}{f'/{below}' if below > 1 else ''}"
    top = f"{middle} {'+' if plus else '-'} {written}"
    return f"({top})/{below}" if below > 1 else top

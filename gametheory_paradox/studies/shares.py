"""Shares in percent, the nearest, or rounded so that a bound stays one."""

from fractions import Fraction

from gametheory_paradox.rationals import Bound, as_decimal


def percent(value: Fraction | float, bound: Bound = "") -> str:
    """A share in percent with two significant digits, the nearest, or rounded so that a bound stays a bound.

    What is nearly all has as many digits as tell it from all.
    """
    scaled = Fraction(value) * 100
    places = 1 if scaled < 10 else 0
    while 0 < scaled * 10**places < 10 or (not bound and 0 < (100 - scaled) * 10**places < 1):
        places += 1
    return f"{as_decimal(scaled, places=places, bound=bound).removesuffix('.0')} %"


def between(low: Fraction | float, high: Fraction | float) -> str:
    """Two ends as percents, rounded outward, or one where they agree."""
    if low == high:
        return percent(low)
    return f"{percent(low, 'lower').removesuffix(' %')} to {percent(high, 'upper')}"

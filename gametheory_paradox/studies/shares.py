"""Shares in percent, rounded away from what is claimed."""

from fractions import Fraction


def percent(value: Fraction | float, *, up: bool = False) -> str:
    """A share in percent with two significant digits, rounded away from what is claimed."""
    scaled, exponent = Fraction(value) * 100, 1
    while 0 < scaled * Fraction(10) ** exponent < 10:
        exponent += 1
    step = Fraction(10) ** (exponent if scaled < 10 else 0)
    whole = -(-scaled * step // 1) if up else scaled * step // 1
    return f"{float(whole / step):.{exponent if scaled < 10 else 0}f} %".replace(".0 %", " %")


def between(low: Fraction | float, high: Fraction | float) -> str:
    """Two ends as percents, or one where they agree."""
    below, above = percent(low), percent(high, up=True)
    return below if below == above else f"{below.removesuffix(' %')} to {above}"

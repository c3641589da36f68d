"""Scales: round numbers along an axis, and where they are on the sheet."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10


@dataclass(frozen=True)
class Axis:
    """One charted parameter: its range, and what its axis says.

    Parameters
    ----------
    name
        The parameter.
    low, high
        The ends of the charted range.
    meaning, unit
        What it is and what it is measured in, in words.
    """

    name: str
    low: Fraction
    high: Fraction
    meaning: str = ""
    unit: str = ""

    @property
    def said(self) -> str:
        """What the axis says beside the symbol."""
        return f"{self.meaning} ({self.unit})" if self.meaning and self.unit else self.meaning or self.unit

    def share(self, value: Fraction | float) -> float:
        """How far along the axis a value lies, from 0 to 1."""
        return float((value - self.low) / (self.high - self.low))

    def ticks(self, most: int = 6) -> list[Fraction]:
        """Round numbers on the axis, evenly spaced, at most so many."""
        span = self.high - self.low
        magnitude = Fraction(10) ** floor(log10(float(span) / most))
        step = next(magnitude * m for m in (1, 2, 5, 10, 20) if span <= magnitude * m * (most - 1))
        first = -(-self.low // step)
        return [step * k for k in range(first, int(self.high // step) + 1)]

"""Axes of pictures: ticks, and units beside them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10

from gametheory_paradox.detectors.verdict import payoff_unit
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.models import GameFamily
from gametheory_paradox.rationals import Numbers
from gametheory_paradox.table import Record
from gametheory_paradox.views.canvas import INK, LABEL, LINE, NAME, TICK, Canvas, Point, width_of, wrapped
from gametheory_paradox.views.notation import MATH, symbol
from gametheory_paradox.views.words.sentences import number

# Scales: round numbers along an axis, and their places on the sheet
# -------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Axis(Record):
    """The scale of one quantity: its range, and the words beside it.

    Parameters
    ----------
    name
        The quantity, such as a parameter.
    low, high
        The ends of its range.
    meaning, unit
        In words.
    """

    name: str
    low: Fraction
    high: Fraction
    meaning: str = ""
    unit: str = ""

    @classmethod
    def around(cls, name: str, values: Collection[Fraction]) -> "Axis":
        """The scale of a quantity that takes these values, with some room at both ends."""
        low, high = min(values), max(values)
        room = (high - low) * Fraction(8, 100) or Fraction(1)
        return cls(name, low - room, high + room)

    @property
    def said(self) -> str:
        """The words beside the symbol: its meaning, and the unit in parentheses."""
        return f"{self.meaning} ({self.unit})" if self.meaning and self.unit else self.meaning or self.unit

    @property
    def indent(self) -> float:
        """The room that the symbol takes before the words."""
        return width_of(symbol(self.name, MATH), NAME) + 8.0

    def words(self, width: float) -> list[str]:
        """The words in lines that leave room for the symbol."""
        return wrapped(self.said, width - self.indent, LABEL) or [""]

    def draw_words(self, canvas: Canvas, at: Point, lines: Sequence[str]) -> None:
        """Draws the symbol and, beside it, the words."""
        canvas.text(at, symbol(self.name, MATH), NAME)
        for row, line in enumerate(lines):
            canvas.text((at[0] + self.indent, at[1] + LINE * row), line, LABEL)

    def share(self, value: Fraction | float) -> float:
        """The place of a value along the axis, from 0 to 1."""
        return float((value - self.low) / (self.high - self.low))

    def text(self, value: Fraction) -> str:
        """A number as it stands beside the axis."""
        return Numbers(self.ticks()).text(value)

    @property
    def widest(self) -> float:
        """The width of the widest number, in points."""
        return max(width_of(self.text(tick), TICK) for tick in self.ticks())

    def draw_below(self, canvas: Canvas, left: float, y: float, width: float, most: int = 6) -> None:
        """Draws its numbers below a level line."""
        for tick in self.ticks(most):
            x = left + width * self.share(tick)
            canvas.line([(x, y), (x, y + 4.0)], INK, 0.8)
            canvas.text((x, y + 14.0), self.text(tick), TICK, "center")

    def draw_beside(self, canvas: Canvas, x: float, bottom: float, height: float, most: int = 6) -> None:
        """Draws its numbers left of an upright line."""
        for tick in self.ticks(most):
            y = bottom - height * self.share(tick)
            canvas.line([(x - 4.0, y), (x, y)], INK, 0.8)
            canvas.text((x - 7.0, y + 3.2), self.text(tick), TICK, "right")

    def ticks(self, most: int = 6) -> list[Fraction]:
        """Round numbers on the axis, evenly spaced, at most so many."""
        span = self.high - self.low
        magnitude = Fraction(10) ** floor(log10(float(span) / most))
        step = next(magnitude * m for m in (1, 2, 5, 10, 20) if span <= magnitude * m * (most - 1))
        first = -(-self.low // step)
        return [step * k for k in range(first, int(self.high // step) + 1)]


# Units of what is compared and of what players get, as far as a model says them
# ----------------------------------------------------------------------------

_COUNTED = """
% attacks barrels billion casualties cents days deaths dollars EUR euros GBP GWh GW hours hundred km kWh lives
million minutes months MW MWh people percent points recruits refugees seats soldiers strikes thousand tonnes
tons trillion troops USD votes weapons weeks years
"""
COUNTED = frozenset(_COUNTED.split())  # first words of units that follow a number as they stand


def amount(value: Fraction, unit: str) -> str:
    """A number with its unit, in parentheses where it is no measure that is counted.

    Examples
    --------
    >>> amount(Fraction(-8), "billion EUR a year"), amount(Fraction(1, 2), "gain of a raid = 1")
    ('−8 billion EUR a year', '0.5 (gain of a raid = 1)')
    """
    if not unit or unit == PAYOFF:
        return number(value)
    return f"{number(value)} {unit}" if unit.split()[0] in COUNTED else f"{number(value)} ({unit})"


def payoff_units(family: GameFamily) -> Mapping[str, str]:
    """The unit of every player's payoffs; empty where there is none for all of them."""
    return {player: payoff_unit(family, player) for player in family.players}

"""Quantities of the world: numbers with a source, to which the parameters of many models may refer."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame, suggestion
from gametheory_paradox.models.family import Standing
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import exact
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class Quantity(Record):
    """A number about the world that model files refer to by name.

    Parameters
    ----------
    name
        What files and formulas call it.
    formula
        Its value: a number, or a formula in quantities that are declared before it.
    rounded
        The multiple of this that is nearest is taken, of two the even one; 0 where nothing is rounded.
    unit, meaning
        What it measures, in words.
    standing
        *measured*, *estimated* or *assumed*, as of a parameter.
    source, note
        Where the value comes from, with the ids of figures; and what to be careful about.
    value
        The value that comes out.
    """

    name: str
    formula: RationalFunction
    rounded: Fraction
    unit: str
    meaning: str
    standing: Standing
    source: str
    note: str = ""
    value: Fraction = Fraction(0)

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.name}: {self.value}{unit} ({self.meaning or self.standing})"

    def value_at(self, values: Mapping[str, Fraction]) -> Fraction:
        """The value that comes out where the quantities in the formula have these values."""
        if self.formula.denominator.value(values) == 0:
            raise InvalidGame(f"the quantity {self.name!r} divides by zero: {self.formula}")
        value = self.formula.value(values)
        return round(value / self.rounded) * self.rounded if self.rounded else value


Quantities: TypeAlias = Mapping[str, Quantity]  # by name, each before those whose formulas name it


def quantity_named(name: str, quantities: Quantities) -> Quantity:
    """The quantity of a name.

    Raises
    ------
    InvalidGame
        If there is none; the message names one that comes near.
    """
    if name not in quantities:
        near = suggestion(name, quantities).rstrip()
        raise InvalidGame(f"there is no quantity {name!r}" + (f"; {near}" if near else ""))
    return quantities[name]


def values_of(quantities: Quantities, given: Mapping[str, object]) -> dict[str, Fraction]:
    """The value of every quantity where some have values given here and the others follow from them.

    Raises
    ------
    InvalidGame
        If a name is unknown, or a formula divides by zero.
    """
    told = {
        quantity_named(name, quantities).name: exact(value, f"the value of {name!r}")
        for name, value in given.items()
    }
    values: dict[str, Fraction] = {}
    for name, quantity in quantities.items():
        values[name] = told[name] if name in told else quantity.value_at(values)
    return values

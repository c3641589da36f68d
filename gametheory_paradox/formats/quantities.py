"""Quantities of the world: each is declared once, with its source, and every model file may refer to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families.family import Standing
from gametheory_paradox.formats.entries import check, suggestion
from gametheory_paradox.formats.payoffs import formula_at
from gametheory_paradox.formats.schema import QuantitiesFile, QuantityEntry
from gametheory_paradox.formats.yaml_nodes import Node, read_nodes
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import exact


@dataclass(frozen=True)
class Quantity:
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

    def value_at(self, values: Mapping[str, Fraction]) -> Fraction:
        """The value that comes out where the quantities in the formula have these values."""
        if self.formula.denominator.value(values) == 0:
            raise InvalidGame(f"the quantity {self.name!r} divides by zero: {self.formula}")
        value = self.formula.value(values)
        return round(value / self.rounded) * self.rounded if self.rounded else value


Quantities: TypeAlias = Mapping[str, Quantity]  # by name, each before those whose formulas name it


def read_quantities(text: str, file: str = "<text>") -> dict[str, Quantity]:
    """Reads a table of quantities.

    Parameters
    ----------
    text
        The table as YAML: below ``quantities`` for each name ``value``, ``unit``, ``meaning``, ``standing``,
        ``source``, and where they apply ``rounded`` and ``note``.  A formula names what stands above it.
    file
        What to call the file in error messages.

    Raises
    ------
    ModelSyntaxError
        With file, line and column, what was expected there and what was found.

    Examples
    --------
    >>> table = read_quantities('''
    ... quantities:
    ...   raids: {value: 595/12, unit: a month, meaning: raids, standing: measured, source: a report}
    ...   harm: {value: 9*raids, rounded: 10, unit: USD, meaning: harm, standing: assumed, source: a guess}
    ... ''')
    >>> print(table["harm"].value)
    450
    """
    root = read_nodes(text, file)
    check(QuantitiesFile, root, "the quantities")
    declared = root.entries["quantities"]
    table: dict[str, Quantity] = {}
    for name, node in declared.entries.items():
        with declared.keys[name].refusals():
            table[name] = _quantity(name, node, table)
    return table


def _quantity(name: str, node: Node, above: Quantities) -> Quantity:
    what = f"quantity {name}"
    if not name.isidentifier():
        raise InvalidGame(f"{what}: the name could not stand in a formula; use letters, digits, underscores")
    entry = check(QuantityEntry, node, what)
    rounded = exact(entry.rounded, f"{what}: rounded")
    if rounded < 0:
        raise InvalidGame(f"{what}: rounded: expected a number that is not negative, got {rounded}")

    formula = formula_at(node.entries["value"], above, f"{what}: value")
    told = entry.model_dump(exclude={"value", "rounded"})
    quantity = Quantity(name, formula, rounded, **told)
    return replace(quantity, value=quantity.value_at({known: q.value for known, q in above.items()}))


def quantity_named(name: str, quantities: Quantities) -> Quantity:
    """The quantity of a name.

    Raises
    ------
    InvalidGame
        If there is none; the message names one that comes near.
    """
    if name not in quantities:
        raise InvalidGame(f"there is no quantity {name!r}; {suggestion(name, quantities)}".rstrip("; "))
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

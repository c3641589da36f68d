"""The parameters of a model file: declared whole, or as a quantity of the catalog."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from gametheory_paradox.families import Parameter, read_distribution
from gametheory_paradox.families.quantities import Quantities, Quantity, quantity_named
from gametheory_paradox.formats.entries import check
from gametheory_paradox.formats.schema import ParameterEntry
from gametheory_paradox.formats.yaml_nodes import Node
from gametheory_paradox.rationals import exact

QuantityTable = Callable[[], Quantities]
"""Gives the table of quantities, which is read only where a parameter refers to it."""


def read_parameter(node: Node, name: str, quantities: QuantityTable | None) -> Parameter:
    """Reads the parameter of a name among the file's parameters.

    Raises
    ------
    ModelSyntaxError
        With file, line and column, what was expected there and what was found.
    """
    place, what = node.keys[name], f"parameter {name}"
    if not name.isidentifier():
        raise place.problem(
            f"the parameter name {name!r} could not stand in a formula; "
            "use letters, digits and underscores, a letter first"
        )
    below = node.entries[name]
    entry = check(ParameterEntry, below, what)
    quantity = _quantity(entry, below, what, quantities)

    ends = below.entries["range"]
    low, high = (_number(item, f"{what}: range") for item in ends.items)
    if low > high:
        raise ends.place.problem(
            f"{what}: the range is reversed: from {low} to {high}; write [lowest, highest]"
        )
    baseline = _baseline(below, what, quantity)
    if not low <= baseline <= high:
        raise below.entries.get("baseline", ends).place.problem(
            f"{what}: the baseline {baseline} lies outside the range {low} to {high}"
        )

    plausible = None
    if given := below.entries.get("distribution"):
        with given.place.refusals():
            plausible = read_distribution(given.data, low, high, baseline, what)
    named: dict[str, Any] = {"quantity": entry.quantity, "because": entry.because}
    return Parameter(name, low, high, baseline, distribution=plausible, **named, **_told(entry, quantity))


def _quantity(
    entry: ParameterEntry, node: Node, what: str, quantities: QuantityTable | None
) -> Quantity | None:
    """The quantity that a parameter refers to, where it refers to one and the table is at hand."""
    if entry.because and not entry.quantity:
        raise node.keys["because"].problem(
            f"{what}: because: says why a baseline is not that of a quantity; here is no quantity"
        )
    if not entry.quantity:
        return None
    if quantities is not None:
        with node.entries["quantity"].place.refusals(f"{what}: quantity"):
            return quantity_named(entry.quantity, quantities())
    if not entry.baseline:
        raise node.entries["quantity"].place.problem(
            f"{what}: quantity: {entry.quantity!r} is in the catalog, which is not at hand here; "
            "read the file with load, or give the baseline"
        )
    return None


def _baseline(node: Node, what: str, quantity: Quantity | None) -> Fraction:
    """The baseline that a file gives, or that of the quantity; another one needs a reason."""
    written = node.entries.get("baseline")
    given = None if written is None else _number(written, f"{what}: baseline")
    if quantity is None:
        if given is None:
            raise node.place.problem(
                f"{what}: the key 'baseline' is missing (the value used where none is named)"
            )
        return given

    because = node.keys.get("because")
    theirs = f"that of the quantity {quantity.name!r}, {quantity.value}"
    if because is None and given is not None and given != quantity.value:
        raise node.entries["baseline"].place.problem(
            f"{what}: the baseline {given} is not {theirs}; leave it out, or say why it differs in because:"
        )
    if because is not None and given in (None, quantity.value):
        raise because.problem(f"{what}: because: the baseline is {theirs}; there is nothing to explain")
    return quantity.value if given is None else given


def _told(entry: ParameterEntry, quantity: Quantity | None) -> dict[str, Any]:
    """Unit, meaning, standing and source: the file's, else the quantity's, or why it is another number."""
    keys = ("unit", "meaning", "standing", "source")
    usual = {key: getattr(quantity or entry, key) for key in keys}
    if quantity is not None and quantity.note:
        usual["source"] += f" Caution: {quantity.note}"
    if entry.because:
        usual |= {"standing": "assumed", "source": entry.because}
    return usual | {key: getattr(entry, key) for key in keys if key in entry.model_fields_set}


def _number(node: Node, what: str) -> Fraction:
    with node.place.refusals():
        return exact(node.data, what)

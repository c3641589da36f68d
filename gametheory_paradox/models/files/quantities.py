"""Reading a table of quantities: each is declared once, and every model file may refer to it."""

from dataclasses import replace

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.models.files.entries import check, formula_at
from gametheory_paradox.models.files.schema import QuantitiesFile, QuantityEntry
from gametheory_paradox.models.files.yaml_nodes import Node, read_nodes
from gametheory_paradox.models.quantities import Quantities, Quantity
from gametheory_paradox.rationals import exact


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

"""Families built from Python: tables and trees whose entries may be formulas, as text or as expressions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.exact.symbolic import from_sympy, is_sympy
from gametheory_paradox.families.family import GameFamily, Parameter
from gametheory_paradox.families.formula import parse_formula
from gametheory_paradox.games import ExtensiveForm, NormalForm
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import exact

Ranges = Mapping[str, Parameter | tuple[object, object, object]]


def family_from_table(
    players: Sequence[str],
    actions: Sequence[Sequence[str]],
    payoffs: Sequence[object],
    parameters: Ranges,
    *,
    title: str = "",
) -> GameFamily:
    """Builds the family of normal-form games with the given payoffs.

    Parameters
    ----------
    players, actions
        The players' names, and for each the names of its actions.
    payoffs
        Nested sequences, first player outermost; innermost one payoff per player, each a number, a formula as
        text, or a sympy expression.
    parameters
        For each name (low, high, baseline), or a Parameter.
    title
        What to call it.

    Raises
    ------
    InvalidGame
        If the table has the wrong shape or a formula cannot be read.
    """
    declared = read_parameters(parameters)
    names = [p.name for p in declared]
    cells: list[tuple[RationalFunction, ...]] = []

    def walk(table: object, depth: int, where: str) -> None:
        expected = len(actions[depth]) if depth < len(players) else len(players)
        if isinstance(table, str) or not isinstance(table, Sequence) or len(table) != expected:
            raise InvalidGame(f"the payoffs{where}: expected {expected} entries, got {table!r:.60}")
        if depth == len(players):
            cells.append(
                tuple(
                    read_entry(p, f"{who}'s payoff{where}", names)
                    for who, p in zip(players, table, strict=True)
                )
            )
            return
        for action, part in zip(actions[depth], table, strict=True):
            walk(part, depth + 1, f"{where}, {action}" if where else f" at {action}")

    walk(payoffs, 0, "")
    form = NormalForm(tuple(players), tuple(tuple(a) for a in actions), tuple(cells), title=title)
    return GameFamily(form, declared, title=title)


def family_from_tree(
    players: Sequence[str], tree: object, parameters: Ranges, *, title: str = ""
) -> GameFamily:
    """Builds the family of extensive-form games written down with Move and Chance.

    Parameters
    ----------
    players
        The players' names.
    tree
        Moves, chance and payoffs; payoffs and probabilities are numbers, formulas as text, or sympy
        expressions.
    parameters
        For each name (low, high, baseline), or a Parameter.
    title
        What to call it.

    Raises
    ------
    InvalidGame
        If the tree is malformed or a formula cannot be read.
    """
    declared = read_parameters(parameters)
    names = [p.name for p in declared]
    form: ExtensiveForm[RationalFunction] = ExtensiveForm.from_tree(
        players, tree, title=title, number=lambda value, where: read_entry(value, where, names)
    )
    return GameFamily(form, declared, title=title)


def read_parameters(ranges: Ranges) -> tuple[Parameter, ...]:
    """Reads the parameters that a builder was given."""
    declared = []
    for name, given in ranges.items():
        if isinstance(given, Parameter):
            declared.append(replace(given, name=name))
            continue
        if not isinstance(given, tuple) or len(given) != 3:
            raise InvalidGame(f"the parameter {name!r} needs (low, high, baseline), got {given!r}")
        low, high, baseline = (
            exact(value, f"{what} of {name!r}")
            for what, value in zip(("low", "high", "baseline"), given, strict=True)
        )
        declared.append(Parameter(name, low, high, baseline))
    return tuple(declared)


def read_entry(value: object, where: str, names: Sequence[str]) -> RationalFunction:
    """Reads a number, a text or a sympy expression as a formula; ``where`` says whose it is."""
    if isinstance(value, RationalFunction):
        return value
    if isinstance(value, str):
        try:
            return parse_formula(value, names, where)
        except ModelSyntaxError as problem:
            shown = value if len(value) <= 40 else value[:37] + "…"
            raise InvalidGame(f"{problem.message} (in {shown!r}, column {problem.column or 1})") from problem
    if is_sympy(value):
        return from_sympy(value, names, where)
    return RationalFunction.constant(exact(value, where))

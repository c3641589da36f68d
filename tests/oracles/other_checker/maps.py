"""Maps: the statement, and the shares of the box that a cutting proves."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .branches import Branch, branches_of
from .families import Family, check_shares
from .games import losing_sets, single_nodes, without
from .reading import TOO_LARGE, need, rational
from .statements import Atoms, all_of, any_of, fails


def check_map(data: dict[str, Any]) -> None:
    family = Family(data)
    statement, open_, atoms = option_statement(data, family)
    check_shares(data, *family.proved(statement, open_, atoms, data["cells"]))


def option_statement(data: dict[str, Any], family: Family) -> tuple[Any, Any, Atoms]:
    """Where the option paradox is present, where that is open, and the polynomials."""
    least = atleast(data)
    losing = losing_sets(family.game, data["mover"], data["action"], data["scope"])
    atoms = family.check(data["concept"], [family.game])
    return *the_statement(data, family.game, losing, atoms, least), atoms


def atleast(data: dict[str, Any]) -> Fraction | int:
    """By more than how much the gap must be positive."""
    if "least" not in data:
        return 0
    least = rational(data["least"])
    need(least > 0, "a bound that says nothing does not stand there")
    return least


def the_statement(data: Any, game: Any, losing: list[int], atoms: Atoms, least: Any) -> tuple[Any, Any]:
    mover, action = game["players"].index(data["mover"]), data["action"]
    less = without(game, action, losing)
    (w, open_w), (o, open_o) = branches_of(game, atoms, ends=True), branches_of(less, atoms, ends=True)
    need(len(w) * len(o) <= TOO_LARGE, "there are too many branches")

    def more(b: Branch, a: Branch) -> Any:
        return atoms.is_positive(b.payoffs[mover] - a.payoffs[mover] - least)

    quantifier = data["quantifier"]
    if quantifier == "strong":
        parts = [any_of([fails(a.condition), fails(b.condition), more(b, a)]) for a in w for b in o]
        statement = all_of(parts)
    elif quantifier == "best":
        statement = any_of(
            [all_of([b.condition, *(any_of([fails(a.condition), more(b, a)]) for a in w)]) for b in o]
        )
    elif quantifier == "worst":
        statement = any_of(
            [all_of([a.condition, *(any_of([fails(b.condition), more(b, a)]) for b in o)]) for a in w]
        )
    else:
        statement = any_of([all_of([a.condition, b.condition, more(b, a)]) for a in w for b in o])
        if game["form"] == "normal":
            statement = all_of([statement, table_matters(w, o, losing, action)])
        else:
            need(all(single_nodes(g) for g in (game, less)), "it is not told whether the action matters")
    return statement, any_of([open_w, open_o])


def table_matters(w: list[Branch], o: list[Branch], losing: list[int], action: str) -> Any:
    used = [branch.condition for branch in w if any(action in branch.supports[k] for k in losing)]
    new = [all_of([b.condition, *(fails(a.condition) for a in w if plays_alike(a, b))]) for b in o]
    return any_of(used + new)


def plays_alike(one: Branch, other: Branch) -> bool:
    """Whether the probabilities of all actions are the same formulas."""
    if one.supports != other.supports:
        return False
    pairs = zip(one.mixtures, other.mixtures, strict=True)
    return all(odds.same(also[action]) for mixture, also in pairs for action, odds in mixture.items())

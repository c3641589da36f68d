"""Propositions: statements that must be true on the whole box, off zero sets, where assumptions hold."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .branches import Branch, branches_of
from .comparisons import changing, paradox_statement
from .families import Family, known_player
from .questions import FIELDS
from .quotients import Quotient, every_formula, in_game, moved
from .reading import a_flag, a_list, a_text, fields, need
from .statements import Atoms, all_of, any_of, fails, simplify

PROPOSITION = (
    "format",
    "kind",
    "concept",
    "claim",
    "assuming",
    "game",
    "over",
    "box",
    "values",
    "cells",
    "proof",
)
SIGNS = (">", ">=", "<", "<=")
Claim = tuple[Any, Any, Atoms, list[Quotient]]


def check_proposition(data: dict[str, Any]) -> None:
    claim = data["claim"]
    need(
        type(claim) is dict and type(claim.get("kind")) is str and claim["kind"] in CLAIMS,
        "there is no such claim",
    )
    family = Family(data)
    if claim["kind"] == "paradox":
        fields(fields(claim, "kind", "never", "question", *said_where(claim))[2], *FIELDS, "least")
        family = Family(data, changing(claim["question"]))
    else:
        need("measure" not in family.game, "a bound and an order are about payoffs")
    assumed = [family.charted(family.formula(entry)) for entry in a_list(data["assuming"])]
    statement, open_, atoms, more = CLAIMS[claim["kind"]](claim, data["concept"], family, assumed)
    region = [atoms.is_positive(formula) for formula in (*assumed, *more)]
    known: dict[int, int] = {}
    for part in region:
        if not isinstance(part, bool) and len(part[2]) == 1:
            known |= dict.fromkeys(part[2], part[1])
    statement, open_ = simplify(statement, known), simplify(open_, known)
    yes, _ = family.proved(
        any_of([*map(fails, region), statement]), all_of([*region, open_]), atoms, data["cells"]
    )
    need(yes == 1, "the claim is not proved on the whole region")


def said_where(claim: Any) -> tuple[str, ...]:
    return ("where",) if "where" in claim else ()


def about_paradox(claim: Any, concept: str, family: Family, assumed: list[Quotient]) -> Claim:
    _, never, asked, *cases = fields(claim, "kind", "never", "question", *said_where(claim))
    need(not (a_flag(never) and cases), "it is said where a paradox is present, not where it is absent")
    need(asked["concept"] == concept, "the claim is about another concept")
    found = paradox_statement(asked, family)
    statement, open_, atoms = found
    for listed in cases:
        where = any_of(
            [
                all_of([atoms.is_positive(family.charted(family.formula(entry))) for entry in a_list(case)])
                for case in a_list(listed)
            ]
        )
        statement = any_of([all_of([where, statement]), all_of([fails(where), fails(statement)])])
    return fails(statement) if never else statement, open_, atoms, []


def quantity(claim: Any, game: Any, atoms: Atoms) -> Any:
    """What is bounded, in a branch."""
    who, action = known_player(game, claim["player"]), a_text(claim["action"])
    if not action:
        return lambda branch: branch.payoffs[who]
    need(game["form"] == "normal", "probabilities are those of tables")
    need(action in game["sets"][who][2], "the player lacks the action")
    return lambda branch: branch.mixtures[who].get(action, atoms.number(0))


def stands(one: Quotient, sign: str, other: Quotient, atoms: Atoms) -> Any:
    if one.same(other):
        return sign in (">=", "<=")
    return atoms.is_positive(one - other if sign in (">", ">=") else other - one)


def a_sign(sign: Any) -> str:
    need(type(sign) is str and sign in SIGNS, "there is no such sign")
    return str(sign)


def bound(claim: Any, concept: str, family: Family, assumed: list[Quotient]) -> Claim:
    fields(claim, "kind", "player", "action", "sign", "value", "every")
    sign, value, every = (
        a_sign(claim["sign"]),
        family.charted(family.formula(claim["value"])),
        a_flag(claim["every"]),
    )
    atoms = family.check(concept, [family.game])
    of = quantity(claim, family.game, atoms)
    found, open_ = branches_of(family.game, atoms, ends=True)
    told = [(branch.condition, stands(of(branch), sign, value, atoms)) for branch in found]
    if every:
        return all_of([any_of([fails(exists), holds]) for exists, holds in told]), open_, atoms, []
    return any_of([all_of([exists, holds]) for exists, holds in told]), open_, atoms, []


def order(claim: Any, concept: str, family: Family, assumed: list[Quotient]) -> Claim:
    fields(claim, "kind", "player", "action", "sign", "parameter")
    sign, name = a_sign(claim["sign"]), a_text(claim["parameter"])
    axes = family.levels(name)
    need(axes is not None, "the parameter is not charted")
    old, new = axes
    for formula in (*every_formula(family.game), *assumed):
        need(not any(m[new] for p in formula for m in p), "the larger value stands for itself alone")

    def larger(formula: Quotient) -> Quotient:
        return formula.changed(lambda p: moved(p, old, new))

    games = [family.game, in_game(family.game, larger)]
    atoms = family.check(concept, games)
    of = quantity(claim, family.game, atoms)
    (low, open_low), (high, open_high) = (branches_of(game, atoms, ends=True) for game in games)

    def holds(a: Branch, b: Branch) -> Any:
        return any_of([fails(a.condition), fails(b.condition), stands(of(b), sign, of(a), atoms)])

    one = atoms.number(1)[1]
    values = [
        Quotient({tuple(int(k == axis) for k in range(family.axes)): Fraction(1)}, one) for axis in (new, old)
    ]
    grows = values[0] - values[1]
    more = [larger(formula) for formula in assumed if any(m[old] for p in formula for m in p)]
    return (
        all_of([holds(a, b) for a in low for b in high]),
        any_of([open_low, open_high]),
        atoms,
        [grows, *more],
    )


CLAIMS = {"paradox": about_paradox, "bound": bound, "order": order}

"""Maps: the statement, and the shares of the box that a cutting proves."""

from __future__ import annotations

from math import gcd
from typing import Any

from .bernstein import bernstein, halves_until
from .branches import Branch, table_branches, tree_branches
from .cutting import walk
from .games import losing_sets, read_game, single_nodes, without
from .polynomials import Poly, Ratio, add_ratios, constant, difference, divided, primitive, read_polynomial, times
from .reading import TOO_LARGE, a_list, an_integer, distinct_texts, fields, need, rational
from .statements import Atoms, all_of, any_of, fails


def check_map(data: dict[str, Any]) -> None:
    over = distinct_texts(data["over"])
    need(1 <= len(over) <= 10, "one to ten variables are charted")
    box = []
    for pair in fields(data["box"], *over):
        low, high = map(rational, a_list(pair, 2))
        need(low < high, "a side of the box is empty")
        box.append((low, high))
    need(type(data["at"]) is dict and not set(over) & set(data["at"]), "a variable is both charted and set")
    at = {name: rational(value) for name, value in data["at"].items()}
    denominators: list[Poly] = []

    def number(entry: Any) -> Ratio:
        if type(entry) is dict:
            above, under = fields(entry, "numerator", "denominator")
            need(type(under) is list and under != [] and (len(under) > 1 or under[0][1:] != [{}]), "a denominator is constant")
        else:
            above, under = entry, [["1", {}]]
        ratio = read_polynomial(above, over, at, in_order=True), read_polynomial(under, over, at, in_order=True)
        need(bool(ratio[1]), "a denominator is zero")
        if ratio[1] not in denominators:
            denominators.append(ratio[1])
        return ratio

    game = read_game(data["game"], number)
    losing = losing_sets(game, data["mover"], data["action"], data["scope"])
    for under in denominators:
        need(halves_until(bernstein(under, box), lambda c: min(c) > 0 or max(c) < 0), "a denominator may be zero on the box")
    check_chance_formulas(game, box)
    cutting, factors = fields(data["proof"], "cutting", "factors")
    divisors = read_factors(factors, over) + [primitive(p)[0] for p in denominators if any(map(any, p))]
    atoms = Atoms(len(over), list({frozenset(p.items()): p for p in divisors}.values()))
    statement, open_ = the_statement(data, game, losing, denominators, atoms)
    (yes, no), leaves = walk(cutting, len(over), statement, open_, [bernstein(p, box) for p in atoms.polynomials])
    for name, value in (("present", [yes, 1 - no]), ("absent", [no, 1 - yes])):
        need([rational(v) for v in a_list(data[name], 2)] == value, f"the share {name} is another one: {value}")
    need(rational(data["undecided"]) == 1 - yes - no, "the share undecided is another one")
    need(an_integer(data["cells"]) == leaves, "the number of cells is another one")


def check_chance_formulas(game: dict[str, Any], box: Any) -> None:
    for node in game.get("nodes", ()):
        if "chances" in node:
            total: Ratio = ({}, constant(1, len(box)))
            for chance in node["chances"]:
                total = add_ratios(total, chance)
                # the denominator has one sign on the box, so numerator times denominator has the sign of the quotient
                sign = times(chance[0], chance[1])
                need(halves_until(bernstein(sign, box), lambda c: min(c) >= 0), "a probability may be negative on the box")
            need(total[0] == total[1], "probabilities do not sum to one identically")


def the_statement(data: Any, game: Any, losing: list[int], denominators: list[Poly], atoms: Atoms) -> tuple[Any, Any]:
    mover, action = game["players"].index(data["mover"]), data["action"]
    less = without(game, action, losing)
    if game["form"] == "extensive":
        need(data["concept"] == "subgame-perfect" and single_nodes(game), "a map of a tree is about subgame perfection")
        (w, open_w), (o, open_o) = tree_branches(game, atoms), tree_branches(less, atoms)
    else:
        need(data["concept"] == "nash" and len(game["players"]) == 2, "a map of a table is about Nash, two players")
        square = constant(1, atoms.axes)
        for under in denominators:
            square = times(square, times(under, under))
        game, less = cleared(game, square), cleared(less, square)
        (w, open_w), (o, open_o) = (table_branches(g, [s[2] for s in g["sets"]], mover, atoms) for g in (game, less))
    need(len(w) * len(o) <= TOO_LARGE, "there are too many branches")

    def more(b: Branch, a: Branch) -> Any:
        gain, under = difference(b.payoffs[mover], a.payoffs[mover])
        return atoms.positive(gain, *under)

    quantifier = data["quantifier"]
    if quantifier == "strong":
        parts = [any_of([fails(a.condition), fails(b.condition), more(b, a)]) for a in w for b in o]
        statement = all_of(parts)
    elif quantifier == "best":
        statement = any_of([all_of([b.condition, *(any_of([fails(a.condition), more(b, a)]) for a in w)]) for b in o])
    elif quantifier == "worst":
        statement = any_of([all_of([a.condition, *(any_of([fails(b.condition), more(b, a)]) for b in o)]) for a in w])
    else:
        statement = any_of([all_of([a.condition, b.condition, more(b, a)]) for a in w for b in o])
        if game["form"] == "normal":
            statement = all_of([statement, table_matters(w, o, losing, action)])
    return statement, any_of([open_w, open_o])


def table_matters(w: list[Branch], o: list[Branch], losing: list[int], action: str) -> Any:
    used = [branch.condition for branch in w if any(action in branch.supports[k] for k in losing)]
    same = {branch.supports: branch.condition for branch in w}
    return any_of(used + [all_of([b.condition, fails(same.get(b.supports, False))]) for b in o])


def cleared(game: dict[str, Any], square: Poly) -> dict[str, Any]:
    def clear(value: Ratio) -> Ratio:
        return divided(times(value[0], square), value[1]) if value[0] else {}, constant(1, len(next(iter(square))))

    return {**game, "cells": {cell: [clear(value) for value in row] for cell, row in game["cells"].items()}}


def read_factors(data: Any, over: list[str]) -> list[Poly]:
    """All listed factors, without their constants, after each product is checked."""
    found = []
    for entry in a_list(data):
        whole, parts = a_list(entry, 2)
        p = read_polynomial(whole, over, {})
        factors = [read_polynomial(part, over, {}) for part in a_list(parts)]
        need(bool(p) and all(c.denominator == 1 for c in p.values()), "a factored polynomial has integer coefficients")
        need(gcd(*(int(c) for c in p.values())) == 1, "the coefficients of a factored polynomial are coprime")
        multiplied = constant(1, len(over))
        for factor in factors:
            multiplied = times(multiplied, factor)
        need(multiplied == p, "the factors do not multiply to the polynomial")
        found += [primitive(factor)[0] for factor in factors if any(map(any, factor))]
    return found

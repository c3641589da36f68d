"""Payoffs on a curved piece, at the knots of its edges, and solutions in boxes, by computer algebra.

Imported, it is put into the second checker, which shares nothing with anything but Python itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product
from math import prod
from typing import Any

import sympy
from oracles.other_checker.algebra import PUT_IN
from oracles.other_checker.conditions import Conditions, Linear
from oracles.other_checker.reading import a_list, an_integer, need

X = sympy.Symbol("x")
EDGES, DIGITS = 64, 60


def on_edges(conditions: Conditions, paid: dict[Any, Fraction], chain: Any) -> list[tuple[Any, Any, Any]]:
    """Numerators and denominators of what is paid at all knots, and the knots."""
    cell = conditions.cell
    links = [[an_integer(n) for n in a_list(link)] for link in a_list(chain)]
    need(all(bool(link) and 0 <= link[0] < len(cell) for link in links), "a chain names players")
    free = {i for i, own in enumerate(cell) if len(own) > 1} - {link[0] for link in links}
    need(
        all(len(free & set(own.players)) < 2 for own in conditions.all), "a condition names two who are free"
    )
    lone = [own for own in conditions.all if not free & set(own.players)]
    others = [own for own in conditions.all if free & set(own.players)]
    line: dict[int, list[Any]] = {}
    equations: list[Any] = []
    bounds: list[Any] = []
    if links:
        (who, *more), *rest = links
        need(not more, "a chain begins with a player alone")
        if lone:
            equations, bounds, line = conditions.along(lone, who, rest)
        else:
            need(not rest and len(cell[who]) == 2, "a chain determines mixtures")
            line = {who: [[Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)]]}
    else:
        need(not lone, "conditions are left")

    mixed = {i: [polynomial(form) for form in forms] for i, forms in line.items()}
    mixed |= {i: [sympy.Integer(1)] for i, own in enumerate(cell) if len(own) == 1}
    corners = {i: list(corners_of(i, len(cell[i]), others, line)) for i in sorted(free)}
    need(prod(map(len, corners.values())) <= EDGES, "there are too many edges")
    found = []
    for chosen in product(*corners.values()):
        taken = mixed | dict(zip(corners, chosen, strict=True))
        zero = [polynomial(form) for form in equations] + [under(own, taken) for own in others if own.equal]
        least = [polynomial(form) for form in bounds] + [under(own, taken) for own in others if not own.equal]
        least += [weight for own in chosen for weight in own]
        top = sum(rational(u) * prod(taken[i][v] for i, v in enumerate(key)) for key, u in paid.items())
        bottom = prod(sum(own) for own in taken.values())
        found += list(at_knots(zero, least, sympy.expand(top), sympy.expand(bottom)))
    need(bool(found), "no knot is on the piece")
    return found


def corners_of(who: int, size: int, conditions: list[Linear], line: Any) -> Iterator[list[Any]]:
    """Weights of a free player's vertices with which as many conditions are zero as they need."""
    own = [
        [polynomial(condition.form(line, who, vertex)) for vertex in range(size)]
        for condition in conditions
        if who in condition.players
    ]
    need(not own or size <= 3, "a free player has three vertices at most")
    for used in range(1, size + 1):
        for vertices in combinations(range(size), used):
            for rows in combinations(own, used - 1):
                matrix = sympy.Matrix(used - 1, used, [row[v] for row in rows for v in vertices])
                minors = []
                for k in range(used):
                    part = matrix.copy()
                    part.col_del(k)
                    minors.append((-1) ** k * (part.det() if used > 1 else sympy.Integer(1)))
                shared = sympy.gcd_list([sympy.expand(minor) for minor in minors])
                if shared:
                    weights = [sympy.cancel(minor / shared) for minor in minors]
                    for sign in (1, -1) if rows else (1,):
                        placed = dict(zip(vertices, weights, strict=True))
                        yield [sympy.expand(sign * placed.get(v, 0)) for v in range(size)]


def at_knots(zero: list[Any], least: list[Any], top: Any, bottom: Any) -> Iterator[tuple[Any, Any, Any]]:
    slope = sympy.expand(sympy.diff(top, X) * bottom - top * sympy.diff(bottom, X))
    knots = {sympy.Integer(0), sympy.Integer(1)}
    for one in (*zero, *least, slope):
        own = sympy.Poly(one, X)
        if own.degree() > 0:
            knots |= {root for root in sympy.real_roots(own) if 0 < root < 1}
    for knot in knots:
        if not any(sign_at(one, knot) for one in zero) and all(sign_at(one, knot) >= 0 for one in least):
            yield top, bottom, knot


def sign_at(one: Any, knot: Any) -> int:
    own = sympy.Poly(one, X)
    if own.is_zero:
        return 0
    if knot.is_Rational:
        return int(sympy.sign(own.eval(knot)))
    minimal = sympy.Poly(sympy.minimal_polynomial(knot, X), X)
    if own.rem(minimal).is_zero:
        return 0
    return int(sympy.sign(own.as_expr().subs(X, knot.evalf(DIGITS)).evalf(DIGITS)))


def order(number: Fraction, paid: tuple[Any, Any, Any]) -> int:
    """The sign of what is paid at a knot less a number."""
    top, bottom, knot = paid
    return sign_at(sympy.expand(top - rational(number) * bottom), knot)


def under(own: Linear, taken: Any) -> Any:
    """A condition under some mixtures."""
    return sympy.expand(
        sum(
            rational(value) * prod(taken[i][v] for i, v in zip(own.players, key, strict=True))
            for key, value in own.values.items()
        )
    )


def polynomial(form: list[Any]) -> Any:
    degree = len(form) - 1
    return sympy.expand(sum(rational(c) * (1 - X) ** (degree - k) * X**k for k, c in enumerate(form)))


def rational(number: Any) -> Any:
    return sympy.Rational(Fraction(number).numerator, Fraction(number).denominator)


def by_chain(box: Any, chain: Any) -> Any:
    """The mixtures at the solution in a box, and where it is; None if it is no such equilibrium."""
    table, supports = box.table, box.supports
    links = [[an_integer(n) for n in a_list(link)] for link in a_list(chain)]
    need(bool(links) and all(bool(link) and min(link) >= 0 for link in links), "a chain names players")
    (who, *more), *rest = links
    need(not more and who < len(supports) and len(supports[who]) == 2, "a chain begins with two actions")
    cell = [
        [tuple(Fraction(a == b) for b in range(n)) for a in support]
        for n, support in zip(table.shape, supports, strict=True)
    ]
    one, other = (box.bounds()[who][action] for action in supports[who])
    need(min(*one, *other) > 0, "a chain determines a solution")
    ends = [dict(zip(supports[who], pair, strict=True)) for pair in ((one[1], other[0]), (one[0], other[1]))]
    cell[who] = [tuple(end.get(a, Fraction(0)) for a in range(table.shape[who])) for end in ends]
    conditions = Conditions(table, cell)
    equations, bounds, line = conditions.along(conditions.all, who, rest)
    need(bool(equations), "a chain determines a solution")
    roots = [
        root
        for root in sympy.real_roots(sympy.Poly(polynomial(equations[0]), X))
        if 0 <= root <= 1 and not any(sign_at(polynomial(form), root) for form in equations)
    ]
    need(len(set(roots)) == 1, "a chain determines one solution")
    mixed = {i: [polynomial(form) for form in forms] for i, forms in line.items()}
    first, second = cell[who]
    mixed[who] = [rational(first[a]) * (1 - X) + rational(second[a]) * X for a in supports[who]]
    if any(sign_at(weight, roots[0]) <= 0 for own in mixed.values() for weight in own):
        return None
    if any(sign_at(polynomial(form), roots[0]) < 0 for form in bounds):
        return None
    return mixed, roots[0]


def is_on(box: Any, cell: Any) -> bool:
    mixed, root = box.settled
    weights = {}
    for i, (simplex, support) in enumerate(zip(cell, box.supports, strict=True)):
        own = dict(zip(support, mixed.get(i, [sympy.Integer(1)]), strict=True))
        mixture = sympy.Matrix([own.get(a, 0) for a in range(box.table.shape[i])])
        vertices = sympy.Matrix([[rational(p) for p in vertex] for vertex in simplex])
        found = (vertices * vertices.T).inv() * vertices * mixture
        if any(sign_at(sympy.expand(rest), root) for rest in vertices.T * found - mixture):
            return False
        if any(sign_at(sympy.expand(weight), root) < 0 for weight in found):
            return False
        weights[i] = [sympy.expand(weight) for weight in found]
    for own in Conditions(box.table, cell).all:
        sign = sign_at(under(own, weights), root)
        if sign < 0 or (own.equal and sign):
            return False
    return True


PUT_IN[:] = [sys.modules[__name__]]

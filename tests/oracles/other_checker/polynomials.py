"""Polynomials over the charted axes, {exponents: coefficient} without zero coefficients; their quotients."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from math import gcd, lcm, prod
from typing import Any

from .reading import TOO_LARGE, a_list, an_integer, need, rational

Poly = dict[tuple[int, ...], Fraction]


def plus(p: Poly, q: Poly, factor: int = 1) -> Poly:
    total = dict(p)
    for monomial, c in q.items():
        total[monomial] = total.get(monomial, Fraction(0)) + factor * c
    return {monomial: c for monomial, c in total.items() if c}


def times(p: Poly, q: Poly) -> Poly:
    need(len(p) * len(q) <= 50 * TOO_LARGE, "a formula is too large")
    total: Poly = {}
    for (m1, c1), (m2, c2) in product(p.items(), q.items()):
        monomial = tuple(map(sum, zip(m1, m2, strict=True)))
        total[monomial] = total.get(monomial, Fraction(0)) + c1 * c2
    return {monomial: c for monomial, c in total.items() if c}


def constant(value: Fraction | int, axes: int) -> Poly:
    return {(0,) * axes: Fraction(value)} if value else {}


def primitive(p: Poly) -> tuple[Poly, int]:
    """The polynomial with coprime integer coefficients, the first positive; and the sign taken off."""
    scale = Fraction(lcm(*(c.denominator for c in p.values())), gcd(*(c.numerator for c in p.values())))
    sign = 1 if p[max(p)] > 0 else -1
    return {monomial: c * scale * sign for monomial, c in p.items()}, sign


def read_polynomial(data: Any, over: list[str], at: dict[str, Fraction], in_order: bool = False) -> Poly:
    total: Poly = {}
    order = []
    for term in a_list(data):
        coefficient, powers = a_list(term, 2)
        need(type(powers) is dict, "a term has exponents")
        need(
            all(name and 1 <= an_integer(e) <= 64 for name, e in powers.items()), "exponents are from 1 to 64"
        )
        need(
            all(name in over or name in at for name in powers),
            "a formula has a variable that is neither charted nor set",
        )
        need(coefficient != "0" or not in_order, "a coefficient is zero")
        order.append(sorted(powers.items()))
        value = rational(coefficient) * prod(
            (at[name] ** e for name, e in powers.items() if name in at), start=Fraction(1)
        )
        monomial = tuple(powers.get(name, 0) for name in over)
        total = plus(total, {monomial: value} if value else {})
    need(not in_order or order == sorted(order), "the terms stand in another order")
    need(all(one != other for one, other in pairwise(sorted(order))), "a monomial stands twice")
    return total


def divided(p: Poly, q: Poly) -> Poly | None:
    """p / q, or nothing if q does not divide p."""
    if any(max(m[k] for m in q) > max(m[k] for m in p) for k in range(len(next(iter(p))))):
        return None
    quotient: Poly = {}
    lead, rest = max(q), dict(p)
    while rest:
        top = max(rest)
        monomial = tuple(x - y for x, y in zip(top, lead, strict=True))
        if min(monomial, default=0) < 0:
            return None
        quotient[monomial] = rest[top] / q[lead]
        for other, c in q.items():
            place = tuple(map(sum, zip(other, monomial, strict=True)))
            rest[place] = rest.get(place, 0) - quotient[monomial] * c
            if not rest[place]:
                del rest[place]
    return quotient


def value(p: Poly) -> int:
    """A polynomial with integer coefficients at a fixed point, where its divisors' values divide its own."""
    return sum(int(c) * prod((101 + 2 * k) ** e for k, e in enumerate(monomial)) for monomial, c in p.items())


Ratio = tuple[Poly, Poly]


def add_ratios(p: Ratio, q: Ratio) -> Ratio:
    if p[1] == q[1]:
        return plus(p[0], q[0]), p[1]
    return plus(times(p[0], q[1]), times(q[0], p[1])), times(p[1], q[1])


def difference(p: Ratio, q: Ratio) -> tuple[Poly, list[Poly]]:
    """The numerator of p − q, and the denominators whose product it is over."""
    if p[1] == q[1]:
        return plus(p[0], q[0], -1), [p[1]]
    return plus(times(p[0], q[1]), times(q[0], p[1]), -1), [p[1], q[1]]

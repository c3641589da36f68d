"""Quotients of polynomials that add and multiply like numbers; a tuple of numerator and denominator."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Any

from .polynomials import Poly, add_ratios, constant, difference, plus, times

PRIME = 2**61 - 1


class Quotient(tuple[Poly, Poly]):
    """A numerator over a denominator, not in lowest terms; true where it is not zero identically."""

    def __new__(cls, above: Poly, under: Poly) -> Quotient:
        return super().__new__(cls, (above, under))

    @property
    def axes(self) -> int:
        return len(next(iter(self[1])))

    def made(self, other: Any) -> Quotient:
        """A number as a quotient."""
        if isinstance(other, Quotient):
            return other
        return Quotient(constant(Fraction(other), self.axes), constant(1, self.axes))

    def __bool__(self) -> bool:
        return bool(self[0])

    def __add__(self, other: Any) -> Quotient:  # type: ignore[override]  # these are numbers, and no lists to be joined
        other = self.made(other)
        return self if not other else other if not self else Quotient(*add_ratios(self, other))

    def __mul__(self, other: Any) -> Quotient:  # type: ignore[override]  # as above
        other = self.made(other)
        return Quotient(times(self[0], other[0]), times(self[1], other[1]))

    __radd__, __rmul__ = __add__, __mul__  # type: ignore[assignment]  # as above

    def __sub__(self, other: Any) -> Quotient:
        other = self.made(other)
        return self + Quotient({m: -c for m, c in other[0].items()}, other[1])

    @cached_property
    def residue(self) -> int | None:
        """The value at a fixed point, modulo a prime; None where that divides a denominator."""
        try:
            above, under = (
                sum(
                    c.numerator
                    * pow(c.denominator, -1, PRIME)
                    * prod((7919 + 2 * k) ** e for k, e in enumerate(m))
                    for m, c in p.items()
                )
                for p in self
            )
            return above * pow(under, -1, PRIME) % PRIME
        except ValueError:
            return None

    def same(self, other: Quotient) -> bool:
        """Whether both are the same formula: where they are, they have the same value."""
        if self is other:
            return True
        if None not in (self.residue, other.residue) and self.residue != other.residue:
            return False
        return not difference(self, other)[0]

    def changed(self, change: Callable[[Poly], Poly]) -> Quotient:
        return Quotient(change(self[0]), change(self[1]))

    def slope(self, axis: int) -> Quotient:
        """The derivative along an axis."""
        above, under = self
        top = plus(times(derivative(above, axis), under), times(above, derivative(under, axis)), -1)
        return Quotient(top, times(under, under))


def derivative(p: Poly, axis: int) -> Poly:
    return {(*m[:axis], m[axis] - 1, *m[axis + 1 :]): c * m[axis] for m, c in p.items() if m[axis]}


def put_in(p: Poly, axis: int, value: Fraction) -> Poly:
    """The polynomial with a number for the variable of the last axes, which is gone then."""
    total: Poly = {}
    for m, c in p.items():
        rest = (*m[:axis], *m[axis + 1 :])
        total = plus(total, {rest: c * value ** m[axis]} if c * value ** m[axis] else {})
    return total


def moved(p: Poly, old: int, new: int) -> Poly:
    """The polynomial with another variable in the place of one."""
    total: Poly = {}
    for m, c in p.items():
        powers = list(m)
        powers[new] += powers[old]
        powers[old] = 0
        total = plus(total, {tuple(powers): c})
    return total


def every_formula(game: dict[str, Any]) -> list[Quotient]:
    """All payoffs and probabilities."""
    if "cells" in game:
        return [value for row in game["cells"].values() for value in row]
    return [value for node in game["nodes"] for value in (*node.get("payoffs", ()), *node.get("chances", ()))]


def in_game(game: dict[str, Any], change: Callable[[Quotient], Quotient]) -> dict[str, Any]:
    """The game with every formula changed."""
    if "cells" in game:
        return {
            **game,
            "cells": {cell: [change(value) for value in row] for cell, row in game["cells"].items()},
        }
    nodes = [
        {
            **node,
            **{
                part: [change(value) for value in node[part]]
                for part in ("payoffs", "chances")
                if part in node
            },
        }
        for node in game["nodes"]
    ]
    return {**game, "nodes": nodes}

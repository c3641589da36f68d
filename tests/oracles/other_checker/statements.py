"""Statements: True, False, ("is", ±1, polynomials), ("and" | "or", parts).

("is", s, {p, …}) says that the product of the polynomials has the sign s.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import prod
from typing import Any

from .polynomials import Poly, constant, divided, primitive, value
from .quotients import Quotient
from .reading import need


class Atoms:
    """The polynomials of a statement, each once up to a factor, split by the divisors that are known."""

    def __init__(self, axes: int, divisors: list[Poly]) -> None:
        self.axes = axes
        self.divisors = sorted(divisors, key=lambda d: max(map(sum, d)))
        self.polynomials: list[Poly] = []
        self.numbers: dict[Any, int] = {}
        self.split: dict[Any, tuple[int, frozenset[int]]] = {}

    def number(self, value: Fraction | int) -> Quotient:
        """A number as a formula."""
        return Quotient(constant(value, self.axes), constant(1, self.axes))

    def is_positive(self, value: Quotient) -> Any:
        """The statement that a formula is positive."""
        return self.positive(*value)

    def positive(self, *polys: Poly) -> Any:
        """The statement that the product is positive; false where a factor is zero identically."""
        sign, odd = 1, frozenset()
        for p in polys:
            if not p:
                return False
            s, numbers = self.parts(p)
            sign, odd = sign * s, odd ^ numbers
        return ("is", sign, odd) if odd else sign > 0

    def parts(self, p: Poly) -> tuple[int, frozenset[int]]:
        """A sign and the polynomials whose product has, times that sign, the sign of p."""
        p, sign = primitive(p)
        key = frozenset(p.items())
        if key not in self.split:
            rest, odd = p, frozenset()
            for divisor in self.divisors:
                while (
                    value(rest) % (value(divisor) or 1) == 0
                    and (quotient := divided(rest, divisor)) is not None
                ):
                    rest, odd = quotient, odd ^ {self.place(divisor)}
            rest, left = primitive(rest)
            if any(map(any, rest)):
                odd ^= {self.place(rest)}
            self.split[key] = left, odd
        left, odd = self.split[key]
        return sign * left, odd

    def place(self, p: Poly) -> int:
        key = frozenset(p.items())
        if key not in self.numbers:
            self.numbers[key] = len(self.polynomials)
            self.polynomials.append(p)
        return self.numbers[key]


def all_of(parts: Any) -> Any:
    return joined("and", parts, True)


def any_of(parts: Any) -> Any:
    return joined("or", parts, False)


def joined(word: str, parts: Any, neutral: bool) -> Any:
    kept, signs = [], set()
    for part in parts:
        for inner in part[1] if not isinstance(part, bool) and part[0] == word else (part,):
            if inner is (not neutral):
                return not neutral
            if inner is neutral or (inner[0] == "is" and inner in signs):
                continue
            if inner[0] == "is":
                if fails(inner) in signs:
                    return not neutral
                signs.add(inner)
            kept.append(inner)
    return (word, kept) if len(kept) > 1 else kept[0] if kept else neutral


def fails(statement: Any) -> Any:
    if isinstance(statement, bool):
        return not statement
    if statement[0] == "is":
        return ("is", -statement[1], statement[2])
    return (any_of if statement[0] == "and" else all_of)([fails(part) for part in statement[1]])


def simplify(statement: Any, signs: dict[int, int]) -> Any:
    """What is left of the statement where these polynomials have these signs."""
    memo: dict[int, Any] = {}

    def left(part: Any) -> Any:
        if isinstance(part, bool):
            return part
        if part[0] == "is":
            known = part[2] & signs.keys()
            if not known:
                return part
            sign, open_ = part[1] * prod(signs[k] for k in known), part[2] - known
            return ("is", sign, open_) if open_ else sign > 0
        if id(part) not in memo:
            memo[id(part)] = (all_of if part[0] == "and" else any_of)([left(inner) for inner in part[1]])
        return memo[id(part)]

    return left(statement)


def mentioned(statement: Any) -> Counter[int]:
    """The polynomials that occur, and how often."""
    found: Counter[int] = Counter()
    waiting, seen = [statement], set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, bool) or id(part) in seen:
            continue
        seen.add(id(part))
        if part[0] == "is":
            found.update(part[2])
        else:
            waiting.extend(part[1])
    return found


def possible(statement: Any, budget: list[int]) -> bool:
    """Whether some choice of the signs of all polynomials makes the statement true."""
    if isinstance(statement, bool):
        return statement
    budget[0] -= 1
    need(budget[0] > 0, "too many cases")
    ((number, _),) = mentioned(statement).most_common(1)
    return any(possible(simplify(statement, {number: sign}), budget) for sign in (1, -1))


def settled(statement: Any) -> bool | None:
    """True or False where the statement is so for every choice of signs, otherwise None."""
    if possible(fails(statement), [5000]):
        return None if possible(statement, [5000]) else False
    return True

"""Sums of rational multiples of products of symbols, as dictionaries; a product is a sorted tuple."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .reading import a_list, an_integer, need, rational

Symbol = tuple[int, int]
Monomial = tuple[Symbol, ...]
Form = dict[Monomial, Fraction]
ONE: Monomial = ()


def times(monomial: Monomial, *symbols: Symbol) -> Monomial:
    return tuple(sorted((*monomial, *symbols)))


def lesser(monomial: Monomial, symbol: Symbol) -> Monomial:
    """A monomial without one of its symbols."""
    left = list(monomial)
    left.remove(symbol)
    return tuple(left)


def added(*parts: tuple[Fraction, Form]) -> Form:
    """The sum of multiples of forms, what cancels left out."""
    total: Form = {}
    for factor, form in parts:
        for monomial, coefficient in form.items():
            total[monomial] = total.get(monomial, Fraction(0)) + factor * coefficient
    return {monomial: c for monomial, c in total.items() if c}


class System:
    """Forms that are zero, then forms that are at least zero; empty ones are left out."""

    def __init__(self) -> None:
        self.zero: list[Form] = []
        self.positive: list[Form] = []

    def vanishes(self, form: Form) -> None:
        if form:
            self.zero.append(form)

    def is_positive(self, form: Form) -> None:
        if form:
            self.positive.append(form)

    def rest(self, form: Form, multipliers: Any) -> Form:
        forms, seen, parts = [*self.zero, *self.positive], set(), [(Fraction(1), form)]
        for entry in a_list(multipliers):
            number, factor = a_list(entry, 2)
            number, factor = an_integer(number), rational(factor)
            need(0 <= number < len(forms) and number not in seen, "a multiplier names no form, or one twice")
            need(factor >= 0 or number < len(self.zero), "a multiplier is negative")
            seen.add(number)
            parts.append((-factor, forms[number]))
        return added(*parts)

    def bound(self, form: Form, multipliers: Any) -> Fraction:
        rest = self.rest(form, multipliers)
        need(all(c >= 0 for monomial, c in rest.items() if monomial), "the multipliers bound nothing")
        return rest.get(ONE, Fraction(0))


def with_sums(start: list[Form], used: dict[int, list[Symbol]]) -> list[Form]:
    """That the probabilities of a set's used actions sum to one, times every monomial with one of them in it.

    `used` has the symbols of each set that has several used actions.
    """
    waiting = [monomial for form in start for monomial in form]
    met, done, found = set(waiting), set(), []
    while waiting:
        monomial = waiting.pop()
        for symbol in monomial:
            if symbol[0] < 0 or symbol not in used.get(symbol[0], []):
                continue
            rest = lesser(monomial, symbol)
            if (rest, symbol[0]) in done:
                continue
            done.add((rest, symbol[0]))
            products = [times(rest, other) for other in used[symbol[0]]]
            found.append(
                added(
                    *((Fraction(1), {one: Fraction(1)}) for one in products),
                    (Fraction(-1), {rest: Fraction(1)}),
                )
            )
            for one in (*products, rest):
                if one not in met:
                    met.add(one)
                    waiting.append(one)
    return found


class Solved:
    """Linear equations between monomials, solved for the largest ones."""

    def __init__(self, equations: list[Form]) -> None:
        self.of: dict[Monomial, Form] = {}
        for equation in equations:
            form = self.written(equation)
            left = [monomial for monomial in form if monomial]
            if left:
                top = max(left)
                solution = {m: -c / form[top] for m, c in form.items() if m != top}
                for monomial, known in self.of.items():
                    if top in known:
                        others = {m: c for m, c in known.items() if m != top}
                        self.of[monomial] = added((Fraction(1), others), (known[top], solution))
                self.of[top] = solution

    def written(self, form: Form) -> Form:
        return added(*((c, self.of.get(m, {m: Fraction(1)})) for m, c in form.items()))

    def ratio(self, one: Form, other: Form) -> Fraction | None:
        """The number that one form, so written, is times the other; nothing if none or the other is empty."""
        first, second = self.written(one), self.written(other)
        if not second or set(first) != set(second):
            return None
        ratios = {first[m] / second[m] for m in second}
        return ratios.pop() if len(ratios) == 1 else None

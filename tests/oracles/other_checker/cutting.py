"""A cutting of the box, cell by cell."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import combinations, product
from math import factorial, prod
from typing import Any

from .bernstein import Bernstein, half, sign_inside
from .reading import Rejected, a_text, need
from .simplices import by_simplices
from .statements import all_of, fails, mentioned, settled, simplify

AXES = "0123456789abcdefghijklmnopqrstuvwxyz"


def walk(
    cutting: Any, axes: int, statement: Any, open_: Any, polys: list[Bernstein], never: Any = None
) -> tuple[list[Fraction], int]:
    """The shares of the box where the statement is proved true and false, and the number of leaves.

    ``never`` is a statement that holds nowhere; without one no leaf has the mark that rests on it.
    """
    share, curved, leaves = [Fraction(0), Fraction(0)], [], 0
    waiting = [(0, dict(enumerate(polys)), statement, open_, never)]
    for mark in a_text(cutting):
        need(bool(waiting), "the cutting goes on after its end")
        depth, live, what, apart, not_so = waiting.pop()
        signs = {number: sign for number, poly in live.items() if (sign := sign_inside(poly))}
        what, apart = simplify(what, signs), simplify(apart, signs)
        not_so = None if not_so is None else simplify(not_so, signs)
        hinges = mentioned(what) | mentioned(apart)
        live = {number: poly for number, poly in live.items() if number in hinges}
        if mark in AXES:
            axis = AXES.index(mark)
            need(
                axis < axes and depth < 400, "the cutting names an axis that is not there, or cells too small"
            )
            for upper in (True, False):
                waiting.append(
                    (
                        depth + 1,
                        {number: half(poly, axis, upper) for number, poly in live.items()},
                        what,
                        apart,
                        not_so,
                    )
                )
            continue
        leaves += 1
        need(mark in "+-/=&?", "the cutting holds a character that means nothing")
        if mark == "&":
            need(not_so is not None, "no signs are excluded")
            so = fails(not_so)
            need(settled(all_of([apart, so])) is False, "a cell may be open")
            truths = [settled(all_of([other, so])) is False for other in (fails(what), what)]
            need(any(truths), "a cell hangs on signs that are not excluded")
            share[truths.index(True)] += Fraction(1, 2**depth)
        elif mark != "?":
            need(settled(apart) is False, "a cell may be open")
        if mark in "+-":
            need(settled(what) is (mark == "+"), "a cell is not what its mark claims")
            share["+-".index(mark)] += Fraction(1, 2**depth)
        elif mark == "/":
            curved.append([v / 2**depth for v in by_slab(what, live)])
        elif mark == "=":
            curved.append([v / 2**depth for v in by_bodies(what, live)])
    need(not waiting, "the cutting ends too early")
    if len(curved) > 64:
        curved = [[Fraction(int(v * 2**80), 2**80) for v in pair] for pair in curved]
    return [total + sum((pair[k] for pair in curved), Fraction(0)) for k, total in enumerate(share)], leaves


def by_slab(what: Any, live: dict[int, Bernstein]) -> list[Fraction]:
    """The shares of the cell where the statement is proved true and false, from one polynomial alone."""
    for number, poly in live.items():
        truths = [settled(simplify(what, {number: sign})) for sign in (1, -1)]
        if None not in truths and truths[0] != truths[1]:
            result = [Fraction(0), Fraction(0)]
            for truth, volume in zip(truths, slab(poly), strict=True):
                result[0 if truth else 1] += volume
            return result
    raise Rejected("a cell hangs on more than one polynomial, or on none")


def by_bodies(what: Any, live: dict[int, Bernstein]) -> list[Fraction]:
    """The shares of the cell where the proved signs of polynomials make the statement true and false."""
    need(1 < len(live) <= 10, "a cell hangs on too many polynomials, or too few")
    plane = {number: enclosed(poly) for number, poly in live.items()}
    need(
        sum(low != high for _, low, high in plane.values()) <= 2,
        "a cell hangs on too many curved polynomials",
    )
    numbers, left = list(plane), {(): what}

    @cache
    def truth(signs: tuple[int, ...]) -> bool | None:
        if signs:
            now = {numbers[len(signs) - 1]: signs[-1]} if signs[-1] else {}
            truth(signs[:-1])
            left[signs] = simplify(left[signs[:-1]], now)
        if isinstance(left[signs], bool) or len(signs) == len(numbers):
            return settled(left[signs])
        return None

    used = sum(any(column) for column in zip(*(rise for rise, _, _ in plane.values()), strict=True))
    if used <= 4:
        return by_simplices([plane[number] for number in numbers], truth)
    result = [Fraction(0), Fraction(0)]
    for signs in product((1, -1, 0), repeat=len(numbers)):
        told = dict(zip(numbers, signs, strict=True))
        if truth(signs) is not None and all(sign or plane[n][1] != plane[n][2] for n, sign in told.items()):
            result[0 if truth(signs) else 1] += cut_cube(body_of(told, plane), len(plane[numbers[0]][0]))
    return result


def body_of(told: dict[int, int], plane: dict[int, Any]) -> list[tuple[list[Fraction], Fraction]]:
    """Where the polynomials have these proved signs, or none, as inequalities a·t ≤ b."""
    body = []
    for number, sign in told.items():
        rise, low, high = plane[number]  # positive where rise·t > high, negative where rise·t < low
        down = [-a for a in rise]
        body += [(down, -high)] if sign > 0 else [(rise, low)] if sign < 0 else [(rise, high), (down, -low)]
    return body


def cut_cube(body: list[tuple[list[Fraction], Fraction]], n: int) -> Fraction:
    """The volume of the unit cube where a·t ≤ b for all (a, b)."""
    unit = [[Fraction(int(i == k)) for i in range(n)] for k in range(n)]
    return by_facets(
        [*body, *((e, Fraction(1)) for e in unit), *(([-x for x in e], Fraction(0)) for e in unit)], n
    )


def by_facets(body: list[tuple[list[Fraction], Fraction]], n: int) -> Fraction:
    """The volume of a bounded body: a cone from the origin over each facet, with its sign."""
    least: dict[tuple[Fraction, ...], Fraction] = {}
    for a, b in body:
        size = next((abs(x) for x in a if x), None)
        if size is None:
            if b < 0:
                return Fraction(0)
            continue
        key = tuple(x / size for x in a)
        least[key] = min(b / size, least.get(key, b / size))
    if n == 1:
        return max(Fraction(0), least[(Fraction(1),)] + least[(Fraction(-1),)])
    if any((down := tuple(-x for x in a)) in least and least[down] <= -b for a, b in least.items()):
        return Fraction(0)
    total = Fraction(0)
    for a, b in least.items():
        if b:
            k = max(range(n), key=lambda i: abs(a[i]))
            facet = []
            for c, d in least.items():
                if c is not a:
                    f = c[k] / a[k]
                    facet.append(([c[i] - f * a[i] for i in range(n) if i != k], d - f * b))
            total += b / abs(a[k]) * by_facets(facet, n - 1)
    return total / n


def slab(poly: Bernstein) -> tuple[Fraction, Fraction]:
    """Parts of the cell where the polynomial is proved positive, and negative."""
    rise, low, high = enclosed(poly)
    return below_plane([-a for a in rise], -high), below_plane(rise, low)


def enclosed(poly: Bernstein) -> tuple[list[Fraction], Fraction, Fraction]:
    """Slopes and two bounds: positive where slopes·t is above the second, negative below the first."""
    degrees, values = poly
    places = list(product(*(range(d + 1) for d in degrees)))
    rise = []
    for k, d in enumerate(degrees):
        lines = prod(e + 1 for i, e in enumerate(degrees) if i != k)
        ends = [v * ((place[k] == d) - (place[k] == 0)) for place, v in zip(places, values, strict=True)]
        rise.append(Fraction(sum(ends), lines) if d else Fraction(0))
    rest = [
        v - sum(a * Fraction(i, d) for a, i, d in zip(rise, place, degrees, strict=True) if d)
        for place, v in zip(places, values, strict=True)
    ]
    return rise, -max(rest), -min(rest)


def below_plane(slopes: list[Fraction], bound: Fraction) -> Fraction:
    """The volume of the unit cube where Σ slopes·t < bound."""
    bound -= sum((a for a in slopes if a < 0), Fraction(0))
    sizes = [abs(a) for a in slopes if a]
    n = len(sizes)
    if n == 0:
        return Fraction(bound > 0)
    total = sum(
        (
            Fraction((-1) ** size) * max(Fraction(0), bound - sum(some)) ** n
            for size in range(n + 1)
            for some in combinations(sizes, size)
        ),
        Fraction(0),
    )
    return total / (factorial(n) * prod(sizes))

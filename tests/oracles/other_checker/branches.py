"""Equilibria as formulas."""

from __future__ import annotations

from itertools import combinations, product
from math import comb, prod
from typing import Any

from .polynomials import Poly, Ratio, add_ratios, constant, difference, plus, times
from .reading import TOO_LARGE, need
from .statements import Atoms, all_of, any_of, fails


class Branch:
    """An equilibrium as formulas: the statement that it exists, the payoffs as quotients, in normal form the supports."""

    def __init__(self, condition: Any, payoffs: list[Ratio], supports: Any = None) -> None:
        self.condition, self.payoffs, self.supports = condition, payoffs, supports


def tree_branches(game: dict[str, Any], atoms: Atoms) -> tuple[list[Branch], Any]:
    at: dict[int, list[Branch]] = {}
    open_: list[Any] = []
    for place, node in reversed(list(enumerate(game["nodes"]))):
        if "payoffs" in node:
            at[place] = [Branch(True, node["payoffs"])]
        elif "chances" in node:
            need(prod(len(at[c]) for c in node["children"]) <= TOO_LARGE, "there are too many branches")
            at[place] = [average(node["chances"], parts) for parts in product(*(at[c] for c in node["children"]))]
        else:
            at[place] = choices(game["sets"][node["set"]][0], [at[c] for c in node["children"]], atoms, open_)
        for child in node["children"]:
            del at[child]
    return at[0], any_of(open_)


def average(chances: list[Ratio], parts: tuple[Branch, ...]) -> Branch:
    payoffs = []
    for column in zip(*(part.payoffs for part in parts), strict=True):
        terms = [(times(p[0], v[0]), times(p[1], v[1])) for p, v in zip(chances, column, strict=True)]
        total = terms[0]
        for term in terms[1:]:
            total = add_ratios(total, term)
        payoffs.append(total)
    return Branch(all_of([part.condition for part in parts]), payoffs)


def choices(own: int, children: list[list[Branch]], atoms: Atoms, open_: list[Any]) -> list[Branch]:
    need(sum(map(len, children)) <= 1000, "there are too many branches")
    found = []
    for i, child in enumerate(children):
        for branch in child:
            parts = [branch.condition]
            for k, other in enumerate(children):
                parts += [beats(branch, rival, own, i < k, atoms, open_) for rival in other if k != i]
            found.append(Branch(all_of(parts), branch.payoffs))
    return found


def beats(branch: Branch, rival: Branch, own: int, earlier: bool, atoms: Atoms, open_: list[Any]) -> Any:
    """Either the rival does not exist or the mover gets more in this branch."""
    gain, under = difference(branch.payoffs[own], rival.payoffs[own])
    if gain:
        return any_of([fails(rival.condition), atoms.positive(gain, *under)])
    if not any(difference(p, q)[0] for p, q in zip(branch.payoffs, rival.payoffs, strict=True)):
        return True if earlier else fails(rival.condition)
    open_.append(all_of([branch.condition, rival.condition]))
    return fails(rival.condition)


def table_branches(game: dict[str, Any], names: list[list[str]], mover: int, atoms: Atoms) -> tuple[list[Branch], Any]:
    m, n = (len(actions) for _, _, actions in game["sets"])
    need(comb(m + n, min(m, n)) <= 2000, "there are too many supports")
    a = [[game["cells"][i, j][0][0] for j in range(n)] for i in range(m)]
    b = [[game["cells"][i, j][1][0] for i in range(m)] for j in range(n)]
    found, open_ = [], []
    for size in range(1, min(m, n) + 1):
        for rows, cols in product(combinations(range(m), size), combinations(range(n), size)):
            sides = [one_side(a, rows, cols, atoms, open_), one_side(b, cols, rows, atoms, open_)]
            if all(side is not None for side in sides):
                value = sides[mover][1]
                supports = tuple(frozenset(names[k][i] for i in part) for k, part in enumerate((rows, cols)))
                found.append(Branch(all_of([side[0] for side in sides]), {mover: value}, supports))
    return found, any_of(open_)


def one_side(own: list[list[Poly]], rows: Any, cols: Any, atoms: Atoms, open_: list[Any]) -> Any:
    """The condition that a mixture on `cols` makes `rows` the best replies, and the value as (N, D); none if D is zero."""
    axes, outer = atoms.axes, [i for i in range(len(own)) if i not in rows]
    numerators, value, below = cramer(own, rows, cols, axes)
    if not below:
        return None
    inside = [atoms.positive(numerator, below) for numerator in numerators]
    gains = []
    for i in outer:
        gain = value
        for j, numerator in zip(cols, numerators, strict=True):
            gain = plus(gain, times(own[i][j], numerator), -1)
        gains.append(gain)
    outside = [atoms.positive(gain, below) for gain in gains]
    if not all(gains):
        open_.append(all_of(inside + [part for part, gain in zip(outside, gains, strict=True) if gain]))
    return all_of(inside + outside), (value, below)


def cramer(own: list[list[Poly]], rows: Any, cols: Any, axes: int) -> tuple[list[Poly], Poly, Poly]:
    one, zero = constant(1, axes), {}
    matrix = [[own[i][j] for j in cols] + [constant(-1, axes)] for i in rows] + [[one] * len(cols) + [zero]]
    right = [zero] * len(rows) + [one]
    replaced = [
        [[right[r] if c == k else entry for c, entry in enumerate(row)] for r, row in enumerate(matrix)]
        for k in range(len(matrix))
    ]
    *numerators, value = [determinant(other, axes) for other in replaced]
    return numerators, value, determinant(matrix, axes)


def determinant(matrix: list[list[Poly]], axes: int) -> Poly:
    """By expansion along the first row, each minor of the lower rows computed once."""
    minors: dict[frozenset[int], Poly] = {frozenset(): constant(1, axes)}
    size = len(matrix)
    for row in range(size - 1, -1, -1):
        fresh = {}
        for columns in combinations(range(size), size - row):
            total: Poly = {}
            for place, column in enumerate(columns):
                if matrix[row][column]:
                    minor = minors[frozenset(columns) - {column}]
                    total = plus(total, times(matrix[row][column], minor), -1 if place % 2 else 1)
            fresh[frozenset(columns)] = total
        minors = fresh
    return minors[frozenset(range(size))]

"""Equilibria as formulas."""

from __future__ import annotations

from itertools import combinations, product
from math import comb, prod
from typing import Any

from .games import single_nodes, width
from .polynomials import Poly, constant, difference, divided, plus, times
from .quotients import Quotient
from .reading import TOO_LARGE, Unjudged, need
from .statements import Atoms, all_of, any_of, fails
from .strategies import Strategies
from .subgames import cut, roots
from .tied import corners
from .ways import below, recalls

MOST = 1000


class Branch:
    """An equilibrium as formulas: the statement that it exists, and the payoffs.

    In normal form the probabilities of the actions that each player uses, by name; in a tree the end nodes
    that play reaches.
    """

    def __init__(
        self,
        condition: Any,
        payoffs: list[Quotient],
        mixtures: Any = None,
        ends: frozenset[int] = frozenset(),
    ) -> None:
        self.condition, self.payoffs, self.mixtures, self.ends = condition, payoffs, mixtures, ends

    @property
    def supports(self) -> Any:
        return tuple(map(frozenset, self.mixtures))


Branches = tuple[list[Branch], Any]  # the branches, and where the list may be incomplete


def branches_of(game: dict[str, Any], atoms: Atoms, *, ends: bool = False) -> Branches:
    """The equilibria of a game with parameters that they are formulas for; with ``ends``, extreme ones."""
    if game["form"] == "normal":
        return table_branches(game, atoms, ends)
    if not single_nodes(game):
        return subgame_branches(game, atoms, ends)
    found, open_ = tree_branches(game, atoms)[0]
    if not ends or open_ is False:
        return found, open_
    paid, open_, _ = corners(game, atoms)
    once: list[Branch] = []
    for holds, point in paid:
        branch = Branch(holds, list(point))
        same = next((other for other in once if alike(other, branch)), None)
        if same is None:
            once.append(branch)
        else:
            same.condition = any_of([same.condition, holds])
    return once, open_


def few(branches: int, most: int = MOST) -> None:
    """The package merges what pays alike, and may have fewer: more is no reason to reject."""
    if branches > most:
        raise Unjudged("there are too many branches")


def tree_branches(game: dict[str, Any], atoms: Atoms) -> dict[int, Branches]:
    """For each node the branches of what is below, and where that is open."""
    at: dict[int, Branches] = {}
    for place, node in reversed(list(enumerate(game["nodes"]))):
        open_ = [at[c][1] for c in node["children"]]
        if "payoffs" in node:
            found = [Branch(True, node["payoffs"], None, frozenset({place}))]
        elif "chances" in node:
            few(prod(len(at[c][0]) for c in node["children"]), TOO_LARGE)
            found = [
                average(node["chances"], parts) for parts in product(*(at[c][0] for c in node["children"]))
            ]
        else:
            found = choices(game["sets"][node["set"]][0], [at[c][0] for c in node["children"]], atoms, open_)
        at[place] = [branch for branch in found if branch.condition is not False], any_of(open_)
    return at


def average(chances: list[Quotient], parts: tuple[Branch, ...]) -> Branch:
    payoffs = []
    for column in zip(*(part.payoffs for part in parts), strict=True):
        terms = [p * v for p, v in zip(chances, column, strict=True)]
        payoffs.append(sum(terms[1:], terms[0]))
    return Branch(
        all_of([part.condition for part in parts]),
        payoffs,
        None,
        frozenset().union(*(part.ends for part in parts)),
    )


def choices(own: int, children: list[list[Branch]], atoms: Atoms, open_: list[Any]) -> list[Branch]:
    few(sum(map(len, children)))
    found = []
    for i, child in enumerate(children):
        for branch in child:
            parts = [branch.condition]
            for k, other in enumerate(children):
                parts += [beats(branch, rival, own, i < k, atoms, open_) for rival in other if k != i]
            found.append(Branch(all_of(parts), branch.payoffs, None, branch.ends))
    return found


def beats(branch: Branch, rival: Branch, own: int, earlier: bool, atoms: Atoms, open_: list[Any]) -> Any:
    """Either the rival does not exist or the mover gets more in this branch."""
    gain, under = difference(branch.payoffs[own], rival.payoffs[own])
    if gain:
        return any_of([fails(rival.condition), atoms.positive(gain, *under)])
    if not alike(branch, rival):
        open_.append(all_of([branch.condition, rival.condition]))
    return True if earlier else fails(rival.condition)


def alike(branch: Branch, rival: Branch) -> bool:
    """Whether everybody gets the same, as formulas."""
    return all(p.same(q) for p, q in zip(branch.payoffs, rival.payoffs, strict=True))


def subgame_branches(game: dict[str, Any], atoms: Atoms, ends: bool) -> Branches:
    """The branches of a tree, from those of its subgames, each a table of two players at most."""
    need(
        all(recalls(game, player) for player in range(len(game["players"]))), "a player lacks perfect recall"
    )
    solved: dict[int, list[Branch]] = {}
    open_: list[Any] = []
    for top in sorted({0, *roots(game)}, reverse=True):
        under = set(below(game, top))
        inner = sorted(place for place in solved if place in under)
        few(prod(len(solved[place]) for place in inner))
        found: list[Branch] = []
        last = ends and top == 0 and any_of(open_) is False
        for stood_on in product(*(solved[place] for place in inner)):
            exists = all_of([branch.condition for branch in stood_on])
            if exists is False:
                continue
            paid = {place: branch.payoffs for place, branch in zip(inner, stood_on, strict=True)}
            own, apart = choosers_branches(cut(game, top, paid), atoms, last)
            open_.append(all_of([exists, apart]))
            found += [Branch(all_of([exists, branch.condition]), branch.payoffs) for branch in own]
            few(len(found))
        for place in inner:
            del solved[place]
        solved[top] = [branch for branch in found if branch.condition is not False]
    return solved[0], any_of(open_)


def choosers_branches(rest: dict[str, Any], atoms: Atoms, ends: bool) -> Branches:
    """The branches of the table of a tree; where fewer than two choose, against nobody."""
    strategies = Strategies(rest)
    if len(strategies.playing) > 2:  # dominated actions may be left out first, which is not done here
        raise Unjudged("more than two choose in a subgame")
    taken = {player: own[0] for player, own in enumerate(strategies.all)}
    paid = {
        cell: [
            atoms.number(0) + v
            for v in strategies.expected({**taken, **dict(zip(strategies.playing, plans, strict=True))})
        ]
        for cell, plans in (
            (cell, [strategies.all[player][k] for player, k in zip(strategies.playing, cell, strict=True)])
            for cell in product(*(range(len(strategies.all[player])) for player in strategies.playing))
        )
    }
    idle = 2 - len(strategies.playing)
    nobody = [(0,) * idle, [atoms.number(0)] * idle]
    cells = {
        (*cell, *nobody[0]): [*(row[p] for p in strategies.playing), *nobody[1]] for cell, row in paid.items()
    }
    sizes = [len(strategies.all[player]) for player in strategies.playing] + [1] * idle
    sets = [(i, "", list(range(size))) for i, size in enumerate(sizes)]
    found, open_ = table_branches(
        {"form": "normal", "players": [0, 1], "sets": sets, "cells": cells}, atoms, ends
    )
    branches = []
    for branch in found:
        total = [atoms.number(0)] * width(rest)
        for (i, p), (j, q) in product(*(mixture.items() for mixture in branch.mixtures)):
            row = paid[(i, j)[: len(strategies.playing)]]
            total = [t + p * q * v for t, v in zip(total, row, strict=True)]
        branches.append(Branch(branch.condition, total))
    return branches, open_


def table_branches(game: dict[str, Any], atoms: Atoms, ends: bool) -> Branches:
    (_, _, own), (_, _, others) = game["sets"]
    m, n = len(own), len(others)
    need(comb(m + n, min(m, n)) <= 2000, "there are too many supports")
    a, mine = cleared([[game["cells"][i, j][0] for j in range(n)] for i in range(m)])
    b, theirs = cleared([[game["cells"][i, j][1] for i in range(m)] for j in range(n)])
    open_: list[Any] = []
    seconds, firsts = sides(a, m, n, atoms, open_), sides(b, n, m, atoms, open_)
    everywhere = any_of(open_) is not False and ends
    if everywhere:
        seconds, firsts = each_once(seconds), each_once(firsts)
    found = []
    for (rows, cols), second in seconds.items():
        for (best, used), first in (
            firsts.items() if everywhere else [((cols, rows), firsts.get((cols, rows)))]
        ):
            # each uses what is best for it, what is tied with that included
            if first is not None and {*used} <= {*rows, *second[4]} and {*cols} <= {*best, *first[4]}:
                condition = all_of([second[0], first[0]])
                pays = [
                    Quotient(side[2], times(side[3], square))
                    for side, square in ((second, mine), (first, theirs))
                ]
                odds = [
                    {names[k]: Quotient(top, side[3]) for k, top in zip(part, side[1], strict=True)}
                    for names, part, side in ((own, used, first), (others, cols, second))
                ]
                found += [Branch(condition, pays, odds)] if condition is not False else []
    return found, False if everywhere else any_of(open_)


def each_once(known: dict[Any, Any]) -> dict[Any, Any]:
    """Of mixtures on one support against which the same actions are best, the first."""
    found: dict[Any, Any] = {}
    for (rows, cols), side in known.items():
        found.setdefault((cols, frozenset((*rows, *side[4]))), (rows, side))
    return {(rows, cols): side for (cols, _), (rows, side) in found.items()}


def sides(matrix: list[list[Poly]], m: int, n: int, atoms: Atoms, open_: list[Any]) -> dict[Any, Any]:
    """For each support and as many actions that shall be best against it: the mixture, where it is one."""
    pairs = [
        (rows, cols)
        for size in range(1, min(m, n) + 1)
        for rows, cols in product(combinations(range(m), size), combinations(range(n), size))
    ]
    found = {(rows, cols): one_side(matrix, rows, cols, atoms, open_) for rows, cols in pairs}
    return {pair: side for pair, side in found.items() if side is not None and side[0] is not False}


def cleared(matrix: list[list[Quotient]]) -> tuple[list[list[Poly]], Poly]:
    """A matrix of polynomials, and the square by which it was multiplied."""
    common = constant(1, matrix[0][0].axes)
    known: list[Poly] = []
    for _, under in (value for row in matrix for value in row):
        if under not in known:
            known.append(under)
            common = times(common, under)
    square = times(common, common)
    rows = [
        [(divided(times(above, square), under) or {}) if above else {} for above, under in row]
        for row in matrix
    ]
    return rows, square


def one_side(own: list[list[Poly]], rows: Any, cols: Any, atoms: Atoms, open_: list[Any]) -> Any:
    """The condition that a mixture on `cols` makes `rows` best, its numerators, the value (N, D), ties."""
    axes, outer = atoms.axes, [i for i in range(len(own)) if i not in rows]
    numerators, value, under = cramer(own, rows, cols, axes)
    if not under:
        return None
    inside = [atoms.positive(numerator, under) for numerator in numerators]
    gains = []
    for i in outer:
        gain = value
        for j, numerator in zip(cols, numerators, strict=True):
            gain = plus(gain, times(own[i][j], numerator), -1)
        gains.append(gain)
    holds = all_of(inside + [atoms.positive(gain, under) for gain in gains if gain])
    if not all(gains):
        open_.append(holds)
    return holds, numerators, value, under, [i for i, gain in zip(outer, gains, strict=True) if not gain]


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

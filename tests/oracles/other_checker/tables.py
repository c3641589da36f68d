"""All Nash equilibria of a table, by vertices, by supports, by dominance."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, product
from math import comb, lcm
from typing import Any

from .reading import TOO_LARGE, a_list, a_text, an_integer, fields, need, rational


def tables(game: dict[str, Any]) -> tuple[list[list[Fraction]], list[list[Fraction]]]:
    """The first player's payoffs, a row for each own action, and the second's, by its own actions too."""
    m, n = (len(actions) for _, _, actions in game["sets"])
    a = [[game["cells"][i, j][0] for j in range(n)] for i in range(m)]
    b = [[game["cells"][i, j][1] for i in range(m)] for j in range(n)]
    return a, b


def by_vertices(game: dict[str, Any], proof: Any) -> tuple[list[Any], bool]:
    _, vertices, perturbations = fields(proof, "kind", "vertices", "perturbations")
    a, b = tables(game)
    m, n = len(a), len(b)
    a_list(vertices, 2), a_list(perturbations, 2)
    xs = polytope(b, perturbations[0], vertices[0], list(range(m)), list(range(m, m + n)))
    ys = polytope(a, perturbations[1], vertices[1], list(range(m, m + n)), list(range(m)))
    need(len(xs) * len(ys) <= 50 * TOO_LARGE, "too many vertices")
    everything = set(range(m + n))
    pairs = [(x, y) for x in xs for y in ys if xs[x] | ys[y] == everything and (any(x) or any(y))]
    need(all(any(x) and any(y) for x, y in pairs), "half of a completely labeled pair is the origin")
    often = any(count > 1 for side in (0, 1) for count in Counter(pair[side] for pair in pairs).values())
    return [tuple([c / sum(point) for c in point] for point in pair) for pair in pairs], often


def polytope(
    rows: Any, shifts: Any, points: Any, zero_labels: list[int], tight_labels: list[int]
) -> dict[Any, set[int]]:
    """The vertices at epsilon zero, each with all its labels, after the listed ones are checked to be all.

    `rows` are the opponent's payoffs, a row for each action of the opponent, a column for each own action.
    """
    d = len(zero_labels)
    scale = lcm(*(entry.denominator for row in rows for entry in row))
    columns = []
    for i in range(d):
        column = [int(row[i] * scale) for row in rows]
        column = [entry - min(column) for entry in column]
        columns.append(column if any(column) else [1] * len(rows))
    shifts = [an_integer(r) for r in a_list(shifts, len(rows))]
    ridges: Counter[frozenset[int]] = Counter()
    seen, found = set(), {}
    for entry in a_list(points):
        big, small_0, small_1 = a_list(entry, 3)
        need(an_integer(big) > 0, "a denominator is positive")
        s, e = (list(map(an_integer, a_list(part, d))) for part in (small_0, small_1))
        slack = dict(zip(zero_labels, zip(s, e, strict=True), strict=True))
        for j, label in enumerate(tight_labels):
            used = [sum(columns[i][j] * part[i] for i in range(d)) for part in (s, e)]
            slack[label] = (big - used[0], big * shifts[j] - used[1])
        need(all(value >= (0, 0) for value in slack.values()), "a point lies outside the polytope")
        labels = frozenset(label for label, value in slack.items() if value == (0, 0))
        need(
            len(labels) == d and labels not in seen,
            "a vertex has as many labels as there are dimensions, all its own",
        )
        seen.add(labels)
        ridges.update(labels - {label} for label in labels)
        found[tuple(Fraction(c, big) for c in s)] = {label for label, value in slack.items() if value[0] == 0}
    need(frozenset(zero_labels) in seen, "the origin is not listed")
    need(all(count % 2 == 0 for count in ridges.values()), "a vertex has a neighbor that is not listed")
    return found


def by_supports(game: dict[str, Any], proof: Any) -> tuple[list[Any], bool]:
    fields(proof, "kind")
    a, b = tables(game)
    m, n = len(a), len(b)
    need(comb(m + n, min(m, n)) <= 5000, "too many supports")
    for own in (a, b):
        check_nondegenerate(own)
    found = []
    for size in range(1, min(m, n) + 1):
        for rows, cols in product(combinations(range(m), size), combinations(range(n), size)):
            y = answer(a, rows, cols)
            x = answer(b, cols, rows)
            if x is not None and y is not None:
                found.append((x, y))
    return found, False


def check_nondegenerate(own: list[list[Fraction]]) -> None:
    """No mixture over the columns has more best rows than columns: looked at where equations hold."""
    n, zero, one = len(own[0]), Fraction(0), Fraction(1)
    unused = [[one if k == j else zero for k in range(n)] + [zero, zero] for j in range(n)]
    best = [[*row, -one, zero] for row in own]
    for chosen in combinations(unused + best, n):
        point = solve([*map(list, chosen), [one] * n + [zero, one]])
        if point is not None and min(point[:n]) >= 0:
            slack = [point[n] - sum(p * v for p, v in zip(row, point, strict=False)) for row in own]
            tight = point[:n].count(zero) + slack.count(zero)
            need(min(slack) < 0 or tight == n, "the game is degenerate")


def answer(own: list[list[Fraction]], rows: tuple[int, ...], cols: tuple[int, ...]) -> list[Fraction] | None:
    """The mixture on `cols` that makes exactly `rows` the best replies, or nothing if there is none."""
    system = [[own[i][j] for j in cols] + [Fraction(-1), Fraction(0)] for i in rows]
    solution = solve([*system, [Fraction(1)] * len(cols) + [Fraction(0), Fraction(1)]])
    if solution is None or min(solution[:-1]) <= 0:
        return None
    *mixture, value = solution
    gains = [sum(own[i][j] * p for j, p in zip(cols, mixture, strict=True)) for i in range(len(own))]
    if any(gains[i] > value for i in range(len(own))):
        return None
    full = [Fraction(0)] * len(own[0])
    for j, p in zip(cols, mixture, strict=True):
        full[j] = p
    return full


def solve(system: list[list[Fraction]]) -> list[Fraction] | None:
    """The solution of a square system, or nothing if there is not exactly one."""
    rows = [list(row) for row in system]
    for column in range(len(rows)):
        pivot = next((r for r in range(column, len(rows)) if rows[r][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [entry / rows[column][column] for entry in rows[column]]
        for r in range(len(rows)):
            if r != column and rows[r][column]:
                rows[r] = [
                    entry - rows[r][column] * p for entry, p in zip(rows[r], rows[column], strict=True)
                ]
    return [row[-1] for row in rows]


def by_dominance(game: dict[str, Any], proof: Any) -> list[list[Fraction]]:
    _, steps = fields(proof, "kind", "steps")
    alive = [set(range(len(actions))) for _, _, actions in game["sets"]]
    for step in a_list(steps):
        player, action, by = fields(step, "player", "action", "by")
        need(
            a_text(player) in game["players"] and type(by) is dict,
            "a step names a player, an action and a mixture",
        )
        who = game["players"].index(player)
        names = game["sets"][who][2]
        need(a_text(action) in names and set(by) <= set(names), "a step names actions of its player")
        gone, mixture = names.index(action), {names.index(name): rational(p) for name, p in by.items()}
        need(gone in alive[who] and set(mixture) <= alive[who] - {gone}, "a step is about surviving actions")
        need(
            sum(mixture.values()) == 1 and min(mixture.values()) >= 0, "probabilities are >= 0 and sum to one"
        )
        for cell in product(*(actions if i != who else {gone} for i, actions in enumerate(alive))):
            instead = sum(
                p * game["cells"][(*cell[:who], i, *cell[who + 1 :])][who] for i, p in mixture.items()
            )
            need(instead > game["cells"][cell][who], "an action is not strictly dominated")
        alive[who].remove(gone)
    need(all(len(actions) == 1 for actions in alive), "several profiles survive")
    return [
        [Fraction(i in actions) for i in range(len(s[2]))]
        for actions, s in zip(alive, game["sets"], strict=True)
    ]

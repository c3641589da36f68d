"""Newton's method for a table's indifference equations, sixty digits: where an equilibrium is."""

from fractions import Fraction
from itertools import product

DIGITS = 10**60


def gives(game, who, action, point):
    """What an action gives against the others' mixtures."""
    total = Fraction(0)
    others = [
        [(action, Fraction(1))] if j == who else [(a, p) for a, p in enumerate(own) if p]
        for j, own in enumerate(point)
    ]
    for combination in product(*others):
        weight = Fraction(1)
        for _, p in combination:
            weight *= p
        total += weight * game.cell([a for a, _ in combination])[who]
    return total


def supports_of(point):
    return [[action for action, p in enumerate(own) if p] for own in point]


def jacobian(game, point):
    """How each used action's gain over the first changes with each other player's probabilities."""
    supports = supports_of(point)
    unknowns = [(who, action) for who, used in enumerate(supports) for action in used[1:]]
    rows = []
    for who, action in unknowns:
        row = []
        for other, moved in unknowns:
            entry = Fraction(0)
            if other != who:
                for choice, sign in ((moved, 1), (supports[other][0], -1)):
                    there = list(point)
                    there[other] = tuple(Fraction(a == choice) for a in range(game.shape[other]))
                    entry += sign * (
                        gives(game, who, action, there) - gives(game, who, supports[who][0], there)
                    )
            row.append(entry)
        rows.append(row)
    return rows


def determinant(matrix):
    rows, value = [list(row) for row in matrix], Fraction(1)
    for column in range(len(rows)):
        pivot = next((r for r in range(column, len(rows)) if rows[r][column]), None)
        if pivot is None:
            return Fraction(0)
        if pivot != column:
            rows[pivot], rows[column] = rows[column], rows[pivot]
            value = -value
        value *= rows[column][column]
        for r in range(column + 1, len(rows)):
            factor = rows[r][column] / rows[column][column]
            rows[r] = [a - factor * b for a, b in zip(rows[r], rows[column], strict=True)]
    return value


def solve(matrix, right):
    """The solution of a regular square system."""
    size = len(matrix)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(rows[r][column]))
        rows[pivot], rows[column] = rows[column], rows[pivot]
        rows[column] = [x / rows[column][column] for x in rows[column]]
        for r in range(size):
            if r != column:
                rows[r] = [a - rows[r][column] * b for a, b in zip(rows[r], rows[column], strict=True)]
    return [row[-1] for row in rows]


def middle(bounds):
    """A profile in the middle of a box."""
    point = []
    for own in bounds.bounds:
        odds = [Fraction(round((low + high) / 2 * 10**15), 10**15) for low, high in own]
        point.append(tuple(p / sum(odds) for p in odds))
    return point


def refined(game, bounds):
    """The solution near the middle of a box, to sixty digits."""
    point = middle(bounds)
    supports = supports_of(point)
    unknowns = [(who, action) for who, used in enumerate(supports) for action in used[1:]]
    for _ in range(4):
        values = [
            gives(game, who, action, point) - gives(game, who, supports[who][0], point)
            for who, action in unknowns
        ]
        step = dict(zip(unknowns, solve(jacobian(game, point), values), strict=True))
        changed = []
        for who, own in enumerate(point):
            odds = [
                Fraction(round((p - step.get((who, action), 0)) * DIGITS), DIGITS)
                for action, p in enumerate(own)
            ]
            odds[supports[who][0]] += 1 - sum(odds)
            changed.append(tuple(odds))
        point = changed
    return tuple(point)


def index(game, point):
    """The index of a regular equilibrium: the sign of the determinant of minus the Jacobian."""
    matrix = [[-entry for entry in row] for row in jacobian(game, point)]
    value = determinant(matrix)
    return (value > 0) - (value < 0)


def is_regular(game, point):
    """Whether unused actions give less and the indifference equations are independent."""
    for who, used in enumerate(supports_of(point)):
        best = gives(game, who, used[0], point)
        if any(
            gives(game, who, action, point) >= best for action in range(game.shape[who]) if action not in used
        ):
            return False
    return bool(determinant(jacobian(game, point)))

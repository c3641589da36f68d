"""The pick of a selection rule in a small two-player table, by the plainest means and other criteria.

The equilibria are those of `witnesses.brute_force`, and for tables with ties all on a grid of mixtures
besides.  Of two pure equilibria of a 2×2 table the one is less risky for which the probabilities that a
player must give to the other's part of it, to play its own, sum to less than one.
"""

from fractions import Fraction
from itertools import product

from witnesses.brute_force import Table, dot

GRID = [Fraction(n, 4) for n in range(5)]


def selected(game, rule):
    """What both get; None where the rule selects nothing."""
    table = Table.of(game)
    pairs = table.equilibria()
    paid = [tuple(pays(table, x, y)) for x, y in pairs]
    if rule == "payoff-dominant":
        met = {*paid, *on_the_grid(table)}
        best = [
            one
            for one in met
            if all(mine >= theirs for other in met for mine, theirs in zip(one, other, strict=True))
        ]
        return best[0] if best else None
    if len(pairs) == 1:
        return paid[0]
    if game.shape != (2, 2) or len(pairs) != 3:  # ties leave two, or four and more
        return None
    pure = [(x.index(1), y.index(1)) for x, y in pairs if 1 in x and 1 in y]
    if len(pure) != 2 or not any(1 not in x and 1 not in y for x, y in pairs):
        return None
    (first, second), needed = pure, []
    for matrix, own, other in ((table.row, 0, 1), (list(zip(*table.column, strict=True)), 1, 0)):
        here, there = (matrix[place[own]] for place in (first, second))
        # The weight p of the other's part of the first at which both own parts give the same.
        gain, loss = here[first[other]] - there[first[other]], there[second[other]] - here[second[other]]
        needed.append(loss / (gain + loss))
    if sum(needed) == 1:
        return None
    return tuple(
        pays(table, *pairs[[(x, y) for x, y in pairs].index(unit(first if sum(needed) < 1 else second))])
    )


def unit(place):
    return tuple(tuple(Fraction(k == n) for k in range(2)) for n in place)


def pays(table, x, y):
    """What both get when they mix so."""
    return [dot([dot(row, y) for row in matrix], x) for matrix in (table.row, table.column)]


def on_the_grid(table):
    """What is paid in the equilibria whose probabilities are quarters."""
    for x, y in product(mixtures(len(table.row)), mixtures(len(table.row[0]))):
        rows, columns = table.gains(x, y)
        if dot(rows, x) == max(rows) and dot(columns, y) == max(columns):
            yield tuple(pays(table, x, y))


def mixtures(count):
    return [odds for odds in product(GRID, repeat=count) if sum(odds) == 1]

"""2×2 games by compiled code, which reads off their equilibria from the signs of four differences."""

from functools import cache
from itertools import product

import numpy as np

from gametheory_paradox.kernels.batch import plain
from gametheory_paradox.kernels.batch.games import Deletion, Games, Map, pieces
from gametheory_paradox.kernels.batch.sheets import OPEN, ComparisonSheet, EquilibriumSheet, Integers
from gametheory_paradox.kernels.batch.sign_patterns import compare, solve
from gametheory_paradox.kernels.batch.subsets import LARGEST


def find_all(games: Games, sheet: EquilibriumSheet, spread: Map) -> None:
    """Finds the equilibria of 2×2 games; some payoffs are left open."""

    def work(piece: range) -> None:
        payoffs, rounded = games.part(piece.start, piece.stop).floats()
        here = sheet.part(piece.start, piece.stop)
        solve(payoffs, _patterns(), here.outcomes())
        here.undone[:] |= rounded

    pieces(spread, work, len(games))
    numbers = np.flatnonzero(sheet.undone)
    again = EquilibriumSheet.of_size(len(numbers), 2)
    plain.find(games.chosen(numbers), again)
    sheet.replace(numbers, again)


def compare_all(
    games: Games, deletion: Deletion, sheet: EquilibriumSheet, compared: ComparisonSheet, spread: Map
) -> None:
    """Finds the equilibria with and without an action, and the gaps; some are left open."""

    def work(piece: range) -> None:
        payoffs, rounded = games.part(piece.start, piece.stop).floats()
        here, there = sheet.part(piece.start, piece.stop), compared.part(piece.start, piece.stop)
        without = there.without_action.outcomes()
        compare(payoffs, _patterns(), deletion, here.outcomes(), without, there.differences())
        here.undone[:] |= rounded

    pieces(spread, work, len(games))
    numbers = np.flatnonzero(sheet.undone | (compared.sign == OPEN))
    again, comparison = EquilibriumSheet.of_size(len(numbers), 2), ComparisonSheet.of_size(len(numbers), 2)
    plain.compare(games.chosen(numbers), deletion, again, comparison)
    sheet.replace(numbers, again)
    compared.without_action.replace(numbers, comparison.without_action)
    compared.sign[numbers], compared.impossible[numbers] = OPEN, comparison.impossible


@cache
def _patterns() -> Integers:
    """The equilibria of 2×2 games by the signs of their differences, as ``solve`` takes them."""
    signs = list(product((-1, 0, 1), repeat=4))
    first = np.array([[[a, b], [0, 0]] for a, b, _, _ in signs])
    second = np.array([[[p, 0], [q, 0]] for _, _, p, q in signs])
    sheet = EquilibriumSheet.of_size(len(signs), 2)
    plain.find(Games((first, second)), sheet)
    occurring = (sheet.open[number].used for number in range(len(signs)))
    used = [[word & 3 | word >> LARGEST << 2 for word in words] for words in occurring]
    return np.column_stack([sheet.number, sheet.infinite, used])

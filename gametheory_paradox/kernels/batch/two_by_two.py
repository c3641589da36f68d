"""2×2 games by compiled code, which reads off their equilibria from the signs of four differences."""

from functools import cache
from itertools import product

import numpy as np

from gametheory_paradox.kernels.batch import plain
from gametheory_paradox.kernels.batch.games import Deletion, Games, Map, compare_pieces, solve_pieces
from gametheory_paradox.kernels.batch.sheets import OPEN, ComparisonSheet, EquilibriumSheet, Integers
from gametheory_paradox.kernels.batch.sign_patterns import compare, solve
from gametheory_paradox.kernels.batch.subsets import LARGEST


def find_all(games: Games, sheet: EquilibriumSheet, spread: Map) -> None:
    """Finds the equilibria of 2×2 games; some payoffs are left open."""
    solve_pieces(lambda payoffs, *sheets: solve(payoffs, _patterns(), *sheets), games, sheet, spread)
    numbers = np.flatnonzero(sheet.undone)
    again = EquilibriumSheet.of_size(len(numbers), 2)
    plain.find_all(games.chosen(numbers), again, spread)
    sheet.replace(numbers, again)


def compare_all(
    games: Games, deletion: Deletion, sheet: EquilibriumSheet, compared: ComparisonSheet, spread: Map
) -> None:
    """Finds the equilibria with and without an action, and the gaps; some are left open."""
    compare_pieces(
        lambda payoffs, *sheets: compare(payoffs, _patterns(), deletion, *sheets),
        games,
        sheet,
        compared,
        spread,
    )
    numbers = np.flatnonzero(sheet.undone | (compared.differences.sign == OPEN))
    again, comparison = EquilibriumSheet.of_size(len(numbers), 2), ComparisonSheet.of_size(len(numbers), 2)
    plain.compare_all(games.chosen(numbers), deletion, again, comparison, spread)
    sheet.replace(numbers, again)
    compared.without_action.replace(numbers, comparison.without_action)
    _, sign, impossible = compared.differences
    sign[numbers], impossible[numbers] = OPEN, comparison.differences.impossible


@cache
def _patterns() -> Integers:
    """The equilibria of 2×2 games by the signs of their differences, as ``solve`` takes them.

    returns : int64, shape (81, 4)
    """
    signs = list(product((-1, 0, 1), repeat=4))
    first = np.array([[[a, b], [0, 0]] for a, b, _, _ in signs])
    second = np.array([[[p, 0], [q, 0]] for _, _, p, q in signs])
    sheet = EquilibriumSheet.of_size(len(signs), 2)
    plain.find_all(Games((first, second)), sheet, map)
    occurring = (sheet.open[number].used for number in range(len(signs)))
    used = [[word & 3 | word >> LARGEST << 2 for word in words] for words in occurring]
    return np.column_stack([sheet.number, sheet.infinite, used])

"""Many small two-player games in numpy alone: slower than compiled code, but there is nothing to load.

The same bases, bounds and words as in ``vertices`` and ``matching``, whose docstrings explain them; here each
step is done for all games before the next.  Where a sign is unsure the game is left undone, and all payoffs
are left open.
"""

from itertools import combinations
from typing import Any, TypeAlias

import numpy as np

from gametheory_paradox.kernels.batch.games import Deletion, Games, Map
from gametheory_paradox.kernels.batch.sheets import ComparisonSheet, EquilibriumSheet, Floats, Integers, Mask
from gametheory_paradox.kernels.batch.subsets import FIRST, LARGEST, PLACE, SECOND
from gametheory_paradox.kernels.batch.vertex_payoffs import OccurringVertices

WIDEST = 2.0**160
Vertex: TypeAlias = tuple[int, int, int]  # what is mixed, the best answers, the bit that stands for it


class _Side:
    """The vertices at which one player mixes, in arrays whose last axis is the games.

    Parameters
    ----------
    matrix
        float64, shape (height, width, games): the other player's payoffs, its own actions first.
    mixing
        The player who mixes.
    """

    def __init__(self, matrix: Floats, mixing: int):
        height, width, games = matrix.shape
        self.matrix, self.own = matrix, (FIRST, SECOND)[mixing]
        self.pure = ((matrix == matrix.max(axis=0)) * (1 << np.arange(height))[:, None, None]).sum(axis=0)
        self.bests: dict[int, Integers] = {}
        self.unsure = np.zeros(games, np.bool_)
        self.tied: Mask = (self.pure & (self.pure - 1) != 0).any(axis=0)

        # Nothing is rounded where all payoffs are small multiples of a power of two.
        spread = (matrix.max(axis=0) - matrix.min(axis=0)).max(axis=0)
        multiples = matrix * np.ldexp(1.0, 16 - np.frexp(spread)[1])
        spread = np.where((multiples == np.floor(multiples)).all(axis=(0, 1)), 0.0, spread)
        self._bounds = 16 * 2.0**-53 * spread**2, 64 * 2.0**-53 * spread**3

        for size in range(2, min(height, width) + 1):
            for rows in combinations(range(height), size):
                for columns in combinations(range(width), size):
                    sets = [sum(1 << action for action in actions) for actions in (columns, rows)]
                    number = int(PLACE[sets[mixing], sets[1 - mixing]])
                    self.bests[number] = self._best(rows, columns, sets[1])

    def _best(self, rows: tuple[int, ...], columns: tuple[int, ...], tied: int) -> Integers:
        """All best rows against the mixture of a basis; 0 where it is none, or another row is better.

        returns : int64, shape (games,); as bits
        """
        size = len(rows)
        differences = self.matrix[:, columns] - self.matrix[rows[0], columns]
        weights = [_minor(differences[list(rows[1:])], place) * (-1) ** place for place in range(size)]
        bound = self._bounds[size == 4] if size > 2 else 0.0 * self._bounds[0]
        low, high = np.min(weights, axis=0), np.max(weights, axis=0)

        one_sign = (low > bound) | (high < -bound)
        self.unsure |= ~one_sign & ((low >= -bound) | (high <= bound)) & (bound > 0)
        best = np.where(one_sign, tied, 0)
        bound = self._bounds[size > 2]

        for row in set(range(len(self.matrix))) - set(rows):
            gain = sum(
                difference * abs(weight) for difference, weight in zip(differences[row], weights, strict=True)
            )
            best |= np.where((gain >= -bound) & (best != 0), 1 << row, 0)
            best[gain > bound] = 0

        more = (best != 0) & (best != tied)
        self.unsure |= more & (bound > 0)
        self.tied |= more
        return best

    def vertices(self, game: int) -> list[Vertex]:
        """The distinct vertices of one game."""
        bits = {(1 << action, int(best)): action for action, best in enumerate(self.pure[:, game])}
        for number, best in self.bests.items():
            if best[game]:
                bits.setdefault((int(self.own[number]), int(best[game])), LARGEST + number)
        return [(*sets, bit) for sets, bit in bits.items()]


def _minor(rows: Floats, without: int) -> Any:
    """The determinant of up to three rows (the first axis) without a column (the second).

    rows : float64, shape (k, k + 1, games)
    """
    kept = np.delete(rows, without, axis=1)
    if len(kept) == 1:
        return kept[0, 0]
    if len(kept) == 2:
        return kept[0, 0] * kept[1, 1] - kept[0, 1] * kept[1, 0]
    parts = [kept[2, place] * _minor(kept[:2], place) for place in range(3)]
    return parts[0] - parts[1] + parts[2]


def find_all(games: Games, sheet: EquilibriumSheet, spread: Map) -> None:
    """Finds the equilibria; payoffs are left open, and games of more than 4×4 actions undone."""
    if max(games.shape) > LARGEST:
        sheet.undone[:] = True
        return
    (first, second), rounded = games.floats()
    sizes = abs(np.stack([first, second]))
    fit = ((sizes <= WIDEST) & ((sizes >= 1 / WIDEST) | (sizes == 0))).all(axis=(0, 2, 3))
    first, second = (np.where(fit[:, None, None], payoffs, 0.0) for payoffs in (first, second))

    sides = _Side(second.transpose(2, 1, 0), 0), _Side(first.transpose(1, 2, 0), 1)
    used = _match(sides, sheet.number)
    sheet.exactly[:] = sides[0].unsure | sides[1].unsure
    sheet.undone[:] = sheet.exactly | ~fit | rounded
    tied = sides[0].tied | sides[1].tied
    for game in np.flatnonzero(~sheet.undone).tolist():
        words = used[:, game].tolist()
        if tied[game]:
            words = _match_ties(sides[0].vertices(game), sides[1].vertices(game), game, sheet)
        sheet.open[game] = OccurringVertices(words, [side.pure[:, game].tolist() for side in sides])


def compare_all(
    games: Games, deletion: Deletion, sheet: EquilibriumSheet, compared: ComparisonSheet, spread: Map
) -> None:
    """Finds the equilibria with and without an action; the gaps are left open."""
    (first, second), _ = games.floats()
    with np.errstate(all="ignore"):  # what is no number is refused later
        total = first + second
        part = total - first
        rest = (first - (total - part)) + (second - part)  # what rounding took away
    compared.differences.impossible[:] = ((total == total[:, :1, :1]) & (rest == rest[:, :1, :1])).all(
        axis=(1, 2)
    )
    find_all(games, sheet, spread)
    find_all(games.without(deletion.mover, deletion.action), compared.without_action, spread)


def _match(sides: tuple[_Side, _Side], number: Integers) -> Integers:
    """The equilibria of games without ties, as words for each player; counts them.

    Without ties both sides of an equilibrium have the same basis.

    number : int64, shape (games,); receives the counts
    returns : int64, shape (2, games)
    """
    (m, n), single, larger = (len(side.pure) for side in sides), sides[0].pure, sides[0].bests
    used = np.zeros((2, len(number)), np.int64)
    pure = (((i, j), (single[i] >> j) & (sides[1].pure[j] >> i) & 1) for i in range(m) for j in range(n))
    mixed = (((LARGEST + b,) * 2, (best != 0) & (sides[1].bests[b] != 0)) for b, best in larger.items())
    for bits, both in (*pure, *mixed):
        number += both
        for word, bit in zip(used, bits, strict=True):
            word |= both.astype(np.int64) << bit
    return used


def _match_ties(first: list[Vertex], second: list[Vertex], game: int, sheet: EquilibriumSheet) -> list[int]:
    """The vertices in the equilibria of one game, as words, by all pairs; counts the equilibria."""
    pairs = [(x[2], y[2]) for x in first for y in second if not (x[0] & ~y[1] or y[0] & ~x[1])]
    occurring = [{pair[mixing] for pair in pairs} for mixing in range(2)]
    sheet.number[game] = len(pairs)
    sheet.infinite[game] = any(len(bits) < len(pairs) for bits in occurring)
    return [sum(1 << bit for bit in bits) for bits in occurring]

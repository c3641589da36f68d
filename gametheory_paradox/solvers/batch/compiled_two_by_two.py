"""2×2 games by compiled code, which reads off their equilibria from the signs of four differences of payoffs."""

from functools import cache
from itertools import product

import numpy as np

from gametheory_paradox.solvers.batch import plain
from gametheory_paradox.solvers.batch.compiled import Kernel, Map, pieces
from gametheory_paradox.solvers.batch.findings import OPEN, Comparison, Findings
from gametheory_paradox.solvers.batch.question import BatchQuestion
from gametheory_paradox.solvers.batch.reading import Games, read
from gametheory_paradox.solvers.batch.results import Integers
from gametheory_paradox.solvers.batch.subsets import LARGEST


class CompiledTwoByTwo:
    """Finds equilibria of 2×2 games, and compares them.

    Parameters
    ----------
    kernel
        The modules of compiled functions.
    spread
        Applies a function to pieces: ``map``, or that of a pool of threads.
    """

    def __init__(self, kernel: Kernel, spread: Map):
        self._code, self._spread = kernel.two_by_two, spread

    def find(self, games: Games, out: Findings) -> None:
        """The equilibria."""

        def work(piece: range) -> None:
            payoffs, rounded = games.part(piece.start, piece.stop).floats()
            here = out.part(piece.start, piece.stop)
            self._code.solve(*payoffs, _patterns(), *here.arrays())
            here.undone[:] |= rounded

        pieces(self._spread, work, len(games))
        numbers = np.flatnonzero(out.undone)
        found = Findings.of_size(len(numbers), 2)
        plain.find(games.chosen(numbers), found)
        out.replace(numbers, found)

    def compare(self, games: Games, question: BatchQuestion, out: Findings, compared: Comparison) -> None:
        """The equilibria with and without an action, and the gaps."""
        asked = question.in_numbers()

        def work(piece: range) -> None:
            payoffs, rounded = games.part(piece.start, piece.stop).floats()
            here, there = out.part(piece.start, piece.stop), compared.part(piece.start, piece.stop)
            answers = there.gap, there.sign, there.impossible
            self._code.compare(payoffs, _patterns(), asked, here.arrays(), there.lacks.arrays(), *answers)
            here.undone[:] |= rounded

        pieces(self._spread, work, len(games))
        numbers = np.flatnonzero(out.undone | (compared.sign == OPEN))
        found, again = Findings.of_size(len(numbers), 2), Comparison.of_size(len(numbers), 2)
        plain.compare(games.chosen(numbers), question, found, again)
        out.replace(numbers, found)
        compared.lacks.replace(numbers, again.lacks)
        compared.sign[numbers], compared.impossible[numbers] = OPEN, again.impossible


@cache
def _patterns() -> Integers:
    """What equilibria 2×2 games have by the signs of their differences; ``two_by_two.solve`` says in which form."""
    signs = list(product((-1, 0, 1), repeat=4))
    games = read(([[[a, b], [0, 0]] for a, b, _, _ in signs], [[[p, 0], [q, 0]] for _, _, p, q in signs]))
    found = Findings.of_size(len(games), 2)
    plain.find(games, found)
    used = [
        [word & 3 | word >> LARGEST << 2 for word in found.open[number].used] for number in range(len(games))
    ]
    return np.column_stack([found.number, found.infinite, used])

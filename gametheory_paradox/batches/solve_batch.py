"""The equilibria of many small games at once, and in which of them an action hurts its owner.

Two players with at most four actions each: support pairs by floats whose rounding errors are bounded; a sign
that stays open is computed in integers, ties are gone through vertex by vertex, and every payoff is the exact
one, rounded once.  What does not fit is solved game by game by ``vertex_enumeration``.  Of three players pure
equilibria are found.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from os import cpu_count
from typing import Literal, SupportsIndex, overload

from gametheory_paradox.batches import blocks
from gametheory_paradox.batches.batch_equilibria import (
    BatchEquilibria,
    BatchVerdicts,
    equilibria_of,
    verdicts_of,
)
from gametheory_paradox.batches.reading import Payoffs, read, read_deletion
from gametheory_paradox.clock import counting
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.kernels.batch.games import PIECE, Deletion, Games, Map
from gametheory_paradox.kernels.batch.sheets import ComparisonSheet, EquilibriumSheet

BLOCK = 1 << 16


@overload
def solve_batch(
    *payoffs: Payoffs,
    mover: None = None,
    action: None = None,
    quantifier: str = ...,
    block: int = ...,
    threads: int | None = ...,
) -> BatchEquilibria: ...
@overload
def solve_batch(
    *payoffs: Payoffs,
    mover: int,
    action: int,
    quantifier: str = ...,
    block: int = ...,
    threads: int | None = ...,
) -> BatchVerdicts: ...
def solve_batch(
    *payoffs: Payoffs,
    mover: int | None = None,
    action: int | None = None,
    quantifier: str = "strong",
    block: int = BLOCK,
    threads: int | None = None,
) -> BatchEquilibria:
    """Finds the equilibria of many games of one shape, and the verdict about an action if one is named.

    Games, players and actions are counted from 0.  Floats mean their exact binary values.  No answer differs
    from those of ``solve`` and ``detect``, game by game: numbers are theirs, payoffs theirs rounded to the
    nearest float.

    Parameters
    ----------
    payoffs
        For each of two or three players an array (games, actions of player 0, actions of player 1, …) of
        floats or integers.
    mover, action
        Whose payoff is measured, and which of its actions is taken away.
    quantifier
        Which equilibria are compared: strong, best, worst or possible.
    block
        How many games are worked on at a time; what is needed besides the arrays given and returned grows
        with it alone.
    threads
        How many cores to use; by default all.

    Returns
    -------
    Arrays with one entry per game; with a verdict for each if an action is named.

    Raises
    ------
    InvalidGame
        If shapes differ, a payoff is no finite number (the message names game, player and cell), or the
        action does not exist.
    Unsupported
        If there are not two or three players, or a verdict is asked about three.

    Examples
    --------
    >>> found = solve_batch([[[2, 0], [0, 1]], [[1, -1], [-1, 1]]], [[[1, 0], [0, 2]], [[-1, 1], [1, -1]]])
    >>> found.number.tolist(), found.low.tolist()
    ([3, 1], [[0.6666666666666666, 0.6666666666666666], [0.0, 0.0]])
    >>> verdicts = solve_batch([[[2, 4], [1, 3]]], [[[1, 0], [0, 2]]], mover=0, action=0)
    >>> verdicts.present.tolist(), verdicts.gap.tolist()
    ([True], [1.0])
    """
    batch = _Batch.of(payoffs, mover, action, quantifier, threads)
    sheet, compared = batch.room(len(batch.games))
    with batch.spread(block) as spread, counting("games", len(batch.games)) as count:
        for begin, end in batch.blocks(block):
            batch.fill(sheet.part(begin, end), compared and compared.part(begin, end), begin, spread)
            count(end)
    return batch.result(sheet, compared)


def solve_blocks(
    *payoffs: Payoffs,
    mover: int | None = None,
    action: int | None = None,
    quantifier: str = "strong",
    block: int = BLOCK,
    threads: int | None = None,
) -> Iterator[BatchEquilibria]:
    """Finds the same as ``solve_batch``, block by block, for results that memory does not hold at once.

    Parameters
    ----------
    payoffs, mover, action, quantifier, block, threads
        As for ``solve_batch``; arrays on disk (``numpy.memmap``) are read block by block.

    Examples
    --------
    >>> import numpy as np
    >>> [len(part) for part in solve_blocks(np.zeros((5, 2, 2)), np.zeros((5, 2, 2)), block=2)]
    [2, 2, 1]
    """
    batch = _Batch.of(payoffs, mover, action, quantifier, threads)
    return batch.parts(block)


@dataclass(frozen=True)
class _Batch:
    """Games, and the action that is taken away in all of them."""

    games: Games
    deletion: Deletion | None
    threads: int | None

    @classmethod
    def of(
        cls,
        payoffs: Sequence[Payoffs],
        mover: int | None,
        action: int | None,
        quantifier: str,
        threads: int | None,
    ) -> "_Batch":
        """A batch, checked."""
        games = read(payoffs)
        batch = cls(games, read_deletion(games.shape, mover, action, quantifier), threads)
        if batch.deletion and batch.examined == "pure":
            raise Unsupported(
                "a verdict needs all equilibria; of many games with three players pure ones alone are found: "
                "ask detect game by game"
            )
        return batch

    @property
    def examined(self) -> Literal["all", "pure"]:
        return "pure" if len(self.games.payoffs) > 2 else "all"

    def blocks(self, size: int) -> Iterator[tuple[int, int]]:
        if not isinstance(size, SupportsIndex) or size < 1:
            raise InvalidGame(f"a block needs at least one game, got block={size!r:.40}")
        games = len(self.games)
        return ((begin, min(begin + size, games)) for begin in range(0, games, size))

    def parts(self, size: int) -> Iterator[BatchEquilibria]:
        """The answers block by block."""
        with self.spread(size) as spread:
            for begin, end in self.blocks(size):
                sheet, compared = self.room(end - begin)
                self.fill(sheet, compared, begin, spread)
                yield self.result(sheet, compared)

    def room(self, games: int) -> tuple[EquilibriumSheet, ComparisonSheet | None]:
        """Room for the answers about so many games."""
        players = len(self.games.payoffs)
        compared = ComparisonSheet.of_size(games, players) if self.deletion else None
        return EquilibriumSheet.of_size(games, players), compared

    def result(self, sheet: EquilibriumSheet, compared: ComparisonSheet | None) -> BatchEquilibria:
        if self.deletion and compared:
            return verdicts_of(sheet, compared, self.deletion)
        return equilibria_of(sheet, self.examined)

    def fill(
        self, sheet: EquilibriumSheet, compared: ComparisonSheet | None, begin: int, spread: Map
    ) -> None:
        """Answers for as many games as there is room for."""
        games = self.games.part(begin, begin + len(sheet.number))
        if self.examined == "pure":
            blocks.solve_pure(games, sheet, begin)
        elif self.deletion and compared:
            blocks.compare(games, self.deletion, sheet, compared, spread, begin)
        else:
            blocks.solve(games, sheet, spread, begin)

    @contextmanager
    def spread(self, size: int) -> Iterator[Map]:
        """A way to apply a function to pieces: on several threads where a block has more than one piece."""
        workers = min(self.threads or cpu_count() or 1, -(-min(size, len(self.games)) // PIECE))
        if workers < 2:
            yield map
        else:
            with ThreadPoolExecutor(workers) as pool:
                yield pool.map

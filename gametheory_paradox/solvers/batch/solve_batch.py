"""The equilibria of many small games at once, and in which of them an action hurts its owner.

Two players with at most four actions each: support pairs by floats whose rounding errors are bounded; a sign that stays open is
computed in integers, ties are gone through vertex by vertex, and every payoff is the exact one, rounded once.  What does not fit
is solved game by game by ``vertex_enumeration``.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields
from os import cpu_count
from typing import Any, TypeVar, overload

import numpy as np

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.solvers.batch.compiled import PIECE, Map
from gametheory_paradox.solvers.batch.question import BatchQuestion
from gametheory_paradox.solvers.batch.reading import Games, Payoffs, read
from gametheory_paradox.solvers.batch.results import BatchEquilibria, BatchVerdicts
from gametheory_paradox.solvers.batch.two_players import TwoPlayers

BLOCK = 1 << 16
R = TypeVar("R", bound=BatchEquilibria)
Progress = Callable[[int, int], object]


@overload
def solve_batch(
    *payoffs: Payoffs,
    mover: None = None,
    action: None = None,
    quantifier: str = ...,
    block: int = ...,
    progress: Progress | None = ...,
    threads: int | None = ...,
) -> BatchEquilibria: ...
@overload
def solve_batch(
    *payoffs: Payoffs,
    mover: int,
    action: int,
    quantifier: str = ...,
    block: int = ...,
    progress: Progress | None = ...,
    threads: int | None = ...,
) -> BatchVerdicts: ...
def solve_batch(
    *payoffs: Payoffs,
    mover: int | None = None,
    action: int | None = None,
    quantifier: str = "strong",
    block: int = BLOCK,
    progress: Progress | None = None,
    threads: int | None = None,
) -> BatchEquilibria:
    """Finds the equilibria of many games of one shape, and the verdict about an action if one is named.

    Games, players and actions are counted from 0.  Floats mean their exact binary values.  No answer differs from those of
    ``solve`` and ``detect``, game by game: numbers are theirs, payoffs theirs rounded to the nearest float.

    Parameters
    ----------
    payoffs
        For each of two or three players an array (games, actions of player 0, actions of player 1, …) of floats or integers.
    mover, action
        Whose payoff is measured, and which of its actions is taken away.
    quantifier
        Which equilibria are compared: strong, best, worst or possible.
    block
        How many games are worked on at a time; what is needed besides the arrays given and returned grows with it alone.
    progress
        Called after each block with the number of games done and of all games.
    threads
        How many cores to use; by default all.

    Returns
    -------
    Arrays with one entry per game; with a verdict for each if an action is named.

    Raises
    ------
    InvalidGame
        If shapes differ, a payoff is no finite number (the message names game, player and cell), or the action does not exist.
    Unsupported
        If there are not two or three players, or a verdict is asked of games whose mixed equilibria are not examined.

    Examples
    --------
    >>> found = solve_batch([[[2, 0], [0, 1]], [[1, -1], [-1, 1]]], [[[1, 0], [0, 2]], [[-1, 1], [1, -1]]])
    >>> found.number.tolist(), found.low.tolist()
    ([3, 1], [[0.6666666666666666, 0.6666666666666666], [0.0, 0.0]])
    >>> verdicts = solve_batch([[[2, 4], [1, 3]]], [[[1, 0], [0, 2]]], mover=0, action=0)
    >>> verdicts.present.tolist(), verdicts.gap.tolist()
    ([True], [1.0])
    """
    games, question = _asked(payoffs, mover, action, quantifier)
    parts, done = [], 0
    for part in _solved(games, question, block, threads):
        parts.append(part)
        done += len(part)
        if progress:
            progress(done, len(games))
    return _joined(parts)


def solve_blocks(
    *payoffs: Payoffs,
    mover: int | None = None,
    action: int | None = None,
    quantifier: str = "strong",
    block: int = BLOCK,
    threads: int | None = None,
) -> Iterator[BatchEquilibria]:
    """Finds the same as ``solve_batch``, block by block, for more games than memory holds results of.

    Parameters
    ----------
    payoffs, mover, action, quantifier, block, threads
        As for ``solve_batch``; arrays on disk (``numpy.memmap``) are read block by block.

    Examples
    --------
    >>> [len(part) for part in solve_blocks(np.zeros((5, 2, 2)), np.zeros((5, 2, 2)), block=2)]
    [2, 2, 1]
    """
    games, question = _asked(payoffs, mover, action, quantifier)
    return _solved(games, question, block, threads)


def _asked(
    payoffs: tuple[Payoffs, ...], mover: int | None, action: int | None, quantifier: str
) -> tuple[Games, BatchQuestion | None]:
    games = read(payoffs)
    if mover is None:
        if action is not None:
            raise InvalidGame(
                f"action {action} is named, but not whose it is: mover= one of {', '.join(map(str, range(len(payoffs))))}"
            )
        return games, None
    return games, BatchQuestion.about(games.shape, mover, action, quantifier)


def _solved(games: Games, question: BatchQuestion | None, block: int, threads: int | None) -> Iterator[BatchEquilibria]:
    if block < 1:
        raise InvalidGame(f"a block needs at least one game, got block={block}")
    with _spread(min(block, len(games)), threads) as spread:
        solver = TwoPlayers(spread)
        for begin in range(0, max(len(games), 1), block):
            part = games.part(begin, begin + block)
            yield solver.verdicts(part, question, begin) if question else solver.equilibria(part, begin)


@contextmanager
def _spread(games: int, threads: int | None) -> Iterator[Map]:
    """A way to apply a function to pieces: on several threads where there is more than one piece."""
    workers = min(threads or cpu_count() or 1, -(-games // PIECE))
    if workers < 2:
        yield map
    else:
        with ThreadPoolExecutor(workers) as pool:
            yield pool.map


def _joined(parts: list[R]) -> R:
    """One result from those of consecutive blocks."""
    if len(parts) == 1:
        return parts[0]
    joined: dict[str, Any] = {}
    for field in fields(parts[0]):
        entries = [getattr(part, field.name) for part in parts]
        if isinstance(entries[0], np.ndarray):
            joined[field.name] = np.concatenate(entries)
        else:
            joined[field.name] = _joined(entries) if isinstance(entries[0], BatchEquilibria) else entries[0]
    return type(parts[0])(**joined)

"""Memory of solved games, so that many questions about the same few games solve each of them once."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import Game
from gametheory_paradox.forms.solvers import Equilibria, solve
from gametheory_paradox.table import Record

MOST_GAMES = 128
K = TypeVar("K")
V = TypeVar("V")


class Recall(Generic[K, V]):
    """A few values by keys that take longer to hash than to compare, such as games."""

    def __init__(self) -> None:
        self._entries: list[tuple[K, V]] = []

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made when it is first asked for."""
        for known, value in self._entries:
            if known == key:
                return value
        self._entries.append((key, make()))
        return self._entries[-1][1]


@dataclass(repr=False)
class SolvedGame(Record):
    """A game that was solved.

    Parameters
    ----------
    found
        Its equilibria.
    budget
        The seconds there were for it; None for no limit.
    checked
        For each player and measure what checking the proof came to.
    """

    found: Equilibria
    budget: float | None
    checked: Recall[tuple[str, Game], Any] = field(default_factory=Recall)

    def answers(self, budget: float | None) -> bool:
        """True if as many seconds would find no more."""
        if self.found.completeness.status == "proved" or self.budget is None:
            return True
        return budget is not None and budget <= self.budget


Memory = OrderedDict[tuple[Game, str], SolvedGame]
_MEMORY: ContextVar[Memory | None] = ContextVar("memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """A block in which the last solved games are remembered; inside another one, that one's memory serves."""
    token = _MEMORY.set(OrderedDict() if _MEMORY.get() is None else _MEMORY.get())
    try:
        yield
    finally:
        _MEMORY.reset(token)


def solved(game: Game, concept: str, budget: float | None) -> SolvedGame:
    """The equilibria of a game, from memory if it holds as much as a new search would find."""
    memory, budget = _MEMORY.get(), Clock(budget).left
    if memory is None:
        return SolvedGame(solve(game, concept=concept, budget=budget), budget)
    key = game, concept
    known = memory.get(key)
    if known is None or not known.answers(budget):
        known = memory[key] = SolvedGame(solve(game, concept=concept, budget=budget), budget)
    memory.move_to_end(key)
    if len(memory) > MOST_GAMES:
        memory.popitem(last=False)
    return known

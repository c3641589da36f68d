"""The nodes of a tree: where a player chooses, where chance moves, where the game ends."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeAlias

from gametheory_paradox.games.normal_form_record import P, Q
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class Decision(Record):
    """A node at which a player chooses; ``children`` stand in the order of the set's actions."""

    information_set: int
    children: tuple[int, ...]


@dataclass(frozen=True, repr=False)
class Lottery(Record, Generic[P]):
    """A node at which chance moves."""

    outcomes: tuple[str, ...]
    probabilities: tuple[P, ...]
    children: tuple[int, ...]

    def map(self, change: Callable[[P], Q]) -> "Lottery[Q]":
        """The same node with every probability changed."""
        return Lottery(self.outcomes, tuple(map(change, self.probabilities)), self.children)


@dataclass(frozen=True, repr=False)
class Terminal(Record, Generic[P]):
    """A node at which the game ends: one payoff per player, then the values of a measure if one is named."""

    payoffs: tuple[P, ...]
    children: ClassVar[tuple[int, ...]] = ()

    def map(self, change: Callable[[P], Q]) -> "Terminal[Q]":
        """The same node with every payoff changed."""
        return Terminal(tuple(map(change, self.payoffs)))


Node: TypeAlias = Decision | Lottery[P] | Terminal[P]

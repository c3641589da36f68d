"""The nodes of a tree: where a player chooses, where chance moves, where the game ends."""

from dataclasses import dataclass
from typing import Generic, TypeAlias

from gametheory_paradox.games.normal_form import P


@dataclass(frozen=True)
class Decision:
    """A node at which a player chooses; ``children`` stand in the order of the set's actions."""

    information_set: int
    children: tuple[int, ...]


@dataclass(frozen=True)
class Lottery(Generic[P]):
    """A node at which chance moves."""

    outcomes: tuple[str, ...]
    probabilities: tuple[P, ...]
    children: tuple[int, ...]


@dataclass(frozen=True)
class Terminal(Generic[P]):
    """A node at which the game ends, with one payoff per player."""

    payoffs: tuple[P, ...]


Node: TypeAlias = Decision | Lottery[P] | Terminal[P]

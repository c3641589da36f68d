"""The scope of a deletion: where actions are taken away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gametheory_paradox.table import Record

Kind = Literal["information_set", "player", "coalition"]


@dataclass(frozen=True, repr=False)
class Scope(Record):
    """Where actions are taken away.

    Parameters
    ----------
    kind
        At named information sets of one player, at all of a player's, or at all of every member's of a
        coalition.
    players
        Whose actions they are; the first is the mover whose payoff is measured.
    information_sets
        The names of the sets that lose one, player by player; empty in normal form.
    left
        For the numbers of these sets, in the game's order, the actions that are left.
    """

    kind: Kind
    players: tuple[str, ...]
    information_sets: tuple[str, ...]
    left: Mapping[int, tuple[str, ...]] = field(hash=False)

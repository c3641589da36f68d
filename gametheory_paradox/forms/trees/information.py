"""Information sets: where a player chooses, and what it can choose there."""

from dataclasses import dataclass

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class InformationSet(Record):
    """A point of choice: everything its player cannot tell apart when choosing.

    A normal-form game has one per player, without a name.

    Parameters
    ----------
    player
        Who chooses.
    name
        What the player sees; unique among the sets of one player.
    actions
        What it can choose, in the game's order.
    """

    player: str
    name: str
    actions: tuple[str, ...]

    def __post_init__(self) -> None:
        where = f"{self.player}'s information set {self.name!r}" if self.name else f"player {self.player!r}"
        if not self.actions:
            raise InvalidGame(f"{where} has no action")
        distinct(self.actions, f"an action of {where}")

    def __str__(self) -> str:
        where = f" at {self.name}" if self.name else ""
        return f"{self.player}{where}: {' or '.join(self.actions)}"


def distinct(names: tuple[str, ...], what: str) -> None:
    """Check that names are non-empty text and differ from one another."""
    seen: set[str] = set()
    for name in names:
        if not isinstance(name, str) or not name:
            raise InvalidGame(f"{what} must be non-empty text, got {name!r}")
        if name in seen:
            raise InvalidGame(f"{what} is named twice: {name!r}")
        seen.add(name)

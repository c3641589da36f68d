"""What a caller of ``detect`` asks, before it is fitted to a game."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game


@dataclass(frozen=True)
class Asked:
    """A request in the caller's own words.

    Parameters
    ----------
    mover, quantifier, concept
        Whose payoff is measured, which equilibria are compared, and equilibria in which sense (None: the
        form's default).
    budget
        Seconds for each game.
    details
        What else was said, by the name of the argument.
    """

    mover: str
    quantifier: str
    concept: str | None
    budget: float | None
    details: Mapping[str, object]

    def text(self, name: str) -> str:
        """A name that was given."""
        value = self.details[name]
        if not isinstance(value, str):
            raise InvalidGame(f"{name}: expected a name, got {value!r:.60}")
        return value

    def names(self, name: str) -> list[str]:
        """Names that were given, one or several; none if nothing was said."""
        value = self.details.get(name, ())
        if isinstance(value, str):
            return [value]
        if not isinstance(value, Sequence) or not all(isinstance(item, str) for item in value):
            raise InvalidGame(f"{name}: expected names, got {value!r:.60}")
        return list(value)


def at_baseline(game: Game | GameFamily) -> Game:
    """A game as it is; a family at its baseline."""
    return game.at() if isinstance(game, GameFamily) else game

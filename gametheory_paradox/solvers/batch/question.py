"""What is asked about an action in every game of a batch."""

from dataclasses import dataclass
from typing import SupportsIndex

import numpy as np
import numpy.typing as npt

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.paradoxes.question import (
    QUANTIFIERS,
    Quantifier,
    check_no_selection,
    quantifier_named,
)

_COUNTED = {"strong": (-1, 1), "best": (1, 1), "worst": (-1, -1), "possible": (1, -1)}


@dataclass(frozen=True)
class BatchQuestion:
    """Whether an action hurts its owner.

    Parameters
    ----------
    mover, action
        The player whose payoff is measured and the action it loses, both counted from 0.
    quantifier
        Which equilibria are compared.
    """

    mover: int
    action: int
    quantifier: Quantifier

    @classmethod
    def about(
        cls, shape: tuple[int, ...], mover: int, action: int | None, quantifier: str
    ) -> "BatchQuestion":
        """The question, checked against the shape of the games; InvalidGame says what exists where something does not."""
        check_no_selection(quantifier_named(quantifier), "a batch of games")
        known = next(q for q in QUANTIFIERS if q == quantifier)
        for name, number in (("mover", mover), ("action", action)):
            if not isinstance(number, SupportsIndex | None):
                raise InvalidGame(f"players and actions are counted from 0, got {name}={number!r}")
        if not 0 <= mover < len(shape):
            raise InvalidGame(f"there is no player {mover}; the players are {_listed(len(shape))}")
        if action is None:
            raise InvalidGame(
                f"player {mover} moves, but which action it loses is not said: action= one of {_listed(shape[mover])}"
            )
        if not 0 <= action < shape[mover]:
            raise InvalidGame(
                f"player {mover} has no action {action}; its actions are {_listed(shape[mover])}"
            )
        if shape[mover] == 1:
            raise InvalidGame(f"without action {action} nothing is left for player {mover} to choose")
        return cls(mover, action, known)

    def in_numbers(self) -> npt.NDArray[np.int64]:
        """Mover, action and what is counted, for compiled code."""
        return np.array([self.mover, self.action, *self.counted], np.int64)

    @property
    def counted(self) -> tuple[int, int]:
        """Whether the least (-1) or the greatest (1) payoff counts: without the action, and with it."""
        return _COUNTED[self.quantifier]


def _listed(count: int) -> str:
    return ", ".join(map(str, range(count)))

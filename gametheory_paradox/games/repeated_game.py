"""Repeated games: one table played period after period, by strategies that may look back."""

from dataclasses import dataclass
from typing import Any

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.stochastic_game import State, StochasticGame
from gametheory_paradox.table import Table

STAGE = "stage"  # the name of the one state


@dataclass(frozen=True, repr=False)
class RepeatedGame(StochasticGame[P]):
    """A stage that is repeated for ever: a stochastic game of one state.

    As a stochastic game its strategies look at the state alone, and so at nothing; as a repeated game they
    look at all that was done.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.states) != 1 or len(self.states[0].movers) != len(self.players):
            raise InvalidGame("a repeated game has one stage, in which every player moves")

    @classmethod
    def of(
        cls, stage: NormalForm[Any], discounts: tuple[Any, ...], one: Any, title: str = ""
    ) -> "RepeatedGame[Any]":
        """The table repeated, with each player's discount factor; ``one`` is the number 1 of its entries."""
        rows = ((one,),) * len(stage.payoffs)
        state = State(STAGE, stage.actions, stage.payoffs, rows)
        return RepeatedGame(stage.players, (state,), (one,), discounts, title, stage.measure)

    @property
    def stage(self) -> NormalForm[P]:
        """The table that is repeated."""
        state = self.states[0]
        return NormalForm(self.players, state.actions, state.payoffs, self.title, self.measure)

    def parts(self) -> list[Table | str]:
        """The table that is repeated, and the discount factors."""
        return [*self.stage.parts(), f"Repeated for ever; {self._discounts_said()}."]

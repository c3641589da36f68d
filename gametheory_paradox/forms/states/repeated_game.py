"""Repeated games: one table played period after period, by strategies that may look back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.states.stochastic_game import State, StochasticGame
from gametheory_paradox.forms.tables.normal_form import NormalForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.table import Record, Table

STAGE = "stage"  # the name of the one state

Play = Mapping[str, object]  # from player to its action, or to that in each state of the game


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


@dataclass(frozen=True, repr=False)
class Automaton(Record):
    """An automaton that plays a repeated or a stochastic game, for all players together.

    Parameters
    ----------
    states
        For each state ``play``, a mapping from each player to its action there (or to a mapping from each
        state of a stochastic game to that), and ``next``, a list of (when, to) or (when, to, after): after
        the actions in ``when``, a mapping from player to action, the automaton goes to the state ``to``, or
        draws one for all to see, from a mapping from state to probability.  The first line that fits counts.
        With ``after`` the others notice so many periods late: until then they go on as if nothing had been
        done, and who departed does what is best for it.
    start
        The state in which it begins; by default the first.
    name
        What it is called.

    Examples
    --------
    >>> calm = {"A": "cooperate", "B": "cooperate"}
    >>> strife = {"A": "defect", "B": "defect"}
    >>> Automaton.grim(calm, strife).begins
    'play'
    >>> own = Automaton({
    ...     "friends": {"play": calm, "next": [(calm, "friends"), ({}, "foes", 2)]},
    ...     "foes": {"play": strife, "next": [({}, "foes")]}})
    >>> own.begins
    'friends'
    """

    states: Mapping[str, Mapping[str, object]]
    start: str = ""
    name: str = ""

    @classmethod
    def grim(cls, play: Play, punishment: Play) -> "Automaton":
        """The path that is played until somebody departs from it, and the punishment for ever after."""
        return cls(
            {
                "play": {"play": play, "next": [(play, "play"), ({}, "punishment")]},
                "punishment": {"play": punishment, "next": [({}, "punishment")]},
            },
            name="grim",
        )

    @classmethod
    def stick_and_carrot(cls, play: Play, punishment: Play) -> "Automaton":
        """After a departure the punishment for one period, which begins anew for who does not take part."""
        return cls(
            {
                "play": {"play": play, "next": [(play, "play"), ({}, "punishment")]},
                "punishment": {"play": punishment, "next": [(punishment, "play"), ({}, "punishment")]},
            },
            name="stick and carrot",
        )

    @property
    def begins(self) -> str:
        """The state in which it begins."""
        return self.start or next(iter(self.states), "")

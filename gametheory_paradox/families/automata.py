"""Automata that play a repeated game: what is done in each state, and which state follows what was done.

A profile that looks back through an automaton is a stationary one of the stochastic game whose states are the
automaton's: in each of them the same table is played.  By the one-shot deviation principle it is a subgame
perfect equilibrium of the repeated game, begun in any state, exactly where it is Markov perfect there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families.family import GameFamily
from gametheory_paradox.families.stochastic import family_from_states
from gametheory_paradox.families.terms import with_payoffs
from gametheory_paradox.games import RepeatedGame
from gametheory_paradox.games.names_not_found import position
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class Automaton(Record):
    """An automaton that plays a repeated game, for all players together.

    Parameters
    ----------
    states
        For each state ``play``, a mapping from each player to its action there, and ``next``, a list of
        (when, to): after the actions in ``when``, a mapping from player to action, the automaton goes to the
        state ``to``, or draws one for all to see, from a mapping from state to probability.  The first pair
        that fits counts.
    start
        The state in which it begins; by default the first.

    Examples
    --------
    >>> calm = {"A": "cooperate", "B": "cooperate"}
    >>> grim = Automaton({
    ...     "friends": {"play": calm, "next": [(calm, "friends"), ({}, "foes")]},
    ...     "foes": {"play": {"A": "defect", "B": "defect"}, "next": [({}, "foes")]}})
    >>> grim.begins
    'friends'
    """

    states: Mapping[str, Mapping[str, object]]
    start: str = ""

    @property
    def begins(self) -> str:
        """The state in which it begins."""
        return self.start or next(iter(self.states), "")

    def unfolded(self, family: GameFamily) -> tuple[GameFamily, tuple[tuple[int, ...], ...]]:
        """The stochastic game whose states are the automaton's, and the number of each action that is played.

        Parameters
        ----------
        family
            Repeated games.

        Raises
        ------
        InvalidGame
            If the games are not repeated ones, or a state, player or action is missing or unknown.
        """
        form = family.form
        if not isinstance(form, RepeatedGame):
            raise InvalidGame("an automaton plays a repeated game; this one is of another form")
        moves = dict(zip(form.players, form.stage.actions, strict=True))
        played = [self._played(name, entry, moves) for name, entry in self.states.items()]

        # Everybody moves in each state, and what is paid is the same in all.
        states = {name: {"moves": moves, "next": _lines(name, entry)} for name, entry in self.states.items()}
        ranges = {p.name: p for p in family.parameters}
        discounts = dict(zip(form.players, form.discounts, strict=True))
        bare = family_from_states(form.players, states, ranges, start=self.begins, discount=discounts)
        cells = form.stage.payoffs * len(states)
        unfolded = replace(bare, form=with_payoffs(bare.form, cells), title=family.title)
        return unfolded, tuple((action,) for own in played for action in own)

    def _played(
        self, name: str, entry: Mapping[str, object], moves: Mapping[str, tuple[str, ...]]
    ) -> list[int]:
        """The number of every player's action in a state."""
        play = entry.get("play")
        if not isinstance(play, Mapping) or set(play) != set(moves):
            raise InvalidGame(f"the state {name!r} needs play, an action of each of {', '.join(moves)}")
        return [
            position(actions, play[player], f"an action of {player}") for player, actions in moves.items()
        ]


def _lines(name: str, entry: Mapping[str, object]) -> list[tuple[object, Mapping[str, object]]]:
    """What follows a state, each next state with its odds."""
    given = entry.get("next")
    if not isinstance(given, list) or not all(isinstance(line, tuple) and len(line) == 2 for line in given):
        raise InvalidGame(f"the state {name!r} needs next, a list of pairs (when, to)")
    return [(when, {to: 1} if isinstance(to, str) else to) for when, to in given]

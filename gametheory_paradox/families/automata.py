"""Actions and steps of an automaton, state by state, checked against the game that it plays."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families.stochastic import Odds, combinations_of, first_fit, never_counts, read_odds
from gametheory_paradox.families.terms import STATE
from gametheory_paradox.games import Automaton, StochasticGame
from gametheory_paradox.games.names_not_found import position
from gametheory_paradox.polynomials import RationalFunction

Done = Mapping[str, str]  # from each mover to its action, and from "state" to the state of the game
PlayedGame = StochasticGame[RationalFunction]


class Transition(NamedTuple):
    """A line of what follows a state of an automaton.

    Parameters
    ----------
    when
        For some players the action that each must have taken, and perhaps the state of the game.
    to
        For states of the automaton their probabilities; the others have none.
    after
        How many periods late the others notice.
    """

    when: Done
    to: Odds
    after: int = 0


def combinations_in(game: PlayedGame) -> list[list[Done]]:
    """For each state of a game every combination of the movers' actions, with the name of the state."""
    found: list[list[Done]] = []
    for state in game.states:
        here = {} if STATE in game.players else {STATE: state.name}
        moves = {game.players[who]: state.actions[who] for who in state.movers}
        found.append([{**moved, **here} for moved in combinations_of(moves)])
    return found


def played_in(automaton: Automaton, name: str, game: PlayedGame) -> list[Done]:
    """Actions of an automaton's state in each state of the game.

    Raises
    ------
    InvalidGame
        If a player or an action is missing or unknown.
    """
    play = automaton.states[name].get("play")
    if not isinstance(play, Mapping) or set(play) != set(game.players):
        raise InvalidGame(f"the state {name!r} needs play, an action of each of {', '.join(game.players)}")
    found = []
    for state, combinations in zip(game.states, combinations_in(game), strict=True):
        numbers = []
        for who in state.movers:
            player, own = game.players[who], play[game.players[who]]
            action = str(own.get(state.name, "") if isinstance(own, Mapping) else own)
            where = f"an action of {player}" + (f" in {state.name!r}" if len(game.states) > 1 else "")
            numbers.append(position(state.actions[who], action, where))
        found.append(combinations[state.place(numbers)])
    return found


def steps_of(
    automaton: Automaton, name: str, game: PlayedGame, parameters: Sequence[str]
) -> list[Transition]:
    """The lines of what follows a state of an automaton, each next state with its odds.

    Raises
    ------
    InvalidGame
        If a line is none, a state is unknown, there is no line for something that may be done, one never
        counts, or what is played there is to be noticed late.
    """
    given, states = automaton.states[name].get("next"), list(automaton.states)
    what = f"what follows {name!r}"
    if not isinstance(given, list):
        raise InvalidGame(f"the state {name!r} needs next, a list of (when, to) or (when, to, after)")

    steps = [_step(line, what, states, parameters) for line in given]
    everything = [done for combinations in combinations_in(game) for done in combinations]
    for done in everything:
        if first_fit(steps, done) is None:
            said = [action for who, action in done.items() if who != STATE or len(game.states) > 1]
            raise InvalidGame(f"nothing follows {', '.join(said)} in {name!r}")
    if (spare := never_counts(steps, everything)) is not None:
        raise InvalidGame(f"line {spare + 1} of {what} never counts: earlier ones always fit")

    for done in played_in(automaton, name, game):
        step = first_fit(steps, done)
        if step is not None and step.after:
            raise InvalidGame(f"{what}: after is for what departs from what is played in {name!r}")
    return steps


def _step(line: object, what: str, states: Sequence[str], parameters: Sequence[str]) -> Transition:
    if not isinstance(line, tuple) or len(line) not in (2, 3) or not isinstance(line[0], Mapping):
        raise InvalidGame(f"{what}: expected (when, to) or (when, to, after), got {line!r:.60}")
    when, to, after = (*line, 0)[:3]
    odds = {to: 1} if isinstance(to, str) else to
    if not isinstance(odds, Mapping) or type(after) is not int or after < 0:
        raise InvalidGame(f"{what}: expected (when, to) or (when, to, after), got {line!r:.60}")
    return Transition(when, read_odds(odds, what, states, parameters), after)

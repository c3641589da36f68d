"""Families over time: automata, and states unfolded period by period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import NamedTuple

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Automaton, State, StochasticGame
from gametheory_paradox.forms.columns import position
from gametheory_paradox.forms.formulas.defined import check_defined
from gametheory_paradox.forms.states.models.stochastic import (
    ZERO,
    Odds,
    combinations_of,
    first_fit,
    never_counts,
    read_odds,
)
from gametheory_paradox.models.family import GameFamily
from gametheory_paradox.models.terms import STATE
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

# Actions and steps of an automaton, state by state, checked against the game that it plays
# ----------------------------------------------------------------------------

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


# The stochastic game that a player faces while the others play by an automaton: it alone moves
#
# Its states are those of the automaton, each in every state of the game, and those in which something that
# the player has done is yet to be noticed: there the others go on as if nothing had been done, and the player
# does what is best for it.  By the one-shot deviation principle an automaton's play is a subgame perfect
# equilibrium exactly where no player gains by another action once, wherever something leads that may have
# been done.
# ----------------------------------------------------------------------------

MOST_STATES = 200


@dataclass(frozen=True, repr=False)
class Situation(Record):
    """The state of an automaton, and what it has yet to notice.

    Parameters
    ----------
    state
        The state that the others know of.
    departed, line
        The state in which the player departed, and the number of the line that follows that.
    left
        At the end of which period from now on, the first or a later one, that line is followed; 0 where there
        is nothing to notice.
    """

    state: str
    departed: str = ""
    line: int = 0
    left: int = 0


@dataclass(frozen=True, repr=False)
class FacedGame(Record):
    """The game that a player faces, and what it is to do there.

    Parameters
    ----------
    game
        A game in which it alone moves.  Payoffs are everybody's.
    taken
        At each of its information sets the number of the action it is to take; None where nobody has noticed
        yet.
    counting
        The numbers of the information sets to which something leads that may have been done before.
    """

    game: PlayedGame
    taken: tuple[int | None, ...]
    counting: tuple[int, ...]


Then = Mapping[Situation, RationalFunction]  # the odds of what follows


class Unfolding:
    """An automaton beside the game that it plays.

    Parameters
    ----------
    automaton, family
        Both.
    values
        Of some parameters, at which odds that are zero lead nowhere.

    Raises
    ------
    InvalidGame
        If the game is not played in periods, or the automaton does not fit it.
    """

    def __init__(self, automaton: Automaton, family: GameFamily, values: Mapping[str, Fraction] = {}):
        game, self.values = family.form, values
        if not isinstance(game, StochasticGame):
            raise InvalidGame(
                "an automaton plays a repeated or a stochastic game; this one is of another form"
            )
        position(tuple(automaton.states), automaton.begins, "a state of the automaton")
        self.automaton, self.game, self.box = automaton, game, family.box
        self.combinations = combinations_in(game)
        names = list(family.box)
        self.played = {name: played_in(automaton, name, game) for name in automaton.states}
        self.steps = {name: steps_of(automaton, name, game, names) for name in automaton.states}

    def faced_by(self, player: str) -> FacedGame:
        """The game that a player faces while the others play by the automaton."""
        game, who = self.game, self.game.players.index(player)
        taken, counting = list[int | None](), list[int]()
        rows = {situation: self._rows(situation, player) for situation in self._situations(player)}
        states = []

        for number, (situation, by_state) in enumerate(rows.items()):
            for place, (state, own, played) in enumerate(
                zip(game.states, by_state, self.played[situation.state], strict=True)
            ):
                actions = tuple(names if n == who else () for n, names in enumerate(state.actions))
                payoffs = tuple(state.payoffs[row] for row, _ in own)
                transitions = tuple(
                    tuple(then.get(other, ZERO) * p for other in rows for p in state.transitions[row])
                    for row, then in own
                )
                states.append(State(f"{number} {state.name}", actions, payoffs, transitions, state.at_once))

                if actions[who]:
                    if (situation, place) in self.reached:
                        counting.append(len(taken))
                    taken.append(None if situation.left else actions[who].index(played[player]))

        begins = Situation(self.automaton.begins)
        start = tuple(p if own == begins else ZERO for own in rows for p in game.start)
        faced = StochasticGame(game.players, tuple(states), start, game.discounts, measure=game.measure)
        check_defined(faced, self.box)
        return FacedGame(faced, tuple(taken), tuple(counting))

    @cached_property
    def reached(self) -> set[tuple[Situation, int]]:
        """The situations, each with a state of the game by its number, that some history leads to."""
        begins = Situation(self.automaton.begins)
        pending = [(begins, place) for place, p in enumerate(self.game.start) if self._occurs(p)]
        found = set(pending)
        for situation, place in pending:  # which grows on the way
            state, played = self.game.states[place], self.played[situation.state][place]
            for done, row in zip(self.combinations[place], state.transitions, strict=True):
                then = self._then(situation, played, done, at_once=state.at_once)
                after = [own for own, p in then.items() if self._occurs(p)]
                there = [other for other, p in enumerate(row) if self._occurs(p)]
                pending += (new := set(product(after, there)) - found)
                found |= new
        return found

    def _occurs(self, odds: RationalFunction) -> bool:
        """True if odds are not zero throughout."""
        return bool(odds.at(self.values))

    def _situations(self, player: str) -> list[Situation]:
        """The states of the automaton, and what a player may have done that is yet to be noticed."""
        found = [Situation(name) for name in self.automaton.states]
        for situation in found:  # which grows on the way
            reached = [
                own for by_state in self._rows(situation, player) for _, then in by_state for own in then
            ]
            found += [own for own in dict.fromkeys(reached) if own not in found]
            if len(found) * len(self.game.states) > MOST_STATES:
                raise Unsupported(f"with what is yet to be noticed there are more than {MOST_STATES} states")
        return found

    def _rows(self, situation: Situation, player: str) -> list[list[tuple[int, Then]]]:
        """For each state of the game, for each action of a player: the row of the game, and what follows."""
        return [
            [
                (row, self._then(situation, played, done, at_once=state.at_once))
                for row, done in enumerate(combinations)
                if all(done[who] == action for who, action in played.items() if who != player)
            ]
            for state, played, combinations in zip(
                self.game.states, self.played[situation.state], self.combinations, strict=True
            )
        ]

    def _then(self, situation: Situation, played: Done, done: Done, *, at_once: bool) -> Then:
        """The odds of what follows when one thing is played and another done, perhaps within a period."""
        steps = self.steps[situation.state]
        obeyed, line = (self._line(situation.state, own) for own in (played, done))
        if line != obeyed and not steps[line].after:
            return {Situation(to): p for to, p in steps[line].to.items()}
        if situation.left == 1 and not at_once:
            noticed = self.steps[situation.departed][situation.line]
            return {Situation(to): p for to, p in noticed.to.items()}
        if situation.left:
            later = replace(situation, left=situation.left - (not at_once))
        elif line != obeyed:
            left = steps[line].after + at_once  # the period in which it was done is still to end
            later = replace(situation, departed=situation.state, line=line, left=left)
        else:
            later = situation
        return {replace(later, state=to): p for to, p in steps[obeyed].to.items()}

    def _line(self, name: str, done: Done) -> int:
        """The number of the line that counts."""
        step = first_fit(self.steps[name], done)
        assert step is not None  # there is one for everything that may be done
        return self.steps[name].index(step)

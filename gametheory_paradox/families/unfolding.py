"""The stochastic game that a player faces while the others play by an automaton: it alone moves.

Its states are those of the automaton, each in every state of the game, and those in which something that the
player has done is yet to be noticed: there the others go on as if nothing had been done, and the player does
what is best for it.  By the one-shot deviation principle an automaton's play is a subgame perfect equilibrium
exactly where no player gains by another action once, wherever something leads that may have been done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product

from gametheory_paradox.claims.parameters.defined import check_defined
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families.automata import Done, PlayedGame, combinations_in, played_in, steps_of
from gametheory_paradox.families.family import GameFamily
from gametheory_paradox.families.stochastic import ZERO, first_fit
from gametheory_paradox.games import Automaton, State, StochasticGame
from gametheory_paradox.games.names_not_found import position
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

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

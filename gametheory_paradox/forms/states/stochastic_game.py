"""Stochastic games: in every period all see a state and choose at the same time; what follows hangs on both.

Payoffs are received period by period and discounted.  Where moves of a period follow each other each has a
state of its own, which another one follows at once, without discount.  A strategy here is stationary: in each
state a mixture of actions.  So each state is an information set of every player who moves there, and carries
its name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod
from typing import Any, Generic

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.columns import column_of, position, width_of
from gametheory_paradox.forms.tables.normal_form_record import P, Q
from gametheory_paradox.forms.trees.information import InformationSet, distinct
from gametheory_paradox.rationals import Numbers
from gametheory_paradox.table import Cell, Record, Table, Tabular, listed, picture_of

MOST_ROWS = 60  # combinations of actions that a game shows of itself


@dataclass(frozen=True, repr=False)
class State(Record, Generic[P]):
    """A state: who chooses among what, what that pays in the period, and where it leads.

    Parameters
    ----------
    name
        What it is called.
    actions
        For each player of the game its actions; none where it does not move.
    payoffs
        For each combination of the movers' actions (the last mover's action changes fastest) one payoff per
        player; where the game names a measure, after them each player's value of it.
    transitions
        For each combination the probability of every state of the game, in its order.
    at_once
        Whether that state follows within the same period, so that nothing is discounted.
    """

    name: str
    actions: tuple[tuple[str, ...], ...]
    payoffs: tuple[tuple[P, ...], ...]
    transitions: tuple[tuple[P, ...], ...]
    at_once: bool = False

    @cached_property
    def movers(self) -> tuple[int, ...]:
        """The numbers of the players who choose here."""
        return tuple(who for who, names in enumerate(self.actions) if names)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """The number of actions of each mover."""
        return tuple(len(names) for names in self.actions if names)

    def combinations(self) -> Iterator[tuple[str, ...]]:
        """Every combination of the movers' actions, in the order of ``payoffs``."""
        return product(*(names for names in self.actions if names))

    def place(self, indices: Sequence[int]) -> int:
        """The place of a combination, given by the numbers of the movers' actions."""
        place = 0
        for index, size in zip(indices, self.shape, strict=True):
            place = place * size + index
        return place

    def map(self, change: Callable[[P], Q]) -> "State[Q]":
        """The same state with every payoff and every probability changed."""
        payoffs = tuple(tuple(change(p) for p in cell) for cell in self.payoffs)
        transitions = tuple(tuple(change(p) for p in row) for row in self.transitions)
        return State(self.name, self.actions, payoffs, transitions, self.at_once)

    def restricted(self, kept: Sequence[Sequence[str]]) -> "State[P]":
        """The state in which each player has only some of its actions left."""
        actions = tuple(
            tuple(a for a in names if a in own) for names, own in zip(self.actions, kept, strict=True)
        )
        left = set(product(*(names for names in actions if names)))
        rows = [row for row, played in enumerate(self.combinations()) if played in left]
        return State(
            self.name,
            actions,
            tuple(self.payoffs[row] for row in rows),
            tuple(self.transitions[row] for row in rows),
            self.at_once,
        )


@dataclass(frozen=True, repr=False)
class StochasticGame(Tabular, Generic[P]):
    """A stochastic game with finitely many states.

    Parameters
    ----------
    players
        Their names.
    states
        The states.
    start
        For each state the probability that play begins there.
    discounts
        For each player its discount factor, at least 0 and below 1; 1 where every profile ends.
    title
        What the game is called; not part of what it is.
    measure
        What is compared in the place of payoffs, such as "security"; empty: the payoffs themselves.

    Raises
    ------
    InvalidGame
        If a name is missing or repeated, a number of entries does not fit, probabilities do not sum to one,
        or a discount factor leaves discounted sums without a value.

    Examples
    --------
    >>> one, half = Fraction(1), Fraction(1, 2)
    >>> stay, risk = (one, 0 * one), (half, half)
    >>> calm = State("calm", (("keep", "press"),), ((Fraction(2),), (Fraction(3),)), (stay, risk))
    >>> war = State("war", ((),), ((-one,),), ((0 * one, one),))
    >>> game = StochasticGame(("A",), (calm, war), (one, 0 * one), (half,))
    >>> [(info.player, info.name, info.actions) for info in game.information_sets]
    [('A', 'calm', ('keep', 'press'))]
    >>> game
    state  played by A   A  next
    -----  -----------  --  -----------------
    calm   keep          2  calm
    calm   press         3  calm 1/2, war 1/2
    war                 −1  war
    <BLANKLINE>
    Begins in calm; discount factor 1/2.  calm → war; never left: war.
    """

    players: tuple[str, ...]
    states: tuple[State[P], ...]
    start: tuple[P, ...]
    discounts: tuple[P, ...]
    title: str = field(default="", compare=False)
    measure: str = ""

    def __post_init__(self) -> None:
        distinct(self.players, "a player")
        if not self.players:
            raise InvalidGame("a game needs at least one player")

        distinct(tuple(state.name for state in self.states), "a state")
        if not self.states:
            raise InvalidGame("a stochastic game needs at least one state")
        if len(self.start) != len(self.states):
            raise InvalidGame(
                f"{len(self.states)} states, but {len(self.start)} probabilities of starting there"
            )
        if len(self.discounts) != len(self.players):
            raise InvalidGame(f"{len(self.players)} players, but {len(self.discounts)} discount factors")

        for state in self.states:
            self._check_state(state)
        if any(state.at_once and not left for state, left in zip(self.states, self.steps_left, strict=True)):
            raise InvalidGame("states that follow at once lead round to themselves; a period must end")
        if isinstance(self.start[0], Fraction):
            self._check_numbers()

    def _check_state(self, state: State[P]) -> None:
        where, width = f"the state {state.name!r}", width_of(self.players, self.measure)
        if len(state.actions) != len(self.players):
            raise InvalidGame(
                f"{where}: {len(self.players)} players but {len(state.actions)} lists of actions"
            )

        for who in state.movers:
            InformationSet(self.players[who], state.name, state.actions[who])  # checks its own actions
        count = prod(state.shape)
        if not len(state.payoffs) == len(state.transitions) == count:
            raise InvalidGame(
                f"{where} has {count} combinations of actions, got payoffs for {len(state.payoffs)} "
                f"and transitions for {len(state.transitions)}"
            )

        for played, cell, row in zip(state.combinations(), state.payoffs, state.transitions, strict=True):
            here = f"{where}, {', '.join(played) or 'where nobody moves'}"
            if len(cell) != width:
                also = f" and as many values of {self.measure}" if self.measure else ""
                raise InvalidGame(f"{here}: expected {len(self.players)} payoffs{also}, got {len(cell)}")
            if len(row) != len(self.states):
                raise InvalidGame(f"{here}: expected {len(self.states)} probabilities, got {len(row)}")

    def _check_numbers(self) -> None:
        """Refuse what is no distribution, and discount factors that leave sums without a value."""
        _check_distribution(self.start, "the probabilities of starting in each state")
        for state in self.states:
            for played, row in zip(state.combinations(), state.transitions, strict=True):
                _check_distribution(row, f"{state.name!r}: what follows {', '.join(played) or 'it'}")
        for player, discount in zip(self.players, self.discounts, strict=True):
            assert isinstance(discount, Fraction)
            if not 0 <= discount <= 1:
                raise InvalidGame(
                    f"the discount factor of {player} is {discount}; it must be at least 0 and below 1"
                )
        if 1 in self.discounts and (why := lasting(self, lambda p: bool(p), lambda p: not p)):
            raise InvalidGame(f"a discount factor of 1 needs that every profile ends, but {why}")

    def table(self) -> Table:
        """For each state and combination of actions the payoffs of the period, and where play goes on."""
        cells = [cell for state in self.states for cell in state.payoffs]
        numbers = Numbers(p for cell in cells for p in cell if isinstance(p, Fraction))

        def written(value: P) -> str:
            return numbers.text(value) if isinstance(value, Fraction) else str(value)

        movers = {state.movers for state in self.states if state.movers}
        shared = next(iter(movers)) if len(movers) == 1 else ()

        def said(state: State[P], played: Sequence[str]) -> str:
            if shared:
                return ", ".join(played)
            moved = zip(state.movers, played, strict=True)
            return ", ".join(f"{self.players[who]}: {action}" for who, action in moved)

        rows: list[list[Cell]] = []
        for state in self.states:
            for played, cell, row in zip(state.combinations(), state.payoffs, state.transitions, strict=True):
                rows.append(
                    [state.name, said(state, played), *map(written, cell), self._next_said(state, row)]
                )
        of_measure = [f"{player}'s {self.measure}" for player in self.players if self.measure]
        head = f"played by {listed([self.players[who] for who in shared])}" if shared else "played"
        heads = ("state", head, *self.players, *of_measure, "next")
        note = f"Begins in {self._odds_said(self.start)}; {self._discounts_said()}.  {self._steps_said()}"
        cut = f"  The first {MOST_ROWS} of {len(rows):,} combinations." if len(rows) > MOST_ROWS else ""
        align = f"ll{'r' * (len(heads) - 3)}l"
        return Table(heads, rows[:MOST_ROWS], title=self.title, note=note + cut, align=align)

    @cached_property
    def steps_left(self) -> tuple[int, ...]:
        """For each state the most steps that its period still takes, its own too; 0 where it may not end."""
        left = [0 if state.at_once else 1 for state in self.states]
        waiting = [number for number, steps in enumerate(left) if not steps]
        after = {
            number: {there for row in self.states[number].transitions for there, p in enumerate(row) if p}
            for number in waiting
        }
        while ready := [number for number in waiting if all(left[there] for there in after[number])]:
            for number in ready:
                left[number] = 1 + max(left[there] for there in after[number])
            waiting = [number for number in waiting if not left[number]]
        return tuple(left)

    def _odds_said(self, odds: Sequence[P]) -> str:
        """A state, or several with their probabilities."""
        reached = [(state.name, str(p)) for state, p in zip(self.states, odds, strict=True) if p]
        return ", ".join(name if p == "1" else f"{name} {p}" for name, p in reached)

    def _next_said(self, state: State[P], odds: Sequence[P]) -> str:
        """Says what follows a state, and whether at once."""
        return f"at once {self._odds_said(odds)}" if state.at_once else self._odds_said(odds)

    def _steps_said(self) -> str:
        """From each state the others that play may go on to; states alike in this are named together."""
        steps: dict[tuple[str, ...], list[str]] = {}
        for number, state in enumerate(self.states):
            others = [
                other.name
                for there, other in enumerate(self.states)
                if there != number and any(row[there] for row in state.transitions)
            ]
            steps.setdefault(tuple(others), []).append(state.name)
        resting = steps.pop((), [])
        said = [f"{listed(names)} → {', '.join(others)}" for others, names in steps.items()]
        return "; ".join([*said, *([f"never left: {listed(resting)}"] if resting else [])]) + "."

    def _repr_svg_(self) -> str | None:
        return picture_of(self)

    def _repr_html_(self) -> str:
        return self._repr_svg_() or super()._repr_html_()

    def _discounts_said(self) -> str:
        if len(set(self.discounts)) == 1:
            return f"discount factor {self.discounts[0]}"
        each = [f"{who} {own}" for who, own in zip(self.players, self.discounts, strict=True)]
        return f"discount factors: {listed(each)}"

    @cached_property
    def information_sets(self) -> tuple[InformationSet, ...]:
        """For each state, in order, one for every player who moves there, named as the state is."""
        return tuple(
            InformationSet(self.players[who], state.name, state.actions[who])
            for state in self.states
            for who in state.movers
        )

    @cached_property
    def sets_at(self) -> tuple[tuple[int, ...], ...]:
        """For each state the numbers of its information sets, in the order of its movers."""
        found, first = [], 0
        for state in self.states:
            found.append(tuple(range(first, first + len(state.movers))))
            first += len(state.movers)
        return tuple(found)

    def column(self, player: str) -> int:
        """The place of what is compared for a player: its payoff, or its value of the measure."""
        return column_of(self.players, self.measure, player)

    def is_absorbing(self, number: int) -> bool:
        """True if play never leaves a state, whatever is done there."""
        return all(
            not p for row in self.states[number].transitions for there, p in enumerate(row) if there != number
        )

    def weight(self, number: int, who: int) -> P | int:
        """The weight of what follows a state: a player's discount factor, or 1 within the same period."""
        return 1 if self.states[number].at_once else self.discounts[who]

    def map(self, change: Callable[[P], Q]) -> "StochasticGame[Q]":
        """The same game with every payoff, probability and discount factor changed."""
        changed: dict[str, Any] = {
            "states": tuple(state.map(change) for state in self.states),
            "start": tuple(map(change, self.start)),
            "discounts": tuple(map(change, self.discounts)),
        }
        same: StochasticGame[Any] = replace(self, **changed)
        return same

    def starting_in(self, state: str) -> "StochasticGame[P]":
        """The same game, which begins in a state.

        Raises
        ------
        InvalidGame
            If no state has that name.
        """
        here = position(tuple(own.name for own in self.states), state, "a state")
        odds: Sequence[Any] = self.start
        one = sum(odds[1:], odds[0])
        return replace(self, start=tuple(one if n == here else one - one for n in range(len(self.states))))

    def with_payoffs(self, cells: Iterable[tuple[P, ...]], measure: str = "") -> "StochasticGame[P]":
        """The game with other payoffs, state by state and combination by combination."""
        rows = iter(cells)
        states = tuple(
            replace(state, payoffs=tuple(next(rows) for _ in state.payoffs)) for state in self.states
        )
        return replace(self, states=states, measure=measure)


def lasting(game: StochasticGame[P], may_happen: Callable[[P], bool], is_zero: Callable[[P], bool]) -> str:
    """Says why some profile may go on for ever with payoffs; empty if every profile ends.

    A profile ends if play comes, from everywhere, to states that are never left and pay nothing.

    Parameters
    ----------
    game
        The game, or the form of a family.
    may_happen
        Tells of a probability whether it is certainly positive.
    is_zero
        Tells of a number whether it is certainly zero.
    """
    resting = {
        number
        for number, state in enumerate(game.states)
        if all(is_zero(p) for row in state.transitions for there, p in enumerate(row) if there != number)
    }
    for number in resting:
        if not all(is_zero(p) for cell in game.states[number].payoffs for p in cell):
            return f"{game.states[number].name!r} is never left and pays"

    # States in which play can be kept away from those for ever: what is certain to leave, goes.
    kept = set(range(len(game.states))) - resting
    while True:
        leaving = {
            number
            for number in kept
            if all(
                any(may_happen(p) for there, p in enumerate(row) if there not in kept)
                for row in game.states[number].transitions
            )
        }
        if not leaving:
            break
        kept -= leaving
    return f"play may stay in {', '.join(repr(game.states[n].name) for n in sorted(kept))}" if kept else ""


def _check_distribution(odds: Sequence[P], what: str) -> None:
    total = Fraction(0)
    for p in odds:
        assert isinstance(p, Fraction)
        if p < 0:
            raise InvalidGame(f"{what}: a probability is negative: {p}")
        total += p
    if total != 1:
        raise InvalidGame(f"{what}: the probabilities sum to {total}, not to 1")


def restrict_states(game: StochasticGame[P], left: Mapping[int, Sequence[str]]) -> StochasticGame[P]:
    """The stochastic game in which some information sets, by number, have only some actions left."""
    states = []
    for state, numbers in zip(game.states, game.sets_at, strict=True):
        kept = list(state.actions)
        for who, number in zip(state.movers, numbers, strict=True):
            kept[who] = tuple(left.get(number, state.actions[who]))
        states.append(state.restricted(kept))
    return replace(game, states=tuple(states))

"""Graph models of conflict: states, the players' moves between them, and their rankings of the states.

Of preferences the order alone is known, so that a graph model has no payoffs and no parameters.  Most are
built from *options*: a state says which are taken, and a player moves by changing some of its own.

Sources: fang1993; kilgour1987.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple, TypeAlias

from gametheory_paradox.errors import InvalidGame, suggestion
from gametheory_paradox.forms.trees.information import distinct
from gametheory_paradox.models.rankings import Order, Outcome, Ranking
from gametheory_paradox.models.terms import near
from gametheory_paradox.table import Table, Tabular

NOT = "not "
NOTHING = "nothing"  # what a state is called in which no option is taken
MOST_OPTIONS = 16
MOST_SAID = 5  # moves that a sentence lists

Taken: TypeAlias = frozenset[str]
"""Options that are taken; all others are not."""

Pattern: TypeAlias = Sequence[str]
"""Options, with ``not`` before those that are not taken; those that are not named may be either."""


@dataclass(frozen=True, repr=False)
class GraphModel(Tabular):
    """A graph model of a conflict.

    Parameters
    ----------
    players
        Those who decide.
    states
        The names of the states.
    moves
        For each player, from the number of a state the numbers of those to which it can move.
    ranking
        How the players rank the states; what is not known stays open.
    options
        For each player its options; none where moves are given by themselves.
    taken
        For each state the options that are taken; several sets where states are taken together.
    start
        The number of the status quo; None where none is named.
    title, about, claim, prediction
        What it is called and is about, the claim it models, and what is expected of it.
    sources
        Works that it is drawn from.
    origin
        The catalog name or file it was read from.

    Raises
    ------
    InvalidGame
        If a name is missing or repeated, or a move leads from or to no state, or back to where it begins.
    """

    players: tuple[str, ...]
    states: tuple[str, ...]
    moves: tuple[Mapping[int, tuple[int, ...]], ...]
    ranking: Ranking
    options: tuple[tuple[str, ...], ...] = ()
    taken: tuple[tuple[Taken, ...], ...] = ()
    start: int | None = None
    title: str = ""
    about: str = ""
    claim: str = ""
    prediction: str = ""
    sources: tuple[str, ...] = ()
    origin: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        distinct(self.players, "a player")
        distinct(self.states, "a state")
        places = range(len(self.states))
        for player, own in zip(self.players, self.moves, strict=True):
            for here, ends in own.items():
                if here not in places or not set(ends) <= set(places) - {here}:
                    raise InvalidGame(f"a move of {player} leads from or to no other state")

    def table(self) -> Table:
        """For each state what is taken, and where each player can move."""
        every = [option for own in self.options for option in own]
        rows = []
        for here, name in enumerate(self.states):
            taken = [_together(self.taken[here], every)] if self.taken else []
            rows.append((name, *taken, *(", ".join(self.named(own.get(here, ()))) for own in self.moves)))
        heads = ("state", *(["taken"] if self.taken else []), *(f"{who} moves to" for who in self.players))
        begins = "" if self.start is None else f"  The status quo is {self.states[self.start]}."
        note = "; ".join(f"{own.player}: {self.order_said(own)}" for own in self.ranking.orders)
        return Table(heads, rows, title=self.title, note=f"Best first: {note}.{begins}")

    def order_said(self, order: Order) -> str:
        """A ranking in words, best first; or the comparisons that are known."""
        ranks = [" = ".join(str(self.ranking.outcomes[own]) for own in rank) for rank in order.ranks]
        if order.is_complete:
            return " > ".join(ranks)
        return "known are " + (", ".join(f"{ranks[a]} > {ranks[b]}" for a, b in order.covers) or "none")

    @cached_property
    def rank_of(self) -> tuple[tuple[int, ...], ...]:
        """For each player the rank of every state, by its place in the player's order."""
        return tuple(
            tuple(
                next(rank for rank, own in enumerate(order.ranks) if state in own)
                for state in range(len(self.states))
            )
            for order in self.ranking.orders
        )

    def player(self, name: str) -> int:
        """A player's number; InvalidGame lists those that exist."""
        if name not in self.players:
            raise InvalidGame(f"{name!r:.60} is not a player; {near(str(name), self.players)}")
        return self.players.index(name)

    def state(self, name: str) -> int:
        """A state's number, by its name or by the options that are taken there.

        Raises
        ------
        InvalidGame
            If there is none.
        """
        if name in self.states:
            return self.states.index(name)
        taken = frozenset(part.strip() for part in str(name).split(","))
        for place, own in enumerate(self.taken):
            if taken in own:
                return place
        raise InvalidGame(f"{name!r:.60} is not a state; {near(str(name), self.states)}")

    def coalition(self, names: Iterable[str]) -> tuple[int, ...]:
        """The numbers of some players, in order."""
        return tuple(sorted({self.player(name) for name in names}))

    def named(self, states: Iterable[int]) -> tuple[str, ...]:
        """The names of some states, in order."""
        return tuple(self.states[state] for state in sorted(states))

    def changing(self, player: str, change: str) -> frozenset[tuple[int, int]]:
        """A player's moves, from state to state, by which an option is taken; with ``not``, is given up.

        Raises
        ------
        InvalidGame
            If the player has no such option, or it is in no move of the player's.
        """
        who, option = self.player(player), change.removeprefix(NOT)
        own = self.options[who] if self.options else ()
        if option not in own:
            hint = suggestion(option, own).rstrip() or self.to_lose(player)
            raise InvalidGame(f"{player} has no option {option!r:.60}; {hint}")
        having = {n for n, sets in enumerate(self.taken) if any(option in taken for taken in sets)}
        moves = frozenset(
            (here, there)
            for here, ends in self.moves[who].items()
            for there in ends
            if (here in having) != (there in having) == (change == option)
        )
        if not moves:
            raise InvalidGame(f"no move of {player} makes it {change!r}")
        return moves

    def to_lose(self, *players: str) -> str:
        """The options that can be taken from each of some players or, if it has none, its moves, in words."""
        parts, moved = list[str](), list[tuple[str, str]]()
        for player in players:
            who = self.player(player)
            pairs = [
                (self.states[here], self.states[end]) for here, to in self.moves[who].items() for end in to
            ]

            if self.options and self.options[who]:
                parts.append(f"{player} has the options {', '.join(self.options[who])}")
            elif pairs:
                moved += pairs
                shown = [f"{here} to {there}" for here, there in pairs[:MOST_SAID]]
                parts.append(f"{player} has moves alone: {', '.join([*shown, '…'][: len(pairs)])}")
            else:
                parts.append(f"{player} has no options and no moves")

        if moved:
            here, there = moved[0]
            parts.append(
                f"of moves ask graph_option(…, moves=[({here!r}, {there!r})]), "
                f"or graph-option --move '{here}:{there}'"
            )

        return "; ".join(parts)

    def without(self, player: str, moves: Iterable[tuple[int, int]]) -> "GraphModel":
        """The model in which a player lacks some moves, given from state to state."""
        lost, who = set(moves), self.player(player)
        kept = {
            here: left
            for here, ends in self.moves[who].items()
            if (left := tuple(end for end in ends if (here, end) not in lost))
        }
        return replace(self, moves=tuple(kept if n == who else own for n, own in enumerate(self.moves)))


Wishes: TypeAlias = Sequence[str] | Mapping[str, Sequence[str]]
"""A player's states best first, with ``=`` between those that are as good; or ``known`` with comparisons."""


def graph_from_moves(
    players: Sequence[str],
    states: Sequence[str],
    moves: Mapping[str, Mapping[str, Sequence[str]]],
    preferences: Mapping[str, Wishes],
    *,
    start: str | None = None,
    title: str = "",
) -> GraphModel:
    """Builds a graph model from states and moves.

    Parameters
    ----------
    players, states
        Their names.
    moves
        For each player, from a state the states to which it can move.
    preferences
        For each player its ranking: the states, best first; or ``{"known": ["x > y", …]}``.
    start
        The status quo.
    title
        What to call it.

    Raises
    ------
    InvalidGame
        If a name is unknown, or a ranking leaves a state out or contradicts itself.

    Examples
    --------
    >>> model = graph_from_moves(["A", "B"], ["peace", "war"], {"A": {"peace": ["war"]}},
    ...     {"A": ["war", "peace"], "B": {"known": []}}, start="peace")
    >>> model.moves
    ({0: (1,)}, {})
    """
    frame = frame_of_moves(players, states, moves)
    return frame.model(players, ranking_from(players, frame.outcomes, preferences), start, title=title)


def graph_from_options(
    players: Sequence[str],
    options: Mapping[str, Sequence[str]],
    preferences: Mapping[str, Wishes],
    *,
    infeasible: Sequence[Pattern] = (),
    one_way: Pattern = (),
    together: Sequence[Pattern] = (),
    states: Mapping[str, Sequence[str]] = {},
    start: str | None = None,
    title: str = "",
) -> GraphModel:
    """Builds a graph model from the players' options.

    Parameters
    ----------
    players, options
        The players' names, and for each the names of its options, all different.
    preferences
        As for ``graph_from_moves``; a state without a name is called by the options that are taken there, or
        "nothing".
    infeasible
        Patterns of what cannot be.
    one_way
        What cannot be undone: an option that is never given up, ``not`` before one that is never taken again.
    together
        Patterns; the states that fit one of them are one state.
    states
        From names to the options that are taken, where states are to have names; they stand in this order.
    start
        The status quo, by its name.
    title
        What to call it.

    Raises
    ------
    InvalidGame
        If a name is unknown, nothing is feasible, or a ranking leaves a state out or contradicts itself.

    Examples
    --------
    >>> model = graph_from_options(["A", "B"], {"A": ["press"], "B": ["yield"]},
    ...     {"A": ["yield", "press, yield", "press", "nothing"], "B": {"known": ["nothing > press"]}})
    >>> model.states
    ('nothing', 'press', 'yield', 'press, yield')
    """
    frame = frame_of_options(players, options, infeasible, one_way, together, states)
    return frame.model(players, ranking_from(players, frame.outcomes, preferences), start, title=title)


class Frame(NamedTuple):
    """States and moves before anybody ranks them; the fields are those of a graph model."""

    states: tuple[str, ...]
    moves: tuple[Mapping[int, tuple[int, ...]], ...]
    outcomes: tuple[Outcome, ...]
    options: tuple[tuple[str, ...], ...] = ()
    taken: tuple[tuple[Taken, ...], ...] = ()

    def model(
        self, players: Sequence[str], ranking: Ranking, start: str | None = None, **words: Any
    ) -> GraphModel:
        """The graph model in which the states are ranked; ``words`` are its title and the like."""
        model = GraphModel(
            tuple(players), self.states, self.moves, ranking, self.options, self.taken, **words
        )
        return model if start is None else replace(model, start=model.state(start))


def frame_of_moves(
    players: Sequence[str],
    states: Sequence[str],
    moves: Mapping[str, Mapping[str, Sequence[str]]],
    options: Mapping[str, Sequence[str]] = {},
    taken: Sequence[Sequence[Taken]] = (),
) -> Frame:
    """The frame in which moves are listed; options only say what is taken in each state."""
    names, own = tuple(states), tuple(tuple(options.get(player, ())) for player in players)
    for player, given in moves.items():
        for name in [*given, *(end for ends in given.values() for end in ends)]:
            if name not in names:
                raise InvalidGame(f"moves of {player}: {name!r:.60} is not a state; {near(str(name), names)}")

    numbered = []
    for player in players:
        ends = {
            names.index(here): tuple(map(names.index, own)) for here, own in moves.get(player, {}).items()
        }
        numbered.append({here: tuple(sorted(ends[here])) for here in sorted(ends) if ends[here]})

    every = [option for part in own for option in part]
    if taken and every:
        sets = tuple(map(tuple, taken))
        outcomes = tuple(_outcome(name, part, every) for name, part in zip(names, sets, strict=True))
        return Frame(names, tuple(numbered), outcomes, own, sets)
    return Frame(names, tuple(numbered), tuple(Outcome((name,)) for name in names))


def frame_of_options(
    players: Sequence[str],
    options: Mapping[str, Sequence[str]],
    infeasible: Sequence[Pattern],
    one_way: Pattern,
    together: Sequence[Pattern],
    states: Mapping[str, Sequence[str]],
) -> Frame:
    """The frame in which states and moves follow from options, as ``graph_from_options`` says."""
    own = tuple(tuple(options.get(player, ())) for player in players)
    every = [option for part in own for option in part]
    classes = option_states(own, infeasible, together)
    for part in one_way:
        check_option(part, every)
    names = state_names(own, classes, states)
    order = (*states, *(name for name in names if name not in states))
    classes = [classes[names.index(name)] for name in order]
    outcomes = tuple(_outcome(name, sets, every) for name, sets in zip(order, classes, strict=True))
    moves = tuple(_moves_of(part, classes, one_way) for part in own)
    return Frame(order, moves, outcomes, own, tuple(classes))


def ranking_from(
    players: Sequence[str], outcomes: Sequence[Outcome], preferences: Mapping[str, Wishes]
) -> Ranking:
    """The rankings of states that lists or known comparisons tell; InvalidGame where one is missing."""
    orders = []
    for player in players:
        if player not in preferences:
            raise InvalidGame(f"the ranking of {player} is missing")
        wishes = preferences[player]
        complete = not isinstance(wishes, Mapping)
        texts = wishes["known"] if isinstance(wishes, Mapping) else wishes
        orders.append(Order.of_comparisons(player, texts, outcomes, complete=complete))
    return Ranking(tuple(outcomes), tuple(orders))


def fits(taken: Taken, pattern: Pattern) -> bool:
    """Tests whether a pattern describes what is taken."""
    return all((part.removeprefix(NOT) in taken) != part.startswith(NOT) for part in pattern)


def option_states(
    options: Sequence[Sequence[str]], infeasible: Sequence[Pattern], together: Sequence[Pattern]
) -> list[tuple[Taken, ...]]:
    """The feasible states, each as the sets of options that are taken there.

    Raises
    ------
    InvalidGame
        If there are too many options, one stands twice or is unknown, or nothing is feasible.
    """
    every = tuple(option for own in options for option in own)
    distinct(every, "an option")
    if len(every) > MOST_OPTIONS:
        raise InvalidGame(f"a graph model has at most {MOST_OPTIONS} options, got {len(every)}")
    for part in [part for pattern in (*infeasible, *together) for part in pattern]:
        check_option(part, every)
    feasible: dict[object, list[Taken]] = {}
    for number in range(1 << len(every)):
        taken = frozenset(option for place, option in enumerate(every) if number >> place & 1)
        if not any(fits(taken, pattern) for pattern in infeasible):
            one = next((place for place, pattern in enumerate(together) if fits(taken, pattern)), taken)
            feasible.setdefault(one, []).append(taken)
    if not feasible:
        raise InvalidGame("nothing is feasible: every combination of options fits a pattern that is not")
    return [tuple(sets) for sets in feasible.values()]


def check_option(part: str, every: Sequence[str]) -> None:
    """Refuse what is no option, with or without ``not``."""
    option = part.removeprefix(NOT)
    if option not in every:
        raise InvalidGame(f"{option!r:.60} is not an option; {near(option, every)}")


def state_names(
    options: Sequence[Sequence[str]],
    classes: Sequence[Sequence[Taken]],
    states: Mapping[str, Sequence[str]],
) -> list[str]:
    """For each state its name: the one that it is given, or the options taken.

    Raises
    ------
    InvalidGame
        If what a name stands for is not feasible, or has a name already.
    """
    every = [option for own in options for option in own]
    names = [called(sets[0], every) for sets in classes]
    given: dict[int, str] = {}
    for name, parts in states.items():
        for part in parts:
            check_option(part, every)
        place = next((n for n, sets in enumerate(classes) if frozenset(parts) in sets), None)
        if place is None:
            raise InvalidGame(f"the state {name!r}: {called(frozenset(parts), every)} is not feasible")
        if place in given:
            raise InvalidGame(f"the state {name!r} is the same as {given[place]!r}")
        given[place] = names[place] = name
    return names


def called(taken: Taken, every: Sequence[str]) -> str:
    """The options that are taken, in order."""
    return ", ".join(option for option in every if option in taken) or NOTHING


def _together(sets: Sequence[Taken], every: Sequence[str]) -> str:
    """Words for what is taken in a state."""
    common = called(frozenset.intersection(*sets), every)
    return common if len(sets) == 1 else f"{common}, whatever else"


def _outcome(name: str, sets: Sequence[Taken], every: Sequence[str]) -> Outcome:
    """A state as something that is ranked: what is taken in all of its sets, and its name."""
    play = called(frozenset.intersection(*sets), every)
    return Outcome(tuple(play.split(", ")), "" if name == play else name)


def _moves_of(
    own: Sequence[str], classes: Sequence[Sequence[Taken]], one_way: Pattern
) -> dict[int, tuple[int, ...]]:
    """The moves of a player with some options: all else stays, and what is one-way is not undone."""
    beside: dict[Taken, list[tuple[Taken, int]]] = {}
    for number, sets in enumerate(classes):
        for taken in sets:
            beside.setdefault(taken - frozenset(own), []).append((taken, number))
    found: dict[int, set[int]] = {}
    for group in beside.values():
        for (first, one), (second, other) in combinations(group, 2):
            for (here, a), (there, b) in (((first, one), (second, other)), ((second, other), (first, one))):
                if a != b and all(fits(there, [part]) for part in one_way if fits(here, [part])):
                    found.setdefault(a, set()).add(b)
    return {a: tuple(sorted(found[a])) for a in sorted(found)}

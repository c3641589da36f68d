"""Stochastic games as data, and the order of their states."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.records import Heading, fields_in, list_in, payoff_fields, text_in
from gametheory_paradox.forms.states.state_values import components
from gametheory_paradox.forms.states.stochastic_game import State, StochasticGame
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.tables.table_data import cells_in

# A stochastic game from plain data
# ----------------------------------


def states_from_data(
    inside: Mapping[str, object],
    heading: Heading,
    number: Callable[[object], P],
    made: type[StochasticGame[P]] = StochasticGame,
) -> StochasticGame[P]:
    """The game, of a class, with these states; ``number`` reads its numbers."""
    players, sets, measure = heading

    def row_in(row: object) -> tuple[P, ...]:
        return tuple(map(number, list_in(row)))

    def state_in(entry: object) -> State[P]:
        at_once = isinstance(entry, Mapping) and entry.get("at_once", False) is True
        names = ("name", "transitions", *payoff_fields(measure))
        name, transitions, *columns = fields_in(entry, *names, *(["at_once"] * at_once))
        own = {info.player: info.actions for info in sets if info.name == name}
        actions = tuple(own.get(player, ()) for player in players)
        cells = cells_in(columns[: len(columns) - at_once], len(players), number)
        return State(text_in(name), actions, cells, tuple(map(row_in, list_in(transitions))), at_once)

    states, start, discounts = fields_in(inside, "states", "start", "discounts")
    game = made(
        players,
        tuple(map(state_in, list_in(states))),
        row_in(start),
        row_in(discounts),
        measure=measure,
    )
    if game.information_sets != sets:
        raise InvalidGame(
            "a stochastic game has an information set for each state and player who moves there"
        )
    return game


# The order of the states of a stochastic game: which lead to each other, and which only further on
# ----------------------------------------------------------------------------


def blocks_of(game: StochasticGame[Fraction]) -> list[tuple[int, ...]]:
    """The states that lead to each other, block by block; each leads to earlier blocks alone."""
    return components([[any(column) for column in zip(*s.transitions, strict=True)] for s in game.states])


def leads_back(game: StochasticGame[Fraction], block: Sequence[int]) -> bool:
    """True if play may come to a state of a block again."""
    return len(block) > 1 or any(row[block[0]] for row in game.states[block[0]].transitions)


def has_order(game: StochasticGame[Fraction]) -> bool:
    """True if states can be settled one after the other: choices are made in several blocks, or once."""
    choosing = [
        block
        for block in blocks_of(game)
        if any(len(names) > 1 for place in block for names in game.states[place].actions)
    ]
    return len(choosing) > 1 or not all(leads_back(game, block) for block in choosing)

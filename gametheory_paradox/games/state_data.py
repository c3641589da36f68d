"""A stochastic game from plain data."""

from collections.abc import Callable, Mapping

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.heading import Heading
from gametheory_paradox.games.json_fields import fields_in, list_in, payoff_fields, text_in
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.stochastic_game import State, StochasticGame
from gametheory_paradox.games.table_data import cells_in


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

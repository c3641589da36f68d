"""The states of a stochastic game as plain data and back."""

from collections.abc import Callable, Sequence

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.json_fields import field_in, list_in, text_in
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.stochastic_game import State, StochasticGame


def states_to_data(game: StochasticGame[P], entry_to_data: Callable[[P], object]) -> dict[str, object]:
    """The states, the start and the discount factors as JSON; ``entry_to_data`` writes each number."""
    players, states = len(game.players), list[dict[str, object]]()
    for state in game.states:
        cells = [list(map(entry_to_data, cell)) for cell in state.payoffs]
        states.append(
            {
                "name": state.name,
                "payoffs": [cell[:players] for cell in cells],
                **({"measures": [cell[players:] for cell in cells]} if game.measure else {}),
                "transitions": [list(map(entry_to_data, row)) for row in state.transitions],
            }
        )
    return {
        "states": states,
        "start": list(map(entry_to_data, game.start)),
        "discounts": list(map(entry_to_data, game.discounts)),
    }


def states_from_data(
    data: object,
    players: tuple[str, ...],
    sets: Sequence[InformationSet],
    measure: str,
    number: Callable[[object], P],
    made: type[StochasticGame[P]] = StochasticGame,
) -> StochasticGame[P]:
    """The game, of a class, that ``states_to_data`` wrote; ``number`` reads its numbers.

    Raises
    ------
    InvalidGame
        If anything is missing, of the wrong type, or does not make a game.
    """
    states = []
    for entry in list_in(field_in(data, "states")):
        name = text_in(field_in(entry, "name"))
        own = {info.player: info.actions for info in sets if info.name == name}
        cells = _rows(entry, "payoffs", number)
        if measure:
            cells = tuple(
                cell + more for cell, more in zip(cells, _rows(entry, "measures", number), strict=True)
            )
        actions = tuple(own.get(player, ()) for player in players)
        states.append(State(name, actions, cells, _rows(entry, "transitions", number)))

    start, discounts = (
        tuple(number(p) for p in list_in(field_in(data, key))) for key in ("start", "discounts")
    )
    game = made(players, tuple(states), start, discounts, measure=measure)
    if game.information_sets != tuple(sets):
        raise InvalidGame(
            "a stochastic game has an information set for each state and player who moves there"
        )
    return game


def _rows(entry: object, key: str, number: Callable[[object], P]) -> tuple[tuple[P, ...], ...]:
    return tuple(tuple(number(p) for p in list_in(row)) for row in list_in(field_in(entry, key)))

"""The forms of a game as data, and who reads each."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.repeated_game import RepeatedGame
from gametheory_paradox.games.state_data import states_from_data
from gametheory_paradox.games.table_data import table_from_data
from gametheory_paradox.games.tree_data import tree_from_data

READERS: Mapping[str, Callable[..., GameForm[Any]]] = {
    "normal": table_from_data,
    "extensive": tree_from_data,
    "stochastic": states_from_data,
    "repeated": partial(states_from_data, made=RepeatedGame),
}

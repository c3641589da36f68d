"""The game of a certificate that is about one game, and not about a box of parameters."""

from collections.abc import Mapping

from gametheory_paradox.forms import cited_game, number_from_data, written_formula
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.paradoxes.question import asks_of


def game_in(data: Mapping[str, object]) -> AnyForm:
    """The game as it is written: with numbers, or with the parameter that its paradox changes."""
    changes = "paradox" in data and "parameter" in asks_of(data["paradox"])[0]
    return cited_game(data.get("game"), written_formula if changes else number_from_data)

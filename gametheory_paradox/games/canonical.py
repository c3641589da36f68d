"""A game as plain data and back, and the hash by which certificates cite it.

The hash is SHA-256 of the UTF-8 JSON, keys sorted, no spaces, of players, information sets, tree, table or
states, exact payoffs, and of the measure if one is named. Titles, sources and comments are not part of it.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeVar

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.json_fields import field_in, list_in, text_in, texts_in
from gametheory_paradox.games.node_data import node_from_data, node_to_data
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.repeated_game import RepeatedGame
from gametheory_paradox.games.state_data import states_from_data, states_to_data
from gametheory_paradox.games.stochastic_game import StochasticGame
from gametheory_paradox.games.written_formulas import formula_to_data

P = TypeVar("P")
MOST_PLAYERS = 100


def game_to_data(game: GameForm[P]) -> dict[str, object]:
    """The game as JSON; numbers are text, formulas are lists of terms."""
    sets = [{"player": s.player, "name": s.name, "actions": list(s.actions)} for s in game.information_sets]
    players, inside = len(game.players), dict[str, object]()
    if isinstance(game, NormalForm):
        cells = [list(map(entry_to_data, cell)) for cell in game.payoffs]
        inside = {"form": "normal", "payoffs": [cell[:players] for cell in cells]}
        inside |= {"measures": [cell[players:] for cell in cells]} if game.measure else {}
    elif isinstance(game, StochasticGame):
        form = "repeated" if isinstance(game, RepeatedGame) else "stochastic"
        inside = {"form": form, **states_to_data(game, entry_to_data)}
    else:
        nodes = [node_to_data(node, entry_to_data, players) for node in game.nodes]
        inside = {"form": "extensive", "nodes": nodes}
    named = {"measure": game.measure} if game.measure else {}
    return {"players": list(game.players), "information_sets": sets, **inside, **named}


def entry_to_data(value: object) -> object:
    """A payoff or a probability: a number as text, or a formula."""
    return str(value) if isinstance(value, Fraction) else formula_to_data(value)


def hashed_game(game: GameForm[P]) -> dict[str, object]:
    """The game as JSON with its hash, as certificates and questions hold it."""
    data = game_to_data(game)
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return {**data, "hash": hashlib.sha256(text.encode()).hexdigest()}


def game_hash(game: GameForm[P]) -> str:
    """The canonical hash: 64 hexadecimal digits."""
    return str(hashed_game(game)["hash"])


def game_from_data(data: object, number: Callable[[object], P]) -> GameForm[P]:
    """The game that ``game_to_data`` wrote; ``number`` reads its payoffs and probabilities.

    Raises
    ------
    InvalidGame
        If anything is missing, of the wrong type, or does not make a game.
    """
    players = tuple(texts_in(field_in(data, "players")))
    if len(players) > MOST_PLAYERS:
        raise InvalidGame(f"a game on file has at most {MOST_PLAYERS} players")
    sets = tuple(
        InformationSet(
            text_in(field_in(s, "player")),
            text_in(field_in(s, "name"), empty=True),
            tuple(texts_in(field_in(s, "actions"))),
        )
        for s in list_in(field_in(data, "information_sets"))
    )
    measure = text_in(field_in(data, "measure")) if isinstance(data, Mapping) and "measure" in data else ""
    form = field_in(data, "form")
    if form == "normal":
        if tuple(s.player for s in sets) != players or any(s.name for s in sets):
            raise InvalidGame(
                "in normal form each player has one information set, without a name, in the players' order"
            )
        cells = tuple(tuple(number(p) for p in list_in(cell)) for cell in list_in(field_in(data, "payoffs")))
        if measure:
            measures = list_in(field_in(data, "measures"), len(cells))
            values = (tuple(number(p) for p in list_in(own)) for own in measures)
            cells = tuple(cell + own for cell, own in zip(cells, values, strict=True))
        return NormalForm(players, tuple(s.actions for s in sets), cells, measure=measure)
    if form not in ("extensive", "stochastic", "repeated"):
        raise InvalidGame(
            f"a game's form is 'normal', 'extensive', 'stochastic' or 'repeated', got {form!r:.60}"
        )
    if any(not s.name for s in sets):
        raise InvalidGame(f"in {form} form every information set has a name")
    if form != "extensive":
        made = RepeatedGame if form == "repeated" else StochasticGame
        return states_from_data(data, players, sets, measure, number, made)
    nodes = tuple(node_from_data(node, number) for node in list_in(field_in(data, "nodes")))
    return ExtensiveForm(players, sets, nodes, measure=measure)

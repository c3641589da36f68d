"""A game from plain data, and the hash by which certificates cite it.

The hash is SHA-256 of the UTF-8 JSON, keys sorted, no spaces, of players, information sets, tree, table or
states, exact payoffs, and of the measure if one is named. Titles, sources and comments are not part of it.
What is read has exactly the fields that are written, and every number in the one way that numbers are
written, so that one game has one hash.
"""

import hashlib
import json
from collections.abc import Callable, Mapping

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.form_readers import READERS
from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.heading import Heading
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.json_fields import field_in, fields_in, list_in, text_in, texts_in
from gametheory_paradox.games.normal_form_record import P

MOST_PLAYERS = 100
EVERY_FORM = ("players", "information_sets", "form", "measure", "hash")  # the fields of a game in any form


def game_from_data(data: object, number: Callable[[object], P]) -> GameForm[P]:
    """The game that ``game_to_data`` wrote, with or without its hash; ``number`` reads its payoffs and odds.

    Raises
    ------
    InvalidGame
        If anything is missing, too much, of the wrong type, or does not make a game.
    """
    players = tuple(texts_in(field_in(data, "players")))
    if len(players) > MOST_PLAYERS:
        raise InvalidGame(f"a game on file has at most {MOST_PLAYERS} players")
    sets = tuple(map(_information_set, list_in(field_in(data, "information_sets"))))
    form = field_in(data, "form")
    if not isinstance(form, str) or form not in READERS:
        raise InvalidGame(f"a game's form is {' or '.join(map(repr, READERS))}, got {form!r:.60}")
    if form != "normal" and any(not s.name for s in sets):
        raise InvalidGame(f"in {form} form every information set has a name")

    assert isinstance(data, Mapping)
    measure = text_in(data["measure"]) if "measure" in data else ""
    inside = {name: value for name, value in data.items() if name not in EVERY_FORM}
    return READERS[form](inside, Heading(players, sets, measure), number)


def _information_set(data: object) -> InformationSet:
    player, name, actions = fields_in(data, "player", "name", "actions")
    return InformationSet(text_in(player), text_in(name, empty=True), tuple(texts_in(actions)))


def cited_game(data: object, number: Callable[[object], P]) -> GameForm[P]:
    """The game of which data hold the hash as well; InvalidGame if it is of another game."""
    game = game_from_data(data, number)
    if field_in(data, "hash") != hash_of(data):
        raise InvalidGame("the hash of the game does not belong to it")
    return game


def hash_of(data: object) -> str:
    """The canonical hash of a game as data: 64 hexadecimal digits."""
    assert isinstance(data, Mapping)
    hashed = {name: value for name, value in data.items() if name != "hash"}
    text = json.dumps(hashed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

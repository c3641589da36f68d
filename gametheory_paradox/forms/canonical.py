"""Games as canonical text: read, written, and known by a hash."""

import hashlib
import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.records import (
    GameForm,
    Heading,
    field_in,
    fields_in,
    formula_to_data,
    list_in,
    text_in,
    texts_in,
)
from gametheory_paradox.forms.states.repeated_game import RepeatedGame
from gametheory_paradox.forms.states.state_data import states_from_data
from gametheory_paradox.forms.states.stochastic_game import StochasticGame
from gametheory_paradox.forms.tables.normal_form import NormalForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.tables.table_data import table_from_data
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Node, Terminal
from gametheory_paradox.forms.trees.information import InformationSet
from gametheory_paradox.forms.trees.tree_data import tree_from_data

# The forms of a game as data, and who reads each
# ------------------------------------------------

READERS: Mapping[str, Callable[..., GameForm[Any]]] = {
    "normal": table_from_data,
    "extensive": tree_from_data,
    "stochastic": states_from_data,
    "repeated": partial(states_from_data, made=RepeatedGame),
}


# A game from plain data, and the hash by which certificates cite it
#
# The hash is SHA-256 of the UTF-8 JSON, keys sorted, no spaces, of players, information sets, tree, table or
# states, exact payoffs, and of the measure if one is named. Titles, sources and comments are not part of it.
# What is read has exactly the fields that are written, and every number in the one way that numbers are
# written, so that one game has one hash.
# -------------------------------------------------------------------

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


# A game as plain data, as certificates hold it
# ----------------------------------------------


def game_to_data(game: GameForm[P]) -> dict[str, object]:
    """The game as JSON; numbers are text, formulas are lists of terms."""
    sets = [{"player": s.player, "name": s.name, "actions": list(s.actions)} for s in game.information_sets]
    writer, inside = _Writer(len(game.players)), dict[str, object]()
    if isinstance(game, NormalForm):
        inside = {"form": "normal", **writer.cells(game.payoffs)}
    elif isinstance(game, StochasticGame):
        form = "repeated" if isinstance(game, RepeatedGame) else "stochastic"
        inside = {"form": form, **writer.states(game)}
    else:
        inside = {"form": "extensive", "nodes": [writer.node(node) for node in game.nodes]}
    named = {"measure": game.measure} if game.measure else {}
    return {"players": list(game.players), "information_sets": sets, **inside, **named}


def hashed_game(game: GameForm[P]) -> dict[str, object]:
    """The game as JSON with its hash, as certificates and questions hold it."""
    data = game_to_data(game)
    return {**data, "hash": hash_of(data)}


def game_hash(game: GameForm[P]) -> str:
    """The canonical hash: 64 hexadecimal digits."""
    return hash_of(game_to_data(game))


class _Writer:
    """Writes the parts of one game; a formula that stands in many places is written once."""

    def __init__(self, players: int):
        self.players = players
        self.known: dict[int, object] = {}  # by identity, which large trees share

    def entries(self, entries: tuple[object, ...]) -> list[object]:
        """Payoffs, values of a measure or probabilities: numbers as text, or formulas."""
        return [str(entry) if isinstance(entry, Fraction) else self._formula(entry) for entry in entries]

    def _formula(self, formula: object) -> object:
        if id(formula) not in self.known:
            self.known[id(formula)] = formula_to_data(formula)
        return self.known[id(formula)]

    def cells(self, payoffs: tuple[tuple[P, ...], ...]) -> dict[str, object]:
        """The payoffs of a table, and what is measured there."""
        cells, players = list(map(self.entries, payoffs)), self.players
        measures = {"measures": [cell[players:] for cell in cells]} if cells[0][players:] else {}
        return {"payoffs": [cell[:players] for cell in cells], **measures}

    def node(self, node: Node[P]) -> dict[str, object]:
        """A node of a tree."""
        if isinstance(node, Terminal):
            entries, players = self.entries(node.payoffs), self.players
            measures = {"measures": entries[players:]} if entries[players:] else {}
            return {"payoffs": entries[:players], **measures}
        if isinstance(node, Decision):
            return {"set": node.information_set, "children": list(node.children)}
        odds = self.entries(node.probabilities)
        return {"outcomes": list(node.outcomes), "probabilities": odds, "children": list(node.children)}

    def states(self, game: StochasticGame[P]) -> dict[str, object]:
        """The states, the start and the discount factors."""
        states = [
            {
                "name": state.name,
                **self.cells(state.payoffs),
                "transitions": list(map(self.entries, state.transitions)),
                **({"at_once": True} if state.at_once else {}),
            }
            for state in game.states
        ]
        return {
            "states": states,
            "start": self.entries(game.start),
            "discounts": self.entries(game.discounts),
        }

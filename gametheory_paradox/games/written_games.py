"""A game as plain data, as certificates hold it."""

from fractions import Fraction

from gametheory_paradox.games.canonical import hash_of
from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.nodes import Decision, Node, Terminal
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.repeated_game import RepeatedGame
from gametheory_paradox.games.stochastic_game import StochasticGame
from gametheory_paradox.games.written_formulas import formula_to_data


def game_to_data(game: GameForm[P]) -> dict[str, object]:
    """The game as JSON; numbers are text, formulas are lists of terms."""
    sets = [{"player": s.player, "name": s.name, "actions": list(s.actions)} for s in game.information_sets]
    players, inside = len(game.players), dict[str, object]()
    if isinstance(game, NormalForm):
        inside = {"form": "normal", **_cells_to_data(game.payoffs, players)}
    elif isinstance(game, StochasticGame):
        form = "repeated" if isinstance(game, RepeatedGame) else "stochastic"
        inside = {"form": form, **_states_to_data(game)}
    else:
        inside = {"form": "extensive", "nodes": [_node_to_data(node, players) for node in game.nodes]}
    named = {"measure": game.measure} if game.measure else {}
    return {"players": list(game.players), "information_sets": sets, **inside, **named}


def hashed_game(game: GameForm[P]) -> dict[str, object]:
    """The game as JSON with its hash, as certificates and questions hold it."""
    data = game_to_data(game)
    return {**data, "hash": hash_of(data)}


def game_hash(game: GameForm[P]) -> str:
    """The canonical hash: 64 hexadecimal digits."""
    return hash_of(game_to_data(game))


def _entries_to_data(entries: tuple[object, ...]) -> list[object]:
    """Payoffs, values of a measure or probabilities: numbers as text, or formulas."""
    return [str(entry) if isinstance(entry, Fraction) else formula_to_data(entry) for entry in entries]


def _cells_to_data(payoffs: tuple[tuple[P, ...], ...], players: int) -> dict[str, object]:
    cells = list(map(_entries_to_data, payoffs))
    measures = [cell[players:] for cell in cells]
    return {"payoffs": [cell[:players] for cell in cells], **({"measures": measures} if measures[0] else {})}


def _node_to_data(node: Node[P], players: int) -> dict[str, object]:
    if isinstance(node, Terminal):
        entries = _entries_to_data(node.payoffs)
        measures = {"measures": entries[players:]} if entries[players:] else {}
        return {"payoffs": entries[:players], **measures}
    if isinstance(node, Decision):
        return {"set": node.information_set, "children": list(node.children)}
    odds = _entries_to_data(node.probabilities)
    return {"outcomes": list(node.outcomes), "probabilities": odds, "children": list(node.children)}


def _states_to_data(game: StochasticGame[P]) -> dict[str, object]:
    """The states, the start and the discount factors."""
    states = [
        {
            "name": state.name,
            **_cells_to_data(state.payoffs, len(game.players)),
            "transitions": list(map(_entries_to_data, state.transitions)),
            **({"at_once": True} if state.at_once else {}),
        }
        for state in game.states
    ]
    start, discounts = _entries_to_data(game.start), _entries_to_data(game.discounts)
    return {"states": states, "start": start, "discounts": discounts}

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

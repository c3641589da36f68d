"""What a game with numbers is: normal form, extensive form, strategy profiles, and how an action is taken away."""

from gametheory_paradox.games.canonical import (
    formula_from_data,
    game_from_data,
    game_hash,
    game_to_data,
    number_from_data,
)
from gametheory_paradox.games.deletion import Scope, delete, losing_sets, scope_of
from gametheory_paradox.games.extensive_form import Chance, Decision, ExtensiveForm, Lottery, Move, Terminal
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.profiles import Game, Profile, expected_payoffs, node_payoffs

__all__ = [
    "Chance",
    "Decision",
    "ExtensiveForm",
    "Game",
    "InformationSet",
    "Lottery",
    "Move",
    "NormalForm",
    "Profile",
    "Scope",
    "Terminal",
    "delete",
    "expected_payoffs",
    "formula_from_data",
    "game_from_data",
    "game_hash",
    "game_to_data",
    "losing_sets",
    "node_payoffs",
    "number_from_data",
    "scope_of",
]

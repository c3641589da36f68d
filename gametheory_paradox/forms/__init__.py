"""Games of any form, with numbers: records, profiles, deletion; claims, formulas, methods for all forms."""

from gametheory_paradox.forms.canonical import (
    cited_game,
    game_from_data,
    game_hash,
    game_to_data,
    hashed_game,
)
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.forms.deletion import (
    Scope,
    Strategy,
    check_player,
    delete,
    frozen,
    mixture_in_words,
    scope_of,
    with_strategy,
)
from gametheory_paradox.forms.profiles import Game, Profile, played_once, profile_from_data, size_of
from gametheory_paradox.forms.records import (
    cells_of,
    formula_from_data,
    number_from_data,
    without_measure,
    written_formula,
)
from gametheory_paradox.forms.states.repeated_game import Automaton, RepeatedGame
from gametheory_paradox.forms.states.state_values import state_values
from gametheory_paradox.forms.states.stochastic_game import State, StochasticGame
from gametheory_paradox.forms.tables.expected_payoffs import expected_payoffs
from gametheory_paradox.forms.tables.normal_form import NormalForm
from gametheory_paradox.forms.trees.assessments import Assessment, Trembles, node_payoffs
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Lottery, Terminal
from gametheory_paradox.forms.trees.information import InformationSet
from gametheory_paradox.forms.trees.subgames import (
    check_perfect_recall,
    has_perfect_recall,
    own_histories,
    play_comes_to,
    subgame_roots,
)
from gametheory_paradox.forms.trees.tree_writer import Chance, Move

__all__ = [
    "PAYOFF",
    "Assessment",
    "Automaton",
    "Chance",
    "Decision",
    "ExtensiveForm",
    "Game",
    "InformationSet",
    "Lottery",
    "Move",
    "NormalForm",
    "Profile",
    "RepeatedGame",
    "Scope",
    "State",
    "StochasticGame",
    "Strategy",
    "Terminal",
    "Trembles",
    "cells_of",
    "check_perfect_recall",
    "check_player",
    "cited_game",
    "delete",
    "expected_payoffs",
    "formula_from_data",
    "frozen",
    "game_from_data",
    "game_hash",
    "game_to_data",
    "has_perfect_recall",
    "hashed_game",
    "mixture_in_words",
    "node_payoffs",
    "number_from_data",
    "own_histories",
    "play_comes_to",
    "played_once",
    "profile_from_data",
    "scope_of",
    "size_of",
    "state_values",
    "subgame_roots",
    "with_strategy",
    "without_measure",
    "written_formula",
]

"""Games with numbers: normal and extensive form, strategies and beliefs, other forms of a tree, deletion."""

from gametheory_paradox.games.assessments import Assessment, Trembles
from gametheory_paradox.games.canonical import cited_game, game_from_data
from gametheory_paradox.games.columns import PAYOFF
from gametheory_paradox.games.deletion import check_player
from gametheory_paradox.games.expected_payoffs import expected_payoffs
from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.given_strategy import Strategy, frozen, mixture_in_words, with_strategy
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.json_fields import number_from_data
from gametheory_paradox.games.measures import cells_of, without_measure
from gametheory_paradox.games.node_payoffs import node_payoffs
from gametheory_paradox.games.nodes import Decision, Lottery, Terminal
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.profile_data import profile_from_data
from gametheory_paradox.games.profiles import Game, Profile, played_once, size_of
from gametheory_paradox.games.recall import check_perfect_recall, has_perfect_recall, own_histories
from gametheory_paradox.games.repeated_game import Automaton, RepeatedGame
from gametheory_paradox.games.scope import Scope, delete, scope_of
from gametheory_paradox.games.state_values import state_values
from gametheory_paradox.games.stochastic_game import State, StochasticGame
from gametheory_paradox.games.subgames import play_comes_to, subgame_roots
from gametheory_paradox.games.tree_writer import Chance, Move
from gametheory_paradox.games.written_formulas import formula_from_data, written_formula
from gametheory_paradox.games.written_games import game_hash, game_to_data, hashed_game

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

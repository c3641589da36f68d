"""The three forms of a game, whatever its payoffs are: a table, a tree, or states that follow each other."""

from typing import TypeAlias

from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.stochastic_game import StochasticGame

GameForm: TypeAlias = NormalForm[P] | ExtensiveForm[P] | StochasticGame[P]

"""The names of the rules that select among several equilibria."""

from typing import Literal, get_args

SelectionRule = Literal["payoff-dominant", "risk-dominant"]
SELECTION_RULES: tuple[SelectionRule, ...] = get_args(SelectionRule)

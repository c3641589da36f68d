"""Games with parameters: formulas, ranges, baselines, units and sources."""

from gametheory_paradox.families.build import family_from_table, family_from_tree
from gametheory_paradox.families.family import Form, GameFamily, ModelQuestion, Parameter, Term
from gametheory_paradox.families.formula import parse_formula

__all__ = ["Form", "GameFamily", "ModelQuestion", "Parameter", "Term", "family_from_table", "family_from_tree", "parse_formula"]

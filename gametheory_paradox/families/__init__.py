"""Games with parameters: formulas, ranges, baselines, units, sources, accounts and forecasts."""

from gametheory_paradox.families.accounts import Account
from gametheory_paradox.families.bayesian import bayesian_family, signaling_family
from gametheory_paradox.families.build import family_from_table, family_from_tree, with_accounts, with_terms
from gametheory_paradox.families.composition import compose, rename, settle
from gametheory_paradox.families.distributions import (
    Distribution,
    Triangular,
    TruncatedNormal,
    Uniform,
    Values,
    read_distribution,
)
from gametheory_paradox.families.family import GameFamily, Parameter, measured_values
from gametheory_paradox.families.forecasts import Forecast
from gametheory_paradox.families.formula import parse_formula
from gametheory_paradox.families.graph_model import GraphModel, graph_from_moves, graph_from_options
from gametheory_paradox.families.rankings import Order, Ranking
from gametheory_paradox.families.terms import Form, Term

__all__ = [
    "Account",
    "Distribution",
    "Forecast",
    "Form",
    "GameFamily",
    "GraphModel",
    "Order",
    "Parameter",
    "Ranking",
    "Term",
    "Triangular",
    "TruncatedNormal",
    "Uniform",
    "Values",
    "bayesian_family",
    "compose",
    "family_from_table",
    "family_from_tree",
    "graph_from_moves",
    "graph_from_options",
    "measured_values",
    "parse_formula",
    "read_distribution",
    "rename",
    "settle",
    "signaling_family",
    "with_accounts",
    "with_terms",
]

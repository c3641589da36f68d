"""The table of solution concepts: what each takes, and its source."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from gametheory_paradox.bibliography import citation
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class Concept(Record):
    """A solution concept.

    name
        Its function.
    needs
        What it takes, in words.
    source
        A key of catalog/references.bib.
    """

    name: str
    needs: str
    source: str

    def __str__(self) -> str:
        return f"{self.name}: for {self.needs}; after {citation(self.source)}"

    @property
    def function(self) -> Callable[..., Any]:
        """The function, loaded at first use."""
        found: Callable[..., Any] = getattr(import_module(__package__), self.name)
        return found


_TABLE, _BIMATRIX, _TREE = "a table", "a two-player table", "a tree"
_SIGNALING = "sequential or perfect Bayesian equilibria of a signaling game"
_GRAPH = "a graph model"
CONCEPTS: tuple[Concept, ...] = (
    Concept("iterated_strict_dominance", _TABLE, "luce1957"),
    Concept("iterated_weak_dominance", _TABLE, "moulin1979"),
    Concept("rationalizable", _TABLE, "bernheim1984"),
    Concept("rank_cells", _TABLE, "osborne1994"),
    Concept("rank_equilibria", "equilibria", "osborne1994"),
    Concept("efficiency", _TABLE, "osborne1994"),
    Concept("payoff_dominant", "equilibria", "harsanyi1988"),
    Concept("deviation_losses", "a 2×2 table", "harsanyi1988"),
    Concept("risk_dominance", _BIMATRIX, "harsanyi1988"),
    Concept("maximin", _TABLE, "vonneumann1928"),
    Concept("minimax", _TABLE, "vonneumann1928"),
    Concept("pure_maximin", _TABLE, "vonneumann1928"),
    Concept("pure_minimax", _TABLE, "vonneumann1928"),
    Concept("zero_sum_value", _BIMATRIX, "vonneumann1928"),
    Concept("least_patience", "a repeated game of two", "abreu1990"),
    Concept("correlated_equilibrium", _TABLE, "aumann1974"),
    Concept("correlated_payoffs", _TABLE, "aumann1974"),
    Concept("equilibrium_payoffs", "equilibria", "vonstengel2002"),
    Concept("strong_stackelberg", _BIMATRIX, "conitzer2006"),
    Concept("weak_stackelberg", _BIMATRIX, "vonstengel2010"),
    Concept("first_move_observed", _TABLE, "bagwell1995"),
    Concept("first_move_seen_with_noise", _TABLE, "bagwell1995"),
    Concept("first_move_unobserved", _TABLE, "bagwell1995"),
    Concept("play_wrong_models", "a game and models of it", "kovach2015"),
    Concept("intuitive_criterion", _SIGNALING, "cho1987"),
    Concept("d1_criterion", _SIGNALING, "cho1987"),
    Concept("perfect_equilibria", "equilibria of a two-player table", "selten1975"),
    Concept("evolutionarily_stable", "a symmetric two-player table", "haigh1975"),
    Concept("logit_path", _TABLE, "mckelvey1995"),
    Concept("agent_logit_path", _TREE, "mckelvey1998"),
    Concept("sequential_limit", "a path of agent logit equilibria", "mckelvey1998"),
    Concept("fictitious_play", _BIMATRIX, "brown1951"),
    Concept("stability", _GRAPH, "fang1993"),
    Concept("evolution", _GRAPH, "li2005"),
    Concept("replicator_dynamics", _BIMATRIX, "taylor1978"),
)

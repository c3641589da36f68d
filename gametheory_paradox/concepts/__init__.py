"""Solution concepts beside the equilibria that ``solve`` lists: one function each, exact where it can be.

Results are frozen and show themselves as tables.  Numerical are the quantal response paths and the dynamics,
and they say so.  Each name loads at first use.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from gametheory_paradox.bibliography import citation
from gametheory_paradox.first_use import at_first_use
from gametheory_paradox.table import Record

if TYPE_CHECKING:
    from gametheory_paradox.concepts.commitment.first_moves import (
        first_move_observed,
        first_move_seen_with_noise,
        first_move_unobserved,
    )
    from gametheory_paradox.concepts.commitment.stackelberg import (
        Commitment,
        strong_stackelberg,
        weak_stackelberg,
    )
    from gametheory_paradox.concepts.commitment.wrong_models import (
        WrongModelOutcome,
        WrongModelPlay,
        play_wrong_models,
    )
    from gametheory_paradox.concepts.conflict.evolution import Evolution, evolution
    from gametheory_paradox.concepts.conflict.stability import Stability, stability
    from gametheory_paradox.concepts.learning.dynamics import (
        Trajectory,
        fictitious_play,
        replicator_dynamics,
    )
    from gametheory_paradox.concepts.learning.evolutionary_stability import (
        StableStrategies,
        StableStrategy,
        evolutionarily_stable,
    )
    from gametheory_paradox.concepts.learning.quantal_response import (
        AgentLogitPath,
        LogitPath,
        SequentialLimit,
        agent_logit_path,
        logit_path,
        sequential_limit,
    )
    from gametheory_paradox.concepts.refinements.perfect_equilibria import (
        PerfectEquilibria,
        perfect_equilibria,
    )
    from gametheory_paradox.concepts.refinements.signaling_criteria import (
        Refinement,
        d1_criterion,
        intuitive_criterion,
    )
    from gametheory_paradox.concepts.selection.dominance import (
        IteratedDominance,
        RationalizableActions,
        iterated_strict_dominance,
        iterated_weak_dominance,
        rationalizable,
    )
    from gametheory_paradox.concepts.selection.pareto import (
        Efficiency,
        ParetoRanking,
        efficiency,
        pareto_dominates,
        payoff_dominant,
        rank_cells,
        rank_equilibria,
    )
    from gametheory_paradox.concepts.selection.risk_dominance import (
        DeviationLosses,
        RiskDominance,
        deviation_losses,
        risk_dominance,
    )
    from gametheory_paradox.concepts.values.correlated_equilibrium import (
        CorrelatedEquilibrium,
        correlated_equilibrium,
        correlated_payoffs,
        is_correlated_equilibrium,
    )
    from gametheory_paradox.concepts.values.least_patience import LeastPatience, least_patience
    from gametheory_paradox.concepts.values.security import (
        EquilibriumPayoffs,
        SecurityLevel,
        ZeroSumValue,
        equilibrium_payoffs,
        maximin,
        minimax,
        pure_maximin,
        pure_minimax,
        zero_sum_value,
    )


@dataclass(frozen=True, repr=False)
class Concept(Record):
    """A solution concept.

    name
        Its function.
    home
        The room and the file that hold it.
    needs
        What it takes, in words.
    source
        A key of catalog/references.bib.
    types
        Other public names of its file, most of them those of what it finds.
    """

    name: str
    home: str
    needs: str
    source: str
    types: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}: for {self.needs}; after {citation(self.source)}"

    @property
    def function(self) -> Callable[..., Any]:
        """The function, loaded at first use."""
        found: Callable[..., Any] = getattr(import_module(f"{__name__}.{self.home}"), self.name)
        return found


_TABLE, _BIMATRIX, _TREE = "a table", "a two-player table", "a tree"
_SIGNALING = "sequential or perfect Bayesian equilibria of a signaling game"
_GRAPH = "a graph model"

CONCEPTS: tuple[Concept, ...] = (
    Concept("iterated_strict_dominance", "selection.dominance", _TABLE, "luce1957", ("IteratedDominance",)),
    Concept("iterated_weak_dominance", "selection.dominance", _TABLE, "moulin1979"),
    Concept("rationalizable", "selection.dominance", _TABLE, "bernheim1984", ("RationalizableActions",)),
    Concept("rank_cells", "selection.pareto", _TABLE, "osborne1994", ("ParetoRanking", "pareto_dominates")),
    Concept("rank_equilibria", "selection.pareto", "equilibria", "osborne1994"),
    Concept("efficiency", "selection.pareto", _TABLE, "osborne1994", ("Efficiency",)),
    Concept("payoff_dominant", "selection.pareto", "equilibria", "harsanyi1988"),
    Concept(
        "deviation_losses", "selection.risk_dominance", "a 2×2 table", "harsanyi1988", ("DeviationLosses",)
    ),
    Concept("risk_dominance", "selection.risk_dominance", _BIMATRIX, "harsanyi1988", ("RiskDominance",)),
    Concept("maximin", "values.security", _TABLE, "vonneumann1928", ("SecurityLevel",)),
    Concept("minimax", "values.security", _TABLE, "vonneumann1928"),
    Concept("pure_maximin", "values.security", _TABLE, "vonneumann1928"),
    Concept("pure_minimax", "values.security", _TABLE, "vonneumann1928"),
    Concept("zero_sum_value", "values.security", _BIMATRIX, "vonneumann1928", ("ZeroSumValue",)),
    Concept(
        "least_patience",
        "values.least_patience",
        "a repeated game of two",
        "abreu1990",
        ("LeastPatience",),
    ),
    Concept(
        "correlated_equilibrium",
        "values.correlated_equilibrium",
        _TABLE,
        "aumann1974",
        ("CorrelatedEquilibrium", "is_correlated_equilibrium"),
    ),
    Concept("correlated_payoffs", "values.correlated_equilibrium", _TABLE, "aumann1974"),
    Concept(
        "equilibrium_payoffs",
        "values.security",
        "equilibria",
        "vonstengel2002",
        ("EquilibriumPayoffs",),
    ),
    Concept("strong_stackelberg", "commitment.stackelberg", _BIMATRIX, "conitzer2006", ("Commitment",)),
    Concept("weak_stackelberg", "commitment.stackelberg", _BIMATRIX, "vonstengel2010"),
    Concept("first_move_observed", "commitment.first_moves", _TABLE, "bagwell1995"),
    Concept("first_move_seen_with_noise", "commitment.first_moves", _TABLE, "bagwell1995"),
    Concept("first_move_unobserved", "commitment.first_moves", _TABLE, "bagwell1995"),
    Concept(
        "play_wrong_models",
        "commitment.wrong_models",
        "a game and models of it",
        "kovach2015",
        ("WrongModelOutcome", "WrongModelPlay"),
    ),
    Concept("intuitive_criterion", "refinements.signaling_criteria", _SIGNALING, "cho1987"),
    Concept("d1_criterion", "refinements.signaling_criteria", _SIGNALING, "cho1987"),
    Concept(
        "perfect_equilibria",
        "refinements.perfect_equilibria",
        "equilibria of a two-player table",
        "selten1975",
        ("PerfectEquilibria",),
    ),
    Concept(
        "evolutionarily_stable",
        "learning.evolutionary_stability",
        "a symmetric two-player table",
        "haigh1975",
        ("StableStrategies", "StableStrategy"),
    ),
    Concept("logit_path", "learning.quantal_response", _TABLE, "mckelvey1995", ("LogitPath",)),
    Concept("agent_logit_path", "learning.quantal_response", _TREE, "mckelvey1998", ("AgentLogitPath",)),
    Concept(
        "sequential_limit",
        "learning.quantal_response",
        "a path of agent logit equilibria",
        "mckelvey1998",
        ("SequentialLimit",),
    ),
    Concept("fictitious_play", "learning.dynamics", _BIMATRIX, "brown1951", ("Trajectory",)),
    Concept("stability", "conflict.stability", _GRAPH, "fang1993", ("Stability",)),
    Concept("evolution", "conflict.evolution", _GRAPH, "li2005", ("Evolution",)),
    Concept("replicator_dynamics", "learning.dynamics", _BIMATRIX, "taylor1978"),
)

__all__ = [
    "CONCEPTS",
    "AgentLogitPath",
    "Commitment",
    "Concept",
    "CorrelatedEquilibrium",
    "DeviationLosses",
    "Efficiency",
    "EquilibriumPayoffs",
    "Evolution",
    "IteratedDominance",
    "LeastPatience",
    "LogitPath",
    "ParetoRanking",
    "PerfectEquilibria",
    "RationalizableActions",
    "Refinement",
    "RiskDominance",
    "SecurityLevel",
    "SequentialLimit",
    "Stability",
    "StableStrategies",
    "StableStrategy",
    "Trajectory",
    "WrongModelOutcome",
    "WrongModelPlay",
    "ZeroSumValue",
    "agent_logit_path",
    "correlated_equilibrium",
    "correlated_payoffs",
    "d1_criterion",
    "deviation_losses",
    "efficiency",
    "equilibrium_payoffs",
    "evolution",
    "evolutionarily_stable",
    "fictitious_play",
    "first_move_observed",
    "first_move_seen_with_noise",
    "first_move_unobserved",
    "intuitive_criterion",
    "is_correlated_equilibrium",
    "iterated_strict_dominance",
    "iterated_weak_dominance",
    "least_patience",
    "logit_path",
    "maximin",
    "minimax",
    "pareto_dominates",
    "payoff_dominant",
    "perfect_equilibria",
    "play_wrong_models",
    "pure_maximin",
    "pure_minimax",
    "rank_cells",
    "rank_equilibria",
    "rationalizable",
    "replicator_dynamics",
    "risk_dominance",
    "sequential_limit",
    "stability",
    "strong_stackelberg",
    "weak_stackelberg",
    "zero_sum_value",
]

at_first_use(
    __name__,
    [
        *((row.home, (row.name, *row.types)) for row in CONCEPTS),
        ("refinements.signaling_criteria", ("Refinement",)),
    ],
)

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
    from gametheory_paradox.concepts.commitment.information_structures import (
        Garbling,
        InformationStructure,
        NoGarbling,
        find_garbling,
    )
    from gametheory_paradox.concepts.commitment.misperception import Misperception, misperception
    from gametheory_paradox.concepts.commitment.stackelberg import (
        Commitment,
        strong_stackelberg,
        weak_stackelberg,
    )
    from gametheory_paradox.concepts.commitment.value_of_commitment import (
        ValueOfCommitment,
        value_of_commitment,
    )
    from gametheory_paradox.concepts.commitment.value_of_information import (
        ValueOfInformation,
        game_with_information,
        value_of_information,
    )
    from gametheory_paradox.concepts.commitment.wrong_models import (
        WrongModelOutcome,
        WrongModelPlay,
        play_wrong_models,
    )
    from gametheory_paradox.concepts.conflict.evolution import Evolution, evolution
    from gametheory_paradox.concepts.conflict.stability import Stability, stability
    from gametheory_paradox.concepts.learning.agent_quantal_response import (
        AgentLogitPath,
        SequentialLimit,
        agent_logit_path,
        sequential_limit,
    )
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
    from gametheory_paradox.concepts.learning.logit_robustness import LogitRobustness, logit_robustness
    from gametheory_paradox.concepts.learning.quantal_response import LogitPath, logit_path
    from gametheory_paradox.concepts.refinements.d1_criterion import d1_criterion
    from gametheory_paradox.concepts.refinements.intuitive_criterion import intuitive_criterion
    from gametheory_paradox.concepts.refinements.proper_equilibria import ProperEquilibria, proper_equilibria
    from gametheory_paradox.concepts.refinements.trembling_hand_perfection import (
        TremblingHandPerfection,
        trembling_hand_perfection,
    )
    from gametheory_paradox.concepts.refinements.unsent_messages import Refinement
    from gametheory_paradox.concepts.selection.degeneracy import Degeneracy, is_degenerate
    from gametheory_paradox.concepts.selection.dominance import (
        IteratedDominance,
        iterated_strict_dominance,
        iterated_weak_dominance,
    )
    from gametheory_paradox.concepts.selection.p_dominance import PDominance, p_dominance
    from gametheory_paradox.concepts.selection.pareto import (
        Efficiency,
        ParetoRanking,
        efficiency,
        pareto_dominates,
        payoff_dominant,
        rank_cells,
        rank_equilibria,
    )
    from gametheory_paradox.concepts.selection.rationalizability import RationalizableActions, rationalizable
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
    from gametheory_paradox.concepts.values.discounted_value import DiscountedValue, discounted_value
    from gametheory_paradox.concepts.values.extensive_form_correlation import (
        ExtensiveFormCorrelation,
        extensive_form_correlated_equilibrium,
        extensive_form_correlated_payoffs,
    )
    from gametheory_paradox.concepts.values.least_patience import LeastPatience, least_patience
    from gametheory_paradox.concepts.values.payoff_intervals import EquilibriumPayoffs, equilibrium_payoffs
    from gametheory_paradox.concepts.values.security import (
        SecurityLevel,
        maximin,
        minimax,
        pure_maximin,
        pure_minimax,
    )
    from gametheory_paradox.concepts.values.zero_sum import ZeroSumValue, zero_sum_value


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
_TREE_OF_TWO = "a two-player tree with perfect recall"
_SIGNALING = "sequential or perfect Bayesian equilibria of a signaling game"
_GRAPH = "a graph model"
_STATES = "a table for each state and information structures"

CONCEPTS: tuple[Concept, ...] = (
    Concept("iterated_strict_dominance", "selection.dominance", _TABLE, "luce1957", ("IteratedDominance",)),
    Concept("iterated_weak_dominance", "selection.dominance", _TABLE, "moulin1979"),
    Concept(
        "rationalizable", "selection.rationalizability", _TABLE, "bernheim1984", ("RationalizableActions",)
    ),
    Concept("rank_cells", "selection.pareto", _TABLE, "osborne1994", ("ParetoRanking", "pareto_dominates")),
    Concept("rank_equilibria", "selection.pareto", "equilibria", "osborne1994"),
    Concept("efficiency", "selection.pareto", _TABLE, "osborne1994", ("Efficiency",)),
    Concept("payoff_dominant", "selection.pareto", "equilibria", "harsanyi1988"),
    Concept(
        "deviation_losses", "selection.risk_dominance", "a 2×2 table", "harsanyi1988", ("DeviationLosses",)
    ),
    Concept("risk_dominance", "selection.risk_dominance", _BIMATRIX, "harsanyi1988", ("RiskDominance",)),
    Concept("p_dominance", "selection.p_dominance", _TABLE, "morris1995", ("PDominance",)),
    Concept("is_degenerate", "selection.degeneracy", _BIMATRIX, "vonstengel2007", ("Degeneracy",)),
    Concept("maximin", "values.security", _TABLE, "vonneumann1928", ("SecurityLevel",)),
    Concept("minimax", "values.security", _TABLE, "vonneumann1928"),
    Concept("pure_maximin", "values.security", _TABLE, "vonneumann1928"),
    Concept("pure_minimax", "values.security", _TABLE, "vonneumann1928"),
    Concept("zero_sum_value", "values.zero_sum", _BIMATRIX, "vonneumann1928", ("ZeroSumValue",)),
    Concept(
        "discounted_value",
        "values.discounted_value",
        "a zero-sum stochastic game",
        "shapleystochastic1953",
        ("DiscountedValue",),
    ),
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
        "extensive_form_correlated_equilibrium",
        "values.extensive_form_correlation",
        _TREE_OF_TWO,
        "vonstengel2008",
        ("ExtensiveFormCorrelation",),
    ),
    Concept(
        "extensive_form_correlated_payoffs",
        "values.extensive_form_correlation",
        _TREE_OF_TWO,
        "vonstengel2008",
    ),
    Concept(
        "equilibrium_payoffs",
        "values.payoff_intervals",
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
        "value_of_commitment",
        "commitment.value_of_commitment",
        _BIMATRIX,
        "vonstengel2010",
        ("ValueOfCommitment",),
    ),
    Concept(
        "find_garbling",
        "commitment.information_structures",
        "two information structures",
        "blackwell1953",
        ("Garbling", "InformationStructure", "NoGarbling"),
    ),
    Concept("game_with_information", "commitment.value_of_information", _STATES, "harsanyi1967"),
    Concept(
        "value_of_information",
        "commitment.value_of_information",
        _STATES,
        "blackwell1953",
        ("ValueOfInformation",),
    ),
    Concept(
        "misperception",
        "commitment.misperception",
        "a game and a model of it",
        "kovach2015",
        ("Misperception",),
    ),
    Concept(
        "play_wrong_models",
        "commitment.wrong_models",
        "a game and models of it",
        "kovach2015",
        ("WrongModelOutcome", "WrongModelPlay"),
    ),
    Concept("intuitive_criterion", "refinements.intuitive_criterion", _SIGNALING, "cho1987"),
    Concept("d1_criterion", "refinements.d1_criterion", _SIGNALING, "cho1987"),
    Concept(
        "trembling_hand_perfection",
        "refinements.trembling_hand_perfection",
        "equilibria of a tree with perfect recall",
        "selten1975",
        ("TremblingHandPerfection",),
    ),
    Concept(
        "proper_equilibria",
        "refinements.proper_equilibria",
        "equilibria of a two-player table",
        "myerson1978",
        ("ProperEquilibria",),
    ),
    Concept(
        "evolutionarily_stable",
        "learning.evolutionary_stability",
        "a symmetric two-player table",
        "haigh1975",
        ("StableStrategies", "StableStrategy"),
    ),
    Concept("logit_path", "learning.quantal_response", _TABLE, "mckelvey1995", ("LogitPath",)),
    Concept(
        "agent_logit_path", "learning.agent_quantal_response", _TREE, "mckelvey1998", ("AgentLogitPath",)
    ),
    Concept(
        "sequential_limit",
        "learning.agent_quantal_response",
        "a path of agent logit equilibria",
        "mckelvey1998",
        ("SequentialLimit",),
    ),
    Concept("logit_robustness", "learning.logit_robustness", _TREE, "mckelvey1998", ("LogitRobustness",)),
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
    "Degeneracy",
    "DeviationLosses",
    "DiscountedValue",
    "Efficiency",
    "EquilibriumPayoffs",
    "Evolution",
    "ExtensiveFormCorrelation",
    "Garbling",
    "InformationStructure",
    "IteratedDominance",
    "LeastPatience",
    "LogitPath",
    "LogitRobustness",
    "Misperception",
    "NoGarbling",
    "PDominance",
    "ParetoRanking",
    "ProperEquilibria",
    "RationalizableActions",
    "Refinement",
    "RiskDominance",
    "SecurityLevel",
    "SequentialLimit",
    "Stability",
    "StableStrategies",
    "StableStrategy",
    "Trajectory",
    "TremblingHandPerfection",
    "ValueOfCommitment",
    "ValueOfInformation",
    "WrongModelOutcome",
    "WrongModelPlay",
    "ZeroSumValue",
    "agent_logit_path",
    "correlated_equilibrium",
    "correlated_payoffs",
    "d1_criterion",
    "deviation_losses",
    "discounted_value",
    "efficiency",
    "equilibrium_payoffs",
    "evolution",
    "evolutionarily_stable",
    "extensive_form_correlated_equilibrium",
    "extensive_form_correlated_payoffs",
    "fictitious_play",
    "find_garbling",
    "first_move_observed",
    "first_move_seen_with_noise",
    "first_move_unobserved",
    "game_with_information",
    "intuitive_criterion",
    "is_correlated_equilibrium",
    "is_degenerate",
    "iterated_strict_dominance",
    "iterated_weak_dominance",
    "least_patience",
    "logit_path",
    "logit_robustness",
    "maximin",
    "minimax",
    "misperception",
    "p_dominance",
    "pareto_dominates",
    "payoff_dominant",
    "play_wrong_models",
    "proper_equilibria",
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
    "trembling_hand_perfection",
    "value_of_commitment",
    "value_of_information",
    "weak_stackelberg",
    "zero_sum_value",
]

at_first_use(
    __name__,
    [
        *((row.home, (row.name, *row.types)) for row in CONCEPTS),
        ("refinements.unsent_messages", ("Refinement",)),
    ],
)

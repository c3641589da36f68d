"""Solution concepts beside the equilibria that ``solve`` lists: one concept per file, one function each, exact where it can be.

Results are frozen and show themselves as tables.  Numerical are the quantal response path and the dynamics,
and they say so.
"""

from gametheory_paradox.concepts.commitment.commitment import (
    ValueOfCommitment,
    first_move_observed,
    first_move_seen_with_noise,
    first_move_unobserved,
    value_of_commitment,
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
from gametheory_paradox.concepts.learning.agent_quantal_response import (
    AgentLogitPath,
    LogitRobustness,
    SequentialLimit,
    agent_logit_path,
    logit_robustness,
    sequential_limit,
)
from gametheory_paradox.concepts.learning.dynamics import Trajectory, fictitious_play, replicator_dynamics
from gametheory_paradox.concepts.learning.evolutionary_stability import (
    StableStrategies,
    StableStrategy,
    evolutionarily_stable,
)
from gametheory_paradox.concepts.learning.quantal_response import LogitPath, logit_path
from gametheory_paradox.concepts.refinements.d1_criterion import D1Criterion, d1_criterion
from gametheory_paradox.concepts.refinements.intuitive_criterion import (
    IntuitiveCriterion,
    intuitive_criterion,
)
from gametheory_paradox.concepts.refinements.trembling_hand_perfection import (
    TremblingHandPerfection,
    trembling_hand_perfection,
)
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
from gametheory_paradox.concepts.selection.rationalizability import Rationalizable, rationalizable
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
from gametheory_paradox.concepts.values.payoff_intervals import EquilibriumPayoffs, equilibrium_payoffs
from gametheory_paradox.concepts.values.security import (
    SecurityLevel,
    maximin,
    minimax,
    pure_maximin,
    pure_minimax,
)
from gametheory_paradox.concepts.values.zero_sum import ZeroSumValue, zero_sum_value

__all__ = [
    "AgentLogitPath",
    "Commitment",
    "CorrelatedEquilibrium",
    "D1Criterion",
    "DeviationLosses",
    "Efficiency",
    "EquilibriumPayoffs",
    "Garbling",
    "InformationStructure",
    "IntuitiveCriterion",
    "IteratedDominance",
    "LogitPath",
    "LogitRobustness",
    "Misperception",
    "NoGarbling",
    "PDominance",
    "ParetoRanking",
    "Rationalizable",
    "RiskDominance",
    "SecurityLevel",
    "SequentialLimit",
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
    "efficiency",
    "equilibrium_payoffs",
    "evolutionarily_stable",
    "fictitious_play",
    "find_garbling",
    "first_move_observed",
    "first_move_seen_with_noise",
    "first_move_unobserved",
    "game_with_information",
    "intuitive_criterion",
    "is_correlated_equilibrium",
    "iterated_strict_dominance",
    "iterated_weak_dominance",
    "logit_path",
    "logit_robustness",
    "maximin",
    "minimax",
    "misperception",
    "p_dominance",
    "pareto_dominates",
    "payoff_dominant",
    "play_wrong_models",
    "pure_maximin",
    "pure_minimax",
    "rank_cells",
    "rank_equilibria",
    "rationalizable",
    "replicator_dynamics",
    "risk_dominance",
    "sequential_limit",
    "strong_stackelberg",
    "trembling_hand_perfection",
    "value_of_commitment",
    "value_of_information",
    "weak_stackelberg",
    "zero_sum_value",
]

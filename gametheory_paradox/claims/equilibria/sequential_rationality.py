"""Sequential rationality of assessments, Bayes' rule for their beliefs, and consistency.

*Sequentially rational*: at every information set, given the beliefs there and what the others do from there
on, its player gains nothing by any other continuation.  *Weak sequential* (here also: perfect Bayesian):
sequentially rational, and beliefs follow Bayes' rule at every set that is reached with positive probability.
*Sequential*: sequentially rational and consistent, that is, the limit of totally mixed profiles together with
the beliefs that Bayes' rule gives along the way.

If there are such profiles, there are some in which action a of set s has probability c·ε^k up to higher
orders, since they form a set described by polynomials (curve selection).  So whole numbers k and positive
numbers c (the Trembles) show consistency: beliefs sit on the nodes of a set to which the sum of orders is
least, in proportion to the products of the coefficients and of the probabilities of chance.

Sources: krepswilson1982 (sequential equilibrium, orders of trembles); myerson1991 (weak sequential
equilibrium).
"""

from fractions import Fraction

from gametheory_paradox.claims.equilibria.nash import best_continuation
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery
from gametheory_paradox.games.assessments import Assessment, Trembles
from gametheory_paradox.games.kuhn import realization_probabilities
from gametheory_paradox.games.node_payoffs import node_payoffs
from gametheory_paradox.games.recall import check_perfect_recall

Tree = ExtensiveForm[Fraction]


def continuation_regrets(game: Tree, assessment: Assessment) -> tuple[Fraction, ...]:
    """For each information set what its player could gain there by another continuation, given its beliefs.

    Raises
    ------
    Unsupported
        If a player lacks perfect recall.
    """
    check_perfect_recall(game)
    values = node_payoffs(game, assessment.profile)
    regrets = []
    for info, members, beliefs in zip(game.information_sets, game.members, assessment.beliefs, strict=True):
        who = game.players.index(info.player)
        believed = {node: p for node, p in zip(members, beliefs, strict=True) if p}
        best = best_continuation(game, assessment.profile, info.player, believed)
        regrets.append(best - sum((p * values[node][who] for node, p in believed.items()), Fraction(0)))
    return tuple(regrets)


def is_sequentially_rational(game: Tree, assessment: Assessment) -> bool:
    """True if nobody gains by another continuation anywhere."""
    return not any(continuation_regrets(game, assessment))


def follows_bayes_rule(game: Tree, assessment: Assessment) -> bool:
    """True if beliefs are conditional probabilities at every set that is reached."""
    reached = realization_probabilities(game, assessment.profile)
    for members, beliefs in zip(game.members, assessment.beliefs, strict=True):
        total = sum((reached[node] for node in members), Fraction(0))
        if total and any(reached[node] != total * p for node, p in zip(members, beliefs, strict=True)):
            return False
    return True


def is_consistent(game: Tree, assessment: Assessment, trembles: Trembles) -> bool:
    """True if trembles show that an assessment is a limit of totally mixed profiles with their beliefs.

    Raises
    ------
    Unsupported
        If chance has an outcome of probability zero: no tremble reaches what follows it.
    """
    for odds, orders, coefficients in zip(
        assessment.profile.probabilities, trembles.orders, trembles.coefficients, strict=True
    ):
        leading = sum((c for k, c in zip(orders, coefficients, strict=True) if k == 0), Fraction(0))
        limit = (
            [c / leading if k == 0 else Fraction(0) for k, c in zip(orders, coefficients, strict=True)]
            if leading
            else []
        )
        if limit != list(odds):
            return False

    # Beliefs sit where the sum of orders is least.
    order, coefficient = _leading_terms(game, trembles)
    for members, beliefs in zip(game.members, assessment.beliefs, strict=True):
        least = min(order[node] for node in members)
        terms = [coefficient[node] if order[node] == least else Fraction(0) for node in members]
        if [term / sum(terms) for term in terms] != list(beliefs):
            return False
    return True


def _leading_terms(game: Tree, trembles: Trembles) -> tuple[list[int], list[Fraction]]:
    """For each node the order in ε of the probability of coming there, and its coefficient."""
    order, coefficient = [0] * len(game.nodes), [Fraction(1)] * len(game.nodes)
    for place, node in enumerate(game.nodes):
        if isinstance(node, Lottery):
            if not all(node.probabilities):
                raise Unsupported(
                    f"chance gives {_impossible(node)!r} probability zero; beliefs after it have no limit"
                )
            steps = [(0, p) for p in node.probabilities]
        elif isinstance(node, Decision):
            orders, coefficients = (
                trembles.orders[node.information_set],
                trembles.coefficients[node.information_set],
            )
            scale = sum((c for k, c in zip(orders, coefficients, strict=True) if k == 0), Fraction(0))
            steps = [(k, c / scale) for k, c in zip(orders, coefficients, strict=True)]
        else:
            continue

        for child, (k, c) in zip(node.children, steps, strict=True):
            order[child], coefficient[child] = order[place] + k, coefficient[place] * c

    return order, coefficient


def _impossible(node: Lottery[Fraction]) -> str:
    return next(outcome for outcome, p in zip(node.outcomes, node.probabilities, strict=True) if not p)


def is_weak_sequential(game: Tree, assessment: Assessment) -> bool:
    """True if an assessment is a weak sequential equilibrium."""
    return follows_bayes_rule(game, assessment) and is_sequentially_rational(game, assessment)


def is_sequential(game: Tree, assessment: Assessment, trembles: Trembles) -> bool:
    """True if an assessment is a sequential equilibrium, with trembles that show its consistency."""
    return is_consistent(game, assessment, trembles) and is_sequentially_rational(game, assessment)

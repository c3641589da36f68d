"""Sequential rationality, and orders of trembles that make beliefs consistent.

Sources: krepswilson1982 (sequential equilibrium, consistency, orders of trembles); myerson1991 (weak
sequential equilibrium); motzkin1936 (elimination).
"""

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery
from gametheory_paradox.forms.proofs.nash import best_continuation
from gametheory_paradox.forms.tables.proofs.profile_cells import (
    ONE,
    Form,
    LinearSystem,
    Monomial,
    Reduction,
    collected,
)
from gametheory_paradox.forms.trees.assessments import Assessment, Trembles, node_payoffs
from gametheory_paradox.forms.trees.pure_strategies import realization_probabilities
from gametheory_paradox.forms.trees.subgames import check_perfect_recall

# Sequential rationality of assessments, Bayes' rule for their beliefs, and consistency
#
# *Sequentially rational*: at every information set, given the beliefs there and what the others do from there
# on, its player gains nothing by any other continuation.  *Weak sequential* (here also: perfect Bayesian):
# sequentially rational, and beliefs follow Bayes' rule at every set that is reached with positive
# probability. *Sequential*: sequentially rational and consistent, that is, the limit of totally mixed
# profiles together with the beliefs that Bayes' rule gives along the way.
#
# If there are such profiles, there are some in which action a of set s has probability c·ε^k up to higher
# orders, since they form a set described by polynomials (curve selection).  So whole numbers k and positive
# numbers c (the Trembles) show consistency: beliefs sit on the nodes of a set to which the sum of orders is
# least, in proportion to the products of the coefficients and of the probabilities of chance.
# ----------------------------------------------------------------------------

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


# Orders of trembles that put beliefs on chosen nodes: whether there are some, by elimination
#
# The conditions are those of :meth:`gametheory_paradox.forms.trees.proofs.patterns.Ways.orders`.  One unknown
# after the other is eliminated: each of its lower bounds is at most each of its upper ones.
# ----------------------------------------------------------------------------

MOST_ROWS = 400  # of inequalities that elimination may write down

Row = tuple[tuple[Monomial, Fraction], ...]


def have_solution(system: LinearSystem) -> bool | None:
    """True if numbers of at least zero satisfy a system; None where elimination takes too many rows.

    Examples
    --------
    >>> x, one = ((0, 0),), Fraction(1)
    >>> at_most_two = {ONE: 2 * one, x: -one}
    >>> [have_solution(LinearSystem(({x: one, ONE: -value * one},), (at_most_two,))) for value in (1, 3)]
    [True, False]
    """
    reduction = Reduction(system.zero)
    if any(map(reduction.of, system.zero)):
        return False
    unknowns: list[Form] = [{monomial: Fraction(1)} for monomial in system.monomials]
    rows = _rows(reduction.of(form) for form in (*system.nonnegative, *unknowns))

    while rows is not None and len(rows) <= MOST_ROWS:
        left = {monomial for row in rows for monomial, _ in row} - {ONE}
        if not left:
            return True
        rows = min((_without(monomial, rows) for monomial in sorted(left)), key=_many)
    return None if rows is not None else False


def _many(rows: set[Row] | None) -> int:
    return -1 if rows is None else len(rows)


def _without(monomial: Monomial, rows: Iterable[Row]) -> set[Row] | None:
    """Inequalities that are left when one unknown is eliminated; None if they contradict each other."""
    forms = [dict(row) for row in rows]
    above = [form for form in forms if form.get(monomial, 0) > 0]
    below = [form for form in forms if form.get(monomial, 0) < 0]
    kept = [form for form in forms if monomial not in form]
    for low in above:
        for high in below:
            up, down = -high[monomial], low[monomial]
            kept.append(
                collected([*((m, c * up) for m, c in low.items()), *((m, c * down) for m, c in high.items())])
            )
    return _rows(kept)


def _rows(forms: Iterable[Form]) -> set[Row] | None:
    """Forms that are not negative, each once and in lowest terms; None if one is a negative number."""
    kept = set()
    for form in forms:
        if form.keys() <= {ONE}:
            if form.get(ONE, 0) < 0:
                return None
            continue
        scale = Fraction(
            lcm(*(c.denominator for c in form.values())), gcd(*(c.numerator for c in form.values()))
        )
        kept.add(tuple(sorted((monomial, c * scale) for monomial, c in form.items())))
    return kept

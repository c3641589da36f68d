"""Equilibria as formulas, against the equilibria of the game at hundreds of points.

The claim: at a point where none of the polynomials that occur vanishes and ``degenerate`` does not hold, the
equilibria are exactly the branches that exist there.
"""

from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.brute_force import Table
from witnesses.formulas import unfactored
from witnesses.parametric import parametric_tables, parametric_trees, points, positive_points
from witnesses.sampling import always, cases, seen

from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms import Decision, Lottery
from gametheory_paradox.forms.formulas.family_branches import branches_of
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.formulas.tree_branches import tree_branches

SMALL = ((2, 2), (2, 2), (2, 3))
MANY_POINTS = st.lists(points(), min_size=1, max_size=6)


def apart(point):
    """Whether no two coordinates are a whole number apart, as they are on lines that occur."""
    return len({value % 1 for value in point.values()}) == len(point)


MANY_POSITIVE = st.lists(positive_points().filter(apart), min_size=1, max_size=6)


def factor_for(number):
    """With and without factors."""
    return Factoring() if number else unfactored


def value_of(form, point):
    """The game at a point, or None where a payoff is not defined."""
    try:
        return form.map(lambda p: p.value(point))
    except ZeroDivisionError:
        return None


def present(branches, point):
    """The branches that exist at a point, or None where that hangs on a polynomial that vanishes there."""
    truths = [holds_at(branch.exists, point) for branch in branches]
    return (
        None if None in truths else [branch for branch, truth in zip(branches, truths, strict=True) if truth]
    )


def mixtures_at(branch, form, point):
    """The probabilities of all actions of both players."""
    found = []
    for names, used, mixture in zip(form.actions, branch.supports, branch.mixtures, strict=True):
        weights = dict(zip(used, (p.value(point) for p in mixture), strict=True))
        found.append(tuple(weights.get(name, Fraction(0)) for name in names))
    return tuple(found)


@cases(4, 1500)
def test_in_tables_the_branches_are_exactly_the_equilibria(count):
    @always(count, parametric_tables(), MANY_POINTS, st.booleans())
    def law(form, where, factored):
        try:
            found = branches_of(form, factor_for(factored))
        except Unsupported as problem:
            if "too large" not in str(problem):  # quotients can multiply beyond what is allowed
                raise
            return
        for point in where if found.degenerate is not True else []:
            game = value_of(form, point)
            if game is None or holds_at(found.degenerate, point) is not False:
                continue
            here = present(found.branches, point)
            if here is None:
                continue
            branches = {(mixtures_at(b, form, point), tuple(p.value(point) for p in b.payoffs)) for b in here}
            assert len(branches) == len(here)
            solved = solve(game)
            assert not solved.is_infinite
            assert branches == {(p.probabilities, u) for p, u in zip(solved, solved.payoffs, strict=True)}
            assert {odds for odds, _ in branches} == set(Table.of(game).equilibria())


MANY_GENERIC = st.lists(points(), min_size=1, max_size=4)


@cases(6, 2000)
def test_in_degenerate_tables_the_extreme_branches_are_exactly_the_extreme_equilibria(count):
    looked = Counter()

    @always(count, parametric_tables(), MANY_GENERIC, st.booleans())
    def law(form, where, factored):
        try:
            found = branches_of(form, factor_for(factored))
        except Unsupported as problem:
            if "too large" not in str(problem):
                raise
            return
        if found.extreme is None:
            assert found.degenerate is False
            return
        for point in where:
            game = value_of(form, point)
            here = None if game is None else present(found.extreme.branches, point)
            if here is None:
                continue
            solved = solve(game)
            branches = {(mixtures_at(b, form, point), tuple(p.value(point) for p in b.payoffs)) for b in here}
            assert len(branches) == len(here)
            assert branches == {(p.probabilities, u) for p, u in zip(solved, solved.payoffs, strict=True)}
            looked[solved.is_infinite] += 1

    assert min(looked[True], looked[False]) > count / 20


def outcomes(game, position=0):
    """The pure subgame perfect payoffs for each branch of a node, and whether a tie matters to anybody."""
    node = game.nodes[position]
    if isinstance(node, Decision | Lottery):
        below = [outcomes(game, child) for child in node.children]
        matters = any(tie for _, tie in below)
        found = set()
        if isinstance(node, Lottery):
            for combination in product(*(values for values, _ in below)):
                parts = [
                    [p * v for v in payoffs]
                    for p, payoffs in zip(node.probabilities, combination, strict=True)
                ]
                found.add(tuple(map(sum, zip(*parts, strict=True))))
            return found, matters
        mover = game.mover(node)
        for combination in product(*(values for values, _ in below)):
            most = max(payoffs[mover] for payoffs in combination)
            best = {payoffs for payoffs in combination if payoffs[mover] == most}
            matters = matters or len(best) > 1
            found |= best
        return found, matters
    return {node.payoffs}, False


def best_actions(game, position):
    """Which branches of a decision node are best against some choice below."""
    node = game.nodes[position]
    mover = game.mover(node)
    found = set()
    for combination in product(*(outcomes(game, child)[0] for child in node.children)):
        most = max(payoffs[mover] for payoffs in combination)
        found |= {n for n, payoffs in enumerate(combination) if payoffs[mover] == most}
    return found


@cases(3, 1000)
def test_in_trees_the_one_branch_is_the_outcome_and_choices_are_best(count):
    @always(count, parametric_trees(), MANY_POSITIVE, st.booleans())
    def law(form, where, factored):
        by_node = tree_branches(form, factor_for(factored))
        for point in where:
            game = value_of(form, point)
            for position, found in enumerate(by_node):
                if holds_at(found.degenerate, point) is not False:
                    continue
                here = present(found.branches, point)
                if here is None:
                    continue
                values, matters = outcomes(game, position)
                assert not matters
                assert {tuple(p.value(point) for p in branch.payoffs) for branch in here} == values
                assert len(here) == 1
                if isinstance(form.nodes[position], Decision):
                    truths = [holds_at(choice, point) for choice in found.choices]
                    best = best_actions(game, position)
                    assert all(truth is None or truth == (n in best) for n, truth in enumerate(truths))


@cases(6, 2500)
def test_in_trees_the_ends_are_reached_under_the_branch(count):
    @always(count, parametric_trees(), positive_points().filter(apart))
    def law(form, point):
        found = branches_of(form, unfactored)
        here = present(found.branches, point)
        if here is None or holds_at(found.degenerate, point) is not False:
            return
        game = value_of(form, point)
        for branch in here:
            payoffs = tuple(p.value(point) for p in branch.payoffs)
            ends = [game.nodes[end].payoffs for end in branch.ends]
            assert ends
            for who, payoff in enumerate(payoffs):
                assert min(end[who] for end in ends) <= payoff <= max(end[who] for end in ends)


@pytest.mark.slow
@cases(250, 1000)
def test_tables_of_every_kind_occur(count):
    def described(form, point):
        found = branches_of(form, unfactored)
        degenerate = holds_at(found.degenerate, point)
        if degenerate is not False:
            return "degenerate" if degenerate else "on a zero set"
        here = present(found.branches, point)
        return "on a zero set" if here is None else (len(here), any(len(b.supports[0]) > 1 for b in here))

    found = seen(count, parametric_tables(((2, 2),)), points())(described)
    assert {"degenerate", (1, False), (1, True), (3, True)} <= set(found)
    assert all(kind[0] % 2 for kind in found if isinstance(kind, tuple))


@pytest.mark.slow
@cases(120, 1000)
def test_trees_of_every_kind_occur(count):
    def described(form, point):
        found = branches_of(form, unfactored)
        degenerate = holds_at(found.degenerate, point)
        return degenerate, len(found.branches) > 1, any(isinstance(node, Lottery) for node in form.nodes)

    found = seen(count, parametric_trees(), positive_points())(described)
    assert {(False, several, chance) for several in (False, True) for chance in (False, True)} <= set(found)
    assert {(True, True, True), (True, True, False)} <= set(found)


def degenerate_games_are_infinite(form, point):
    """Where a table is called degenerate, whether solving it finds infinitely many equilibria."""
    found = branches_of(form, unfactored)
    game = value_of(form, point)
    if game is None or not holds_at(found.degenerate, point):
        return "not called degenerate"
    return "infinitely many" if solve(game).is_infinite else "finitely many"


@pytest.mark.slow
@cases(40, 2000)
def test_what_is_called_degenerate_mostly_is(count):
    found = seen(count, parametric_tables(SMALL), points())(degenerate_games_are_infinite)
    assert found["infinitely many"] > 2 * found["finitely many"]

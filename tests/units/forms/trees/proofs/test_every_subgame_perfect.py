"""Bounds on subgame perfect payoffs, mixed continuations included, against plans written out one by one."""

from itertools import product
from math import prod

import pytest
from hypothesis import strategies as st
from witnesses.brute_force import GRIDS, Plans
from witnesses.games import trees
from witnesses.sampling import always, cases, seen

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import ExtensiveForm, Move, Profile, node_payoffs
from gametheory_paradox.forms.proofs.nash import is_subgame_perfect
from gametheory_paradox.forms.trees.proofs.plans_under_ties import (
    bounds,
    by_backward_induction,
    is_backward_induction_plan,
)


def equilibria_between(game, player, lowest, highest):
    """What two plans prove."""
    return by_backward_induction(game, player, {"lowest": lowest.to_data(), "highest": highest.to_data()})


@pytest.fixture
def tied():
    """Bob is indifferent, and Ann cares what he does: her payoff from going on is anything from 0 to 4."""
    after = Move("Bob", "later", {"kind": (4, 1), "mean": (0, 1), "silly": (9, 0)})
    return ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "start", {"go": after, "stop": (3, 3)}))


def test_bounds_by_hand(tied):
    found = bounds(tied)
    assert found.ties
    assert found.intervals[1] == ((0, 4), (1, 1))
    assert found.intervals[0] == ((3, 4), (1, 3))


def test_an_action_that_can_never_be_best_is_left_out(tied):
    better = ExtensiveForm.from_tree(
        ["Ann", "Bob"],
        Move("Ann", "start", {"go": Move("Bob", "later", {"kind": (4, 1), "mean": (0, 1)}), "stop": (5, 3)}),
    )
    assert bounds(better).intervals[0] == ((5, 5), (3, 3))
    assert bounds(better).ties  # off the path, so that there are infinitely many equilibria all the same


def test_without_ties_every_interval_is_a_point():
    game = ExtensiveForm.from_tree(
        ["Ann", "Bob"],
        Move("Ann", "start", {"go": Move("Bob", "later", {"x": (4, 1), "y": (0, 2)}), "stop": (3, 3)}),
    )
    found = bounds(game)
    assert not found.ties
    assert found.intervals[0] == ((3, 3), (3, 3))
    plan = Profile.pure(game.information_sets, [1, 1])
    result = equilibria_between(game, "Ann", plan, plan)
    assert (result.profiles, result.infinite, result.spanning) == ((plan,), False, True)


def test_two_plans_prove_the_bounds(tied):
    mean, kind = Profile.pure(tied.information_sets, [1, 1]), Profile.pure(tied.information_sets, [0, 0])
    found = equilibria_between(tied, "Ann", mean, kind)
    assert (found.infinite, found.spanning) == (True, False)
    assert found.payoffs("Ann").values == (3, 4)
    with pytest.raises(CertificateRejected, match="misses the bound of Ann's payoff"):
        equilibria_between(tied, "Ann", mean, mean)
    with pytest.raises(CertificateRejected, match="misses the bound of Ann's payoff"):
        equilibria_between(tied, "Ann", kind, mean)
    with pytest.raises(CertificateRejected, match="is not subgame perfect"):
        equilibria_between(tied, "Ann", Profile.pure(tied.information_sets, [1, 0]), kind)
    with pytest.raises(CertificateRejected, match="is not subgame perfect"):
        equilibria_between(tied, "Ann", mean, Profile.pure(tied.information_sets, [0, 2]))
    assert equilibria_between(tied, "Bob", kind, mean).payoffs("Bob").values == (1, 3)


def test_backward_induction_needs_perfect_information():
    blind = Move("Bob", "blind", {"x": (1, 1), "y": (0, 0)})
    game = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "start", {"a": blind, "b": blind}))
    with pytest.raises(CertificateRejected, match="perfect information"):
        bounds(game)


@cases(17, 3000)
def test_every_subgame_perfect_payoff_lies_within_the_bounds(count):
    @always(count, trees())
    def law(game):
        found = bounds(game)
        plans = Plans(game)
        assert found.ties == bool(plans.ties)
        grid = next((points for most, points in GRIDS.items() if len(plans.ties) <= most), None)
        outcomes = Plans(game, grid=grid).outcomes if plans.ties and grid else plans.outcomes
        for payoffs, _ in outcomes:
            assert all(
                low <= payoff <= high for payoff, (low, high) in zip(payoffs, found.intervals[0], strict=True)
            )
        if not plans.ties:
            assert {tuple((p, p) for p in payoffs) for payoffs, _ in outcomes} == {found.intervals[0]}


@cases(28, 3000)
def test_a_plan_is_accepted_exactly_when_it_is_subgame_perfect(count):
    @always(count, trees().flatmap(with_plan))
    def law(drawn):
        game, plan = drawn
        assert is_backward_induction_plan(game, plan) == is_subgame_perfect(game, plan)


def with_plan(game):
    """A game and a pure profile that is best at every node or at all but one, so that both kinds occur."""

    def plan(flaws):
        choice = [0] * len(game.information_sets)
        values = {}
        for position in range(len(game.nodes) - 1, -1, -1):
            node = game.nodes[position]
            if hasattr(node, "payoffs"):
                values[position] = node.payoffs
            elif hasattr(node, "information_set"):
                mover = game.mover(node)
                ranked = sorted(range(len(node.children)), key=lambda b: -values[node.children[b]][mover])
                choice[node.information_set] = ranked[
                    1 if node.information_set in flaws and len(ranked) > 1 else 0
                ]
                values[position] = values[node.children[choice[node.information_set]]]
            else:
                parts = [
                    [p * v for v in values[c]] for p, c in zip(node.probabilities, node.children, strict=True)
                ]
                values[position] = tuple(map(sum, zip(*parts, strict=True)))
        return game, Profile.pure(game.information_sets, choice)

    return st.sets(st.integers(0, max(0, len(game.information_sets) - 1)), max_size=1).map(plan)


@pytest.mark.slow
@cases(80, 500)
def test_plans_of_both_kinds_and_trees_with_and_without_ties_occur(count):
    def described(drawn):
        game, plan = drawn
        return is_subgame_perfect(game, plan), bounds(game).ties

    found = seen(count, trees().flatmap(with_plan))(described)
    assert len(found) == 4


@cases(6, 1500)
def test_what_two_plans_prove_is_true_of_all_plans(count):
    @always(count, trees())
    def law(game):
        plans = Plans(game)
        if prod(len(info.actions) for info in game.information_sets) > 100:
            return
        everything = [Profile.pure(game.information_sets, choice) for choice in pure_plans(game)]
        for who, player in enumerate(game.players):
            ranked = sorted(everything, key=lambda plan: node_payoffs(game, plan)[0][who])
            try:
                found = equilibria_between(game, player, ranked[0], ranked[-1])
            except CertificateRejected:
                assert plans.ties
                continue
            values = {payoffs[who] for payoffs, _ in plans.outcomes}
            assert (found.payoffs(player).low, found.payoffs(player).high) == (min(values), max(values))
            assert found.infinite == bool(plans.ties)


def pure_plans(game):
    """Every pure subgame perfect plan, by trying them all."""
    choices = product(*(range(len(info.actions)) for info in game.information_sets))
    return [
        choice for choice in choices if is_subgame_perfect(game, Profile.pure(game.information_sets, choice))
    ]

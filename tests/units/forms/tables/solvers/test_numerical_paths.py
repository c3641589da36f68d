"""The logit branch and the dynamics from nashpy: what is known about them in closed form."""

import numpy as np
import pytest

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms.tables.solvers.dynamics import fictitious_play_counts, replicator_paths
from gametheory_paradox.forms.tables.solvers.logit_path import follow_logit_branch

PENNIES = np.array([[1.0, -1.0], [-1.0, 1.0]])


def logit(payoffs, who, odds, precision):
    """The logit response of one of two players."""
    worth = payoffs[0] @ odds[1] if who == 0 else payoffs[1].T @ odds[0]
    weights = np.exp(precision * (worth - worth.max()))
    return weights / weights.sum()


@pytest.mark.parametrize("seed", range(6))
def test_every_point_is_its_own_logit_response(seed):
    draw = np.random.default_rng(seed)
    payoffs = [draw.integers(-9, 10, (3, 4)).astype(float) for _ in (1, 2)]
    branch = follow_logit_branch(payoffs, 50.0, Clock(None))
    assert branch.finished
    for precision, odds in zip(branch.precisions, branch.points, strict=True):
        for who in (0, 1):
            assert np.allclose(odds[who], logit(payoffs, who, odds, precision), atol=1e-6)


def test_it_begins_uniform_and_precisions_are_in_units_of_one_over_payoffs():
    small = follow_logit_branch([PENNIES, -PENNIES], 10.0, Clock(None))
    large = follow_logit_branch([1000 * PENNIES, -1000 * PENNIES], 10.0, Clock(None))
    assert small.precisions[0] == 0
    assert all((odds == 0.5).all() for odds in small.points[0])
    assert np.allclose(np.array(small.precisions), 1000 * np.array(large.precisions))


def test_three_players():
    draw = np.random.default_rng(1)
    payoffs = [draw.integers(-9, 10, (2, 3, 2)).astype(float) for _ in (1, 2, 3)]
    branch = follow_logit_branch(payoffs, 30.0, Clock(None))
    odds, precision = branch.points[-1], branch.precisions[-1]
    worth = np.einsum("abc,a,c->b", payoffs[1], odds[0], odds[2])
    weights = np.exp(precision * (worth - worth.max()))
    assert np.allclose(odds[1], weights / weights.sum(), atol=1e-6)


def test_nothing_to_gain_leaves_play_uniform():
    branch = follow_logit_branch([np.zeros((2, 3)), np.zeros((2, 3))], 100.0, Clock(None))
    assert branch.finished
    assert np.allclose(branch.points[-1][1], 1 / 3)


def test_a_spent_budget_or_few_steps_leave_the_branch_unfinished():
    assert not follow_logit_branch([PENNIES, -PENNIES], 10.0, Clock(0)).finished
    branch = follow_logit_branch([PENNIES, -PENNIES], 1e5, Clock(None), most_steps=3)
    assert (branch.finished, len(branch.points)) == (False, 4)


def test_fictitious_play_counts_rounds_and_repeats_itself():
    one, two = (fictitious_play_counts(PENNIES, -PENNIES, 40, seed=3) for _ in (1, 2))
    assert [x.sum() for x, _ in one] == list(range(41))
    assert all(
        (a == b).all() for pair, other in zip(one, two, strict=True) for a, b in zip(pair, other, strict=True)
    )


def test_drawing_leaves_the_random_numbers_of_others_alone():
    np.random.seed(5)
    before = np.random.random()
    np.random.seed(5)
    fictitious_play_counts(PENNIES, -PENNIES, 10, seed=1)
    assert np.random.random() == before


def test_replicators_of_a_dominant_action_grow_as_the_logistic_curve():
    # The advantage is 1 whatever the other does: the share is 1 / (1 + exp(-t)).
    payoffs, times = np.array([[1.0, 1.0], [0.0, 0.0]]), np.linspace(0, 5, 11)
    first, _ = replicator_paths(payoffs, np.zeros((2, 2)), [np.array([0.5, 0.5])] * 2, times)
    assert np.allclose(first[:, 0], 1 / (1 + np.exp(-times)), atol=1e-5)

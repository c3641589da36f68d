"""Quantal response and dynamics behind the package's types: what they say of themselves, and exact limits."""

from fractions import Fraction

import pytest

from gametheory_paradox.concepts import fictitious_play, logit_path, replicator_dynamics
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import NormalForm

STAG = NormalForm.from_tables(
    ["R", "C"], [["s", "h"], ["s", "h"]], [[4, 0], [3, 2]], [[4, 3], [0, 2]], title="Stag hunt"
)
PENNIES = NormalForm.from_tables(["R", "C"], [["h", "t"], ["h", "t"]], [[2, -1], [-1, 1]], [[-2, 1], [1, -1]])


def test_the_limit_is_recognized_exactly():
    assert logit_path(STAG).limit.probabilities == ((0, 1), (0, 1))
    assert logit_path(PENNIES).limit.probabilities == ((Fraction(2, 5), Fraction(3, 5)),) * 2


def test_three_players_and_a_pure_limit():
    match = [[[2, 0], [0, 0]], [[0, 0], [0, 1]]]
    game = NormalForm.from_tables(["A", "B", "C"], [["0", "1"]] * 3, match, match, match)
    assert logit_path(game).limit.probabilities == ((1, 0),) * 3


def test_no_limit_is_named_where_none_is_recognized():
    even = NormalForm.from_tables(["R", "C"], [["a", "b"], ["x", "y", "z"]], [[0] * 3] * 2, [[0] * 3] * 2)
    assert logit_path(even).limit is None
    assert logit_path(STAG, budget=0).limit is None
    assert "not followed to its end" in str(logit_path(STAG, budget=0))


def test_points_say_that_they_are_approximate():
    path = logit_path(STAG, until=100)
    assert path.finished
    assert path.precisions[0] == 0
    assert len(path.precisions) == len(path.points)
    assert "Numerical: points are approximate." in str(path)
    assert str(path).startswith("Stag hunt: logit quantal response")


@pytest.mark.slow
def test_fictitious_play_settles_where_it_must():
    path = fictitious_play(PENNIES, 4000, seed=2)
    assert len(path.times) == len(path.mixtures[0]) == 4000
    assert abs(path.last[0][0] - 0.4) < 0.05
    assert abs(path.last[1][0] - 0.4) < 0.05
    assert "Numerical." in str(path)


def test_replicators_start_where_they_are_told():
    path = replicator_dynamics(STAG, 30, start=[["9/10", "1/10"], ["9/10", "1/10"]])
    assert path.mixtures[0][0].tolist() == [0.9, 0.1]
    assert path.last[0][0] > 0.99
    assert replicator_dynamics(STAG, 30).last[0][1] > 0.99
    assert (path.times[0], path.times[-1]) == (0.0, 30.0)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: fictitious_play(STAG, 0), "at least one round, got 0"),
        (lambda: replicator_dynamics(STAG, 0), "a positive last time and two points at least, got 0 and 200"),
        (lambda: replicator_dynamics(STAG, 1, points=1), "got 1 and 1"),
        (
            lambda: replicator_dynamics(STAG, 1, start=[[1, 1], [1, 0]]),
            "R's probabilities at '' are not a distribution",
        ),
    ],
)
def test_what_is_refused(call, said):
    with pytest.raises(InvalidGame, match=said):
        call()


def test_dynamics_are_for_two_players():
    with pytest.raises(Unsupported, match="fictitious play: offered for two players, this game has 1"):
        fictitious_play(NormalForm.from_tables(["A"], [["x", "y"]], [0, 1]), 3)

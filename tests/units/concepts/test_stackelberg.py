"""Commitment with ties broken for the leader and against it: values, attainment, equivalent answers."""

from fractions import Fraction

import pytest

from gametheory_paradox.concepts import strong_stackelberg, weak_stackelberg
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers.linear_program import confirms

SECURITY = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])


def bimatrix(first, second):
    rows, columns = (
        [f"{kind}{n}" for n in range(size)] for kind, size in (("a", len(first)), ("b", len(first[0])))
    )
    return NormalForm.from_tables(["L", "F"], [rows, columns], first, second)


def test_every_program_is_proved():
    for found in (strong_stackelberg(SECURITY), weak_stackelberg(SECURITY)):
        assert len(found.programs) == 2
        assert all(confirms(program, optimum) for program, optimum in found.programs)


def test_the_second_player_can_lead():
    found = strong_stackelberg(SECURITY, leader="F")
    assert (found.follower, found.value, found.responses) == ("L", 1, ("a",))
    assert found.mixture == (1, 0)
    assert found.follower_payoff == 2


def test_a_weak_value_that_is_attained():
    # The follower's second answer is dominant: no tie anywhere.
    found = weak_stackelberg(bimatrix([[1, 3], [0, 5]], [[0, 1], [0, 1]]))
    assert (found.value, found.attained, found.responses) == (5, True, ("b1",))
    assert found.mixture == (0, 1)


def test_equivalent_answers_are_all_reckoned_with():
    # The follower never cares: strong takes the best cell, weak the best guarantee.
    game = bimatrix([[4, 0], [0, 2]], [[1, 1], [1, 1]])
    strong, weak = strong_stackelberg(game), weak_stackelberg(game)
    assert strong.value == 4
    assert (weak.value, weak.attained, weak.responses) == (Fraction(4, 3), True, ("b0", "b1"))
    assert weak.mixture == (Fraction(1, 3), Fraction(2, 3))


def test_an_answer_that_is_best_only_at_ties_counts_for_strong_alone():
    # b1 is as good as b0 only where the leader plays a0 for sure, where it gives the leader 9.
    game = bimatrix([[1, 9], [0, 0]], [[1, 1], [1, 0]])
    strong, weak = strong_stackelberg(game), weak_stackelberg(game)
    assert (strong.value, strong.responses) == (9, ("b1",))
    assert (weak.value, weak.attained) == (1, True)  # at a0 both answers give at least 1


def test_a_supremum_at_a_tie_that_would_be_answered_badly():
    game = bimatrix([[1, -9], [0, 0]], [[1, 1], [1, 0]])
    weak = weak_stackelberg(game)
    assert (weak.value, weak.attained, weak.mixture) == (1, False, (1, 0))
    assert "none gives 1" in str(weak)


def test_a_tie_is_left_by_going_on_along_the_best_mixtures():
    # All mixtures give 1 after b0, so the leader can go where b0 is the only answer.
    game = bimatrix([[1, -9], [1, 0]], [[1, 1], [1, 0]])
    weak = weak_stackelberg(game)
    assert (weak.value, weak.attained) == (1, True)
    assert weak.mixture[1] > 0


def test_a_tie_that_gives_the_value_as_well_does_no_harm():
    game = bimatrix([[2, 2], [0, 0]], [[1, 1], [1, 0]])
    weak = weak_stackelberg(game)
    assert (weak.value, weak.attained, weak.mixture) == (2, True, (1, 0))


def test_tables():
    assert str(strong_stackelberg(SECURITY)).splitlines() == [
        "Game: strong Stackelberg commitment of L",
        "",
        "player  role      plays         gets",
        "------  --------  ------------  ----",
        "L       leader    a 2/3, b 1/3  11/3",
        "F       follower  d              2/3",
    ]


def test_what_is_refused():
    with pytest.raises(InvalidGame, match="'X' is not a player; the players are L, F"):
        strong_stackelberg(SECURITY, leader="X")
    three = NormalForm.from_tables(["A", "B", "C"], [["x"]] * 3, [[[0]]], [[[0]]], [[[0]]])
    with pytest.raises(Unsupported, match="Stackelberg commitment: offered for two players, this game has 3"):
        weak_stackelberg(three)

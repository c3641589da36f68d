"""Payoffs over all equilibria as numbers and intervals."""

from fractions import Fraction

import pytest
from witnesses.many_players import root_of_one_half, table_of
from witnesses.tied_trees import unpaid_after

from gametheory_paradox.concepts import equilibrium_payoffs
from gametheory_paradox.concepts.security import EquilibriumPayoffs, joined, loss
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.solvers import Completeness, solve

PROVED = Completeness("proved", "of a test")


def payoffs(*intervals):
    return EquilibriumPayoffs(
        "Ann", tuple((Fraction(low), Fraction(high)) for low, high in intervals), PROVED
    )


def test_intervals_that_meet_are_one_and_others_stay_apart():
    pairs = [(4, 5), (0, 1), (1, 2), (7, 7), (7, 7), (3, 3), (0, Fraction(1, 2))]
    assert joined((Fraction(a), Fraction(b)) for a, b in pairs) == ((0, 2), (3, 3), (4, 5), (7, 7))


def test_a_segment_of_equilibria_and_a_point_beside_it():
    # The column player does not care after a; b against c is an equilibrium by itself.
    game = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], [[2, 1], [0, 0]], [[3, 3], [1, 0]])
    found = equilibrium_payoffs(solve(game), "R")
    assert (found.intervals, found.words, found.low, found.high) == (((1, 2),), "[1, 2]", 1, 2)
    assert Fraction(3, 2) in found
    assert 3 not in found
    assert equilibrium_payoffs(solve(game), "C").words == "3"


def test_the_payoff_of_an_irrational_equilibrium_is_bounded_and_that_is_said():
    found = solve(root_of_one_half())
    own = equilibrium_payoffs(found, "Ann")
    assert found.completeness.status == "proved"
    assert len(found.boxes) == 1
    assert not own.exact
    ((low, high),) = [pair for pair in own.intervals if pair[0] < pair[1]]
    assert low * low < Fraction(1, 2) < high * high  # Ann gets √½
    assert equilibrium_payoffs(solve(root_of_one_half(5)), "Ann").exact


def test_where_not_all_are_listed_payoffs_are_between_the_least_and_the_greatest():
    found = solve(unpaid_after())  # A gets 3pq + (1 - p)(1 - q) after coming in, where B plays l with p
    own = equilibrium_payoffs(found, "A")
    assert found.completeness.status == own.completeness.status == "proved"
    assert own.intervals == ((Fraction(1, 2), 3),)
    assert 2 in own
    assert not own.exact
    assert equilibrium_payoffs(found, "B").words == "[0, 5]"


def test_sets_with_curved_borders_may_pay_more_than_their_points():
    # Ann gets 2yz or 1, the others always nothing: she is indifferent on a curve.
    cells = [2, 0, 0, *[0] * 9, *[1, 0, 0] * 4]
    found = solve(table_of((2, 2, 2), cells))
    assert found.completeness.status == "proved"
    assert found.curved
    own = equilibrium_payoffs(found, "Ann").completeness
    assert (own.status, own.why) == (
        "partial",
        "sets with curved borders may pay more or less than the points on them that are known",
    )


def test_losses():
    has, lacks = payoffs((1, 1), (3, 4)), payoffs((2, 2), (6, 7))
    assert [loss(has, lacks, quantifier) for quantifier in ("strong", "best", "worst", "possible")] == [
        -2,
        3,
        1,
        6,
    ]


def test_table_and_errors():
    game = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    lines = str(equilibrium_payoffs(solve(game), "R")).splitlines()
    assert lines[:7] == [
        "What R gets in equilibrium",
        "",
        "   from   to",
        "-  ----  ---",
        "1   2/3  2/3",
        "2     1    1",
        "3     2    2",
    ]
    assert lines[-1].startswith("proved: ")
    with pytest.raises(InvalidGame, match="'X' is not a player; the players are R, C"):
        equilibrium_payoffs(solve(game), "X")


def test_of_what_ties_leave_every_payoff_between_the_ends_occurs():
    then = Move("B", "then", {"kind": (5, 0), "cruel": (0, 0)})
    game = ExtensiveForm.from_tree(["A", "B"], Move("A", "start", {"in": then, "out": (1, 0)}))
    found = equilibrium_payoffs(solve(game), "A")
    assert (found.words, found.completeness.status) == ("[1, 5]", "proved")
    assert Fraction(3) in found

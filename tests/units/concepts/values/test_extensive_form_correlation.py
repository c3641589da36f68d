"""Extensive-form correlated equilibria: with and without chance, objectives, what is refused."""

from fractions import Fraction

import pytest

from gametheory_paradox.concepts import (
    correlated_payoffs,
    extensive_form_correlated_equilibrium,
    extensive_form_correlated_payoffs,
    first_move_unobserved,
)
from gametheory_paradox.concepts.values import extensive_form_correlation
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.games.reduced_normal_form import reduced_normal_form
from gametheory_paradox.solvers.linear_program import confirms

CHICKEN = NormalForm.from_tables(["R", "C"], [["dare", "yield"]] * 2, [[0, 7], [2, 6]], [[0, 2], [7, 6]])


def test_of_a_table_it_is_the_correlated_equilibrium():
    tree = first_move_unobserved(CHICKEN, "R")
    for player in CHICKEN.players:
        mine = [x.payoffs for x in extensive_form_correlated_payoffs(tree, player)]
        theirs = [x.payoffs for x in correlated_payoffs(CHICKEN, player)]
        who = CHICKEN.players.index(player)
        assert [pay[who] for pay in mine] == [pay[who] for pay in theirs]
    best = extensive_form_correlated_equilibrium(tree)
    assert best.value == Fraction(21, 2)
    assert confirms(best.program, best.optimum)


def in_two_steps(chance):
    """A may leave; if not, both play a game of chicken in which A moves first, unseen."""

    def reply(*pays):
        return Move("B", "blind", dict(zip(("dare", "yield"), pays, strict=True)))

    inner = Move("A", "in", {"dare": reply((0, 0), (7, 2)), "yield": reply((2, 7), (6, 6))})
    tree = Move("A", "start", {"in": inner, "out": (5, 5)})
    return ExtensiveForm.from_tree(["A", "B"], Chance({"only": ("1", tree)}) if chance else tree)


def test_flows_and_marginals_are_the_same_plans():
    for player in "AB":
        by_flows, by_marginals = (
            [x.value for x in extensive_form_correlated_payoffs(in_two_steps(chance), player)]
            for chance in (False, True)
        )
        assert by_flows == by_marginals


def test_it_may_be_more_than_a_correlated_equilibrium():
    # The mediator need not tell A what to do inside before A has come in.
    game = in_two_steps(False)
    table = reduced_normal_form(game).table
    for player in "AB":
        low, high = (x.value for x in extensive_form_correlated_payoffs(game, player))
        least, most = (x.value for x in correlated_payoffs(table, player))
        assert low >= least
        assert high >= most


def test_the_plan_is_a_distribution():
    found = extensive_form_correlated_equilibrium(in_two_steps(False), {"A": 1})
    assert sum(found.plan[pair] for pair in found.form.payoffs) == 1
    assert min(found.plan.values()) >= 0
    assert str(found.value) in str(found)


def test_what_is_refused(monkeypatch):
    with pytest.raises(Unsupported, match="this game is a table"):
        extensive_form_correlated_equilibrium(CHICKEN)
    with pytest.raises(InvalidGame, match="'X' is not a player"):
        extensive_form_correlated_payoffs(in_two_steps(False), "X")
    third = ExtensiveForm.from_tree(["A", "B", "C"], Move("A", "s", {"x": (0, 0, 0), "y": (1, 1, 1)}))
    with pytest.raises(Unsupported, match="for two players, this game has 3"):
        extensive_form_correlated_equilibrium(third)
    late = {"a": (1, 0), "b": (0, 1)}
    forgetful = Move("A", "early", {"left": Move("A", "late", late), "right": Move("A", "late", late)})
    with pytest.raises(Unsupported, match="imperfect recall of what it did"):
        extensive_form_correlated_equilibrium(ExtensiveForm.from_tree(["A", "B"], forgetful))
    monkeypatch.setattr(extensive_form_correlation, "MOST_PAIRS", 5)
    with pytest.raises(Unsupported, match="pairs of sequences"):
        extensive_form_correlated_equilibrium(in_two_steps(False))


def test_a_program_that_would_fill_memory_is_refused_before_its_rows_are_written():
    replies = {f"b{n}": (n, -n) for n in range(20)}
    moves = {f"a{n}": Move("B", f"after {n}", replies) for n in range(20)}
    game = ExtensiveForm.from_tree(["A", "B"], Move("A", "first", moves))
    with pytest.raises(Unsupported, match=r"conditions on .* variables, more than 10,000,000 coefficients"):
        extensive_form_correlated_equilibrium(game)


@pytest.mark.parametrize(("most", "refused"), [(0, False), (-1, True)])
def test_as_many_coefficients_as_allowed_are_taken(monkeypatch, most, refused):
    program = extensive_form_correlated_equilibrium(in_two_steps(False)).program
    count = len(program.rows) * len(program.objective)
    monkeypatch.setattr(extensive_form_correlation, "MOST_COEFFICIENTS", count + most)
    if refused:
        with pytest.raises(Unsupported, match=f"more than {count - 1} coefficients"):
            extensive_form_correlated_equilibrium(in_two_steps(False))
    else:
        assert extensive_form_correlated_equilibrium(in_two_steps(False)).program == program

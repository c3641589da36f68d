"""Subgame perfect equilibria of trees with parameters, subgame by subgame."""

from fractions import Fraction

import pytest
from witnesses.formulas import unfactored

from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.conditions.proofs.statements import atoms
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.forms.formulas.branches import extremes
from gametheory_paradox.forms.formulas.family_branches import branches_of
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.formulas.tree_branches import subgame_branches
from gametheory_paradox.models import family_from_tree

RANGES = {"x": (-4, 4, 1), "y": (-4, 4, "1/2")}


def blind(left, right, after=""):
    return Move("B", f"blind{after}", {"l": left, "r": right})


def battle(worth="x", after=""):
    return Move(
        "A", f"battle{after}", {"T": blind((3, 1), (0, 0), after), "D": blind((0, 0), (1, worth), after)}
    )


def told(found, point):
    """The payoffs of the branches that exist at a point; None on a zero set."""
    if any(p.value(point) == 0 for branch in found.branches for p in atoms(branch.exists)):
        return None
    return {
        tuple(p.value(point) for p in branch.payoffs)
        for branch in found.branches
        if holds_at(branch.exists, point)
    }


FAMILIES = {
    "a way out of a battle": Move("A", "start", {"in": battle(), "out": ("y", 2)}),
    "a battle on some days": Move(
        "A",
        "start",
        {"in": Chance({"fine": ("1/3", battle("2 + x")), "foul": ("2/3", ("y", 0))}), "out": (1, 1)},
    ),
    "an answer to a battle": Move("B", "first", {"go": battle(), "stop": ("x", "y")}),
    "one who decides alone": Move(
        "A", "start", {"u": Move("A", "again", {"v": ("x", 0), "w": (1, 0)}), "d": ("y", 3)}
    ),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_at_points_off_the_zero_sets_they_are_what_solve_finds(name):
    family = family_from_tree(["A", "B"], FAMILIES[name], RANGES)
    found = subgame_branches(family.form, unfactored)
    compared, counts = 0, set()
    for n in range(24):
        point = {
            "x": Fraction(7 * n % 16 - 8, 2) + Fraction(1, 97),
            "y": Fraction(5 * n % 16 - 8, 2) + Fraction(1, 89),
        }
        here = told(found, point)
        if here is None or holds_at(found.degenerate, point) is not False:
            continue
        solved = solve(family.at(point), concept="subgame-perfect")
        assert solved.completeness.status == "proved"
        assert here == set(solved.payoffs), point
        compared += 1
        counts.add(len(here))
    assert compared >= 12
    assert len(counts) >= 2 or name == "one who decides alone"


def test_play_is_named_by_the_ends_it_may_reach():
    family = family_from_tree(["A", "B"], FAMILIES["a way out of a battle"], RANGES)
    found = subgame_branches(family.form, unfactored)
    histories = {tuple(family.form.history(end) for end in branch.ends) for branch in found.branches}
    assert (("out",),) in histories
    assert (("in", "T", "l"),) in histories
    assert any(len(ends) == 4 for ends in histories)


def test_where_three_choose_in_one_subgame_and_may_all_mix_there_are_no_formulas():
    rows = {"T": blind((1, 1, 0), (0, 0, "x")), "D": blind((0, 0, 1), (1, 1, 1))}
    hidden = {"a": Move("A", "start", rows), "b": Move("A", "start", rows)}
    family = family_from_tree(["A", "B", "C"], Move("C", "first", hidden), RANGES)
    with pytest.raises(Unsupported, match=r"would not be all: whatever .* here A, B, C do"):
        branches_of(family.form, unfactored)


def test_where_only_the_outermost_subgame_is_degenerate_its_extreme_equilibria_are_known():
    idle = {name: Move("B", "unseen", {"l": battle(after=name), "r": (2, "y")}) for name in "ab"}
    family = family_from_tree(["A", "B"], Move("A", "idle", idle), RANGES)
    found = subgame_branches(family.form, unfactored)
    assert found.degenerate is not False
    assert extremes(found).degenerate is False
    compared = 0
    for n in range(12):
        point = {
            "x": Fraction(7 * n % 16 - 8, 2) + Fraction(1, 97),
            "y": Fraction(5 * n % 16 - 8, 2) + Fraction(1, 89),
        }
        here = told(extremes(found), point)
        solved = solve(family.at(point), concept="subgame-perfect")
        if here is None or solved.completeness.status != "proved":
            continue
        for own, others in zip(zip(*here, strict=True), zip(*solved.payoffs, strict=True), strict=True):
            assert (min(own), max(own)) == (min(others), max(others)), point
        compared += 1
    assert compared >= 8


def test_where_an_inner_subgame_is_degenerate_no_extreme_equilibria_are_told():
    inner = Move("B", "does not care", {"l": (2, 0), "r": (0, 0)})
    found = subgame_branches(
        family_from_tree(["A", "B"], Move("A", "start", {"in": inner, "out": ("x", 1)}), RANGES).form,
        unfactored,
    )
    assert found.extreme is None
    assert extremes(found).degenerate is not False

from fractions import Fraction

import pytest
from witnesses.many_players import root_of_one_half, table_of

from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.tables.proofs.isolation import check_box
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell
from gametheory_paradox.forms.tables.solvers.isolating import box_near, exact_solution, region_around

BOTH = ((0, 1), (0, 1))


def two_by_two(first, second):
    return Cell.whole(NormalForm.from_tables(["A", "B"], [["a", "b"], ["c", "d"]], first, second))


@pytest.mark.parametrize("scale", [1, Fraction(1, 10**6), 10**6, 10**200, 10**900])
def test_linear_equations_are_solved_exactly_in_any_unit(scale):
    first, second = [[3, 0], [0, 4]], [[0, 5], [6, 0]]
    whole = two_by_two([[scale * x for x in row] for row in first], second)
    box = box_near(whole, whole.simplices, BOTH)
    assert box.is_point
    assert box.point((2, 2)) == ((6, 5), (4, 3))
    assert check_box(whole, box) == "equilibrium"


@pytest.mark.parametrize("scale", [1, 10**9, 10**400])
def test_an_irrational_solution_is_enclosed_in_any_unit(scale):
    game = root_of_one_half()
    whole = Cell.whole(table_of((2, 2, 2), [scale * p for cell in game.payoffs for p in cell]))
    box = box_near(whole, (((3, 1), (1, 0)),) * 3, ((0, 1),) * 3)
    assert not box.is_point
    assert check_box(whole, box) == "equilibrium"
    low, high, total = box.reach(0, 0)
    assert Fraction(low, total) ** 2 < Fraction(1, 2) < Fraction(high, total) ** 2


def test_a_fraction_among_curved_equations_is_recognized():
    game = root_of_one_half()  # 2xy = 1; paid 9/8 for both instead of 1 the root is 3/4
    cells = [
        p * (16 if place % 3 == 2 else 1) for place, p in enumerate(p for cell in game.payoffs for p in cell)
    ]
    raised = [p + 2 if place % 3 == 2 and p == 16 else p for place, p in enumerate(cells)]
    whole = Cell.whole(table_of((2, 2, 2), raised))
    box = box_near(whole, (((3, 1), (4, 1)),) * 3, ((0, 1),) * 3)
    assert box.point((2, 2, 2)) == ((3, 1),) * 3
    assert exact_solution(whole, ((0, 1),) * 3, [[0.75, 0.25]] * 3) == ((3, 1),) * 3
    assert exact_solution(whole, ((0, 1),) * 3, [[0.7, 0.3]] * 3) is None


def test_no_box_where_equations_depend_on_each_other():
    flat = two_by_two([[1, 1], [1, 1]], [[1, 2], [3, 5]])
    assert box_near(flat, flat.simplices, BOTH) is None
    parallel = two_by_two([[1, 2], [0, 1]], [[1, 0], [0, 1]])
    assert box_near(parallel, parallel.simplices, BOTH) is None


def test_a_region_contains_the_cell_and_the_solution_well_inside():
    cell = (((1, 1), (3, 1)), ((1, 0), (1, 2)))
    region = region_around(cell, BOTH, [[0.6, 0.4], [0.99, 0.01]])
    for own, lows in zip(cell, region, strict=True):
        for vertex in own:
            assert all(
                Fraction(v, sum(vertex)) >= Fraction(low, sum(lows))
                for v, low in zip(vertex, lows, strict=False)
            )
    first, second = region
    assert Fraction(first[0], sum(first)) == Fraction(1, 2)
    assert Fraction(second[1], sum(second)) < 0

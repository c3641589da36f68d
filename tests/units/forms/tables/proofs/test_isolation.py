"""Boxes with exactly one solution of the indifference equations: what shows it, and what does not."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from witnesses.many_players import root_of_one_half, table_of

from gametheory_paradox.errors import CertificateRejected, InvalidGame
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox, check_box
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell
from gametheory_paradox.forms.tables.solvers.isolating import box_near

PARTS = 10**12
ROOT = 707106781187  # of one half, in a 10^12th
BOTH = ((0, 1),) * 3


def root_box():
    """The box around the equilibrium in which everybody takes the first action with probability √½."""
    whole = Cell.whole(root_of_one_half())
    simplices = whole.simplices
    for who in range(3):
        # More than one half of the first action.
        cell, _ = Cell(simplices, whole.at(simplices).values).cut(who, 1, 0, 1, 2)
        simplices = cell.simplices
    return whole, box_near(whole, simplices, BOTH)


def pennies():
    """Matching pennies, and a third player who looks on."""
    numbers = [1, -1, 0, -1, 1, 0, -1, 1, 0, 1, -1, 0]
    return table_of((2, 2, 1), numbers)


def test_the_box_of_an_irrational_equilibrium():
    whole, box = root_box()
    assert check_box(whole, box) == "equilibrium"
    assert box.center == ((ROOT, PARTS - ROOT),) * 3 or box.center == ((ROOT - 1, PARTS - ROOT + 1),) * 3
    assert 0 < box.radius < Fraction(1, 10**9)
    bounds = box.bounds(root_of_one_half())
    for own in bounds.bounds:
        (low, high), (rest_low, rest_high) = own
        assert low**2 < Fraction(1, 2) < high**2
        assert (rest_low, rest_high) == (1 - high, 1 - low)
        assert high - low < Fraction(1, 10**9)


def test_an_equilibrium_that_is_a_fraction_is_a_point():
    whole = Cell.whole(pennies())
    box = box_near(whole, whole.simplices, ((0, 1), (0, 1), (0,)))
    assert check_box(whole, box) == "equilibrium"
    assert box.is_point
    assert box.point((2, 2, 1)) == ((1, 1), (1, 1), (1,))
    # Only proportions count.
    assert check_box(whole, replace(box, center=((2, 2), (3, 3), (5,)))) == "equilibrium"


def test_a_solution_that_is_no_equilibrium():
    wide = NormalForm.from_tables(
        ["A", "B"], [["a", "b", "c"], ["d", "e"]], [[1, -1], [-1, 1], [5, 5]], [[-1, 1], [1, -1], [0, 0]]
    )
    whole = Cell.whole(wide)
    box = box_near(whole, ((((1, 0, 0), (0, 1, 0))), whole.simplices[1]), ((0, 1), (0, 1)))
    assert check_box(whole, box) == "none"  # the third action gives more


def test_a_solution_beyond_all_probabilities_is_none():
    game = NormalForm.from_tables(["A", "B"], [["a", "b"], ["c", "d"]], [[3, 1], [2, 0]], [[1, 0], [0, 1]])
    shifted = NormalForm.from_tables(["A", "B"], [["a", "b"], ["c", "d"]], [[3, 1], [1, 0]], [[1, 0], [0, 1]])
    # Action a always gives one more.
    assert box_near(Cell.whole(game), Cell.whole(game).simplices, ((0, 1), (0, 1))) is None
    whole = Cell.whole(shifted)  # a gives 1 + y more than b: the same at y = -1
    box = box_near(whole, whole.simplices, ((0, 1), (0, 1)))
    assert box.center[1][0] == -box.center[1][1] // 2 or box.point((2, 2))[1] == (-1, 2)
    assert check_box(whole, box) == "none"


def test_a_tie_with_an_action_that_is_not_used_is_not_settled_in_a_box():
    cells = root_of_one_half().payoffs
    doubled = [cells[place + c] for place in range(0, 8, 2) for c in (0, 1, 1)]  # Cat's second action twice
    _, box = root_box()
    assert (
        check_box(Cell.whole(table_of((2, 2, 3), [p for cell in doubled for p in cell])), box) == "unsettled"
    )


def test_a_box_away_from_the_solution_shows_nothing():
    whole, box = root_box()
    for who in range(3):
        for shift in (-(10**6), 10**6):
            center = [list(own) for own in box.center]
            center[who][0] += shift
            center[who][1] -= shift
            with pytest.raises(CertificateRejected, match="does not show"):
                check_box(whole, replace(box, center=tuple(map(tuple, center))))
    with pytest.raises(CertificateRejected, match="does not show"):
        check_box(whole, replace(box, radius=Fraction(0)))
    with pytest.raises(CertificateRejected, match="does not show"):
        check_box(whole, replace(box, radius=Fraction(1, 10**14)))


def test_a_region_that_is_too_large_shows_nothing():
    whole, box = root_box()
    with pytest.raises(CertificateRejected, match="does not show"):
        check_box(whole, replace(box, region=((0, -10, 11),) * 3))


@given(st.data())
def test_no_other_inverse_shows_a_solution_that_is_not_there(data):
    whole, box = root_box()
    size = len(box.inverse)
    row, column = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    rows = [list(own) for own in box.inverse]
    rows[row][column] = data.draw(st.integers(-(10**6), 10**6))
    moved = replace(box, inverse=tuple(map(tuple, rows)), center=((ROOT + 10**7, PARTS - ROOT - 10**7),) * 3)
    with pytest.raises(CertificateRejected):
        check_box(whole, moved)


@pytest.mark.parametrize(
    "change",
    [
        {"supports": ((0, 1), (0, 1))},
        {"supports": ((1, 0), (0, 1), (0, 1))},
        {"supports": ((0, 0), (0, 1), (0, 1))},
        {"supports": ((0, 2), (0, 1), (0, 1))},
        {"supports": ((-1, 0), (0, 1), (0, 1))},
        {"supports": ((), (0, 1), (0, 1))},
        {"region": ((0, 1), (0, 0, 1), (0, 0, 1))},
        {"region": ((0, 0, 0), (0, 0, 1), (0, 0, 1))},
        {"region": ((0, -3, 1), (0, 0, 1), (0, 0, 1))},
        {"center": ((1, 1, 1), (1, 1), (1, 1))},
        {"center": ((0, 0), (1, 1), (1, 1))},
        {"center": ((1, -2), (1, 1), (1, 1))},
        {"inverse": ((1, 0, 0), (0, 1, 0))},
        {"inverse": ((1, 0), (0, 1), (1, 1))},
        {"scale": 0},
        {"scale": -5},
        {"radius": Fraction(-1)},
        {"scale": 1 << 5000},
    ],
)
def test_a_malformed_box_is_refused(change):
    whole, box = root_box()
    with pytest.raises(CertificateRejected, match="malformed"):
        check_box(whole, replace(box, **change))


def test_a_box_must_stay_in_its_region():
    whole, box = root_box()
    with pytest.raises(CertificateRejected, match="region"):
        check_box(whole, replace(box, radius=Fraction(9, 10)))
    tight = ((ROOT, 0, PARTS - ROOT),) * 3  # the center is a corner of this region
    with pytest.raises(CertificateRejected, match="region"):
        check_box(whole, replace(box, region=tight))


def test_what_a_region_covers():
    _, box = root_box()
    assert box.covers((((3, 1), (1, 1)),) * 3) == (box.region[0][0] * 2 <= sum(box.region[0]))
    assert not box.covers((((1, 3),),) * 3)
    assert box.surrounds(((3, 1), (3, 1), (3, 1)))
    assert not box.surrounds(((1, 0), (3, 1), (3, 1)))  # does not use all actions
    assert box.surrounds_box(box)
    assert not box.surrounds_box(replace(box, supports=((0,), (0, 1), (0, 1))))


def test_a_cell_with_further_actions_is_not_covered():
    wide = IsolatingBox(((0, 1), (0,)), ((0, 0, 1), (0, 1)), ((1, 1), (1,)), Fraction(0), ((1,),), 1)
    assert wide.covers((((1, 0, 0), (1, 1, 0)), ((1, 0),)))
    assert not wide.covers((((1, 0, 1), (1, 1, 0)), ((1, 0),)))


def test_boxes_are_written_and_read():
    _, box = root_box()
    assert IsolatingBox.from_data(box.to_data()) == box
    for field in ("supports", "region", "center", "inverse"):
        for wrong in (None, 3, [3], [["x"]], [[1.0]], [[True]], "ab"):
            with pytest.raises(InvalidGame, match="expected a"):
                IsolatingBox.from_data({**box.to_data(), field: wrong})
    for wrong in (None, "1", 1.0, True):
        with pytest.raises(InvalidGame, match="expected a whole number"):
            IsolatingBox.from_data({**box.to_data(), "scale": wrong})
    with pytest.raises(InvalidGame, match="expected a number as text"):
        IsolatingBox.from_data({**box.to_data(), "radius": 3})
    with pytest.raises(InvalidGame, match="'more'"):
        IsolatingBox.from_data({**box.to_data(), "more": 1})
    with pytest.raises(InvalidGame, match="'supports' is missing"):
        IsolatingBox.from_data([])

"""Cuttings of a box into cells: what each mark proves, what is refused, and that the shares add up."""

from fractions import Fraction
from functools import partial

import pytest
from hypothesis import strategies as st
from witnesses.formulas import boxes, points, polynomials, unfactored
from witnesses.sampling import always, cases

from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.conditions.proofs import cells
from gametheory_paradox.conditions.proofs.cells import (
    DEEPEST,
    EXACT_SLABS,
    ROUNDING,
    Cell,
    added,
    cells_with_boxes,
    check_cutting,
    proofs,
)
from gametheory_paradox.conditions.proofs.statements import Every, Some, every, negation, positive, some
from gametheory_paradox.detectors.cutting import CuttingTree
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.polynomials import Polynomial

x, y = Polynomial.variable("x"), Polynomial.variable("y")
HALF = Polynomial.constant(Fraction(1, 2))
UNIT = {"x": (Fraction(0), Fraction(1)), "y": (Fraction(0), Fraction(1))}


def is_positive(polynomial):
    return positive([polynomial], unfactored)


RIGHT, UPPER, RISING = is_positive(x - HALF), is_positive(y - HALF), is_positive(y - x)
CURVE = is_positive(y - x * x)


def checked(claim, exception, box, cutting):
    return check_cutting(partial(Cell.whole, claim, exception, box), box, cutting)


def shares(claim, cutting, exception=False, box=UNIT):
    found = checked(claim, exception, box, cutting)
    return found.present, found.absent, found.cells


@pytest.mark.parametrize(
    ("claim", "cutting", "present", "absent", "cells"),
    [
        (True, "+", 1, 0, 1),
        (False, "-", 0, 1, 1),
        (RIGHT, "/", "1/2", "1/2", 1),
        (RIGHT, "0-+", "1/2", "1/2", 2),
        (RIGHT, "?", 0, 0, 1),
        (RIGHT, "0?+", "1/2", 0, 2),
        (RISING, "/", "1/2", "1/2", 1),
        (RISING, "01/+1-/", "1/2", "1/2", 4),  # the lower half comes first
        (every([RIGHT, UPPER]), "0-1-+", "1/4", "3/4", 3),
        (every([RIGHT, UPPER]), "0-/", "1/4", "3/4", 2),
        (some([RIGHT, UPPER]), "1/+", "3/4", "1/4", 2),
        (every([RIGHT, RISING]), "0-/", "1/8", "7/8", 2),
        (negation(RISING), "/", "1/2", "1/2", 1),
        (CURVE, "/", "1/2", "1/8", 1),  # between the lines y = x and y = x - 1/2
        (every([RIGHT, UPPER]), "=", "1/4", "3/4", 1),
        (some([RIGHT, negation(RISING)]), "=", "5/8", "3/8", 1),
        (every([RIGHT, CURVE]), "=", "1/8", "5/8", 1),  # y > x and x > 1/2; x < 1/2 or y < x - 1/2
        (every([RIGHT, negation(UPPER), RISING]), "=", 0, 1, 1),
        (every([RIGHT, negation(UPPER), RISING]), "0-1--", 0, 1, 3),
        (every([RIGHT, negation(UPPER), RISING]), "0-1-?", 0, "3/4", 3),  # to claim less is allowed
    ],
)
def test_what_a_cutting_proves(claim, cutting, present, absent, cells):
    assert shares(claim, cutting) == (Fraction(present), Fraction(absent), cells)


@pytest.mark.parametrize(
    ("claim", "cutting"),
    [
        *((RIGHT, mark) for mark in ("+", "-")),
        *((RIGHT, cutting) for cutting in ("0++", "0--", "0+-", "0-/", "0/+")),
        *((True, mark) for mark in ("-", "/")),
        *((False, mark) for mark in ("+", "/")),
        *((every([RIGHT, UPPER]), mark) for mark in ("/", "+", "-")),
        *((claim, "=") for claim in (True, False, RIGHT)),
        *((RIGHT, cutting) for cutting in ("", "0", "0-", "00--", "0-+?", "//", "+ ", "0-+\n")),
        *((RIGHT, cutting) for cutting in ("2-+", "9??", "-1", "٠-+", "²-+", "a", "/ ", "x", "0.-+")),
    ],
)
def test_what_is_not_proved_or_no_cutting_is_refused(claim, cutting):
    with pytest.raises(CertificateRejected):
        checked(claim, False, UNIT, cutting)


def test_cells_are_halved_only_so_often():
    box = {"x": UNIT["x"]}
    deepest = "0" * DEEPEST + "?" * (DEEPEST + 1)
    assert shares(RIGHT, deepest, box=box) == (0, 0, DEEPEST + 1)
    with pytest.raises(CertificateRejected, match="cannot"):
        shares(RIGHT, "0" * (DEEPEST + 1) + "?" * (DEEPEST + 2), box=box)


def test_where_the_exception_holds_nothing_is_claimed():
    assert shares(True, "0?+", exception=negation(RIGHT)) == (Fraction(1, 2), 0, 2)
    assert shares(RISING, "0/?", exception=RIGHT) == (Fraction(3, 8), Fraction(1, 8), 2)
    for claim, cutting in (
        (True, "+"),
        (RISING, "/"),
        (False, "-"),
        (RISING, "0//"),
        (RISING, "="),
        (True, "0++"),
    ):
        with pytest.raises(CertificateRejected, match="not proved"):
            checked(claim, RIGHT, UNIT, cutting)


def test_an_exception_everywhere_leaves_everything_open():
    assert shares(True, "?", exception=True) == (0, 0, 1)
    with pytest.raises(CertificateRejected):
        checked(True, True, UNIT, "+")


def test_walking_gives_each_leaf_with_its_box():
    found = [
        (mark, {n: tuple(map(str, ends)) for n, ends in box.items()})
        for mark, box, _ in cells_with_boxes(RIGHT, False, UNIT, "10-+0-+")
    ]
    assert found == [
        ("-", {"x": ("0", "1/2"), "y": ("0", "1/2")}),
        ("+", {"x": ("1/2", "1"), "y": ("0", "1/2")}),
        ("-", {"x": ("0", "1/2"), "y": ("1/2", "1")}),
        ("+", {"x": ("1/2", "1"), "y": ("1/2", "1")}),
    ]


def test_axes_are_numbered_in_the_order_of_the_box():
    turned = {"y": UNIT["y"], "x": UNIT["x"]}
    assert shares(RIGHT, "1-+", box=turned)[:2] == (Fraction(1, 2), Fraction(1, 2))
    with pytest.raises(CertificateRejected):
        checked(RIGHT, False, turned, "0-+")


def test_many_slabs_are_each_rounded_down_a_little():
    box = {"x": (Fraction(0), Fraction(3)), "y": (Fraction(0), Fraction(1))}
    claim = is_positive(Polynomial.constant(Fraction(7, 3)) * y - x)
    cutting, cells = "/", 1
    while cells <= EXACT_SLABS:
        cutting, cells = cutting.replace("/", "1//"), 2 * cells
    found = checked(claim, False, box, cutting)
    exactly = Fraction(7, 3) / 2 / 3
    assert found.cells == cells
    assert exactly - Fraction(cells, ROUNDING) <= found.present <= exactly
    assert 1 - exactly - Fraction(cells, ROUNDING) <= found.absent <= 1 - exactly
    assert found.present + found.absent < 1
    assert ROUNDING % found.present.denominator == 0
    fewer = "/".replace("/", "1//")
    assert sum(shares(claim, fewer, box=box)[:2]) == 1


BOXES = boxes(("x", "y"))
PARTS = st.lists(polynomials(("x", "y")).filter(lambda p: not p.is_constant), min_size=1, max_size=3)


@st.composite
def statements(draw):
    """Random statements over one to three polynomials."""
    signs = [positive([p], unfactored) for p in draw(PARTS)]
    signs = [negation(s) if draw(st.booleans()) else s for s in signs]
    return draw(st.sampled_from([every, some]))([signs[0], draw(st.sampled_from([every, some]))(signs)])


@cases(14, 1000)
def test_a_cell_says_about_each_of_its_points_what_the_statement_says(count):
    @always(count, statements(), st.one_of(st.just(False), statements()), BOXES, st.data())
    def law(claim, exception, box, data):
        pending = [(Cell.whole(claim, exception, box), box, 0)]
        leaves = []
        while pending:
            cell, here, depth = pending.pop()
            if cell.mark != "?" or depth == 3:
                leaves.append((cell.mark, cell))
                point = data.draw(points(here))
                truth = holds_at(claim, point), holds_at(exception, point)
                if cell.mark in "+-" and None not in truth:
                    assert truth == (cell.mark == "+", False)
                if cell.mark == "/" and None not in truth:
                    (polynomial,) = cell.live
                    assert truth == (cell.claim.positive == (polynomial.value(point) > 0), False)
                if cell.exception is False and len(cell.live) == 1:
                    assert cell.mark == "/"
                continue
            axis = depth % 2
            name = list(box)[axis]
            low, high = here[name]
            for half, ends in zip(
                cell.halves(axis), ((low, (low + high) / 2), ((low + high) / 2, high)), strict=True
            ):
                pending.append((half, {**here, name: ends}, depth + 1))
        assert sum(Fraction(1, 1 << cell.depth) for _, cell in leaves) == 1
        found = added(proofs(leaves), exactly=True)
        assert found.present >= 0
        assert found.absent >= 0
        assert found.present + found.absent <= 1
        assert found.cells == len(leaves)


@cases(17, 500)
def test_a_cell_knows_only_the_polynomials_it_still_depends_on(count):
    @always(count, statements(), BOXES)
    def law(claim, box):
        cell = Cell.whole(claim, False, box)
        if isinstance(cell.claim, bool):
            assert not cell.live
            assert cell.mark == "-+"[cell.claim]
        elif isinstance(cell.claim, Every | Some):
            assert len(cell.live) >= 1
        assert all(coefficients.sign is None for coefficients in cell.live.values())
        assert (cell.mark == "/") == (len(cell.live) == 1)


def test_a_cutting_that_is_too_much_work_is_refused_before_it_is_walked(monkeypatch):
    many = "0?" * 3 + "?"
    assert shares(RIGHT, many, box={"x": UNIT["x"]}) == (0, 0, 4)
    monkeypatch.setattr(cells, "MOST_WORK", 3 * cells.LEAST_WORK - 1)
    with pytest.raises(CertificateRejected, match="too many cells"):
        check_cutting(None, {"x": UNIT["x"]}, many)  # nothing is worked out


def test_coefficients_count_as_work(monkeypatch):
    box = {"x": UNIT["x"]}
    monkeypatch.setattr(cells, "MOST_WORK", cells.LEAST_WORK + 6)  # one cell, and two coefficients
    assert shares(RIGHT, "0-+", box=box)[2] == 2
    monkeypatch.setattr(cells, "MOST_WORK", cells.LEAST_WORK + 5)
    with pytest.raises(CertificateRejected, match="too many coefficients"):
        checked(RIGHT, False, box, "0-+")


def test_what_is_cut_is_never_more_than_is_checked(monkeypatch):
    monkeypatch.setattr("gametheory_paradox.detectors.cutting.MOST_WORK", 5 * (cells.LEAST_WORK + 3 * 6))
    tree = CuttingTree(Cell.whole(CURVE, False, UNIT))
    assert not tree.grow(Fraction(0), None)
    assert tree.cells == 6
    monkeypatch.setattr(cells, "MOST_WORK", tree.work)
    assert checked(CURVE, False, UNIT, tree.cutting()) == tree.shares()


def test_nothing_is_worked_out_where_nothing_is_claimed():
    assert check_cutting(None, UNIT, "?") == cells.Shares(Fraction(0), Fraction(0), 1)

"""Cutting a box."""

from fractions import Fraction

from witnesses.formulas import unfactored

from gametheory_paradox.conditions.proofs.cells import Cell
from gametheory_paradox.conditions.proofs.statements import positive
from gametheory_paradox.detectors.cutting import CuttingTree
from gametheory_paradox.polynomials import Polynomial


def test_what_no_cutting_can_decide_does_not_keep_it_busy():
    x, y = Polynomial.variable("x"), Polynomial.variable("y")
    claim, exception = positive([y - x * x], unfactored), positive([x], unfactored)
    ends = (Fraction(-1), Fraction(1))
    tree = CuttingTree(Cell.whole(claim, exception, {"x": ends, "y": ends}))
    assert not tree.grow(Fraction(1, 100), None)  # one half of the box is lost
    shares = tree.shares()
    assert Fraction(1, 2) < 1 - shares.present - shares.absent <= Fraction(51, 100)
    assert abs(shares.present - Fraction(1, 6)) < Fraction(1, 100)
    assert tree.cells < 100

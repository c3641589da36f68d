"""Payoffs over all equilibria that a proof establishes."""

from fractions import Fraction

import pytest

from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet


@pytest.mark.parametrize(
    ("payoffs", "infinite", "values"),
    [
        ([3, 1, 2, 1], False, (1, 2, 3)),
        ([3, 1, 2], True, (1, 3)),
        ([2], False, (2,)),
        ([2, 2], True, (2, 2)),
        ([2], True, (2, 2)),
    ],
)
def test_payoffs_are_distinct_and_ascending_or_the_two_ends(payoffs, infinite, values):
    found = PayoffSet.of(map(Fraction, payoffs), infinite=infinite)
    assert found.values == values
    assert found.infinite is infinite
    assert (found.low, found.high) == (min(payoffs), max(payoffs))


def test_payoffs_of_each_player():
    game = NormalForm.from_tables(["A", "B"], [["a", "b"], ["x", "y"]], [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    profiles = (*(Profile.pure(game.information_sets, [n, n]) for n in (0, 1)),)
    half = Profile(
        game.information_sets, ((Fraction(2, 3), Fraction(1, 3)), (Fraction(1, 3), Fraction(2, 3)))
    )
    found = EquilibriumSet(game, (*profiles, half), infinite=False, spanning=True)
    assert found.payoffs("A").values == (Fraction(2, 3), 1, 2)
    assert found.payoffs("B").values == (Fraction(2, 3), 1, 2)
    assert EquilibriumSet(game, (profiles[1],), infinite=False, spanning=True).payoffs("B").values == (2,)

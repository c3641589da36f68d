"""Bounds of profiles: which profiles are within, which bounds hold of several, and what everyone gets."""

from fractions import Fraction

from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.tables.proofs.profile_bounds import ProfileBounds, interval_to_data

GAME = NormalForm.from_tables(
    ["A", "B"], [["a", "b"], ["c", "d", "e"]], [[3, -2, 0], [-1, 5, 7]], [[1, 0, "1/2"], [0, -4, 1]]
)
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
NONE, SURE = (Fraction(0), Fraction(0)), (Fraction(1), Fraction(1))


def bounds(*own):
    return ProfileBounds(GAME.information_sets, own)


WIDE = bounds(((THIRD, HALF), (HALF, 2 * THIRD)), ((HALF, Fraction(1)), (Fraction(0), HALF), NONE))


def profile(*odds):
    return Profile(GAME.information_sets, tuple(tuple(map(Fraction, own)) for own in odds))


def test_around_cells_they_are_the_least_and_greatest_probabilities_of_their_vertices():
    cells = [(((1, 0), (1, 1)), ((1, 0, 0),)), (((1, 3),), ((2, 0, 2), (0, 0, 1)))]
    found = ProfileBounds.around(GAME.information_sets, cells)
    assert found == bounds(
        ((Fraction(1, 4), Fraction(1)), (Fraction(0), Fraction(3, 4))),
        ((Fraction(0), Fraction(1)), NONE, (Fraction(0), Fraction(1))),
    )
    assert ProfileBounds.around(GAME.information_sets, cells[:1]).bounds[1] == (SURE, NONE, NONE)


def test_joined_bounds_hold_where_any_do_and_are_the_least_such():
    other = bounds((NONE, SURE), ((HALF, HALF), NONE, (HALF, HALF)))
    joined = WIDE.joined(other)
    assert joined == bounds(
        ((Fraction(0), HALF), (HALF, Fraction(1))),
        ((HALF, Fraction(1)), (Fraction(0), HALF), (Fraction(0), HALF)),
    )
    assert other.joined(WIDE) == joined
    assert WIDE.joined() == WIDE
    assert WIDE.width == HALF
    assert other.width == 0


def test_a_profile_is_within_if_every_probability_is():
    assert WIDE.holds(profile((HALF, HALF), (1, 0, 0)))
    assert WIDE.holds(profile((THIRD, 2 * THIRD), (HALF, HALF, 0)))
    assert not WIDE.holds(profile((Fraction(1, 4), Fraction(3, 4)), (1, 0, 0)))
    assert not WIDE.holds(profile((Fraction(3, 4), Fraction(1, 4)), (1, 0, 0)))
    assert not WIDE.holds(profile((HALF, HALF), (HALF, 0, HALF)))


def test_bounds_touch_where_some_numbers_are_within_both():
    beside = bounds(((HALF, Fraction(1)), (Fraction(0), HALF)), (SURE, NONE, NONE))  # at 1/2 and 1/2 alone
    assert WIDE.touches(beside)
    assert beside.touches(WIDE)
    apart = bounds((SURE, NONE), (SURE, NONE, NONE))
    assert not WIDE.touches(apart)
    assert not apart.touches(WIDE)
    assert not WIDE.touches(bounds(((HALF, HALF), (HALF, HALF)), (NONE, NONE, SURE)))


def test_payoffs_are_between_the_sums_of_least_and_of_greatest_products():
    # A: 3·ac - 2·ad - bc + 5·bd with ac in [1/6, 1/2], ad in [0, 1/4], bc in [1/4, 2/3], bd in [0, 1/3].
    # B: ac - 4·bd.
    assert WIDE.payoff_bounds(GAME) == (
        (Fraction(1, 2) - Fraction(1, 2) - Fraction(2, 3), Fraction(3, 2) - Fraction(1, 4) + Fraction(5, 3)),
        (Fraction(1, 6) - Fraction(4, 3), HALF),
    )
    exact = bounds(((HALF, HALF), (HALF, HALF)), (NONE, NONE, SURE))
    assert exact.payoff_bounds(GAME) == ((Fraction(7, 2), Fraction(7, 2)), (Fraction(3, 4), Fraction(3, 4)))


def test_as_data_a_number_or_its_bounds():
    assert interval_to_data((HALF, HALF)) == "1/2"
    assert interval_to_data((THIRD, HALF)) == {"lower": "1/3", "upper": "1/2"}
    assert WIDE.to_data()["B"] == {
        "c": {"lower": "1/2", "upper": "1"},
        "d": {"lower": "0", "upper": "1/2"},
        "e": "0",
    }

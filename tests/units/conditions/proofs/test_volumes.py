"""The volume of bodies cut out of the unit cube: known ones, another route, what is left of the work."""

from fractions import Fraction
from math import factorial

import pytest
from hypothesis import strategies as st
from witnesses.sampling import always, cases, seen
from witnesses.volumes import volume

from gametheory_paradox.conditions.proofs.volumes import Volumes, below_plane
from gametheory_paradox.errors import Unsupported


def measured(*halfspaces):
    return Volumes(20_000).of(halfspaces)


def by_slices(halfspaces, dimension):
    """The same volume by way of slices."""
    unit = [tuple(Fraction(int(i == k)) for i in range(dimension)) for k in range(dimension)]
    cube = [*((e, Fraction(0)) for e in unit), *((tuple(-x for x in e), Fraction(1)) for e in unit)]
    return volume([*((tuple(Fraction(-x) for x in a), Fraction(b)) for a, b in halfspaces), *cube], dimension)


@pytest.mark.parametrize("n", range(2, 8))
def test_the_simplex_in_which_the_coordinates_ascend(n):
    ascending = [(tuple(int(i == k) - int(i == k + 1) for i in range(n)), 0) for k in range(n - 1)]
    assert measured(*ascending) == Fraction(1, factorial(n))


def test_known_bodies():
    assert measured() == 1
    assert measured(((0, 0), 0)) == 1
    assert measured(((0, 0), -1)) == 0
    assert measured(((2, 0), 1), ((0, 3), 1)) == Fraction(1, 6)
    assert measured(((1, 1), 1), ((-1, -1), -1)) == 0
    assert measured(((1, 1, 1), 1), ((-1, -1, -1), 0)) == Fraction(1, 6)
    assert below_plane([1, 1, 1, 1], 2) == Fraction(1, 2)


def bodies(dimension):
    numbers = st.integers(-4, 4)
    return st.lists(st.tuples(st.tuples(*[numbers] * dimension), numbers), min_size=1, max_size=4)


DRAWN = st.sampled_from([1, 2, 2, 3, 3]).flatmap(lambda n: st.tuples(st.just(n), bodies(n)))


@cases(5, 2000)
def test_it_is_the_volume_that_slices_give(count):
    @always(count, DRAWN)
    def law(drawn):
        dimension, halfspaces = drawn
        assert measured(*halfspaces) == by_slices(halfspaces, dimension)


@pytest.mark.slow
def test_the_drawn_bodies_are_of_every_kind():
    def kind(drawn):
        return {0: "none", 1: "all"}.get(by_slices(drawn[1], drawn[0]), "part")

    kinds = seen(300, DRAWN)(kind)
    assert min(kinds[kind] for kind in ("none", "all", "part")) >= 15


@cases(15, 400)
def test_a_cut_and_its_other_side_make_up_the_whole(count):
    numbers = st.integers(-5, 5)
    row = st.tuples(st.tuples(*[numbers] * 5), numbers)

    @always(count, st.lists(row, min_size=1, max_size=2), row)
    def law(body, cut):
        if any(cut[0]):
            beyond = tuple(-slope for slope in cut[0]), -cut[1]
            assert measured(*body, cut) + measured(*body, beyond) == measured(*body)


def test_too_many_faces_are_refused():
    rows = [
        ((3, -2, 5, -7, 4, 1, -6, 2), 1),
        ((-1, 4, 2, 3, -5, 2, 7, -3), 2),
        ((2, 2, -3, 1, 1, -4, 1, 5), 1),
    ]
    with pytest.raises(Unsupported, match="faces"):
        Volumes(50).of(rows)

"""Cells of mixed profiles: what an action gives at their vertices, and what each operation leaves."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from witnesses.many_players import tables_of_many

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import NormalForm, Profile, expected_payoffs
from gametheory_paradox.forms.tables.proofs.profile_cells import (
    MOST_BITS,
    Cell,
    corners,
    normalized,
    places,
    reduced,
)

GAME = NormalForm.from_tables(
    ["A", "B", "C"],
    [["a", "b"], ["c", "d", "e"], ["f", "g"]],
    [[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]],
    [[["1/2", 0], [0, 1], [2, 2]], [[0, 0], [1, 1], ["1/3", 5]]],
    [[[0, 1], [1, 0], [0, 1]], [[1, 0], [0, 1], [1, 0]]],
)


def gives(game, who, action, others):
    """What an action gives against mixtures of the others, from the definition."""
    odds = [normalized(mixture) for mixture in others]
    odds[who] = tuple(Fraction(a == action) for a in range(game.shape[who]))
    return expected_payoffs(game, Profile(game.information_sets, tuple(odds)))[who]


def check_values(game, cell):
    """Every value is the payoff times the others' vertex sums, times one positive number per player."""
    factors = [set() for _ in game.players]
    for who, rows in enumerate(cell.values):
        others = [[simplex[0]] if j == who else simplex for j, simplex in enumerate(cell.simplices)]
        for action, row in enumerate(rows):
            for value, vertices in zip(row, product(*others), strict=True):
                total = 1
                for j, vertex in enumerate(vertices):
                    total *= 1 if j == who else sum(vertex)
                payoff = gives(game, who, action, vertices) * total
                assert (value == 0) == (payoff == 0)
                if payoff:
                    factors[who].add(value / payoff)
    assert all(len(found) <= 1 and all(f > 0 for f in found) for found in factors)


def test_the_cell_of_all_profiles_has_the_payoffs_as_values():
    whole = Cell.whole(GAME)
    assert whole.sizes == GAME.shape
    assert whole.values[0] == [(1, 2, 3, 4, 5, 6), (7, 8, 9, 10, 11, 12)]
    assert whole.values[1] == [(3, 0, 0, 0), (0, 6, 6, 6), (12, 12, 2, 30)]  # times six
    assert whole.values[2] == [(0, 1, 0, 1, 0, 1), (1, 0, 1, 0, 1, 0)]
    check_values(GAME, whole)


@given(tables_of_many(), st.data())
def test_values_follow_cuts_and_faces(game, data):
    cell = Cell.whole(game)
    for _ in range(6):
        who = data.draw(st.sampled_from([w for w, size in enumerate(cell.sizes) if size > 1] or [None]))
        if who is None:
            break
        if data.draw(st.booleans()):
            first, second = data.draw(st.permutations(range(cell.sizes[who])))[:2]
            parts = data.draw(st.integers(2, 9))
            part = data.draw(st.integers(1, parts - 1))
            halves = cell.cut(who, first, second, part, parts)
            ends = [normalized(cell.simplices[who][v]) for v in (first, second)]
            middle = tuple(a + Fraction(part, parts) * (b - a) for a, b in zip(*ends, strict=True))
            assert (
                normalized(halves[0].simplices[who][first])
                == normalized(halves[1].simplices[who][second])
                == middle
            )
            cell = data.draw(st.sampled_from(halves))
        else:
            cell = cell.face(who, data.draw(st.sampled_from(range(game.shape[who])))) or cell
    check_values(game, cell)


@given(tables_of_many(), st.data())
def test_values_at_given_vertices(game, data):
    numbers = st.integers(0, 3)
    simplices = []
    for size in game.shape:
        vertices = st.lists(st.tuples(*[numbers] * size).filter(any), min_size=1, max_size=3)
        simplices.append(tuple(data.draw(vertices)))
    check_values(game, Cell.whole(game).at(tuple(simplices)))


def test_a_face_keeps_the_vertices_that_do_not_use_the_action():
    whole = Cell.whole(GAME)
    face = whole.face(1, 0)
    assert face.simplices[1] == ((0, 1, 0), (0, 0, 1))
    assert face.face(1, 0) is face
    assert face.face(1, 1).face(1, 2) is None
    half, _ = whole.cut(0, 0, 1, 1, 2)  # one vertex uses both actions
    assert half.face(0, 1) is None
    assert half.played(0) == [0, 1]
    assert face.played(1) == [1, 2]


def test_a_cell_of_equilibria_is_one_where_all_that_is_played_is_best():
    both = NormalForm.from_tables(["A", "B"], [["a", "b"], ["c", "d"]], [[1, 0], [1, 0]], [[1, 0], [0, 1]])
    whole = Cell.whole(both)
    first_half, second_half = (half.face(1, 1) for half in whole.cut(0, 0, 1, 1, 2))
    assert second_half.simplices == (((1, 0), (1, 1)), ((1, 0),)) or first_half.simplices == (
        ((1, 1), (0, 1)),
        ((1, 0),),
    )
    kept = [half.is_all_equilibria() for half in (first_half, second_half)]
    # Bob's first action is best as long as Ann plays hers at least half of the time.
    assert sorted(kept) == [False, True]
    assert not whole.is_all_equilibria()


def test_a_vertex_whose_numbers_grow_without_end_is_refused():
    cell = Cell.whole(GAME)
    while sum(cell.simplices[0][0]).bit_length() + 30 <= MOST_BITS:
        cell, _ = cell.cut(0, 0, 1, 1, 10**9)
    with pytest.raises(CertificateRejected, match="bits"):
        cell.cut(0, 0, 1, 1, 10**9)


def test_places_of_vertices_in_rows():
    assert places((2, 3, 2), 0, 1, (1,)) == (2, 3)
    assert places((2, 3, 2), 0, 2, (1,)) == (1, 3, 5)
    assert places((2, 3, 2), 1, 0, (0,)) == (0, 1)


def test_small_numbers():
    assert reduced((4, 0, 6)) == (2, 0, 3)
    assert normalized((4, 0, 6)) == (Fraction(2, 5), 0, Fraction(3, 5))
    assert corners(3, (0, 2), (1, 0, 3)) == ((4, 0, 0), (1, 0, 3))

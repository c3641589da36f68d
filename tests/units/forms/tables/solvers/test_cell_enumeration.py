"""Cells: the plain and the compiled search find the same, proofs hold, and what is not settled is said."""

import json
from fractions import Fraction
from itertools import count
from math import prod
from random import Random

import pytest
from numpy.random import default_rng
from witnesses.kernels import always_compiled, never_compiled, patient
from witnesses.many_players import root_of_one_half, table_of

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers.equilibria import Links
from gametheory_paradox.forms.tables.proofs import profile_cells
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import Walk, every_equilibrium
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox
from gametheory_paradox.forms.tables.solvers.cell_enumeration import cell_enumeration
from gametheory_paradox.forms.tables.solvers.cell_search import CompiledSearch, next_step
from gametheory_paradox.forms.tables.solvers.table_equilibria import table_equilibria
from gametheory_paradox.kernels.compiled import CELLS

# Three players, two actions each: four pure equilibria, three in which two mix, and two in which all do.
NINE = [9, 8, 12, 0, 0, 0, 0, 0, 0, 3, 4, 6, 0, 0, 0, 3, 4, 6, 9, 8, 2, 0, 0, 0]

# Ann gets 2yz or 1, the others always nothing: she is indifferent on a curve, and the set of equilibria is
# curved.
CURVED = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]


def random_game(shape, seed, low=-9, high=9):
    random = Random(f"{shape} {seed}")
    return table_of(shape, [random.randint(low, high) for _ in range(prod(shape) * len(shape))])


def random_cells(shape, number):
    """A table with payoffs 0, 1 and 2, cell by cell."""
    random = Random(f"{shape} {number} 0 2")
    size = prod(shape) * len(shape)
    return table_of(shape, [random.randint(0, 2) for _ in range(size)])


def solved(game, seconds=None):
    return cell_enumeration(game, Clock(seconds))


def shown(found):
    """What the written proof shows."""
    proof = json.loads(json.dumps(found.proof))
    return every_equilibrium(
        found.game, [IsolatingBox.from_data(box) for box in proof["boxes"]], proof["cutting"]
    )


def plainly(game):
    walk = Walk(game)
    while walk.stack:
        walk.take(next_step(walk))
    return walk.found()


def compiled(game, shortest=2.0**-10):
    walk = Walk(game)
    search = CompiledSearch(walk, [], CELLS.load())
    while walk.stack:
        search.advance(shortest, 50)
    return walk.found()


@pytest.mark.parametrize("shape", [(2, 2, 2), (2, 2, 3), (3, 2, 2), (2, 2, 2, 2)])
def test_the_plain_and_the_compiled_search_find_the_same(shape):
    for seed in range(12):
        game = random_game(shape, seed)
        found, other = plainly(game), compiled(game)
        assert found.is_complete
        assert other.is_complete
        assert bool(found.pieces) == bool(other.pieces)
        assert set(found.points) == set(other.points) or found.pieces
        assert len(found.boxes) == len(other.boxes)
        for box in found.boxes:
            assert sum(box.touches(again) for again in other.boxes) == 1


def test_slivers_that_only_rounding_sees_end_the_compiled_search():
    # As floating point has them, so that what nearly ties does not.
    third, two = Fraction(1 / 3), Fraction(2 / 3)
    cells = [
        [
            0,
            1,
            two,
            -1,
            1,
            third,
            1,
            two,
            1,
            0,
            1,
            third,
            -two,
            -1,
            1,
            -third,
            0,
            0,
            third,
            0,
            third,
            0,
            -third,
            two,
        ],
        [
            -two,
            -third,
            two,
            -two,
            two,
            third,
            0,
            -1,
            -1,
            third,
            two,
            -third,
            0,
            -1,
            0,
            two,
            third,
            -third,
            0,
            third,
            two,
            -1,
            -third,
            0,
        ],
    ]
    for payoffs in cells:
        found, other = compiled(table_of((2, 2, 2), payoffs)), plainly(table_of((2, 2, 2), payoffs))
        assert found.is_complete
        assert set(found.points) == set(other.points)


def test_nine_equilibria():
    found = solved(table_of((2, 2, 2), NINE))
    assert found.completeness.status == "proved"
    assert len(found) == 9
    assert not found.is_infinite
    assert (
        sum(all(p in (0, 1) for own in profile.probabilities for p in own) for profile in found.profiles) == 4
    )
    assert all(is_nash(found.game, profile) for profile in found.profiles)
    assert shown(found).is_complete


def test_an_irrational_equilibrium_is_in_a_box():
    found = solved(root_of_one_half())
    assert found.completeness.status == "proved"
    (box,) = found.boxes
    for (low, high), _ in box.bounds:
        assert low**2 < Fraction(1, 2) < high**2
        assert high - low < Fraction(1, 10**6)
    assert shown(found).boxes == (box,)


def test_a_continuum_is_listed_by_its_extreme_points():
    # Ann's first is better; Bob does not care then.
    found = solved(table_of((2, 2, 1), [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0]))
    assert found.completeness.status == "proved"
    assert found.is_infinite
    assert [p.probabilities for p in found.profiles] == [((1, 0), (1, 0), (1,)), ((1, 0), (0, 1), (1,))]
    assert found.subsets == found.components == ((0, 1),)


def test_a_set_with_a_curved_border_is_listed_by_points_on_it():
    found = solved(table_of((2, 2, 2), CURVED))
    assert found.completeness.status == "proved"
    assert found.undecided == ()
    assert found.is_infinite
    assert not found.listed
    half = Fraction(1, 2)
    border = Profile(found.game.information_sets, ((half, half), (half, half), (1, 0)))
    assert any(piece.within.holds(border) for piece in found.curved)
    assert all(is_nash(found.game, found.profiles[n]) for piece in found.curved for n in piece.points)
    assert len(found.components) == 1  # all the others' profiles, with one of Ann's actions or both
    assert len(shown(found).curved) == len(found.curved)
    listed = found.to_data()["curved"]
    assert [own["points"] for own in listed] == [list(piece.points) for piece in found.curved]
    assert set(listed[0]["within"]) == set(found.game.players)


def test_components_are_the_same_if_every_pair_is_looked_at(monkeypatch):
    never_compiled(monkeypatch, CELLS)
    games = [random_cells((2, 2, 2), number) for number in range(30)]
    found = [solved(game) for game in games]
    monkeypatch.setattr(Links, "apart", lambda *_: True)
    assert [solved(game).components for game in games] == [own.components for own in found]
    assert sum(bool(own.curved) for own in found) > 3
    assert sum(len(own.components) < len(own.subsets) for own in found) > 10


def test_a_near_miss_of_a_double_root_is_decided(monkeypatch):
    always_compiled(monkeypatch, CELLS)
    random = default_rng(102)
    tables = [random.integers(0, 99, (3, 3, 3)).tolist() for _ in range(3)]
    found = solved(NormalForm.from_tables("ABC", [["a", "b", "c"]] * 3, *tables))
    assert found.completeness.status == "proved"
    assert len(found) == 3
    assert not found.curved


def test_a_multiple_solution_is_found_to_be_one():
    cells = random_cells((2, 2, 3), 24)  # all mix near (2/3, 1/3), (0, 1), (0, 1, 0), a double solution
    found = solved(cells)
    assert found.completeness.status == "proved"
    assert any(step[0] == "e" and len(step) == 5 for step in found.proof["cutting"])
    assert shown(found).is_complete


@pytest.mark.slow
def test_a_full_support_with_a_curve_stays_open():
    found = solved(random_cells((3, 3, 3), 24))
    assert found.completeness.status == "partial"
    assert found.proof["cutting"].count(["?"]) > 0


@pytest.mark.parametrize("place", range(0, 36, 3))
@pytest.mark.parametrize("payoff", [-5, 5])
def test_flat_cells_are_not_cut_for_ever(place, payoff):
    game = table_of((2, 2, 3), [payoff if n == place else 0 for n in range(36)])
    found = compiled(game)  # equilibria are where either Ann's action or one of the others' is not used
    assert 0 < len(found.pieces) + len(found.open_cells) < 500
    found = solved(game)
    assert found.is_infinite
    assert len(found.proof["cutting"]) < 500


def test_a_spent_budget_leaves_the_rest_undecided():
    found = solved(root_of_one_half(), 0.0)
    assert found.completeness.status == "budget"
    assert found.proof == {"kind": "cells", "boxes": [], "cutting": [["?"]]}
    assert len(found.undecided) == 1
    assert all(pair == (0, 1) for own in found.undecided[0].bounds for pair in own)
    assert not shown(found).is_complete


def test_what_is_known_when_time_is_over_is_put_together_in_half_as_much(monkeypatch):
    never_compiled(monkeypatch, CELLS)
    random = Random(3)
    game = table_of((3, 3, 3), [random.randint(0, 1) for _ in range(81)])

    def given(seconds):
        """What is found if each look at the clock takes a second, and the seconds that it took."""
        ticks = count()
        return cell_enumeration(game, Clock(seconds, now=lambda: next(ticks))), next(ticks)

    found, took = given(200)
    assert 200 < took < 310
    assert found.completeness.status == "budget"
    assert len(found.profiles) > 20
    assert all(is_nash(game, own) for own in found.profiles)
    assert set(map(len, found.subsets)) == {1}  # there was no time to make products of them
    assert max(map(len, given(80)[0].subsets)) == 6


def test_a_compiled_search_that_is_misled_is_put_right(monkeypatch):
    game = random_game((2, 2, 2, 2), 3)
    right, calls = solved(game), []

    def misled(search, *_):
        calls.append(len(search._walk.stack))
        raise CertificateRejected("rounding")

    always_compiled(monkeypatch, CELLS)
    monkeypatch.setattr(CompiledSearch, "advance", misled)
    again = solved(game)
    assert set(again.profiles) == set(right.profiles)
    assert len(again.boxes) == len(right.boxes)
    assert calls == sorted(calls, reverse=True)  # each time the cell is done before the next try
    assert calls[0] == 1


def test_plain_steps_go_first_until_they_cost_as_much_as_loading(monkeypatch):
    monkeypatch.setattr(type(CELLS), "_is_on_disk", lambda kernel: False)
    patient(monkeypatch, CELLS, compiling=1000.0)
    assert solved(root_of_one_half()).completeness.status == "proved"
    assert CELLS.code is None
    assert 0 < CELLS.spent < 1000
    monkeypatch.setattr(CELLS, "spent", 2000.0)
    assert solved(root_of_one_half()).completeness.status == "proved"
    assert CELLS.code is not None


def test_cells_whose_numbers_grow_too_long_stay_open(monkeypatch):
    never_compiled(monkeypatch, CELLS)
    monkeypatch.setattr(profile_cells, "MOST_BITS", 3)
    found = solved(random_game((2, 2, 2), 4))
    assert found.completeness.status == "partial"
    assert found.undecided


def test_where_dominance_leaves_one_profile_no_cells_are_cut():
    dominated = [1, 1, 1, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0]
    assert method_for((2, 2, 2), dominated) == "pure_equilibria"
    assert method_for((1, 1, 1), [0, 0, 0]) == "pure_equilibria"
    assert method_for((2, 2, 2), NINE) == "cell_enumeration"
    assert method_for((1, 1, 2), [0, 0, 1, 0, 0, 1]) == "cell_enumeration"


def method_for(shape, payoffs):
    return table_equilibria(table_of(shape, payoffs), Clock(None)).method


@pytest.mark.parametrize("step", [("s", 5, 0, 1, 0, 0, 1), ("s", 1, 7, 8, 0, 0, 1), ("s", 1, 0, 0, 0, 1, 1)])
def test_a_cut_that_belongs_to_another_cell_is_taken_back(monkeypatch, step):
    """Rounding may lose a cell; what is proposed from then on is about others."""
    always_compiled(monkeypatch, CELLS)
    search = CELLS.load().CellSearch
    advance, misled = search.advance, []

    def mislead(self, shortest, limit):
        misled.append(step)
        boxes, steps = advance(self, shortest, limit)
        return boxes, [*steps[:2], step, *steps[2:]] if len(misled) == 1 else steps

    monkeypatch.setattr(search, "advance", mislead)
    found = solved(table_of((2, 2, 2), NINE))
    assert found.completeness.status == "proved"
    assert len(found) == 9
    assert misled


@pytest.mark.slow
def test_boxes_around_the_same_equilibrium_are_settled_and_tell_it_once():
    random = Random(12)
    found = cell_enumeration(table_of((3, 3, 3), [random.randint(0, 2) for _ in range(81)]), Clock(20))
    assert found.completeness.status == "proved"
    assert len(found.boxes) < 2
    assert len(found) == len(set(found)) > 0

"""Both walks over vertices: the same to the letter, as wide as need be, within time and memory."""

import subprocess
import sys
from fractions import Fraction
from random import Random

import pytest
from hypothesis import strategies as st
from witnesses.kernels import never_compiled, patient
from witnesses.sampling import always, cases, seen

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve, tableau
from gametheory_paradox.forms.tables.proofs.two_player_proofs import best_response_constraints
from gametheory_paradox.forms.tables.solvers import vertex_enumeration
from gametheory_paradox.forms.tables.solvers.vertex_enumeration import CompiledWalk, PlainList, PlainWalk
from gametheory_paradox.kernels.compiled import LOADING, VERTICES
from gametheory_paradox.kernels.vertices.vertex_arrays import VertexArrays


def random_game(m, n, low, high, seed):
    random = Random(seed)
    tables = [[[random.randint(low, high) for _ in range(n)] for _ in range(m)] for _ in "ab"]
    return NormalForm.from_tables(
        ["Ann", "Bob"], [[f"a{i}" for i in range(m)], [f"b{j}" for j in range(n)]], *tables
    )


def to_end(walk):
    while not walk.finished:
        walk.advance()
    return walk.listed()


@pytest.fixture(autouse=True)
def _loaded():
    assert VERTICES.load() is not None


WIDTHS = [(9, 1), (300, 1), (10**5, 2), (10**6, 2), (10**9, 3), (10**25, 4)]


@pytest.mark.parametrize(("high", "words"), WIDTHS)
def test_the_width_is_as_small_as_it_can_be(high, words):
    found = solve(random_game(5, 5, -high, high, 1)).vertices
    if words == 4:
        assert all(isinstance(listed, PlainList) for listed in found)
    else:
        assert [listed.numbers.shape[1] for listed in found] == [words] * 2


def test_payoffs_beyond_all_words_are_solved_in_plain_python():
    game = random_game(3, 4, -(10**60), 10**60, 2)
    found = solve(game)
    assert found.completeness.status == "proved"
    assert all(is_nash(game, profile) for profile in found)
    check_proof(game, "nash", "Ann", found.proof)


def test_more_labels_than_a_word_has_bits():
    game = random_game(2, 70, -99, 99, 3)
    found = solve(game)
    assert all(isinstance(listed, PlainList) for listed in found.vertices)
    assert found.completeness.status == "proved"
    assert all(is_nash(game, profile) for profile in found)


def test_just_as_many_labels_as_a_word_holds():
    game = random_game(2, 61, -99, 99, 3)
    found = solve(game)
    assert all(isinstance(listed, VertexArrays) for listed in found.vertices)
    assert [profile.probabilities for profile in found] == [
        profile.probabilities for profile in plainly(game)
    ]


def plainly(game, **options):
    with pytest.MonkeyPatch.context() as patch:
        never_compiled(patch, VERTICES)
        return solve(game, **options)


@pytest.mark.parametrize(
    ("n", "low", "high"),
    [
        (2, -9, 9),
        (5, 0, 2),
        (8, -9, 9),
        (9, 0, 1),
        (7, -999, 999),
        (6, -(10**9), 10**9),
        (4, -(10**40), 10**40),
    ],
)
def test_both_walks_give_the_same_answer_to_the_letter(n, low, high):
    game = random_game(n, n, low, high, n)
    compiled, plain = solve(game), plainly(game)
    assert isinstance(compiled.vertices[0], PlainList if high > 10**9 else VertexArrays)
    assert isinstance(plain.vertices[0], PlainList)
    assert compiled == plain
    assert compiled.proof == plain.proof


# Payoffs of few values, so that many vertices coincide; of some digits; and with a common factor 2^k, which
# makes the divisors of a pivot even.
ENTRIES = [
    st.integers(0, 2),
    st.integers(0, 9),
    st.integers(0, 1999),
    st.integers(0, 10**7),
    st.integers(0, 3 << 70),
]
ENTRIES += [st.integers(0, 30).map(lambda n, k=k: n << k) for k in (1, 7, 20)]


@st.composite
def constraint_rows(draw):
    """The rows of a polytope of at most five dimensions and six constraints, no column all zeros."""
    height, dimension, entries = (
        draw(st.integers(1, 6)),
        draw(st.integers(1, 5)),
        draw(st.sampled_from(ENTRIES)),
    )
    rows = [[draw(entries) for _ in range(dimension)] for _ in range(height)]
    for column in range(dimension):
        rows[0][column] = rows[0][column] or int(not any(row[column] for row in rows))
    return rows


@cases(33, 3000)
def test_both_walks_list_the_same_vertices(count):
    @always(count, constraint_rows())
    def law(rows):
        plain, compiled = to_end(PlainWalk(rows)), to_end(CompiledWalk(rows, VERTICES.load()))
        assert compiled.rows() == plain.rows()
        assert sorted(zip(compiled.tight(), compiled.labels(), strict=True)) == sorted(plain.sets)


@pytest.mark.slow
def test_the_rows_of_that_law_are_degenerate_and_of_every_width():
    @seen(150, constraint_rows())
    def kinds(rows):
        listed = to_end(CompiledWalk(rows, VERTICES.load()))
        return listed.numbers.shape[1] if isinstance(
            listed, VertexArrays
        ) else "plain", listed.tight() != listed.labels()

    assert all(kinds[width, False] for width in (1, 2, 3, "plain"))
    assert kinds[1, True] >= 10


def test_a_walk_that_becomes_wider_goes_on_where_it_stood():
    rows = best_response_constraints(random_game(8, 8, -300, 300, 1), 0)
    walk, found = CompiledWalk(rows, VERTICES.load()), []
    walk.steps = 20
    while not walk.finished:
        walk.advance()
        found.append((walk.listed().numbers.shape[1], len(walk.listed())))
    assert {width for width, _ in found} == {1, 2}
    assert [count for _, count in found] == sorted(count for _, count in found)
    assert walk.listed().rows() == to_end(PlainWalk(rows)).rows()


def test_a_tie_that_the_perturbation_leaves_is_met_with_another(monkeypatch):
    def perturbation(count, attempt):
        return tuple(range(1, count + 1)) if attempt else (1,) * count

    monkeypatch.setattr(tableau, "perturbation", perturbation)
    monkeypatch.setattr(vertex_enumeration, "perturbation", perturbation)
    same = [[1, 2], [1, 2], [2, 1]]
    lists = [to_end(PlainWalk(same)), to_end(CompiledWalk(same, VERTICES.load()))]
    assert [tuple(listed.perturbation) for listed in lists] == [(1, 2, 3)] * 2
    assert sorted(lists[0].tight()) == sorted(lists[1].tight())
    assert len(lists[0]) == 4


def test_a_proof_needs_no_perturbation_where_every_vertex_is_simple():
    simple = NormalForm.from_tables(
        ["Ann", "Bob"], [["a", "b"], ["c", "d"]], [[3, 0], [1, 2]], [[2, 1], [0, 5]]
    )
    proof = solve(simple).proof
    assert proof["perturbations"] == [[0, 0], [0, 0]]
    assert not any(any(shifted) for side in proof["vertices"] for _, _, shifted in side)
    assert all(any(vector) for vector in solve(random_game(3, 3, 0, 0, 5)).proof["perturbations"])


@pytest.mark.slow
def test_a_large_game_returns_what_it_has_when_the_budget_ends():
    game = random_game(16, 16, -9, 9, 6)
    found = solve(game, budget=0.3)
    assert (found.completeness.status, found.proof) == ("budget", None)
    assert "the budget ended" in found.completeness.why
    assert all(is_nash(game, profile) for profile in found)
    whole = solve(random_game(6, 6, -9, 9, 6), budget=30)
    assert whole.completeness.status == "proved"


def test_where_time_is_short_some_vertices_are_paired(monkeypatch):
    game = random_game(6, 6, 0, 1, 2)
    first, second, _ = vertex_enumeration.vertex_lists(game, Clock())
    every = vertex_enumeration.complementary(game, first, second)
    monkeypatch.setattr(vertex_enumeration, "PAIRS_A_SECOND", len(second.sets))
    some = vertex_enumeration.complementary(game, first, second, seconds=len(first.sets) / 3)
    assert 0 < len(some) < len(every)
    assert set(some) < set(every)
    assert vertex_enumeration.complementary(game, first, second, seconds=0) == []
    assert vertex_enumeration.complementary(game, first, second, seconds=len(first.sets)) == every


def test_a_budget_of_nothing_gives_nothing():
    for path in (solve, plainly):
        found = path(random_game(6, 6, -9, 9, 6), budget=0)
        assert (found.profiles, found.completeness.status) == ((), "budget")


def test_what_was_found_is_kept_when_the_numbers_become_too_long():
    constraints = best_response_constraints(random_game(12, 12, -9, 9, 1), 0)
    wide = [[entry * 2 for entry in row] for row in constraints]
    walk, longest = CompiledWalk(wide, VERTICES.load()), 0
    walk.steps = 500
    while not walk.finished:
        walk.advance()
        assert len(walk.listed()) >= longest
        longest = len(walk.listed())
    assert walk.listed().numbers.shape[1] == 2  # it began with single words
    assert longest == len(to_end(CompiledWalk(constraints, VERTICES.load())))


@pytest.mark.parametrize("plain", [False, True])
def test_memory_is_bounded(monkeypatch, plain):
    monkeypatch.setattr(vertex_enumeration, "MOST_WORDS", 20_000)
    if plain:
        never_compiled(monkeypatch, VERTICES)
    found = solve(random_game(13, 13, -9, 9, 7))
    assert found.completeness.status == "budget"
    assert "memory ran out" in found.completeness.why


def test_without_a_compiler_the_plain_walk_does_all(monkeypatch):
    game = random_game(6, 6, -9, 9, 8)
    expected = solve(game)
    never_compiled(monkeypatch, VERTICES)
    found = solve(game)
    assert isinstance(found.vertices[0], PlainList)
    assert found == expected


def test_the_plain_walk_goes_first_until_loading_would_have_cost_as_much(monkeypatch):
    small, large = random_game(3, 3, -9, 9, 9), random_game(11, 11, -9, 9, 9)
    patient(monkeypatch, VERTICES, spent=LOADING - 0.05)
    assert isinstance(solve(small).vertices[0], PlainList)
    assert LOADING - 0.05 < VERTICES.spent < LOADING
    assert isinstance(solve(large).vertices[0], VertexArrays)
    assert VERTICES.spent >= LOADING
    assert isinstance(solve(small).vertices[0], VertexArrays)


def test_where_nothing_is_on_disk_the_plain_walk_goes_on_until_compiling_would_have_cost_as_much(monkeypatch):
    game = random_game(9, 9, -9, 9, 9)
    monkeypatch.setattr(type(VERTICES), "_is_on_disk", lambda kernel: False)
    patient(monkeypatch, VERTICES, spent=LOADING)
    assert isinstance(solve(game).vertices[0], PlainList)
    assert LOADING < VERTICES.spent < VERTICES.compiling
    monkeypatch.setattr(VERTICES, "spent", VERTICES.compiling)
    assert isinstance(solve(game).vertices[0], VertexArrays)


@pytest.mark.slow
def test_a_budget_too_short_for_loading_is_spent_on_the_plain_walk(monkeypatch):
    patient(monkeypatch, VERTICES, spent=9.99, compiling=10.0)
    monkeypatch.setattr(type(VERTICES), "_is_on_disk", lambda kernel: False)
    found = solve(random_game(11, 11, -9, 9, 9), budget=15)
    assert isinstance(found.vertices[0], PlainList)
    assert found.completeness.status == "proved"


def test_a_plain_walk_that_has_no_memory_left_makes_way_for_the_compiled_one(monkeypatch):
    monkeypatch.setattr(vertex_enumeration, "MOST_WORDS", 1 << 20)
    patient(monkeypatch, VERTICES, compiling=1e6)
    found = solve(random_game(13, 13, -9, 9, 7))
    assert isinstance(found.vertices[0], VertexArrays)
    assert found.completeness.status == "proved"


def test_a_small_game_loads_neither_the_compiler_nor_arrays():
    script = """
import sys
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers import solve
tables = [[2, 0, 1], [0, 1, 3], [1, 1, 1]], [[1, 0, 2], [0, 2, 0], [1, 1, 1]]
game = NormalForm.from_tables(["Ann", "Bob"], [["a", "b", "c"], ["d", "e", "f"]], *tables)
assert solve(game).completeness.status == "proved"
assert not {"numba", "numpy"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_mixtures_are_distributions():
    for profile in solve(random_game(7, 5, 0, 2, 10)):
        for odds in profile.probabilities:
            assert sum(odds) == 1
            assert all(isinstance(p, Fraction) and p >= 0 for p in odds)

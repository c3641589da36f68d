import os
import subprocess
import sys
from fractions import Fraction
from random import Random

import numba
import pytest

from gametheory_paradox.claims.equilibria.every_nash import best_response_constraints
from gametheory_paradox.claims.equilibria.nash import is_nash
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers import solve, vertex_kernel, vertex_lists, vertex_walk
from gametheory_paradox.solvers.vertex_kernel import CompiledList, CompiledWalk, compiling, kernel, walk
from gametheory_paradox.solvers.vertex_walk import PlainList, PlainWalk

eliminated = numba.njit(
    lambda p, e, f, g, old, shift, inverse: walk.eliminated(p, e, f, g, old, shift, inverse)
)
eliminated_short = numba.njit(
    lambda p, e, f, g, shift, inverse: walk.eliminated_short(p, e, f, g, shift, inverse)
)
lengths = numba.njit(lambda most, value: walk.length(walk.spread(most, value)))
compare = numba.njit(lambda a, b, c, d: walk.compare(a, b, c, d))
reciprocal = numba.njit(lambda value: walk.reciprocal(value))
signs = numba.njit(lambda value: (walk.sign(value), walk.negative(value)))


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


def number(value, words):
    """An integer as compiled code takes it."""
    return value if words == 1 else ((value + (1 << 63)) % (1 << 64) - (1 << 63), value >> 64)


def integer(value, words):
    return value if words == 1 else value[0] % (1 << 64) + (value[1] << 64)


@pytest.fixture(autouse=True)
def _loaded():
    assert kernel() is not None


@pytest.mark.parametrize("words", [1, 2])
def test_arithmetic_is_exact_and_says_when_a_quotient_does_not_fit(words):
    random, most = Random(words), 1 << (64 * words - 1)
    fitted = short = 0
    for _ in range(3000):
        old = random.randrange(1, 1 << random.randrange(1, 64 * words - 1))
        p, f = (random.randrange(-most + 1, most) >> random.randrange(64 * words) for _ in "pf")
        quotient = random.choice(
            [random.randrange(-most * 4, most * 4), random.randrange(-most + 1, most) >> random.randrange(64)]
        )
        e, rest = divmod(quotient * old, p) if p else (0, 0)
        g, f = (-rest, 1) if p else (0, f)  # so that p·e - f·g is quotient·old
        if not (abs(e) < most and abs(g) < most):
            continue
        quotient = (p * e - f * g) // old
        shift, inverse = reciprocal(number(old, words))
        found, fits = eliminated(*(number(v, words) for v in (p, e, f, g, old)), shift, inverse)
        assert fits == (abs(quotient) < most)
        assert not fits or integer(found, words) == quotient
        fitted += fits
        if abs(quotient * old) < most:
            short += 1
            assert (
                integer(eliminated_short(*(number(v, words) for v in (p, e, f, g)), shift, inverse), words)
                == quotient
            )
        digits = lengths(number(old, words), number(p, words))
        assert digits >= old.bit_length()
        assert -(1 << digits) <= p < 1 << digits
        assert digits == max(old.bit_length(), (p if p >= 0 else ~p).bit_length())
        a, b, c, d = (random.randrange(-most, most) for _ in "abcd")
        order = compare(*(number(v, words) for v in (a, b, c, d)))
        assert order == (a * b > c * d) - (a * b < c * d)
        assert signs(number(a, words))[0] == (a > 0) - (a < 0)
        assert integer(signs(number(a, words))[1], words) == -a or a == -most
    assert 500 < fitted < 2900
    assert short > 300


@pytest.mark.parametrize(("high", "words"), [(9, 1), (300, 1), (10**5, 2), (10**6, 2), (10**25, 3)])
def test_the_width_is_as_small_as_it_can_be(high, words):
    found = solve(random_game(5, 5, -high, high, 1)).vertices
    if words == 3:
        assert all(isinstance(listed, PlainList) for listed in found)
    else:
        assert all(isinstance(listed, CompiledList) and listed.numbers.ndim == 1 + words for listed in found)


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
    assert all(isinstance(listed, CompiledList) for listed in found.vertices)
    assert [profile.probabilities for profile in found] == [
        profile.probabilities for profile in plainly(game)
    ]


def plainly(game, **options):
    patch = pytest.MonkeyPatch()
    patch.setattr(vertex_lists, "_cheaper", vertex_lists._plain)
    try:
        return solve(game, **options)
    finally:
        patch.undo()


@pytest.mark.parametrize(("n", "low", "high"), [(2, -9, 9), (5, 0, 2), (8, -9, 9), (9, 0, 1)])
def test_both_walks_give_the_same_answer_to_the_letter(n, low, high):
    game = random_game(n, n, low, high, n)
    compiled, plain = solve(game), plainly(game)
    assert isinstance(compiled.vertices[0], CompiledList)
    assert isinstance(plain.vertices[0], PlainList)
    assert compiled == plain
    assert compiled.proof == plain.proof


def test_a_tie_that_the_perturbation_leaves_is_met_with_another(monkeypatch):
    monkeypatch.setattr(
        vertex_walk,
        "perturbation",
        lambda count, attempt: tuple(range(1, count + 1)) if attempt else (1,) * count,
    )
    monkeypatch.setattr(vertex_kernel, "perturbation", vertex_walk.perturbation)
    same = [[1, 2], [1, 2], [2, 1]]
    lists = [to_end(PlainWalk(same)), to_end(CompiledWalk(same, kernel()))]
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


def test_a_large_game_returns_what_it_has_when_the_budget_ends():
    game = random_game(16, 16, -9, 9, 6)
    found = solve(game, budget=0.3)
    assert (found.completeness.status, found.proof) == ("budget", None)
    assert "the budget ended" in found.completeness.why
    assert all(is_nash(game, profile) for profile in found)
    whole = solve(random_game(6, 6, -9, 9, 6), budget=30)
    assert whole.completeness.status == "proved"


def test_a_budget_of_nothing_gives_nothing():
    for path in (solve, plainly):
        found = path(random_game(6, 6, -9, 9, 6), budget=0)
        assert (found.profiles, found.completeness.status) == ((), "budget")


def test_what_was_found_is_kept_when_the_numbers_become_too_long():
    constraints = best_response_constraints(random_game(14, 14, -9, 9, 1), 0)
    wide = [[entry * 3 for entry in row] for row in constraints]
    walk, longest = CompiledWalk(wide, kernel()), 0
    walk.steps = 500
    while not walk.finished:
        walk.advance()
        assert len(walk.listed()) >= longest
        longest = len(walk.listed())
    assert walk.listed().numbers.ndim == 3  # it began with single words
    assert longest == len(to_end(CompiledWalk(constraints, kernel())))


@pytest.mark.parametrize("plain", [False, True])
def test_memory_is_bounded(monkeypatch, plain):
    monkeypatch.setattr(vertex_walk, "MOST_WORDS", 20_000)
    if plain:
        monkeypatch.setattr(vertex_lists, "_cheaper", vertex_lists._plain)
    found = solve(random_game(13, 13, -9, 9, 7))
    assert found.completeness.status == "budget"
    assert "memory ran out" in found.completeness.why


def test_without_a_compiler_the_plain_walk_does_all(monkeypatch):
    game = random_game(6, 6, -9, 9, 8)
    expected = solve(game)
    monkeypatch.setattr(vertex_lists, "kernel", lambda: None)
    monkeypatch.setattr(vertex_lists, "cost_of_loading", lambda: 0.0)
    found = solve(game)
    assert isinstance(found.vertices[0], PlainList)
    assert found == expected


def test_the_plain_walk_goes_first_until_loading_would_have_cost_as_much(monkeypatch):
    small, large = random_game(3, 3, -9, 9, 9), random_game(11, 11, -9, 9, 9)
    monkeypatch.setattr(vertex_lists, "cost_of_loading", lambda: 0.05)
    monkeypatch.setattr(vertex_lists._Patience, "spent", 0.0)
    assert isinstance(solve(small).vertices[0], PlainList)
    assert 0 < vertex_lists._Patience.spent < 0.05
    assert isinstance(solve(large).vertices[0], CompiledList)
    assert vertex_lists._Patience.spent >= 0.05
    assert isinstance(solve(small).vertices[0], CompiledList)


def test_a_budget_too_short_for_loading_is_spent_on_the_plain_walk(monkeypatch):
    monkeypatch.setattr(vertex_lists, "cost_of_loading", lambda: 10.0)
    monkeypatch.setattr(vertex_lists._Patience, "spent", 9.99)
    found = solve(random_game(11, 11, -9, 9, 9), budget=15)
    assert isinstance(found.vertices[0], PlainList)
    assert found.completeness.status == "proved"


def test_a_small_game_loads_neither_the_compiler_nor_arrays():
    script = """
import sys
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers import solve
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


def test_where_nothing_can_be_kept_on_disk_functions_are_compiled_all_the_same(monkeypatch):
    def refuse(function):
        raise RuntimeError("no locator available for file")

    compile_now = compiling.numba.njit
    monkeypatch.setattr(
        compiling.numba, "njit", lambda cache=False, **options: refuse if cache else compile_now(**options)
    )
    assert compiling.kept(lambda x: x + 1)(3) == 4


def test_what_was_compiled_from_other_code_is_forgotten(tmp_path):
    names = ["search.search-1.py311.nbi", "search.search-1.py311.1.nbc", "search.other-1.py311.nbi"]
    for name in names:
        (tmp_path / name).touch()

    def search():
        """Stands for the function that is kept."""

    search.__module__ = "any.search"
    compiling._forget_outdated(tmp_path, search)
    assert {path.name for path in tmp_path.iterdir()} == set(names)
    for name in names:
        os.utime(tmp_path / name, (0, 0))
    compiling._forget_outdated(tmp_path, search)
    assert [path.name for path in tmp_path.iterdir()] == names[2:]

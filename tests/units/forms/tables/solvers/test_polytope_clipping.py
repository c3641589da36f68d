from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from gametheory_paradox.forms.solvers.integer_systems import UniqueSolution, solve_integers
from gametheory_paradox.forms.tables.solvers.polytope_clipping import clipped, mixtures_on


def normalized(vertex):
    return tuple(Fraction(v, sum(vertex)) for v in vertex)


def by_brute_force(size, inequalities):
    """The vertices, as all solutions of size - 1 of the conditions as equations that satisfy the others."""
    rows = [*mixtures_on(size, range(size)), *inequalities]
    found = set()
    for chosen in combinations(rows, size - 1):
        solved = solve_integers([*chosen, [1] * size], [0] * (size - 1) + [1])
        if isinstance(solved, UniqueSolution) and all(
            sum(a * b for a, b in zip(row, solved.numerators, strict=True)) >= 0 for row in rows
        ):
            found.add(normalized(solved.numerators))
    return found


@given(st.integers(2, 4), st.data())
def test_the_vertices_are_those_that_brute_force_finds(size, data):
    numbers = st.one_of(st.integers(-1, 1), st.integers(-9, 9))
    inequalities = data.draw(st.lists(st.tuples(*[numbers] * size), max_size=5))
    left = clipped(mixtures_on(size, range(size)), inequalities)
    assert len(left) == len(set(map(normalized, left)))
    assert set(map(normalized, left)) == by_brute_force(size, inequalities)


def test_nothing_is_left_where_no_mixture_satisfies_all():
    assert clipped([(1, 0), (0, 1)], [(-1, -1)]) == []
    assert clipped([(1, 0), (0, 1)], [(1, -2), (-2, 1)]) == []
    assert clipped([], [(1, 1)]) == []


def test_the_pure_mixtures_of_some_actions():
    assert mixtures_on(3, (0, 2)) == [(1, 0, 0), (0, 0, 1)]

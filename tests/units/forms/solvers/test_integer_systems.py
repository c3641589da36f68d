"""Square systems of integers: solutions are put in, kernels are checked."""

from fractions import Fraction

import pytest
from hypothesis import strategies as st
from witnesses.sampling import always, cases, seen

from gametheory_paradox.forms.solvers.integer_systems import Singularity, UniqueSolution, solve_integers

SMALL = st.integers(-3, 3)


@st.composite
def systems(draw, entries=SMALL):
    size = draw(st.integers(0, 5))
    row = st.lists(entries, min_size=size, max_size=size)
    return draw(st.lists(row, min_size=size, max_size=size)), draw(row)


def times(matrix, vector):
    return [sum(a * x for a, x in zip(row, vector, strict=True)) for row in matrix]


def rank(matrix):
    rows, found = [list(map(Fraction, row)) for row in matrix], 0
    for column in range(len(rows)):
        chosen = next((r for r in range(found, len(rows)) if rows[r][column]), None)
        if chosen is not None:
            rows[found], rows[chosen] = rows[chosen], rows[found]
            for r in range(found + 1, len(rows)):
                factor = rows[r][column] / rows[found][column]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[found], strict=True)]
            found += 1
    return found


@cases(42, 4000)
def test_a_solution_solves_and_a_kernel_spans(count):
    @always(count, st.one_of(systems(), systems(st.integers(-(10**20), 10**20)), systems(st.integers(0, 1))))
    def law(system):
        matrix, right_side = system
        found, size = solve_integers(matrix, right_side), len(matrix)
        if isinstance(found, UniqueSolution):
            assert found.denominator > 0
            assert times(matrix, found.numerators) == [b * found.denominator for b in right_side]
            assert rank(matrix) == size
        elif found.null is None:
            assert rank(matrix) < size - 1
        else:
            assert rank(matrix) == size - 1
            assert any(found.null)
            assert not any(times(matrix, found.null))


@pytest.mark.slow
def test_all_three_outcomes_are_drawn():
    @seen(300, systems(st.integers(0, 1)))
    def found(system):
        answer = solve_integers(*system)
        return "solved" if isinstance(answer, UniqueSolution) else "line" if answer.null else "more"

    assert min(found["solved"], found["line"], found["more"]) >= 20


def test_an_empty_system_has_the_empty_solution():
    assert solve_integers([], []) == UniqueSolution((), 1)
    assert solve_integers([[0]], [1]) == Singularity((1,))

from fractions import Fraction

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.linear import solve_linear
from gametheory_paradox.polynomials import Polynomial, RationalFunction

x, y, z = (Polynomial.variable(name) for name in "xyz")
one = Polynomial.constant(1)
zero = Polynomial()


def functions(rows):
    return [
        [RationalFunction(entry) if isinstance(entry, Polynomial) else entry for entry in row] for row in rows
    ]


def determinant(matrix):
    """That of the system whose right sides are zero."""
    return solve_linear(functions(matrix), [RationalFunction.constant(0)] * len(matrix)).determinant


def test_vandermonde():
    assert determinant([[one, v, v * v] for v in (x, y, z)]) == (y - x) * (z - x) * (z - y)


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        ([], one),
        ([[x]], x),
        ([[zero, x], [y, zero]], -(x * y)),
        ([[x, x], [y, y]], zero),
        ([[zero, x], [zero, y]], zero),
        ([[zero, zero, x], [zero, y, one], [z, one, one]], -(x * y * z)),
    ],
)
def test_small_determinants(matrix, expected):
    assert determinant(matrix) == expected


def test_an_argument_is_not_changed():
    matrix = functions([[x, y, one], [one, x, y], [y, one, x]])
    copy = [list(row) for row in matrix]
    solve_linear(matrix, matrix[0])
    assert matrix == copy


def test_ragged_matrix():
    with pytest.raises(InvalidGame, match="2 equations, of 2, 1 coefficients, and 2 right sides"):
        determinant([[x, y], [x]])


def test_the_solution_solves_the_system():
    matrix = functions([[x, one, zero], [one, y, x], [zero, z, RationalFunction(one, x + one)]])
    right = functions([[one, x, RationalFunction(y, z)]])[0]
    found = solve_linear(matrix, right)
    assert not found.singular
    for row, value in zip(matrix, right, strict=True):
        total = RationalFunction.constant(0)
        for entry, unknown in zip(row, found.values, strict=True):
            total = total + entry * unknown
        assert total == value


def test_numerators_are_cramers():
    found = solve_linear(functions([[x, y], [one, x]]), functions([[one, z]])[0])
    assert found.determinant == x * x - y
    assert found.numerators == (x - y * z, x * z - one)


def test_equations_are_cleared_by_the_least_common_denominator():
    shared = RationalFunction(y, x * z)
    found = solve_linear(
        [[shared, RationalFunction(one, x)], [RationalFunction(one), RationalFunction(one)]], [shared, shared]
    )
    assert found.determinant == (y - z) * x * z  # the rows were multiplied by x*z each


def test_rows_that_change_places():
    found = solve_linear(functions([[zero, one], [x, zero]]), functions([[y, z]])[0])
    assert found.determinant == -x
    assert found.values == (RationalFunction(z, x), RationalFunction(y))


@pytest.mark.parametrize("right", [[one, one], [x, one]], ids=["contradictory", "dependent"])
def test_a_singular_system_has_no_values(right):
    solution = solve_linear(functions([[x, x], [one, one]]), functions([right])[0])
    assert solution.singular
    assert solution.values == ()


def test_wrong_number_of_right_sides():
    with pytest.raises(InvalidGame, match="2 equations, of 2, 2 coefficients, and 1 right sides"):
        solve_linear(functions([[x, y], [y, x]]), [RationalFunction(one)])


def test_numbers_alone():
    half, third = RationalFunction.constant(Fraction(1, 2)), RationalFunction.constant(Fraction(1, 3))
    found = solve_linear([[half, third], [third, half]], [half, half])
    assert [value.value({}) for value in found.values] == [Fraction(3, 5), Fraction(3, 5)]

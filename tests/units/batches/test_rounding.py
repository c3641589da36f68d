"""Rounding: games on the edge of a tie, where one digit changes the answer; and numbers of 106 bits."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from witnesses.kernels import always_compiled
from witnesses.sampling import ordinarily

from gametheory_paradox.batches import solve_batch
from gametheory_paradox.batches.blocks import outcome_of
from gametheory_paradox.batches.reading import read
from gametheory_paradox.kernels.batch import plain
from gametheory_paradox.kernels.batch.sheets import EquilibriumSheet
from gametheory_paradox.kernels.compiled import BATCH

numba = pytest.importorskip("numba")


def singular(random, size):
    """A matrix whose rows' differences are dependent: a mixture over all columns ties needless rows."""
    matrix = random.integers(-9, 10, (size, size)).astype(float)
    matrix[-1] = matrix[0] + sum(random.integers(-1, 2) * (matrix[k] - matrix[0]) for k in range(1, size - 1))
    return matrix


def nudged(random, matrix, units):
    """The matrix times some number, a few entries moved by some units in the last place."""
    matrix = matrix * random.choice([1.0, 0.1, 1 / 3, 1e-7, 12345.678])
    for _ in range(random.integers(1, 4)):
        i, j = random.integers(0, matrix.shape[0]), random.integers(0, matrix.shape[1])
        for _ in range(random.integers(0, units + 1)):
            matrix[i, j] = np.nextafter(matrix[i, j], random.choice([-np.inf, np.inf]))
    return matrix


def on_the_edge(seed, size, count):
    random = np.random.default_rng(seed)
    first = np.array([nudged(random, singular(random, size), 3) for _ in range(count)])
    second = np.array([nudged(random, singular(random, size).T, 3) for _ in range(count)])
    return first, second


@pytest.mark.parametrize("size", [3, 4])
@pytest.mark.parametrize("count", [41, pytest.param(3000, marks=pytest.mark.slow)])
def test_games_a_few_units_from_a_tie(size, count, monkeypatch):
    always_compiled(monkeypatch, *BATCH)
    payoffs = on_the_edge(size, size, count)
    found, games = solve_batch(*payoffs), read(payoffs)
    assert found.settled_exactly.mean() > 0.3  # else the games would not be what they are meant to be
    for number in range(count):
        exact = outcome_of(games, number)
        assert (found.number[number], found.infinite[number]) == (exact.number, exact.infinite)
        assert tuple(found.low[number]) == exact.low
        assert tuple(found.high[number]) == exact.high


def test_floats_alone_would_get_some_of_their_signs_wrong():
    wrong = 0
    for rows in on_the_edge(9, 3, 400)[0]:
        a, b = rows[1:, :2] - rows[0, :2]
        (c, d), (e, f) = (
            [Fraction(x) - Fraction(y) for x, y in zip(row, rows[0, :2], strict=True)] for row in rows[1:, :2]
        )
        value = c * f - d * e
        wrong += np.sign(a[0] * b[1] - a[1] * b[0]) != (value > 0) - (value < 0)
    assert wrong > 0


@pytest.mark.parametrize("exponent", [-1000, -170, -90, 90, 170, 1000])
def test_magnitudes_near_the_ends_of_the_floats(exponent, monkeypatch):
    always_compiled(monkeypatch, *BATCH)
    payoffs = [np.random.default_rng(player).integers(-3, 4, (40, 3, 3)).astype(float) for player in range(2)]
    usual, scaled = solve_batch(*payoffs), solve_batch(np.ldexp(payoffs[0], exponent), payoffs[1])
    assert np.array_equal(usual.number, scaled.number)
    assert np.array_equal(usual.infinite, scaled.infinite)
    assert np.array_equal(np.ldexp(usual.low[:, 0], exponent), scaled.low[:, 0])
    assert np.array_equal(usual.high[:, 1], scaled.high[:, 1])


def test_what_numpy_leaves_open_compiled_code_settles_exactly(monkeypatch):
    always_compiled(monkeypatch, *BATCH)
    payoffs = on_the_edge(1, 4, 200)
    by_numpy = EquilibriumSheet.of_size(200, 2)
    plain.find_all(read(payoffs), by_numpy, map)
    assert by_numpy.exactly.any()
    assert (by_numpy.exactly <= solve_batch(*payoffs).settled_exactly).all()


@pytest.fixture(scope="module")
def arithmetic():
    balls = pytest.importorskip("gametheory_paradox.kernels.batch.balls")
    add, multiply, divide, rounded = balls.add, balls.multiply, balls.divide, balls.rounded

    @numba.njit(error_model="numpy")
    def results(x, y):
        total = add(x, y)
        return total, multiply(x, y), divide(x, y), rounded(total)

    return results


def value(ball):
    return Fraction(ball[0]) + Fraction(ball[1])


def drawn_ball(random):
    high = random.choice(
        [random.gauss(0, 1), float(random.randint(-(2**53), 2**53)), 1 + 2.0**-52, 2.0**26 + 1, 3.0]
    )
    low = random.choice([0.0, random.uniform(-1, 1), 1.0]) * high * 2.0**-53
    return high + low, low - ((high + low) - high), 0.0


@pytest.mark.slow
def test_numbers_of_106_bits_are_within_their_error(arithmetic):
    random, worst = Random(3), Fraction(0)
    for _ in range(ordinarily(60, 4000)):
        x, y = drawn_ball(random), drawn_ball(random)
        if random.random() < 0.3:
            y = (-x[0] * (1 + random.choice([0, 1, -1]) * 2.0**-52), -x[1], 0.0)  # cancels
        total, times, ratio, (nearest, certain) = arithmetic(x, y)
        pairs = [(total, value(x) + value(y)), (times, value(x) * value(y)), (ratio, value(x) / value(y))]
        for found, true in pairs:
            error = abs(value(found) - true)
            assert error <= Fraction(found[2])
            worst = max(worst, error / abs(true) if true else Fraction(0))
        if certain:
            assert nearest == float(value(x) + value(y))
    assert 2.0**-108 < worst < 2.0**-102  # an eighth of what is charged


def test_integers_stay_exact(arithmetic):
    total, times, _, _ = arithmetic((12345.0, 0.0, 0.0), (-12345.0, 0.0, 0.0))
    assert total == (0, 0, 0)
    assert times == (-(12345.0**2), 0, 0)


def test_a_number_halfway_between_two_floats_is_rounded_where_it_is_exact(arithmetic):
    *_, (nearest, certain) = arithmetic((2.0**53, 0.0, 0.0), (1.0, 0.0, 0.0))
    assert (nearest, certain) == (2.0**53, True)
    *_, (_, certain) = arithmetic((2.0**53, 0.0, 2.0**-60), (1.0, 0.0, 0.0))
    assert not certain

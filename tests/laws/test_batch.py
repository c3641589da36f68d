"""A batch says of every game what ``solve`` and ``detect`` say of it alone, ties and near-ties included."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from witnesses.brute_force import Table
from witnesses.kernels import always_compiled, never_compiled
from witnesses.sampling import cases

from gametheory_paradox.batches import VerdictCode, solve_batch
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.kernels.compiled import BATCH
from gametheory_paradox.paradoxes.question import QUANTIFIERS
from gametheory_paradox.rationals import nearest_float

NAMES = {VerdictCode.ABSENT: "absent", VerdictCode.PRESENT: "present", VerdictCode.IMPOSSIBLE: "impossible"}
KINDS = {
    "0, 1, 2": lambda random, shape: random.integers(0, 3, shape),
    "−9…9": lambda random, shape: random.integers(-9, 10, shape),
    "normal": lambda random, shape: random.normal(size=shape),
    "tenths": lambda random, shape: random.integers(-20, 21, shape) / 10,
    "few tenths": lambda random, shape: random.integers(-2, 3, shape) * 0.1 + 0.3,
    "thirds": lambda random, shape: random.integers(-3, 4, shape) / 3,
    "near ties": lambda random, shape: (
        random.integers(0, 3, shape) + random.integers(-1, 2, shape) * 2.0 ** -random.integers(45, 54, shape)
    ),
    "large": lambda random, shape: random.integers(-(2**62), 2**62, shape),
    "scales": lambda random, shape: random.integers(-2, 3, shape) * 10.0 ** random.integers(-8, 9, shape),
    "far": lambda random, shape: 1e6 + random.integers(0, 3, shape) * 0.1,
}


LARGEST = np.finfo(float).max
EXTREMES = {  # drawn from integers −1, 0, 1 and what else there is to draw from
    "the largest floats": lambda random, sign: sign * LARGEST,
    "the smallest floats": lambda random, sign: sign * 5e-324,
    "floats of all sizes": lambda random, sign: sign * 10.0 ** random.integers(-320, 308, sign.shape),
    "what can just be squared": lambda random, sign: sign * 2.0 ** random.integers(159, 162, sign.shape),
    "what can just be divided by": lambda random, sign: sign * 2.0 ** -random.integers(159, 162, sign.shape),
    "negative zeros": lambda random, sign: np.where(sign == 0, -0.0, sign),
    "short floats": lambda random, sign: np.array([-65504, 6e-8, 6.1e-5], np.float16)[sign],
    "signed integers": lambda random, sign: np.array([2**63 - 2, 2**63 - 1, -(2**63)])[sign],
    "unsigned integers": lambda random, sign: np.array([2**64 - 2, 2**64 - 1, 0], np.uint64)[sign],
}


@pytest.fixture(params=["compiled", "plain"], autouse=True)
def way(request, monkeypatch):
    (always_compiled if request.param == "compiled" else never_compiled)(monkeypatch, *BATCH)
    return request.param


def drawn(kind, seed, *shape):
    random = np.random.default_rng([seed, *shape, *map(ord, kind)])
    return [KINDS[kind](random, shape) for _ in shape[1:]], random


def single(payoffs, number):
    """One game of the batch, players and actions named by their numbers."""
    shape = payoffs[0].shape[1:]
    names = [tuple(map(str, range(size))) for size in shape]
    cells = [[Fraction(entry) for entry in array[number].ravel().tolist()] for array in payoffs]
    return NormalForm(tuple(map(str, range(len(shape)))), tuple(names), tuple(zip(*cells, strict=True)))


def agrees(found, number, alone, kind="−9…9"):
    assert (found.number[number], found.infinite[number]) == (len(alone), alone.is_infinite), (kind, number)
    for player, payoffs in enumerate(zip(*alone.payoffs, strict=True)):
        assert (found.low[number, player], found.high[number, player]) == (
            float(min(payoffs)),
            float(max(payoffs)),
        ), (kind, number)


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (4, 4), (2, 3), (4, 2), (3, 4), (1, 4)])
@cases(1, 150)
def test_equilibria_are_those_of_solve(shape, count):
    for kind in KINDS:
        payoffs, _ = drawn(kind, 1, count, *shape)
        found = solve_batch(*payoffs)
        for number in range(count):
            agrees(found, number, solve(single(payoffs, number)), kind)


@pytest.mark.parametrize("shape", [(2, 2), (3, 2), (4, 4)])
@cases(1, 60)
def test_verdicts_are_those_of_detect(shape, count):
    for kind, quantifier in product(KINDS, QUANTIFIERS):
        payoffs, random = drawn(kind, 2, count, *shape)
        if random.random() < 0.2:
            payoffs[1] = -payoffs[0]
        mover = int(random.integers(2))
        action = int(random.integers(shape[mover]))
        found = solve_batch(*payoffs, mover=mover, action=action, quantifier=quantifier)
        for number in range(count):
            game = single(payoffs, number)
            verdict = detect(game, mover=str(mover), action=str(action), quantifier=quantifier)
            assert NAMES[found.verdict[number]] == verdict.name, (kind, quantifier, number)
            if verdict.comparison:
                assert found.gap[number] == float(verdict.comparison.gap), (kind, quantifier, number)
                rest = verdict.comparison.without_action
                assert (found.without.low[number, mover], found.without.high[number, mover]) == (
                    float(rest.low),
                    float(rest.high),
                ), (kind, quantifier, number)
            agrees(found, number, solve(game), kind)


@pytest.mark.parametrize("kind", ["0, 1, 2", "−9…9"])
@cases(66, 4000)
def test_two_by_two_games_against_the_plainest_means(kind, count):
    payoffs, _ = drawn(kind, 3, count, 2, 2)
    found = solve_batch(*payoffs)
    for number in range(count):
        table = Table.of(single(payoffs, number))
        for player in range(2):
            truth = table.payoffs(player)
            assert (found.low[number, player], found.high[number, player]) == (
                float(truth.values[0]),
                float(truth.values[-1]),
            )
            assert found.infinite[number] == truth.infinite


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (4, 2), (5, 2)])
@cases(1, 300)
def test_numbers_at_the_ends_of_their_types_are_as_good_as_others(shape, count):
    """A gap between the largest floats is no float itself, and counts as infinite."""
    beyond = 0
    for kind, quantifier in product(EXTREMES, QUANTIFIERS):
        random = np.random.default_rng([11, *shape, *map(ord, kind + quantifier)])
        payoffs = [EXTREMES[kind](random, random.integers(-1, 2, (count, *shape))) for _ in shape]
        found = solve_batch(*payoffs, mover=0, action=1, quantifier=quantifier)
        for number in range(count):
            game = single(payoffs, number)
            agrees(found, number, solve(game), kind)
            verdict = detect(game, mover="0", action="1", quantifier=quantifier)
            assert NAMES[found.verdict[number]] == verdict.name, (kind, quantifier, number)
            if verdict.comparison:
                assert found.gap[number] == nearest_float(verdict.comparison.gap), (kind, quantifier, number)
                beyond += abs(verdict.comparison.gap) > LARGEST
    assert beyond > 0 or count < 10


def test_a_game_that_compiled_code_leaves_alone_is_compared_exactly():
    """Its numbers are too far apart for floats, so that no vertex of it is known before."""
    first = np.array([[-1e206, 0, -1e-185], [1e154, 0, 1e-94], [1e-129, 0, -1e118]])
    second = np.array([[1e-100, 0, -1e-157], [0, 0, 0], [0, 0, 1e-282]])
    payoffs = [first[None], second[None]]
    for quantifier in QUANTIFIERS:
        found = solve_batch(*payoffs, mover=0, action=1, quantifier=quantifier)
        verdict = detect(single(payoffs, 0), mover="0", action="1", quantifier=quantifier)
        assert NAMES[found.verdict[0]] == verdict.name
        assert found.gap[0] == nearest_float(verdict.comparison.gap)


@pytest.mark.parametrize("shape", [(5, 2), (3, 6), (7, 7)])
@cases(3, 40)
def test_larger_games(shape, count):
    payoffs, _ = drawn("−9…9", 4, count, *shape)
    found, verdicts = solve_batch(*payoffs), solve_batch(*payoffs, mover=1, action=1, quantifier="best")
    assert found.settled_exactly.all()
    for number in range(count):
        game = single(payoffs, number)
        agrees(found, number, solve(game))
        agrees(verdicts, number, solve(game))
        assert NAMES[verdicts.verdict[number]] == detect(game, mover="1", action="1", quantifier="best").name


@pytest.mark.parametrize("shape", [(2, 2), (4, 3), (2, 2, 2)])
@cases(4, 400)
def test_renumbering_actions_and_players_changes_nothing(shape, count):
    for kind in KINDS:
        payoffs, random = drawn(kind, 8, count, *shape)
        found, axis = solve_batch(*payoffs), int(random.integers(len(shape)))
        flipped = solve_batch(*(np.flip(array, 1 + axis) for array in payoffs))
        order = (len(shape) - 1, *range(1, len(shape) - 1), 0)
        swapped = solve_batch(*(np.swapaxes(payoffs[player], 1, len(shape)) for player in order))
        for name in ("number", "infinite", "low", "high"):
            assert np.array_equal(getattr(found, name), getattr(flipped, name), equal_nan=True), (kind, name)
        assert np.array_equal(found.number, swapped.number), kind
        assert np.array_equal(found.low[:, 0], swapped.low[:, -1], equal_nan=True), kind
        assert np.array_equal(found.high[:, -1], swapped.high[:, 0], equal_nan=True), kind


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (4, 4)])
def test_odd_numbers_of_equilibria_where_nothing_ties(shape):
    payoffs, _ = drawn("normal", 9, 120, *shape)
    found = solve_batch(*payoffs)
    assert not found.infinite.any()
    assert (found.number % 2 == 1).all()
    assert len(set(found.number.tolist())) > 1


def test_strong_implies_best_and_worst_and_each_of_them_possible():
    payoffs, _ = drawn("−9…9", 10, 150, 3, 3)
    present = {q: solve_batch(*payoffs, mover=0, action=1, quantifier=q).present for q in QUANTIFIERS}
    assert 0 < present["strong"].sum() < present["possible"].sum()
    assert (present["strong"] <= (present["best"] & present["worst"])).all()
    assert ((present["best"] | present["worst"]) <= present["possible"]).all()

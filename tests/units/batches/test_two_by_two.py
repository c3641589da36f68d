"""The short cut for 2×2 games, against the way that larger games take."""

from itertools import product

import numpy as np
import pytest
from witnesses.kernels import always_compiled
from witnesses.sampling import cases

from gametheory_paradox.batches import VerdictCode, solve_batch, two_players
from gametheory_paradox.kernels.compiled import BATCH, COMPARING, SOLVING
from gametheory_paradox.paradoxes.quantifiers import QUANTIFIERS

pytest.importorskip("numba")

KINDS = {
    "−1, 0, 1": lambda random, shape: random.integers(-1, 2, shape),
    "−9…9": lambda random, shape: random.integers(-9, 10, shape),
    "normal": lambda random, shape: random.normal(size=shape),
    "tenths": lambda random, shape: random.integers(-9, 10, shape) / 10,
    "far": lambda random, shape: 1e6 + random.integers(0, 3, shape) * 0.1,
    "an ulp apart": lambda random, shape: np.nextafter(
        random.integers(1, 4, shape) / 10, random.choice([-1.0, 0.1, 1.0], shape)
    ),
    "of all sizes": lambda random, shape: (
        random.integers(-2, 3, shape) * 10.0 ** random.integers(-300, 300, (shape[0], 1, 1))
    ),
}


@pytest.fixture(autouse=True)
def _compiled(monkeypatch):
    always_compiled(monkeypatch, *BATCH)


def drawn(kind, games, seed):
    random = np.random.default_rng([seed, *map(ord, kind)])
    payoffs = [KINDS[kind](random, (games, 2, 2)) for _ in range(2)]
    for payoff in payoffs:  # some with a column that is the same for both rows, some of constant sum
        payoff[::7, 1, 0] = payoff[::7, 0, 0]
    payoffs[1][::11] = -payoffs[0][::11]
    return payoffs


def by_both(monkeypatch, payoffs, **asked):
    short = solve_batch(*payoffs, **asked)
    with monkeypatch.context() as patched:
        patched.setattr(two_players, "SOLVING_2X2", SOLVING)
        patched.setattr(two_players, "COMPARING_2X2", COMPARING)
        return short, solve_batch(*payoffs, **asked)


def same(one, other, *names):
    for name in ("number", "infinite", "low", "high", *names):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name


@cases(83, 6_000)
def test_equilibria_are_those_of_the_long_way(count, monkeypatch):
    for kind in KINDS:
        same(*by_both(monkeypatch, drawn(kind, count, 1)))


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
@cases(10, 1_500)
def test_verdicts_are_those_of_the_long_way(quantifier, count, monkeypatch):
    for kind, mover, action in product(KINDS, range(2), range(2)):
        payoffs = drawn(kind, count, 2 + mover)
        short, long = by_both(monkeypatch, payoffs, mover=mover, action=action, quantifier=quantifier)
        same(short, long, "verdict", "gap")
        same(short.without, long.without)
        same(short, solve_batch(*payoffs))
        assert (short.verdict == VerdictCode.IMPOSSIBLE).any()
        if quantifier == "possible" and kind == "−9…9":
            assert 0 < short.present.sum() < count


def test_hardly_a_game_is_left_to_exact_arithmetic():
    for kind in ("−1, 0, 1", "−9…9", "normal"):
        assert not solve_batch(*drawn(kind, 5000, 4), mover=0, action=1).settled_exactly.any()
    assert solve_batch(*drawn("tenths", 5000, 4), mover=0, action=1).settled_exactly.mean() < 0.01

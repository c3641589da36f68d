"""The one call: what it returns, block by block, on how many threads, with and without compiled code."""

import tracemalloc

import numpy as np
import pytest
from witnesses.kernels import always_compiled, never_compiled, patient
from witnesses.sampling import cases

from gametheory_paradox.batches import (
    BatchVerdicts,
    VerdictCode,
    solve_batch,
    solve_blocks,
)
from gametheory_paradox.clock import Clock
from gametheory_paradox.kernels.compiled import BATCH

FIELDS = ("number", "infinite", "low", "high", "settled_exactly")


def drawn(seed, games, *shape, payoffs=9):
    random = np.random.default_rng(seed)
    return [random.integers(-payoffs, payoffs + 1, (games, *shape)) for _ in shape]


def same(one, other):
    assert type(one) is type(other)
    for name in FIELDS:
        assert np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True), name
    if isinstance(one, BatchVerdicts):
        assert np.array_equal(one.verdict, other.verdict)
        assert np.array_equal(one.gap, other.gap)
        same(one.without, other.without)


@pytest.fixture(params=["compiled", "plain"])
def way(request, monkeypatch):
    (always_compiled if request.param == "compiled" else never_compiled)(monkeypatch, *BATCH)
    return request.param


@pytest.fixture
def compiled(monkeypatch):
    always_compiled(monkeypatch, *BATCH)


def test_known_games(way):
    # Agreement, pennies, dilemma, indifference.
    rows = [[[2, 0], [0, 1]], [[1, -1], [-1, 1]], [[3, 0], [5, 1]], [[0, 0], [0, 0]]]
    columns = [[[1, 0], [0, 2]], [[-1, 1], [1, -1]], [[3, 5], [0, 1]], [[0, 0], [0, 0]]]
    found = solve_batch(rows, columns)
    assert found.examined == "all"
    assert found.number.tolist() == [3, 1, 1, 4]
    assert found.infinite.tolist() == [False, False, False, True]
    assert found.low.tolist() == [[2 / 3, 2 / 3], [0, 0], [1, 1], [0, 0]]
    assert found.high.tolist() == [[2, 2], [0, 0], [1, 1], [0, 0]]
    assert not found.settled_exactly.any()
    assert len(found) == 4


def test_known_verdicts(way):
    # Taking the dominant action away makes the other side friendly; and a game of constant sum.
    rows, columns = [[[2, 4], [1, 3]], [[1, -1], [-1, 1]]], [[[1, 0], [0, 2]], [[-1, 1], [1, -1]]]
    found = solve_batch(rows, columns, mover=0, action=0)
    assert (found.mover, found.action, found.quantifier) == (0, 0, "strong")
    assert found.verdict.tolist() == [VerdictCode.PRESENT, VerdictCode.IMPOSSIBLE]
    assert found.present.tolist() == [True, False]
    assert found.gap.tolist() == [1, -1]
    assert found.high[:, 0].tolist() == [2, 0]
    assert found.without.low[:, 0].tolist() == [3, -1]


def test_an_action_that_nobody_uses_does_not_matter(way):
    # Both agreements are equilibria with and without the third action, which is never a good idea.
    rows, columns = [[[2, 0], [0, 1], [-5, -5]]], [[[2, 0], [0, 1], [0, 0]]]
    found = solve_batch(rows, columns, mover=0, action=2, quantifier="possible")
    assert found.gap.tolist() == [float(np.nextafter(4 / 3, 0))] or found.gap.tolist() == [4 / 3]
    assert found.verdict.tolist() == [VerdictCode.ABSENT]
    assert found.number.tolist() == found.without.number.tolist() == [3]
    # If it upsets one of them, it matters although it is not used.
    rows[0][2], columns[0][2] = [-5, 1.5], [1, 0]
    found = solve_batch(rows, columns, mover=0, action=2, quantifier="possible")
    assert found.verdict.tolist() == [VerdictCode.PRESENT]


@pytest.mark.parametrize("shape", [(2, 2), (3, 2), (4, 4), (2, 2, 2), (3, 3, 3), (1, 1), (1, 4)])
@cases(9, 130)
def test_blocks_make_no_difference(way, shape, count):
    payoffs = drawn(1, count, *shape)
    whole = solve_batch(*payoffs)
    for block in (1, 7, 64, 1000):
        told = []
        with Clock(progress=lambda own, told=told: told.append((own.done, own.total, own.unit))):
            same(whole, solve_batch(*payoffs, block=block))
        assert told == [(min(end, count), count, "games") for end in range(block, count + block, block)]
        parts = list(solve_blocks(*payoffs, block=block))
        assert [len(part) for part in parts] == [
            len(range(count)[k : k + block]) for k in range(0, count, block)
        ]
        for name in FIELDS:
            joined = np.concatenate([getattr(part, name) for part in parts])
            assert np.array_equal(joined, getattr(whole, name), equal_nan=True), (block, name)


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("shape", [(2, 2), (3, 3)])
@cases(4_000, 20_000)
def test_threads_make_no_difference(shape, count):
    payoffs = drawn(2, count, *shape, payoffs=60)
    same(solve_batch(*payoffs, threads=1), solve_batch(*payoffs, threads=3))
    asked = {"mover": 1, "action": 0, "quantifier": "best"}
    same(solve_batch(*payoffs, threads=1, **asked), solve_batch(*payoffs, threads=3, block=1800, **asked))


@pytest.mark.parametrize("shape", [(2, 2), (5, 2), (2, 2, 2), (3, 2, 2)])
def test_no_games_at_all(way, shape):
    found = solve_batch(*[np.zeros((0, *shape))] * len(shape))
    assert len(found) == 0
    assert found.low.shape == (0, len(shape))
    assert list(solve_blocks(*[np.zeros((0, *shape))] * len(shape))) == []
    if len(shape) == 2:
        assert solve_batch(*[np.zeros((0, *shape))] * len(shape), mover=0, action=1).verdict.shape == (0,)


def test_payoffs_are_not_changed(way):
    payoffs = [array.astype(float) for array in drawn(3, 50, 3, 3)]
    copies = [array.copy() for array in payoffs]
    solve_batch(*payoffs, mover=1, action=2)
    assert all(np.array_equal(*pair) for pair in zip(payoffs, copies, strict=True))


def test_arrays_on_disk_are_read_block_by_block(tmp_path):
    payoffs = drawn(4, 500, 2, 2)
    for player, array in enumerate(payoffs):
        np.save(tmp_path / f"{player}.npy", array)
    mapped = [np.load(tmp_path / f"{player}.npy", mmap_mode="r") for player in range(2)]
    same(solve_batch(*payoffs), solve_batch(*mapped, block=64))


@pytest.mark.slow
@pytest.mark.usefixtures("compiled")
def test_what_is_needed_besides_results_grows_with_the_block_alone():
    payoffs = [np.zeros((50_000, 2, 2), np.int8) for _ in range(2)]
    next(solve_blocks(*payoffs, block=500))

    def peak(games):
        tracemalloc.start()
        for _ in solve_blocks(*(array[:games] for array in payoffs), block=500):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(50_000) < 1.5 * peak(1_000) + 100_000


def test_small_batches_do_not_wait_for_the_compiler(monkeypatch):
    class Loaded(Exception):
        pass

    def load():
        raise Loaded

    for kernel in BATCH:
        patient(monkeypatch, kernel)
        monkeypatch.setattr(kernel, "load", load)
    for shape in [(2, 2), (4, 4), (2, 2, 2), (3, 3, 3)]:
        solve_batch(*drawn(7, 20, *shape))
    solve_batch(*drawn(7, 20, 3, 2), mover=0, action=0)
    with pytest.raises(Loaded):
        solve_batch(*drawn(7, 1_000_000, 2, 2, payoffs=1))


def test_summaries():
    payoffs = drawn(5, 300, 2, 2)
    found = solve_batch(*payoffs)
    rows = dict(found.table().rows)
    assert sum(rows.values()) == 300
    assert rows["infinitely many"] == found.infinite.sum()
    assert rows["1"] == ((found.number == 1) & ~found.infinite).sum()
    assert "<table>" in found._repr_html_()
    verdicts = solve_batch(*payoffs, mover=0, action=0)
    assert dict(verdicts.table().rows)["present"] == verdicts.present.sum()
    assert "player 0 without action 0 (strong)" in str(verdicts)


def test_pure_equilibria_of_games_of_three():
    payoffs = drawn(6, 400, 3, 3, 2)
    found = solve_batch(*payoffs)
    assert found.examined == "pure"
    assert "pure equilibria" in str(found)
    for game in range(400):
        cells = [
            cell
            for cell in np.ndindex(3, 3, 2)
            if all(
                payoffs[player][(game, *cell)]
                >= payoffs[player][(game, *cell[:player], other, *cell[player + 1 :])]
                for player in range(3)
                for other in range(payoffs[player].shape[1 + player])
            )
        ]
        assert found.number[game] == len(cells)
        for player in range(3):
            earned = [payoffs[player][(game, *cell)] for cell in cells]
            if earned:
                assert (found.low[game, player], found.high[game, player]) == (min(earned), max(earned))
            else:
                assert np.isnan(found.low[game, player])
                assert np.isnan(found.high[game, player])
    assert (found.number == 0).any()

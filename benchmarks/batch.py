"""Many small games at once against QuantEcon one at a time (where it is installed), in one process, interleaved.

    python benchmarks/batch.py [rounds]

Prints a table in Markdown.  A rate is games per second of elapsed time on all cores; the first ratio is that of the
two rates, round by round.  The second ratio compares processor time: (cores × games per processor second of ours) /
(games per processor second of QuantEcon); on a machine that does other work besides, it is the steadier of the two.
Medians over the rounds.
"""

import importlib
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from gametheory_paradox.solvers.batch import solve_batch

SIZES = (2, 3, 4)
OURS, PEERS = {2: 1 << 19, 3: 1 << 18, 4: 1 << 17}, {2: 6000, 3: 4000, 4: 1500}
KINDS: dict[str, Callable[[np.random.Generator, tuple[int, ...]], Any]] = {
    "normal": lambda random, shape: random.normal(size=shape),
    "−9…9": lambda random, shape: random.integers(-9, 10, shape),
    "0, 1, 2": lambda random, shape: random.integers(0, 3, shape),
    "tenths": lambda random, shape: random.integers(-20, 21, shape) / 10,
}


def peer() -> Any:
    try:
        return importlib.import_module("quantecon.game_theory")
    except ImportError:
        return None


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Elapsed and processor seconds."""
    elapsed, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - elapsed, time.process_time() - processor


def compared(size: int, kind: str, rounds: int, quantecon: Any) -> list[str]:
    random, cores = np.random.default_rng(size), os.cpu_count() or 1
    payoffs = [KINDS[kind](random, (OURS[size], size, size)) for _ in range(2)]
    verdicts = OURS[size] // 4
    few = [array[:verdicts] for array in payoffs]
    games = []
    if quantecon:
        pairs = zip(*(array[: PEERS[size]].astype(float) for array in payoffs), strict=True)
        players = ((quantecon.Player(a), quantecon.Player(np.ascontiguousarray(b.T))) for a, b in pairs)
        games = [quantecon.NormalFormGame(pair) for pair in players]
    rows = []
    for _ in range(rounds):
        ours = timed(lambda: solve_batch(*payoffs))
        judged = timed(lambda: solve_batch(*few, mover=0, action=0))
        theirs = timed(lambda: [quantecon.support_enumeration(game) for game in games])
        rate, slow = OURS[size] / ours[0], len(games) / theirs[0]
        processor = cores * OURS[size] / ours[1] / (len(games) / theirs[1]) if games else 0.0
        rows.append((rate, verdicts / judged[0], slow, rate / slow if games else 0.0, processor))
    medians = [statistics.median(column) for column in zip(*rows, strict=True)]
    mine = [f"{rate / 1e6:.2f} M" for rate in medians[:2]]
    other = [f"{medians[2] / 1e3:.0f} k", *(f"{ratio:.0f}" for ratio in medians[3:])] if games else ["–"] * 3
    return [f"{size}×{size}", kind, *mine, *other]


def main(rounds: int) -> None:
    quantecon = peer()
    for question in ({}, {"mover": 0, "action": 0}):  # load and compile everything
        solve_batch(np.zeros((1 << 19, 2, 2)), np.zeros((1 << 19, 2, 2)), **question)
    version = importlib.import_module("quantecon").__version__ if quantecon else "not installed"
    numba = importlib.import_module("numba").__version__
    print(
        f"{os.cpu_count()} cores, Python {platform.python_version()}, numpy {np.__version__}, "
        f"numba {numba}, QuantEcon {version}\n"
    )
    print("| size | payoffs | games/s | verdicts/s | QuantEcon games/s | ratio | ratio by processor time |")
    print("|---|---|---|---|---|---|---|")
    for size in SIZES:
        for kind in KINDS:
            print(f"| {' | '.join(compared(size, kind, rounds, quantecon))} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)

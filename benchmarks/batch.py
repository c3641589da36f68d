"""Many small games at once, against QuantEcon one at a time, in one process, interleaved.

Prints the tables of docs/batch.md; ``--rounds`` says how often everything is measured.  A rate is games per
second of elapsed time on all cores.  The first of two figures is for the equilibria, the second for those
with and without an action and the verdict about it, for which QuantEcon solves both games too.  Ratios are
those of the rates, round by round, and then of processor time: cores × games per processor second of ours, to
games per processor second of QuantEcon.  On a machine that does other work besides, the latter are the
steadier.  Medians over rounds.
"""

import argparse
import os
import time
from collections.abc import Callable
from importlib import import_module
from statistics import median
from typing import Any

import numpy as np
from machine import machine
from peers import installed, versions

from gametheory_paradox.batches import BatchEquilibria, solve_batch
from gametheory_paradox.table import Cell, Table

CORES = os.cpu_count() or 1
GAMES, FEW = {2: 1 << 19, 3: 1 << 17, 4: 1 << 16}, {2: 6000, 3: 4000, 4: 1500}
KINDS: dict[str, Callable[[np.random.Generator, tuple[int, ...]], Any]] = {
    "normal": lambda random, shape: random.normal(size=shape),
    "−9 to 9": lambda random, shape: random.integers(-9, 10, shape),
    "0 to 2": lambda random, shape: random.integers(0, 3, shape),
    "tenths": lambda random, shape: random.integers(-20, 21, shape) / 10,
}
PURE = {(2, 2, 2): 1 << 18, (3, 3, 3): 1 << 17}


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Elapsed and processor seconds."""
    elapsed, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - elapsed, time.process_time() - processor


def drawn(kind: str, games: int, *shape: int) -> list[Any]:
    random = np.random.default_rng(shape)
    return [KINDS[kind](random, (games, *shape)) for _ in shape]


def one_at_a_time(rows: Any, columns: Any) -> Callable[[], object] | None:
    """Support enumeration by QuantEcon, the quickest of its methods, on games in its own form."""
    if not installed("quantecon"):
        return None
    theory = import_module("quantecon.game_theory")
    pairs = [(np.array(a, float), np.array(b.T, float)) for a, b in zip(rows, columns, strict=True)]
    games = [theory.NormalFormGame([theory.Player(a), theory.Player(b)]) for a, b in pairs]
    return lambda: [theory.support_enumeration(game) for game in games]


def compared(size: int, kind: str, rounds: int) -> list[Cell]:
    games, few = GAMES[size], FEW[size]
    payoffs, measured = drawn(kind, games, size, size), []
    peer = one_at_a_time(*(array[:few] for array in payoffs))
    without = one_at_a_time(*(array[:few, 1:] for array in payoffs))
    for _ in range(rounds + 1):
        ours = timed(lambda: solve_batch(*payoffs)), timed(lambda: solve_batch(*payoffs, mover=0, action=0))
        row = [games / elapsed for elapsed, _ in ours]
        if peer and without:
            once, again = timed(peer), timed(without)
            theirs = once, (once[0] + again[0], once[1] + again[1])
            row += [few / elapsed for elapsed, _ in theirs]
            row += [row[k] / row[2 + k] for k in range(2)]
            row += [CORES * games / ours[k][1] / (few / theirs[k][1]) for k in range(2)]
        measured.append(row)
    figures = [median(column) for column in zip(*measured[1:], strict=True)]  # the first round warms up
    pairs = [
        f"{shown(one)} / {shown(other)}" for one, other in zip(figures[0:4:2], figures[1:4:2], strict=True)
    ]
    ratios = [f"{one:.0f}× / {other:.0f}×" for one, other in zip(figures[4::2], figures[5::2], strict=True)]
    cells = [*pairs, *ratios] if peer else [*pairs, "–", "–", "–"]
    return [f"{size}×{size}", kind, *cells, settled(solve_batch(*payoffs))]


def three_players(shape: tuple[int, ...], kind: str, rounds: int) -> list[Cell]:
    games = PURE[shape]
    payoffs = drawn(kind, games, *shape)
    rates = [games / timed(lambda: solve_batch(*payoffs))[0] for _ in range(rounds + 1)]
    return ["×".join(map(str, shape)), kind, shown(median(rates[1:]))]


def settled(found: BatchEquilibria) -> str:
    """The share of games in which exact arithmetic decided."""
    return f"{100 * found.settled_exactly.mean():.2g} %"


def shown(rate: float) -> str:
    """A number of games per second, two digits of it."""
    return f"{float(f'{rate:.2g}'):,.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(f"{machine()}; {versions('numpy', 'numba', 'quantecon')}; load before the start {load}.\n")
    heads = (
        "size",
        "payoffs",
        "games/s",
        "QuantEcon, games/s",
        "ratio",
        "by processor time",
        "settled exactly",
    )
    rows = [tuple(compared(size, kind, rounds)) for size in GAMES for kind in KINDS]
    print(Table(heads, rows, align="llrrrrr").markdown(), "\n")
    rows = [tuple(three_players(shape, kind, rounds)) for shape in PURE for kind in KINDS]
    print(Table(("size", "payoffs", "games/s"), rows, align="llr").markdown())


if __name__ == "__main__":
    main()

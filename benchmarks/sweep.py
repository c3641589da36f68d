"""A million points of a family: a sweep, against loops over QuantEcon and Nashpy, interleaved.

Prints the table of docs/sweeps.md.  A sweep is given the family and the grid, and returns labelled arrays;
QuantEcon and Nashpy are given few games, each in its own form, so that a loop's time is that of solving
alone.  Both find equilibria by support enumeration, QuantEcon's quickest method; where a verdict is asked
for, in the game with and in the game without the action.  Of trees neither finds subgame perfect equilibria:
there the loop is over this package's own ``detect``.  Ratios are of processor time for the same number of
points, a sweep's divided by the cores it works on; medians over rounds.
"""

import argparse
import os
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from statistics import median
from typing import Any

import numpy as np
from machine import machine
from peers import installed, versions

import gametheory_paradox as gp
from gametheory_paradox.table import Cell, Table

CORES = os.cpu_count() or 1
SIDE = 1000  # points along each of two axes
MANY, FEW, FEWER = 2000, 60, 40  # points in a loop over QuantEcon, Nashpy, detect
TRADE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Elapsed and processor seconds."""
    elapsed, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - elapsed, time.process_time() - processor


def family(size: int) -> tuple[gp.GameFamily, Any]:
    """A table whose payoffs are affine in x and y with integer coefficients, and these."""
    coefficients = np.random.default_rng(size).integers(-9, 10, (size, size, 2, 3))
    cells = [[tuple(f"{a} + {b}*x + {c}*y" for a, b, c in cell) for cell in row] for row in coefficients]
    actions = [[f"{who}{n}" for n in range(size)] for who in "rc"]
    return gp.family_from_table(["R", "C"], actions, cells, {"x": (0, 2, 1), "y": (0, 2, 1)}), coefficients


def games(coefficients: Any, count: int) -> list[tuple[Any, Any]]:
    """Payoff matrices at random points of the grid."""
    random = np.random.default_rng(1)
    points = np.stack([np.ones(count), *(random.integers(0, SIDE, (2, count)) * 2 / (SIDE - 1))])
    payoffs = np.einsum("ijwk,kn->nwij", coefficients, points)
    return [(first.copy(), second.copy()) for first, second in payoffs]


def quantecon(pairs: list[tuple[Any, Any]], action: bool) -> Callable[[], object] | None:
    """A loop over games, and if asked also over the same without the first action."""
    if not installed("quantecon"):
        return None
    theory = import_module("quantecon.game_theory")
    both = pairs + [(first[1:], second[1:]) for first, second in pairs] if action else pairs
    own = [
        theory.NormalFormGame([theory.Player(a), theory.Player(np.ascontiguousarray(b.T))]) for a, b in both
    ]
    return lambda: [theory.support_enumeration(game) for game in own]


def nashpy(pairs: list[tuple[Any, Any]], action: bool) -> Callable[[], object] | None:
    """The same with Nashpy."""
    package = import_module("nashpy")
    both = pairs + [(first[1:], second[1:]) for first, second in pairs] if action else pairs
    own = [package.Game(a, b) for a, b in both]

    def loop() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of degenerate games
            for game in own:
                list(game.support_enumeration())

    return loop


def compared(
    name: str, ours: Callable[[], object], peers: list[tuple[Callable[[], object] | None, int]], rounds: int
) -> list[Cell]:
    measured = []
    for _ in range(rounds + 1):
        elapsed, processor = timed(ours)
        row = [elapsed, processor]
        for peer, count in peers:
            row.append(timed(peer)[1] / count * SIDE**2 / (processor / CORES) if peer else float("nan"))
        measured.append(row)
    figures = [median(column) for column in zip(*measured[1:], strict=True)]  # the first round warms up
    ratios = ["–" if np.isnan(r) else f"{float(f'{r:.2g}'):,.0f}×" for r in figures[2:]]
    return [name, f"{figures[0]:.2f} s", f"{figures[1]:.2f} s", *ratios]


def table_row(size: int, rounds: int, *, action: bool) -> list[Cell]:
    own, coefficients = family(size)
    grid = {"x": (0, 2, SIDE), "y": (0, 2, SIDE)}
    asked = {"mover": "R", "action": "r0"} if action else {}
    pairs = games(coefficients, MANY)
    peers = [(quantecon(pairs, action), MANY), (nashpy(pairs[:FEW], action), FEW), (None, 1)]
    name = f"{size}×{size} table, " + (
        "equilibria, payoffs, verdict, gap" if action else "equilibria, payoffs"
    )
    return compared(name, lambda: gp.sweep(own, grid, **asked), peers, rounds)


def tree_row(rounds: int) -> list[Cell]:
    own = gp.load("seed/trade-restriction")
    grid = {"r_C": (0, 120, SIDE), "k": (1, 60, SIDE)}
    points = np.random.default_rng(1).integers(0, 59, (FEWER, 2)).tolist()
    alone = [own.at(r_C=2 * a, k=1 + b) for a, b in points]
    loop = [(None, 1), (None, 1), (lambda: [gp.detect(game, **TRADE) for game in alone], FEWER)]
    name = "seed/trade-restriction, equilibria, payoffs, verdict, gap"
    return compared(name, lambda: gp.sweep(own, grid, **TRADE), loop, rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    print(
        f"{machine()}; {versions('numpy', 'numba', 'xarray', 'quantecon', 'nashpy')}; "
        f"load before the start {load}.\n"
    )
    heads = (f"{SIDE**2:,} points", "elapsed", "processor", "QuantEcon", "Nashpy", "`detect`")
    rows = [table_row(size, rounds, action=action) for size in (2, 3) for action in (False, True)]
    print(Table(heads, tuple(map(tuple, [*rows, tree_row(rounds)])), align="lrrrrr").markdown())


if __name__ == "__main__":
    main()

"""All equilibria of random n×n games: this package, and every other program that is installed, on the same games in turn.

Prints the section of docs/benchmarks.md that compares them.  Times are of the processor, in one thread, medians over games; each
program is given the game in its own form.  ``--quick`` looks at fewer and smaller games.
"""

import argparse
import json
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from random import Random
from statistics import median

from machine import installed, machine, versions

from gametheory_paradox.claims.proofs import check_proof
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers import solve
from gametheory_paradox.solvers.vertex_kernel import kernel
from gametheory_paradox.table import Cell, Table

Matrix = list[list[int]]
LONGEST = 20.0  # seconds that a program may take for one size before it is left out at the next


def _quantecon(first: Matrix, second: Matrix) -> Callable[[], object]:
    theory, numpy = import_module("quantecon.game_theory"), import_module("numpy")
    players = theory.Player(numpy.array(first, float)), theory.Player(numpy.array(second, float).T.copy())
    game = theory.NormalFormGame(players)
    return lambda: theory.vertex_enumeration(game)


def _gambit(first: Matrix, second: Matrix) -> Callable[[], object]:
    gambit, numpy = import_module("pygambit"), import_module("numpy")
    game = gambit.StrategicGame.from_arrays(numpy.array(first), numpy.array(second))
    return lambda: gambit.nash.enummixed_solve(game, rational=True)


def _gambit_floats(first: Matrix, second: Matrix) -> Callable[[], object]:
    gambit, numpy = import_module("pygambit"), import_module("numpy")
    game = gambit.StrategicGame.from_arrays(numpy.array(first), numpy.array(second))
    return lambda: gambit.nash.enummixed_solve(game, rational=False)


def _nashpy(first: Matrix, second: Matrix) -> Callable[[], object]:
    nashpy = import_module("nashpy")
    game = nashpy.Game(first, second)
    return lambda: list(game.vertex_enumeration())


@dataclass
class Program:
    """A program that finds equilibria: what it is called, its package, how it is set up, and how long it took."""

    name: str
    package: str
    prepare: Callable[[Matrix, Matrix], Callable[[], object]]
    times: list[float] = field(default_factory=list)
    given_up: bool = False

    def run(self, first: Matrix, second: Matrix) -> None:
        """Time one game, as often as a hundredth of a second has room for."""
        if self.given_up:
            return
        call = self.prepare(first, second)
        try:
            took = timed(call)
            more = min(200, int(0.01 / max(took, 1e-6)))
            self.times.append(min([took, *(timed(call) for _ in range(more))]))
        except Exception:  # some programs fail on some degenerate games: then there is nothing to time
            return

    def start(self) -> None:
        """Forget the times, for the next size."""
        self.given_up = self.given_up or sum(self.times) > LONGEST or median(self.times or [0]) > LONGEST / 4
        self.times = []


PEERS = [
    Program("QuantEcon, vertices, floats", "quantecon", _quantecon),
    Program("Gambit, exact", "pygambit", _gambit),
    Program("Gambit, floats", "pygambit", _gambit_floats),
    Program("Nashpy, vertices, floats", "nashpy", _nashpy),
]


def timed(call: Callable[[], object]) -> float:
    """Seconds of the processor."""
    start = time.process_time()
    call()
    return time.process_time() - start


def table_of(first: Matrix, second: Matrix) -> NormalForm:
    """The game in this package's form."""
    names = [[f"a{i}" for i in range(len(first))], [f"b{j}" for j in range(len(first[0]))]]
    return NormalForm.from_tables(["Row", "Column"], names, first, second)


def random_games(n: int, low: int, high: int, count: int) -> Iterable[tuple[Matrix, Matrix]]:
    """The same games at each call."""
    random = Random(f"{n} {low} {high}")
    for _ in range(count):
        yield tuple([[random.randint(low, high) for _ in range(n)] for _ in range(n)] for _ in "ab")

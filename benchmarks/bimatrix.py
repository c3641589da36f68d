"""All equilibria of random n×n games: this package, and every other program that is installed.

Prints the section of docs/benchmarks.md that compares them.  Times are of the processor, in one thread,
medians over games; each program is given the game in its own form.  ``--quick`` looks at fewer and smaller
games.
"""

import argparse
import json
import time
import warnings
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from random import Random
from statistics import median

from machine import machine
from peers import gambit, gambit_table, installed, versions

from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.kernels.compiled import VERTICES
from gametheory_paradox.table import Cell, Table

Matrix = list[list[int]]
# Seconds after which a program sees no more games of a size; the next size if a game takes a fifth of that.
LONGEST = 15.0


def _quantecon(first: Matrix, second: Matrix) -> Callable[[], object]:
    theory, numpy = import_module("quantecon.game_theory"), import_module("numpy")
    players = theory.Player(numpy.array(first, float)), theory.Player(numpy.array(second, float).T.copy())
    game = theory.NormalFormGame(players)
    return lambda: theory.vertex_enumeration(game)


def _gambit(first: Matrix, second: Matrix) -> Callable[[], object]:
    game = gambit_table(first, second)
    return lambda: gambit().nash.enummixed_solve(game, rational=True)


def _gambit_floats(first: Matrix, second: Matrix) -> Callable[[], object]:
    game = gambit_table(first, second)
    return lambda: gambit().nash.enummixed_solve(game, rational=False)


def _nashpy(first: Matrix, second: Matrix) -> Callable[[], object]:
    nashpy = import_module("nashpy")
    game = nashpy.Game(first, second)
    return lambda: list(game.vertex_enumeration())


def _ours(first: Matrix, second: Matrix) -> Callable[[], object]:
    game = table_of(first, second)
    return lambda: solve(game)


@dataclass
class Program:
    """A program that finds equilibria: its name, its package, how it is set up, how long each game took."""

    name: str
    package: str
    prepare: Callable[[Matrix, Matrix], Callable[[], object]]
    times: dict[int, float] = field(default_factory=dict)
    given_up: bool = False

    def run(self, number: int, first: Matrix, second: Matrix) -> None:
        """Time one game, as often as a hundredth of a second has room for."""
        if self.given_up or sum(self.times.values()) > LONGEST:
            return
        call = self.prepare(first, second)
        try:
            took = timed(call)
            more = min(200, int(0.01 / max(took, 1e-6)))
            self.times[number] = min([took, *(timed(call) for _ in range(more))])
        except Exception:  # some programs fail on some degenerate games: then there is nothing to time
            return

    def start(self) -> None:
        """Forget the times, for the next size."""
        times = self.times.values()
        self.given_up = self.given_up or (sum(times) > LONGEST and median(times) > LONGEST / 5)
        self.times = {}

    def cell(self, ours: dict[int, float]) -> str | None:
        """The median in milliseconds, and as a multiple of ours; then the least multiple on any one game."""
        if not self.times:
            return None
        middle, least = median(self.times.values()), min(t / ours[n] for n, t in self.times.items())
        among = median(ours[n] for n in self.times)
        return f"{milliseconds(middle)} ({multiple(middle / among)}×, {multiple(least)}×)"


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
        first, second = ([[random.randint(low, high) for _ in range(n)] for _ in range(n)] for _ in "ab")
        yield first, second


def compare(sizes: Iterable[int], low: int, high: int, count: Callable[[int], int]) -> Table:
    """Median times of all programs by size, and how many times ours each of the others takes."""
    programs = [Program("this package", "numpy", _ours)] + [
        Program(peer.name, peer.package, peer.prepare) for peer in PEERS if installed(peer.package)
    ]
    rows: list[list[Cell]] = []
    for n in sizes:
        for program in programs:
            program.start()
        for number, (first, second) in enumerate(random_games(n, low, high, count(n))):
            for program in programs:
                program.run(number, first, second)
        ours = programs[0].times
        rows.append([str(n), milliseconds(median(ours.values())), *(p.cell(ours) for p in programs[1:])])
    heads = ["n", "this package, exact, proved", *(program.name for program in programs[1:])]
    title = (
        f"Payoffs {low} to {high}: milliseconds per n×n game, as multiples of ours, and the least multiple"
    )
    return Table(heads, rows, title=title, align="r" * len(heads))


def proofs(sizes: Iterable[int], low: int, high: int, count: int) -> Table:
    """The cost of the proof that a list is complete, by size."""
    rows: list[list[Cell]] = []
    for n in sizes:
        measured = []
        for first, second in random_games(n, low, high, count):
            game = table_of(first, second)
            solving = timed(lambda game=game: solve(game))
            found = solve(game)
            writing = timed(lambda found=found: found.proof)
            checking = timed(lambda game=game, found=found: check_proof(game, "nash", "Row", found.proof))
            size = len(zlib.compress(json.dumps(found.proof, separators=(",", ":")).encode(), 9))
            measured.append((solving, writing, checking, size, sum(map(len, found.vertices)), len(found)))
        solving, writing, checking, size, vertices, equilibria = map(median, zip(*measured, strict=True))
        times = f"{milliseconds(writing)} ({multiple(writing / solving)}×)", milliseconds(checking)
        rows.append([str(n), f"{equilibria:.0f}", f"{vertices:.0f}", *times, f"{size:,.0f}"])
    heads = [
        "n",
        "extreme equilibria",
        "vertices",
        "writing the proof, ms (of solving)",
        "checking it, ms",
        "its size, bytes compressed",
    ]
    return Table(
        heads,
        rows,
        title=f"Payoffs {low} to {high}: the proof that there are no others",
        align="r" * len(heads),
    )


def milliseconds(seconds: float) -> str:
    """To two significant digits."""
    return multiple(seconds * 1000)


def multiple(value: float) -> str:
    """To two significant digits."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def main() -> None:
    """Measure, and print what was measured as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and smaller games")
    quick = parser.parse_args().quick
    sizes = range(2, 9) if quick else (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14)
    VERTICES.load()  # loaded before the clock runs
    print("## All equilibria of a two-player game\n")
    print(f"{machine()}; {versions('numpy', 'numba', *dict.fromkeys(peer.package for peer in PEERS))}.\n")
    warnings.simplefilter("ignore")  # Nashpy divides by zero
    for low, high in ((-9, 9), (0, 2), (-50, 50), (-999, 999)):
        print(
            compare(sizes, low, high, lambda n: 10 if quick else 40 if n < 9 else 10).markdown(), end="\n\n"
        )
        print(proofs([n for n in sizes if n % 2 == 0], low, high, 5).markdown(), end="\n\n")


if __name__ == "__main__":
    main()

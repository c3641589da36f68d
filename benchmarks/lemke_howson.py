"""One equilibrium of random large n×n games by the path from the first action, by every program.

Prints the section of docs/benchmarks.md that compares them.  All take the same games in turn and follow the
same path where no tie leaves a choice (Gambit's is another: Lemke's).  Times are of the processor; each
program is given the game in its own form. How long a path is varies from game to game by powers of ten, so
the mean stands beside the median.
"""

import argparse
import signal
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from importlib import import_module
from statistics import mean, median

import numpy as np
from machine import machine
from peers import gambit, gambit_table, installed, versions

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.tables.solvers.lemke_howson import lemke_howson
from gametheory_paradox.table import Cell, Table

LONGEST = 60.0  # seconds that a program may take for one size before it is left out at the next
PATIENCE = 2.0  # seconds for one game; programs that wait in compiled code do not notice
MOST_FAILURES = 3  # with no success before, after which a program is left out
MOST_PIVOTS = 1_000_000  # of QuantEcon, its own default

Array = np.ndarray


def _ours(first: Array, second: Array) -> Callable[[], object]:
    game = table_of(first, second)
    return lambda: lemke_howson(game, Clock(None))


def _quantecon(first: Array, second: Array) -> Callable[[], object]:
    theory = import_module("quantecon.game_theory")
    game = theory.NormalFormGame(
        (theory.Player(first.astype(float)), theory.Player(second.T.astype(float).copy()))
    )

    def solve() -> object:
        found, report = theory.lemke_howson(game, max_iter=MOST_PIVOTS, full_output=True)
        if not report.converged:
            raise RuntimeError("no equilibrium")
        return found

    return solve


def _gambit(first: Array, second: Array) -> Callable[[], object]:
    game = gambit_table(first, second)
    return lambda: gambit().nash.lcp_solve(game, rational=False, stop_after=1)


def _gambit_exact(first: Array, second: Array) -> Callable[[], object]:
    game = gambit_table(first, second)
    return lambda: gambit().nash.lcp_solve(game, rational=True, stop_after=1)


def _nashpy(first: Array, second: Array) -> Callable[[], object]:
    game = import_module("nashpy").Game(first, second)
    return lambda: game.lemke_howson(initial_dropped_label=0)


@dataclass
class Program:
    """A program that follows the path: its name and package, set-up, times taken, and failures."""

    name: str
    package: str
    prepare: Callable[[Array, Array], Callable[[], object]]
    largest: int = 1_000
    times: list[float] = field(default_factory=list)
    failures: int = 0
    given_up: bool = False

    def run(self, first: Array, second: Array) -> None:
        """Time one game: the least of a few runs if they are short."""
        if self.given_up or sum(self.times) > LONGEST or len(first) > self.largest:
            self.given_up = True
            return
        call = self.prepare(first, second)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)  # Nashpy goes on for ever now and then
        try:
            took = timed(call)
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.times.append(
                min([took, *(timed(call) for _ in range(min(20, int(0.05 / max(took, 1e-6)))))])
            )
        except Exception:
            self.failures += 1
            self.given_up = self.failures >= MOST_FAILURES and not self.times
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def start(self) -> None:
        """Forget the times, for the next size."""
        self.times, self.failures = [], 0

    def cell(self) -> str | None:
        """The median and the mean in milliseconds, and the number of games left without an answer."""
        if not self.times:
            return None
        failed = f", {self.failures} failed" if self.failures else ""
        return f"{milliseconds(median(self.times))} / {milliseconds(mean(self.times))}{failed}"


PROGRAMS = [
    Program("this package, exact", "numpy", _ours),
    Program("QuantEcon, floats", "quantecon", _quantecon),
    Program("Gambit, floats", "pygambit", _gambit, 100),  # beyond, one game can take minutes
    Program("Gambit, exact", "pygambit", _gambit_exact, 50),
    Program("Nashpy, floats", "nashpy", _nashpy),
]


def _ring(*_: object) -> None:
    raise TimeoutError


def timed(call: Callable[[], object]) -> float:
    """Seconds of the processor."""
    start = time.process_time()
    call()
    return time.process_time() - start


def table_of(first: Array, second: Array) -> NormalForm:
    """The game in this package's form."""
    actions = tuple(
        tuple(f"{kind}{n}" for n in range(size)) for kind, size in zip("rc", first.shape, strict=True)
    )
    cells = zip(first.ravel().tolist(), second.ravel().tolist(), strict=True)
    return NormalForm(("Row", "Column"), actions, tuple((Fraction(a), Fraction(b)) for a, b in cells))


def random_games(n: int, high: int, count: int) -> Iterable[tuple[Array, Array]]:
    """The same games at each call."""
    for number in range(count):
        draw = np.random.default_rng([n, high, number])
        yield draw.integers(-high, high + 1, (n, n)), draw.integers(-high, high + 1, (n, n))


def compare(sizes: Iterable[int], high: int, count: int) -> Table:
    """Median and mean times of all programs by size."""
    programs = [Program(p.name, p.package, p.prepare, p.largest) for p in PROGRAMS if installed(p.package)]
    rows: list[list[Cell]] = []
    for n in sizes:
        for program in programs:
            program.start()
        for first, second in random_games(n, high, count):
            for program in programs:
                program.run(first, second)
        rows.append([str(n), *(program.cell() for program in programs)])
    heads = ["n", *(program.name for program in programs)]
    title = f"Payoffs ±{high}: milliseconds per n×n game, median / mean of {count} games"
    return Table(heads, rows, title=title, align="r" * len(heads))


def milliseconds(seconds: float) -> str:
    """To two significant digits."""
    value = seconds * 1000
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def main() -> None:
    """Measure, and print what was measured as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and smaller games")
    quick = parser.parse_args().quick
    signal.signal(signal.SIGALRM, _ring)
    warnings.simplefilter("ignore")  # Nashpy divides by zero
    for program in PROGRAMS:
        if installed(program.package):
            program.prepare(*next(iter(random_games(3, 9, 1))))()  # what they compile before the clock runs
    print("## One equilibrium of a large two-player game\n")
    print(f"{machine()}; {versions('numpy', 'numba', 'quantecon', 'pygambit', 'nashpy')}.\n")
    for high in (999, 99):
        print(
            compare((10, 20, 50) if quick else (10, 20, 50, 100, 200), high, 10 if quick else 20).markdown(),
            end="\n\n",
        )


if __name__ == "__main__":
    main()

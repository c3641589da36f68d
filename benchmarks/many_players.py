"""All equilibria of random games with three and more players: this package, and Gambit.

Prints the tables of docs/many-players.md.  Times are of the processor, one thread; ``--quick`` looks at fewer
games.  Ours includes the exact replay of every step, so what is timed is a proved answer.
"""

import argparse
import json
import time
import zlib
from math import prod
from random import Random
from statistics import median

from machine import machine
from peers import gambit, gambit_table, installed, versions

from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import every_equilibrium
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox
from gametheory_paradox.kernels.compiled import CELLS
from gametheory_paradox.table import Cell, Table

SHAPES = ((2, 2, 2), (2, 2, 3), (2, 3, 3), (2, 2, 2, 2), (3, 3, 3), (2, 2, 2, 2, 2))
LARGE = ((3, 3, 4), (4, 4, 4), (3, 3, 3, 3), (2, 2, 2, 2, 2, 2))


def random_payoffs(shape: tuple[int, ...], number: int, low: int, high: int) -> list[tuple[int, ...]]:
    """The payoffs of a game, cell by cell; the same at each call."""
    random = Random(f"{shape} {number} {low} {high}")
    return [tuple(random.randint(low, high) for _ in shape) for _ in range(prod(shape))]


def table_of(shape: tuple[int, ...], cells: list[tuple[int, ...]]) -> NormalForm:
    """The game in this package's form."""
    names = [f"{who}" for who in range(len(shape))]
    actions = [[f"a{action}" for action in range(size)] for size in shape]
    tables = [nested([cell[who] for cell in cells], shape) for who in range(len(shape))]
    return NormalForm.from_tables(names, actions, *tables)


def nested(numbers: list[int], shape: tuple[int, ...]) -> list:
    """The numbers as nested lists."""
    if len(shape) == 1:
        return numbers
    step = len(numbers) // shape[0]
    return [nested(numbers[start : start + step], shape[1:]) for start in range(0, len(numbers), step)]


def timed(call) -> tuple[float, object]:
    """Seconds of the processor, and what was returned."""
    start = time.process_time()
    found = call()
    return time.process_time() - start, found


def gambit_game(shape: tuple[int, ...], cells: list[tuple[int, ...]]):
    """The game in Gambit's form."""
    return gambit_table(*(nested([cell[who] for cell in cells], shape) for who in range(len(shape))))


def compare(shapes, low: int, high: int, count: int, *, peer: bool) -> Table:
    """For each shape the median and the longest time, the proof, and how many games were decided."""
    rows: list[list[Cell]] = []
    for shape in shapes:
        ours, theirs, paths, ratios, checks, sizes, decided = [], [], [], [], [], [], 0
        for number in range(count):
            cells = random_payoffs(shape, number, low, high)
            game = table_of(shape, cells)
            took, found = timed(lambda game=game: solve(game, budget=60))
            ours.append(took)
            decided += found.completeness.status == "proved"
            if peer:
                form = gambit_game(shape, cells)
                took_them, _ = timed(lambda form=form: gambit().nash.enumpoly_solve(form))
                theirs.append(took_them)
                paths.append(timed(lambda form=form: gambit().nash.logit_solve(form))[0])
                ratios.append(took_them / took)
            text = json.dumps(found.proof, separators=(",", ":"))
            sizes.append(len(zlib.compress(text.encode(), 9)))
            data = json.loads(text)
            checks.append(timed(lambda game=game, data=data: checked(game, data))[0])
        row: list[Cell] = ["×".join(map(str, shape)), f"{decided} of {count}", span(ours)]
        row += [span(theirs), f"{median(ratios):.2g}", span(paths)] if peer else []
        rows.append([*row, span(checks), f"{median(sizes):,.0f}"])
    heads = ["size", "fully decided", "this package, exact, ms"]
    heads += (
        ["Gambit enumpoly, floats, ms", "median of theirs / ours", "Gambit logit, one, ms"] if peer else []
    )
    heads += ["checking the proof, ms", "its size, bytes compressed"]
    title = f"Payoffs {low} to {high}: medians, and the longest"
    return Table(heads, rows, title=title, align="r" * len(heads))


def checked(game: NormalForm, data: dict) -> object:
    """The equilibria that a proof shows."""
    if data["kind"] == "cells":
        return every_equilibrium(
            game, [IsolatingBox.from_data(box) for box in data["boxes"]], data["cutting"]
        )
    return check_proof(game, "nash", game.players[0], data)


def span(times: list[float]) -> str:
    """The median and the longest in milliseconds."""
    middle = 1000 * median(times)
    return f"{middle:,.{0 if middle >= 10 else 1}f} / {1000 * max(times):,.0f}"


def main() -> None:
    """Measure, and print what was measured as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer games")
    quick = parser.parse_args().quick
    CELLS.load()  # loaded before the clock runs
    solve(table_of((2, 2, 2), random_payoffs((2, 2, 2), 0, -9, 9)))
    peer = bool(installed("pygambit"))
    print("## Games with more than two players\n")
    print(f"{machine()}; {versions('numpy', 'numba', 'pygambit')}.\n")
    print(compare(SHAPES, -9, 9, 20 if quick else 100, peer=peer).markdown(), end="\n\n")
    print(compare(SHAPES[:-1], 0, 2, 10 if quick else 50, peer=peer).markdown(), end="\n\n")
    print(compare(LARGE, -9, 9, 2 if quick else 5, peer=False).markdown(), end="\n\n")


if __name__ == "__main__":
    main()

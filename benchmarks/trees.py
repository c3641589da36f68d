"""Trees, small and large: backward induction, the value of poker, all equilibria; Gambit beside it.

Prints the tables of docs/large-trees.md.  Times are of the clock, since HiGHS uses threads, but of the
processor for small trees; each program is given the game in its own form.  Gambit has no backward induction,
and of sequential equilibria it finds one, approximately.
"""

import argparse
import os
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from machine import machine
from peers import gambit, gambit_tree, installed, versions

from gametheory_paradox.forms import Decision, ExtensiveForm, Terminal
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.information import InformationSet
from gametheory_paradox.forms.trees.solvers.sequence_form_value import sequence_form_value
from gametheory_paradox.kernels.large_trees import LargeTree, induction_by_levels, large_tree, regular_tree
from gametheory_paradox.models.files import write_efg
from gametheory_paradox.table import Table

TESTS = Path(__file__).parents[1] / "tests"
# Seconds for one game, beyond which a program is left out at larger ones: three times as large may take 90.
PATIENCE = 0.5

Tree = ExtensiveForm[Fraction]


def from_tests(name: str) -> Any:
    """A module with games that the tests use too."""
    if str(TESTS) not in sys.path:
        sys.path.insert(0, str(TESTS))
    return import_module(name)


def timed(call: Callable[[], object], now: Callable[[], float] = time.perf_counter) -> float:
    """Seconds, the least of a few runs if they are short."""
    took = _once(call, now)
    return min([took, *(_once(call, now) for _ in range(min(5, int(0.3 / max(took, 1e-6)))))])


def _once(call: Callable[[], object], now: Callable[[], float] = time.perf_counter) -> float:
    start = now()
    call()
    return now() - start


def megabytes(call: Callable[[], object]) -> float:
    """The most memory that is held at once, beside what was there before."""
    tracemalloc.start()
    call()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


# ---- Backward induction


def binary(depth: int) -> LargeTree:
    """Two players in turn, two actions each, payoffs of six digits."""

    def payoffs(end: np.ndarray) -> list[np.ndarray]:
        mixed = (end * 2_654_435_761) % 4_294_967_291
        return [mixed % 1_000_003, (mixed * 7_919) % 999_983]

    return regular_tree(["Ann", "Bob"], [(("Ann", "Bob")[level % 2], 2) for level in range(depth)], payoffs)


def with_chance(depth: int) -> LargeTree:
    """The same with a move of chance, 1/3 to 2/3, on every fourth level."""
    levels = [
        (("Ann", "Bob")[level % 2], 2) if level % 4 else (None, ["1/3", "2/3"]) for level in range(depth)
    ]
    return regular_tree(["Ann", "Bob"], levels, lambda end: [end * 7_919 % 10_007, end * 104_729 % 9_973])


def chain(levels: int) -> LargeTree:
    """One decision on each level: go on, or stop."""

    def nodes() -> Iterable[tuple[object, object]]:
        for level in range(levels):
            yield ("Ann", "Bob")[level % 2], 2
            yield level, -level
        yield 0, 0

    return large_tree(["Ann", "Bob"], nodes())


def as_game(tree: LargeTree) -> Tree:
    """A tree of players' moves alone, as a game with a name for everything."""
    sets: list[InformationSet] = []
    nodes: list[Any] = []
    pending = [0]
    ends = np.cumsum(tree.movers < 0) - 1
    below: list[tuple[int, list[int]]] = []
    while pending:  # in preorder
        place = pending.pop()
        size = int(tree.branches[place])
        begin = int(tree.first_children[place])
        below.append((place, list(range(begin, begin + size))))
        pending.extend(reversed(below[-1][1]))
    number = {place: n for n, (place, _) in enumerate(below)}
    for place, children in below:
        if children:
            sets.append(InformationSet(tree.players[tree.movers[place]], f"{place}", tuple("ab")))
            nodes.append(Decision(len(sets) - 1, tuple(number[child] for child in children)))
        else:
            nodes.append(Terminal(tuple(Fraction(int(p)) for p in tree.payoffs[ends[place]])))
    return ExtensiveForm(tree.players, tuple(sets), tuple(nodes))


def inductions(quick: bool) -> Table:
    """Seconds and memory by size."""
    shapes: list[tuple[str, Callable[[], LargeTree], int]] = [
        ("two actions, 13 levels", lambda: binary(13), 13),
        ("two actions, 17 levels", lambda: binary(17), 17),
        ("two actions, 20 levels", lambda: binary(20), 20),
        ("the same, a quarter of the levels chance", lambda: with_chance(20), 20),
        ("one decision a level, 100,000 levels", lambda: chain(100_000), 0),
    ]
    rows = []
    for name, build, depth in shapes[:2] if quick else shapes:
        tree = build()
        game = as_game(tree) if depth == 13 else None
        usual = f"{timed(lambda game=game: solve(game)):.2f}" if game else None
        rows.append(
            (
                name,
                f"{tree.decisions:,}",
                f"{timed(build):.2f}",
                f"{timed(lambda tree=tree: induction_by_levels(tree)):.3f}",
                f"{megabytes(lambda build=build: induction_by_levels(build())):.0f}",
                usual,
            )
        )
    heads = (
        "tree",
        "decision nodes",
        "building, s",
        "induction, s",
        "most memory of both, MB",
        "by solve, s",
    )
    return Table(heads, tuple(rows), align="lrrrrr")


# ---- Zero-sum


def values(quick: bool) -> Table:
    """Seconds for the value of poker."""
    poker = from_tests("witnesses.poker")
    games = [poker.one_card_poker(n) for n in ((3, 10, 30) if quick else (3, 10, 30, 60, 100))]
    games += [poker.two_round_poker(n) for n in ((2,) if quick else (2, 3, 5))]
    largest = {True: 10**9, False: 10**9}  # sequences up to which Gambit is asked: exactly, and in floats
    rows: list[tuple[str | None, ...]] = []
    for game in games:
        found = sequence_form_value(game)
        assert found.holds()
        size = sum(map(len, found.form.sequences))
        took = f"{timed(lambda game=game: sequence_form_value(game)):.3f}"
        others = [gambit_value(game, size, rational, largest) for rational in (True, False)]
        rows.append(
            (game.title, f"{size:,}", f"{len(game.nodes):,}", f"{float(found.value):.6f}", took, *others)
        )
    heads = (
        "game",
        "sequences",
        "nodes",
        "value",
        "this package, exact, s",
        "Gambit, exact, s",
        "Gambit, floats, s",
    )
    return Table(heads, tuple(rows), align="lrrrrrr")


def gambit_value(game: Tree, size: int, rational: bool, largest: dict[bool, int]) -> str | None:
    """Seconds that Gambit's linear program takes."""
    if not installed("pygambit") or size > largest[rational]:
        return None
    form = gambit_tree(write_efg(game))
    took = _once(lambda: gambit().nash.lp_solve(form, rational=rational))
    if took > PATIENCE:
        largest[rational] = size
    return f"{took:.3f}"


# ---- All equilibria of small trees


def equilibria(quick: bool) -> Table:
    """Milliseconds for all equilibria of small random trees, median and the longest."""
    kinds = from_tests("oracles.trees.games")
    groups: dict[str, list[Tree]] = {}
    for name, game in kinds.every_game():
        kind = name.rsplit(" ", 1)[0]
        if len(groups.setdefault(kind, [])) < (8 if quick else 30):
            groups[kind].append(game)
    rows = []
    for kind, games in groups.items():
        row = [
            kind,
            str(len(games)),
            f"{min(len(g.nodes) for g in games)}–{max(len(g.nodes) for g in games)}",
        ]
        for concept in ("nash", "sequential"):
            row.append(spread([lambda g=g, c=concept: solve(g, concept=c) for g in games]))
        row += gambit_equilibria(games) if installed("pygambit") else [None] * len(GAMBIT)
        rows.append(tuple(row))
    heads = ("trees", "games", "nodes", "Nash, all", "sequential, all", *(name for name, _ in GAMBIT))
    return Table(heads, tuple(rows), align="lrrrrrrrr")


# Gambit's methods: all Nash equilibria of two players by vertices of the table, or as many as Lemke's paths
# in the sequence form reach; of any number by polynomials; and where one path of logit equilibria ends.
GAMBIT: list[tuple[str, Callable[[Any], object]]] = [
    ("Gambit enummixed, exact", lambda form: gambit().nash.enummixed_solve(form, rational=True)),
    ("Gambit lcp, exact", lambda form: gambit().nash.lcp_solve(form, rational=True)),
    ("Gambit enumpoly, floats", lambda form: gambit().nash.enumpoly_solve(form)),
    ("Gambit logit, floats, one", lambda form: gambit().nash.logit_solve(form)),
]
FOR_TWO = 2  # how many of these are for two players only


def gambit_equilibria(games: list[Tree]) -> list[str | None]:
    """Gambit's times, method by method."""
    forms = [gambit_tree(write_efg(game)) for game in games]
    several = len(games[0].players) > 2
    return [
        None if several and place < FOR_TWO else spread([lambda f=f, m=method: m(f) for f in forms])
        for place, (_, method) in enumerate(GAMBIT)
    ]


def spread(calls: list[Callable[[], object]]) -> str:
    """Median and most, in milliseconds of the processor."""
    times = [timed(call, time.process_time) for call in calls]
    return f"{median(times) * 1000:.1f} / {max(times) * 1000:.0f}"


def main() -> None:
    """Measure, and print what was measured as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and smaller games")
    parser.add_argument("--small", action="store_true", help="all equilibria of small trees alone")
    asked = parser.parse_args()
    quick = asked.quick
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    print(f"{machine()}; {versions('numpy', 'scipy', 'python-flint', 'pygambit')}; load {load}.\n")
    tables = [
        ("Backward induction", inductions),
        ("The value of poker", values),
        ("All equilibria of small random trees, milliseconds of the processor, median / longest", equilibria),
    ]
    if asked.small:
        tables = tables[-1:]
    else:  # scipy is loaded before the clock runs
        sequence_form_value(from_tests("witnesses.poker").one_card_poker(10))
    for title, measure in tables:
        print(f"**{title}**\n\n{measure(quick).markdown()}\n")


if __name__ == "__main__":
    main()

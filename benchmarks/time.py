"""Seconds for games that go on: all equilibria, the pure ones, formulas, checking, repeated games.

Times and budgets are processor times of one process, on random games from fixed seeds.  Beside them, where
they are installed, sgamesolver (one equilibrium in floats, at the end of a path of quantal responses) and
QuantEcon (the outer polygon of a repeated game in floats, after Abreu and Sannikov).

sgamesolver 1.0.2 is built with ``pip install --no-build-isolation --no-deps sgamesolver``, beside setuptools,
cython and numpy.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from machine import machine
from peers import installed, versions

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import RepeatedGame
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.models import Parameter
from gametheory_paradox.polynomials import RationalFunction

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
SIZES = tuple(
    (states, actions, discount)
    for states, actions in ((2, 2), (3, 2), (4, 2), (2, 3))
    for discount in ("1/2", "9/10", "99/100")
)
GAMES, BUDGET = 12, 10
PURE = "pure-markov-perfect"
STAGES = {
    "dilemma 9, 1, 10, 3 at 9/10": ([[9, 1], [10, 3]], [[9, 10], [1, 3]], "9/10"),
    "dilemma 9, 1, 10, 3 at 3/4": ([[9, 1], [10, 3]], [[9, 10], [1, 3]], "3/4"),
    "Abreu and Sannikov's 3×3 at 3/10": (
        [[16, 3, 0], [21, 10, -1], [9, 5, -5]],
        [[9, 13, 3], [1, 4, 0], [0, -4, -15]],
        "3/10",
    ),
}


def drawn(*shape: Any, **more: Any) -> Any:
    """A random stochastic game, as the tests draw them."""
    return import_module("witnesses.stochastic_games").random_game(*shape, **more)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds, and what came of them."""
    started = time.process_time()
    answer = work()
    return time.process_time() - started, answer


def every_equilibrium() -> Iterator[Sequence[object]]:
    """All stationary equilibria of random games with a proof, and checking it."""
    for states, actions, discount in SIZES:
        found, checked, theirs, complete = [], [], [], 0
        for seed in range(GAMES):
            game = drawn(seed, states, actions=actions, discount=Fraction(discount))
            with Clock(BUDGET, now=time.process_time):
                seconds, answer = timed(lambda game=game: gp.solve(game))
            found.append(seconds)
            if installed("sgamesolver"):
                theirs.append(timed(lambda game=game: by_sgamesolver(game))[0])
            if answer.completeness.status == "proved":
                complete += 1
                proof = answer.proof
                checked.append(
                    timed(lambda g=game, p=proof: check_proof(g, "markov-perfect", g.players[0], p))[0]
                )
        name = f"{GAMES} of {states} states × {actions}×{actions} at {discount}"
        yield (
            name,
            complete,
            median(found),
            max(found),
            median(checked),
            max(checked),
            median(theirs) if theirs else "–",
            max(theirs, default="–"),
        )


def by_sgamesolver(game: Any) -> Any:
    """One equilibrium, of two players with equally many actions in every state."""
    numpy = import_module("numpy")
    numpy.NaN = numpy.nan  # as numpy 1 called it, and sgamesolver still does
    package = import_module("sgamesolver")
    size = len(game.states[0].actions[0])
    paid = [[[float(cell[who]) for cell in state.payoffs] for who in range(2)] for state in game.states]
    odds = [[[float(p) for p in row] for row in state.transitions] for state in game.states]
    payoffs = [numpy.array(own).reshape(2, size, size) for own in paid]
    transitions = [numpy.array(own).reshape(size, size, len(game.states)) for own in odds]
    path = package.homotopy.QRE(package.SGame(payoffs, transitions, float(game.discounts[0])))
    path.solver_setup()
    path.solver.verbose = 0
    path.solve()
    return path.equilibrium


def pure_equilibria() -> Iterator[Sequence[object]]:
    """The pure ones alone, complete as such, where there are many states."""
    for states, discount in ((5, "9/10"), (5, "99/100"), (8, "9/10"), (12, "1/2")):
        times = []
        for seed in range(4):
            game = drawn(seed, states, discount=Fraction(discount))
            times.append(timed(lambda game=game: gp.solve(game, concept=PURE))[0])
        yield f"4 of {states} states × 2×2 at {discount}", median(times), max(times)


def formulas() -> Iterator[Sequence[object]]:
    """The pure ones as formulas in the discount factor and two payoffs; with others open, and alone."""
    for states, concept in ((2, None), (3, None), (3, PURE), (4, PURE), (5, PURE)):
        times = []
        for seed in range(3):
            family = over_three(drawn(seed, states))
            times.append(timed(lambda f=family, c=concept: str(gp.atlas(f, concept=c)))[0])
        alone = ", alone" if concept else ""
        yield f"3 of {states} states × 2×2, 3 parameters{alone}", median(times), max(times)


def over_three(game: Any) -> gp.GameFamily:
    """The game with the discount factor and what two cells pay as parameters."""
    form = game.map(RationalFunction.constant)
    cells = [cell for state in form.states for cell in state.payoffs]
    for name, place in (("x", 0), ("y", 3)):
        cells[place] = (cells[place][0] + RationalFunction.variable(name), *cells[place][1:])
    d = RationalFunction.variable("d")
    ranges = [("x", 0, 1, "1/2"), ("y", 0, 1, "1/2"), ("d", 0, "9/10", "1/2")]
    parameters = tuple(Parameter(name, *map(Fraction, ends)) for name, *ends in ranges)
    return gp.GameFamily(replace(form.with_payoffs(cells), discounts=(d, d)), parameters)


def repeated() -> Iterator[Sequence[object]]:
    """The payoffs of subgame perfect equilibria of repeated games between two polygons."""
    for name, (first, second, discount) in STAGES.items():
        actions = [[f"a{n}" for n in range(len(first))], [f"b{n}" for n in range(len(first[0]))]]
        stage = gp.NormalForm.from_tables(["A", "B"], actions, first, second)
        game = RepeatedGame.of(stage, (Fraction(discount),) * 2, Fraction(1))
        times, answers = zip(*(timed(lambda game=game: gp.solve(game)) for _ in range(3)), strict=True)
        theirs: float | str = "–"
        if installed("quantecon"):
            theirs = min(
                timed(lambda rows=(first, second, discount): outer_by_quantecon(*rows))[0] for _ in range(3)
            )
        yield name, min(times), len(answers[0].outer.corners), len(answers[0].inner.corners), theirs


def outer_by_quantecon(first: Any, second: Any, discount: str) -> Any:
    """QuantEcon's outer polygon."""
    numpy, games = import_module("numpy"), import_module("quantecon.game_theory")
    players = [games.Player(numpy.array(first, float)), games.Player(numpy.array(second, float).T.copy())]
    game = games.RepeatedGame(games.NormalFormGame(players), float(Fraction(discount)))
    return game.equilibrium_payoffs()


def written(rows: Iterator[Sequence[object]]) -> None:
    """Rows of a table in Markdown, as they come."""
    for row in rows:
        print("|", " | ".join(f"{x:.3g}" if isinstance(x, float) else str(x) for x in row), "|", flush=True)


def main() -> None:
    print(f"{machine()}; {versions('quantecon', 'sgamesolver', 'numba')}\n")
    print(
        "| random games | complete | all, median s | longest | checking, median s | longest "
        "| one by sgamesolver, median s | longest |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    timed(lambda: gp.solve(drawn(0, 2)))  # loads what is compiled
    written(every_equilibrium())
    print("\n| random games | pure ones, median s | longest |\n|---|--:|--:|")
    written(pure_equilibria())
    print("\n| families | formulas listed and printed, median s | longest |\n|---|--:|--:|")
    written(formulas())
    print("\n| repeated game | both polygons, s | outer corners | inner corners | QuantEcon's outer, s |")
    print("|---|--:|--:|--:|--:|")
    written(repeated())


if __name__ == "__main__":
    main()

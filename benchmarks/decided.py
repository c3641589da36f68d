"""The share of games that are decided, by kind: every equilibrium found and proved to be all, and a verdict.

Prints the tables of docs/decided.md.  Game number n of a kind is drawn with seed n, from 0 on, so that any
game of the tables can be drawn again: ``drawn("3×3×3, 0…99", 7)``.  Each kind is given the same number of
seconds of the processor, and each game a budget of them; a row says how many games that sufficed for.

    python benchmarks/decided.py                         # eight minutes of a processor
    python benchmarks/decided.py --kind 3×3×3 --each 60  # kinds whose name holds this
    python benchmarks/decided.py --quantifier possible   # the question under another quantifier
    python benchmarks/decided.py --before benchmarks/decided.json --keep benchmarks/decided.json
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from importlib import import_module
from itertools import product
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from machine import machine
from ties import tree

import gametheory_paradox as gp
from gametheory_paradox import catalog
from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import ParadoxError
from gametheory_paradox.forms import (
    ExtensiveForm,
    Game,
    Move,
    NormalForm,
    RepeatedGame,
    StochasticGame,
    Terminal,
)
from gametheory_paradox.table import Table

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
PLAYERS = ("A", "B", "C", "D")
# The greatest payoff of trees in which hardly any two are equal, and in which many are.
GENERIC, TIED = 10**6, 2


class Row(NamedTuple):
    """The counts and times of the games of one kind.

    Parameters
    ----------
    games, complete, decided
        How many were drawn; of how many all equilibria are proved; of how many the verdict is decided.
    times
        Milliseconds of the processor for both, game by game.
    open
        The smallest game that is open, by its seed and how much it holds, and what is missing; None for none.
    """

    games: int
    complete: int
    decided: int
    times: list[float]
    open: tuple[int, int, str] | None


def table(shape: tuple[int, ...], most: int, seed: int) -> NormalForm[Fraction]:
    """A table of whole numbers from 0."""
    random, players = Random(seed), PLAYERS[: len(shape)]
    actions = [
        [f"{player.lower()}{n}" for n in range(size)] for player, size in zip(players, shape, strict=True)
    ]
    cells = tuple(
        tuple(Fraction(random.randint(0, most)) for _ in players) for _ in product(*map(range, shape))
    )
    return NormalForm(players, tuple(map(tuple, actions)), cells)


def seen_tree(players: int, depth: int, most: int, chance: float, seed: int) -> ExtensiveForm[Fraction]:
    """A tree with perfect information; of three players, as in ``ties.py``."""
    return tree(seed, depth, most, chance, PLAYERS[:players])


def hidden_tree(players: int, depth: int, most: int, seed: int) -> ExtensiveForm[Fraction]:
    """A tree in which players move in turn, see some moves, and forget nothing that they did or saw."""
    random = Random(seed)
    movers = [PLAYERS[turn % players] for turn in range(depth)]
    branches = [random.choice((2, 3)) for _ in movers]
    seen = [
        [turn for turn in range(now) if movers[turn] == movers[now] or random.random() < 0.4]
        for now in range(depth)
    ]
    for now, own in enumerate(seen):  # what was seen is remembered
        own[:] = sorted(
            {*own, *(turn for past in range(now) if movers[past] == movers[now] for turn in seen[past])}
        )

    def below(chosen: tuple[int, ...]) -> object:
        now = len(chosen)
        if now == depth:
            return tuple(random.randint(0, most) for _ in range(players))
        known = "".join(f" {turn}.{chosen[turn]}" for turn in seen[now])
        return Move(
            movers[now], f"{now}{known}", {f"a{n}": below((*chosen, n)) for n in range(branches[now])}
        )

    return ExtensiveForm.from_tree(PLAYERS[:players], below(()))


def before_tables(most: int, seed: int) -> ExtensiveForm[Fraction]:
    """A tree in which the first player chooses between two tables of three, two actions each."""
    random, players = Random(seed), PLAYERS[:3]

    def at_once(name: str, taken: int = 0) -> object:
        if taken == 3:
            return tuple(random.randint(0, most) for _ in players)
        moves = {action: at_once(name, taken + 1) for action in ("a0", "a1")}
        return Move(players[taken], f"{name}, {players[taken]}", moves)

    root = Move(players[0], "first", {name: at_once(name) for name in ("a0", "a1")})
    return ExtensiveForm.from_tree(players, root)


def over_time(states: int, actions: int, discount: str, most: int, seed: int) -> StochasticGame[Fraction]:
    """A game of two that goes on, as the tests draw them."""
    random_game = import_module("witnesses.stochastic_games").random_game
    game: StochasticGame[Fraction] = random_game(
        seed, states, actions=actions, discount=Fraction(discount), most=most
    )
    return game


def _tables(most: int, name: str) -> Iterator[tuple[str, Callable[[int], Game]]]:
    for shape in ((2, 2), (3, 3), (4, 4), (2, 2, 2), (3, 2, 2), (3, 3, 3), (2, 2, 2, 2)):
        yield f"{'×'.join(map(str, shape))}, {name}", partial(table, shape, most)


def _trees(most: int, name: str) -> Iterator[tuple[str, Callable[[int], Game]]]:
    for players in (2, 3):
        yield f"all is seen, {players} players, {name}", partial(seen_tree, players, 4, most, 0.0)
        yield f"all is seen, {players} players and chance, {name}", partial(seen_tree, players, 4, most, 0.25)
        yield f"moves are hidden, {players} players, {name}", partial(hidden_tree, players, 4, most)
    yield f"one move each, hidden, 3 players, {name}", partial(hidden_tree, 3, 3, most)
    yield f"a move before tables of 3 players, {name}", partial(before_tables, most)


def _over_time(most: int, name: str) -> Iterator[tuple[str, Callable[[int], Game]]]:
    for states, actions in ((2, 2), (3, 2), (4, 2), (2, 3)):
        for discount in ("9/10", "99/100"):
            kind = f"{states} states of {actions}×{actions} at {discount}, {name}"
            yield kind, partial(over_time, states, actions, discount, most)


KINDS: dict[str, Callable[[int], Game]] = {
    **dict(_tables(99, "0…99")),
    **dict(_tables(2, "0…2")),
    **dict(_trees(GENERIC, "no ties")),
    **dict(_trees(TIED, "0…2")),
    **dict(_over_time(99, "±99")),
    **dict(_over_time(1, "±1")),
}


def drawn(kind: str, seed: int) -> Game:
    """One game of the tables."""
    return KINDS[kind](seed)


def asked(game: Game) -> dict[str, object]:
    """The question about a game: the first action of the first player, elsewhere at the set in the middle."""
    if isinstance(game, NormalForm):
        return {"mover": game.players[0], "action": game.actions[0][0]}
    info = game.information_sets[len(game.information_sets) // 2]
    return {"mover": info.player, "action": info.actions[0], "at": [info.name]}


def size_of(game: Game) -> int:
    """The number of cells or ends of a game."""
    if isinstance(game, NormalForm):
        return len(game.payoffs)
    if isinstance(game, StochasticGame):
        return sum(len(state.payoffs) for state in game.states)
    return sum(isinstance(node, Terminal) for node in game.nodes)


def missing(game: Game, budget: float, quantifier: str) -> tuple[str | None, str | None]:
    """The gaps in all equilibria, and in the verdict; None for none."""
    try:
        with Clock(now=time.process_time):  # so that budgets do not hang on what else runs
            completeness = gp.solve(game, budget=budget).completeness
            verdict = gp.detect(game, **asked(game), quantifier=quantifier, budget=budget)
    except ParadoxError as problem:  # a defect, which the table shows
        return str(problem), str(problem)
    unproved = None if completeness.status == "proved" else completeness.why
    return unproved, verdict.why if verdict.name == "undecided" else None


def row(kind: str, seconds: float, budget: float, quantifier: str) -> Row:
    """Solves games of a kind, as many as the seconds suffice for, and counts."""
    games, complete, decided, times, smallest = 0, 0, 0, [], None
    while sum(times) < 1000 * seconds:
        game = drawn(kind, games)
        start = time.process_time()
        unproved, unsettled = missing(game, budget, quantifier)
        times.append(1000 * (time.process_time() - start))

        complete, decided = complete + (unproved is None), decided + (unsettled is None)
        why = unproved or unsettled
        if why and (smallest is None or size_of(game) < smallest[1]):
            smallest = games, size_of(game), why
        games += 1
    return Row(games, complete, decided, times, smallest)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"


def drawn_games(rows: dict[str, Row], before: dict[str, list[int]], budget: float) -> Table:
    """The table of shares; a row says the budget that each of its games had."""
    heads = (
        "kind",
        "games",
        "budget s",
        "all equilibria",
        "before",
        "verdict",
        "before",
        "median ms",
        "greatest ms",
    )
    lines = []
    for kind, own in rows.items():
        games, complete, decided = before.get(kind, (0, 0, 0))
        lines.append(
            (
                kind,
                own.games,
                f"{budget:g}",
                _share(own.complete, own.games),
                _share(complete, games) if games else "–",
                _share(own.decided, own.games),
                _share(decided, games) if games else "–",
                f"{median(own.times):.1f}",
                f"{max(own.times):.0f}",
            )
        )
    return Table(heads, tuple(lines), title="Games drawn at random")


def open_games(rows: dict[str, Row]) -> Table:
    """The smallest open game of each kind."""
    lines = [(kind, *own.open) for kind, own in rows.items() if own.open]
    return Table(("kind", "seed", "cells or ends", "what is missing"), tuple(lines), title="Still open")


def catalog_games(seconds: float) -> Table:
    """Every game of the catalog at its baseline: what is missing of its equilibria and of its verdicts."""
    lines = []
    for name in catalog.names():
        family = gp.load(name)
        game = family.at()
        # Of a repeated game the play that does not look back, which is what questions are about.
        concept = "markov-perfect" if isinstance(game, RepeatedGame) else None
        found = gp.solve(game, concept=concept, budget=seconds)
        reasons = [] if found.completeness.status == "proved" else [found.completeness.why]
        verdicts = [gp.detect(family, question, budget=seconds) for question in family.questions]
        reasons += [verdict.why for verdict in verdicts if verdict.name == "undecided"]
        settled = sum(verdict.name != "undecided" for verdict in verdicts)
        sys.stderr.write(f"{name}: {'; '.join(reasons) or 'nothing'}\n")
        lines.append(
            (
                name,
                len(found),
                f"{settled} of {len(verdicts)}",
                "; ".join(dict.fromkeys(reasons)) or "nothing",
            )
        )
    return Table(("game", "equilibria", "verdicts", "what is missing"), tuple(lines), title="The catalog")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--each", type=float, default=15.0, help="seconds of the processor for each kind")
    parser.add_argument(
        "--budget",
        type=float,
        default=10.0,
        help="seconds for a game's equilibria, and again for its verdict",
    )
    parser.add_argument("--quantifier", default="strong", help="which equilibria the question compares")
    parser.add_argument("--kind", default="", help="only kinds whose name holds this")
    parser.add_argument("--no-catalog", action="store_true", help="leave out the catalog")
    parser.add_argument("--keep", type=Path, help="a file for the shares, to be compared with later")
    parser.add_argument("--before", type=Path, help="such a file of an earlier run")
    options = parser.parse_args()

    before = json.loads(options.before.read_text(encoding="utf-8")) if options.before else {}
    rows = {
        kind: row(kind, options.each, options.budget, options.quantifier)
        for kind in KINDS
        if options.kind in kind
    }
    print(drawn_games(rows, before, options.budget).markdown(), open_games(rows).markdown(), sep="\n\n")
    if options.keep:
        kept = {kind: own[:3] for kind, own in rows.items()}
        options.keep.write_text(
            json.dumps(before | kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    if not options.no_catalog:
        print(catalog_games(options.budget).markdown())
    print(f"{machine()}; {time.process_time():.0f} seconds of the processor")


if __name__ == "__main__":
    main()

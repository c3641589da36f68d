"""Trees in which payoffs tie: the share in which every player's range over all equilibria is proved.

Prints the table of docs/methods.md.  Trees are drawn with seeds 0, 1, 2, …; payoffs are whole numbers from 0.
*Without ties* there is one equilibrium.  *By intervals* two pure plans attain the ends of what backward
induction with intervals leaves; *by pieces* plans attain the ends of payoff pieces.
"""

import argparse
import time
from fractions import Fraction
from random import Random
from statistics import median

from machine import machine

from gametheory_paradox.detectors.at_point import EquilibriumProof, established
from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.proofs.plans_under_ties import bounds
from gametheory_paradox.table import Table

PLAYERS = ("A", "B", "C")
KINDS = [  # depth, greatest payoff, how often chance moves
    (3, 2, 0.0),
    (4, 2, 0.0),
    (4, 2, 0.25),
    (4, 9, 0.0),
    (5, 1, 0.0),
]


def tree(
    seed: int, depth: int, most: int, chance: float, players: tuple[str, ...] = PLAYERS
) -> ExtensiveForm[Fraction]:
    """A tree with two or three actions a move."""
    random = Random(seed)

    def below(left: int, name: str) -> object:
        if not left:
            return tuple(random.randint(0, most) for _ in players)
        branches = random.choice((2, 3))
        if random.random() < chance:
            weights = [random.randint(1, 3) for _ in range(branches)]
            odds = [Fraction(weight, sum(weights)) for weight in weights]
            return Chance({f"o{n}": (p, below(left - 1, f"{name}{n}")) for n, p in enumerate(odds)})
        mover = random.choice(players)
        return Move(mover, f"n{name}", {f"a{n}": below(left - 1, f"{name}{n}") for n in range(branches)})

    return ExtensiveForm.from_tree(players, below(depth, ""))


def row(count: int, depth: int, most: int, chance: float) -> list[object]:
    """The shares for one kind of tree, and the times of ``solve``."""
    without, by_intervals, by_pieces, times = 0, 0, 0, []
    for seed in range(count):
        game = tree(seed, depth, most, chance)
        start = time.process_time()
        found = solve(game)
        times.append(time.process_time() - start)
        known = [established(game, found, player) for player in PLAYERS]
        kinds = {one.proof["kind"] for one in known if isinstance(one, EquilibriumProof)}
        proved = all(isinstance(one, EquilibriumProof) for one in known)
        without += not bounds(game).ties
        by_intervals += proved and kinds == {"backward-induction"}
        by_pieces += proved and found.completeness.status == "proved"
    shares = [f"{100 * number / count:.1f} %" for number in (without, by_intervals, by_pieces)]
    chances = f"{chance:.0%}" if chance else "none"
    return [
        depth,
        f"0…{most}",
        chances,
        count,
        *shares,
        f"{1000 * median(times):.0f}",
        f"{1000 * max(times):.0f}",
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="trees of each kind")
    parser.add_argument("--kind", type=int, nargs="*", default=range(len(KINDS)), help="numbers of kinds")
    asked = parser.parse_args()
    heads = (
        "depth",
        "payoffs",
        "moves of chance",
        "trees",
        "without ties",
        "by intervals",
        "by pieces",
        "median ms",
        "greatest ms",
    )
    rows = tuple(tuple(row(asked.count, *KINDS[number])) for number in asked.kind)
    print(Table(heads, rows, title="Trees in which every player's range is proved").markdown())
    print(machine())


if __name__ == "__main__":
    main()

"""Computes what is stored in ``answers.json.xz``: extreme equilibria by Gambit's exact enumeration.

Needs ``pip install --pre pygambit==17.0.0b2``; takes some minutes.  The file is compressed JSON: the
program's version, and for each game its name, the two payoff matrices, and one pair of mixtures per
equilibrium, each as whole numbers in proportion.
"""

import json
import lzma
from fractions import Fraction
from math import lcm
from pathlib import Path

import numpy as np
import pygambit
from games import every_game

ANSWERS = Path(__file__).with_name("answers.json.xz")


def extreme_equilibria(first: list[list[object]], second: list[list[object]]) -> list[list[list[int]]]:
    tables = [
        np.array([[pygambit.Rational(Fraction(p)) for p in row] for row in side]) for side in (first, second)
    ]
    game = pygambit.StrategicGame.from_arrays(*tables)
    found = pygambit.nash.enummixed_solve(game, rational=True).equilibria
    return sorted([in_proportion(profile[player]) for player in ("1", "2")] for profile in found)


def in_proportion(mixture: object) -> list[int]:
    odds = [Fraction(p.numerator, p.denominator) for _, p in mixture]
    scale = lcm(*(p.denominator for p in odds))
    return [int(p * scale) for p in odds]


if __name__ == "__main__":
    rows = [[name, first, second, extreme_equilibria(first, second)] for name, first, second in every_game()]
    text = json.dumps({"gambit": pygambit.__version__, "games": rows}, separators=(",", ":"))
    ANSWERS.write_bytes(lzma.compress(text.encode(), preset=9))
    print(f"{len(rows)} games, {ANSWERS.stat().st_size} bytes")

"""Computes what is stored in ``answers.json.xz``: what Gambit's enumpoly finds in every game.

Needs ``pip install --pre pygambit==17.0.0b2``; takes about a minute.  The file is compressed JSON: the
program's version, and for each game its name, its shape, its payoffs, and one list of probabilities per
equilibrium, player by player, in ten-millionths.
"""

import json
import lzma
from collections.abc import Sequence
from math import prod
from pathlib import Path

import numpy as np
import pygambit
from games import every_game

ANSWERS = Path(__file__).with_name("answers.json.xz")
PARTS = 10**7


def equilibria(shape: Sequence[int], payoffs: Sequence[int]) -> list[list[int]]:
    cells = np.array(payoffs).reshape(*shape, len(shape))
    game = pygambit.StrategicGame.from_arrays(*np.moveaxis(cells, -1, 0))
    found = pygambit.nash.enumpoly_solve(game).equilibria
    return sorted(
        [round(float(p) * PARTS) for player in game.players for _, p in profile[player]] for profile in found
    )


if __name__ == "__main__":
    rows = [[name, shape, payoffs, equilibria(shape, payoffs)] for name, shape, payoffs in every_game()]
    assert all(len(payoffs) == prod(shape) * len(shape) for _, shape, payoffs, _ in rows)
    text = json.dumps({"gambit": pygambit.__version__, "games": rows}, separators=(",", ":"))
    ANSWERS.write_bytes(lzma.compress(text.encode(), preset=9))
    print(f"{len(rows)} games, {ANSWERS.stat().st_size} bytes")

import json
import time
from fractions import Fraction
from random import Random

import pytest
from witnesses.many_players import root_of_one_half, table_of

from gametheory_paradox.claims.every_nash_of_many import Walk
from gametheory_paradox.claims.proofs import check_proof
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers import cell_enumeration as module
from gametheory_paradox.solvers import cell_kernel, solve
from gametheory_paradox.solvers.cell_enumeration import cell_enumeration
from gametheory_paradox.solvers.cell_kernel import CompiledSearch, kernel
from gametheory_paradox.solvers.cell_search import next_step
from gametheory_paradox.solvers.deadline import Deadline

# Three players, two actions each: five pure equilibria, and four in which somebody mixes.
NINE = [9, 8, 12, 0, 0, 0, 0, 0, 0, 3, 4, 6, 0, 0, 0, 9, 8, 2, 3, 4, 6, 0, 0, 0]


def random_game(shape, seed, low=-9, high=9):
    random = Random(f"{shape} {seed}")
    size = len(shape)
    for count in shape:
        size *= count
    return table_of(shape, [random.randint(low, high) for _ in range(size)])


def plainly(game):
    """The steps and boxes of the plain search."""
    walk, steps = Walk(game), []
    while walk.stack:
        step = next_step(walk)
        walk.follow([step])
        steps.append(step)
    return walk, steps


def compiled(game, shortest=2.0**-10):
    walk, steps = Walk(game), []
    search = CompiledSearch(walk, steps, kernel())
    while walk.stack:
        search.advance(shortest, 50)
    return walk, steps


def described(found):
    return (
        set(found.points),
        [box.bounds[0][0] for box in found.boxes],
        bool(found.pieces),
        len(found.open_cells),
        len(found.unsettled),
    )


def same(found, other):
    assert set(found.points) == set(other.points) or found.pieces
    assert len(found.boxes) == len(other.boxes)
    for box in found.boxes:
        assert sum(box.touches(again) for again in other.boxes) == 1
    assert bool(found.pieces) == bool(other.pieces)
    assert found.is_complete == other.is_complete


@pytest.mark.parametrize("shape", [(2, 2, 2), (2, 2, 3), (3, 2, 2), (2, 2, 2, 2)])
def test_the_plain_and_the_compiled_search_find_the_same(shape):
    for seed in range(12):
        game = random_game(shape, seed)
        same(plainly(game)[0].found(), compiled(game)[0].found())


def test_nine_equilibria():
    ...

"""Every extreme equilibrium of four thousand games against Gambit's exact enumeration of mixed equilibria."""

import json
import lzma
from collections import Counter
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from oracles.bimatrix.games import every_game
from witnesses.sampling import steps

from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers import solve


@cache
def stored():
    return json.loads(lzma.decompress(Path(__file__).with_name("answers.json.xz").read_bytes()))["games"]


def game_of(first, second):
    names = [[f"a{i}" for i in range(len(first))], [f"b{j}" for j in range(len(first[0]))]]
    return NormalForm.from_tables(["Row", "Column"], names, first, second)


def mixture(proportions):
    return tuple(Fraction(p, sum(proportions)) for p in proportions)


@steps(51)
def test_the_extreme_equilibria_are_gambits(step):
    for name, first, second, expected in stored()[::step]:
        found = solve(game_of(first, second))
        assert found.completeness.status == "proved"
        assert len(set(found)) == len(found)
        assert {p.probabilities for p in found} == {(mixture(x), mixture(y)) for x, y in expected}, (
            name,
            first,
            second,
        )


def test_the_answers_are_of_these_games():
    assert [row[:3] for row in stored()] == [list(row) for row in every_game()]


@pytest.mark.slow
def test_many_games_are_degenerate():
    kinds = Counter()
    for name, first, second, _ in stored():
        found = solve(game_of(first, second))
        kinds["games"] += 1
        kinds["random"] += " to " in name
        kinds["infinite"] += found.is_infinite
        kinds["several components"] += len(found.components) > 1 and found.is_infinite
        kinds["overlapping subsets"] += len(found.subsets) > len(found.components)
    assert kinds["games"] > 4000
    assert kinds["random"] == 4000
    assert min(kinds["infinite"], kinds["several components"], kinds["overlapping subsets"]) > 200, kinds


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("von Stengel 1999: 75 equilibria", 75),
        ("Savani and von Stengel 2006: 75 equilibria, small payoffs", 75),
    ],
)
def test_the_most_equilibria_known_of_a_six_by_six_game(name, count):
    first, second = next((first, second) for stored, first, second, _ in stored() if stored == name)
    found = solve(game_of(first, second))
    assert len(found) == len(found.components) == count

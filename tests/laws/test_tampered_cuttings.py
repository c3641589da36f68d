"""Proofs that exclude parts of the mixed profiles, or show a continuum there, changed at random.

What is still accepted has to be true: every equilibrium of a grid, found without the package, is on the list
or in a piece, what is listed is an equilibrium, no payoff is beyond the ends, and the other checker accepts.
"""

import copy
from collections import Counter
from contextlib import suppress
from functools import cache
from random import Random

import pytest
from laws.test_curved_equilibria import degenerate, equilibria_on_a_grid, is_covered
from oracles import other_checker
from oracles.other_checker.cells import Asked, by_cells
from oracles.other_checker.games import read_game
from oracles.other_checker.reading import rational
from witnesses.certificates import data_of
from witnesses.many_players import table_of

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import CertificateRejected, InvalidGame
from gametheory_paradox.forms import Profile, expected_payoffs, game_hash, game_to_data
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import equilibrium_set, every_equilibrium
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox
from gametheory_paradox.forms.tables.solvers.cell_enumeration import cell_enumeration
from gametheory_paradox.forms.tables.solvers.curved_sets import with_ranges

SHAPE, PARTS = (2, 2, 2), 6
KINDS = ("x", "w", "z", "l", "s", "u", "a", "c", "e")


@cache
def proofs():
    """Tables with ties, each with its proof; where pieces are curved, with bounds of what is paid on them."""
    found = []
    for number in range(60):
        game = table_of(SHAPE, degenerate(SHAPE, number))
        answer = cell_enumeration(game, Clock(None))
        if answer.completeness.status != "proved" or not answer.proof["cutting"]:
            continue
        proof = with_ranges(game, game.players[0], answer.proof) if answer.curved else answer.proof
        found.append((number, game, data_of(proof)))
    return found


def numbers_in(value, where=()):
    """The places of whole numbers in nested lists."""
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from numbers_in(inner, (*where, place))
    elif type(value) is int:
        yield where


def changed(random, cutting):
    """A cutting with one change: a number, the kind of a step, or a step left out, twice or elsewhere."""
    cutting = copy.deepcopy(cutting)
    place, way = random.randrange(len(cutting)), random.randrange(5)
    step, numbers = cutting[place], list(numbers_in(cutting[place]))
    if way < 3 and numbers:
        *outer, last = random.choice(numbers)
        inner = step
        for key in outer:
            inner = inner[key]
        own = inner[last]
        inner[last] = random.choice([n for n in (own + 1, own - 1, -own, 2 * own, 0, 1) if n != own])
    elif way == 3:
        step[0] = random.choice([kind for kind in KINDS if kind != step[0]])
    else:
        rest = [*cutting[:place], *cutting[place + 1 :]]
        cutting = random.choice(
            [rest, [*cutting[:place], step, *cutting[place:]], [*rest, step], [step, *rest]]
        )
    return cutting


def check_true(number, game, boxes, proof):
    """What an accepted proof claims, against brute force and by the other checker."""
    known = every_equilibrium(game, boxes, proof["cutting"])
    if not known.is_complete:
        return "open"
    found = equilibrium_set(game, game.players[0], known)
    assert all(is_nash(game, profile) for profile in found.profiles)
    ends = found.payoffs(game.players[0])
    for odds in equilibria_on_a_grid(SHAPE, degenerate(SHAPE, number), PARTS):
        assert is_covered(known, odds), (number, proof["cutting"])
        paid = expected_payoffs(game, Profile(game.information_sets, odds))[0]
        assert ends.low <= paid <= ends.high
    told = {**data_of(game_to_data(game)), "hash": game_hash(game)}
    with suppress(other_checker.Unjudged):
        table = read_game(told, rational)
        by_cells(table, proof, Asked({cell: row[0] for cell, row in table["cells"].items()}, [0]))
    return "true"


@pytest.mark.parametrize("count", [85, pytest.param(3000, marks=pytest.mark.slow)])
def test_a_changed_cutting_is_refused_or_true(count):
    random, told = Random(count), Counter()
    for number, game, proof in (random.choice(proofs()) for _ in range(count)):
        boxes = [IsolatingBox.from_data(box) for box in proof["boxes"]]
        cutting = changed(random, proof["cutting"])
        if cutting == proof["cutting"]:
            continue
        try:
            result = check_true(number, game, boxes, {**proof, "cutting": cutting})
        except (CertificateRejected, InvalidGame):  # a list that is none is no proof either
            result = "refused"
        told[result] += 1
        changed_kinds = {step[0] for step, own in zip(cutting, proof["cutting"], strict=False) if step != own}
        told.update((kind, result) for kind in changed_kinds)
    assert told["refused"] > count / 4
    assert told["true"] > count / 50
    assert all(told[kind, "refused"] for kind in ("x", "w", "s", "a", "c"))


def test_what_is_changed_has_every_kind_of_step_that_excludes_or_shows_a_continuum():
    kinds = {step[0] for _, _, proof in proofs() for step in proof["cutting"]}
    assert kinds >= {"x", "w", "s", "a", "c"}
    assert any(step[0] == "c" and len(step) == 5 for _, _, proof in proofs() for step in proof["cutting"])

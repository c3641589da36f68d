"""The ends of payoffs on curved pieces: found, put into the proof, and held against changed ones."""

import json
from copy import deepcopy
from fractions import Fraction
from random import Random

import pytest
from witnesses.many_players import table_of

import gametheory_paradox as gp
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.errors import ParadoxError
from gametheory_paradox.solvers import solve
from gametheory_paradox.solvers.curved_ranges import with_ranges


def drawn(seed):
    """A table of two actions each with payoffs 0, 1 and 2; that of seed 24 has ends on curves."""
    random = Random(seed)
    return table_of((2, 2, 2), [random.randint(0, 2) for _ in range(24)])


GAME = drawn(24)
FIRST = GAME.players[0]


@pytest.fixture(scope="module")
def equilibria():
    found = solve(GAME)
    assert found.completeness.status == "proved"
    assert found.curved
    return found


def test_both_ends_are_exact(equilibria):
    plain = check_proof(GAME, "nash", FIRST, equilibria.proof).payoffs(FIRST)
    assert str(plain.low) == "[0, 2/3]"  # by vertices alone, and as is told
    proof = with_ranges(GAME, FIRST, equilibria.proof)
    assert check_proof(GAME, "nash", FIRST, proof).payoffs(FIRST).values == (Fraction(2, 3), 2)
    assert proof["boxes"] == equilibria.proof["boxes"]
    assert [step[:3] for step in proof["cutting"] if step[0] == "c"] == [
        list(step[:3]) for step in equilibria.proof["cutting"] if step[0] == "c"
    ]


QUESTION = {"mover": FIRST, "action": GAME.actions[0][0]}


@pytest.mark.parametrize(
    ("quantifier", "name", "gap"),
    [
        ("strong", "absent", -2),
        ("best", "absent", 0),
        ("worst", "absent", "-2/3"),
        ("possible", "present", "4/3"),
    ],
)
def test_verdicts_are_decided(quantifier, name, gap):
    verdict = gp.detect(GAME, **QUESTION, quantifier=quantifier)
    assert (verdict.name, verdict.gap) == (name, Fraction(gap))
    assert gp.verify(verdict.certificate).verdict == name


@pytest.mark.slow
def test_changed_bounds_prove_nothing_else():
    certificate = gp.detect(GAME, **QUESTION, quantifier="worst").certificate
    data = json.loads(json.dumps(certificate.data))
    cutting = data["proof"]["with"]["cutting"]
    places = [
        (number, end, row, column)
        for number, step in enumerate(cutting)
        if step[0] == "c" and len(step) > 4
        for end in (0, 1)
        for row, numbers in enumerate(step[4][end])
        for column in range(1, len(numbers))
    ]
    assert len(places) > 3
    rejected = 0
    for number, end, row, column in places:
        for by in (-3, -1, 1, 2, 50):
            changed = deepcopy(data)
            changed["proof"]["with"]["cutting"][number][4][end][row][column] += by
            try:
                shown = gp.verify(changed)
            except ParadoxError:
                rejected += 1
                continue
            assert shown.claim.payoffs["with"].values == (Fraction(2, 3), 2)  # other weights show the same
    assert rejected > len(places)

"""The ends of payoffs on curved pieces: found, put into the proof, and held against changed ones."""

import json
from copy import deepcopy
from fractions import Fraction
from random import Random

import pytest
from witnesses.many_players import table_of

import gametheory_paradox as gp
from gametheory_paradox.errors import ParadoxError
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.solvers.curved_sets import with_ranges


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


def test_many_long_forms_are_not_too_long():
    random = Random(7)  # a table with some ends on pieces with 27 edges and 243 forms
    game = table_of((3, 3, 3), [random.randint(0, 2) for _ in range(81)])
    proof = with_ranges(game, game.players[0], solve(game).proof)
    payoffs = check_proof(game, "nash", game.players[0], proof).payoffs(game.players[0])
    assert all(isinstance(own, Fraction) for own in payoffs.values)


def steps_with_chains(cutting):
    return [step for step in cutting if step[0] == "c" and len(step) == 5]


def test_a_chain_is_told_where_there_is_one(equilibria):
    assert steps_with_chains(with_ranges(GAME, FIRST, equilibria.proof)["cutting"])


def variants(chain):
    """A chain with an entry more, one less, and with each number changed."""
    yield [*chain, [0]]
    yield chain[:-1]
    yield [[who + 1, *places] for who, *places in chain]
    for entry, numbers in enumerate(chain):
        for place in range(len(numbers)):
            for by in (-1, 1, 2):
                changed = deepcopy(chain)
                changed[entry][place] += by
                yield changed
        yield [*chain[:entry], [*numbers, 0], *chain[entry + 1 :]]


def test_changed_chains_prove_nothing_else():
    certificate = gp.detect(GAME, **QUESTION, quantifier="worst").certificate
    data = json.loads(json.dumps(certificate.data))
    held = steps_with_chains(data["proof"]["with"]["cutting"])
    assert held
    rejected = 0
    for number, step in enumerate(held):
        for other in variants(step[4]):
            changed = deepcopy(data)
            steps_with_chains(changed["proof"]["with"]["cutting"])[number][4] = other
            try:
                shown = gp.verify(changed)
            except ParadoxError:
                rejected += 1
            else:
                assert shown.claim.payoffs["with"].values == (Fraction(2, 3), 2)
    assert rejected > 3

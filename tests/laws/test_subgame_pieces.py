"""Trees with a simultaneous move whose equilibria are infinitely many, of different worth, against a grid."""

import json
from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from laws.both_checkers import judged, verified
from oracles import other_checker
from witnesses.certificates import data_of
from witnesses.sampling import always, cases
from witnesses.tied_trees import carried_upward

from gametheory_paradox.claims.equilibria.nash import is_nash, is_subgame_perfect
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import ExtensiveForm, Move, NormalForm, Profile, expected_payoffs
from gametheory_paradox.solvers import solve

GRID = [Fraction(n, 4) for n in range(5)]
FEW = st.integers(0, 2)


@st.composite
def before_a_table(draw, players=("Ann", "Bob", "Cat")):
    """Ann goes on or not, perhaps after Bob does; then Bob and Cat choose at once."""
    cells = {place: tuple(draw(FEW) for _ in players) for place in product("lr", "xy")}
    table = Move("Bob", "bob", {b: Move("Cat", "cat", {c: cells[b, c] for c in "xy"}) for b in "lr"})
    out = tuple(draw(FEW) for _ in players)
    start = Move("Ann", "ann", {"go": table, "stay": out})
    if draw(st.booleans()):
        start = Move("Cat", "first", {"let": start, "end": tuple(draw(FEW) for _ in players)})
    return ExtensiveForm.from_tree(players, start), cells, out


def paid_on_a_grid(game, cells, out):
    """What subgame perfect equilibria with mixtures on a grid pay."""
    own = [tuple(Fraction(cells[b, c][who]) for who in (1, 2)) for b, c in product("lr", "xy")]
    table = NormalForm(("Bob", "Cat"), (("l", "r"), ("x", "y")), tuple(own))
    worths = set()
    for p, q in product(GRID, GRID):
        if is_nash(table, Profile(table.information_sets, ((p, 1 - p), (q, 1 - q)))):
            odds = {("l", "x"): p * q, ("l", "y"): p - p * q, ("r", "x"): q - p * q}
            odds["r", "y"] = 1 - sum(odds.values())
            worths.add(tuple(sum(odds[k] * cells[k][who] for k in cells) for who in range(3)))
    found = set()
    for worth in worths:
        found |= set(chosen(worth, out, 0))
    if len(game.information_sets) == 4:
        end = game.nodes[game.nodes[0].children[1]].payoffs
        found = {paid for below in found for paid in chosen(below, end, 2)}
    return found


def chosen(one, other, who):
    """What is paid where somebody chooses between two ends."""
    if one[who] != other[who]:
        return [one if one[who] > other[who] else tuple(map(Fraction, other))]
    return [tuple(w * x + (1 - w) * y for x, y in zip(one, other, strict=True)) for w in GRID]


@cases(25, 1500)
def test_ends_are_attained_and_no_equilibrium_on_a_grid_pays_more_or_less(count):
    told = Counter()

    @always(count, before_a_table())
    def law(drawn):
        game, cells, out = drawn
        found = solve(game, concept="subgame-perfect")
        kind = found.proof["kind"] if found.proof else ""
        told[found.completeness.status, kind] += 1
        if found.completeness.status != "proved":
            return
        assert all(is_subgame_perfect(game, plan) for plan in found.profiles)
        for payoffs in paid_on_a_grid(game, cells, out):
            for own, paid in zip(zip(*found.payoffs, strict=True), payoffs, strict=True):
                assert min(own) <= paid <= max(own)

    assert told["proved", "subgame-pieces"] > count / 8
    assert told["partial", ""] < told["proved", "subgame-pieces"] / 3


@cases(6, 300)
def test_verdicts_are_checked_by_others(count):
    told = Counter()

    @always(count, before_a_table(), st.sampled_from(["strong", "best", "worst"]))
    def law(drawn, quantifier):
        found = detect(drawn[0], "option", mover="Bob", action="l", at="bob", quantifier=quantifier)
        if found.certificate is None:
            return
        data = data_of(found.certificate)
        verified(data)
        other_checker.check(json.dumps(data))
        proof = data["proof"]
        if isinstance(proof, dict) and proof.get("with", {}).get("kind") == "subgame-pieces":
            told[found.name] += 1
            assert judged(data) == "not mine"

    assert told["absent"] > 0
    if count > 50:
        assert told["present"] > 0


def test_a_continuum_is_carried_upward_by_hand():
    """Ann gets 3q where Cat plays x with probability q, and 1 if she stays: she gets from 1 to 3."""
    game = carried_upward()
    found = solve(game, concept="subgame-perfect")
    assert found.completeness.status == "proved"
    assert found.proof["kind"] == "subgame-pieces"
    columns = [sorted(own) for own in zip(*found.payoffs, strict=True)]
    assert [(own[0], own[-1]) for own in columns] == [(1, 3), (1, 2), (0, 1)]
    assert all(expected_payoffs(game, plan)[0] >= 1 for plan in found.profiles)


CHANGES = {
    "a plan that is not subgame perfect": lambda proof: proof["plans"][0]["Ann"].update(
        ann={"go": "0", "stay": "1"}
    ),
    "no plan at the ends": lambda proof: proof.update(plans=proof["plans"][:1]),
    "a table without proof": lambda proof: proof.update(tables={}),
    "a proof of another table": lambda proof: proof.update(
        tables={k: {"kind": "supports"} for k in proof["tables"]}
    ),
    "cut too fine": lambda proof: proof.update(cuts=5),
    "a field more": lambda proof: proof.update(more=[]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_proof_is_accepted_by_nobody(change):
    asked = {"mover": "Ann", "action": "stay", "at": "ann", "quantifier": "best"}
    data = json.loads(json.dumps(data_of(detect(carried_upward(), "option", **asked).certificate)))
    verified(data)
    other_checker.check(json.dumps(data))
    proof = data["proof"]["with"]
    assert proof["kind"] == "subgame-pieces"
    if change == "a plan that is not subgame perfect":
        proof["plans"].sort(key=lambda plan: plan["Cat"]["cat"]["x"] != "1")
    CHANGES[change](proof)
    with pytest.raises(CertificateRejected):
        verified(data)
    with pytest.raises(other_checker.Rejected):
        other_checker.check(json.dumps(data))

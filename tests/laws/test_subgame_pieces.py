"""Trees with a simultaneous move whose equilibria are infinitely many, of different worth, against a grid."""

import json
from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import strategies as st
from laws.both_checkers import judged, seconded, verified
from oracles import other_checker
from witnesses.certificates import data_of
from witnesses.sampling import always, cases
from witnesses.tied_trees import carried_upward

from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm, Profile, expected_payoffs
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.nash import is_nash, is_subgame_perfect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.solvers import cell_enumeration

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


@cases(5, 1500)
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


def before_an_end(number, players=("Ann", "Bob", "Cat")):
    """Bob and Cat choose at once; after some of the cells Ann chooses between two ends."""
    random = Random(number)
    ends = {
        place: [tuple(random.randint(0, 2) for _ in players) for _ in range(random.choice((1, 2)))]
        for place in product("lr", "xy")
    }
    below = {
        (b, c): own[0] if len(own) == 1 else Move("Ann", f"after {b}{c}", dict(zip("ud", own, strict=True)))
        for (b, c), own in ends.items()
    }
    table = Move("Bob", "bob", {b: Move("Cat", "cat", {c: below[b, c] for c in "xy"}) for b in "lr"})
    return ExtensiveForm.from_tree(players, table), ends


def worths_on_a_grid(ends):
    """What subgame perfect equilibria with mixtures on a grid pay, where a table comes first."""
    worths = {place: chosen(tuple(map(Fraction, own[0])), own[-1], 0) for place, own in ends.items()}
    for cells in product(*(dict.fromkeys(own) for own in worths.values())):
        table = NormalForm(("Bob", "Cat"), (("l", "r"), ("x", "y")), tuple(cell[1:] for cell in cells))
        for p, q in product(GRID[::2], GRID[::2]):
            mixed = Profile(table.information_sets, ((p, 1 - p), (q, 1 - q)))
            if is_nash(table, mixed):
                weights = [a * b for a, b in product(*mixed.probabilities)]
                columns = zip(*cells, strict=True)
                yield [sum(w * x for w, x in zip(weights, own, strict=True)) for own in columns]


@pytest.mark.slow
@pytest.mark.parametrize("count", [5, pytest.param(125, marks=pytest.mark.slow)])
def test_a_table_before_subgames_of_several_worths_has_its_ends_attained_too(count):
    told = Counter()
    for number in range(count):
        game, ends = before_an_end(number)
        found = solve(game, concept="subgame-perfect")
        told[found.proof["kind"] if found.proof else ""] += 1
        if found.completeness.status != "proved":
            continue
        assert all(is_subgame_perfect(game, plan) for plan in found.profiles)
        for payoffs in worths_on_a_grid(ends):
            for own, paid in zip(zip(*found.payoffs, strict=True), payoffs, strict=True):
                assert min(own) <= paid <= max(own)
        verdict = detect(game, "option", mover="Bob", action="l", at="bob", quantifier="worst")
        if verdict.certificate is not None:
            data = data_of(verdict.certificate)
            verified(data)
            seconded(data)
            told["curved"] += has_curves(data)
    assert told["subgame-pieces"] > count / 5
    assert told[""] <= count / 10
    assert told["curved"] > 0


@pytest.mark.parametrize("count", [3, pytest.param(60, marks=pytest.mark.slow)])
def test_what_is_proved_with_cells_left_open_is_what_is_proved_without(count, monkeypatch):
    told = Counter()
    for number in range(count):
        game, _ = before_an_end(number)
        whole = solve(game, concept="subgame-perfect")
        with monkeypatch.context() as patched:
            patched.setattr(cell_enumeration, "_searched_near_pieces", lambda *_: None)
            found = solve(game, concept="subgame-perfect")
        steps = [step for table in tables_of(found.proof) for step in table.get("cutting", ())]
        left_open = any(step[0] == "?" for step in steps)
        told[found.completeness.status, left_open] += 1
        if whole.completeness.status == found.completeness.status == "proved":
            for player in game.players:
                known, other = (proved_payoffs(game, player, own) for own in (found, whole))
                assert known == other
    assert told["proved", True] > 0


def proved_payoffs(game, player, found):
    """The least and the greatest payoff that a proof shows of a player, as it is checked."""
    known = check_proof(game, "subgame-perfect", player, data_of(found.proof)).payoffs(player)
    return known.low, known.high


def tables_of(proof):
    """The proofs of the tables of a proof by pieces."""
    return proof["tables"].values() if proof and proof.get("kind") == "subgame-pieces" else ()


def has_curves(data):
    """Whether a table of the game has a curved piece, as those of two players alone have not."""
    proof = data["proof"].get("with")
    return any(step[0] == "c" for own in tables_of(proof) for step in own.get("cutting", ()))


@cases(4, 750)
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

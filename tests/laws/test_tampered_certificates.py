"""Whatever is changed in a certificate, it is refused, or its claim is true, or about another game.

Every kind of claim, of proof, every paradox and concept has its share of the changes; each game's hash is
made to fit after each. What is accepted is accepted by the other checker too, and by the one-file checker if
it is its own; and the claim is held against brute force where that can tell.
"""

import itertools
import json
from collections import Counter
from fractions import Fraction
from functools import cache
from random import Random

import pytest
from laws.both_checkers import seconded, verified
from laws.tampering import changed, changes
from laws.test_certificates import as_advised
from laws.test_comparison_rails import impossible
from laws.test_tree_certificates import CLAIM, CONCEPTS, made
from oracles import (
    plain_graphs,
    plain_paradoxes,
    plain_payoffs,
    plain_regions,
    plain_splits,
    plain_time_claims,
    plain_trees,
    plain_truth,
)
from oracles.plain_truth import CannotTell
from witnesses.certificates import (
    carried,
    crisis,
    graph_options,
    maps,
    over_time,
    paradox_maps,
    paradoxes,
    propositions,
    solutions,
    splits,
    verdicts,
)
from witnesses.sampling import steps
from witnesses.taken_away import several

from gametheory_paradox.certificates import KINDS, MARKOV_PERFECT
from gametheory_paradox.certificates.over_time import STATIONARY
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import delete, game_from_data, number_from_data, scope_of
from gametheory_paradox.forms.graphs.option import GUARD_RAIL
from gametheory_paradox.forms.graphs.stable_states import STABILITIES
from gametheory_paradox.forms.proofs.completeness import PROOFS
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.states.proofs.payoff_polygons import CONCEPT
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import SELECTION_RULES


@cache
def pool():
    """Every certificate that is changed, by name."""
    trees = {f"{concept} {k}": data for concept in CONCEPTS for k, data in enumerate(made(concept))}
    ruled_out = {" ".join(rail): data for rail, data in impossible().items()}
    named = {
        "split": splits(),
        "map of": paradox_maps(),
        "proposition": propositions(),
        "impossible": ruled_out,
        "graph": graph_options(),
    }
    more = {f"{kind}, {name}": data for kind, found in named.items() for name, data in found.items()}
    more |= {f"taken away, {name}": data for name, data in several().items()}
    return {**verdicts(), **paradoxes(), **maps(), **more, **trees, **carried(), **over_time(), **solutions()}


def proofs_of(data):
    """The kinds of proof that a certificate holds."""
    proof = data["proof"]
    if "kind" in proof:  # of a solution
        return {proof["kind"]}
    found = {one["kind"] for one in proof.values() if isinstance(one, dict)} | {
        one["kind"] for one in proof.get("frozen", [])
    }
    return found or {proof.get("guard_rail", "cutting")}


def proofs_of_certificates():
    """The kinds of proof that certificates hold."""
    return {*PROOFS, "payoff-polygons"}


@cache
def groups():
    """The names of certificates of one kind of claim, paradox, concept and proof."""
    found = {}
    for name, data in pool().items():
        for proof in proofs_of(data):
            found.setdefault((data["kind"], data.get("paradox", "-"), data["concept"], proof), []).append(
                name
            )
    return found


SOLVED = ("equilibria", "payoffs")  # kinds of certificates of solutions, with changes of their own
EACH = 5  # changes to what a certificate lists as all, of those there are


def drawn():
    """The groups in turn, but for solutions."""
    return [group for group in sorted(groups()) if group[0] not in SOLVED]


def test_every_kind_of_claim_paradox_concept_and_proof_is_among_them():
    assert {kind for kind, *_ in groups()} == set(KINDS)
    assert {proof for *_, proof in groups()} >= proofs_of_certificates() | {
        *("T1", "T2", "T4", "T5", "T6", "T7", "cutting", GUARD_RAIL)
    }
    assert {paradox for _, paradox, *_ in groups()} == {*DEFINITIONS, "-"}
    assert {concept for _, _, concept, _ in groups()} == {*CONCEPTS, *STATIONARY, CONCEPT, *STABILITIES}


def test_a_list_of_pure_equilibria_over_time_proves_no_verdict():
    data, game = over_time()["crisis, backfires"], crisis().at()
    proof = {}
    for side, action in (("with", "press"), ("instead", "hold")):
        listed = solve(delete(game, scope_of(game, "A", (action,), (), ())), concept=f"pure-{MARKOV_PERFECT}")
        proof[side] = json.loads(json.dumps(listed.proof))
    assert {part["kind"] for part in proof.values()} == {"pure-state-cells"}
    for concept, why in (
        (MARKOV_PERFECT, "is about pure"),
        (f"pure-{MARKOV_PERFECT}", "rests on the concept"),
    ):
        with pytest.raises(CertificateRejected, match=why):
            verified({**data, "concept": concept, "proof": proof})


@cache
def every_change(name):
    found = {}
    for change in changes(pool()[name]):
        found.setdefault(change[0][:1], []).append(change)
    return found


def forged(data):
    """Changes to what is listed as all: one left out, one twice, two swapped, others put first, cut short."""

    def walk(value, where):
        if isinstance(value, list) and where[-1] in (
            "vertices",
            "assessments",
            "tables",
            "steps",
            "boxes",
            "cutting",
            "frozen",
            "parts",
            "plans",
            "outers",
        ):
            for place in range(len(value)):
                yield where, value[:place] + value[place + 1 :]
                yield where, [*value[: place + 1], *value[place:]]
                if place:
                    yield where, [*value[: place - 1], value[place], value[place - 1], *value[place + 1 :]]
            yield where, value[: len(value) // 2]
            yield where, value[::-1]
        inner = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for step, below in inner:
            if isinstance(below, dict | list):
                yield from walk(below, (*where, step))

    yield from walk(data["proof"], ("proof",))
    for name, value in (data.get("infinite") or {}).items():
        yield ("infinite", name), not value


def outcome(data, original):
    """Refused, or how an accepted certificate stands: true, the same claim, or beyond brute force."""
    try:
        checked = verified(data)
    except CertificateRejected:
        return "refused"
    # By this hash `verify --model` refuses it for the game that it was about.
    assert checked.game == data["game"]["hash"]
    seconded(data)
    same_game = data["game"] == original["game"]
    if same_game and {k: v for k, v in data.items() if k != "proof"} == {
        k: v for k, v in original.items() if k != "proof"
    }:
        return "the same claim"
    try:
        return "true" if is_true(data) else "false"
    except CannotTell:
        return "beyond" if same_game else "another game"


def is_true(data):
    """Whether a claim is true, by brute force."""
    if goes_on(data) and data["kind"] != "payoffs":
        return plain_time_claims.is_true(data)
    return TRUTH[data["kind"]](data)


def goes_on(data):
    """True of a game over time."""
    return data["game"]["form"] in ("stochastic", "repeated")


def verdict_is_true(data):
    if data["paradox"] != "option":
        return plain_paradoxes.is_true(data)
    places = [node["set"] for node in data["game"].get("nodes", []) if "set" in node]
    if data["verdict"] == "impossible" or len(places) == len(set(places)):
        # The same where all is seen.
        concept = data["concept"] if data["concept"] == "nash" else "subgame-perfect"
        return plain_truth.is_true({**data, "concept": concept})
    return fits_pure_equilibria(data)


def fits_pure_equilibria(data):
    """Whether all pure equilibria, by brute force, are among those claimed to be all; the rest follows."""
    game = game_from_data(data["game"], number_from_data)
    less = delete(game, scope_of(game, data["mover"], **data["details"]))
    who = game.players.index(data["mover"])
    for side, one in (("with", game), ("without", less)):
        stated = list(map(span, data["payoffs"][side]))
        least, most = stated[0][0], stated[-1][1]
        for value in pure_payoffs(one, data["concept"], who):
            # The only equilibrium, or one that none gives more than.
            if data["quantifier"] in plain_truth.RULES:
                if value > least or (value < least and data["quantifier"] == "risk-dominant"):
                    return False
            elif (value, value) not in stated and not (data["infinite"][side] and least <= value <= most):
                return False

    # The gap lies between its least and its greatest value.
    has, lacks = (list(map(span, data["payoffs"][side])) for side in ("with", "without"))
    ends = [
        plain_truth.gap(data["quantifier"], [own[1 - end] for own in has], [own[end] for own in lacks])
        for end in (0, 1)
    ]
    low, high = span(data["gap"])
    return ends[0] <= high and low <= ends[1] and (data["verdict"] == "absent" or ends[1] > 0)


def span(value):
    """The bounds of a number, equal where it is known."""
    ends = (value["lower"], value["upper"]) if isinstance(value, dict) else (value, value)
    return tuple(map(number_from_data, ends))


@cache
def pure_payoffs(game, concept, who):
    tree = plain_trees.Tree(game)
    if plain_trees.Fraction(2) ** len(tree.sizes) > 300:
        raise CannotTell
    tests = {
        "nash": plain_trees.is_nash,
        "subgame-perfect": plain_trees.is_subgame_perfect,
        "perfect-bayesian": lambda tree, odds: plain_trees.weak_sequential_beliefs(tree, odds) is not None,
        "sequential": lambda tree, odds: plain_trees.sequential_verdict(tree, odds) is True,
    }
    return {
        plain_trees.payoffs(tree, odds)[who]
        for odds in plain_trees.pure_profiles(tree)
        if tests[concept](tree, odds)
    }


TRUTH = {
    "verdict": verdict_is_true,
    "channels": plain_splits.is_true,
    "map": plain_regions.is_true,
    "proposition": plain_regions.is_true,
    "graph": plain_graphs.claim_is_true,
    "equilibria": plain_time_claims.is_true,
    "payoffs": plain_payoffs.is_true,
}


def pieces(ordinary, slow):
    """As `cases`, the long form in four pieces."""
    long = [pytest.param(piece, slow, marks=pytest.mark.slow) for piece in range(1, 5)]
    return pytest.mark.parametrize(("piece", "count"), [(0, ordinary), *long])


@pieces(132, 3500)
def test_no_change_of_anything_makes_a_false_claim_pass(piece, count):
    random, found, fields, tried = Random(piece), Counter(), Counter(), Counter()
    for number in range(count):
        group = drawn()[number % len(drawn())]
        name = random.choice(groups()[group])
        # The field of this kind that was changed least often so far, so that each has its turn.
        field = min(sorted(every_change(name)), key=lambda own: tried[group[0], own])
        tried[group[0], field] += 1
        where, what = random.choice(every_change(name)[field])
        data = changed(pool()[name], (where, what))
        if data == pool()[name]:
            continue
        result = outcome(data, pool()[name])
        assert result != "false", f"{name}: {where} {what!r:.200}"
        found[group[0], result] += 1
        fields[group[0], field] += result == "refused"
    for kind in {kind for kind, *_ in drawn()}:
        assert found[kind, "refused"] > 5 * sum(
            n for (k, result), n in found.items() if k == kind and result != "refused"
        )
    assert sum(n for (_, result), n in found.items() if result != "refused") > count / 200
    assert sum(n for (_, result), n in found.items() if result == "beyond") < count / 100
    claims = {(data["kind"], (field,)) for data in pool().values() for field in data}
    claims = {claim for claim in claims if claim[0] not in SOLVED}
    assert {place for place in claims if not fields[place]} == set() or piece == 0


@pieces(150, 1200)
def test_no_equilibrium_is_dropped_or_swapped_and_no_completeness_forged(piece, count):
    """The claim is made to say whatever the checker says that the forged proof shows."""
    random, found = Random(piece), Counter()
    listing = [group for group in drawn() if group[0] != "graph"]  # whose proofs list nothing as all
    for number in range(count):
        group = listing[number % len(listing)]
        name = random.choice(groups()[group])
        options = list(forged(pool()[name]))
        for change in random.sample(options, min(len(options), EACH)):
            result = outcome(as_advised(changed(pool()[name], change)), pool()[name])
            assert result in ("refused", "the same claim", "true"), name
            found[group[3], result == "refused"] += 1
    refused = {proof for proof, is_refused in found if is_refused}
    assert refused >= {proof for *_, proof in drawn()} & proofs_of_certificates() - {
        "supports",
        "backward-induction",
    }


@pieces(4, 70)
def test_no_change_of_a_solution_makes_a_false_claim_pass(piece, count):
    """Of each certificate so many changes of anything, and as many of what its proof lists."""
    random, found = Random(piece), Counter()
    for name, data in solutions().items():
        for _ in range(count):
            change = random.choice(every_change(name)[random.choice(sorted(every_change(name)))])
            forgery = as_advised(changed(data, random.choice(list(forged(data)))))
            for how, other in (("changed", changed(data, change)), ("forged", forgery)):
                result = outcome(other, data) if other != data else "the same claim"
                assert result != "false", f"{name}: {change!r:.200}"
                found[how, data["kind"], data["concept"], result == "refused"] += 1
    for kind, concept in {(data["kind"], data["concept"]) for data in solutions().values()}:
        assert found["forged", kind, concept, True] > count / 5
        assert found["changed", kind, concept, True] > 5 * found["changed", kind, concept, False]


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_a_selection_rule_stands_in_no_certificate_of_which_it_is_not_true(step):
    found = Counter()
    for data in [data for data in pool().values() if "quantifier" in data][::step]:
        for rule in SELECTION_RULES:
            result = outcome({**data, "quantifier": rule}, data)
            assert result != "false"
            found[result] += not goes_on(data)  # of games that go on brute force judges no rule
            assert result == "refused" or data["kind"] == "verdict" or DEFINITIONS[data["paradox"]].selecting
    assert min(found["refused"], found["true"]) > 50 / step
    assert found["true"] > 5 * found["beyond"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_proof_of_one_game_is_none_of_another_of_its_kind(kind):
    refused = 0
    ones = [data for data in pool().values() if data["kind"] == kind]
    for one, other in itertools.pairwise(ones):
        if one["game"]["hash"] != other["game"]["hash"] and one["proof"] != other["proof"]:
            refused += outcome({**one, "game": other["game"]}, one) == "refused"
            swapped = {**one, "proof": other["proof"]}
            assert outcome(swapped, one) in ("refused", "the same claim")
    assert refused >= 3


def test_the_claim_of_a_tree_is_what_other_tests_take_it_to_be():
    assert set(CLAIM) < set(made("nash")[0])


@steps(5)
def test_brute_force_tells_propositions_from_their_opposites(step):
    for data in list(propositions().values())[::step]:
        assert plain_regions.is_true(data)
        assert not plain_regions.is_true(opposite_of(data))


def opposite_of(data):
    """The same with the opposite claim."""
    claim, opposite = data["claim"], {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
    turned = (
        {"never": not claim["never"]} if claim["kind"] == "paradox" else {"sign": opposite[claim["sign"]]}
    )
    if claim["kind"] == "bound":
        turned["every"] = not claim["every"]
    return {**data, "claim": {**claim, **turned}}


@pytest.mark.slow
@steps(11)
def test_brute_force_tells_maps_of_paradoxes_from_others(step):
    tables = [data for data in paradox_maps().values() if data["game"]["form"] == "normal"]
    for data in tables[::step]:
        other = Fraction(24, 25) if Fraction(data["present"][1]) < Fraction(1, 2) else Fraction(1, 25)
        shares = {"present": [str(other)] * 2, "absent": [str(1 - other)] * 2, "undecided": "0"}
        sides = {**data["proof"], "cutting": "/"}  # which lets any share stand, so that points must tell
        assert plain_regions.is_true(data)
        assert plain_regions.is_true({**data, "proof": sides, "cells": 1}, 40)
        assert not plain_regions.is_true({**data, **shares, "proof": sides, "cells": 1}, 40)

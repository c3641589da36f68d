"""Certificates forged on purpose: each tries one gap a checker could have; every checker refuses it."""

import copy
import json
from fractions import Fraction
from importlib import import_module
from itertools import combinations, product

import pytest
from laws.both_checkers import seconded, verified
from laws.tampering import rehashed
from oracles import other_checker, plain_truth
from witnesses.certificates import (
    BOX,
    asked,
    charted,
    coordination,
    data_of,
    degenerate,
    entry,
    maps,
    paradox_maps,
    propositions,
    quotients,
    splits,
    threesome,
    trio,
    verdicts,
)

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import channels
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import (
    Chance,
    ExtensiveForm,
    Move,
    NormalForm,
    delete,
    game_hash,
    game_to_data,
    scope_of,
)
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import prove
from gametheory_paradox.models import family_from_table, family_from_tree

ONE, HALF = [["1", {}]], [["1/2", {}]]
X = [["1", {"x": 1}]]


def accepted(data):
    verified(data)
    seconded(data)


def rejected(data):
    data = rehashed(copy.deepcopy(data))
    with pytest.raises(CertificateRejected):
        verified(data)
    with pytest.raises(other_checker.Rejected):
        other_checker.check(json.dumps(data))


def with_field(data, path, value):
    changed = copy.deepcopy(data)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


def claim(
    game, proof, verdict="absent", has=("0",), lacks=("0",), gap="0", infinite=(False, False), **question
):
    """A certificate written by hand."""
    asked_for = {
        "concept": "nash",
        "quantifier": "strong",
        "measure": "payoff",
        "at": [],
        "coalition": [],
    } | question
    details = {name: asked_for.pop(name) for name in ("action", "at", "coalition")}
    compared = {
        "payoffs": {"with": list(has), "without": list(lacks)},
        "infinite": dict(zip(("with", "without"), infinite, strict=True)),
        "gap": gap,
    }
    return {
        "format": 2,
        "kind": "verdict",
        "paradox": "option",
        **asked_for,
        "details": {**details, "action": [details["action"]]},
        "verdict": verdict,
        **(dict.fromkeys(compared) if verdict == "impossible" else compared),
        "game": {**game_to_data(game), "hash": game_hash(game)},
        "proof": proof,
    }


def guarded(game, rail, **question):
    return claim(game, {"guard_rail": rail}, "impossible", **question)


# --- Vertices
# ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def by_vertices():
    return verdicts()["matching, strong"]


def test_a_degenerate_game_without_a_perturbation_is_refused():
    data = asked(degenerate(), mover="Row", action="a")["strong"]
    accepted(data)
    for side in ("with", "without"):
        proof = data["proof"][side]
        flat = {
            **proof,
            "perturbations": [[0] * len(r) for r in proof["perturbations"]],
            "vertices": [[[d, s, [0] * len(e)] for d, s, e in listed] for listed in proof["vertices"]],
        }
        rejected(with_field(data, ("proof", side), flat))


def test_any_perturbation_will_do_where_the_game_is_not_degenerate(by_vertices):
    proof = by_vertices["proof"]["with"]
    scaled = {
        **proof,
        "perturbations": [[-7 * r for r in part] for part in proof["perturbations"]],
        "vertices": [
            [[3 * d, [3 * x for x in s], [-21 * x for x in e]] for d, s, e in part]
            for part in proof["vertices"]
        ],
    }
    data = with_field(by_vertices, ("proof", "with"), scaled)
    assert plain_truth.is_true(data)
    # Turned round, the perturbed polytope has other vertices in degenerate games.
    if any(map(any, proof["perturbations"])):
        with pytest.raises(CertificateRejected):
            verify(data)
    else:
        accepted(data)


@pytest.mark.parametrize("denominator", [0, -1, -(10**30)])
def test_denominators_are_positive(by_vertices, denominator):
    for side in (0, 1):
        point = by_vertices["proof"]["with"]["vertices"][side][-1]
        flipped = [denominator, [-x for x in point[1]], [-x for x in point[2]]]
        rejected(with_field(by_vertices, ("proof", "with", "vertices", side, -1), flipped))
        rejected(with_field(by_vertices, ("proof", "with", "vertices", side, -1, 0), denominator))


def test_a_vertex_written_in_other_terms_is_still_the_same_vertex(by_vertices):
    listed = by_vertices["proof"]["with"]["vertices"][0]
    again = [[2 * d, [2 * x for x in s], [2 * x for x in e]] for d, s, e in listed]
    rejected(with_field(by_vertices, ("proof", "with", "vertices", 0), listed + again))
    rejected(with_field(by_vertices, ("proof", "with", "vertices", 0), listed + again[:1]))
    accepted(with_field(by_vertices, ("proof", "with", "vertices", 0), again))


def test_no_vertex_and_no_pair_or_face_of_vertices_can_be_left_out(by_vertices):
    for side in (0, 1):
        listed = by_vertices["proof"]["with"]["vertices"][side]
        for first in range(len(listed)):
            for second in range(first, len(listed)):
                left = [v for k, v in enumerate(listed) if k not in (first, second)]
                rejected(with_field(by_vertices, ("proof", "with", "vertices", side), left))
        rejected(with_field(by_vertices, ("proof", "with", "vertices", side), []))
        rejected(with_field(by_vertices, ("proof", "with", "vertices", side), listed[:1]))


def test_points_where_a_constraint_counts_twice_are_no_vertices():
    # Two actions of Column have the same payoffs, so that each of their two labels comes with the other.
    game = NormalForm.from_tables(
        ["Row", "Column"], [["a", "b"], ["l", "m"]], [[1, 1], [0, 0]], [[1, 1], [1, 1]]
    )
    corners = [[1, [0, 0], [0, 0]], [1, [1, 0], [0, 0]], [1, [0, 1], [0, 0]], [2, [1, 1], [0, 0]]]
    columns = [[1, [0, 0], [0, 0]], [1, [1, 0], [0, 0]], [1, [0, 1], [0, 0]]]
    proof = {"kind": "vertices", "perturbations": [[0, 0], [0, 0]], "vertices": [corners, columns]}
    for listed in (corners, corners[:1], corners[:3], corners[1:], [corners[0], corners[3]]):
        both = {side: {**proof, "vertices": [listed, columns]} for side in ("with", "without")}
        rejected(claim(game, both, mover="Row", action="b", has=("1",), lacks=("1",)))


def test_the_polytopes_are_those_of_the_game_and_in_its_order(by_vertices):
    proof = by_vertices["proof"]["with"]
    swapped = {**proof, "perturbations": proof["perturbations"][::-1], "vertices": proof["vertices"][::-1]}
    rejected(with_field(by_vertices, ("proof", "with"), swapped))
    crossed = {"with": by_vertices["proof"]["without"], "without": proof}
    rejected(with_field(by_vertices, ("proof",), crossed))


def test_an_idle_action_is_no_paradox_however_the_equilibria_are_listed():
    data = verdicts()["idle, possible"]
    assert data["verdict"] == "absent"
    assert data["gap"] == "4/3"
    rejected({**data, "verdict": "present"})
    for side in ("with", "without"):
        for polytope in (0, 1):
            listed = data["proof"][side]["vertices"][polytope]
            for point in listed:
                moved = [
                    [d, [2 * x for x in s], e] if [d, s, e] == point else [d, s, e] for d, s, e in listed
                ]
                if moved != listed:
                    rejected(
                        with_field(
                            {**data, "verdict": "present"}, ("proof", side, "vertices", polytope), moved
                        )
                    )


# --- Supports and dominance
# ------------------------------------------------------------------------------------------------


def test_supports_prove_nothing_about_degenerate_games():
    supports = {"with": {"kind": "supports"}, "without": {"kind": "supports"}}
    for game, action in ((degenerate(), "a"), (coordination(), "c")):
        for quantifier, data in asked(game, mover="Row", action=action).items():
            assert data["quantifier"] == quantifier
            rejected({**data, "proof": supports})


def prisoners():
    tables = [[3, 0], [4, 1]], [[3, 4], [0, 1]]
    return NormalForm.from_tables(["A", "B"], [["c", "d"], ["c", "d"]], *tables)


def steps(*them):
    return {"kind": "dominance", "steps": [{"player": p, "action": a, "by": by} for p, a, by in them]}


def test_dominance_is_by_others_that_survive_and_strict():
    good = {
        "with": steps(("A", "c", {"d": "1"}), ("B", "c", {"d": "1"})),
        "without": steps(("B", "c", {"d": "1"})),
    }
    data = claim(prisoners(), good, mover="A", action="c", has=("1",), lacks=("1",))
    accepted(data)
    for forged in (
        steps(("A", "d", {"c": "1"}), ("B", "c", {"d": "1"})),
        steps(("A", "c", {"d": "1"}), ("B", "d", {"c": "1"})),
        steps(("A", "c", {"d": "2", "c": "-1"}), ("B", "c", {"d": "1"})),
        steps(("A", "c", {"c": "1"}), ("B", "c", {"d": "1"})),
        steps(("A", "c", {"d": "1/2", "c": "1/2"}), ("B", "c", {"d": "1"})),
        steps(("A", "c", {"d": "2"}), ("B", "c", {"d": "1"})),
        steps(("A", "c", {"d": "1/2"}), ("B", "c", {"d": "1"})),
        steps(("A", "c", {}), ("B", "c", {"d": "1"})),
        steps(("A", "c", {"d": "1"}), ("A", "c", {"d": "1"}), ("B", "c", {"d": "1"})),
        steps(("A", "c", {"d": "1"}), ("A", "d", {"c": "1"}), ("B", "c", {"d": "1"})),
        steps(("A", "c", {"d": "1"})),
        steps(),
    ):
        rejected(with_field(data, ("proof", "with"), forged))


def test_weak_dominance_eliminates_nothing():
    weak = NormalForm.from_tables(["A", "B"], [["c", "d"], ["c", "d"]], [[3, 1], [4, 1]], [[3, 4], [0, 1]])
    proof = {
        "with": steps(("A", "c", {"d": "1"}), ("B", "c", {"d": "1"})),
        "without": steps(("B", "c", {"d": "1"})),
    }
    rejected(claim(weak, proof, mover="A", action="c", has=("1",), lacks=("1",)))


def test_a_game_of_three_needs_its_own_steps_in_an_order_that_works():
    data = verdicts()["threesome, strong, by dominance"]
    proof = data["proof"]["with"]["steps"]
    assert len(proof) == 3
    for left_out in range(3):
        rejected(with_field(data, ("proof", "with", "steps"), proof[:left_out] + proof[left_out + 1 :]))


# --- Cells
# ------------------------------------------------------------------------------------------------------------


def pennies():
    """Matching pennies with an action worse than a mixture of the others, before a bystander."""
    cells = [(3, 0, 0), (0, 1, 0), (0, 1, 0), (3, 0, 1), (1, 0, 0), (1, 1, 0)]
    return NormalForm(
        ("A", "B", "C"),
        (("a", "b", "c"), ("a", "b"), ("o",)),
        tuple(tuple(map(Fraction, cell)) for cell in cells),
    )


def test_an_action_goes_where_a_mixture_of_others_is_better_by_whatever_weights():
    data = asked(pennies(), ["strong"], mover="A", action="c")["strong"]
    accepted(data)
    cut = ["l", [[0, 2, -2], [0, 0, 1], [0, 1, 1]]]
    box, rest = data["proof"]["without"]["boxes"][0], data["proof"]["without"]["cutting"]
    proof = {"kind": "cells", "boxes": [box], "cutting": [cut, *rest]}
    accepted(with_field(data, ("proof", "with"), proof))
    for forged in (
        [[0, 2, -2], [0, 0, 2], [0, 1, 0]],
        [[0, 2, -2], [0, 0, 1], [0, 1, 2]],
        [[0, 2, -1], [0, 0, 1], [0, 1, 1]],
        [[0, 0, -1], [0, 2, 1]],
        [[0, 0, -2], [0, 1, -2], [0, 2, 4]],
        [[0, 3, -2], [0, 0, 1], [0, 1, 1]],
        [[1, 2, -2], [0, 0, 1], [0, 1, 1]],
        [[0, 2, -2.0], [0, 0, 1], [0, 1, 1]],
        [[0, 2, 0]],
        [],
    ):
        rejected(with_field(data, ("proof", "with"), {**proof, "cutting": [["l", forged], *rest]}))


@pytest.mark.parametrize("name", ["isolated, worst", "irrational, strong", "continuum, possible"])
def test_no_step_of_a_cutting_can_be_left_out_or_leave_open_what_it_takes(name):
    data = verdicts()[name]
    sides = [side for side, proof in data["proof"].items() if proof["kind"] == "cells"]
    assert sides
    for side in sides:
        steps = data["proof"][side]["cutting"]
        for place, step in enumerate(steps):
            for instead in ([], [["?"]], [step, step]):
                path = ("proof", side, "cutting")
                tampered = rehashed(with_field(data, path, [*steps[:place], *instead, *steps[place + 1 :]]))
                try:
                    verify(tampered)
                except CertificateRejected:
                    continue
                assert instead != [["?"]]
                assert plain_truth.is_true(tampered)


def test_a_box_without_its_numbers_shows_nothing():
    data = verdicts()["irrational, strong"]
    side = next(
        side
        for side in ("with", "without")
        if any(box["radius"] != "0" for box in data["proof"][side]["boxes"])
    )
    boxes = data["proof"][side]["boxes"]
    number = next(n for n, box in enumerate(boxes) if box["radius"] != "0")
    path = ("proof", side, "boxes", number)
    for forged in (
        {"radius": "0"},
        {"radius": "-1"},
        {"scale": 1},
        {"scale": -boxes[number]["scale"]},
        {"inverse": [[0] * len(row) for row in boxes[number]["inverse"]]},
        {"inverse": boxes[number]["inverse"][::-1]},
        {"supports": [[0], [0], [0]]},
        {"center": boxes[number]["center"][::-1]},
        {"region": [[0] * (len(row) - 1) + [1] for row in boxes[number]["region"]], "radius": "1"},
    ):
        rejected(with_field(data, path, {**boxes[number], **forged}))
    rejected(with_field(data, ("proof", side, "boxes"), []))


@pytest.mark.slow
def test_an_equilibrium_that_is_known_by_a_box_alone_cannot_be_passed_over():
    # In one of three equilibria everybody mixes, with probabilities that are irrational.
    game = trio((1, 0, 2), (0, 3, 3), (3, 3, 1), (0, 3, 0), (3, 3, 0), (3, 2, 1), (0, 2, 0), (0, 0, 0))
    found = solve(game)
    assert (len(found), found.completeness.status) == (3, "proved")
    without = solve(delete(game, scope_of(game, "A", "y")))
    known = sorted({cell[0] for cell in game.payoffs})
    for count in (1, 2, 3):
        for values in combinations(map(str, known), count):
            for lacks in ((str(p),) for p in known):
                proof = data_of({"with": found.proof, "without": without.proof})
                gap = str(Fraction(lacks[0]) - Fraction(values[-1]))
                for verdict in ("present", "absent"):
                    rejected(claim(game, proof, verdict, values, lacks, gap, mover="A", action="y"))


# --- Backward induction
# ----------------------------------------------------------------------------------------------------


def test_plans_attain_the_ends_of_the_interval_of_the_mover_named():
    data = verdicts()["indifferent, possible"]
    lowest, highest = (data["proof"]["with"][end] for end in ("lowest", "highest"))
    assert lowest != highest
    for forged in ((highest, lowest), (lowest, lowest), (highest, highest)):
        proof = {"kind": "backward-induction", "lowest": forged[0], "highest": forged[1]}
        rejected(with_field(data, ("proof", "with"), proof))
    low, high = data["payoffs"]["with"]
    finite = with_field(data, ("infinite", "with"), False)
    rejected(with_field(finite, ("payoffs", "with"), [low]))
    rejected(with_field(finite, ("payoffs", "with"), [high]))
    rejected(finite)


def test_what_a_player_does_where_play_never_comes_has_to_be_best_too():
    data = verdicts()["restraint, strong"]
    for side in ("with", "without"):
        for end in ("lowest", "highest"):
            plan = data["proof"][side][end]
            for player, sets in plan.items():
                for name, odds in sets.items():
                    if len(odds) == 2:
                        turned = {action: str(1 - int(p)) for action, p in odds.items()}
                        rejected(with_field(data, ("proof", side, end, player, name), turned))


def test_a_plan_names_every_set_and_every_action_once():
    data = verdicts()["restraint, strong"]
    path = ("proof", "with", "lowest", "P")
    plan = data["proof"]["with"]["lowest"]["P"]
    for forged in (
        {},
        {"complied": plan["complied"]},
        {**plan, "elsewhere": plan["defied"]},
        {**plan, "defied": {"punish": "1"}},
        {**plan, "defied": {"punish": "1", "leave": "0", "both": "0"}},
        {**plan, "defied": {"punish": "2", "leave": "-1"}},
        {**plan, "defied": {"punish": "1", "leave": "1"}},
        {**plan, "defied": {"punish": "0", "leave": "0"}},
    ):
        rejected(with_field(data, path, forged))
    rejected(with_field(data, ("proof", "with", "lowest", "Nobody"), {"here": {"a": "1"}}))


def test_mixed_continuations_count_where_no_pure_plan_attains_them():
    # Dan does not care. Cat goes on only if he tends to "a", Bob only if he tends to "b": both do only if he
    # mixes, and then going in is a disaster for Ann, so that she stays out. Whatever pure plan he follows,
    # she goes in and gets 5.
    dan = {"a": (-100, -1, 1, 0), "b": (-100, 3, -1, 0)}
    cat = Move("Cat", "then", {"on": Move("Dan", "last", dan), "off": (5, -1, 0, 0)})
    tree = Move(
        "Ann", "start", {"in": Move("Bob", "first", {"on": cat, "off": (5, 0, 0, 0)}), "out": (0, 0, 0, 0)}
    )
    game = ExtensiveForm.from_tree(["Ann", "Bob", "Cat", "Dan"], tree)
    data = asked(game, ["possible"], mover="Ann", action="out")["possible"]
    assert data["payoffs"] == {"with": ["0", "5"], "without": ["-100", "5"]}
    assert {side: proof["kind"] for side, proof in data["proof"].items()} == {
        "with": "payoff-pieces",
        "without": "payoff-pieces",
    }
    for side in ("with", "without"):
        plans = data["proof"][side]["plans"]
        for left in range(len(plans)):
            if len(plans) == 2:  # each attains an end
                rejected(with_field(data, ("proof", side, "plans"), [plans[left]]))

    def plan(start, dan_plays):
        cat_plays, other = ("on", "b") if dan_plays == "a" else ("off", "a")
        return {
            "Ann": {"start": start},
            "Bob": {"first": {"on": "0", "off": "1"}},
            "Cat": {"then": {"on": str(int(cat_plays == "on")), "off": str(int(cat_plays == "off"))}},
            "Dan": {"last": {dan_plays: "1", other: "0"}},
        }

    question = {"mover": "Ann", "action": "out", "concept": "subgame-perfect", "quantifier": "possible"}
    for one, other in (("a", "b"), ("a", "a"), ("b", "a")):
        proof = {
            side: {"kind": "backward-induction", "lowest": plan(start, one), "highest": plan(start, other)}
            for side, start in (("with", {"in": "1", "out": "0"}), ("without", {"in": "1"}))
        }
        rejected(claim(game, proof, "absent", ("5", "5"), ("5", "5"), "0", (True, True), **question))
        rejected(claim(game, proof, "absent", ("5",), ("5",), "0", **question))


# --- Guard-rails
# -----------------------------------------------------------------------------------------------------------


def test_a_lone_decision_maker_who_forgets_is_not_covered():
    # The absent-minded driver: the same set twice on one path, so that a mixture is better than either
    # action.
    tree = {
        "form": "extensive",
        "players": ["Driver"],
        "information_sets": [{"player": "Driver", "name": "crossing", "actions": ["exit", "go", "home"]}],
        "nodes": [
            {"set": 0, "children": [1, 2, 6]},
            {"payoffs": ["0"]},
            {"set": 0, "children": [3, 4, 5]},
            {"payoffs": ["4"]},
            {"payoffs": ["1"]},
            {"payoffs": ["0"]},
            {"payoffs": ["0"]},
        ],
    }
    alone = {
        "form": "normal",
        "players": ["Driver"],
        "information_sets": [{"player": "Driver", "name": "", "actions": ["a", "b"]}],
    }
    normal = {**alone, "payoffs": [["0"], ["1"]]}
    shared = {
        "format": 2,
        "kind": "verdict",
        "paradox": "option",
        "concept": "nash",
        "quantifier": "strong",
        "mover": "Driver",
        "measure": "payoff",
        "details": {"action": ["a"], "at": [], "coalition": []},
        "verdict": "impossible",
        **dict.fromkeys(("payoffs", "infinite", "gap")),
        "proof": {"guard_rail": "T1"},
    }
    accepted(rehashed({**shared, "game": normal}))
    rejected({**with_field(shared, ("details", "action"), ["home"]), "game": tree})


def test_two_moves_of_one_player_need_sets_of_single_nodes():
    below = {
        "a": Move("Ann", "later", {"a": (3, 0), "b": (0, 3)}),
        "b": Move("Ann", "later", {"a": (0, 3), "b": (1, 2)}),
    }
    game = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "first", below))
    for rail in ("T1", "T2", "T4"):
        for concept in ("nash", "subgame-perfect"):
            rejected(guarded(game, rail, mover="Ann", action="b", concept=concept, at=["later"]))


def test_every_guard_rail_covers_its_own_concepts_quantifiers_scopes_and_games_alone():
    right = {"mover": "E", "action": "out", "concept": "subgame-perfect", "at": ["entry"]}
    later = {"mover": "I", "action": "fight", "concept": "subgame-perfect", "at": ["after entry"]}
    accepted(guarded(entry(), "T4", **right))
    rejected(guarded(entry(), "T4", **{**right, "quantifier": "possible"}))
    rejected(guarded(entry(), "T4", **{**right, "concept": "nash"}))
    rejected(guarded(entry(), "T4", **{**right, "at": [], "coalition": ["E"]}))
    rejected(guarded(entry(), "T4", **later))
    for rail in ("T1", "T2", "T3", "T5", "", "t4"):
        rejected(guarded(entry(), rail, **right))
    rejected(guarded(prisoners(), "T2", mover="A", action="c"))
    rejected(guarded(threesome(), "T1", mover="A", action="x"))


def test_the_root_alone_may_lose_the_action():
    tree = Move("Ann", "first", {"a": Move("Ann", "second", {"a": (1,), "b": (0,)}), "b": (2,)})
    game = ExtensiveForm.from_tree(["Ann"], tree)
    question = {"mover": "Ann", "action": "a", "concept": "subgame-perfect"}
    accepted(guarded(game, "T4", at=["first"], **question))
    rejected(guarded(game, "T4", **question))
    chance = ExtensiveForm.from_tree(["Ann"], Chance({"only": (1, tree)}))
    rejected(guarded(chance, "T4", at=["first"], **question))


def test_a_third_player_spoils_a_constant_sum():
    cells = ((1, -1, 0), (0, 0, 0), (2, -2, 0), (-1, 1, 0))
    table = NormalForm.from_tables(
        ["A", "B"],
        [["a", "b"], ["a", "b"]],
        *[[[c[i] for c in cells[k : k + 2]] for k in (0, 2)] for i in (0, 1)],
    )
    accepted(guarded(table, "T2", mover="A", action="a"))
    three = NormalForm(
        ("A", "B", "C"),
        (("a", "b"), ("a", "b"), ("a",)),
        tuple((*cell, cell[0] * 0) for cell in table.payoffs),
    )
    rejected(guarded(three, "T2", mover="A", action="a"))
    rejected(guarded(table, "T2", mover="A", action="a", coalition=["A", "B"]))


# --- Names, details, games
# ------------------------------------------------------------------------------------------------------------


def test_members_of_a_coalition_are_named_once_each_and_the_mover_is_one():
    data = verdicts()["allies, strong"]
    assert data["details"] == {"action": ["a"], "at": [], "coalition": ["Bob", "Cat"]}
    accepted(with_field(data, ("details", "coalition"), ["Cat", "Bob"]))
    for forged in (["Bob", "Cat", "Cat"], ["Cat"], ["Bob", "Cat", "Dan"], ["Bob", "Cat", "Ann"]):
        rejected(with_field(data, ("details", "coalition"), forged))
    rejected(with_field(data, ("details", "at"), ["first", "second"]))
    rejected(with_field(data, ("details", "coalition"), "Bob"))


def test_sets_that_lose_the_action_are_sets_of_the_mover_that_have_it():
    data = verdicts()["indifferent, Bob, strong"]
    assert data["details"]["at"] == ["after a", "after b"]
    for named in (
        ["start"],
        ["after a", "after a"],
        ["after a", ""],
        ["after a", "nowhere"],
        [""],
        "after a",
    ):
        rejected(with_field(data, ("details", "at"), named))
    rejected(with_field(verdicts()["commitment, strong"], ("details", "at"), [""]))


def test_actions_that_are_taken_away_together_are_all_there_and_leave_one():
    data = verdicts()["coordination, several, best"]
    assert data["details"]["action"] == ["a", "c"]
    accepted(with_field(data, ("details", "action"), ["c", "a"]))
    for named in ([], ["a"], ["a", "a"], ["a", "d"], ["a", "b", "c"], ["a", "c", ""], "ac", None):
        rejected(with_field(data, ("details", "action"), named))


def test_concepts_belong_to_forms():
    rejected({**verdicts()["commitment, strong"], "concept": "subgame-perfect"})
    rejected({**verdicts()["restraint, strong"], "concept": "nash"})
    rejected({**maps()["trade"], "concept": "nash"})
    rejected({**maps()["quotients"], "concept": "subgame-perfect"})


def test_a_tree_is_a_tree_and_each_of_its_sets_is_in_it():
    data = verdicts()["restraint, strong"]
    nodes, sets = data["game"]["nodes"], data["game"]["information_sets"]
    for forged in (
        [{"set": 0, "children": [0, 0]}],
        [{"set": 0, "children": [1, 1]}, *nodes[1:]],
        [*nodes, {"payoffs": ["0", "0"]}],
        nodes[:-1],
        [nodes[0], nodes[4], *nodes[2:]],
        [{"set": 9, "children": nodes[0]["children"]}, *nodes[1:]],
        [{"set": -1, "children": nodes[0]["children"]}, *nodes[1:]],
        [],
    ):
        rejected(with_field(data, ("game", "nodes"), forged))
    rejected(
        with_field(
            data, ("game", "information_sets"), [*sets, {"player": "P", "name": "never", "actions": ["a"]}]
        )
    )
    rejected(with_field(data, ("game", "information_sets", 1, "name"), "defied"))
    rejected(with_field(data, ("game", "information_sets", 1, "actions"), ["punish", "punish"]))
    rejected(with_field(data, ("game", "players"), ["P", "P"]))


def test_chance_is_a_distribution():
    data = verdicts()["entry, strong"]
    place = next(k for k, node in enumerate(data["game"]["nodes"]) if "outcomes" in node)
    path = ("game", "nodes", place, "probabilities")
    for forged in (["4/3", "-1/3"], ["1/3", "1/3"], ["1", "1"], ["0", "0"], ["1"], [], ["1/3", "2/3", "0"]):
        rejected(with_field(data, path, forged))
    rejected(with_field(data, ("game", "nodes", place, "outcomes"), ["rain", "rain"]))


# --- Maps
# ------------------------------------------------------------------------------------------------------------


def test_probabilities_of_a_map_are_such_on_its_whole_box():
    family = family_from_tree(
        ["A"],
        Chance({"o": ("x", Move("A", "here", {"a": (1,), "b": (0,)})), "p": ("1 - x", (0,))}),
        {"x": (0, 1, "1/2")},
    )
    data = charted(family, ["x"], mover="A", action="a")
    accepted(data)
    for low, high in (("0", "2"), ("-1", "1"), ("1/2", "1000001/1000000"), ("-1/1000000", "1")):
        rejected(with_field(data, ("box", "x"), [low, high]))
    chance = next(k for k, node in enumerate(data["game"]["nodes"]) if "outcomes" in node)
    for forged in (
        [X, X],
        [X, ONE],
        [[["2", {"x": 1}]], [["1", {}], ["-2", {"x": 1}]]],
        [[["1", {"x": 2}]], [["1", {}], ["-1", {"x": 1}]]],
    ):
        rejected(with_field(data, ("game", "nodes", chance, "probabilities"), forged))


def test_no_denominator_vanishes_on_the_closed_box():
    data = charted(quotients(), ["x", "y"], mover="Row", action="a")
    accepted(data)
    for name, low, high in (("y", "-1", "2"), ("x", "-2", "2"), ("y", "-3", "-1/2"), ("x", "-3", "5")):
        rejected(with_field(data, ("box", name), [low, high]))
    fixed = charted(quotients(), ["x"], mover="Row", action="a")
    rejected({**fixed, "values": {"y": "-1"}})
    for box in (["2", "0"], ["1", "1"], ["0"], ["0", "1", "2"]):
        rejected(with_field(data, ("box", "x"), box))


def test_every_variable_is_charted_or_set_and_not_both():
    data = charted(quotients(), ["x"], mover="Row", action="a")
    accepted(data)
    rejected({**data, "values": {}})
    rejected({**data, "values": {**data["values"], "x": "1"}})
    rejected({**data, "over": ["x", "x"]})
    rejected({**data, "over": ["x", "y"]})
    rejected({**data, "over": []})
    rejected({**data, "over": ["y"], "box": {"y": ["0", "2"]}, "values": {"y": "1/2"}})


def test_factors_multiply_out_and_are_never_nothing():
    data = maps()["quotients, two"]
    accepted(data)
    whole, parts = data["proof"]["factors"][0]
    assert len(parts) > 1
    minus = [["-1", {}]]
    for forged in (
        [whole, parts[:-1]],
        [whole, [*parts, minus]],
        [whole, [*parts, []]],
        [whole, []],
        [[], [[]]],
        [[], parts],
        [whole, [*parts, X]],
        [[["2", {"x": 1}]], [[["2", {}]], X]],
        [[["1/2", {"x": 1}]], [HALF, X]],
    ):
        rejected(with_field(data, ("proof", "factors", 0), forged))
    accepted(with_field(data, ("proof", "factors", 0), [whole, [*parts, minus, minus]]))
    accepted(with_field(data, ("proof", "factors", 0), [whole, [*parts[::-1], [["2", {}]], HALF]]))


def test_a_factor_does_not_lend_its_sign_to_what_it_does_not_divide():
    data = maps()["quotients, two"]
    whole, _ = data["proof"]["factors"][0]
    other = maps()["chance"]["proof"]["factors"][0]
    rejected(with_field(data, ("proof", "factors", 0), [whole, other[1]]))


@pytest.mark.parametrize("character", ["٠", "０", "²", "9", "2", "a", " ", "\n", "−", "＋"])
def test_a_cutting_is_made_of_the_axes_and_four_marks(character):
    data = maps()["quotients, two"]
    cutting = data["proof"]["cutting"]
    for place in range(len(cutting)):
        forged = with_field(data, ("proof", "cutting"), cutting[:place] + character + cutting[place + 1 :])
        with pytest.raises(CertificateRejected):
            verify(forged)
    rejected(forged)


@pytest.mark.parametrize(
    "name", ["trade, three", "deter", "chance, two", "quotients", "quotients, two", "curved"]
)
def test_no_cell_is_marked_better_than_it_is_proved(name):
    data = maps()[name]
    cutting = data["proof"]["cutting"]
    for place, mark in enumerate(cutting):
        for other in set("+-/") - {mark} if mark in "+-/?" else ():
            forged = with_field(data, ("proof", "cutting"), cutting[:place] + other + cutting[place + 1 :])
            with pytest.raises(CertificateRejected, match="is not proved"):
                verify(forged)
            if place % 3 == 0:
                rejected(forged)


def test_where_somebody_below_never_cares_no_verdict_can_be_changed():
    """A gets from 1 to 2 with "a", and 1 without: absent, whatever B does."""
    below = {"a": Move("B", "then", {"a": ("x", 1), "b": (2, 1)}), "b": (1, 0)}
    family = family_from_tree(["A", "B"], Move("A", "start", below), BOX | {"x": (0, 1, "1/2")})
    data = charted(family, ["x"], mover="A", action="a")
    accepted(data)
    assert data["proof"]["cutting"] == "-"
    for mark in "+/?":
        rejected({**data, "proof": {**data["proof"], "cutting": mark}})


def test_an_action_that_changes_nothing_is_no_possible_paradox_on_any_cell():
    cells = [[(2, 2), (0, 0)], [(0, 0), (1, 1)], [(-1, 0), (-1, "x")]]
    family = family_from_table(["Row", "Column"], [["a", "b", "c"], ["a", "b"]], cells, {"x": (1, 2, "3/2")})
    data = charted(family, ["x"], "possible", mover="Row", action="c")
    accepted(data)
    assert data["absent"] == ["1", "1"]
    rejected(
        {**data, "proof": {**data["proof"], "cutting": "+"}, "present": ["1", "1"], "absent": ["0", "0"]}
    )


def test_a_map_of_a_table_is_about_two_players():
    cells = [[[("x", 0, 0)], [(0, 1, 0)]], [[(1, 0, 0)], [(0, 0, 0)]]]
    three = family_from_table(["A", "B", "C"], [["a", "b"], ["a", "b"], ["c"]], cells, {"x": (0, 1, "1/2")})
    two = charted(quotients(), ["x", "y"], mover="Row", action="a")
    form = game_to_data(three.form)
    rejected(
        {
            **two,
            "mover": "A",
            "over": ["x"],
            "box": {"x": ["0", "1"]},
            "game": form,
        }
    )


def test_games_are_named_by_their_own_hash():
    for data in (verdicts()["restraint, strong"], maps()["quotients"]):
        digest = data["game"]["hash"]
        for forged in (digest.upper(), digest[::-1], digest[:-1], "", "0" * 64):
            if forged != digest:
                with pytest.raises(CertificateRejected):
                    verify(with_field(data, ("game", "hash"), forged))


# --- Propositions and levels of a parameter
# --------------------------------------------------------------------------------


def growing(payoff, sign):
    """That what A gets grows, or falls, with p from 0 to 1; forged from what is true of p itself."""
    family = family_from_table(["A", "B"], [["only"], ["one"]], [[("p", 0)]], {"p": (0, 1, "1/2")})
    data = data_of(prove(family, "payoff(A) rises with p").certificate)
    accepted(data)
    game = {**data["game"], "payoffs": [[payoff, []]]}
    return {**data, "game": game, "claim": {**data["claim"], "sign": sign}}


def test_a_parameter_called_like_the_larger_value_of_another_is_not_taken_for_it():
    """At (p − q)² with q for p' the payoff falls from p to q, and rises again above."""
    rejected(growing([["-2", {"p": 1, "p'": 1}], ["1", {"p": 2}], ["1", {"p'": 2}]], "<"))
    rejected(growing([["1", {"p": 1}], ["-1", {"p'": 1}]], "<"))


def test_signs_that_are_excluded_are_shown_to_be_impossible_together():
    for name in ("touching", "chained", "products"):
        data = propositions()[name]
        accepted(data)
        exclusions = data["proof"]["exclusions"]
        places = [(k, j) for k, parts in enumerate(exclusions) for j in range(len(parts))]
        assert places
        for k, j in places:
            place, (polynomial, sign, multiplier) = ("proof", "exclusions", k, j), exclusions[k][j]
            for part in ([polynomial, int(sign), multiplier], [polynomial, not sign, multiplier]):
                rejected(with_field(data, place, part))
            rejected(with_field(data, place, [polynomial, sign, []]))
            rejected(with_field(data, place, [polynomial, sign, multiplier, multiplier]))
            rejected(with_field(data, place[:3], [*exclusions[k][:j], *exclusions[k][j + 1 :]]))
        rejected(with_field(data, ("proof", "exclusions"), []))


def test_a_bound_is_about_a_payoff_or_an_action_that_there_is():
    data = propositions()["fine, no assumption"]
    accepted(data)
    for player, action in (
        ("Coercer", "nothing"),
        ("Coercer", "harbor"),
        ("Nobody", ""),
        ("Nobody", "enforce"),
    ):
        rejected(with_field(data, ("claim",), {**data["claim"], "player": player, "action": action}))
    measuring = {"measure": "security", "measures": data["game"]["payoffs"]}
    rejected({**data, "game": {**data["game"], **measuring}})


def test_both_values_of_a_parameter_are_from_one_range():
    data = growing([["1", {"p": 2}], ["-1", {"p": 1}]], ">")  # which falls up to 1/2
    rejected(data)
    rejected({**data, "box": {**data["box"], "p'": ["1", "2"]}})
    penalties = paradox_maps()["fine, best"]
    accepted(penalties)
    for ends in (["12", "13"], ["2", "11"], ["3", "12"]):
        rejected(with_field(penalties, ("box", "p'"), ends))
        rejected(with_field(penalties, ("box", "p"), ends))


def test_nothing_may_be_positive_that_the_region_leaves_out():
    data = propositions()["fine, bound"]
    accepted(data)
    rejected(with_field(data, ("assuming",), []))
    rejected(with_field(data, ("assuming",), [[["1", {"c": 1}], ["-1", {"r": 1}]]]))
    rejected(with_field(data, ("assuming",), [[["1", {"r": 1}]]]))


# --- Trees with hidden moves
# -----------------------------------------------------------------------------------------------


def matched(forgets):
    """A wins x by two plans, B guesses one of them; A may mix plans but forgets its first move."""

    def guess(left, right):
        return Move("B", "guess", {"l": left, "r": right})

    def second(name, *below):
        return Move("A", "second" if forgets else name, dict(zip("cd", below, strict=True)))

    lost = guess((-1, 0), (-1, 1))
    first = {
        "a": second("after a", guess(("x", 0), (0, 1)), lost),
        "b": second("after b", lost, guess((0, 1), ("x", 0))),
    }
    return family_from_tree(["A", "B"], Move("A", "first", first), BOX)


def test_mixtures_of_plans_are_no_equilibria_where_a_player_forgets():
    data = data_of(prove(matched(forgets=False), "payoff(A) >= x/2", assuming=["x > 0"]).certificate)
    accepted(data)
    form = matched(forgets=True).form
    rejected({**data, "game": {**game_to_data(form), "hash": game_hash(form)}})


def test_whether_the_action_matters_is_not_told_where_moves_are_hidden():
    stag = {"a": {"l": ("x", 1), "r": (0, 0)}, "b": {"l": (0, 0), "r": (2, 2)}}
    hidden = Move("A", "first", {action: Move("B", "unseen", below) for action, below in stag.items()})
    family = family_from_tree(["A", "B"], hidden, {"x": ("1/2", 1, 1)})
    data = charted(family, ["x"], "worst", mover="A", action="a")
    accepted(data)
    assert data["present"] == ["1", "1"]
    rejected({**data, "quantifier": "possible"})


def test_what_a_coalition_has_is_not_split(monkeypatch):
    """A and B may arm, and C answers A: its equilibria are what it says, and yet it is no split."""
    monkeypatch.setattr(import_module("gametheory_paradox.detectors.splits"), "check_splits", id)
    actions = [["arm", "not"], ["arm", "not"], ["hit", "rest"]]
    cells = [
        (
            2 * (a == "arm") - 3 * (c == "hit"),
            2 * (b == "arm") - 3 * (c == "hit"),
            (c == "hit") == (a == "arm"),
        )
        for a, b, c in product(*actions)
    ]
    game = NormalForm(
        ("A", "B", "C"), tuple(map(tuple, actions)), tuple(tuple(map(Fraction, cell)) for cell in cells)
    )
    alone, together = (channels(game, mover="A", action="arm", coalition=who) for who in ([], ["A", "B"]))
    accepted(data_of(alone.certificate))
    assert together.name == "exact"
    rejected(data_of(together.certificate))
    with pytest.raises(CertificateRejected, match="not of what a coalition has"):
        verify(together.certificate)


def test_a_change_that_is_split_is_one_of_a_single_parameter():
    true = splits()["change"]
    accepted(true)
    for detail, value in (("parameter", "c"), ("low", "3"), ("high", "4"), ("low", 4), ("parameter", None)):
        rejected(with_field(true, ("details", detail), value))
    rejected({**true, "mover": "Zoe"})
    rejected({**true, "note": "trust me"})
    rejected({**true, "proof": {**true["proof"], "note": "trust me"}})
    rejected({**true, "paradox": "option", "details": {"action": ["deter"], "at": [], "coalition": []}})
    rejected({**true, "paradox": "information", "details": {"at": ["first"], "parts": [["a"], ["b"]]}})
    tree = splits()["change in a tree"]
    rejected({**true, "game": tree["game"]})
    rejected({**tree, "game": true["game"]})
    rejected({**tree, "details": true["details"]})


def divided(third):
    """A and then B may go in, where C divides 2 between them, or leave; C gets 5 if one leaves.

    How A leaves B has to guess.
    """
    inside = Move(
        "B", "second", {"in": Move("C", "divides", {"l": (2, 0, 0), "r": (0, 2, third)}), "out": (1, "x", 5)}
    )
    won, lost = ("2*x", 0, 5), (0, 1, 5)
    outside = {
        name: Move("B", "guess", {"l": one, "r": other})
        for name, one, other in (("h", won, lost), ("t", lost, won))
    }
    return family_from_tree(
        ["A", "B", "C"], Move("A", "first", {"in": inside, **outside}), {"x": ("3/5", "9/10", "4/5")}
    )


def test_what_an_inner_subgame_leaves_open_is_not_told_by_its_extreme_equilibria():
    """Where C cares, somebody leaves; where it does not, it may divide evenly, and nobody does."""
    data = data_of(prove(divided(-1), "payoff(C) >= 1").certificate)
    accepted(data)
    form = divided(0).form
    rejected({**data, "game": {**game_to_data(form), "hash": game_hash(form)}})

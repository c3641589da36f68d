"""Certificates that a checker in JavaScript takes, or refuses, for the sake of a single line."""

import json
from copy import deepcopy
from itertools import product

import pytest
from laws.tampering import rehashed
from units.views.test_checker_js import answers, compared, kept, shared_out, with_node, written
from witnesses.certificates import by_dominance, charted, maps, shifted, verdicts

from gametheory_paradox.families import family_from_table, family_from_tree
from gametheory_paradox.games import Move, NormalForm


def changed(data, **fields):
    """A certificate with other fields, the hash of its game made to fit."""
    return rehashed({**deepcopy(data), **fields})


def dominated():
    """The last row is beaten by both others mixed, the second column always, then the second row."""
    rows, columns = [[4, 0], [0, 4], [1, 1]], [[1, 0], [1, 0], [1, 0]]
    return NormalForm.from_tables(["Row", "Column"], [["a", "b", "c"], ["x", "y"]], rows, columns)


def of_nothing(**fields):
    """A map that says nothing about its box: what is left to check is the game."""
    data = shared_out([["1", {}], ["1", {"x": 1}]], [["11", {}]], [])[0]
    data |= {"present": ["0", "1"], "absent": ["0", "1"], "undecided": "1", "cells": 1}
    return changed(data, proof={"factors": [], "cutting": "?"}, **fields)


@pytest.mark.slow
@with_node
def test_it_takes_what_others_prove_about_tables_and_trees(tmp_path):
    """Every quantifier, proved in every way, ties and actions that do not matter among them."""
    made = [*verdicts().values(), *maps().values(), *by_dominance(dominated(), "Row", "c").values()]
    made += [charted(shifted(), ["x"], q, mover="Row", action="a") for q in ("possible", "worst")]
    cells = [[("x", 1), ("x", 1)], [(1, "x"), (2, "1-x")]]
    tied = family_from_table(["Row", "Column"], [["a", "b"], ["c", "d"]], cells, {"x": (-1, 3, 1)})
    made += [charted(tied, ["x"], q, mover="Row", action="b") for q in ("possible", "best")]
    counted = compared(tmp_path, made)
    assert counted["verified", "rejected"] == counted["refused", "accepted"] == 0
    assert counted["verified", "accepted"] > 90


@with_node
def test_who_does_not_care_in_a_tree_is_left_to_others(tmp_path):
    """A's two payoffs are one formula, B's are not: which of them A leaves to B is open."""
    cares = Move("A", "start", {"a": Move("B", "next", {"c": ("x", "x"), "d": ("x", 1)}), "b": ("x", 2)})
    family = family_from_tree(["A", "B"], cares, {"x": (0, 3, 1)})
    data = charted(family, ["x"], mover="B", action="c")
    assert answers(written(tmp_path, [data]))[0] == ["not mine"]


@with_node
def test_what_stands_twice_or_after_the_end_is_refused(tmp_path):
    text = json.dumps(kept("commitment-strong"))
    again = [text.replace('"gap":', '"gap": "1", "gap":', 1), text + "{}", text + '""', text + "1"]
    assert compared(tmp_path, [text, *again]) == {("verified", "accepted"): 1, ("refused", "rejected"): 4}


@with_node
def test_steps_of_dominance_are_each_checked(tmp_path):
    data = by_dominance(dominated(), "Row", "c")["strong"]
    steps = data["proof"]["with"]["steps"]
    assert [step["action"] for step in steps] == ["c", "y", "b"] or len(steps) == 3
    made = [steps[:-1], steps[1:], [*steps, steps[0]], [*steps[::-1]]]
    mixtures = {"a": "1"}, {"a": "1/2"}, {"a": "1/2", "c": "1/2"}, {"a": "3/2", "b": "-1/2"}, {}, {"x": "1"}
    made += [
        [{**step, "by": mixture} if step["action"] == "c" else step for step in steps] for mixture in mixtures
    ]
    made += [[{**step, "player": "Nobody"} for step in steps], [{**step, "action": "z"} for step in steps]]
    proofs = [{**data["proof"], "with": {"kind": "dominance", "steps": own}} for own in made]
    counted = compared(tmp_path, [{**data, "proof": proof} for proof in proofs])
    assert counted["refused", "rejected"] >= len(made) - 1
    assert counted["verified", "rejected"] == 0


@pytest.mark.slow
@with_node
def test_a_vertex_that_is_not_listed_is_missed(tmp_path):
    """Every selection of one equilibrium's vertices, as if there were no other."""
    data, made = verdicts()["coordination, strong"], []
    proof = data["proof"]["with"]
    first, second = proof["vertices"]
    for v, w in product(first[1:], second[1:]):
        lists = {**proof, "vertices": [[first[0], v], [second[0], w]]}
        for value in ("3", "1", "3/4"):
            gap = {"3": "-2", "1": "0", "3/4": "1/4"}[value]
            said = {**data["payoffs"], "with": [value]}
            made.append(changed(data, payoffs=said, gap=gap, proof={**data["proof"], "with": lists}))
    counted = compared(tmp_path, made)
    assert counted == {("refused", "rejected"): len(made)}


@with_node
def test_two_plans_attain_both_ends(tmp_path):
    data = verdicts()["indifferent, possible"]
    plans = data["proof"]["with"]
    made = [data, {**data, "verdict": "absent"}]
    for end, value, gap in (("highest", "5", "-1"), ("lowest", "3", "1")):
        once = {**plans, "lowest": plans[end], "highest": plans[end]}
        said = {**data["payoffs"], "with": [value, value]}
        verdict = "present" if gap == "1" else "absent"
        proof = {**data["proof"], "with": once}
        made.append({**data, "verdict": verdict, "gap": gap, "payoffs": said, "proof": proof})
    assert compared(tmp_path, made) == {("verified", "accepted"): 1, ("refused", "rejected"): 3}


@with_node
def test_an_action_that_nobody_uses_does_not_matter(tmp_path):
    data = verdicts()["idle, possible"]
    assert (data["verdict"], data["gap"].startswith("-")) == ("absent", False)
    made = [data, {**data, "verdict": "present"}]
    assert compared(tmp_path, made) == {("verified", "accepted"): 1, ("refused", "rejected"): 1}


@with_node
def test_no_theorem_speaks_of_a_coalition_or_a_measure(tmp_path):
    data = verdicts()["alone, strong"]
    together = {**data, "details": {**data["details"], "coalition": [data["mover"]]}}
    game = {**data["game"], "measure": "security"}
    if "nodes" in game:
        ends = [{**n, "measures": n["payoffs"]} if "payoffs" in n else n for n in game["nodes"]]
        game |= {"nodes": ends}
    else:
        game |= {"measures": game["payoffs"]}
    measured = changed(data, game=game, measure="security")
    more = {**data["details"], "action": [*data["details"]["action"], "elsewhere"]}
    none = dict.fromkeys(("payoffs", "infinite", "gap"))
    ruled = {**kept("commitment-strong"), **none, "verdict": "impossible"}
    made = [together, measured, {**data, "concept": "subgame"}, {**data, "details": more}]
    made += [{**ruled, "proof": {"guard_rail": rail}} for rail in ("T1", "T2", "T3", "T4")]
    counted = compared(tmp_path, [data, *made])
    assert counted == {("verified", "accepted"): 1, ("refused", "rejected"): len(made)}


@with_node
def test_a_map_is_of_a_game_even_where_it_claims_nothing(tmp_path):
    good, made = of_nothing(), []
    zero = deepcopy(good["game"])
    zero["nodes"][2]["payoffs"][0] = [["0", {}]]
    later = deepcopy(good["game"])
    later["nodes"][4:] = [{"set": 2, "children": [5]}, later["nodes"][4]]
    later["information_sets"].append({"player": "A", "name": "later", "actions": ["go"]})
    named = deepcopy(later)
    named["information_sets"][2]["name"] = "start"
    doubled = {**good["game"], "players": ["A", "A"]}
    empty = {**good["game"], "information_sets": [*good["game"]["information_sets"][:1]]}
    made += [of_nothing(game=game) for game in (zero, named, doubled, empty)]
    made += [of_nothing(concept="nash"), of_nothing(cells=2), of_nothing(least="-1")]
    made += [of_nothing(over=["x"]), of_nothing(over=["x", "x"]), of_nothing(values={"x": "1"})]
    made += [of_nothing(box={"x": ["0", "0"], "y": ["0", "1"]}), of_nothing(undecided="1/2")]
    counted = compared(tmp_path, [good, of_nothing(game=later), *made])
    assert counted == {("verified", "accepted"): 2, ("refused", "rejected"): len(made)}


def drawn(first, second):
    """A map about a game that chance begins, with these probabilities."""
    data, minus = of_nothing(), [["-1", {}]]
    moved = [
        {**node, **({"children": [child + 2 for child in node["children"]]} if "children" in node else {})}
        for node in data["game"]["nodes"]
    ]
    root = {"outcomes": ["never", "ever"], "probabilities": [first, second], "children": [1, 2]}
    return of_nothing(game={**data["game"], "nodes": [root, {"payoffs": [minus, minus]}, *moved]})


@with_node
def test_probabilities_are_such_on_the_whole_box(tmp_path):
    half, x = ["1/2", {}], lambda c: [c, {"x": 1}]
    good = drawn([half, x("1/4")], [half, x("-1/4")])
    edge = drawn([x("1")], [["1", {}], x("-1")])
    made = [
        drawn([["-1/2", {}], x("1")], [["3/2", {}], x("-1")]),  # below zero on the lower half alone
        drawn([["-1", {}], x("1")], [["2", {}], x("-1")]),
        drawn([half], [half, x("1")]),
        drawn([], [half]),
    ]
    counted = compared(tmp_path, [good, edge, *made])
    assert counted == {("verified", "accepted"): 2, ("refused", "rejected"): len(made)}


@with_node
def test_a_cutting_halves_axes_of_the_box(tmp_path):
    """Nobody's payoff varies, so that every cell, however it was cut, says the same."""
    data = shared_out([["1", {}]], [["2", {}]], [])[0]
    for node in data["game"]["nodes"]:
        node |= {"payoffs": [f[:1] for f in node["payoffs"]]} if "payoffs" in node else {}
    said = {"present": ["0", "0"], "absent": ["1", "1"], "undecided": "0"}
    cut = lambda text, cells: changed(data, **said, cells=cells, proof={"factors": [], "cutting": text})  # noqa: E731
    good = [cut("-", 1), cut("0--", 2), cut("01---", 3)]
    made = [
        cut("2--", 2),
        cut("9--", 2),
        cut("0-", 1),
        cut("0---", 3),
        cut("0-+", 2),
        cut("/", 1),
        cut("", 0),
    ]
    made += [cut("=", 1), cut("0-?", 2), cut("0--", 3)]
    counted = compared(tmp_path, [*good, *made])
    assert counted == {("verified", "accepted"): 3, ("refused", "rejected"): len(made)}

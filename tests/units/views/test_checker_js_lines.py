"""Certificates that a checker in JavaScript takes, or refuses, for the sake of a single line."""

import json

import pytest
from units.views.test_checker_js import answers, compared, kept, with_node, written
from witnesses.certificates import by_dominance, charted, maps, shifted, verdicts
from witnesses.single_lines import SUBJECTS, dominated

from gametheory_paradox.forms import Move
from gametheory_paradox.models import family_from_table, family_from_tree


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
@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.__name__)
def test_what_is_right_is_accepted_and_what_is_wrong_is_not(tmp_path, subject):
    right, wrong = subject()
    counted = compared(tmp_path, [*right, *wrong])
    assert counted == {("verified", "accepted"): len(right), ("refused", "rejected"): len(wrong)}

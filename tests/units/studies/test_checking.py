"""Oddities that ``check`` finds: each where it is, and not where it is not."""

import pytest

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Move
from gametheory_paradox.models import family_from_table, family_from_tree
from gametheory_paradox.models.files import read_model, template
from gametheory_paradox.studies.checking import check
from gametheory_paradox.studies.oddities import NOWHERE

BOX = {"x": (0, 4, 2)}
GAS = """\
format: 1
players: [Row, Column]
question: {mover: Row, action: a}
accounts:
  home: {meaning: nothing is counted here}
parameters:
  x: {range: [0, 4], baseline: 4}
  y: {range: [0, 4], baseline: 1}
  z: {range: [1, 1], baseline: 1}
table:
  actions: {Row: [a, b], Column: [c, d]}
  payoffs: {a: {c: [2, x], d: [4, 0]}, b: {c: [1, 0], d: [z, 2]}}
"""
EDGE = "the baseline is an end of the range 0 to 4, so that it can change one way alone"
IDLE = "it decides nothing: neither what is played nor the answer to a question hangs on it"


def said(family):
    return [f"{remark.place}: {remark.sentence}" for remark in check(family).remarks]


def test_a_model_in_which_everything_matters_gets_no_remark():
    assert said(read_model(template("tree"))) == []
    assert "nothing odd was met" in str(check(read_model(template("tree"))))


def test_each_remark_has_the_line_of_the_file(tmp_path):
    file = tmp_path / "odd.yaml"
    file.write_text(GAS)
    assert said(gp.load(file)) == [
        "line 2, player Row: 'b' is dominated: 'a' pays Row more whatever the others do, all over the ranges",
        f"line 7, parameter x: {EDGE}",
        f"line 7, parameter x: {IDLE}",
        "line 8, parameter y: it stands in no payoff and no probability",
        "line 5, account home: nothing is counted in it",
        f"line 3, question 1: {NOWHERE}",
    ]


def test_levels_of_a_ranking_are_no_numbers_that_somebody_put_in():
    found = check(gp.load("seed/inclusive-government/ranked"), budget=0)
    assert not found.remarks


def test_players_who_never_matter():
    deaf = family_from_table(["A", "B"], [["a", "b"]] * 2, [[(1, "x"), (0, 1)], [(0, "x"), (1, 1)]], BOX)
    assert "player A: whatever A does, nobody else gets more or less for it" in said(deaf)
    heard = family_from_table(["A", "B"], [["a", "b"]] * 2, [[(1, "x"), (0, 1)], [(0, 1), (1, "x")]], BOX)
    assert not [line for line in said(heard) if "nobody else" in line]
    idle = family_from_table(["A", "B"], [["a", "b"], ["c"]], [[("x", 0)], [(1, 0)]], BOX)
    assert "player B: B has no choice" in said(idle)
    careless = family_from_table(["A", "B"], [["a", "b"]] * 2, [[(1, 5), ("x", 5)], [(0, 5), (1, 5)]], BOX)
    assert "player B: B gets the same whatever happens, so that all ties for it" in said(careless)


def test_players_who_never_matter_in_a_tree():
    def tree(other):
        answer = Move("A", "late", {"l": (1, "x"), "r": (2, other)})
        return family_from_tree(["A", "B"], Move("B", "early", {"go": answer, "stay": (0, 1)}), BOX)

    assert "player A: whatever A does, nobody else gets more or less for it" in said(tree("x"))
    assert not [line for line in said(tree("2*x")) if "nobody else" in line]


def test_an_action_that_is_dominated_where_nobody_sees_it_or_taken_nowhere():
    def tree(worse):
        left = Move("B", "unseen", {"l": (worse, 1), "r": (worse, "x")})
        right = Move("B", "unseen", {"l": ("x + 1", 1), "r": (5, "x")})
        return family_from_tree(["A", "B"], Move("A", "start", {"in": left, "out": right}), BOX)

    (line,) = [line for line in said(tree(0)) if "dominated" in line]
    assert line.startswith("information set start: 'in' is dominated: 'out' pays A more")
    assert not [line for line in said(tree(2)) if "dominated" in line]

    answer = Move("B", "seen", {"l": (3, 0), "r": ("-x", 1)})  # B goes right, always
    seen = family_from_tree(["A", "B"], Move("A", "start", {"in": answer, "out": (1, 1)}), BOX)
    found = said(seen)
    assert "information set start: A takes 'in' there for no values in the ranges, ties aside" in found
    assert any(line.startswith("information set seen: 'l' is dominated") for line in found)


def test_nothing_is_taken_nowhere_where_a_tie_for_all_values_decides():
    # T may do either for all x, and S takes y where T would do r2.
    after = Move("T", "t", {"r1": (5, 1, 0), "r2": (-5, 1, 0)})
    tree = Move("S", "s", {"x": Move("M", "m", {"ban": after, "buy": (1, 0, 0)}), "y": (0, "x", 0)})
    lines = said(family_from_tree(["S", "M", "T"], tree, BOX))
    assert not [line for line in lines if "for no values" in line]
    untied = Move("T", "t", {"r1": (5, 1, 1), "r2": (-5, 1, 0)})
    tree = Move("S", "s", {"x": Move("M", "m", {"ban": untied, "buy": (1, 0, 0)}), "y": (0, "x", 0)})
    lines = said(family_from_tree(["S", "M", "T"], tree, BOX))
    assert "information set s: S takes 'y' there for no values in the ranges, ties aside" in lines


def test_an_action_that_ties_at_an_end_of_a_range_is_dominated_ties_aside():
    lines = said(family_from_table(["A", "B"], [["a", "b"], ["c"]], [[("x", 0)], [(0, 0)]], BOX))
    more = "'a' pays A more whatever the others do, all over the ranges, ties aside"
    assert f"player A: 'b' is dominated: {more}" in lines


def test_a_term_whose_moves_are_never_made_together(tmp_path):
    file = tmp_path / "odd.yaml"
    text = template("signaling")
    never = "  - {player: Target, value: 1, when: {Target: quiet, Coercer: press}}\n"
    file.write_text(text + never)
    (line,) = [line for line in said(gp.load(file)) if "term" in line]
    number = len(text.splitlines()) + 1
    together = "Target: quiet and Coercer: press are never played together"
    assert line == f"line {number}, term 5: it never counts: {together}"
    assert not [line for line in said(read_model(text)) if "term" in line]


def test_what_others_than_the_baseline_decide_is_no_remark():
    (line,) = [
        line for line in said(read_model(GAS.replace("baseline: 4", "baseline: 3"))) if "parameter x" in line
    ]
    assert "decides nothing" in line
    matters = GAS.replace("d: [4, 0]", "d: [x - 1, 0]")
    assert not [line for line in said(read_model(matters)) if "decides nothing" in line]


def test_what_was_not_looked_at_is_noted():
    large = check(gp.load("seed/whole"))
    assert large.notes == (
        "which choices and parameters matter was not looked at: the tree is large",
        "question 1: the tree is large: no formulas over the ranges are written",
    )
    assert any(", there and at " in remark.sentence for remark in large.remarks)
    hurried = check(gp.load("seed/trade-restriction"), budget=0)
    assert any("not looked at" in note for note in hurried.notes)
    with pytest.raises(InvalidGame, match="asked about a family with parameters"):
        check(gp.load("seed/guarded-posts").at())


def test_it_is_data():
    data = check(read_model(GAS)).to_data()
    assert data["notes"] == []
    assert {remark["kind"] for remark in data["remarks"]} == {"player", "parameter", "account", "question"}

"""The nearest change that turns an answer: exact, on either side, of the right parameter."""

from dataclasses import replace
from fractions import Fraction

import pytest

import gametheory_paradox as gp
from gametheory_paradox.detectors import assess, direction, inquiry_about
from gametheory_paradox.essay.words import believed_said, change_said, changes_said, hinge_said
from gametheory_paradox.models import family_from_table, with_accounts
from gametheory_paradox.studies.nearest import Changes, changes_of_direction, changes_of_verdict
from gametheory_paradox.studies.sensitivity import formulas as folded
from gametheory_paradox.studies.sensitivity.formulas import offers_formulas
from gametheory_paradox.studies.sensitivity.pointwise import Pointwise

ASKED = {"mover": "L", "action": "a"}


def leader(x=(2, 10, 5), y=(0, 4, 1)):
    """With the action L gets x, without it 3; its security is y - 2 with it and 0 without."""
    rows = [[("x", 1), (4, 0)], [(1, 0), (3, 2)]]
    bare = family_from_table(["L", "F"], [["a", "b"], ["c", "d"]], rows, {"x": x, "y": y})
    return with_accounts(bare, {"security": {"meaning": "harm", "values": {"L": ["y - 2", 9, 9, 0]}}})


def changes(family):
    halves = assess(family, **ASKED).halves
    return {
        name: changes_of_direction(inquiry_about(family, half.question, {}), half, family.baseline)
        for name, half in halves.items()
    }


def test_each_half_has_its_own_nearest_change():
    found = changes(leader())
    (paid,), (safe,) = found["payoff"].rows, found["security"].rows
    assert (paid.parameter.name, paid.switch.low, paid.after, paid.rises) == ("x", 3, "down", False)
    assert (paid.distance, paid.part) == (2, Fraction(2, 5))
    assert (safe.parameter.name, safe.switch.low, safe.after, safe.rises) == ("y", 2, "up", True)
    assert safe.part == 1
    assert [own.nearest for own in found.values()] == [paid, safe]
    assert not any(own.unknown or own.nearest.met for own in found.values())


def test_the_answer_turns_at_the_change_and_not_before():
    family = leader()
    for name, found in changes(family).items():
        (change,) = found.rows
        step = Fraction(1, 100) * (1 if change.rises else -1)
        before, after = (
            assess(family, **ASKED, values={change.parameter.name: change.switch.low + end}).halves[name]
            for end in (-step, step)
        )
        assert direction(before) == direction(assess(family, **ASKED).halves[name])
        assert {1: "up", -1: "down"}.get(direction(after), "neither") == change.after


def test_a_half_that_nothing_turns_has_no_change():
    assert changes(leader(y=(0, 1, "1/2")))["security"] == Changes(())


def three(x=(0, 10, 5)):
    """A gets x with the action a and 3 without; B wants to match C, who gets nothing in any event."""
    rows = [[[(paid, int(b == c), 0) for c in (0, 1)] for b in (0, 1)] for paid in ("x", 3)]
    bare = family_from_table(["A", "B", "C"], [["a", "b"], ["c", "d"], ["e", "f"]], rows, {"x": x})
    return with_accounts(bare, {"security": {"meaning": "harm", "values": {"A": [0] * 8}}})


def test_where_no_formulas_are_offered_a_change_is_met_between_two_points():
    family = three()
    half = assess(family, mover="A", action="a").payoff
    found = changes_of_direction(inquiry_about(family, half.question, {}), half, family.baseline)
    assert [*found.unknown] == ["x"]
    assert found.unknown["x"].endswith("; here A, B, C do")
    (met,) = found.rows
    assert (met.met, met.after, met.rises) == (True, "neither", False)
    assert met.switch.low <= 3 < met.switch.high
    assert met.switch.high - met.switch.low < Fraction(1, 100)
    assert met.distance == 5 - met.value >= 2, "a bound from above of the nearest"
    for value, way in ((met.switch.low, 0), (met.switch.high, 1)):
        assert direction(assess(family, mover="A", action="a", values={"x": value}).payoff) == way
    assert change_said(met).endswith("(met at points: a nearer one is not excluded)")
    assert met.to_data()["nearest"] == "not proved"


def test_where_none_is_met_it_is_said_why_there_are_no_formulas():
    family = three((4, 10, 5))
    half = assess(family, mover="A", action="a").payoff
    found = changes_of_direction(inquiry_about(family, half.question, {}), half, family.baseline)
    assert found.nearest is None
    said = changes_said(found)
    assert said.startswith("none was met at points along x (equilibria as formulas would not be all: ")


def test_along_one_parameter_a_change_is_found_where_formulas_in_all_are_too_many(monkeypatch):
    family = gp.load("seed/trade-restriction")
    half = assess(family, mover="Pakistan", action="restrict").payoff
    inquiry = inquiry_about(family, half.question, {})
    plain = changes_of_direction(inquiry, half, family.baseline)
    monkeypatch.setattr(folded, "LARGE", 5)
    assert not offers_formulas(inquiry)
    assert changes_of_direction(inquiry, half, family.baseline) == plain
    assert (plain.nearest.parameter.name, plain.nearest.value) == ("r_N", 45)


def test_what_is_seen_or_believed_has_changes_too():
    family = gp.load("seed/unable-or-unwilling")
    half = assess(family, "information").payoff
    found = changes_of_direction(inquiry_about(family, half.question, {}), half, family.baseline)
    turned = {own.parameter.name: own for own in found.rows}["V"]
    assert (turned.value, turned.after, found.unknown) == (70, "up", {})
    for value, way in ((turned.value - 1, 1), (turned.value + 1, -1)):
        assert direction(assess(family, "information", values={"V": value}).payoff) == way


@pytest.mark.parametrize("family", [leader(), three()])
def test_where_the_time_is_spent_nothing_is_claimed(family):
    half = assess(family, mover=family.players[0], action="a").payoff
    inquiry = inquiry_about(family, half.question, {})
    found = changes_of_direction(inquiry, half, family.baseline, budget=0)
    assert found == Changes(
        (), dict.fromkeys([p.name for p in family.parameters], "the time was spent before it was looked for")
    )
    assert "the time was spent before it was looked for" in changes_said(found)


def test_what_is_not_known_where_it_stands_has_no_nearest_change():
    family = leader()
    half = assess(family, **ASKED, budget=0).payoff
    found = changes_of_direction(inquiry_about(family, half.question, {}), half, family.baseline)
    assert found == Changes((), dict.fromkeys(["x", "y"], half.why))
    doubt = gp.uncertainty(family, **ASKED, draws=100)
    open_ = replace(doubt, tornado=replace(doubt.tornado, verdict="undecided"))
    assert verdict_changes(open_).rows == ()


def test_a_change_of_a_parameter_is_turned_by_the_others_alone():
    change = {"mover": "L", "parameter": "x", "low": 2, "high": 4}
    half = assess(leader(), "comparative-statics", **change).payoff
    inquiry = inquiry_about(leader(), half.question, {})
    found = changes_of_direction(inquiry, half, leader().baseline)
    assert direction(half) == 1
    assert found == Changes(()), "y is in no payoff"


def verdict_changes(doubt):
    tornado = doubt.tornado
    return changes_of_verdict(tornado, Pointwise(inquiry_about(tornado.family, tornado.question, {})))


@pytest.mark.parametrize(("point", "then"), [({}, "present"), ({"x": 2}, "absent")])
def test_the_nearest_change_of_a_verdict_is_that_of_the_tornado(point, then):
    found = gp.uncertainty(leader(), **ASKED, draws=100, around=point)
    (change,) = verdict_changes(found).rows
    assert (change.parameter.name, change.switch.low, change.after) == ("x", 3, then)


@pytest.mark.slow
def test_hidden_moves_are_charted_for_subgame_perfect_equilibria_that_say_the_same():
    family = gp.load("seed/power-vacuum")
    half = assess(family, mover="Pakistan", action="press", concept="sequential").security
    inquiry = inquiry_about(family, half.question, {})
    assert inquiry.question.concept == "sequential"
    first = changes_of_direction(inquiry, half, family.baseline).nearest
    beyond = {first.parameter.name: first.switch.low + (1 if first.rises else -1) * first.distance / 10}
    turned = assess(family, mover="Pakistan", action="press", concept="sequential", values=beyond).security
    assert direction(turned) != direction(half)


def test_in_words():
    (paid,) = changes(leader())["payoff"].rows
    assert change_said(paid) == "x: from 5 to 3, −40 %"
    assert believed_said(paid) == "x stays above 3 (it is put at 5)"
    assert hinge_said(paid) == "for this to stand it must be believed that x stays above 3 (it is put at 5)."
    open_ = replace(paid, after="undecided")
    assert change_said(open_) == "x: from 5 to 3, −40 % (beyond it nothing is claimed)"
    assert (
        hinge_said(open_) == "proved as long as x stays above 3 (it is put at 5); beyond nothing is claimed."
    )
    (safe,) = changes(leader())["security"].rows
    assert believed_said(safe) == "y stays below 2 (it is put at 1)"
    (zero,) = changes(leader(y=(0, 4, 0)))["security"].rows
    assert change_said(zero) == "y: from 0 to 2, +50 % of its range"
    assert zero.to_data() == {
        "parameter": "y",
        "from": "0",
        "to": ["2", "2"],
        "distance": "2",
        "part": "1/2",
        "then": "up",
        "nearest": "proved",
    }
    (tied,) = changes(leader(y=(0, 4, 2)))["security"].rows
    assert change_said(tied) == "y: it stands where the answer turns, at 2"
    assert believed_said(tied) == "y is at least 2 (it is put there)"

"""The nearest change that turns an answer: exact, on either side, of the right parameter."""

from fractions import Fraction

import pytest

import gametheory_paradox as gp
from gametheory_paradox.detectors import assess, direction, inquiry_about
from gametheory_paradox.families import family_from_table, with_accounts
from gametheory_paradox.studies.nearest import changes_of_direction, changes_of_verdict
from gametheory_paradox.studies.survey.words import believed_said, change_said

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
    (paid,), (safe,) = found["payoff"], found["security"]
    assert (paid.parameter.name, paid.switch.low, paid.after, paid.rises) == ("x", 3, "down", False)
    assert (paid.distance, paid.part) == (2, Fraction(2, 5))
    assert (safe.parameter.name, safe.switch.low, safe.after, safe.rises) == ("y", 2, "up", True)
    assert safe.part == 1


def test_the_answer_turns_at_the_change_and_not_before():
    family = leader()
    for name, (change,) in changes(family).items():
        step = Fraction(1, 100) * (1 if change.rises else -1)
        before, after = (
            assess(family, **ASKED, values={change.parameter.name: change.switch.low + end}).halves[name]
            for end in (-step, step)
        )
        assert direction(before) == direction(assess(family, **ASKED).halves[name])
        assert {1: "up", -1: "down"}.get(direction(after), "neither") == change.after


def test_a_half_that_nothing_turns_has_no_change():
    assert changes(leader(y=(0, 1, "1/2")))["security"] == ()


def test_where_no_formulas_are_offered_nothing_is_said():
    rows = [
        [[(2, 1, 0), (0, 0, 0)], [(0, 0, 0), ("x", 2, 0)]],
        [[(1, 0, 0), (3, 1, 0)], [(0, 1, 0), (1, 0, 0)]],
    ]
    bare = family_from_table(["A", "B", "C"], [["a", "b"], ["c", "d"], ["e", "f"]], rows, {"x": (0, 5, 1)})
    family = with_accounts(bare, {"security": {"meaning": "harm", "values": {"A": [0] * 8}}})
    half = assess(family, mover="A", action="a").security
    assert changes_of_direction(inquiry_about(family, half.question, {}), half, family.baseline) is None


@pytest.mark.parametrize(("point", "then"), [({}, "present"), ({"x": 2}, "absent")])
def test_the_nearest_change_of_a_verdict_is_that_of_the_tornado(point, then):
    found = gp.uncertainty(leader(), **ASKED, draws=100, around=point)
    (change,) = changes_of_verdict(found.tornado)
    assert (change.parameter.name, change.switch.low, change.after) == ("x", 3, then)


def test_hidden_moves_are_charted_for_subgame_perfect_equilibria_that_say_the_same():
    family = gp.load("seed/power-vacuum")
    half = assess(family, mover="Pakistan", action="press", concept="sequential").security
    inquiry = inquiry_about(family, half.question, {})
    assert inquiry.question.concept == "sequential"
    first, *_ = changes_of_direction(inquiry, half, family.baseline)
    beyond = {first.parameter.name: first.switch.low + (1 if first.rises else -1) * first.distance / 10}
    turned = assess(family, mover="Pakistan", action="press", concept="sequential", values=beyond).security
    assert direction(turned) != direction(half)


def test_in_words():
    (paid,) = changes(leader())["payoff"]
    assert change_said(paid) == "x: from 5 to 3, −40 %"
    assert believed_said(paid) == "x stays above 3 (it is put at 5)"
    (safe,) = changes(leader())["security"]
    assert believed_said(safe) == "y stays below 2 (it is put at 1)"
    (zero,) = changes(leader(y=(0, 4, 0)))["security"]
    assert change_said(zero) == "y: from 0 to 2, +50 % of its range"
    assert zero.to_data() == {
        "parameter": "y",
        "from": "0",
        "to": ["2", "2"],
        "distance": "2",
        "part": "1/2",
        "then": "up",
    }

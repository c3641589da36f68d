"""Channels over time: the period, the others' answer and the states add up to the change, exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from witnesses.stochastic_games import random_game

import gametheory_paradox as gp
from gametheory_paradox.detectors import StateChannels
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.views import explain_latex

COERCING = {"mover": "Pakistan", "action": "coerce", "at": "poor"}


def test_the_parts_are_those_of_the_verdict_and_add_up():
    found = gp.channels("seed/development", instead="invest", **COERCING)
    assert isinstance(found, StateChannels)
    assert (found.name, found.change) == ("exact", (Fraction(398, 5),) * 2)
    parts = {label: low for label, (low, _) in found.parts_of_change.items()}
    assert parts == {
        "the period itself": 235,
        "answer of the others": 0,
        "through poor": -30,
        "through growing": Fraction(-243, 5),
        "through stable": Fraction(-384, 5),
    }
    assert sum(parts.values()) == found.change[0]
    assert found.sentence() == (
        "Taking 'coerce' at poor instead of 'invest' changes what Pakistan gets from the start by +398/5: "
        "the period itself +235; answer of the others 0; through poor −30; through growing −243/5; "
        "through stable −384/5."
    )
    assert found.sentence() in gp.explain(found)
    assert r"\underbrace{235}" in explain_latex(found)
    assert gp.verify(found.certificate).claim.changes == found.changes
    assert found.to_data()["states"]["growing"] == "-243/5"
    assert str(found.table()).count("through") >= 3


@given(st.integers(0, 200))
def test_whatever_is_played_the_parts_add_up(seed):
    game = random_game(seed, 2)
    info = game.information_sets[0]
    action, instead = info.actions[:2]
    found = gp.channels(game, mover=info.player, action=action, at=info.name, instead=instead, budget=5)
    for change in found.changes:
        left = change.flow + change.answer + change.through_states - change.with_action + change.instead
        low, high = (left, left) if isinstance(left, Fraction) else left.bounds(4)
        assert low <= 0 <= high
        assert high - low < Fraction(1, 10**6)
    assert bool(found.why) == (not found.changes)


def test_what_is_missing_is_said():
    found = gp.channels("seed/development", instead="invest", budget=0, **COERCING)
    assert (found.name, found.change, found.parts_of_change, found.certificate) == (
        "undecided",
        None,
        {},
        None,
    )
    assert found.sentence().partition(": ")[0].endswith("is not traced")
    assert found.to_data()["change"] is None


def test_it_is_saved(tmp_path):
    found = gp.channels("seed/development", instead="invest", **COERCING)
    gp.save(found, tmp_path / "split.json")
    assert gp.load_result(tmp_path / "split.json") == found


def test_an_option_over_time_is_refused_with_what_to_ask():
    with pytest.raises(Unsupported, match="say with instead which action is taken in the place of this one"):
        gp.channels("seed/development", **COERCING)

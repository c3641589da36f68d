"""The picture of an automaton says what its file says: play, what follows it, odds, delays."""

import pytest
from units.views.drawn import lines, outside, overlapping, words
from witnesses.stochastic_games import RELATIONS

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Automaton
from gametheory_paradox.maps import sustained
from gametheory_paradox.models.files import read_model
from gametheory_paradox.views import draw, draw_automaton
from gametheory_paradox.views.canvas import FAINT, INK

MODEL = """format: 1
players: [A, B]
parameters:
  f: {range: [0, 1/2], baseline: 1/4}
  d: {range: [0, 99/100], baseline: 9/10}
repeated:
  discount: d
  stage:
    actions: {A: [share, grab], B: [share, grab]}
    payoffs: {share: {share: [9, 9], grab: [1, 10]}, grab: {share: [10, 1], grab: [3, 3]}}
automaton:
  late:
    states:
      friends:
        play: {A: share, B: share}
        next:
          - {when: {A: share, B: share}, to: friends}
          - {when: {B: grab}, to: foes}
          - {to: foes, after: 2}
      foes: {play: {A: grab, B: grab}, next: [{to: {friends: f, foes: rest}}]}
      unused: {play: {A: grab, B: share}, next: [{to: unused}]}
"""
IN_STATES = {"Pakistan": {"good": "open", "bad": "press"}, "Taliban": "cooperate"}


def arrows(figure):
    """Each arrow's color, but for the one from nowhere."""
    drawn = [(points, color) for points, color, width in lines(figure) if width == 1.2]
    return [color for points, color in drawn if len(points) in (2, 4) and points[0][0] > 40]


def test_play_what_follows_odds_and_delays_stand_in_the_cards():
    family = read_model(MODEL)
    figure = draw_automaton(family, family.automaton(), title="Late")
    said = words(figure)
    assert {"friends", "foes", "unused", "Late"} <= set(said)
    assert said.count("A: share") == 2  # played in one state, and looked for in it
    assert said.count("B: share") == 3
    assert (said.count("A: grab"), said.count("B: grab")) == (2, 2)
    assert said.count("→ foes") == 2
    assert said.count("→ friends") == 1
    assert said.count("stays") == 3
    assert said.count("$f$") == 2  # in the card and at the arrow
    assert (said.count("noticed 2 periods late"), said.count("2 late")) == (1, 1)
    assert (said.count("never left"), said.count("whatever is done"), said.count("otherwise")) == (1, 2, 1)
    assert sorted(arrows(figure)) == sorted([FAINT, INK])  # a departure, and being forgiven
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_play_that_is_sustained_is_drawn_as_its_automaton(tmp_path):
    family = read_model(MODEL)
    play = sustained(family)
    assert words(draw(play)) == words(draw_automaton(family, family.automaton()))
    draw(play, tmp_path / "late.svg")
    assert "<svg" in (tmp_path / "late.svg").read_text(encoding="utf-8")


def test_in_a_game_with_states_play_is_said_for_each():
    family = read_model(RELATIONS)
    next_ = [({"state": "bad", "Pakistan": "press"}, "hurt"), ({}, "calm")]
    automaton = Automaton(
        {"calm": {"play": IN_STATES, "next": next_}, "hurt": {"play": IN_STATES, "next": [({}, "calm")]}},
        start="hurt",
    )
    figure = draw_automaton(family, automaton)
    said = words(figure)
    assert (said.count("in good"), said.count("in bad")) == (2, 3)
    assert said.count("Pakistan: press") == 3
    assert said.count("Pakistan: open") == 2
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_what_does_not_fit_the_game_is_refused():
    family = read_model(MODEL)
    other = Automaton({"only": {"play": {"A": "share"}, "next": [({}, "only")]}})
    with pytest.raises(InvalidGame, match="needs play"):
        draw_automaton(family, other)
    with pytest.raises(InvalidGame, match="played once"):
        draw_automaton(gp.load("seed/trade-restriction"), other)

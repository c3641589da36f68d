"""Automata in a model file: what they mean, and where what is wrong stands."""

import pytest
from witnesses.stochastic_games import VACUUM

from gametheory_paradox import catalog
from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.maps import Automaton, sustained
from gametheory_paradox.models.files import read_model, write_model

DILEMMA = """format: 1
title: Dilemma
players: [A, B]
parameters:
  f: {range: [0, 1/2], baseline: 1/4}
  d: {range: [0, 99/100], baseline: 1/2}
repeated:
  discount: d
  stage:
    actions: {A: [C, D], B: [C, D]}
    payoffs: {C: {C: [9, 9], D: [1, 10]}, D: {C: [10, 1], D: [3, 3]}}
automaton:
  grim:
    states:
      friends:
        play: {A: C, B: C}
        next:
          - {when: {A: C, B: C}, to: friends}
          - {to: foes, after: 1}
      foes: {play: {A: D, B: D}, next: [{to: foes}]}
  forgiving:
    start: friends
    states:
      foes: {play: {A: D, B: D}, next: [{to: {friends: f, foes: rest}}]}
      friends:
        play: {A: C, B: C}
        next: [{when: {A: C, B: C}, to: friends}, {to: foes}]
"""
COMMONS = (
    VACUUM
    + """automaton:
  restraint:
    states:
      calm:
        play: {One: {stable: restrain}, Two: restrain}
        next:
          - {when: {state: vacuum}, to: calm}
          - {when: {One: restrain, Two: restrain}, to: calm}
          - {to: pressed}
      pressed: {play: {One: coerce, Two: coerce}, next: [{to: pressed}]}
"""
)


def place_of(text):
    with pytest.raises(ModelSyntaxError) as caught:
        read_model(text, "model.yaml")
    return caught.value.line, caught.value.column, caught.value.message


@pytest.mark.parametrize(
    ("text", "old", "new", "part", "says"),
    [
        (DILEMMA, "to: foes, after", "to: foe, after", "foe, after", "did you mean 'foes'"),
        (DILEMMA, "after: 1", "after: soon", "soon", "expected a number of periods, got 'soon'"),
        (DILEMMA, "after: 1", "after: -1", "-1", "expected a number of periods, got '-1'"),
        (
            DILEMMA,
            "{A: D, B: D}, next: [{to: foes}]",
            "{A: D, B: X}, next: [{to: foes}]",
            "X}",
            "'X' is not an action of B",
        ),
        (DILEMMA, "play: {A: C, B: C}", "play: {A: C}", "{A: C}", "play: that of B is missing"),
        (DILEMMA, "play: {A: C, B: C}", "play: {A: C, E: C}", "E: C", "'E' is not a player"),
        (DILEMMA, "play: {A: C, B: C}", "play: C", "C", "expected an action for each player, got 'C'"),
        (DILEMMA, "          - {to: foes, after: 1}\n", "", "- {when", "nothing follows C, D in 'friends'"),
        (DILEMMA, "to: friends}\n", "to: friends, after: 1}\n", "- {when", "after is for what departs"),
        (
            DILEMMA,
            "[{to: foes}]",
            "[{to: foes}, {to: friends}]",
            "[{to: foes}",
            "line 2 of what follows 'foes' never",
        ),
        (DILEMMA, "{friends: f, foes: rest}", "{friends: f}", "{friends: f}", "must sum to 1, they sum to f"),
        (DILEMMA, "{friends: f, foes: rest}", "{friends: -f, foes: rest}", "-f", "is -1/2 at f = 1/2"),
        (DILEMMA, "start: friends", "start: friend", "friend", "did you mean 'friends'"),
        (DILEMMA, "next: [{to: foes}]", "nxt: [{to: foes}]", "nxt", "unknown key 'nxt'"),
        (
            DILEMMA,
            "when: {A: C, B: C}, to: friends}\n",
            "when: {E: C}, to: friends}\n",
            "E: C",
            "'E' does not move here",
        ),
        (COMMONS, "{stable: restrain}", "{vacuum: restrain}", "vacuum: r", "One does not move in 'vacuum'"),
        (
            COMMONS,
            "{stable: restrain}",
            "{stable: rest}",
            "rest}",
            "'rest' is not an action of One in 'stable'",
        ),
        (
            COMMONS,
            "{state: vacuum}, to: calm",
            "{state: heaven}, to: calm",
            "heaven",
            "'heaven' is not an action of state",
        ),
    ],
)
def test_what_is_wrong_has_a_line_and_a_column(text, old, new, part, says):
    assert old in text
    changed = text.replace(old, new, 1)
    line, column, message = place_of(changed)
    assert says in message
    assert changed.splitlines()[line - 1][column - 1 :].startswith(part)


def test_other_games_are_not_played_by_automata():
    table = "table: {actions: {A: [C], B: [C]}, payoffs: {C: {C: [0, 0]}}}\n"
    text = DILEMMA[: DILEMMA.index("repeated:")] + table + DILEMMA[DILEMMA.index("automaton:") :]
    line, column, message = place_of(text)
    assert "automaton: plays a repeated or a stochastic game; this model has table:" in message
    assert text.splitlines()[line - 1][column - 1 :].startswith("automaton:")


@pytest.mark.parametrize("text", [DILEMMA, COMMONS])
def test_a_family_written_and_read_is_the_same(text):
    family = read_model(text)
    assert family.automata
    assert read_model(write_model(family)) == family


def test_an_automaton_is_named_where_there_are_several():
    family = read_model(DILEMMA)
    assert str(sustained(family, "grim", over="d").intervals[0]) == "√7/7 to 99/100"
    assert sustained(family, "forgiving").automaton.begins == "friends"
    with pytest.raises(InvalidGame, match="name an automaton; the automata of the model are grim, forgiving"):
        sustained(family)
    with pytest.raises(InvalidGame, match="there is no automaton 'tit for tat'"):
        sustained(family, "tit for tat")
    assert "automata: grim, forgiving" in str(family)


def test_of_a_model_without_automata_it_is_said_where_they_are_defined():
    with pytest.raises(InvalidGame, match=r"no automaton; its file may define some under `automaton:`"):
        sustained(catalog.load("seed/development"))


def test_a_file_says_what_a_builder_says():
    (read,) = read_model(COMMONS).automata
    calm, coerce = {"One": {"stable": "restrain"}, "Two": "restrain"}, {"One": "coerce", "Two": "coerce"}
    restrain = {"One": "restrain", "Two": "restrain"}
    built = Automaton(
        {
            "calm": {
                "play": calm,
                "next": [({"state": "vacuum"}, "calm"), (restrain, "calm"), ({}, "pressed")],
            },
            "pressed": {"play": coerce, "next": [({}, "pressed")]},
        }
    )
    family = read_model(COMMONS)
    assert str(sustained(family, read, over="delta")) == str(sustained(family, built, over="delta")).replace(
        "an automaton that begins in 'calm'", "restraint"
    )

"""A tree within a period: the states that stand for it, what they pay, and where what is wrong stands."""

import pytest

import gametheory_paradox as gp
from gametheory_paradox import Unsupported
from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.forms.states.models.stochastic import family_from_states
from gametheory_paradox.models import with_terms
from gametheory_paradox.models.files import read_model, write_model

HEAD = """format: 1
title: Hold-up
players: [Coercer, Target]
parameters:
  V: {range: [5, 20], baseline: 10}
  r: {range: [0, 4], baseline: 1}
  d: {range: [1, 10], baseline: 5}
  k: {range: [0, 10], baseline: 3}
  s: {range: [0, 1], baseline: 0}
  delta: {range: [0, 99/100], baseline: 4/5}
accounts: {trade: {meaning: what the target does}}
stochastic:
  discount: delta
  start: asked
  states:
"""
TREE = """    asked:
      tree:
        player: Target
        actions:
          comply: {player: Coercer, actions: {punish: end, refrain: end}}
          refuse: {player: Coercer, actions: {punish: end, refrain: end}}
      next:
        - {when: {Target: comply, Coercer: punish}, to: {soured: s, asked: rest}}
        - {to: {asked: 1}}
    soured: {}
"""
STEPS = """    asked:
      moves: {Target: [comply, refuse]}
      then: [{when: {Target: comply}, to: {asked after comply: 1}}, {to: {asked after refuse: 1}}]
    asked after comply:
      moves: {Coercer: [punish, refrain]}
      next: [{when: {Coercer: punish}, to: {soured: s, asked: rest}}, {to: {asked: 1}}]
    asked after refuse: {moves: {Coercer: [punish, refrain]}, next: [{to: {asked: 1}}]}
    soured: {}
"""
TERMS = """terms:
  - {player: Coercer, value: V, when: {Target: comply}, account: trade}
  - {player: Coercer, value: r, when: {Coercer: punish}}
  - {player: Target, value: -k, when: {state: asked, Target: comply}}
  - {player: Target, value: -d, when: {Coercer: punish}}
  - {player: Target, value: -2, when: {state: soured}}
"""


def place_of(text):
    with pytest.raises(ModelSyntaxError) as caught:
        read_model(text, "model.yaml")
    return caught.value.line, caught.value.column, caught.value.message


def test_the_moves_of_a_tree_are_states_that_follow_at_once():
    form = read_model(HEAD + TREE + TERMS).form
    assert [(state.name, state.at_once) for state in form.states] == [
        *(("asked", True), ("asked after comply", False), ("asked after refuse", False), ("soured", False))
    ]
    paid = {state.name: [[str(p) for p in cell] for cell in state.payoffs] for state in form.states}
    assert paid == {
        "asked": [["0", "0"]] * 2,
        "asked after comply": [["V + r", "-d - k"], ["V", "-k"]],
        "asked after refuse": [["r", "-d"], ["0", "0"]],
        "soured": [["0", "-2"]],
    }
    assert [str(p) for p in form.states[1].transitions[0]] == ["1 - s", "0", "0", "s"]
    assert form.steps_left == (2, 1, 1, 1)


@pytest.mark.slow
def test_a_tree_and_its_states_written_out_are_one_game_but_for_where_in_the_period_is_paid():
    tree, steps = (
        read_model(HEAD + states + TERMS.replace("{state: asked, Target", "{Target"))
        for states in (TREE, STEPS)
    )
    for values in ({}, {"s": 1}, {"r": 4, "V": 5, "s": "1/2"}):
        both = [gp.solve(family.at(**values)) for family in (tree, steps)]
        assert both[0].profiles == both[1].profiles
        assert both[0].payoffs == both[1].payoffs
        assert [own.completeness.status for own in both] == ["proved"] * 2
    asked = {"mover": "Coercer", "action": "punish", "at": "asked after comply"}
    assert str(gp.thresholds(tree, **asked).present) == str(gp.thresholds(steps, **asked).present)


def test_it_comes_back_with_terms_and_accounts():
    family = read_model(HEAD + TREE + TERMS)
    again = read_model(write_model(family))
    assert again == family
    game = family.measured("trade").at()
    assert gp.forms.game_from_data(gp.forms.game_to_data(game), gp.forms.number_from_data) == game
    cells = family.measured("trade").at().states[1].payoffs
    assert [cell[2] for cell in cells] == [10, 10]


def test_in_a_period_who_can_punish_whatever_is_done_is_not_obeyed():
    family = read_model(HEAD + TREE + TERMS)
    (paid,) = gp.solve(family.at()).payoffs
    assert paid == (5, -25)  # 1 and -5 in every period
    found = gp.detect(family, mover="Coercer", action="punish", at="asked after comply")
    assert (found.name, found.gap) == ("present", 45)
    assert gp.verify(found.certificate).verdict == "present"
    assert gp.solve(family.at()).averages[0] == ((1, 1), (-5, -5))


def test_ends_may_stand_beside_moves_and_chance_may_have_a_say():
    text = """format: 1
players: [A, B]
stochastic:
  discount: 1/2
  start: s
  states:
    s:
      tree:
        chance:
          dry:
            probability: 1/4
            then: {player: A, actions: {wait: [1, 2], go: {player: B, actions: {x: [3, 4], y: [5, 6]}}}}
          wet: {probability: 3/4, then: [7, 8]}
      next: [{when: {chance: wet}, to: {t: 1}}, {when: {B: x}, to: {s: 1/3, t: rest}}, {to: {s: 1}}]
    t:
      tree: {chance: {one: {probability: 1/5, then: [10, 0]}, two: {probability: 4/5, then: [0, 10]}}}
      next: [{when: {chance: one}, to: {s: 1}}, {to: {t: 1}}]
"""
    form = read_model(text).form
    rows = {
        state.name: [
            ([str(p) for p in cell], [str(p) for p in row])
            for cell, row in zip(state.payoffs, state.transitions, strict=True)
        ]
        for state in form.states
    }
    assert list(rows) == ["s", "s after dry", "s after dry, wait", "s after dry, go", "s after wet", "t"]
    none = ["0", "0"]
    assert rows["s"] == [(none, ["0", "1/4", "0", "0", "3/4", "0"])]
    assert rows["s after dry"] == [
        (none, ["0", "0", "1", "0", "0", "0"]),
        (none, ["0", "0", "0", "1", "0", "0"]),
    ]
    assert rows["s after dry, wait"] == [(["1", "2"], ["1", "0", "0", "0", "0", "0"])]
    assert rows["s after dry, go"] == [
        (["3", "4"], ["1/3", "0", "0", "0", "0", "2/3"]),
        (["5", "6"], ["1", "0", "0", "0", "0", "0"]),
    ]
    assert rows["t"] == [(["2", "8"], ["1/5", "0", "0", "0", "0", "4/5"])]
    assert gp.solve(read_model(text).at()).completeness.status == "proved"


@pytest.mark.parametrize(
    ("old", "new", "part", "says"),
    [
        (
            "      next:\n",
            "      moves: {Target: [comply]}\n      next:\n",
            "moves",
            "a tree stands in the place of moves",
        ),
        (
            "        - {to: {asked: 1}}\n",
            "",
            "- {when",
            "no line of next fits Coercer: refrain, Target: comply",
        ),
        (
            "        - {to: {asked: 1}}\n",
            "        - {to: {asked: 1}}\n        - {to: {soured: 1}}\n",
            "{to: {soured: 1}}",
            "next 3 never counts",
        ),
        (
            "{player: Coercer, actions: {punish: end",
            "{player: Coercer, information_set: x, actions: {punish: end",
            "tree:",
            "joins several histories",
        ),
        ("refrain: end}}\n      next", "refrain: stop}}\n      next", "stop", "expected a move"),
        ("player: Target\n", "player: Target\n        title: x\n", "title", "unknown key 'title'"),
        (
            "{when: {Target: comply, Coercer",
            "{when: {Target: comply, Coercr",
            "Coercr",
            "'Coercr' does not move here",
        ),
        (
            "{state: asked, Target: comply}",
            "{state: soured, Target: comply}",
            "{state: soured, T",
            "are met together in no state",
        ),
        (
            "players: [Coercer, Target]",
            "players: [Coercer, Target, state]",
            "tree:",
            "no player may be called 'state'",
        ),
    ],
)
def test_what_is_wrong_has_a_line_and_a_column(old, new, part, says):
    text = HEAD + TREE + TERMS
    assert old in text
    text = text.replace(old, new) if "information_set" in new else text.replace(old, new, 1)
    line, column, message = place_of(text)
    assert says in message
    assert text.splitlines()[line - 1][column - 1 :].startswith(part)


def test_something_must_follow_a_tree_and_a_period_must_end():
    lines = TREE.splitlines(keepends=True)
    assert "nothing follows its tree" in place_of(HEAD + "".join(lines[:6] + lines[-1:]) + TERMS)[2]
    round_ = STEPS.replace("next: [{when: {Coercer: punish}", "then: [{when: {Coercer: punish}")
    assert "a period must end" in place_of(HEAD + round_ + TERMS)[2]
    both = STEPS.replace("      then: [", "      next: [{to: {asked: 1}}]\n      then: [")
    assert "then stands in the place of next" in place_of(HEAD + both + TERMS)[2]


def test_the_picture_and_the_table_say_what_follows_at_once():
    family = read_model(HEAD + TREE + TERMS)
    words = {own.get_text() for axes in gp.draw(family).axes for own in axes.texts}
    assert "another one follows at once" in words
    assert "at once asked after comply" in str(family.at())


def test_the_builder_takes_what_follows_at_once():
    states = {
        "ask": {"moves": {"A": ["x", "y"]}, "then": [({"A": "x"}, {"answer": 1}), ({}, {"other": 1})]},
        "answer": {"moves": {"B": ["yes", "no"]}, "next": [({}, {"ask": 1})]},
        "other": {"moves": {"B": ["yes", "no"]}, "next": [({}, {"ask": 1})]},
    }
    bare = family_from_states(["A", "B"], states, {}, start="ask", discount="1/2")
    game = with_terms(bare, [("A", 1, {"A": "x"})]).at()
    assert [state.at_once for state in game.states] == [True, False, False]
    assert gp.solve(game, concept="pure-markov-perfect").payoffs[0][0] == 2
    states["answer"] = {"moves": {"B": ["yes", "no"]}, "then": [({}, {"ask": 1})]}
    with pytest.raises(InvalidGame, match="a period must end"):
        family_from_states(["A", "B"], states, {}, start="ask", discount="1/2")


def test_what_backfires_over_periods_is_not_asked_within_one():
    with pytest.raises(Unsupported, match="periods hold moves one after the other"):
        gp.detect(
            read_model(HEAD + TREE + TERMS),
            "dynamic-backfire",
            mover="Coercer",
            action="punish",
            instead="refrain",
            at="asked after comply",
        )


ENDS = """    asked:
      tree:
        player: Target
        actions:
          comply:
            player: Coercer
            actions: {punish: {next: {soured: s, asked: rest}}, refrain: {next: asked}}
          refuse: {player: Coercer, actions: {punish: {next: asked}, refrain: {next: {asked: 1}}}}
    soured: {}
"""


def test_an_end_may_say_itself_how_the_next_period_begins():
    by_lines = read_model(HEAD + TREE + TERMS)
    family = read_model(HEAD + ENDS + TERMS)
    assert family == by_lines
    assert read_model(write_model(family)) == family
    # What an end says counts there, and lines elsewhere.
    both = TREE.replace("punish: end, refrain: end", "punish: {next: soured}, refrain: end", 1)
    both = both.replace(
        "        - {when: {Target: comply, Coercer: punish}, to: {soured: s, asked: rest}}\n", ""
    )
    assert read_model(HEAD + both + TERMS).at() == family.at(s=1)


def test_an_end_pays_and_says_what_follows_also_after_chance():
    text = """format: 1
players: [A, B]
stochastic:
  discount: 1/2
  start: s
  states:
    s:
      tree:
        chance:
          dry: {probability: 1/4, then: {player: A, actions: {wait: {payoffs: [1, 2], next: t}, go: [3, 4]}}}
          wet: {probability: 3/4, then: {payoffs: [7, 8], next: {s: 1/3, t: rest}}}
      next: [{to: {s: 1}}]
    t: {payoffs: [0, 0]}
"""
    form = read_model(text).form
    rows = {
        state.name: [
            ([str(p) for p in cell], [str(p) for p in row])
            for cell, row in zip(state.payoffs, state.transitions, strict=True)
        ]
        for state in form.states
    }
    assert rows["s after dry"] == [(["1", "2"], ["0", "0", "0", "1"]), (["3", "4"], ["1", "0", "0", "0"])]
    assert rows["s after wet"] == [(["7", "8"], ["1/3", "0", "0", "2/3"])]


@pytest.mark.parametrize(
    ("old", "new", "part", "says"),
    [
        (
            "refrain: {next: asked}",
            "refrain: end",
            "tree:",
            "nothing follows Coercer: refrain, Target: comply",
        ),
        ("{next: asked}", "{next: heaven}", "heaven", "after comply, refrain: next: 'heaven' is not a state"),
        (
            "asked: rest",
            "asked: 1/2",
            "{soured: s, asked",
            "must sum to 1, they sum to s + 1/2, to 1/2 at s = 0",
        ),
        ("{next: {asked: 1}}", "{nxt: {asked: 1}}", "nxt", "unknown key 'nxt'"),
        (
            "    soured: {}",
            "      next: [{to: {asked: 1}}]\n    soured: {}",
            "{to: {asked: 1}}]",
            "next 1 never counts",
        ),
    ],
)
def test_what_is_wrong_with_an_end_has_a_line_and_a_column(old, new, part, says):
    assert old in ENDS
    text = HEAD + ENDS.replace(old, new, 1) + TERMS
    line, column, message = place_of(text)
    assert says in message
    assert text.splitlines()[line - 1][column - 1 :].startswith(part)


def test_a_tree_that_is_played_once_has_no_next_period():
    text = """format: 1
players: [A]
tree: {player: A, actions: {a: {payoffs: [1], next: again}, b: [2]}}
"""
    line, column, message = place_of(text)
    assert (line, text.splitlines()[2][column - 1 :][:4]) == (3, "next")
    assert "no period follows here; leave it out" in message

"""The stochastic section of a model file: what it means, and where what is wrong stands."""

from fractions import Fraction

import pytest
from witnesses.stochastic_games import AID, DEVELOPMENT, RELATIONS, VACUUM, militarization

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.forms.states.models.stochastic import family_from_states
from gametheory_paradox.models import with_terms
from gametheory_paradox.models.files import read_model, write_model


def changed(*pairs):
    text = VACUUM
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def place_of(text):
    """Line and column of the error, and what it says."""
    with pytest.raises(ModelSyntaxError) as caught:
        read_model(text, "model.yaml")
    return caught.value.line, caught.value.column, caught.value.message


def column_in(text, line, part):
    return text.splitlines()[line - 1].index(part) + 1


@pytest.mark.parametrize(
    ("old", "new", "part", "says"),
    [
        ("[0, 99/100]", "[0, 1]", "delta", "may be 1 at delta = 1"),
        (
            "[0, 99/100], baseline: 9/10",
            "[-1, 1/2], baseline: 0",
            "delta",
            "may be negative on the declared ranges, as at delta = -1",
        ),
        ("[0, 1/5], baseline: 1/20", "[0, 1], baseline: 1/20", "rest}", "is -1 at e = 1, q = 0"),
        (
            "vacuum: q, stable: rest",
            "vacuum: q, stable: 1/2",
            "{vacuum: q, st",
            "must sum to 1, they sum to q",
        ),
        ("vacuum: q, stable: rest", "vacuum: q", "{vacuum: q}", "must sum to 1, they sum to q"),
        ("vacuum: q, stable: rest", "vacuum: -q, stable: rest", "-q, stable", "is -1/5 at q = 1/5"),
        (
            "vacuum: q, stable: rest",
            "vacuum: (q - 1/10)^2 - 1/1000, stable: rest",
            "(q - 1",
            "is -1/1000 at q = 1/10",
        ),
        (
            "discount: delta",
            "discount: 4*(u/4)*(1 - u/4)",
            "4*(u",
            "may be 1 at u = 2, where every profile must end",
        ),
        ("vacuum: q, stable: rest", "vacuum: rest, stable: rest", "rest}", "'rest' stands twice"),
        ("vacuum: q, stable: rest", "vacum: q, stable: rest", "vacum", "did you mean 'vacuum'"),
        ("start: stable", "start: heaven", "heaven", "'heaven' is not a state"),
        ("start: stable", "start: {stable: 1/2}", "{stable: 1/2}", "must sum to 1"),
        ("discount: delta", "discount: {One: delta}", "{One", "that of Two is missing"),
        ("vacuum: {}", "vacuum: {moves: {One: [wait]}}", "moves", "nothing follows its moves"),
        ("vacuum: {}", "vacuum: {move: {One: [wait]}}", "move", "unknown key 'move'"),
        (
            "vacuum: {}",
            "vacuum: {tree: {player: One, actions: {a: end}}}",
            "tree",
            "nothing follows its tree",
        ),
        (
            "{to: {vacuum: q, stable: rest}}",
            "{when: {One: coerce}, to: {stable: 1}}",
            "",
            "no line of next fits",
        ),
        ("{when: {Two: coerce}", "{when: {Three: coerce}", "Three", "'Three' does not move here"),
        ("{when: {Two: coerce}", "{when: {Two: coerc}", "coerc}", "did you mean 'coerce'"),
        (
            "moves: {One: [coerce, restrain], Two",
            "moves: {Three: [coerce, restrain], Two",
            "Three",
            "not a player",
        ),
        (
            "when: {state: stable}, account: security, meaning: trade}\n  - {player: Two",
            "when: {state: stabl}, account: security, meaning: trade}\n  - {player: Two",
            "stabl}",
            "did you mean 'stable'",
        ),
        (
            "        - {when: {One: coerce}, to: {vacuum: q + e, stable: rest}}\n",
            "        - {to: {stable: 1}}\n",
            "{when: {Two: coerce}",
            "the state 'stable': next 3 never counts: wherever it fits, an earlier line does",
        ),
        (
            "{to: {vacuum: q, stable: rest}}",
            "{to: {vacuum: q, stable: rest}}\n"
            "        - {when: {One: coerce, Two: restrain}, to: {stable: 1}}",
            "{when: {One: coerce, Two: restrain}, to: {stable: 1}}",
            "next 5 never counts",
        ),
        (
            "vacuum: {}",
            "vacuum: {next: [{to: {vacuum: 1}}, {to: {stable: 1}}]}",
            "{to: {stable",
            "next 2 never",
        ),
        (
            "when: {One: coerce}, meaning: gain}",
            "when: {One: coerce, state: vacuum}, meaning: gain}",
            "{One: coerce, state",
            "term 3: it never counts: in 'vacuum' One does not move",
        ),
        (
            "when: {One: coerce}, meaning: gain}",
            "when: [{One: coerce}, {One: restrain}], meaning: gain}",
            "[{One: coerce}",
            "One: coerce and One: restrain are met together in no state",
        ),
        (
            "when: {One: coerce}, meaning: gain}",
            "when: [{state: stable}, {state: vacuum}], meaning: gain}",
            "[{state: stable}",
            "state: stable and state: vacuum are met together in no state",
        ),
    ],
)
def test_what_is_wrong_has_a_line_and_a_column(old, new, part, says):
    text = changed((old, new))
    line, column, message = place_of(text)
    assert says in message
    if part:
        assert column == column_in(text, line, part)


def test_a_state_that_is_named_and_not_there():
    text = changed(("    vacuum: {}\n", ""))
    line, column, message = place_of(text)
    assert "'vacuum' is not a state" in message
    assert text.splitlines()[line - 1][column - 1 :].startswith("vacuum")


def test_the_first_line_that_fits_counts():
    form = read_model(VACUUM).form
    rows = [[str(p) for p in row] for row in form.states[0].transitions]
    assert rows == [
        ["1 - 2*e - q", "2*e + q"],
        ["1 - e - q", "e + q"],
        ["1 - e - q", "e + q"],
        ["1 - q", "q"],
    ]


def test_terms_name_states_and_moves():
    form = read_model(VACUUM).form
    assert [str(cell[0]) for cell in form.states[0].payoffs] == ["b + u", "b + u", "u", "u"]
    assert [str(p) for p in form.states[1].payoffs[0]] == ["-L", "-L"]


def test_a_start_may_be_drawn_and_discounts_may_differ():
    text = changed(
        ("start: stable", "start: {stable: 3/4, vacuum: rest}"),
        ("discount: delta", "discount: {One: delta, Two: 1/2}"),
    )
    game = read_model(text).at()
    assert game.start == (Fraction(3, 4), Fraction(1, 4))
    assert game.discounts == (Fraction(9, 10), Fraction(1, 2))


def test_nobody_needs_to_move_where_play_goes_on():
    text = changed(("vacuum: {}", "vacuum: {next: [{to: {stable: q, vacuum: rest}}]}"))
    state = read_model(text).form.states[1]
    assert state.movers == ()
    assert [str(p) for p in state.transitions[0]] == ["q", "1 - q"]


def test_without_discount_where_every_profile_ends():
    text = """format: 1
players: [A]
stochastic:
  discount: 1
  start: on
  states:
    on:
      moves: {A: [go, stay]}
      next: [{when: {A: go}, to: {off: 1/2, on: rest}}, {to: {off: 1/4, on: rest}}]
    off: {}
terms:
  - {player: A, value: 1, when: {state: on}}
"""
    assert read_model(text).at().discounts == (1,)
    assert "may be 1" in place_of(text.replace("off: 1/4, on: rest", "on: 1"))[2]
    assert "'off' is never left and pays" in place_of(text.replace("state: on}}", "state: off}}"))[2]


def test_payoffs_may_stand_in_a_state():
    text = """format: 1
players: [A, B]
stochastic:
  discount: 1/2
  start: s
  states:
    s: {moves: {B: [x, y]}, next: [{to: {s: 1}}], payoffs: {x: [1, 2], y: [3, 4]}}
    t: {payoffs: [5, 6]}
"""
    form = read_model(text).form
    assert [[str(p) for p in cell] for state in form.states for cell in state.payoffs] == [
        ["1", "2"],
        ["3", "4"],
        ["5", "6"],
    ]


def test_a_player_may_be_called_state():
    text = changed(("players: [One, Two]", "players: [One, Two, state]"))
    assert "is not an action of state" in place_of(text)[2]


@pytest.mark.parametrize("text", [VACUUM, RELATIONS, DEVELOPMENT, AID, militarization(3)])
def test_a_family_written_and_read_is_the_same(text):
    family = read_model(text)
    again = read_model(write_model(family))
    assert again.form == family.form
    assert (again.parameters, again.terms, again.accounts) == (
        family.parameters,
        family.terms,
        family.accounts,
    )


def test_the_builder_makes_the_same_family():
    both = {"One": ["coerce", "restrain"], "Two": ["coerce", "restrain"]}
    states = {
        "stable": {
            "moves": both,
            "next": [
                ({"One": "coerce", "Two": "coerce"}, {"vacuum": "q + 2*e", "stable": "rest"}),
                ({"One": "coerce"}, {"vacuum": "q + e", "stable": "rest"}),
                ({"Two": "coerce"}, {"vacuum": "q + e", "stable": "rest"}),
                ({}, {"vacuum": "q", "stable": "rest"}),
            ],
        },
        "vacuum": {},
    }
    given = read_model(VACUUM)
    bare = family_from_states(
        ["One", "Two"], states, {p.name: p for p in given.parameters}, start="stable", discount="delta"
    )
    built = with_terms(bare, [(t.player, t.value, t.when, t.meaning) for t in given.terms])
    assert built.form == given.form


@pytest.mark.parametrize(
    ("states", "says"),
    [
        ({"s": {"moves": {"A": ["x"]}}}, "nothing follows"),
        ({"s": {"moves": {"A": ["x", "y"]}, "next": [({"A": "x"}, {"s": 1})]}}, "nothing follows y in 's'"),
        ({"s": {"next": [({}, {"t": 1})]}}, "'t' is not a state"),
        ({"s": {"next": [({}, {"s": "1/2"})]}}, "sum to 1/2"),
        ({"s": {"moves": {"B": ["x"]}, "next": [({}, {"s": 1})]}}, "'B' is not a player"),
        ({"s": {"next": [{"s": 1}]}}, "expected pairs"),
        ({"s": {"next": [({}, {"s": 1}), ({}, {"s": 1})]}}, "line 2 of what follows 's' never counts"),
    ],
)
def test_what_the_builder_refuses(states, says):
    with pytest.raises(InvalidGame, match=says):
        family_from_states(["A"], states, {}, start="s", discount="1/2")


def test_the_builder_refuses_a_term_that_never_counts():
    moving = {"moves": {"A": ["x", "y"]}, "next": [({}, {"s": 1})]}
    bare = family_from_states(["A"], {"s": moving, "t": {}}, {}, start="s", discount="1/2")
    with pytest.raises(InvalidGame, match="a term of A: it never counts: in 't' A does not move"):
        with_terms(bare, [("A", 1, {"A": "x", "state": "t"})])


def test_of_a_repeated_game_the_stage_is_drawn():
    stage = (
        "{actions: {A: [C, D], B: [C, D]}, payoffs: {C: {C: [3, 3], D: [0, 4]}, D: {C: [4, 0], D: [1, 1]}}}"
    )
    text = f"format: 1\ntitle: Dilemma\nplayers: [A, B]\nrepeated: {{discount: 9/10, stage: {stage}}}\n"
    repeated = read_model(text)
    for game in (repeated, repeated.at()):
        words = {own.get_text() for axes in gp.draw(game).axes for own in axes.texts}
        assert {"C", "D"} <= words

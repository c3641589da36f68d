"""Graph models in files: what they mean, how they are written, and what is refused where."""

import json
from importlib.resources import files

import pytest

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame, ModelSyntaxError, Unsupported
from gametheory_paradox.models import graph_from_moves, graph_from_options
from gametheory_paradox.models.files import read_graph, write_graph

OPTIONS = """\
format: 1
title: A dispute
players: [Ministry, Firm]
graph:
  options:
    Ministry: [modify]
    Firm: [delay, accept, leave]
  infeasible: [[delay, accept], [delay, leave], [accept, leave], [not delay, not accept, not leave]]
  one_way: [modify, not delay]
  together: [[leave]]
  states: {wait: [delay], agreed: [accept], better: [modify, accept], gone: [leave]}
  start: wait
preferences:
  Ministry: [agreed, better, wait, 'delay, modify = gone']
  Firm: {known: [better > agreed, agreed > gone]}
"""
MOVES = """\
format: 1
players: [A, B]
graph:
  states: [peace, raid, war]
  moves:
    A: {peace: [raid], raid: [peace]}
    B: {raid: [war]}
preferences:
  A: [raid, peace, war]
  B: ['war = peace', raid]
"""


def test_states_and_moves_follow_from_options():
    model = read_graph(OPTIONS.replace("delay, modify =", "modify, delay ="))
    assert model.states == ("wait", "agreed", "better", "gone", "modify, delay")
    assert [len(sets) for sets in model.taken] == [1, 1, 1, 2, 1]
    ministry, firm = ({model.states[a]: model.named(ends) for a, ends in own.items()} for own in model.moves)
    assert ministry == {"wait": ("modify, delay",), "agreed": ("better",)}
    assert firm == {
        "wait": ("agreed", "gone"),
        "agreed": ("gone",),
        "better": ("gone",),
        "gone": ("agreed", "better"),
        "modify, delay": ("better", "gone"),
    }
    assert model.start == 0


@pytest.mark.parametrize("text", [OPTIONS.replace("delay, modify =", "modify, delay ="), MOVES])
def test_it_is_written_as_it_was_read(text, tmp_path):
    model = read_graph(text)
    assert read_graph(write_graph(model)) == model
    gp.save(model, tmp_path / "model.yaml")
    assert gp.as_graph(tmp_path / "model.yaml") == model
    with pytest.raises(InvalidGame, match=r"saved to a file that ends in \.yaml"):
        gp.save(model, tmp_path / "model.nfg")


def test_every_graph_model_of_the_catalog_is_written_as_it_was_read():
    for name in gp.catalog.graphs():
        model = gp.as_graph(name)
        assert read_graph(write_graph(model)) == model


def test_python_builds_what_a_file_says():
    assert read_graph(MOVES) == graph_from_moves(
        ["A", "B"],
        ["peace", "raid", "war"],
        {"A": {"peace": ["raid"], "raid": ["peace"]}, "B": {"raid": ["war"]}},
        {"A": ["raid", "peace", "war"], "B": ["war = peace", "raid"]},
    )
    model = read_graph(OPTIONS.replace("delay, modify =", "modify, delay ="))
    assert model == graph_from_options(
        ["Ministry", "Firm"],
        {"Ministry": ["modify"], "Firm": ["delay", "accept", "leave"]},
        {
            "Ministry": ["agreed", "better", "wait", "modify, delay = gone"],
            "Firm": {"known": ["better > agreed", "agreed > gone"]},
        },
        infeasible=[
            *(["delay", "accept"], ["delay", "leave"], ["accept", "leave"]),
            ["not delay", "not accept", "not leave"],
        ],
        one_way=["modify", "not delay"],
        together=[["leave"]],
        states={"wait": ["delay"], "agreed": ["accept"], "better": ["modify", "accept"], "gone": ["leave"]},
        start="wait",
        title="A dispute",
    )


@pytest.mark.parametrize(
    ("old", "new", "part", "says"),
    [
        ("Ministry: [modify]", "Ministri: [modify]", "Ministri", "'Ministri' is not a player; did you mean"),
        ("[delay, accept, leave]\n", "[delay, modify]\n", "[delay, modify]", "named twice: 'modify'"),
        ("[modify, not delay]", "[modify, not dely]", "not dely", "'dely' is not an option; did you mean"),
        ("[[leave]]", "[[leav]]", "leav]", "together 1: 'leav' is not an option"),
        ("[[leave]]", "[leave]", "leave]", "expected a list, such as [a, b], got 'leave'"),
        ("agreed: [accept]", "agreed: [acept]", "acept", "the state 'agreed': 'acept' is not an option"),
        ("agreed: [accept]", "agreed: [accept, delay]", "[accept, delay]", "delay, accept is not feasible"),
        ("agreed: [accept]", "agreed: [delay]", "[delay]", "the state 'agreed' is the same as 'wait'"),
        ("start: wait", "start: wat", "wat", "'wat' is not a state; did you mean 'wait'"),
        ("better, wait,", "better, wat,", "wat,", "preferences: Ministry: 'wat' is no outcome"),
        (
            "agreed > gone]",
            "agreed > gone, gone > better]",
            "{known",
            "the comparisons contradict each other",
        ),
        ("agreed, better,", "agreed,", "[agreed,", "'better' is not ranked"),
        ("one_way", "oneway", "oneway", "unknown key 'oneway'; did you mean 'one_way'"),
        (
            "title: A dispute",
            "parameters: {x: {range: [0, 1], baseline: 0}}",
            "parameters",
            "belongs to a game",
        ),
        ("  start: wait", "  moves: {Firm: {wait: [gone]}}", "infeasible", "the moves are listed"),
    ],
)
def test_what_is_wrong_has_a_line_and_a_column(old, new, part, says):
    text = OPTIONS.replace("delay, modify =", "modify, delay =")
    assert old in text
    text = text.replace(old, new, 1)
    with pytest.raises(ModelSyntaxError) as caught:
        read_graph(text, "model.yaml")
    assert says in caught.value.message
    assert text.splitlines()[caught.value.line - 1][caught.value.column - 1 :].startswith(part)


@pytest.mark.parametrize(
    ("old", "new", "part", "says"),
    [
        (
            "raid: [peace]",
            "raid: [piece]",
            "piece",
            "moves of A: 'piece' is not a state; did you mean 'peace'",
        ),
        ("B: {raid", "C: {raid", "C:", "'C' is not a player"),
        ("  states: [peace, raid, war]\n", "", "moves", "the states are missing"),
        ("[peace, raid, war]", "[peace, raid, raid]", "raid]", "state 'raid' stands twice"),
        ("  B: ['war = peace', raid]\n", "", "A: [raid", "the ranking of B is missing"),
        (
            "preferences:\n  A: [raid, peace, war]\n  B: ['war = peace', raid]\n",
            "",
            "format",
            "needs preferences",
        ),
    ],
)
def test_what_is_wrong_with_listed_moves_has_one_too(old, new, part, says):
    text = MOVES.replace(old, new, 1)
    assert text != MOVES
    with pytest.raises(ModelSyntaxError) as caught:
        read_graph(text, "model.yaml")
    assert says in caught.value.message
    assert text.splitlines()[caught.value.line - 1][caught.value.column - 1 :].startswith(part)


def test_who_asks_about_payoffs_is_told_what_answers_about_graphs(tmp_path):
    (tmp_path / "model.yaml").write_text(MOVES)
    with pytest.raises(ModelSyntaxError, match=r"model.yaml:3:1: graph: this is a graph model"):
        gp.load(tmp_path / "model.yaml")
    with pytest.raises(Unsupported, match="of a graph model ask detect, explain"):
        gp.solve(read_graph(MOVES))
    (tmp_path / "table.yaml").write_text(
        "format: 1\nplayers: [A]\ntable: {actions: {A: [x]}, payoffs: {x: [1]}}\n"
    )
    with pytest.raises(ModelSyntaxError, match="needs graph:"):
        gp.as_graph(tmp_path / "table.yaml")
    with pytest.raises(InvalidGame, match="near it are conflicts/fang-1993/elmira"):
        gp.as_graph("conflicts/elmira")


def test_the_schema_that_is_shipped_knows_graphs():
    schema = json.loads(files("gametheory_paradox.models.files").joinpath("model.schema.json").read_text())
    assert "graph" in schema["properties"]
    assert set(schema["$defs"]["Graph"]["properties"]) == {
        *("options", "infeasible", "one_way", "together", "states", "moves", "start")
    }

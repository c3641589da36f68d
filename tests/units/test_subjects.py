"""Subjects: what stands for a game stands for it everywhere."""

import inspect
from pathlib import Path

import pytest
from witnesses.sampling import slowly

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.subjects import as_family, as_game

A, B = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
NAME = "seed/guarded-posts"


def test_a_game_and_a_family_are_themselves():
    family = gp.load(NAME)
    game = family.at()
    assert as_game(family) is family
    assert as_game(game) is game


def test_names_paths_and_matrices_are_read(tmp_path):
    assert as_game(NAME) is gp.load(NAME)
    gp.save(gp.load(NAME), tmp_path / "own.yaml")
    assert as_game(str(tmp_path / "own.yaml")) == as_game(Path(tmp_path / "own.yaml")) == gp.load(NAME)
    assert as_game(A, B) == as_game((A, B))


def test_what_a_family_is_needed_for_says_so():
    with pytest.raises(InvalidGame, match="asked about a family with parameters, got a NormalForm"):
        as_family((A, B))


def test_a_second_matrix_beside_a_name_is_no_game():
    with pytest.raises(InvalidGame):
        as_game(NAME, B)


def about(name):
    """The question of a model."""
    return gp.load(name).question


ASKED = {  # every verb of the front door that takes a game, and what it is called with
    "atlas": lambda given: gp.atlas(given),
    "channels": lambda given: gp.channels(given),
    "check": lambda given: gp.check(given),
    "chart": lambda given: gp.chart(given, over=["c"], undecided="0.5"),
    "compare": lambda given: gp.compare(given, given, about(NAME)),
    "detect": lambda given: gp.detect(given),
    "diagnose": lambda given: gp.diagnose(given),
    "draw": lambda given: gp.draw(given),
    "escape": lambda given: gp.escape(given, levers=["c"], others=()),
    "explain": lambda given: gp.explain(given),
    "falsify": lambda given: gp.falsify(given, draws=5, over=["c"]),
    "prove": lambda given: gp.prove(given, "payoff(Pakistan) >= -100"),
    "report": lambda given: gp.report(given, "r.html", over=[], budget=2),
    "solve": lambda given: gp.solve(given),
    "sweep": lambda given: gp.sweep(given, {"c": [1, 2]}, what=["gap"]),
    "thresholds": lambda given: gp.thresholds(given),
    "uncertainty": lambda given: gp.uncertainty(given, draws=100, budget=2, cells=5),
    "as_game": as_game,
    "survey": None,  # takes games in a list
}


def takes_a_game(function):
    names = list(inspect.signature(function).parameters)[:1]
    return (
        names
        and names[0] in ("game", "family", "first", "thing", "where", "subject")
        and (function not in (gp.save, gp.load))
    )


def test_every_verb_that_takes_a_game_is_tried():
    verbs = {name for name in gp.__all__ if inspect.isfunction(getattr(gp, name))}
    assert {name for name in verbs if takes_a_game(getattr(gp, name))} <= set(ASKED)
    assert set(ASKED) <= verbs


LONG = {"draw", "report", "sweep", "uncertainty"}  # what they load takes half a second


@pytest.mark.parametrize(
    "verb", [slowly(name) if name in LONG else name for name, call in ASKED.items() if call is not None]
)
def test_every_verb_takes_a_name(verb, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = ASKED[verb](NAME)
    if isinstance(told, gp.Verdict | gp.Equilibria):
        assert str(told) == str(ASKED[verb](gp.load(NAME)))


@pytest.mark.parametrize("verb", ["detect", "diagnose", "explain", "solve", "draw"])
def test_verbs_about_one_game_take_matrices(verb):
    question = {} if verb in ("diagnose", "solve", "draw") else {"mover": "1", "action": "1"}
    given = gp.as_game(A, B) if verb == "draw" else (A, B)
    assert str(getattr(gp, verb)(given, **question)) == str(getattr(gp, verb)(as_game(A, B), **question))


def test_concepts_and_studies_take_what_solve_takes():
    assert gp.concepts.zero_sum_value(([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])).value == 0
    assert gp.studies.examine((A, B), "option", mover="1", action="1", sides=["quantifiers"]).main.verdicts

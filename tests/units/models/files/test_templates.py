"""Templates load, solve and answer a question as they are, whatever the names in them."""

import pytest

import gametheory_paradox as gp
from gametheory_paradox.concepts import stability
from gametheory_paradox.detectors import graph_option
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.maps import sustained
from gametheory_paradox.models.files import read_graph, read_model, template, write_graph, write_model
from gametheory_paradox.models.files.templates import DEFAULTS, KINDS

ODD = {"title": "A: b", "mover": 'Ost, "X"', "other": "- y: {z}", "action": "no", "instead": "# 1"}


GAMES = [kind for kind in KINDS if kind != "graph"]
ASKED = [kind for kind in GAMES if kind != "repeated"]


@pytest.mark.parametrize("names", [{}, ODD], ids=["plain", "odd"])
@pytest.mark.parametrize("kind", ASKED)
def test_every_template_loads_solves_and_answers(kind, names):
    family = read_model(template(kind, **names))
    said = {**DEFAULTS, **names}
    assert family.title == said["title"]
    assert set(family.players) == {said["mover"], said["other"]}
    assert gp.solve(family.at()).completeness.status == "proved"
    verdict = gp.detect(family)
    assert (verdict.name, verdict.question.mover, verdict.question.action) == (
        "present",
        said["mover"],
        (said["action"],),
    )
    assert gp.verify(verdict.certificate).verdict == "present"
    assert read_model(write_model(family)).at() == family.at()


@pytest.mark.parametrize("names", [{}, ODD], ids=["plain", "odd"])
def test_the_template_of_a_repeated_game_loads_and_says_from_which_patience_on(names):
    family = read_model(template("repeated", **names))
    said = {**DEFAULTS, **names}
    assert family.players == (said["mover"], said["other"])
    assert str(sustained(family, over="d").intervals[0]) == "1/2 to 99/100"
    assert gp.solve(family.at()).completeness.status == "proved"
    assert read_model(write_model(family)) == family


@pytest.mark.parametrize("names", [{}, ODD], ids=["plain", "odd"])
def test_the_template_of_a_graph_loads_and_answers(names):
    model = read_graph(template("graph", **names))
    said = {**DEFAULTS, **names}
    assert (model.title, *model.players) == (said["title"], said["mover"], said["other"])
    assert stability(model).equilibria["nash"] == ("clash",)
    verdict = graph_option(model, mover=said["mover"], action=said["action"], over="reached")
    assert verdict.name == "present"
    assert read_graph(write_graph(model)) == model
    assert sum(line.startswith("#") for line in template("graph").splitlines()) > 5


@pytest.mark.parametrize("kind", GAMES)
def test_every_template_has_remarks_and_all_its_numbers_a_meaning(kind):
    text = template(kind)
    assert sum(line.startswith("#") for line in text.splitlines()) > 5
    for parameter in read_model(text).parameters:
        assert parameter.meaning
        assert parameter.unit
        assert parameter.low < parameter.baseline < parameter.high


@pytest.mark.parametrize(
    ("kind", "names", "message"),
    [
        ("novel", {}, "there is no template 'novel'; there are table, tree, bayesian, signaling, stochastic"),
        ("table", {"hero": "A"}, "a template has no name 'hero'"),
        ("table", {"mover": " "}, "mover: expected a name, got nothing"),
        ("table", {"mover": "A", "other": "A"}, "mover and other: expected two different names"),
        ("tree", {"instead": "press"}, "action and instead: expected two different names"),
    ],
)
def test_what_makes_no_model_is_refused(kind, names, message):
    with pytest.raises(InvalidGame, match=message):
        template(kind, **names)

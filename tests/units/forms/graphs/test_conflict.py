"""Stability and evolution of graph models: what they show, and what they refuse."""

import pytest

import gametheory_paradox as gp
from gametheory_paradox.concepts import evolution, stability
from gametheory_paradox.detectors import graph_option
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.maps import stable_rankings
from gametheory_paradox.models import graph_from_moves

ELMIRA = "conflicts/fang-1993/elmira"
OPEN = graph_from_moves(
    ["A", "B"],
    ["calm", "raid", "war"],
    {"A": {"calm": ["raid"]}, "B": {"raid": ["war"]}},
    {"A": {"known": ["raid > war"]}, "B": ["war", "raid", "calm"]},
    start="calm",
)


def test_the_table_says_who_leaves():
    rows = {row["state"]: row for row in stability(ELMIRA).records()}
    assert rows["8"]["nash"] == "stable"
    assert rows["1"]["nash"] == "left by Local Government"
    assert rows["7"]["nash"] == "left by Uniroyal"
    data = stability(ELMIRA).to_data()
    assert data["equilibria"]["nash"] == ["5", "8", "9"]
    assert data["states"]["1"]["nash"] == {
        "equilibrium": False,
        "left_by": [["Local Government"]],
        "perhaps_left_by": [],
    }


def test_what_is_not_known_is_neither_stable_nor_left():
    found = stability(OPEN, "nash")
    assert not found.is_settled
    assert [(row.state, row.equilibrium) for row in found.rows] == [
        ("calm", None),
        ("raid", False),
        ("war", True),
    ]
    assert found.records()[0]["nash"] == "left by perhaps A"
    assert evolution(OPEN).first == (("calm", 0),)
    assert [str(step) for step in evolution(OPEN).open_moves] == ["A from calm to raid"]
    assert "Not known to be improvements" in str(evolution(OPEN))


def test_a_model_shows_itself_and_has_its_size_in_words():
    text = str(gp.as_graph(ELMIRA))
    assert "abandon, whatever else" in text
    assert "MoE: 7 > 3 > 4 > 8 > 5 > 1 > 2 > 6 > 9" in text
    assert "Uniroyal: known are 1 > 4" in text


def test_an_evolution_says_where_it_can_end():
    every = evolution(ELMIRA, improvements=False)
    assert every.ends == ("9",)
    assert dict(every.first) == {"1": 0, "2": 1, "3": 1, "9": 1, "5": 1, "4": 2, "6": 2, "7": 2, "8": 3}
    assert evolution(ELMIRA, start="5").first == (("5", 0),)


def test_options_are_lost_or_kept_by_their_names():
    model = gp.as_graph(ELMIRA)
    assert model.changing("Uniroyal", "accept") == {(0, 2), (1, 3), (4, 6), (5, 7)}
    assert model.changing("Local Government", "not insist") == {(4, 0), (5, 1), (6, 2), (7, 3)}
    less = model.without("Uniroyal", model.changing("Uniroyal", "abandon"))
    assert less.moves[1] == {0: (2,), 1: (3,), 4: (6,), 5: (7,)}
    verdict = graph_option(model, mover="Uniroyal", action="abandon", quantifier="best")
    assert (verdict.name, verdict.with_option) == ("absent", ("5", "8", "9"))


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: stability(ELMIRA, "nsh"), "no stability 'nsh'; did you mean 'nash'"),
        (lambda: stability(ELMIRA, responses="two"), "expected 'sequences' or 'single'"),
        (lambda: evolution(ELMIRA, start="10"), "'10' is not a state"),
        (lambda: evolution("conflicts/petersons-2013/garrison"), "names no status quo"),
        (lambda: stable_rankings(ELMIRA, "8", coalition=["Moe"]), "'Moe' is not a player"),
        (lambda: graph_option(ELMIRA, mover="MoE"), "what is taken away?"),
        (
            lambda: graph_option(ELMIRA, mover="MoE", action="insist"),
            "MoE has no option 'insist'; MoE has the options modify",
        ),
        (lambda: gp.detect(ELMIRA), "Uniroyal has the options delay, accept, abandon; Local"),
        (
            lambda: gp.detect(ELMIRA, "misperception", mover="MoE", action="modify"),
            "misperception is not asked of a graph model: of the paradoxes, the option paradox alone is",
        ),
        (
            lambda: graph_option(ELMIRA, mover="MoE", action="not modify"),
            "no move of MoE makes it 'not modify'",
        ),
        (lambda: graph_option(ELMIRA, mover="MoE", moves=[("1", "3")]), "MoE has no move from '1' to '3'"),
        (
            lambda: graph_option(ELMIRA, mover="MoE", action="modify", quantifier="most"),
            "no quantifier 'most'",
        ),
        (lambda: graph_option(ELMIRA, mover="MoE", action="modify", over="all"), "'equilibria' or 'reached'"),
        (
            lambda: graph_option(
                "conflicts/petersons-2013/garrison", mover="IJC", action="support full", over="reached"
            ),
            "names no status quo",
        ),
        (lambda: stability(3), "asked about a graph model"),
    ],
)
def test_what_makes_no_sense_is_refused_in_the_models_words(ask, says):
    with pytest.raises(InvalidGame, match=says.replace("?", r"\?")):
        ask()


@pytest.mark.parametrize("asked", [{"action": "raid"}, {}])
def test_where_there_are_moves_and_no_options_it_says_how_moves_are_asked_about(asked):
    border = graph_from_moves(
        ["A", "B"],
        ["peace", "raid", "war"],
        {"A": {"peace": ["raid"]}, "B": {"raid": ["war"]}},
        {"A": ["raid", "peace", "war"], "B": ["peace", "war", "raid"]},
        start="peace",
    )
    with pytest.raises(InvalidGame) as refused:
        gp.detect(border, mover="A", **asked)
    _, _, cure = str(refused.value).partition("A has moves alone: peace to raid; of moves ask ")
    assert cure == "graph_option(…, moves=[('peace', 'raid')]), or graph-option --move 'peace:raid'"
    verdict = graph_option(border, mover="A", moves=[("peace", "raid")], over="reached")
    assert verdict.name == "present"


def test_time_that_is_over_is_undecided_and_not_never():
    loose = graph_from_moves(
        ["A"],
        [f"s{n}" for n in range(9)],
        {"A": {"s0": [f"s{n}" for n in range(1, 9)]}},
        {"A": {"known": []}},
    )
    assert stable_rankings(loose, "s0", budget=0).name == "undecided"
    assert stable_rankings(loose, "s0").share == gp.rationals.exact("1/9")
    lost = {"mover": "A", "moves": [("s0", "s1")], "quantifier": "possible"}
    assert graph_option(loose, **lost, budget=0).name == "undecided"

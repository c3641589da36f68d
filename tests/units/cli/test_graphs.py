"""The commands about graph models, and what lists and makes these."""

import pytest
from units.cli.command_line import answer, ask, refused

import gametheory_paradox as gp

ELMIRA, TRADE = "conflicts/fang-1993/elmira", "conflicts/essay/trade-restriction"


def test_stability_prints_the_model_and_the_states():
    found = ask("stability", ELMIRA)
    assert found.status == 0
    assert "sequentially-stable" in found.out
    assert "nash: 5, 8 and 9" in found.out
    assert answer("stability", ELMIRA, "--coalitions", "--concept", "nash")["equilibria"] == {
        "nash": ["8", "9"]
    }
    assert answer("stability", "conflicts/petersons-2013/garrison", "--single")["responses"] == "single"
    assert ask("stability", TRADE).status == 3  # some of it depends on what is not known


def test_evolution_is_drawn(tmp_path):
    file = tmp_path / "picture.svg"
    found = ask("evolution", ELMIRA, "--every-move", "-o", file)
    assert found.status == 0
    assert file.read_text(encoding="utf-8").count("<path") > 20
    assert answer("evolution", ELMIRA, "--start", "7")["first"] == {"7": 0, "9": 1}


def test_rankings_and_options_are_asked_about():
    assert answer("stable-rankings", ELMIRA, "--state", "8")["stable"] == "always"
    asked = ("graph-option", TRADE, "--mover", "Pakistan", "--action", "restrict")
    assert answer(*asked)["verdict"] == "impossible"
    assert answer(*asked, "--over", "reached")["depends_on"] == [
        ["Pakistan prefers “restrict, expand” to “expand”"]
    ]
    moved = answer("graph-option", ELMIRA, "--mover", "MoE", "--move", "5:6", "--quantifier", "best")
    assert (moved["verdict"], moved["lost"]) == ("absent", [["5", "6"]])
    assert "expected STATE:STATE" in refused("graph-option", ELMIRA, "--mover", "MoE", "--move", "5")


def test_graph_models_are_listed_by_themselves():
    rows = answer("list", "--graphs")
    assert [row["name"] for row in rows] == gp.catalog.graphs()
    assert not set(gp.catalog.graphs()) & set(gp.catalog.names())
    assert "no graph model of the catalog speaks of 'chess'" in refused("list", "--graphs", "chess")


def test_verbs_of_games_take_graph_models(tmp_path):
    proof, page = tmp_path / "proof.json", tmp_path / "page.html"
    asked = (TRADE, "--mover", "Pakistan", "--action", "restrict")
    assert answer("detect", *asked)["verdict"] == "impossible"
    found = answer("detect", *asked, "--at", "nothing", "-o", proof)
    assert found == answer("graph-option", *asked, "--over", "reached")
    assert answer("verify", proof, "--model", TRADE)["verdict"] == "depends"
    assert "another game than" in ask("verify", proof, "--model", ELMIRA).err
    assert (
        answer("explain", "--certificate", proof)["text"]
        == answer("explain", *asked, "--at", "nothing")["text"]
    )
    assert "nothing deters it" in answer("explain", ELMIRA, "--at", "1")["text"]
    rows = answer("thresholds", TRADE, "--mover", "Pakistan", "--at", "expand")["thresholds"]
    assert rows[0]["cases"] == [["Pakistan prefers “expand” to “restrict, expand”"]]
    (row,) = answer("thresholds", *asked, "--at", "nothing")["thresholds"]
    assert (row["verdict"], row["cases"]) == ("depends", found["depends_on"])
    shown = answer("show", TRADE)
    assert (shown["start"], shown["game"]["form"]) == ("nothing", "graph")
    ask("report", *asked, "--at", "nothing", "-o", page)
    text = page.read_text(encoding="utf-8")
    for part in ("States and moves", "Why they last", "For which preferences", 'class="certificate"', "<svg"):
        assert part in text


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("detect", ELMIRA), "whose option is it"),
        (
            ("detect", ELMIRA, "--mover", "MoE", "--action", "modify", "--third", "MoE"),
            "third is not asked of",
        ),
        (("detect", ELMIRA, "--set", "a=1"), "leave --set, --by-rank and --start out"),
        (("explain", ELMIRA, "--at", "77"), "'77' is not a state"),
        (("thresholds", ELMIRA, "--least", "1"), "rankings have no gaps"),
        (("thresholds", ELMIRA, "--concept", "perfect"), "there is no stability 'perfect'"),
        (("report", ELMIRA, "--over", "a", "-o", "page.html"), "no parameters to chart"),
    ],
)
def test_what_a_graph_model_is_not_asked_is_told_in_a_line(words, why):
    assert why in refused(*words)


@pytest.mark.parametrize("command", ["solve", "diagnose", "atlas"])
def test_who_asks_about_payoffs_is_told_what_answers_about_graphs(command, tmp_path):
    file = tmp_path / "first.yaml"
    found = ask("new", file, "--kind", "graph", "--action", "ban")
    assert found.out == f"{file} is written; next: gametheory-paradox stability {file}\n"
    assert "stability, evolution, graph-option and stable-rankings answer" in refused(command, file)

"""``solve``: the shape of its answer, and its exit status."""

from fractions import Fraction

import pytest
from units.cli.command_line import (
    ALL_ZERO,
    PENNIES,
    PRESENT,
    SECURITY,
    SEED,
    THREE,
    TIED,
    answer,
    ask,
    is_rational,
    refused,
)
from witnesses.catalog_games import slow_but_for_some
from witnesses.stochastic_games import VACUUM

import gametheory_paradox as gp
from gametheory_paradox.forms import RepeatedGame


def test_a_tree():
    data = answer("solve", SEED, *PRESENT)
    assert list(data) == [
        "game",
        "concept",
        "method",
        "equilibria",
        "subsets",
        "components",
        "completeness",
        "listed",
        "undecided",
    ]
    assert (data["listed"], data["undecided"]) == (True, [])
    assert list(data["game"]) == ["hash", "players", "title"]
    assert data["game"]["players"] == ["Taliban", "Pakistan", "IS-K"]
    assert len(data["game"]["hash"]) == 64
    assert (data["concept"], data["method"]) == ("subgame-perfect", "backward_induction")
    (only,) = data["equilibria"]
    assert only["payoffs"] == {"Taliban": "-6", "Pakistan": "2", "IS-K": "1"}
    assert only["profile"]["Taliban"] == {"start": {"suppress": "0", "host": "1"}}
    assert only["profile"]["Pakistan"]["after suppress"] == {"restrict": "1", "open": "0"}
    assert set(only["profile"]["IS-K"]) == {
        f"border {b} after {m}" for b in ("open", "closed") for m in ("suppress", "host")
    }
    assert (data["subsets"], data["components"]) == ([[0]], [[0]])
    assert data["completeness"]["status"] == "proved"
    assert data["completeness"]["why"]


def test_a_table_lists_actions_of_probability_zero(tmp_path):
    (tmp_path / "g.nfg").write_text('NFG 1 R "x" { "R" "C" } { 2 2 }\n\n2 1 0 0 0 0 1 2\n')
    data = answer("solve", tmp_path / "g.nfg")
    assert (data["concept"], data["method"]) == ("nash", "vertex_enumeration")
    profiles = [e["profile"] for e in data["equilibria"]]
    assert {"R": {"1": "1", "2": "0"}, "C": {"1": "1", "2": "0"}} in profiles
    assert {"R": {"1": "2/3", "2": "1/3"}, "C": {"1": "1/3", "2": "2/3"}} in profiles
    assert len(profiles) == len(data["components"]) == 3


def test_infinitely_many_equilibria(tmp_path):
    (tmp_path / "g.nfg").write_text(ALL_ZERO)
    data = answer("solve", tmp_path / "g.nfg")
    assert len(data["equilibria"]) == 4
    assert data["subsets"] == [[0, 1, 2, 3]]
    assert data["components"] == [[0, 1, 2, 3]]


@pytest.mark.parametrize("name", slow_but_for_some(gp.catalog.names()))
def test_the_shape_of_every_answer(name):
    repeated = isinstance(gp.load(name).form, RepeatedGame)
    data = answer("solve", name, *(["--concept", "markov-perfect"] if repeated else []))
    players, equilibria = data["game"]["players"], data["equilibria"]
    for found in equilibria:
        assert list(found["profile"]) == list(found["payoffs"]) == players
        assert all(map(is_rational, found["payoffs"].values()))
        for strategy in filter(None, found["profile"].values()):  # of those who choose anywhere
            mixtures = (
                strategy.values() if any(isinstance(v, dict) for v in strategy.values()) else [strategy]
            )
            for mixture in mixtures:
                assert all(map(is_rational, mixture.values()))
                assert sum(map(Fraction, mixture.values())) == 1
    assert sorted(i for part in data["components"] for i in part) == list(range(len(equilibria)))
    assert {i for part in data["subsets"] for i in part} == set(range(len(equilibria)))
    assert all(any(set(s) <= set(c) for c in data["components"]) for s in data["subsets"])


def test_a_name_set_twice_takes_the_last_value():
    once = answer("solve", SEED, "--set", "c=1/3")
    assert answer("solve", SEED, "--set", "c=2", "--set", "c=1/3") == once
    assert answer("solve", SEED, "--set", " c = 1/3 ") == once
    assert answer("solve", SEED, "--set", "c=0.333") != once


def test_decimals_are_exact():
    assert answer("solve", SEED, "--set", "c=0.25") == answer("solve", SEED, "--set", "c=1/4")


def test_a_method_can_be_chosen():
    assert answer("solve", SECURITY, "--method", "support_enumeration")["method"] == "support_enumeration"


def test_partial_answers_are_printed_with_status_three(tmp_path):
    (tmp_path / "three.nfg").write_text(THREE)
    assert (
        answer("solve", tmp_path / "three.nfg", "--method", "pure_equilibria", status=3)["completeness"][
            "status"
        ]
        == "partial"
    )
    (tmp_path / "tied.yaml").write_text(TIED)
    data = answer("solve", tmp_path / "tied.yaml", status=3)
    assert data["completeness"]["status"] == "partial"
    assert len(data["equilibria"]) == 9
    assert (data["pure_plans"], data["ranges"]) == (7, None)
    ties = {(row["player"], *row["actions"]): row["gets"] for row in data["ties"]}
    assert ties["B", "left", "right"] == ["2", "3"]


def test_a_spent_budget_is_status_three():
    data = answer("solve", SECURITY, "--budget", "0", status=3)
    assert data["completeness"]["status"] == "budget"
    assert data["equilibria"] == []


def test_as_text(tmp_path):
    (tmp_path / "g.nfg").write_text(PENNIES)
    text = ask("solve", tmp_path / "g.nfg").out
    assert "matching pennies: 1 equilibrium (nash)" in text
    assert "1 1/2, 2 1/2" in text
    assert "proved: " in text


def test_there_is_no_seed_where_nothing_is_sampled():
    for command in (("solve", SEED), ("detect", SEED), ("explain", SEED), ("chart", SEED, "--over", "c")):
        assert "No such option: --seed" in refused(*command, "--seed", "7")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["--concept", "vibes"],
            "vibes equilibria are not offered for this tree with 3 players; offered: subgame-perfect by",
        ),
        (["--method", "guess"], "by guess are not offered"),
        (["--set", "zz=1"], "'zz' is not a parameter of this family; it has V, c, r_C"),
        (["--set", "c"], "--set 'c': expected NAME=VALUE"),
        (["--set", "c="], "the value of 'c': expected a number such as 3, 1/3 or 0.25, got ''"),
        (["--set", "c=1/0"], "the denominator of '1/0' is zero"),
        (["--set", "c=nan"], "expected a number"),
        (["--set", "c=inf"], "expected a number"),
        (["--set", "c=-1"], "c = -1 lies outside the declared range 0 to 81"),
        (["--set", "c=1e99999"], "the exponent of '1e99999' is beyond"),
        (["--set", "c=__import__('os')"], "expected a number"),
        (["--set", "c=" + "1" * 5000], "at most 4000 digits"),
        (["--budget", "-1"], "'--budget'"),
        (["--budget", "nan"], "'--budget'"),
        (["--budget", "soon"], "'--budget'"),
        (["--format", "xml"], "'xml' is not one of 'text', 'json'"),
        (["--nope"], "No such option: --nope"),
        (["twice"], "unexpected extra argument"),
    ],
)
def test_bad_input(arguments, words):
    assert words in refused("solve", SEED, *arguments)


def test_a_table_offers_no_subgame_perfection():
    assert "offered: nash by vertex_enumeration" in refused("solve", SECURITY, "--concept", "subgame-perfect")


def test_that_nothing_was_known_in_time_is_not_said_as_if_there_were_no_equilibrium():
    found = ask("solve", "literature/sandler-2003/fig-1b", "--method", "vertex_enumeration", "--budget", "0")
    assert found.status == 3
    assert "no equilibrium so far (nash)" in found.out


DILEMMA = """format: 1
players: [A, B]
repeated:
  discount: 9/10
  stage: {actions: {A: [c, d], B: [c, d]}, payoffs: {c: {c: [9, 9], d: [1, 10]}, d: {c: [10, 1], d: [3, 3]}}}
"""


@pytest.mark.slow
def test_lists_and_polygons_over_time_are_certified(tmp_path):
    """What is written is accepted for its model, refused for another, and put into words."""
    proof, vacuum, dilemma = (tmp_path / name for name in ("proof.json", "vacuum.yaml", "dilemma.yaml"))
    vacuum.write_text(VACUUM)
    answer("solve", vacuum, "--certificate", proof)
    assert answer("verify", proof, "--model", vacuum)["verdict"] == "complete"
    assert "1 Markov perfect equilibrium in stationary strategies, and no other" in " ".join(
        ask("explain", "--certificate", proof).out.split()
    )
    assert "5/26" in ask("certificate", "show", proof).out
    other = ask("verify", proof, "--model", vacuum, "--set", "b=1")
    assert (other.status, "it is about another game" in other.err) == (1, True)

    dilemma.write_text(DILEMMA)
    answer("solve", dilemma, "--certificate", proof)
    assert answer("verify", proof)["outer"] == [["3", "3"], ["39/4", "3"], ["9", "9"], ["3", "39/4"]]
    assert "everything in it" in " ".join(ask("explain", "--certificate", proof).out.split())
    assert "repeated for ever" in ask("certificate", "show", proof).out


def test_a_list_of_a_game_without_periods_has_no_certificate(tmp_path):
    found = ask("solve", SEED, "--certificate", tmp_path / "proof.json")
    assert "of a game without periods: there is nothing to certify" in found.err
    assert not (tmp_path / "proof.json").exists()

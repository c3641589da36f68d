"""The option ``--start``: a game in periods counted from a state of it."""

from inspect import signature

import pytest
from units.cli.command_line import answer, ask, refused

import gametheory_paradox as gp
from gametheory_paradox.cli import COMMANDS

COMMONS, DEVELOPMENT = "literature/hardin-1968/vacuum-commons", "seed/development"


def test_what_is_solved_and_asked_begins_in_the_state(tmp_path):
    family = gp.load(COMMONS).starting_in("vacuum")
    assert answer("solve", COMMONS, "--start", "vacuum") == gp.solve(family).to_data()
    assert answer("solve", COMMONS)["equilibria"][0]["payoffs"] == {"One": "5/26", "Two": "5/26"}
    assert answer("solve", COMMONS, "--start", "vacuum")["equilibria"][0]["payoffs"] == {
        "One": "-20",
        "Two": "-20",
    }

    # Coercion of a poor Kabul is of no weight where it is stable already.
    here, there = (answer("detect", DEVELOPMENT, *more)["gap"] for more in ((), ("--start", "stable")))
    assert (here, there) == ("-398/5", "0")


def test_a_proof_is_about_the_game_from_that_state(tmp_path):
    proof = str(tmp_path / "proof.json")
    told = ask("detect", DEVELOPMENT, "--start", "stable", "-o", proof)
    assert "counted from stable" in told.out
    assert "thresholds seed/development --start stable" in told.out
    assert ask("verify", proof, "--model", DEVELOPMENT, "--start", "stable").status == 0
    assert ask("verify", proof, "--model", DEVELOPMENT).status == 1


@pytest.mark.parametrize("command", ["thresholds", "prove", "explain", "channels"])
def test_what_it_says_is_about_that_state(command):
    backfire = (
        "--paradox",
        "dynamic-backfire",
        "--instead",
        "restrain",
        "--mover",
        "One",
        "--action",
        "coerce",
    )
    asked = (command, COMMONS, *(backfire if command == "channels" else ()), "--format", "json")
    here, there = ask(*asked), ask(*asked, "--start", "vacuum")
    assert {here.status, there.status} <= {0, 3}, here.err + there.err
    assert here.data != there.data


def test_every_command_that_asks_about_numbers_takes_it():
    of_rankings = {"ranking-shares", "settling-comparisons"}
    asking_nothing = {"solve", "diagnose", "verify", "evolution"}  # the last of a graph
    taking = {name for name, own in COMMANDS.items() if "start" in signature(own).parameters}
    asking = {name for name, own in COMMANDS.items() if "asked_mover" in signature(own).parameters}
    assert asking - of_rankings == taking - asking_nothing
    assert len(taking) > 12


def test_states_are_known_by_name_and_other_games_have_none():
    assert "there are poor, growing, stable" in refused("detect", DEVELOPMENT, "--start", "nowhere")
    assert "games in periods have states to start in" in refused(
        "detect", "seed/trade-restriction", "--start", "stable"
    )
    assert "leave --set, --by-rank and --start out" in refused(
        "detect", "conflicts/fang-1993/elmira", "--start", "1"
    )

"""``list`` and ``show``."""

import pytest
from units.cli.command_line import SECURITY, SEED, answer, ask, refused
from witnesses.catalog_games import slow_but_for_some

import gametheory_paradox as gp


def test_list_prints_names_and_titles():
    data, lines = answer("list"), ask("list").out.splitlines()
    assert [row["name"] for row in data] == gp.catalog.names()
    assert (SEED, "Trade restriction as pressure") in [(row["name"], row["title"]) for row in data]
    assert [line.split()[0] for line in lines[2:] if "/" in line.split()[0]] == gp.catalog.names()


def test_list_of_a_word():
    names = [row["name"] for row in answer("list", "commitment")]
    assert SECURITY in names
    assert 0 < len(names) < 20
    assert refused("list", "xyzzy").startswith("no game of the catalog speaks of 'xyzzy'")


def test_show_says_what_a_model_says():
    data = answer("show", SEED)
    assert data["title"] == "Trade restriction as pressure"
    assert list(data["parameters"]) == ["V", "c", "r_C", "r_N", "h", "k", "d", "l", "w", "w_0"]
    assert data["parameters"]["k"]["range"] == ["1/100", "155"]
    assert set(data["parameters"]["k"]) == {"range", "baseline", "unit", "meaning", "standing", "source"}
    assert data["game"]["players"] == ["Taliban", "Pakistan", "IS-K"]
    text = ask("show", SEED).out
    for words in (
        "r_C > c + h",
        "after suppress",
        "million USD a month",
        "loss_240",
        "fewer attacks by the TTP",
        "Claim: ",
    ):
        assert words in text


def test_show_writes_formulas_for_what_is_left_open():
    text = ask("show", SEED, "--set", "c=20", "--set", "h=5").out
    assert "r_C > 25" in text
    assert "c + h" not in text.split("equilibria as formulas")[1]
    assert answer("show", SEED, "--set", "c=20")["parameters"]["c"]["range"] == ["20", "20"]


def test_show_writes_the_payoff_matrix_of_a_table():
    assert "leader \\ follower" in ask("show", SECURITY).out


def test_show_of_three_players_lists_pure_equilibria_and_says_so(tmp_path):
    (tmp_path / "g.nfg").write_text('NFG 1 R "three" { "A" "B" "C" } { 1 1 1 } 1 2 3')
    text = ask("show", tmp_path / "g.nfg").out
    assert "three: pure-nash equilibria as formulas" in text
    assert "equilibria in mixed strategies are not listed" in text


@pytest.mark.slow
def test_show_of_a_game_without_formulas_shows_the_rest(tmp_path):
    payoffs = " ".join(["1 2 3"] * 22**3)
    (tmp_path / "g.nfg").write_text(f'NFG 1 R "large" {{ "A" "B" "C" }} {{ 22 22 22 }} {payoffs}')
    text = ask("show", tmp_path / "g.nfg").out
    assert "large" in text
    assert "equilibria as formulas" not in text


def test_tables_fit_the_page():
    assert max(map(len, ask("show", SEED).out.splitlines())) <= 120


@pytest.mark.parametrize("name", slow_but_for_some(gp.catalog.names()))
def test_every_game_of_the_catalog_is_shown(name):
    assert ask("show", name).status == 0


@pytest.mark.slow
def test_show_of_a_large_tree_names_the_command_that_writes_formulas():
    assert "`atlas` writes them" in ask("show", "seed/whole").out
    assert "`atlas` writes them" not in ask("show", SEED).out


def test_bad_settings_are_refused():
    assert refused("show", SEED, "--set", "zz=1").startswith(
        "'zz' is not a parameter of this family; it has V, c, "
    )

"""The command that writes equilibria as formulas."""

from units.cli.command_line import answer, ask

import gametheory_paradox as gp

NOISY = "literature/bagwell-1995/noisy-commitment"


def test_it_prints_what_the_function_finds():
    data = answer("atlas", NOISY)
    assert data == gp.atlas(gp.load(NOISY)).to_data()
    assert [row["exists"]["text"] for row in data["equilibria"]] == [
        "always",
        "1 > 4*epsilon",
        "1 > 4*epsilon",
    ]
    assert data["equilibria"][1]["exists"]["cases"] == [["1 > 4*epsilon"]]


def test_a_tree_says_who_does_what_where():
    data = answer("atlas", "seed/trade-restriction", "--set", "V=110")
    assert {"player": "Pakistan", "at": "after suppress", "action": "restrict"}.items() <= data["choices"][
        2
    ].items()
    assert data["choices"][2]["where"]["text"] == "r_C > c + h"


def test_as_latex():
    found = ask("atlas", NOISY, "--latex")
    assert found.status == 0
    assert found.out.startswith("\\begin{tabular}") or "\\begin{tabular}" in found.out


def test_with_many_players_it_lists_the_pure_ones_and_says_so():
    data = answer("atlas", "seed/collective-action/alike")
    assert (data["concept"], data["pure_alone"]) == ("pure-nash", True)
    assert [row["play"].split()[0] for row in data["equilibria"]] == ["act", "harden", "wait"]
    assert data["equilibria"][0]["strategies"] == [{"act": "1"}] * 4
    assert "mixed strategies are not listed" in ask("atlas", "seed/collective-action/alike").out


def test_what_has_no_formulas_is_told_in_a_line():
    found = ask("atlas", "seed/trade-restriction/unseen", "--concept", "subgame-perfect")
    assert (found.status, found.out) == (2, "")
    assert "formulas" in found.err


def test_formulas_that_there_is_no_time_for_are_status_three():
    for words in (["atlas", NOISY], ["thresholds", "seed/trade-restriction"]):
        found = ask(*words, "--budget", "0")
        assert (found.status, found.out) == (3, "")
        assert "the budget ended before" in found.err
        assert ask(*words, "--budget", "60").status == 0

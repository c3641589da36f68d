"""Gambit's strategic games."""

from fractions import Fraction

import pytest

from gametheory_paradox.errors import ModelSyntaxError
from gametheory_paradox.models.files import read_nfg

# The example of Gambit's manual: three strategies against two, in both variants.
PAYOFFS = """NFG 1 R "Selten (IJGT, 75), Figure 2, normal form"
{ "Player 1" "Player 2" } { 3 2 }

1 1 0 2 0 2 1 1 0 3 2 0
"""
OUTCOMES = """NFG 1 R "Selten (IJGT, 75), Figure 2, normal form" { "Player 1" "Player 2" }

{ { "1" "2" "3" }
{ "1" "2" }
}

{
{ "" 1, 1 }
{ "" 0, 2 }
{ "" 0, 2 }
{ "" 1, 1 }
{ "" 0, 3 }
{ "" 2, 0 }
}
1 2 3 4 5 6
"""


@pytest.mark.parametrize("text", [PAYOFFS, OUTCOMES], ids=["payoffs", "outcomes"])
def test_the_manuals_example_the_first_players_strategy_changes_fastest(text):
    game = read_nfg(text, "s.nfg").at()
    assert game.title == "Selten (IJGT, 75), Figure 2, normal form"
    assert game.players == ("Player 1", "Player 2")
    assert game.actions == (("1", "2", "3"), ("1", "2"))
    assert game.matrix("Player 1") == ((1, 1), (0, 0), (0, 2))
    assert game.matrix("Player 2") == ((1, 1), (2, 3), (2, 0))


def test_three_players():
    numbers = " ".join(f"{n} {-n} 0" for n in range(8))
    game = read_nfg(f'NFG 1 D "" {{ "A" "B" "C" }} {{ 2 2 2 }} "a comment" {numbers}').at()
    assert game.payoff("A", {"A": "2", "B": "1", "C": "1"}) == 1
    assert game.payoff("A", {"A": "1", "B": "2", "C": "1"}) == 2
    assert game.payoff("A", {"A": "1", "B": "1", "C": "2"}) == 4


def test_numbers_are_exact_and_outcome_zero_pays_nothing():
    game = read_nfg('NFG 1 R "x" { "A" } { 3 } 0.1 -1/3 2.5e-3').at()
    assert [cell[0] for cell in game.payoffs] == [Fraction(1, 10), Fraction(-1, 3), Fraction(1, 400)]
    game = read_nfg('NFG 1 R "x" { "A" } { { "u" "v" } } { { "win" 5 } } 0 1').at()
    assert [cell[0] for cell in game.payoffs] == [0, 5]


@pytest.mark.parametrize(
    ("labels", "actions"),
    [
        ('{ "u" "v" }', ("u", "v")),
        ('{ "u" "" }', ("1", "2")),
        ('{ "u" "u" }', ("1", "2")),
        ('{ "say \\"hi\\"" "v" }', ('say "hi"', "v")),
        ("2", ("1", "2")),
    ],
)
def test_names_of_strategies(labels, actions):
    assert read_nfg(f'NFG 1 R "x" {{ "A" }} {{ {labels} }} 1 2').form.actions == (actions,)


def test_names_of_players():
    assert read_nfg('NFG 1 R "x" { "" "B" } { 1 1 } 1 2').players == ("1", "2")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "expected NFG"),
        ("EFG 2 R", 1, "expected NFG"),
        ('NFG 2 R "x"', 1, "expected the version, 1, got '2'"),
        ('NFG 1 X "x"', 1, "expected R or D, got 'X'"),
        ("NFG 1 R x", 1, "expected the title in quotation marks"),
        ('NFG 1 R "x', 1, "without a closing"),
        ('NFG 1 R "x" { } { }', 1, "at least one player"),
        (
            'NFG 1 R "x" { "R" "C" } { 2 2 }\n\n1 1 1',
            3,
            "expected 8 payoffs, for 4 cells and 2 players; a number, got the end",
        ),
        ('NFG 1 R "x" { "R" "C" } { 2 2 }\n\n1 1 1 1 1 1 1 one', 3, "got 'one'"),
        (
            'NFG 1 R "x" { "R" "C" } { 2 2 }\n\n1 1 1 1 1 1 1 1 1',
            3,
            "expected the end of the file after 4 cells",
        ),
        ('NFG 1 R "x" { "R" "C" } { 2 0 }', 1, "at least one strategy of C"),
        ('NFG 1 R "x" { "R" "C" } { 2 }', 1, "the number of strategies of C"),
        ('NFG 1 R "x" { "R" "C" } { 2 2 2 }', 1, "expected } after the strategies of 2 players"),
        ('NFG 1 R "x" { "R" "C" } { 99999 99999 } 1', 1, "at most 1,000,000 payoffs"),
        ('NFG 1 R "x" { "R" } { 9999999 } 1', 1, "at most 1,000,000 strategies"),
        ('NFG 1 R "x" { "R" } { { "u" } } { { "o" 1 } } 2', 1, "an outcome number from 0 to 1"),
        ('NFG 1 R "x" { "R" } { { "u" } } { { "o" 1 2 } } 1', 1, "expected } after 1 payoffs"),
        ('NFG 1 R "x" { "R" } { { "u" } } { { "o" 1 } }', 1, "1 outcome numbers, one per cell, got the end"),
        ('NFG 1 R "x" { "R" } { 1 } nan', 1, "got 'nan'"),
        ('NFG 1 R "x" { "R" } { 1 } 1/0', 1, "got '1/0'"),
    ],
)
def test_refused(text, line, words):
    with pytest.raises(ModelSyntaxError) as caught:
        read_nfg(text, "g.nfg")
    assert words in caught.value.message
    assert (caught.value.file, caught.value.line) == ("g.nfg", line)
    assert caught.value.column is not None

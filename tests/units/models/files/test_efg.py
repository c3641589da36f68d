from fractions import Fraction

import pytest

from gametheory_paradox.errors import ModelSyntaxError
from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.models.files import read_efg, write_efg

ENTRY = """EFG 2 R "entry" { "E" "I" }
""
p "" 1 1 "" { "in" "out" } 0
p "" 2 1 "" { "fight" "yield" } 0
t "" 1 "" { -1, -1 }
t "" 2 "" { 1, 1 }
t "" 3 "" { 0, 2 }
"""

POKER = """EFG 2 R "poker" { "Alice" "Bob" } "after Myerson"
c "" 1 "deal" { "King" 1/2 "Queen" 0.5 } 1 "ante" { -1 -1 }
p "" 1 1 "King" { "Raise" "Fold" } 0
p "" 2 1 "Bob" { "Meet" "Pass" } 0
t "" 2 "big" { 3, -1 }
t "" 3 "small" { 2, 0 }
t "" 4 "lost" { 0, 2 }
p "" 1 2 "Queen" { "Raise" "Fold" } 0
p "" 2 1 0
t "" 5 "big loss" { -1, 3 }
t "" 3
t "" 4
"""


def test_sets_without_names_are_called_by_their_numbers():
    form = read_efg(ENTRY).form
    assert [(s.player, s.name, s.actions) for s in form.information_sets] == [
        ("E", "1:1", ("in", "out")),
        ("I", "2:1", ("fight", "yield")),
    ]


def test_outcomes_on_the_way_add_up_and_later_mentions_refer_back():
    game = read_efg(POKER).at()
    ends = {game.history(place): end.payoffs for place, end in game.terminals()}
    assert ends["King", "Raise", "Meet"] == (2, -2)
    assert ends["Queen", "Raise", "Meet"] == (-2, 2)
    assert ends["King", "Raise", "Pass"] == ends["Queen", "Raise", "Pass"] == (1, -1)
    assert ends["Queen", "Fold"] == (-1, 1)
    assert game.members[
        game.information_sets.index(next(s for s in game.information_sets if s.player == "Bob"))
    ] == (2, 7)
    assert game.nodes[0].probabilities == (Fraction(1, 2), Fraction(1, 2))


def test_a_name_that_two_sets_share_is_replaced_by_numbers():
    twice = ENTRY.replace('p "" 2 1 ""', 'p "" 1 2 "same"').replace('p "" 1 1 ""', 'p "" 1 1 "same"')
    assert [s.name for s in read_efg(twice).form.information_sets] == ["1:1", "1:2"]


def test_repeated_action_names_become_numbers():
    form = read_efg(ENTRY.replace('"fight" "yield"', '"x" "x"')).form
    assert form.information_sets[1].actions == ("1", "2")


def test_what_is_written_reads_back():
    tree = Chance(
        {
            'a "quoted" name': ("1/3", Move("P", "left", {"x": (1, 0), "y": (Fraction(-2, 7), 5)})),
            "back\\slash": (
                "2/3",
                Move("Q", "right", {"x": Move("P", "left", {"x": (0, 0), "y": (3, 3)}), "z": (0, 1)}),
            ),
        }
    )
    game = ExtensiveForm.from_tree(["P", "Q"], tree, title="odd names")
    again = read_efg(write_efg(game)).at()
    assert again == game
    assert again.title == "odd names"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("EFG 2", "EFG 3"), "expected the version, 2, got '3'"),
        (('t "" 3 "" { 0, 2 }\n', ""), "expected a node: c, p or t, got the end of the file"),
        (("{ 0, 2 }", "{ 0 }"), "expected the payoff of I, got '}'"),
        (("{ 0, 2 }\n", '{ 0, 2 }\nt "" 4 "" { 1 1 }\n'), "expected the end of the file after the last node"),
        (('p "" 2 1', 'p "" 3 1'), "expected a player from 1 to 2, got '3'"),
        (
            ('p "" 2 1 "" { "fight" "yield" } 0', 'p "" 2 1 "" 0'),
            "expected the actions of player 2's information set 1",
        ),
        (('t "" 3 "" { 0, 2 }', 't "" 9'), "expected the payoffs of outcome 9 in braces"),
        (("{ -1, -1 }", "{ -1, nan }"), "expected the payoff of I, got 'nan'"),
        (('p "" 2 1 ""', 'p "" 1 1 ""'), "the actions of player 1's information set 1: in, out"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_its_place(change, complaint):
    with pytest.raises(ModelSyntaxError, match=complaint) as found:
        read_efg(ENTRY.replace(*change), "entry.efg")
    assert found.value.file == "entry.efg"
    assert found.value.line


def test_a_path_that_meets_a_set_twice_is_refused():
    again = ENTRY.replace('p "" 2 1 "" { "fight" "yield" } 0', 'p "" 1 1 0')
    with pytest.raises(ModelSyntaxError, match="comes to the information set '1:1' twice on one path"):
        read_efg(again)


def test_probabilities_that_do_not_sum_to_one_are_refused_with_their_sum():
    with pytest.raises(ModelSyntaxError, match="sum to 5/6, not to 1"):
        read_efg(POKER.replace('"Queen" 0.5', '"Queen" 1/3'))


def test_a_deep_tree_meets_no_limit():
    depth = 2_000
    moves = "".join(f'p "" {1 + k % 2} {k} "" {{ "on" "off" }} 0\n' for k in range(depth))
    text = f'EFG 2 R "deep" {{ "A" "B" }}\n{moves}' + 't "" 1 "" { 1 2 }\n' * (depth + 1)
    assert len(read_efg(text).form.nodes) == 2 * depth + 1


def rounded(*odds):
    """A move of chance as OpenSpiel writes it: decimals, blanks, no comment under the title."""
    move = " ".join(f'"{n}" {p}' for n, p in enumerate(odds))
    ends = "\n".join(f' t "" {n} "" {{ {n}.0 -{n}.0 }}' for n in range(1, len(odds) + 1))
    return f'EFG 2 R "coin()" {{ "Pl0" "Pl1" }} \nc "" 1 "" {{ {move}  }} 0\n{ends}\n'


@pytest.mark.parametrize(
    ("odds", "read"),
    [
        (["0.3333333333333333"] * 3, [Fraction(1, 3)] * 3),
        (["0.3333333333333333", "0.6666666666666666"], [Fraction(1, 3), Fraction(2, 3)]),
        (["0.1666666667"] * 3 + ["0.5"], [Fraction(1, 6)] * 3 + [Fraction(1, 2)]),
        (["0.142857"] * 7, [Fraction(1, 7)] * 7),
        (["0.5000000000000000", "0.5000000000000000"], [Fraction(1, 2)] * 2),
        (["0.3333333333", "0.6666666667"], [Fraction(3333333333, 10**10), Fraction(6666666667, 10**10)]),
    ],
)
def test_rounded_probabilities_are_fractions_where_they_miss_one(odds, read):
    family = read_efg(rounded(*odds))
    assert list(family.at().nodes[0].probabilities) == read
    changed = [word for word, p in zip(odds, read, strict=True) if Fraction(word) != p]
    assert bool(family.about) == bool(changed)
    assert all(word in family.about for word in changed)


@pytest.mark.parametrize("odds", [["0.33"] * 3, ["0.3333333333333333"] * 2, ["0.3", "0.6"], ["2/3", "1/4"]])
def test_probabilities_that_miss_one_by_more_than_their_rounding_are_refused(odds):
    with pytest.raises(ModelSyntaxError, match="probabilities"):
        read_efg(rounded(*odds))

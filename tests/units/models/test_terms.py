"""Terms added to a family: who receives them where, and what is refused."""

from fractions import Fraction

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.models import Term, family_from_table, family_from_tree, parse_formula, with_terms
from gametheory_paradox.models.terms import drawn, names_of

PARAMETERS = {"x": (0, 9, 2)}


def tree():
    """Chance draws two things at once; then A, who does not see them, moves."""
    moves = {
        outcome: Move("A", "blind", {"go": (0, 0), "stay": (1, "x")})
        for outcome in ("rain, wind", "sun, wind", "sun")
    }
    odds = dict(zip(moves, ("1/4", "1/4", "1/2"), strict=True))
    return family_from_tree(["A", "B"], Chance({o: (odds[o], move) for o, move in moves.items()}), PARAMETERS)


def payoffs(family):
    return {
        family.form.history(at): tuple(p.text() for p in end.payoffs) for at, end in family.form.terminals()
    }


def test_an_outcome_counts_as_each_part_of_its_name():
    assert names_of("rain, wind") == ("rain", "wind", "rain, wind")
    assert names_of("rain") == ("rain",)
    assert names_of("rain,wind") == ("rain,wind",)
    assert names_of(", ") == (", ",)
    assert drawn("a, b", ["A"]) == {("chance", "a"), ("chance", "b"), ("chance", "a, b")}
    assert drawn("a, b", ["chance"]) == frozenset()


def test_terms_are_received_where_all_their_moves_were_made():
    terms = [
        ("A", "x", {"chance": "wind"}),
        ("A", 10, {"chance": "sun, wind", "A": "go"}),
        ("B", Fraction(1, 2), [("chance", "sun"), ("chance", "wind")]),
        ("B", parse_formula("x^2", ["x"]), {}, "always"),
    ]
    family = with_terms(tree(), terms)
    assert payoffs(family) == {
        ("rain, wind", "go"): ("x", "x^2"),
        ("rain, wind", "stay"): ("x + 1", "x^2 + x"),
        ("sun, wind", "go"): ("x + 10", "x^2 + 1/2"),
        ("sun, wind", "stay"): ("x + 1", "x^2 + x + 1/2"),
        ("sun", "go"): ("0", "x^2"),
        ("sun", "stay"): ("1", "x^2 + x"),
    }
    assert family.terms[2] == Term("B", parse_formula("1/2", []), (("chance", "sun"), ("chance", "wind")))
    assert family.terms[3].meaning == "always"


def test_terms_are_added_to_those_there_are():
    once = with_terms(tree(), [("A", 1, {})])
    twice = with_terms(once, [Term("A", parse_formula("x", ["x"]), (("A", "go"),))])
    assert twice == with_terms(tree(), [*once.terms, ("A", "x", {"A": "go"})])
    assert len(twice.terms) == 2


def test_terms_of_a_table():
    table = family_from_table(
        ["R", "C"], [["a", "b"], ["c", "d"]], [[(0, 0), (0, 0)], [(0, 0), (1, 1)]], PARAMETERS
    )
    game = with_terms(table, [("R", "x", {"R": "b", "C": "d"}), ("C", -1, {"R": "a"})]).at()
    assert game.payoffs == ((0, -1), (0, -1), (0, 0), (3, 1))


@pytest.mark.parametrize(
    ("term", "message"),
    [
        (("Q", 1, {}), "a term is received by 'Q', who is not a player; there are A, B"),
        (("A", 1, {"Bb": "go"}), "a term depends on 'Bb', who makes no move here; did you mean 'B'?"),
        (("A", 1, {"B": "go"}), "a term depends on 'go', which is not an action of 'B'; there are none"),
        (
            ("A", 1, {"A": "goo"}),
            "a term depends on 'goo', which is not an action of 'A'; did you mean 'go'?",
        ),
        (
            ("A", 1, {"chance": "winds"}),
            "a term depends on 'winds', which is not an outcome of chance; did you mean 'wind'?",
        ),
        (("A", "y", {}), "term 1: 'y' is not a known name"),
        (("A", None, {}), "term 1: expected a number"),
        (("A", 1), "term 1: expected (player, value, when), then a meaning and an account if there are any"),
        ("A", "term 1: expected (player, value, when)"),
        (("A", 1, "go"), "term 1: expected moves as {player: action}"),
        (("A", 1, ["go"]), "term 1: expected moves as {player: action}"),
        (("A", 1, {"A": 3}), "term 1: expected moves as {player: action}"),
        ((3, 1, {}), "a term is received by '3', who is not a player"),
    ],
)
def test_terms_that_make_no_sense_are_refused(term, message):
    with pytest.raises(InvalidGame) as caught:
        with_terms(tree(), [term])
    assert str(caught.value).startswith(message)


def test_nothing_is_drawn_in_a_table():
    table = family_from_table(["R"], [["a"]], [(0,)], {})
    with pytest.raises(InvalidGame, match="'chance', who makes no move here; there are R"):
        with_terms(table, [("R", 1, {"chance": "rain"})])

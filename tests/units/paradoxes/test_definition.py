"""What definitions share: requests, details and gaps."""

from fractions import Fraction

import pytest

from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.claims.equilibria.selection import SELECTION_RULES
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games import NormalForm
from gametheory_paradox.paradoxes.definition import names_of, request_for, text_of
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.definition import gap_between
from gametheory_paradox.paradoxes.option import OptionParadox
from gametheory_paradox.paradoxes.question import QUANTIFIERS

GAME = NormalForm.from_tables(["A", "B"], [["a", "b"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]])
TRAP = DEFINITIONS["dominance-trap"]
ASKED = {
    "concept": "nash",
    "quantifier": "best",
    "mover": "A",
    "details": {"action": "a", "coalition": ["A", "B"]},
}


def test_a_request_is_told_as_data():
    request = request_for(GAME, TRAP, **ASKED)
    assert request.to_data() == {"paradox": "dominance-trap", **ASKED}


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"quantifier": "most"}, "there is no quantifier 'most'; there are strong, best, worst, possible"),
        ({"mover": "C"}, "'C' is not a player; the players are A, B"),
        ({"details": {"action": "a"}}, "dominance-trap asks for action, coalition; got action"),
        ({"details": {}}, "dominance-trap asks for action, coalition; got nothing"),
        (
            {"details": {**ASKED["details"], "at": []}},
            "dominance-trap asks for action, coalition; got action, coalition, at",
        ),
    ],
)
def test_a_request_says_what_is_asked_and_no_more(change, complaint):
    with pytest.raises(InvalidGame, match=complaint):
        request_for(GAME, TRAP, **{**ASKED, **change})


@pytest.mark.parametrize("value", [None, 1, ["a"], {}, True])
def test_texts_are_texts(value):
    assert text_of({"name": "a"}, "name") == "a"
    with pytest.raises(InvalidGame, match="name: expected text, got"):
        text_of({"name": value}, "name")


@pytest.mark.parametrize("value", [None, "ab", 1, {"a": 1}, ["a", 1], ["a", "a"], ("a", "b")])
def test_names_are_a_list_of_different_texts(value):
    assert names_of({"names": ["a", "b"]}, "names") == ("a", "b")
    assert names_of({"names": []}, "names") == ()
    with pytest.raises(InvalidGame, match="names: expected a list of different names, got"):
        names_of({"names": value}, "names")


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_gaps_are_differences_of_the_ends_that_the_quantifier_compares(quantifier):
    sets = [
        PayoffSet(tuple(map(Fraction, values)), infinite=False)
        for values in ((0,), (2,), (0, 5), (1, 4), (3, 9))
    ]
    for before in sets:
        for after in sets:
            every = [[b - a for a in after.values] for b in before.values]
            inner, outer = {
                "strong": (min, min),
                "best": (min, max),
                "worst": (max, min),
                "possible": (max, max),
            }[quantifier]
            assert gap_between(before, after, quantifier) == outer(map(inner, every))
            assert OptionParadox(quantifier, after, before, matters=True).gap == outer(map(inner, every))


@pytest.mark.parametrize("rule", SELECTION_RULES)
def test_the_gap_between_payoffs_that_a_rule_selects_is_their_difference(rule):
    five, three = (PayoffSet((Fraction(value),), infinite=False) for value in (5, 3))
    assert gap_between(five, three, rule) == 2
    assert OptionParadox(rule, five, three, matters=True).gap == -2

"""Thresholds: the inequalities under which a paradox is present."""

from fractions import Fraction

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import family_from_table, family_from_tree
from gametheory_paradox.games import Move
from gametheory_paradox.regions import thresholds

TRADE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}


def cases_of(found):
    """Each case as the set of its inequalities."""
    return {frozenset(map(str, case)) for case in found.present.cases}


def test_trade_restriction():
    found = thresholds(catalog.load("seed/trade-restriction"), **TRADE)
    assert cases_of(found) == {frozenset({"r_C > c + h", "r_N > c + h", "d + l > k", "V + c + h > r_N"})}
    assert str(found.open) == "never"
    assert found.table().note == ""
    text = str(found)
    assert "strong paradox" in text
    assert "d + l > k" in text


def test_the_control_never_has_it():
    found = thresholds(catalog.load("seed/trade-restriction/control"), **TRADE)
    assert str(found.present) == "never"
    assert "never" in str(found)


def test_myersons_restraint():
    found = thresholds(catalog.load("literature/myerson-2007/restraint"), mover="Coercer", action="punish", at="after compliance")
    assert cases_of(found) == {frozenset({"d > k", "V > r_N"})}  # r_C, r_N > 0 go without saying in the declared ranges


def test_preempt_or_deter_taken_from_one_and_from_both():
    family = catalog.load("literature/sandler-2003/preempt-or-deter")
    alone = thresholds(family, mover="A", action="deter")
    both = thresholds(family, mover="A", action="deter", coalition=["A", "B"])
    for point, expected in (({"B": 4, "c": 6, "b": 6, "C": 4}, True), ({"B": 8, "c": 3, "b": 9, "C": 1}, None)):
        where = {name: Fraction(value) for name, value in point.items()}
        for found, ask in ((alone, {}), (both, {"coalition": ["A", "B"]})):
            said = any(all(i.polynomial.value(where) > 0 for i in case) for case in found.present.cases)
            truth = detect(family.at(point), mover="A", action="deter", **ask).name
            assert said == (truth == "present")
            assert expected is None or not ask or said == expected


@pytest.mark.parametrize(
    ("quantifier", "expected"), [("strong", "a > 3"), ("best", "a > 3"), ("worst", "a > 1"), ("possible", "a > 1")]
)
def test_quantifiers_of_a_table_with_several_equilibria(quantifier, expected):
    """With t R gets 3 or 1 (two strict equilibria, and a third in between); without it a."""
    payoffs = [[(3, 1), (0, 0)], [(0, 0), (1, 1)], [("-9", 2), ("-9", 1)]]
    family = family_from_table(["R", "C"], [["t", "m", "b"], ["l", "r"]], payoffs, {"a": (0, 5, 2)})
    found = thresholds(family, mover="R", action="b", quantifier=quantifier)
    assert str(found.present) == "never"  # b is never used, and nothing changes without it


def test_where_nothing_is_claimed_is_noted():
    family = family_from_table(["R", "C"], [["t", "m", "b"], ["l"]], [[("a", 0)], [("a", 1)], [(0, 0)]], {"a": (1, 2, 1)})
    found = thresholds(family, mover="R", action="b")
    assert str(found.open) == "always"
    assert found.table().note == "nothing is claimed where always"


def test_a_paradox_everywhere():
    tree = Move(
        "A",
        "start",
        {"x": Move("B", "later", {"p": (-2, "a"), "q": (-1, 0)}), "y": Move("B", "other", {"p": (-3, 2), "q": (0, 1)})},
    )
    family = family_from_tree(["A", "B"], tree, {"a": (3, 4, 3)})
    found = thresholds(family, mover="A", action="y")
    assert str(found.present) == "never"
    assert found.question.quantifier == "strong"


def test_requests_that_make_no_sense_are_refused():
    family = catalog.load("seed/trade-restriction")
    with pytest.raises(InvalidGame, match="there is no detector for 'peace'"):
        thresholds(family, "peace", **TRADE)
    with pytest.raises(InvalidGame, match="Pakistan has no information set 'nowhere'"):
        thresholds(family, **{**TRADE, "at": "nowhere"})
    with pytest.raises(Unsupported, match="not for nash"):
        thresholds(family, concept="nash", **TRADE)

"""One word for payoff and security together."""

from dataclasses import replace
from fractions import Fraction

import pytest

import gametheory_paradox as gp
from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.detectors.assessment import WORDS, Assessment, assess
from gametheory_paradox.families import family_from_table, with_accounts

PAKISTAN = {"mover": "Pakistan", "action": "restrict"}
MOVED = {1: (0, 1), -1: (0, -1), 0: (2, 2)}


def half(before, after):
    return tuple(PayoffSet((Fraction(value),), infinite=False) for value in (before, after))


@pytest.mark.parametrize(("moves", "word"), WORDS.items())
def test_each_pair_of_directions_has_its_word(moves, word):
    payoff, security = (half(*MOVED[move]) for move in moves)
    assert Assessment(payoff, security).word == word
    assert Assessment(payoff, security).to_data() == word


def test_what_is_not_settled_has_ranges_instead():
    wide = PayoffSet((Fraction(-1), Fraction(3)), infinite=True), PayoffSet((Fraction(0),), infinite=False)
    found = Assessment(half(0, 15), wide)
    assert found.word is None
    assert found.to_data() == {
        "payoff": {"without": ["0", "0"], "with": ["15", "15"]},
        "security": {"without": ["-1", "3"], "with": ["0", "0"]},
    }
    assert (
        str(found)
        == "payoff 0 to 0 without and 15 to 15 with it; security -1 to 3 without and 0 to 0 with it"
    )
    assert Assessment(half(0, 1), None).to_data()["security"] is None


def test_closing_the_border_pays_and_costs_security_whichever_half_is_asked():
    family = gp.load("seed/trade-restriction")
    for measure in ("payoff", "security"):
        found = assess(family, **PAKISTAN, measure=measure)
        assert found.to_data() == "pays, costs security"
        verdict = replace(gp.detect(family, **PAKISTAN, measure=measure), assessment=found)
        assert verdict.to_data()["assessment"] == "pays, costs security"
        assert "pays, costs security" in str(verdict)
    assert assess(family, **PAKISTAN, values={"r_N": 40}).word == "changes nothing"


def test_a_lone_decider_is_assessed_though_a_theorem_answers_about_the_payoff():
    bare = family_from_table(["P"], [["close", "open"]], [["15 + x"], [0]], {"x": (0, 5, 0)})
    family = with_accounts(bare, {"security": {"meaning": "harm", "values": {"P": ["-17", 0]}}})
    found = gp.detect(family, mover="P", action="close").name, assess(family, mover="P", action="close").word
    assert found == ("impossible", "pays, costs security")


def test_without_an_account_of_security_there_is_no_word():
    bare = family_from_table(["P"], [["close", "open"]], [["15 + x"], [0]], {"x": (0, 5, 0)})
    asked = {"mover": "P", "action": "close"}
    assert assess(bare, **asked) is None
    assert assess(bare.at(), **asked) is None
    assert gp.detect(bare, **asked).to_data()["assessment"] is None
    assert (
        assess(with_accounts(bare, {"trade": {"meaning": "goods", "values": {"P": ["-17", 0]}}}), **asked)
        is None
    )

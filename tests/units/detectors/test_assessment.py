"""One word for payoff and security together, each half proved."""

from dataclasses import replace

import pytest
from witnesses.many_players import first_probability, point_of, root_of_one_half

import gametheory_paradox as gp
from gametheory_paradox.detectors import Absent, assess, direction
from gametheory_paradox.detectors.verdict import WORDS
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.models import family_from_table, with_accounts
from gametheory_paradox.paradoxes.option import OptionParadox

PAKISTAN = {"mover": "Pakistan", "action": "restrict"}
ASKED = {"mover": "L", "action": "a"}
WITH = {1: 5, -1: 2, 0: 3}  # what L gets with its first action; without it 3


def leader(paid, safe):
    """L against F: (a, c) is played with the action a, else (b, d), where L gets 3 and security is 0."""
    rows = [[(paid, 1), (4, 0)], [(1, 0), ("3 + x - x", 2)]]
    bare = family_from_table(["L", "F"], [["a", "b"], ["c", "d"]], rows, {"x": (0, 5, 0)})
    return with_accounts(bare, {"security": {"meaning": "harm", "values": {"L": [safe, 9, 9, 0]}}})


def alone():
    """One who decides alone, gains payoff by closing and loses security."""
    bare = family_from_table(["P"], [["close", "open"]], [["15 + x"], [0]], {"x": (0, 5, 0)})
    return with_accounts(bare, {"security": {"meaning": "harm", "values": {"P": ["-17", 0]}}})


@pytest.mark.parametrize(("moves", "word"), WORDS.items())
def test_each_pair_of_directions_has_its_word_and_each_half_its_certificate(moves, word):
    payoff, security = moves
    found = assess(leader(WITH[payoff], security), **ASKED)
    assert (found.word, found.to_data(), str(found)) == (word, word, word)
    for half, move in zip(found.halves.values(), moves, strict=True):
        checked = gp.verify(half.certificate)
        assert checked.verdict == ("present" if move < 0 else "absent")
        assert half.certificate.to_data()["quantifier"] == "strong"
    data = found.halves_to_data()
    assert data["payoff"]["ranges"] == {"without": ["3", "3"], "with": [str(WITH[payoff])] * 2}
    assert data["security"]["ranges"] == {"without": ["0", "0"], "with": [str(security)] * 2}
    assert [own.certificate.to_data()["measure"] for own in found.halves.values()] == ["payoff", "security"]


def test_what_is_not_settled_has_ranges_instead():
    battle = [[(2, 1), (0, 0)], [(0, 0), ("1 + x - x", 2)]]
    bare = family_from_table(["A", "B"], [["b", "f"], ["b", "f"]], battle, {"x": (0, 1, 0)})
    family = with_accounts(bare, {"security": {"meaning": "quiet", "values": {"A": [-1, 0, 0, 3]}}})
    found = assess(family, mover="A", action="b")
    assert found.word is None
    assert found.to_data() == {
        "payoff": {"without": ["1", "1"], "with": ["2/3", "2"]},
        "security": {"without": ["3", "3"], "with": ["-1", "3"]},
    }
    assert str(found).endswith("security 3 to 3 without and -1 to 3 with it")


def test_what_is_not_known_says_why():
    found = assess(leader(5, 1), **ASKED, budget=0)
    assert found.word is None
    assert found.to_data() == {"payoff": None, "security": None}
    assert found.halves_to_data()["security"] == {"ranges": None, "certificate": None}
    assert "payoff not known (" in str(found)


def test_payoffs_that_are_not_told_apart_have_no_direction():
    # √½, as the probability of two players' first actions: no polynomial shows that they are one.
    game = root_of_one_half()
    point = point_of(game)
    with_, without = (PayoffSet((first_probability(point, who),), infinite=False) for who in (0, 1))
    question = gp.Question("option", mover="Ann", action="a0")
    half = Absent(game, question, "", OptionParadox("strong", with_, without, matters=False))
    assert direction(half) is None
    assert direction(replace(half, comparison=replace(half.comparison, without_action=with_))) == 0


def test_closing_the_border_pays_and_costs_security_whichever_half_is_asked():
    family = gp.load("seed/trade-restriction")
    for measure in ("payoff", "security"):
        found = assess(family, **PAKISTAN, measure=measure)
        assert found.to_data() == "pays, costs security"
        verdict = replace(gp.detect(family, **PAKISTAN, measure=measure), assessment=found)
        assert verdict.to_data()["assessment"] == "pays, costs security"
        assert "pays, costs security" in str(verdict)
        assert assess(family, **PAKISTAN, measure=measure, quantifier="worst").word == found.word
    assert assess(family, **PAKISTAN, values={"r_N": 40}).word == "changes nothing"


def test_a_lone_decider_is_assessed_though_a_theorem_answers_about_the_payoff():
    asked = {"mover": "P", "action": "close"}
    found = gp.detect(alone(), **asked).name, assess(alone(), **asked)
    assert (found[0], found[1].word) == ("impossible", "pays, costs security")
    assert [gp.verify(half.certificate).verdict for half in found[1].halves.values()] == ["absent", "present"]


def test_a_game_that_carries_security_is_assessed_like_its_family():
    game = alone().measured("security").at()
    assert assess(game, mover="P", action="close", measure="security").word == "pays, costs security"


def test_the_part_of_a_third_party_does_not_change_what_the_option_does():
    family = gp.load("seed/third-party-expansion")
    asked = {"mover": "Pakistan", "action": "coerce"}
    through = assess(family, "third-party", **asked, third="IS-K", target="Taliban")
    assert through.to_data() == assess(family, **asked).to_data()


def test_without_an_account_of_security_there_is_no_word():
    bare = family_from_table(["P"], [["close", "open"]], [["15 + x"], [0]], {"x": (0, 5, 0)})
    asked = {"mover": "P", "action": "close"}
    assert assess(bare, **asked) is None
    assert assess(bare.at(), **asked) is None
    assert gp.detect(bare, **asked).to_data()["assessment"] is None
    trade = with_accounts(bare, {"trade": {"meaning": "goods", "values": {"P": ["-17", 0]}}})
    assert assess(trade, **asked) is None

"""Parts that definitions share: whom a question fits, details, and gaps."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.paradoxes.definition import check_applies, gap_between
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.option import OptionParadox
from gametheory_paradox.paradoxes.question import (
    ASKS,
    MEASURES,
    QUANTIFIERS,
    SELECTION_RULES,
    Question,
    text_of,
)

GAME = NormalForm.from_tables(["A", "B"], [["a", "b"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]])
SECURED = replace(GAME, payoffs=tuple((*cell, *cell) for cell in GAME.payoffs), measure="security")
SAID = {
    "action": "a",
    "at": "here",
    "coalition": ["A", "B"],
    "third": "B",
    "target": "B",
    "parameter": "x",
    "low": 0,
    "high": 1,
    "benchmark": 3,
    "model": GAME,
    "inaction": "a",
    "instead": "b",
    "held": "nobody",
    "parts": [["x"], ["y"]],
}


def asked(paradox, **changes):
    needs, _ = ASKS[paradox]
    return Question(paradox, mover="A", **{name: SAID[name] for name in needs}).but(**changes)


def test_every_paradox_that_can_be_asked_about_is_defined_and_conversely():
    assert list(DEFINITIONS) == list(ASKS)
    for name, row in DEFINITIONS.items():
        assert row.name == name
        assert row.says
        assert (row.variants is None) == (row.claim is None) == (name == "null-coercion")


@pytest.mark.parametrize("paradox", ASKS)
def test_a_question_fits_players_quantifiers_and_numbers_of_actions(paradox):
    row = DEFINITIONS[paradox]
    game = SECURED if paradox in MEASURES else GAME
    check_applies(row, asked(paradox), game)
    with pytest.raises(InvalidGame, match="'C' is not a player; the players are A, B"):
        check_applies(row, asked(paradox, mover="C"), game)
    selected = asked(paradox, quantifier="risk-dominant")
    if row.selecting:
        check_applies(row, selected, game)
    else:
        with pytest.raises(
            Unsupported, match=f"does not apply to the {paradox} paradox; those that do are strong"
        ):
            check_applies(row, selected, game)
    if "action" not in (*ASKS[paradox][0], *ASKS[paradox][1]):
        return
    several = asked(paradox, action=["a", "b"])
    if row.several:
        check_applies(row, several, game)
    else:
        with pytest.raises(InvalidGame, match=f"the {paradox} paradox is about one action; got a, b"):
            check_applies(row, several, game)


def test_what_is_not_stated_over_parameters_says_why():
    refused = [name for name, row in DEFINITIONS.items() if isinstance(row.stated, str)]
    assert refused == ["realized", "misperception"]
    for name in refused:
        with pytest.raises(
            Unsupported, match=f"are not offered for the {name} paradox .*; ask detect at a point"
        ):
            _ = DEFINITIONS[name].parametric


@pytest.mark.parametrize("value", [["a"], {"a": 1}, GAME])
def test_texts_are_texts(value):
    assert text_of(asked("third-party"), "third") == "B"
    with pytest.raises(InvalidGame, match="target: expected text, got"):
        text_of(asked("third-party").but(target=value), "target")
    with pytest.raises(InvalidGame, match="parameter: expected text, got None"):
        text_of(asked("third-party"), "parameter")


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

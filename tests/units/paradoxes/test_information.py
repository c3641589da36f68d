"""Information backfire: the informed game, and what is no gain of information."""

import sys
from fractions import Fraction

import pytest

from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.paradoxes.information import InformationBackfire
from gametheory_paradox.paradoxes.question import QUANTIFIERS


def guess(right):
    return Move("A", "blind", {"heads": (int(right == "h"), 0), "tails": (int(right == "t"), 0)})


COIN = ExtensiveForm.from_tree(["A", "B"], Chance({side: ("1/2", guess(side)) for side in "ht"}))
PARTS = [["h"], ["t"]]


def twice(side):
    later = {bet: Move("A", f"after {bet}", {"more": (1, 0), "less": (0, 0)}) for bet in ("yes", "no")}
    return Move("A", "blind", later)


FORGETFUL = ExtensiveForm.from_tree(["A", "B"], Chance({side: ("1/2", twice(side)) for side in "ht"}))


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_a_lone_decision_maker_gains(quantifier, monkeypatch):
    request = {"mover": "A", "at": "blind", "parts": PARTS, "quantifier": quantifier}
    assert detect(COIN, "information", **request).name == "impossible"
    monkeypatch.setattr(sys.modules["gametheory_paradox.detectors.at_point"], "rail_for", lambda *_: None)
    found = detect(COIN, "information", **request)
    assert found.name == "absent"
    assert (found.comparison.uninformed.values[-1], found.comparison.informed.values) == (
        Fraction(1, 2),
        (1,),
    )
    assert found.comparison.gap == -Fraction(1, 2)


def test_the_definition():
    low, high = (PayoffSet((Fraction(n),), infinite=False) for n in (1, 2))
    for quantifier in QUANTIFIERS:
        assert InformationBackfire(quantifier, high, low).holds()
        assert not InformationBackfire(quantifier, low, high).holds()
        assert not InformationBackfire(quantifier, low, low).holds()


def test_who_would_forget_what_it_was_told_is_refused():
    with pytest.raises(Unsupported):
        detect(FORGETFUL, "information", mover="A", at="blind", parts=PARTS)


@pytest.mark.parametrize(
    ("request_", "complaint"),
    [
        ({"parts": [["h"]]}, "into exactly one of two or more"),
        ({"parts": "ht"}, "parts: expected for each part a list of histories"),
        ({"parts": ["h", "t"]}, "parts: expected for each part a list of histories"),
        ({"parts": [["h", "h"], ["t"]]}, "expected a list of different names"),
        ({"parts": [[1], [2]]}, "expected a list of different names"),
        ({"at": "seen"}, "A has no information set 'seen'; it has 'blind'"),
        ({"at": ["blind", "seen"]}, "information is asked about one information set; got blind, seen"),
        ({"mover": "B"}, "B has no information set 'blind'; it has none"),
        ({"mover": "C"}, "'C' is not a player"),
    ],
)
def test_requests_that_make_no_sense(request_, complaint):
    with pytest.raises(InvalidGame, match=complaint):
        detect(COIN, "information", **{"mover": "A", "at": "blind", "parts": PARTS, **request_})


def test_tables_show_nothing_of_what_is_seen():
    with pytest.raises(Unsupported, match="what a player sees is written in a tree; this is a table"):
        detect(
            NormalForm.from_tables(["A"], [["a", "b"]], [1, 2]), "information", mover="A", at="x", parts=PARTS
        )

"""Comparative statics: what raises a payoff, and which games can be compared."""

from fractions import Fraction

import pytest
from witnesses.stochastic_games import VACUUM

from gametheory_paradox.certificates import verify
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import thresholds
from gametheory_paradox.models import family_from_table, family_from_tree
from gametheory_paradox.models.files import read_model
from gametheory_paradox.paradoxes.comparative_statics import ComparativeStatics, raises
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import Question

DEFINITION = DEFINITIONS["comparative-statics"]


def table(*first, second=(0, 0, 0, 0)):
    return NormalForm(
        ("A", "B"),
        (("a", "b"), ("c", "d")),
        tuple((Fraction(x), Fraction(y)) for x, y in zip(first, second, strict=True)),
    )


def tree(odds, *ends, outcomes="ht"):
    below = [Move("A", f"after {n}", {"l": (end, 0), "r": (0, end)}) for n, end in enumerate(ends)]
    moves = {name: (p, move) for name, p, move in zip(outcomes, odds, below, strict=True)}
    return ExtensiveForm.from_tree(["A", "B"], Chance(moves))


def test_nowhere_lower_and_somewhere_higher():
    assert raises(table(1, 2, 3, 4), table(1, 2, 3, 5), "A")
    assert not raises(table(1, 2, 3, 4), table(1, 2, 3, 4), "A")
    assert not raises(table(1, 2, 3, 4), table(9, 9, 9, 3), "A")
    assert raises(table(1, 2, 3, 4), table(2, 2, 3, 4, second=(-9, 9, 0, 0)), "A")
    assert not raises(table(1, 2, 3, 4), table(2, 2, 3, 4, second=(-9, 9, 0, 0)), "B")


def test_in_trees_at_every_end_and_with_the_same_chance():
    assert raises(tree(("1/2", "1/2"), 1, 2), tree(("1/2", "1/2"), 1, 3), "A")
    assert not raises(tree(("1/2", "1/2"), 1, 2), tree(("1/3", "2/3"), 1, 3), "A")
    assert not raises(tree(("1/2", "1/2"), 1, 2), tree(("1/3", "2/3"), 1, 2), "A")


def test_without_a_rise_there_is_no_paradox_whatever_the_gap():
    low, high = (PayoffSet((Fraction(n),), infinite=False) for n in (1, 2))
    assert ComparativeStatics("strong", high, low, raises=True).holds()
    assert not ComparativeStatics("strong", high, low, raises=False).holds()
    assert not ComparativeStatics("strong", low, high, raises=True).holds()


def test_both_games_follow_from_the_form_in_which_the_parameter_is_left():
    family = family_from_table(
        ["A", "B"],
        [["a", "b"]] * 2,
        [[("1 + x", 1), (3, 0)], [(0, "3/x"), (2, "y")]],
        {"x": (1, 9, 2), "y": (0, 9, 5)},
    )
    question = Question("comparative-statics", mover="A", parameter="x", low=1, high=3)
    games = DEFINITION.variants(family.fix({"y": Fraction(5)}), question)
    assert games == {"lower": family.at(x=1, y=5), "higher": family.at(x=3, y=5)}
    found = detect(family, question)
    assert found.game == family.at(x=1)
    data = found.certificate.to_data()
    assert verify(data).verdict == found.name
    for low, high in (("2", "3"), ("1", "2"), ("0", "3"), (1, "3"), (None, "3")):  # at 0 it is not defined
        with pytest.raises(CertificateRejected):
            verify({**data, "details": {**data["details"], "low": low, "high": high}})
    with pytest.raises(CertificateRejected):  # another parameter than the one that is left
        verify({**data, "details": {**data["details"], "parameter": "y"}})


def test_another_chance_is_a_parameter_effect_and_no_other_game():
    kind, unkind = (tree(odds, 5, 1) for odds in (("1/4", "3/4"), ("3/4", "1/4")))
    assert not raises(kind, unkind, "A")
    chance = {
        "h": ("1 - x", Move("A", "after h", {"l": (5, 0)})),
        "t": ("x", Move("A", "after t", {"l": (1, 0)})),
    }
    family = family_from_tree(["A", "B"], Chance(chance), {"x": (0, 1, 0)})
    found = detect(family, "comparative-statics", mover="A", parameter="x", low="1/4", high="3/4")
    assert (found.name, found.comparison.gap, found.comparison.raises) == ("absent", 2, False)
    assert verify(found.certificate).verdict == "absent"


def arming():
    """Two who both gain b by coercing, and then lose the third with odds that hang on e, as in VACUUM."""
    return read_model(VACUUM)


@pytest.mark.parametrize(
    ("values", "high", "name", "gap"),
    [
        ({}, "6/5", "present", Fraction(320, 59) - Fraction(5, 26)),
        ({}, "3", "absent", Fraction(320, 59) - Fraction(115, 13)),
        ({"e": 0}, "6/5", "absent", None),
    ],
)
def test_over_time_a_higher_gain_may_lower_what_both_get(values, high, name, gap):
    family = arming()
    fixed = {key: Fraction(value) for key, value in values.items()}
    ends = {"low": "1/2", "high": high}
    found = detect(family, "comparative-statics", mover="One", parameter="b", values=fixed, **ends)
    lower, higher = (solve(family.at({**fixed, "b": ends[end]})) for end in ("low", "high"))
    assert [own.completeness.status for own in (lower, higher)] == ["proved", "proved"]
    least, most = min(p[0] for p in lower.payoffs), max(p[0] for p in higher.payoffs)
    assert (found.name, found.gap) == (name, least - most)
    assert gap is None or found.gap == gap
    assert verify(found.certificate).verdict == name


def test_over_time_patience_and_odds_are_parameter_effects():
    for parameter, low, high in (("delta", "1/2", "9/10"), ("q", "1/10", "0")):
        found = detect(arming(), "comparative-statics", mover="One", parameter=parameter, low=low, high=high)
        assert (found.name, found.comparison.raises) == ("absent", False)
        assert verify(found.certificate).verdict == "absent"


def test_over_time_thresholds_say_what_detect_says():
    family = arming()
    request = {"mover": "One", "parameter": "b", "low": "1/2", "high": "6/5"}
    found = thresholds(family, "comparative-statics", values={"q": "1/50", "delta": "9/10"}, **request)
    told = set()
    for e in ("1/50", "1/20", "1/10", "3/20"):
        for u in (1, 3):
            point = {**family.baseline, "e": Fraction(e), "u": Fraction(u)}
            said = detect(family, "comparative-statics", values={"e": e, "u": u}, **request).name
            if not holds_at(found.open.statement, point):
                assert holds_at(found.present.statement, point) == (said == "present")
                told.add(said)
    assert told == {"present", "absent"}

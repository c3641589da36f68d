"""Changed certificates of maps of other paradoxes: refused, or still true."""

from collections import Counter
from fractions import Fraction
from functools import cache
from random import Random

import pytest
from laws.both_checkers import verified
from laws.tampering import GONE, changed, changes
from witnesses.certificates import paradox_maps
from witnesses.formulas import unfactored
from witnesses.sampling import cases

from gametheory_paradox.certificates import verify
from gametheory_paradox.certificates.regions import MAP
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import formula_from_data, game_from_data
from gametheory_paradox.forms.formulas.family_branches import branches_of
from gametheory_paradox.paradoxes.definition import ParametricComparison
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import QUESTION_FIELDS, Question


@cache
def every_change(name):
    return list(changes(paradox_maps()[name]))


def sampled(data, random, size=40):
    """At how many random points of the box a certificate's statement holds, fails, or is left open."""
    values = {name: Fraction(value) for name, value in data["values"].items()}
    form = game_from_data(data["game"], formula_from_data).map(lambda formula: formula.at(values))
    offered = DEFINITIONS[data["paradox"]].parametric
    question = Question.from_data({name: data[name] for name in QUESTION_FIELDS})
    found = {name: branches_of(game, unfactored) for name, game in offered.variants(form, question).items()}
    claim, exception = offered.statement(
        ParametricComparison(form, question, found, unfactored, Fraction(data["least"]))
    )
    told = Counter()
    for _ in range(size):
        point = {
            name: Fraction(low) + (Fraction(high) - Fraction(low)) * Fraction(random.randrange(1, 9973), 9973)
            for name, (low, high) in data["box"].items()
        }
        told[None if holds_at(exception, point) is not False else holds_at(claim, point)] += 1
    return told


def is_about_true(data, random):
    """Whether the proved shares fit what random points say, as far as so few of them tell."""
    told, size = sampled(data, random), 40
    low, high = Fraction(data["present"][0]), Fraction(data["present"][1])
    slack = Fraction(2, 5)
    return low - slack <= Fraction(told[True], size) and Fraction(told[True], size) <= high + slack


def outcome(data, random):
    try:
        verified(data)
    except CertificateRejected:
        return "refused"
    return "true" if is_about_true(data, random) else "false"


@cases(16, 8000)
def test_a_map_of_another_paradox_with_anything_changed_is_refused_or_true(count):
    random, found, fields = Random(count), Counter(), set()
    for _ in range(count):
        name = random.choice(list(paradox_maps()))
        change = random.choice(every_change(name))
        result = outcome(changed(paradox_maps()[name], change), random)
        assert result in ("refused", "true"), f"{name}: {change}"
        found[result] += 1
        if result == "refused":
            fields.add(change[0][:1])
    assert found["refused"] > 3 * found["true"] > 0
    assert {"game", "details", "proof"} <= {field for field, *_ in filter(None, fields)}


@pytest.mark.parametrize("name", list(paradox_maps()))
def test_no_field_can_be_left_out_or_added_and_no_share_be_another(name):
    data = paradox_maps()[name]
    random = Random(1)
    assert set(data) == set(MAP)
    assert outcome(data, random) == "true"
    for where in (
        [(field,) for field in data]
        + [("proof", p) for p in data["proof"]]
        + [("details", d) for d in data["details"]]
    ):
        assert outcome(changed(data, (where, GONE)), random) == "refused"
    for where in ((), ("proof",), ("details",), ("game",)):
        assert outcome(changed(data, ((*where, "note"), [])), random) == "refused"
    assert outcome({**data, "kind": "verdict"}, random) == "refused"
    assert outcome({**data, "paradox": "option"}, random) == "refused"
    assert outcome({**data, "least": "-1"}, random) == "refused"
    low, high = (Fraction(p) for p in data["present"])
    for present in (
        [low + Fraction(1, 9), high],
        [low, high - Fraction(1, 9)],
        [high, low] if low < high else [low, 2],
    ):
        assert outcome({**data, "present": [str(p) for p in present]}, random) == "refused"
    for other in paradox_maps().values():
        if other["paradox"] != data["paradox"]:
            assert outcome({**data, "details": other["details"]}, random) == "refused"


def test_a_value_for_the_parameter_that_changes_is_refused():
    for name in ("weapons", "fine, best"):
        data = paradox_maps()[name]
        parameter = data["details"]["parameter"]
        with pytest.raises(CertificateRejected):
            verify({**data, "values": {**data["values"], parameter: "3"}})


def test_other_levels_of_the_penalty_are_another_claim():
    data = paradox_maps()["fine, best"]
    assert data["present"] == ["1", "1"]
    wider = {**data, "box": {**data["box"], "p": ["1/2", "12"], "p'": ["1/2", "12"]}}
    with pytest.raises(CertificateRejected):  # below g = 1 the penalty does not frighten anybody
        verify(wider)

"""Exclusions: signs that polynomials never have together, and statements that they settle."""

from fractions import Fraction

import pytest
from hypothesis import strategies as st
from witnesses.formulas import boxes, points, polynomials
from witnesses.sampling import always, cases

from gametheory_paradox.certificates.exclusion_data import exclusions_in
from gametheory_paradox.claims.parameters.cells import check_cutting
from gametheory_paradox.claims.parameters.exclusions import Part, excludes, settled, some_excluded
from gametheory_paradox.claims.parameters.logic import Sign, every, negation, some
from gametheory_paradox.conditions.exclusion_search import MOST_ENTRIES, exclusion_of, part_excluded
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games.written_formulas import polynomial_to_data
from gametheory_paradox.polynomials import Polynomial

x, y = (Polynomial.variable(name) for name in "xy")
ONE = Polynomial.constant(1)
UNIT = dict.fromkeys("xy", (Fraction(0), Fraction(1)))


@pytest.mark.parametrize(
    ("exclusion", "expected"),
    [
        ([(x - ONE, 1, ONE)], True),  # nowhere above 1
        ([(x, -1, ONE)], True),
        ([(x, 1, ONE)], False),
        ([(x - y, 1, ONE), (x - y, -1, ONE)], True),  # zero throughout is not positive
        ([(x * y - x, 1, ONE)], True),
        ([(x - y, 1, -ONE)], False),  # a multiplier must be positive
        ([(x - ONE, 1, Polynomial())], False),
        ([(x - ONE, 1, x - ONE)], False),
        ([], False),
    ],
)
def test_what_excludes(exclusion, expected):
    assert excludes(tuple(Part(*part) for part in exclusion), UNIT) is expected


def test_a_product_needs_a_multiplier_that_is_no_number():
    apart = {x * y - x * x - Polynomial.constant(Fraction(1, 10)): 1, x - y: 1}
    found = exclusion_of(apart, UNIT)
    assert found is not None
    assert excludes(found, UNIT)
    assert any(not part.multiplier.is_constant for part in found)
    assert part_excluded({**apart, x + y: 1}, Feasibility(UNIT)) is not None  # two of the three


def sign(polynomial, positive=True):
    return Sign((polynomial,), positive)


def test_a_statement_is_settled_where_the_signs_that_deny_it_are_excluded():
    never = some_excluded([(Part(x, 1, ONE), Part(y, -1, ONE))])
    claim = some([sign(x, False), sign(y)])
    assert settled(claim, False, never)[0] is True
    assert settled(negation(claim), False, never)[0] is False
    assert settled(claim, False, False)[0] is None
    assert settled(claim, sign(x), never)[0] is None  # open where x > 0
    assert settled(claim, every([sign(x), sign(y, False)]), never)[0] is True  # open nowhere
    assert settled(some([every([sign(x), sign(y)]), negation(every([sign(x), sign(y)]))]), False, False)[0]
    assert settled(claim, False, never, most=1) == (None, 1)


@cases(12, 4000)
def test_no_point_has_signs_that_are_excluded(count):
    met = {True: 0, False: 0}

    @always(count, st.lists(polynomials(), min_size=1, max_size=3, unique=True), boxes(), st.data())
    def law(drawn, box, data):
        signs = {p: data.draw(st.sampled_from([1, -1])) for p in drawn if p}
        found = exclusion_of(signs, box) if signs else None
        met[found is not None] += 1
        if found is None:
            return
        assert excludes(found, box)
        point = data.draw(points(box))
        if all(low < point[name] < high for name, (low, high) in box.items()):
            assert not all(p.value(point) * sign > 0 for p, sign in signs.items())

    assert min(met.values()) > count / 20


@cases(40, 2000)
def test_floating_point_rules_out_no_multipliers_that_exist(count):
    met = {"shown": 0, "ruled out": 0}

    @always(count, st.lists(polynomials(), min_size=1, max_size=3, unique=True), boxes(), st.data())
    def law(drawn, box, data):
        signs = {p: data.draw(st.sampled_from([1, -1])) for p in drawn if p}
        feasible = Feasibility(box)
        numbers = [n * sign for n, sign in zip(feasible.numbers(list(signs)), signs.values(), strict=True)]
        if not signs:
            return
        shown, may_do = exclusion_of(signs, box), feasible.multipliers_may_do(numbers, MOST_ENTRIES)
        assert may_do or shown is None
        met["shown"] += shown is not None
        met["ruled out"] += not may_do

    assert min(met.values()) > count / 20


@pytest.mark.parametrize("positive", ["false", 0, 1, None, []])
def test_the_sign_of_a_certificate_is_true_or_false(positive):
    polynomial, multiplier = polynomial_to_data(x), polynomial_to_data(ONE)
    assert exclusions_in([[[polynomial, False, multiplier]]], UNIT)
    with pytest.raises(CertificateRejected, match="true or false"):
        exclusions_in([[[polynomial, positive, multiplier]]], UNIT)


def test_patterns_of_signs_are_counted_over_all_cells(monkeypatch):
    both, half = every([sign(x), sign(y)]), Polynomial.constant(Fraction(1, 2))
    claim = some(
        [every([sign(x - half), sign(y - half)]), negation(every([sign(x - half), sign(y - half)])), both]
    )
    assert check_cutting(claim, False, UNIT, "&", False).present == 1
    monkeypatch.setattr("gametheory_paradox.claims.parameters.cells.MOST_PATTERNS_IN_ALL", 0)
    with pytest.raises(CertificateRejected, match="patterns of signs are not tried"):
        check_cutting(claim, False, UNIT, "&", False)

"""Exclusions: signs that polynomials never have together, and statements that they settle."""

from fractions import Fraction

import pytest
from hypothesis import strategies as st
from witnesses.formulas import boxes, points, polynomials
from witnesses.sampling import always, cases

from gametheory_paradox.certificates.regions import exclusions_in
from gametheory_paradox.conditions.exclusion_search import exclusion_of, part_excluded
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.conditions.proofs.cells import check_under
from gametheory_paradox.conditions.proofs.exclusions import Part, excludes, settled, some_excluded
from gametheory_paradox.conditions.proofs.signs import bernstein_coefficients
from gametheory_paradox.conditions.proofs.statements import Sign, every, negation, some
from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.forms.records import polynomial_to_data
from gametheory_paradox.forms.solvers.linear_program import linear_program, maximize
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
    found = exclusion_of(apart, Feasibility(UNIT))
    assert found is not None
    assert excludes(found, UNIT)
    assert any(not part.multiplier.is_constant for part in found)
    assert part_excluded({**apart, x + y: 1}, Feasibility(UNIT)) is not None  # two of the three


def test_a_range_that_is_one_number_has_no_distances():
    z = Polynomial.variable("z")
    box = {**UNIT, "z": (Fraction(1), Fraction(1))}
    apart = {x * y * z * z - x * x - Polynomial.constant(Fraction(1, 10)): 1, x - y: 1}
    assert exclusion_of(apart, Feasibility(box)) is not None


@pytest.mark.parametrize("power", [1, 2])
def test_ranges_beyond_floating_point_are_refused(power):
    box = {"x": (Fraction(0), Fraction(10) ** (320 // power))}
    with pytest.raises(Unsupported, match=r"ranges in which numbers reach 10\^320 are too wide"):
        Feasibility(box).numbers([x**power - ONE])


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
        found = exclusion_of(signs, Feasibility(box)) if signs else None
        met[found is not None] += 1
        if found is None:
            return
        assert excludes(found, box)
        point = data.draw(points(box))
        if all(low < point[name] < high for name, (low, high) in box.items()):
            assert not all(p.value(point) * sign > 0 for p, sign in signs.items())

    assert min(met.values()) > count / 20


def numbers_exclude(signs, box):
    """Nonnegative numbers, not all zero, times the polynomials have a sum without positive coefficient."""
    names = sorted({name for polynomial in signs for name in polynomial.names})
    degrees = tuple(max(p.degree(name) for p in signs) for name in names)
    ends = {name: box[name] for name in names}
    rows = [
        [sign * Fraction(entry, scale) for entry in entries]
        for p, sign in signs.items()
        for entries, scale in [bernstein_coefficients(p, ends, degrees)]
    ]
    ones = [1] * len(rows)
    bounds = [(column, "<=", 0) for column in zip(*rows, strict=True)]
    return maximize(linear_program(ones, [*bounds, (ones, "<=", 1)])).value > 0


@cases(60, 2000)
def test_what_numbers_exclude_is_found(count):
    met = {True: 0, False: 0}

    @always(count, st.lists(polynomials(), min_size=1, max_size=3, unique=True), boxes(), st.data())
    def law(drawn, box, data):
        signs = {p: data.draw(st.sampled_from([1, -1])) for p in drawn if p}
        if not signs or any(low == high for low, high in box.values()):
            return
        excluded = numbers_exclude(signs, box)
        met[excluded] += 1
        assert not excluded or exclusion_of(signs, Feasibility(box)) is not None

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
    assert check_under(claim, False, UNIT, "&", False).present == 1
    assert check_under(claim, False, UNIT, "0&&", False).present == 1
    monkeypatch.setattr("gametheory_paradox.conditions.proofs.cells.MOST_PATTERNS_IN_ALL", 0)
    with pytest.raises(CertificateRejected, match="patterns of signs are not tried"):
        check_under(claim, False, UNIT, "0&&", False)

"""Forms in two variables: their signs and roots from end to end."""

from fractions import Fraction
from random import Random

import pytest
from witnesses.sampling import ordinarily

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.exact.proofs.algebraic import (
    MOST_DEGREE,
    has_no_root,
    holds_in_one_interval,
    sign_changes,
    times,
    value,
    without_root,
)


def plain(form, t):
    """The value at a part of the way, by powers."""
    degree = len(form) - 1
    return sum(c * (1 - t) ** (degree - k) * t**k for k, c in enumerate(form))


def product(*forms):
    found = (1,)
    for form in forms:
        found = times(found, form)
    return found


def test_values_and_products_are_those_of_the_polynomials():
    random = Random(1)
    for _ in range(50):
        first, second = (tuple(random.randint(-9, 9) for _ in range(random.randint(1, 5))) for _ in range(2))
        t = Fraction(random.randint(0, 7), 7)
        scaled = value(first, *t.as_integer_ratio())
        assert scaled == plain(first, t) * t.denominator ** (len(first) - 1)
        assert plain(times(first, second), t) == plain(first, t) * plain(second, t)


def test_a_near_miss_has_no_root_and_a_double_root_is_one():
    near, double = (9, -12, 5), (9, -12, 4)  # (3s - 2t)² + t², and without the t²
    assert sign_changes(near) == 2
    assert has_no_root(near)
    assert has_no_root(tuple(-c for c in near))
    assert not has_no_root(double)
    assert without_root(double, 3, 5) in ((1,), (9,))
    assert (
        without_root(product(double, near), 3, 5)[0] * 5 == 9 * without_root(product(double, near), 3, 5)[2]
    )
    assert has_no_root(without_root(product(double, near), 3, 5))


def test_roots_at_the_ends_count():
    for form in ((0, 1), (1, 0), (0, 1, 1), (1, -1)):
        assert not has_no_root(form)
    assert without_root((0, 0, 1), 0, 1) in ((1,), (-1,))
    assert without_root((2, 0, 0), 1, 1) in ((2,), (-2,))
    assert without_root((1, 1), 1, 2) == (1, 1)  # no root there: unchanged


@pytest.mark.slow
def test_no_root_agrees_with_sampled_signs():
    random, fates, count = Random(2), [0, 0], ordinarily(21, 300)
    for _ in range(count):
        form = tuple(random.randint(-4, 9) for _ in range(random.randint(2, 6)))
        signs = {plain(form, Fraction(k, 200)) > 0 for k in range(201)}
        signs |= {plain(form, Fraction(k, 200)) >= 0 for k in range(201)}
        clear = has_no_root(form)
        fates[clear] += 1
        assert not clear or len(signs) == 1
    assert min(fates) > count / 6


def test_where_a_form_holds_is_an_interval_only_if_it_is_seen_to_be():
    assert all(map(holds_in_one_interval, [(1, -1), (-1, 1), (0, 1, -1), (1, 2), (0, -1), (-1, -2)]))
    assert not any(map(holds_in_one_interval, [(0, -1, 1), (1, -1, 0), (0, -1, 0), (1, -3, 1)]))


def test_high_degrees_are_refused():
    form = (1,) * (MOST_DEGREE + 1)
    with pytest.raises(CertificateRejected, match="degree"):
        times(form, (1, 1))

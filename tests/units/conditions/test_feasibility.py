"""Joint positivity of polynomials: never "no" at a point, and "no" where it takes a proof."""

from collections import Counter
from fractions import Fraction
from itertools import permutations
from random import Random

import numpy as np
import pytest
from hypothesis import strategies as st
from witnesses.formulas import boxes, points, polynomials
from witnesses.sampling import always, cases, ordinarily

from gametheory_paradox.conditions.feasibility import Feasibility, proves, relation_without_plus
from gametheory_paradox.conditions.joint_positivity import ScaledBox, alternative, gordan
from gametheory_paradox.polynomials import Polynomial

x, y, z = (Polynomial.variable(name) for name in "xyz")


def number(value):
    return Polynomial.constant(Fraction(value))


def may_be(parts, box):
    known = Feasibility(box)
    return known.together(known.numbers(parts))


def ranges(low, high, names="xyz"):
    return dict.fromkeys(names, (Fraction(low), Fraction(high)))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([x - number(4), number(4) - x**3], False),  # g > 4 and g³ < 4: monomials apart would allow it
        ([x - number(1), number(4) - x**3], True),
        ([x - y, y - z, z - x], False),  # they sum to zero
        ([x - y, y - z, x - z], True),
        ([x - number(6)], False),  # zero at the end of the range, positive nowhere
        ([number(6) - x], True),
        ([x * y + z - number("1/4"), number("1/4") - x * y * number(2) - z], False),  # zero where x * y is
        ([x * y - number(2), number(1) - x, number(1) - y], False),
        ([x * y - number(1), number(1) - x, number(1) - y], True),  # they touch inside the box: not decided
        ([x - number(5), y - number(5), number(9) - x - y], False),
        ([x - number(5), number("5.0001") - x], True),  # a narrow strip that no random point meets
        ([x - number(5), y - number("5.5"), number(11) - x - y], True),
    ],
)
def test_known_groups(parts, expected):
    assert may_be(parts, ranges("1/2", 6)) == expected


def test_signs_of_single_polynomials():
    box = ranges(0, 2)
    known = Feasibility(box)
    signs = [
        known.sign(n)
        for n in known.numbers([x + number(1), -x, x - number(1), x * x - x + number("1/2"), x * y])
    ]
    assert signs == [1, -1, None, 1, 1]


@cases(7, 4000)
def test_never_no_where_a_point_has_them_all(count):
    met = set()

    @always(
        count,
        st.lists(polynomials(("x", "y")), min_size=1, max_size=4),
        boxes(("x", "y")).flatmap(lambda box: st.tuples(st.just(box), points(box))),
    )
    def law(parts, drawn):
        box, point = drawn
        parts = [p for p in parts if p and not p.is_constant]
        signed = [p if p.value(point) > 0 else -p for p in parts if p.value(point)]
        assert may_be(signed, box)
        known = Feasibility(box)
        assert all(known.sign(n) != -1 for n in known.numbers(signed))
        if len(parts) > 1:
            met.add(may_be(parts, box))

    assert met == {True, False}


def test_what_was_ruled_out_once_rules_out_more_without_another_look():
    known = Feasibility(ranges("1/2", 6))
    core = known.numbers([x - y, y - z, z - x])
    assert not known.together(core)
    looked_at = known.effort
    assert not known.together([*core, *known.numbers([x - number(1)])])
    assert known.effort == looked_at


def test_multipliers_are_proved_exactly():
    box = ranges(0, 2)
    assert proves([0.3333333333, 0.6666666667], [x - y, (y - x) * number("1/2")], box)
    assert not proves([1.0, 1.0], [x, y], box)
    assert not proves([], [], box)
    assert relation_without_plus([x - y, y - x - number(1)])
    assert not relation_without_plus([x - y, y - x + number(1)])
    assert not relation_without_plus([x - y, x - y])  # opposite multipliers
    assert not relation_without_plus([x, y])


@pytest.mark.parametrize("seed", range(30))
def test_gordans_alternative(seed):
    random = np.random.default_rng(seed)
    matrix = random.normal(size=(random.integers(1, 7), random.integers(1, 30))) + random.normal() / 2
    multipliers, mixture = gordan(matrix)
    assert (multipliers.sum() > 0) != bool((matrix @ mixture > 0.5).all())
    assert (multipliers @ matrix <= 1e-8).all()
    assert (mixture >= 0).all()


def test_both_alternatives_occur_in_gordans():
    found = set()
    for seed in range(30):
        random = np.random.default_rng(seed)
        matrix = random.normal(size=(random.integers(1, 7), random.integers(1, 30))) + random.normal() / 2
        found.add(bool(gordan(matrix)[0].any()))
    assert found == {True, False}


def test_large_numbers_and_no_variables():
    box = ranges(0, Fraction(10) ** 40, "x")
    assert may_be([x - number(10**39)], box)
    assert may_be([number(10**400) * x - number(1)], box)
    assert not may_be([number(10**400) * x + number(1), -x], box)
    scaled = ScaledBox(box)
    assert alternative([scaled.terms(number(-1))], scaled).possible is not True


def test_differences_go_together_exactly_where_they_lead_nowhere_round():
    """Held against all orders of four variables, of one range; what leads round is kept as the reason."""
    random, names = Random(0), "wxyz"
    level = {name: Polynomial.variable(name) for name in names}
    seen, part = Counter(), ordinarily(9, 1)
    for _ in range(300 // part):
        pairs = [tuple(random.sample(names, 2)) for _ in range(random.randint(2, 6))]
        feasible = Feasibility(dict.fromkeys(names, (Fraction(0), Fraction(1))))
        numbers = feasible.numbers([level[a] - level[b] for a, b in pairs])
        orders = [{name: n for n, name in enumerate(order)} for order in permutations(names)]
        possible = any(all(place[a] > place[b] for a, b in pairs) for place in orders)
        assert feasible.together(numbers) == possible, pairs
        core = feasible.core(numbers)
        assert (core is None) == possible
        seen[possible, core is not None and len(core) < len({*numbers})] += 1
    assert min(seen[True, False], seen[False, True]) > 20 / part

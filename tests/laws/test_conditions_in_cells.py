"""Claims about conditions on mixtures hold at every point of a grid, by plain linear algebra.

Conditions are drawn, not taken from games: small numbers at tuples of vertices, so that many are zero at
borders and factor there.
"""

from collections import Counter
from contextlib import suppress
from fractions import Fraction
from itertools import combinations, permutations, product
from random import Random

import pytest
import sympy
from units.forms.tables.proofs.test_best_conditions import equation, inequality

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.exact.proofs.algebraic import value
from gametheory_paradox.forms.tables.proofs.condition_curves import Curve, UsedActions, projected
from gametheory_paradox.forms.tables.proofs.curved_pieces import hold_at
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell
from gametheory_paradox.forms.tables.solvers.curved_points import points_on_piece

PARTS = 6
PLACES = [Fraction(n, PARTS) for n in range(PARTS + 1)]


def drawn(random, players, sizes, kind):
    """A condition, sometimes a product of a factor in the last player's mixture and the rest."""
    count = 1
    for size in sizes:
        count *= size
    values = [random.randint(-3, 3) for _ in range(count)]
    if random.random() < 0.4:
        factor = [random.choice((0, 1, 1, 2)) for _ in range(sizes[-1])]
        values = [values[place // sizes[-1]] * factor[place % sizes[-1]] for place in range(count)]
    return kind(players, sizes, *values)


def at(condition, mixtures):
    """What a condition comes to at a point."""
    total = Fraction(0)
    for place, number in zip(product(*map(range, condition.sizes)), condition.values, strict=True):
        for player, vertex in zip(condition.players, place, strict=True):
            number *= mixtures[player][vertex]
        total += number
    return total


def holds(condition, mixtures):
    found = at(condition, mixtures)
    return found == 0 if condition.is_equation else found >= 0


def pure(size, vertex):
    return tuple(Fraction(v == vertex) for v in range(size))


def has_a_mixture(conditions, player, size, others):
    """Whether a player has a mixture that satisfies conditions: then one does at which enough are tight."""
    rows = [[at(own, {**others, player: pure(size, vertex)}) for vertex in range(size)] for own in conditions]
    tight = [*rows, *([int(v == w) for w in range(size)] for v in range(size))]
    for chosen in combinations(tight, size - 1):
        matrix = sympy.Matrix([[1] * size, *[[sympy.Rational(x) for x in row] for row in chosen]])
        if not matrix.det():
            continue
        weights = matrix.LUsolve(sympy.Matrix([1] + [0] * (size - 1)))
        sums = [sum(sympy.Rational(x) * w for x, w in zip(row, weights, strict=True)) for row in rows]
        fine = all(s == 0 if own.is_equation else s >= 0 for s, own in zip(sums, conditions, strict=True))
        if fine and min(weights) >= 0:
            return True
    return False


CASES = [pytest.param(150, id="some"), pytest.param(700, id="many", marks=pytest.mark.slow)]


@pytest.mark.parametrize("count", CASES)
def test_who_is_taken_out_has_a_mixture_just_where_the_rest_holds(count):
    random, seen = Random(31), Counter()
    for _ in range(count):
        size = random.choice((2, 2, 3))
        kinds = random.choice(((equation,), (inequality,), (inequality,) * 2, (equation, inequality)))
        conditions = [drawn(random, (0, 1), (size, 2), kind) for kind in kinds]
        truth = [has_a_mixture(conditions, 0, size, {1: (1 - t, t)}) for t in PLACES]
        for ends in permutations(range(size), 1 + (equation in kinds)):
            with suppress(CertificateRejected):
                left = projected(conditions, (0, *ends))
                told = [all(holds(own, {1: (1 - t, t)}) for own in left) for t in PLACES]
                assert told == truth, (conditions, ends)
                seen["some" if any(told) and not all(told) else "all"] += 1
                seen["equation"] += equation in kinds and not all(told)
    assert min(seen["all"], seen["some"], seen["equation"]) > count // 50


@pytest.mark.parametrize("count", CASES)
def test_between_two_there_is_a_mixture_just_where_forms_say_so(count):
    random, seen = Random(32), Counter()
    for _ in range(count):
        conditions = [drawn(random, (0, 1), (2, 2), inequality) for _ in range(random.choice((1, 2, 3)))]
        with suppress(CertificateRejected):
            curve = Curve.along(conditions, 0, [(1,)])
            truth = [has_a_mixture(conditions, 1, 2, {0: (1 - t, t)}) for t in PLACES]
            assert [curve.holds_at(*t.as_integer_ratio()) for t in PLACES] == truth, conditions
            assert not (curve.is_empty and any(truth))
            for t in PLACES:
                alone = curve.is_only(*t.as_integer_ratio())
                assert not (alone and any(truth[k] for k, other in enumerate(PLACES) if other != t))
                seen["alone"] += alone
                if curve.is_interval_with(*t.as_integer_ratio()):
                    points = points_on_piece((2, 2), conditions, (), (0, [(1,)], *t.as_integer_ratio()))
                    assert all(hold_at(conditions, point) for point in points)
                    seen["points"] += len(points)
            seen["some" if any(truth) and not all(truth) else "all" if all(truth) else "none"] += 1
    assert min(seen["some"], seen["all"], seen["none"], seen["alone"], seen["points"]) > count // 50


PURE, MIXED = ((1, 0), (0, 1)), ((2, 1), (1, 2))


@pytest.mark.parametrize("count", CASES)
def test_where_everything_is_used_nothing_holds_that_divided_conditions_exclude(count):
    """Three players; their vertices leave an action out or do not, equations determine their mixtures."""
    random, seen = Random(33), Counter()
    for _ in range(10 * count):
        simplices = tuple(random.choice((PURE, MIXED, (PURE[0], MIXED[1]))) for _ in range(3))
        conditions = [
            drawn(random, (0, 2), (2, 2), equation),
            drawn(random, (1, 2), (2, 2), equation),
            drawn(random, (0, 1), (2, 2), random.choice((equation, inequality))),
        ]
        players = tuple(who for who in range(3) if random.random() < 0.8)
        used = UsedActions(Cell(simplices, ()), players)
        for chain in ([(2, 0), (1, 1)], [(2, 0)], [(1, 2), (2, 0)]):
            with suppress(CertificateRejected):
                curve = Curve.along(used.conditions(conditions), 0, chain, used)
                plain = is_refused_or_open(conditions, chain)
                for point in used_everywhere(simplices, players, conditions):
                    assert not curve.is_empty, (simplices, players, conditions, point)
                    for form in curve.inequalities:
                        assert value(form, *point[0][1].as_integer_ratio()) >= 0
                    for form in curve.equations:
                        assert value(form, *point[0][1].as_integer_ratio()) == 0
                    for t in PLACES:
                        assert t == point[0][1] or not curve.is_only(*t.as_integer_ratio())
                    seen["points"] += 1
                seen["by division"] += curve.is_empty and plain
    assert seen["points"] > count // 5
    assert seen["by division"] > count // 5


def is_refused_or_open(conditions, chain):
    """True if nothing is excluded without division."""
    try:
        return not Curve.along(conditions, 0, chain).is_empty
    except CertificateRejected:
        return True


def used_everywhere(simplices, players, conditions):
    """Points of a grid at which conditions hold and these players use what their simplex does."""
    for places in product(PLACES, repeat=2):
        first = {0: (1 - places[0], places[0]), 1: (1 - places[1], places[1])}
        if not all(holds(own, first) for own in conditions if 2 not in own.players):
            continue
        for t in PLACES:
            point = {**first, 2: (1 - t, t)}
            if all(holds(own, point) for own in conditions) and all(
                sum(w * v[a] for w, v in zip(point[who], simplices[who], strict=True)) > 0
                for who in players
                for a in range(2)
            ):
                yield point

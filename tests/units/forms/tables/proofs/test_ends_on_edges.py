"""The ends of payoffs on pieces, at the knots of edges: held against points, grids and closed forms."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms.tables.proofs.condition_curves import Condition
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import ends_of
from gametheory_paradox.forms.tables.proofs.piece_ranges import PieceForms, ends_on_edges

PARTS = 24  # of an edge, on the grids


def forms(paid, conditions, sizes):
    """Payoffs and conditions on all players, by their values at tuples of vertices."""
    everybody = range(len(sizes))
    own = [Condition.of(everybody, sizes, tuple(row), is_equation) for row, is_equation in conditions]
    return PieceForms(Condition.of(everybody, sizes, tuple(paid), False), 1, own, sizes)


def at(values, sizes, point):
    total = Fraction(0)
    for place, value in zip(product(*map(range, sizes)), values, strict=True):
        odds = Fraction(value)
        for who, vertex in enumerate(place):
            odds *= point[who][vertex]
        total += odds
    return total


def grid(size, parts=PARTS):
    """Mixtures of some vertices."""
    for first in product(range(parts + 1), repeat=size - 1):
        if sum(first) <= parts:
            yield tuple(Fraction(k, parts) for k in (*first, parts - sum(first)))


def test_a_hyperbola():
    # 2yz >= 1, y + z: the least is √2, where the line touches the curve.
    found = forms([2, 1, 1, 0], [([1, -1, -1, -1], False)], (2, 2))
    low, high = ends_on_edges(found, [[0]])
    assert low.root_of == (-2, 0, 1)
    assert high == 2
    assert ends_on_edges(found, [[1]]) == (low, high)


def test_a_curve_that_an_equation_determines():
    # 2yz = 1: the same least, and at the ends of the curve 3/2.
    found = forms([2, 1, 1, 0], [([1, -1, -1, -1], True)], (2, 2))
    for chain in ([[0]], [[1]]):
        low, high = ends_on_edges(found, chain)
        assert (low.root_of, high) == ((-2, 0, 1), Fraction(3, 2))
    assert ends_on_edges(found, [[0], [1, 0]]) == (low, high)
    crossing = forms([2, 1, 1, 0], [([1, -1, -1, 1], True)], (2, 2))  # zero at a half, whatever the other
    with pytest.raises(CertificateRejected, match="do not determine"):
        ends_on_edges(crossing, [[0], [1, 0]])
    assert ends_on_edges(crossing, [[0]]) == (Fraction(1, 2), Fraction(3, 2))


def test_without_a_curve_corners_of_a_polygon():
    # One player's three weights a, b, c with a >= b and c <= 1/2.
    conditions = [([1, -1, 0], False), ([1, 1, -1], False)]
    assert ends_on_edges(forms([0, 6, 3], conditions, (3,)), []) == (0, Fraction(3, 1))
    assert ends_on_edges(forms([1, 1, 5], conditions, (3,)), []) == (1, 3)


def test_conditions_that_hang_together():
    twice = [([1, -1, 0], False)] * 2  # no corner of three vertices by both
    assert ends_on_edges(forms([0, 6, 3], twice, (3,)), []) == (0, 3)


SIZES = [(2, 2), (2, 3), (2, 2, 2), (2, 3, 2)]


def drawn(seed, sizes, count):
    """A game of conditions that name the first player and one other each."""
    random, number = Random(seed), 1
    for size in sizes:
        number *= size
    conditions = []
    for _ in range(count):
        other = random.randrange(1, len(sizes))
        table = {(a, b): random.randint(-3, 4) for a in range(sizes[0]) for b in range(sizes[other])}
        row = [table[place[0], place[other]] for place in product(*map(range, sizes))]
        conditions.append((row, False))
    return [random.randint(-5, 5) for _ in range(number)], conditions


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("seed", range(12))
def test_no_point_of_a_grid_is_beyond_and_some_come_near(sizes, seed):
    paid, conditions = drawn(seed, sizes, 2)
    parts = 12 if max(sizes) == 3 or len(sizes) == 3 else PARTS
    points = [
        point
        for point in product(*(grid(size, parts) for size in sizes))
        if all(at(row, sizes, point) >= 0 for row, _ in conditions)
    ]
    found = forms(paid, conditions, sizes)
    if not points:
        return  # empty, or too thin for the grid
    low, high = ends_on_edges(found, [[0]])
    seen = [at(paid, sizes, point) for point in points]
    assert ends_of(low)[0] <= min(seen)
    assert max(seen) <= ends_of(high)[1]

    # Near the ends there are points, as far as the grid and what may be cut off between its points allow.
    width = max(paid) - min(paid)
    assert min(seen) - ends_of(low)[1] <= Fraction(width, 2)
    assert ends_of(high)[0] - max(seen) <= Fraction(width, 2)


def test_the_grids_are_not_empty():
    met = 0
    for sizes, seed in product(SIZES, range(12)):
        _, conditions = drawn(seed, sizes, 2)
        met += any(
            all(at(row, sizes, point) >= 0 for row, _ in conditions)
            for point in product(*(grid(size, 4) for size in sizes))
        )
    assert met > 35


BAD = [
    ([], "names two free players"),
    ([[0], [1]], "do not determine"),
    ([[0], [1, 0]], "do not determine"),
    ([[0, 0]], "do not determine"),
    ([[0], [1, 9]], "not there"),
]


@pytest.mark.parametrize(("chain", "why"), BAD)
def test_chains_that_show_nothing(chain, why):
    found = forms([2, 1, 1, 0], [([1, -1, -1, -1], False)], (2, 2))
    with pytest.raises(CertificateRejected, match=why):
        ends_on_edges(found, chain)


@pytest.mark.parametrize("who", [0, 7])
def test_a_curve_goes_along_a_player_with_two_vertices_that_is_there(who):
    triangle = forms([0, 6, 3], [([1, -1, 0], False)], (3,))
    with pytest.raises(CertificateRejected):
        ends_on_edges(triangle, [[who]])
    alone = forms(range(6), [([1, -1, 0, 1, -1, 0], False)], (2, 3))
    with pytest.raises(CertificateRejected):
        ends_on_edges(alone, [[1 + who]])
    assert ends_on_edges(alone, [[0]]) == ends_on_edges(alone, []) == (0, 5)


def test_pieces_without_points_are_refused():
    with pytest.raises(CertificateRejected, match="no knot"):
        ends_on_edges(forms([0, 1], [([-1, -2], False)], (2,)), [[0]])


@pytest.mark.parametrize(("digits", "why"), [(1500, "which number"), (3000, "for their roots")])
def test_forms_that_are_too_long_are_refused(digits, why):
    long = 10**digits
    found = forms([2 * long + 1, long, long, 0], [([long, -long, 1 - long, -long], False)], (2, 2))
    with pytest.raises(CertificateRejected, match=why):
        ends_on_edges(found, [[0]])


def test_a_free_player_has_few_vertices():
    with pytest.raises(CertificateRejected, match="more vertices than three"):
        ends_on_edges(forms([0, 1, 2, 3], [([1, -1, 0, 0], False)], (4,)), [])
    row = [sign * (k + 1) for k, sign in enumerate((1, -1, 1, -1, 1, -1))]
    many = [([own * n for own in row], False) for n in range(1, 30)]
    with pytest.raises(CertificateRejected, match="edges"):
        ends_on_edges(forms(range(6), many, (2, 3)), [[0]])

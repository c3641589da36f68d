"""Signs excluded in coordinates: never those that some point has, and products of forms are seen."""

from fractions import Fraction
from random import Random

from gametheory_paradox.conditions.exclusion_search import exclusion_in_coordinates, part_excluded
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.conditions.proofs.exclusions import excludes
from gametheory_paradox.polynomials import Polynomial

NAMES = ("x", "y", "z")
BOX = {name: (Fraction(0), Fraction(4)) for name in NAMES}


def affine(random):
    terms = {((name, 1),): random.randint(-2, 2) for name in NAMES}
    return Polynomial({**terms, (): random.randint(-2, 2)})


def test_what_some_point_has_is_never_excluded():
    """Products of forms are curved, and among all signs that they may have many are excluded."""
    random, excluded, met = Random(7), 0, 0
    for _ in range(300):
        one, two, three = (affine(random) for _ in range(3))
        curved = one * two + three * Polynomial.constant(random.randint(0, 1))
        signs = {p: random.choice((1, -1)) for p in (one, two, curved) if p.total_degree}
        exclusion = exclusion_in_coordinates(signs, Feasibility(BOX))
        assert exclusion is None or excludes(exclusion, BOX)
        found = [part.polynomial for part in exclusion or ()]
        points = [{name: Fraction(random.randint(0, 16), 4) for name in NAMES} for _ in range(200)]
        have = any(all(p.value(point) * signs[p] > 0 for p in found or signs) for point in points)
        assert not (found and have)
        excluded += bool(found)
        met += have
    assert min(excluded, met) > 20


def test_a_product_of_forms_is_seen_where_multipliers_of_one_at_a_time_do_not_do():
    x, y, z = map(Polynomial.variable, NAMES)
    signs = {x - y: 1, z - x: 1, (x - y) * (z - x) + (z - x) * (z - x): -1}
    assert part_excluded(signs, Feasibility(BOX)) is None
    found = exclusion_in_coordinates(signs, Feasibility(BOX))
    assert {part.polynomial for part in found} == set(signs)
    assert [part.multiplier for part in found if isinstance(part.multiplier, str)]


def test_a_form_that_follows_from_the_others_is_no_coordinate():
    x, y, z = map(Polynomial.variable, NAMES)
    signs = {x - y: 1, y - z: 1, x - z: 1, (x - z) * (y - z): -1}
    assert len(exclusion_in_coordinates(signs, Feasibility(BOX))) == 3

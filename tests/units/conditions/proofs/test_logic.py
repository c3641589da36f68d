"""Statements over signs of polynomials, against truth tables and against arithmetic at points."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.formulas import unfactored
from witnesses.sampling import always, cases, seen

from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.conditions.proofs.statements import (
    Every,
    Sign,
    Some,
    atoms,
    every,
    negation,
    positive,
    primitive_part,
    simplify,
    some,
)
from gametheory_paradox.exact.factors import factor
from gametheory_paradox.polynomials import Polynomial

x, y = Polynomial.variable("x"), Polynomial.variable("y")
ONE = Polynomial.constant(1)
ATOMS = [x, y, x - y, x + y - ONE, x * x - y]
NUMBERS = [Fraction(n, 2) for n in range(-3, 4)] + [Fraction(n, 997) for n in (-100, 3, 500)]
POINTS = [{"x": a, "y": b} for a, b in product(NUMBERS, repeat=2)]


def split(polynomial):
    """Irreducible factors, with a constant so that they multiply to the polynomial."""
    constant, powers = factor(polynomial)
    return (Polynomial.constant(constant), *(part for part, power in powers for _ in range(power)))


def product_of(numbers, start):
    total = start
    for number in numbers:
        total = total * number
    return total


# A description is True, False, ("positive", constant, atoms), or ("every"/"some"/"not", descriptions).
signs = st.tuples(
    st.just("positive"),
    st.sampled_from([Fraction(2), Fraction(-1, 3)]),
    st.lists(st.sampled_from(ATOMS), max_size=3),
)
descriptions = st.recursive(
    st.one_of(signs, signs, signs, st.booleans()),
    lambda below: st.one_of(
        st.tuples(st.sampled_from(["every", "some"]), st.lists(below, max_size=3)),
        st.tuples(st.just("not"), st.lists(below, min_size=1, max_size=1)),
    ),
    max_leaves=8,
)


def built(description, factor_=unfactored, joined=False):
    """The statement of a description; ``joined`` multiplies the atoms of a sign before they are given."""
    if isinstance(description, bool):
        return description
    kind = description[0]
    if kind == "positive":
        _, constant, parts = description
        whole = (
            [product_of(parts, Polynomial.constant(constant))]
            if joined
            else [Polynomial.constant(constant), *parts]
        )
        return positive(whole, factor_)
    parts = [built(part, factor_, joined) for part in description[1]]
    return {"every": every, "some": some, "not": lambda inner: negation(inner[0])}[kind](parts)


def truth(description, signs_of):
    """What a description says when each atom has the given sign."""
    if isinstance(description, bool):
        return description
    kind = description[0]
    if kind == "positive":
        return product_of((signs_of[p] for p in description[2]), description[1]) > 0
    values = [truth(part, signs_of) for part in description[1]]
    return {"every": all, "some": any, "not": lambda inner: not inner[0]}[kind](values)


def assignments(polynomials):
    """Every way in which polynomials can be positive or negative."""
    return [dict(zip(polynomials, way, strict=True)) for way in product((1, -1), repeat=len(polynomials))]


@cases(40, 5000)
def test_a_statement_says_what_its_parts_say_under_every_choice_of_signs(count):
    canonical = {p: primitive_part(p) for p in ATOMS}

    @always(count, descriptions)
    def law(description):
        statement = built(description)
        for way in assignments(ATOMS):
            # The statement knows each atom up to a positive constant and a sign.
            known = {p: way[atom] * (1 if scale > 0 else -1) for atom, (scale, p) in canonical.items()}
            assert simplify(statement, known) is truth(description, way)
            assert simplify(negation(statement), known) is not truth(description, way)


@cases(33, 3000)
def test_simplifying_step_by_step_changes_nothing(count):
    @always(count, descriptions, st.sets(st.sampled_from(range(len(ATOMS)))))
    def law(description, first):
        statement = built(description)
        for way in assignments(atoms(statement)):
            some_ = {p: sign for n, (p, sign) in enumerate(way.items()) if n in first}
            partly = simplify(statement, some_)
            assert not set(some_) & set(atoms(partly))
            assert set(atoms(partly)) <= set(atoms(statement))
            assert simplify(partly, way) is simplify(statement, way)


@cases(28, 2000)
def test_at_a_point_a_statement_says_what_arithmetic_says(count):
    @always(count, descriptions, st.sampled_from(POINTS), st.sampled_from([unfactored, split]), st.booleans())
    def law(description, point, factor_, joined):
        statement = built(description, factor_, joined)
        values = {p: p.value(point) for p in ATOMS}
        found = holds_at(statement, point)
        if all(values.values()):
            assert found is truth(description, values)
        elif found is not None:  # decided whichever sign the polynomials that vanish are given
            ways = assignments([p for p, v in values.items() if not v])
            assert {truth(description, {**values, **way}) for way in ways} == {found}


@pytest.mark.slow
def test_statements_of_every_kind_are_built():
    found = seen(500, descriptions)(lambda description: type(built(description)))
    assert {bool, Sign, Every, Some} == set(found)


@cases(28, 2000)
def test_the_atoms_are_the_polynomials_on_which_the_statement_depends(count):
    @always(count, descriptions)
    def law(description):
        statement = built(description)
        found = atoms(statement)
        assert len(found) == len(set(found))
        assert {primitive_part(p)[1] for p in found} == set(found)
        assert isinstance(statement, bool) == (not found)


@pytest.mark.parametrize(
    ("polynomials", "expected"),
    [
        ([], True),
        ([ONE], True),
        ([-ONE], False),
        ([x - x], False),
        ([x, x - x], False),
        ([x], Sign((x,), True)),
        ([-x], Sign((x,), False)),
        ([x, x], True),
        ([x, -x], False),
        ([x, y, x, x], Sign((x, y), True)),
        ([y - x], Sign((x - y,), False)),
        (
            [x * Polynomial.constant(Fraction(2, 3)) - y * Polynomial.constant(Fraction(4, 3))],
            Sign((x - y - y,), True),
        ),
    ],
)
def test_positive(polynomials, expected):
    assert positive(polynomials, unfactored) == expected


def test_positive_splits_polynomials_with_the_given_factors():
    assert positive([(x - y) ** 2 * x], split) == Sign((x,), True)
    assert positive([y * y - x * x], split) == Sign((x - y, x + y), False)
    assert positive([(x - y) ** 2], unfactored) == Sign((-((x - y) ** 2),), False)  # the term x*y comes first


@pytest.mark.parametrize(
    ("polynomial", "constant", "primitive"),
    [
        (x + x, 2, x),
        (-x, -1, x),
        (y - x, -1, x - y),
        (
            x * Polynomial.constant(Fraction(2, 3)) - Polynomial.constant(Fraction(4, 9)),
            Fraction(-2, 9),
            None,
        ),
        (Polynomial.constant(-7), -7, ONE),
    ],
)
def test_primitive_part(polynomial, constant, primitive):
    found_constant, found = primitive_part(polynomial)
    assert found * Polynomial.constant(found_constant) == polynomial
    assert found_constant == constant
    assert all(v.denominator == 1 for v in found.terms.values())
    assert primitive is None or found == primitive


@cases(28, 1000)
def test_multiples_have_one_primitive_part(count):
    numbers = st.sampled_from([Fraction(n, d) for n in (-6, -1, 2, 9) for d in (1, 4, 5)])

    @always(count, st.lists(st.tuples(numbers, st.sampled_from(ATOMS)), min_size=1, max_size=3), numbers)
    def law(parts, number):
        polynomial = sum((Polynomial.constant(c) * p for c, p in parts), Polynomial())
        if polynomial:
            constant, primitive = primitive_part(polynomial)
            assert primitive_part(polynomial * Polynomial.constant(number)) == (constant * number, primitive)


A, B, C = (positive([p], unfactored) for p in (x, y, x - y))


def test_parts_that_settle_the_whole():
    assert every([]) is True
    assert some([]) is False
    assert every([A, False]) is False
    assert some([A, True]) is True
    assert every([A, True]) is A
    assert some([False, A]) is A
    assert every([A, negation(A)]) is False
    assert some([A, negation(A)]) is True
    assert every([A, A]) is A


def test_statements_of_one_kind_are_flattened():
    assert every([A, every([B, C])]).parts == (A, B, C)
    assert some([some([A, B]), C, A]).parts == (A, B, C)
    assert every([some([A, B]), C]).parts[1] == C
    assert every([every([A, B]), negation(B)]) is False


def test_negation_turns_every_into_some():
    denied = negation(every([A, some([B, C])]))
    assert isinstance(denied, Some)
    assert denied.parts[0] == negation(A)
    assert isinstance(denied.parts[1], Every)
    assert negation(True) is False


def test_atoms_stand_in_the_order_of_appearance():
    assert atoms(some([B, every([C, A])]), A) == [y, x - y, x]
    assert atoms(True) == []


def test_where_a_polynomial_vanishes_nothing_is_said_unless_it_does_not_matter():
    origin = {"x": Fraction(0), "y": Fraction(1)}
    assert holds_at(A, origin) is None
    assert holds_at(some([A, B]), origin) is True
    assert holds_at(every([A, negation(B)]), origin) is False


def test_parts_that_are_shared_are_negated_once():
    shared = every([A, B])
    for level in range(100):  # written out it would have 2^100 parts
        shared = (every if level % 2 else some)([every([shared, A]), some([shared, B])])
    denied = negation(shared)
    assert negation(shared) is denied
    for signs in ({x: 1, y: 1}, {x: -1, y: -1}):
        assert simplify(denied, signs) is not simplify(shared, signs)

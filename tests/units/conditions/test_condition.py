"""Conditions: cases that imply the statement, cover it, spare nothing, on every sign pattern of the box."""

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
import sympy
from hypothesis import strategies as st
from witnesses.formulas import boxes, points, polynomials, unfactored
from witnesses.sampling import always, cases

from gametheory_paradox.conditions.condition import (
    MOST_PARTS,
    Condition,
    Inequality,
    condition,
)
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.conditions.feasibility import may_all_be_positive
from gametheory_paradox.conditions.proofs.statements import atoms, every, negation, positive, some
from gametheory_paradox.polynomials import Polynomial

x, y = Polynomial.variable("x"), Polynomial.variable("y")
ONE, HALF = Polynomial.constant(1), Polynomial.constant(Fraction(1, 2))
SQUARE = {"x": (Fraction(0), Fraction(2)), "y": (Fraction(0), Fraction(2))}


def is_positive(polynomial):
    return positive([polynomial], unfactored)


def holds(found, point):
    return any(all(inequality.polynomial.value(point) > 0 for inequality in case) for case in found.cases)


X, Y, XY = is_positive(x - ONE), is_positive(y - ONE), is_positive(x - y)


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        (True, "always"),
        (False, "never"),
        (X, "x > 1"),
        (negation(X), "1 > x"),
        (every([X, Y]), "x > 1 and y > 1"),
        (some([X, Y]), "x > 1 or y > 1"),
        (some([every([X, Y]), every([negation(X), negation(Y)])]), "(1 > x and 1 > y) or (x > 1 and y > 1)"),
        (some([every([X, Y]), every([X, negation(Y)])]), "x > 1"),
        (some([X, every([negation(X), Y])]), "x > 1 or y > 1"),
        (every([X, is_positive(x - HALF)]), "x > 1"),  # the weaker inequality is no news
        (some([X, is_positive(x - HALF)]), "2*x > 1"),
        (every([X, negation(is_positive(x - HALF))]), "never"),  # no point has both
        (some([negation(X), is_positive(x - HALF)]), "always"),
        (is_positive(x + ONE), "always"),  # its sign is the same everywhere in the box
        (is_positive(-x), "never"),
        (every([XY, Y]), "x > y and y > 1"),  # so that x > 1 goes without saying
        (every([XY, Y, X]), "x > y and y > 1"),
        (positive([x - ONE, y - ONE], unfactored), "(1 > x and 1 > y) or (x > 1 and y > 1)"),
    ],
)
def test_known_conditions(statement, text):
    found = condition(statement, SQUARE)
    assert found.shortest
    assert str(found) == text


def test_a_case_that_covers_most_may_turn_out_to_be_superfluous():
    """The pinwheel: b and d together overlap all four cases, and none of them can be spared but they."""
    names = "abcd"
    box = dict.fromkeys(names, (Fraction(-1), Fraction(1)))
    a, b, c, d = (is_positive(Polynomial.variable(name)) for name in names)
    not_a, not_c = negation(a), negation(c)
    found = condition(
        some([every([not_a, b, not_c]), every([not_a, c, d]), every([a, b, c]), every([a, not_c, d])]), box
    )
    assert {frozenset(map(str, case)) for case in found.cases} == {
        frozenset({"0 > a", "b > 0", "0 > c"}),
        frozenset({"0 > a", "c > 0", "d > 0"}),
        frozenset({"a > 0", "b > 0", "c > 0"}),
        frozenset({"a > 0", "0 > c", "d > 0"}),
    }


def test_the_order_of_variables_is_that_of_the_parameters():
    assert str(condition(is_positive(x + y - ONE), SQUARE, ["y", "x"])) == "y + x > 1"
    assert str(condition(is_positive(x + y - ONE), SQUARE, ["x", "y"])) == "x + y > 1"


def test_an_inequality_has_positive_terms_on_both_sides():
    inequality = Inequality(x * x - y * HALF - ONE)
    assert inequality.sides == (x * x, y * HALF + ONE)
    assert str(inequality) == "x^2 > 1/2*y + 1"
    assert str(Inequality(-x)) == "0 > x"


def test_a_fixed_parameter_decides():
    fixed = {"x": (Fraction(3), Fraction(3)), "y": SQUARE["y"]}
    assert str(condition(every([X, Y]), fixed)) == "y > 1"
    assert str(condition(XY, fixed)) == "always"


def test_a_case_for_every_list_of_inequalities_none_for_nowhere_an_empty_one_for_everywhere():
    assert condition(False, SQUARE).cases == ()
    assert condition(True, SQUARE).cases == ((),)
    assert condition(some([X, Y]), SQUARE).cases == ((Inequality(x - ONE),), (Inequality(y - ONE),))


@pytest.mark.parametrize(
    ("statement", "text", "latex"),
    [
        (True, "True", "always"),
        (False, "False", "never"),
        (X, "x > 1", "$x > 1$"),
        (is_positive(x - y * HALF), "2*x > y", "$2 x > y$"),
        (every([X, Y]), "(x > 1) & (y > 1)", r"$x > 1 \wedge y > 1$"),
        (some([X, Y]), "(x > 1) | (y > 1)", r"$x > 1 \vee y > 1$"),
    ],
)
def test_a_condition_is_an_expression_of_sympys(statement, text, latex):
    found = condition(statement, SQUARE)
    assert str(found.to_sympy()) == text
    assert found.latex() == latex


def test_what_is_not_written_out_is_an_expression_all_the_same():
    product = positive([Polynomial.variable(name) for name in "abc"], unfactored)
    found = Condition((), False, product)
    assert found.to_sympy() == (sympy.Mul(*sympy.symbols("a b c")) > 0)
    assert found.latex() == "a combination of the signs of 3 polynomials"


def test_too_many_sign_patterns_leave_the_statement_as_it_is():
    names = [f"x{n}" for n in range(14)]
    box = dict.fromkeys(names, (Fraction(-1), Fraction(1)))
    signs = [is_positive(Polynomial.variable(name)) for name in names]
    # As many sign patterns hold as fail, and no two of those that hold differ in one sign only.
    statement = positive([Polynomial.variable(name) for name in names], unfactored)
    statement = some([statement, every(signs)])
    found = condition(statement, box)
    assert 2 ** (len(names) - 1) > MOST_PARTS
    assert not found.shortest
    assert found.cases == ()
    assert str(found) == "a combination of the signs of 14 polynomials"
    assert atoms(found.statement) == atoms(statement)


@pytest.mark.slow
def test_a_statement_with_many_sign_patterns_may_have_few_cases():
    names = [f"x{n}" for n in range(14)]
    box = dict.fromkeys(names, (Fraction(-1), Fraction(1)))
    signs = [is_positive(Polynomial.variable(name)) for name in names]
    statement = some(every(signs[n : n + 2]) for n in range(0, 14, 2))
    assert 2 ** len(names) > MOST_PARTS
    found = condition(statement, box)
    assert found.shortest
    assert {frozenset(map(str, case)) for case in found.cases} == {
        frozenset({f"x{n} > 0", f"x{n + 1} > 0"}) for n in range(0, 14, 2)
    }


def crossings(lines, box):
    """The points of the box where two lines (edges of the box among them) meet."""
    (left, right), (low, high) = box["x"], box["y"]
    edges = [(1, 0, -left), (1, 0, -right), (0, 1, -low), (0, 1, -high)]
    found = set()
    for (a, b, c), (d, e, f) in combinations([*lines, *edges], 2):
        determinant = a * e - b * d
        if determinant:
            px, py = Fraction(b * f - c * e) / determinant, Fraction(c * d - a * f) / determinant
            if left <= px <= right and low <= py <= high:
                found.add((px, py))
    return sorted(found)


def patterns(lines, box):
    """A point for each way the lines' signs combine in the box: regions have three corners that span."""
    found = {}
    for triple in combinations(crossings(lines, box), 3):
        px, py = (sum(p[n] for p in triple) / 3 for n in (0, 1))
        values = [a * px + b * py + c for a, b, c in lines]
        if all(values) and box["x"][0] < px < box["x"][1] and box["y"][0] < py < box["y"][1]:
            found.setdefault(tuple(v > 0 for v in values), {"x": px, "y": py})
    return found


LINES = st.lists(
    st.tuples(st.integers(-2, 2), st.integers(-2, 2), st.integers(-3, 3)).filter(lambda line: any(line[:2])),
    min_size=1,
    max_size=4,
)


@st.composite
def affine_statements(draw):
    """Lines, and a statement over their signs."""
    lines = draw(LINES)
    signs = [is_positive(Polynomial({(("x", 1),): a, (("y", 1),): b, (): c})) for a, b, c in lines]
    leaves = st.sampled_from([*signs, *map(negation, signs)])
    statement = draw(
        st.recursive(
            leaves,
            lambda below: st.lists(below, min_size=2, max_size=3).flatmap(
                lambda s: st.sampled_from([every(s), some(s)])
            ),
            max_leaves=8,
        )
    )
    return lines, statement


@cases(20, 1000)
def test_the_cases_cover_the_statement_and_nothing_can_be_spared(count):
    @always(count, affine_statements())
    def law(drawn):
        lines, statement = drawn
        regions = list(patterns(lines, SQUARE).values())
        truths = [holds_at(statement, point) for point in regions]
        found = condition(statement, SQUARE)
        assert found.shortest
        assert [holds(found, point) for point in regions] == truths
        for n, case in enumerate(found.cases):
            rest = found.cases[:n] + found.cases[n + 1 :]
            alone = [holds_case(case, p) and not any(holds_case(other, p) for other in rest) for p in regions]
            assert any(alone), "a case can be spared"
            for k in range(len(case)):
                wider = case[:k] + case[k + 1 :]
                assert any(holds_case(wider, p) and not t for p, t in zip(regions, truths, strict=True)), (
                    "an inequality can be spared"
                )


@cases(9, 200)
def test_the_expression_is_true_where_the_condition_holds(count):
    @always(count, affine_statements())
    def law(drawn):
        lines, statement = drawn
        found = condition(statement, SQUARE)
        expression = found.to_sympy()
        for point in patterns(lines, SQUARE).values():
            values = {name: sympy.Rational(v.numerator, v.denominator) for name, v in point.items()}
            assert bool(expression.subs(values)) == holds(found, point)


def holds_case(case, point):
    return all(inequality.polynomial.value(point) > 0 for inequality in case)


def test_products_that_deny_each_other_hold_nowhere():
    """The product of x − 1 and y − 1 is positive, and so is that of either and x − y: these then too."""
    products = [[x - ONE, y - ONE], [x - ONE, x - y], [y - ONE, x - y]]
    signed = [positive(own, unfactored) for own in products]
    assert str(condition(every([*signed[:2], negation(signed[2])]), SQUARE)) == "never"
    assert str(condition(every(signed), SQUARE)) == "(1 > y and y > x) or (y > 1 and x > y)"


def test_lists_of_products_say_at_each_point_what_they_say():
    """Of each list of products with signs, which may deny each other or follow from each other."""
    random, nowhere, somewhere = Random(5), 0, 0
    lines = [x - ONE, y - ONE, x - y, x + y - ONE, x + x - y]
    where = [{"x": Fraction(i, 7), "y": Fraction(j, 11)} for i in range(1, 14, 2) for j in range(1, 22, 2)]
    for _ in range(200):
        products = [positive(random.sample(lines, random.randint(1, 3)), unfactored) for _ in range(4)]
        statement = every(own if random.random() < 1 / 2 else negation(own) for own in products)
        found = condition(statement, SQUARE)
        truths = [(holds_at(statement, point), holds(found, point)) for point in where]
        assert all(truth is None or truth == told for truth, told in truths)
        nowhere += found.is_never
        somewhere += any(told for _, told in truths)
    assert min(nowhere, somewhere) > 40


@cases(10, 2000)
def test_a_condition_says_at_each_point_what_the_statement_says(count):
    parts = st.lists(polynomials(("x", "y")).filter(lambda p: not p.is_constant), min_size=1, max_size=3)

    @always(
        count,
        parts,
        boxes(("x", "y")).flatmap(
            lambda box: st.tuples(st.just(box), st.lists(points(box), min_size=5, max_size=5))
        ),
        st.data(),
    )
    def law(parts, drawn, data):
        box, where = drawn
        signs = [is_positive(p) for p in parts]
        signs += [negation(s) for s in signs]
        statement = some(
            every(data.draw(st.lists(st.sampled_from(signs), min_size=1, max_size=3))) for _ in range(2)
        )
        found = condition(statement, box)
        assert found.shortest
        for point in where:
            truth = holds_at(statement, point)
            if truth is not None and all(p.value(point) for p in parts):
                assert holds(found, point) == truth


@cases(30, 1500)
def test_two_affine_polynomials_may_both_be_positive_exactly_where_some_region_has_both(count):
    @always(count, LINES)
    def law(lines):
        affine = [Polynomial({(("x", 1),): a, (("y", 1),): b, (): c}) for a, b, c in lines]
        truth = any(all(signs) for signs in patterns(lines, SQUARE))
        assert may_all_be_positive(affine, SQUARE) == truth


def test_bounds_of_even_powers_reach_down_to_zero():
    around = {"x": (Fraction(-1), Fraction(2)), "y": (Fraction(-2), Fraction(-1))}
    assert may_all_be_positive([HALF - x * x], around)
    assert not may_all_be_positive([HALF - y * y], around)
    assert not may_all_be_positive([x * x - Polynomial.constant(4)], around)
    assert may_all_be_positive([x * x * y + ONE, x - HALF], around)


@cases(30, 1500)
def test_what_is_said_never_to_be_positive_together_never_is(count):
    @always(
        count,
        st.lists(polynomials(("x", "y")), min_size=1, max_size=3),
        boxes(("x", "y")).flatmap(lambda b: st.tuples(st.just(b), points(b))),
    )
    def law(parts, drawn):
        box, point = drawn
        if all(p.value(point) > 0 for p in parts):
            assert may_all_be_positive(parts, box)

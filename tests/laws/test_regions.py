"""Maps and formulas over parameters, against ``detect`` and ``solve`` at points and exact areas."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise
from operator import mul
from random import Random

import pytest
from hypothesis import strategies as st
from witnesses.brute_force import option_in_tree
from witnesses.games import QUANTIFIERS, asked
from witnesses.parametric import (
    family_of,
    formulas,
    parametric_tables,
    parametric_trees,
    positive_points,
    restraint_families,
)
from witnesses.sampling import always, cases, seen

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import atlas, chart, prove, thresholds
from gametheory_paradox.models import family_from_tree

SMALL = ((2, 2), (2, 2), (2, 3), (3, 2))
RESTRAINT = restraint_families()
CASES = st.one_of(asked(parametric_tables(SMALL)), asked(parametric_trees()), RESTRAINT, RESTRAINT)
LIVELY = st.one_of(asked(parametric_tables(((2, 2),))), RESTRAINT, RESTRAINT)
OVER = st.sampled_from([("a",), ("b",), ("a", "b"), ("b", "a")])
HIGH = 3


def holds(condition, point):
    """Whether some case of a condition holds at a point."""
    return any(all(inequality.polynomial.value(point) > 0 for inequality in case) for case in condition.cases)


def verdicts_in(found, point):
    """A map at a point: the cells that contain it and, where one is split, the side of the point."""
    said = set()
    for cell in found:
        if all(low <= point[name] <= high for name, (low, high) in cell.box.items()):
            if cell.verdict != "split":
                said.add(cell.verdict)
                continue
            shares = [(point[name] - low) / (high - low) for name, (low, high) in cell.box.items()]
            inside = {
                verdict
                for verdict, where in cell.parts
                if all(sum(map(mul, a, shares)) < b for a, b in where)
            }
            said |= inside or {"undecided"}  # on the planes themselves
    return said


def family_or_none(form):
    """The family, where probabilities and denominators allow it."""
    try:
        return family_of(form, HIGH)
    except InvalidGame:
        return None


def at_point(family, over, point):
    """The point with all parameters: those not charted at their baseline."""
    return {**family.baseline, **{name: point[name] for name in over}}


def verdict_at(family, point, **asked_):
    """What is true at a point; "impossible" is a reason for absence."""
    name = detect(family.at(point), **asked_).name
    return "absent" if name == "impossible" else name


@cases(2, 250)
def test_a_map_says_at_each_point_what_detect_finds_there(count):
    where = st.lists(positive_points(high=HIGH), min_size=3, max_size=3)

    @always(count, CASES, st.sampled_from(QUANTIFIERS), OVER, where)
    def law(case, quantifier, over, where):
        form, request = case
        family = family_or_none(form)
        if family is None:
            return
        found = chart(family, over=over, quantifier=quantifier, undecided=0, cells=40, budget=None, **request)
        assert found.present + found.absent + found.undecided == 1
        assert min(found.present, found.absent, found.undecided) >= 0
        assert len(list(found)) == found.cells <= 40
        assert verify(found.certificate).kind == "map"
        for point in where:
            point = at_point(family, over, point)
            (said,) = verdicts_in(found, point)
            if said == "undecided":
                continue
            truth = verdict_at(family, point, quantifier=quantifier, **request)
            # With ties among equals, which change nothing, plans alone do not always settle it.
            if truth == "undecided":
                assert isinstance(form, ExtensiveForm)
            else:
                assert truth == said


@pytest.mark.slow
@cases(80, 600)
def test_maps_with_cells_of_every_kind_occur(count):
    def described(case, quantifier):
        form, request = case
        family = family_or_none(form)
        if family is None:
            return ("no family",)
        found = chart(
            family, over=["a", "b"], quantifier=quantifier, undecided="0.02", cells=60, budget=None, **request
        )
        kinds = {cell.verdict for cell in found} | {verdict for cell in found for verdict, _ in cell.parts}
        return tuple(sorted(kinds)) + (("part",) if min(found.present, found.absent) > 0 else ())

    found = seen(count, LIVELY, st.sampled_from(QUANTIFIERS))(described)
    assert {"present", "absent", "undecided", "split", "part"} <= {kind for kinds in found for kind in kinds}


@cases(2, 100)
def test_a_map_is_the_same_every_time_and_sharper_the_more_cells_it_has(count):
    @always(count, CASES, st.sampled_from(QUANTIFIERS), OVER)
    def law(case, quantifier, over):
        form, request = case
        family = family_or_none(form)
        if family is None:
            return
        ask = {"over": over, "quantifier": quantifier, "undecided": 0, "budget": None, **request}
        maps = [chart(family, cells=cells, **ask) for cells in (1, 4, 16, 50)]
        for fewer, more in pairwise(maps):
            assert fewer.present <= more.present
            assert fewer.absent <= more.absent
            assert fewer.undecided >= more.undecided
            assert fewer.finished == (fewer.undecided == 0)
        again = chart(family, cells=50, **ask)
        assert again.certificate.data == maps[-1].certificate.data
        assert list(again) == list(maps[-1])


@cases(2, 200)
def test_the_share_is_about_the_part_of_random_points_at_which_the_paradox_is_present(count):
    sample = 60 if count < 20 else 400

    @always(count, LIVELY, st.sampled_from(QUANTIFIERS), st.integers(0, 10**6))
    def law(case, quantifier, seed):
        random = Random(seed)
        form, request = case
        family = family_or_none(form)
        if family is None:
            return
        found = chart(
            family,
            over=["a", "b"],
            quantifier=quantifier,
            undecided="0.02",
            cells=150,
            budget=None,
            **request,
        )
        low, high = found.share
        hits = 0
        for _ in range(sample):
            point = {name: Fraction(random.randrange(1, HIGH * 10**6), 10**6 + 3) for name in "ab"}
            truth = verdict_at(family, point, quantifier=quantifier, **request)
            hits += truth == "present"
        error = 4.5 * (0.25 / sample) ** 0.5
        assert float(low) - error <= hits / sample <= float(high) + error


def split(polygon, line):
    """The parts of a convex polygon on either side of a line a·x + b·y + c = 0."""
    parts = []
    for sign in (1, -1):
        heights = [sign * (line[0] * x + line[1] * y + line[2]) for x, y in polygon]
        part = []
        for n, (corner, height) in enumerate(zip(polygon, heights, strict=True)):
            other, other_height = polygon[n - 1], heights[n - 1]
            if height * other_height < 0:
                t = other_height / (other_height - height)
                part.append(tuple(o + t * (c - o) for o, c in zip(other, corner, strict=True)))
            if height >= 0:
                part.append(corner)
        if len(part) > 2 and area(part):
            parts.append(part)
    return parts


def area(polygon):
    """By the shoelace formula."""
    return (
        abs(sum(x * v - u * y for (x, y), (u, v) in zip(polygon, [*polygon[1:], polygon[0]], strict=True)))
        / 2
    )


def lines_of(form):
    """The lines of equal payoffs at two ends: only there can anything change in a tree without chance."""
    found = set()
    ends = [node.payoffs for _, node in form.terminals()]
    for one, other in combinations(ends, 2):
        for p, q in zip(one, other, strict=True):
            terms = (p - q).numerator.terms
            line = tuple(terms.get(m, Fraction(0)) for m in ((("a", 1),), (("b", 1),), ()))
            if any(line[:2]):
                found.add(tuple(v / next(w for w in line if w) for v in line))
    return found


def exact_area(family, request, quantifier):
    """The share of the square with the paradox; and where a tie that matters fills a whole region."""
    polygons = [
        [
            (Fraction(0), Fraction(0)),
            (Fraction(HIGH), Fraction(0)),
            (Fraction(HIGH),) * 2,
            (Fraction(0), Fraction(HIGH)),
        ]
    ]
    for line in lines_of(family.form):
        polygons = [part for polygon in polygons for part in split(polygon, line)]
    assert sum(map(area, polygons)) == HIGH**2
    present = tied = Fraction(0)
    for polygon in polygons:
        x, y = (sum(corner[n] for corner in polygon) / len(polygon) for n in (0, 1))
        sampled = option_in_tree(family.at(a=x, b=y), **request)
        if sampled.ties:
            tied += area(polygon)
        elif sampled.option.hurts(quantifier):
            present += area(polygon)
    return present / HIGH**2, tied / HIGH**2


def is_affine(case):
    """Whether a tree has no chance and only affine payoffs."""
    form, _ = case
    ends = [p for _, node in form.terminals() for p in node.payoffs]
    without_chance = not any(hasattr(node, "outcomes") for node in form.nodes)
    return without_chance and all(p.denominator.is_constant and p.numerator.total_degree < 2 for p in ends)


AFFINE = st.one_of(RESTRAINT, asked(parametric_trees(depth=2, payoffs=formulas(1, quotients=False)))).filter(
    is_affine
)


@cases(5, 600)
def test_the_share_brackets_the_exact_area_where_everything_is_affine(count):
    @always(count, AFFINE, st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        form, request = case
        family = family_of(form, HIGH)
        found = chart(
            family,
            over=["a", "b"],
            quantifier=quantifier,
            undecided="0.001",
            cells=400,
            budget=None,
            **request,
        )
        present, tied = exact_area(family, request, quantifier)
        low, high = found.share
        assert low <= present + tied
        assert present <= high
        if not tied:
            assert low <= present <= high
            # a tie between actions that are not the best ones is counted as open too, though nothing hangs on
            # it
            assert found.finished or str(thresholds(family, quantifier=quantifier, **request).open) != "never"
        if not found.undecided and not tied:
            assert low == present


@cases(2, 500)
def test_thresholds_say_at_each_point_what_detect_finds_there(count):
    where = st.lists(positive_points(high=HIGH), min_size=4, max_size=4)

    @always(count, CASES, st.sampled_from(QUANTIFIERS), where)
    def law(case, quantifier, where):
        form, request = case
        family = family_or_none(form)
        if family is None:
            return
        found = thresholds(family, quantifier=quantifier, **request)
        if not (found.present.shortest and found.open.shortest):
            return
        for point in where:
            if holds(found.open, point):
                assert not holds(found.present, point)
                continue
            truth = verdict_at(family, point, quantifier=quantifier, **request)
            assert truth == ("present" if holds(found.present, point) else "absent") or truth == "undecided"
            assert truth != "undecided" or isinstance(form, ExtensiveForm)


@cases(2, 800)
def test_the_atlas_lists_at_each_point_what_solve_finds_there(count):
    where = st.lists(positive_points(high=HIGH), min_size=3, max_size=3)

    @always(
        count,
        st.one_of(parametric_tables(SMALL), parametric_trees(depth=2), RESTRAINT.map(lambda case: case[0])),
        where,
    )
    def law(form, where):
        family = family_or_none(form)
        if family is None:
            return
        found = atlas(family)
        if not all(
            c.shortest
            for c in (found.degenerate, *(part.condition for part in (*found.leaves, *found.choices)))
        ):
            return
        for point in where:
            if holds(found.degenerate, point):
                continue
            game = family.at(point)
            solved = solve(game)
            here = [leaf for leaf in found.leaves if holds(leaf.condition, point)]
            payoffs = [tuple(p.value(point) for p in leaf.payoffs) for leaf in here]
            assert set(payoffs) == set(solved.payoffs)
            if isinstance(form, ExtensiveForm):
                assert len(here) == 1
            else:
                assert {strategies_at(leaf, form, point) for leaf in here} == {
                    p.probabilities for p in solved
                }


def strategies_at(leaf, form, point):
    """The probabilities of all actions."""
    found = []
    for names, side in zip(form.actions, leaf.strategies, strict=True):
        weights = {action: p.value(point) for action, p in side}
        found.append(tuple(weights.get(name, Fraction(0)) for name in names))
    return tuple(found)


@cases(3, 500)
def test_another_order_of_charted_parameters_turns_the_map_and_keeps_what_is_exact(count):
    @always(count, LIVELY)
    def law(case):
        form, request = case
        family = family_or_none(form)
        if family is None:
            return
        one, other = (
            chart(family, over=over, undecided=0, cells=30, budget=None, **request)
            for over in ("ab", "ba")
            for over in [list(over)]
        )
        assert tuple(one.box) == ("a", "b")
        assert tuple(other.box) == ("b", "a")
        assert one.present <= 1 - other.absent
        assert other.present <= 1 - one.absent


def pinned(family, value):
    """The family with the range of b shrunk to one value."""
    b = next(p for p in family.parameters if p.name == "b")
    return replace(
        family, parameters=(family.parameters[0], replace(b, low=value, high=value, baseline=value))
    )


def the_same_at_one_value(family, value, **ask):
    """The formulas and the proof where b is one value, the same ones whether it is its range or is given."""
    one = pinned(family, value)
    found = [thresholds(one, **ask), thresholds(family, values={"b": value}, **ask)]
    maps = [
        chart(one, over=["a"], cells=8, budget=None, **ask),
        chart(family, over=["a"], values={"b": value}, cells=8, budget=None, **ask),
    ]
    proofs = [
        prove(one, absent=True, budget=5, **ask).name,
        prove(family, absent=True, values={"b": value}, budget=5, **ask).name,
    ]
    assert found[0].present == found[1].present
    assert found[0].open == found[1].open
    assert maps[0].certificate.data["proof"] == maps[1].certificate.data["proof"]
    assert proofs[0] == proofs[1]
    return found[0], proofs[0]


# At 0, where much vanishes, and elsewhere: what is zero throughout a range of one value is a tie.
@cases(3, 500)
def test_a_range_of_one_value_is_that_value(count):
    told = Counter()

    @always(count, st.one_of(LIVELY, CASES), st.sampled_from(QUANTIFIERS), st.sampled_from([0, 0, 1]))
    def law(case, quantifier, value):
        form, request = case
        family = family_or_none(form)
        if family is None:
            return
        ask = {"quantifier": quantifier, **request}
        one = pinned(family, value)
        try:
            found, proof = the_same_at_one_value(family, value, **ask)
        except Unsupported:
            return
        leaves = atlas(one).leaves
        assert [str(leaf.condition) for leaf in leaves] == [
            str(leaf.condition) for leaf in atlas(replace(one, form=one.fix(one.pinned))).leaves
        ]
        told["present"] += str(found.present) != "never"
        told[proof] += 1

    if count > 40:
        assert min(told["present"], told["proved"]) > count / 40


@pytest.mark.parametrize(("value", "ties", "proof"), [(0, "always", "open"), (1, "never", "proved")])
def test_ties_throughout_a_range_of_one_value_are_those_at_that_value(value, ties, proof):
    gets = {("l", "l"): 3, ("l", "r"): 0, ("r", "l"): 0, ("r", "r"): "a"}  # of Ann, who may stay out
    below = {
        bob: Move("Cat", "cat", {cat: (gets[bob, cat], *["b" if bob == cat else 0] * 2) for cat in "lr"})
        for bob in "lr"
    }
    start = Move("Ann", "start", {"out": (1, 0, 0), "in": Move("Bob", "bob", below)})
    ranges = {"a": (0, HIGH, 1), "b": (0, HIGH, 1)}
    family = family_from_tree(["Ann", "Bob", "Cat"], start, ranges)
    found, told = the_same_at_one_value(family, value, mover="Ann", action="in", quantifier="worst")
    assert (str(found.open), told) == (ties, proof)

    # That she loses in all of them is denied by those in which she stays out.
    found, told = the_same_at_one_value(family, value, mover="Ann", action="in", quantifier="strong")
    assert (str(found.open), told) == ("never", "proved")


@pytest.mark.slow
@pytest.mark.parametrize("is_given", [False, True])
def test_what_is_zero_throughout_a_range_of_one_value_is_no_reason_to_claim_anything(is_given):
    trade = catalog.load("seed/trade-restriction")
    # These are IS-K's, once the border is closed.
    none = {"low": 0} if is_given else {"low": 0, "high": 0, "baseline": 0}
    parameters = tuple(replace(p, **none) if p.name == "w" else p for p in trade.parameters)
    found = thresholds(
        replace(trade, parameters=parameters), measure="security", values={"w": 0} if is_given else {}
    )
    assert (str(found.present), str(found.open)) == ("never", "r_C > c + h and r_N > c + h and d + l > k")
    assert "nowhere, as far as formulas settle it" in str(found)

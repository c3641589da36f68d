"""Ways out of paradoxes: nothing cheaper leads out, and what is said to lead out does."""

from collections import Counter
from fractions import Fraction
from random import Random

from hypothesis import strategies as st
from laws.test_regions import family_or_none
from laws.test_statements import truth_at
from witnesses.games import QUANTIFIERS
from witnesses.parametric import positive_points, restraint_families
from witnesses.sampling import always, cases
from witnesses.stated import CASES, HIGH

import gametheory_paradox as gp
from gametheory_paradox.detectors import is_present
from gametheory_paradox.errors import Unsupported

CHEAPER = 8  # points that are looked at
NAMES = ("dominance-trap", "security-insecurity")
STATED = st.sampled_from(NAMES).flatmap(lambda name: st.tuples(st.just(name), CASES[name]))
OPTION = restraint_families().map(lambda case: ("option", (family_or_none(case[0]), case[1])))
COSTS = st.sampled_from([{}, {"a": 1, "b": 3}, {"a": "1/2", "b": "1/7"}])


def truth(name, family, request, quantifier, values):
    if name == "option":
        found = gp.detect(family.at(values), quantifier=quantifier, **request)
        return is_present(found, Fraction(0))
    return truth_at(name, family, request, quantifier, values)


def cheaper_points(start, box, costs, bound, seed):
    """Points of a box, not on a grid, that cost less than a bound."""
    chosen = Random(seed)
    for _ in range(CHEAPER):
        there = {
            n: low + (high - low) * Fraction(chosen.randrange(1, 10007), 10007)
            for n, (low, high) in box.items()
        }
        whole = sum(costs[n] * abs(there[n] - start[n]) for n in box)
        share = (
            Fraction(1)
            if bound is None or whole < bound
            else bound / whole * Fraction(chosen.randrange(700, 1000), 1009)
        )
        yield {n: start[n] + share * (there[n] - start[n]) for n in box}


@cases(6, 400)
def test_no_cheaper_point_leads_out_and_the_points_next_to_the_surface_are_what_is_said(count):
    told = Counter()

    @always(
        count,
        st.one_of(STATED, OPTION, OPTION),
        st.sampled_from(QUANTIFIERS),
        COSTS,
        positive_points(high=HIGH),
        st.sampled_from([("a",), ("b",), ("a", "b"), ("a", "b")]),
    )
    def law(case, quantifier, costs, start, levers):
        name, (family, request) = case
        if family is None:
            return
        costs = {lever: cost for lever, cost in costs.items() if lever in levers}
        try:
            found = gp.escape(
                family,
                name,
                levers=levers,
                costs=costs,
                values=start,
                others=(),
                budget=3,
                quantifier=quantifier,
                **request,
            )
        except Unsupported:
            told["unsupported"] += 1
            return
        told[found.start.name] += 1
        now = truth(name, family, request, quantifier, start)
        assert now == is_present(found.start, Fraction(0))
        rows = found.rows or ([found.toward] if found.toward else [])
        for row in rows:
            check(row, found, told, lambda values: truth(name, family, request, quantifier, values), now)

    assert told["present"] > count / 10
    assert told["leaves"] > count / 20
    assert told["stays"] > 0
    assert told["cheaper"] > count
    assert told["certified"] >= (told["leaves"] + told["reaches"]) * 0.95
    assert told["bounds apart"] > 0


def check(row, found, told, is_there, now):
    low, high = row.cost
    told[row.status if now or row.status != "leaves" else "reaches"] += 1
    start = {lever.name: lever.start for lever in found.levers}
    free = [lever for lever in found.levers if lever.name in row.levers]
    if low != 0:  # None: no point at all leads out
        box, costs = (
            {lever.name: (lever.low, lever.high) for lever in free},
            {lever.name: lever.cost for lever in free},
        )
        for place in cheaper_points({name: start[name] for name in box}, box, costs, low, repr(start)):
            at = is_there({**found.point, **place})
            assert at is None or at == now, (row, place)
            told["cheaper"] += 1
    if row.status != "leaves":
        return
    assert low <= high
    told["bounds apart"] += low < high
    if row.surface is not None:
        assert (
            sum(lever.cost * abs(row.surface.get(lever.name, lever.start) - lever.start) for lever in free)
            == high
        )
        assert row.binding or high == 0
    if not row.is_certified:
        told["not certified"] += 1
        return
    told["certified"] += 1
    for witness, there in ((row.before, now), (row.beyond, not now)):
        assert gp.verify(witness.verdict.certificate).verdict == witness.verdict.name
        assert is_there({**found.point, **witness.values}) == there
    assert row.before.cost <= high <= row.beyond.cost

"""A sweep says about a point what ``solve`` and ``detect`` say about its game alone, ties included."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import isnan

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from witnesses.all_paradoxes import CASES, SORTS
from witnesses.games import requests, tied_chains
from witnesses.parametric import (
    ONE,
    TWO,
    ZERO,
    A,
    B,
    family_of,
    parametric_tables,
    parametric_trees,
    restraint_families,
)
from witnesses.sampling import always, cases

import gametheory_paradox as gp
from gametheory_paradox.detectors.at_point import established, has_ties
from gametheory_paradox.forms import NormalForm, Terminal
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.paradoxes.question import QUANTIFIERS
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.studies.sweeps import PointStatus, VerdictCode

CLOSE = Fraction(1, 1 << 51)  # relative: payoffs are quotients of floats
ALL = 25  # points of a grid that may be looked at one by one
MULTIPLES = (ONE, TWO, A, A / TWO, (ONE + B) / TWO, A * B, ONE / (ONE + A))
SHIFTS = (ZERO, A - ONE, A - B)
TIED = [Fraction(n, 2) for n in (0, 1, 2, 3, 4)]  # values at which many of the small formulas are equal
quantifiers = st.sampled_from(QUANTIFIERS)
few = settings(max_examples=settings().max_examples // 5)  # each is a grid of 25 points


@st.composite
def chains(draw):
    """Trees in which ties hang on each other where a is 1, and partly elsewhere."""
    form = draw(tied_chains()).map(RationalFunction.constant)
    shift = draw(st.sampled_from([A - ONE, (A - ONE) * B]))
    nodes, who = list(form.nodes), draw(st.integers(0, len(form.players) - 1))
    place = draw(st.sampled_from([place for place, node in enumerate(nodes) if isinstance(node, Terminal)]))
    payoffs = nodes[place].payoffs
    nodes[place] = Terminal((*payoffs[:who], payoffs[who] + shift, *payoffs[who + 1 :]))
    return replace(form, nodes=tuple(nodes))


def paid_by(form, change):
    """The form with other payoffs: ``change`` maps the number of an end or a cell and what is paid there."""
    if isinstance(form, NormalForm):
        return replace(form, payoffs=tuple(change(n, cell) for n, cell in enumerate(form.payoffs)))
    numbers = iter(range(len(form.nodes)))
    nodes = (
        replace(node, payoffs=change(next(numbers), node.payoffs)) if isinstance(node, Terminal) else node
        for node in form.nodes
    )
    return replace(form, nodes=tuple(nodes))


@st.composite
def rivals(draw):
    """Tables and trees in which one lacks a multiple of what the other gets, everywhere or on a curve."""
    pairs = parametric_trees().filter(lambda tree: len(tree.players) == 2)
    form, place = draw(st.one_of(parametric_tables(), pairs)), draw(st.integers(0, 3))
    if draw(st.booleans()):  # the other's payoffs alone vary
        form = form.map(lambda p: RationalFunction.constant(p.value({"a": Fraction(1), "b": Fraction(2)})))
    many, total, shift = (draw(st.sampled_from(choice)) for choice in (MULTIPLES, (ZERO, TWO, A), SHIFTS))
    return paid_by(form, lambda n, p: (p[0], (total - p[0]) * many + (shift if n == place else ZERO)))


def rivalry(game):
    """Whether two players' payoffs, or multiples of them, have a constant sum."""
    ends = game.payoffs if isinstance(game, NormalForm) else [end.payoffs for _, end in game.terminals()]
    (first, second), others = ends[0], ends[1:]
    steps = [(one - first, second - other) for one, other in others if (one, other) != (first, second)]
    if all(one == other for one, other in steps):
        return "constant sum"
    factors = {other / one if one else 0 for one, other in steps}
    return "a multiple" if len(factors) == 1 and min(factors) > 0 else "none"


def close(number, exact):
    return abs(Fraction(number) - exact) <= CLOSE * abs(exact)


def agrees_on_equilibria(here, found):
    """The sweep's answer about one point against that of ``solve``."""
    proved = found.completeness.status == "proved"
    assert int(here.equilibria) == (len(found) if proved and not has_ties(found) else -1)
    assert bool(here.infinite) == (found.is_infinite if proved else True)
    for who, player in enumerate(found.game.players):
        low, high = float(here.payoff_low[who]), float(here.payoff_high[who])
        known = established(found.game, found, player)
        if isinstance(known, str):
            assert isnan(low)
            assert isnan(high)
            event("no plans were found that attain the bounds")
        else:
            payoffs = known.equilibria.payoffs(player)
            assert close(low, payoffs.low)
            assert close(high, payoffs.high)


def agrees_on_the_verdict(here, verdict):
    assert VerdictCode(int(here.verdict)).name.lower() == verdict.name
    gap = float(here.gap)
    assert isnan(gap) if verdict.comparison is None else close(gap, verdict.comparison.gap)
    event(verdict.name)


def agrees(family, request, quantifier, pointwise=0):
    """All points of a grid with many ties; how many of them were left open."""
    asked = {**request, "quantifier": quantifier}
    found = gp.sweep(family, {"a": TIED, "b": TIED}, pointwise=pointwise, **asked)
    left = 0
    for (m, a), (n, b) in product(enumerate(TIED), enumerate(TIED)):
        here, game = found.isel(a=m, b=n), family.at(a=a, b=b)
        if int(here.settled) == PointStatus.OPEN:
            left += 1
            assert VerdictCode(int(here.verdict)) is VerdictCode.UNDECIDED
            assert int(here.equilibria) == -1
            continue
        solved = gp.solve(game)
        event(f"{solved.completeness.status}, infinite: {solved.is_infinite}")
        agrees_on_equilibria(here, solved)
        agrees_on_the_verdict(here, gp.detect(game, **asked))
    return left


def asked_about(data, family):
    found = requests(family.at())
    assume(found)
    return data.draw(st.sampled_from(found))


@few
@given(parametric_tables(), st.data(), quantifiers)
def test_small_tables(form, data, quantifier):
    family = family_of(form)
    request = asked_about(data, family)
    assert agrees(family, request, quantifier) == (len(TIED) ** 2 if "coalition" in request else 0)


@pytest.mark.slow
@few
@given(parametric_trees(), st.data(), quantifiers)
def test_trees(form, data, quantifier):
    family = family_of(form)
    request = asked_about(data, family)
    assert agrees(family, request, quantifier, ALL) == 0


@few
@given(restraint_families(), quantifiers)
def test_trees_with_a_paradox(drawn, quantifier):
    form, request = drawn
    assert agrees(family_of(form), request, quantifier, ALL) == 0


@pytest.mark.slow
@few
@given(chains(), st.data(), quantifiers)
def test_trees_with_ties_that_hang_on_each_other(form, data, quantifier):
    family = family_of(form)
    request = asked_about(data, family)
    assert agrees(family, request, quantifier, ALL) == 0


@pytest.mark.slow
@cases(8, 480)
def test_what_a_constant_sum_rules_out_is_ruled_out_where_the_payoffs_themselves_have_one(count):
    """Sweeps compute with whole multiples of payoffs, whose sum is another."""
    seen = Counter()

    @always(count, rivals(), st.data(), quantifiers)
    def law(form, data, quantifier):
        family = family_of(form)
        request = asked_about(data, family)
        assume("coalition" not in request)
        assert agrees(family, request, quantifier, ALL) == 0
        for a, b in product(TIED, TIED):
            seen[rivalry(family.at(a=a, b=b))] += 1

    assert min(seen[sort] for sort in ("constant sum", "a multiple", "none")) > 3 * count


@cases(1, 160)
@pytest.mark.parametrize(("name", "sort"), SORTS)
def test_every_paradox_has_the_label_and_the_gap_that_detect_gives_it(name, sort, count):
    seen = Counter()

    @always(count, CASES[name][sort], st.sampled_from(QUANTIFIERS), st.integers(0, 7), st.integers(0, 1))
    def law(case, quantifier, place, who):
        game, request = case
        family = game if isinstance(game, GameFamily) else GameFamily(game.map(RationalFunction.constant))
        form = paid_by(
            family.form,
            lambda n, paid: tuple(
                p + (A - ONE) * TWO if (n, k) == (place, who) else p for k, p in enumerate(paid)
            ),
        )
        family = replace(family, form=form, parameters=(*family.parameters, Parameter("a", 0, 3, 1)))
        asked = {"paradox": name, "quantifier": quantifier, **request}
        found = gp.sweep(family, {"a": TIED}, what=["verdict", "gap"], **asked)
        for number, a in enumerate(TIED):
            verdict = gp.detect(family, values={"a": a}, **asked)
            agrees_on_the_verdict(found.isel(a=number), verdict)
            seen[verdict.name] += 1

    assert seen["present"] > 0 or count < 10
    assert seen["absent"] + seen["impossible"] > 0 or count < 10

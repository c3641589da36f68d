"""A sweep says about a point what ``solve`` and ``detect`` say about its game alone, ties included."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import isnan

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from witnesses.games import requests, tied_chains
from witnesses.parametric import ONE, A, B, family_of, parametric_tables, parametric_trees, restraint_families

import gametheory_paradox as gp
from gametheory_paradox.detectors.equilibrium_solver import established, has_ties
from gametheory_paradox.games import Terminal
from gametheory_paradox.paradoxes.quantifiers import QUANTIFIERS
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.studies.sweeps import Code, HowDecided

CLOSE = Fraction(1, 1 << 51)  # relative: payoffs are quotients of floats
ALL = 25  # points of a grid that may be looked at one by one
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
    assert Code(int(here.verdict)).name.lower() == verdict.name
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
        if int(here.settled) == HowDecided.OPEN:
            left += 1
            assert Code(int(here.verdict)) is Code.UNDECIDED
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


@few
@given(chains(), st.data(), quantifiers)
def test_trees_with_ties_that_hang_on_each_other(form, data, quantifier):
    family = family_of(form)
    request = asked_about(data, family)
    assert agrees(family, request, quantifier, ALL) == 0

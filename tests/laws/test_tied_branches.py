"""Trees in which somebody is indifferent for all values of the parameters, against plans at points."""

import json
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from laws.both_checkers import judged, verified
from laws.test_regions import verdicts_in
from oracles import other_checker
from witnesses.brute_force import Plans
from witnesses.certificates import data_of
from witnesses.formulas import unfactored
from witnesses.games import QUANTIFIERS
from witnesses.parametric import A, B, family_of, points
from witnesses.sampling import always, cases

from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, expected_payoffs
from gametheory_paradox.forms.formulas.branches import extremes
from gametheory_paradox.forms.formulas.family_branches import branches_of
from gametheory_paradox.forms.trees.proofs.payoff_pieces import payoff_pieces
from gametheory_paradox.forms.trees.solvers.tied_plans import Ends, ends
from gametheory_paradox.maps import chart, thresholds
from gametheory_paradox.polynomials import RationalFunction

NUMBERS = tuple(RationalFunction.constant(n) for n in range(4))
POOL = (*NUMBERS, A, B, A + NUMBERS[1], A - B, NUMBERS[2] * B)
GRID = [Fraction(n, 4) for n in range(5)]
POSITIVE = points(low=0)


@st.composite
def indifferent(draw, players=("Ann", "Bob", "Cat")):
    """Ann, then Bob, then Cat, who often does not care: so that Bob ties, or Ann compares mixtures of Cat."""
    payoff = st.sampled_from(POOL)

    def end(cat=None):
        own = [draw(payoff) for _ in players]
        return (*own[:-1], own[-1] if cat is None else cat)

    def last(name):
        cat = draw(payoff)
        return Move("Cat", name, {"a": end(cat), "b": end(cat if draw(st.integers(0, 3)) else None)})

    def then(name):
        second = last(name + "2") if draw(st.integers(0, 3)) == 0 else end()
        return Move("Bob", name, {"a": last(name + "1"), "b": second})

    second = draw(st.integers(0, 2))
    start = Move("Ann", "start", {"a": then("left"), "b": then("right") if second == 0 else end()})
    return ExtensiveForm.from_tree(players, start, number=lambda p, what: p)


def here(found, point):
    """What everybody gets in the branches that exist at a point; None where a polynomial vanishes there."""
    truths = [holds_at(branch.exists, point) for branch in found.branches]
    if None in truths or holds_at(found.degenerate, point) is None:
        return None
    paid = zip(found.branches, truths, strict=True)
    return [tuple(p.value(point) for p in branch.payoffs) for branch, truth in paid if truth]


@cases(3, 800)
def test_corners_are_the_ends_of_what_everybody_gets(count):
    told = Counter()

    @always(count, indifferent(), POSITIVE)
    def law(form, point):
        found = extremes(branches_of(form, unfactored))
        paid, game = here(found, point), form.map(lambda p: p.value(point))
        if paid is None:
            return
        if holds_at(found.degenerate, point):
            told["open"] += 1
            return
        outcomes = {payoffs for payoffs, _ in Plans(game, grid=GRID).outcomes}
        for column, own in enumerate(zip(*paid, strict=True)):
            low, high = min(own), max(own)
            assert all(low <= payoffs[column] <= high for payoffs in outcomes)
            attained = ends(game, column)
            assert isinstance(attained, Ends)
            assert [expected_payoffs(game, plan)[column] for plan in attained.plans] == [low, high]
            told[low < high] += 1

    assert told[True] > told["open"]
    assert told[True] > count / 3


@cases(3, 800)
def test_an_action_is_taken_where_some_stage_has_it(count):
    told = Counter()

    @always(count, indifferent(), POSITIVE)
    def law(form, point):
        found = extremes(branches_of(form, unfactored))
        game = form.map(lambda p: p.value(point))
        never = payoff_pieces(game, [0]).never(game)
        for place, where in found.taken.items():
            truth = holds_at(where, point)
            if truth is None or holds_at(found.degenerate, point) is not False:
                continue
            assert truth == (place not in never)
            told[truth] += 1

    assert min(told[True], told[False]) > count / 2


@cases(4, 500)
def test_no_plan_takes_an_action_that_is_taken_nowhere(count):
    told = Counter()

    @always(count, indifferent(), POSITIVE, st.data())
    def law(form, point, data):
        found = extremes(branches_of(form, unfactored))
        places = sorted(found.taken)
        if not places:
            return
        place = data.draw(st.sampled_from(places))
        truth = holds_at(found.taken[place], point)
        outcomes = Plans(form.map(lambda p: p.value(point)), {place}).outcomes
        used = any(used for _, used in outcomes)
        assert truth or not used
        told[truth, used] += 1

    assert told[True, True] > count / 5


QUESTIONS = st.sampled_from(
    [
        {"mover": "Ann", "action": "a"},
        {"mover": "Bob", "action": "a", "at": "left"},
        {"mover": "Bob", "action": "b", "at": "left"},
        {"mover": "Cat", "action": "a", "at": "left1"},
    ]
)


@cases(1, 600)
def test_a_map_says_at_each_point_what_detect_says_there(count):
    told, where = Counter(), st.lists(POSITIVE, min_size=3, max_size=3)

    @always(count, indifferent(), QUESTIONS, st.sampled_from(QUANTIFIERS), where)
    def law(form, question, quantifier, where):
        family = family_of(form)
        limits = {"over": ["a", "b"], "undecided": 0, "cells": 24, "budget": None}
        try:
            found = chart(family, "option", quantifier=quantifier, **limits, **question)
        except Unsupported:  # too many formulas to compare, so that nothing is known of "possible"
            told["not charted", quantifier] += 1
            return
        data = data_of(found.certificate)
        assert verified(data).kind == "map"
        try:
            other_checker.check(json.dumps(data))
        except other_checker.Unjudged:
            told["not judged", ""] += 1
        except other_checker.OtherShares as found_otherwise:
            # It writes cases otherwise, so it bounds otherwise what a surface cuts off: both bounds hold.
            assert set(data["proof"]["cutting"]) & set("/=")
            (low, high), (yes, no) = map(Fraction, data["present"]), found_otherwise.shares
            assert max(low, yes) <= min(high, 1 - no)
        tied = judged(data) == "not mine"
        for point in where:
            (said,) = verdicts_in(found, point)
            truth = detect(family, "option", values=point, quantifier=quantifier, **question).name
            truth = "absent" if truth == "impossible" else truth
            if "undecided" not in (said, truth):
                assert said == truth
                told[tied, said] += 1

    if count > 50:
        assert told[True, "absent"] > count
        assert told[True, "present"] > count / 30
    assert not any(told["not charted", q] for q in ("strong", "best", "worst"))
    assert told["not judged", ""] <= count / 20
    assert told["not charted", "possible"] <= max(1, count / 20)


def tempted():
    """Bob cannot help opening; then Cat, who does not care, gives Ann a or b; or she stays, and has 1."""
    cat = Move("Cat", "then", {"a": (A, NUMBERS[2], NUMBERS[0]), "b": (B, NUMBERS[2], NUMBERS[0])})
    bob = Move("Bob", "left", {"open": cat, "close": (NUMBERS[2], NUMBERS[1], NUMBERS[0])})
    start = Move("Ann", "start", {"go": bob, "stay": (NUMBERS[1], NUMBERS[0], NUMBERS[0])})
    form = ExtensiveForm.from_tree(("Ann", "Bob", "Cat"), start, number=lambda p, what: p)
    return family_of(form), {"mover": "Bob", "action": "open", "at": "left"}


SHARES = {
    "strong": Fraction(1, 9),
    "best": Fraction(1, 9),
    "worst": Fraction(5, 9),
    "possible": Fraction(5, 9),
}


@pytest.mark.parametrize("quantifier", SHARES)
def test_who_does_not_care_decides_by_hand(quantifier):
    """With a and b from 0 to 3 Bob gets 0 where Ann stays: if both are below 1, and perhaps if one is."""
    family, asked = tempted()
    found = chart(family, "option", over=["a", "b"], quantifier=quantifier, **asked)
    assert found.share == (SHARES[quantifier], SHARES[quantifier])
    stated = thresholds(family, "option", quantifier=quantifier, **asked)
    cases = [sorted(map(str, case)) for case in stated.present.cases]
    below = [["1 > a"], ["1 > b"]]
    assert cases == ([["1 > a", "1 > b"]] if SHARES[quantifier] < Fraction(1, 2) else below)
    assert not stated.open.cases


@pytest.mark.parametrize("cutting", ["+", "-", "/", "0+-", "0==?"])
def test_a_map_with_another_cutting_is_accepted_by_nobody(cutting):
    family, asked = tempted()
    found = chart(family, "option", over=["a", "b"], quantifier="worst", **asked)
    data = json.loads(json.dumps(data_of(found.certificate)))
    other_checker.check(json.dumps(data))
    assert (data["proof"]["cutting"], judged(data)) == ("=", "not mine")
    assert 0 < Fraction(data["present"][0]) < 1
    data["proof"]["cutting"] = cutting
    with pytest.raises(other_checker.Rejected):
        other_checker.check(json.dumps(data))
    with pytest.raises(CertificateRejected):
        verified(data)


@pytest.mark.slow
@pytest.mark.parametrize("count", [60])
def test_conditions_hold_where_detect_finds_the_paradox(count):
    told = Counter()

    @always(count, indifferent(), QUESTIONS, st.sampled_from(QUANTIFIERS), POSITIVE)
    def law(form, question, quantifier, point):
        family = family_of(form)
        stated = thresholds(family, "option", quantifier=quantifier, **question)
        if holds_at(stated.open.statement, point) is not False:
            return
        truth = detect(family, "option", values=point, quantifier=quantifier, **question).name
        holds = holds_at(stated.present.statement, point)
        assert truth == "undecided" or holds is None or holds == (truth == "present")
        told[truth] += 1

    assert min(told["absent"], told["present"]) > 0

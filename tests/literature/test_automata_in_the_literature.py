"""Strategies that look back, as the literature has them: each number is printed or worked out by hand."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

import gametheory_paradox as gp
from gametheory_paradox.maps import sustained

F = Fraction
HALF_CENT = F(1, 2 * 10**5)  # of numbers printed with five digits


# Myerson 2007: the coercer sees whether the target complies, and may punish either way.
def test_restraint_is_credible_from_a_patience_of_a_ninth():
    # delta >= r_C / (r_C + V - r_N)
    family = gp.load("literature/myerson-2007/restraint/repeated")
    (interval,) = sustained(family, over="delta").intervals
    assert str(interval) == "1/9 to 99/100"
    for worth, gain, other in ((10, 2, 1), (7, 3, 5), (20, F(1, 2), 0)):
        (interval,) = sustained(
            family, over="delta", values={"V": worth, "r_C": gain, "r_N": other}
        ).intervals
        assert interval.low.low == interval.low.high == F(gain) / (gain + worth - other)


# Schultz 2010: a host keeps a share x as agreed or takes all, which its neighbor does not see in time.
HIDDEN = "literature/schultz-2010/hidden-support"


def least(p, d, cost):
    return (1 - d) * (1 - d * cost) / (1 - d * (1 - p))


def most(p, d, cost):
    return (1 - d) * (cost + d * (1 - p) ** 2) / ((1 - d * (1 - p)) * (d + p - d * p))


def shares(family, automaton="agreement", **values):
    return [(own.low, own.high) for own in sustained(family, automaton, over="x", values=values).intervals]


def number(end):
    """A rational end, or the middle of the bounds of a root that is known to ten digits."""
    return end if isinstance(end, F) else (end.refine(F(1, 10**10)).low + end.refine(F(1, 10**10)).high) / 2


def test_an_agreement_holds_between_two_shares():
    (ends,) = shares(gp.load(HIDDEN))
    assert (
        tuple(map(number, ends))
        == (F(73, 280), F(219, 644))
        == tuple(f(F(1, 5), F(9, 10), F(3, 10)) for f in (least, most))
    )


@pytest.mark.parametrize(
    ("p", "d", "cost", "count"),
    [
        (F(1, 5), F(9, 10), F(1, 5), 1),
        (F(2, 25), F(3, 5), F(1, 10), 1),
        (F(1, 10), F(9, 10), F(1, 2), 1),
        (F(1, 4), F(4, 5), F(1, 5), 0),
    ],
)
def test_the_shares_are_the_formulas(p, d, cost, count):
    found = shares(gp.load(HIDDEN), p=p, d=d, c_H=cost, c_N=cost)
    ends = (least(p, d, cost), most(p, d, cost))
    assert (ends[0] <= ends[1]) == bool(count)
    assert [tuple(map(number, own)) for own in found] == [ends] * count


def test_war_is_worth_what_is_written_and_credible_where_it_pays():
    family = gp.load(HIDDEN)
    play = sustained(family, "war")
    for p, d, host, neighbor in (
        (F(1, 5), F(9, 10), F(3, 10), F(1, 4)),
        (F(1, 10), F(1, 2), F(1, 5), F(1, 7)),
    ):
        at = {"p": p, "d": d, "c_H": host, "c_N": neighbor, "x": F(1, 2)}
        lasting = 1 - d * (1 - p)
        got = [average.value(at) / (1 - d) for average in play.averages]
        assert got == [(1 - p - host) / lasting, (p / (1 - d) - neighbor) / lasting]
    (credible,) = sustained(family, "war", over="p", values={"c_N": "2/5"}).intervals
    assert number(credible.low) == (1 - F(9, 10)) * F(2, 5)


def test_where_it_is_seen_at_once_less_will_do():
    (ends,) = shares(gp.load(f"{HIDDEN}/seen"))
    p, d, cost = F(1, 5), F(9, 10), F(3, 10)
    assert number(ends[0]) == (1 - d) * (1 - p - cost) / (1 - d * (1 - p)) < least(p, d, cost)
    assert number(ends[1]) == most(p, d, cost)


def test_more_capacity_ends_the_agreement_and_costs_both():
    family = gp.load(f"{HIDDEN}/best-bargain")  # the best for the neighbor of all that the host keeps to
    agreement, war = (sustained(family, name, over="p") for name in ("agreement", "war"))
    (kept,), (credible,) = agreement.intervals, war.intervals
    assert str(kept) == "1/25 to (197 - √33709)/150"
    critical = number(kept.high)
    assert abs(critical - F("0.08933")) < HALF_CENT
    assert number(credible.low) == F(1, 25)
    before, after = ([own.value({"p": critical}) for own in play.averages] for play in (agreement, war))
    printed = (("0.82892", "0.71487"), ("0.17108", "0.10876"))
    for who, (peace, lost) in enumerate(printed):
        assert abs(before[who] - F(peace)) < HALF_CENT
        assert abs(after[who] - F(lost)) < HALF_CENT

    # It is made up for at .12083.
    short, enough = (war.averages[1].value({"p": F(end)}) for end in ("0.12082", "0.12084"))
    assert short < before[1] < enough


def test_the_impatient_have_neither_a_bargain_nor_a_credible_war():
    family, values = gp.load(HIDDEN), {"p": "1/5", "d": "3/10", "c_H": "3/10", "c_N": "3/10"}
    assert sustained(family, "agreement", over="x", values=values).intervals == ()
    assert sustained(family, "war", over="x", values=values).intervals == ()


# Padro i Miquel and Yared 2012: disturbances call for intervention, for a time that is drawn.
CONTROL = "literature/padro-2012/indirect-control"
BETA, ETA, P0, P1 = F(9, 10), F(1, 10), F(1, 2), F(1, 10)
INTENSITIES = {F(1, 10): F(8, 45), F(1, 4): F(31, 144), F(1, 2): F(5, 18), F(1): F(29, 72)}
WORTH = {F(1, 10): "-23.4286", F(1, 4): "-19.1416", F(1, 2): "-16.0156", F(1): "-13.6353"}


@cache
def control(theta):
    """Where control of some duration holds, over its intensity."""
    return sustained(gp.load(CONTROL), "control", over="i", values={"theta": theta})


@pytest.mark.parametrize("theta", INTENSITIES)
def test_the_least_intensity_grows_as_intervention_shortens(theta):
    (interval,) = control(theta).intervals
    lasting = 1 - BETA * (1 - theta - P1)
    assert number(interval.low) == INTENSITIES[theta] == ETA * (1 + lasting / (BETA * (P0 - P1)))
    slope = ETA / (P0 - P1)
    assert INTENSITIES[theta] - INTENSITIES[F(1)] == slope * (theta - 1)


@pytest.mark.parametrize("theta", INTENSITIES)
def test_what_control_is_worth_lies_between_leaving_alone_and_being_obeyed(theta):
    family, i = gp.load(CONTROL), INTENSITIES[theta]
    agent, principal = (own.value({"i": i}) / (1 - BETA) for own in control(theta).averages)
    assert abs(principal - F(WORTH[theta])) < F(1, 2 * 10**4)
    alone, obeyed = (
        sustained(family, name, over="i").averages[1].value({}) * 10 for name in ("left alone", "obeyed")
    )
    assert (alone, obeyed) == (-50, -10)
    assert alone < principal < obeyed

    # In the state of force both are worse off than in calm: afterwards it is a waste.
    calm, force = (worth_from(family, state, {"theta": theta, "i": i}) for state in ("calm", "force"))
    assert calm == (agent, principal)
    assert force[1] < calm[1]
    assert calm[0] - force[0] == (i - ETA) / (1 - BETA * (1 - theta - P1))


def worth_from(family, state, values):
    """What both get from a state of control on."""
    control = replace(family.automaton("control"), start=state)
    paid = sustained(family, control, values={**family.baseline, **values}).averages
    return tuple(average.value({}) / (1 - BETA) for average in paid)


def test_the_agent_never_shirks_and_yet_an_eleventh_of_all_periods_is_spent_on_force():
    # Of patience 1 the average of what force costs is the share of its periods.
    values = {"A": 1, "i": 1, "chi": 0, "theta": 1}
    play = sustained(gp.load(CONTROL), "control", over="beta", values=values)
    assert play.averages[1].value({"beta": F(1)}) == F(-1, 11)

"""Strategies that look back, as the literature has them: each number is printed or worked out by hand."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from gametheory_paradox.formats import read_model
from gametheory_paradox.regions import sustained

F = Fraction
HALF_CENT = F(1, 2 * 10**5)  # of numbers printed with five digits

# Myerson 2007: the coercer sees whether the target complies, and may punish either way.
RESTRAINT = """format: 1
title: Resolve needs restraint
players: [Coercer, Target]
parameters:
  V: {range: [0, 20], baseline: 10}
  r_C: {range: [0, 5], baseline: 1}
  r_N: {range: [0, 5], baseline: 2}
  d: {range: [0, 10], baseline: 5}
  k: {range: [0, 10], baseline: 3}
  delta: {range: [0, 99/100], baseline: 1/2}
repeated:
  discount: delta
  stage:
    actions: {Coercer: [always, only the others, never], Target: [comply, not]}
    payoffs:
      always: {comply: [V + r_C, -k - d], not: [r_N, -d]}
      only the others: {comply: [V, -k], not: [r_N, -d]}
      never: {comply: [V, -k], not: [0, 0]}
automaton:
  restraint:
    states:
      trust:
        play: {Coercer: only the others, Target: comply}
        next:
          - {when: {Coercer: always}, to: distrust}
          - {when: {Coercer: never}, to: distrust}
          - {to: trust}
      distrust: {play: {Coercer: always, Target: not}, next: [{to: distrust}]}
"""


def test_restraint_is_credible_from_a_patience_of_a_ninth():
    # delta >= r_C / (r_C + V - r_N)
    family = read_model(RESTRAINT)
    (interval,) = sustained(family, over="delta").intervals
    assert str(interval) == "1/9 to 99/100"
    for worth, gain, other in ((10, 2, 1), (7, 3, 5), (20, F(1, 2), 0)):
        (interval,) = sustained(
            family, over="delta", values={"V": worth, "r_C": gain, "r_N": other}
        ).intervals
        assert interval.low.low == interval.low.high == F(gain) / (gain + worth - other)


# Schultz 2010: a host keeps a share x as agreed or takes all, which its neighbour does not see in time.
HIDDEN = """format: 1
title: Hidden support
players: [Host, Neighbour]
parameters:
  x: {range: [0, 1], baseline: 3/10}
  p: {range: [0, 1/2], baseline: 1/5}
  c_H: {range: [0, 1], baseline: 3/10}
  c_N: {range: [0, 1], baseline: 3/10}
  d: {range: [0, 99/100], baseline: 9/10}
stochastic:
  discount: d
  start: open
  states:
    open:
      moves: {Host: [keep, take all], Neighbour: [wait, attack]}
      next: [{when: {Neighbour: attack}, to: {imposed: p, open: rest}}, {to: {open: 1}}]
      payoffs:
        keep: {wait: [x, 1 - x], attack: [(1 - p)*x - c_H, p + (1 - p)*(1 - x) - c_N]}
        take all: {wait: [1, 0], attack: [1 - p - c_H, p - c_N]}
    imposed: {payoffs: [0, 1]}
automaton:
  agreement:
    states:
      peace:
        play: {Host: keep, Neighbour: wait}
        next: [{when: {Host: keep, Neighbour: wait}, to: peace}, {to: war}]
      war: {play: {Host: take all, Neighbour: attack}, next: [{to: war}]}
  war:
    states:
      war: {play: {Host: take all, Neighbour: attack}, next: [{to: war}]}
"""


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
    (ends,) = shares(read_model(HIDDEN))
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
    found = shares(read_model(HIDDEN), p=p, d=d, c_H=cost, c_N=cost)
    ends = (least(p, d, cost), most(p, d, cost))
    assert (ends[0] <= ends[1]) == bool(count)
    assert [tuple(map(number, own)) for own in found] == [ends] * count


def test_war_is_worth_what_is_written_and_credible_where_it_pays():
    family = read_model(HIDDEN)
    play = sustained(family, "war")
    for p, d, host, neighbour in (
        (F(1, 5), F(9, 10), F(3, 10), F(1, 4)),
        (F(1, 10), F(1, 2), F(1, 5), F(1, 7)),
    ):
        at = {"p": p, "d": d, "c_H": host, "c_N": neighbour, "x": F(1, 2)}
        lasting = 1 - d * (1 - p)
        got = [average.value(at) / (1 - d) for average in play.averages]
        assert got == [(1 - p - host) / lasting, (p / (1 - d) - neighbour) / lasting]
    (credible,) = sustained(family, "war", over="p", values={"c_N": "2/5"}).intervals
    assert number(credible.low) == (1 - F(9, 10)) * F(2, 5)


def test_where_it_is_seen_at_once_less_will_do():
    # The neighbour's plan for the period: attack if the host has taken all.
    text = HIDDEN.replace("Neighbour: [wait, attack]", "Neighbour: [wait, attack, answer]")
    line = "{when: {Neighbour: attack}, to: {imposed: p, open: rest}}, "
    answered = line.replace("{Neighbour: attack}", "{Host: take all, Neighbour: answer}")
    text = text.replace(line, f"{line}{answered}")
    text = text.replace("{wait: [x, 1 - x],", "{wait: [x, 1 - x], answer: [x, 1 - x],")
    text = text.replace("{wait: [1, 0],", "{wait: [1, 0], answer: [1 - p - c_H, p - c_N],").replace(
        "Neighbour: wait}", "Neighbour: answer}"
    )
    (ends,) = shares(read_model(text))
    p, d, cost = F(1, 5), F(9, 10), F(3, 10)
    assert number(ends[0]) == (1 - d) * (1 - p - cost) / (1 - d * (1 - p)) < least(p, d, cost)
    assert number(ends[1]) == most(p, d, cost)


def test_more_capacity_ends_the_agreement_and_costs_both():
    best = "((1 - d)*(1 - d*c_H)/(1 - d*(1 - p)))"  # for the neighbour, of all that the host keeps to
    text = HIDDEN.replace("  x: {range: [0, 1], baseline: 3/10}\n", "")
    text = (
        text.replace("x, 1 - x]", f"{best}, 1 - {best}]")
        .replace("*x -", f"*{best} -")
        .replace("(1 - x)", f"(1 - {best})")
    )
    family, values = read_model(text), {"d": "3/5", "c_H": "1/10", "c_N": "1/10"}
    agreement, war = (sustained(family, name, over="p", values=values) for name in ("agreement", "war"))
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
    family, values = read_model(HIDDEN), {"p": "1/5", "d": "3/10", "c_H": "3/10", "c_N": "3/10"}
    assert sustained(family, "agreement", over="x", values=values).intervals == ()
    assert sustained(family, "war", over="x", values=values).intervals == ()


# Padro i Miquel and Yared 2012: disturbances call for intervention, for a time that is drawn.
CONTROL = """format: 1
title: Indirect control
players: [Agent, Principal]
parameters:
  i: {range: [0, 1], baseline: 1/2}
  eta: {range: [0, 1], baseline: 1/10}
  p0: {range: [0, 1], baseline: 1/2}
  p1: {range: [0, 1], baseline: 1/10}
  chi: {range: [0, 20], baseline: 10}
  rho: {range: [0, 1], baseline: 1}
  theta: {range: [0, 1], baseline: 1}
  beta: {range: [0, 99/100], baseline: 9/10}
  g: {range: [0, 2], baseline: 1}
  A: {range: [0, 10], baseline: 6}
repeated:
  discount: beta
  stage:
    actions: {Agent: [effort, idle], Principal: [leave, intervene]}
    payoffs:
      effort: {leave: [-eta, -chi*p1], intervene: [-eta - g*i, -A*i - chi*p1*(1 - i)]}
      idle: {leave: [0, -chi*p0], intervene: [-g*i, -A*i - chi*p0*(1 - i)]}
automaton:
  control:
    states:
      calm:
        play: {Agent: effort, Principal: leave}
        next:
          - {when: {Principal: intervene}, to: lost}
          - {when: {Agent: effort}, to: {force: p1*rho, calm: rest}}
          - {to: {force: p0*rho, calm: rest}}
      force:
        play: {Agent: idle, Principal: intervene}
        next: [{when: {Principal: leave}, to: lost}, {to: {calm: theta, force: rest}}]
      lost: {play: {Agent: idle, Principal: leave}, next: [{to: lost}]}
  left alone:
    states:
      lost: {play: {Agent: idle, Principal: leave}, next: [{to: lost}]}
  obeyed:
    states:
      calm: {play: {Agent: effort, Principal: leave}, next: [{to: calm}]}
"""
BETA, ETA, P0, P1 = F(9, 10), F(1, 10), F(1, 2), F(1, 10)
INTENSITIES = {F(1, 10): F(8, 45), F(1, 4): F(31, 144), F(1, 2): F(5, 18), F(1): F(29, 72)}
WORTH = {F(1, 10): "-23.4286", F(1, 4): "-19.1416", F(1, 2): "-16.0156", F(1): "-13.6353"}


@cache
def control(theta):
    """Where control of some duration holds, over its intensity."""
    return sustained(read_model(CONTROL), "control", over="i", values={"theta": theta})


@pytest.mark.parametrize("theta", INTENSITIES)
def test_the_least_intensity_grows_as_intervention_shortens(theta):
    (interval,) = control(theta).intervals
    lasting = 1 - BETA * (1 - theta - P1)
    assert number(interval.low) == INTENSITIES[theta] == ETA * (1 + lasting / (BETA * (P0 - P1)))
    slope = ETA / (P0 - P1)
    assert INTENSITIES[theta] - INTENSITIES[F(1)] == slope * (theta - 1)


@pytest.mark.parametrize("theta", INTENSITIES)
def test_what_control_is_worth_lies_between_leaving_alone_and_being_obeyed(theta):
    family, i = read_model(CONTROL), INTENSITIES[theta]
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
    play = sustained(read_model(CONTROL), "control", over="beta", values=values)
    assert play.averages[1].value({"beta": F(1)}) == F(-1, 11)

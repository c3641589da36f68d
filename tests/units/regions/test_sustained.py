"""Automata in repeated games: for which discount factors nobody gains by another action once, anywhere."""

from fractions import Fraction
from itertools import product

import pytest

import gametheory_paradox as gp
from gametheory_paradox.conditions.statements_at_points import holds_at
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.formats import read_model
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.regions import Automaton, sustained

DILEMMA = """format: 1
title: A dilemma again and again
players: [A, B]
parameters:
  r: {range: [8, 19/2], baseline: 9}
  d: {range: [0, 99/100], baseline: 1/2}
repeated:
  discount: d
  stage:
    actions: {A: [C, D], B: [C, D]}
    payoffs:
      C: {C: [r, r], D: [1, 10]}
      D: {C: [10, 1], D: [3, 3]}
"""
CC, DD = {"A": "C", "B": "C"}, {"A": "D", "B": "D"}
GRIM = Automaton(
    {
        "friends": {"play": CC, "next": [(CC, "friends"), ({}, "foes")]},
        "foes": {"play": DD, "next": [({}, "foes")]},
    }
)
# One period of punishment, which begins anew for who does not take part in it.
STICK = Automaton(
    {
        "carrot": {"play": CC, "next": [(CC, "carrot"), ({}, "stick")]},
        "stick": {"play": DD, "next": [(DD, "carrot"), ({}, "stick")]},
    }
)


def punishing(periods):
    """Cooperation; after anything else so many periods of defection, whatever is done in them."""
    states = {"friends": {"play": CC, "next": [(CC, "friends"), ({}, "1")]}}
    for number in range(1, periods + 1):
        then = str(number + 1) if number < periods else "friends"
        states[str(number)] = {"play": DD, "next": [({}, then)]}
    return Automaton(states)


TIT_FOR_TAT = Automaton(
    {
        last: {
            "play": {"A": last[1], "B": last[0]},
            "next": [({"A": a, "B": b}, a + b) for a, b in product("CD", repeat=2)],
        }
        for last in ("CC", "CD", "DC", "DD")
    }
)
AUTOMATA = {
    "grim": GRIM,
    "stick": STICK,
    "two": punishing(2),
    "three": punishing(3),
    "tit for tat": TIT_FOR_TAT,
}


def gains_by_definition(automaton, r, d):
    """Whether some player gains by one deviation in some state: sums of the path that repeats itself."""
    pays = {("C", "C"): (r, r), ("C", "D"): (1, 10), ("D", "C"): (10, 1), ("D", "D"): (3, 3)}

    def follows(state, done):
        return next(to for when, to in automaton.states[state]["next"] if when.items() <= done.items())

    def worth(state, who):
        """The discounted sum along a path that comes round: the part before, and the cycle repeated."""
        seen, path = {}, []
        while state not in seen:
            seen[state] = len(path)
            play = automaton.states[state]["play"]
            path.append(pays[play["A"], play["B"]][who])
            state = follows(state, play)
        first = seen[state]
        before = sum(d**n * p for n, p in enumerate(path[:first]))
        cycle = sum(d**n * p for n, p in enumerate(path[first:]))
        return before + d**first * cycle / (1 - d ** (len(path) - first))

    for state, entry in automaton.states.items():
        for who, player in enumerate("AB"):
            done = dict(entry["play"])
            done[player] = "D" if done[player] == "C" else "C"
            deviating = pays[done["A"], done["B"]][who] + d * worth(follows(state, done), who)
            if deviating > worth(state, who):
                return True
    return False


@pytest.mark.parametrize("name", AUTOMATA)
def test_the_intervals_are_those_of_the_definition(name):
    family, automaton, met = read_model(DILEMMA), AUTOMATA[name], set()
    for r in (Fraction(8), Fraction(9), Fraction(19, 2)):
        answer = sustained(family, automaton, values={"r": r})
        for numerator in range(50):
            d = Fraction(2 * numerator + 1, 102)
            inside = any(low_of(own.low) <= d <= high_of(own.high) for own in answer.intervals)
            assert inside == (not gains_by_definition(automaton, r, d))
            met.add(inside)
    assert met == ({False} if name == "tit for tat" else {True, False})


def low_of(end):
    return end if isinstance(end, Fraction) else end.low


def high_of(end):
    return end if isinstance(end, Fraction) else end.high


def test_grim_needs_a_seventh():
    answer = sustained(read_model(DILEMMA), GRIM, values={"r": 9})
    (interval,) = answer.intervals
    assert (interval.low.low, interval.low.high, interval.high) == (Fraction(1, 7),) * 2 + (
        Fraction(99, 100),
    )
    assert str(interval) == "1/7 to 99/100"
    assert "d: 1/7 to 99/100, ends included" in str(answer)
    assert not gains_by_definition(GRIM, 9, Fraction(1, 7))  # at the end nobody gains
    assert gains_by_definition(GRIM, 9, Fraction(1, 7) - Fraction(1, 10**6))


def test_stick_and_carrot_needs_a_sixth_and_two_periods_an_irrational_number():
    family = read_model(DILEMMA)
    assert str(sustained(family, STICK, values={"r": 9}).intervals[0]) == "1/6 to 99/100"
    (interval,) = sustained(family, punishing(2), values={"r": 9}).intervals
    d, number = Polynomial.variable("d"), Polynomial.constant
    assert interval.low.minimal == number(6) * d * d + number(6) * d - number(1)
    assert str(interval) == "(-3 + √15)/6 to 99/100"
    (interval,) = sustained(family, punishing(3), values={"r": 9}).intervals
    assert str(interval).endswith("(a root of 6*d^3 + 6*d^2 + 6*d - 1) to 99/100")


def test_with_several_parameters_the_answer_is_a_formula():
    answer = sustained(read_model(DILEMMA), GRIM)
    assert str(answer.holds) == "r + 7*d > 10"
    assert [str(own) for own in answer.averages] == ["r", "r"]
    assert (answer.parameter, answer.intervals) == ("", ())
    assert holds_at(answer.holds.statement, {"r": Fraction(9), "d": Fraction(1, 5)})


def test_what_follows_may_be_drawn():
    """Forgiven with probability p: cooperation pays if (10 − 9)(1 − d(1 − p)) ≤ 6d, whatever p is at 0."""
    text = DILEMMA.replace("  d: {", "  p: {range: [0, 1/2], baseline: 1/4}\n  d: {")
    foes = {"play": DD, "next": [({}, {"friends": "p", "foes": "rest"})]}
    forgiving = Automaton({"friends": GRIM.states["friends"], "foes": foes})
    answer = sustained(read_model(text), forgiving, values={"r": 9})
    for p, d in product(
        (Fraction(0), Fraction(1, 4), Fraction(1, 2)), (Fraction(1, 7) + Fraction(1, 99), Fraction(1, 8))
    ):
        worth_foe = (3 + d * p * 9 / (1 - d)) / (1 - d * (1 - p))
        holds = 10 + d * worth_foe <= 9 / (1 - d)
        assert holds_at(answer.holds.statement, {"p": p, "d": d}) == holds


@pytest.mark.parametrize(
    ("states", "says"),
    [
        (
            {"s": {"play": {"A": "C"}, "next": [({}, "s")]}},
            "the state 's' needs play, an action of each of A, B",
        ),
        ({"s": {"play": {"A": "C", "B": "E"}, "next": [({}, "s")]}}, "'E' is not an action of B"),
        ({"s": {"play": CC}}, "the state 's' needs next"),
        ({"s": {"play": CC, "next": [({}, "t")]}}, "'t' is not a state"),
        ({"s": {"play": CC, "next": [(CC, "s")]}}, "nothing follows C, D in 's'"),
        ({"s": {"play": CC, "next": [({}, "s"), (DD, "s")]}}, "never counts"),
    ],
)
def test_what_is_no_automaton_of_the_game_is_refused(states, says):
    with pytest.raises(InvalidGame, match=says):
        sustained(read_model(DILEMMA), Automaton(states))


def test_other_games_have_no_automata():
    with pytest.raises(InvalidGame, match="an automaton plays a repeated game"):
        sustained(gp.load("seed/trade-restriction"), GRIM)

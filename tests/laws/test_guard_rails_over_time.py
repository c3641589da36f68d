"""Guard-rails over time: where a theorem rules the option paradox out, no enumeration finds it."""

import sys
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from witnesses.sampling import cases
from witnesses.stochastic_games import random_game

from gametheory_paradox import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import (
    Profile,
    State,
    StochasticGame,
    delete,
    hashed_game,
    scope_of,
    state_values,
)
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import EnclosedNumber
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS


def drawn(number, *, alone):
    """Three states of two players, who tie often: of one who has choices, or of two who get zero together."""
    random, states = Random(f"over time {number} {alone}"), []
    actions = (("a", "b"), ("only",) if alone else ("l", "r"))
    for place in range(3):
        cells, rows = [], []
        for _ in range(len(actions[0]) * len(actions[1])):
            paid = Fraction(random.randint(-1, 1))
            cells.append((paid, Fraction(random.randint(-2, 2)) if alone else -paid))
            rows.append(random.choice([(1, 0, 0), (0, 1, 0), (0, 0, 1), (0, Fraction(1, 2), Fraction(1, 2))]))
        rows = tuple(tuple(map(Fraction, row)) for row in rows)
        states.append(State(f"s{place}", actions, tuple(cells), rows))
    discount = Fraction(random.randint(0, 9), 10)
    start = (Fraction(1), Fraction(0), Fraction(0))
    return StochasticGame(("A", "B"), tuple(states), start, (discount,) * 2), random


def best_of_all(game):
    """The most that the first player gets from the start by a pure plan, where the other has no choice."""
    sizes = [len(info.actions) for info in game.information_sets]
    profiles = (Profile.pure(game.information_sets, own) for own in product(*map(range, sizes)))
    return max(state_values(game, profile)[0][0] for profile in profiles)


@cases(30, 600)
def test_a_lone_decision_maker_never_does_better_without_an_option(count):
    seen = Counter()
    for number in range(count):
        game, random = drawn(number, alone=True)
        at = random.sample(["s0", "s1", "s2"], random.randint(1, 2))
        for quantifier in ("strong", "possible"):
            verdict = detect(game, mover="A", action="a", at=at, quantifier=quantifier)
            assert verdict.name == "impossible"
            verify(verdict.certificate)
        less = delete(game, scope_of(game, "A", "a", at))
        assert best_of_all(less) <= best_of_all(game)
        seen["less"] += best_of_all(less) < best_of_all(game)

    assert seen["less"] > count / 10


@cases(20, 300)
def test_two_who_get_nothing_together_never_do_better_without_an_option(count):
    for number in range(count):
        game, _ = drawn(number, alone=False)
        verdict = detect(game, mover="A", action="a", at="s0")
        assert verdict.name == "impossible"
        assert verify(verdict.certificate).verdict == "impossible"


@pytest.mark.parametrize("change", ["discount", "sum", "choice", "concept"])
def test_other_structures_are_not_ruled_out(change):
    game, _ = drawn(1, alone=False)
    data = detect(game, mover="A", action="a", at="s0").certificate.to_data()
    changed = {**data, "game": {**data["game"]}}
    if change == "discount":
        changed["game"]["discounts"] = ["1/2", "1/3"]
    elif change == "sum":
        states = [dict(state) for state in data["game"]["states"]]
        states[0]["payoffs"] = [["5", "-4"], *states[0]["payoffs"][1:]]
        changed["game"]["states"] = states
    elif change == "choice":
        changed["proof"] = {"guard_rail": "T1"}
    else:
        changed["concept"] = "nash"
    with pytest.raises(CertificateRejected):
        verify(changed)


def test_three_paradoxes_are_ruled_out_over_time():
    ruled = {rail.paradox for rail in GUARD_RAILS if "markov-perfect" in rail.concepts}
    assert ruled == {"option", "comparative-statics", "dynamic-backfire"}


BACKFIRE = {"mover": "P0", "action": "a0", "instead": "a1", "at": "s0"}


def drifting(seed, *, held):
    """Two states that drift whatever is done; or at which of the two actions at the first makes no odds."""
    game = random_game(seed, 2)
    first, *rest = game.states
    rows = first.transitions
    if held == "nobody":  # the second player's action moves it, and so may both in the other state
        return replace(game, states=(replace(first, transitions=(*rows[:2], *rows[:2])), *rest))
    states = (replace(state, transitions=state.transitions[:1] * 4) for state in game.states)
    return replace(game, states=tuple(states))


def may_be_zero(number):
    """True of zero, and of a number between bounds on both sides of it, which narrow."""
    if isinstance(number, EnclosedNumber):
        low, high = number.bounds(3)
        return low <= 0 <= high < low + Fraction(1, 1000)
    return number == 0


@cases(24, 300)
@pytest.mark.parametrize("held", ["all", "nobody"])
def test_where_states_are_met_equally_often_nothing_goes_through_them(held, count):
    seen = Counter()
    for seed in range(count):
        game = drifting(seed, held=held)
        asked = {**BACKFIRE, "held": held, "quantifier": ("strong", "best", "worst", "possible")[seed % 4]}
        verdict = detect(game, "dynamic-backfire", **asked)
        assert verdict.name == verify(verdict.certificate).verdict == "impossible"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys.modules["gametheory_paradox.detectors.at_point"], "rail_for", lambda *_: None)
            searched = detect(game, "dynamic-backfire", **asked)
        assert searched.name in ("absent", "undecided")
        seen[searched.name] += 1
        for change in searched.comparison.changes if searched.comparison else ():
            assert all(map(may_be_zero, change.states.values()))
            with suppress(CertificateRejected):  # two that bounds do not tell apart are not counted
                seen["regretted"] += change.instead > change.with_action

    assert seen["absent"] > count / 2
    assert seen["regretted"] > count / 10  # by what is answered, or by the flow


@pytest.mark.parametrize("held", ["all", "nobody"])
def test_what_moves_a_state_is_not_ruled_out(held):
    game = drifting(3, held=held)
    verdict = detect(game, "dynamic-backfire", held=held, **BACKFIRE)
    data = verdict.certificate.to_data()
    first, *rest = game.states
    moved = replace(first, transitions=(*first.transitions[:3], first.transitions[3][::-1]))
    assert moved != first
    other = replace(game, states=(moved, *rest))
    assert detect(other, "dynamic-backfire", held=held, **BACKFIRE).name != "impossible"
    for changed in (
        {**data, "game": hashed_game(other)},
        {**data, "proof": {"guard_rail": "T1"}},
        {**data, "measure": "security"},
        {**data, "verdict": "absent"},
    ):
        with pytest.raises(CertificateRejected):
            verify(changed)

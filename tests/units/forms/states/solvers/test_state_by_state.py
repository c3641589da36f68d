"""Games whose states are ordered, settled from the last states to the first, beside what cuts all at once."""

import json
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction

import pytest
from oracles import other_checker
from oracles.plain_time import pure_equilibria
from units.forms.states.solvers.test_markov_perfect import check
from witnesses.stochastic_games import VACUUM, ordered_game, random_game, truel

from gametheory_paradox import detect, solve, verify
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Profile, State, StochasticGame, expected_payoffs
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.states.proofs import ordered_states
from gametheory_paradox.forms.states.proofs.markov_perfect import is_markov_perfect
from gametheory_paradox.models.files import read_model

ZERO, ONE, HALF = Fraction(0), Fraction(1), Fraction(1, 2)
PAIR = (("a", "b"), ("c", "d"))
MEETING = ((2, 1), (0, 0), (0, 0), (1, 2))  # two pure equilibria and a mixed one
MATCHING = ((1, -1), (-1, 1), (-1, 1), (1, -1))


def in_a_row(*tables, stays=(), discount=HALF):
    """Tables played one after the other; in those that ``stays`` numbers play stays for a while."""
    states, size = [], len(tables) + 1
    for number, table in enumerate(tables):
        wait = HALF if number in stays else ZERO
        row = tuple({number: wait, number + 1: 1 - wait}.get(there, ZERO) for there in range(size))
        cells = tuple(tuple(map(Fraction, cell)) for cell in table)
        states.append(State(f"s{number}", PAIR, cells, (row,) * 4))
    states.append(State("end", ((), ()), ((ZERO, ZERO),), ((*[ZERO] * (size - 1), ONE),)))
    start = (ONE, *[ZERO] * (size - 1))
    return StochasticGame(("R", "C"), tuple(states), start, (discount, discount))


def lies_in(profile, box):
    pairs = zip(profile.probabilities, box.bounds, strict=True)
    return all(low <= p <= high for own, ends in pairs for p, (low, high) in zip(own, ends, strict=True))


GENERIC = [*range(2, 12), 13, 14]  # in the twelfth a player is paid the same by two actions


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [range(2), pytest.param(GENERIC, marks=pytest.mark.slow)])
def test_they_are_those_that_cutting_all_states_at_once_finds(seeds):
    counts = []
    for seed in seeds:
        game = ordered_game(seed, 4, discount=HALF)
        found, cut = check(game), solve(game, method="markov_perfect", budget=30)
        assert found.method == "state_by_state"
        assert not found.boxes
        assert cut.completeness.status == "proved"
        assert len(cut) == len(found)
        others = [profile for profile in found.profiles if profile not in cut.profiles]
        assert len(others) == len(cut.boxes)
        assert all(sum(lies_in(profile, box) for profile in others) == 1 for box in cut.boxes)
        counts.append(len(found))
    assert len(set(counts)) > 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_twelve_states_have_an_odd_number_and_the_pure_ones_are_the_pure_ones(seed):
    game = ordered_game(seed, 12)
    found = check(game)
    assert len(found) % 2
    small = ordered_game(seed, 4)
    pure = [profile for profile in check(small).profiles if profile.is_pure]
    assert len(pure) == len(pure_equilibria(small))


def test_each_equilibrium_of_a_state_opens_a_branch():
    found = check(in_a_row(MATCHING, MEETING, MEETING))
    assert len(found) == 9
    assert all(profile.probabilities[:2] == ((HALF, HALF),) * 2 for profile in found.profiles)
    assert set(found.payoffs) == {
        (HALF * a + HALF**2 * b, HALF * c + HALF**2 * d)
        for a, c in ((2, 1), (1, 2), (Fraction(2, 3),) * 2)
        for b, d in ((2, 1), (1, 2), (Fraction(2, 3),) * 2)
    }


def test_where_play_may_stay_a_state_is_a_game_of_its_own():
    found = check(in_a_row(MEETING, MATCHING, MEETING, stays=(1, 2)))
    assert found.method == "state_by_state"
    assert len(found) == 9
    kinds = [part["kind"] for part in found.proof["parts"]]
    assert "state-cells" in kinds
    assert "vertices" in kinds


@pytest.mark.slow
def test_an_irrational_inner_equilibrium_leaves_all_to_cutting():
    states = random_game(0, 2).states  # one of its equilibria is known by a box alone
    steps = [
        State(s.name, s.actions, s.payoffs, tuple((*row, ZERO) for row in s.transitions)) for s in states
    ]
    first = State("first", states[0].actions, ((ONE, ONE), (ZERO, ZERO)) * 2, ((ONE, ZERO, ZERO),) * 4)
    game = StochasticGame(("P0", "P1"), (*steps, first), (ZERO, ZERO, ONE), (Fraction(9, 10),) * 2)
    found = solve(game, budget=20)
    assert found.method == "markov_perfect"


def test_infinitely_many_equilibria_where_play_begins_are_listed_by_their_corners():
    equal = ((1, 5), (1, 3), (1, 2), (1, 0))  # R is indifferent, C better off by c
    found = check(in_a_row(equal, MEETING))
    assert found.is_infinite
    assert len(found) == 6
    assert sorted(map(len, found.subsets)) == [2, 2, 2]
    assert len(found.components) == 3
    for subset in found.subsets:
        one, other = (found.profiles[number] for number in subset)
        pairs = zip(one.probabilities, other.probabilities, strict=True)
        odds = tuple(tuple((p + q) / 2 for p, q in zip(*pair, strict=True)) for pair in pairs)
        assert is_markov_perfect(found.game, Profile(found.game.information_sets, odds))
    verify(found.certificate)


def test_infinitely_many_that_are_worth_the_same_open_one_branch():
    flat = ((1, 1),) * 4
    found = check(in_a_row(MEETING, flat))
    assert found.is_infinite
    assert len(found) == 12
    assert len(found.subsets) == 3
    verdict = detect(found.game, mover="R", action="a", at="s0")
    assert verdict.name == "absent"
    assert verdict.comparison.with_action.infinite


def test_of_infinitely_many_of_different_worth_the_extreme_ones_are_followed():
    equal = ((1, 5), (1, 3), (1, 2), (1, 0))
    found = solve(in_a_row(MEETING, equal))
    assert found.completeness.status == "partial"
    assert "not worth the same" in found.completeness.why
    assert len(found) == 6
    assert all(is_markov_perfect(found.game, profile) for profile in found.profiles)
    assert found.proof is None
    honest = check(in_a_row(MEETING, MEETING)).proof
    with pytest.raises(CertificateRejected):
        check_proof(found.game, "markov-perfect", "R", honest)


def test_more_than_a_thousand_are_not_all_listed(monkeypatch):
    monkeypatch.setattr(ordered_states, "MOST_PROFILES", 10)
    found = solve(in_a_row(MEETING, MATCHING, MEETING, MEETING))  # 27
    assert found.completeness.status == "partial"
    assert "equilibria to list" in found.completeness.why
    assert len(found) == 10
    assert all(is_markov_perfect(found.game, profile) for profile in found.profiles)


def test_three_players_and_one():
    found = [check(ordered_game(seed, 2, players=3)) for seed in range(4)]
    assert all(len(own) % 2 for own in found)
    assert "state_by_state" in {own.method for own in found}
    lone = ordered_game(1, 6, players=1)
    assert len(check(lone)) == 1
    assert check(lone).proof == {"kind": "ordered-states", "parts": []}


def test_steps_of_a_period_are_not_discounted():
    game = in_a_row(MEETING, MEETING)
    at_once = replace(game, states=(replace(game.states[0], at_once=True), *game.states[1:]))
    assert (Fraction(3), Fraction(3)) in check(at_once).payoffs  # 2 and 1, then 1 and 2
    assert (Fraction(5, 2), Fraction(2)) in check(game).payoffs


def test_a_truel_in_which_one_always_hits_is_settled_without_a_discount():
    game = read_model(truel({"A": "1/3", "B": "2/3", "C": "1"})).at()
    found = solve(game)
    assert found.method == "state_by_state"
    assert tuple(map(str, found.payoffs[0])) == ("59/189", "34/63", "4/27")


def test_states_in_no_order_are_cut_all_at_once():
    assert solve(read_model(VACUUM).at()).method == "markov_perfect"
    assert solve(random_game(4, 2)).method == "markov_perfect"


def test_a_budget_that_ends_is_a_value():
    assert solve(ordered_game(0, 6), budget=0).completeness.status == "budget"


def test_changed_proofs_are_refused():
    game = in_a_row(MEETING, MATCHING, MEETING, stays=(1,))
    proof = check(game).proof
    refused = 0
    for change in (
        lambda parts: parts.pop(),
        lambda parts: parts.append(parts[-1]),
        lambda parts: parts.reverse(),
        lambda parts: parts.insert(0, parts[1]),
        lambda parts: parts[0]["vertices"][0].pop(),
        lambda parts: parts.clear(),
        lambda parts: parts.__setitem__(1, {"kind": "ordered-states", "parts": [parts[1]]}),
    ):
        changed = deepcopy(proof)
        change(changed["parts"])
        with pytest.raises(CertificateRejected):
            check_proof(game, "markov-perfect", "R", changed)
        refused += 1
    assert refused == 7
    with pytest.raises(CertificateRejected, match="is about markov-perfect equilibria"):
        check_proof(game, "pure-markov-perfect", "R", proof)


def test_the_second_checker_accepts_what_is_proved():
    for seed in range(4):
        game = ordered_game(seed, 5)
        other_checker.check(json.dumps(solve(game).certificate.data))
        verdict = detect(game, mover="P0", action="a0", at="s0")
        other_checker.check(json.dumps(verdict.certificate.data))


def test_a_measure_is_compared_too():
    game = in_a_row(((1, 5), (1, 3), (1, 2), (1, 0)), MEETING)
    cells = [(*cell, *(own + 1 for own in cell)) for state in game.states for cell in state.payoffs]
    measured = game.with_payoffs(cells, "security")
    proved = check_proof(measured, "markov-perfect", "C", solve(game).proof)
    assert proved.infinite
    paid = [expected_payoffs(measured, profile)[3] for profile in proved.profiles]
    assert proved.payoffs("C").values == (min(paid), max(paid))

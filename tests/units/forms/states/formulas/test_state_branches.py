"""Markov perfect equilibria as formulas, against the equilibria of the game at points."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

import pytest
from witnesses.sampling import cases
from witnesses.stochastic_games import (
    AID,
    DEVELOPMENT,
    VACUUM,
    profile_at,
    random_game,
    truel,
)

import gametheory_paradox as gp
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.conditions.proofs.signs import KnownSigns
from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms import Profile
from gametheory_paradox.forms.states.formulas.state_branches import FEW, state_branches, supports_left
from gametheory_paradox.forms.states.formulas.state_tests import StateTests
from gametheory_paradox.forms.states.proofs.markov_perfect import is_markov_perfect
from gametheory_paradox.forms.states.state_values import payoffs_from_start
from gametheory_paradox.models.files import read_model
from gametheory_paradox.polynomials import RationalFunction

ZERO = RationalFunction.constant(0)
X, D = RationalFunction.variable("x"), RationalFunction.variable("d")
POINTS = [{"x": Fraction(n, 7), "d": Fraction(m, 11)} for n, m in product((-17, -3, 5, 23), (1, 6, 10))]


def with_formulas(seed, states):
    """A random game in which one player's payoffs in the first state grow with x, and d is the discount."""
    game = random_game(seed, states)
    form = game.map(RationalFunction.constant)
    cells = [cell for state in form.states for cell in state.payoffs]
    for place in (0, 3):
        cells[place] = (cells[place][0] + X, *cells[place][1:])
    return type(form)(form.players, form.with_payoffs(cells).states, form.start, (D, D))


def one_moves_no_state(form):
    """The game in which what the first player does leaves the transitions as they are."""
    states = []
    for state in form.states:
        columns = len(state.actions[1])
        rows = tuple(state.transitions[cell % columns] for cell in range(len(state.transitions)))
        states.append(replace(state, transitions=rows))
    return type(form)(form.players, tuple(states), form.start, form.discounts)


def pure_equilibria(game):
    """By trying every profile."""
    sets = game.information_sets
    every = (Profile.pure(sets, picks) for picks in product(*(range(len(s.actions)) for s in sets)))
    return [profile for profile in every if is_markov_perfect(game, profile)]


def actions_of(profile):
    return tuple(
        (info.actions[odds.index(1)],)
        for info, odds in zip(profile.information_sets, profile.probabilities, strict=True)
    )


@pytest.mark.sampled
@pytest.mark.parametrize("seed", range(6))
def test_branches_are_the_pure_equilibria_at_every_point(seed):
    form = with_formulas(seed, 2)
    branches = state_branches(StateTests(form, Factoring())).branches
    met = 0
    for point in POINTS:
        game = form.map(lambda formula, at=point: formula.value(at))
        known = {actions_of(profile): payoffs_from_start(game, profile) for profile in pure_equilibria(game)}
        there = [branch for branch in branches if holds_at(branch.exists, point)]
        assert {b.supports: tuple(p.value(point) for p in b.payoffs) for b in there} == known
        met += len(known)
    assert met > 0


@cases(4, 60)
def test_branches_are_all_equilibria_where_one_moves_no_state(count):
    settled, mixed = 0, 0
    for seed in range(count):
        form = one_moves_no_state(with_formulas(seed, 2))
        branches = state_branches(StateTests(form, Factoring()))
        for point in POINTS[::2]:
            game = form.map(lambda formula, at=point: formula.value(at))
            there = [profile_at(game, b, point) for b in branches.branches if holds_at(b.exists, point)]
            for profile, paid in there:
                assert is_markov_perfect(game, profile)
                assert tuple(payoffs_from_start(game, profile)) == paid
            mixed += sum(not profile.is_pure for profile, _ in there)

            equilibria = gp.solve(game, budget=5)
            if not holds_at(branches.degenerate, point) and equilibria.completeness.status == "proved":
                settled += 1
                assert len({profile.probabilities for profile, _ in there}) == len(equilibria)
    assert settled > 2 * count
    assert mixed > count


def test_who_decides_alone_is_not_said_to_mix():
    """Two policies tie at some numbers alone, or throughout."""
    game = with_formulas(1, 2)
    states = [
        replace(s, actions=(s.actions[0], ("wait",)), payoffs=s.payoffs[::2], transitions=s.transitions[::2])
        for s in game.states
    ]
    alone = type(game)(game.players, tuple(states), game.start, game.discounts)
    assert state_branches(StateTests(alone, Factoring())).degenerate is False
    tied = alone.with_payoffs([(ZERO, ZERO)] * 4)
    assert state_branches(StateTests(tied, Factoring())).degenerate is True


@pytest.mark.slow
def test_nothing_is_left_out_where_nothing_is_open():
    settled, mixed = 0, 0
    for seed in range(8):
        form = with_formulas(seed, 2)
        branches = state_branches(StateTests(form, Factoring()))
        for point in POINTS[::3]:
            game = form.map(lambda formula, at=point: formula.value(at))
            equilibria = gp.solve(game, budget=5)
            if equilibria.completeness.status != "proved":
                continue
            there = [branch for branch in branches.branches if holds_at(branch.exists, point)]
            if holds_at(branches.degenerate, point):
                mixed += len(equilibria) > len(there)
            else:
                settled += 1
                assert len(equilibria) == len(there) > 0
    assert settled > 5
    assert mixed > 5


def test_what_cannot_change_what_another_plays_is_no_reason_to_mix():
    """The donor only watches, and the host's effort is worth it or not."""
    branches = state_branches(StateTests(read_model(AID).form, Factoring()))
    assert len(branches.branches) == 2
    assert branches.degenerate is False


def test_restraint_over_a_commons_pays_above_a_threshold_of_patience():
    family = read_model(VACUUM)
    atlas = gp.atlas(family)
    coerce, restrain, either = atlas.leaves
    assert coerce.play == "One at stable: coerce; Two at stable: coerce"
    assert restrain.play == "One at stable: restrain; Two at stable: restrain"
    conditions = {
        "b*delta*q + b*delta*e + b > delta*e*u + L*delta*e + b*delta",
        "delta*e*u + L*delta*e + b*delta > b*delta*q + b",
    }
    assert {str(coerce.condition), str(restrain.condition)} == conditions
    # Where both hold, what each mixes makes the other indifferent.
    assert set(str(either.condition).split(" and ")) == conditions
    (odds,) = (p for action, p in either.strategies[0] if action == "coerce")
    assert str(odds) == "(L*delta*e - b*delta*q + delta*e*u + b*delta - b)/(b*delta*e)"
    assert str(atlas.degenerate) == "never"
    at = {name: parameter.baseline for name, parameter in ((p.name, p) for p in family.parameters)}
    critical = at["b"] / (at["e"] * (at["u"] + at["L"]) + at["b"] * (1 - at["q"]))
    for delta, restrained in ((critical - Fraction(1, 999), 1), (critical + Fraction(1, 999), 2)):
        assert len(pure_equilibria(family.at(delta=delta))) == restrained


def test_a_map_where_mixtures_may_be_irrational_is_verified_and_a_changed_one_is_not():
    region = gp.chart(gp.load("seed/cooperation"), over=["k"], quantifier="worst")
    data = region.certificate.data
    assert gp.verify(data).kind == "map"
    proof = data["proof"]
    assert {"0", "?"} <= set(proof["cutting"])
    for letter in "0?":
        changed = proof["cutting"].replace(letter, "1", 1)
        with pytest.raises(CertificateRejected):
            gp.verify({**data, "proof": {**proof, "cutting": changed}})


@pytest.mark.slow
def test_three_states_with_all_their_mixtures_over_patience():
    region = gp.chart(read_model(DEVELOPMENT), over=["delta"], mover="Pakistan", action="coerce")
    assert gp.verify(region.certificate).kind == "map"
    assert region.share[1] < Fraction(3, 10)


def test_play_that_ends_is_worth_nothing_then_also_without_discount():
    family = read_model(truel({"A": "1/3", "B": "2/3", "C": "1"}))
    game, listed = family.at(), state_branches(StateTests(family.form, Factoring())).branches
    there = {
        branch.supports: tuple(p.value({}) for p in branch.payoffs) for branch in listed if branch.exists
    }
    known = gp.solve(game, concept="pure-markov-perfect")
    assert there == {actions_of(p): payoffs_from_start(game, p) for p in known.profiles}
    assert all(sum(paid) == 1 for paid in there.values())


@pytest.mark.parametrize("seed", range(4))
def test_supports_are_dropped_early_that_all_combinations_would_drop(seed):
    form = with_formulas(seed, 2 + seed % 2)
    factor = Factoring()
    ranges = {"x": (Fraction(0), Fraction(1)), "d": (Fraction(1, 2), Fraction(3, 5))}
    tests = StateTests(form, factor, KnownSigns(factor, ranges, few=FEW))
    sizes = [len(info.actions) for info in form.information_sets]
    every = product(*map(_subsets, sizes))
    holding = [supports for supports in every if tests.holds(supports) is not False]

    left = list(supports_left(tests, _subsets))
    assert [supports for supports in left if tests.holds(supports) is not False] == holding
    assert len(holding) <= len(left) < 3 ** len(sizes)


def _subsets(size):
    return [used for many in range(1, size + 1) for used in combinations(range(size), many)]


def test_too_many_supports_are_refused():
    with pytest.raises(Unsupported, match="more than 20 combinations of supports"):
        state_branches(StateTests(with_formulas(0, 2), Factoring()), most=20)


@pytest.mark.slow
def test_four_levels_of_a_stock_are_decided_over_patience():
    family = gp.load("seed/militarisation/stock/four-levels")
    region = gp.chart(family, over=["delta"])
    assert (region.share, region.undecided) == ((0, 0), 0)
    for delta in ("1/10", "1/2", "9/10", "97/100"):
        assert gp.detect(family, values={"delta": delta}).name == "absent"


def test_who_could_play_otherwise_is_asked_under_every_quantifier():
    family = read_model(VACUUM)
    for quantifier in ("strong", "best", "worst", "possible"):
        region = gp.chart(family, over=["delta"], mover="One", action="coerce", quantifier=quantifier)
        assert gp.verify(region.certificate).kind == "map"
        verdict = gp.detect(family, mover="One", action="coerce", quantifier=quantifier)
        assert verdict.name in ("present", "absent")

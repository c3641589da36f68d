"""Commitment observed with noise (bagwell1995): the matrix is printed, its mixed equilibria are derived.

The follower answers S after the picture of S with probability s, after that of C with probability c; the
leader plays S with probability p.  Each is either pure or makes the other indifferent, which leaves the three
equilibria of ``expected``.
"""

from fractions import Fraction
from itertools import product

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.concepts import (
    equilibrium_payoffs,
    first_move_observed,
    first_move_seen_with_noise,
    first_move_unobserved,
)
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.proofs.nash import is_nash, is_subgame_perfect
from gametheory_paradox.forms.solvers import solve

LEADER = {("S", "S"): 5, ("S", "C"): 3, ("C", "S"): 6, ("C", "C"): 4}
FOLLOWER = {("S", "S"): 2, ("S", "C"): 1, ("C", "S"): 3, ("C", "C"): 4}
GAME = NormalForm.from_tables(
    ["leader", "follower"],
    [["S", "C"]] * 2,
    *([[own[a, b] for b in "SC"] for a in "SC"] for own in (LEADER, FOLLOWER)),
)
FEW = [
    Fraction(1, 1000),
    Fraction(1, 100),
    Fraction(1, 10),
    Fraction(1, 5),
    Fraction(6, 25),
    Fraction(249, 1000),
]
MANY = [Fraction(251, 1000), Fraction(13, 50), Fraction(1, 3), Fraction(499, 1000), Fraction(1, 2)]
CATALOG = catalog.load("literature/bagwell-1995/noisy-commitment")


def bilinear(own, p, q):
    return sum(
        own[a, b] * (p if a == "S" else 1 - p) * (q if b == "S" else 1 - q)
        for a, b in product("SC", repeat=2)
    )


def expected(noise):
    """(p, s, c) of each equilibrium, by hand for noise < 1/2."""
    found = [(Fraction(0), Fraction(0), Fraction(0))]
    right = 1 - noise
    # The follower is indifferent after a picture where S and C are as likely: p(1-ε) = (1-p)ε after that of
    # S, or the reverse. Playing C gives the leader 1 more than S against the same answer, and an answer S
    # gives it 2 more than C: it is indifferent where the answer S is 1/2 more likely after S than after C,
    # (1-2ε)(s - c) = 1/2.
    gap = Fraction(1, 2) / (right - noise) if noise < Fraction(1, 2) else Fraction(2)
    if gap < 1:
        found += [(noise, gap, Fraction(0)), (right, Fraction(1), 1 - gap)]
    return found


def worth(noise, p, s, c):
    """What the leader gets, branch by branch."""
    after = {"S": (1 - noise) * s + noise * c, "C": noise * s + (1 - noise) * c}
    return p * bilinear(LEADER, 1, after["S"]) + (1 - p) * bilinear(LEADER, 0, after["C"])


def mixtures(found):
    return {tuple(odds[0] for odds in profile.probabilities) for profile in found.profiles}


@pytest.mark.parametrize("noise", [*FEW, *MANY])
def test_all_equilibria_are_those_derived_by_hand(noise):
    found = solve(first_move_seen_with_noise(GAME, noise=noise), concept="nash")
    assert found.completeness.status == "proved"
    assert not found.is_infinite
    assert mixtures(found) == set(expected(noise))
    assert len(found) == (3 if noise < Fraction(1, 4) else 1)
    assert {own for own, _ in found.payoffs} == {worth(noise, *place) for place in expected(noise)}


@pytest.mark.parametrize("noise", FEW)
def test_three_payoffs_below_a_quarter(noise):
    found = solve(first_move_seen_with_noise(GAME, noise=noise), concept="nash")
    even = 1 - 2 * noise
    assert sorted(own for own, _ in found.payoffs) == [4, 3 + (1 - noise) / even, 5 - noise / even]
    assert [profile.is_pure for profile in found.profiles].count(True) == 1


@pytest.mark.parametrize("noise", MANY)
def test_above_a_quarter_the_leader_is_not_heeded(noise):
    found = solve(first_move_seen_with_noise(GAME, noise=noise), concept="nash")
    assert found.payoffs == ((4, 4),)


def test_at_a_quarter_the_two_mixed_equilibria_are_the_ends_of_infinitely_many():
    found = solve(first_move_seen_with_noise(GAME, noise="1/4"), concept="nash")
    assert found.completeness.status == "proved"
    assert found.is_infinite
    assert mixtures(found) == {(0, 0, 0), (Fraction(1, 4), 1, 0), (Fraction(3, 4), 1, 0)}
    assert equilibrium_payoffs(found, "leader").intervals == ((4, 4), (Fraction(9, 2), Fraction(9, 2)))
    assert equilibrium_payoffs(found, "follower").intervals == ((Fraction(9, 4), Fraction(13, 4)), (4, 4))


@pytest.mark.parametrize("noise", [Fraction(1, 100), Fraction(1, 8), Fraction(3, 10)])
def test_every_picture_can_be_seen_so_every_nash_equilibrium_is_sequential(noise):
    tree = first_move_seen_with_noise(GAME, noise=noise)
    nash, sequential = (solve(tree, concept=concept) for concept in ("nash", "sequential"))
    assert sequential.completeness.status == "proved"
    assert mixtures(nash) == mixtures(sequential)


@pytest.mark.parametrize("noise", [Fraction(1, 100), Fraction(1, 8), Fraction(3, 10)])
def test_the_game_of_the_catalog_is_the_same(noise):
    ours = solve(first_move_seen_with_noise(GAME, noise=noise), concept="nash")
    theirs = solve(CATALOG.at(epsilon=noise), concept="nash")

    def answers(found):
        return [
            (profile.to_data(), payoffs)
            for profile, payoffs in zip(found.profiles, found.payoffs, strict=True)
        ]

    assert len(ours) == len(theirs)
    assert all(answer in answers(theirs) for answer in answers(ours))


def test_pictures_that_are_mostly_wrong_tell_as_much():
    wrong, right = (
        solve(first_move_seen_with_noise(GAME, noise=p), concept="nash") for p in ("99/100", "1/100")
    )
    assert sorted(wrong.payoffs) == sorted(right.payoffs)
    assert len(wrong) == 3


def test_observed_and_unobserved():
    assert solve(first_move_observed(GAME)).payoffs == ((5, 2),)
    assert solve(first_move_unobserved(GAME), concept="nash").payoffs == ((4, 4),)


def distance(profile, other):
    pairs = zip(profile.probabilities, other.probabilities, strict=True)
    return max(abs(p - q) for one, two in pairs for p, q in zip(one, two, strict=True))


def test_as_noise_vanishes_one_equilibrium_tends_to_the_commitment_outcome_but_none_to_its_strategies():
    observed = first_move_observed(GAME)
    (perfect,) = solve(observed).profiles
    half = Fraction(1, 2)
    ends = {  # by the leader's payoff: the limits of the three
        4: [
            Profile(observed.information_sets, ((0, 1), (0, 1), (0, 1))),
            Profile(observed.information_sets, ((0, 1), (half, half), (0, 1))),
        ],
        5: [Profile(observed.information_sets, ((1, 0), (1, 0), (half, half)))],
    }
    for digits in range(2, 7):
        noise = Fraction(1, 10**digits)
        found = solve(first_move_seen_with_noise(GAME, noise=noise), concept="nash")
        for limit, profiles in ends.items():
            for end in profiles:
                nearest = min(found.profiles, key=lambda profile: distance(profile, end))
                assert distance(nearest, end) <= 2 * noise
                assert abs(found.payoffs[found.profiles.index(nearest)][0] - limit) <= 2 * noise
        assert min(distance(profile, perfect) for profile in found.profiles) > Fraction(2, 5)
    # Each limit is an equilibrium of the observed game; none of them is subgame perfect.
    for end in (*ends[4], *ends[5]):
        assert is_nash(observed, end)
        assert not is_subgame_perfect(observed, end)
    assert is_subgame_perfect(observed, perfect)

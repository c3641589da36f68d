"""Other solution concepts on games whose answers are printed, or derived by hand from a stated game."""

from fractions import Fraction
from itertools import product

import pytest
from witnesses.sampling import ordinarily

from gametheory_paradox import catalog
from gametheory_paradox.concepts import (
    correlated_equilibrium,
    deviation_losses,
    evolutionarily_stable,
    iterated_strict_dominance,
    maximin,
    payoff_dominant,
    rank_cells,
    rationalizable,
    risk_dominance,
    strong_stackelberg,
    weak_stackelberg,
    zero_sum_value,
)
from gametheory_paradox.forms import NormalForm, delete, scope_of
from gametheory_paradox.forms.solvers import solve

SECURITY = catalog.load("literature/dobss-2008/security").at()
RACE = catalog.load("literature/sandler-2003/preempt-or-deter")
LEVELS = [Fraction(n) for n in (1, 2, 4, 5, 6, 9)]


def bimatrix(rows, columns, first, second):
    return NormalForm.from_tables(["1", "2"], [rows, columns], first, second)


# Commitment: the security game of paruchuri2008 (printed: 2 in equilibrium, 3 by committing to b, 3.5 by half
# and half).


def test_the_leader_gets_two_thirds_of_a_and_eleven_thirds():
    found = strong_stackelberg(SECURITY)
    assert (found.value, found.mixture, found.responses) == (
        Fraction(11, 3),
        (Fraction(2, 3), Fraction(1, 3)),
        ("d",),
    )


@pytest.mark.parametrize(("share_of_a", "value"), [(0, 3), (Fraction(1, 2), Fraction(7, 2)), (1, 2)])
def test_the_printed_commitments(share_of_a, value):
    # With one action less to mix with, committing to the mixture is committing to the action that stands for
    # it.
    rows = [
        [share_of_a * a + (1 - share_of_a) * b for a, b in zip(*SECURITY.matrix(player), strict=True)]
        for player in SECURITY.players
    ]
    fixed = NormalForm.from_tables(SECURITY.players, [["this"], SECURITY.actions[1]], [rows[0]], [rows[1]])
    assert strong_stackelberg(fixed).value == weak_stackelberg(fixed).value == value


def test_when_ties_go_against_the_leader_two_thirds_give_five_thirds_and_nearly_the_same_is_in_reach():
    found = weak_stackelberg(SECURITY)
    assert (found.value, found.attained, found.mixture) == (
        Fraction(11, 3),
        False,
        (Fraction(2, 3), Fraction(1, 3)),
    )
    at_the_tie = [
        sum(p * row[j] for p, row in zip(found.mixture, SECURITY.matrix("leader"), strict=True))
        for j in (0, 1)
    ]
    assert min(at_the_tie) == Fraction(5, 3)


def test_without_its_best_row_the_leader_gains_in_equilibrium_and_loses_by_commitment():
    without = delete(SECURITY, scope_of(SECURITY, "leader", "a"))
    assert (solve(SECURITY).payoffs[0][0], solve(without).payoffs[0][0]) == (2, 3)
    assert (strong_stackelberg(SECURITY).value, strong_stackelberg(without).value) == (Fraction(11, 3), 3)


def test_a_commitment_others_see_is_worth_more_than_equilibrium():
    # bagwell1995: the leader's only equilibrium payoff is 4, and 5 with commitment to the other row, which is
    # pure.
    game = bimatrix(["S", "C"], ["S", "C"], [[5, 3], [6, 4]], [[2, 1], [3, 4]])
    assert solve(game).payoffs == ((4, 4),)
    found = strong_stackelberg(game)
    pure = [strong_stackelberg(bimatrix([row], ["S", "C"], [first], [second])).value
            for row, first, second in zip("SC", game.matrix("1"), game.matrix("2"), strict=True)]  # fmt: skip
    assert max(pure) == 5
    assert found.value >= 5


# Dominance: the race between two that deter (after sandler2003, arce2005).


def test_deterring_is_dominant_just_where_it_pays_alone_and_pays_more_than_preempting():
    seen = set()
    for B, c, b, C in list(product(LEVELS, repeat=4))[:: ordinarily(5, 1)]:  # noqa: N806
        game = RACE.at(B=B, c=c, b=b, C=C)
        steps = iterated_strict_dominance(game).steps
        first = [game.actions[0][step.action] for step in steps if step.player == 0]
        dominant = iterated_strict_dominance(game).actions["A"] == ("deter",) and set(first) == {
            "preempt",
            "status quo",
        }
        assert dominant == (b > C and b - C > B - c)
        seen.add(dominant)
    assert seen == {True, False}


def test_dominance_leads_to_what_both_like_less_than_the_status_quo():
    game = RACE.at()
    assert iterated_strict_dominance(game).actions == {"A": ("deter",), "B": ("deter",)}
    assert iterated_strict_dominance(game).reduced.payoffs == ((-2, -2),)
    ranks = dict(zip(game.profiles(), rank_cells(game).ranks, strict=True))
    assert ranks["status quo", "status quo"] < ranks["deter", "deter"]


def test_whoever_preempts_for_a_public_good_faces_a_dilemma_or_not():
    one, two = (catalog.load(f"literature/sandler-2003/fig-{name}").at() for name in ("1a", "1c"))
    assert iterated_strict_dominance(one).actions == {"A": ("not",), "B": ("not",)}
    assert rationalizable(two).actions == {"A": ("preempt", "not"), "B": ("preempt", "not")}


# Risk: arming against a surprise attack (after chassang2009, its exit game seen from a peace worth V for
# ever).


def exit_game(V, F, W, S, gains=(0, 0, 0), losses=(0, 0)):  # noqa: N803
    f, s, w = gains
    g, h = losses
    first = [[V, S + s], [F + f, W + w]]
    second = [[V, F - g], [S, W - h]]
    return bimatrix(["peace", "war"], ["peace", "war"], first, second)


PEACE, WAR = ({"1": word, "2": word} for word in ("peace", "war"))


@pytest.mark.parametrize(("k", "threshold"), [(0, 16), (1, 19), (4, 16), (9, 7)])
def test_peace_is_risk_dominant_beyond_a_threshold_that_is_not_monotone_in_arms(k, threshold):
    root = {0: 0, 1: 1, 4: 2, 9: 3}[k]
    F, W, S = 12 - k, 4 - 2 * k, -6 * root  # noqa: N806
    assert threshold == F + W - S
    for V, dominant in [(threshold + 1, "peace"), (threshold - 1, "war")]:  # noqa: N806
        if V > F:  # otherwise peace is no equilibrium at all
            game = exit_game(V, F, W, S)
            assert deviation_losses(game).dominant == (dominant, dominant)
            assert risk_dominance(game, PEACE, WAR).dominant == (dominant, dominant)
    if threshold > F:
        assert deviation_losses(exit_game(threshold, F, W, S)).dominant is None


def test_arms_that_raise_every_own_payoff_of_conflict_end_peace():
    before = exit_game(10, Fraction(19, 2), 4, 1)
    after = exit_game(10, Fraction(19, 2), 4, 1, gains=(1, 1, 1), losses=(Fraction(1, 2), Fraction(1, 2)))
    assert sorted(payoffs[0] for payoffs in solve(before).payoffs) == [4, Fraction(61, 7), 10]
    assert [payoffs[0] for payoffs in solve(after).payoffs] == [5]
    assert deviation_losses(before).dominant == ("war", "war")
    assert solve(before).payoffs[payoff_dominant(solve(before))] == (10, 10)


# Other known answers.


def test_chicken_with_a_mediator():
    # aumann1974's point: 21/4 each, outside of what any lottery over the three equilibria gives both.
    game = bimatrix(["dare", "yield"], ["dare", "yield"], [[0, 7], [2, 6]], [[0, 2], [7, 6]])
    assert correlated_equilibrium(game).payoffs == (Fraction(21, 4), Fraction(21, 4))
    assert max(sum(payoffs) for payoffs in solve(game).payoffs) < Fraction(21, 2)


@pytest.mark.parametrize(("value", "cost"), [(2, 4), (1, 10), (3, 5)])
def test_hawks_are_as_frequent_as_the_prize_is_to_the_wound(value, cost):
    # maynardsmith1973: with prize V and wound C > V, a share V/C of hawks.
    V, C = Fraction(value), Fraction(cost)  # noqa: N806
    rows = [[(V - C) / 2, V], [0, V / 2]]
    game = bimatrix(["hawk", "dove"], ["hawk", "dove"], rows, list(zip(*rows, strict=True)))
    (only,) = evolutionarily_stable(game).strategies
    assert only.mixture == (V / C, 1 - V / C)


def test_colonel_blotto_of_four_and_three():
    # The textbook game: four regiments against three over two posts; the value is 14/9 to the larger side.
    larger = [(4 - n, n) for n in range(5)]
    smaller = [(3 - n, n) for n in range(4)]

    def score(mine, theirs):
        won = [(a > b) - (a < b) for a, b in zip(mine, theirs, strict=True)]
        return sum(sign * (1 + min(a, b)) for sign, a, b in zip(won, mine, theirs, strict=True))

    first = [[score(a, b) for b in smaller] for a in larger]
    names = [[f"{a}-{b}" for a, b in side] for side in (larger, smaller)]
    found = zero_sum_value(bimatrix(*names, first, [[-x for x in row] for row in first]))
    assert found.value == Fraction(14, 9)
    assert maximin(found.game, "2").value == Fraction(-14, 9)


@pytest.mark.parametrize("penalty", [4, 8])
def test_a_larger_penalty_leaves_crime_where_it_was_but_pays_who_can_commit(penalty):
    # After tsebelis1989: g = 1, L = 10, r = 5, c = 2; enforcement falls with the penalty, harboring stays at
    # c/r.
    g, loss, reward, cost = 1, 10, 5, 2
    first = [[g - penalty, g], [0, 0]]
    second = [[-loss + reward - cost, -loss], [-cost, 0]]
    game = NormalForm.from_tables(
        ["Host", "Coercer"], [["harbor", "suppress"], ["enforce", "ignore"]], first, second
    )
    (only,) = solve(game)
    assert only.probabilities[0][0] == Fraction(2, 5)
    assert only.probabilities[1][0] == Fraction(g, penalty)
    assert solve(game).payoffs[0][1] == -4
    found = strong_stackelberg(game, leader="Coercer")
    assert found.mixture[0] == Fraction(g, penalty)
    assert found.value == -Fraction(cost * g, penalty)


# Proper equilibria: figure 2 of myerson1978, whose second equilibrium is perfect and not proper.


# Extensive-form correlation: the signaling game of vonstengel2008 (section 2.3).  A professor lets a student
# work or not; all correlated equilibria pay 0 and 6, and a mediator who tells the good student which of two
# empty signals is believed today brings about 7/2 and 13/2.

"""The one equilibrium that Lemke's algorithm finds on the sequence form, among all that Gambit finds."""

from collections import Counter
from functools import cache

import pytest
from oracles import plain_trees
from oracles.trees.comparing import filled, stored
from witnesses.sampling import slowly

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import Profile
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.solvers.sequence_form_lemke import sequence_form_lemke


@cache
def games():
    return [row for row in stored() if row.players == 2]


SHARES = 8

each_share = pytest.mark.parametrize("share", [0, *map(slowly, range(1, SHARES))])


def test_there_are_enough_games_and_most_leave_a_choice():
    assert len(games()) >= 500
    assert sum(len(row.nash) > 1 for row in games()) > 300


@each_share
def test_it_lies_in_the_normal_form_set(share):
    how = Counter()
    for row in games()[share::SHARES]:
        found = solve(row.game, concept="nash", method="sequence_form_lemke")
        assert (len(found), found.completeness.status) == (1, "partial")
        odds = found[0].probabilities
        assert plain_trees.is_nash(row.tree, odds), row.name
        theirs = [plain_trees.plans(row.tree, filled(row.tree, behavior)) for _, behavior in row.nash]
        is_one = plain_trees.plans(row.tree, odds) in theirs
        assert is_one or lies_within_a_subset(row, odds), row.name
        how[is_one, any(0 < p < 1 for own in odds for p in own)] += 1
    assert how[True, False] > 50, how
    assert how[True, True] > 1, how


def lies_within_a_subset(row, odds):
    """Whether a profile mixes equilibria that may be mixed: among plans that all answer each other."""
    own = plain_trees.plans(row.tree, odds)
    found = solve(row.game, concept="nash")
    plans = [plain_trees.plans(row.tree, profile.probabilities) for profile in found.profiles]
    return any(
        all(
            plain_trees.in_hull(plan, [plans[n][who] for n in subset]) for who, plan in enumerate(own) if plan
        )
        for subset in found.subsets
    )


@each_share
def test_priors_of_many_kinds_lead_into_the_set_too(share):
    """From each of Gambit's equilibria: pure ones leave most of the tree unseen, mixed ones tie."""
    how = Counter()
    for row in games()[share::SHARES][::3]:
        theirs = [filled(row.tree, behavior) for _, behavior in row.nash]
        expected = [plain_trees.plans(row.tree, odds) for odds in theirs]
        for prior in theirs[:4]:
            found = sequence_form_lemke(
                row.game, Clock(None), prior=Profile(row.game.information_sets, prior)
            )
            odds = found[0].probabilities
            assert plain_trees.is_nash(row.tree, odds), row.name
            inside = plain_trees.plans(row.tree, odds) in expected
            assert inside or lies_within_a_subset(row, odds), row.name
            how["mixed prior"] += any(0 < p < 1 for own in prior for p in own)
            how["pure prior"] += all(p in (0, 1) for own in prior for p in own)
    assert min(how["mixed prior"], how["pure prior"]) > 1, how


@pytest.mark.slow
@each_share
def test_nobody_plays_a_weakly_dominated_strategy(share):
    """Perfect in the normal form: each strategy is best against a mixture that excludes nothing (Pearce)."""
    how = Counter()
    for row in games()[share::SHARES]:
        found = solve(row.game, concept="nash", method="sequence_form_lemke")
        assert is_undominated(row.tree, found[0].probabilities), row.name
        how["dominated equilibria"] += any(
            not is_undominated(row.tree, filled(row.tree, b)) for _, b in row.nash
        )
    assert how["dominated equilibria"] > 10, how


def is_undominated(tree, odds):
    return all(_is_undominated(tree, odds, who) for who in range(2))


def _is_undominated(tree, odds, who):
    """Whether weights ≥ 1 on the other's pure strategies make a strategy as good as every pure one."""
    mine = [s for s, owner in enumerate(tree.owners) if owner == who]
    theirs = [s for s, owner in enumerate(tree.owners) if owner != who]
    against = list(plain_trees.deviations(tree, odds, theirs))
    own = [plain_trees.worth(tree, other, who) for other in against]
    rows = []
    for mixed in plain_trees.deviations(tree, odds, mine):
        line = []
        for payoff, other in zip(own, against, strict=True):
            both = tuple(mixed[s] if s in mine else other[s] for s in range(len(odds)))
            line.append(payoff - plain_trees.worth(tree, both, who))
        rows.append(line)
    return plain_trees.is_solvable_above_one(rows)

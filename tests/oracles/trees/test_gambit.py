"""Seven hundred small trees against Gambit, and against plain means, concept by concept."""

from collections import Counter
from fractions import Fraction
from functools import cache
from itertools import product

import pytest
from oracles import plain_trees
from oracles.trees.comparing import PARTS, filled, is_found, is_near, stored
from oracles.trees.games import KINDS, every_game

from gametheory_paradox.forms import Lottery
from gametheory_paradox.forms.solvers import METHODS, solve
from gametheory_paradox.forms.trees.assessments import Trembles
from gametheory_paradox.models.files import write_efg

BUDGET = 10  # seconds a game, which hardly any needs
SHARES = 24
AT_MOST_ONE = "never: it finds at most one equilibrium"  # by numbers, where they lead to an exact one
PROVED_UP_TO = 12  # nodes: so far every equilibrium of a concept beyond Nash is promised
OPEN = {  # but for three players whose equilibria form a curved continuum
    ("three players 6", "perfect-bayesian"),
    ("three players 23", "perfect-bayesian"),
    ("three players 23", "sequential"),
}
NEAR = PARTS // 100
CONCEPTS = ("subgame-perfect", "perfect-bayesian", "sequential")

each_share = pytest.mark.parametrize(
    "share", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, SHARES))]
)
each_concept = pytest.mark.parametrize("concept", CONCEPTS)


@cache
def by_name():
    return {row.name: row for row in stored()}


@cache
def solved(name, concept):
    """What the solvers find, found once."""
    return solve(by_name()[name].game, concept=concept, budget=BUDGET)


def two_players(share):
    return [row for row in stored()[share::SHARES] if row.players == 2]


def three_players(share):
    return [row for row in stored()[share::SHARES] if row.players == 3]


# ---- The stored answers, by plain means


@pytest.mark.slow
def test_the_answers_are_of_these_games():
    written = [(name, write_efg(game)) for name, game in every_game()]
    assert [(row.name, row.efg) for row in stored()] == written
    assert Counter(row.kind for row in stored()) == {name: count for name, count, *_ in KINDS}


@pytest.mark.slow
def test_the_games_hide_things_and_have_chance_in_them():
    kinds = Counter()
    for row in stored():
        kinds["games"] += 1
        kinds["hidden"] += any(len(members) > 1 for members in row.tree.members)
        kinds["hidden twice"] += sum(len(members) > 1 for members in row.tree.members) > 1
        kinds["chance"] += any(isinstance(node, Lottery) for node in row.tree.nodes)
        kinds["proper subgames"] += len(plain_trees.subgames(row.tree)) > 1
        kinds["mixed"] += any(0 < p < 1 for _, behavior in row.nash for own in behavior if own for p in own)
        kinds["small"] += len(row.tree.nodes) <= PROVED_UP_TO
        kinds["paths"] += row.logit is not None
        assert plain_trees.has_perfect_recall(row.tree)
    assert kinds["games"] >= 700
    assert min(kinds["hidden"], kinds["proper subgames"], kinds["small"], kinds["paths"]) > 450, kinds
    assert min(kinds["hidden twice"], kinds["chance"], kinds["mixed"]) > 150, kinds


@each_share
def test_what_gambit_finds_is_nash_by_plain_means_and_no_pure_equilibrium_is_missing(share):
    for row in stored()[share::SHARES]:
        theirs = set()
        for payoffs, behavior in row.nash:
            odds = filled(row.tree, behavior)
            assert plain_trees.is_nash(row.tree, odds)
            assert plain_trees.payoffs(row.tree, odds) == payoffs
            theirs.add(plain_trees.plans(row.tree, odds))
        pure = {plans for plans in theirs if all(p in (0, 1) for own in plans for p in own)}
        ours = {
            plain_trees.plans(row.tree, odds)
            for odds in plain_trees.pure_profiles(row.tree)
            if plain_trees.is_nash(row.tree, odds)
        }
        assert ours == pure, row.name


@each_share
def test_the_ends_of_gambits_paths_are_sequential_equilibria_by_plain_means(share):
    certain = 0
    for row in stored()[share::SHARES]:
        if row.logit is None:
            continue
        played = tuple(tuple(Fraction(p, sum(own)) for p in own) for own in row.logit["behavior"])
        if all(p is not None for own in row.logit["beliefs"] for p in own):
            held = tuple(tuple(Fraction(p, sum(own)) for p in own) for own in row.logit["beliefs"])
            for number, owner in enumerate(row.tree.owners):
                stakes = max(1, *(abs(end.payoffs[owner]) for _, end in row.game.terminals()))
                rows = plain_trees.losses(row.tree, played, number)
                assert all(plain_trees.weighed(held[number], loss) >= -stakes / 1000 for loss in rows), (
                    row.name
                )
        rounded = tuple(tuple(Fraction(round(p)) for p in own) for own in played)
        if is_near(rounded, row.logit["behavior"], PARTS // 1000):
            certain += 1
            assert plain_trees.sequential_verdict(row.tree, rounded), row.name
    assert certain >= 15


# ---- Nash equilibria by the solvers


@each_share
def test_with_two_players_the_nash_equilibria_are_gambits(share):
    for row in two_players(share):
        found = solved(row.name, "nash")
        assert found.completeness.status == "proved"
        compare_nash(row, found)


def compare_nash(row, found):
    """What was found plays like some of Gambit's; each of Gambit's like one found or a mixture of such."""
    theirs = [filled(row.tree, behavior) for _, behavior in row.nash]
    expected = {plain_trees.plans(row.tree, odds) for odds in theirs}
    ours = {plain_trees.plans(row.tree, profile.probabilities) for profile in found.profiles}
    assert ours <= expected, row.name
    assert all(is_found(found, row.tree, odds) for odds in theirs), row.name
    assert set(found.payoffs) <= {payoffs for payoffs, _ in row.nash}


@pytest.mark.slow
@each_share
def test_every_method_for_nash_equilibria_of_trees_answers_within_the_set(share):
    tried, answered = Counter(), Counter()
    for row in two_players(share):
        expected = {plain_trees.plans(row.tree, filled(row.tree, behavior)) for _, behavior in row.nash}
        for method in METHODS:
            if method.concept != "nash" or not method.applies(row.game):
                continue
            found = solve(row.game, concept="nash", method=method.name, budget=BUDGET)
            tried[method.name] += 1
            answered[method.name] += bool(found.profiles)
            assert found.profiles or method.complete == AT_MOST_ONE
            for profile in found.profiles:
                assert plain_trees.is_nash(row.tree, profile.probabilities), (row.name, method.name)
            if found.completeness.status == "proved":
                assert expected >= {
                    plain_trees.plans(row.tree, profile.probabilities) for profile in found.profiles
                }
                compare_nash(row, found)
    assert {method for method, count in answered.items() if 2 * count > tried[method]} == set(tried)


@each_share
def test_with_three_players_what_is_found_is_nash_and_what_gambit_finds_is_found(share):
    complete = 0
    for row in three_players(share):
        found = solved(row.name, "nash")
        for profile in found.profiles:
            assert plain_trees.is_nash(row.tree, profile.probabilities), row.name
        if found.completeness.status != "proved":
            continue
        complete += 1
        for _, behavior in row.nash:
            assert is_found(found, row.tree, filled(row.tree, behavior)), row.name
        for behavior in row.polynomial or []:
            rounded = tuple(tuple(Fraction(round(p / PARTS)) for p in own) for own in behavior)
            if is_near(rounded, behavior, 1) and all(any(own) for own in rounded):
                assert is_found(found, row.tree, rounded), row.name
    assert complete


# ---- What is beyond Nash


def satisfies(row, concept, odds):
    """Whether a profile satisfies a concept by plain means; None where these cannot tell."""
    if concept == "subgame-perfect":
        return plain_trees.is_subgame_perfect(row.tree, odds)
    if concept == "perfect-bayesian":
        return plain_trees.weak_sequential_beliefs(row.tree, odds) is not None
    return plain_trees.sequential_verdict(row.tree, odds)


@pytest.mark.slow
@each_share
@each_concept
def test_what_is_found_satisfies_the_concept_by_plain_means(share, concept):
    for row in stored()[share::SHARES]:
        found = solved(row.name, concept)
        if (row.name, concept) in OPEN:
            assert found.completeness.status == "partial"
        elif len(row.tree.nodes) <= PROVED_UP_TO and concept != "subgame-perfect":
            assert found.completeness.status == "proved", (row.name, found.completeness.why)
        if found.completeness.status == "proved":
            assert len(found), row.name  # every tree has a sequential equilibrium
        for profile in found.profiles:
            assert satisfies(row, concept, profile.probabilities) is not False, row.name
            assert plain_trees.is_nash(row.tree, profile.probabilities)
        if concept != "subgame-perfect":
            assert {a.profile for a in found.assessments} == set(found.profiles)
            for a in found.assessments:
                assert plain_trees.is_weak_sequential(row.tree, a.profile.probabilities, a.beliefs), row.name
        if concept == "sequential":
            for a in found.assessments:
                assert plain_trees.is_subgame_perfect(row.tree, a.profile.probabilities), row.name


@pytest.mark.slow
@each_share
def test_the_witnesses_of_consistency_hold_by_plain_means(share):
    checked = 0
    for row in stored()[share::SHARES]:
        found = solved(row.name, "sequential")
        if found.proof is None:
            continue
        listed = found.proof["assessments"]
        assert len(listed) == len(found.assessments)
        for a, entry in zip(found.assessments, listed, strict=True):
            trembles = Trembles.from_data(row.game, entry["trembles"])
            weights = [
                [{order: coefficient} for order, coefficient in zip(*own, strict=True)]
                for own in zip(trembles.orders, trembles.coefficients, strict=True)
            ]
            assert plain_trees.is_sequential(row.tree, a.profile.probabilities, a.beliefs, weights), row.name
            checked += 1
    assert checked > 40


def tells_all(found):
    """True if every equilibrium is listed, or left by ties: not where only what is paid is proved."""
    return found.completeness.status == "proved" and bool(found.listed or found.ties)


@each_share
@each_concept
def test_no_pure_equilibrium_is_missing(share, concept):
    compared = 0
    for row in stored()[share::SHARES]:
        found = solved(row.name, concept)
        if not tells_all(found):
            continue
        for odds in plain_trees.pure_profiles(row.tree):
            if plain_trees.is_nash(row.tree, odds) and satisfies(row, concept, odds):
                compared += 1
                assert is_found(found, row.tree, odds), row.name
    assert compared > 480 // SHARES


@each_share
@each_concept
def test_no_extreme_nash_equilibrium_that_satisfies_the_concept_is_missing(share, concept):
    mixed = 0
    for row in two_players(share):
        found = solved(row.name, concept)
        if not tells_all(found):
            continue
        for _, behavior in row.nash:
            ways = [[own] if own else units(size) for own, size in zip(behavior, row.tree.sizes, strict=True)]
            for odds in product(*ways):
                if satisfies(row, concept, odds):
                    mixed += any(0 < p < 1 for own in odds for p in own)
                    assert is_found(found, row.tree, odds) or is_left_by_ties(found, row.tree, odds), row.name
    assert mixed


def is_left_by_ties(found, tree, odds):
    """True if ties of a tree in which all is seen leave an equilibrium: by what is taken and what is paid."""
    if not found.ties:
        return False
    taken = [{action for action, p in enumerate(own) if p} for own in odds]
    may = [[set(tied.actions) for tied in found.ties if tied.information_set == n] for n in range(len(odds))]
    assert all(
        any(own <= tied for tied in several) or not several for own, several in zip(taken, may, strict=True)
    )
    paid, ranges = plain_trees.payoffs(tree, odds), zip(*found.payoffs, strict=True)
    return all(min(own) <= gets <= max(own) for gets, own in zip(paid, ranges, strict=True))


def units(size):
    return [tuple(Fraction(a == b) for a in range(size)) for b in range(size)]


@pytest.mark.slow
@each_share
def test_the_end_of_gambits_path_is_near_a_sequential_equilibrium_that_is_found(share):
    compared = 0
    for row in stored()[share::SHARES]:
        found = solved(row.name, "sequential")
        if row.logit is None or found.completeness.status != "proved" or found.is_infinite:
            continue
        compared += 1
        assert any(
            is_near(profile.probabilities, row.logit["behavior"], NEAR) for profile in found.profiles
        ), row.name
    assert compared > 10

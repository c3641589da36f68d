"""Backward induction against every plan written out, and verdicts at ties against sampled mixtures."""

from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.attained import assert_attained
from witnesses.brute_force import Plans, losing, option_in_tree
from witnesses.games import QUANTIFIERS, asked, requests, restraint_trees, tied_chains, trees, wide
from witnesses.sampling import always, cases, seen
from witnesses.tied_trees import THREATENED, kim, threatened

from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    Lottery,
    Move,
    Profile,
    expected_payoffs,
    node_payoffs,
)
from gametheory_paradox.forms.proofs.nash import is_subgame_perfect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.proofs.plans_under_ties import bounds

SMALL = trees(depth=2, branches=st.just(2))


def pure_plans(game):
    """Every pure profile at which nobody gains by another action at any node, found by trying all of them."""
    found = set()
    for choices in product(*(range(len(info.actions)) for info in game.information_sets)):
        values = values_of(game, choices)
        if all(
            values[child][game.mover(node)] <= values[position][game.mover(node)]
            for position, node in enumerate(game.nodes)
            if isinstance(node, Decision)
            for child in node.children
        ):
            found.add(choices)
    return found


def values_of(game, choices):
    values = {}
    for position in reversed(range(len(game.nodes))):
        node = game.nodes[position]
        if isinstance(node, Decision):
            values[position] = values[node.children[choices[node.information_set]]]
        elif isinstance(node, Lottery):
            below = [values[child] for child in node.children]
            values[position] = tuple(
                sum(p * payoffs[who] for p, payoffs in zip(node.probabilities, below, strict=True))
                for who in range(len(game.players))
            )
        else:
            values[position] = node.payoffs
    return values


def choices_of(profile):
    return tuple(odds.index(1) for odds in profile.probabilities)


@cases(36, 2000)
def test_the_pure_plans_are_listed_each_once_and_no_others(count):
    @always(
        count,
        st.one_of(SMALL, trees(wide, depth=2), restraint_trees().filter(lambda game: len(game.players) == 2)),
    )
    def law(game):
        found = solve(game)
        assert len(set(found.profiles)) == len(found)
        pure = {choices_of(p): payoffs for p, payoffs in zip(found, found.payoffs, strict=True) if p.is_pure}
        assert set(pure) == pure_plans(game)
        assert found.pure_plans in (None, len(pure))
        assert (found.pure_plans is None) == (not found.ties)
        for choices, payoffs in pure.items():
            assert payoffs == values_of(game, choices)[0]


@cases(21, 2000)
def test_one_equilibrium_exactly_where_nobody_is_ever_indifferent(count):
    proved = Counter()

    @always(count, st.one_of(trees(), trees(wide)))
    def law(game):
        found, ties = solve(game), Plans(game).ties
        assert found.is_infinite == bool(ties)
        if not ties:
            assert (len(found), found.completeness.status) == (1, "proved")
        assert (found.proof is None) == (found.completeness.status != "proved")
        proved[bool(ties), found.completeness.status] += 1

    assert proved[True, "proved"] > count / 10
    assert proved[True, "partial"] <= count / 50


@cases(20, 1000)
def test_everything_listed_is_subgame_perfect_and_so_is_every_mixture_of_a_subset(count):
    @always(count, SMALL, st.fractions(0, 1, max_denominator=7))
    def law(game, share):
        found = solve(game)
        for profile in found:
            assert is_subgame_perfect(game, profile)
        assert not found.ties or len(found.components) == 1
        for subset in found.subsets:
            pair = [found[number].probabilities for number in (subset[0], subset[-1])]
            mixed = [
                tuple(share * p + (1 - share) * q for p, q in zip(*odds, strict=True))
                for odds in zip(*pair, strict=True)
            ]
            assert is_subgame_perfect(game, Profile(game.information_sets, tuple(mixed)))
        assert sorted(n for component in found.components for n in component) == list(range(len(found)))
        for subset in found.subsets:
            assert any(set(subset) <= set(component) for component in found.components)


@cases(15, 2000)
def test_a_plan_is_subgame_perfect_exactly_where_inequalities_say_so_at_each_set(count):
    told = Counter()

    @always(count, st.one_of(SMALL, trees(), tied_chains()), st.randoms())
    def law(game, random):
        found = solve(game)
        if any(tied.where is None for tied in found.ties):
            told["unknown"] += 1
            return
        best = where_best(found)
        for _ in range(20):
            plan, holds, curved = drawn_plan(game, best, random)
            assert is_subgame_perfect(game, plan) == holds
            told[holds, curved] += bool(found.ties)

    assert min(told[holds, curved] for holds in (True, False) for curved in (True, False)) > count / 5
    assert not told["unknown"]


def where_best(found):
    """For each information set the actions that may be best there, each with what has to hold."""
    best = [{odds.index(1): ()} if 1 in odds else {} for odds in found[0].probabilities]
    for tied in found.ties:
        for action, conditions in zip(tied.actions, tied.where, strict=True):
            best[tied.information_set][action] = conditions
    return best


def drawn_plan(game, best, random):
    """A plan drawn from the last sets to the first; whether all that it takes is said to be best; whether
    some inequality that it had to meet is between products.
    """
    odds, holds, curved, point = {}, True, False, {}
    for node in reversed([node for node in game.nodes if isinstance(node, Decision)]):
        info, conditions = game.information_sets[node.information_set], best[node.information_set]
        actions = range(len(info.actions))
        allowed = [a for a, own in conditions.items() if all(c.polynomial.value(point) >= 0 for c in own)]
        weights = [random.choice((0, 0, 1, 1, 2, 3)) for _ in actions]
        if random.random() < 0.9:
            weights = [weight * (a in allowed) for a, weight in zip(actions, weights, strict=True)]
        if not any(weights):
            weights[random.choice(allowed)] = 1
        holds = holds and all(a in allowed for a in actions if weights[a])
        curved = curved or any(c.polynomial.total_degree > 1 for own in conditions.values() for c in own)
        odds[node.information_set] = tuple(Fraction(weight, sum(weights)) for weight in weights)
        for action, p in zip(info.actions, odds[node.information_set], strict=True):
            for name in (action, f"{action} at {info.name}", f"{action} at {info.player}'s {info.name}"):
                point[f"P({name})"] = p
    return (
        Profile(game.information_sets, tuple(odds[n] for n in range(len(game.information_sets)))),
        holds,
        curved,
    )


@pytest.mark.slow
@cases(28, 1500)
def test_no_sampled_equilibrium_lies_outside_the_bounds(count):
    @always(count, st.one_of(trees(), tied_chains()))
    def law(game):
        limits = bounds(game)
        sampled = Plans(game, grid=[Fraction(n, 4) for n in range(5)])
        assert limits.ties == bool(sampled.ties)
        for payoffs, _ in sampled.outcomes:
            for value, (low, high) in zip(payoffs, limits.intervals[0], strict=True):
                assert low <= value <= high


@pytest.mark.slow
@cases(3, 3000)
def test_where_mixtures_reach_what_no_pure_plan_reaches_detect_knows_how_far(count):
    found = Counter()

    @always(count, asked(tied_chains()), st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        sampled, verdict = option_in_tree(game, **request), detect(game, quantifier=quantifier, **request)
        found[verdict.name] += 1
        if verdict.name in ("present", "absent"):
            # Every sampled outcome lies within the range, whose ends plans in the certificate attain.
            theirs = verdict.comparison.with_action, verdict.comparison.without_action
            ours = sampled.option.has, sampled.option.lacks
            assert [own.infinite for own in theirs] == [own.infinite for own in ours]
            assert_attained(verdict, *((own.values[0], own.values[-1]) for own in ours))
            assert verdict.name == ("present" if verdict.comparison.holds() else "absent")
            if sampled.option.matters:
                assert verdict.comparison.holds() == (verdict.comparison.gap > 0)
        elif verdict.name == "impossible":
            assert not sampled.option.hurts(quantifier)

    assert found["undecided"] == 0


@pytest.mark.slow
def test_the_chains_often_have_mixtures_that_reach_further():
    @seen(160, asked(tied_chains()), st.sampled_from(QUANTIFIERS))
    def told(case, quantifier):
        game, request = case
        marked, who = losing(game, **request), game.players.index(request["mover"])
        pure, mixed = (
            [
                {payoffs[who] for payoffs, _ in Plans(game, marked, cut, grid).outcomes}
                for cut in (False, True)
            ]
            for grid in ([Fraction(0), Fraction(1)], [Fraction(n, 6) for n in range(7)])
        )
        further = any((min(m), max(m)) != (min(p), max(p)) for p, m in zip(pure, mixed, strict=True))
        return further, detect(game, quantifier=quantifier, **request).name

    assert told[True, "undecided"] == told[False, "undecided"] == 0
    assert told[True, "present"] + told[True, "absent"] >= 15
    assert told[False, "absent"] >= 15
    assert told[False, "present"] >= 1


def played(game, share):
    """Joe plays left with probability ``share``; the others then do what is best, in where indifferent."""
    lee_goes, kim_goes = 2 * share >= 1, 2 * share >= 1 and 10 * (1 - share) >= 1
    odds = {"last": share, "then": Fraction(lee_goes), "first": Fraction(kim_goes)}
    return Profile(
        game.information_sets, tuple((odds[s.name], 1 - odds[s.name]) for s in game.information_sets)
    )


def test_a_mixture_of_one_indifferent_player_gives_what_no_pure_continuation_gives():
    game = ExtensiveForm.from_tree(THREATENED, kim())
    found = solve(game)
    pure = {payoffs[1] for p, payoffs in zip(found, found.payoffs, strict=True) if p.is_pure}
    assert (pure, found.completeness.status) == ({5}, "proved")
    assert {payoffs[1] for payoffs in found.payoffs} >= {-100, 5}
    for share, worth in [
        ("0", 5),
        ("1/3", 5),
        ("1/2", -100),
        ("3/4", -100),
        ("9/10", -100),
        ("19/20", 5),
        ("1", 5),
    ]:
        profile = played(game, Fraction(share))
        assert is_subgame_perfect(game, profile)
        assert expected_payoffs(game, profile)[1] == worth


def test_pure_plans_alone_would_find_a_paradox_that_is_not_there():
    # Meg's bribe keeps Tom away from Kim.  Without it she gets 5 by every pure plan, but -100 by a mixture of
    # Joe's.
    meg = Move("Meg", "asked", {"bribe": (2, 3, 0, 0, 0), "plain": (0, 2, 0, 0, 0)})
    game = ExtensiveForm.from_tree(THREATENED, Move("Tom", "start", {"leave": kim(), "ask": meg}))
    sampled = option_in_tree(game, mover="Meg", action="bribe")
    assert (sampled.option.has.values[-1], sampled.option.lacks.values) == (3, (-100, 5))
    assert not sampled.option.hurts("strong")
    assert not sampled.option.hurts("worst")
    assert sampled.option.hurts("best")
    answers = {q: detect(game, mover="Meg", action="bribe", quantifier=q) for q in QUANTIFIERS}
    assert {q: answer.name for q, answer in answers.items()} == {
        "strong": "absent",
        "best": "present",
        "worst": "absent",
        "possible": "present",
    }
    assert answers["strong"].comparison.without_action.values == (-100, 5)


def test_pure_plans_alone_would_miss_a_paradox_that_is_there():
    # Meg's threat drives Tom to Kim, which by pure plans is worth 5 to Meg, but may be worth -100; without it
    # she gets 2.
    game = threatened()
    found = solve(game)
    assert {payoffs[1] for p, payoffs in zip(found, found.payoffs, strict=True) if p.is_pure} == {5}
    sampled = option_in_tree(game, mover="Meg", action="threat")
    assert (sampled.option.has.values, sampled.option.lacks.values[-1]) == ((-100, 5), 2)
    assert sampled.option.hurts("worst")
    answers = {q: detect(game, mover="Meg", action="threat", quantifier=q) for q in QUANTIFIERS}
    assert {q for q, answer in answers.items() if answer.name == "present"} == {"worst", "possible"}
    assert answers["worst"].comparison.with_action.values == (-100, 5)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_a_tie_that_changes_nothing_for_the_mover_leaves_nothing_undecided(quantifier):
    left, right = (
        Move("Bob", "left", {"u": (1, 0), "v": (1, 0)}),
        Move("Bob", "right", {"good": (0, 1), "bad": (0, 0)}),
    )
    game = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "start", {"l": left, "r": right}))
    found = detect(game, mover="Bob", action="bad", at="right", quantifier=quantifier)
    assert (found.name, found.comparison.gap) == ("absent", 0)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_a_tie_elsewhere_does_not_hide_a_paradox(quantifier):
    complied = Move("Bob", "complied", {"punish": (-8, 11), "refrain": (-3, 10)})
    did_not = Move("Bob", "did not", {"punish": (-5, 2), "refrain": (0, 0)})
    start = {"comply": complied, "not": did_not, "quit": Move("Bob", "idle", {"x": (-9, 1), "y": (-9, 1)})}
    game = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "start", start))
    found = detect(game, mover="Bob", action="punish", at="complied", quantifier=quantifier)
    assert (found.name, found.comparison.gap) == ("present", 8)
    assert found.comparison.with_action.infinite
    assert found.comparison.with_action.values == (2, 2)


def test_the_value_of_a_plan_at_every_node_is_what_its_continuation_pays():
    @always(60, trees(depth=2), st.randoms(use_true_random=False))
    def law(game, random):
        choices = tuple(random.randrange(len(info.actions)) for info in game.information_sets)
        assert node_payoffs(game, Profile.pure(game.information_sets, choices)) == list(
            dict(sorted(values_of(game, choices).items())).values()
        )


@pytest.mark.slow
def test_requests_about_trees_reach_every_scope():
    @seen(100, trees())
    def kinds(game):
        return frozenset(
            "coalition" if "coalition" in r else f"at {len(r['at'])}" if "at" in r else "everywhere"
            for r in requests(game)
        )

    assert set().union(*kinds) == {"coalition", "at 1", "at 2", "everywhere"}

"""Sequential rationality, Bayes' rule, consistency: by hand on Selten's horse, else by plain means."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from oracles import plain_trees
from witnesses.imperfect_trees import distributions, forgetful_trees, imperfect_trees, profiles_of
from witnesses.sampling import always, cases

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Lottery, Move, Profile
from gametheory_paradox.forms.trees.assessments import Assessment, Trembles
from gametheory_paradox.forms.trees.proofs.sequential_rationality import (
    continuation_regrets,
    follows_bayes_rule,
    is_consistent,
    is_sequential,
    is_sequentially_rational,
    is_weak_sequential,
)
from gametheory_paradox.forms.trees.pure_strategies import realization_probabilities

ONE, HALF, THIRD = Fraction(1), Fraction(1, 2), Fraction(1, 3)


@pytest.fixture
def horse():
    def third(left, right):
        return Move("Three", "third", {"L": left, "R": right})

    after = Move("Two", "second", {"a": (1, 1, 1), "d": third((4, 4, 0), (0, 0, 1))})
    return ExtensiveForm.from_tree(
        ["One", "Two", "Three"], Move("One", "first", {"A": after, "D": third((3, 3, 2), (0, 0, 0))})
    )


def assessed(game, choices, third):
    return Assessment(Profile.pure(game.information_sets, choices), ((ONE,), (ONE,), third))


def test_the_horse_stays_where_three_believes_that_two_went_down(horse):
    # the third set's nodes: after A and d, then after D
    stay = assessed(horse, [0, 0, 1], (ONE, Fraction(0)))
    assert continuation_regrets(horse, stay) == (0, 0, 0)
    assert follows_bayes_rule(horse, stay)
    assert is_weak_sequential(horse, stay)
    trembles = Trembles(((0, 2), (0, 1), (1, 0)), ((ONE, ONE),) * 3)
    assert is_sequential(horse, stay, trembles)
    equally = Trembles(((0, 1), (0, 1), (1, 0)), ((ONE, ONE),) * 3)
    assert not is_consistent(horse, stay, equally)
    assert is_consistent(horse, assessed(horse, [0, 0, 1], (HALF, HALF)), equally)


def test_the_other_equilibrium_of_the_horse_is_not_rational_for_two(horse):
    down = assessed(horse, [1, 0, 0], (Fraction(0), ONE))
    assert follows_bayes_rule(horse, down)
    assert continuation_regrets(horse, down) == (0, 3, 0)
    assert not is_sequentially_rational(horse, down)
    assert not is_weak_sequential(horse, down)


def test_coefficients_set_the_odds(horse):
    third = (Fraction(2, 3), THIRD)
    stay = assessed(horse, [0, 0, 1], third)
    assert is_consistent(
        horse, stay, Trembles(((0, 1), (0, 1), (1, 0)), ((ONE, HALF), (ONE, ONE), (ONE, ONE)))
    )
    # weights are divided by those of the actions that are kept
    assert is_consistent(
        horse, stay, Trembles(((0, 1), (0, 1), (1, 0)), ((3 * ONE, 3 * HALF), (5 * ONE, 5 * ONE), (ONE, ONE)))
    )
    assert not is_consistent(
        horse, stay, Trembles(((0, 1), (0, 1), (1, 0)), ((ONE, ONE), (ONE, ONE), (ONE, ONE)))
    )
    assert not is_consistent(
        horse, stay, Trembles(((1, 0), (0, 1), (1, 0)), ((ONE, HALF), (ONE, ONE), (ONE, ONE)))
    )
    assert not is_consistent(
        horse, stay, Trembles(((1, 2), (0, 1), (1, 0)), ((ONE, HALF), (ONE, ONE), (ONE, ONE)))
    )


def test_beliefs_about_what_nobody_could_change_are_those_of_chance():
    def state(good):
        return Move(
            "One",
            "first",
            {"out": (1, 1), "in": Move("Two", "second", {"x": (3, 4 * (not good)), "y": (0, int(good))})},
        )

    game = ExtensiveForm.from_tree(
        ["One", "Two"], Chance({"good": ("1/3", state(True)), "bad": ("2/3", state(False))})
    )
    out = Profile.pure(game.information_sets, [0, 1])
    trembles = Trembles(((0, 1), (1, 0)), ((ONE, ONE), (ONE, ONE)))
    fair, sure = ((THIRD, 1 - THIRD), (THIRD, 1 - THIRD)), ((THIRD, 1 - THIRD), (ONE, Fraction(0)))
    assert is_consistent(game, Assessment(out, fair), trembles)
    assert not is_consistent(game, Assessment(out, sure), trembles)
    assert is_weak_sequential(game, Assessment(out, sure))
    assert not is_sequential(game, Assessment(out, sure), trembles)
    assert not is_sequentially_rational(game, Assessment(out, fair))
    assert not follows_bayes_rule(game, Assessment(out, (fair[0][::-1], sure[1])))


def test_no_tremble_reaches_what_chance_excludes():
    game = ExtensiveForm.from_tree(
        ["A"], Chance({"never": ("0", Move("A", "s", {"x": (0,), "y": (1,)})), "always": ("1", (0,))})
    )
    assessment = Assessment(Profile.pure(game.information_sets, [1]), ((ONE,),))
    assert is_weak_sequential(game, assessment)
    with pytest.raises(Unsupported, match="chance gives 'never' probability zero"):
        is_consistent(game, assessment, Trembles(((1, 0),), ((ONE, ONE),)))


def test_who_forgets_is_refused():
    late = {"a": (1,), "b": (0,)}
    game = ExtensiveForm.from_tree(
        ["Ann"], Move("Ann", "early", {"left": Move("Ann", "late", late), "right": Move("Ann", "late", late)})
    )
    with pytest.raises(Unsupported, match="Ann does not remember its own moves at 'late'"):
        continuation_regrets(
            game, Assessment(Profile.pure(game.information_sets, [0, 0]), ((ONE,), (ONE, Fraction(0))))
        )


@st.composite
def assessed_trees(draw):
    """A tree, a profile, trembles around it, and beliefs: those of the trembles, of Bayes' rule, or any."""
    game = draw(imperfect_trees())
    profile = draw(profiles_of(game))
    orders = tuple(tuple(0 if p else draw(st.integers(1, 3)) for p in odds) for odds in profile.probabilities)
    small = st.fractions(Fraction(1, 3), 3, max_denominator=3)
    coefficients = tuple(tuple(p or draw(small) for p in odds) for odds in profile.probabilities)
    terms = [list(zip(own, powers, strict=True)) for own, powers in zip(coefficients, orders, strict=True)]
    beliefs = plain_trees.limit_beliefs(plain_trees.Tree(game), terms)
    others = draw(st.sampled_from(["none", "unreached", "all"]))
    if others != "none":
        reached = realization_probabilities(game, profile)
        beliefs = tuple(
            own
            if others == "unreached" and any(reached[node] for node in members)
            else draw(distributions(len(own)))
            for own, members in zip(beliefs, game.members, strict=True)
        )
    return game, Assessment(profile, beliefs), Trembles(orders, coefficients)


@cases(75, 4000)
def test_what_is_claimed_is_what_plain_means_say(count):
    found = Counter()

    @always(count, assessed_trees())
    def law(case):
        game, assessment, trembles = case
        tree, odds, beliefs = plain_trees.Tree(game), assessment.profile.probabilities, assessment.beliefs
        weights = [
            [{k: c} for k, c in zip(*own, strict=True)]
            for own in zip(trembles.orders, trembles.coefficients, strict=True)
        ]
        rational, weak = is_sequentially_rational(game, assessment), is_weak_sequential(game, assessment)
        consistent = is_consistent(game, assessment, trembles)
        assert rational == plain_trees.is_sequentially_rational(tree, odds, beliefs)
        assert weak == plain_trees.is_weak_sequential(tree, odds, beliefs)
        assert consistent == plain_trees.is_consistent(tree, odds, beliefs, weights)
        assert follows_bayes_rule(game, assessment) >= consistent
        assert is_sequential(game, assessment, trembles) == (rational and consistent)
        found["rational", rational] += 1
        found["consistent", consistent] += 1
        found["bayes but not consistent"] += follows_bayes_rule(game, assessment) and not consistent
        found["chance"] += any(isinstance(node, Lottery) for node in game.nodes)

    assert min(found.values()) >= 3, found
    assert len(found) == 6


@cases(9, 1000)
def test_trees_in_which_somebody_forgets_are_refused(count):
    @always(count, forgetful_trees())
    def law(game):
        beliefs = tuple(tuple(Fraction(n == 0) for n in range(len(nodes))) for nodes in game.members)
        with pytest.raises(Unsupported, match="perfect recall is needed here"):
            continuation_regrets(
                game, Assessment(Profile.pure(game.information_sets, [0] * len(beliefs)), beliefs)
            )

"""Trembles and objections to perfection: arithmetic on small trees; changes are refused."""

from fractions import Fraction

import pytest

from gametheory_paradox.claims.equilibria.trembling_hand import (
    Objection,
    TremblingWeights,
    gain_form,
    is_trembling_hand_perfect,
    rules_out_perfection,
    sum_form,
)
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import Chance, ExtensiveForm, Move, Profile, Trembles

ONE = Fraction(1)


def poly(*coefficients):
    return tuple((power, Fraction(c)) for power, c in enumerate(coefficients) if c)


def horse():
    three = [
        Move("3", "h3", {"L": left, "R": right})
        for left, right in (((4, 4, 0), (0, 0, 1)), ((3, 3, 2), (0, 0, 0)))
    ]
    tree = Move("1", "h1", {"A": Move("2", "h2", {"a": (1, 1, 1), "d": three[0]}), "D": three[1]})
    return ExtensiveForm.from_tree(["1", "2", "3"], tree)


def at(game, **odds):
    return Profile(
        game.information_sets, tuple(tuple(map(Fraction, odds[info.name])) for info in game.information_sets)
    )


GAME = horse()
assert [info.name for info in GAME.information_sets] == ["h1", "h2", "h3"]
GOOD = at(GAME, h1=(1, 0), h2=(1, 0), h3=(0, 1))
BAD = at(GAME, h1=(0, 1), h2=(1, 0), h3=(1, 0))
EDGE = at(GAME, h1=(1, 0), h2=(1, 0), h3=("1/4", "3/4"))


def test_trembles_show_the_equilibrium_of_the_horse_perfect():
    small = TremblingWeights(((poly(1), poly(0, 0, 1)), (poly(1), poly(0, 1)), (poly(0, 1), poly(1))))
    assert small.limit() == GOOD.probabilities
    assert is_trembling_hand_perfect(GAME, GOOD, small)
    assert not is_trembling_hand_perfect(GAME, BAD, small)  # another limit


def test_the_wrong_order_of_trembles_does_not():
    # a mistake of the first player is as likely as one of the second: then the third answers L
    even = TremblingWeights(((poly(1), poly(0, 1)), (poly(1), poly(0, 1)), (poly(0, 1), poly(1))))
    assert not is_trembling_hand_perfect(GAME, GOOD, even)


def test_a_player_who_mixes_is_kept_indifferent_exactly():
    # P(D) = ε/(1+ε); P(d) = 2ε; so 2 P(D) = P(A) P(d): not in polynomials alone, but in shares of weights
    exact = TremblingWeights(((poly(1), poly(0, 1)), (poly(1, -2), poly(0, 2)), (poly("1/4"), poly("3/4"))))
    assert is_trembling_hand_perfect(GAME, EDGE, exact)
    rough = TremblingWeights(
        ((poly(1, -1), poly(0, 1)), (poly(1, -2), poly(0, 2)), (poly("1/4"), poly("3/4")))
    )
    assert rough.limit() == EDGE.probabilities
    assert not is_trembling_hand_perfect(GAME, EDGE, rough)


def test_the_third_player_may_not_shift_towards_what_tempts_the_second():
    up = TremblingWeights(
        ((poly(1), poly(0, 1)), (poly(1, -2), poly(0, 2)), (poly("1/4", 1), poly("3/4", -1)))
    )
    assert not is_trembling_hand_perfect(GAME, EDGE, up)
    down = TremblingWeights(
        ((poly(1), poly(0, 1)), (poly(1, -2), poly(0, 2)), (poly("1/4", -1), poly("3/4", 1)))
    )
    assert is_trembling_hand_perfect(GAME, EDGE, down)


def test_what_is_worse_near_a_profile_rules_it_out():
    assert rules_out_perfection(GAME, BAD, Objection((((1, 0, 1), ONE),)))
    assert not rules_out_perfection(GAME, GOOD, Objection((((1, 0, 1), ONE),)))
    assert not rules_out_perfection(GAME, BAD, Objection((((1, 1, 0), ONE),)))  # d is not in use
    assert not rules_out_perfection(GAME, BAD, Objection((((1, 0, 1), -ONE),)))
    assert not rules_out_perfection(GAME, BAD, Objection((((7, 0, 1), ONE),)))
    assert not rules_out_perfection(GAME, BAD, Objection(()))


def dominated():
    later = Move("B", "b", {"kind": (1, 1), "harsh": (0, 1)})
    return ExtensiveForm.from_tree(["A", "B"], Move("A", "a", {"out": (1, 1), "in": later}))


def test_a_weakly_dominated_action_rules_a_profile_out():
    game = dominated()
    profile = at(game, a=(0, 1), b=(1, 0))
    assert gain_form(game, 0, 1, 0) == {((1, 0),): 1, (): -1}  # what in gains over out: P(kind) - 1
    assert sum_form(game, (), 1) == {((1, 0),): 1, ((1, 1),): 1, (): -1}
    right = ((), 1), -ONE  # the difference is -P(harsh)
    assert rules_out_perfection(game, profile, Objection((((0, 1, 0), ONE),), (right,)))
    assert rules_out_perfection(
        game, profile, Objection((((0, 1, 0), Fraction(1, 2)),), ((right[0], Fraction(-1, 2)),))
    )
    for wrong in (Fraction(1, 2), ONE, Fraction(-1, 2), Fraction(-2)):
        assert not rules_out_perfection(game, profile, Objection((((0, 1, 0), ONE),), ((right[0], wrong),)))
    assert not rules_out_perfection(game, profile, Objection((((0, 1, 0), ONE),)))
    assert not rules_out_perfection(
        game, at(game, a=(1, 0), b=(1, 0)), Objection((((0, 1, 0), ONE),), (right,))
    )
    for number in (-1, 2):
        assert not rules_out_perfection(
            game, profile, Objection((((0, 1, 0), ONE),), ((((), number), -ONE),))
        )
    assert not rules_out_perfection(game, profile, Objection((((0, 1, 0), ONE),), (((((1, 0),), 1), -ONE),)))


def test_what_all_products_share_is_left_out():
    # the second set is reached by a tremble of the first alone, and its own player is the same
    later = Move("A", "later", {"x": Move("B", "b", {"l": (1, 0), "r": (0, 0)}), "y": (1, 0)})
    game = ExtensiveForm.from_tree(["A", "B"], Move("A", "a", {"out": (2, 0), "in": later}))
    names = [info.name for info in game.information_sets]
    assert gain_form(game, names.index("later"), 1, 0) == {(): 1, ((names.index("b"), 0),): -1}


@pytest.mark.parametrize(
    "weight",
    [
        (),
        ((0, Fraction(-1)),),
        ((1, ONE), (0, ONE)),
        ((0, ONE), (0, ONE)),
        ((-1, ONE),),
        ((0, ONE), (1, Fraction(0))),
    ],
)
def test_a_weight_must_be_a_positive_polynomial(weight):
    with pytest.raises(InvalidGame, match="positive for small"):
        TremblingWeights(((weight, poly(1)),))


def test_trembles_of_products_are_weights():
    trembles = Trembles(((0, 2), (1, 0), (1, 0)), ((ONE, ONE), (Fraction(3), Fraction(2)), (ONE, ONE)))
    weights = TremblingWeights.of(trembles)
    assert weights.weights[1] == (((1, 3),), ((0, 2),))
    assert weights.limit() == ((1, 0), (0, 1), (0, 1))
    assert weights.to_data()[1] == [[[1, "3"]], [[0, "2"]]]


def test_bad_input_is_refused():
    with pytest.raises(InvalidGame, match="do not fit"):
        is_trembling_hand_perfect(GAME, GOOD, TremblingWeights(((poly(1), poly(0, 1)),)))
    ends = {"x": (1, 0), "y": (0, 0)}
    forgets = Move("A", "a", {"l": Move("A", "later", ends), "r": Move("A", "later", ends)})
    game = ExtensiveForm.from_tree(["A", "B"], Chance({"o": (1, forgets)}))
    profile = Profile.pure(game.information_sets, [0, 0])
    with pytest.raises(Unsupported, match="later"):
        is_trembling_hand_perfect(game, profile, TremblingWeights(((poly(1), poly(0, 1)),) * 2))
    with pytest.raises(Unsupported, match="later"):
        rules_out_perfection(game, profile, Objection((((0, 0, 1), ONE),)))


@pytest.mark.slow
def test_a_long_tree_meets_no_limit_of_recursion():
    tree = (0, 0)
    for step in range(1_100):  # Python's limit is 1,000
        tree = Move("AB"[step % 2], f"step {step}", {"stop": (1, 1), "go": tree})
    game = ExtensiveForm.from_tree(["A", "B"], tree)
    sets = len(game.information_sets)
    profile = Profile.pure(game.information_sets, [0] * sets)
    first = gain_form(game, 0, 0, 1)  # a chain of products as long as the tree
    assert max(map(len, first)) == sets - 1
    assert rules_out_perfection(game, profile, Objection((((0, 0, 1), ONE),))) is False


def test_the_payoff_at_the_last_node_counts():
    tree = Move("A", "first", {"in": Move("B", "second", {"x": (1, 1), "y": (0, 1)}), "out": (1, 0)})
    game = ExtensiveForm.from_tree(["A", "B"], tree)
    ones = ((ONE, ONE),) * 2
    inside, outside = (Profile.pure(game.information_sets, choice) for choice in ((0, 0), (1, 0)))
    assert not is_trembling_hand_perfect(game, inside, TremblingWeights.of(Trembles(((0, 1), (0, 1)), ones)))
    assert is_trembling_hand_perfect(game, outside, TremblingWeights.of(Trembles(((1, 0), (0, 1)), ones)))

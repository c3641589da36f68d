"""The sequence form of known trees: sequences, flow constraints, payoffs, plans there and back."""

from fractions import Fraction

import pytest
from witnesses.imperfect_trees import LEVELS, deep_tree
from witnesses.plans import expected_by_plans

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, Profile
from gametheory_paradox.forms.trees.sequence_form import sequence_form

HALF, ONE, ZERO = Fraction(1, 2), Fraction(1), Fraction(0)


@pytest.fixture
def poker():
    """Chance deals, Ann sees her card, Bob only what Ann does."""

    def dealt(card, sign):
        bet = Move("Bob", "after bet", {"call": (2 * sign, -2 * sign), "fold": (1, -1)})
        return Move("Ann", card, {"bet": bet, "pass": (sign, -sign)})

    tree = Chance({"high": ("1/3", dealt("high", 1)), "low": ("2/3", dealt("low", -1))})
    return ExtensiveForm.from_tree(["Ann", "Bob"], tree)


def test_sequences_payoffs_and_constraints(poker):
    form = sequence_form(poker)
    assert form.sequences == (
        ((-1, -1, -1), (0, 0, 0), (0, 0, 1), (0, 2, 0), (0, 2, 1)),
        ((-1, -1, -1), (0, 1, 0), (0, 1, 1)),
    )
    third = Fraction(1, 3)
    assert form.payoffs == {
        (1, 1): (2 * third, -2 * third),
        (1, 2): (third, -third),
        (2, 0): (third, -third),
        (3, 1): (-4 * third, 4 * third),
        (3, 2): (2 * third, -2 * third),
        (4, 0): (-2 * third, 2 * third),
    }
    assert form.constraints("Ann") == (({0: 1}, {0: -1, 1: 1, 2: 1}, {0: -1, 3: 1, 4: 1}), (1, 0, 0))
    assert form.constraints("Bob") == (({0: 1}, {0: -1, 1: 1, 2: 1}), (1, 0))
    assert [form.label("Ann", number) for number in range(5)] == ["∅", "bet", "pass", "bet", "pass"]


def test_ends_with_the_same_sequences_are_summed():
    def dealt(payoff):
        return Move("Ann", "blind", {"a": (payoff,), "b": (0,)})

    game = ExtensiveForm.from_tree(["Ann"], Chance({"hot": ("1/4", dealt(4)), "cold": ("3/4", dealt(8))}))
    assert sequence_form(game).payoffs == {(1,): (Fraction(7),), (2,): (ZERO,)}


def test_plans_there_and_back(poker):
    form = sequence_form(poker)
    behavior = Profile(poker.information_sets, ((ONE, ZERO), (ONE / 4, 3 * ONE / 4), (HALF, HALF)))
    plans = form.plans(behavior)
    assert plans == ((ONE, ONE, ZERO, HALF, HALF), (ONE, ONE / 4, 3 * ONE / 4))
    assert form.profile(plans) == behavior
    assert expected_by_plans(form, plans) == (Fraction(1, 6), Fraction(-1, 6))


def test_sequences_grow_and_sets_without_weight_take_the_first_action_or_what_the_caller_says():
    late = Move("Ann", "late", {"x": (1,), "y": (2,)})
    game = ExtensiveForm.from_tree(["Ann"], Move("Ann", "early", {"in": late, "out": (0,)}))
    form = sequence_form(game)
    assert [form.label("Ann", n) for n in range(5)] == ["∅", "in", "out", "in; x", "in; y"]
    assert form.constraints("Ann")[0] == ({0: 1}, {0: -1, 1: 1, 2: 1}, {1: -1, 3: 1, 4: 1})
    out = ((ONE, ZERO, ONE, ZERO, ZERO),)
    assert form.profile(out).probabilities == ((ZERO, ONE), (ONE, ZERO))
    said = Profile(game.information_sets, ((HALF, HALF), (HALF, HALF)))
    assert form.profile(out, elsewhere=said).probabilities == ((ZERO, ONE), (HALF, HALF))


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        ((2, 1, 1, 1, 1), "^Ann's plan gives the empty sequence the weight 2; it must be 1$"),
        ((1, 2, -1, 1, 0), "^Ann's plan gives the sequence pass the weight -1 < 0$"),
        (
            (1, 1, 0, 1, 1),
            "^Ann's plan gives the actions at 'low' together the weight 2, "
            "but 1 to the sequence that leads there, ∅$",
        ),
        ((1, 1, 0), "^realization plans need one weight per sequence, 5 for Ann, 3 for Bob; got .3, 3.$"),
    ],
)
def test_what_is_no_plan_is_refused(poker, plan, message):
    with pytest.raises(InvalidGame, match=message):
        sequence_form(poker).profile([tuple(map(Fraction, plan)), (ONE, ONE, ZERO)])


def test_profiles_of_another_game_and_unknown_players_are_refused(poker):
    form = sequence_form(poker)
    other = Profile((), ())
    with pytest.raises(InvalidGame, match="expected a behavior profile of the tree"):
        form.plans(other)
    with pytest.raises(InvalidGame, match="what is done elsewhere must be a behavior profile of this tree"):
        form.profile(form.plans(Profile.pure(poker.information_sets, [0, 0, 0])), elsewhere=other)
    with pytest.raises(InvalidGame, match="'Cat' is not a player"):
        form.constraints("Cat")
    with pytest.raises(InvalidGame, match="'Cat' is not a player"):
        form.label("Cat", 0)


def test_perfect_recall_is_needed():
    late = {"x": (1,), "y": (0,)}
    tree = Move("Ann", "early", {"left": Move("Ann", "late", late), "right": Move("Ann", "late", late)})
    with pytest.raises(Unsupported, match="Ann does not remember its own moves at 'late'"):
        sequence_form(ExtensiveForm.from_tree(["Ann"], tree))


@pytest.mark.slow
def test_a_tree_of_very_many_levels():
    form = sequence_form(deep_tree())
    assert len(form.payoffs) == LEVELS + 1
    assert len(form.constraints("Ann")[0]) == LEVELS // 2 + 1
    assert form.label("Bob", LEVELS).count("go") == LEVELS // 2 - 1

"""The reduced normal form of known trees, and the way back to them."""

from fractions import Fraction

import pytest
from witnesses.imperfect_trees import deep_tree

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, Profile
from gametheory_paradox.forms.trees.pure_strategies import reduced_normal_form
from gametheory_paradox.models import family_from_tree

HALF, ONE, ZERO = Fraction(1, 2), Fraction(1), Fraction(0)


@pytest.fixture
def entry():
    """Ann enters or not; inside, both move at once."""
    inside = {a: Move("Bob", "inside", {"x": (n, 1), "y": (2, n)}) for n, a in enumerate(("fight", "yield"))}
    tree = Move("Ann", "entry", {"in": Move("Ann", "entered", inside), "out": (0, 5)})
    return ExtensiveForm.from_tree(["Ann", "Bob"], tree, title="Entry")


def test_the_table_is_that_of_the_strategies_that_matter(entry):
    form = reduced_normal_form(entry)
    expected = NormalForm(
        ("Ann", "Bob"),
        (("in; fight", "in; yield", "out"), ("x", "y")),
        ((0, 1), (2, 0), (1, 1), (2, 1), (0, 5), (0, 5)),
    )
    assert form.table == expected
    assert form.table.title == "Entry"
    assert form.strategies == (({0: 0, 1: 0}, {0: 0, 1: 1}, {0: 1}), ({2: 0}, {2: 1}))
    assert form.game is entry


def test_mixed_strategies_become_behavior(entry):
    form = reduced_normal_form(entry)
    mixed = Profile(
        form.table.information_sets, ((Fraction(1, 6), Fraction(1, 3), HALF), (ONE / 4, 3 * ONE / 4))
    )
    behavior = form.profile(mixed)
    assert behavior.probabilities == ((HALF, HALF), (Fraction(1, 3), Fraction(2, 3)), (ONE / 4, 3 * ONE / 4))
    assert form.mixed(behavior) == mixed


def test_where_a_strategy_never_leads_the_first_action_is_taken_or_what_the_caller_says(entry):
    form = reduced_normal_form(entry)
    out = Profile.pure(form.table.information_sets, [2, 0])
    assert form.profile(out).probabilities == ((ZERO, ONE), (ONE, ZERO), (ONE, ZERO))
    said = Profile(entry.information_sets, ((ONE, ZERO), (HALF, HALF), (HALF, HALF)))
    assert form.profile(out, elsewhere=said).probabilities == ((ZERO, ONE), (HALF, HALF), (ONE, ZERO))


def test_chance_is_averaged_and_a_player_who_never_chooses_has_one_strategy():
    def seen(n):
        return Move("Ann", f"saw {n}", {"a": (n, 0, 1), "b": (0, n, 2)})

    game = ExtensiveForm.from_tree(
        ["Ann", "Bob", "Cat"], Chance({"1": ("1/3", seen(1)), "2": ("2/3", seen(2))})
    )
    table = reduced_normal_form(game).table
    assert table.actions == (("a; a", "a; b", "b; a", "b; b"), ("nothing to choose",), ("nothing to choose",))
    third = Fraction(1, 3)
    assert table.payoffs == (
        (5 * third, 0, 1),
        (third, 4 * third, 5 * third),
        (4 * third, third, 4 * third),
        (0, 5 * third, 2),
    )


def test_strategies_whose_names_would_be_the_same_are_numbered():
    tree = Move("Ann", "first", {"a; b": (1,), "a": Move("Ann", "second", {"b": (2,), "c": (3,)})})
    assert reduced_normal_form(ExtensiveForm.from_tree(["Ann"], tree)).table.actions == (
        ("1: a; b", "2: a; b", "3: a; c"),
    )


def test_formulas_stay_formulas():
    def seen(n):
        return Move("Ann", f"saw {n}", {"a": (f"{n}*x",), "b": ("x^2",)})

    tree = Chance({"1": ("q", seen(1)), "2": ("1 - q", seen(2))})
    form = family_from_tree(["Ann"], tree, {"q": (0, 1, "1/2"), "x": (0, 9, 1)}).form
    table = reduced_normal_form(form).table
    assert [str(cell[0]) for cell in table.payoffs] == [
        "2*x - q*x",
        "q*x + x^2 - q*x^2",
        "q*x^2 - 2*q*x + 2*x",
        "x^2",
    ]


def test_an_end_alone_is_a_table_of_one_cell():
    form = reduced_normal_form(ExtensiveForm.from_tree(["Ann"], (7,)))
    assert form.table.payoffs == ((7,),)
    assert form.profile(Profile(form.table.information_sets, ((ONE,),))).probabilities == ()


def test_a_table_that_is_too_large_is_refused_with_everybodys_strategies():
    def both(n):
        ann = {"a": Move("Bob", f"Bob {n}", {"x": (0, 0), "y": (1, 1)}), "b": (0, 0)}
        return Move("Ann", f"Ann {n}", ann)

    game = ExtensiveForm.from_tree(["Ann", "Bob"], Chance({str(n): ("1/12", both(n)) for n in range(12)}))
    with pytest.raises(Unsupported) as caught:
        reduced_normal_form(game)
    assert str(caught.value) == (
        "the reduced normal form would have more than 1,000,000 cells; "
        "the players' strategies: Ann 4,096, Bob 4,096"
    )
    with pytest.raises(
        Unsupported, match="more than 100 cells; the players' strategies: Ann 4,096, Bob 4,096"
    ):
        reduced_normal_form(game, most_cells=100)
    many = ExtensiveForm.from_tree(["Ann", "Bob"], Chance({str(n): ("1/70", both(n)) for n in range(70)}))
    with pytest.raises(Unsupported, match=r"Ann 10\^18 or more, Bob 10\^18 or more"):
        reduced_normal_form(many)


def test_without_recall_the_size_is_limited_too():
    def late():
        return Move("Ann", "late", {"x": (0, 0), "y": (1, 1)})

    tree = Move("Ann", "early", {"left": late(), "right": late()})
    game = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Bob", "Bob", {"u": tree, "d": (0, 0)}))
    assert reduced_normal_form(game, most_cells=8).table.shape == (4, 2)
    with pytest.raises(Unsupported, match="more than 7 cells; the players' strategies: Ann 4, Bob 2"):
        reduced_normal_form(game, most_cells=7)


@pytest.mark.slow
def test_a_tree_of_very_many_levels():
    with pytest.raises(Unsupported, match="Ann 10,001, Bob 10,001"):
        reduced_normal_form(deep_tree())


def test_profiles_of_another_game_are_refused(entry):
    form = reduced_normal_form(entry)
    of_tree = Profile.pure(entry.information_sets, [0, 0, 0])
    of_table = Profile.pure(form.table.information_sets, [0, 0])
    with pytest.raises(InvalidGame, match="expected a profile of the reduced normal form"):
        form.profile(of_tree)
    with pytest.raises(InvalidGame, match="expected a behavior profile of the tree"):
        form.mixed(of_table)
    with pytest.raises(InvalidGame, match="what is done elsewhere must be a behavior profile of this tree"):
        form.profile(of_table, elsewhere=of_table)

"""Families: parameters with ranges, games at points, and what is refused in the user's own words."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from fractions import Fraction
from random import Random

import pytest

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.models import GameFamily, Parameter, family_from_table, family_from_tree
from gametheory_paradox.polynomials import RationalFunction

x, y = RationalFunction.variable("x"), RationalFunction.variable("y")
ONE = RationalFunction.constant(1)


@pytest.fixture
def table():
    return family_from_table(
        ["R", "C"],
        [["a", "b"], ["c", "d"]],
        [[("x", 1), ("4 - y", 0)], [(1, 0), ("x/(1 + y)", 2)]],
        {"x": (0, 5, 2), "y": ("0", "1", "1/2")},
        title="Table",
    )


@pytest.fixture
def tree():
    return family_from_tree(
        ["A", "B"],
        Move("A", "start", {"go": Chance({"h": ("p", ("x", 0)), "t": ("1 - p", (0, 1))}), "stop": (1, "x")}),
        {"x": (0, 5, 2), "p": (0, 1, "1/4")},
        title="Tree",
    )


def test_a_parameter_has_exact_numbers():
    parameter = Parameter("x", 0.1, "3/4", 0.5)
    assert (parameter.low, parameter.high, parameter.baseline) == (
        Fraction(1, 10),
        Fraction(3, 4),
        Fraction(1, 2),
    )
    assert parameter.standing == "assumed"
    with pytest.raises(FrozenInstanceError):
        parameter.low = Fraction(0)


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ((2, 1, 1), "the range of 'x' is reversed: from 2 to 1"),
        ((0, 1, 2), "the baseline of 'x', 2, lies outside its range 0 to 1"),
        ((0, 1, "-1/2"), "the baseline of 'x', -1/2, lies outside its range 0 to 1"),
        ((0, "one", 0), "the high of 'x': expected a number such as 3, 1/3 or 0.25, got 'one'"),
        ((float("nan"), 1, 0), "the low of 'x': expected a number such as 3, 1/3 or 0.25, got 'nan'"),
        ((0, float("inf"), 0), "the high of 'x': expected a number such as 3, 1/3 or 0.25, got 'inf'"),
    ],
)
def test_ranges_that_make_no_sense_are_refused(numbers, message):
    with pytest.raises(InvalidGame) as caught:
        Parameter("x", *numbers)
    assert str(caught.value) == message


def test_equal_ends_fix_a_parameter():
    family = family_from_table(["R"], [["a"]], [("x",)], {"x": (3, 3, 3)})
    assert family.at().payoffs == ((3,),)
    with pytest.raises(InvalidGame, match="x = 2 lies outside the declared range 3 to 3"):
        family.at(x=2)


def test_the_game_at_a_point(table):
    game = table.at(x="1/2", y=0.25)
    assert isinstance(game, NormalForm)
    assert game.matrix("R") == ((Fraction(1, 2), Fraction(15, 4)), (1, Fraction(2, 5)))
    assert game.matrix("C") == ((1, 0), (0, 2))
    assert game.title == "Table at x = 1/2 (baseline 2), y = 1/4 (baseline 1/2)"
    assert all(type(p) is Fraction for cell in game.payoffs for p in cell)


@pytest.mark.parametrize(
    "name", ["seed/collective-action", "seed/trade-restriction", "seed/development", "seed/engagement"]
)
def test_the_game_at_a_point_is_every_formula_at_that_point(name):
    family, random = gp.load(name), Random(1)
    for _ in range(5):
        drawn = {p.name: p.low + (p.high - p.low) * random.randint(0, 8) / 8 for p in family.parameters}
        point = family.point(drawn)
        plain = family.form.map(lambda formula, point=point: formula.value(point))
        assert family.at(drawn) == plain
        assert pickle.loads(pickle.dumps(family)).at(drawn) == plain
        assert family.at(drawn) is family.at(drawn)
        one, *_ = family.box
        fixed = family.form.map(lambda formula, one=one, point=point: formula.at({one: point[one]}))
        assert family.fix({one: point[one]}) == fixed


def test_several_threads_take_it_at_points_at_once(table):
    points = [{"x": Fraction(n, 100)} for n in range(100)] * 5
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(table.at, points))
    assert found == [
        table.form.map(lambda formula, own=own: formula.value(table.point(own))) for own in points
    ]


def test_what_is_not_named_keeps_its_baseline(table, tree):
    assert table.at() == table.at(x=2, y="1/2")
    assert table.at(x=3) == table.at({"x": 3}) == table.at({"x": 1}, x=3)
    assert tree.at(p=1).nodes[1].probabilities == (1, 0)
    assert tree.at().nodes[2].payoffs == (2, 0)
    assert tree.point(p="1/3") == {"x": 2, "p": Fraction(1, 3)}
    assert tree.baseline == {"x": 2, "p": Fraction(1, 4)}
    assert tree.box == {"x": (0, 5), "p": (0, 1)}
    assert tree.players == ("A", "B")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"z": 1}, "'z' is not a parameter of this family; it has x, p"),
        ({"p": "3/2"}, "p = 3/2 lies outside the declared range 0 to 1"),
        ({"p": -0.1}, "p = -1/10 lies outside the declared range 0 to 1"),
        ({"p": "much"}, "the value of 'p': expected a number such as 3, 1/3 or 0.25, got 'much'"),
        ({"p": True}, "the value of 'p': expected a number, got True"),
    ],
)
def test_values_that_make_no_sense_are_refused(tree, values, message):
    with pytest.raises(InvalidGame) as caught:
        tree.at(values)
    assert str(caught.value) == message


def test_a_family_without_parameters_says_so():
    family = family_from_table(["R"], [["a"]], [(1,)], {})
    with pytest.raises(InvalidGame, match="'x' is not a parameter of this family; it has none"):
        family.at(x=1)


def test_some_parameters_may_be_fixed_while_others_stay_formulas(table, tree):
    fixed = table.fix({"x": Fraction(3)})
    assert fixed.payoffs[0][0] == RationalFunction.constant(3)
    assert fixed.payoffs[3][0] == RationalFunction.constant(3) / (ONE + y)
    assert fixed.map(lambda formula: formula.value({"y": Fraction(1, 2)})) == table.at(x=3)
    partly = tree.fix({"p": Fraction(1, 3)})
    assert isinstance(partly, ExtensiveForm)
    assert partly.nodes[1].probabilities == (
        ONE / RationalFunction.constant(3),
        RationalFunction.constant(Fraction(2, 3)),
    )
    assert partly.nodes[2].payoffs == (x, RationalFunction.constant(0))


FORM = NormalForm(("R",), (("a", "b"),), ((x,), (ONE / y,)))


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ((Parameter("x", 0, 1, 0),), "R's payoff at b: 'y' is not a parameter; the parameters are x"),
        ((), "R's payoff at a: 'x' is not a parameter; the parameters are none"),
        (
            (Parameter("x", 0, 1, 0), Parameter("y", 1, 2, 1), Parameter("x", 0, 1, 0)),
            "the parameter 'x' is declared twice",
        ),
        (
            (Parameter("x", 0, 1, 0), Parameter("y", 0, 2, 1)),
            "R's payoff at b: the denominator y may be zero on the declared ranges",
        ),
        (
            (Parameter("x", 0, 1, 0), Parameter("y", -1, 2, 1)),
            "R's payoff at b: the denominator y may be zero on the declared ranges",
        ),
    ],
)
def test_forms_that_do_not_fit_their_parameters_are_refused(parameters, message):
    with pytest.raises(InvalidGame) as caught:
        GameFamily(FORM, parameters)
    assert str(caught.value) == message


def test_a_form_that_fits_its_parameters_is_accepted():
    family = GameFamily(FORM, (Parameter("x", 0, 1, 0), Parameter("y", "1/1000", 2, 1)))
    assert family.at(y="1/1000").payoffs[1] == (1000,)


def test_where_a_family_comes_from_is_no_part_of_it():
    parameters = (Parameter("x", 0, 1, 0), Parameter("y", 1, 2, 1))
    assert GameFamily(FORM, parameters, origin="here") == GameFamily(FORM, parameters, origin="there")
    assert GameFamily(FORM, parameters) != GameFamily(
        FORM, (Parameter("x", 0, 1, 1), Parameter("y", 1, 2, 1))
    )


def test_probabilities_must_be_such_on_the_whole_box():
    tree = Chance({"h": ("p", (1,)), "t": ("1 - p", (0,))})
    with pytest.raises(
        InvalidGame, match="the probability of 't', 1 - p, may be negative on the declared ranges"
    ):
        family_from_tree(["A"], tree, {"p": (0, "1.01", 0)})
    with pytest.raises(InvalidGame, match="the probabilities sum to 2\\*p, not to 1"):
        family_from_tree(["A"], Chance({"h": ("p", (1,)), "t": ("p", (0,))}), {"p": (0, 1, "1/2")})


def test_values_that_are_not_at_their_baseline_say_so(table):
    assert table.moved(table.baseline) == table.moved({}) == ""
    assert table.moved({"x": Fraction(2), "y": Fraction(1)}) == "y = 1 (baseline 1/2)"
    assert table.value_said("x", Fraction(2)) == "x = 2"
    assert table.value_said("x", Fraction(3)) == "x = 3 (baseline 2)"
    assert [game.title for game in (table.at(), table.at(x=3, y=1), table.fix({"x": Fraction(3)}))] == [
        "Table",
        "Table at x = 3 (baseline 2), y = 1 (baseline 1/2)",
        "Table at x = 3 (baseline 2)",
    ]
    assert table.at(x=3) == table.at(x=3)


def test_a_family_shows_itself_with_its_parameters(table, tree):
    assert str(table).splitlines() == [
        "Table: R and C in a table with 2×2 actions",
        "",
        "Parameters",
        "",
        "parameter  range   baseline  unit  meaning  standing",
        "---------  ------  --------  ----  -------  --------",
        "x          0 to 5  2                        assumed",
        "y          0 to 1  1/2                      assumed",
    ]
    assert str(tree).startswith("Tree: A and B in a tree with 2 moves\n")
    assert str(tree.parameters[1]) == "p: 0 to 1, baseline 1/4"

"""Points of a family: within its box, few away from the baseline, simple; and what they shrink to."""

from fractions import Fraction

import pytest
from hypothesis import find, settings
from witnesses.sampling import always, ordinarily, seen

import gametheory_paradox as gp
from gametheory_paradox import testing
from gametheory_paradox.errors import InvalidGame

TRADE = gp.load("seed/trade-restriction")
ODD = gp.family_from_table(
    ["A", "B"],
    [["x", "y"], ["x"]],
    [[("p + n", "t")], [("f", "m")]],
    {
        "p": (0, 1, "1/3"),
        "n": (-7, "-1/3", -1),
        "t": ("1/1000", "2/1000", "1/1000"),
        "f": (3, 3, 3),
        "m": ("1/7", "22/7", 1),
    },
)


def simplest(condition, family=ODD, **choices):
    found = settings(database=None, derandomize=True, max_examples=500)
    return find(testing.points(family, **choices), condition, settings=found)


def moved(family, point):
    return {name: value for name, value in point.items() if value != family.baseline[name]}


def test_points_lie_in_the_box_and_name_every_parameter():
    @always(ordinarily(28, 80), testing.points(ODD))
    def law(point):
        assert ODD.point(point) == point
        assert point["f"] == 3

    @always(ordinarily(21, 60), testing.points(ODD, toward="simple"))
    def too(point):
        assert ODD.point(point) == point


@pytest.mark.slow
def test_points_reach_everywhere_and_the_ends():
    @seen(1200, testing.points(ODD, toward="simple"))
    def found(point):
        return (
            point["p"] in (0, 1),
            point["n"] == Fraction(-1, 3),
            point["m"] == Fraction(1, 7),
            point["m"] == Fraction(22, 7),
        )

    assert all(sum(count for kind, count in found.items() if kind[place]) >= 1 for place in range(4))

    @seen(150, testing.points(ODD))
    def many(point):
        return len(moved(ODD, point))

    assert set(many) == {0, 1, 2, 3, 4}


@pytest.mark.slow
def test_points_shrink_to_the_baseline_and_to_small_whole_numbers():
    assert simplest(lambda point: True) == ODD.baseline
    assert moved(ODD, simplest(lambda point: point["p"] > Fraction(1, 2))) == {"p": 1}
    assert moved(ODD, simplest(lambda point: Fraction(1, 3) < point["p"] < 1)) == {"p": Fraction(1, 2)}
    assert moved(ODD, simplest(lambda point: point["n"] < -4)) == {"n": -5}
    assert moved(ODD, simplest(lambda point: point["m"] < 1)) == {"m": Fraction(1, 2)}
    assert moved(TRADE, simplest(lambda point: point["k"] < point["d"], TRADE)) == {"k": 1}


@pytest.mark.slow
def test_toward_simple_the_baseline_does_not_matter():
    point = simplest(lambda point: True, TRADE, toward="simple")
    assert point == dict.fromkeys(point, 0) | dict.fromkeys(("k", "w", "w_0"), 1)


@pytest.mark.slow
def test_only_the_named_parameters_are_drawn():
    @always(60, testing.points(ODD, over=["p"], values={"n": -2}))
    def law(point):
        assert set(moved(ODD, point)) <= {"p", "n"}
        assert point["n"] == -2

    @always(60, testing.points(ODD, values={"n": "-5/2", "m": 2}))
    def too(point):
        assert (point["n"], point["m"]) == (Fraction(-5, 2), 2)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"over": ["q"]}, "'q' is not a parameter"),
        ({"values": {"q": 1}}, "'q' is not a parameter"),
        ({"values": {"p": 2}}, "outside the declared range"),
        ({"over": ["p"], "values": {"p": 1}}, "name it in one place"),
        ({"toward": "zero"}, "'baseline' or 'simple'"),
    ],
)
def test_what_does_not_fit_is_refused(choices, said):
    with pytest.raises(InvalidGame, match=said):
        testing.points(ODD, **choices)

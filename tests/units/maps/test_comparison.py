"""Two models side by side."""

from fractions import Fraction

import pytest
from witnesses.many_players import pursued

from gametheory_paradox import catalog
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Move
from gametheory_paradox.maps import compare
from gametheory_paradox.models import family_from_table, family_from_tree
from gametheory_paradox.paradoxes.question import Question

TRADE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}


@pytest.fixture(scope="module")
def trade():
    return catalog.load("seed/trade-restriction"), catalog.load("seed/trade-restriction/control")


def test_the_scenario_has_a_share_and_its_control_has_none(trade):
    found = compare(*trade, **TRADE, over=["V", "k"])
    (row,) = found.rows
    assert row.question == Question("option", **TRADE)
    assert "Pakistan: restrict at after suppress" in str(found)
    model, control = row.maps
    assert control.share == (0, 0)
    assert model.share[0] <= model.share[1]
    assert [verdict.name for verdict in row.verdicts] == ["absent", "absent"]
    assert found.over == ("V", "k")


def test_a_model_in_which_a_parameter_has_one_value_is_charted_over_the_others(trade):
    (row,) = compare(*trade, **TRADE, over=["r_C", "k"], values={"c": 1, "h": 1}).rows
    assert [found.over for found in row.maps] == [("r_C", "k"), ("k",)]
    assert row.maps[0].share[0] > 0
    assert row.maps[1].share == (0, 0)
    (row,) = compare(*trade, **TRADE, over=["r_C"], values={"k": 1, "c": 1, "h": 1}).rows
    assert row.maps[0].share[0] > 0
    assert row.maps[1] is None
    assert [verdict.name for verdict in row.verdicts] == ["present", "absent"]


def test_every_option_of_both_models_is_compared(trade):
    found = compare(*trade)
    form = trade[0].form
    assert [row.question for row in found.rows] == [
        Question("option", mover=s.player, action=action, at=s.name)
        for s in form.information_sets
        for action in s.actions
    ]
    assert all(row.maps == (None, None) for row in found.rows)
    assert all(
        verdict.name in ("absent", "impossible", "present", "undecided")
        for row in found.rows
        for verdict in row.verdicts
    )


def twin(extra=(), **ranges):
    payoffs = [[("x", 1), (4, 0)], [(1, 0), (3, 2)], *extra]
    return family_from_table(
        ["L", "F"],
        [["a", "b", "z"][: len(payoffs)], ["c", "d"]],
        payoffs,
        ranges or {"x": (0, 3, 2)},
        title="T",
    )


def test_a_move_that_only_one_model_has():
    found = compare(twin(), twin(extra=[[(0, 0), (0, 0)]]), mover="L", action="z", over=["x"])
    (row,) = found.rows
    assert row.verdicts[0] is None
    assert row.maps[0] is None
    assert row.verdicts[1].name == "absent"
    assert "cannot be asked" in str(found)
    data = found.to_data()["rows"][0]
    assert data["models"][0] is None
    assert data["details"] == {"action": ["z"], "at": [], "coalition": []}


def test_models_that_differ_in_one_number():
    first = twin()
    payoffs = [[("x", 1), (4, "3/2")], [(1, 0), (3, 2)]]
    second = family_from_table(["L", "F"], [["a", "b"], ["c", "d"]], payoffs, {"x": (0, 3, 2)})
    found = compare(first, second, mover="L", action="a", over=["x"])
    (row,) = found.rows
    # In the first L plays a, F answers c, and L gets x where it could have 3; in the second F answers d
    # anyway.
    assert [verdict.name for verdict in row.verdicts] == ["present", "absent"]
    assert row.maps[0].share[0] > row.maps[1].share[1]
    data = found.to_data()
    assert data["over"] == ["x"]
    assert [model["verdict"] for model in data["rows"][0]["models"]] == ["present", "absent"]
    assert data["rows"][0]["models"][0]["share"] == [str(bound) for bound in row.maps[0].share]
    text = str(found)
    assert "present" in text
    assert "payoffs without" in text
    assert "share of the box" in text


def test_a_tree_against_a_table_of_the_same_names():
    tree = family_from_tree(
        ["L", "F"],
        Move("L", "s", {"a": Move("F", "t", {"c": ("x", 1), "d": (4, 0)}), "b": (3, 2)}),
        {"x": (0, 3, 2)},
    )
    found = compare(tree, twin(), mover="L")
    assert [row.question.taken for row in found.rows] == ["a at s", "b at s", "a", "b"]
    assert [[getattr(verdict, "name", None) for verdict in row.verdicts] for row in found.rows][::2] == [
        ["impossible", None],
        ["impossible", "present"],  # taken away wherever it is
    ]


def test_a_map_is_left_out_where_formulas_are_not_offered():
    found = compare(pursued(), pursued(), mover="A", action="x", over=["a"])
    assert found.rows[0].maps == (None, None)


@pytest.mark.parametrize(
    ("move", "said"),
    [
        ({"mover": "Nobody"}, "neither model has the move Nobody: any action"),
        ({"action": "nothing"}, "neither model has the move any player: nothing"),
        ({"mover": "Pakistan", "at": "nowhere"}, "neither model has the move Pakistan: any action nowhere"),
        ({**TRADE, "at": "nowhere"}, "Pakistan has no information set 'nowhere'"),
        ({**TRADE, "action": "nothing"}, "Pakistan has no action 'nothing'"),
    ],
)
def test_a_move_that_neither_model_has_is_refused(trade, move, said):
    with pytest.raises(InvalidGame, match=said):
        compare(*trade, **move)


def test_any_paradox_is_asked_of_both(trade):
    arms = [[("x", "x"), (4, 0)], [(0, 4), (2, 2)]]
    first, second = (
        family_from_table(["A", "B"], [["arm", "not"]] * 2, arms, {"x": (1, 3, value)}) for value in (1, 3)
    )
    trap = Question("dominance-trap", mover="A", action="arm", coalition=["A", "B"])
    (row,) = compare(first, second, trap, over=["x"]).rows
    assert [verdict.name for verdict in row.verdicts] == ["present", "absent"]
    assert [found.share for found in row.maps] == [(Fraction(1, 2), Fraction(1, 2))] * 2
    (row,) = compare(*trade, "realized", **TRADE, benchmark=0, over=["k"]).rows
    assert [verdict.question.paradox for verdict in row.verdicts] == ["realized", "realized"]
    assert row.maps == (None, None)  # no formulas are offered for it
    (row,) = compare(*trade, trade[0].question).rows
    assert row.question == Question("option", **TRADE)


def test_when_the_time_is_up_maps_are_as_far_as_they_have_come():
    cells = [[("2", "1"), ("4", "0")], [("1", "0"), ("2 + x*y", "2")]]
    curved = family_from_table(["L", "F"], [["a", "b"], ["c", "d"]], cells, {"x": (0, 2, 1), "y": (0, 2, 1)})
    for budget, finished in ((0, False), (None, True)):
        (row,) = compare(curved, curved, mover="L", action="a", over=["x", "y"], budget=budget).rows
        assert [region.finished for region in row.maps] == [finished] * 2


def test_values_that_a_model_does_not_allow_are_refused(trade):
    with pytest.raises(InvalidGame, match="k = -1 lies outside the declared range"):
        compare(*trade, **TRADE, values={"k": -1})


def test_a_parameter_that_varies_in_neither_is_refused():
    with pytest.raises(InvalidGame, match="'y' varies in neither model"):
        compare(twin(), twin(), mover="L", action="a", over=["y"])
    with pytest.raises(InvalidGame, match="'x' varies in neither model"):
        compare(twin(x=(1, 1, 1)), twin(x=(2, 2, 2)), mover="L", action="a", over=["x"])
    with pytest.raises(InvalidGame, match="'y' is a parameter of neither model"):
        compare(twin(), twin(), mover="L", action="a", values={"y": 1})

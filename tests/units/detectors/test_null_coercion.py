"""Questions about null coercion, and answers in corner cases."""

import pytest

import gametheory_paradox as gp
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Move
from gametheory_paradox.models import family_from_table, family_from_tree

FINED = {"mover": "Bob", "parameter": "p", "low": 1, "high": 3, "target": "Ann"}


def table(first, second, box={"p": (0, 4, 2)}):  # noqa: B006
    """Ann's and Bob's payoffs, row by row."""
    cells = [[(a, b) for a, b in zip(*rows, strict=True)] for rows in zip(first, second, strict=True)]
    return family_from_table(["Ann", "Bob"], [["a", "b"], ["a", "b"]], cells, box)


INSPECTED = table([["1 - p", 1], [0, 0]], [[-2, -3], ["-1/2", 0]], {"p": (0, 4, 2)})


def test_what_does_not_fit_is_told():
    for change, problem in (
        ({"target": "Zoe"}, "the target must be a player other than Bob: Ann; got 'Zoe'"),
        ({"target": "Bob"}, "the target must be a player other than Bob"),
        ({"parameter": "q"}, "'q' is not a parameter of this family; it has p"),
        ({"low": 3}, "expected low < high in the range of the penalty, got 3 and 3"),
        ({"high": 5}, "p = 5 lies outside the declared range 0 to 4"),
        ({"action": "c"}, "Ann has no action 'c'; its actions are a, b"),
        ({"values": {"p": 1}}, "values: 'p' is the parameter that changes"),
    ):
        with pytest.raises(InvalidGame, match=problem):
            detect(INSPECTED, "null-coercion", **{**FINED, **change})
    with pytest.raises(InvalidGame, match="null-coercion is asked about a family"):
        detect(INSPECTED.at(), "null-coercion", **FINED)
    with pytest.raises(
        InvalidGame, match="asks for parameter, low, high, target, and perhaps action; missing: target"
    ):
        detect(INSPECTED, "null-coercion", mover="Bob", parameter="p", low=1, high=2)
    with pytest.raises(InvalidGame, match="measures no gap, so that least does not apply"):
        gp.chart(INSPECTED, "null-coercion", over=[], least=1, **FINED)


def test_a_penalty_below_what_breaking_the_rule_is_worth_is_no_null_coercion_there():
    # Below 1 Ann breaks the rule for certain.
    found = detect(INSPECTED, "null-coercion", **{**FINED, "low": "1/2"})
    assert found.name == "absent"
    assert detect(INSPECTED, "null-coercion", **FINED).name == "present"


def test_a_jump_is_no_null_coercion_though_nothing_changes_on_either_side():
    # Ann breaks the rule below p = 2 and not above.
    jumping = table([["3 - p", "3 - p"], [1, 1]], [[0, -1], [2, 0]])
    assert detect(jumping, "null-coercion", **FINED).name == "absent"
    assert detect(jumping, "null-coercion", **{**FINED, "high": 2}).name == "present"
    assert detect(jumping, "null-coercion", **{**FINED, "low": 2}).name == "absent"  # never incurred


def test_a_penalty_that_rises_a_payoff_or_touches_none_is_none():
    assert detect(table([["1 + p", 1], [0, 0]], [[0, 1], [0, 1]]), "null-coercion", **FINED).name == "absent"
    idle = table([[1, 1], [0, 0]], [["p", 1], [0, 1]])
    found = detect(idle, "null-coercion", **FINED)
    assert (found.name, found.certificate.data["proof"]["cutting"]) == ("absent", "-")


def test_infinitely_many_equilibria_leave_it_undecided():
    lazy = table([["1 - p", "1 - p"], ["-p", "-p"]], [[0, 0], [0, 0]])
    found = detect(lazy, "null-coercion", **FINED)
    assert found.name == "undecided"
    assert found.certificate is None
    assert "Whether the penalty p, from 1 to 3" in gp.explain(found)


def test_in_a_tree_what_is_done_on_the_path_counts():
    after = {"fine": ("-p", 1), "let go": (1, 0)}
    strict = family_from_tree(
        ["Ann", "Bob"], Move("Ann", "rule", {"break": Move("Bob", "broken", after), "keep": (-5, 0)}), BOX
    )
    assert detect(strict, "null-coercion", **FINED).name == "present"  # Ann breaks it whatever it costs
    tempted = family_from_tree(
        ["Ann", "Bob"], Move("Ann", "rule", {"break": Move("Bob", "broken", after), "keep": (-2, 0)}), BOX
    )
    assert detect(tempted, "null-coercion", **FINED).name == "absent"  # up to 2
    assert detect(tempted, "null-coercion", **{**FINED, "high": 2}).name == "present"


def test_where_two_things_come_to_the_same_for_all_a_tree_is_undecided():
    same = {"fine": ("-p", 1), "fine too": ("-p", 1)}
    twice = family_from_tree(
        ["Ann", "Bob"], Move("Ann", "rule", {"break": Move("Bob", "broken", same), "keep": (-5, 0)}), BOX
    )
    assert detect(twice, "null-coercion", **FINED).name == "undecided"


def test_trees_with_hidden_moves_are_not_offered():
    below = {name: Move("Bob", "unseen", {"a": ("-p", 1), "b": (1, 0)}) for name in ("a", "b")}
    hidden = family_from_tree(["Ann", "Bob"], Move("Ann", "rule", below), BOX)
    with pytest.raises(Unsupported, match="tables with two players and in trees with perfect information"):
        detect(hidden, "null-coercion", **FINED)


def test_it_is_explained():
    found = detect(INSPECTED, "null-coercion", quantifier="best", **FINED)
    said = gp.explain(found)
    assert said.startswith(
        "The penalty p, from 1 to 3, is incurred, hurts Ann, and changes neither what Ann does nor what "
        "Bob gets:"
    )
    assert "asked of an equilibrium that is best for the mover" in said
    assert "is \\emph{present}" in gp.views.explain_latex(found)
    assert gp.explain(detect(INSPECTED, "null-coercion", **{**FINED, "action": "b"})).startswith(
        "It is not the case that"
    )


def test_its_map_is_over_both_levels_and_others_and_is_kept(tmp_path):
    family = gp.load("literature/tsebelis-1989/penalties")
    request = {"mover": "Coercer", "parameter": "p", "low": 2, "high": 12, "target": "Host"}
    found = gp.chart(family, "null-coercion", over=["c", "r"], undecided="0.01", **request)
    assert found.over == ("p", "p'", "c", "r")
    gp.save(found, tmp_path / "map.json")
    again = gp.load_result(tmp_path / "map.json")
    assert (again, list(again)) == (found, list(found))
    assert str(again) == str(found)
    alone = gp.chart(family, "null-coercion", over=[], **request)
    assert alone.share == (1, 1)
    gp.draw(alone, tmp_path / "map.svg")
    for over in (["p"], ["c", "p"]):
        with pytest.raises(
            InvalidGame, match="'p' is the parameter that changes, and cannot be charted as well"
        ):
            gp.chart(family, "null-coercion", over=over, **request)
    with pytest.raises(InvalidGame, match="'p' is the parameter that changes, and has no value of its own"):
        gp.chart(family, "null-coercion", over=["c"], values={"p": 3}, **request)


BOX = {"p": (0, 4, 2)}

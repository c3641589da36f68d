"""Every question about an action, asked at once."""

import json
from fractions import Fraction
from importlib import import_module

import pytest
from witnesses.paradoxes import answered

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.models import family_from_table
from gametheory_paradox.studies import diagnose
from gametheory_paradox.studies.diagnosis import moves, options, where_said

DILEMMA = NormalForm.from_tables(
    ["Ann", "Bob"], [["a", "b"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]], title="Dilemma"
)
COERCION = answered(3, 1, 2, 4, 1, 1)


def asked(game):
    return [(q.paradox, q.mover, " ".join(q.action), where_said(q)) for q in moves(game)]


def test_what_is_asked_about_a_table():
    assert asked(DILEMMA) == [
        *(("option", who, action, "") for who in ("Ann", "Bob") for action in "ab"),
        *(("dominance-trap", "Ann", action, "Ann and Bob") for action in "ab"),
    ]


def test_what_is_asked_about_a_tree():
    two = {"x": (0, 0, 0), "y": (0, 0, 1)}
    tree = Move("A", "start", {"l": Move("B", "left", two), "r": Move("B", "right", {**two, "z": (1, 1, 1)})})
    found = asked(ExtensiveForm.from_tree(["A", "B", "C"], tree))
    option = [ask[1:] for ask in found if ask[0] == "option"]
    assert option == [
        *(("A", action, "at start") for action in "lr"),
        *(("B", action, where) for action in "xy" for where in ("at left", "at right", "")),
        ("B", "z", "at right"),
    ]
    third = [ask[1:] for ask in found if ask[0] == "third-party"]
    assert len(found) == len(option) + len(third) == 3 * len(option)
    assert ("B", "x", "at left; third party C, target A") in third
    assert ("B", "x", "third party C, target A") in third


def test_every_coalition_that_shares_an_action_and_has_a_choice_is_asked_about():
    cells = [(Fraction(0),) * 4] * 8
    game = NormalForm(("A", "B", "C", "D"), (("s", "t"), ("s", "t"), ("s", "u"), ("s",)), tuple(cells))
    traps = [ask[1:] for ask in asked(game) if ask[0] == "dominance-trap"]
    shared = ["A and B", "A and C", "B and C", "A and B and C"]
    assert traps == [*((members[0], "s", members) for members in shared), ("A", "t", "A and B")]


@pytest.mark.parametrize(
    "game", [DILEMMA, COERCION, gp.load("seed/trade-restriction").at(r_C=60, k=10)], ids=str
)
def test_each_answer_is_that_of_detect_and_is_proved(game):
    found = diagnose(game, quantifier="worst")
    assert len(found.rows) == len(asked(game))
    for row in found.rows:
        assert row == gp.detect(game, row.question)
        assert row.question.quantifier == "worst"
        assert gp.verify(row.certificate).verdict == row.name
    assert found.present


def test_what_is_present_stands_first_by_gap_then_what_is_undecided():
    found = diagnose(COERCION)
    assert [(row.question.paradox, row.gap) for row in found.present] == [("option", 1), ("third-party", 1)]
    ranks = {"present": 0, "undecided": 1, "absent": 2, "impossible": 2}
    told = set()
    for game in (
        tied(),
        gp.load("literature/bagwell-1995/noisy-commitment"),
        gp.load("literature/myerson-2007/restraint"),
    ):
        for quantifier in ("worst", "possible"):
            rows = diagnose(game, quantifier=quantifier).rows
            order = [(ranks[row.name], -row.gap if row.name == "present" else 0) for row in rows]
            assert order == sorted(order)
            told |= {row.name for row in rows} | {row.gap for row in rows if row.name == "present"}
    assert told >= {*ranks, Fraction(199, 100), Fraction(99, 100)}


def tied():
    """A chooses among three, B answers, and M's payoff hangs on how B breaks a tie."""
    this = {"this": (1, 0, 5), "that": (-1, 0, -205)}
    take = {"take": (0, 0, 5), "leave": (0, 3, 4)}
    tree = Move(
        "A",
        "A",
        {"left": Move("B", "tie", this), "right": Move("M", "M", take), "on": Move("M", "M too", take)},
    )
    return ExtensiveForm.from_tree(["A", "B", "M"], tree)


def test_a_family_is_taken_at_its_baseline():
    family = gp.load("seed/third-party-expansion")
    assert diagnose(family, measures=["payoff"]) == diagnose(family.at())
    trade, point = gp.load("seed/guarded-posts"), {"c": "1/4"}
    assert diagnose(trade, values=point, over=[], measures=["payoff"]) == diagnose(trade.at(point))


@pytest.mark.slow
def test_several_processes_give_the_same_answers():
    told = []
    with Clock(progress=lambda own: told.append((own.done, own.total))):
        several = diagnose(COERCION, workers=2)
    assert several == diagnose(COERCION)
    assert told == [(done, 18) for done in range(1, 19)]


def test_a_spent_budget_leaves_questions_undecided():
    found = diagnose(COERCION, budget=0)
    assert {(row.name, row.gap, row.certificate) for row in found.rows} == {("undecided", None, None)}
    assert found.rows[0].why == "the budget was spent before this was asked"
    assert [row.question for row in found.rows] == [q.but(concept="nash") for q in moves(COERCION)]


def test_what_cannot_be_answered_is_undecided(monkeypatch):
    def refuse(inquiry, values, budget):
        raise Unsupported("too large")

    monkeypatch.setattr(import_module("gametheory_paradox.studies.diagnosis"), "verdict_at", refuse)
    assert {(row.name, row.gap, row.why) for row in diagnose(DILEMMA).rows} == {
        ("undecided", None, "too large")
    }


def test_options_are_the_single_moves_at_one_place():
    tree = tied()
    one_place = [q for q in moves(tree) if q.paradox == "option" and len(q.at) == 1]
    assert sorted(map(str, options(tree))) == sorted(map(str, one_place))
    assert list(options(DILEMMA)) == [q for q in moves(DILEMMA) if q.paradox == "option"]


def test_too_many_questions_and_bad_words_are_refused():
    with pytest.raises(Unsupported, match=r"more than 17 questions .*; set a higher limit"):
        diagnose(COERCION, limit=17)
    assert len(diagnose(COERCION, limit=18).rows) == 18
    with pytest.raises(InvalidGame, match="there is no quantifier 'most'"):
        diagnose(DILEMMA, quantifier="most")
    with pytest.raises(Unsupported, match="'vibes' is not offered"):
        diagnose(DILEMMA, concept="vibes")
    for workers in (0, True, 1.5, "two"):
        with pytest.raises(InvalidGame, match="workers: expected a number of processes"):
            diagnose(DILEMMA, workers=workers)


def test_a_game_of_many_players_is_refused_at_once():
    players = tuple(f"P{number}" for number in range(300))  # tens of thousands of third parties and targets
    game = NormalForm(players, (("a", "b"), *[("a",)] * 299), ((Fraction(0),) * 300,) * 2)
    with pytest.raises(Unsupported, match="more than 1000"):
        diagnose(game)


def test_a_game_without_a_choice_has_an_empty_table():
    game = NormalForm(("A",), (("a",),), ((Fraction(0),),))
    assert diagnose(game).rows == ()
    assert "nobody has a choice" in str(diagnose(game))


def test_it_is_shown_and_written():
    found = diagnose(DILEMMA)
    text = str(found)
    assert text == repr(found)
    for words in (
        "Dilemma",
        "dominance-trap",
        "Ann and Bob",
        "6 questions about nash equilibria, strong comparison: 1 present",
    ):
        assert words in text
    assert "<table" in found._repr_html_()
    data = json.loads(json.dumps(found.to_data()))
    assert (data["concept"], data["quantifier"], len(data["rows"])) == ("nash", "strong", 6)
    first = data["rows"][0]
    assert (first["paradox"], first["verdict"], first["gap"]) == ("dominance-trap", "present", "1")
    assert gp.verify(first["certificate"]).verdict == "present"


def test_where_every_question_is_nowhere_no_empty_table_is_shown():
    table = [[(1, 1), ("x", 0)], [(0, 0), (0, 0)]]
    found = diagnose(family_from_table(["A", "B"], [["a", "b"]] * 2, table, {"x": (1, 2, 1)}, title="Calm"))
    assert {own.extent for own in found.reaches} == {"nowhere"}
    assert str(found).startswith("Calm\n\nnowhere in the ranges, ties aside: ")

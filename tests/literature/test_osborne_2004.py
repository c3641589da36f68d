"""More information hurts (osborne2004, section 9.3.1): our specification, answers derived from it."""

from fractions import Fraction
from itertools import product

import pytest
from witnesses.sampling import slowly

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.concepts import (
    Garbling,
    InformationStructure,
    equilibrium_payoffs,
    value_of_information,
)
from gametheory_paradox.detectors import detect
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers import solve

PLAYERS = ("Row", "Column")
PRIOR = {"state 1": "1/2", "state 2": "1/2"}
NONE = InformationStructure.from_signals(PLAYERS, PRIOR, {})
SOME = InformationStructure.from_signals(PLAYERS, PRIOR, {"Column": {state: {state: 1} for state in PRIOR}})
LEVELS = [Fraction(1, 10), Fraction(1, 4), Fraction(9, 20)]


def games(e):
    names = [["T", "B"], ["L", "M", "R"]]
    row = [[1, 1, 1], [2, 0, 0]]
    return {
        "state 1": NormalForm.from_tables(PLAYERS, names, row, [[2 * e, 0, 3 * e], [2, 0, 3]]),
        "state 2": NormalForm.from_tables(PLAYERS, names, row, [[2 * e, 3 * e, 0], [2, 3, 0]]),
    }


def best_plans(e, told, p):
    """Column's best plans (an action per state, one unless it is told) if Row plays T with probability p."""

    def worth(plan):
        cells = [
            {n: game.payoff("Column", {"Row": row, "Column": n}) for n in "LMR"}
            for row in "TB"
            for game in games(e).values()
        ]
        top, bottom = cells[:2], cells[2:]
        return sum(p * top[k][a] + (1 - p) * bottom[k][a] for k, a in enumerate(plan)) / 2

    plans = [plan for plan in product("LMR", repeat=2) if told or plan[0] == plan[1]]
    most = max(map(worth, plans))
    return [plan for plan in plans if worth(plan) == most], most


@pytest.mark.parametrize("e", LEVELS)
@pytest.mark.parametrize(("told", "plan", "p"), [(False, ("L", "L"), 0), (True, ("R", "M"), 1)])
def test_whatever_row_does_column_has_one_best_plan(e, told, plan, p):
    # So the equilibrium is unique: the plan, with Row's only best action against it.
    for tenth in range(11):
        assert best_plans(e, told, Fraction(tenth, 10))[0] == [plan]
    against = {
        row: sum(
            games(e)[s].payoff("Row", {"Row": row, "Column": a}) for s, a in zip(PRIOR, plan, strict=True)
        )
        for row in "TB"
    }
    assert max(against, key=against.get) == "BT"[p]
    assert best_plans(e, told, p)[1] == (3 * e if told else 2)


@pytest.mark.parametrize("concept", ["nash", "perfect-bayesian", "sequential"])
@pytest.mark.parametrize("e", LEVELS)
def test_information_costs_column_what_the_hand_says(e, concept):
    found = value_of_information(games(e), "Column", better=SOME, worse=NONE, concept=concept)
    assert found.is_complete
    assert (found.with_better.intervals, found.with_worse.intervals) == (((3 * e, 3 * e),), ((2, 2),))
    assert found.value == (3 * e - 2, 3 * e - 2)
    assert found.value[1] < 0
    assert all(found.backfires(quantifier) for quantifier in ("strong", "best", "worst", "possible"))
    assert isinstance(found.order, Garbling)
    assert found.order.matrix == ((1,), (1,))


@pytest.mark.parametrize("e", LEVELS)
def test_what_everybody_does(e):
    found = value_of_information(games(e), "Column", better=SOME, worse=NONE)
    (informed,), (uninformed,) = found.better.profiles, found.worse.profiles
    assert uninformed.plays("Row", "B", "start") == uninformed.plays("Column", "L", "start") == 1
    assert informed.plays("Row", "T", "start") == informed.plays("Column", "R", "state 1") == 1
    assert informed.plays("Column", "M", "state 2") == 1


@pytest.mark.parametrize("e", LEVELS)
def test_the_games_of_the_catalog_are_the_same(e):
    ours = value_of_information(games(e), "Column", better=SOME, worse=NONE)
    for name, found in (("informed", ours.better), ("uninformed", ours.worse)):
        theirs = solve(
            catalog.load(f"literature/osborne-2004/more-information/{name}").at(epsilon=e), concept="nash"
        )
        assert theirs.completeness.status == "proved"
        assert (
            equilibrium_payoffs(theirs, "Column").intervals == equilibrium_payoffs(found, "Column").intervals
        )
        assert [p.to_data() for p in theirs.profiles] == [p.to_data() for p in found.profiles]


def test_row_loses_too_and_no_information_of_its_own_helps():
    found = value_of_information(games(Fraction(1, 10)), "Row", better=NONE, worse=NONE)
    assert found.value == (0, 0)
    assert not found.backfires("possible")


@pytest.mark.parametrize(
    "accuracy", [Fraction(1, 2), Fraction(3, 5), Fraction(2, 3), Fraction(3, 4), Fraction(9, 10), Fraction(1)]
)
def test_a_hint_backfires_once_column_follows_it(accuracy):
    # Following a hint of accuracy q gives 3q times what L gives 2 times: at q = 2/3 Column is indifferent.
    hint = {"guess 1": accuracy, "guess 2": 1 - accuracy}
    other = {"guess 1": 1 - accuracy, "guess 2": accuracy}
    some = InformationStructure.from_signals(PLAYERS, PRIOR, {"Column": {"state 1": hint, "state 2": other}})
    found = value_of_information(games(Fraction(1, 10)), "Column", better=some, worse=NONE)
    assert found.is_complete
    if accuracy < Fraction(2, 3):
        assert found.value == (0, 0)
    elif accuracy > Fraction(2, 3):
        assert found.value == (3 * accuracy / 10 - 2,) * 2
    else:
        assert found.with_better.low == Fraction(1, 5)
        assert found.with_better.high == 2
    assert found.backfires() == (accuracy > Fraction(2, 3))


@pytest.mark.parametrize("quantifier", ["strong", "best", "worst", "possible"])
@pytest.mark.parametrize("concept", ["nash", "subgame-perfect", "perfect-bayesian", "sequential"])
@pytest.mark.parametrize("e", [LEVELS[0], *map(slowly, LEVELS[1:])])
def test_telling_the_states_apart_backfires_with_a_proof(e, concept, quantifier):
    game = catalog.load("literature/osborne-2004/more-information/uninformed").at(epsilon=e)
    parts = [[f"{state}, {row}" for row in "TB"] for state in PRIOR]
    found = detect(
        game, "information", mover="Column", at="start", parts=parts, concept=concept, quantifier=quantifier
    )
    assert found.name == "present"
    assert (found.comparison.uninformed.values, found.comparison.informed.values) == ((2,), (3 * e,))
    assert found.comparison.gap == 2 - 3 * e
    assert verify(found.certificate).verdict == "present"
    # Row, who knew no more than before, would not gain by knowing either.
    assert (
        detect(
            game, "information", mover="Row", at="start", parts=[["state 1"], ["state 2"]], concept=concept
        ).name
        == "absent"
    )

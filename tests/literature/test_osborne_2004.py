"""More information hurts (osborne2004, section 9.3.1): our specification, answers derived from it."""

from fractions import Fraction
from itertools import product

import pytest
from witnesses.sampling import slowly

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.concepts import equilibrium_payoffs
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers import solve

PLAYERS = ("Row", "Column")
PRIOR = {"state 1": "1/2", "state 2": "1/2"}
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


@pytest.mark.parametrize(("name", "worth"), [("informed", lambda e: 3 * e), ("uninformed", lambda e: 2)])
@pytest.mark.parametrize("e", LEVELS)
def test_information_costs_column_what_the_hand_says(e, name, worth):
    game = catalog.load(f"literature/osborne-2004/more-information/{name}").at(epsilon=e)
    found = solve(game, concept="nash")
    assert found.completeness.status == "proved"
    assert equilibrium_payoffs(found, "Column").intervals == ((worth(e), worth(e)),)

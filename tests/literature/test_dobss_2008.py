"""A defender who cannot commit: the matrix of P. Paruchuri and others (paruchuri2008)."""

import pytest
from witnesses.brute_force import Table
from witnesses.games import QUANTIFIERS

from gametheory_paradox import catalog
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import delete, scope_of
from gametheory_paradox.forms.solvers import METHODS, solve

FAMILY = catalog.load("literature/dobss-2008/security")
GAME = FAMILY.at()
LEADER = {"mover": "leader", "action": "a"}


def test_the_only_nash_equilibrium_pays_the_leader_two():
    found = solve(GAME)
    assert found.completeness.status == "proved"
    assert found.payoffs == ((2, 1),)


@pytest.mark.parametrize("method", [row.name for row in METHODS if row.applies(GAME)])
def test_every_method_for_tables_agrees(method):
    without = delete(GAME, scope_of(GAME, "leader", "a"))
    assert solve(GAME, method=method).payoffs == ((2, 1),)
    assert solve(without, method=method).payoffs == ((3, 2),)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_the_leaders_best_row_costs_it_one(quantifier):
    found = detect(GAME, quantifier=quantifier, **LEADER)
    assert (found.name, found.comparison.gap) == ("present", 1)
    assert (found.comparison.with_action.values, found.comparison.without_action.values) == ((2,), (3,))


def test_commitment_undoes_it():
    # The value of commitment is 11/3 with the row and 3 without: there the row helps.
    table = Table.of(GAME)
    assert str(table.commitment_value()) == "11/3"
    assert table.without({0}, set()).commitment_value() == 3

"""All equilibria of nondegenerate tables by pairs of supports, against vertices of the polytopes."""

import pytest
from witnesses.brute_force import Table
from witnesses.formulas import unfactored
from witnesses.games import tables, wide
from witnesses.sampling import always, cases, seen

from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.tables.formulas.table_branches import table_branches
from gametheory_paradox.forms.tables.proofs.two_player_proofs import equilibria_by_supports
from gametheory_paradox.polynomials import RationalFunction

TABLES = tables() | tables(wide)


@cases(14, 4000)
def test_a_game_called_nondegenerate_has_exactly_the_equilibria_listed(count):
    @always(count, TABLES)
    def law(game):
        profiles, nondegenerate = equilibria_by_supports(game)
        assert all(is_nash(game, profile) for profile in profiles)
        assert len(set(profiles)) == len(profiles)
        truth = Table.of(game)
        if nondegenerate:
            assert {profile.probabilities for profile in profiles} == set(truth.equilibria())
            assert len(profiles) % 2 == 1
            assert not truth.payoffs(0).infinite
        if truth.payoffs(0).infinite:
            assert not nondegenerate


@cases(14, 4000)
def test_formulas_without_parameters_say_the_same(count):
    @always(count, TABLES)
    def law(game):
        profiles, nondegenerate = equilibria_by_supports(game)
        branches = table_branches(game.map(RationalFunction.constant), unfactored)
        assert nondegenerate is (branches.degenerate is False)
        for profile, branch in zip(profiles, branches.branches, strict=True):
            mixtures = zip(game.actions, profile.probabilities, branch.supports, branch.mixtures, strict=True)
            for actions, odds, support, formulas in mixtures:
                used = {action: p for action, p in zip(actions, odds, strict=True) if p}
                assert used == dict(zip(support, (formula.value({}) for formula in formulas), strict=True))


@pytest.mark.slow
@cases(80, 1000)
def test_games_of_both_kinds_occur_with_one_and_with_several_equilibria(count):
    def described(game):
        profiles, nondegenerate = equilibria_by_supports(game)
        return nondegenerate, len(profiles) > 1

    found = seen(count, TABLES)(described)
    assert {(True, False), (True, True), (False, True)} <= set(found)

"""The strategies really produce what the laws are about: each paradox, boundary, degenerate case."""

import pytest
from hypothesis import strategies as st
from witnesses.brute_force import Plans, Table, option_in_table, option_in_tree
from witnesses.games import (
    QUANTIFIERS,
    asked,
    commitment_tables,
    constant_sum_tables,
    constant_sum_trees,
    dominant_options,
    lone_tables,
    lone_trees,
    narrow,
    paradoxes_in_tables,
    paradoxes_in_trees,
    requests,
    restraint_trees,
    seen_by_nobody,
    strategic_form,
    table,
    tables,
    tied_chains,
    traps,
    trees,
    wide,
)
from witnesses.sampling import always, ordinarily, seen

from gametheory_paradox.forms import Chance, Decision, ExtensiveForm, Lottery, Move, NormalForm


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_the_built_paradoxes_are_paradoxes_under_every_quantifier(quantifier):
    @always(ordinarily(21, 60), paradoxes_in_tables())
    def in_tables(case):
        game, request = case
        assert option_in_table(game, request["mover"], request["action"], request.get("coalition", ())).hurts(
            quantifier
        )

    @always(ordinarily(21, 60), paradoxes_in_trees())
    def in_trees(case):
        game, request = case
        assert option_in_tree(game, **request).option.hurts(quantifier)


def test_a_trap_is_one_for_the_two_together_and_not_for_one_alone():
    @always(60, traps())
    def law(game):
        for player in game.players:
            assert option_in_table(game, player, "a", game.players).hurts("strong")
            assert not option_in_table(game, player, "a").hurts("possible")


@pytest.mark.slow
def test_plain_random_games_hold_a_strong_paradox_now_and_then():
    @seen(250, asked(tables(wide)))
    def in_tables(case):
        game, request = case
        return option_in_table(game, request["mover"], request["action"], request.get("coalition", ())).hurts(
            "strong"
        )

    @seen(250, asked(trees(wide)))
    def in_trees(case):
        game, request = case
        return option_in_tree(game, **request).option.hurts("strong")

    assert in_tables[True] >= 2
    assert in_trees[True] >= 2


@pytest.mark.slow
def test_random_tables_hold_every_verdict_with_every_quantifier_and_meet_its_boundary():
    @seen(400, st.one_of(asked(tables()), paradoxes_in_tables(), dominant_options()))
    def kinds(case):
        game, request = case
        truth = option_in_table(game, request["mover"], request["action"], request.get("coalition", ()))
        return tuple((truth.hurts(q), _gap(truth, q) == 0) for q in QUANTIFIERS)

    for position, _ in enumerate(QUANTIFIERS):
        for wanted in ((True, False), (False, True), (False, False)):
            assert sum(count for kind, count in kinds.items() if kind[position] == wanted) >= 10
    separated = {tuple(hurts for hurts, _ in kind) for kind in kinds}
    # Strong, best, worst, possible: the lattice is strict wherever it may be.
    assert len(separated) >= 5
    assert separated <= {
        (True, True, True, True),
        (False, True, False, True),
        (False, False, True, True),
        (False, True, True, True),
        (False, False, False, True),
        (False, False, False, False),
    }


def _gap(truth, quantifier):
    ends = {"strong": (0, -1), "best": (-1, -1), "worst": (0, 0), "possible": (-1, 0)}[quantifier]
    return truth.lacks.values[ends[0]] - truth.has.values[ends[1]]


@pytest.mark.slow
def test_an_option_can_pass_possible_by_values_and_still_not_matter():
    count = ordinarily(100, 250)

    @seen(count, asked(tables()))
    def cases(case):
        game, request = case
        truth = option_in_table(game, request["mover"], request["action"], request.get("coalition", ()))
        return _gap(truth, "possible") > 0, truth.matters

    assert cases[True, False] >= count / 50
    assert cases[True, True] >= count / 50


@pytest.mark.slow
def test_random_tables_are_often_degenerate_and_often_not():
    @seen(200, tables())
    def narrowly(game):
        return Table.of(game).payoffs(0).infinite

    @seen(200, tables(wide))
    def widely(game):
        return Table.of(game).payoffs(0).infinite

    assert narrowly[True] >= 50
    assert widely[False] >= 50


@pytest.mark.slow
def test_random_trees_have_ties_and_none_chance_and_none_two_players_and_three():
    @seen(300, st.one_of(trees(), trees(wide)))
    def kinds(game):
        return bool(Plans(game).ties), any(isinstance(n, Lottery) for n in game.nodes), len(game.players)

    assert all(
        kinds[tie, chance, size] >= 5 for tie in (True, False) for chance in (True, False) for size in (2, 3)
    )


def test_chains_end_with_somebody_who_does_not_care():
    @always(50, tied_chains())
    def law(game):
        last = next(
            n
            for n in game.nodes
            if isinstance(n, Decision) and game.information_sets[n.information_set].name == "last"
        )
        assert len({game.nodes[child].payoffs[3] for child in last.children}) == 1
        assert Plans(game).ties


def test_constant_sums_are_constant_and_lone_deciders_alone():
    @always(ordinarily(17, 50), st.one_of(constant_sum_tables(), constant_sum_trees(), seen_by_nobody()))
    def constant(game):
        cells = game.payoffs if isinstance(game, NormalForm) else [end.payoffs for _, end in game.terminals()]
        assert len({sum(cell) for cell in cells}) == 1

    @always(ordinarily(17, 50), st.one_of(lone_trees(), lone_tables()))
    def alone(game):
        assert {s.player for s in game.information_sets if len(s.actions) > 1} <= {"Ann"}


def test_hidden_moves_are_hidden_and_lone_trees_sometimes_blind():
    @seen(60, st.one_of(seen_by_nobody(), lone_trees()))
    def perfect(game):
        return game.has_perfect_information

    assert perfect[False] >= 20
    assert perfect[True] >= 5


def test_every_request_is_about_the_game():
    @always(60, st.one_of(tables(), trees(), restraint_trees(), commitment_tables()))
    def law(game):
        for request in requests(game):
            held = [
                s
                for s in game.information_sets
                if s.player == request["mover"] and request["action"] in s.actions
            ]
            assert held
            assert set(request.get("at", ())) <= {s.name for s in held}
            assert request["mover"] in request.get("coalition", [request["mover"]])


# --- brute force, on games whose answer is known
# ---------------------------------------------------------------------


def test_brute_force_knows_matching_pennies_and_the_battle_of_the_sexes():
    pennies = table((2, 2), [(1, -1), (-1, 1), (-1, 1), (1, -1)])
    (pair,) = Table.of(pennies).equilibria()
    assert pair == ((0.5, 0.5), (0.5, 0.5))
    sexes = table((2, 2), [(2, 1), (0, 0), (0, 0), (1, 2)])
    assert len(Table.of(sexes).equilibria()) == 3
    assert [str(v) for v in Table.of(sexes).payoffs(0).values] == ["2/3", "1", "2"]
    assert not Table.of(sexes).payoffs(0).infinite


def test_brute_force_knows_rock_paper_scissors():
    beats = [(0, 0), (-1, 1), (1, -1), (1, -1), (0, 0), (-1, 1), (-1, 1), (1, -1), (0, 0)]
    (pair,) = Table.of(table((3, 3), beats)).equilibria()
    assert {str(p) for side in pair for p in side} == {"1/3"}


def test_brute_force_knows_a_table_in_which_nothing_matters():
    flat = Table.of(table((3, 2), [(1, 1)] * 6))
    assert len(flat.equilibria()) == 6
    assert flat.payoffs(0) == flat.payoffs(1)
    assert flat.payoffs(0).infinite


def test_brute_force_knows_the_chain_store():
    game = ExtensiveForm.from_tree(
        ["E", "I"],
        Move("E", "entry", {"in": Move("I", "then", {"fight": (-1, -1), "yield": (1, 1)}), "out": (0, 2)}),
    )
    assert Plans(game).outcomes == {((1, 1), False)}
    assert Plans(game, {(0, 0)}).outcomes == {((1, 1), True)}
    assert Plans(game, {(0, 0)}, cut=True).outcomes == {((0, 2), False)}
    assert strategic_form(game).payoffs == ((-1, -1), (1, 1), (0, 2), (0, 2))


def test_brute_force_averages_chance_and_mixes_ties():
    tie = Move("B", "t", {"l": (4, 0), "r": (0, 0)})
    game = ExtensiveForm.from_tree(["A", "B"], Chance({"x": ("1/4", tie), "y": ("3/4", (2, 2))}))
    assert {payoffs for payoffs, _ in Plans(game).outcomes} == {(2.5, 1.5), (1.5, 1.5)}
    assert len(Plans(game, grid=[0, 0.5, 1]).outcomes) == 3


def test_narrow_and_wide_payoffs_differ():
    @seen(60, narrow, wide)
    def far(near, anything):
        assert -1 <= near <= 2
        return abs(anything) > 2

    assert far[True] >= 20

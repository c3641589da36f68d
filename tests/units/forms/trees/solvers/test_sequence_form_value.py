"""The value by the sequence form: against the reduced normal form, and on poker of several sizes."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from witnesses.imperfect_trees import deep_tree, forgetful_trees, imperfect_trees
from witnesses.poker import one_card_poker, two_round_poker

from gametheory_paradox.concepts import zero_sum_value
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.exact.sparse_systems import proposed_solution
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, Terminal
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.trees.pure_strategies import reduced_normal_form
from gametheory_paradox.forms.trees.sequence_form import sequence_form
from gametheory_paradox.forms.trees.solvers import sequence_form_value as module
from gametheory_paradox.forms.trees.solvers.sequence_form_value import guarantee, sequence_form_value

two = st.just(2)
constants = st.sampled_from([Fraction(0), Fraction(3), Fraction(-1, 2)])


def with_constant_sum(game, total):
    """The tree in which the second player gets what the first leaves of a total."""
    nodes = tuple(
        Terminal((node.payoffs[0], total - node.payoffs[0])) if isinstance(node, Terminal) else node
        for node in game.nodes
    )
    return ExtensiveForm(game.players, game.information_sets, nodes)


def check(found):
    assert found.holds()
    assert sum(found.values) == module.constant_sum(found.form.game)
    assert is_nash(found.form.game, found.profile)


@given(imperfect_trees(players=two, inner=st.integers(3, 7)), constants)
def test_it_is_the_value_of_the_reduced_normal_form(game, total):
    game = with_constant_sum(game, total)
    assert {info.player for info in game.information_sets} <= set(game.players)
    found = sequence_form_value(game)
    check(found)
    assert found.values == zero_sum_value(reduced_normal_form(game).table).values


@pytest.mark.slow
@settings(max_examples=40)
@given(imperfect_trees(players=two, inner=st.integers(3, 7)), constants)
def test_the_way_of_large_trees_leads_to_the_same_value(game, total):
    form = sequence_form(with_constant_sum(game, total))
    program = module._Program(form)
    assume(all(len(sequences) > 1 for sequences in form.sequences))
    exact, proposed = program.by_simplex(), program.from_floats()
    assert proposed is not None
    for who, player in enumerate(form.game.players):
        assert guarantee(form, player, exact[who]) == guarantee(form, player, proposed[who])


def test_kuhns_poker():
    found = sequence_form_value(one_card_poker(3))
    check(found)
    assert found.value == Fraction(-1, 18)
    assert "bet 1/3, pass 2/3" in str(found)
    assert found.table().title == "Poker, 3 cards: value"


@pytest.mark.parametrize(("ranks", "value"), [(10, "-11/180"), (20, "-137/2280")])
def test_poker_with_more_cards_goes_the_way_of_large_trees(ranks, value, monkeypatch):
    monkeypatch.setattr(module, "maximize", None)  # the exact simplex method is not needed
    game = one_card_poker(ranks)
    found = sequence_form_value(game)
    assert found.holds()
    assert found.value == Fraction(value)
    assert sum(map(len, found.form.sequences)) == 8 * ranks + 2


@pytest.mark.slow
def test_two_rounds_of_poker():
    found = sequence_form_value(two_round_poker(3))
    assert [len(sequences) for sequences in found.form.sequences] == [337, 337]
    assert found.holds()
    assert abs(found.value + Fraction(856064, 10**7)) < Fraction(1, 10**7)


@pytest.mark.slow
def test_poker_with_1800_sequences():
    found = sequence_form_value(two_round_poker(5))
    assert sum(map(len, found.form.sequences)) == 1822
    assert found.holds()


def test_where_floats_mislead_the_simplex_method_answers(monkeypatch):
    monkeypatch.setattr(module, "LARGE", 0)
    monkeypatch.setattr(module, "_ZERO", 0.4)  # takes weights for zeros
    assert module._Program(sequence_form(one_card_poker(3))).from_floats() is None
    assert sequence_form_value(one_card_poker(3)).value == Fraction(-1, 18)


def test_weights_that_the_equations_leave_open_stay_near_the_proposal(monkeypatch):
    monkeypatch.setattr(module, "LARGE", 0)
    idle = Move("Bob", "idle", {"x": (0, 0), "y": (0, 0), "z": (0, 0)})
    found = sequence_form_value(
        ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "first", {"a": idle, "b": idle}))
    )
    assert found.value == 0
    check(found)


def test_any_other_plan_secures_less_and_is_no_proof():
    found = sequence_form_value(one_card_poker(3))
    form = found.form
    for action in (0, 1):  # whatever the cards: bet, or pass
        sequences = form.sequences[0]
        plan = [Fraction(1)] + [Fraction(0)] * (len(sequences) - 1)
        for number, (before, _, chosen) in enumerate(sequences[1:], start=1):
            plan[number] = plan[before] * (chosen == action)
        assert guarantee(form, "Ann", plan) < found.value
        worse = replace(found, plans=(tuple(plan), found.plans[1]))
        assert not worse.holds()
        assert not replace(worse, values=(guarantee(form, "Ann", plan), found.values[1])).holds()
    assert not replace(found, values=(found.value + 1, found.values[1] - 1)).holds()
    assert not replace(found, values=(found.value, found.values[1] + 1)).holds()


def test_a_player_who_never_moves_and_a_tree_of_one_node():
    alone = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "only", {"a": (1, 2), "b": (2, 1)}))
    assert sequence_form_value(alone).values == (2, 1)
    assert sequence_form_value(ExtensiveForm.from_tree(["Ann", "Bob"], (5, -5))).values == (5, -5)
    drawn = ExtensiveForm.from_tree(["Ann", "Bob"], Chance({"h": ("1/3", (1, 0)), "t": ("2/3", (0, 1))}))
    assert sequence_form_value(drawn).values == (Fraction(1, 3), Fraction(2, 3))


def test_a_deep_tree_has_a_sequence_form_and_a_guarantee():
    form = sequence_form(deep_tree(3_000))
    stops = [Fraction(1)] + [Fraction(0)] * (len(form.sequences[0]) - 1)
    stops[2] = Fraction(1)  # at her first move, which comes second
    assert guarantee(form, "Ann", stops) == 2_998


@given(forgetful_trees(players=two))
def test_perfect_recall_is_needed(game):
    with pytest.raises(Unsupported, match="perfect recall is needed"):
        sequence_form_value(with_constant_sum(game, 0))


def test_what_is_refused():
    bad = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "only", {"a": (1, 2), "b": (2, 2)}))
    with pytest.raises(Unsupported, match="they sum to 3 after a and to 4 after b"):
        sequence_form_value(bad)
    three = ExtensiveForm.from_tree(["A", "B", "C"], (0, 0, 0))
    with pytest.raises(Unsupported, match="offered for two players, this game has 3"):
        sequence_form_value(three)
    with pytest.raises(Unsupported, match="zero_sum_value"):
        sequence_form_value(NormalForm.from_tables(["R", "C"], [["a"], ["b"]], [[0]], [[0]]))
    with pytest.raises(InvalidGame, match="expected one of two players, got 'Cat'"):
        guarantee(sequence_form(one_card_poker(2)), "Cat", [])


@given(st.lists(st.lists(st.integers(-3, 3), min_size=4, max_size=4), min_size=1, max_size=6), st.data())
def test_a_system_with_solutions_is_solved_whatever_its_shape(matrix, data):
    hidden = [data.draw(st.fractions(-3, 3, max_denominator=5)) for _ in range(4)]
    scale = 60
    right = [int(scale * sum(a * x for a, x in zip(row, hidden, strict=True))) for row in matrix]
    rows = [{column: scale * a for column, a in enumerate(row) if a} for row in matrix]
    found = proposed_solution(rows, right, [Fraction(1, 7)] * 4)
    assert [sum(a * found[column] for column, a in row.items()) for row in rows] == right

"""Some equilibria of trees whose tables are too large for all of them."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.games import tables
from witnesses.poker import one_card_poker
from witnesses.sampling import always, cases

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, Profile, expected_payoffs
from gametheory_paradox.forms.proofs.nash import (
    best_reply,
    best_response_value,
    is_nash,
    is_subgame_perfect,
)
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.solvers.equilibria import Completeness, isolated
from gametheory_paradox.forms.trees.proofs import tree_tables
from gametheory_paradox.forms.trees.proofs.every_nash_of_trees import table_of
from gametheory_paradox.forms.trees.solvers import first_equilibria, sequence_form_lemke, subgame_by_subgame
from gametheory_paradox.forms.trees.solvers import tree_table_equilibria as by_table
from gametheory_paradox.forms.trees.solvers.first_equilibria import FirstEquilibria, pure_cells
from gametheory_paradox.testing import extensive_forms

THIRD = Fraction(1, 3)


def guessing(players, rounds):
    """Everybody guesses in several rooms, of which chance opens one; who guesses as the next one gains."""

    def room(number, taken):
        if len(taken) == players:
            paid = (int(taken[k] == taken[(k + 1) % players]) * (k + 2 + taken[k]) for k in range(players))
            return tuple(paid)
        below = {name: room(number, (*taken, a)) for a, name in enumerate("lr")}
        return Move(f"P{len(taken)}", f"P{len(taken)} in {number}", below)

    rooms = {f"room {n}": (Fraction(1, rounds), room(n, ())) for n in range(rounds)}
    return ExtensiveForm.from_tree([f"P{k}" for k in range(players)], Chance(rooms))


def unfinished(table, clock, *, orders=()):
    """What is found of a table in too little time."""
    return isolated(table, "nash", "none", [], Completeness("budget", "the budget ended"))


def test_where_there_is_no_time_for_all_there_are_some(monkeypatch):
    monkeypatch.setattr(by_table, "table_equilibria", unfinished)
    monkeypatch.setattr(first_equilibria, "MOST_STARTS", 9)
    game = one_card_poker(3)
    found = solve(game, concept="nash", budget=100)
    assert (found.completeness.status, found.proof) == ("budget", None)
    assert all(is_nash(game, profile) for profile in found.profiles)
    assert len(set(found.profiles)) == len(found.profiles) > 1
    assert len(found.subsets) == len(found.components) == len(found)
    assert "one equilibrium at the end of a path; all pure ones, 0; " in found.completeness.why
    assert "more at the ends of paths from 9 pure beliefs" in found.completeness.why


def test_three_players_have_all_pure_ones_where_there_is_no_time_for_all(monkeypatch):
    monkeypatch.setattr(by_table, "table_equilibria", unfinished)
    game = guessing(3, 3)
    found = solve(game, concept="nash", budget=100)
    assert len(found) == 8
    assert all(is_nash(game, profile) and profile.is_pure for profile in found.profiles)
    looked = "a pure one to which best replies lead; all pure ones, 8"
    assert f"besides, in the tree: {looked}" in found.completeness.why


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cards", "why"), [(4, ("the budget ended", "memory ran out")), (10, ("more than 100,000 cells",))]
)
def test_large_trees_have_some_within_the_budget(cards, why):
    game = one_card_poker(cards)
    found = solve(game, concept="nash", budget=30)
    assert found.completeness.status in ("partial", "budget")
    assert len(found) > 0
    assert all(is_nash(game, profile) for profile in found.profiles)
    assert "at the end of a path" in found.completeness.why
    assert any(limit in found.completeness.why for limit in why)


def test_three_players_without_a_table_go_where_best_replies_lead(monkeypatch):
    monkeypatch.setattr(tree_tables, "MOST_CELLS_OF_CHOOSERS", 100)
    monkeypatch.setattr(tree_tables, "MOST_CELLS_OF_AGENTS", 100)
    game = guessing(3, 3)  # eight plans each
    found = solve(game, concept="nash")
    assert found.completeness.status == "partial"
    assert len(found) == 1
    assert all(is_nash(game, profile) and profile.is_pure for profile in found.profiles)
    assert "a pure one to which best replies lead; others were not looked for" in found.completeness.why


def too_late(*arguments, **options):
    raise OutOfTime("the budget is spent")


def test_where_there_is_no_time_for_the_table_there_is_the_end_of_the_path(monkeypatch):
    monkeypatch.setattr(by_table, "table_of", too_late)
    monkeypatch.setattr(first_equilibria, "MOST_STARTS", 3)
    game = one_card_poker(3)
    found = solve(game, concept="nash", budget=100)
    assert (found.completeness.status, found.proof) == ("budget", None)
    assert found.profiles
    assert all(is_nash(game, profile) for profile in found.profiles)
    assert found.completeness.why.startswith("one equilibrium at the end of a path; ")
    assert "as the budget does not suffice to write down the table" in found.completeness.why


def test_what_there_was_no_time_to_check_is_not_listed(monkeypatch):
    game = one_card_poker(3)
    first = FirstEquilibria(game, table_of(game))
    first.search_without_table(Clock(None))
    (end,) = first.profiles
    monkeypatch.setattr(sequence_form_lemke, "is_nash", too_late)
    monkeypatch.setattr(first_equilibria, "best_reply", too_late)
    first.search_further(Clock(100))
    assert list(first.profiles) == [end]
    assert "0 more at the ends of paths" in first.why
    late = FirstEquilibria(game)
    late.search_without_table(Clock(None))
    assert not late.profiles


def test_three_players_follow_best_replies_before_there_is_a_table(monkeypatch):
    monkeypatch.setattr(by_table, "table_of", too_late)
    game = guessing(3, 3)
    (one,) = solve(game, concept="nash", budget=100).profiles
    assert is_nash(game, one)
    assert one.is_pure


def test_three_players_with_a_large_table_have_their_pure_equilibria():
    game = guessing(3, 3)
    first = FirstEquilibria(game, table_of(game))
    first.search(Clock(None))
    assert len(first.profiles) == 2**3
    assert all(is_nash(game, profile) for profile in first.profiles)
    assert first.why == "all pure ones, 8"


def test_subgames_that_are_too_many_give_one_equilibrium_that_is_subgame_perfect():
    game = ExtensiveForm.from_tree(
        ["P0", "P1", "P2"],
        Chance({n: (THIRD, _battles(n, 4)) for n in ("a", "b", "c")}),
    )
    (one,) = subgame_by_subgame._one_equilibrium(game, Clock(None))
    assert is_subgame_perfect(game, one)
    assert subgame_by_subgame._one_equilibrium(game, Clock(0)) == []


def test_where_no_subgame_is_solved_in_time_one_equilibrium_is_followed(monkeypatch):
    game = ExtensiveForm.from_tree(["P0", "P1", "P2"], _battles("a", 3))
    monkeypatch.setattr(subgame_by_subgame, "tree_table_equilibria", too_late)
    found = solve(game, budget=100)
    (one,) = found.profiles
    assert is_subgame_perfect(game, one)
    assert (found.completeness.status, found.proof) == ("budget", None)
    assert "one equilibrium of each subgame was followed" in found.completeness.why


def _battles(name, depth):
    """Two players meet unseen, again and again as long as both go right."""
    if not depth:
        return (1, 1, 0)
    return Move(
        "P0",
        f"{name} {depth}",
        {
            "l": Move("P1", f"{name} {depth} too", {"l": (3, 1, 0), "r": (0, 0, 1)}),
            "r": Move(
                "P1",
                f"{name} {depth} too",
                {"l": (0, 0, 2), "r": Chance({"o": (1, _battles(name, depth - 1))})},
            ),
        },
    )


@cases(10, 1000)
def test_pure_cells_are_those_in_which_nobody_gains(count):
    @always(count, tables())
    def law(game):
        found = set(pure_cells(game, Clock(None)))
        for cell in product(*map(range, game.shape)):
            assert (cell in found) == is_nash(game, Profile.pure(game.information_sets, cell))


@cases(10, 1000)
def test_a_best_reply_gets_the_most_and_leaves_the_others_as_they_are(count):
    gains = set()

    @always(count, extensive_forms(players=st.integers(1, 3), inner=st.integers(1, 5)))
    def law(game):
        sets = game.information_sets
        plan = Profile.pure(sets, [len(info.actions) - 1 for info in sets])
        for who, player in enumerate(game.players):
            reply = best_reply(game, plan, player)
            most = best_response_value(game, plan, player)
            assert expected_payoffs(game, reply)[who] == most
            for info, before, after in zip(sets, plan.probabilities, reply.probabilities, strict=True):
                assert info.player == player or before == after
            gained = most > expected_payoffs(game, plan)[who]
            assert gained or reply == plan
            gains.add(gained)

    assert gains == {True, False}


def test_in_no_time_nothing_is_found():
    game = one_card_poker(3)
    first = FirstEquilibria(game, table_of(game))
    first.search_without_table(Clock(0))
    first.search(Clock(0))
    first.search_further(Clock(None))
    assert not first.profiles
    assert list(pure_cells(table_of(game).table, Clock(0))) == []


def test_what_nothing_finds_is_refused_as_before(monkeypatch):
    monkeypatch.setattr(tree_tables, "MOST_CELLS_OF_CHOOSERS", 10)
    with pytest.raises(Unsupported, match="more than 10 cells"):
        by_table.tree_table_equilibria(one_card_poker(2), Clock(0))

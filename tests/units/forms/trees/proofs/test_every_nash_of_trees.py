"""All Nash and all subgame perfect equilibria of a tree, from proofs about its tables."""

from fractions import Fraction

import pytest
from witnesses.many_players import root_of_21, root_of_one_half, tree_of, unseen_moves

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.nash import is_nash, is_subgame_perfect
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.forms.tables.solvers.table_equilibria import table_equilibria
from gametheory_paradox.forms.trees.proofs.every_nash_of_trees import (
    MOST_SOLUTIONS,
    MOST_TABLES,
    every_nash_of_tree,
    every_subgame_perfect_of_tree,
    inner_roots,
    roots_to_solve,
    table_of,
)

HALF = Fraction(1, 2)


def blind(left, right):
    return Move("B", "blind", {"l": left, "r": right})


def battle():
    return Move("A", "battle", {"T": blind((3, 1), (0, 0)), "D": blind((0, 0), (1, 3))})


def tree(root, players=("A", "B")):
    return ExtensiveForm.from_tree(list(players), root)


def prove(found):
    table = found.table
    proof = table_equilibria(table, Clock(None)).proof
    return check_proof(table, "nash", table.players[0], proof)


def test_players_with_nothing_to_choose_are_left_out_of_the_table():
    game = tree(Move("A", "start", {"x": (1, 2, 3), "y": Move("C", "only", {"go": (4, 5, 6)})}), "ABC")
    found = table_of(game)
    assert found.table == NormalForm(("A",), (("x", "y"),), ((1,), (4,)))
    assert found.paid == ((1, 2, 3), (4, 5, 6))
    assert found.plays_apart(cover_of(prove(found)))
    assert table_of(tree(Move("C", "only", {"go": (4, 5, 6)}), "ABC")).table is None


def test_a_game_without_a_choice_has_one_equilibrium():
    game = tree(Chance({"h": (HALF, (1, 0)), "t": (HALF, (0, 1))}))

    def never(_):
        raise AssertionError

    found = every_nash_of_tree(game, never)
    assert (len(found.profiles), found.infinite, found.payoffs("A").values) == (1, False, (HALF,))


def test_the_option_to_stay_out_of_a_battle():
    game = tree(Move("A", "start", {"in": battle(), "out": (2, 2)}))
    nash, perfect = every_nash_of_tree(game, prove), every_subgame_perfect_of_tree(game, prove)
    assert all(is_nash(game, profile) for profile in nash.profiles)
    assert all(is_subgame_perfect(game, profile) for profile in perfect.profiles)
    assert sorted(perfect.payoffs("A").values) == [2, 3]
    assert (len(perfect.profiles), perfect.infinite, perfect.spanning) == (3, False, False)
    assert nash.infinite
    assert nash.counted  # each has one choice, or one that leads to the other


def seen_by_one():
    """A sees the coin and B does not: A's mixtures of four plans are behavior in many ways."""

    def side(name, sign):
        return Move(
            "A", name, {"x": blind((sign, -sign), (-sign, sign)), "y": blind((-sign, sign), (sign, -sign))}
        )

    return tree(Chance({"heads": (HALF, side("heads", 1)), "tails": (HALF, side("tails", 1))}))


def test_many_mixtures_of_plans_that_are_one_behavior_are_not_counted_as_infinitely_many():
    game = seen_by_one()
    table = table_of(game)
    inner = prove(table)
    assert not table.plays_apart(cover_of(inner))
    assert inner.infinite
    found = every_nash_of_tree(game, prove)
    assert found.infinite == (len(found.profiles) > 1)
    assert not found.counted or not found.infinite
    assert not every_subgame_perfect_of_tree(game, prove).counted


def test_an_inner_subgame_whose_equilibria_are_worth_the_same_does_no_harm():
    tie = Move("B", "tie", {"x": (2, 2), "y": (2, 2)})
    game = tree(Move("A", "start", {"in": tie, "u": blind((1, 1), (0, 0)), "d": blind((0, 0), (1, 1))}))
    found = every_subgame_perfect_of_tree(game, prove)
    assert found.infinite
    assert found.counted
    assert found.payoffs("A").values == (2, 2)


def test_an_inner_subgame_whose_equilibria_are_worth_different_things_settles_nothing():
    tie = Move("B", "tie", {"x": (3, 2), "y": (1, 2)})
    game = tree(Move("A", "start", {"in": tie, "u": blind((1, 1), (0, 0)), "d": blind((0, 0), (1, 1))}))
    with pytest.raises(CertificateRejected, match="infinitely many equilibria that are not worth the same"):
        every_subgame_perfect_of_tree(game, prove)
    whole = tree(Move("B", "tie", {"x": (3, 2), "y": (1, 2)}))  # as the whole game it does
    assert every_subgame_perfect_of_tree(whole, prove).payoffs("A").values == (1, 3)


@pytest.mark.slow
def test_there_may_be_too_many_combinations():
    game = tree((0, 0))
    for step in range(8):  # three equilibria each
        lower = Move(
            "A", f"battle {step}", {"T": reply(step, (3, 1), (0, 0)), "D": reply(step, (0, 0), (1, 3))}
        )
        game = (lower, game)
    root = Chance({f"{n}": (Fraction(1, 8), part) for n, part in enumerate(parts(game))})
    with pytest.raises(CertificateRejected, match=f"more than {MOST_SOLUTIONS} equilibria"):
        every_subgame_perfect_of_tree(tree(root), prove)


def reply(step, left, right):
    return Move("B", f"blind {step}", {"l": left, "r": right})


def parts(nested):
    while isinstance(nested, tuple):
        part, nested = nested
        yield part


def test_only_the_largest_solved_subgames_are_kept():
    game = tree(Move("A", "start", {"in": battle(), "out": Move("B", "late", {"x": (0, 0), "y": (1, 1)})}))
    assert roots_to_solve(game) == [8, 1, 0]
    assert inner_roots(11, {8: [], 1: []}) == [1, 8]
    assert inner_roots(8, {8: []}) == []


def test_proofs_of_tables_are_taken_one_by_one():
    game = tree(Move("A", "start", {"in": battle(), "out": (2, 2)}))
    asked = []

    def noted(found):
        asked.append(found.table)
        return prove(found)

    every_subgame_perfect_of_tree(game, noted)
    assert [table.shape for table in asked] == [(2, 2), (2,), (2,), (2,)]
    listed = [table_equilibria(table, Clock(None)).proof for table in asked]
    proof = {"kind": "subgames", "tables": listed}
    assert len(check_proof(game, "subgame-perfect", "A", proof).profiles) == 3
    for tables, message in (
        (listed[:-1], "a table has no proof"),
        ([*listed, listed[0]], "more proofs than tables"),
        (listed[::-1], "an elimination names|needs a table"),
        ([listed[0]] * (MOST_TABLES + 1), f"more than {MOST_TABLES:,} tables"),
        (None, "expected a list"),
        ([None] * 4, "expected a proof of kind"),
        ([proof, *listed[1:]], "is about subgame-perfect equilibria, not nash"),
        ([{"kind": "tree-table", "tables": []}, *listed[1:]], "this proof needs a tree"),
    ):
        with pytest.raises((CertificateRejected, InvalidGame), match=message):
            check_proof(game, "subgame-perfect", "A", {**proof, "tables": tables})
    with pytest.raises(CertificateRejected, match="this proof needs a tree"):
        check_proof(asked[0], "nash", "A", {"kind": "tree-table", "tables": []})
    with pytest.raises(CertificateRejected, match="about subgame-perfect equilibria, not nash"):
        check_proof(game, "nash", "A", proof)


def test_an_irrational_equilibrium_is_one_of_the_tree_in_bounds():
    table = root_of_one_half()
    game = tree_of(table)
    (own,) = every_nash_of_tree(game, prove).enclosed
    for (low, high), rest in own.bounds.bounds:
        assert 0 < low**2 < HALF < high**2
        assert rest == (1 - high, 1 - low)
    assert own.similar.probabilities == ((HALF, HALF),) * 3
    assert own.payoff(game, 2) == 1  # what Cat's other action pays whatever is done
    assert Fraction(7071, 10**4) < own.payoff(game, 0) < Fraction(7072, 10**4)


def test_an_irrational_equilibrium_after_a_subgame_keeps_what_is_done_there():
    table = root_of_one_half()
    inner = Move("Ann", "after", {"more": (0, 0, 1), "less": (-1, 9, 9)})

    moves = unseen_moves(table, {(1, 1, 1): inner})
    game = tree(moves, table.players)
    found = every_subgame_perfect_of_tree(game, prove)
    (own,) = found.enclosed
    number = [info.name for info in game.information_sets].index("after")
    assert own.bounds.bounds[number] == ((1, 1), (0, 0))
    assert own.payoff(game, 2) == 1
    assert own.payoffs(game)[2] == 1


@pytest.mark.parametrize(("stay", "best"), [(2, "go"), (3, "stay"), ("27087/10000", "go")])
def test_before_an_irrational_equilibrium_what_is_best_is_told_by_bounds(stay, best):
    table = root_of_21()
    stays = (0, Fraction(stay), 0)
    game = tree(Move("Bob", "before", {"go": unseen_moves(table), "stay": stays}), table.players)
    (own,) = every_subgame_perfect_of_tree(game, prove).enclosed
    assert own.bounds["Bob"]["before"] == {a: (a == best,) * 2 for a in ("go", "stay")}
    if best == "stay":
        assert own.payoffs(game) == stays
    else:
        low, high = own.payoff(game, 1).bounds()
        assert (10 - 2 * high) ** 2 < 21 < (10 - 2 * low) ** 2


def test_chance_before_an_irrational_equilibrium_weighs_what_it_is_worth():
    table = root_of_21()
    drawn = Chance({"calm": ("1/3", (0, 1, 0)), "crisis": ("2/3", unseen_moves(table))})
    game = tree(Move("Ann", "before", {"stay": (0, 4, 0), "go": drawn}), table.players)
    (own,) = every_subgame_perfect_of_tree(game, prove).enclosed
    alone = every_nash_of_tree(tree_of(table), prove).enclosed[0]
    for column, calm in enumerate((0, 1, 0)):
        paid = own.payoff(game, column)
        assert 3 * paid == alone.payoff(tree_of(table), column) * Fraction(2) + calm


@pytest.mark.slow
def test_tables_may_not_be_too_large_together():
    rows = {f"a{n}": Move("B", "b", {f"b{m}": (n, m) for m in range(400)}) for n in range(300)}
    with pytest.raises(Unsupported, match="100,000 cells"):
        check_proof(
            tree(Move("A", "s", rows)),
            "nash",
            "A",
            {"kind": "tree-table", "tables": [{"kind": "supports"}]},
        )

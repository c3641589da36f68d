"""Nash and subgame perfect equilibria of trees from tables: what is listed, followed and said."""

from fractions import Fraction

import pytest
from witnesses.imperfect_trees import deep_tree
from witnesses.tied_trees import unpaid_after

from gametheory_paradox.forms import Chance, ExtensiveForm, Move, Profile
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.nash import is_nash, is_subgame_perfect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.subgames import excludes, off_own_path

HALF = Fraction(1, 2)


def blind(left, right, at="blind"):
    return Move("B", at, {"l": left, "r": right})


def battle(at="battle"):
    rows = {"T": blind((3, 1), (0, 0), f"{at} blind"), "D": blind((0, 0), (1, 3), f"{at} blind")}
    return Move("A", at, rows)


def tree(root, players=("A", "B")):
    return ExtensiveForm.from_tree(list(players), root)


def test_all_combinations_of_the_equilibria_of_subgames_are_followed():
    game = tree(Chance({"fine": (HALF, battle("one")), "foul": (HALF, battle("two"))}))
    found = solve(game, concept="subgame-perfect")
    assert (len(set(found.profiles)), found.completeness.status) == (9, "proved")
    assert all(is_subgame_perfect(game, profile) for profile in found.profiles)
    assert len(check_proof(game, "subgame-perfect", "A", found.proof).profiles) == 9


def test_subsets_are_numbered_as_the_equilibria_are():
    last = Move("A", "last", {"x": (0, 2), "y": (2, 1)})
    rows = {
        "a": Move("B", "blind", {"l": last, "r": (0, 1)}),
        "b": Move("B", "blind", {"l": (1, 0), "r": (0, 2)}),
    }
    game = tree(Move("A", "start", rows))
    found = solve(game, concept="subgame-perfect")
    groups = {
        frozenset(tuple(p[0] for p in found.profiles[n].probabilities[:2]) for n in subset)
        for subset in found.subsets
    }
    assert groups == {frozenset({(0, 0), (1, 0)}), frozenset({(1, 1), (1, 0)})}


def test_of_equilibria_worth_different_things_the_ends_are_known():
    """A comes in for 1 to 3, as B likes; it gets 1 elsewhere if B goes along, and comes in if B mixes."""
    tie = Move("B", "tie", {"x": (3, 2), "y": (1, 2)})
    game = tree(Move("A", "start", {"in": tie, "u": blind((1, 1), (0, 0)), "d": blind((0, 0), (1, 1))}))
    found = solve(game, concept="subgame-perfect")
    assert (found.completeness.status, found.proof["kind"], found.listed) == (
        "proved",
        "subgame-pieces",
        False,
    )
    ends = [(min(own), max(own)) for own in zip(*found.payoffs, strict=True)]
    assert ends == [(1, 3), (1, 2)]
    assert all(is_subgame_perfect(game, profile) for profile in found.profiles)
    assert solve(game, concept="subgame-perfect", budget=0).completeness.status == "budget"


def test_a_hidden_move_may_wait_on_how_a_tie_after_it_is_broken():
    """A mixes where B, who gets 2 or nothing after l, is made indifferent: A then gets 2/3."""
    after = Move("A", "after", {"x": (1, 2), "y": (1, 0)})
    game = tree(Move("A", "start", {"u": blind(after, (0, 1)), "d": blind((0, 1), (2, 1))}))
    found = solve(game, concept="subgame-perfect")
    assert found.completeness.status == "proved"
    assert all(is_subgame_perfect(game, profile) for profile in found.profiles)
    paid = [own for own, _ in found.payoffs]
    assert (min(paid), max(paid)) == (Fraction(2, 3), 2)
    assert check_proof(game, "subgame-perfect", "A", found.proof).payoffs("A").values == (Fraction(2, 3), 2)


def test_some_of_infinitely_many_equilibria_are_not_taken_for_the_list():
    found = solve(unpaid_after())
    assert found.completeness.status == "proved"  # of the least and the greatest payoffs
    assert found.completeness.why.startswith(
        "a subgame has infinitely many equilibria of different worth: some equilibria are listed"
    )
    assert not found.listed
    assert found.to_data()["listed"] is False
    assert found.is_infinite
    assert f"{len(found)} of the equilibria (subgame-perfect)" in str(found)

    # B plays l with probability 1/3, C surely: A, who gets 1 by coming in, does; that is not on the list.
    third = (Fraction(1, 3), Fraction(2, 3))
    other = Profile(found.game.information_sets, ((0, 1), third, (1, 0)))
    assert is_subgame_perfect(found.game, other)
    assert other not in found.profiles
    assert all(len(subset) == 1 for subset in found.subsets)


def test_a_list_that_holds_all_says_so():
    whole = solve(tree(battle()))
    assert (whole.completeness.status, whole.listed, whole.to_data()["listed"]) == ("proved", True, True)
    partial = solve(whole.game, budget=0)
    assert partial.completeness.status == "budget"
    assert partial.to_data()["listed"] is False


def test_more_than_can_be_listed_is_said():
    def ties(n):
        moves = {
            f"o{k}": (Fraction(1, n), Move("B", f"tie {k}", {"x": (0, 0), "y": (0, 0)})) for k in range(n)
        }
        return tree(
            Move("A", "start", {"in": Chance(moves), "u": blind((1, 1), (0, 0)), "d": blind((0, 0), (1, 1))})
        )

    few, many = (solve(ties(n), concept="subgame-perfect") for n in (3, 12))
    assert few.completeness.status == "proved"
    assert len(set(few.profiles)) == len(few.profiles)
    assert len({p.probabilities[1:4] for p in few.profiles}) == 8
    assert many.completeness.status == "proved"
    assert not many.listed
    assert "some equilibria are listed, and plans that attain" in many.completeness.why
    assert check_proof(many.game, "subgame-perfect", "A", many.proof).payoffs("A").values == (HALF, 1)


def test_nash_equilibria_by_the_reduced_normal_form():
    game = tree(Move("A", "start", {"in": battle(), "out": (2, 2)}))
    found = solve(game, concept="nash")
    assert found.completeness.status == "proved"
    assert all(is_nash(game, profile) for profile in found.profiles)
    assert {profile.probabilities[0] for profile in found.profiles} == {(1, 0), (0, 1)}
    assert set(found.payoffs) == {(3, 1), (2, 2)}


def test_where_a_plan_never_leads_is_said_as_nothing_is_told_apart_there():
    again = Move("A", "again", {"x": (3, 1), "y": (2, 2)})
    game = tree(Move("A", "first", {"out": (1, 1), "in": Move("B", "reply", {"l": (0, 0), "r": again})}))
    listed = solve(game, concept="nash").to_data()["equilibria"]
    said = {own["profile"]["A"]["first"]["in"]: own.get("off_own_path") for own in listed}
    assert said == {"0": ["again"], "1": None}
    assert all("off_own_path" not in own for own in solve(game, concept="sequential").to_data()["equilibria"])
    for profile in solve(game, concept="nash").profiles:
        numbers = range(len(game.information_sets))
        odds = profile.probabilities
        assert off_own_path(game, odds) == [n for n in numbers if excludes(game, odds, n)]


def test_a_game_without_a_choice():
    game = tree(Chance({"h": (HALF, (1, 0)), "t": (HALF, Move("A", "only", {"go": (0, 1)}))}))
    for concept in ("nash", "subgame-perfect", "perfect-bayesian", "sequential"):
        found = solve(game, concept=concept)
        assert (found.payoffs, found.completeness.status) == (((HALF, HALF),), "proved")


@pytest.mark.slow
def test_trees_of_very_many_levels():
    game = deep_tree()
    assert solve(game, concept="subgame-perfect").method == "backward_induction"
    one = solve(game, concept="nash", method="tree_table_equilibria")
    assert "others were not looked for" in one.completeness.why
    assert "more than 100,000 cells" in one.completeness.why
    few = deep_tree(70)
    found = solve(few, concept="subgame-perfect", method="subgame_by_subgame")
    assert found.completeness.status == "proved"
    assert len(found.proof["tables"]) == 70

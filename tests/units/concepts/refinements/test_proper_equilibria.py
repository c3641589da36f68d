"""Proper equilibria: Myerson's examples, ties, what is refused, and what is too much to order."""

import pytest

from gametheory_paradox.concepts import proper_equilibria
from gametheory_paradox.concepts.refinements.listed_verdicts import NoVerdict
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import ExtensiveForm, Move, NormalForm
from gametheory_paradox.solvers import solve

TWO, THREE = [[1, 0], [0, 0]], [[1, 0, -9], [0, 0, -7], [-9, -7, -7]]


def symmetric(rows):
    names = [f"{n}" for n in range(len(rows))]
    return NormalForm.from_tables(
        ["A", "B"], [names, names], rows, [list(c) for c in zip(*rows, strict=True)]
    )


def supports(found, numbers):
    return {
        tuple(
            tuple(a for a, p in enumerate(odds) if p) for odds in found.equilibria.profiles[n].probabilities
        )
        for n in numbers
    }


def test_a_dominated_action_more_makes_an_equilibrium_perfect_but_not_proper():
    # myerson1978: without the third action only the first equilibrium is perfect; the third, dominated, makes
    # mistakes possible that excuse the second, and properness does not accept them.
    found = proper_equilibria(solve(symmetric(TWO)))
    assert supports(found, found.proper) == {((0,), (0,))}
    assert supports(found, found.excluded) == {((1,), (1,))}
    found = proper_equilibria(solve(symmetric(THREE)))
    assert supports(found, found.proper) == {((0,), (0,))}
    assert supports(found, found.excluded) == {((1,), (1,)), ((2,), (2,))}
    assert found.holds()


def test_strict_and_totally_mixed_equilibria_are_proper():
    game = NormalForm.from_tables(["R", "C"], [["a", "b"]] * 2, [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    found = proper_equilibria(solve(game))
    assert len(found.proper) == len(found.equilibria.profiles) == 3
    assert found.holds()
    assert "proper" in str(found)


def test_actions_in_one_level():
    # Two of A's mistakes pay the same whatever B does, so that they may be equally likely.
    game = NormalForm.from_tables(
        ["A", "B"], [["a", "b", "c"], ["x", "y"]], [[2, 2], [1, 0], [1, 0]], [[1, 0], [0, 3], [0, 3]]
    )
    found = proper_equilibria(solve(game))
    assert found.proper == (0,)
    assert found.holds()


def test_other_forms_are_refused():
    tree = ExtensiveForm.from_tree(["A", "B"], Move("A", "start", {"x": (1, 1), "y": (0, 0)}))
    with pytest.raises(Unsupported, match="this one is a tree"):
        proper_equilibria(solve(tree))
    game = NormalForm.from_tables(["A", "B", "C"], [["a"]] * 3, *[[[[0]]]] * 3)
    with pytest.raises(Unsupported, match="for two players, this game has 3"):
        proper_equilibria(solve(game))


def test_where_too_many_actions_tie_nothing_is_said():
    rows = [[0] * 8 for _ in range(8)]
    found = proper_equilibria(solve(symmetric(rows), method="pure_equilibria"))
    assert all(isinstance(verdict, NoVerdict) for verdict in found.verdicts)
    assert found.holds()
    assert "too many ways" in str(found)

"""Effect on the equilibria of an action that no listed one uses: by gains, and by plans."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm, Profile, delete, scope_of
from gametheory_paradox.forms.proofs.listed_equilibria import changes_table, changes_tree
from gametheory_paradox.forms.tables.proofs.curved_pieces import CurvedPiece
from gametheory_paradox.forms.tables.proofs.settled_boxes import EquilibriumCover


def everything(game, *rows, infinite=True, curved=()):
    """Pure equilibria, given by the numbers of their actions, and a cell with a curved piece."""
    profiles = tuple(Profile.pure(game.information_sets, row) for row in rows)
    pieces = (CurvedPiece(curved, ()),) if curved else ()
    return EquilibriumCover(game, profiles, infinite, spanning=False, curved=pieces)


TABLE = NormalForm.from_tables(
    ["A", "B"], [["a", "b", "c"], ["x", "y"]], [[2, 0], [0, 1], [0, 0]], [[1, 0], [0, 2], [0, 0]]
)
LESS = delete(TABLE, scope_of(TABLE, "A", "c"))


@pytest.mark.parametrize(
    ("payoff", "listed", "expected"),
    [(0, (1, 1), False), (1, (1, 1), False), (2, (1, 1), True), (2, (0, 0), None)],
)
def test_an_action_changes_a_table_if_it_would_gain_in_an_equilibrium_without_it(payoff, listed, expected):
    """At (b, y) b pays 1, and at (a, x) a pays 2; c pays nothing at x, and a number at y."""
    cells = [*TABLE.payoffs[:5], (Fraction(payoff), Fraction(0))]
    has = everything(replace(TABLE, payoffs=tuple(cells)), (0, 0))
    lacks = everything(LESS, listed, curved=(((0, 1),), ((1, 0), (0, 1))))
    assert changes_table(has, lacks, "A", "c") is expected


def test_where_a_piece_may_use_the_action_only_a_gain_settles_it():
    has = everything(TABLE, (0, 0), curved=(((1, 0, 0), (0, 0, 1)), ((1, 0),)))
    assert changes_table(has, everything(LESS, (0, 0)), "A", "c") is None
    cells = [*TABLE.payoffs[:4], (Fraction(3), Fraction(0)), TABLE.payoffs[5]]  # c pays 3 at x, a pays 2
    tempting = replace(has, game=replace(TABLE, payoffs=tuple(cells)))
    assert changes_table(tempting, everything(LESS, (0, 0)), "A", "c") is True


def unseen(third):
    """B does not see which of three moves A took; the third pays A the same whatever B does."""
    cells = {"a": {"l": (1, 1), "r": (0, 0)}, "b": {"l": (0, 0), "r": (2, 2)}}
    cells["c"] = {"l": (third, 0), "r": (third, 0)}
    return ExtensiveForm.from_tree(
        ["A", "B"],
        Move("A", "first", {action: Move("B", "unseen", below) for action, below in cells.items()}),
    )


@pytest.mark.parametrize("concept", ["nash", "subgame-perfect"])
@pytest.mark.parametrize("third", [0, "3/2"])
def test_an_action_changes_a_tree_if_an_equilibrium_without_it_is_none_with_it(concept, third):
    game = unseen(third)
    less = delete(game, scope_of(game, "A", "c"))
    has, lacks = everything(game, (1, 1), infinite=False), everything(less, (0, 0), (1, 1), infinite=False)
    assert changes_tree(concept, has, lacks) is (third != 0)
    infinite = replace(lacks, infinite=True)
    assert changes_tree(concept, has, infinite) is (None if third == 0 else True)
    assert changes_tree("sequential", has, lacks) is None


def test_an_idle_move_that_is_not_seen_is_no_possible_paradox():
    verdict = detect(unseen(0), mover="A", action="c", quantifier="possible", concept="nash")
    assert (verdict.name, verdict.comparison.gap, verdict.comparison.matters) == (
        "absent",
        Fraction(4, 3),
        False,
    )

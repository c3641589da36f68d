"""Pieces of payoffs under ties, by hand; what a proof by pieces must hold; what is refused as too large."""

from fractions import Fraction

import pytest
from witnesses.tied_trees import cut_through_a_curve

from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, Profile
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.trees.proofs import payoff_pieces as module
from gametheory_paradox.forms.trees.proofs.payoff_pieces import Corner, Stage, clipped, hull, payoff_pieces
from gametheory_paradox.forms.trees.proofs.plans_under_ties import equilibria_in_pieces

F = Fraction
TABLE = NormalForm.from_tables(["Ann", "Bob"], [["a"], ["c"]], [[1]], [[1]])


def game(tree, players=("Ann", "Bob")):
    return ExtensiveForm.from_tree(players, tree)


@pytest.fixture
def tied():
    """Bob is indifferent, and Ann gets anything from 0 to 4 if she goes on; she may stop with 3."""
    after = Move("Bob", "later", {"kind": (4, 1), "mean": (0, 1), "silly": (9, 0)})
    return game(Move("Ann", "start", {"go": after, "stop": (3, 3)}))


@pytest.fixture
def crossing():
    """Cat does not care twice over, Bob's payoff varies on both sides, and Ann compares what is left."""
    left = Move("Cat", "left", {"u": (0, 0, 0), "d": (4, 2, 0)})
    right = Move("Cat", "right", {"u": (8, 0, 0), "d": (0, 2, 0)})
    bob = Move("Bob", "middle", {"l": left, "r": right})
    return game(Move("Ann", "start", {"on": bob, "out": (3, 5, 5)}), ("Ann", "Bob", "Cat"))


def placed(*points):
    return [Corner(tuple(map(F, point)), []) for point in points]


def places(piece):
    return [corner.at for corner in piece]


def test_pieces_by_hand(tied):
    covered = payoff_pieces(tied, [0, 1])
    assert [places(piece) for piece in covered.pieces] == [[(3, 1), (3, 3)], [(3, 1), (4, 1)]]
    assert covered.stages == (
        Stage(1, (0, 1), (F(1), F(1))),
        Stage(0, (0, 1), (F(3), F(3))),
        Stage(0, (0,), (F(3), F(4))),
    )
    assert covered.ties
    assert covered.never(tied) == {(1, 2)}


def test_only_what_is_asked_about_and_compared_counts(tied):
    assert payoff_pieces(tied, [1]).range == (1, 3)
    assert payoff_pieces(tied, [0]).range == (3, 4)
    assert all(len(corner.at) == 0 for piece in payoff_pieces(tied, ()).pieces for corner in piece)


def test_without_ties_there_is_one_point():
    ended = game(Move("Ann", "start", {"a": (1, 0), "b": (0, 5)}))
    covered = payoff_pieces(ended, [0, 1])
    assert [places(piece) for piece in covered.pieces] == [[(1, 0)]]
    assert not covered.ties
    assert covered.never(ended) == {(0, 1)}


def test_chance_averages_pieces():
    either = Move("Ann", "tie", {"u": (1, 0), "d": (1, 3)})
    covered = payoff_pieces(game(Chance({"x": ("1/3", either), "y": ("2/3", (0, 6))})), [1])
    assert [places(piece) for piece in covered.pieces] == [[(4,), (5,)]]


def test_two_actions_that_both_vary_tie_at_every_level(crossing):
    covered = payoff_pieces(crossing, [0])
    assert Stage(1, (0, 1), (F(0), F(2))) in covered.stages
    assert covered.range == (3, 8)  # 8 at Bob's level 0, where both his actions are worth nothing


@pytest.fixture
def cut_through():
    return cut_through_a_curve()


def test_finer_cuts_cover_less_where_a_comparison_cuts_through_a_curve(cut_through):
    # With level t Bob goes left with r ≥ (6 − t)/(15 − 4t), so that Ann goes on; Dan gets 3r, least at t = 2.
    lowest = [payoff_pieces(cut_through, [2], cuts).range[0] for cuts in range(5)]
    assert lowest == sorted(lowest)
    assert lowest[0] < lowest[-1] < F(12, 7)
    assert F(12, 7) - lowest[-1] < F(1, 40)


def test_a_hull_keeps_its_corners_in_the_plane():
    square = placed((0, 0), (2, 0), (1, 1), (0, 2), (2, 2), (1, 0), (0, 0))
    assert sorted(places(hull(square))) == [(0, 0), (0, 2), (2, 0), (2, 2)]
    tilted = placed((0, 0, 1), (2, 0, 3), (1, 1, 2), (0, 2, 1), (2, 2, 3), (1, 0, 2))
    assert sorted(places(hull(tilted))) == [(0, 0, 1), (0, 2, 1), (2, 0, 3), (2, 2, 3)]
    line = placed((0, 3, 1), (1, 2, 1), (3, 0, 1), (2, 1, 1))
    assert sorted(places(hull(line))) == [(0, 3, 1), (3, 0, 1)]


def test_in_space_all_points_are_kept():
    points = placed((0, 0, 0), (2, 0, 0), (0, 2, 0), (0, 0, 2), ("1/2", "1/2", "1/2"))
    assert len(hull(points)) == 5


def test_a_part_between_two_levels_ends_where_segments_cross_them():
    piece = hull(placed((0, 0), (4, 8)))
    assert sorted(at for at, _ in clipped(piece, 0, F(1), F(3))) == [(1, 2), (3, 6)]
    assert [at for at, _ in clipped(piece, 1, F(4), F(4))] == [(2, 4)]
    assert sorted(at for at, _ in clipped(piece, 0, F(0), F(4))) == [(0, 0), (4, 8)]


def proof_of(*plans, cuts=0):
    return {"kind": "payoff-pieces", "cuts": cuts, "plans": [plan.to_data() for plan in plans]}


def test_plans_that_attain_the_ends_prove_the_range(tied):
    mean, kind = Profile.pure(tied.information_sets, [1, 1]), Profile.pure(tied.information_sets, [0, 0])
    found = check_proof(tied, "subgame-perfect", "Ann", proof_of(mean, kind))
    assert found.payoffs("Ann").values == (3, 4)
    assert (found.infinite, found.spanning, found.ties.never) == (True, False, {(1, 2)})


def test_what_proves_nothing_is_refused(tied):
    mean, kind = Profile.pure(tied.information_sets, [1, 1]), Profile.pure(tied.information_sets, [0, 0])
    wrong = Profile.pure(tied.information_sets, [1, 0])
    for proof, why in [
        (proof_of(mean), "no listed plan attains an end of the pieces of Ann's payoff"),
        (proof_of(kind), "no listed plan attains an end"),
        (proof_of(mean, kind, wrong), "not subgame perfect"),
        (proof_of(), "1 to 100 plans"),
        (proof_of(*[mean] * 101), "1 to 100 plans"),
        (proof_of(mean, kind, cuts=5), "cut 0 to 4 times"),
        (proof_of(mean, kind, cuts=-1), "cut 0 to 4 times"),
        (proof_of(mean, kind, cuts=True), "whole number"),
    ]:
        with pytest.raises((CertificateRejected, InvalidGame), match=why):
            check_proof(tied, "subgame-perfect", "Ann", proof)


def test_hidden_moves_and_tables_are_refused(tied):
    blind = Move("Bob", "blind", {"x": (1, 1), "y": (0, 0)})
    hidden = game(Move("Ann", "start", {"a": blind, "b": blind}))
    with pytest.raises(CertificateRejected, match="perfect information"):
        payoff_pieces(hidden, [0])
    with pytest.raises(CertificateRejected, match="need a tree"):
        check_proof(TABLE, "subgame-perfect", "Ann", {"kind": "payoff-pieces", "cuts": 0, "plans": []})


def test_a_measure_is_a_column_that_nobody_compares():
    after = Move("Bob", "later", {"kind": (4, 1, 7, 0), "mean": (0, 1, 9, 0)})
    tree = Move("Ann", "start", {"go": after, "stop": (3, 3, 1, 0)})
    measured = ExtensiveForm.from_tree(["Ann", "Bob"], tree, measure="security")
    covered = payoff_pieces(measured, [measured.column("Ann")])
    assert covered.range == (1, F(15, 2))  # she goes on where Bob is kind with 3/4 or more
    plans = [
        Profile(measured.information_sets, ((F(0), F(1)), (F(0), F(1)))),
        Profile(measured.information_sets, ((F(1), F(0)), (F(3, 4), F(1, 4)))),
    ]
    assert equilibria_in_pieces(measured, "Ann", 0, plans).payoffs("Ann").values == (1, F(15, 2))


@pytest.mark.parametrize(("limit", "why"), [("MOST_WORK", "entries of payoffs"), ("MOST_PIECES", "pieces")])
def test_what_grows_too_large_is_refused(tied, monkeypatch, limit, why):
    monkeypatch.setattr(module, limit, 0)
    with pytest.raises(Unsupported, match=why):
        payoff_pieces(tied, [0])


def test_long_numbers_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_BITS", 4)
    with pytest.raises(Unsupported, match="too many digits"):
        payoff_pieces(game(Chance({"x": ("1/99", (1, 0)), "y": ("98/99", (0, 6))})), [1])

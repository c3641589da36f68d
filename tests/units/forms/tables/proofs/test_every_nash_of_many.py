"""The walk along a cutting: each kind of step, where it holds and where not."""

import json
from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from witnesses.many_players import root_of_one_half, table_of

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import CertificateRejected, ParadoxError
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.tables.proofs import every_nash_of_many
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import (
    LOOKS,
    Walk,
    equilibrium_set,
    every_equilibrium,
)
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox
from gametheory_paradox.forms.tables.proofs.profile_cells import normalized
from gametheory_paradox.forms.tables.solvers.cell_enumeration import cell_enumeration
from gametheory_paradox.forms.tables.solvers.isolating import box_near


def game_of(first, second):
    names = [[f"a{i}" for i in range(len(first))], [f"b{j}" for j in range(len(first[0]))]]
    return NormalForm.from_tables(["A", "B"], names, first, second)


def walk(game, *steps):
    followed = Walk(game)
    followed.follow(steps)
    return followed


def left(game, *steps):
    """The cells left after some steps, the next one first."""
    return [cell.simplices for cell in reversed(walk(game, *steps).stack)]


DILEMMA = game_of([[2, 0], [3, 1]], [[2, 3], [0, 1]])
TIED = game_of([[1, 1], [1, 0]], [[1, 1], [1, 0]])  # the second action is never better
COORDINATION = game_of([[2, 0], [0, 1]], [[1, 0], [0, 2]])
PENNIES = game_of([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
PURE = ((1, 0), (0, 1))


def test_an_action_worse_than_another_is_excluded():
    assert left(DILEMMA, ["x", 0, 0, 1]) == [(((0, 1),), PURE)]
    assert left(DILEMMA, ["x", 0, 0, 1], ["x", 1, 0, 1]) == [(((0, 1),), ((0, 1),))]
    found = every_equilibrium(DILEMMA, [], [["x", 0, 0, 1], ["x", 1, 0, 1], ["a"]])
    assert [p.probabilities for p in found.points] == [((0, 1), (0, 1))]
    assert found.is_complete
    assert (found.boxes, found.pieces) == ((), ())
    for step in (["x", 0, 1, 0], ["x", 0, 0, 0]):
        with pytest.raises(CertificateRejected, match="as good"):
            walk(DILEMMA, step)
    with pytest.raises(CertificateRejected, match="as good"):
        walk(TIED, ["x", 0, 1, 0])


def test_excluding_the_only_action_left_closes_the_cell():
    assert left(DILEMMA, ["s", 0, 0, 1, 1, 2], ["x", 0, 0, 1])[0] == (((0, 1),), PURE)
    halves = left(DILEMMA, ["s", 0, 1, 0, 1, 2])  # in the first half every vertex uses the first action
    assert halves[0] == (((1, 0), (1, 1)), PURE)
    assert left(DILEMMA, ["s", 0, 1, 0, 1, 2], ["x", 0, 0, 1]) == halves[1:]


def test_an_action_that_is_never_better_is_excluded_or_the_others_are_confined():
    assert left(TIED, ["w", 0, 1, 0]) == [(PURE, ((1, 0),)), (((1, 0),), PURE)]
    with pytest.raises(CertificateRejected, match="better"):
        walk(TIED, ["w", 0, 0, 1])
    assert left(DILEMMA, ["w", 0, 0, 1]) == [(((0, 1),), PURE)]  # nowhere as good: only the face


def test_a_cut_replaces_one_end_of_an_edge():
    assert left(PENNIES, ["s", 1, 0, 1, 1, 3]) == [(PURE, ((2, 1), (0, 1))), (PURE, ((1, 0), (2, 1)))]
    assert left(PENNIES, ["s", 1, 1, 0, 1, 3])[0] == (PURE, ((1, 0), (1, 2)))
    again = left(PENNIES, ["s", 1, 0, 1, 1, 3], ["s", 1, 0, 1, 1, 2])[0]  # between (2/3, 1/3) and (0, 1)
    assert again == (PURE, ((2, 4), (0, 1)))
    for step in (
        ["s", 0, 0, 0, 1, 2],
        ["s", 0, 0, 2, 1, 2],
        ["s", 0, 0, 1, 0, 2],
        ["s", 0, 0, 1, 2, 2],
        ["s", 0, 0, 1, 3, 2],
    ):
        with pytest.raises(CertificateRejected, match="no edge"):
            walk(PENNIES, step)


def test_a_cell_of_equilibria_is_a_point_or_a_piece():
    found = every_equilibrium(TIED, [], [["w", 0, 1, 0], ["a"], ["a"]])
    assert found.pieces == ((PURE, ((1, 0),)), (((1, 0),), PURE))
    with pytest.raises(CertificateRejected, match="is not"):
        walk(TIED, ["a"])


def test_a_combination_of_actions_is_excluded():
    # Rock, paper, scissors: against more than one half of rock, a mixture of the others' best replies beats
    # rock and scissors.
    rps = game_of([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], [[0, 1, -1], [-1, 0, 1], [1, -1, 0]])
    rock = ["s", 1, 1, 0, 1, 2], ["s", 1, 2, 0, 1, 2]
    cell = left(rps, *rock)[0]
    assert cell[1] == ((1, 0, 0), (1, 1, 0), (1, 0, 1))
    step = ["l", [[0, 0, -1], [0, 1, 4], [0, 2, -3]]]
    without_rock, without_scissors = left(rps, *rock, step)[:2]
    assert without_rock[0] == ((0, 1, 0), (0, 0, 1))
    assert without_scissors[0] == ((1, 0, 0), (0, 1, 0))
    for weights in ([[0, 0, -1], [0, 1, 1], [0, 2, 0]], [[0, 0, -2], [0, 1, 1], [0, 2, 1]]):
        with pytest.raises(CertificateRejected, match="as good"):
            walk(rps, *rock, ["l", weights])
    with pytest.raises(CertificateRejected, match="sum to zero"):
        walk(rps, *rock, ["l", [[0, 0, -1], [0, 1, 4]]])
    with pytest.raises(CertificateRejected, match="not there"):
        walk(rps, ["l", [[0, 3, -1], [0, 1, 1]]])
    with pytest.raises(CertificateRejected, match="not there"):
        walk(rps, ["l", [[2, 0, -1], [2, 1, 1]]])


def test_combinations_of_several_players_weigh_each_vertex_by_its_probabilities():
    # A's second action gives one more, B's second two less.
    game = game_of([[0, 0], [1, 1]], [[2, 0], [2, 0]])
    cuts = ["s", 1, 0, 1, 1, 10], ["s", 1, 1, 0, 1, 10]
    # The vectors of B's vertices are long.
    assert [sum(vertex) for vertex in left(game, *cuts)[0][1]] == [10, 100]
    for weight, holds in ((1, False), (2, False), (3, True)):
        step = ["l", [[0, 0, -weight], [0, 1, weight], [1, 0, -1], [1, 1, 1]]]
        if holds:
            assert left(game, *cuts, step)[0] == (((0, 1),), ((9, 1), (9, 91)))
        else:
            with pytest.raises(CertificateRejected, match="as good"):
                walk(game, *cuts, step)


def pennies_box():
    cell = Walk(PENNIES).whole
    return box_near(cell, cell.simplices, ((0, 1), (0, 1)))


def test_a_cell_in_a_region_is_left_to_its_solution_but_for_its_border():
    box = pennies_box()
    followed = Walk(PENNIES)
    followed.add(box)
    followed.follow([["u", 0]])
    sides = [cell.simplices for cell in reversed(followed.stack)]
    assert sides == [(((0, 1),), PURE), (((1, 0),), PURE), (PURE, ((0, 1),)), (PURE, ((1, 0),))]
    with pytest.raises(CertificateRejected, match="not there"):
        followed.follow([["u", 1]])


def test_a_cell_out_of_the_region_is_not_left_to_its_solution():
    box = pennies_box()
    narrow = IsolatingBox(
        box.supports, ((1, 1, 1), (1, 1, 1)), box.center, box.radius, box.inverse, box.scale
    )
    followed = Walk(PENNIES)
    followed.add(narrow)
    with pytest.raises(CertificateRejected, match="out of the region"):
        followed.follow([["u", 0]])


def test_open_cells_are_reported_and_prove_nothing():
    found = every_equilibrium(PENNIES, [], [["?"]])
    assert found.open_cells == ((PURE, PURE),)
    assert not found.is_complete
    with pytest.raises(CertificateRejected, match="open"):
        equilibrium_set(PENNIES, "A", found)


def test_a_cutting_ends_with_its_last_cell():
    with pytest.raises(CertificateRejected, match="before its last cell"):
        every_equilibrium(DILEMMA, [], [["x", 0, 0, 1], ["x", 1, 0, 1]])
    with pytest.raises(CertificateRejected, match="after its last cell"):
        every_equilibrium(DILEMMA, [], [["x", 0, 0, 1], ["x", 1, 0, 1], ["a"], ["a"]])


def test_a_refused_step_leaves_the_walk_as_it_was():
    followed = Walk(DILEMMA)
    with pytest.raises(CertificateRejected):
        followed.follow([["x", 0, 0, 1], ["x", 1, 1, 0]])
    assert [cell.simplices for cell in followed.stack] == [(((0, 1),), PURE)]


@pytest.mark.parametrize(
    "step",
    [
        [],
        ["x", 0, 0],
        ["x", 0, 0, 1, 1],
        ["x", 0, 0, True],
        ["x", 0, 0, 1.0],
        ["x", 0, 0, "1"],
        ["x", -1, 0, 1],
        ["x", 0, None, 1],
        ["x", [0], 0, 1],
        ["a", 0],
        ["?", 0],
        ["u"],
        ["s", 0, 0, 1, 1],
        ["l"],
        ["l", 3],
        ["l", [[0, 0, 1.0]]],
        ["l", [[0, 0]]],
        ["l", [3]],
        ["l", [[0, -1, 2]]],
        ["l", [], []],
        ["z"],
        [None],
        [["x"], 0, 0, 1],
    ],
)
def test_a_malformed_step_is_refused(step):
    with pytest.raises(CertificateRejected):
        walk(DILEMMA, step)


@pytest.mark.parametrize(
    "step",
    [["s", 2, 0, 1, 1, 2], ["x", 2, 0, 1], ["x", 0, 2, 1], ["x", 0, 0, 2], ["w", 0, 2, 0], ["w", 2, 0, 1]],
)
def test_a_step_names_actions_that_are_there(step):
    with pytest.raises(CertificateRejected, match="not there"):
        walk(DILEMMA, step)


def test_the_same_solution_in_two_boxes_is_one_equilibrium():
    game = root_of_one_half()
    whole = Walk(game).whole
    boxes = []
    for start in (((3, 1), (1, 0)), ((4, 1), (2, 1)), ((1, 0), (5, 3))):
        boxes.append(box_near(whole, (start,) * 3, ((0, 1),) * 3))
    followed = Walk(game)
    for box in boxes:
        followed.add(box)
    followed.follow([["?"]])
    found = followed.found()
    assert len(found.boxes) == 1
    assert len({box.region for box in boxes}) > 1


def test_a_point_that_is_found_twice_is_one_equilibrium():
    followed = Walk(PENNIES)
    for _ in range(2):
        followed.add(pennies_box())
    followed.follow([["?"]])
    assert len(followed.found().points) == 1


def test_a_proof_that_takes_too_long_is_not_checked(monkeypatch):
    steps = [["x", 0, 0, 1], ["x", 1, 0, 1], ["a"]]  # two payoffs in four cells, then in two, then in one
    monkeypatch.setattr(every_nash_of_many, "MOST_LOOKS", 14)
    assert every_equilibrium(DILEMMA, [], steps).is_complete
    for most in (13, 2):
        monkeypatch.setattr(every_nash_of_many, "MOST_LOOKS", most)
        with pytest.raises(CertificateRejected, match="looks at payoffs is not checked"):
            every_equilibrium(DILEMMA, [], steps)


def test_the_set_of_all_equilibria():
    steps = [["x", 0, 0, 1], ["x", 1, 0, 1], ["a"]]
    established = equilibrium_set(DILEMMA, "A", every_equilibrium(DILEMMA, [], steps))
    assert established.spanning
    assert not established.infinite
    assert established.payoffs("A").values == (1,)
    tied = equilibrium_set(TIED, "A", every_equilibrium(TIED, [], [["w", 0, 1, 0], ["a"], ["a"]]))
    assert tied.infinite
    assert not tied.spanning
    assert tied.payoffs("A").values == (1, 1)
    assert len(tied.profiles) == 3
    looking_on = table_of((2, 2, 1), [2, 2, 0, 0, 3, 0, 3, 0, 0, 1, 1, 0])
    assert equilibrium_set(looking_on, "Ann", every_equilibrium(looking_on, [], steps)).profiles[
        0
    ].probabilities == (
        (0, 1),
        (0, 1),
        (1,),
    )


# Ann gets 2yz or 1, the others always nothing: y and z are the probabilities of the others' first actions.
CURVED_NUMBERS = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]
CURVED = table_of((2, 2, 2), CURVED_NUMBERS)
TWO = [[[1, 0], [1, 0], [1, 1]], [[1, 0], [0, 1], [1, 0]]]  # the ends of the curve in y from one half on


def test_a_curved_piece_is_connected_by_fibres():
    with pytest.raises(CertificateRejected, match="are left"):
        walk(CURVED, ["c", [[2, 1, 0]], [], TWO])  # 2yz < 1 for some y, whatever z is
    upper = ["s", 1, 1, 0, 1, 2], ["c", [[2, 1, 0]], [], TWO]  # y at least one half
    followed = walk(CURVED, *upper)
    (piece,) = followed.curved
    assert piece.simplices == (PURE, ((1, 0), (1, 1)), PURE)
    curve = {(Fraction(1), Fraction(1, 2)), (Fraction(1, 2), Fraction(1))}
    assert {(normalized(y)[0], normalized(z)[0]) for _, y, z in piece.points} == curve
    faces = [cell.simplices[0] for cell in reversed(followed.stack)][:2]
    assert faces == [((0, 1),), ((1, 0),)]
    with pytest.raises(CertificateRejected, match="fibre"):
        walk(CURVED, upper[0], ["c", [[2, 0, 1]], [], TWO])
    with pytest.raises(CertificateRejected, match="fibre"):
        walk(CURVED, upper[0], ["c", [[1, 0]], [], TWO])


def test_a_curved_piece_is_connected_along_an_edge():
    upper = ["s", 1, 1, 0, 1, 2]
    followed = walk(CURVED, upper, ["c", [], [1, [[2, 0]], 1, 2], TWO])  # z follows from y
    assert len(followed.curved[0].points) == 2
    for points, problem in (
        (TWO[:1], "only one"),
        (TWO[:1] * 2, "only one"),
        ([*TWO, [[1, 0], [1, 1], [1, 0]]], "not on"),
        ([*TWO, [[1, 0], [1, 0]]], "not in"),
        ([*TWO, [[1, 0], [0, 0], [1, 1]]], "not in"),
        ([*TWO, [[1, 0], [1, 0], [1, 1, 0]]], "not in"),
        (TWO * 7, "more than"),
    ):
        with pytest.raises(CertificateRejected, match=problem):
            walk(CURVED, upper, ["c", [], [1, [[2, 0]], 1, 2], points])
    with pytest.raises(CertificateRejected, match="not seen"):
        walk(CURVED, ["c", [], [1, [[2, 0]], 1, 1], TWO])  # where y is zero
    with pytest.raises(CertificateRejected, match="determine"):
        walk(CURVED, upper, ["c", [], [1, [[0, 0]], 1, 2], TWO])
    with pytest.raises(CertificateRejected, match="seen to fail"):
        walk(CURVED, upper, ["e", 1, [[2, 0]]])


def pieces_of(numbers):
    found = cell_enumeration(table_of((2, 2, 2), numbers), Clock(None))
    assert found.completeness.status == "proved"
    return found


def test_every_point_of_a_curved_piece_is_an_equilibrium():
    found = pieces_of(CURVED_NUMBERS)
    followed = Walk(found.game)
    for box in found.proof["boxes"]:
        followed.add(IsolatingBox.from_data(box))
    followed.follow(found.proof["cutting"])
    assert followed.curved
    for piece in followed.curved:
        assert len(set(piece.points)) > 1
        for point in piece.points:
            odds = tuple(map(normalized, point))
            assert is_nash(found.game, Profile(found.game.information_sets, odds))


@pytest.mark.parametrize("number", range(6))
def test_changed_steps_of_curved_pieces_are_rejected(number):
    cells = CURVED_NUMBERS if not number else random_numbers(number)
    found = cell_enumeration(table_of((2, 2, 2), cells), Clock(None))
    boxes = [IsolatingBox.from_data(box) for box in found.proof["boxes"]]
    cutting = json.loads(json.dumps(found.proof["cutting"]))
    right, kinds = every_equilibrium(found.game, boxes, cutting), Counter()
    for place, step in enumerate(cutting):
        for changed in changes_of(step):
            kinds[step[0]] += 1
            try:
                other = every_equilibrium(
                    found.game, boxes, [*cutting[:place], changed, *cutting[place + 1 :]]
                )
            except ParadoxError:
                kinds[step[0], "rejected"] += 1
                continue
            # Another way to show the same.
            assert other.points == right.points
            assert [own.simplices for own in other.curved] == [own.simplices for own in right.curved]
            for piece in other.curved:
                for point in piece.points:
                    odds = tuple(map(normalized, point))
                    assert is_nash(found.game, Profile(found.game.information_sets, odds))
    assert number or kinds["c", "rejected"] > 0


def random_numbers(number):
    random = Random(f"changed {number}")
    return [random.randint(0, 2) for _ in range(24)]


def changes_of(step):
    """A step of a curved piece, of elimination or with parts without gain, with one thing changed."""
    if step[0] == "z":
        yield from (["z", *step[1:k], 1 - step[k] if step[k] < 2 else 0, *step[k + 1 :]] for k in (1, 2, 3))
    if step[0] == "c":
        _, fibres, curve, points = step
        for place, fibre in enumerate(fibres):
            yield ["c", fibres[:place] + fibres[place + 1 :], curve, points]
            for k, number in enumerate(fibre):
                yield [
                    "c",
                    [*fibres[:place], [*fibre[:k], 1 - number, *fibre[k + 1 :]], *fibres[place + 1 :]],
                    curve,
                    points,
                ]
        yield ["c", fibres, [], points] if curve else ["c", fibres, [0, [], 1, 2], points]
        yield ["c", fibres, curve, points[:1]]
        yield ["c", fibres, curve, [*points[1:], [own[::-1] for own in points[0]]]]
        if curve:
            yield ["c", fibres, [curve[0], curve[1][:-1], *curve[2:]], points]
            yield ["c", fibres, [*curve[:2], curve[2] + 1, curve[3] + 7], points]
    if step[0] == "e":
        yield ["e", *step[1:3]] if len(step) == 5 else ["e", *step[1:3], 1, 3]
        yield ["e", step[1], step[2][:-1], *step[3:]]
        yield ["e", 1 - step[1] if step[1] < 2 else 0, *step[2:]]
        if len(step) == 5:
            yield ["e", *step[1:3], step[3] + 1, step[4] + 5]


@pytest.mark.parametrize(
    "step",
    [
        ["c"],
        ["c", [], []],
        ["c", [], [], [], []],
        ["c", 0, [], TWO],
        ["c", [[]], [], TWO],
        ["c", [0], [], TWO],
        ["c", [[0, -1]], [], TWO],
        ["c", [[0, 9]], [], TWO],
        ["c", [["0", 1]], [], TWO],
        ["c", [[1, 0]], [0], TWO],
        ["c", [], [0, [], 1], TWO],
        ["c", [], [0, [], 1, 0], TWO],
        ["c", [], [0, [], 3, 2], TWO],
        ["c", [], [0, [[]], 1, 2], TWO],
        ["c", [], [0, [[1, 0]], 1, 1 << 5000], TWO],
        ["c", [[2, 1, 0]], [], 0],
        ["c", [[2, 1, 0]], [], [0]],
        ["c", [[2, 1, 0]], [], [[0]]],
        ["c", [[2, 1, 0]], [], [[[]]]],
        ["c", [[2, 1, 0]], [], [[[1, -1]]]],
        ["e"],
        ["e", 0],
        ["e", 0, 0],
        ["e", 0, [[1]]],
        ["e", 0, [[1, 99]]],
        ["e", 9, []],
        ["e", 0, [], 1],
        ["e", 0, [], 1, 2, 3],
        ["e", 0.0, []],
        ["z", 0, 1],
        ["z", 0, 0, 1],
        ["z", 3, 0, 1],
    ],
)
def test_malformed_steps_of_curved_pieces_are_rejected(step):
    with pytest.raises(CertificateRejected):
        walk(CURVED, ["s", 1, 1, 0, 1, 2], step)


def test_parts_without_gain_are_kept_apart():
    # Ann's second action gives one less where both others take their second one.
    game = table_of((2, 2, 2), [0] * 21 + [-1, 0, 0])
    both = ((PURE, PURE[:1], PURE), (PURE, PURE, PURE[:1]), (PURE[:1], PURE, PURE))
    assert left(game, ["z", 0, 1, 0]) == list(both)
    with pytest.raises(CertificateRejected, match="better"):
        walk(game, ["z", 0, 0, 1])
    found = every_equilibrium(game, [], [["z", 0, 1, 0], ["a"], ["a"], ["a"]])
    assert found.pieces == both


def test_steps_of_curved_pieces_count_for_more(monkeypatch):
    cutting = [["s", 1, 1, 0, 1, 2], ["c", [[2, 1, 0]], [], TWO]]  # in eight cells three payoffs each
    for most, why in ((24 * (1 + LOOKS["c"]), "before its last cell"), (24 * LOOKS["c"], "looks at payoffs")):
        monkeypatch.setattr(every_nash_of_many, "MOST_LOOKS", most)
        with pytest.raises(CertificateRejected, match=why):
            every_equilibrium(CURVED, [], cutting)

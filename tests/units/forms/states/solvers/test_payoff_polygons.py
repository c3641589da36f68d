"""Payoffs of equilibria of repeated games: polygons that others published, and proofs that are refused."""

import json
from collections import Counter
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from oracles import other_checker, plain_payoffs
from witnesses.sampling import cases

from gametheory_paradox import Unsupported, check, explain, load_result, report, save, solve, sweep, verify
from gametheory_paradox.errors import CertificateRejected, InvalidGame
from gametheory_paradox.forms import (
    NormalForm,
    RepeatedGame,
    game_from_data,
    game_hash,
    game_to_data,
    number_from_data,
)
from gametheory_paradox.forms.states.proofs import payoff_polygons
from gametheory_paradox.forms.states.proofs.payoff_polygons import PayoffPolygon, check_polygons, generated
from gametheory_paradox.models.files import read_model, write_model

DILEMMA = """format: 1
title: Dilemma
players: [A, B]
parameters:
  delta: {range: [0, 99/100], baseline: 9/10, meaning: discount}
repeated:
  discount: delta
  stage:
    actions: {A: [c, d], B: [c, d]}
    payoffs: {c: {c: [9, 9], d: [1, 10]}, d: {c: [10, 1], d: [3, 3]}}
"""
PRISONERS = (((9, 9), (1, 10)), ((10, 1), (3, 3)))
ABREU_SANNIKOV = (
    ((16, 9), (3, 13), (0, 3)),
    ((21, 1), (10, 4), (-1, 0)),
    ((9, 0), (5, -4), (-5, -15)),
)


def repeated(cells, discount):
    rows, columns = len(cells), len(cells[0])
    stage = NormalForm(
        ("A", "B"),
        (tuple(f"a{n}" for n in range(rows)), tuple(f"b{n}" for n in range(columns))),
        tuple(tuple(map(Fraction, cell)) for row in cells for cell in row),
    )
    return RepeatedGame.of(stage, (Fraction(discount),) * 2, Fraction(1))


def corners(*pairs):
    return {tuple(map(Fraction, pair)) for pair in pairs}


@pytest.mark.parametrize("delta", ["9/10", "3/4"])
def test_the_dilemma_is_exact(delta):
    found = solve(read_model(DILEMMA).at(delta=delta))
    assert found.completeness.status == "proved"
    assert set(found.outer.corners) == corners((3, 3), ("39/4", 3), (9, 9), (3, "39/4"))
    assert found.inner == found.outer
    assert found.to_data()["outer"] == found.to_data()["inner"]


def test_without_patience_only_the_stage_equilibrium_is_left():
    found = solve(read_model(DILEMMA).at(delta=0))
    assert set(found.outer.corners) == corners((3, 3)) == set(found.inner.corners)


def test_of_matching_pennies_no_equilibrium_is_pure():
    game = repeated((((1, -1), (-1, 1)), ((-1, 1), (1, -1))), "9/10")
    found = solve(game)
    assert (found.concept, found.outer.corners) == ("pure-subgame-perfect", ())
    assert str(found.completeness) == "proved: no equilibrium is pure: the outer polygon is empty"
    assert verify(found.certificate).verdict == "exact"
    assert "No subgame perfect equilibrium is pure." in explain(found.certificate)
    assert solve(game, concept="markov-perfect").payoffs == ((0, 0),)


@pytest.mark.parametrize(
    ("cells", "delta", "inside"),
    [
        (PRISONERS, "1/100", [(3, 3)]),
        (PRISONERS, "1/7", [(3, 3), (9, 9)]),
        (PRISONERS, "3/20", [(3, 3), (9, 9)]),
        ((((3, 2), (0, 0)), ((0, 0), (2, 3))), "1/2", [(2, 3), (3, 2)]),
    ],
)
def test_with_little_patience_what_can_be_played_for_ever_is_all(cells, delta, inside):
    """What outer polygons would only come close to: the hull of what can be played cuts it off."""
    found = solve(repeated(cells, delta))
    assert found.completeness.status == "proved"
    assert list(found.inner.corners) == inside == list(found.outer.corners)
    assert verify(found.certificate).verdict == "exact"


def test_a_triangle_that_is_met_exactly():
    first, second = ((10, 3, -9), (8, -8, 7), (20, 3, 8)), ((16, 9, -6), (6, -7, 13), (-4, -7, 20))
    cells = tuple(tuple(zip(*rows, strict=True)) for rows in zip(first, second, strict=True))
    found = solve(repeated(cells, "1/2"))
    assert found.inner.corners == ((Fraction(11, 2), Fraction(29, 2)), (7, 13), (8, 20))
    assert found.outer.area - found.inner.area < Fraction(1, 10**6)
    assert verify(found.certificate).kind == "payoffs"


@cases(12, 120)
def test_random_games_of_three_actions_leave_next_to_nothing_between(count):
    exact = 0
    for seed in range(count):
        random = Random(seed)
        cells = [[(random.randint(-9, 9), random.randint(-9, 9)) for _ in range(3)] for _ in range(3)]
        found = solve(repeated(cells, ("1/2", "3/4", "9/10")[seed % 3]), budget=20)
        verify(found.certificate)
        exact += found.completeness.status == "proved"
        assert found.outer.area - found.inner.area <= found.outer.area / 10**5
    assert exact > count / 2


def test_what_two_polygons_share():
    square = polygon((0, 0), (2, 0), (2, 2), (0, 2))
    triangle = polygon((1, 1), (3, 1), (3, 3))
    assert square.within(triangle) == triangle.within(square) == polygon((1, 1), (2, 1), (2, 2))
    assert square.within(polygon((-1, 1), (1, 1))) == polygon((0, 1), (1, 1))
    assert square.within(polygon((3, 1), (4, 1))) == PayoffPolygon(())
    assert polygon((0, 0), (4, 4)).within(polygon((1, 1), (9, 9))) == polygon((1, 1), (4, 4))
    assert square.within(polygon((1, 2))) == polygon((1, 2))
    assert square.within(polygon((1, 3))) == square.within(PayoffPolygon(())) == PayoffPolygon(())


@cases(60, 3000)
def test_what_random_polygons_share_is_in_both_and_nothing_else_is(count):
    met = 0
    for seed in range(count):
        random = Random(seed)
        one, two = (
            polygon(*((random.randint(0, 6), random.randint(0, 6)) for _ in range(random.randint(1, 5))))
            for _ in range(2)
        )
        shared = one.within(two)
        assert PayoffPolygon.hull(shared.corners) == shared == two.within(one)
        assert one.covers(shared)
        assert two.covers(shared)
        for x in range(13):
            for y in range(13):
                point = PayoffPolygon(((Fraction(x, 2), Fraction(y, 2)),))
                assert shared.covers(point) == (one.covers(point) and two.covers(point))
        met += len(shared.corners) > 2
    assert met > count / 10


def polygon(*points):
    """The hull of some points."""
    return PayoffPolygon.hull((Fraction(x), Fraction(y)) for x, y in points)


@pytest.mark.parametrize("budget", [0, 1e-9])
def test_without_time_the_first_outer_polygon_is_told(budget):
    found = solve(read_model(DILEMMA).at(), budget=budget)
    assert set(found.outer.corners) == corners((3, 3), ("39/4", 3), (9, 9), (3, "39/4"))
    assert "no inner one was found" in found.completeness.why


def test_saved_polygons_come_back(tmp_path):
    found = solve(repeated(ABREU_SANNIKOV, "3/10"))
    save(found, tmp_path / "payoffs.json")
    again = load_result(tmp_path / "payoffs.json")
    assert again == found
    assert (again.outer, again.inner) == (found.outer, found.inner)
    assert again != replace(found, inner=found.outer)


def test_a_sweep_and_a_report_of_a_repeated_game(tmp_path):
    with pytest.raises(Unsupported, match="of repeated games solve finds the set of payoffs"):
        sweep(read_model(DILEMMA), {"delta": (0, "9/10", 3)})
    report(read_model(DILEMMA), tmp_path / "report.html", mover="A", action="d")
    assert "How it is played" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert not check(read_model(DILEMMA)).remarks


@pytest.mark.slow
def test_the_threshold_of_cooperation():
    # (9, 9) is enforced if 9 >= (1 - δ) 10 + 3 δ: from 1/7 on.
    at, below = (solve(read_model(DILEMMA).at(delta=delta)) for delta in ("1/7", "14/100"))
    assert (9, 9) in at.outer.corners
    assert not any(x >= 9 for x, y in below.outer.corners if y >= 9)


@pytest.mark.slow
def test_the_example_of_abreu_and_sannikov_meets_the_published_corners():
    found = solve(repeated(ABREU_SANNIKOV, "3/10"))
    assert found.completeness.status == "partial"
    assert found.outer.covers(found.inner)
    assert found.inner.area / found.outer.area > 1 - Fraction(1, 10**5)
    for x, y in ((7.33770472, 10.9826253), (1.12568240, 2.80000000), (7.86308964, 0.0)):
        assert min(abs(float(a) - x) + abs(float(b) - y) for a, b in found.outer.corners) < 1e-5


@pytest.mark.slow
def test_what_is_inside_generates_itself():
    game = repeated(ABREU_SANNIKOV, "3/10")
    found = solve(game)
    assert generated(game, found.inner).covers(found.inner)
    assert not generated(game, found.outer).covers(found.outer)


@pytest.mark.slow
def test_changed_polygons_are_refused():
    game = repeated(ABREU_SANNIKOV, "3/10")
    found = solve(game)
    proof = {"outers": found.proof["outers"], "inner": found.inner.to_data()}
    check_polygons(game, proof["outers"], proof["inner"])
    for outers, inner in (
        ([proof["outers"][0], proof["outers"][-1]], proof["inner"]),
        (proof["outers"][1:], proof["inner"]),
        ([], proof["inner"]),
        (proof["outers"], proof["outers"][-1]),
        (proof["outers"], [*reversed(proof["inner"])]),
    ):
        with pytest.raises(CertificateRejected):
            check_polygons(game, deepcopy(outers), deepcopy(inner))


def test_polygons_may_be_segments_and_points():
    zero, one = Fraction(0), Fraction(1)
    segment = PayoffPolygon.hull([(zero, zero), (one, one)])
    assert segment.covers(PayoffPolygon.hull([(one / 2, one / 2)]))
    assert not segment.covers(PayoffPolygon.hull([(one / 2, one / 3)]))
    assert segment.at_least(0, one / 4).corners == ((one / 4, one / 4), (one, one))
    assert segment.at_least(0, 2 * one).corners == ()


def test_the_hull_of_long_numbers_is_that_of_short_ones(monkeypatch):
    points = [(Fraction(n * n % 7, n + 2), Fraction(n * n * n % 11, n + 3)) for n in range(40)]
    short = PayoffPolygon.hull(points)
    monkeypatch.setattr(payoff_polygons, "MOST_BITS", 10)
    assert PayoffPolygon.hull(points) == short
    assert len(short.corners) > 3


def test_a_part_is_the_hull_of_its_corners():
    """Its corners come in the order of a hull, none twice and none on an edge."""
    random, sizes = Random(0), set()
    for _ in range(200):
        points = [(Fraction(random.randint(0, 4)), Fraction(random.randint(0, 4))) for _ in range(5)]
        for axis, level in ((0, Fraction(random.randint(0, 8), 2)), (1, Fraction(random.randint(0, 8), 2))):
            part = PayoffPolygon.hull(points).at_least(axis, level)
            assert PayoffPolygon.hull(part.corners) == part
            assert all(corner[axis] >= level for corner in part.corners)
            assert all(part.covers(PayoffPolygon((p,))) for p in points if p[axis] >= level)
            sizes.add(len(part.corners))
    assert sizes >= {0, 1, 2, 3, 4, 5}


def test_what_is_not_offered_says_so():
    game = read_model(DILEMMA).at()
    unequal = RepeatedGame.of(game.stage, (Fraction(1, 2), Fraction(1, 3)), Fraction(1))
    with pytest.raises(Unsupported, match="one common discount factor"):
        solve(unequal)
    with pytest.raises(InvalidGame, match="never left and pays"):
        RepeatedGame.of(game.stage, (Fraction(1), Fraction(1)), Fraction(1))


def test_a_repeated_game_without_memory_is_a_game_of_one_state():
    found = solve(read_model(DILEMMA).at(), concept="markov-perfect")
    assert [str(p) for p in found.payoffs[0]] == ["30", "30"]


def test_it_is_written_and_comes_back():
    family = read_model(DILEMMA)
    assert read_model(write_model(family)).form == family.form
    game = family.at()
    again = game_from_data(game_to_data(game), number_from_data)
    assert again == game
    assert isinstance(again, RepeatedGame)
    assert game_hash(again) == game_hash(game)


@pytest.mark.slow
def test_both_polygons_of_random_games_agree_with_another_way():
    seen = Counter()
    for seed in range(20):
        random = Random(seed)
        rows, columns = random.choice([(2, 2), (2, 3)])
        cells = [[[random.randint(-5, 9) for _ in "AB"] for _ in range(columns)] for _ in range(rows)]
        found = solve(repeated(cells, random.choice(["1/3", "1/2", "3/4"])))
        data = json.loads(json.dumps(found.certificate.to_data()))
        assert verify(data).verdict == ("exact" if found.inner == found.outer else "bounds")
        other_checker.check(json.dumps(data))
        assert plain_payoffs.is_true(data)
        seen[len(found.outer.corners) > 1] += 1

        # The other way tells corners that are left out, or added, if they are far enough.
        for x, y in found.outer.corners[:1]:
            near = [[str(x + dx), str(y + dy)] for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
            assert not plain_payoffs.is_true({**data, "inner": near})
        for x, y in plain_payoffs.Stage(data["game"]).paid_inside():
            aside = [[str(Fraction(x) + 1), str(Fraction(y) + 1)]]
            assert not plain_payoffs.is_true({**data, "outer": aside})
            seen["cut"] += 1
    assert min(seen[True], seen["cut"]) > 0

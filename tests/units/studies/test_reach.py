"""Reaches: where in the ranges a paradox is, held against verdicts at points and distances to them."""

from fractions import Fraction
from random import Random

import pytest

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Move
from gametheory_paradox.models import family_from_tree
from gametheory_paradox.models.files import read_model, template
from gametheory_paradox.studies.diagnosis import moves
from gametheory_paradox.studies.reach import Ranges

PRESSURE = read_model(template("table", mover="Ann", other="Bob"))
QUIET = {"b": 1}  # at which pressing costs more than it brings, so that nobody presses
PRESS, LEAVE = ("Ann", ("press",)), ("Ann", ("leave",))


def diagnosed(values=QUIET, **more):
    return gp.diagnose(PRESSURE, values=values, over=[p.name for p in PRESSURE.parameters], **more)


def by_action(diagnosis):
    return {(own.question.mover, own.question.action): own for own in diagnosis.reaches}


def drawn(family, count):
    random, primes = Random(7), (97, 101, 103, 107, 109)  # so that nothing ties
    for _ in range(count):
        yield {
            p.name: p.low + (p.high - p.low) * Fraction(random.randint(1, prime - 1), prime)
            for p, prime in zip(family.parameters, primes, strict=True)
        }


def away(family, point, start):
    return sum(abs(point[p.name] - start[p.name]) / (p.high - p.low) for p in family.parameters)


@pytest.fixture(scope="module")
def quiet():
    return diagnosed()


def test_what_is_somewhere_has_a_share_inequalities_and_the_nearest_point_with_a_proof(quiet):
    reach = by_action(quiet)[PRESS]
    assert (reach.extent, quiet.somewhere) == ("somewhere", (reach,))
    assert str(reach.present) == "b > c and p > k and v + c > b"
    low, high = reach.share
    assert low <= Fraction(5, 24) <= high
    assert high - low < Fraction(1, 20)
    assert (reach.point, reach.distance) == ({"b": 2}, Fraction(1, 10))
    beyond = reach.nearest.beyond
    assert gp.verify(beyond.verdict.certificate).verdict == "present"
    assert gp.detect(PRESSURE, values={**QUIET, **beyond.values}).name == "present"


@pytest.mark.slow
def test_every_extent_agrees_with_verdicts_at_points(quiet):
    start, met = PRESSURE.point(QUIET), set()
    for point in drawn(PRESSURE, 25):
        for reach in quiet.reaches:
            name = gp.detect(PRESSURE, reach.question, values=point).name
            assert (name == "present") is holds_at(reach.present.statement, point)
            if name == "present":
                assert reach.extent == "somewhere"
                assert away(PRESSURE, point, start) >= reach.distance
                met.add(reach.question.action)
    assert met == {("press",)}, "what is compared must occur"
    assert {reach.extent for reach in quiet.reaches} == {"somewhere", "nowhere"}


def test_what_is_present_at_the_point_is_nowhere_nearer():
    reach = by_action(diagnosed({}))[PRESS]
    assert (reach.extent, reach.distance, reach.point) == ("at the baseline", 0, None)
    assert reach.share == by_action(diagnosed())[PRESS].share


def test_what_is_present_comes_first_then_the_nearest_and_what_is_nowhere_is_one_line(quiet):
    assert diagnosed({}).rows[0].question.action == ("press",)
    assert quiet.rows[0].question.action == ("press",)
    assert [(row[1], row[2]) for row in quiet.table().rows] == [("Ann", "press")]
    assert "nowhere in the ranges, ties aside: 3 questions (Ann: leave; Bob: yield; Bob: resist)" in str(
        quiet
    )
    assert "over the declared ranges: 1 somewhere and 3 nowhere" in str(quiet)
    assert quiet.reach(quiet.rows[0].question).extent == "somewhere"


def test_only_the_ranges_that_are_named_are_looked_at():
    assert gp.diagnose(PRESSURE, over=[]).reaches == ()
    fixed = gp.diagnose(PRESSURE, values=QUIET)  # b has a value, and stays
    assert by_action(fixed)[PRESS].point == {"c": 1}
    assert {own.extent for own in gp.diagnose(PRESSURE, values=QUIET, over=["v", "k"]).reaches} == {"nowhere"}
    with pytest.raises(InvalidGame, match="'z'"):
        gp.diagnose(PRESSURE, over=["z"])


def test_options_are_asked_about_every_account_their_owner_has():
    family = gp.load("seed/guarded-posts")
    found = gp.diagnose(family, over=[])
    asked = {(row.question.mover, row.question.measure) for row in found.answers}
    assert asked == {
        *(("Pakistan", measure) for measure in ("payoff", "security", "cost")),
        *(("TTP", measure) for measure in ("payoff", "war")),
    }
    assert all(row == gp.detect(family, row.question) for row in found.answers if row.question.mover == "TTP")
    alone = gp.diagnose(family, over=[], measures=["security"])
    assert {row.question.measure for row in alone.answers} == {"security"}
    with pytest.raises(InvalidGame, match="without accounts"):
        gp.diagnose(family.at(), measures=["security"])


def test_a_third_party_can_carry_a_loss_only_where_there_is_one():
    family = gp.load("seed/trade-restriction")
    ranges = Ranges(family, family.baseline, ["r_C", "k"])
    option = {"mover": "Pakistan", "at": "after host", "concept": "subgame-perfect"}
    third = {"third": "Taliban", "target": "IS-K"}
    for action, extent in (("restrict", "nowhere"), ("open", None)):
        own = ranges.reach(gp.detect(family, "option", action=action, **option))
        carried = ranges.reach(gp.detect(family, "third-party", action=action, **option, **third))
        assert carried.extent == (extent or carried.extent)
        assert carried.share is None or carried.share[1] <= own.share[1]
        if carried.met is not None:
            asked = {"action": action, **option, **third}
            assert gp.detect(family, "third-party", values=carried.met, **asked).name == "present"


def test_a_third_party_is_told_somewhere_with_inequalities_or_nowhere_or_why_not():
    family = gp.load("seed/trade-restriction")
    ranges = Ranges(family, family.baseline, family.box)
    option = {"mover": "Pakistan", "action": "restrict", "at": "after suppress", "concept": "subgame-perfect"}
    extents = {}
    for third, target in (("IS-K", "Taliban"), ("Taliban", "IS-K")):
        asked = gp.detect(family, "third-party", third=third, target=target, **option)
        extents[third] = ranges.reach(asked)
    assert extents["Taliban"].extent == "nowhere"  # who moved before the action
    somewhere = extents["IS-K"]
    assert somewhere.extent == "somewhere"
    assert str(somewhere.present) == "r_C > c + h and r_N > c + h and V + c + h > r_N and l > k"
    assert gp.verify(somewhere.nearest.beyond.verdict.certificate).verdict == "present"


@pytest.mark.slow
def test_an_option_that_is_asked_about_is_not_looked_for_again_for_its_third_parties(monkeypatch):
    asked, by_formulas = [], Ranges._by_formulas

    def counted(self, question, *, here):
        asked.append((question, here))
        return by_formulas(self, question, here=here)

    monkeypatch.setattr(Ranges, "_by_formulas", counted)
    together = [
        Move("K", "unseen", ends)
        for ends in (
            {"stay": ("x", 1, 1), "expand": (0, 1, 0)},
            {"stay": ("x + 1", -1, 0), "expand": (2, -1, 1)},
        )
    ]
    below = Move("P", "suppressed", dict(zip(("engage", "coerce"), together, strict=True)))
    tree = Move("T", "start", {"host": (0, 0, 0), "suppress": below})
    family = family_from_tree(["P", "T", "K"], tree, {"x": (0, 3, 1)})
    found = gp.diagnose(family, over=["x"])
    assert any(own.question.paradox == "third-party" and own.extent != "nowhere" for own in found.reaches)
    assert len(asked) == len(set(asked))


def test_where_no_formulas_are_offered_points_are_looked_at(monkeypatch):
    def refuse(*_, **__):
        raise Unsupported("no formulas here")

    monkeypatch.setattr(Ranges, "_by_formulas", refuse)
    ranges = Ranges(PRESSURE, PRESSURE.point(QUIET), PRESSURE.box)
    verdicts = [gp.detect(PRESSURE, own, values=QUIET) for own in moves(PRESSURE.at())]
    reaches = {(own.question.mover, own.question.action): ranges.reach(own) for own in verdicts}
    assert (reaches[PRESS].extent, reaches[PRESS].share) == ("somewhere", None)
    assert gp.detect(PRESSURE, values={**QUIET, **reaches[PRESS].met}).name == "present"
    assert reaches[LEAVE].extent == "undecided"
    assert reaches[LEAVE].why == "no formulas here; not met at 20 points"


def test_a_spent_budget_leaves_the_ranges_undecided():
    found = diagnosed(budget=0)
    assert {(own.extent, own.why) for own in found.reaches} == {
        ("undecided", "the time was spent before the ranges were looked at")
    }
    assert [own.question for own in found.reaches] == [row.question for row in found.answers]


def test_progress_counts_answers_and_ranges():
    told = []
    with Clock(progress=told.append):
        diagnosed()
    assert [(at.done, at.total) for at in told] == [(done, 8) for done in range(1, 9)]
    assert len(list(moves(PRESSURE.at()))) == 4


def test_it_comes_back_from_a_file(quiet, tmp_path):
    gp.save(quiet, tmp_path / "diagnosis.json")
    assert gp.load_result(tmp_path / "diagnosis.json") == quiet

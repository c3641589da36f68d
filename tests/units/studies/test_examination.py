"""One examination: every side is what its verb finds; what is not wanted or not offered is None."""

import json
from fractions import Fraction
from importlib import import_module

import pytest

import gametheory_paradox as gp
from gametheory_paradox.detectors import inquiry_about, memory
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.models import family_from_table
from gametheory_paradox.models.files import read_model, template
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question
from gametheory_paradox.studies import examine
from gametheory_paradox.studies.diagnosis import options
from gametheory_paradox.studies.examination import BELIEVED, REPORT, SIDES
from gametheory_paradox.studies.looking_back import numbers_needed

TRADE = gp.load("seed/trade-restriction")
DILEMMA = gp.NormalForm.from_tables(
    ["Ann", "Bob"], [["a", "b"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]], title="Dilemma"
)


@pytest.fixture(scope="module")
def whole():
    sides = [side for side in SIDES if side != "reach"]
    return examine(
        TRADE, values={"r_C": 60, "k": 10}, sides=sides, draws=200, over=["r_C", "k"], undecided="0.01"
    )


@pytest.mark.slow
def test_where_in_the_ranges_each_question_is_a_paradox_is_a_side_too(whole):
    family, quiet = read_model(template("table")), {"b": 1}
    found = examine(family, sides=["moves", "reach"], values=quiet)
    assert found.diagnosis == gp.diagnose(family, values=quiet, over=list(family.box))
    assert found.main.reach == found.diagnosis.reach(found.main.verdict.question)
    assert found.to_data()["findings"][0]["reach"]["extent"] == "somewhere"
    assert [own["reach"]["extent"] for own in found.to_data()["diagnosed"]["somewhere"]] == ["somewhere"]
    bare = examine(family, sides=["options"])
    assert (bare.main.reach, bare.diagnosis.reaches) == (None, ())
    assert (whole.main.reach, whole.diagnosis.reaches) == (None, ())


def test_each_side_is_what_its_verb_finds(whole):
    point = {"r_C": 60, "k": 10}
    finding = whole.main
    assert finding.question == gp.detect(TRADE).question
    assert tuple(finding.verdicts) == QUANTIFIERS
    for quantifier, verdict in finding.verdicts.items():
        assert verdict == gp.detect(TRADE, values=point, quantifier=quantifier)
    assert whole.diagnosis == gp.diagnose(TRADE.at(point))
    game = TRADE.at(point)
    assert finding.equilibria["with"].profiles == gp.solve(game).profiles
    assert set(finding.equilibria) == {"with", "without"}
    assert finding.thresholds == gp.thresholds(TRADE)
    charted = gp.chart(
        TRADE,
        over=["r_C", "k"],
        undecided="0.01",
        values={name: value for name, value in TRADE.point(point).items() if name not in point},
    )
    assert finding.region_map.certificate == charted.certificate
    assert finding.uncertainty.draws == 200
    assert dict(finding.uncertainty.tornado.point) == TRADE.point(point)
    assert finding.witness == {}
    assert finding.channels == gp.channels(TRADE, values=point)
    ways = gp.escape(TRADE, values=point, levers=list(TRADE.box), others=())
    assert finding.ways_out.best.surface == ways.best.surface
    assert (whole.where, whole.name, whole.verdict) == (f"at {TRADE.moved(point)}", TRADE.origin, "present")
    assert json.loads(json.dumps(whole.to_data()))["findings"][0]["mover"] == "Pakistan"


def test_the_games_of_the_question_are_solved_before_those_of_the_options_and_once(monkeypatch):
    asked = []

    def record(game, **wanted):
        asked.append(game)
        return gp.solve(game, **wanted)

    monkeypatch.setattr(memory, "solve", record)
    found = examine(TRADE, sides=["options", "equilibria"])
    first = [equilibria.game for equilibria in found.main.equilibria.values()]
    assert asked[:2] == first
    assert len(asked) > 2  # and others after them
    assert all(asked.count(game) == 1 for game in first)


def test_whether_a_verdict_needs_the_numbers_is_a_side_too():
    trap = {"mover": "Ann", "action": "a", "coalition": ["Ann", "Bob"]}
    found = examine(DILEMMA, "dominance-trap", sides=["by-rank"], **trap)
    assert str(found.main.numbers) == "no: always"
    assert gp.verify(found.main.numbers.verdict.certificate).verdict == "holds"
    assert found.to_data()["findings"][0]["needs_numbers"]["said"] == "no: always"
    assert str(examine(DILEMMA, sides=["by-rank"], mover="Ann", action="a").main.numbers) == "no: never"
    assert examine(DILEMMA, sides=[], mover="Ann", action="a").main.numbers is None


def test_what_the_verdict_hangs_on_is_told_or_why_that_is_not_known():
    seen = examine(gp.load("seed/unable-or-unwilling/attribution"), sides=["by-rank"]).main
    count = len(seen.numbers.verdict.depends_on)
    assert str(seen.numbers).startswith(f"hangs on {count} comparisons of gaps: ")
    family = family_from_table(["Ann", "Bob"], [["a", "b"]] * 2, [[(1, 1), (3, 0)], [(0, 3), (2, 2)]], {})
    late = numbers_needed(inquiry_about(family, None, {"mover": "Ann", "action": "a"}), {}, 0.0)
    assert str(late) == "not decided in 0 s"
    changing = {"paradox": "comparative-statics", "mover": "Pakistan", "parameter": "c", "low": 0, "high": 1}
    asked = examine(TRADE, sides=["by-rank"], **changing).main
    assert str(asked.numbers) == "yes: it asks about a number that changes"
    first, second = [(1, 2, 3), (2, 3, 1)], [(3, 1, 2), (0, 0, 0)]
    numbers = [[first, second], [[(3, 1, 0), (0, 0, 3)], first]]
    three = family_from_table(["A", "B", "C"], [["a", "b"]] * 3, numbers, {})
    assert "more than two of those who choose at once may mix" in str(
        examine(three, sides=["by-rank"], mover="A", action="a").main.numbers
    )


def test_security_has_an_order_of_its_own():
    found = examine(gp.load("seed/corridor"), sides=["by-rank"]).main.numbers
    assert (found.said, found.security.verdict.name) == ("no: never", "depends")
    assert str(found) == f"no: never; in security: {found.security.said}"
    assert found.to_data()["security"]["depends_on"] == list(found.security.verdict.depends_on)
    alone = examine(gp.load("seed/corridor"), sides=["by-rank"], measure="security").main.numbers
    assert (alone.said, alone.security) == (found.security.said, None)


def test_sequential_equilibria_without_formulas_are_subgame_perfect_ones():
    found = examine(gp.load("seed/private-security"), sides=["by-rank"], concept="sequential").main.numbers
    assert found.concept == "subgame-perfect"
    assert found.said == "no: never (of subgame-perfect equilibria)"


def test_a_side_that_is_not_wanted_is_not_looked_at(monkeypatch):
    def refuse(*given, **more):
        raise AssertionError("this was not wanted")

    module = import_module("gametheory_paradox.studies.examination")
    for name in ("diagnose", "thresholds", "chart", "uncertainty", "channels", "escape", "solved"):
        monkeypatch.setattr(module, name, refuse)
    bare = examine(TRADE, sides=[])
    assert bare.diagnosis is None
    assert list(bare.main.verdicts) == ["strong"]
    left = (bare.main.thresholds, bare.main.uncertainty, bare.main.region_map, bare.main.witness)
    assert (*left, bare.main.channels, bare.main.ways_out, bare.main.equilibria) == (*[None] * 6, {})
    assert bare.main.notes == ()


def test_a_game_is_a_family_without_parameters():
    found = examine(DILEMMA, "dominance-trap", mover="Ann", action="a", coalition=["Ann", "Bob"])
    assert (found.family.parameters, found.where, found.verdict) == ((), "in this game", "present")
    assert found.game == DILEMMA
    assert found.main.thresholds is None
    assert "no parameter varies" in found.main.notes


def test_without_a_question_there_is_none_unless_options_are_looked_at():
    assert examine(DILEMMA, sides=["moves"]).findings == ()
    found = examine(DILEMMA, sides=REPORT)
    assert [row.question for row in found.diagnosis.answers] == [
        question.but(concept="nash") for question in options(DILEMMA)
    ]
    with pytest.raises(IndexError):
        _ = examine(DILEMMA, sides=["moves"]).main


def test_the_option_that_hurts_most_is_asked_about():
    leader = gp.NormalForm.from_tables(
        ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    )
    found = examine(leader, sides=REPORT)
    assert (found.main.question.mover, found.main.question.action) == ("L", ("a",))
    assert found.main.verdict in found.diagnosis.answers


def test_where_none_hurts_the_first_that_does_somewhere_is_asked_about():
    family = gp.family_from_table(
        ["L", "F"], [["a", "b"], ["c", "d"]], [[("x", 1), (4, 0)], [(1, 0), (3, 2)]], {"x": (2, 9, 9)}
    )
    found = examine(family, sides=REPORT, quantifier="best")
    assert found.main.question.quantifier == "best"
    stated = gp.thresholds(family, found.main.question)
    assert bool(stated.present.cases) == any(
        gp.thresholds(family, row.question).present.cases
        for row in found.diagnosis.answers
        if row.name != "impossible"
    )


def test_nobody_with_a_choice_cannot_be_examined_for_options():
    with pytest.raises(InvalidGame, match="nobody in this game has a choice"):
        examine(gp.NormalForm(("A",), (("a",),), ((Fraction(0),),)), sides=REPORT)


def test_more_questions_have_findings_of_their_own():
    own = TRADE.question
    found = examine(TRADE, also=[own.but(quantifier="best"), own.but(at=(), action="open")], sides=["moves"])
    assert [finding.question.quantifier for finding in found.findings] == ["strong", "best", "strong"]
    assert found.findings[1].verdict.question.quantifier == "best"
    assert found.findings[2].question.action == ("open",)


def test_what_is_not_offered_is_noted_and_none():
    family = gp.load("literature/spaniel-2016/overreaction")
    asked = Question("realized", mover="Government", action="large", benchmark="complete-information")
    found = examine(family, asked, sides=["thresholds", "map", "ways-out"], over=["q"]).main
    assert (found.thresholds, found.region_map) == (None, None)
    assert any(note.startswith("no formulas: ") for note in found.notes)
    assert any(note.startswith("no map: ") for note in found.notes)


def test_moves_that_are_too_many_are_noted():
    found = examine(TRADE, sides=["moves"], limit=3)
    assert found.diagnosis is None
    assert found.notes[0].startswith("not every move was asked about: there are more than 3 questions")


def test_a_change_of_a_parameter_is_examined_over_the_others():
    cells = [[("3 + t", "1"), ("t", "1 + t - c")], [("2 + t", "1"), ("t - 1", "1 + t - c")]]
    ranges = {"t": (0, 2, 0), "c": (0, 2, 1)}
    family = gp.family_from_table(["Row", "Column"], [["u", "d"], ["trade", "leave"]], cells, ranges)
    change = Question("comparative-statics", mover="Row", parameter="t", low=0, high=1)
    found = examine(family, change, values={"c": "1/2"}, draws=100, over=["c"])
    assert found.verdict == "present"
    assert set(found.main.uncertainty.distributions) == {"c"}
    assert found.main.region_map.over == ("c",)
    assert found.main.ways_out.best.surface == {"c": 1}
    assert found.main.channels.change[1] < 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"sides": ["luck"]}, f"there is no side 'luck'; there are {', '.join(SIDES)}"),
        ({"mover": "Pakistan"}, "missing: action"),
        ({"values": {"q": 1}}, "'q' is not a parameter"),
        ({"mover": "India", "action": "restrict"}, "'India' is not a player"),
    ],
)
def test_what_makes_no_sense_is_refused(asked, said):
    with pytest.raises(InvalidGame, match=said):
        examine(TRADE, **asked)


def test_a_concept_that_is_not_offered_is_refused():
    with pytest.raises(Unsupported, match="'vibes' is not offered"):
        examine(DILEMMA, sides=["moves"], concept="vibes")


def test_a_spent_budget_leaves_things_undecided():
    found = examine(DILEMMA, mover="Ann", action="a", budget=0, sides=["moves"])
    assert found.verdict == "undecided"
    assert {row.name for row in found.diagnosis.answers} == {"undecided"}
    assert found.main.notes


@pytest.mark.slow
def test_of_a_wrong_model_it_is_said_that_it_stays_as_it_is():
    family = gp.load("seed/militarisation")
    option, belief = examine(family, sides=["uncertainty"], draws=100).findings
    assert BELIEVED in belief.notes
    assert BELIEVED not in option.notes
    assert belief.changes.nearest.met, "there are no formulas, and one that is met is called so"

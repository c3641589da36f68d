"""Questions: fitted to a game, and as data."""

from dataclasses import replace

import pytest

from gametheory_paradox.detectors import detect, inquiry_about
from gametheory_paradox.detectors.inquiry import question_from
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.models import family_from_table, with_accounts
from gametheory_paradox.paradoxes.question import ASKS, Question, QuestionRecord

TABLE = NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[1, 2], [3, 4]], [[1, 2], [3, 4]])
TREE = ExtensiveForm.from_tree(
    ["A", "B"],
    Move(
        "A",
        "s",
        {"x": Move("B", "t", {"x": (1, 0), "y": (0, 0)}), "y": Move("A", "u", {"x": (0, 0), "y": (0, 1)})},
    ),
)


def asked(subject, **fields):
    return inquiry_about(subject, None, fields).question


def test_the_fields_that_verdicts_maps_and_certificates_share():
    question = asked(TREE, mover="A", action="x", at=["u"], quantifier="worst")
    assert question.to_data() == {
        "paradox": "option",
        "concept": "subgame-perfect",
        "quantifier": "worst",
        "mover": "A",
        "measure": "payoff",
        "details": {"action": ["x"], "at": ["u"], "coalition": []},
    }
    assert Question.from_data(question.to_data()) == question


def test_where_in_words():
    def taken(action="x", **request):
        return asked(TREE, mover="A", action=action, **request).taken

    assert taken() == "x"
    assert taken(at="u") == "x at u"
    assert taken(at=["u", "s"]) == "x at u, s"
    assert taken(["x", "y"], coalition=["B", "A"]) == "x and y of A, B"


def test_a_table_has_no_sets_to_name():
    assert asked(TABLE, mover="A", action="x").at == ()
    with pytest.raises(InvalidGame, match="in normal form a player chooses once"):
        detect(TABLE, mover="A", action="x", at="s")


def test_concepts_are_those_of_the_form():
    assert asked(TABLE, mover="A", action="x").concept == "nash"
    assert asked(TREE, mover="A", action="x").concept == "subgame-perfect"
    assert asked(TREE, mover="A", action="x", concept="nash").concept == "nash"
    for concept in ("subgame-perfect", "perfect-bayesian", "sequential"):
        assert asked(TREE, mover="A", action="x", concept=concept).concept == concept
        with pytest.raises(Unsupported, match=f"{concept!r} is not offered for a table"):
            asked(TABLE, mover="A", action="x", concept=concept)
    with pytest.raises(Unsupported, match="'vibes' is not offered for a tree"):
        asked(TREE, mover="A", action="x", concept="vibes")


FAMILY = family_from_table(
    ["A", "B"], [["x", "y"]] * 2, [[("p", 1), (2, 2)], [(3, 3), (4, 4)]], {"p": (0, 1, 0)}
)


def test_a_question_fits_the_form_of_a_family_too():
    assert asked(FAMILY, mover="A", action="x") == asked(FAMILY.at(), mover="A", action="x")


def test_a_model_asks_its_own_question_unless_another_is_named():
    own = replace(FAMILY, questions=(Question(mover="A", action="x", quantifier="worst"),))
    assert asked(own) == asked(FAMILY, mover="A", action="x", quantifier="worst")
    assert asked(own, quantifier="best") == asked(FAMILY, mover="A", action="x", quantifier="best")
    assert asked(own, coalition=["A", "B"]).coalition == ("A", "B")
    assert asked(own, mover="B", action="y") == asked(FAMILY, mover="B", action="y")
    trap = inquiry_about(own, "dominance-trap", {"coalition": ["A", "B"]}).question
    assert (trap.paradox, trap.action, trap.quantifier) == ("dominance-trap", ("x",), "worst")
    secured = [own.question.but(measure="security")]
    assert question_from(secured, None, {}).measure == "security"
    assert question_from(secured, None, {"quantifier": "best"}).measure == "security"
    assert question_from(secured, "dominance-trap", {"coalition": ["A", "B"]}).measure == "payoff"
    assert question_from(secured, "security-insecurity", {}).measure == "security"
    safer = Question("security-insecurity", mover="A", action="x", measure="quiet", held="nobody")
    assert question_from([safer], None, {}) == safer
    assert question_from([safer], None, {"quantifier": "best"}) == safer.but(quantifier="best")
    with pytest.raises(InvalidGame, match="which question"):
        asked(FAMILY)

    with pytest.raises(InvalidGame, match="asks for action, and perhaps at, coalition; missing: action"):
        asked(own, mover="B")


def test_of_several_questions_the_first_is_asked_unless_the_paradox_of_another_is_named():
    first = Question(mover="A", action="x")
    second = Question("security-insecurity", mover="A", action="x", measure="quiet", held="nobody")
    several = replace(FAMILY, questions=(first, second))
    assert several.question == first
    assert question_from(several.questions, None, {}) == first
    assert question_from(several.questions, "security-insecurity", {}) == second
    assert question_from(several.questions, None, {"paradox": "security-insecurity"}) == second
    said = {"coalition": ["A", "B"]}
    assert question_from(several.questions, "dominance-trap", said) == question_from(
        [first], "dominance-trap", said
    ), "what the model does not ask is laid over its first"


def test_a_question_is_canonical_once_it_has_met_a_game_and_stays_so():
    given = Question("comparative-statics", mover="A", parameter="p", low=0, high="0.5")
    once = inquiry_about(FAMILY, given, {}).question
    assert once.details == {"parameter": "p", "low": "0", "high": "1/2"}
    assert inquiry_about(FAMILY, once, {}).question == once
    safer = Question("security-insecurity", mover="A", action="x")
    secured = with_accounts(FAMILY, {"security": {"meaning": "quiet", "values": {"A": ["p", 1, "2/4", 0]}}})
    met = inquiry_about(secured, safer, {}).question
    assert (met.measure, dict(met.details)) == ("security", {"held": "nobody"})
    assert inquiry_about(secured, met, {}).question == met
    believed = Question("misperception", mover="A", model=FAMILY)
    met = inquiry_about(FAMILY, believed, {}).question
    assert met.words["model"] == "a game of its own"
    again = inquiry_about(FAMILY, met, {}).question
    assert (again, again.words) == (met, met.words)


@pytest.mark.parametrize("paradox", ASKS)
def test_a_question_reads_back_from_its_data_and_knows_what_it_asks_for(paradox):
    needs, takes = ASKS[paradox]
    values = {"at": ["s"], "coalition": ["A", "B"], "parts": [["a"], ["b"]], "action": ["x"]}
    said = {
        name: values.get(name, "1")
        for name in (*needs, *takes)
        if name != "coalition" or "coalition" in needs
    }
    question = Question(paradox, mover="A", concept="nash", **said)
    data = question.to_data()
    assert Question.from_data(data) == question
    assert set(data["details"]) == {*needs, *takes}
    for name in needs:
        with pytest.raises(InvalidGame, match=f"the {paradox} paradox asks for .*; missing: {name}"):
            Question(paradox, mover="A", **{key: value for key, value in said.items() if key != name})
        with pytest.raises(InvalidGame):
            Question.from_data({**data, "details": {n: v for n, v in data["details"].items() if n != name}})
    with pytest.raises(InvalidGame, match="not asked for: wind"):
        Question(paradox, mover="A", **said, wind="east")
    with pytest.raises(InvalidGame):
        Question.from_data({**data, "details": {**data["details"], "wind": "east"}})


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"mover": ""}, "mover: expected the name of a player"),
        ({"action": 3}, "action: expected a name or a list of names"),
        ({"action": ["x", "x"]}, "action: expected different names"),
        ({"at": [1]}, "at: expected different names"),
        ({"paradox": "free lunch"}, "there is no paradox 'free lunch'; there are option"),
        (
            {"quantifier": "most"},
            r"there is no quantifier 'most'; did you mean 'worst'\? there are strong, best, worst, possible",
        ),
    ],
)
def test_what_makes_no_sense_is_told_at_once(fields, told):
    with pytest.raises(InvalidGame, match=told):
        Question(**{"mover": "A", "action": "x", **fields})


def test_a_question_adds_to_its_record_and_reads_certificates_as_the_record_does():
    again = set(vars(Question)) & set(vars(QuestionRecord))
    assert {name for name in again if not name.startswith("__")} == set()
    assert not {"__new__", "__eq__", "__getattribute__", "__getattr__", "__setattr__"} & set(vars(Question))
    read = Question.from_data(Question("option", mover="A", action="a").to_data())
    assert (type(read), read) == (Question, Question("option", mover="A", action="a"))

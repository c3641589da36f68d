"""Questions: fitted to a game, and as data."""

import pytest

from gametheory_paradox.detectors import Question
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import family_from_table
from gametheory_paradox.games import ExtensiveForm, Move, NormalForm

TABLE = NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[1, 2], [3, 4]], [[1, 2], [3, 4]])
TREE = ExtensiveForm.from_tree(
    ["A", "B"],
    Move(
        "A",
        "s",
        {"x": Move("B", "t", {"x": (1, 0), "y": (0, 0)}), "y": Move("A", "u", {"x": (0, 0), "y": (0, 1)})},
    ),
)


def test_the_fields_that_verdicts_maps_and_certificates_share():
    question = Question.about(TREE, "option", mover="A", action="x", at=["u"], quantifier="worst")
    assert question.to_data() == {
        "paradox": "option",
        "concept": "subgame-perfect",
        "quantifier": "worst",
        "mover": "A",
        "action": "x",
        "scope": {"kind": "information_set", "players": ["A"], "information_sets": ["u"]},
    }


def test_where_in_words():
    def where(**request):
        return Question.about(TREE, "option", mover="A", action="x", **request).where

    assert where() == ""
    assert where(at="u") == " at u"
    assert where(at=["u", "s"]) == " at s, u"
    assert where(coalition=["B", "A"]) == " of A, B"


def test_a_table_has_no_sets_to_name():
    assert Question.about(TABLE, "option", mover="A", action="x").scope.information_sets == ()
    with pytest.raises(InvalidGame, match="in normal form a player chooses once"):
        Question.about(TABLE, "option", mover="A", action="x", at="s")


def test_concepts_are_those_of_the_form():
    assert Question.about(TABLE, "option", mover="A", action="x").concept == "nash"
    assert Question.about(TREE, "option", mover="A", action="x").concept == "subgame-perfect"
    assert Question.about(TREE, "option", mover="A", action="x", concept="nash").concept == "nash"
    for concept in ("subgame-perfect", "perfect-bayesian", "sequential"):
        assert Question.about(TREE, "option", mover="A", action="x", concept=concept).concept == concept
        with pytest.raises(Unsupported, match=f"{concept!r} is not offered for a table"):
            Question.about(TABLE, "option", mover="A", action="x", concept=concept)
    with pytest.raises(Unsupported, match="'vibes' is not offered for a tree"):
        Question.about(TREE, "option", mover="A", action="x", concept="vibes")


def test_a_question_fits_the_form_of_a_family_too():
    family = family_from_table(
        ["A", "B"], [["x", "y"]] * 2, [[("p", 1), (2, 2)], [(3, 3), (4, 4)]], {"p": (0, 1, 0)}
    )
    assert Question.about(family.form, "option", mover="A", action="x") == Question.about(
        family.at(), "option", mover="A", action="x"
    )

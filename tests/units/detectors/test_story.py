"""Stories as data: which equilibrium is told, and what is left untold."""

from fractions import Fraction
from random import Random

import pytest
from witnesses.certificates import resale
from witnesses.many_players import table_of
from witnesses.paradoxes import TOLD, guessing

import gametheory_paradox as gp
from gametheory_paradox.detectors import detect, story_of
from gametheory_paradox.detectors.path_of_play import LocalStrategy, Reason
from gametheory_paradox.detectors.story import SCENES
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.listed_equilibria import KNOWN_BY_A_BOX
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.views.words.story_text import LEADS

HUNT = NormalForm.from_tables(["A", "B"], [["stag", "hare"]] * 2, [[4, 0], [3, 3]], [[4, 3], [0, 3]])


def test_the_steps_and_the_reasons_as_by_hand():
    with_ban, without = story_of(detect(resale(), mover="EU", action="ban", at="after escalate")).scenes
    assert with_ban.steps == (LocalStrategy("Supplier", "start", (("withdraw", Fraction(1)),)),)
    sure = Fraction(1)
    assert with_ban.reasons == (
        Reason(
            *("Supplier", "start", ("withdraw",), Fraction(0), "escalate", Fraction(-4)),
            otherwise=(
                LocalStrategy("EU", "after escalate", (("ban", sure),)),
                LocalStrategy("Transit", "banned", (("resell", sure),)),
            ),
        ),
    )
    assert [own.player for own in without.steps] == ["Supplier", "EU"]
    assert without.payoffs == {"EU": -6, "Supplier": 3, "Transit": 0}
    assert [scene.count for scene in (with_ban, without)] == [1, 1]


@pytest.mark.parametrize(
    ("quantifier", "end", "plays"),
    [("strong", "high", "stag"), ("worst", "low", "hare"), ("payoff-dominant", "payoff-dominant", "stag")],
)
def test_of_several_equilibria_the_deciding_one_is_told(quantifier, end, plays):
    scene = story_of(detect(HUNT, mover="A", action="hare", quantifier=quantifier)).scenes[0]
    assert (scene.name, scene.end, scene.count) == ("with", end, 3)
    assert [own.odds for own in scene.steps] == [((plays, 1),)] * 2


def test_a_rule_that_selects_one_of_two_that_pay_alike_is_not_told():
    # Both strict equilibria pay 1 and 1; who alone leaves the first loses 6, who leaves the second 1.
    rows, columns = [[1, 0], [-5, 1]], [[1, -5], [0, 1]]
    game = NormalForm.from_tables(["A", "B"], [["a", "b"]] * 2, rows, columns)
    verdict = detect(game, mover="A", action="b", quantifier="risk-dominant")
    assert verdict.name == "absent"
    story = story_of(verdict)
    assert story.scenes == ()
    assert story.why == "two equilibria pay the same, and the rule selects one of them"
    assert "What is played is not told: two equilibria pay the same" in gp.explain(verdict)


def test_a_theorem_answers_and_the_play_is_told_all_the_same():
    verdict = detect(gp.load("literature/kuhn-1953/tie-after-the-first-move"))
    assert verdict.name == "impossible"
    assert [scene.name for scene in story_of(verdict).scenes] == ["with", "without"]
    assert story_of(verdict, budget=0).scenes == ()


def test_what_is_known_by_bounds_alone_is_not_told():
    random = Random(4)  # of a table whose worst equilibrium with the action is irrational
    game = table_of((3, 2, 2), [random.randint(0, 50) for _ in range(36)])
    verdict = detect(game, mover="Ann", action="a0", quantifier="worst")
    story = story_of(verdict)
    assert verdict.certificate is not None
    assert (story.scenes, story.why) == ((), KNOWN_BY_A_BOX)
    assert f"What is played is not told: {KNOWN_BY_A_BOX}." in gp.explain(verdict)


def test_information_is_told_by_what_is_told_apart():
    game = guessing(*({s: [[0, 1], [1, 0]] for s in ("s1", "s2")} for _ in range(2)))
    assert [own.name for own in story_of(detect(game, "information", **TOLD)).scenes] == [
        "uninformed",
        "informed",
    ]


def test_every_paradox_that_compares_the_play_has_words_for_it():
    assert set(LEADS) == {*SCENES, "options"}
    assert set(SCENES) <= set(DEFINITIONS)
    with pytest.raises(KeyError):
        SCENES["misperception"]


def test_a_story_is_data_and_a_table():
    story = story_of(detect(resale(), mover="EU", action="ban", at="after escalate"))
    data = story.to_data()
    first = data["scenes"][0]
    assert (first["game"], first["equilibrium"], first["equilibria"]) == ("with", "only", 1)
    assert first["reasons"][0]["would_get"] == "-4"
    assert first["reasons"][0]["otherwise"][1]["actions"] == {"resell": "1"}
    assert data["why"] == ""
    assert "withdraw" in str(story)

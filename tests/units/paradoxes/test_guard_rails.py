"""Coverage of each guard-rail, row by row (that they are true is a law)."""

from fractions import Fraction

import pytest

from gametheory_paradox.certificates import EQUILIBRIUM_CONCEPTS, MARKOV_PERFECT
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.paradoxes.definition import with_and_without
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question

RAILS = {rail.name: rail for rail in GUARD_RAILS if rail.paradox == "option"}
HALF = Fraction(1, 2)
LONE = NormalForm(("A", "B"), (("x", "y"), ("z",)), ((1, 5), (0, 7)))
PENNIES = NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
SHIFTED = NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[1, -1], [-1, 1]], [[4, 6], [6, 4]])
SEXES = NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[2, 0], [0, 1]], [[1, 0], [0, 2]])
THREE = NormalForm.from_tables(
    ["A", "B"],
    [["x", "y", "z"]] * 2,
    [[1, 2, 3], [3, 1, 2], [2, 3, 1]],
    [[-1, -2, -3], [-3, -1, -2], [-2, -3, -1]],
)
CHAIN = ExtensiveForm.from_tree(
    ["A", "B"], Move("A", "s", {"x": Move("B", "t", {"x": (-1, -1), "y": (1, 1)}), "y": (0, 2)})
)
AFTER_CHANCE = ExtensiveForm.from_tree(
    ["A", "B"],
    Chance(
        {
            "h": (HALF, Move("A", "s", {"x": Move("B", "t", {"x": (2, 0), "y": (0, 1)}), "y": (1, 1)})),
            "t": (HALF, (0, 0)),
        }
    ),
)
HIDDEN = ExtensiveForm.from_tree(
    ["A", "B"],
    Move("A", "s", {a: Move("B", "t", {"x": (u, 0), "y": (0, u)}) for a, u in (("x", 1), ("y", 2))}),
)


def covers(name, game, concept, quantifier, mover="A", action="x", **where):
    question = Question(mover=mover, action=action, quantifier=quantifier, concept=concept, **where)
    return RAILS[name].covers(game, question, with_and_without(game, question))


COVERED = [
    # rail, game, concept, quantifiers, covered, request
    ("T1", LONE, "nash", QUANTIFIERS, True, {}),
    ("T1", LONE, "strong-stackelberg", QUANTIFIERS, False, {}),
    ("T1", PENNIES, "nash", QUANTIFIERS, False, {}),
    ("T2", THREE, "nash", QUANTIFIERS, True, {"action": ["x", "y"]}),
    ("T1", LONE, "nash", QUANTIFIERS, False, {"coalition": ["A"]}),
    ("T2", PENNIES, "nash", QUANTIFIERS, True, {}),
    ("T2", SHIFTED, "nash", QUANTIFIERS, True, {}),
    ("T2", SHIFTED, "nash", QUANTIFIERS, True, {"mover": "B"}),
    ("T2", SEXES, "nash", QUANTIFIERS, False, {}),
    ("T2", PENNIES, "strong-stackelberg", QUANTIFIERS, False, {}),
    ("T2", PENNIES, "nash", QUANTIFIERS, False, {"coalition": ["A", "B"]}),
    ("T4", CHAIN, "subgame-perfect", ("strong", "best", "worst"), True, {}),
    ("T4", CHAIN, "subgame-perfect", ("strong", "best", "worst"), True, {"at": ["s"]}),
    ("T4", CHAIN, "subgame-perfect", ("possible",), False, {}),
    ("T4", CHAIN, "nash", QUANTIFIERS, False, {}),
    ("T4", CHAIN, "subgame-perfect", QUANTIFIERS, False, {"mover": "B"}),
    ("T4", CHAIN, "subgame-perfect", QUANTIFIERS, False, {"coalition": ["A", "B"]}),
    ("T4", AFTER_CHANCE, "subgame-perfect", QUANTIFIERS, False, {}),
    ("T4", HIDDEN, "subgame-perfect", QUANTIFIERS, False, {}),
    ("T4", SEXES, "subgame-perfect", QUANTIFIERS, False, {}),
]


@pytest.mark.parametrize(("name", "game", "concept", "quantifiers", "covered", "request_"), COVERED)
def test_covered_or_not(name, game, concept, quantifiers, covered, request_):
    for quantifier in quantifiers:
        assert covers(name, game, concept, quantifier, **request_) == covered


def test_the_rails_of_the_option_paradox_each_with_a_sentence_and_known_quantifiers():
    assert list(RAILS) == ["T1", "T2", "T4"]
    for rail in RAILS.values():
        assert rail.says
        assert set(rail.quantifiers) <= set(QUANTIFIERS)
        assert len(rail.quantifiers) == (3 if rail.name == "T4" else 4)
    assert RAILS["T4"].concepts == ("subgame-perfect", "perfect-bayesian", "sequential")
    assert RAILS["T1"].concepts == RAILS["T2"].concepts == (*EQUILIBRIUM_CONCEPTS, MARKOV_PERFECT)


def test_t2_looks_at_every_end_of_a_tree():
    def tree(last):
        return ExtensiveForm.from_tree(
            ["A", "B"], Move("A", "s", {"x": (1, 2), "y": Move("B", "t", {"x": (0, 3), "y": last})})
        )

    assert covers("T2", tree((5, -2)), "subgame-perfect", "strong")
    assert not covers("T2", tree((5, -1)), "subgame-perfect", "strong")


def test_t1_takes_forced_moves_of_others_for_no_choice():
    tree = Move("B", "forced", {"only": Move("A", "s", {"x": (1, 0), "y": (0, 5)})})
    game = ExtensiveForm.from_tree(["A", "B"], tree)
    assert covers("T1", game, "subgame-perfect", "possible")
    assert covers("T1", game, "nash", "possible")


def test_forgetting_ones_own_move_is_covered_by_none():
    def second(left, right):
        return Move("A", "again", {"x": (left, -left), "y": (right, -right)})

    game = ExtensiveForm.from_tree(["A", "B"], Move("A", "s", {"x": second(1, 0), "y": second(0, 1)}))
    assert not any(
        covers(name, game, c, q) for name in RAILS for c in ("nash", "subgame-perfect") for q in QUANTIFIERS
    )

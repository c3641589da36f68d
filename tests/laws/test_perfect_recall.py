"""Players who forget are refused at the door, by every verb and whatever the payoffs; others are not."""

from collections import Counter

import pytest
from hypothesis import strategies as st
from witnesses.imperfect_trees import forgetful_trees, imperfect_trees
from witnesses.sampling import always, cases

import gametheory_paradox as gp
from gametheory_paradox import Chance, Move
from gametheory_paradox.certificates import EQUILIBRIUM_CONCEPTS
from gametheory_paradox.forms import has_perfect_recall

WHERE = "Ann does not remember its own moves at 'late': its last was"
DID, KNEW = "imperfect recall of what it did", "imperfect recall of what it knew"
ASKED = {"mover": "Bob", "action": "x", "at": "Bob left"}


def forgetting(right):
    """Ann moves, Bob answers, and Ann moves again without knowing what she did.

    With ``right`` 0 she takes "l" then, and there is a pure equilibrium; with 9 she mixes.
    """

    def late(bob):
        return Move("Ann", "late", {"l": (2, bob), "r": (right, 1 - bob)})

    def answer(name, bob):
        return Move("Bob", f"Bob {name}", {"x": late(bob), "y": ("k", 1)})

    early = Move("Ann", "early", {"left": answer("left", 0), "right": answer("right", 2)})
    return gp.family_from_tree(["Ann", "Bob"], early, {"k": (0, 4, 1)})


def unsure():
    """Ann is told by chance whether she moves twice, and then does not know whether this is the second."""
    second = Move("Ann", "late", {"l": (1,), "r": (0,)})
    first = Move("Ann", "told", {"on": second, "out": (0,)})
    tree = Chance({"twice": ("1/2", first), "once": ("1/2", second)})
    return gp.ExtensiveForm.from_tree(["Ann"], tree)


VERBS = {
    "solve": lambda family, folder, **asked: gp.solve(family, concept=asked["concept"]),
    "detect": lambda family, folder, **asked: gp.detect(family, **asked),
    "thresholds": lambda family, folder, **asked: gp.thresholds(family, **asked),
    "chart": lambda family, folder, **asked: gp.chart(family, over=["k"], **asked),
    "prove": lambda family, folder, **asked: gp.prove(family, **asked),
    "prove a bound": lambda family, folder, **asked: gp.prove(
        family, "payoff(Ann) > 0", concept=asked["concept"]
    ),
    "escape": lambda family, folder, **asked: gp.escape(family, **asked),
    "uncertainty": lambda family, folder, **asked: gp.uncertainty(family, **asked),
    "sweep": lambda family, folder, **asked: gp.sweep(family, {"k": [0, 1]}, **asked),
    "report": lambda family, folder, **asked: gp.report(family, folder / "page.html", **asked),
    "channels": lambda family, folder, **asked: gp.channels(family, **asked),
}


@pytest.mark.parametrize("right", [0, 9])
@pytest.mark.parametrize("concept", EQUILIBRIUM_CONCEPTS)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_refuses_and_says_where(verb, concept, right, tmp_path):
    with pytest.raises(gp.Unsupported, match=f"{WHERE} 'left' at 'early'.*{DID}"):
        VERBS[verb](forgetting(right), tmp_path, concept=concept, **ASKED)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("right", [0, 9])
@pytest.mark.parametrize("concept", [own for own in EQUILIBRIUM_CONCEPTS if own != "nash"])
def test_no_formulas_either(concept, right):
    with pytest.raises(gp.Unsupported, match=WHERE):
        gp.atlas(forgetting(right), concept=concept)


def test_who_does_not_know_whether_it_moved_is_told_so():
    with pytest.raises(gp.Unsupported, match=f"{WHERE} .*{KNEW}"):
        gp.solve(unsure())


def test_an_absent_minded_tree_is_no_game():
    exits = Move("Ann", "exit", {"leave": (4,), "stay": (1,)})
    with pytest.raises(gp.InvalidGame, match="'exit'"):
        gp.ExtensiveForm.from_tree(["Ann"], Move("Ann", "exit", {"leave": (0,), "stay": exits}))
    with pytest.raises(gp.InvalidGame, match="'exit'"):
        gp.family_from_tree(["Ann"], Move("Ann", "exit", {"leave": ("k",), "stay": exits}), {"k": (0, 1, 0)})


@cases(20, 400)
def test_solve_answers_where_everybody_remembers_and_nowhere_else(count):
    told = Counter()

    def answered(game, concept):
        try:
            return bool(gp.solve(game, concept=concept, budget=1).completeness)
        except gp.Unsupported as problem:
            return "does not remember" not in str(problem)

    @always(count, forgetful_trees())
    def refused(game):
        assert not any(answered(game, concept) for concept in EQUILIBRIUM_CONCEPTS)
        told["refused"] += 1

    @always(count, imperfect_trees(inner=st.integers(3, 6)))
    def solved(game):
        assert has_perfect_recall(game)
        assert all(answered(game, concept) for concept in ("nash", "subgame-perfect"))
        told["answered", game.has_perfect_information] += 1

    assert told["refused"] >= count / 2
    assert told["answered", False] > count / 10

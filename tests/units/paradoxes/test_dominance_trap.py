"""The dominance trap: gaps per quantifier, dominance, and what infinitely many equilibria leave open."""

from fractions import Fraction
from itertools import product

import pytest

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.paradoxes.dominance_trap import DominanceTrap, is_dominant
from gametheory_paradox.paradoxes.question import QUANTIFIERS

BOTH = {"mover": "A", "action": "a", "coalition": ["A", "B"]}


def payoffs(*values):
    return PayoffSet(tuple(map(Fraction, values)), infinite=False)


def trap(quantifier, outcomes, has=((1,), (1,)), dominant=(True, True)):
    lacks = [payoffs(*sorted({outcome[who] for outcome in outcomes})) for who in range(2)]
    rows = tuple(tuple(map(Fraction, outcome)) for outcome in outcomes)
    return DominanceTrap(
        quantifier,
        ("A", "B"),
        dominant,
        tuple(payoffs(*own) for own in has),
        tuple(lacks),
        (payoffs(0),) * 2,
        rows,
    )


@pytest.mark.parametrize(
    ("outcomes", "has", "gaps"),
    [
        ([(3, 2)], ((1,), (1,)), (1, 1, 1, 1)),
        ([(3, 0)], ((1,), (1,)), (-1, -1, -1, -1)),
        ([(3, 2), (0, 5)], ((1,), (1,)), (-1, 1, -1, 1)),
        ([(3, 0), (0, 5)], ((1,), (1,)), (-1, -1, -1, -1)),  # each is better off somewhere, but never both
        ([(3, 3)], ((1, 4), (1,)), (-1, -1, 2, 2)),
        ([(3, 3), (2, 2)], ((1, 4), (1, 4)), (-2, -1, 1, 2)),
    ],
)
def test_the_gap_is_the_least_gain_of_a_member(outcomes, has, gaps):
    for quantifier, gap in zip(QUANTIFIERS, gaps, strict=True):
        claim = trap(quantifier, outcomes, has)
        assert claim.gap == gap
        assert claim.holds() == (gap > 0)
        assert not trap(quantifier, outcomes, has, dominant=(True, False)).holds()


def test_what_is_compared_has_names():
    assert list(trap("best", [(3, 2)]).payoffs) == [
        "with, A",
        "with, B",
        "without, A",
        "without, B",
        "alone, A",
        "alone, B",
    ]


def test_dominant_is_strictly_better_whatever_the_others_do():
    game = NormalForm.from_tables(
        ["A", "B"], [["a", "b", "c"], ["a", "b"]], [[2, 2], [1, 1], [0, 2]], [[0, 0]] * 3
    )
    assert not is_dominant(game, "A", "a")
    assert not is_dominant(game, "A", "b")
    assert not is_dominant(game, "B", "a")
    better = NormalForm.from_tables(
        ["A", "B"], [["a", "b", "c"], ["a", "b"]], [[2, 3], [1, 1], [0, 2]], [[1, 0]] * 3
    )
    assert is_dominant(better, "A", "a")
    assert is_dominant(better, "B", "a")


def torn():
    """Without "a" only B chooses and does not care; A and C disagree; halfway all are better off."""
    cells = []
    for a, b, c in product(range(2), repeat=3):  # 0 is "a" for A and C
        first, last = (9 if c else 1, 9 if a else 1)
        cells.append((4 - 4 * b if a and c else 0 if a else first, 0, 4 * b if a and c else 0 if c else last))
    labels = ("a", "b"), ("x", "y"), ("a", "b")
    return NormalForm(("A", "B", "C"), labels, tuple(tuple(map(Fraction, cell)) for cell in cells))


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_a_mixture_of_extreme_equilibria_may_do_for_all_what_none_of_them_does(quantifier):
    found = detect(
        torn(), "dominance-trap", mover="A", action="a", coalition=["A", "C"], quantifier=quantifier
    )
    if quantifier in ("strong", "worst"):
        assert (found.name, found.comparison.gap) == ("absent", -1)
        assert verify(found.certificate).verdict == "absent"
    else:
        assert found.name == "undecided"
        assert "infinitely many equilibria" in found.why


def test_requests_that_make_no_sense():
    game = NormalForm.from_tables(["A", "B"], [["a", "b"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]])
    for change, complaint in (
        ({"coalition": ["A"]}, "needs a coalition of two players or more"),
        ({"coalition": ["A", "C"]}, "'C' is not a player"),
        ({"action": "z"}, "A has no action 'z'; its actions are a, b"),
    ):
        with pytest.raises(InvalidGame, match=complaint):
            detect(game, "dominance-trap", **{**BOTH, **change})
    tree = ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "s", {"a": Move("B", "t", {"a": (1, 0), "b": (0, 0)}), "b": (0, 0)})
    )
    with pytest.raises(Unsupported, match="a dominance trap is looked for in tables, and this is a tree"):
        detect(tree, "dominance-trap", **BOTH)
    three = NormalForm(("A", "B", "C"), (("a", "b"),) * 3, tuple((Fraction(0),) * 3 for _ in range(8)))
    with pytest.raises(InvalidGame, match="must contain the mover"):
        detect(three, "dominance-trap", mover="A", action="a", coalition=["B", "C"])

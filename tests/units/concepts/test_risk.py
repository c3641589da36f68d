"""Risk dominance by deviation losses and by tracing, and p-dominance."""

from fractions import Fraction

import pytest

from gametheory_paradox.concepts import deviation_losses, risk_dominance
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import NormalForm

STAG = NormalForm.from_tables(["R", "C"], [["s", "h"], ["s", "h"]], [[4, 0], [3, 2]], [[4, 3], [0, 2]])
BATTLE = NormalForm.from_tables(["R", "C"], [["a", "b"], ["a", "b"]], [[2, 0], [0, 1]], [[1, 0], [0, 2]])
S, H = {"R": "s", "C": "s"}, {"R": "h", "C": "h"}


def test_products_of_deviation_losses():
    found = deviation_losses(STAG)
    assert (found.losses, found.products, found.dominant) == (((1, 1), (2, 2)), (1, 4), ("h", "h"))
    assert str(found).endswith("h, h risk dominates.")


def test_equal_products_leave_it_open():
    found = deviation_losses(BATTLE)
    assert (found.products, found.dominant) == ((2, 2), None)
    assert str(found).endswith("Neither risk dominates the other.")
    traced = risk_dominance(BATTLE, {"R": "a", "C": "a"}, {"R": "b", "C": "b"})
    assert traced.dominant is None


def test_equilibria_off_the_diagonal():
    chicken = NormalForm.from_tables(
        ["R", "C"], [["dare", "yield"], ["dare", "yield"]], [[0, 9], [2, 6]], [[0, 2], [7, 6]]
    )
    found = deviation_losses(chicken)
    assert found.equilibria == (("dare", "yield"), ("yield", "dare"))
    assert (found.products, found.dominant) == ((6, 2), ("dare", "yield"))


def test_the_bicentric_prior():
    found = risk_dominance(STAG, S, H)
    assert found.prior.probabilities == ((Fraction(1, 3), Fraction(2, 3)),) * 2
    assert found.dominant == ("h", "h")
    assert found.path.unique
    assert risk_dominance(STAG, H, S).dominant == ("h", "h")


def test_a_third_action_that_is_the_answer_to_doubt_can_decide():
    # m is best between the two; the answer to m is b, so what doubt leads to favors (b, b).
    first = [[5, 0, 0], [0, 4, 0], [3, 3, 0]]
    second = [[5, 0, 0], [0, 4, 0], [0, 6, 0]]
    game = NormalForm.from_tables(["R", "C"], [["a", "b", "m"], ["a", "b", "c"]], first, second)
    small = NormalForm.from_tables(["R", "C"], [["a", "b"], ["a", "b"]], [[5, 0], [0, 4]], [[5, 0], [0, 4]])
    pair = {"R": "a", "C": "a"}, {"R": "b", "C": "b"}
    assert deviation_losses(small).dominant == ("a", "a")
    found = risk_dominance(game, *pair)
    assert found.dominant == ("b", "b")
    assert found.formation == (("a", "b", "m"), ("a", "b"))  # c is never an answer
    assert found.prior.probabilities[0] == (Fraction(2, 5), Fraction(1, 4), Fraction(7, 20))
    assert "b, b risk dominates." in str(found)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (S, {"R": "s", "C": "h"}, "s, h is not a strict equilibrium: R has another best response"),
        (S, S, "both players' actions differ"),
        (S, {"R": "h"}, "expected an action for each of R, C; got R"),
        (S, {"R": "h", "C": "x"}, "'x' is not an action of C"),
    ],
)
def test_it_compares_strict_equilibria(first, second, said):
    with pytest.raises(InvalidGame, match=said):
        risk_dominance(STAG, first, second)


def test_deviation_losses_are_for_two_by_two():
    with pytest.raises(Unsupported, match="this one is 1×2"):
        deviation_losses(NormalForm.from_tables(["R", "C"], [["a"], ["x", "y"]], [[0, 0]], [[0, 0]]))
    dilemma = NormalForm.from_tables(["R", "C"], [["c", "d"], ["c", "d"]], [[2, 0], [3, 1]], [[2, 3], [0, 1]])
    with pytest.raises(Unsupported, match="between two strict equilibria, this game has 1"):
        deviation_losses(dilemma)

"""Families written down in Python: where each entry goes, and what is refused with its place."""

import re
from fractions import Fraction
from itertools import product

import pytest
import sympy

from gametheory_paradox.errors import InvalidGame, ParadoxError
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.models import Parameter, bayesian_family, family_from_table, family_from_tree
from gametheory_paradox.polynomials import RationalFunction

x = RationalFunction.variable("x")
SIZES = (2, 3, 2)
ACTIONS = [["a", "b"], ["c", "d", "e"], ["f", "g"]]


def test_every_payoff_stands_where_the_nested_table_puts_it():
    payoffs = [
        [[tuple(f"{i}{j}{k}*x + {who}" for who in range(3)) for k in range(2)] for j in range(3)]
        for i in range(2)
    ]
    family = family_from_table(["R", "C", "D"], ACTIONS, payoffs, {"x": (0, 1, 1)})
    game = family.at()
    for i, j, k in product(*map(range, SIZES)):
        profile = {"R": ACTIONS[0][i], "C": ACTIONS[1][j], "D": ACTIONS[2][k]}
        for who, player in enumerate("RCD"):
            assert game.payoff(player, profile) == 100 * i + 10 * j + k + who


def test_entries_may_be_numbers_formulas_or_text():
    family = family_from_table(
        ["R"],
        [["a", "b", "c", "d", "e"]],
        [(1,), (0.1,), (Fraction(1, 3),), ("x^2",), (x + x,)],
        {"x": (0, 9, 3)},
    )
    assert [cell[0] for cell in family.at().payoffs] == [1, Fraction(1, 10), Fraction(1, 3), 9, 6]


def test_entries_may_be_expressions_of_sympy():
    u, v = sympy.symbols("x r_C")
    half = sympy.Rational(1, 2)
    payoffs = [((u + v) ** 2 / 4,), (u - half,), (sympy.Integer(3),), (v / (u + 1),), (0.1 * u,)]
    ranges = {"x": (0, 9, 3), "r_C": (0, 1, 1)}
    family = family_from_table(["R"], [list("abcde")], payoffs, ranges)
    texts = [("(x + r_C)^2/4",), ("x - 1/2",), (3,), ("r_C/(x + 1)",), ("x/10",)]
    assert family == family_from_table(["R"], [list("abcde")], texts, ranges)

    tree = Chance({"h": (u / 10, (u, v)), "t": (1 - u / 10, {"B": sympy.Integer(0), "A": u**2})})
    plain = Chance({"h": ("x/10", ("x", "r_C")), "t": ("1 - x/10", ("x^2", 0))})
    assert family_from_tree(["A", "B"], tree, ranges) == family_from_tree(["A", "B"], plain, ranges)


def test_terms_and_types_may_be_expressions_too():
    q = sympy.Symbol("q")
    terms = [("A", -q, {"B": "hit"}), ("B", 1 / (1 + q), {"A": "go"})]
    types = {"strong": q, "weak": 1 - q}
    actions = {"A": ["go", "stay"], "B": ["hit", "spare"]}
    family = bayesian_family(
        ["A", "B"], {"A": types}, actions, None, {"q": ("1/4", "3/4", "1/2")}, terms=terms
    )
    assert [str(p) for p in family.form.nodes[0].probabilities] == ["q", "1 - q"]
    assert {str(term.value) for term in family.terms} == {"-q", "1/(q + 1)"}


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        (sympy.sqrt(sympy.Symbol("x")), r"got Pow, in sqrt\(x\)"),
        (sympy.sin(sympy.Symbol("x")) + 1, r"got sin, in sin\(x\)"),
        (sympy.Symbol("y") + 1, "'y' is not a parameter; the parameters are x"),
        (sympy.pi, "got Pi, in pi"),
        (sympy.Symbol("x") > 1, "got StrictGreaterThan, in x > 1"),
    ],
)
def test_other_expressions_are_refused_with_their_place_and_piece(expression, said):
    with pytest.raises(InvalidGame, match=f"^C's payoff at a, d: .*{said}$"):
        family_from_table(["R", "C"], [["a"], ["c", "d"]], [[(1, 2), (3, expression)]], {"x": (0, 1, 0)})


def test_what_may_divide_by_zero_is_refused_as_in_text():
    with pytest.raises(InvalidGame, match="zero"):
        family_from_table(["R"], [["a"]], [(1 / sympy.Symbol("x"),)], {"x": (-1, 1, 0)})


def test_parameters_may_be_given_whole():
    given = Parameter("other", 0, 4, 1, unit="km", meaning="distance", standing="measured", source="a map")
    family = family_from_table(["R"], [["a"]], [("x",)], {"x": given}, title="T")
    assert family.parameters == (Parameter("x", 0, 4, 1, "km", "distance", "measured", "a map"),)
    assert family.title == family.form.title == "T"


def test_a_tree_with_formulas_everywhere():
    tree = Move(
        "A",
        "start",
        {"go": Chance({"h": ("x/2", ("x", 0)), "t": ("1 - x/2", {"B": "x^2", "A": 5})}), "stop": (1, x)},
    )
    game = family_from_tree(["A", "B"], tree, {"x": (0, 2, 1)}, title="T").at(x="1/2")
    assert game.nodes[1].probabilities == (Fraction(1, 4), Fraction(3, 4))
    assert [node.payoffs for _, node in game.terminals()] == [
        (Fraction(1, 2), 0),
        (5, Fraction(1, 4)),
        (1, Fraction(1, 2)),
    ]
    assert game.title == "T at x = 1/2 (baseline 1)"


@pytest.mark.parametrize(
    ("payoffs", "message"),
    [
        ([[(1, 2), (3, 4)]], "the payoffs: expected 2 entries, got [[(1, 2), (3, 4)]]"),
        ([[(1, 2)], [(1, 2), (3, 4)]], "the payoffs at a: expected 2 entries, got [(1, 2)]"),
        ([[(1, 2), (3,)], [(1, 2), (3, 4)]], "the payoffs at a, d: expected 2 entries, got (3,)"),
        ([[(1, 2), "34"], [(1, 2), (3, 4)]], "the payoffs at a, d: expected 2 entries, got '34'"),
        ([[(1, 2), 3], [(1, 2), (3, 4)]], "the payoffs at a, d: expected 2 entries, got 3"),
        (None, "the payoffs: expected 2 entries, got None"),
        ([[(1, 2), (3, None)], [(1, 2), (3, 4)]], "C's payoff at a, d: expected a number such as"),
        ([[(1, 2), (3, True)], [(1, 2), (3, 4)]], "C's payoff at a, d: expected a number, got True"),
    ],
)
def test_tables_of_the_wrong_shape_are_refused(payoffs, message):
    with pytest.raises(InvalidGame) as caught:
        family_from_table(["R", "C"], [["a", "b"], ["c", "d"]], payoffs, {})
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("formula", ["x +", "x**y", "z", "1/0", "__import__('os')", "x^99", ""])
def test_formulas_that_cannot_be_read_are_refused_with_their_place(formula):
    with pytest.raises(
        InvalidGame, match=rf"^C's payoff at a, d: .* \(in {re.escape(repr(formula))}, column \d+\)$"
    ):
        family_from_table(["R", "C"], [["a"], ["c", "d"]], [[(1, 2), (3, formula)]], {"x": (0, 1, 0)})
    with pytest.raises(InvalidGame, match=r"^after go: the payoff of B: .* column \d+\)$"):
        family_from_tree(["A", "B"], Move("A", "s", {"go": (0, formula), "no": (0, 0)}), {"x": (0, 1, 0)})


@pytest.mark.parametrize("given", [[0, 1, 0], (0, 1), 3, None, "0:1:0", (0, 1, 0, 0)])
def test_a_range_is_three_numbers(given):
    with pytest.raises(InvalidGame, match=r"the parameter 'x' needs \(low, high, baseline\), got "):
        family_from_table(["R"], [["a"]], [("x",)], {"x": given})


@pytest.mark.parametrize(
    ("given", "which"), [(("a", 1, 0), "low"), ((0, None, 0), "high"), ((0, 1, "?"), "baseline")]
)
def test_a_range_that_is_no_range_says_which_number(given, which):
    with pytest.raises(InvalidGame, match=f"^{which} of 'x': expected a number"):
        family_from_table(["R"], [["a"]], [("x",)], {"x": given})


def test_a_reversed_range_is_refused():
    with pytest.raises(ParadoxError, match="the range of 'x' is reversed: from 1 to 0"):
        family_from_table(["R"], [["a"]], [("x",)], {"x": (1, 0, 0)})


def test_a_long_formula_is_shown_shortened():
    with pytest.raises(InvalidGame) as caught:
        family_from_table(["R"], [["a"]], [("x+" * 10_000,)], {"x": (0, 1, 0)})
    assert len(str(caught.value)) < 200

"""Signs that are known all over a box before factors are looked for."""

from fractions import Fraction
from math import prod
from random import Random

import pytest
from witnesses.stochastic_games import VACUUM, random_game

import gametheory_paradox as gp
from gametheory_paradox.conditions.condition import condition
from gametheory_paradox.conditions.exclusion_search import SignsOnBox
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms import StochasticGame
from gametheory_paradox.forms.states.formulas.state_branches import state_branches
from gametheory_paradox.forms.states.formulas.state_tests import StateTests
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.models.files import read_model
from gametheory_paradox.polynomials import Polynomial, RationalFunction

UNIT = (Fraction(0), Fraction(1))


def over_patience(seed):
    """A random game with one payoff and the discount factor as parameters."""
    form = random_game(seed, 2).map(RationalFunction.constant)
    x, d = RationalFunction.variable("x"), RationalFunction.variable("d")
    cells = [cell for state in form.states for cell in state.payoffs]
    cells[0] = (cells[0][0] + x, *cells[0][1:])
    form = StochasticGame(form.players, form.with_payoffs(cells).states, form.start, (d, d))
    nine, half = Fraction(9, 10), Fraction(1, 2)
    return GameFamily(
        form, (Parameter("x", Fraction(0), Fraction(4), half), Parameter("d", Fraction(0), nine, half))
    )


def test_what_is_left_of_the_factors_has_the_sign_of_the_polynomial_all_over_the_box():
    random, box, settled = Random(1), {"x": UNIT, "y": (Fraction(-2), Fraction(3))}, 0
    signs = SignsOnBox(Factoring(), Feasibility(box))
    names = [Polynomial.constant(1), *map(Polynomial.variable, box)]
    points = [{"x": Fraction(n, 7), "y": Fraction(m, 3)} for n in range(1, 7) for m in (-5, -1, 2, 8)]
    for _ in range(60):
        one, other = (
            sum((name * Polynomial.constant(random.randint(-2, 3)) for name in names), Polynomial.constant(5))
            for _ in range(2)
        )
        whole = one * other
        if whole.is_constant:
            continue
        parts = signs(whole)
        settled += all(part.is_constant for part in parts)
        for point in points:
            value, left = whole.value(point), prod(part.value(point) for part in parts)
            assert value == 0 or left == 0 or (value > 0) == (left > 0)
    assert 5 < settled < 55


@pytest.mark.sampled
@pytest.mark.parametrize("seed", [0, 8, None])
def test_the_equilibria_as_formulas_are_the_same_without_looking_for_signs_first(seed):
    family = read_model(VACUUM) if seed is None else over_patience(seed)
    order, box, feasible = tuple(family.box), family.box, Feasibility(family.box)
    plain = state_branches(StateTests(family.form, Factoring()))
    listed = [(b.supports, condition(b.exists, box, order, feasible)) for b in plain.branches]
    atlas = gp.atlas(family)
    assert [
        tuple(tuple(action for action, _ in own) for own in leaf.strategies) for leaf in atlas.leaves
    ] == [supports for supports, where in listed if not where.is_never]
    assert [leaf.condition for leaf in atlas.leaves] == [w for _, w in listed if not w.is_never]
    assert atlas.degenerate == condition(plain.degenerate, box, order, feasible)
    sure = state_branches(StateTests(family.form, Factoring(), SignsOnBox(Factoring(), feasible)))
    assert len(sure.branches) < len(plain.branches) or seed is None

"""Two hundred families: games, many with the option paradox, whose payoffs depend on parameters.

In four of five the numbers are moved a little, each by another amount, so that no two payoffs are equal for
all parameters; the fifth keeps the ties it has.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random

from hypothesis import strategies as st
from witnesses.games import QUANTIFIERS, asked, paradoxes_in_tables, paradoxes_in_trees, tables, trees
from witnesses.sampling import seen

from gametheory_paradox.forms import ExtensiveForm
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.testing.checks import with_payoffs

NAMES = ("x", "y", "z", "w")
LOW, HIGH = Fraction(-1), Fraction(2)
MANY = 200


@dataclass(frozen=True)
class Asked:
    """A family with a question; ``linear`` says that payoffs are of degree one."""

    family: GameFamily
    request: dict
    quantifier: str
    linear: bool


@cache
def perturbed_families():
    """Always the same: tables with up to three parameters (two if not linear), trees with one more."""
    games = []
    kinds = st.one_of(paradoxes_in_tables(), asked(tables()), paradoxes_in_trees(), asked(trees()))
    seen(MANY, kinds.map(lambda case: games.append(case)))(lambda _: None)
    assert len(games) >= MANY
    return [_perturbed(number, game, dict(request)) for number, (game, request) in enumerate(games[:MANY])]


def _perturbed(number, game, request):
    random, linear, tied = Random(number), number % 2 == 0, number % 5 == 0
    names = NAMES[: 1 + number // 2 % (2 + linear + isinstance(game, ExtensiveForm))]
    variables = [RationalFunction.variable(name) for name in names]
    steps = iter(
        [Fraction(0)] * 10_000
        if tied
        else [Fraction(n, 10_007) for n in random.sample(range(-1_500, 1_500), 1_000)]
    )
    written = with_payoffs(game, lambda cell: tuple(payoff + next(steps) for payoff in cell)).map(
        RationalFunction.constant
    )
    form = with_payoffs(
        written, lambda cell: tuple(_formula(random, payoff, variables, linear) for payoff in cell)
    )
    parameters = tuple(Parameter(name, LOW, HIGH, 0) for name in names)
    return Asked(GameFamily(form, parameters), request, QUANTIFIERS[number // 3 % 4], linear)


def _formula(random, payoff, variables, linear):
    formula = payoff
    for variable in variables:
        if random.random() < 0.5:
            formula += RationalFunction.constant(random.choice((-2, -1, -1, 1, 1, 2))) * variable
    if not linear and random.random() < 0.5:
        formula += (
            RationalFunction.constant(random.choice((-1, 1)))
            * random.choice(variables)
            * random.choice(variables)
        )
    return formula

"""The value of a zero-sum stochastic game: bounds that two strategies guarantee, and another way to it."""

from dataclasses import replace
from fractions import Fraction

import pytest
from witnesses.stochastic_games import random_game

from gametheory_paradox import InvalidGame, Unsupported, solve
from gametheory_paradox.claims.equilibria.guarantees import guarantees
from gametheory_paradox.concepts import discounted_value
from gametheory_paradox.games import NormalForm, State, StochasticGame

ONE, ZERO, HALF = Fraction(1), Fraction(0), Fraction(1, 2)


def irrational():
    """Both pay attention, or not: v = val [[1 + v/2, v/2], [v/2, 1]], so that v is 3 - √5."""
    cells = ((ONE, -ONE), (ZERO, ZERO), (ZERO, ZERO), (ONE, -ONE))
    rows = ((ONE, ZERO), (ONE, ZERO), (ONE, ZERO), (ZERO, ONE))
    over = State("over", ((), ()), ((ZERO, ZERO),), ((ZERO, ONE),))
    return StochasticGame(
        ("A", "B"), (State("play", (("a", "b"),) * 2, cells, rows), over), (ONE, ZERO), (HALF, HALF)
    )


def zero_sum(seed, states, actions=2, discount=Fraction(9, 10)):
    game = random_game(seed, states, actions=actions, discount=discount)
    cells = [(cell[0], -cell[0]) for state in game.states for cell in state.payoffs]
    return game.with_payoffs(cells)


def by_iteration(game, rounds=400):
    """The values in floats, each stage of two by two solved by the formula of a saddle or a mixture."""
    values = [0.0] * len(game.states)
    for _ in range(rounds):
        stages = [
            [
                float(cell[0])
                + float(game.discounts[0]) * sum(float(p) * v for p, v in zip(row, values, strict=True))
                for cell, row in zip(state.payoffs, state.transitions, strict=True)
            ]
            for state in game.states
        ]
        values = [of_two(*stage) for stage in stages]
    return values


def of_two(a, b, c, d):
    low, high = max(min(a, b), min(c, d)), min(max(a, c), max(b, d))
    return low if low == high else (a * d - b * c) / (a + d - b - c)


def test_an_irrational_value_is_bracketed():
    found = discounted_value(irrational(), within="1/10000000000")
    low, high = found.lows[0], found.highs[0]
    assert low <= high <= low + Fraction(1, 10**10)
    assert low * low - 6 * low + 4 >= 0 >= high * high - 6 * high + 4  # on both sides of 3 - √5
    assert found.lows[1] == found.highs[1] == 0


@pytest.mark.parametrize("seed", range(4))
def test_random_values_agree_with_iteration_and_with_what_equilibria_pay(seed):
    game = zero_sum(seed, 2)
    found = discounted_value(game)
    for low, value, high in zip(found.lows, by_iteration(game), found.highs, strict=True):
        assert float(low) - 1e-6 <= value <= float(high) + 1e-6
    equilibria = solve(game)
    assert len(equilibria) > 0
    for own in equilibria.payoff_bounds:
        assert found.lows[0] <= own[0][1]
        assert own[0][0] <= found.highs[0]


def test_a_strategy_guarantees_no_more():
    found = discounted_value(zero_sum(1, 2, actions=3))
    for who, numbers in enumerate((found.lows, [-high for high in found.highs])):
        assert guarantees(found.game, found.strategies, who, numbers)
        for state in range(2):
            more = [own + (place == state) * Fraction(1, 10) for place, own in enumerate(numbers)]
            assert not guarantees(found.game, found.strategies, who, more)


def test_where_one_player_alone_moves():
    state = State("only", (("a", "b"), ()), ((ONE, -ONE), (ZERO, ZERO)), ((ONE,), (ONE,)))
    found = discounted_value(StochasticGame(("A", "B"), (state,), (ONE,), (HALF, HALF)))
    assert found.lows == found.highs == (2,)
    assert "A guarantees itself" in str(found)


def test_steps_of_one_period_are_not_discounted():
    """A gets 1 and then, at once, 2: with every period half as much, 6 in all, and 5 from the second step."""
    first = State("first", (("l", "r"), ()), ((ONE, -ONE), (ZERO, ZERO)), ((ZERO, ONE),) * 2, at_once=True)
    second = State("second", ((), ("u", "d")), ((2, -2), (3, -3)), ((ONE, ZERO),) * 2)
    found = discounted_value(StochasticGame(("A", "B"), (first, second), (ONE, ZERO), (HALF, HALF)))
    assert found.lows == found.highs == (6, 5)
    for who, numbers in enumerate(((6, 5), (-6, -5))):
        assert guarantees(found.game, found.strategies, who, numbers)
        assert not guarantees(found.game, found.strategies, who, (numbers[0] + 1, numbers[1]))


def test_what_is_not_offered_says_so():
    game = irrational()
    for other, why in (
        (NormalForm.from_tables(["A", "B"], [["a"], ["b"]], [[1]], [[-1]]), "for stochastic games"),
        (random_game(0, 2), "sum to 0; they sum to"),
        (replace(game, discounts=(HALF, Fraction(1, 3))), "one discount factor"),
        (random_game(0, 2, players=3), "two players"),
    ):
        with pytest.raises(Unsupported, match=why):
            discounted_value(other)
    with pytest.raises(InvalidGame, match="above 0"):
        discounted_value(game, within=0)

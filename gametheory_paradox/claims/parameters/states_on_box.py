"""The check that a stochastic game with parameters is one all over a box, and its formulas."""

from collections.abc import Iterator

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.box_points import may_be, point_said, point_where
from gametheory_paradox.claims.parameters.odds_on_box import check_odds
from gametheory_paradox.claims.parameters.signs import sign_on_box
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games import StochasticGame
from gametheory_paradox.games.stochastic_game import lasting
from gametheory_paradox.polynomials import RationalFunction


def formulas_of_states(
    form: StochasticGame[RationalFunction], columns: list[str]
) -> Iterator[tuple[RationalFunction, object]]:
    """Every discount factor, probability, payoff and value of a measure, and where it stands."""
    names = [state.name for state in form.states]
    for player, discount in zip(form.players, form.discounts, strict=True):
        yield discount, f"the discount factor of {player}"
    for name, p in zip(names, form.start, strict=True):
        yield p, f"the probability of starting in {name!r}"
    for state in form.states:
        for played, cell, row in zip(state.combinations(), state.payoffs, state.transitions, strict=True):
            where = ", ".join((state.name, *played))
            for what, entry in zip(columns, cell, strict=True):
                yield entry, f"{what} at {where}"
            for name, p in zip(names, row, strict=True):
                yield p, f"the probability of {name!r} after {where}"


def check_states(form: StochasticGame[RationalFunction], box: Box) -> None:
    """Check transitions, start and discount factors on the box."""
    names = [state.name for state in form.states]
    check_odds(names, form.start, "the start", box)
    for state in form.states:
        for played, row in zip(state.combinations(), state.transitions, strict=True):
            check_odds(names, row, f"after {', '.join((state.name, *played))}", box)
    for player, discount in zip(form.players, form.discounts, strict=True):
        check_discount(form, discount, f"the discount factor of {player}", box)


def check_discount(
    form: StochasticGame[RationalFunction], discount: RationalFunction, where: str, box: Box
) -> None:
    """Check that a discount factor is at least 0, and below 1 unless every profile ends.

    Raises
    ------
    InvalidGame
        If that is not so, or is not shown; where a corner of the box shows that it is not, with that.
    """
    one = RationalFunction.constant(1)
    if sign_on_box(discount.sign_polynomial, box) not in (0, 1):
        raise InvalidGame(f"{where}, {discount}, {may_be('negative', discount, box)}")

    rest = one - discount
    if sign_on_box(rest.sign_polynomial, box, closed=True) == 1:
        return
    if sign_on_box(rest.sign_polynomial, box) not in (0, 1):
        raise InvalidGame(f"{where}, {discount}, {may_be('above 1', rest, box)}; it must be below 1")

    why = lasting(
        form,
        lambda p: sign_on_box(p.sign_polynomial, box, closed=True) == 1,
        lambda p: not p.numerator,
    )
    if why:
        reached = point_said(point_where(lambda left: not left, rest, box) or {})
        raise InvalidGame(f"{where}, {discount}, may be 1{reached}, where every profile must end, but {why}")

"""The check that a game with parameters is one all over a box: no zero denominator, true probabilities."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import NamedTuple

from gametheory_paradox.claims.parameters.signs import Box, sign_on_box
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games import ExtensiveForm, Lottery, NormalForm, StochasticGame, Terminal
from gametheory_paradox.games.stochastic_game import lasting
from gametheory_paradox.polynomials import RationalFunction

Form = NormalForm[RationalFunction] | ExtensiveForm[RationalFunction] | StochasticGame[RationalFunction]


class Place(NamedTuple):
    """Where a formula stands; put into words only when asked, since the way to a node may be long."""

    form: NormalForm[RationalFunction] | ExtensiveForm[RationalFunction]
    what: str
    position: int

    def __str__(self) -> str:
        if isinstance(self.form, NormalForm):
            profiles = self.form.profiles()
            return f"{self.what} at {', '.join(next(islice(profiles, self.position, None)))}"
        return f"{self.what} after {', '.join(self.form.history(self.position)) or 'nothing'}"


def formulas(form: Form) -> Iterator[tuple[RationalFunction, object]]:
    """Every payoff, value of a measure and probability, and where it stands, in the game's own words."""
    kinds = ("payoff", form.measure) if form.measure else ("payoff",)
    columns = [f"{who}'s {kind}" for kind in kinds for who in form.players]
    if isinstance(form, NormalForm):
        for position, cell in enumerate(form.payoffs):
            for what, entry in zip(columns, cell, strict=True):
                yield entry, Place(form, what, position)
        return
    if isinstance(form, StochasticGame):
        yield from _formulas_of_states(form, columns)
        return
    for position, node in enumerate(form.nodes):
        if isinstance(node, Terminal):
            for what, entry in zip(columns, node.payoffs, strict=True):
                yield entry, Place(form, what, position)
        elif isinstance(node, Lottery):
            for outcome, odds in zip(node.outcomes, node.probabilities, strict=True):
                yield odds, Place(form, f"the probability of {outcome!r}", position)


def _formulas_of_states(
    form: StochasticGame[RationalFunction], columns: list[str]
) -> Iterator[tuple[RationalFunction, object]]:
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


def check_defined(form: Form, box: Box) -> None:
    """Check that on the closed box denominators differ from zero and probabilities are ≥ 0 and sum to 1.

    Raises
    ------
    InvalidGame
        If that is not so, or is not shown by the signs of Bernstein coefficients.
    """
    for formula, where in formulas(form):
        if not formula.denominator.is_constant and sign_on_box(formula.denominator, box, closed=True) not in (
            1,
            -1,
        ):
            raise InvalidGame(
                f"{where}: the denominator {formula.denominator} may be zero on the declared ranges"
            )
    if isinstance(form, ExtensiveForm):
        for position, node in enumerate(form.nodes):
            if isinstance(node, Lottery):
                _check_odds(node.outcomes, node.probabilities, Place(form, "chance", position), box)
    elif isinstance(form, StochasticGame):
        _check_states(form, box)


def _check_states(form: StochasticGame[RationalFunction], box: Box) -> None:
    """Check transitions, start and discount factors on the box."""
    names = [state.name for state in form.states]
    _check_odds(names, form.start, "the start", box)
    for state in form.states:
        for played, row in zip(state.combinations(), state.transitions, strict=True):
            _check_odds(names, row, f"after {', '.join((state.name, *played))}", box)
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
        raise InvalidGame(f"{where}, {discount}, {_may_be('negative', discount, box)}")
    rest = one - discount
    if sign_on_box(rest.sign_polynomial, box, closed=True) == 1:
        return
    if sign_on_box(rest.sign_polynomial, box) not in (0, 1):
        raise InvalidGame(f"{where}, {discount}, {_may_be('above 1', rest, box)}; it must be below 1")
    why = lasting(
        form,
        lambda p: sign_on_box(p.sign_polynomial, box, closed=True) == 1,
        lambda p: not p.numerator,
    )
    if why:
        reached = next((_at(point) for point in corners_of(rest, box) if not rest.value(point)), "")
        raise InvalidGame(f"{where}, {discount}, may be 1{reached}, where every profile must end, but {why}")


MOST_CORNERS = 1024  # of a box, that are looked at for a message


def corners_of(formula: RationalFunction, box: Box) -> Iterator[dict[str, Fraction]]:
    """Corners of the box of a formula's variables, where they are not very many."""
    names = formula.names
    yield from (
        dict(zip(names, corner, strict=True))
        for corner in islice(product(*(dict.fromkeys(box[name]) for name in names)), MOST_CORNERS)
    )


def _at(point: Mapping[str, Fraction]) -> str:
    return f" at {', '.join(f'{name} = {value}' for name, value in point.items())}" if point else ""


def shown_below_zero(formula: RationalFunction, box: Box) -> str:
    """The value of a formula and a corner of the box at which it is negative; empty if no corner shows it."""
    for point in corners_of(formula, box):
        if (value := formula.value(point)) < 0:
            return f"{value}{_at(point)}"
    return ""


def _may_be(what: str, formula: RationalFunction, box: Box) -> str:
    """In words that a formula is below zero, with a corner of the box where it is, if one shows it."""
    shown = next((_at(point) for point in corners_of(formula, box) if formula.value(point) < 0), None)
    return f"may be {what} on the declared ranges{f', as{shown}' if shown else ''}"


def _check_odds(
    outcomes: Sequence[str], probabilities: Sequence[RationalFunction], where: object, box: Box
) -> None:
    total = RationalFunction.constant(0)
    for outcome, odds in zip(outcomes, probabilities, strict=True):
        total = total + odds
        if sign_on_box(odds.sign_polynomial, box) not in (0, 1):
            raise InvalidGame(
                f"{where}: the probability of {outcome!r}, {odds}, {_may_be('negative', odds, box)}"
            )
    if total != RationalFunction.constant(1):
        raise InvalidGame(f"{where}: the probabilities sum to {total}, not to 1")

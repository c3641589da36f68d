"""Variation of a game in what does not matter to a paradox: units, orders, a bystander, bad actions."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.forms import ExtensiveForm, Game, NormalForm
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record
from gametheory_paradox.testing.checks import BAD, reordered, rescaled, with_bad_option, with_bystander

Case = tuple[Game | GameFamily, Question]
G = TypeVar("G", NormalForm[Fraction], ExtensiveForm[Fraction])

slack = st.integers(1, 4)
narrow = st.integers(-2, 2)


@dataclass(frozen=True, repr=False)
class Variation(Record):
    """Changes to a game, in this order: bad actions, a bystander, units and zeros, orders.

    Parameters
    ----------
    bad
        For each action that is added, whose it is and, in a tree, at which of its information sets; nobody
        gets two.
    bystander
        What a bystander gets; None without one.
    scales, shifts
        For each player its unit and its zero.
    order
        The old numbers of the players, in the new order.
    turned
        Whether the actions are listed the other way round.
    """

    bad: tuple[tuple[str, int], ...]
    bystander: int | None
    scales: tuple[int, ...]
    shifts: tuple[int, ...]
    order: tuple[int, ...]
    turned: bool

    def __call__(self, game: G) -> G:
        """The game, varied."""
        for player, where in self.bad:
            game = with_bad_option(game, player, where)
        if self.bystander is not None:
            paid = Fraction(self.bystander)
            game = with_bystander(game, lambda cell: paid)
        game = rescaled(game, self.scales, self.shifts)
        return reordered(game, self.order, str, self.turned)

    def of_values(
        self, before: NormalForm[Fraction], after: NormalForm[Fraction], values: list[Fraction]
    ) -> list[Fraction]:
        """Numbers per cell before, listed for the cells after; a bad action counts as its player's first."""
        known = dict(zip(before.profiles(), values, strict=True))
        found = []
        for profile in product(*after.actions):
            played = dict(zip(after.players, profile, strict=True))
            own = (
                played[p] if played[p] != BAD else names[0]
                for p, names in zip(before.players, before.actions, strict=True)
            )
            found.append(known[tuple(own)])
        return found


@st.composite
def variations(draw: DrawFn, game: NormalForm[Fraction] | ExtensiveForm[Fraction]) -> Variation:
    """Draws a variation of a game; it shrinks to none."""
    movers = list(dict.fromkeys(info.player for info in game.information_sets if len(info.actions) > 1))
    bad = tuple((player, draw(st.integers(0, 1))) for player in movers if draw(st.booleans()))
    bystander = draw(st.one_of(st.none(), st.integers(-2, 2)))
    count = len(game.players) + (bystander is not None)
    scales = tuple(draw(st.integers(1, 6)) for _ in range(count))
    shifts = tuple(draw(st.integers(-3, 3)) for _ in range(count))
    return Variation(
        bad, bystander, scales, shifts, tuple(draw(st.permutations(range(count)))), draw(st.booleans())
    )


def varied(games: SearchStrategy[G], question: Question) -> SearchStrategy[Case]:
    """Games, varied, with a question that speaks of names alone."""

    def vary(game: G) -> SearchStrategy[Case]:
        return variations(game).map(lambda change: (change(game), question))

    return games.flatmap(vary)


def moved_between(lower: G, higher: G, name: str = "x", low: int = 0, high: int = 1) -> GameFamily:
    """A family that goes from one game to another as a parameter goes from a value to another."""
    constant = RationalFunction.constant
    share = (RationalFunction.variable(name) - constant(low)) / constant(high - low)
    ends: list[Fraction] = []

    def noted(number: Fraction) -> Fraction:
        ends.append(number)
        return number

    # Both games have the same form, so that their numbers come in the same order.
    higher.map(noted)
    others = iter(ends)
    form = lower.map(lambda number: constant(number) + constant(next(others) - number) * share)
    return GameFamily(form, (Parameter(name, Fraction(low), Fraction(high), Fraction(low)),))

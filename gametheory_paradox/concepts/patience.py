"""The least discount factor at which given payoffs are paid by a pure subgame perfect equilibrium.

What is paid at one discount factor is paid at every larger one: with a draw before each period that all see,
a convex set of promises that keeps itself up does so with more patience, too.  So one number parts the
factors at which payoffs are paid from those at which they are not.  It is bracketed: at one end a polygon
that holds all payoffs leaves these out, at the other a polygon all of which is paid holds them.

Sources: abreu1990 (monotonicity), abreusannikov2014 (two players), cronshaw1994 (public randomization).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.concepts.forms import at_baseline
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Game, RepeatedGame, without_measure
from gametheory_paradox.forms.states.proofs.payoff_polygons import PayoffPolygon, Point, rational_payoffs
from gametheory_paradox.forms.states.solvers.payoff_polygons import RepeatedPayoffs, payoff_polygons
from gametheory_paradox.rationals import exact, simple_middle
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular

MOST_HALVINGS = 12  # of what is left to 1, before payoffs count as not shown to be paid
NEVER = "they are no mean of the stage's payoffs that gives each at least its minmax"


@dataclass(frozen=True, repr=False)
class LeastPatience(Tabular):
    """A bracket of the least discount factor at which payoffs are paid, with the proof of both ends.

    Parameters
    ----------
    game
        The repeated game; its own discount factor plays no part.
    payoffs
        What each player is to get in a period on average.
    below
        What is paid at the lower end, whose outer polygon leaves the payoffs out; None where they are paid
        at every discount factor.
    at
        What is paid at the upper end, whose inner polygon holds the payoffs; None where that was not shown at
        any.
    why
        Why an end is missing, or both are further apart than was asked; empty where nothing is.
    """

    game: RepeatedGame[Fraction]
    payoffs: Point
    below: RepeatedPayoffs | None
    at: RepeatedPayoffs | None
    why: str = ""

    @property
    def bounds(self) -> tuple[Fraction | None, Fraction | None]:
        """A factor at which, as at all below, they are not paid; and one from which on they are."""
        return _factor(self.below), _factor(self.at)

    @property
    def is_settled(self) -> bool:
        """True if the bracket is as close as was asked, or the payoffs are paid at no factor."""
        return not self.why or NEVER in self.why

    def to_data(self) -> dict[str, object]:
        """As JSON: the payoffs, both ends and the reason that one is missing, without the proofs."""
        low, high = self.bounds
        return {
            "payoffs": {p: str(own) for p, own in zip(self.game.players, self.payoffs, strict=True)},
            "not_paid_up_to": None if low is None else str(low),
            "paid_from": None if high is None else str(high),
            "why": self.why,
        }

    def table(self) -> Table:
        """Both ends of the bracket."""
        low, high = self.bounds
        rows = [("not paid up to", low), ("paid from", high)]
        paid = ", ".join(f"{who} {own}" for who, own in zip(self.game.players, self.payoffs, strict=True))
        return Table(
            ("average payoffs " + paid, "discount factor"), rows, title=self.game.title, note=self.why
        )


def _factor(found: RepeatedPayoffs | None) -> Fraction | None:
    """The discount factor of a game that was solved."""
    if found is None:
        return None
    game: Game = found.game
    assert isinstance(game, RepeatedGame)
    factor: Fraction = game.discounts[0]
    return factor


def least_patience(
    game: GameLike,
    payoffs: Mapping[str, object],
    *,
    within: object = "1/1000",
    budget: float | None = None,
) -> LeastPatience:
    """Brackets the least discount factor at which a pure subgame perfect equilibrium pays given amounts.

    Parameters
    ----------
    game
        A repeated game of two players; all but its discount factor counts.
    payoffs
        What each player is to get in a period on average.
    within
        How far apart both ends may be, above 0.
    budget
        Seconds for the whole call; None for no limit.

    Returns
    -------
    The bracket; each end has a certificate, ``found.at.certificate`` and ``found.below.certificate``.  Where
    the polygons leave some factors between them open, or the time is up, it is wider than asked and says so.

    Raises
    ------
    InvalidGame
        If a player's payoff is missing, or ``within`` is not above 0.
    Unsupported
        If the game is not repeated, or not one of two players.

    Sources
    -------
    abreu1990; abreusannikov2014; cronshaw1994

    Examples
    --------
    >>> from gametheory_paradox.forms import NormalForm
    >>> stage = NormalForm.from_tables(["A", "B"], [["C", "D"]] * 2, [[9, 1], [10, 3]], [[9, 10], [1, 3]])
    >>> dilemma = RepeatedGame.of(stage, (Fraction(1, 2),) * 2, Fraction(1))
    >>> low, high = least_patience(dilemma, {"A": 9, "B": 9}).bounds  # grim play needs 1/7
    >>> low < Fraction(1, 7) <= high, high - low <= Fraction(1, 1000)
    (True, True)
    """
    repeated, width = _repeated(game), exact(within, "within")
    if width <= 0:
        raise InvalidGame(f"within: expected a number above 0, got {width}")
    point = _point(repeated, payoffs)
    with Clock(budget) as clock:
        return _Search(repeated, point, width, clock).answer()


def _repeated(game: GameLike) -> RepeatedGame[Fraction]:
    found = at_baseline(game)
    if not isinstance(found, RepeatedGame) or len(found.players) != 2:
        raise Unsupported("the least patience is asked of a repeated game of two players")
    return without_measure(found)


def _point(game: RepeatedGame[Fraction], payoffs: Mapping[str, object]) -> Point:
    if not isinstance(payoffs, Mapping) or set(payoffs) != set(game.players):
        raise InvalidGame(f"payoffs: expected one for each of {', '.join(game.players)}, got {payoffs!r:.60}")
    first, second = (exact(payoffs[player], f"the payoff of {player}") for player in game.players)
    return first, second


@dataclass
class _Search:
    """The search for both ends of the bracket.

    Parameters
    ----------
    game, point
        The game, and the payoffs.
    width
        How far apart both ends may be.
    clock
        When to give up.
    """

    game: RepeatedGame[Fraction]
    point: Point
    width: Fraction
    clock: Clock
    below: RepeatedPayoffs | None = None
    at: RepeatedPayoffs | None = None

    def answer(self) -> LeastPatience:
        """The bracket, as far as it was found."""
        if not rational_payoffs(self._with(Fraction(1, 2))).covers(PayoffPolygon((self.point,))):
            return LeastPatience(self.game, self.point, None, None, f"paid at no discount factor: {NEVER}")
        low, high = Fraction(0), Fraction(1)
        if not self._paid(low):
            high = self._reached()
            self._narrow(low, high)
        return LeastPatience(self.game, self.point, self.below, self.at, self._why())

    def _reached(self) -> Fraction:
        """A factor at which they are paid; 1 where none was met."""
        for halvings in range(1, MOST_HALVINGS + 1):
            factor = 1 - Fraction(1, 2**halvings)
            if self.clock.is_over or self._paid(factor):
                return factor
        return Fraction(1)

    def _narrow(self, low: Fraction, high: Fraction) -> None:
        """Both ends come closer; from a factor that stays open each by itself."""
        while high - low > self.width and not self.clock.is_over:
            middle = simple_middle(low, high)
            known = self._paid(middle)
            if known is None:
                self._narrow_end(low, middle, paid=False)
                self._narrow_end(middle, high, paid=True)
                return
            low, high = (low, middle) if known else (middle, high)

    def _narrow_end(self, low: Fraction, high: Fraction, *, paid: bool) -> None:
        """One end comes closer to a factor that is open, which counts as the other."""
        while high - low > self.width and not self.clock.is_over:
            middle = simple_middle(low, high)
            known = self._paid(middle)
            goes_up = known is not True if paid else known is False
            low, high = (middle, high) if goes_up else (low, middle)

    def _paid(self, factor: Fraction) -> bool | None:
        """True if the payoffs are paid at a factor, which then is an end of the bracket; None if open."""
        point = PayoffPolygon((self.point,))
        found = payoff_polygons(self._with(factor), self.clock, point)
        if found.inner.covers(point):
            self.at = found
            return True
        if not found.outer.covers(point):
            self.below = found
            return False
        return None

    def _with(self, factor: Fraction) -> RepeatedGame[Fraction]:
        return replace(self.game, discounts=(factor, factor))

    def _why(self) -> str:
        """Says what is missing."""
        if self.clock.is_over:
            return f"{self.clock.ended()} before the bracket was as close as asked"
        if self.at is None:
            return f"not shown to be paid up to {1 - Fraction(1, 2**MOST_HALVINGS)}"
        low, high = _factor(self.below), _factor(self.at)
        if low is None or high is None or high - low <= self.width:
            return ""
        return "the polygons between both ends leave open whether the payoffs are paid there"

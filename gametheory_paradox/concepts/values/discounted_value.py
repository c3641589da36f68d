"""The value of a stochastic game of two whose payoffs sum to zero, between what two strategies guarantee.

The value may be irrational even where every number is rational.  So it is bracketed: a strategy of each
player is optimal in the stage games that go on with the values known so far; what it guarantees is what the
other's best answer leaves, and these are the next values, until both guarantees are as close as asked.

Sources: shapleystochastic1953 (the value), filarvrieze1997 (the iteration).
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from gametheory_paradox.claims.equilibria.guarantees import gives, guarantees
from gametheory_paradox.concepts.forms import at_baseline
from gametheory_paradox.concepts.values.security import maximin
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import NormalForm, Profile, StochasticGame, state_values, without_measure
from gametheory_paradox.interruption import look
from gametheory_paradox.rationals import exact
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular

Values = tuple[Fraction, ...]
MOST_ROUNDS = 200
FINER = 1 << 8  # parts of the width that is asked for on whose grid odds and values are rounded


@dataclass(frozen=True, repr=False)
class DiscountedValue(Tabular):
    """Bounds of the value in each state, and strategies that guarantee them.

    Parameters
    ----------
    game
        The game.
    lows, highs
        For each state bounds of the value to the first player: what its strategy guarantees it, and to what
        the other's strategy holds it.
    strategies
        Both stationary strategies, as a profile.
    """

    game: StochasticGame[Fraction]
    lows: Values
    highs: Values
    strategies: Profile

    def table(self) -> Table:
        """One row for each state."""
        rows = zip((state.name for state in self.game.states), self.lows, self.highs, strict=True)
        first = self.game.players[0]
        heads = ("state", f"{first} guarantees itself", f"{first} gets at most")
        return Table(heads, tuple(rows), title=f"{self.game.title or 'Game'}: value")


def discounted_value(game: GameLike, *, within: object = "1/1000000") -> DiscountedValue:
    """Brackets the value of a zero-sum stochastic game by what two stationary strategies guarantee.

    Parameters
    ----------
    game
        A stochastic game of two players; payoffs sum to zero, and both discount by one factor below 1.
    within
        How far the bounds may be apart in a state, above 0.

    Returns
    -------
    The bounds, each shown by one inequality for each action, and the strategies.

    Raises
    ------
    Unsupported
        If the game is another one; the message says why.
    InvalidGame
        If ``within`` is not above 0.

    Sources
    -------
    shapleystochastic1953; filarvrieze1997

    Examples
    --------
    >>> from gametheory_paradox.games import State
    >>> one, zero, half = Fraction(1), Fraction(0), Fraction(1, 2)
    >>> acts, cells = (("a", "b"),) * 2, ((one, -one), (zero, zero), (zero, zero), (one, -one))
    >>> rows = ((one, zero), (one, zero), (one, zero), (zero, one))
    >>> stage = State("play", acts, cells, rows)
    >>> game = StochasticGame(("A", "B"), (stage, State("over", ((), ()), ((zero, zero),), ((zero, one),))),
    ...     (one, zero), (half, half))
    >>> found = discounted_value(game, within="1/1000")  # the value is 3 - √5
    >>> round(float(found.lows[0]), 3), round(float(found.highs[0]), 3)
    (0.764, 0.764)
    """
    stochastic, width = _zero_sum(game), exact(within, "within")
    if width <= 0:
        raise InvalidGame(f"within: expected a number above 0, got {width}")

    grid = ceil(FINER / (width * (1 - stochastic.discounts[0])))
    sides = [_Side(stochastic, who, grid) for who in (0, 1)]
    for _ in range(MOST_ROUNDS):
        look()
        lows, others = (side.next_guarantee() for side in sides)
        if all(-b - a <= width for a, b in zip(lows, others, strict=True)):
            break
    else:
        raise Unsupported(f"bounds within {width} were not found in {MOST_ROUNDS} rounds; allow for more")

    strategies = sides[0].joined(sides[1])
    for who, numbers in enumerate((lows, others)):
        assert guarantees(stochastic, strategies, who, numbers)
    return DiscountedValue(stochastic, lows, tuple(-number for number in others), strategies)


def _zero_sum(game: GameLike) -> StochasticGame[Fraction]:
    found = at_baseline(game)
    if not isinstance(found, StochasticGame):
        raise Unsupported("the value over time is offered for stochastic games")
    found = without_measure(found)
    if len(found.players) != 2 or len(set(found.discounts)) > 1 or found.discounts[0] == 1:
        raise Unsupported("the value over time needs two players and one discount factor below 1")
    for state in found.states:
        for played, cell in zip(state.combinations(), state.payoffs, strict=True):
            if sum(cell):
                where = ", ".join([state.name, *played])
                raise Unsupported(
                    f"the value needs payoffs that sum to 0; they sum to {sum(cell)} at {where}"
                )
    return found


class _Side:
    """One player's strategies, each optimal against what the one before guarantees.

    Parameters
    ----------
    game, who
        The game, and the player's number.
    grid
        The denominator of odds, and of values that stages go on with.
    """

    def __init__(self, game: StochasticGame[Fraction], who: int, grid: int):
        self.game, self.who, self.grid = game, who, grid
        self.numbers: Values = (Fraction(0),) * len(game.states)
        self.mixtures: list[Values] = [()] * len(game.information_sets)  # the other's are pure answers

    def next_guarantee(self) -> Values:
        """The exact guarantee of the next strategy."""
        for state, sets in enumerate(self.game.sets_at):
            for mover, number in zip(self.game.states[state].movers, sets, strict=True):
                size = len(self.game.information_sets[number].actions)
                first = tuple(Fraction(not action) for action in range(size))
                self.mixtures[number] = self._optimal(state) if mover == self.who else first
        values = self._against_the_best_answer()
        self.numbers = tuple(Fraction(floor(value * self.grid), self.grid) for value in values)
        return values

    def _optimal(self, state: int) -> Values:
        """The player's mixture in a stage that goes on with the numbers known, on the grid."""
        here, weight = self.game.states[state], self.game.weight(state, self.who)
        paid = [
            cell[self.who]
            + weight * sum((p * v for p, v in zip(row, self.numbers, strict=True)), Fraction(0))
            for cell, row in zip(here.payoffs, here.transitions, strict=True)
        ]
        cells = tuple((own, -own) if not self.who else (-own, own) for own in paid)
        stage = NormalForm(self.game.players, tuple(names or ("wait",) for names in here.actions), cells)
        odds = maximin(stage, self.game.players[self.who]).strategy
        rounded = [Fraction(round(p * self.grid), self.grid) for p in odds]
        largest = max(range(len(odds)), key=rounded.__getitem__)
        rounded[largest] += 1 - sum(rounded)
        return tuple(rounded)

    def _against_the_best_answer(self) -> Values:
        """The player's values against the other's best plan, found by changing it where another is better."""
        while True:
            look()
            profile = Profile(self.game.information_sets, tuple(self.mixtures))
            values = tuple(own[self.who] for own in state_values(self.game, profile))
            changed = False
            for state, sets in enumerate(self.game.sets_at):
                given = gives(self.game, profile, self.who, values, state)
                for mover, number in zip(self.game.states[state].movers, sets, strict=True):
                    if mover != self.who and min(given) < values[state]:
                        best = given.index(min(given))
                        self.mixtures[number] = tuple(Fraction(a == best) for a in range(len(given)))
                        changed = True
            if not changed:
                return values

    def joined(self, other: "_Side") -> Profile:
        """Both players' strategies."""
        owners = [who for state in self.game.states for who in state.movers]
        sides = (self, other) if not self.who else (other, self)
        odds = tuple(sides[who].mixtures[number] for number, who in enumerate(owners))
        return Profile(self.game.information_sets, odds)

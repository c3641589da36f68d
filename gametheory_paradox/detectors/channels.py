"""Which player's reaction carries what an action costs its owner, or brings it.

The action changes what its owner, the *mover*, gets: directly, and because the others do something else once it is there.  For
every coalition of the others the game with the action is solved with exactly that coalition *frozen*: at every information set
that is reached without the action, before it or beside it, a frozen player does what it does there without the action; at one
that is reached only after the action, the one thing that it does wherever it chooses without it.  So a player that chooses
before the action reacts too, by counting on it.  With all others frozen what is left is the direct effect.  Letting them go one
by one, in every order, and averaging what each adds is the Shapley value; with the direct effect the parts add up to the change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import comb

from gametheory_paradox.claims.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.profile_bounds import Interval, interval_to_data
from gametheory_paradox.detectors.asked import at_baseline
from gametheory_paradox.detectors.established import Solving
from gametheory_paradox.detectors.question import offered_concept
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game, Scope, delete, frozen, scope_of
from gametheory_paradox.paradoxes.third_party import sets_after, taken_on_path
from gametheory_paradox.table import Table

MOST_REACTING = 10  # players; each one more doubles the games to solve

Coalition = frozenset[str]


@dataclass(frozen=True, repr=False)
class Channels:
    """A change in the mover's payoff, split into its direct effect and each other player's reaction.

    Where a game has several equilibria that pay the mover differently, what it gets is an interval, and so are the parts:
    whichever equilibrium is played in each game, the parts lie in their intervals and add up to the change.

    Parameters
    ----------
    game, concept, mover, action, at
        What was asked.
    habits
        For each other player that could react what it does when it is frozen, by information set (``""`` in a table).
    without
        What the mover gets without the action: the least and the greatest over all equilibria; None if that is not known.
    payoffs
        The same with the action, by the coalition that is frozen, as far as it is known.
    why
        What is missing; empty if nothing is.
    """

    game: Game
    concept: str
    mover: str
    action: str
    at: tuple[str, ...]
    habits: Mapping[str, Mapping[str, str]]
    without: Interval | None
    payoffs: Mapping[Coalition, Interval]
    why: str = ""

    @property
    def name(self) -> str:
        """*exact*, *bounds* where some part is an interval, or *undecided*."""
        if self.why:
            return "undecided"
        intervals = [self.change, self.direct, *self.reactions.values()]
        return "exact" if all(i is not None and i[0] == i[1] for i in intervals) else "bounds"

    @property
    def change(self) -> Interval | None:
        """What the mover gets with the action, less what it gets without; None if that is not known."""
        return self._beyond(frozenset())

    @property
    def direct(self) -> Interval | None:
        """The change where all others do what they do without the action; None if that is not known."""
        return None if self.why else self._beyond(frozenset(self.habits))

    def _beyond(self, held: Coalition) -> Interval | None:
        if self.without is None or held not in self.payoffs:
            return None
        return self.payoffs[held][0] - self.without[1], self.payoffs[held][1] - self.without[0]

    @property
    def reactions(self) -> Mapping[str, Interval]:
        """What each other player's reaction adds, on average over the orders in which they are let go; empty if not known."""
        others = [player for player in self.game.players if player != self.mover]
        return {} if self.why else {player: self._reaction(player) for player in others}

    def _reaction(self, player: str) -> Interval:
        low, high = Fraction(0), Fraction(0)
        if player not in self.habits:
            return low, high
        for held, (worst, best) in self.payoffs.items():  # each game has one place in the sum, so that the bounds are attained
            weight = Fraction(1, len(self.habits) * comb(len(self.habits) - 1, len(held - {player})))
            if player in held:
                low, high = low - weight * best, high - weight * worst
            else:
                low, high = low + weight * worst, high + weight * best
        return low, high

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "mover": self.mover,
            "action": self.action,
            "at": list(self.at),
            "concept": self.concept,
            "verdict": self.name,
            "why": self.why,
            "without": _data(self.without),
            "with": _data(self.payoffs.get(frozenset())),
            "change": _data(self.change),
            "direct": _data(self.direct),
            "reactions": {player: _data(part) for player, part in self.reactions.items()},
            "habits": {player: dict(habit) for player, habit in self.habits.items()},
            "frozen": [{"players": self._ordered(held), "payoff": _data(got)} for held, got in self.payoffs.items()],
        }

    def sentence(self) -> str:
        """The split in plain English."""
        where = f" at {', '.join(self.at)}" if self.at else ""
        if self.why:
            return f"What {self.action!r}{where} changes for {self.mover} cannot be traced: {self.why}."
        direct, carried = self.direct, [f"{who}’s reaction {_signed(part)}" for who, part in self.reactions.items()]
        assert self.change is not None
        assert direct is not None
        return (
            f"Having {self.action!r}{where} changes what {self.mover} gets by {_signed(self.change)}: "
            f"{'; '.join([f'the action itself {_signed(direct)}', *carried])}."
        )

    def table(self) -> Table:
        """The parts and what they add up to."""
        parts = [("direct effect", self.direct), *((f"reaction of {who}", part) for who, part in self.reactions.items())]
        rows = [("without the action", _said(self.without)), ("with it", _said(self.payoffs.get(frozenset())))]
        rows += [] if self.why else [(label, _said(part)) for label, part in parts]
        rows.append(("change", _said(self.change)))
        return Table((f"{self.mover}: {self.action}", self.name), rows, title=self.game.title, note=self.sentence())

    def _ordered(self, held: Coalition) -> list[str]:
        return [player for player in self.game.players if player in held]

    def __str__(self) -> str:
        return str(self.table())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.table().html()


def channels(
    game: Game | GameFamily,
    *,
    mover: str,
    action: str,
    at: str | Sequence[str] = (),
    concept: str | None = None,
    budget: float | None = None,
) -> Channels:
    """Splits what an action changes for its owner into the direct effect and each other player's reaction.

    Parameters
    ----------
    game
        A game, or a family taken at its baseline.
    mover, action, at
        Whose payoff is measured, and which of its actions is there or not, at which of its information sets (default: all).
    concept
        The solution concept; by default subgame-perfect for trees and nash for tables.
    budget
        Seconds for each game that is solved.

    Returns
    -------
    Channels, whose parts are exact, or intervals where some game has several equilibrium payoffs; undecided, with the reason,
    where what somebody does without the action is not one thing, or not all equilibria are known.

    Raises
    ------
    InvalidGame
        If a name does not exist, or nothing would be left to choose.
    Unsupported
        If the concept is not offered for this form of game, or more than ten players could react.

    Examples
    --------
    >>> from gametheory_paradox.games import NormalForm
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> found = channels(game, mover="L", action="a")
    >>> print(found.sentence())
    Having 'a' changes what L gets by −1: the action itself +1; F’s reaction −2.
    """
    game = at_baseline(game)
    concept = offered_concept(game, concept)
    places = (at,) if isinstance(at, str) else tuple(at)
    scope = scope_of(game, mover, action, places)
    solving = Solving(concept, mover, budget)
    lacks = solving(delete(game, action, scope))
    if isinstance(lacks, str):
        return Channels(game, concept, mover, action, places, {}, None, {}, f"without {action!r}: {lacks}")
    without = _ends(lacks.equilibria, mover)
    has = solving(game)
    if isinstance(has, str):
        return Channels(game, concept, mover, action, places, {}, without, {}, f"with {action!r}: {has}")
    known: dict[Coalition, Interval] = {frozenset(): _ends(has.equilibria, mover)}
    habits: dict[str, Mapping[str, str]] = {}
    for player in game.players:
        if player != mover:
            habit = _habit(game, lacks.equilibria, player, action, scope)
            if isinstance(habit, str):
                return Channels(game, concept, mover, action, places, {}, without, known, habit)
            habits |= {player: habit} if habit else {}
    return _frozen_one_by_one(Channels(game, concept, mover, action, places, habits, without, known), solving)


def _frozen_one_by_one(start: Channels, solving: Solving) -> Channels:
    """With the game solved for every coalition that is frozen."""
    if len(start.habits) > MOST_REACTING:
        many = len(start.habits)
        raise Unsupported(f"{many} players could react, and each doubles the games to solve; at most {MOST_REACTING} may")
    known = dict(start.payoffs)
    for size in range(1, len(start.habits) + 1):
        for held in combinations(start.habits, size):
            variant = start.game
            for player in held:
                variant = frozen(variant, player, start.habits[player])
            found = solving(variant)
            if isinstance(found, str):
                return replace(start, payoffs=known, why=f"with {' and '.join(held)} frozen: {found}")
            known[frozenset(held)] = _ends(found.equilibria, start.mover)
    return replace(start, payoffs=known)


def _habit(game: Game, lacks: EquilibriumSet, player: str, action: str, scope: Scope) -> dict[str, str] | str:
    """What a player does when it is frozen, by information set; a text says why that is not known."""
    taken, stays = taken_on_path(lacks, player), f"without {action!r} {player}"
    if taken is None:
        return f"{stays} may do several things: there are infinitely many equilibria, not all of them listed"
    for name, does in taken.items():
        if len(does) > 1:
            return f"{stays} does not do one thing{_at(name)} in every equilibrium: {' or '.join(sorted(does))}"
    habits = {name: one for name, (one,) in taken.items()}
    usual = set(habits.values())
    after = set(sets_after(game, player, action, scope)) - set(habits)
    for info in game.information_sets:
        if info.player == player and info.name in after and len(info.actions) > 1:
            if len(usual) != 1 or not usual <= set(info.actions):
                return f"{stays} does no one thing that it could go on doing{_at(info.name)}"
            habits[info.name] = next(iter(usual))
    choices = {info.name for info in game.information_sets if info.player == player and len(info.actions) > 1}
    return {name: one for name, one in habits.items() if name in choices}


def _at(name: str) -> str:
    return f" at {name!r}" if name else ""


def _ends(equilibria: EquilibriumSet, player: str) -> Interval:
    found = equilibria.payoffs(player)
    return found.low, found.high


def _data(interval: Interval | None) -> object:
    return None if interval is None else interval_to_data(interval)


def _said(interval: Interval | None) -> str | None:
    if interval is None:
        return None
    low, high = (str(end).replace("-", "−") for end in interval)
    return low if low == high else f"{low} to {high}"


def _signed(interval: Interval) -> str:
    low, high = (("+" if end > 0 else "") + str(end).replace("-", "−") for end in interval)
    return low if low == high else f"{low} to {high}"

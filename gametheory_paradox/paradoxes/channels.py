"""The change that an action brings its owner, split into its direct effect and each other player's reaction.

The action changes what its owner, the *mover*, gets: directly, and because the others do something else once
it is there.  For every coalition of the others the game with the action is looked at with exactly that
coalition *frozen*: at every information set that is reached without the action, before it or beside it, a
frozen player does what it does there without the action; at one that is reached only after the action, the
one thing that it does without it wherever it chooses between the same actions, or, if it never does, wherever
it chooses.  So a player that chooses before the action reacts too, by counting on it.  With all others frozen
what is left is the direct effect.  Letting them go one by one, in every order, and averaging what each adds
is the Shapley value; with the direct effect the parts add up to the change.

A change of payoffs, or of the odds of chance, is split in the same way: the game after it stands for the game
with the action, the game before it for the one without, and every information set may be reached only after
it.

Source: shapley1953.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations
from math import comb

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.profile_bounds import Interval
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import Game, NormalForm, Scope, frozen
from gametheory_paradox.paradoxes.definition import scope_in
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.third_party import sets_after, taken_on_path
from gametheory_paradox.table import Record

Coalition = frozenset[str]
Habits = Mapping[
    str, Mapping[str, str]
]  # for each player that could react, what it does when it is frozen, by information set
BEFORE_AND_AFTER = {"option": ("without", "with"), "comparative-statics": ("lower", "higher")}
MOST_REACTING = 10  # players; each one more doubles the games to solve
MOST_CELLS = 600_000  # cells or nodes of all these games


@dataclass(frozen=True, repr=False)
class Split(Record):
    """A change in the mover's payoff and its parts, as intervals where equilibrium payoffs are several.

    Whichever equilibrium is played in each game, the parts lie in their intervals and add up to the change.

    Parameters
    ----------
    others
        The players but the mover, in the game's order.
    reacting
        Those of them that could react.
    without
        The mover's least and greatest payoff over all equilibria without the action.
    payoffs
        The same with the action, by the coalition that is frozen.
    """

    others: tuple[str, ...]
    reacting: tuple[str, ...]
    without: Interval
    payoffs: Mapping[Coalition, Interval]

    @property
    def change(self) -> Interval:
        """What the mover gets with the action, less what it gets without."""
        return self.beyond(frozenset())

    @property
    def direct(self) -> Interval:
        """The change where all others do what they do without the action."""
        return self.beyond(frozenset(self.reacting))

    def beyond(self, held: Coalition) -> Interval:
        """The change where a coalition is frozen."""
        return self.payoffs[held][0] - self.without[1], self.payoffs[held][1] - self.without[0]

    @property
    def reactions(self) -> dict[str, Interval]:
        """What each other player's reaction adds, on average over the orders in which they are let go."""
        return {player: self._reaction(player) for player in self.others}

    def _reaction(self, player: str) -> Interval:
        low, high = Fraction(0), Fraction(0)
        if player not in self.reacting:
            return low, high
        for held, (
            worst,
            best,
        ) in self.payoffs.items():  # each game has one place in the sum, so that the bounds are attained
            weight = Fraction(1, len(self.reacting) * comb(len(self.reacting) - 1, len(held - {player})))
            if player in held:
                low, high = low - weight * best, high - weight * worst
            else:
                low, high = low + weight * worst, high + weight * best
        return low, high

    @property
    def exact(self) -> bool:
        """Whether every part is one number."""
        return all(low == high for low, high in (self.change, self.direct, *self.reactions.values()))


def split_to_data(split: Split, habits: Habits) -> dict[str, object]:
    """A split as JSON, every part as its least and greatest value."""
    return {
        "habits": {player: dict(habits[player]) for player in split.reacting},
        "frozen": [
            {"players": list(held), "payoff": _ends(split.payoffs[frozenset(held)])}
            for held in coalitions(habits)
        ],
        "without": _ends(split.without),
        "change": _ends(split.change),
        "direct": _ends(split.direct),
        "reactions": {player: _ends(part) for player, part in split.reactions.items()},
    }


def _ends(interval: Interval) -> list[str]:
    return [str(end) for end in interval]


def coalitions(habits: Habits) -> list[tuple[str, ...]]:
    """The coalitions of those that could react, nobody first, small ones before large ones."""
    return [held for size in range(len(habits) + 1) for held in combinations(habits, size)]


def check_number(game: Game, habits: Habits) -> None:
    """Unsupported if too many games, or too large ones, would have to be looked at."""
    if len(habits) > MOST_REACTING:
        raise Unsupported(
            f"{len(habits)} players could react, and each doubles the games to solve; "
            f"at most {MOST_REACTING} may"
        )
    if (
        2 ** len(habits) * (len(game.payoffs) if isinstance(game, NormalForm) else len(game.nodes))
        > MOST_CELLS
    ):
        raise Unsupported(f"the games to look at have more than {MOST_CELLS:,} cells or nodes together")


def held_still(game: Game, habits: Habits, held: tuple[str, ...]) -> Game:
    """The game in which a coalition is frozen."""
    for player in held:
        game = frozen(game, player, habits[player])
    return game


def habits_of(game: Game, lacks: EquilibriumSet, question: Question) -> dict[str, dict[str, str]] | str:
    """What each other player that could react does when it is frozen; a text says why that is not known.

    Parameters
    ----------
    game, question
        The game with the action, or after the change, and what is asked.
    lacks
        All equilibria without the action, or before the change.
    """
    if question.paradox == "comparative-statics":  # every information set may be reached only after it
        names = {
            player: [s.name for s in game.information_sets if s.player == player] for player in game.players
        }
        return _habits(lacks.game, lacks, question.mover, names.__getitem__, "before the change")
    scope, taken = scope_in(game, question), " and ".join(map(repr, question.action))
    after = partial(_after, game, question, scope)
    return _habits(game, lacks, question.mover, after, f"without {taken}")


def _after(game: Game, question: Question, scope: Scope, player: str) -> Collection[str]:
    return sets_after(game, player, question.action, scope)


def _habits(
    game: Game, lacks: EquilibriumSet, mover: str, after: Callable[[str], Collection[str]], when: str
) -> dict[str, dict[str, str]] | str:
    habits: dict[str, dict[str, str]] = {}
    for player in game.players:
        if player != mover:
            habit = _habit(game, lacks, player, after(player), f"{when} {player}")
            if isinstance(habit, str):
                return habit
            habits |= {player: habit} if habit else {}
    return habits


def _habit(
    game: Game, lacks: EquilibriumSet, player: str, after: Collection[str], stays: str
) -> dict[str, str] | str:
    taken = taken_on_path(lacks, player)
    if taken is None:
        return f"{stays} may do several things: there are infinitely many equilibria, not all of them listed"
    for name, does in taken.items():
        if len(does) > 1:
            return (
                f"{stays} does not do one thing{_at(name)} in every equilibrium: {' or '.join(sorted(does))}"
            )
    habits = {name: one for name, (one,) in taken.items()}
    actions = {info.name: frozenset(info.actions) for info in game.information_sets if info.player == player}
    reached = dict(habits)
    for info in game.information_sets:
        if (
            info.player == player
            and info.name in after
            and info.name not in reached
            and len(info.actions) > 1
        ):
            alike = {does for name, does in reached.items() if actions[name] == actions[info.name]}
            usual = alike or set(
                reached.values()
            )  # between the same actions, if it chooses between these anywhere
            if len(usual) != 1 or not usual <= set(info.actions):
                return f"{stays} does no one thing that it could go on doing{_at(info.name)}"
            habits[info.name] = next(iter(usual))
    choices = {info.name for info in game.information_sets if info.player == player and len(info.actions) > 1}
    return {name: one for name, one in habits.items() if name in choices}


def _at(name: str) -> str:
    return f" at {name!r}" if name else ""

"""Strategies of a tree: pure, reduced, and behaviour from mixtures (Kuhn's theorem)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heappop, heappush
from itertools import product
from math import prod
from typing import Generic, Protocol, Self, TypeAlias, TypeVar

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms.profiles import TREE_EXPECTED, Behavior, Profile
from gametheory_paradox.forms.tables.normal_form import NormalForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.trees.assessments import odds_at
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Lottery, Terminal
from gametheory_paradox.forms.trees.subgames import (
    OwnHistories,
    check_perfect_recall,
    has_perfect_recall,
    own_histories,
)
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

# Pure strategies of a tree, and what follows when each player follows one: the common part of its tables
# ----------------------------------------------------------------------------

MOST_CELLS = 10**6
MOST_CHOICES = 2 * 10**6  # in all strategies of one player together
MOST_SUMS = 10**7  # of payoffs; takes half a minute
MANY = 10**18  # nobody counts further

Strategy: TypeAlias = Mapping[int, int]  # {number of an information set: number of the action there}


class Number(Protocol):
    """Numbers that can be added and multiplied: a Fraction, or the RationalFunction of a family."""

    def __add__(self, other: Self, /) -> Self: ...
    def __mul__(self, other: Self, /) -> Self: ...


N = TypeVar("N", bound=Number)


def count_reduced_strategies(game: ExtensiveForm[P], player: str) -> int:
    """Counts a player's reduced strategies without listing them; 10^18 stands for that many or more.

    Raises
    ------
    Unsupported
        If the player has no perfect recall.
    """
    check_perfect_recall(game, player)
    return strategies_counted(game, own_histories(game, player))


def strategies_counted(game: ExtensiveForm[P], own: OwnHistories) -> int:
    """Counts the reduced strategies of a player with perfect recall, by its own histories."""
    # Ways to go on after each own history: what follows different sets is chosen independently.
    ways = [1] * len(own.moves)
    for history in range(len(ways) - 1, -1, -1):
        for number, first in own.after[history].items():
            branches = ways[first : first + len(game.information_sets[number].actions)]
            ways[history] = min(MANY, ways[history] * sum(branches))
    return ways[0]


def reduced_strategies(
    game: ExtensiveForm[P], player: str, *, most: int = MOST_CELLS
) -> tuple[Strategy, ...]:
    """Lists every reduced strategy of a player: an action at each information set it does not exclude itself.

    Sets are decided in the order of their numbers, as far as they can be reached; strategies stand in
    lexicographic order. Without perfect recall the definition is the same.

    Parameters
    ----------
    game, player
        The tree and one of its players.
    most
        How many strategies to list at most.

    Returns
    -------
    For each strategy {number of an information set: number of the action}, in the order in which they are
    decided.

    Raises
    ------
    Unsupported
        If there are more than ``most``, or if they make more than 2,000,000 choices together.

    Sources: vonstengel1996.
    """
    own = own_histories(game, player)
    found: list[Strategy] = []
    written = 0
    start: list[tuple[int, int]] = []
    _open(start, own, {}, 0)
    pending: list[tuple[dict[int, int], list[tuple[int, int]]]] = [({}, start)]

    while pending:
        look()
        chosen, ahead = pending.pop()
        if not ahead:
            found.append(chosen)
            if len(found) > most:
                raise Unsupported(f"{player} has more than {most:,} strategies: too many to list")
            continue

        number, histories = ahead[0][0], []
        while ahead and ahead[0][0] == number:
            histories.append(heappop(ahead)[1])
        for action in range(len(game.information_sets[number].actions) - 1, -1, -1):
            # The last one goes on with the same dictionary and list: a long path without a choice is not
            # copied at each step.
            choices, further = (dict(chosen), list(ahead)) if action else (chosen, ahead)
            choices[number] = action
            for history in histories:
                _open(further, own, choices, own.after[history][number] + action)
            pending.append((choices, further))
            written += len(choices) if action else 1

        if written > MOST_CHOICES:
            raise Unsupported(
                f"the strategies of {player} make more than {MOST_CHOICES:,} choices together: "
                "too many to list"
            )

    return tuple(found)


def _open(ahead: list[tuple[int, int]], own: OwnHistories, chosen: Strategy, history: int) -> None:
    """Puts the sets that come next after an own history on the heap ``ahead`` of (set, own history)."""
    reached = [history]
    while reached:
        here = reached.pop()
        for number, first in own.after[here].items():
            if number in chosen:
                # Decided when it was reached in another way; does not occur under perfect recall.
                reached.append(first + chosen[number])
            else:
                heappush(ahead, (number, here))


def strategic_payoffs(
    game: ExtensiveForm[N], strategies: Sequence[Sequence[Strategy]], chooser: Sequence[int]
) -> list[tuple[N, ...]]:
    """The players' expected payoffs when each chooser follows one of its pure strategies.

    Parameters
    ----------
    game
        The tree.
    strategies
        For each chooser its strategies, each defined at every set of the chooser that the strategy itself
        does not exclude.
    chooser
        For each information set the number of the chooser who decides there.

    Returns
    -------
    For each profile of strategies (the last chooser's changes fastest) one payoff for each player of the
    game, and what follows of a measure.

    Raises
    ------
    Unsupported
        If the profiles together come to more than 10,000,000 ends: with much chance there are many for each
        profile.
    """
    sizes = [len(own) for own in strategies]
    strides = [prod(sizes[who + 1 :]) for who in range(len(sizes))]
    cells: list[tuple[N, ...] | None] = [None] * prod(sizes)
    summed = 0

    # For each open node how likely chance makes it (None: there was no chance), and for each chooser the
    # strategies that lead there.
    pending: list[tuple[int, N | None, tuple[Sequence[int], ...]]] = [(0, None, tuple(map(range, sizes)))]
    while pending:
        look()
        place, weight, leading = pending.pop()
        node = game.nodes[place]

        if isinstance(node, Decision):
            who, number = chooser[node.information_set], node.information_set
            for action, child in enumerate(node.children):
                here = [s for s in leading[who] if strategies[who][s][number] == action]
                pending.append((child, weight, (*leading[:who], here, *leading[who + 1 :])))
        elif isinstance(node, Lottery):
            for p, child in zip(node.probabilities, node.children, strict=True):
                pending.append((child, p if weight is None else weight * p, leading))
        else:
            payoffs = node.payoffs if weight is None else tuple(weight * p for p in node.payoffs)
            steps = [[s * stride for s in own] for own, stride in zip(leading, strides, strict=True)]
            summed += prod(map(len, steps))
            if summed > MOST_SUMS:
                raise Unsupported(
                    f"the cells of the table come to more than {MOST_SUMS:,} ends of the tree: "
                    "too many to sum"
                )
            for cell in map(sum, product(*steps)):
                before = cells[cell]
                cells[cell] = (
                    payoffs if before is None else tuple(a + b for a, b in zip(before, payoffs, strict=True))
                )

    return [cell for cell in cells if cell is not None]  # every profile leads somewhere


def told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """The names, or where two are the same all of them with their numbers before them."""
    if len(set(names)) == len(names):
        return tuple(names)
    return tuple(f"{number}: {name}" for number, name in enumerate(names, start=1))


# Kuhn's theorem: behavior strategies as mixed strategies, and under perfect recall the other way round
#
# Two strategies of a player are realization equivalent if, whatever the others do, they make every node
# equally likely (kuhn1953).
# ----------------------------------------------------------------------------


def mixed_strategy(strategies: Sequence[Strategy], behavior: Profile) -> tuple[Fraction, ...]:
    """The probability of each of a player's reduced strategies when it draws its actions independently.

    The mixed strategy is realization equivalent to the behavior strategy, with or without perfect recall, for
    no path meets an information set twice.

    Parameters
    ----------
    strategies
        All reduced strategies of a player.
    behavior
        A behavior profile of the tree.

    Returns
    -------
    One probability for each strategy.

    Sources: kuhn1953.
    """
    odds = behavior.probabilities
    return tuple(
        prod((odds[number][action] for number, action in strategy.items()), start=Fraction(1))
        for strategy in strategies
    )


def behavior_strategy(
    game: ExtensiveForm[P],
    player: str,
    strategies: Sequence[Strategy],
    mixed: Sequence[Fraction],
    elsewhere: Profile | None = None,
) -> dict[int, tuple[Fraction, ...]]:
    """The behavior strategy that is realization equivalent to a mixed strategy.

    At an information set that the player does not exclude, an action is as likely as it is among the
    strategies that do not exclude the set.  At the others it is what ``elsewhere`` says, and without that the
    first action.

    Parameters
    ----------
    game, player
        The tree and one of its players.
    strategies
        The player's reduced strategies, all of them or those that it mixes.
    mixed
        The probability of each.
    elsewhere
        A behavior profile of the tree, which says what the player does at sets that it excludes.

    Returns
    -------
    For each information set of the player one probability for each action.

    Raises
    ------
    Unsupported
        If the player mixes and has no perfect recall.
    InvalidGame
        If ``elsewhere`` is a profile of another game.

    Sources: kuhn1953, theorem 4.
    """
    otherwise = probabilities_elsewhere(game, elsewhere)
    if sum(map(bool, mixed)) > 1:
        check_perfect_recall(game, player)
    weights = {
        number: [Fraction(0)] * len(info.actions)
        for number, info in enumerate(game.information_sets)
        if info.player == player
    }

    for strategy, p in zip(strategies, mixed, strict=True):
        if p:
            for number, action in strategy.items():
                weights[number][action] += p

    return {
        number: tuple(weight / total for weight in own)
        if (total := sum(own, Fraction(0)))
        else otherwise[number]
        for number, own in weights.items()
    }


def probabilities_elsewhere(game: ExtensiveForm[P], elsewhere: Profile | None) -> Behavior:
    """The behavior where a strategy says nothing: that of a profile of the tree, or the first action."""
    if elsewhere is None:
        elsewhere = Profile.pure(game.information_sets, [0] * len(game.information_sets))
    elsewhere.check_of(game, "what is done elsewhere must be a behavior profile of this tree")
    return elsewhere.probabilities


def realization_probabilities(game: ExtensiveForm[Fraction], profile: Profile) -> tuple[Fraction, ...]:
    """The probability of each node when everyone follows a behavior profile."""
    found = [Fraction(1)] * len(game.nodes)
    for place, node in enumerate(game.nodes):  # children come after their parent
        if isinstance(node, Terminal):
            continue
        for p, child in zip(odds_at(node, profile), node.children, strict=True):
            found[child] = found[place] * p
    return tuple(found)


# The reduced normal form of a tree: a table of strategies that are silent where they never lead
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class ReducedNormalForm(Record, Generic[P]):
    """A tree with its reduced normal form, and the way between their strategies.

    Parameters
    ----------
    game
        The tree.
    table
        Its reduced normal form.  A strategy is named by its actions, such as "in; fight"; where two names
        would be the same, they are numbered.
    strategies
        For each player, in the order of the table's actions: {number of an information set: number of the
        action there}.
    """

    game: ExtensiveForm[P]
    table: NormalForm[P]
    strategies: tuple[tuple[Strategy, ...], ...] = field(compare=False)

    def profile(self, mixed: Profile, *, elsewhere: Profile | None = None) -> Profile:
        """The behavior profile of the tree that is realization equivalent to a profile of the table.

        Parameters
        ----------
        mixed
            A profile of the table.
        elsewhere
            A behavior profile of the tree that says what a player does at information sets which its own
            actions exclude; without it, the first action.

        Raises
        ------
        Unsupported
            If a player without perfect recall mixes: there may be no such behavior profile.
        InvalidGame
            If a profile belongs to another game.

        Sources: kuhn1953, theorem 4.
        """
        mixed.check_of(self.table, "expected a profile of the reduced normal form, got one of another game")
        odds: dict[int, tuple[Fraction, ...]] = {}
        for player, own, weights in zip(self.game.players, self.strategies, mixed.probabilities, strict=True):
            odds |= behavior_strategy(self.game, player, own, weights, elsewhere)
        sets = self.game.information_sets
        return Profile(sets, tuple(odds[number] for number in range(len(sets))))

    def mixed(self, behavior: Profile) -> Profile:
        """The profile of the table that is realization equivalent to a behavior profile of the tree.

        Raises
        ------
        InvalidGame
            If it is a profile of another game.

        Sources: kuhn1953.
        """
        behavior.check_of(self.game, TREE_EXPECTED)
        return Profile(
            self.table.information_sets, tuple(mixed_strategy(own, behavior) for own in self.strategies)
        )


def reduced_normal_form(game: ExtensiveForm[N], *, most_cells: int = MOST_CELLS) -> ReducedNormalForm[N]:
    """The reduced normal form of a tree.

    A strategy of a player is one action at each of its information sets that its own actions do not exclude;
    a player who never chooses has one strategy.  Payoffs are expectations over chance, exact.  Perfect recall
    is not needed.

    Parameters
    ----------
    game
        The tree; its payoffs and probabilities may be anything that can be added and multiplied.
    most_cells
        How many cells the table may have.

    Raises
    ------
    Unsupported
        If the table would be larger; the message names how many strategies each player has.

    Sources: vonstengel1996; kuhn1953.

    Examples
    --------
    >>> from gametheory_paradox.forms.trees.tree_writer import Move
    >>> entered = Move("Old", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> game = ExtensiveForm.from_tree(["New", "Old"], Move("New", "entry", {"in": entered, "out": (0, 2)}))
    >>> form = reduced_normal_form(game)
    >>> form.table.actions
    (('in', 'out'), ('fight', 'yield'))
    >>> form.strategies[1][0]
    {1: 0}
    """
    if has_perfect_recall(game):
        histories = [own_histories(game, player) for player in game.players]
        _check_size(game.players, [strategies_counted(game, own) for own in histories], most_cells)
    strategies = tuple(reduced_strategies(game, player, most=most_cells) for player in game.players)
    _check_size(game.players, [len(own) for own in strategies], most_cells)
    chooser = [game.players.index(info.player) for info in game.information_sets]
    names = tuple(told_apart([_name(game, strategy) for strategy in own]) for own in strategies)
    cells = strategic_payoffs(game, strategies, chooser)
    table = NormalForm(game.players, names, tuple(cells), title=game.title, measure=game.measure)
    return ReducedNormalForm(game, table, strategies)


def _name(game: ExtensiveForm[P], strategy: Strategy) -> str:
    chosen = [game.information_sets[number].actions[action] for number, action in strategy.items()]
    return "; ".join(chosen) or "nothing to choose"


def _check_size(players: Sequence[str], counts: Sequence[int], most_cells: int) -> None:
    if prod(counts) > most_cells:
        written = [
            f"{who} {count:,}" if count < MANY else f"{who} 10^18 or more"
            for who, count in zip(players, counts, strict=True)
        ]
        raise Unsupported(
            f"the reduced normal form would have more than {most_cells:,} cells; "
            f"the players' strategies: {', '.join(written)}"
        )

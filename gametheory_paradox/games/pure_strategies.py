"""Pure strategies of a tree, and what follows when each player follows one: the common part of its tables."""

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from itertools import product
from math import prod
from typing import Protocol, Self, TypeAlias, TypeVar

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision, Lottery
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.recall import OwnHistories, check_perfect_recall, own_histories
from gametheory_paradox.interruption import look

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

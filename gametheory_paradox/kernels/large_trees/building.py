"""Ways to build a tree in arrays without an object for each node."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import Any, TypeVar

import numpy as np

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery
from gametheory_paradox.forms.columns import position
from gametheory_paradox.kernels.large_trees.tree import (
    CHANCE,
    END,
    SAFE,
    IntArray,
    LargeTree,
    Numbers,
    largest,
    narrowed,
    ranges,
)
from gametheory_paradox.rationals import exact

State = TypeVar("State")
Node = Sequence[Any]  # (player, number of actions), (None, probabilities), or the payoffs


def large_tree(players: Sequence[str], nodes: Iterable[Node]) -> LargeTree:
    """The tree whose nodes come one by one in preorder: a node, all that follows its first branch, and so on.

    Parameters
    ----------
    players
        Their names.
    nodes
        Each is (player, number of actions) where a player moves, (None, probabilities) where chance moves,
        and at an end the payoffs in the players' order.

    Raises
    ------
    InvalidGame
        If something in a node makes no sense, or the nodes are not one tree; the message gives the node's
        number.

    Examples
    --------
    >>> large_tree(["New", "Old"], [("New", 2), (None, ["1/3", "2/3"]), (1, 1), (-1, 0), (0, 2)])
    <LargeTree: New, Old; 1 decision nodes, 5 nodes, 3 levels>
    """
    reader = _Reader(tuple(players))
    for number, node in enumerate(nodes):
        reader.read(number, node)
    return reader.tree()


def unfold(start: State, step: Callable[[State], tuple[Node, Sequence[State]]]) -> Iterator[Node]:
    """The nodes of the tree that grows from a state, in preorder, for ``large_tree``.

    Parameters
    ----------
    start
        The state at the root.
    step
        For a state the node, and the states at its branches.

    Examples
    --------
    >>> def count_down(left):
    ...     return (("Ann", 2), (left - 1, 0)) if left else ((1,), ())
    >>> large_tree(["Ann"], unfold(3, count_down))
    <LargeTree: Ann; 3 decision nodes, 7 nodes, 4 levels>
    """
    pending = [start]
    while pending:
        node, below = step(pending.pop())
        yield node
        pending.extend(reversed(below))


def regular_tree(
    players: Sequence[str],
    levels: Sequence[tuple[str | None, Any]],
    payoffs: Callable[[IntArray], Sequence[Numbers]],
    *,
    denominator: int = 1,
) -> LargeTree:
    """The tree in which all nodes of a level are alike, and all ends stand on the last one.

    Parameters
    ----------
    players
        Their names.
    levels
        For each level but the last (player, number of actions) or (None, probabilities of chance).
    payoffs
        Given the numbers of some ends from left to right, int64, shape (ends,), for each player an array of
        whole numbers of that shape.
    denominator
        The number by which all payoffs are divided.

    Examples
    --------
    >>> tree = regular_tree(["Ann", "Bob"], [("Ann", 2), ("Bob", 3)], lambda end: [end % 4, end % 3])
    >>> tree.payoffs[:, 0].tolist()
    [0, 1, 2, 3, 0, 1]
    """
    names, width = tuple(players), 1
    movers: list[Numbers] = []
    branches: list[Numbers] = []
    odds: list[Numbers] = []

    for who, what in levels:
        weights = _weights(what, f"level {len(movers)}") if who is None else []
        size = len(weights) if who is None else _count(what, f"level {len(movers)}")
        movers.append(np.full(width, CHANCE if who is None else position(names, who, "a player"), np.int16))
        branches.append(np.full(width, size, np.int32))
        odds.append(np.tile(narrowed(np.array(weights, object)), width))
        width *= size

    movers.append(np.full(width, END, np.int16))
    branches.append(np.zeros(width, np.int32))
    table = np.stack([np.asarray(column) for column in payoffs(np.arange(width))], axis=1)
    if table.dtype.kind not in "iuO":
        raise InvalidGame(
            f"payoffs of a regular tree are whole numbers over the denominator, got an array of {table.dtype}"
        )

    return LargeTree(
        names,
        np.concatenate(movers),
        np.concatenate(branches),
        narrowed(table),
        denominator,
        np.concatenate(odds),
    )


def flattened(game: ExtensiveForm[Fraction]) -> tuple[LargeTree, IntArray]:
    """A game in extensive form in arrays, and for each node of these its place in the game.

    Returns
    -------
    The tree; int64, shape (nodes,).

    Raises
    ------
    Unsupported
        If it does not have perfect information.
    """
    if not game.has_perfect_information:
        raise Unsupported(
            "trees in arrays have perfect information; this one has an information set with several nodes"
        )
    reader = _Reader(game.players)
    reader.read_game(game)
    return reader.tree(), reader.order()


class _Reader:
    """Collects nodes in preorder in flat buffers."""

    def __init__(self, players: tuple[str, ...]):
        self.players = players
        self.numbers = {player: number for number, player in enumerate(players)}
        self.movers, self.branches, self.depths = array("h"), array("i"), array("i")
        self.odds, self.numerators, self.denominators = _Buffer(), _Buffer(), _Buffer()
        self.common = 1
        self.open = [1]  # how many children are still missing, from above the root to the node now open

    def read(self, number: int, node: Node) -> None:
        """Take the next node."""
        where = f"node {number}"
        if not self.open:
            raise InvalidGame(f"{where}: the tree was complete before it")

        self.depths.append(len(self.open) - 1)
        self.open[-1] -= 1
        head = node[0] if len(node) else ""
        if isinstance(head, str) and head in self.numbers and len(node) == 2:
            self._inner(self.numbers[head], _count(node[1], where))
        elif head is None and len(node) == 2:
            weights = _weights(node[1], where)
            self.odds.extend(weights)
            self._inner(CHANCE, len(weights))
        else:
            self._end(where, node)

        while self.open and not self.open[-1]:
            self.open.pop()

    def read_game(self, game: ExtensiveForm[Fraction]) -> None:
        """Take all nodes of a game in extensive form, which were looked at when it was made."""
        movers = [self.numbers[info.player] for info in game.information_sets]
        depths, payoffs = [0] * len(game.nodes), list[Fraction]()
        for place, node in enumerate(game.nodes):
            below = depths[place] + 1
            for child in node.children:
                depths[child] = below
            self.branches.append(len(node.children))

            if isinstance(node, Decision):
                self.movers.append(movers[node.information_set])
            elif isinstance(node, Lottery):
                self.movers.append(CHANCE)
                self.odds.extend(_weights(node.probabilities, f"node {place}"))
            else:
                self.movers.append(END)
                payoffs += node.payoffs

        denominators = [payoff.denominator for payoff in payoffs]
        self.common = lcm(*set(denominators))
        self.numerators.extend([payoff.numerator for payoff in payoffs])
        self.denominators.extend(denominators)
        self.depths, self.open = array("i", depths), []

    def _inner(self, mover: int, size: int) -> None:
        self.movers.append(mover)
        self.branches.append(size)
        self.open.append(size)

    def _end(self, where: str, payoffs: Node) -> None:
        if isinstance(payoffs, str) or len(payoffs) != len(self.players):
            players = ", ".join(self.players)
            raise InvalidGame(
                f"{where}: expected a move of one of {players}, of chance, or a payoff for each"
            )
        self.movers.append(END)
        self.branches.append(0)
        for payoff in payoffs:
            if type(payoff) is not int:
                payoff = exact(payoff, f"{where}: a payoff")
                self.common = lcm(self.common, payoff.denominator)
            self.numerators.append(payoff.numerator)
            self.denominators.append(payoff.denominator)

    def order(self) -> IntArray:
        """The nodes' numbers in level order: sorted by depth, in each level as they came.

        returns : int64, shape (nodes,)
        """
        found: IntArray = np.argsort(np.frombuffer(self.depths, np.int32), kind="stable")
        return found

    def tree(self) -> LargeTree:
        """The tree of all nodes that came."""
        if self.open:
            nodes, missing = len(self.movers), sum(self.open)
            raise InvalidGame(
                f"after {nodes} nodes the tree is not complete: {missing} branches lead nowhere"
            )
        order = self.order()
        movers, branches = np.frombuffer(self.movers, np.int16), np.frombuffer(self.branches, np.int32)
        ends, chance = movers == END, movers == CHANCE
        rows = (np.cumsum(ends) - 1)[order[ends[order]]]
        payoffs = self._payoffs().reshape(-1, len(self.players))[rows]
        sizes = np.where(chance, branches, 0)
        picked = order[chance[order]]
        odds = self.odds.array()[ranges((np.cumsum(sizes) - sizes)[picked], branches[picked])]
        return LargeTree(self.players, movers[order], branches[order], payoffs, self.common, odds)

    def _payoffs(self) -> Numbers:
        """All numerators over the common denominator.

        returns : int64 or object, shape (ends · players,)
        """
        numerators, denominators = self.numerators.array(), self.denominators.array()
        if self.common == 1:
            return numerators
        if largest(numerators) * self.common >= SAFE or denominators.dtype == object:
            numerators, denominators = numerators.astype(object), denominators.astype(object)
        found: Numbers = numerators * (self.common // denominators)
        return found


class _Buffer:
    """Whole numbers one after the other: in 64 bits, until one does not fit."""

    def __init__(self) -> None:
        self._flat: array[int] | list[int] = array("q")

    def append(self, number: int) -> None:
        try:
            self._flat.append(number)
        except OverflowError:
            self._flat = [*self._flat, number]

    def extend(self, numbers: list[int]) -> None:
        try:
            self._flat.extend(array("q", numbers))
        except OverflowError:
            self._flat = [*self._flat, *numbers]

    def array(self) -> Numbers:
        """All the numbers: int64, or object where one does not fit, shape (numbers,)."""
        return np.array(self._flat, np.int64 if isinstance(self._flat, array) else object)


def _count(actions: object, where: str) -> int:
    if type(actions) is not int or actions < 1:
        raise InvalidGame(f"{where}: expected a number of actions, at least 1, got {actions!r}")
    return actions


def _weights(odds: object, where: str) -> list[int]:
    """Probabilities as whole numbers in proportion."""
    if isinstance(odds, str) or not isinstance(odds, Sequence) or not odds:
        raise InvalidGame(f"{where}: expected the probabilities of chance, got {odds!r}")
    numbers = [exact(p, f"{where}: a probability") for p in odds]
    if min(numbers) < 0 or sum(numbers) != 1:
        odds_given = ", ".join(map(str, numbers))
        raise InvalidGame(
            f"{where}: the probabilities {odds_given} are not a distribution; they sum to {sum(numbers)}"
        )
    common = lcm(*(p.denominator for p in numbers))
    return [int(p * common) for p in numbers]

"""A tree with perfect information as a few arrays: six bytes for a node, and its payoffs.

Nodes stand in *level order*: the root, then its children, then theirs, each level from left to right.  Then
the children of the nodes of a level are the next level, in order, and how many children each node has says
all about the shape.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.trees.information import distinct
from gametheory_paradox.table import Display

IntArray = npt.NDArray[np.int64]
Numbers = npt.NDArray[Any]  # of int64, or of Python's integers where 64 bits are too few

CHANCE, END = -1, -2
SAFE = 2**62  # below this in absolute value 64 bits hold a number and the sum of two


@dataclass(frozen=True, eq=False, repr=False)
class LargeTree(Display):
    """A game with perfect information, in arrays.

    Parameters
    ----------
    players
        Their names.
    movers
        int16, shape (nodes,): for each node in level order the number of the player who moves there, or
        CHANCE, or END.
    branches
        int32, shape (nodes,): the number of children of each node.
    payoffs
        int64 or object, shape (ends, players): for each end, in level order, one whole number per player.
    denominator
        The number by which all payoffs are to be divided.
    odds
        int64 or object, shape (branches of chance,): for each branch of each node of chance, in order, a
        whole number: the probability in proportion to the others there.

    Raises
    ------
    InvalidGame
        If the arrays do not describe a tree; the message names the node.
    """

    players: tuple[str, ...]
    movers: npt.NDArray[np.int16]
    branches: npt.NDArray[np.int32]
    payoffs: Numbers
    denominator: int
    odds: Numbers

    def __post_init__(self) -> None:
        distinct(self.players, "a player")
        if not self.players or self.denominator < 1:
            raise InvalidGame(
                f"a game needs a player and a denominator of at least 1, got {self.denominator}"
            )
        if not len(self.movers) or len(self.movers) != len(self.branches):
            counts = f"{len(self.movers)}, {len(self.branches)}"
            raise InvalidGame(f"a tree needs as many movers as numbers of branches; got {counts}")

        ended = self.movers == END
        _refuse((self.movers < END) | (self.movers >= len(self.players)), "there is no player of that number")
        _refuse(ended != (self.branches == 0), "ends have no branches, other nodes have at least one")
        _refuse(self.first_children[:-1] <= np.arange(len(self.branches)), "the tree ends before this node")
        if self.first_children[-1] != len(self.branches):
            nodes, reached = len(self.branches), self.first_children[-1]
            raise InvalidGame(f"{nodes} nodes, but their branches lead to {reached} (the root included)")

        wanted = (int(ended.sum()), len(self.players))
        if self.payoffs.shape != wanted:
            raise InvalidGame(
                f"{wanted[0]} ends need as many rows of {wanted[1]} payoffs; got {self.payoffs.shape}"
            )
        self._check_odds()

    def _check_odds(self) -> None:
        sizes = self.branches[self.movers == CHANCE]
        count = int(sizes.sum())
        if self.odds.shape != (count,):
            raise InvalidGame(
                f"chance has {count} branches in all, which need as many odds; got {self.odds.shape}"
            )
        if len(sizes) and ((self.odds < 0).any() or (totals_of(self.odds, sizes) <= 0).any()):
            raise InvalidGame(
                "odds of chance are whole numbers of at least zero, at each node not all of them zero"
            )

    @cached_property
    def first_children(self) -> IntArray:
        """The first child of each node, and at last the number of nodes: int64, shape (nodes + 1,)."""
        found = np.ones(len(self.branches) + 1, np.int64)
        np.cumsum(self.branches, out=found[1:])
        found[1:] += 1
        return found

    @cached_property
    def levels(self) -> list[int]:
        """The first node of each level, and at last the number of nodes."""
        borders, size = [0, 1], len(self.branches)
        while borders[-1] < size:
            borders.append(int(self.first_children[borders[-1]]))
        return borders

    @property
    def decisions(self) -> int:
        """The number of nodes at which a player chooses."""
        return int((self.movers >= 0).sum())

    def __str__(self) -> str:
        nodes, levels = len(self.branches), len(self.levels) - 1
        size = f"{self.decisions:,} decision nodes, {nodes:,} nodes, {levels:,} levels"
        return f"<LargeTree: {', '.join(self.players)}; {size}>"


def _refuse(wrong: npt.NDArray[np.bool_], why: str) -> None:
    """InvalidGame names the first node that is marked, and says why.

    wrong : bool, shape (nodes,)
    """
    if wrong.any():
        raise InvalidGame(f"node {int(wrong.argmax())}: {why}")


def totals_of(numbers: Numbers, sizes: npt.NDArray[np.int32]) -> Numbers:
    """The sums of consecutive stretches of these sizes; in Python's integers where 64 bits may not do.

    numbers : int64 or object, shape (n,)
    sizes : int32, shape (stretches,)
    returns : int64 or object, shape (stretches,)
    """
    starts = np.cumsum(sizes) - sizes
    wide = largest(numbers) * int(sizes.max()) >= SAFE
    found: Numbers = np.add.reduceat(numbers.astype(object) if wide else numbers, starts)
    return found


def largest(numbers: Numbers) -> int:
    """The largest absolute value; 0 of none.

    numbers : int64 or object, any shape (…)
    """
    return max(int(numbers.max()), -int(numbers.min())) if numbers.size else 0


def narrowed(numbers: Numbers) -> Numbers:
    """Whole numbers of any kind as 64-bit ones, where they fit; else as Python's.

    numbers : any dtype of whole numbers, any shape (…)
    returns : int64 or object, the same shape (…)
    """
    if numbers.dtype == np.int64:
        return numbers
    return numbers.astype(np.int64 if largest(numbers) < SAFE else object)


def ranges(starts: IntArray, sizes: npt.NDArray[np.int32]) -> IntArray:
    """The numbers from each start on, as many as its size, one after the other.

    starts, sizes : int64 and int32, shape (ranges,)
    returns : int64, shape (sum of the sizes,)
    """
    before = np.cumsum(sizes) - sizes
    found: IntArray = np.arange(int(sizes.sum())) + np.repeat(starts - before, sizes)
    return found

"""Backward induction on a tree in arrays, a level at a time, exactly: for one plan of a tree of any size.

It exists beside ``trees.solvers.backward_induction``, which lists every plan where ties occur and needs an
object per node, beside the intervals of ``trees.proofs.plans_under_ties``, which check proofs and bound
payoffs under ties, and beside ``studies.sweeps.induction``, which goes through one small tree for many games.

Values are whole numbers over a denominator that a level's nodes share.  They are 64-bit integers as long as
no product could leave these, which is checked before it is formed; then common factors are cancelled, and
where that is not enough Python's integers take over, in the same arrays.

Sources: kuhn1953; selten1965.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np
import numpy.typing as npt

from gametheory_paradox.kernels.large_trees.narrow import Level, Values, plain_step
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
    totals_of,
)
from gametheory_paradox.table import Table, Tabular

_CANCEL = 2**256  # with larger denominators looking for common factors costs more than it saves
NARROW = 64  # nodes of a level up to which Python's integers are faster than arrays; measured
_SHOWN = 12  # moves of the path that the table writes out


Sizes = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False, repr=False)
class LargePlan(Tabular):
    """A subgame perfect equilibrium in pure strategies.

    Parameters
    ----------
    tree
        The game.
    values
        The payoffs that the players expect at the root.
    choices
        int32, shape (nodes,): the number of the action taken at each node, the first of those that are best;
        -1 where no player chooses.
    ties
        The number of nodes at which several actions are best, given what is chosen below.
    """

    tree: LargeTree
    values: tuple[Fraction, ...]
    choices: npt.NDArray[np.int32]
    ties: int

    @property
    def is_unique(self) -> bool:
        """True if it is the only subgame perfect equilibrium, mixed ones included: if no tie occurs."""
        return self.ties == 0

    def path(self) -> tuple[int, ...]:
        """The actions from the root on, to an end or to the first move of chance."""
        node, taken = 0, []
        while (action := int(self.choices[node])) >= 0:
            taken.append(action)
            node = int(self.tree.first_children[node]) + action
        return tuple(taken)

    def reached(self) -> npt.NDArray[np.bool_]:
        """Marks of the nodes to which play comes with positive probability: bool, shape (nodes,)."""
        tree, found = self.tree, np.zeros(len(self.choices), np.bool_)
        found[0] = True
        odds, begin = np.ones(len(found), np.bool_), tree.first_children[:-1]
        chance = tree.movers == CHANCE
        odds[ranges(begin[chance], tree.branches[chance])] = (tree.odds > 0).astype(np.bool_)
        here = np.zeros(1, np.int64)
        while len(here):
            random, chosen = here[chance[here]], here[self.choices[here] >= 0]
            here = np.concatenate(
                [ranges(begin[random], tree.branches[random]), begin[chosen] + self.choices[chosen]]
            )
            here = here[odds[here]]
            found[here] = True
        return found

    def table(self) -> Table:
        """The values, the path of play, and whether there are other equilibria."""
        path = self.path()
        shown = ", ".join(map(str, path[:_SHOWN])) + (
            f", … ({len(path):,} moves)" if len(path) > _SHOWN else ""
        )
        rows: list[tuple[str, str]] = [
            (f"{who} gets", str(value)) for who, value in zip(self.tree.players, self.values, strict=True)
        ]
        rows += [("path of play", shown or "chance moves first"), ("nodes with ties", f"{self.ties:,}")]
        rows.append(("subgame perfect equilibria", "this one alone" if self.is_unique else "others too"))
        return Table(("backward induction", f"{self.tree.decisions:,} decision nodes"), tuple(rows))


def induction_by_levels(tree: LargeTree) -> LargePlan:
    """Finds the subgame perfect equilibrium in which everyone takes its first best action at every node.

    Time and memory are linear in the number of nodes; beside the tree and the answer only two levels are
    held.

    Parameters
    ----------
    tree
        The game.

    Sources
    -------
    kuhn1953; selten1965

    Examples
    --------
    >>> from gametheory_paradox.kernels.large_trees import large_tree
    >>> nodes = [("New", 2), ("Old", 2), (-1, -1), (1, 1), (0, 2)]
    >>> plan = induction_by_levels(large_tree(["New", "Old"], nodes))
    >>> [str(value) for value in plan.values], plan.path(), plan.ties
    (['1', '1'], (0, 1), 0)
    """
    walk = _Walk(tree)
    for begin, end in zip(tree.levels[-2::-1], tree.levels[:0:-1], strict=True):
        walk.step(begin, end)
    return LargePlan(tree, walk.root(), walk.choices, walk.ties)


class _Walk:
    """The level that was reached, and each player's values of its nodes, times the denominator and ``scale``.

    These are int64 or object, shape (players, nodes of the level).
    """

    def __init__(self, tree: LargeTree):
        self.tree = tree
        self.choices = np.full(len(tree.branches), -1, np.int32)
        self.ties = 0
        self.values: Numbers = np.zeros((len(tree.players), 0), np.int64)
        self.scale = 1
        self._plain: Values | None = None  # the same values node by node, while levels are narrow
        self._ends, self._odds = len(tree.payoffs), len(tree.odds)  # those of the levels above
        self._largest = largest(tree.payoffs)

    def root(self) -> tuple[Fraction, ...]:
        """Expected payoffs of each player, once the root was reached."""
        values = self.values[:, 0].tolist() if self._plain is None else self._plain[0]
        return tuple(Fraction(value, self.scale * self.tree.denominator) for value in values)

    def step(self, begin: int, end: int) -> None:
        """From the children of a level's nodes to the nodes."""
        movers, sizes = self.tree.movers[begin:end], self.tree.branches[begin:end]
        if end - begin <= NARROW:
            self._narrow(begin, end, movers, sizes)
            return
        if self._plain is not None:
            self.values = narrowed(np.array(self._plain, object).T)
            self._plain = None
        self._wide(begin, end, movers, sizes)

    def _narrow(self, begin: int, end: int, movers: Numbers, sizes: Sizes) -> None:
        """A step in Python's integers.

        movers, sizes : int16 and int32, shape (nodes of the level,)
        """
        if self._plain is None:
            self._plain = [tuple(column) for column in self.values.T.tolist()]
        moving, branches = movers.tolist(), sizes.tolist()
        payoffs = self._payoffs(moving.count(END)).tolist() if END in moving else []
        odds = self._next_odds(int(sizes[movers == CHANCE].sum())).tolist() if CHANCE in moving else []
        found = plain_step(Level(moving, branches, payoffs, odds), self._plain, self.scale)
        self._plain, self.scale = found.values, found.scale
        self.choices[begin:end] = found.choices
        self.ties += found.ties

    def _wide(self, begin: int, end: int, movers: Numbers, sizes: Sizes) -> None:
        """A step in arrays.

        movers, sizes : int16 and int32, shape (nodes of the level,)
        """
        starts = self.tree.first_children[begin:end] - end
        chance, ends, players = movers == CHANCE, movers == END, np.flatnonzero(movers >= 0)
        weights = _Weights(self._next_odds(int(sizes[chance].sum())), sizes[chance]) if chance.any() else None
        common = weights.common if weights else 1
        self._rescale(common, bool(ends.any()))
        found = np.empty((len(self.tree.players), end - begin), self.values.dtype)

        if len(players):
            best = starts[players] + self._choose(
                movers[players], starts[players], sizes[players], begin + players
            )
            found[:, players] = self.values[:, best] * common

        if weights:
            branch = self.values[:, ranges(starts[chance], sizes[chance])] * weights.factors
            found[:, chance] = np.add.reduceat(branch, weights.starts, axis=1)
            self.scale *= common
        if ends.any():
            found[:, ends] = self._payoffs(int(ends.sum())).T.astype(found.dtype) * self.scale
        self.values = found

    def _payoffs(self, count: int) -> Numbers:
        """The payoffs of the last ends that were not read yet: int64 or object, shape (count, players)."""
        self._ends -= count
        return self.tree.payoffs[self._ends : self._ends + count]

    def _next_odds(self, count: int) -> Numbers:
        """The odds of the last branches of chance that were not read yet: int64 or object, shape (count,)."""
        self._odds -= count
        return self.tree.odds[self._odds : self._odds + count]

    def _choose(self, movers: Numbers, starts: IntArray, sizes: Sizes, nodes: IntArray) -> IntArray:
        """Finds the first best action at each of some decision nodes; counts ties.

        movers, starts, sizes, nodes : int16, int64, int32 and int64, shape (nodes,)
        returns : int64, shape (nodes,)
        """
        offsets = np.cumsum(sizes) - sizes
        own = self.values[np.repeat(movers, sizes), ranges(starts, sizes)]
        best = np.flatnonzero(own == np.repeat(np.maximum.reduceat(own, offsets), sizes))
        owner = np.repeat(np.arange(len(sizes)), sizes)[best]
        first = np.ones(len(best), np.bool_)
        first[1:] = owner[1:] != owner[:-1]
        self.ties += len(np.unique(owner[~first]))
        actions: IntArray = best[first] - offsets
        self.choices[nodes] = actions
        return actions

    def _rescale(self, common: int, ends: bool) -> None:
        """Makes room for a multiplication of all values, and for payoffs over the denominator it leads to."""
        if self._fits(common, ends):
            if self.values.dtype == object:
                self.values = self.values.astype(np.int64)
            return
        if self.scale < _CANCEL and self.values.size:
            shared = self.scale
            for row in self.values:
                shared = _shared(shared, row)
            if shared > 1:
                self.values, self.scale = self.values // shared, self.scale // shared
        wide = object if not self._fits(common, ends) else np.int64
        self.values = self.values.astype(wide)

    def _fits(self, common: int, ends: bool) -> bool:
        within = common * max(1, largest(self.values)) < SAFE
        return (
            within
            and (not ends or self.scale * common * self._largest < SAFE)
            and self.tree.payoffs.dtype != object
        )


class _Weights:
    """Odds of several nodes of chance as whole numbers that sum to the same ``common`` at each.

    Parameters
    ----------
    odds
        int64 or object, shape (branches,): of all branches, node by node.
    sizes
        int32, shape (nodes,): the number of branches of each.
    """

    def __init__(self, odds: Numbers, sizes: Sizes):
        totals = totals_of(odds, sizes)
        self.starts = np.cumsum(sizes) - sizes
        self.common = lcm(*map(int, np.unique(totals)))
        if self.common >= SAFE or totals.dtype == object:
            odds, totals = odds.astype(object), totals.astype(object)
        self.factors: Numbers = odds * np.repeat(self.common // totals, sizes)


def _shared(shared: int, numbers: Numbers) -> int:
    """The largest divisor that numbers have in common with another number.

    numbers : int64 or object, shape (n,)
    """
    if numbers.dtype != object:
        return gcd(shared, int(np.gcd.reduce(numbers)))
    return gcd(shared, *numbers)

"""Trees at the points of a block, and their pure outcomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import product
from math import prod

import numpy as np

from gametheory_paradox.batches import VerdictCode
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, Terminal
from gametheory_paradox.forms.trees.subgames import restrict_tree
from gametheory_paradox.paradoxes.definition import left_in
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.studies.sweeps.block_answers import (
    MOST_BITS,
    UNCOUNTED,
    BlockAnswers,
    ConstantSum,
    PointStatus,
    quotients,
)
from gametheory_paradox.studies.sweeps.grid import Array, Block, Grid
from gametheory_paradox.studies.sweeps.induction import (
    IntegerQuotients,
    Value,
    Weights,
    aligned,
    induced,
    plus,
    times,
    total,
)
from gametheory_paradox.table import Record

# The payoffs of all pure subgame perfect equilibria of many trees with ties, in integers
#
# Some pure equilibrium goes on with an action and an outcome after it where that outcome gives the mover no
# less than the least that each other action can lead to.  So the outcomes at a node are found among those of
# its children, one by one; at a lottery every choice of an outcome after each of its branches is one.
# ----------------------------------------------------------------------------

MOST_OUTCOMES = 256  # at one node


@dataclass(frozen=True, repr=False)
class Outcome(Record):
    """Each player's payoffs in some equilibria, and the games that have such a one."""

    payoffs: tuple[Array, ...]
    exists: Array


@dataclass(frozen=True, repr=False)
class Outcomes(Record):
    """All outcomes of equilibria, multiplied by the total weights of the lotteries named."""

    all: Sequence[Outcome]
    lotteries: Mapping[int, int]

    def ends(self, who: int) -> tuple[Array, Array]:
        """A player's least and greatest payoff."""
        low, high, seen = self.all[0].payoffs[who], self.all[0].payoffs[who], self.all[0].exists
        for outcome in self.all[1:]:
            payoff = outcome.payoffs[who]
            low = np.where(outcome.exists & (~seen | (payoff < low).astype(np.bool_)), payoff, low)
            high = np.where(outcome.exists & (~seen | (payoff > high).astype(np.bool_)), payoff, high)
            seen = seen | outcome.exists
        return low, high


def pure_outcomes(
    form: ExtensiveForm[RationalFunction],
    ends: Mapping[int, tuple[Array, ...]],
    kinds: Mapping[int, int],
    weights: Sequence[Weights],
) -> Outcomes | None:
    """The equilibrium outcomes of some games in a row; None if lotteries make them too many.

    Parameters
    ----------
    form, ends, kinds, weights
        As for ``induced``.
    """
    found: dict[int, Outcomes] = {}
    for position in range(len(form.nodes) - 1, -1, -1):
        node = form.nodes[position]
        if isinstance(node, Decision | Lottery):
            children = _aligned([found.pop(child) for child in node.children], weights)
            if isinstance(node, Decision):
                found[position] = _chosen(form.mover(node), children)
            elif prod(len(child.all) for child in children) > MOST_OUTCOMES:
                return None
            else:
                found[position] = _drawn(kinds[position], weights[kinds[position]], children)
        else:
            found[position] = Outcomes(
                [Outcome(ends[position], np.ones(ends[position][0].shape, np.bool_))], {}
            )

    return found[0]


def _aligned(values: Sequence[Outcomes], weights: Sequence[Weights]) -> list[Outcomes]:
    names = {kind for value in values for kind in value.lotteries}
    most = {kind: max(value.lotteries.get(kind, 0) for value in values) for kind in names}
    aligned = []
    for value in values:
        missing = {kind: count - value.lotteries.get(kind, 0) for kind, count in most.items()}
        scaled = [Outcome(tuple(total(missing, weights, p) for p in o.payoffs), o.exists) for o in value.all]
        aligned.append(Outcomes(scaled, most))
    return aligned


def _chosen(mover: int, children: Sequence[Outcomes]) -> Outcomes:
    least = [child.ends(mover)[0] for child in children]
    kept = []
    for number, child in enumerate(children):
        rivals = [low for other, low in enumerate(least) if other != number]
        for outcome in child.all:
            exists = reduce(np.logical_and, [outcome.payoffs[mover] >= low for low in rivals], outcome.exists)
            if exists.any():
                kept.append(Outcome(outcome.payoffs, np.asarray(exists, np.bool_)))
    return Outcomes(kept, children[0].lotteries)


def _drawn(kind: int, odds: Weights, children: Sequence[Outcomes]) -> Outcomes:
    kept = []
    for combination in product(*(child.all for child in children)):
        exists = reduce(np.logical_and, [outcome.exists for outcome in combination])
        if exists.any():
            payoffs = zip(*(outcome.payoffs for outcome in combination), strict=True)
            kept.append(Outcome(tuple(reduce(plus, map(times, odds.parts, own)) for own in payoffs), exists))
    return Outcomes(kept, {**children[0].lotteries, kind: children[0].lotteries.get(kind, 0) + 1})


# Trees with perfect information, all points of a block at once
# --------------------------------------------------------------

Form = ExtensiveForm[RationalFunction]
Formula = tuple[object, object]
MOST_NODES = 2_000


@dataclass(frozen=True)
class _Tree:
    """A tree, and where its formulas stand in the list of all."""

    form: Form
    ends: dict[int, tuple[int, ...]]  # for each end node and player the place of the payoff
    kinds: dict[int, int]  # for each lottery the place of its probabilities


@dataclass
class _Formulas:
    """Formulas without repetition, in order of appearance: payoffs by player, probabilities by lottery."""

    payoffs: list[dict[Formula, tuple[int, RationalFunction]]]
    odds: dict[tuple[Formula, ...], tuple[int, tuple[RationalFunction, ...]]] = field(default_factory=dict)

    def tree(self, form: Form) -> _Tree:
        """A tree whose formulas join the list."""
        ends, kinds = {}, {}
        for place, node in enumerate(form.nodes):
            if isinstance(node, Terminal):
                own = zip(self.payoffs, node.payoffs, strict=True)
                ends[place] = tuple(known.setdefault(_written(p), (len(known), p))[0] for known, p in own)
            elif isinstance(node, Lottery):
                key = tuple(map(_written, node.probabilities))
                kinds[place] = self.odds.setdefault(key, (len(self.odds), node.probabilities))[0]
        return _Tree(form, ends, kinds)


def _written(function: RationalFunction) -> Formula:
    return function.numerator, function.denominator


@dataclass(frozen=True, repr=False)
class Trees(Record):
    """A family of trees with perfect information, ready to be solved block by block.

    Parameters
    ----------
    with_action, without_action
        The tree, and the tree without the action that is asked about; None if nothing is asked.
    payoffs, odds
        The formulas that occur in them: the payoffs of each player, the probabilities of each kind of
        lottery.
    mover, quantifier
        Whose payoff is measured, and which equilibria are compared.
    impossible
        Whether the structure rules the paradox out.
    sums
        Where the game is one of constant sum, which rules it out too; None: that is not asked.
    """

    with_action: _Tree
    without_action: _Tree | None
    payoffs: tuple[IntegerQuotients, ...]
    odds: tuple[IntegerQuotients, ...]
    mover: int
    quantifier: AnyQuantifier
    impossible: bool
    sums: ConstantSum | None

    @classmethod
    def of(cls, form: Form, grid: Grid, question: Question | None, impossible: bool) -> "Trees | None":
        """The family; None if it or the question is beyond what is answered for many trees at a time."""
        if not form.has_perfect_information or len(form.nodes) > MOST_NODES:
            return None

        listed = _Formulas([{} for _ in form.players])
        with_action, without_action = listed.tree(form), None
        if question:
            without_action = listed.tree(restrict_tree(form, left_in(form, question)))
        payoffs = tuple(IntegerQuotients.of([p for _, p in known.values()], grid) for known in listed.payoffs)
        odds = tuple(IntegerQuotients.of(own, grid) for _, own in listed.odds.values())
        if max(own.bound.bit_length() for own in (*payoffs, *odds)) > MOST_BITS:
            return None

        mover = form.players.index(question.mover) if question else 0
        sums = None
        if question and not question.coalition:
            sums = ConstantSum.of((end.payoffs for _, end in form.terminals()), grid)
        quantifier = question.quantifier if question else "strong"
        return cls(with_action, without_action, payoffs, odds, mover, quantifier, impossible, sums)

    def __call__(self, grid: Grid, block: Block) -> BlockAnswers:
        """The answers about a block."""
        shape = tuple(part.stop - part.start for part in block)
        cells, units = zip(*(own.at(grid, block) for own in self.payoffs), strict=True)
        weights = [Weights(*own.at(grid, block)) for own in self.odds]
        numbers = _Numbers(cells, units, weights)
        answers = BlockAnswers.nothing(shape, len(cells))
        knotted = np.broadcast_to(self._settle(answers, numbers), shape)

        # Where a tie upsets choices before it, the pure equilibria are gone through; what they leave is open.
        if knotted.any():
            part = BlockAnswers.nothing((int(knotted.sum()),), len(cells))
            self._settle(part, numbers.chosen(knotted), by_plans=True)
            answers.put(knotted, part)
        if self.without_action:
            self._rule_out(answers, grid, block)
        return answers

    def _known(self, tree: "_Tree", numbers: "_Numbers", *, by_plans: bool = False) -> "_Intervals":
        """The payoffs of a tree's equilibria; ``by_plans`` goes through pure ones where ties leave some."""
        ends = {
            place: tuple(own[number] for own, number in zip(numbers.cells, places, strict=True))
            for place, places in tree.ends.items()
        }
        value = induced(tree.form, ends, tree.kinds, numbers.weights)
        players = range(len(value.low))
        if by_plans and (plans := pure_outcomes(tree.form, ends, tree.kinds, numbers.weights)):
            # Both are multiplied by the same weights: those that are most on the way to an end.
            attained = []
            for who in players:
                low, high = plans.ends(who)
                attained.append(np.asarray((low == value.low[who]) & (high == value.high[who]), np.bool_))
            return _Intervals(value, tuple(attained), ~reduce(np.logical_and, attained))
        return _Intervals(value, (value.clear,) * len(players), ~value.clear)

    def _settle(self, answers: BlockAnswers, numbers: "_Numbers", *, by_plans: bool = False) -> Array:
        """Fill in what is known; where something stays open."""
        known = self._known(self.with_action, numbers, by_plans=by_plans)
        tie = known.value.tie
        answers.number[...] = np.where(tie, UNCOUNTED, 1)
        answers.infinite[...] = tie  # any mixture at the last tie is a part of some equilibrium
        for who, unit in enumerate(numbers.units):
            scale = total(known.value.lotteries, numbers.weights, unit)
            for into, ends in ((answers.low, known.value.low), (answers.high, known.value.high)):
                into[..., who] = np.where(known.attained[who], quotients(ends[who], scale), np.nan)
        answers.settled[...] = PointStatus.TOGETHER
        open_ = known.open
        if self.without_action:
            without = self._known(self.without_action, numbers, by_plans=by_plans)
            open_ = open_ | without.open | self._compare(answers, numbers, known, without)
        answers.forget(np.broadcast_to(open_, answers.settled.shape))
        return open_

    def _compare(
        self, answers: BlockAnswers, numbers: "_Numbers", has: "_Intervals", lacks: "_Intervals"
    ) -> Array:
        """Fill in verdicts and gaps; where they stay open.

        A gap that is positive for *strong*, *best* or *worst* means payoffs that differ, so the action
        matters.  For *possible* that is so where nothing is tied.
        """
        known = has.attained[self.mover] & lacks.attained[self.mover]
        with_action, without = aligned([has.value, lacks.value], numbers.weights)
        before = (without.low if self.quantifier in ("strong", "worst") else without.high)[self.mover]
        after = (with_action.high if self.quantifier in ("strong", "best") else with_action.low)[self.mover]
        gap = plus(before, -after)
        hurts = np.asarray(gap > 0, np.bool_)
        answers.verdict[...] = np.where(
            known, np.where(hurts, VerdictCode.PRESENT, VerdictCode.ABSENT), VerdictCode.UNDECIDED
        )
        size = total(with_action.lotteries, numbers.weights, numbers.units[self.mover])
        answers.gap[...] = np.where(known, quotients(gap, size), np.nan)
        return hurts & known & (with_action.tie | without.tie) & (self.quantifier == "possible")

    def _rule_out(self, answers: BlockAnswers, grid: Grid, block: Block) -> None:
        ruled_out = np.full((1,) * len(block), self.impossible)
        if self.sums is not None:
            ruled_out = ruled_out | self.sums.at(grid, block)
        ruled_out = np.broadcast_to(ruled_out, answers.verdict.shape)
        answers.verdict[ruled_out], answers.gap[ruled_out] = VerdictCode.IMPOSSIBLE, np.nan


@dataclass(frozen=True)
class _Numbers:
    """The formulas at some points: each player's payoffs, what they are over, and weights of lotteries."""

    cells: Sequence[Sequence[Array]]
    units: Sequence[Array]
    weights: Sequence[Weights]

    def chosen(self, where: Array) -> "_Numbers":
        """Some of the points, in a row."""

        def row(values: Array) -> Array:
            return np.asarray(np.broadcast_to(values, where.shape)[where])

        return _Numbers(
            [[row(cell) for cell in own] for own in self.cells],
            [row(unit) for unit in self.units],
            [Weights([row(part) for part in own.parts], row(own.total)) for own in self.weights],
        )


@dataclass(frozen=True)
class _Intervals:
    """The intervals of payoffs, for each player where equilibria attain both ends, and where that is open."""

    value: Value
    attained: tuple[Array, ...]
    open: Array

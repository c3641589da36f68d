"""Play over parameters once an action is taken for certain, where some players answer it and others hold.

Plans are put together as :mod:`gametheory_paradox.paradoxes.held_plans` says, from a branch of the game
without the action and one of that in which it is taken.  In a tree in which everybody sees everything what is
done at a node is told node by node, and by no branch; elsewhere a branch has a plan of its own.  Where plans
do not tell what is done at a set that play comes to, nothing is claimed.

Off zero sets all equilibria of such a tree pay the same, unless somebody is indifferent for all values of the
parameters between things that others are not; there nothing is claimed.  Where all get the same from two
actions, either may be taken, and both with any odds.  What is got while some hold is linear in these odds,
node by node: it is least and greatest where each takes one action.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, NormalForm, StochasticGame
from gametheory_paradox.forms.formulas.branches import (
    MOST_BRANCHES,
    Branch,
    Branches,
    Odds,
    Payoffs,
    extremes,
)
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.states.formulas.state_tests import StateTests
from gametheory_paradox.forms.tables.formulas.table_branches import expected_columns
from gametheory_paradox.forms.trees.formulas.tree_branches import subgame_branches, tree_branches
from gametheory_paradox.paradoxes.held_plans import kept_sets
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

NONE, SURE = RationalFunction.constant(0), RationalFunction.constant(1)
Options = Sequence[tuple[Statement, Odds]]
"""What may be done at an information set, each with where it is done; nothing where that is not told."""


@dataclass(frozen=True, repr=False)
class PlannedBranch(Record):
    """An equilibrium as a function of the parameters, with what is done at information sets.

    Parameters
    ----------
    branch
        The equilibrium.
    options
        For the number of an information set what is done there where the branch exists.
    """

    branch: Branch
    options: Callable[[int], Options]


@dataclass(frozen=True, repr=False)
class HeldPlay(Record):
    """Play once the action is taken and only some answer.

    Parameters
    ----------
    exists
        Where plans lead to it.
    before
        The equilibrium without the action that it starts from.
    payoffs
        What each player gets, and then each one's value of the measure.
    """

    exists: Statement
    before: Branch
    payoffs: Payoffs


def planned_branches(form: Form, branches: Branches, factor: Factor) -> tuple[list[PlannedBranch], Statement]:
    """The equilibria of a game with their plans, and where the list may be incomplete.

    Parameters
    ----------
    form, branches
        The game, and its equilibria without plans.
    factor
        Splits polynomials.
    """
    if not isinstance(form, ExtensiveForm):
        own = extremes(branches)
        return [_of_mixtures(form, branch) for branch in own.branches], own.degenerate
    if form.has_perfect_information:
        nodes = tree_branches(form, factor)
        by_set = [_choices(nodes[members[0]].choices) for members in form.members]
        return [
            PlannedBranch(branch, by_set.__getitem__) for branch in nodes[0].branches
        ], branches.degenerate
    found = subgame_branches(form, factor, list)
    return [_of_tree(branch) for branch in found.branches], found.degenerate


def _of_mixtures(form: Form, branch: Branch) -> PlannedBranch:
    assert branch.supports is not None  # it is no tree's
    odds = [
        dict(zip(used, own, strict=True)) for used, own in zip(branch.supports, branch.mixtures, strict=True)
    ]
    plans = [
        tuple(own.get(action, NONE) for action in info.actions)
        for own, info in zip(odds, form.information_sets, strict=True)
    ]
    return PlannedBranch(branch, lambda number: [(True, plans[number])])


def _of_tree(branch: Branch) -> PlannedBranch:
    def options(number: int) -> Options:
        if number not in branch.plan:
            return []
        weights = branch.plan[number]
        if sum(map(bool, weights)) == 1:
            return [(True, tuple(SURE if weight else NONE for weight in weights))]
        total = sum(weights, NONE)
        return [(True, tuple(weight / total for weight in weights))]

    return PlannedBranch(branch, options)


def _choices(chosen: Sequence[Statement]) -> Options:
    """The actions at a node, each with where it is best."""
    return [
        (where, tuple(SURE if k == action else NONE for k in range(len(chosen))))
        for action, where in enumerate(chosen)
        if where is not False
    ]


def held_plays(
    forms: tuple[Form, Form], branches: tuple[Branches, Branches], answering: frozenset[str], factor: Factor
) -> tuple[list[HeldPlay], Statement]:
    """All play once the action is taken and some answer it, and where nothing is claimed.

    Parameters
    ----------
    forms, branches
        The game without the action and that in which it is taken, and the equilibria of each.
    answering
        The players who do what they do with it.
    factor
        Splits polynomials.

    Raises
    ------
    Unsupported
        If there are too many equilibria or ways to play.
    """
    without, with_ = forms
    befores, open_before = planned_branches(without, branches[0], factor)
    afters, open_after = planned_branches(with_, branches[1], factor)
    kept = kept_sets(without, with_, answering)
    one_sided = all(
        k is not None or len(s.actions) == 1 for k, s in zip(kept, with_.information_sets, strict=True)
    )

    # One equilibrium without the action and one with it, in every combination that may exist.
    tests = StateTests(with_, factor) if isinstance(with_, StochasticGame) else None
    plays: list[HeldPlay] = []
    unclear: list[Statement] = [open_before, False if one_sided else open_after]
    for before, after in product(befores, afters[:1] if one_sided else afters):
        both = every([before.branch.exists, True if one_sided else after.branch.exists])
        if both is False:
            continue

        joined = _JoinedPlans(with_, kept, before, after, tests)
        reached = joined.reached()
        unclear += [every([both, problem]) for problem in joined.unsettled(reached, afters, answering)]
        plays += [
            HeldPlay(every([both, where]), before.branch, payoffs)
            for where, payoffs in joined.payoffs(reached)
        ]
        if len(plays) > MOST_BRANCHES:
            raise Unsupported(f"there are more than {MOST_BRANCHES} ways to play while some hold")
    return plays, some(unclear)


@dataclass(frozen=True)
class _JoinedPlans:
    """Plans from an equilibrium without the action and one with it, in the game in which it is taken."""

    game: Form
    kept: Sequence[int | None]
    before: PlannedBranch
    after: PlannedBranch
    tests: StateTests | None

    def options(self, number: int) -> Options:
        """Play at an information set."""
        if len(self.game.information_sets[number].actions) == 1:
            return [(True, (SURE,))]
        kept = self.kept[number]
        return self.after.options(number) if kept is None else self.before.options(kept)

    def reached(self) -> set[int]:
        """The nodes of a tree that play may come to; of other forms none."""
        game = self.game
        if not isinstance(game, ExtensiveForm):
            return set()
        reached, pending = set[int](), [0]
        while pending:
            place = pending.pop()
            node = game.nodes[place]
            reached.add(place)
            if isinstance(node, Decision):
                done = [odds for _, odds in self.options(node.information_set)]
                pending += [child for k, child in enumerate(node.children) if any(odds[k] for odds in done)]
            elif isinstance(node, Lottery):
                pending += [c for c, odds in zip(node.children, node.probabilities, strict=True) if odds]
        return reached

    def unsettled(
        self, reached: set[int], afters: Sequence[PlannedBranch], answering: frozenset[str]
    ) -> list[Statement]:
        """The statements under which plans do not tell what is done at a set that play comes to."""
        game, unclear = self.game, list[Statement]()
        for number, (info, kept) in enumerate(zip(game.information_sets, self.kept, strict=True)):
            is_met = not isinstance(game, ExtensiveForm) or not reached.isdisjoint(game.members[number])
            if len(info.actions) == 1 or not is_met:
                continue

            options = self.options(number)
            if not options:
                unclear.append(True)
            # Who holds has one plan where it is met only after the action, or none that is known.
            if kept is None and info.player not in answering:
                unclear += [every([one, other]) for (one, _), (other, _) in combinations(options, 2)]
                unclear += [
                    other.branch.exists
                    for other in afters
                    if other is not self.after and _differs(other.options(number), options)
                ]
        return unclear

    def payoffs(self, reached: set[int]) -> list[tuple[Statement, Payoffs]]:
        """Everybody's payoffs, by the ways to play; none where what is done is not told."""
        game = self.game
        if not isinstance(game, ExtensiveForm):
            play = tuple(
                tuple((k, p) for k, p in enumerate(odds) if p)
                for number in range(len(game.information_sets))
                for _, odds in self.options(number)
            )
            if isinstance(game, NormalForm):
                return [(True, expected_columns(game, play))]
            assert self.tests is not None  # it is a stochastic game
            return [(True, self.tests.payoffs(play))] if self.tests.has_values(play) else []

        # From the last nodes to the first.
        ways: dict[int, list[tuple[Statement, Payoffs]]] = {}
        for place in sorted(reached, reverse=True):
            node = game.nodes[place]
            if isinstance(node, Decision):
                ways[place] = [
                    (every([where, below]), payoffs)
                    for where, odds in self.options(node.information_set)
                    for below, payoffs in _expected(odds, [ways.get(c, []) for c in node.children])
                ]
            elif isinstance(node, Lottery):
                ways[place] = _expected(node.probabilities, [ways.get(c, []) for c in node.children])
            else:
                ways[place] = [(True, node.payoffs)]

            ways[place] = [way for way in ways[place] if way[0] is not False]
            if len(ways[place]) > MOST_BRANCHES:
                raise Unsupported(f"there are more than {MOST_BRANCHES} ways to play while some hold")
        return ways[0]


def _differs(one: Options, other: Options) -> bool:
    """True if two branches do different things at an information set, or do not both say what."""
    return [odds for _, odds in one] != [odds for _, odds in other]


def _expected(
    odds: Sequence[RationalFunction], ways: Sequence[Sequence[tuple[Statement, Payoffs]]]
) -> list[tuple[Statement, Payoffs]]:
    """The ways to go on with these probabilities, each with what is expected."""
    used = [(p, own) for p, own in zip(odds, ways, strict=True) if p]
    return [
        (
            every(where for where, _ in combination),
            tuple(
                sum((p * own[column] for (p, _), (_, own) in zip(used, combination, strict=True)), NONE)
                for column in range(len(combination[0][1]))
            ),
        )
        for combination in product(*(own for _, own in used))
    ]

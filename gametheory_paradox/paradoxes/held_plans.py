"""Plans that are kept while others answer nothing, at a point and over parameters."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import prod

from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    Lottery,
    NormalForm,
    Profile,
    StochasticGame,
    size_of,
)
from gametheory_paradox.forms.formulas.branches import MOST_BRANCHES, Branch, Branches, Payoffs, extremes
from gametheory_paradox.forms.formulas.branches import Odds as BranchOdds
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.profiles import Odds
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.listed_equilibria import has_ties, is_never_taken, patterns
from gametheory_paradox.forms.states.formulas.state_tests import StateTests
from gametheory_paradox.forms.tables.formulas.table_branches import expected_columns
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.forms.trees.formulas.tree_branches import subgame_branches, tree_branches
from gametheory_paradox.forms.trees.proofs.plans_under_ties import is_backward_induction_plan
from gametheory_paradox.forms.trees.pure_strategies import realization_probabilities
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

# Plans once an action is taken for certain, where some players answer it and the others hold still
#
# They are put together from an equilibrium without the action and one with it.  Who answers does what it does
# in the one with it; the others do what they do in the one without it, wherever that has a plan for them.  At
# an information set that is met only after the action it has none; there its plan in the equilibria with the
# action counts.  If these differ, every one of them counts at each such set, whatever is done at others.
#
# Infinitely many equilibria of a table are products of polytopes whose corners are all listed, and what is
# put together is linear in each player's mixture: its ends are at corners.  Where everything is seen in a
# tree, all subgame perfect equilibria mix over pure plans of actions that are not known never to be taken,
# and what is put together is linear in the mixture at each set: its ends are at such plans, and exact where
# equilibria attain them.  Of other trees not all are listed.
#
# A listed equilibrium of a tree says what is done at a set unless its owner's own plan leads elsewhere; one
# by backward induction says it everywhere.
# ----------------------------------------------------------------------------

MOST_LOOKS = 1_000_000  # pairs of equilibria times cells or nodes


Candidate = tuple[Profile, bool]  # a profile, and whether it is an equilibrium


def kept_sets(without: AnyForm, with_: AnyForm, answering: frozenset[str]) -> tuple[int | None, ...]:
    """For each set with the action its number without it; None where the plan with it counts.

    Parameters
    ----------
    without, with_
        The game without the action, and that in which it is taken.
    answering
        The players who do what they do with it.
    """
    numbers = {(s.player, s.name, s.actions): n for n, s in enumerate(without.information_sets)}
    return tuple(
        None
        if s.player in answering or len(s.actions) == 1  # such as where the action is taken
        else numbers.get((s.player, s.name, s.actions))
        for s in with_.information_sets
    )


@dataclass(frozen=True, repr=False)
class HeldPlans(Record):
    """Everyone's plans once the action is taken and only some players answer.

    Parameters
    ----------
    without, with_
        The equilibria of the game without the action, and of that in which it is taken.
    answering
        The players who do what they do with it.
    """

    without: EquilibriumSet
    with_: EquilibriumSet
    answering: frozenset[str]

    @cached_property
    def kept(self) -> tuple[int | None, ...]:
        """For each set with the action its number without it; None where the plan with it counts."""
        return kept_sets(self.without.game, self.with_.game, self.answering)

    @cached_property
    def tied(self) -> Mapping[int, Mapping[Odds, bool]]:
        """By the sets that are met only after the action and whose owner holds: its plans, if several.

        Of each plan, whether it is seen to be a part of an equilibrium.
        """
        found: dict[int, dict[Odds, bool]] = {}
        for number, (info, kept) in enumerate(zip(self.with_.game.information_sets, self.kept, strict=True)):
            if kept is None and info.player not in self.answering and len(info.actions) > 1:
                plans = found.setdefault(number, {})
                for profile, certain in self.candidates_with:
                    if _says(self.with_, profile, number):
                        odds = profile.probabilities[number]
                        plans[odds] = certain or plans.get(odds, False)
        return {number: own for number, own in found.items() if len(own) > 1}

    @property
    def one_sided(self) -> bool:
        """True if nobody who has a choice does what it does with the action."""
        pairs = zip(self.with_.game.information_sets, self.kept, strict=True)
        return all(kept is not None or len(info.actions) == 1 for info, kept in pairs)

    @property
    def infinite(self) -> bool:
        """True if infinitely many equilibria make up the plans."""
        return self.without.infinite or (self.with_.infinite and not self.one_sided)

    @property
    def missing(self) -> str:
        """Why what is known of the equilibria is not enough, or too much; empty if it is neither."""
        counting = [self.without] if self.one_sided else [self.without, self.with_]
        if not all(_is_enough(found) for found in counting):
            return "of infinitely many equilibria not every plan is listed"
        if any(cover_of(found).in_boxes for found in counting):
            return "an equilibrium is known by a box alone, and so are its plans"
        size = size_of(self.with_.game)
        if size * sum(map(_count, counting)) <= MOST_LOOKS:
            ways = prod(map(len, self.tied.values()))
            if len(self.candidates_without) * len(self.answers) * ways * size <= MOST_LOOKS:
                return ""
        return f"there are more than {MOST_LOOKS:,} plans to look at"

    @cached_property
    def candidates_without(self) -> tuple[Candidate, ...]:
        """Profiles of the game without the action between which all its equilibria are."""
        return _candidates(self.without)

    @cached_property
    def candidates_with(self) -> tuple[Candidate, ...]:
        """The same with the action; any equilibrium where nobody does what it does there."""
        return ((patterns(self.with_)[0], True),) if self.one_sided else _candidates(self.with_)

    @cached_property
    def answers(self) -> tuple[Candidate, ...]:
        """Those with the action; of plans with ties one for each way in which those who answer go on."""
        if not has_ties(self.with_):
            return self.candidates_with
        ways: dict[tuple[Odds, ...], Candidate] = {}
        for profile, certain in self.candidates_with:
            does = tuple(
                own
                for own, info, kept in zip(
                    profile.probabilities, profile.information_sets, self.kept, strict=True
                )
                if kept is None and info.player in self.answering
            )
            if certain or does not in ways:
                ways[does] = profile, certain
        return tuple(ways.values())

    @property
    def pairs(self) -> Iterator[tuple[Candidate, Candidate]]:
        """The profiles without the action and with it that plans are put together from."""
        return product(self.candidates_without, self.answers)

    def joined(self, before: Profile, after: Profile) -> Iterator[Candidate]:
        """The plans from one profile without the action and one with it, several where plans are tied.

        Of each, whether all that is tied is a part of equilibria.
        """
        pairs = zip(self.kept, after.probabilities, strict=True)
        odds = [own if number is None else before.probabilities[number] for number, own in pairs]
        ways = (self.tied.get(number, {own: True}) for number, own in enumerate(odds))
        for plans in product(*(own.items() for own in ways)):
            yield Profile(after.information_sets, tuple(p for p, _ in plans)), all(sure for _, sure in plans)

    def unsettled(self, plans: Profile, before: Profile, after: Profile) -> str:
        """Why equilibria do not say what is done at a set that play comes to; empty if they do."""
        for number in self._met(plans):
            info, kept = self.with_.game.information_sets[number], self.kept[number]
            source = (self.with_, after, number) if kept is None else (self.without, before, kept)
            if not _says(*source):
                return f"the equilibria do not say what {info.player} would do at {info.name!r}"
        return ""

    @property
    def undetermined(self) -> str:
        """Why plans that are tied do not tell what is done."""
        info = self.with_.game.information_sets[min(self.tied)]
        where = f" at {info.name!r}" if info.name else ""
        return (
            f"{info.player} has no one plan{where} once the action is taken, and it protects under some alone"
        )

    def _met(self, plans: Profile) -> list[int]:
        """The numbers of the information sets with a choice that play comes to."""
        game = self.with_.game
        choosing = [number for number, info in enumerate(game.information_sets) if len(info.actions) > 1]
        if not isinstance(game, ExtensiveForm):
            return choosing
        likely = realization_probabilities(game, plans)
        return [number for number in choosing if any(likely[place] for place in game.members[number])]


def _is_enough(equilibria: EquilibriumSet) -> bool:
    """True where what is listed or known of ties says between which plans all equilibria are."""
    in_table = isinstance(equilibria.game, NormalForm)
    return has_ties(equilibria) or (cover_of(equilibria).listed and (in_table or not equilibria.infinite))


def _likely(equilibria: EquilibriumSet) -> list[list[int]]:
    """By information set the actions that are not known never to be taken."""
    return [
        [action for action in range(len(info.actions)) if not is_never_taken(equilibria, number, action)]
        for number, info in enumerate(equilibria.game.information_sets)
    ]


def _count(equilibria: EquilibriumSet) -> int:
    return prod(map(len, _likely(equilibria))) if has_ties(equilibria) else len(equilibria.profiles)


def _candidates(equilibria: EquilibriumSet) -> tuple[Candidate, ...]:
    """Profiles between which all equilibria are, and whether each is one."""
    game, known = equilibria.game, [(profile, True) for profile in equilibria.profiles]
    if not has_ties(equilibria) or not isinstance(game, ExtensiveForm):
        return tuple(known)
    plans = (Profile.pure(game.information_sets, own) for own in product(*_likely(equilibria)))
    pure = [(plan, is_backward_induction_plan(game, plan)) for plan in plans]
    return (*pure, *(own for own in known if not own[0].is_pure))


def _says(equilibria: EquilibriumSet, profile: Profile, number: int) -> bool:
    """True if an equilibrium says what is done at an information set; but for trees it always does."""
    game = equilibria.game
    if not isinstance(game, ExtensiveForm) or equilibria.spanning or has_ties(equilibria):
        return True
    return any(_is_led_to(game, profile, place) for place in game.members[number])


def _is_led_to(game: ExtensiveForm[Fraction], profile: Profile, place: int) -> bool:
    """True if the plan of the player who chooses at a node does not itself exclude the node."""
    own = game.nodes[place]
    assert isinstance(own, Decision)
    while place:
        place, branch = game.parents[place]
        above = game.nodes[place]
        if not isinstance(above, Decision) or game.mover(above) != game.mover(own):
            continue
        if not profile.probabilities[above.information_set][branch]:
            return False
    return True


# Play over parameters once an action is taken for certain, where some players answer it and others hold
#
# Plans are put together as :mod:`gametheory_paradox.paradoxes.held_plans` says, from a branch of the game
# without the action and one of that in which it is taken.  In a tree in which everybody sees everything what
# is done at a node is told node by node, and by no branch; elsewhere a branch has a plan of its own.  Where
# plans do not tell what is done at a set that play comes to, nothing is claimed.
#
# Off zero sets all equilibria of such a tree pay the same, unless somebody is indifferent for all values of
# the parameters between things that others are not; there nothing is claimed.  Where all get the same from
# two actions, either may be taken, and both with any odds.  What is got while some hold is linear in these
# odds, node by node: it is least and greatest where each takes one action.
# ----------------------------------------------------------------------------

NONE, SURE = RationalFunction.constant(0), RationalFunction.constant(1)
Options = Sequence[tuple[Statement, BranchOdds]]
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

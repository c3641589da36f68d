"""The sequential and weak sequential equilibria of a tree with parameters, as formulas.

Each pattern of actions in use and nodes believed possible
(:mod:`gametheory_paradox.forms.trees.proofs.patterns`) is a system that is linear in products of choices, and
its extreme solutions are formulas (:mod:`gametheory_paradox.forms.trees.formulas.pattern_corners`).  At every
parameter point off the zero sets the equilibria among them pay everyone the least and the most that any
equilibrium does, and what a measure says of it likewise.  Where a pattern is not exact in the sense said
there, or it is not known whether trembles give its beliefs, nothing is claimed wherever it may exist.

Sources: krepswilson1982; myerson1991 (section 4.3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from gametheory_paradox.conditions.proofs.arrangement import lowest
from gametheory_paradox.conditions.proofs.statements import Factor, Statement, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, Terminal, check_perfect_recall
from gametheory_paradox.forms.formulas.branches import MOST_BRANCHES, Branch, Branches
from gametheory_paradox.forms.tables.proofs.profile_cells import ONE
from gametheory_paradox.forms.trees.formulas.pattern_corners import (
    UNIT,
    ZERO,
    Form,
    PatternForms,
    Patterns,
    PatternSystem,
    Values,
)
from gametheory_paradox.forms.trees.proofs.patterns import Pattern, Ways, nonempty_subsets
from gametheory_paradox.forms.trees.proofs.sequential_rationality import have_solution
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

MOST_PATTERNS = 20_000

Formulas = tuple[RationalFunction, ...]


@dataclass(frozen=True, repr=False)
class AssessmentBranch(Record):
    """One equilibrium assessment as a function of the parameters.

    Parameters
    ----------
    pattern
        The actions in use and the nodes believed possible.
    odds
        For each information set the probability of each action.
    beliefs
        For each information set the belief in each of its nodes.
    reached
        The information sets to which play comes.
    payoffs
        What each player gets; then, where the game names a measure, each one's value of it.
    exists
        Where it is an equilibrium.
    """

    pattern: Pattern
    odds: tuple[Formulas, ...]
    beliefs: tuple[Formulas, ...]
    reached: tuple[int, ...]
    payoffs: Formulas
    exists: Statement


@dataclass(frozen=True, repr=False)
class AssessmentBranches(Record):
    """The extreme equilibria of all patterns.

    Parameters
    ----------
    branches
        The equilibria.
    open
        Where patterns that are left out may exist.
    left_out
        How many there are.
    vary
        Where there may be equilibria between those listed that pay something else.
    """

    branches: tuple[AssessmentBranch, ...]
    open: Statement
    left_out: int
    vary: Statement


def belief_branches(form: ExtensiveForm[RationalFunction], factor: Factor, *, consistent: bool) -> Branches:
    """The sequential, or weak sequential, equilibria of a tree as branches; those that pay the same as one.

    Raises
    ------
    Unsupported
        If there are too many patterns or equilibria, or a player lacks perfect recall.
    """
    found = assessment_branches(form, factor, consistent=consistent)
    kept: list[Branch] = []

    for branch in found.branches:
        ends = tuple(
            place
            for place, (node, weight) in enumerate(zip(form.nodes, _reach(form, branch.odds), strict=True))
            if isinstance(node, Terminal) and weight
        )

        plan = {s: branch.odds[s] for s in branch.reached}
        for number, other in enumerate(kept):
            if other.ends == ends and other.payoffs == branch.payoffs and other.plan == plan:
                kept[number] = Branch(
                    other.payoffs, some([other.exists, branch.exists]), ends, plan=other.plan
                )
                break
        else:
            kept.append(Branch(branch.payoffs, branch.exists, ends, plan=plan))

    if len(kept) > MOST_BRANCHES:
        raise Unsupported(f"the tree has more than {MOST_BRANCHES} equilibria under some parameters")
    listed = found.open is False and found.vary is not False
    extreme = Branches(tuple(kept), False) if listed else None
    return Branches(tuple(kept), some([found.open, found.vary]), extreme=extreme)


def assessment_branches(
    form: ExtensiveForm[RationalFunction], factor: Factor, *, consistent: bool
) -> AssessmentBranches:
    """The equilibria of a tree as formulas.

    Parameters
    ----------
    form
        A tree with perfect recall.
    factor
        Splits polynomials.
    consistent
        Whether beliefs must be consistent.

    Raises
    ------
    Unsupported
        If there are too many patterns to look at, or a player lacks perfect recall.
    """
    check_perfect_recall(form)
    ways = Ways(form, consistent, UNIT)
    patterns = Patterns(ways)
    found: list[AssessmentBranch] = []
    open_: list[Statement] = []
    vary: list[Statement] = []
    for pattern, reached, known in _patterns(ways):
        forms = _forms(patterns, pattern, reached)
        if forms is None:
            continue
        system = PatternSystem(ways, pattern, forms, factor)
        if system.always() is False:
            continue
        while not system.is_exact and (simpler := system.simpler()) is not None:
            system = simpler
        if not known or not system.is_exact:
            possible = system.possible()
            open_ += [] if possible is False or system.is_empty else [possible]
            continue

        corners, varies = system.corners()
        vary += [system.possible()] if varies else []
        for corner in corners:
            branch = _branch(system, reached, corner.values, corner.exists)
            if branch is not None:
                found.append(branch)
    return AssessmentBranches(tuple(found), some(open_), len(open_), some(vary))


def _patterns(ways: Ways[RationalFunction]) -> Iterator[tuple[Pattern, set[int], bool]]:
    """All patterns whose beliefs trembles may give, the nodes reached, and whether trembles do give them."""
    sets = ways.game.information_sets
    too_many = (
        f"the tree has more than {MOST_PATTERNS} patterns of choices and beliefs: too many for formulas"
    )
    if prod(2 ** len(info.actions) - 1 for info in sets) > MOST_PATTERNS:
        raise Unsupported(too_many)

    count = 0
    for supports in product(*(nonempty_subsets(range(len(info.actions))) for info in sets)):
        reached = ways.reached(supports)
        choices = [
            (tuple(p for p in members if p in reached),)
            if reached.intersection(members)
            else nonempty_subsets(members)
            for members in ways.game.members
        ]
        for believed in product(*choices):
            count += 1
            if count > MOST_PATTERNS:
                raise Unsupported(too_many)
            off_path = {s: nodes for s, nodes in enumerate(believed) if nodes[0] not in reached}
            orders = have_solution(ways.orders(supports, off_path)) if ways.consistent and off_path else True
            if orders is not False:
                yield Pattern(supports, believed), reached, orders is True


def _forms(patterns: Patterns, pattern: Pattern, reached: set[int]) -> PatternForms | None:
    """The conditions of a pattern; None where one of them says that a number that is not zero is zero."""
    zero: list[Form] = []
    nonnegative: list[Form] = []
    weights: dict[int, tuple[Form, ...]] = {}
    for number, (equal, more, own) in zip(
        patterns.ways.order, patterns.optimal(pattern, reached), strict=True
    ):
        if any(form.keys() == {ONE} for form in equal):
            return None
        zero += equal
        nonnegative += more
        weights[number] = own
    payoffs, measured = patterns.payoffs(pattern)
    in_order = tuple(weights[number] for number in range(len(weights)))
    return PatternForms(tuple(zero), tuple(nonnegative), payoffs, in_order, measured)


def _branch(
    system: PatternSystem, reached: set[int], values: Values, exists: Statement
) -> AssessmentBranch | None:
    """The assessment at an extreme solution.

    None where nothing hangs on a mixture: that some of its actions are used alone says the same.  Likewise
    where weights add up to zero, which positive ones do not.
    """
    game = system.ways.game
    chances = {last: values[m] / values[rest] for m, (last, rest) in system.before.items() if rest in values}
    chances |= system.fixed
    odds = []
    for number, (info, used) in enumerate(zip(game.information_sets, system.pattern.supports, strict=True)):
        own = {a: UNIT if len(used) == 1 else chances.get((number, a)) for a in used}
        if None in own.values():
            return None
        odds.append(tuple(lowest(own.get(a) or ZERO, system.factor) for a in range(len(info.actions))))

    totals = [sum((_at(form, values) for form in own), ZERO) for own in system.forms.weights]
    if not all(totals):
        return None
    payoffs = tuple(lowest(_at(form, values), system.factor) for form in system.forms.payoffs)
    return AssessmentBranch(
        system.pattern,
        tuple(odds),
        tuple(_beliefs(system, number, values, total) for number, total in enumerate(totals)),
        tuple(s for s, members in enumerate(game.members) if reached.intersection(members)),
        payoffs + _measured(game, odds),
        exists,
    )


def _beliefs(system: PatternSystem, number: int, values: Values, total: RationalFunction) -> Formulas:
    nodes, forms = system.pattern.believed[number], system.forms.weights[number]
    weights = dict(zip(nodes, (_at(form, values) for form in forms), strict=True))
    return tuple(
        (UNIT if len(nodes) == 1 else lowest(weights[place] / total, system.factor))
        if place in weights
        else ZERO
        for place in system.ways.game.members[number]
    )


def _at(form: Form, values: Values) -> RationalFunction:
    return sum((c * values[monomial] for monomial, c in form.items()), ZERO)


def _reach(form: ExtensiveForm[RationalFunction], odds: Sequence[Formulas]) -> list[RationalFunction]:
    """The probability that play comes to each node."""
    reach = [UNIT] + [ZERO] * (len(form.nodes) - 1)
    for place, node in enumerate(form.nodes):
        if not isinstance(node, Terminal) and reach[place]:
            own = odds[node.information_set] if isinstance(node, Decision) else node.probabilities
            for child, p in zip(node.children, own, strict=True):
                reach[child] = reach[place] * p
    return reach


def _measured(form: ExtensiveForm[RationalFunction], odds: Sequence[Formulas]) -> Formulas:
    """Expectations of a measure, which its owner does not maximize; none where none is named."""
    if not form.measure:
        return ()
    count = len(form.players)
    totals = [ZERO] * count
    for node, weight in zip(form.nodes, _reach(form, odds), strict=True):
        if isinstance(node, Terminal) and weight:
            totals = [t + weight * v for t, v in zip(totals, node.payoffs[count:], strict=True)]
    return tuple(totals)

"""The sequential and weak sequential equilibria of a tree with parameters, as formulas.

Each pattern of actions in use and nodes believed possible
(:mod:`gametheory_paradox.claims.equilibria.patterns`) is a system that is linear in products of choices.
Where its equations leave one solution, that is a branch.  Where they leave more, off the path as a rule, its
extreme solutions are: some inequalities hold as equations, as many as there is freedom.  So at every
parameter point off the zero sets the branches that exist are the extreme assessments that ``solve`` lists
there.  With three or more players a pattern in which products of different players' choices occur is left
out, and counted.

Which equations are independent, and which patterns are empty, is looked at in one point drawn from the box.
A point that lies on a zero set by chance could hide a branch: that the list is complete is very likely and
not proved.  Every branch that is listed satisfies its equations identically.

Sources: krepswilson1982; myerson1991.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import prod
from random import Random

from gametheory_paradox.claims.equilibria.linear_forms import ONE, Monomial, Reduction, Symbol, collected
from gametheory_paradox.claims.equilibria.patterns import Conditions, Pattern, Ways, nonempty_subsets
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, positive
from gametheory_paradox.claims.parameters.signs import Box
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factors import cancel
from gametheory_paradox.exact.linear import solve_linear
from gametheory_paradox.games import ExtensiveForm, check_perfect_recall
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.solvers.pattern_programs import contradiction

MOST_PATTERNS = 20_000
MOST_CORNERS = 200  # choices of tight inequalities in one pattern

Form = Mapping[Monomial, RationalFunction]
Formulas = tuple[RationalFunction, ...]
ZERO, UNIT = RationalFunction.constant(0), RationalFunction.constant(1)


@dataclass(frozen=True)
class AssessmentBranch:
    """One equilibrium assessment as a function of the parameters.

    Parameters
    ----------
    odds
        For each information set the probability of each action.
    beliefs
        For each information set the belief in each of its nodes.
    reached
        The information sets to which play comes.
    payoffs
        What each player gets.
    exists
        Where it is an equilibrium.
    """

    odds: tuple[Formulas, ...]
    beliefs: tuple[Formulas, ...]
    reached: tuple[int, ...]
    payoffs: Formulas
    exists: Statement


@dataclass(frozen=True)
class AssessmentBranches:
    """All branches, and how many patterns were left out."""

    branches: tuple[AssessmentBranch, ...]
    left_out: int


def assessment_branches(
    form: ExtensiveForm[RationalFunction], box: Box, factor: Factor, *, consistent: bool
) -> AssessmentBranches:
    """The equilibria of a tree as formulas.

    Parameters
    ----------
    form
        A tree with perfect recall.
    box
        The declared ranges; they only serve to pick a point at which to look which equations are independent.
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
    found: dict[tuple[object, ...], AssessmentBranch] = {}
    left_out = 0
    for pattern in _patterns(ways):
        conditions = ways.conditions(pattern)
        corners = _Corners(ways, pattern, conditions, box, factor)
        if corners.is_empty:
            continue
        if not _is_linear(ways, conditions):
            left_out += 1
            continue
        for branch in corners.branches():
            found.setdefault((branch.odds, branch.beliefs), branch)
    return AssessmentBranches(tuple(found.values()), left_out)


def _patterns(ways: Ways[RationalFunction]) -> Iterator[Pattern]:
    """All patterns whose beliefs trembles can give."""
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
            if ways.consistent and off_path and contradiction(ways.orders(supports, off_path)) is not None:
                continue
            yield Pattern(supports, believed)


def _is_linear(ways: Ways[RationalFunction], conditions: Conditions[RationalFunction]) -> bool:
    """Each product is of one player's choices only.

    So a solution of the linear system is an equilibrium.
    """
    forms = (
        *conditions.zero,
        *conditions.nonnegative,
        *conditions.payoffs,
        *(f for own in conditions.weights for f in own),
    )
    return all(
        len({ways.owners[s] if s >= 0 else -1 for s, _ in monomial}) <= 1
        for form in forms
        for monomial in form
    )


class _Corners:
    """The extreme solutions of a pattern."""

    def __init__(
        self,
        ways: Ways[RationalFunction],
        pattern: Pattern,
        conditions: Conditions[RationalFunction],
        box: Box,
        factor: Factor,
    ):
        self.ways, self.pattern, self.conditions, self.factor = ways, pattern, conditions, factor
        scales = [_normalization(forms) for forms in conditions.weights if len(forms) > 1]
        reached = ways.reached(pattern.supports)
        free = [bool(reached.isdisjoint(nodes)) for nodes in pattern.believed if len(nodes) > 1]
        self.equations: list[Form] = [
            *conditions.zero,
            *(form for form, off in zip(scales, free, strict=True) if off),
        ]

        forms = (
            *self.equations,
            *conditions.nonnegative,
            *conditions.payoffs,
            *(f for own in conditions.weights for f in own),
        )
        self.monomials = sorted({m for form in forms for m in form} - {ONE})

        # A point at which to look; any one off the zero sets will do.
        random = Random(1)
        self.point = {
            n: low + (high - low) * Fraction(random.randrange(1, 10**6), 10**6)
            for n, (low, high) in box.items()
        }

    @property
    def is_empty(self) -> bool:
        """Whether, off a zero set, the equations contradict each other or make a product zero."""
        numbers = list(map(self._in_numbers, self.conditions.zero))
        reduction = Reduction(numbers)
        left = [reduction.of(form) for form in numbers]
        return any(left) or any(not reduction.of({m: Fraction(1)}) for m in self.monomials)

    def branches(self) -> Iterator[AssessmentBranch]:
        """Each solution that satisfies the other conditions somewhere."""
        base, consistent = self._independent(self.equations)
        freedom = len(self.monomials) - len(base)
        if not consistent:
            return
        for tried, tight in enumerate(combinations(range(len(self.conditions.nonnegative)), freedom)):
            if tried == MOST_CORNERS:
                raise Unsupported(f"a pattern with more than {MOST_CORNERS} corners: too many for formulas")
            rows = [*base, *(self.conditions.nonnegative[number] for number in tight)]
            chosen, consistent = self._independent(rows)
            if consistent and len(chosen) == len(self.monomials):
                branch = self._branch(chosen, tight)
                if branch is not None:
                    yield branch

    def _independent(self, forms: Sequence[Form]) -> tuple[list[Form], bool]:
        """Equations that imply all, and whether they have a solution; looked at in one point."""
        kept: list[Form] = []
        reduction = Reduction(())
        for form in forms:
            fresh = reduction.add(self._in_numbers(form))
            if fresh.keys() == {ONE}:
                return kept, False
            if fresh:
                kept.append(form)
        return kept, True

    def _in_numbers(self, form: Form) -> dict[Monomial, Fraction]:
        """A form at the one point; a coefficient that vanishes there drops out."""
        return collected((monomial, c.value(self.point)) for monomial, c in form.items())

    def _branch(self, rows: Sequence[Form], tight: Sequence[int]) -> AssessmentBranch | None:
        matrix = [[form.get(m, ZERO) for m in self.monomials] for form in rows]
        solution = solve_linear(matrix, [-form.get(ONE, ZERO) for form in rows])
        if solution.singular:
            return None
        values = dict(zip(self.monomials, solution.values, strict=True)) | {ONE: UNIT}
        if any(cancel(_at(form, values)) for form in self.equations):
            return None

        # Strategies, and the weights of nodes, which must not vanish.
        odds = self._odds(values)
        totals = [sum((_at(form, values) for form in forms), ZERO) for forms in self.conditions.weights]
        if odds is None or not all(
            map(cancel, totals)
        ):  # or weights that are opposite, of which one is negative
            return None

        # Where the other conditions hold.
        rest = [_at(f, values) for n, f in enumerate(self.conditions.nonnegative) if n not in tight]
        above = [cancel(value) for value in rest]
        signs = [*(values[m] for m in self.monomials), *(value for value in above if value)]
        exists = every(positive([value.numerator, value.denominator], self.factor) for value in signs)
        if exists is False:
            return None

        reached = self.ways.reached(self.pattern.supports)
        return AssessmentBranch(
            odds,
            tuple(
                self._beliefs(members, nodes, forms, values)
                for members, nodes, forms in zip(
                    self.ways.game.members, self.pattern.believed, self.conditions.weights, strict=True
                )
            ),
            tuple(s for s, members in enumerate(self.ways.game.members) if reached.intersection(members)),
            tuple(cancel(_at(form, values)) for form in self.conditions.payoffs),
            exists,
        )

    def _odds(self, values: Mapping[Monomial, RationalFunction]) -> tuple[Formulas, ...] | None:
        """The probabilities at each set; None where nothing hangs on a mixture: pure choices stand for it."""
        found = []
        for number, info in enumerate(self.ways.game.information_sets):
            used = self.pattern.supports[number]
            own = {a: UNIT if len(used) == 1 else self._symbol((number, a), values) for a in used}
            if any(value is None for value in own.values()):
                return None
            found.append(tuple(own.get(a) or ZERO for a in range(len(info.actions))))
        return tuple(found)

    def _symbol(self, symbol: Symbol, values: Mapping[Monomial, RationalFunction]) -> RationalFunction | None:
        for monomial in self.monomials:
            if symbol in monomial:
                rest = tuple(other for other in monomial if other != symbol)
                if values.get(rest):
                    return cancel(values[monomial] / values[rest])
        return None

    def _beliefs(
        self,
        members: Sequence[int],
        nodes: Sequence[int],
        forms: Sequence[Form],
        values: Mapping[Monomial, RationalFunction],
    ) -> Formulas:
        weights = dict(zip(nodes, (_at(form, values) for form in forms), strict=True))
        total = sum(weights.values(), ZERO)
        return tuple(cancel(weights[place] / total) if place in weights else ZERO for place in members)


def _normalization(forms: Sequence[Form]) -> Form:
    """That the weights of a set's nodes sum to one, which fixes their scale where play does not come."""
    return collected([(ONE, -UNIT), *(term for form in forms for term in form.items())])


def _at(form: Form, values: Mapping[Monomial, RationalFunction]) -> RationalFunction:
    return sum((c * values[monomial] for monomial, c in form.items()), ZERO)

"""All sequential equilibria of a tree, weak ones too, pattern by pattern.

Sources: krepswilson1982; myerson1991 (section 4.3); vonstengel1996.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.clock import Clock, Count, counting
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.forms import (
    Assessment,
    ExtensiveForm,
    Profile,
    Trembles,
    check_perfect_recall,
    without_measure,
)
from gametheory_paradox.forms.proofs.proof_fields import Data
from gametheory_paradox.forms.records import list_in
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, Status, connected
from gametheory_paradox.forms.tables.proofs.profile_cells import (
    ONE,
    Form,
    LinearSystem,
    Monomial,
    combination,
    times,
)
from gametheory_paradox.forms.trees.proofs.every_assessment import (
    MOST_STEPS,
    Choices,
    PatternWalk,
    System,
    exact_ways,
    multipliers_to_data,
    only_assessment,
    system_of,
)
from gametheory_paradox.forms.trees.proofs.patterns import Pattern, View
from gametheory_paradox.forms.trees.proofs.sequential_rationality import is_sequential, is_weak_sequential
from gametheory_paradox.forms.trees.solvers.pattern_programs import (
    MOST_EXTREME,
    Multipliers,
    Point,
    contradiction,
    extreme_points,
    lower_bound,
    positive_point,
    trembles_for,
)
from gametheory_paradox.table import Record

# The search for all sequential or weak sequential equilibria of a tree, pattern by pattern
#
# The walk through all patterns (:mod:`gametheory_paradox.forms.trees.proofs.every_assessment`) is pruned
# where no belief makes the actions in use best, where trembles cannot give the beliefs, and where the
# conditions of a pattern contradict each other; linear programs find the multipliers that show it.  A pattern
# that is left holds either one assessment or, as a rule, infinitely many: then its extreme ones are listed.
# The list is complete when every pattern is settled, which two players always allow; with more, products of
# different players' choices can leave a pattern open.
# ----------------------------------------------------------------------------

NOT_LINEAR = "open, since their conditions are not linear"
OPEN: list[object] = ["?"]  # a step that shows nothing
NO_TREMBLES = "open, since no trembles in fractions were found"
TOO_MANY = f"more than {MOST_EXTREME} extreme equilibria, or too wide to look for them"


@dataclass(repr=False)
class AssessmentSearch(Record):
    """The walk with what it has found."""

    game: ExtensiveForm[Fraction]
    consistent: bool
    clock: Clock
    found: dict[Assessment, Trembles | None] = field(default_factory=dict)
    sets: list[tuple[int, ...]] = field(default_factory=list)
    steps: list[object] = field(default_factory=list)
    # For how many patterns something is missing, and what.
    unsettled: Counter[str] = field(default_factory=Counter)
    bounded: bool = True  # whether each step so far can stand in a proof

    def __post_init__(self) -> None:
        check_perfect_recall(self.game)
        self.ways = exact_ways(self.game, consistent=self.consistent)
        self.walk = PatternWalk(self.ways)
        self._examined: dict[object, Multipliers | None] = {}

    def run(self, concept: str, method: str) -> Equilibria:
        """Walk through all patterns, or until the time is up."""
        status: Status = "proved"
        try:
            self._search()
            why = "every pattern of actions in use and nodes believed possible is settled"
            if self.unsettled:
                status = "partial"
                why = "; ".join(
                    f"{count} pattern{'s' * (count != 1)} of actions in use: {what}"
                    for what, count in self.unsettled.items()
                )
        except OutOfTime:
            status = "budget"
            why = f"{self.clock.ended()} after {len(self.steps)} steps through the patterns"

        assessments = tuple(self.found)
        subsets = _maximal(self.sets)
        proof = None

        if status != "budget" and self.bounded:
            listed = [self._listed(a, t) for a, t in self.found.items()]
            proof = {
                "kind": "consistent-patterns" if self.consistent else "patterns",
                "assessments": listed,
                "steps": self.steps,
            }

        return Equilibria(
            self.game,
            concept,
            method,
            tuple(a.profile for a in assessments),
            subsets,
            connected(len(assessments), subsets),
            Completeness(status, why),
            proof,
            assessments=assessments,
            trembles=tuple(t for t in self.found.values() if t is not None),
        )

    def _listed(self, assessment: Assessment, trembles: Trembles | None) -> dict[str, object]:
        data: dict[str, object] = {
            "profile": assessment.profile.to_data(),
            "beliefs": assessment.beliefs_to_data(self.game),
        }
        return data if trembles is None else {**data, "trembles": trembles.to_data()}

    def _search(self) -> None:
        with counting("patterns") as count:
            self._settle_all(count)

    def _settle_all(self, count: Count) -> None:
        pending = [self.walk.root]
        while pending:
            self.clock.check()
            count(len(self.steps))
            if len(self.steps) >= MOST_STEPS:
                raise OutOfTime("too many steps")
            at = pending.pop()
            closed = self._closed(at)
            if closed is not None:
                self.steps.append(closed)
                continue

            try:
                children = self.walk.children(at)
                if children:
                    self.steps.append(["b"])
                    pending.extend(reversed(children))
                else:
                    self.steps.append(self._settle(at.pattern))
            except Unsupported as problem:
                self.steps.append(self._open(str(problem)))

    def _closed(self, at: Choices) -> list[object] | None:
        """A step that closes a node before its end."""
        newest = next((s for s in reversed(self.ways.order) if at.supports[s]), None)
        if newest is not None and not any(at.believed):
            for number in self.ways.order:
                if newest == number or newest in self.ways.below[number]:
                    multipliers = self._contradiction_at(at, number)
                    if multipliers is not None:
                        return ["r", number, multipliers_to_data(multipliers)]
        if self.consistent and all(at.supports):
            multipliers = contradiction(self.walk.orders(at))
            if multipliers is not None:
                return ["k", multipliers_to_data(multipliers)]
        return None

    def _contradiction_at(self, at: Choices, number: int) -> Multipliers | None:
        here = (number, *sorted(self.ways.below[number]))
        key = (here, tuple(at.supports[s] for s in here))
        if key not in self._examined:
            system = self.walk.examined(at, number)
            self._examined[key] = None if system is None else contradiction(system)
        return self._examined[key]

    def _settle(self, pattern: Pattern) -> list[object]:
        """The step at the end of the walk: nothing there, one assessment, or a set of them."""
        system = system_of(self.ways, pattern)
        point, multipliers = positive_point(system.linear)
        if point is None:
            return ["e", multipliers_to_data(multipliers)]
        only = only_assessment(self.ways, pattern, system)
        if only is not None:
            number = self._number(only)
            if number is None:
                return self._open(self._why_unseen)
            self.sets.append((number,))
            return ["o", number]
        self._list(pattern, system, point)
        bounded = bounds_step(system)
        self.bounded = self.bounded and bounded != OPEN
        return bounded

    def _open(self, why: str) -> list[object]:
        self.unsettled[why] += 1
        self.bounded = False
        return OPEN

    @property
    def _why_unseen(self) -> str:
        """Why a candidate is not seen to be an equilibrium."""
        return NOT_LINEAR if len(self.game.players) > 2 else NO_TREMBLES

    def _number(self, assessment: Assessment) -> int | None:
        """The number of an assessment in the list; None if it is not seen to be an equilibrium."""
        if assessment not in self.found:
            trembles = trembles_for(self.ways, assessment) if self.consistent else None
            if self.consistent and (trembles is None or not is_sequential(self.game, assessment, trembles)):
                return None
            if not self.consistent and not is_weak_sequential(self.game, assessment):
                return None
            self.found[assessment] = trembles
        return list(self.found).index(assessment)

    def _list(self, pattern: Pattern, system: System, inner: Point) -> None:
        """Put the extreme assessments of a pattern on the list, or where there are none an inner one."""
        needed = self._needed(pattern, system)
        few = tuple(
            form
            for form in (*system.linear.zero, *_multiplied(system.linear.zero, needed))
            if needed.issuperset(form)
        )

        # More equations may leave fewer points, or more that are none of the game.
        for zero in (few, system.linear.zero):
            points = extreme_points(
                LinearSystem(zero, system.linear.nonnegative), _scales(pattern, system, needed)
            )
            found: set[int | None] = set()
            for point in points or ():
                found.update(
                    [self._number(a) for a in _assessments(self.game, pattern, system, needed, point)]
                    or [None]
                )

            if points is not None and None not in found:
                break
        else:
            self.unsettled[TOO_MANY if points is None else self._why_unseen] += 1

        numbers = found - {None}
        if not numbers:
            inside = next(_assessments(self.game, pattern, system, needed, (inner,)), None)
            numbers = {None if inside is None else self._number(inside)} - {None}
        if numbers:
            self.sets.append(tuple(sorted(number for number in numbers if number is not None)))

    def _needed(self, pattern: Pattern, system: System) -> frozenset[Monomial]:
        """The products that the conditions speak of, and those from which these come by one more choice.

        Others only stand in the system because probabilities sum to one times any product; they say nothing
        of their own.
        """
        view, conditions = View(self.ways, pattern.supports), self.ways.conditions(pattern)
        own = conditions.zero[: len(conditions.zero) - conditions.sums]
        forms = (
            *own,
            *conditions.nonnegative,
            *conditions.compared,
            *(form for forms in conditions.weights for form in forms),
        )

        pending = [tuple(s for s in monomial if s not in system.fixed) for form in forms for monomial in form]
        needed = set(pending) | {ONE}

        while pending:
            monomial = pending.pop()
            last = next(
                (s for s in monomial if not any(t[0] in self.ways.below[s[0]] for t in monomial if t != s)),
                None,
            )
            if last is None or not view.mixes(last):
                continue

            rest = tuple(s for s in monomial if s != last)
            for wider in (rest, *(times(rest, (last[0], action)) for action in pattern.supports[last[0]])):
                if wider not in needed:
                    needed.add(wider)
                    pending.append(wider)

        return frozenset(needed)


def bounds_step(system: System) -> list[object]:
    """The step that bounds what is compared, for each player; ``OPEN`` where something has no bounds."""
    bounds: list[object] = []
    for value in system.compared:
        low = lower_bound(system.linear, value)
        high = lower_bound(system.linear, combination([(Fraction(-1), value)]))
        if low is None or high is None:
            return OPEN
        bounds.append([multipliers_to_data(low), multipliers_to_data(high)])
    return ["s", bounds]


def _maximal(sets: list[tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
    different = sorted(set(sets))
    return tuple(one for one in different if not any(set(one) < set(other) for other in different))


def _multiplied(zero: Sequence[Form], needed: frozenset[Monomial]) -> Iterator[Form]:
    """Forms that are zero times every symbol, as far as the products are needed."""
    for symbol in {symbol for monomial in needed for symbol in monomial}:
        for form in zero:
            if not any(symbol in monomial for monomial in form):
                yield {times(monomial, symbol): c for monomial, c in form.items()}


def _scales(pattern: Pattern, system: System, needed: frozenset[Monomial]) -> list[frozenset[Monomial]]:
    """The products whose proportions alone count: in beliefs, and in mixtures where play does not come."""
    scales = [frozenset(m for form in forms for m in form) for forms in system.weights if len(forms) > 1]
    for number, used in enumerate(pattern.supports):
        if len(used) > 1:
            mixed = {(number, action) for action in used}
            rests = {tuple(s for s in m if s not in mixed) for m in needed if mixed.intersection(m)}
            scales.append(needed.intersection(rests))
    return [scale for scale in dict.fromkeys(scales) if scale]


def _assessments(
    game: ExtensiveForm[Fraction],
    pattern: Pattern,
    system: System,
    needed: frozenset[Monomial],
    points: Sequence[Point],
) -> Iterator[Assessment]:
    """The assessments at an extreme point.

    There are several where nothing depends on what a set does, none where a probability is not defined.
    """
    choices = [_odds(number, used, system, needed, points) for number, used in enumerate(pattern.supports)]
    beliefs = []

    for members, believed, forms in zip(game.members, pattern.believed, system.weights, strict=True):
        totals = (sum(_value(form, point) for form in forms) for point in points)
        level = next((n for n, total in enumerate(totals) if total), None)
        if level is None:
            return
        weights = dict(zip(believed, (_value(form, points[level]) for form in forms), strict=True))
        total = sum(weights.values(), Fraction(0))
        beliefs.append(tuple(weights.get(place, Fraction(0)) / total for place in members))

    if prod(map(len, choices)) > MOST_EXTREME:
        choices = [own[:1] for own in choices]
    for odds in product(*choices):
        probabilities = tuple(
            tuple(own.get(a, Fraction(0)) for a in range(len(info.actions)))
            for info, own in zip(game.information_sets, odds, strict=True)
        )
        yield Assessment(Profile(game.information_sets, probabilities), tuple(beliefs))


def _odds(
    number: int, used: tuple[int, ...], system: System, needed: frozenset[Monomial], points: Sequence[Point]
) -> list[dict[int, Fraction]]:
    """The probabilities of a set's actions in use at a point, several where nothing depends on them.

    Empty where they are not defined.
    """
    if len(used) == 1:
        return [{used[0]: Fraction(1)}]

    found: dict[int, Fraction] = {}
    concerned = False

    for action in used:
        symbol = (number, action)
        if symbol in system.fixed:
            found[action] = system.fixed[symbol]
            continue

        wholes = {
            m: rest for m in needed if symbol in m and (rest := tuple(s for s in m if s != symbol)) in needed
        }
        concerned = concerned or bool(wholes)

        for point in points:
            ratios = {
                point.get(m, Fraction(0)) / point[rest] for m, rest in wholes.items() if point.get(rest)
            }
            if len(ratios) > 1:  # the products do not fit together
                return []
            if ratios:
                found[action] = ratios.pop()
                break

    if len(found) == len(used):
        return [found] if sum(found.values()) == 1 else []
    return [] if concerned or found else [{action: Fraction(1)} for action in used]


def _value(form: Form, point: Point) -> Fraction:
    return sum((c * point.get(monomial, Fraction(0)) for monomial, c in form.items()), Fraction(0))


# Every sequential equilibrium of a tree: sequentially rational, beliefs a limit of totally mixed play
# ----------------------------------------------------------------------------


def sequential_equilibria(game: ExtensiveForm[Fraction], clock: Clock) -> Equilibria:
    """Finds every sequential equilibrium of a tree; proved complete where no pattern stays open.

    Parameters
    ----------
    game
        A tree with perfect recall in which chance excludes nothing.
    clock
        When to give up.

    Sources
    -------
    krepswilson1982
    """
    return AssessmentSearch(game, True, clock).run("sequential", "sequential_equilibria")


# Every weak sequential equilibrium of a tree: sequentially rational, by Bayes' rule where play comes
# ----------------------------------------------------------------------------


def weak_sequential_equilibria(game: ExtensiveForm[Fraction], clock: Clock) -> Equilibria:
    """Finds every weak sequential equilibrium of a tree; proved complete where no pattern stays open.

    These are the weak perfect Bayesian equilibria.

    Parameters
    ----------
    game
        A tree with perfect recall in which chance excludes nothing.
    clock
        When to give up.

    Sources
    -------
    myerson1991
    """
    return AssessmentSearch(game, False, clock).run("perfect-bayesian", "weak_sequential_equilibria")


# Bounds of a measure over the infinitely many equilibria of a pattern, put into a proof about payoffs
# ----------------------------------------------------------------------------

KINDS: Mapping[object, bool] = {"patterns": False, "consistent-patterns": True}  # are beliefs consistent?


def with_measured_bounds(game: ExtensiveForm[Fraction], proof: Data) -> Data:
    """A proof by patterns, with bounds of the game's measure in the place of those of payoffs.

    The walk is the same: players maximize payoffs, whatever is compared.
    """
    walk = PatternWalk(exact_ways(without_measure(game), consistent=KINDS[proof["kind"]]))
    compared = replace(walk.ways, game=game)
    pending, steps = [walk.root], list[object]()
    for step in list_in(proof["steps"]):
        at = pending.pop()
        if step == ["b"]:
            pending.extend(reversed(walk.children(at)))
        bounds = isinstance(step, list) and step[0] == "s"
        steps.append(bounds_step(system_of(compared, at.pattern)) if bounds else step)
    return {**proof, "steps": steps}
